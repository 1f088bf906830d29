import type { ClaimKind, ClaimStep, ClaimVerb } from "../bindings";
import { m } from "../paraglide/messages";

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

/** The key that presses a verb. */
export const VERB_KEYS: Record<ClaimVerb, { code: string; key: string }> = {
  approve: { code: "KeyA", key: "A" },
  refuse: { code: "KeyR", key: "R" },
  confirm_collected: { code: "KeyC", key: "C" },
  refund: { code: "KeyA", key: "A" },
  reship: { code: "KeyI", key: "I" },
  register_pickup: { code: "KeyI", key: "I" },
};

/** What a seller does with the claims of a group. */
export function groupNote(kind: ClaimKind, step: ClaimStep): string {
  switch (step) {
    case "requested":
      return kind === "cancel" ? m.group_cancel_requested() : m.group_requested();
    case "approved":
    case "collecting":
      return m.group_collecting();
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
