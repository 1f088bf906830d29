import type { ClaimKind, ClaimRowView, ClaimStep, ClaimVerb } from "../bindings";
import { m } from "../paraglide/messages";
import { stepWord } from "../shared/words";
import { isBusy, offerOf } from "./act";

/** Steps after which nothing more happens. */
const SETTLED: readonly ClaimStep[] = ["completed", "rejected", "withdrawn", "overruled"];

/** Whether somebody still has to act on a claim at this step. */
export const isOpen = (step: ClaimStep): boolean => !SETTLED.includes(step);

/** The steps of a queue in the order in which its groups stand. */
export const GROUPS: Record<ClaimKind, readonly ClaimStep[]> = {
  cancel: ["requested", "approved", "refunded", "unknown", ...SETTLED],
  return: ["requested", "approved", "collecting", "collected", "refunded", "unknown", ...SETTLED],
  exchange: ["requested", "approved", "collecting", "collected", "reshipped", "unknown", ...SETTLED],
};

/** The steps that the strip over a queue always shows. */
export const STRIP: Record<ClaimKind, readonly ClaimStep[]> = {
  cancel: ["requested", "refunded", "completed", "withdrawn", "rejected"],
  return: ["requested", "collecting", "collected", "refunded", "completed"],
  exchange: ["requested", "collecting", "collected", "reshipped", "completed"],
};

/** Groups with the number of the row at which each begins, counted as a screen reader counts: from 1, after the header, each group's head before its claims, hidden or not. */
export function numbered<Group extends { rows: readonly unknown[] }>(groups: readonly Group[]): (Group & { index: number })[] {
  let next = 2;
  return groups.map((group) => {
    const index = next;
    next += 1 + group.rows.length;
    return { ...group, index };
  });
}

/** The key that presses a verb. */
export const VERB_KEYS: Record<ClaimVerb, { code: string; key: string }> = {
  approve: { code: "KeyA", key: "A" },
  notify: { code: "KeyA", key: "A" },
  refuse: { code: "KeyR", key: "R" },
  confirm_collected: { code: "KeyC", key: "C" },
  refund: { code: "KeyA", key: "A" },
  reship: { code: "KeyI", key: "I" },
  register_pickup: { code: "KeyI", key: "I" },
  hold: { code: "KeyH", key: "H" },
  release: { code: "KeyH", key: "H" },
  defer: { code: "KeyD", key: "D" },
  convert: { code: "KeyT", key: "T" },
  complete: { code: "KeyC", key: "C" },
};

/** The keys that press a verb. */
export const VERB_CODES: readonly string[] = [...new Set(Object.values(VERB_KEYS).map(({ code }) => code))];

/** The verb that a key presses: what most of the claims offer under it, since marketplaces name one thing apart. */
export function verbAt(code: string, rows: readonly ClaimRowView[]): ClaimVerb | null {
  const verbs = (Object.keys(VERB_KEYS) as ClaimVerb[]).filter((verb) => VERB_KEYS[verb].code === code);
  const offering = (verb: ClaimVerb): number => rows.filter((row) => offerOf(row, verb)?.enabled && !isBusy(row)).length;
  return verbs.reduce<ClaimVerb | null>((best, verb) => (offering(verb) > (best ? offering(best) : 0) ? verb : best), null);
}

/** How a step is called in a queue: what waits there, rather than what was done. */
export function groupWord(kind: ClaimKind, step: ClaimStep): string {
  if (kind === "exchange" && step === "collected") return m.group_reship_waiting();
  if (kind === "exchange" && step === "reshipped") return m.group_reshipping();
  if (step === "refunded") return m.group_refunding();
  return stepWord[step]();
}

/** What comes next on one claim: at some marketplaces the seller approves or takes it in, at some he says that the goods came. */
function nextNote(row: ClaimRowView): string {
  const can = (verb: ClaimVerb): boolean => offerOf(row, verb)?.enabled === true;
  if (can("approve")) return m.group_requested();
  if (can("notify")) return m.group_notify();
  if (can("confirm_collected")) return m.group_collecting();
  // Where no arrival is told the money waits for the seller's own eyes.
  if (can("refund")) return m.group_collected();
  return can("reship") ? m.group_collected_exchange() : m.group_awaiting();
}

/** What comes next on all of these claims; where it differs, each row says it. */
function shared(rows: readonly ClaimRowView[]): string {
  const notes = new Set(rows.map(nextNote));
  return notes.size > 1 ? m.group_mixed() : ([...notes][0] ?? m.group_awaiting());
}

/** What a seller does with the claims of a group. */
export function groupNote(kind: ClaimKind, step: ClaimStep, rows: readonly ClaimRowView[]): string {
  switch (step) {
    case "requested":
      return kind === "cancel" ? m.group_cancel_requested() : shared(rows);
    case "approved":
      return kind === "cancel" ? m.group_cancel_approved() : shared(rows);
    case "collecting":
      return shared(rows);
    case "collected":
      return kind === "exchange" ? m.group_collected_exchange() : m.group_collected();
    case "refunded":
      return m.group_refunded();
    case "reshipped":
      return m.group_reshipped();
    case "unknown":
      return m.group_unknown();
    case "withdrawn":
      return m.group_withdrawn();
    case "overruled":
      return m.group_overruled();
    default:
      return m.group_recent();
  }
}
