import { expect, it } from "vitest";
import type { GaugeView } from "../bindings";
import { gaugeWords, isCut } from "./gauge";

const gauge = (limit: number, period: string, remaining: number | null = null): GaugeView => ({ limit, period, remaining, burst: null });

it("says how many calls there are and how many are left", () => {
  expect(gaugeWords(gauge(2, "SECONDS", 4))).toBe("초당 2회 · 남은 4");
  expect(gaugeWords({ ...gauge(2, "SECONDS", 0), burst: 4 })).toBe("초당 2회 · 한꺼번에 4회까지 · 남은 0");
});

it("shows a period that it does not know in the marketplace's own word", () => {
  expect(gaugeWords(gauge(100, "ROUND"))).toBe("ROUND당 100회");
});

it("tells a punished application from one that is only limited", () => {
  expect([gauge(1, "HOURS"), gauge(3600, "HOURS"), gauge(2, "SECONDS")].map(isCut)).toEqual([true, false, false]);
});
