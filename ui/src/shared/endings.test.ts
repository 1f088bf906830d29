import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ActionState, ActionView } from "../bindings";
import { hear, watch } from "./endings";
import { dismiss, toasts } from "./toasts.svelte";

let states: Record<string, ActionState> = {};

const view = (id: string): ActionView =>
  ({ id, marketplace: "coupang", kind: "refund_return", state: states[id], targets: [{ on: "claim", id }], about: { order: id, product: `상품 ${id}`, refund: 3000 }, outcomes: [], next_check_at: null, error: null }) as unknown as ActionView;

/** The desk says that an action came to a state. */
function come(id: string, state: ActionState): void {
  states[id] = state;
  hear(id, state);
}

const words = async (): Promise<string[]> => {
  await vi.advanceTimersByTimeAsync(1_000);
  return toasts().map((toast) => toast.words);
};

beforeEach(() => {
  vi.useFakeTimers();
  states = {};
  mockIPC((command, args) => {
    expect(command).toBe("actions");
    return (args as { actions: string[] }).actions.map(view);
  });
});

afterEach(() => {
  for (const { id } of [...toasts()]) dismiss(id);
  vi.useRealTimers();
  clearMocks();
});

it("tells of a single press that it worked, also when it ended before its number was known", async () => {
  come("a1", "done");
  watch(["a1"], { paid: true });
  expect(await words()).toEqual(["쿠팡 · 상품 a1 — 반품 환불 완료 3,000원"]);
});

it("tells of many once, when the last of them has ended", async () => {
  watch(["b1", "b2", "b3"]);
  come("b1", "done");
  come("b2", "failed");
  expect(await words()).toEqual([]);
  come("b3", "done");
  expect(await words()).toEqual(["쿠팡 반품 환불 3건: 완료 2 · 실패 1"]);
});

it("counts what had ended before it was asked to tell", async () => {
  come("c1", "done");
  watch(["c2"], { before: ["c1"] });
  come("c2", "done");
  expect(await words()).toEqual(["쿠팡 반품 환불 2건 완료"]);
});

it("tells nothing of what was taken back, and nothing of what another hand did", async () => {
  watch(["d1"]);
  come("d1", "undone");
  come("d2", "done");
  expect(await words()).toEqual([]);
});

it("tells of what nobody knew again once it is known, and not at every look", async () => {
  watch(["e1"]);
  come("e1", "unknown");
  expect(await words()).toEqual(["쿠팡 · 상품 e1 — 반품 환불: 결과를 아직 모릅니다."]);
  come("e1", "unknown");
  expect(await words()).toHaveLength(1);
  come("e1", "done");
  expect(await words()).toEqual(["쿠팡 · 상품 e1 — 반품 환불: 결과를 아직 모릅니다.", "쿠팡 반품 환불 1건이 처리된 것을 확인했습니다."]);
});

it("keeps a failure on the screen until a person closes it", async () => {
  watch(["f1"]);
  come("f1", "failed");
  await words();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(toasts().map(({ tone }) => tone)).toEqual(["bad"]);
});
