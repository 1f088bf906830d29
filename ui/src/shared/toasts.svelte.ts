import type { Blocked, Problem } from "../bindings";

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
  /** Lines that were left out, each with its reason. */
  blocked?: Blocked[];
}

const SHOWN_MS = 5_000;
/** What went wrong takes longer to read; the journal keeps it after that. */
const WRONG_MS = 20_000;
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
  if (list.length > 4) list.shift();
  const wrong = toast.tone !== "ok" || (toast.blocked?.length ?? 0) > 0;
  setTimeout(() => dismiss(id), wrong ? WRONG_MS : SHOWN_MS);
}

/** Reports something that went well. */
export function report(words: string, blocked: Blocked[] = []): void {
  show({ tone: "ok", words, blocked });
}

/** Reports a problem in its own sentence. */
export function complain(problem: Problem, words: string): void {
  show({ tone: "bad", words, quote: problem.quote ?? undefined });
}
