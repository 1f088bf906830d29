import { expect, it } from "vitest";
import type { OrderDetail } from "../bindings";
import { worthOf } from "./deeds";

const line = (id: string, amount: number, ordered: number) => ({ row: { line: id, amount, quantity: { ordered } } });
const order = { lines: [line("1", 37_800, 1), line("2", 9_000, 3), line("3", 1_000, 3)] } as unknown as OrderDetail;

it("is what the chosen pieces are worth", () => {
  expect(worthOf(order, [["1", 1], ["2", 2]])).toBe(43_800);
});

it("is nothing where no won can be named", () => {
  expect([worthOf(order, []), worthOf(order, [["3", 1]]), worthOf(order, [["9", 1]])]).toEqual([null, null, null]);
});
