import { expect, it } from "vitest";
import type { ClaimRowView } from "../bindings";
import { keyed, keyedAlone } from "./keyed";

const row = (claim: string): ClaimRowView => ({ account: "a", claim }) as ClaimRowView;
const [one, two, three] = [row("1"), row("2"), row("3")];

it("acts by key on what is selected, and on the current claim only while nothing is", () => {
  expect([keyed([one, two], three), keyed([], three), keyed([], undefined)]).toEqual([[one, two], [three], []]);
});

it("shows a key only on buttons that do the same as that key", () => {
  expect([keyedAlone(one, []), keyedAlone(one, [one]), keyedAlone(two, [one]), keyedAlone(one, [one, two])]).toEqual([true, true, false, false]);
});
