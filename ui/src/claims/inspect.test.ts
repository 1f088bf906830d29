import { describe, expect, test } from "vitest";
import type { ClaimRowView, ClaimVerb, Offer } from "../bindings";
import { insteadOf, mostPieces, photoReport, readPieces, RESULTS } from "./inspect";

const offer = (enabled: boolean, link: string | null = null): Offer => ({
  kind: "refund_return",
  enabled,
  reason: enabled ? null : { ko: "쿠팡은 거부를 받지 않습니다. WING에서 쿠팡확인요청을 하세요.", en: "Not here." },
  consequence: null,
  brief: null,
  link,
  local: false,
  asks: [],
  caution: null,
});
const row = (offers: [ClaimVerb, Offer][]): ClaimRowView => ({ offers }) as ClaimRowView;

describe("what can be done instead of giving the money back", () => {
  test("is what the marketplace really offers, and never the deed itself", () => {
    const { verbs, otherwise } = insteadOf(row([["refund", offer(true)], ["hold", offer(true)], ["refuse", offer(false, "https://centre.example/")], ["convert", offer(true)]]));
    expect(verbs.map(([verb]) => verb)).toEqual(["hold", "convert"]);
    expect(otherwise).toBeNull();
  });

  test("is the reason with its page where there is nothing else", () => {
    const { verbs, otherwise } = insteadOf(row([["refund", offer(true)], ["refuse", offer(false, "https://centre.example/")]]));
    expect(verbs).toEqual([]);
    expect(otherwise?.link).toBe("https://centre.example/");
  });
});

test("pieces are whole numbers, and none may have come", () => {
  expect(["0", " 3 ", "9999"].map(readPieces)).toEqual([0, 3, 9999]);
  expect(["", "-1", "1.5", "10000", "두 개", "1e3"].map(readPieces)).toEqual([null, null, null, null, null, null]);
});

test("no more pieces come back than the claim is about, where anybody tells how many", () => {
  const about = (...quantities: number[]): ClaimRowView => ({ lines: quantities.map((quantity) => ({ quantity })) }) as unknown as ClaimRowView;
  expect([about(1), about(2, 3), about(0)].map(mostPieces)).toEqual([1, 5, 9999]);
});

test("a choice of nothing reports nothing, and what was left out is named", () => {
  expect(photoReport({ added: 0, refused: [] })).toBeNull();
  const told = photoReport({ added: 2, refused: [["메모.txt", { ko: "사진이 아닙니다.", en: "No picture." }]] });
  expect(told).toContain("2");
  expect(told).toContain("메모.txt: 사진이 아닙니다.");
});

test("every result stands once in the form", () => {
  expect(new Set(RESULTS).size).toBe(5);
});
