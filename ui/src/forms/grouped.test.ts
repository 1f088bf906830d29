import { expect, it } from "vitest";
import { readWon } from "../shared/format";
import { grouped } from "./grouped";

it("groups won by thousands while they are typed, and leaves what is no number to be told", () => {
  expect(["3", "300", "3000", "3,0000", "1234567", "12,34"].map(grouped)).toEqual(["3", "300", "3,000", "30,000", "1,234,567", "1,234"]);
  expect(["", "-3000", "3000원", "삼천"].map(grouped)).toEqual(["", "-3000", "3000원", "삼천"]);
  expect(readWon(grouped("99999"))).toBe(99_999);
});
