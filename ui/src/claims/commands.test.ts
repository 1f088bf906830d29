import { expect, it, vi } from "vitest";
import type { ClaimRowView, Offer } from "../bindings";
import { claimCommands } from "./commands";

const offer = (enabled: boolean): Offer => ({ kind: "refund_return", enabled, reason: null, consequence: null, link: null, asks: [] }) as unknown as Offer;
const row = (claim: string, enabled: boolean): ClaimRowView =>
  ({ account: "a", claim, order: "1", lines: [{ product: "컵" }], action: null, offers: [["refund", offer(enabled)]] }) as unknown as ClaimRowView;

it("offers the verbs that can be pressed, with their keys and their number", () => {
  const starts = { one: vi.fn(), many: vi.fn() };
  const one = claimCommands([row("1", true)], false, starts);
  expect(one?.entries.map(({ id, keys }) => [id, keys])).toEqual([["claim-refund", "A"]]);
  const rows = [row("1", false), row("2", true), row("3", true)];
  one?.entries[0]?.run();
  expect(starts.one).toHaveBeenCalledWith("refund", expect.objectContaining({ claim: "1" }));
  const many = claimCommands(rows, true, starts);
  expect(many?.entries[0]?.word).toContain("2");
  many?.entries[0]?.run();
  expect(starts.many).toHaveBeenCalledExactlyOnceWith("KeyA");
  expect(starts.one).toHaveBeenCalledTimes(1);
  expect(claimCommands([row("1", false)], false, starts)).toBeNull();
});
