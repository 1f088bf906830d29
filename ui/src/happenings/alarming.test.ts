import { expect, it } from "vitest";
import type { HappeningView } from "../bindings";
import { alarming } from "./alarming";

const row = (number: number, more: Partial<HappeningView> = {}): HappeningView => ({
  number,
  at: "2026-11-22T00:00:00Z",
  account: "a",
  account_name: "모아상점",
  marketplace: "coupang",
  order: "1",
  line: null,
  claim: null,
  product: "컵",
  what: { ko: "무엇", en: "what" },
  means: { ko: "뜻", en: "meaning" },
  dangerous: true,
  fresh: true,
  ...more,
});

it("alarms once for what is dangerous and was not seen", () => {
  const rows = [row(4), row(3, { fresh: false }), row(2, { dangerous: false }), row(1)];
  expect(alarming(rows, 0).map(({ number }) => number)).toEqual([4, 1]);
  expect(alarming(rows, 1).map(({ number }) => number)).toEqual([4]);
  expect(alarming(rows, 4)).toEqual([]);
});
