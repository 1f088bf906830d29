import { expect, it } from "vitest";
import { initials, matches } from "./initials";

it("reads the first consonants of a word", () => {
  expect(initials("발주확인 A")).toBe("ㅂㅈㅎㅇ A");
  expect(initials("가힣")).toBe("ㄱㅎ");
});

it("finds a command by part of it or by its consonants, spaces and case aside", () => {
  expect(matches("지금 수집", "ㅈㄱㅅㅈ")).toBe(true);
  expect(matches("지금 수집", "금수")).toBe(true);
  expect(matches("English", "eng")).toBe(true);
  expect(matches("지금 수집", "ㅋ")).toBe(false);
});
