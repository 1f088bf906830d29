import { expect, it, vi } from "vitest";
import type { ClaimRowView, Offer } from "../bindings";
import { isFound } from "../shell/commands";
import { claimCommands } from "./commands";

const offer = (enabled: boolean): Offer => ({ kind: "refund_return", enabled, reason: null, consequence: null, link: null, asks: [] }) as unknown as Offer;
const row = (claim: string, enabled: boolean): ClaimRowView =>
  ({ account: "a", kind: "return", step: "collected", claim, order: "1", lines: [{ product: "컵" }], action: null, offers: [["refund", offer(enabled)]] }) as unknown as ClaimRowView;

it("offers the verbs that can be pressed, with their keys and their number", () => {
  const starts = { one: vi.fn(), many: vi.fn() };
  const one = claimCommands([row("1", true)], false, starts);
  expect(one?.entries.filter(({ reason }) => reason === undefined).map(({ id, keys }) => [id, keys])).toEqual([["claim-refund", "A"]]);
  const rows = [row("1", false), row("2", true), row("3", true)];
  one?.entries[0]?.run();
  expect(starts.one).toHaveBeenCalledWith("refund", expect.objectContaining({ claim: "1" }));
  const many = claimCommands(rows, true, starts);
  expect(many?.entries[0]?.word).toContain("2");
  many?.entries[0]?.run();
  expect(starts.many).toHaveBeenCalledExactlyOnceWith("KeyA");
  expect(starts.one).toHaveBeenCalledTimes(1);
  expect(claimCommands([], false, starts)).toBeNull();
});

it("finds a verb that cannot be pressed by its name, with its reason", () => {
  const starts = { one: vi.fn(), many: vi.fn() };
  const barred = (claim: ClaimRowView, id: string): string | undefined => claimCommands([claim], false, starts)?.entries.find((entry) => entry.id === id)?.reason;
  const told = { ...row("1", false), offers: [["refund", { ...offer(false), reason: { ko: "수거 전입니다.", en: "수거 전입니다." } }]] } as ClaimRowView;
  expect(barred(told, "claim-refund")).toBe("수거 전입니다.");
  expect(barred({ ...row("1", true), step: "completed", offers: [] }, "claim-refuse")).toContain("완료");
  expect(barred({ ...row("1", true), action: ["refund_return", "sending"] }, "claim-refund")).toContain("결과");
  const entries = claimCommands([told], false, starts)?.entries ?? [];
  const refuse = entries.find(({ id }) => id === "claim-refuse");
  refuse?.run();
  expect([starts.one.mock.calls.length, entries.filter((entry) => isFound(entry, "")).length, entries.filter((entry) => isFound(entry, "거부"))]).toEqual([0, 0, [refuse]]);
});
