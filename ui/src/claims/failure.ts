import type { Blocked, ClaimId, Remedy } from "../bindings";
import { m } from "../paraglide/messages";
import { say } from "../shared/language.svelte";
import type { Line } from "./bulk";

/** What was left out at the press, by its claim. */
type LeftOut = ReadonlyMap<ClaimId, Blocked>;

/** The marketplace's words and ours about a claim that failed. */
export function failureOf({ row, action }: Line, blocked: LeftOut): string {
  if (!action) {
    const left = blocked.get(row.press.claim);
    return left ? say(left.reason) : "";
  }
  if (action.error) return say(action.error);
  const outcome = action.outcomes.find((each) => each.result === "failed");
  const quote = outcome?.result === "failed" && outcome.message ? [m.quote({ words: outcome.message })] : [];
  return [...quote, outcome?.advice ? say(outcome.advice) : m.claim_failed_next()].join(" ");
}

/** What one press does about it: of the failure as a whole, of its result, or of what left it out. */
export function remedyOf({ row, action }: Line, blocked: LeftOut): Remedy | null {
  if (!action) return blocked.get(row.press.claim)?.remedy ?? null;
  return action.remedy ?? action.outcomes.find((each) => each.result === "failed")?.remedy ?? null;
}
