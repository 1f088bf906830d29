import type { ClaimDue, ClaimKind, ClaimStep, DeadlineView, UntimedView } from "../bindings";
import { m } from "../paraglide/messages";
import { clockTime, koreanDay, shortDay } from "./format";
import { say } from "./language.svelte";
import { weekdayWord } from "./words";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How near the moment is after which waiting costs something. */
export type Nearness = "over" | "near" | "later";

/** Past, less than a day ahead, or further. */
export function nearness(at: string, now: Date): Nearness {
  const left = Date.parse(at) - now.getTime();
  if (left <= 0) return "over";
  return left < DAY ? "near" : "later";
}

/** The day in Korea that a moment ends: midnight is the end of the day before it. */
const lastDay = (at: string): number => koreanDay(new Date(Date.parse(at) - 1));

/** Whether it falls due on today's date in Korea, or fell due before. */
export const isDueToday = (at: string, now: Date): boolean => lastDay(at) <= koreanDay(now);

/** `2일`, `7시간 18분`, `18분`: whole days stand alone. */
function spanOf(ms: number): string {
  const minutes = Math.floor(ms / MINUTE);
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return m.short_days({ n: Math.floor(hours / 24) });
  if (hours === 0) return m.short_minutes({ n: Math.max(1, minutes) });
  return minutes % 60 === 0 ? m.short_hours({ n: hours }) : m.due_left({ hours, minutes: minutes % 60 });
}

/** `18:00`; midnight as the end of its day. */
const timeOf = (at: string): string => (clockTime(at) === "00:00" ? "24:00" : clockTime(at));

/** `오늘 18:00`, `내일 24:00`, `목 12:00`, `10.13 24:00`. */
export function momentWords(at: string, now: Date): string {
  const day = lastDay(at);
  const ahead = day - koreanDay(now);
  const time = timeOf(at);
  if (ahead === 0) return m.due_at_today({ time });
  if (ahead === 1) return m.due_at_tomorrow({ time });
  const date = new Date(day * DAY);
  const named = ahead > 1 && ahead < 7 ? weekdayWord(date.getUTCDay()) : shortDay(date.toISOString());
  return `${named} ${time}`;
}

/** What stands in the column: `1일 초과`, `7시간 18분`, `내일 24:00`. */
export function dueWords(at: string, now: Date): string {
  const left = Date.parse(at) - now.getTime();
  switch (nearness(at, now)) {
    case "over":
      return m.due_past({ span: spanOf(-left) });
    case "near":
      return spanOf(left);
    case "later":
      return momentWords(at, now);
  }
}

/** `오늘 18:00 지나면: ` where the clock beside it counts down; nothing where it says the moment itself. */
export const whenWords = (at: string, now: Date): string => (nearness(at, now) === "later" ? "" : `${m.due_when({ at: momentWords(at, now) })}: `);

/** Everything about a deadline: what it costs and when, what comes next or at an unknown time, how it was counted, and who says so. */
export function dueStory(due: DeadlineView, now: Date, untimed: UntimedView | null = null): string {
  const guess = (is: boolean): string => (is ? ` (${m.due_estimated()})` : "");
  return [
    `${m.due_when({ at: momentWords(due.at, now) })}${guess(due.estimated)}: ${say(due.what)}${guess(due.unverified && !due.estimated)}`,
    ...(due.then ? [m.due_then({ at: momentWords(due.then[0], now), word: say(due.then[1]) })] : []),
    ...(untimed ? [say(untimed.what)] : []),
    m.due_counted({ how: say(due.counted) }),
    m.due_source({ source: untimed ? `${due.source} · ${untimed.source}` : due.source }),
  ].join("\n");
}

/** What waiting costs at a time that nobody tells, and who says so. */
export const untimedStory = (untimed: UntimedView): string => [say(untimed.what), m.due_untimed_note(), m.due_source({ source: untimed.source })].join("\n");

/** The earliest of a group in words, or nothing when none of it costs anything. */
export function earliestWords(dues: readonly (DeadlineView | null)[], now: Date): string {
  const first = dues.flatMap((due) => (due ? [due.at] : [])).sort()[0];
  if (first === undefined) return "";
  const at = nearness(first, now) === "over" ? dueWords(first, now) : momentWords(first, now);
  return m.due_earliest({ at });
}

/** How many claims of a queue, or of one of its steps, fall due today. */
export const dueToday = (dues: readonly ClaimDue[], now: Date, kind: ClaimKind, step?: ClaimStep): number =>
  dues.filter((due) => due.kind === kind && (step === undefined || due.step === step) && isDueToday(due.at, now)).length;
