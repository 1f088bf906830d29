import type { ActionView, ClaimActRequest, ClaimChoice, ClaimPlan, ClaimRowView, ClaimVerb, LeftOut, LeftOutWhy, Marketplace, MoneyLeaves, PlannedClaim, Sentence, Won } from "../bindings";
import { Answers } from "../forms/answers.svelte";
import { isBusy, offerOf, requestOf, sharesAnswers, type Deed } from "./act";
import { offerWord, verbWord } from "../shared/words";
import { VERB_KEYS } from "./steps";

/** The verbs under a key, what most likely is meant first. */
const under = (code: string): ClaimVerb[] => (Object.keys(VERB_KEYS) as ClaimVerb[]).filter((verb) => VERB_KEYS[verb].code === code);

/** The verb that a key means for one claim: what can be pressed, else what is shown with its reason, else the first. */
export function verbOf(code: string, row: ClaimRowView): ClaimVerb | undefined {
  const verbs = under(code);
  const refundable = row.kind === "return" && row.step === "collected" ? verbs.find((verb) => verb === "refund") : undefined;
  return verbs.find((verb) => offerOf(row, verb)?.enabled) ?? verbs.find((verb) => offerOf(row, verb)) ?? refundable ?? verbs[0];
}

/** The claims that can take the key's verb now. */
const ready = (code: string, rows: readonly ClaimRowView[]): ClaimRowView[] =>
  rows.filter((row) => !isBusy(row) && under(code).some((verb) => offerOf(row, verb)?.enabled));

/** The form that every claim that can take a verb asks for alike; it then comes before the plan. */
export function formOf(code: string, rows: readonly ClaimRowView[]): Deed | null {
  const [first, ...rest] = ready(code, rows);
  const verb = first && verbOf(code, first);
  const offer = first && verb && offerOf(first, verb);
  if (!first || !verb || !offer || offer.asks.length === 0 || !sharesAnswers(offer)) return null;
  const form = JSON.stringify(offer.asks);
  const alike = rest.every((row) => verbOf(code, row) === verb && JSON.stringify(offerOf(row, verb)?.asks) === form);
  return alike ? { verb, offer, rows: [first, ...rest] } : null;
}

/** What is to be done to each chosen claim: its own verb under the key. What asks for more than `given` has no request. */
export function choicesOf(code: string, rows: readonly ClaimRowView[], given: ClaimActRequest | null): ClaimChoice[] {
  return rows.flatMap((row): ClaimChoice[] => {
    const verb = verbOf(code, row);
    if (!verb) return [];
    const plain = (offerOf(row, verb)?.asks.length ?? 0) === 0;
    const bare = NEEDS_NOTHING.includes(verb) ? requestOf(verb, new Answers([])) : null;
    return [{ account: row.account, claim: row.claim, verb, act: plain ? bare : given, seen: row.stamp }];
  });
}

/** Verbs whose request is whole without an answer. */
const NEEDS_NOTHING: readonly ClaimVerb[] = ["approve", "refund", "confirm_collected", "release", "complete", "convert"];

/** What one marketplace would really do. */
export interface Share {
  market: Marketplace;
  rows: PlannedClaim[];
  brief: Sentence | null;
  says: Sentence | null;
  money: MoneyLeaves;
  undoable: boolean;
  /** What each buyer gets back; nothing where nobody knows. */
  amounts: (Won | null)[];
}

/** The claims of a plan by marketplace, deed and when their money leaves, most claims first; money that leaves now before the rest. */
export function sharesOf(goes: readonly PlannedClaim[]): Share[] {
  const groups = new Map<string, PlannedClaim[]>();
  for (const row of goes) {
    const name = `${row.marketplace} ${row.kind} ${row.money}`;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  const shares = [...groups.values()].map((rows): Share => {
    const [{ marketplace: market, brief, consequence: says, money, undoable }] = rows as [PlannedClaim];
    return { market, rows, brief, says, money, undoable, amounts: rows.map((row) => row.amount) };
  });
  const order: MoneyLeaves[] = ["now", "soon", "maybe", "later", "none"];
  return shares.sort((a, b) => order.indexOf(a.money) - order.indexOf(b.money) || b.rows.length - a.rows.length);
}

/** How often each thing happens: `19건 바로 환불 · 9건 수거 시작`. */
export function briefsOf(shares: readonly Share[], say: (sentence: Sentence) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const { brief, rows } of shares) {
    if (brief) counts.set(say(brief), (counts.get(say(brief)) ?? 0) + rows.length);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** What is left out, by its reason, in the order in which the plan gives it. */
export function groupsOf(leftOut: readonly LeftOut[]): [LeftOutWhy, LeftOut[]][] {
  const groups = new Map<LeftOutWhy, LeftOut[]>();
  for (const row of leftOut) groups.set(row.why, [...(groups.get(row.why) ?? []), row]);
  return [...groups];
}

/** A claim's name on the screen, as its row has it. */
export const pressName = ({ press }: PlannedClaim): string => `${press.account}/${press.claim}`;

/** How one claim of a confirmed plan stands. */
export interface Line {
  row: PlannedClaim;
  /** Its action; nothing for one that was left out at the press. */
  action: ActionView | undefined;
  state: "waits" | "done" | "failed" | "unknown" | "undone";
}

/** The claims of a confirmed plan with what became of them. */
export function linesOf(plan: ClaimPlan, actions: readonly ActionView[], blocked: ReadonlySet<string>): Line[] {
  const byClaim = new Map<string, ActionView>(actions.flatMap((action) => action.targets.map((target) => [`${action.account}/${target.id}`, action] as const)));
  return plan.goes.map((row): Line => {
    const action = byClaim.get(pressName(row));
    if (blocked.has(row.press.claim) && !action) return { row, action, state: "failed" };
    const state = action?.state;
    return { row, action, state: state === undefined || state === "queued" || state === "sending" ? "waits" : state };
  });
}

/** What went wrong first, so that it stands on top once all have ended. */
export function sorted(lines: readonly Line[]): Line[] {
  if (lines.some(({ state }) => state === "waits")) return [...lines];
  const order = ["failed", "unknown", "undone", "done"];
  return [...lines].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

/** What a key is called over many claims: its one verb's word, or the one under which marketplaces file theirs. */
export function wordUnder(code: string, choices: readonly ClaimChoice[], rows: readonly ClaimRowView[]): string {
  const verbs = [...new Set(choices.map(({ verb }) => verb))];
  const verb = verbs.length === 1 ? verbs[0] : under(code)[0];
  const kind = verb && rows.map((row) => offerOf(row, verb)?.kind).find((each) => each !== undefined);
  return verb ? (kind ? offerWord(verb, kind) : verbWord[verb]()) : "";
}
