import { untrack } from "svelte";
import type { AboutView, AccountId, ActionBatch, ActionId, Marketplace, Target, WaitingView } from "../bindings";
import { m } from "../paraglide/messages";
import { nameWords, paidWords } from "./about";
import { writes } from "./backend";
import { watch } from "./endings";
import { count } from "./format";
import { attempt } from "./press";
import { dismissUndo, report, retireUndo, show } from "./toasts.svelte";
import { marketWord } from "./words";

/** How often the seconds that are left are counted anew. */
const TICK_MS = 200;
/** For so long a press that was too late to be taken back is still answered by the key. */
const ANSWERED_MS = 30_000;

/** What one press wrote down and may be taken back together. */
interface Pressed {
  actions: readonly ActionId[];
  leavesAt: number;
}

let now = $state(Date.now());
let waiting = $state.raw<readonly WaitingView[]>([]);
let pressed: Pressed[] = [];
/** Whether what had been pressed before this window opened was told. */
let told = false;
let ticking: ReturnType<typeof setInterval> | undefined;

const nameOf = (account: AccountId, target: Target): string => `${account} ${target.on} ${target.id}`;
const byTarget = $derived(new Map(waiting.flatMap((each) => each.targets.map((target) => [nameOf(each.account, target), each] as const))));

/** Whole seconds until a moment, counted by a clock that moves while something waits; none once it has come. */
export function secondsLeft(leavesAt: string): number {
  return Math.max(0, Math.ceil((Date.parse(leavesAt) - now) / 1000));
}

/** When the first of these actions leaves: the question before closing makes them wait longer than the press said. */
export function leavesAtOf(actions: readonly ActionId[], pressed: string): string {
  return waiting.filter(({ id }) => actions.includes(id)).map((each) => each.leaves_at).sort()[0] ?? pressed;
}

/** What waits on a line or a claim and may still be taken back. */
export function waitOn(account: AccountId, target: Target): WaitingView | undefined {
  const found = byTarget.get(nameOf(account, target));
  return found && secondsLeft(found.leaves_at) > 0 ? found : undefined;
}

/** What an action is about that may still be taken back. */
export const waitingFor = (action: ActionId): AboutView | undefined => waiting.find(({ id }) => id === action)?.about;

/** Takes in what may be taken back now. */
export function learnWaiting(list: readonly WaitingView[]): void {
  waiting = list;
  untrack(putOff);
  untrack(() => tellLeft(list));
  // What learns of it must not be run again by the clock.
  untrack(tick);
}

/** A question before closing puts off what was pressed; it is answered by the key until then. */
function putOff(): void {
  for (const press of pressed) press.leavesAt = Date.parse(leavesAtOf(press.actions, new Date(press.leavesAt).toISOString()));
}

/** What an application that ended without its question has left is asked about when the window opens. */
function tellLeft(list: readonly WaitingView[]): void {
  if (told) return;
  told = true;
  const actions = list.filter((each) => !pressed.some((press) => press.actions.includes(each.id))).map(({ id }) => id);
  const leavesAt = list.map((each) => each.leaves_at).sort()[0];
  if (actions.length === 0 || leavesAt === undefined) return;
  pressed.push({ actions, leavesAt: Date.parse(leavesAt) });
  watch(actions);
  const words = m.undo_found({ n: count(actions.length) });
  const left = (seconds: number): string => (seconds > 0 ? `${words} ${m.undo_left({ n: seconds })}` : words);
  show({ tone: "unknown", words, undo: { actions, leavesAt, told: left } });
}

/** The clock runs only while something waits. */
function tick(): void {
  now = Date.now();
  for (const press of pressed) if (press.leavesAt <= now) retireUndo(press.actions);
  const last = Math.max(0, ...waiting.map((each) => Date.parse(each.leaves_at)), ...pressed.map((each) => each.leavesAt));
  if (last <= now) {
    clearInterval(ticking);
    ticking = undefined;
  } else {
    ticking ??= setInterval(tick, TICK_MS);
  }
}

/** What leaves, how much of it and where to: told with the seconds that are left. One thing that is known is told by its
 * name and, where it pays, by its won. */
export function leaving(what: string, n: number | string, markets: readonly Marketplace[], one?: () => AboutView | undefined): (seconds: number) => string {
  const [first, ...others] = [...new Set(markets)];
  const where = first === undefined ? m.undo_where() : others.length === 0 ? marketWord[first]() : m.undo_where_many({ n: count(others.length + 1) });
  return (seconds) => {
    const told = one?.();
    const name = told && nameWords(told);
    if (!name) return seconds > 0 ? m.undo_waits({ what, n, where, seconds }) : m.undo_leaves({ what, n, where });
    const does = paidWords(what, told.refund);
    return seconds > 0 ? m.undo_waits_one({ name, does, where, seconds }) : m.undo_leaves_one({ name, does, where });
  };
}

/** Tells of a press that waits, with the button that takes it back and, in a few words, what happens once it has left;
 * answers whether it does wait. */
export function offerUndo(told: (seconds: number) => string, batch: ActionBatch, then?: string): boolean {
  const { actions, leaves_at: leavesAt, blocked } = batch;
  if (!leavesAt || actions.length === 0) return false;
  pressed.push({ actions, leavesAt: Date.parse(leavesAt) });
  tick();
  const words = `${told(secondsLeft(leavesAt))} ${m.undo_until()}`;
  const next = then === undefined ? undefined : m.undo_then({ what: then });
  show({ tone: "ok", words, next, blocked, undo: { actions, leavesAt, told } });
  return true;
}

/** Takes actions back and tells what came of it. */
export async function takeBack(actions: readonly ActionId[]): Promise<void> {
  pressed = pressed.filter((each) => !each.actions.some((id) => actions.includes(id)));
  dismissUndo(actions);
  const answer = await attempt(() => writes.undo([...actions]));
  if (answer === undefined) return;
  if (answer.undone.length > 0) report(m.undo_done({ n: count(answer.undone.length) }));
  if (answer.late.length > 0) {
    show({ tone: "unknown", words: m.undo_late({ n: count(answer.late.length) }), next: m.undo_late_next(), journal: true });
  }
}

/** Takes the newest press back; answers whether there was one, also when it was too late. */
export function takeBackNewest(): boolean {
  const at = Date.now();
  pressed = pressed.filter((each) => each.leavesAt + ANSWERED_MS > at);
  const newest = pressed.pop();
  if (newest === undefined) return false;
  void takeBack(newest.actions);
  return true;
}
