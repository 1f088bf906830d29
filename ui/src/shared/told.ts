import type { ToldValue } from "../bindings";
import { m } from "../paraglide/messages";
import { shortMoment, won } from "./format";
import { dayWords } from "./words";

/** What a marketplace tells, as a person reads it: `12,900원`, `9.15 10:42`, `9.17 목`, or its own words. */
export function toldWords(value: ToldValue, now: Date): string {
  switch (value.form) {
    case "won":
      return m.detail_won({ amount: won(value.is) });
    case "moment":
      return shortMoment(value.is, now);
    case "day":
      return dayWords(value.is);
    case "text":
      return value.is;
  }
}
