import { expect, it } from "vitest";
import { startsOf } from "./steps";

it("numbers the rows of the queue through all its groups, behind the header", () => {
  expect(startsOf([{ rows: [1, 2, 3] }, { rows: [] }, { rows: [1] }])).toEqual([2, 6, 7]);
});
