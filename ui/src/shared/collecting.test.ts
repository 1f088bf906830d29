import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { awaitNews, collect, hearCollected } from "./collecting";
import { dismiss, toasts } from "./toasts.svelte";

const words = async (): Promise<string[]> => {
  await vi.advanceTimersByTimeAsync(3_000);
  return toasts().map((toast) => toast.words);
};

/** Each test begins long after the last question was answered. */
let start = Date.parse("2026-03-02T00:00:00Z");

beforeEach(() => {
  vi.useFakeTimers({ now: (start += 3_600_000) });
  mockIPC(() => null);
});

afterEach(async () => {
  await vi.advanceTimersByTimeAsync(120_000);
  for (const { id } of [...toasts()]) dismiss(id);
  vi.useRealTimers();
  clearMocks();
});

it("says nothing of what comes in by itself", async () => {
  hearCollected("a", 3, 1);
  expect(await words()).toEqual([]);
});

it("tells a person who asked what all accounts brought, as one", async () => {
  await collect(null);
  hearCollected("a", 3, 0);
  hearCollected("b", 2, 1);
  expect(await words()).toEqual(["새 주문 5건, 클레임 1건을 가져왔습니다."]);
});

it("tells only of the account that was asked, and for a minute", async () => {
  awaitNews("a");
  hearCollected("b", 3, 0);
  hearCollected("a", 0, 2);
  expect(await words()).toEqual(["클레임 2건을 가져왔습니다."]);
  await vi.advanceTimersByTimeAsync(60_000);
  hearCollected("a", 7, 0);
  expect(await words()).toEqual([]);
});
