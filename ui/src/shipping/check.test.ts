import { describe, expect, it } from "vitest";
import type { CourierView } from "../bindings";
import { admits, checkRows, courierNamed } from "./check";

const courier = (code: string, name: string, ko: string, numbered = true): CourierView => ({ code, name, rule: { ko, en: "" }, numbered, last_used: false });
const COURIERS = [
  courier("CJGLS", "CJ대한통운", "숫자 10·12자리"),
  courier("KGB", "로젠택배", "숫자 10–11자리"),
  courier("HANJIN", "한진택배", "숫자 10·12·14자리"),
  courier("DIRECT", "업체직송", "정해진 규칙 없음"),
];
const row = (code: string, invoice: string) => ({ courier: code, invoice, fault: null });

describe("a courier's rule", () => {
  it.each([
    ["숫자 10·12자리", "633018851205", true],
    ["숫자 10·12자리", "63301885120", false],
    ["숫자 10·12자리", "63301885120A", false],
    ["숫자 10–11자리", "12345678901", true],
    ["숫자 10–11자리", "123456789", false],
    ["영문·숫자 13자리", "EM123456789KR", true],
    ["숫자", "1", true],
    ["숫자", "1A", false],
    ["정해진 규칙 없음", "직접", true],
  ])("%s admits %s: %s", (rule, invoice, expected) => {
    expect(admits(rule, invoice)).toBe(expected);
  });
});

describe("rows", () => {
  it("are checked against their courier and each other", () => {
    const rows = [
      row("CJGLS", "633018851205"),
      row("CJGLS", "63301885124"),
      row("CJGLS", "633018851205"),
      row("KGB", "1234567890"),
      row("", "633018851206"),
      row("CJGLS", ""),
      { ...row("CJGLS", "6.33E+11"), fault: "scientific" as const },
    ];
    expect(checkRows(rows, () => COURIERS)).toEqual([
      { state: "fine" },
      { state: "length" },
      { state: "same", as: 0 },
      { state: "fine" },
      { state: "courier" },
      { state: "empty" },
      { state: "fault", fault: "scientific" },
    ]);
  });

  it("need no number where there is none, and are no doubles of each other", () => {
    const byHand = courier("VISIT_RECEIPT", "방문 수령", "송장번호 없음", false);
    expect(checkRows([row("VISIT_RECEIPT", ""), row("VISIT_RECEIPT", "")], () => [byHand])).toEqual([{ state: "fine" }, { state: "fine" }]);
  });

  it("may carry the same number with another courier", () => {
    const rows = [row("CJGLS", "6330188512"), row("KGB", "6330188512")];
    expect(checkRows(rows, () => COURIERS).map((check) => check.state)).toEqual(["fine", "fine"]);
  });
});

describe("a pasted courier", () => {
  it.each([
    ["CJ대한통운", "CJGLS"],
    ["cj 대한통운", "CJGLS"],
    ["CJ", "CJGLS"],
    ["한진", "HANJIN"],
    ["hanjin", "HANJIN"],
    ["로젠", "KGB"],
  ])("%s means %s", (name, code) => {
    expect(courierNamed(name, COURIERS)?.code).toBe(code);
  });

  it("means none when nothing fits", () => {
    expect(courierNamed("번개", COURIERS)).toBeUndefined();
    expect(courierNamed(" ", COURIERS)).toBeUndefined();
  });
});
