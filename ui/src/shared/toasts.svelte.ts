import type { ActionId, Blocked, HappeningView, Problem } from "../bindings";

/** A short report at the foot of the window. */
export interface Toast {
  id: number;
  tone: "ok" | "bad" | "unknown";
  words: string;
  quote?: string;
  /** What to do now. */
  next?: string;
  /** The journal has more about it. */
  journal?: boolean;
  /** What happened without us: a button opens it. */
  happening?: HappeningView;
  /** Lines that were left out, each with its reason. */
  blocked?: Blocked[];
  /** It stays until a person closes it. */
  stays?: boolean;
  /** What may be taken back until it leaves. */
  undo?: Undo;
}

/** Actions that leave together and may be taken back until then. */
export interface Undo {
  actions: readonly ActionId[];
  leavesAt: string;
  /** What leaves, with the seconds that are left. */
  told: (seconds: number) => string;
}

const SHOWN_MS = 5_000;
/** What went wrong takes longer to read. */
const WRONG_MS = 20_000;
/** So many fit above each other. */
const MOST = 4;
let last = 0;
const list = $state<Toast[]>([]);

/** The reports on the screen, oldest first. */
export function toasts(): readonly Toast[] {
  return list;
}

/** Takes a report away. */
export function dismiss(id: number): void {
  const at = list.findIndex((toast) => toast.id === id);
  if (at >= 0) list.splice(at, 1);
}

/** Puts a report on the screen. */
export function show(toast: Omit<Toast, "id">): void {
  const id = ++last;
  list.push({ ...toast, id });
  // The journal keeps what has no room here; what a person has to close gives way last.
  if (list.length > MOST) list.splice(Math.max(0, list.findIndex(({ stays }) => !stays)), 1);
  if (toast.stays) return;
  const wrong = toast.tone !== "ok" || (toast.blocked?.length ?? 0) > 0;
  // What may be taken back stands until it leaves.
  if (!toast.undo || wrong) setTimeout(() => dismiss(id), wrong ? WRONG_MS : SHOWN_MS);
}

/** Takes the reports away that offer to take one of these actions back. */
export function dismissUndo(actions: readonly ActionId[]): void {
  const offered = list.filter((toast) => toast.undo?.actions.some((id) => actions.includes(id)));
  for (const { id } of offered) dismiss(id);
}

/** Takes the reports away that have nothing more to tell once these actions have left. */
export function retireUndo(actions: readonly ActionId[]): void {
  const left = list.filter((toast) => toast.tone === "ok" && !toast.blocked?.length && toast.undo?.actions.some((id) => actions.includes(id)));
  for (const { id } of left) dismiss(id);
}

/** Reports something that went well. */
export function report(words: string, blocked: Blocked[] = []): void {
  show({ tone: "ok", words, blocked });
}

/** Reports a problem in its own sentence. */
export function complain(problem: Problem, words: string): void {
  show({ tone: "bad", words, quote: problem.quote ?? undefined });
}
