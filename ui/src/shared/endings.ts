import type { ActionId, ActionState, ActionView, Sentence } from "../bindings";
import { m } from "../paraglide/messages";
import { cache, problemOf, reads } from "./backend";
import { clockTime, count } from "./format";
import { say } from "./language.svelte";
import { complain, show, type Toast } from "./toasts.svelte";
import { kindWord, marketWord } from "./words";

/** Endings that come within this time of each other are told together … */
const TOGETHER_MS = 400;
/** … but the first of them waits no longer than this: hundreds of lines end one after the other. */
const AT_MOST_MS = 4_000;
/** Events kept for presses whose answer has not come back yet. */
const KEPT = 500;

/** The actions pressed in this window whose end is still to be told; whether they were unknown before. */
const watched = new Map<ActionId, boolean>();
/** The latest states that were heard, since an action may end before its press has its number. */
const heard = new Map<ActionId, ActionState>();
const ended = new Set<ActionId>();
let timer: ReturnType<typeof setTimeout> | undefined;
let firstAt = 0;

const isEnd = (state: ActionState): boolean => state === "failed" || state === "unknown" || state === "done";

/** Tells how these actions end, should they not end well. */
export function watch(actions: readonly ActionId[]): void {
  for (const id of actions) {
    watched.set(id, false);
    const state = heard.get(id);
    if (state !== undefined) end(id, state);
  }
}

/** Takes in that an action came to a state. */
export function hear(id: ActionId, state: ActionState): void {
  heard.set(id, state);
  const oldest = heard.keys().next().value;
  if (heard.size > KEPT && oldest !== undefined) heard.delete(oldest);
  // What was taken back never had an end to tell of.
  if (state === "undone") watched.delete(id);
  else if (watched.has(id)) end(id, state);
}

function end(id: ActionId, state: ActionState): void {
  if (!isEnd(state)) return;
  if (ended.size === 0) firstAt = Date.now();
  ended.add(id);
  clearTimeout(timer);
  const left = Math.max(0, firstAt + AT_MOST_MS - Date.now());
  timer = setTimeout(() => void tell().catch(cannotTell), Math.min(TOGETHER_MS, left));
}

function cannotTell(error: unknown): void {
  const problem = problemOf(error);
  complain(problem, say(problem.sentence));
}

async function tell(): Promise<void> {
  const ids = new Set(ended);
  ended.clear();
  const asked = [...ids].filter((id) => watched.has(id));
  const actions = asked.length === 0 ? [] : await cache.fetchQuery({ ...reads.actions(asked), staleTime: 0, gcTime: 0 });
  for (const group of grouped(actions)) {
    const toast = wordsOf(group, group.some(({ id }) => watched.get(id)));
    if (toast) show(toast);
  }
  const states = new Map(actions.map(({ id, state }) => [id, state]));
  for (const id of ids) {
    if (states.get(id) === "unknown") watched.set(id, true);
    else watched.delete(id);
  }
}

/** Actions of one kind at one marketplace that came to the same state are one press to a person. */
function grouped(actions: readonly ActionView[]): ActionView[][] {
  const groups = new Map<string, ActionView[]>();
  for (const action of actions) {
    const name = `${action.marketplace} ${action.kind} ${action.state}`;
    groups.set(name, [...(groups.get(name) ?? []), action]);
  }
  return [...groups.values()];
}

/** What to tell of actions that came to the same end; nothing of those that simply succeeded. */
export function wordsOf(actions: readonly ActionView[], wasUnknown: boolean): Omit<Toast, "id"> | null {
  const [first] = actions;
  if (!first) return null;
  const market = marketWord[first.marketplace]();
  const kind = kindWord[first.kind]();
  const outcomes = actions.flatMap((action) => action.outcomes);
  const failed = outcomes.filter((each) => each.result === "failed");
  const done = outcomes.filter((each) => each.result === "ok").length;
  if (first.state === "unknown") {
    const unknown = outcomes.filter((each) => each.result === "unknown").length;
    const next = first.next_check_at ? m.ended_unknown_next({ at: clockTime(first.next_check_at) }) : m.ended_unknown_soon();
    return { tone: "unknown", words: m.ended_unknown({ market, kind, n: count(unknown) }), next, journal: true };
  }
  if (failed.length === 0 && first.state !== "failed") {
    return wasUnknown ? { tone: "ok", words: m.ended_known({ market, kind, n: count(done) }) } : null;
  }
  const words =
    done > 0
      ? m.ended_some({ market, kind, failed: count(failed.length), done: count(done) })
      : m.ended_failed({ market, kind, n: count(Math.max(1, failed.length)) });
  return { tone: "bad", words, quote: quoteOf(failed), next: nextOf(actions, failed), journal: true };
}

type Failed = Extract<ActionView["outcomes"][number], { result: "failed" }>;

/** The marketplace's words, once each; two are enough to know what is wrong. */
function quoteOf(failed: readonly Failed[]): string | undefined {
  const said = [...new Set(failed.map(({ message }) => message))].filter((message) => message !== "");
  return said.length === 0 ? undefined : said.slice(0, 2).join(" / ");
}

function nextOf(actions: readonly ActionView[], failed: readonly Failed[]): string {
  const advice: Sentence | null | undefined =
    failed.find((each) => each.advice)?.advice ?? actions.find((action) => action.error)?.error;
  return advice ? say(advice) : m.ended_failed_next();
}
