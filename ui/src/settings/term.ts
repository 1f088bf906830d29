import type { Term } from "../bindings";
import { readTime } from "../shared/format";

/** The units of a counted term, in the order in which they are offered. */
export const COUNTED = ["hours", "days", "working_days"] as const;
export type Counted = (typeof COUNTED)[number];
export type Unit = Term["unit"];

/** The most that a term may count, as Rust has it. */
const MOST = 8760;

const two = (value: number): string => value.toString().padStart(2, "0");

/** The unit of a term; hours where none is known yet. */
export const unitOf = (term: Term | null): Unit => term?.unit ?? "hours";

/** What stands in the field: `24`, or `18:00`. */
export function typedTerm(term: Term): string {
  if (term.unit === "clock" || term.unit === "same_day") return `${two(Math.floor(term.minutes / 60))}:${two(term.minutes % 60)}`;
  return String(term.count);
}

/** Minutes since midnight; the end of the day is a time too. */
function minutesOf(typed: string): number | null {
  if (/^24\D?00$/.test(typed.trim())) return 24 * 60;
  const [, hour, minute] = /^(\d\d):(\d\d)/.exec(readTime(typed.trim()) ?? "") ?? [];
  return hour === undefined || minute === undefined ? null : Number(hour) * 60 + Number(minute);
}

/** The term that was typed; `null` when it is none. */
export function readTerm(typed: string, unit: Unit): Term | null {
  if (unit === "clock" || unit === "same_day") {
    const minutes = minutesOf(typed);
    return minutes === null ? null : { unit, minutes };
  }
  const count = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : 0;
  return count >= 1 && count <= MOST ? { unit, count } : null;
}
