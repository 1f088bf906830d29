import { expect, it } from "vitest";
import type { MoneyLeaves, MoneyRow, Offer } from "../bindings";
import { paysAtOnce, pricedWord, refundOf } from "./refund";

const row = (amount: number, total = false): MoneyRow => ({ label: { ko: "", en: "" }, amount, total });

it("is what the goods were worth, less the shipping that the buyer bears", () => {
  expect(refundOf([row(14_700), row(14_700, true)])).toBe(14_700);
  expect(refundOf([row(29_900), row(-5_000), row(24_900, true)])).toBe(24_900);
  expect(refundOf([row(29_900), row(3_000), row(29_900, true)])).toBe(29_900);
});

it("is nothing where the buyer still pays, or nobody knows", () => {
  expect(refundOf([row(3_000), row(-5_000), row(2_000, true)])).toBeNull();
  expect(refundOf([row(5_000), row(-5_000), row(0, true)])).toBeNull();
  expect(refundOf([row(14_700)])).toBeNull();
});

const offer = (money: MoneyLeaves | null): Offer => ({ brief: money && { words: { ko: "", en: "" }, money } }) as Offer;

it("stands on the button that refunds, whatever its verb, and on no other", () => {
  const money = [row(14_700), row(14_700, true)];
  expect(pricedWord(offer("now"), "환불", money)).toBe("14,700원 환불");
  expect(pricedWord(offer("soon"), "취소 승인", money)).toBe("14,700원 취소 승인");
  for (const other of ["maybe", "later", "none", null] as const) expect(pricedWord(offer(other), "수거완료", money)).toBe("수거완료");
});

it("knows what pays at once, or may", () => {
  expect((["now", "soon", "maybe", "later", "none", null] as const).map((money) => paysAtOnce(offer(money).brief))).toEqual([true, true, true, false, false, false]);
});
