const KST_OFFSET = 9 * 3_600_000;
const DAY = 86_400_000;

/** Whole won with thousands separators, without the sign of the currency; a true minus for money that flows back. */
export function won(amount: number): string {
  const digits = Math.abs(amount).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  return amount < 0 ? `−${digits}` : digits;
}

/** A count with thousands separators. */
export const count = won;

/** A moment as the clocks in Korea show it. Korea has had no summer time since 1988. */
interface KoreanTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  weekday: number;
}

function korean(at: Date): KoreanTime {
  const shifted = new Date(at.getTime() + KST_OFFSET);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    weekday: shifted.getUTCDay(),
  };
}

const two = (value: number): string => value.toString().padStart(2, "0");

/** The day in Korea, counted from 1970-01-01. */
export function koreanDay(at: Date): number {
  return Math.floor((at.getTime() + KST_OFFSET) / DAY);
}

/** The day in Korea as `2026-09-15`. */
export function isoDay(at: Date): string {
  const { year, month, day } = korean(at);
  return `${year}-${two(month)}-${two(day)}`;
}

/** The day that lies so many days after (or before) the moment's day in Korea, as `2026-09-15`. */
export function isoDayAfter(at: Date, days: number): string {
  return isoDay(new Date(at.getTime() + days * DAY));
}

/** Whether a day that may be left empty can be sent. */
export const isDayOrEmpty = (day: string): boolean => day === "" || readDay(day) !== null;

/** A typed day as `2026-09-15`: `20260915` and `2026.9.15` are days too. `null` when it is none. */
export function readDay(typed: string): string | null {
  const [, year, month, day] = /^(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?$/.exec(typed.replaceAll(" ", "")) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : null;
}

/** A typed time of day as `14:30:00`: `1430` and `9:05` are times too. `null` when it is none. */
export function readTime(typed: string): string | null {
  const [, hour, minute] = /^(\d{1,2})\D?(\d{2})$/.exec(typed.replaceAll(" ", "")) ?? [];
  if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59) return null;
  return `${hour.padStart(2, "0")}:${minute}:00`;
}

/** A typed amount in won: `3,000원` is one too. `null` when it is none. */
export function readWon(typed: string): number | null {
  const digits = typed.replaceAll(/[\s,]/g, "").replace(/원$/, "");
  return /^\d{1,9}$/.test(digits) ? Number(digits) : null;
}

/** A Korean telephone number as people write it; anything else stays as it is. */
export function phone(number: string): string {
  const local = number.replaceAll("-", "").replace(/^\+82/, "0");
  const [, area, middle, last] = /^(02|050\d|0\d\d)(\d{3,4})(\d{4})$/.exec(local) ?? [];
  return area === undefined ? number : `${area}-${middle}-${last}`;
}

/** `10:42` */
export function clockTime(at: string): string {
  const { hour, minute } = korean(new Date(at));
  return `${two(hour)}:${two(minute)}`;
}

/** `10:42:08` */
export function clockSeconds(at: string): string {
  return `${clockTime(at)}:${two(korean(new Date(at)).second)}`;
}

/** `9.15` */
export function shortDay(at: string): string {
  const { month, day } = korean(new Date(at));
  return `${month}.${day}`;
}

/** `10:42` today, `9.15 10:42` on any other day. */
export function shortMoment(at: string, now: Date): string {
  const then = new Date(at);
  return koreanDay(then) === koreanDay(now) ? clockTime(at) : `${shortDay(at)} ${clockTime(at)}`;
}

/** How long ago something was, in the largest whole unit. */
export interface Age {
  unit: "now" | "minute" | "hour" | "day";
  count: number;
}

/** The age of a moment; a moment ahead of us counts as now. */
export function age(at: string, now: Date): Age {
  const minutes = Math.floor((now.getTime() - new Date(at).getTime()) / 60_000);
  if (minutes < 1) return { unit: "now", count: 0 };
  if (minutes < 60) return { unit: "minute", count: minutes };
  if (minutes < 24 * 60) return { unit: "hour", count: Math.floor(minutes / 60) };
  return { unit: "day", count: Math.floor(minutes / (24 * 60)) };
}
