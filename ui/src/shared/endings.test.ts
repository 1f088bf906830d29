import { describe, expect, it } from "vitest";
import type { ActionView, LineResult } from "../bindings";
import { wordsOf } from "./endings";

type Result = LineResult & { advice?: ActionView["outcomes"][number]["advice"] };

const OK: Result = { result: "ok" };
const refused = (message: string, advice: Result["advice"] = null): Result => ({ result: "failed", code: "1", message, retryable: false, advice });

function action(state: ActionView["state"], results: Result[], more: Partial<ActionView> = {}): ActionView {
  const outcomes = results.map((result, index) => ({ target: { on: "line" as const, id: String(index) }, advice: null, ...result }));
  return { id: "1", marketplace: "gmarket", kind: "ship", state, outcomes, next_check_at: null, error: null, ...more } as unknown as ActionView;
}

describe("the end of a press", () => {
  it("is not told when all went well", () => {
    expect(wordsOf([action("done", [OK, OK])], false)).toBeNull();
  });

  it("is told when what nobody knew turned out well", () => {
    expect(wordsOf([action("done", [OK])], true)).toMatchObject({ tone: "ok", words: "G마켓 송장입력 1건이 처리된 것을 확인했습니다." });
  });

  it("quotes the marketplace and says what to do now", () => {
    const advice = { ko: "송장번호를 고치세요.", en: "Correct the number." };
    const told = wordsOf([action("failed", [refused("이미 등록된 송장번호입니다.", advice)])], false);
    expect(told).toEqual({ tone: "bad", words: "G마켓 송장입력 1건이 처리되지 않았습니다.", quote: "이미 등록된 송장번호입니다.", next: "송장번호를 고치세요.", journal: true });
  });

  it("counts what went well beside what did not", () => {
    expect(wordsOf([action("done", [OK, OK, refused("없음")])], false)?.words).toBe("G마켓 송장입력: 1건은 처리되지 않았고 2건은 완료됐습니다.");
  });

  it("tells many actions of one press as one", () => {
    const told = wordsOf([action("failed", [refused("가")]), action("failed", [refused("가")]), action("failed", [refused("나")])], false);
    expect([told?.words, told?.quote]).toEqual(["G마켓 송장입력 3건이 처리되지 않았습니다.", "가 / 나"]);
  });

  it("says of what nobody knows that it must not be pressed again", () => {
    const told = wordsOf([action("unknown", [{ result: "unknown" }], { next_check_at: "2026-09-15T01:43:00Z" })], false);
    expect(told).toMatchObject({ tone: "unknown", next: "다시 누르지 마세요. 10:43에 마켓을 다시 읽어 확인합니다." });
  });

  it("falls back to why it failed as a whole", () => {
    const error = { ko: "취소요청이 있어 보내지 않았습니다.", en: "A cancel stands." };
    expect(wordsOf([action("failed", [], { error })], false)).toMatchObject({ next: error.ko, quote: undefined });
  });
});
