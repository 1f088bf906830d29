import type { AboutView, ActionBatch, ActionId, Marketplace } from "../bindings";
import { m } from "../paraglide/messages";
import { problemOf } from "./backend";
import { watch } from "./endings";
import { say } from "./language.svelte";
import { complain, report, show } from "./toasts.svelte";
import { leaving, offerUndo, waitingFor } from "./undo.svelte";

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
export function press(
  what: string,
  count: number,
  run: () => Promise<ActionBatch>,
  how: Told = {},
): Promise<ActionBatch | undefined> {
  return pressTogether(what, [{ count, run }], how);
}

/** Whether nothing at all of a press was sent or done. */
export const isLeftOut = ({ actions, blocked }: ActionBatch): boolean => actions.length === 0 && blocked.length > 0;

/** One of the requests that a press comes to, and on how many things. */
export interface Part {
  count: number;
  run: () => Promise<ActionBatch>;
}

/** How a press is told. */
export interface Told {
  told?: (n: number) => string;
  markets?: readonly Marketplace[];
  /** What happens once it has left, in a few words. */
  then?: string;
  /** The product of a single press, until the journal tells more of it. */
  product?: string;
  /** Money leaves by it at once. */
  paid?: boolean;
  /** A form stands open, which itself says why nothing of it was sent. */
  inForm?: boolean;
}

/** Carries out a press that comes to several requests: it is reported, and taken back, as one. */
export async function pressTogether(
  what: string,
  parts: readonly Part[],
  { told = (n) => m.batch_sent({ what, n }), markets = [], then, product = "", paid = false, inForm = false }: Told = {},
): Promise<ActionBatch | undefined> {
  const whole: ActionBatch = { actions: [], blocked: [], leaves_at: null };
  let pressed = 0;
  for (const { count, run } of parts) {
    const batch = await attempt(run);
    if (batch === undefined) continue;
    pressed += count;
    whole.actions.push(...batch.actions);
    whole.blocked.push(...batch.blocked);
    whole.leaves_at ??= batch.leaves_at;
  }
  if (pressed === 0) return undefined;
  watch(whole.actions, { paid });
  const sent = pressed - whole.blocked.length;
  const one = (): AboutView | undefined => (sent === 1 && whole.actions[0] ? aboutOne(whole.actions[0], product, paid) : undefined);
  if (sent === 0) return inForm ? whole : leftOut(whole);
  if (!offerUndo(leaving(what, sent, markets, one), whole, then)) report(told(sent), whole.blocked);
  return whole;
}

/** Says why nothing of a press was sent. */
function leftOut(whole: ActionBatch): ActionBatch {
  show({ tone: "bad", words: m.batch_blocked_title({ n: whole.blocked.length }), blocked: whole.blocked });
  return whole;
}

/** What a single press is about: its won are told only where they leave by it. */
function aboutOne(action: ActionId, product: string, paid: boolean): AboutView {
  const about = waitingFor(action) ?? { product, order: null, refund: null };
  return paid ? about : { ...about, refund: null };
}
