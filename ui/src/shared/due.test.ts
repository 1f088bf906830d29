import { describe, expect, it } from "vitest";
import type { ClaimDue, DeadlineView } from "../bindings";
import { dueStory, dueToday, dueWords, earliestWords, isDueToday, momentWords, nearness, untimedStory } from "./due";

// Tuesday 22 September 2026, 10:42 in Korea.
const now = new Date("2026-09-22T01:42:00Z");

const due = (at: string, more: Partial<DeadlineView> = {}): DeadlineView => ({
  at,
  rule: "gmarket.cancel_request",
  word: { ko: "자동취소", en: "auto cancel" },
  what: { ko: "24시간 안에 답하지 않으면 취소됩니다.", en: "Cancelled after 24 hours." },
  counted: { ko: "요청 기준 24시간 뒤", en: "24 hours later" },
  severity: "money",
  estimated: false,
  unverified: false,
  source: "etapi.gmarket.com/50",
  then: null,
  ...more,
});

describe("the words of a deadline", () => {
  it.each([
    ["2026-09-22T01:42:00Z", "over", "1분 초과"],
    ["2026-09-22T01:00:00Z", "over", "42분 초과"],
    ["2026-09-21T15:00:00Z", "over", "10시간 42분 초과"],
    ["2026-09-20T15:00:00Z", "over", "1일 초과"],
    ["2026-09-22T02:00:00Z", "near", "18분"],
    ["2026-09-22T09:00:00Z", "near", "7시간 18분"],
    ["2026-09-22T09:42:00Z", "near", "8시간"],
    ["2026-09-22T15:00:00Z", "near", "13시간 18분"],
    ["2026-09-23T03:00:00Z", "later", "내일 12:00"],
    ["2026-09-23T15:00:00Z", "later", "내일 24:00"],
    ["2026-09-24T15:00:00Z", "later", "목 24:00"],
    ["2026-09-28T15:00:00Z", "later", "월 24:00"],
    ["2026-09-29T15:00:00Z", "later", "9.29 24:00"],
  ])("%s is %s: %s", (at, near, words) => {
    expect([nearness(at, now), dueWords(at, now)]).toEqual([near, words]);
  });

  it("takes midnight for the end of the day before it", () => {
    expect(momentWords("2026-09-22T15:00:00Z", now)).toBe("오늘 24:00");
    expect(isDueToday("2026-09-22T15:00:00Z", now)).toBe(true);
    expect(isDueToday("2026-09-22T15:01:00Z", now)).toBe(false);
    expect(isDueToday("2026-09-20T15:00:00Z", now)).toBe(true);
  });

  it("tells the whole story with its source", () => {
    const next = due("2026-09-23T06:20:00Z", { then: ["2026-10-24T15:00:00Z", { ko: "보류 풀림", en: "hold ends" }] });
    expect(dueStory(next, now).split("\n")).toEqual([
      "내일 15:20 지나면: 24시간 안에 답하지 않으면 취소됩니다.",
      "그다음 10.24 24:00 보류 풀림",
      "계산: 요청 기준 24시간 뒤",
      "출처: etapi.gmarket.com/50",
    ]);
    const first = (more: Partial<DeadlineView>): string | undefined => dueStory(due("2026-09-23T06:20:00Z", more), now).split("\n")[0];
    expect(first({ estimated: true, unverified: true })).toBe("내일 15:20 지나면 (추정): 24시간 안에 답하지 않으면 취소됩니다.");
    expect(first({ unverified: true })).toBe("내일 15:20 지나면: 24시간 안에 답하지 않으면 취소됩니다. (추정)");
  });
});

describe("a group of claims", () => {
  it("tells on hover what else is known to cost something", () => {
    const refund = { rule: "coupang.return_collected", word: { ko: "자동환불", en: "auto refund" }, what: { ko: "쿠팡이 얼마 뒤 환불합니다.", en: "Coupang refunds it." }, severity: "money" as const, source: "쿠팡" };
    expect(dueStory(due("2026-09-23T06:20:00Z"), now, refund).split("\n")).toEqual([
      "내일 15:20 지나면: 24시간 안에 답하지 않으면 취소됩니다.",
      "쿠팡이 얼마 뒤 환불합니다.",
      "계산: 요청 기준 24시간 뒤",
      "출처: etapi.gmarket.com/50 · 쿠팡",
    ]);
    expect(untimedStory(refund).split("\n")).toEqual(["쿠팡이 얼마 뒤 환불합니다.", "아는 기한이 있으면 설정 › 기한에 넣으세요.", "출처: 쿠팡"]);
  });

  it("says its earliest deadline, and nothing where waiting is free", () => {
    expect(earliestWords([null, due("2026-09-23T09:00:00Z"), due("2026-09-22T09:00:00Z")], now)).toBe("가장 빠른 손해 오늘 18:00");
    expect(earliestWords([due("2026-09-20T15:00:00Z")], now)).toBe("가장 빠른 손해 1일 초과");
    expect(earliestWords([null, null], now)).toBe("");
  });

  it("counts what falls due today, of a queue or of a step", () => {
    const at = (kind: ClaimDue["kind"], step: ClaimDue["step"], moment: string): ClaimDue => ({ account: "A", kind, step, at: moment });
    const dues = [
      at("return", "collected", "2026-09-22T15:00:00Z"),
      at("return", "collected", "2026-09-23T15:00:00Z"),
      at("return", "requested", "2026-09-20T15:00:00Z"),
      at("cancel", "requested", "2026-09-22T02:00:00Z"),
    ];
    expect([dueToday(dues, now, "return"), dueToday(dues, now, "return", "collected"), dueToday(dues, now, "exchange")]).toEqual([2, 1, 0]);
  });
});
