import { describe, expect, it } from "vitest";
import type { ActionView, LineResult } from "../bindings";
import { knownWords, wordsOf } from "./endingWords";

type Result = LineResult & { advice?: ActionView["outcomes"][number]["advice"] };

const OK: Result = { result: "ok" };
const refused = (message: string, advice: Result["advice"] = null): Result => ({ result: "failed", code: "1", message, retryable: false, advice });

function action(state: ActionView["state"], results: Result[], more: Partial<ActionView> = {}): ActionView {
  const outcomes = results.map((result, index) => ({ target: { on: "line" as const, id: String(index) }, advice: null, ...result }));
  const about = { order: "77", product: "무선 LED 센서등", refund: 14_920 };
  return { id: "1", marketplace: "gmarket", kind: "ship", state, targets: outcomes.map(({ target }) => target), about, outcomes, next_check_at: null, error: null, ...more } as unknown as ActionView;
}

describe("the end of a press on one thing", () => {
  it("is told by what it was about, with the won where money left by it", () => {
    const refund = action("done", [OK], { kind: "refund_return", marketplace: "coupang" });
    expect(wordsOf([refund], true)).toEqual({ tone: "ok", words: "쿠팡 · 무선 LED 센서등 — 반품 환불 완료 14,920원" });
    expect(wordsOf([refund])?.words).toBe("쿠팡 · 무선 LED 센서등 — 반품 환불 완료");
  });

  it("names the order where the product is not known, and cuts a long name", () => {
    const named = (product: string): string | undefined => wordsOf([action("done", [OK], { about: { order: "77", product, refund: null } })])?.words;
    expect([named(""), named("아주 긴 이름의 상품, 색상 아이보리, 크기 160x230, 두 개")]).toEqual(["G마켓 · 주문 77 — 송장입력 완료", "G마켓 · 아주 긴 이름의 상품, 색상 아이보리, 크… — 송장입력 완료"]);
  });

  it("stays when it failed, quotes the marketplace and says what to do now", () => {
    const advice = { ko: "송장번호를 고치세요.", en: "Correct the number." };
    const told = wordsOf([action("failed", [refused("이미 등록된 송장번호입니다.", advice)])], true);
    expect(told).toEqual({ tone: "bad", words: "G마켓 · 무선 LED 센서등 — 송장입력: 처리되지 않았습니다.", quote: "이미 등록된 송장번호입니다.", next: "송장번호를 고치세요.", journal: true, stays: true });
  });

  it("says of what nobody knows that it must not be pressed again", () => {
    const told = wordsOf([action("unknown", [{ result: "unknown" }], { next_check_at: "2026-09-15T01:43:00Z" })], true);
    expect(told).toEqual({ tone: "unknown", words: "G마켓 · 무선 LED 센서등 — 송장입력: 결과를 아직 모릅니다.", next: "다시 누르지 마세요. 10:43에 마켓을 다시 읽어 확인합니다.", journal: true });
  });

  it("falls back to why it failed as a whole", () => {
    const error = { ko: "취소요청이 있어 보내지 않았습니다.", en: "A cancel stands." };
    expect(wordsOf([action("failed", [], { error })])).toMatchObject({ tone: "bad", next: error.ko, quote: undefined });
  });
});

describe("the end of a press on many", () => {
  it("is told once, by what all of them share", () => {
    expect(wordsOf([action("done", [OK, OK])])).toEqual({ tone: "ok", words: "G마켓 송장입력 2건 완료" });
    expect(wordsOf([action("done", [OK]), action("done", [OK], { marketplace: "grip" })])?.words).toBe("송장입력 2건 완료");
    expect(wordsOf([action("done", [OK]), action("done", [OK], { kind: "confirm" })])?.words).toBe("G마켓 작업 2건 완료");
  });

  it("counts what went well beside what did not, and what nobody knows", () => {
    const told = wordsOf([action("done", [OK, OK, refused("가")]), action("failed", [refused("나")]), action("unknown", [])]);
    expect([told?.tone, told?.words, told?.quote, told?.stays]).toEqual(["bad", "G마켓 송장입력 5건: 완료 2 · 실패 2 · 결과 확인 중 1", "가 / 나", true]);
  });

  it("is nothing where all of them were taken back", () => {
    expect(wordsOf([])).toBeNull();
  });
});

it("tells when what nobody knew turned out well, and says what went wrong where it did not", () => {
  expect(knownWords([action("done", [OK])])).toEqual({ tone: "ok", words: "G마켓 송장입력 1건이 처리된 것을 확인했습니다." });
  expect(knownWords([action("failed", [refused("없음")])])).toMatchObject({ tone: "bad", stays: true, quote: "없음" });
});
