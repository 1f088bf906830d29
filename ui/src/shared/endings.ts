import type { ActionId, ActionState, ActionView } from "../bindings";
import { cache, problemOf, reads } from "./backend";
import { knownWords, wordsOf } from "./endingWords";
import { say } from "./language.svelte";
import { complain, show } from "./toasts.svelte";

/** Presses that end within this time of each other are told together. */
const TOGETHER_MS = 400;
/** Events kept for presses whose answer has not come back yet. */
const KEPT = 500;

/** Actions that were pressed together, and are told together once all of them have ended. */
interface Press {
  actions: readonly ActionId[];
  open: Set<ActionId>;
  /** Money leaves by it as soon as it is done. */
  paid: boolean;
  /** Nobody knew its end at first, and that was told. */
  wasUnknown: boolean;
}

const presses = new Set<Press>();
/** The latest states that were heard, since an action may end before its press has its number. */
const heard = new Map<ActionId, ActionState>();
let ended: Press[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells how the actions of one press end; those that ended before were not told of yet. */
export function watch(open: readonly ActionId[], { before = [], paid = false }: { before?: readonly ActionId[]; paid?: boolean } = {}): void {
  waitFor({ actions: [...before, ...open], open: new Set(open), paid, wasUnknown: false });
  for (const id of open) {
    const state = heard.get(id);
    if (state !== undefined) settle(id, state);
  }
}

function waitFor(press: Press): void {
  if (press.open.size > 0) presses.add(press);
}

/** Takes in that an action came to a state. */
export function hear(id: ActionId, state: ActionState): void {
  heard.set(id, state);
  const oldest = heard.keys().next().value;
  if (heard.size > KEPT && oldest !== undefined) heard.delete(oldest);
  settle(id, state);
}

const ends = (state: ActionState, { wasUnknown }: Press): boolean =>
  state === "failed" || state === "done" || state === "undone" || (state === "unknown" && !wasUnknown);

function settle(id: ActionId, state: ActionState): void {
  for (const press of presses) {
    if (!ends(state, press) || !press.open.delete(id) || press.open.size > 0) continue;
    presses.delete(press);
    ended.push(press);
    timer ??= setTimeout(() => void tell().catch(cannotTell), TOGETHER_MS);
  }
}

function cannotTell(error: unknown): void {
  const problem = problemOf(error);
  complain(problem, say(problem.sentence));
}

async function tell(): Promise<void> {
  const told = ended;
  [ended, timer] = [[], undefined];
  const actions = await cache.fetchQuery({ ...reads.actions([...new Set(told.flatMap((press) => press.actions))]), staleTime: 0, gcTime: 0 });
  const byId = new Map(actions.map((action) => [action.id, action]));
  const ofPress = (press: Press): ActionView[] => press.actions.flatMap((id) => byId.get(id) ?? []).filter(({ state }) => state !== "undone");
  for (const press of told.filter(({ wasUnknown }) => !wasUnknown)) {
    const toast = wordsOf(ofPress(press), press.paid);
    if (toast) show(toast);
    for (const { id } of ofPress(press).filter(({ state }) => state === "unknown")) waitFor({ actions: [id], open: new Set([id]), paid: false, wasUnknown: true });
  }
  for (const group of grouped(told.filter(({ wasUnknown }) => wasUnknown).flatMap(ofPress))) {
    const toast = knownWords(group);
    if (toast) show(toast);
  }
}

/** Actions of one kind at one marketplace are told of together when their end becomes known. */
function grouped(actions: readonly ActionView[]): ActionView[][] {
  const groups = new Map<string, ActionView[]>();
  for (const action of actions) {
    const name = `${action.marketplace} ${action.kind}`;
    groups.set(name, [...(groups.get(name) ?? []), action]);
  }
  return [...groups.values()];
}
