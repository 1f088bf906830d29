import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Length } from "../bindings";
import { counted, endOf, isLong, isShort } from "./length";

interface Case {
  words: string;
  characters: number;
  bytes: number;
  short: boolean;
}

const characters = (at_most: number): Length => ({ unit: "characters", at_least: 1, at_most });
const bytes: Length = { unit: "bytes", at_least: 20, at_most: 300 };

it("counts words as Rust counts them", () => {
  const file = new URL("../../../src-tauri/crates/domain/src/length/cases.json", `file://${import.meta.filename}`);
  const cases = JSON.parse(readFileSync(file, "utf8")) as Case[];
  expect(cases.length).toBeGreaterThan(8);
  for (const each of cases) {
    expect([counted(characters(10), each.words), counted(bytes, each.words)], each.words).toEqual([each.characters, each.bytes]);
    expect(isShort(bytes, each.words), each.words).toBe(each.short);
    expect(isLong(characters(10), each.words)).toBe(each.characters > 10);
  }
});

it("says where the words that fit end, without breaking a letter", () => {
  expect(endOf(characters(2), "가나다")).toBe(2);
  expect(endOf(characters(3), "가나다   ")).toBe(6);
  expect(endOf(characters(2), "  가나다")).toBe(4);
  expect(endOf(characters(1), "🙏🙏")).toBe(2);
  expect(endOf({ unit: "bytes", at_least: 1, at_most: 7 }, "가나다")).toBe(2);
});
