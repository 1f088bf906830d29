import { expect, it } from "vitest";
import type { ActionView, Blocked, Remedy } from "../bindings";
import type { Line } from "./bulk";
import { failureOf, remedyOf } from "./failure";

const words = (ko: string) => ({ ko, en: ko });
const failed = (message: string, advice: string | null, remedy: Remedy | null): ActionView["outcomes"][number] => ({
  target: { on: "claim", id: "1" },
  result: "failed",
  code: "400",
  message,
  retryable: false,
  advice: advice === null ? null : words(advice),
  remedy,
});
const line = (action?: Partial<ActionView>): Line => ({ row: { press: { account: "a", claim: "1" } }, action: action && { outcomes: [], error: null, remedy: null, ...action }, state: "failed" }) as unknown as Line;
const left: Blocked = { target: { on: "claim", id: "1" }, order: "o", reason: words("보류 중입니다."), remedy: { do: "open_claim" } };
const blocked = new Map([["1", left]]);

it("tells why a claim was left out at the press, and what mends it", () => {
  expect([failureOf(line(), blocked), remedyOf(line(), blocked)]).toEqual(["보류 중입니다.", { do: "open_claim" }]);
  expect([failureOf(line(), new Map()), remedyOf(line(), new Map())]).toEqual(["", null]);
});

it("tells a result by the marketplace's words and ours", () => {
  const one = line({ outcomes: [failed("이미 처리됨", "다시 보내세요.", { do: "send_again" })] });
  expect([failureOf(one, blocked), remedyOf(one, blocked)]).toEqual(["“이미 처리됨” 다시 보내세요.", { do: "send_again" }]);
});

it("tells what failed as a whole before the results", () => {
  const whole = line({ error: words("다시 수집하세요."), remedy: { do: "collect_again" }, outcomes: [failed("E", "고치세요.", { do: "open_claim" })] });
  expect([failureOf(whole, blocked), remedyOf(whole, blocked)]).toEqual(["다시 수집하세요.", { do: "collect_again" }]);
  const unmended = line({ error: words("거부했습니다."), outcomes: [failed("E", null, { do: "open_claim" })] });
  expect(remedyOf(unmended, blocked)).toEqual({ do: "open_claim" });
});
