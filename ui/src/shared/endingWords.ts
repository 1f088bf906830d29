import type { ActionView, OutcomeView, Sentence } from "../bindings";
import { m } from "../paraglide/messages";
import { nameWords, paidWords } from "./about";
import { clockTime, count } from "./format";
import { say } from "./language.svelte";
import type { Toast } from "./toasts.svelte";
import { kindWord, marketWord } from "./words";

type Told = Omit<Toast, "id">;
type Failed = Extract<OutcomeView, { result: "failed" }>;

/** How the things that a press was about ended. */
interface Tally {
  done: number;
  failed: number;
  unknown: number;
}

/** How many things an action ended well, badly or unknown; one that failed as a whole has no outcome of its own. */
function tallyOf(actions: readonly ActionView[]): Tally {
  const tally = { done: 0, failed: 0, unknown: 0 };
  for (const { outcomes, state, targets } of actions) {
    const known = { ok: 0, failed: 0, unknown: 0 };
    for (const { result } of outcomes) known[result]++;
    const rest = Math.max(outcomes.length === 0 ? 1 : 0, targets.length - outcomes.length);
    tally.done += known.ok + (state === "done" ? rest : 0);
    tally.failed += known.failed + (state === "failed" ? rest : 0);
    tally.unknown += known.unknown + (state === "unknown" ? rest : 0);
  }
  return tally;
}

/** What to tell of a press all of whose actions have ended; nothing where all of them were taken back. */
export function wordsOf(actions: readonly ActionView[], paid = false): Told | null {
  const { done, failed, unknown } = tallyOf(actions);
  const [first] = actions;
  if (!first || done + failed + unknown === 0) return null;
  const words = done + failed + unknown === 1 ? oneWords(first, paid) : manyWords(actions, { done, failed, unknown });
  if (failed > 0) return { tone: "bad", words, ...causeOf(actions), journal: true, stays: true };
  if (unknown > 0) return { tone: "unknown", words, next: checkOf(actions), journal: true };
  return { tone: "ok", words };
}

function oneWords({ marketplace, kind, about, state, targets, outcomes }: ActionView, paid: boolean): string {
  const market = marketWord[marketplace]();
  const name = nameWords(about) || (targets[0]?.id ?? "");
  const what = kindWord[kind]();
  if (state === "unknown") return m.ended_unknown_one({ market, name, what });
  const failed = state === "failed" || outcomes.some(({ result }) => result === "failed");
  if (failed) return m.ended_failed_one({ market, name, what });
  return paidWords(m.ended_done_one({ market, name, what }), paid ? about.refund : null);
}

function manyWords(actions: readonly ActionView[], { done, failed, unknown }: Tally): string {
  const what = sharedWords(actions);
  const n = count(done + failed + unknown);
  if (failed + unknown === 0) return m.ended_all({ what, n });
  const parts = [
    m.plan_done({ n: count(done) }),
    ...(failed > 0 ? [m.plan_failed({ n: count(failed) })] : []),
    ...(unknown > 0 ? [m.plan_unknown({ n: count(unknown) })] : []),
  ];
  return m.ended_tally({ what, n, tally: parts.join(" · ") });
}

/** The marketplace and the kind as far as all of these share them: `쿠팡 반품 환불`. */
function sharedWords(actions: readonly ActionView[]): string {
  const markets = [...new Set(actions.map(({ marketplace }) => marketWord[marketplace]()))];
  const kinds = [...new Set(actions.map(({ kind }) => kindWord[kind]()))];
  return [markets.length === 1 ? markets[0] : "", kinds.length === 1 ? kinds[0] : m.ended_works()].filter(Boolean).join(" ");
}

/** What to tell of actions of one marketplace and kind whose end nobody knew at first. */
export function knownWords(actions: readonly ActionView[]): Told | null {
  const { done, failed } = tallyOf(actions);
  const [first] = actions;
  if (!first || failed > 0 || done === 0) return wordsOf(actions);
  return { tone: "ok", words: m.ended_known({ market: marketWord[first.marketplace](), kind: kindWord[first.kind](), n: count(done) }) };
}

/** Why it failed, in the marketplace's words and ours. */
function causeOf(actions: readonly ActionView[]): Pick<Told, "quote" | "next"> {
  const failed = actions.flatMap(({ outcomes }) => outcomes.filter((each): each is Failed => each.result === "failed"));
  const said = [...new Set(failed.map(({ message }) => message))].filter((message) => message !== "");
  const advice: Sentence | null | undefined = failed.find((each) => each.advice)?.advice ?? actions.find((action) => action.error)?.error;
  // Two are enough to know what is wrong.
  return { quote: said.length === 0 ? undefined : said.slice(0, 2).join(" / "), next: advice ? say(advice) : m.ended_failed_next() };
}

function checkOf(actions: readonly ActionView[]): string {
  const at = actions.map((action) => action.next_check_at).find((each) => each !== null);
  return at ? m.ended_unknown_next({ at: clockTime(at) }) : m.ended_unknown_soon();
}
