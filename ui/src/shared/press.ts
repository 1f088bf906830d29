import type { ActionBatch } from "../bindings";
import { m } from "../paraglide/messages";
import { problemOf } from "./backend";
import { watch } from "./endings";
import { say } from "./language.svelte";
import { complain, report } from "./toasts.svelte";

/** Runs what a button asks for; a refusal becomes a report and `undefined`. */
export async function attempt<T>(run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    const problem = problemOf(error);
    complain(problem, say(problem.sentence));
    return undefined;
  }
}

/** Carries out a press on so many things and reports what was sent, or done here, and what was left out. */
export async function press(
  what: string,
  count: number,
  run: () => Promise<ActionBatch>,
  told: (n: number) => string = (n) => m.batch_sent({ what, n }),
): Promise<ActionBatch | undefined> {
  const batch = await attempt(run);
  if (batch === undefined) return undefined;
  watch(batch.actions);
  const sent = count - batch.blocked.length;
  if (sent > 0) report(told(sent), batch.blocked);
  else report(m.batch_blocked_title({ n: batch.blocked.length }), batch.blocked);
  return batch;
}
