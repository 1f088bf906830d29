import { expect, it } from "vitest";
import { won } from "../shared/format";
import { sumWords } from "./sums";

it("never counts what nobody knows as nothing", () => {
  expect([sumWords([1_000_000, 457_150]), sumWords([5000, null, 300, null]), sumWords([null, null]), sumWords([])]).toEqual(["1,457,150원", "5,300원 + 2건 모름", "금액 모름", "0원"]);
  expect(sumWords([5000, null], (sum) => `최대 ${won(sum)}`)).toBe("최대 5,000 + 1건 모름");
});
