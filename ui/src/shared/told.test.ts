import { expect, test } from "vitest";
import type { ToldValue } from "../bindings";
import { toldWords } from "./told";

const now = new Date("2026-09-15T01:00:00Z");

test.each<[ToldValue, string]>([
  [{ form: "won", is: 12_900 }, "12,900원"],
  [{ form: "won", is: -500 }, "−500원"],
  [{ form: "moment", is: "2026-09-15T00:42:00Z" }, "09:42"],
  [{ form: "moment", is: "2026-09-13T15:30:00Z" }, "9.14 00:30"],
  [{ form: "day", is: "2026-09-17" }, "9.17 목"],
  [{ form: "text", is: "카카오페이" }, "카카오페이"],
])("each value is read as what it is: %o", (value, words) => {
  expect(toldWords(value, now)).toBe(words);
});
