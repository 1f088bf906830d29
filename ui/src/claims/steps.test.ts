import { expect, it } from "vitest";
import { numbered } from "./steps";

it("numbers the rows of the queue through all its groups, behind the header", () => {
  const groups = numbered([{ rows: [1, 2, 3] }, { rows: [] }, { rows: [1] }]);
  expect(groups.map(({ index }) => index)).toEqual([2, 6, 7]);
});
