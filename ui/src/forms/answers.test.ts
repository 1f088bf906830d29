import { flushSync } from "svelte";
import { describe, expect, it } from "vitest";
import type { AskView } from "../bindings";
import { Answers, noParcel, type Parcel } from "./answers.svelte";
import { feeExample, feeFault, feeLack } from "./fee";
import { characters } from "./length";

const NOW = new Date("2026-09-15T03:00:00Z");
const CODES: [string, { ko: string; en: string }][] = [["A", { ko: "가", en: "a" }]];

function given(asks: AskView[], fill: Partial<Answers> = {}): Answers {
  const answers = Object.assign(new Answers(asks, [{ line: "1", word: "도마", most: 3 }], "1"), fill);
  flushSync();
  return answers;
}

const ready = (ask: AskView, fill: Partial<Answers> = {}): boolean => given([ask], fill).ready(NOW);

describe("a form", () => {
  it("is ready at once when nothing is asked", () => {
    expect(given([]).ready(NOW)).toBe(true);
  });

  it("needs everything that is asked for", () => {
    const asks: AskView[] = [{ ask: "reason", codes: CODES }, { ask: "text", length: { unit: "characters", at_least: 1, at_most: 5 } }];
    expect(given(asks, { reason: "A" }).ready(NOW)).toBe(false);
    expect(given(asks, { reason: "A", text: "파손" }).ready(NOW)).toBe(true);
  });

  it("takes words up to the limit, counted as the marketplaces count", () => {
    expect(characters(" 배송비 😀 ")).toBe(5);
    expect(["", "   ", "다섯글자요", "여섯글자라서"].map((text) => ready({ ask: "text", length: { unit: "characters", at_least: 1, at_most: 5 } }, { text }))).toEqual([false, false, true, false]);
  });

  it("asks for a parcel and for words only with the reasons that need them", () => {
    const asks: AskView[] = [{ ask: "reason", codes: CODES }, { ask: "invoice_for", codes: ["A"] }, { ask: "text_for", codes: ["B"], length: { unit: "characters", at_least: 1, at_most: 5 } }];
    const shown = (reason: string): string[] => given(asks, { reason }).shown.map(({ ask }) => ask);
    expect([shown(""), shown("A"), shown("B")]).toEqual([["reason"], ["reason", "invoice_for"], ["reason", "text_for"]]);
    const parcel = { courier: "CJ", name: "CJ", invoice: "1", fine: true, blank: false };
    expect([given(asks, { reason: "A" }).ready(NOW), given(asks, { reason: "A", parcel }).ready(NOW)]).toEqual([false, true]);
    expect([given(asks, { reason: "B", text: "곧" }).ready(NOW), given(asks, { reason: "B" }).ready(NOW)]).toEqual([true, false]);
  });

  it("sends nothing that was typed for another reason", () => {
    const asks: AskView[] = [{ ask: "reason", codes: CODES }, { ask: "invoice_for", codes: ["A"] }, { ask: "text_for", codes: ["A"], length: { unit: "characters", at_least: 1, at_most: 5 } }];
    const parcel = { courier: "CJ", name: "CJ", invoice: "1", fine: true, blank: false };
    const typed = { parcel, text: "곧" };
    const first = given(asks, { ...typed, reason: "A" });
    const other = given(asks, { ...typed, reason: "B" });
    expect([first.carried, first.words, other.carried, other.words]).toEqual([["CJ", "1"], "곧", null, ""]);
  });

  it("lets a parcel that is not known be left out, but not be half known", () => {
    const maybe = (parcel: Parcel): boolean => ready({ ask: "maybe_invoice" }, { parcel });
    expect([noParcel(), { courier: "CJ", name: "CJ", invoice: "1", fine: true, blank: false }, { courier: "CJ", name: "CJ", invoice: "", fine: false, blank: false }].map(maybe)).toEqual([true, true, false]);
  });

  it("lets a fee, a time and a region be left empty, but not be wrong", () => {
    expect(["", "3000", "3,000원", "삼천", "-1"].map((fee) => ready({ ask: "fee", codes: [] }, { fee, worth: 5000 }))).toEqual([true, true, true, false, false]);
    expect(["", "14:30", "1430", "24:00"].map((time) => ready({ ask: "time" }, { time }))).toEqual([true, true, true, false]);
    expect(ready({ ask: "region" })).toBe(true);
    expect([given([{ ask: "fee", codes: [] }], { fee: "3,000원" }).won, given([{ ask: "fee", codes: [] }], { fee: "" }).won]).toEqual([3000, null]);
    expect([given([], { time: "9:05" }).at, given([], { time: "" }).at]).toEqual(["09:05:00", null]);
  });

  it("charges the least or more for the reason that charges, and no more than the goods are worth where no more is taken", () => {
    const asks: AskView[] = [{ ask: "reason", codes: CODES }, { ask: "fee_for", codes: ["A"], at_least: 1000, within_goods: true }];
    const of = (fee: string, reason = "A", worth: number | null = 5000) => given(asks, { fee, reason, worth });
    expect(["", "999", "1000", "5,000", "5001", "천"].map((fee) => of(fee).ready(NOW))).toEqual([false, false, true, true, false, false]);
    expect([of("999"), of("5001"), of("천"), of("")].map(feeFault)).toEqual(["1,000원 이상 넣으세요.", "5,000원까지 청구할 수 있습니다. 그 이하로 넣으세요.", "3000처럼 숫자만 쓰세요", null]);
    expect([of("6000", "A", null).ready(NOW), of("50001", "A", null).ready(NOW), of("", "B").ready(NOW), of("3000", "B").won]).toEqual([true, false, true, null]);
    expect([feeLack(of("")), feeLack(of("", "B"))]).toEqual(["이 사유는 청구할 금액이 있어야 합니다. 금액을 넣으세요.", null]);
    expect([of(""), of("", "A", null), given([{ ask: "fee", codes: [] }], {})].map(feeExample)).toEqual(["1,000원 이상 5,000원 이하", "1,000원 이상 50,000원 이하", "비우면 청구하지 않습니다"]);
  });

  it("charges what a reason names, and never more than goods or shipping cost, where a charge may be left out", () => {
    const asks: AskView[] = [{ ask: "reason", codes: CODES }, { ask: "fee", codes: ["A"] }];
    const of = (fee: string, reason: string, worth = 11610) => given(asks, { fee, reason, worth });
    expect([of("", "B"), of("0", "B"), of("50000", "A"), of("", "A"), of("0", "A"), of("99999999", "B")].map((each) => each.ready(NOW))).toEqual([true, true, true, false, false, false]);
    expect([of("80000", "A", 80000), of("80001", "A", 80000)].map((each) => each.ready(NOW))).toEqual([true, false]);
    expect(feeLack(of("", "A"))).toContain("청구할 금액이 있어야");
    expect(feeFault(of("99999999", "B"))).toBe("50,000원까지 청구할 수 있습니다. 그 이하로 넣으세요.");
  });

  it("takes today and later days in Korea", () => {
    expect(["", "2026-09-14", "2026-09-15", "2026-10-01", "곧"].map((day) => ready({ ask: "day" }, { day }))).toEqual([false, false, true, true, false]);
  });

  it("takes whole pieces, no more than there are, of at least one line", () => {
    const pieces = [0, 1, 3, 4, 1.5].map((n) => ready({ ask: "quantity" }, { pieces: { "1": n } }));
    expect(pieces).toEqual([false, true, true, false, false]);
    expect(given([], { pieces: { "1": 2 } }).chosen).toEqual([["1", 2]]);
  });

  it("begins with all pieces of the line it was opened on", () => {
    expect(given([{ ask: "quantity" }]).total).toBe(3);
  });
});
