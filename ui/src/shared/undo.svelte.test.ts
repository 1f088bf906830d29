import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ActionBatch, WaitingView } from "../bindings";
import { pressTogether } from "./press";
import { dismiss, toasts } from "./toasts.svelte";
import { learnWaiting, leavesAtOf, leaving, secondsLeft, takeBack, takeBackNewest, waitOn } from "./undo.svelte";

const START = Date.parse("2026-03-02T00:00:00Z");
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();
const batch = (actions: string[], leaves_at: string | null = at(5)): ActionBatch => ({ actions, blocked: [], leaves_at });
const waits = (id: string, leaves_at = at(5)): WaitingView => ({
  id,
  account: "a",
  marketplace: "coupang",
  kind: "refund_return",
  targets: [{ on: "claim", id: `claim-${id}` }],
  about: { order: null, product: "", refund: null },
  leaves_at,
});

let asked: string[][] = [];
let late: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  [asked, late] = [[], []];
  mockIPC((command, args) => {
    if (command !== "undo") return null;
    const actions = (args as { actions: string[] }).actions;
    asked.push(actions);
    return { undone: actions.filter((id) => !late.includes(id)), late: actions.filter((id) => late.includes(id)) };
  });
});

afterEach(() => {
  learnWaiting([]);
  vi.advanceTimersByTime(120_000);
  while (takeBackNewest());
  for (const { id } of [...toasts()]) dismiss(id);
  vi.useRealTimers();
  clearMocks();
});

/** Presses once and tells how the window reported it. */
async function pressed(actions: string[], leaves_at: string | null = at(5)) {
  await pressTogether("반품 환불", [{ count: actions.length, run: () => Promise.resolve(batch(actions, leaves_at)) }]);
  return toasts().at(-1);
}

const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const words = (): string[] => toasts().map((toast) => toast.words);

describe("a press that waits", () => {
  it("is told with the time in which it can be taken back, and no longer", async () => {
    const toast = await pressed(["1"]);
    expect(toast?.undo).toMatchObject({ actions: ["1"], leavesAt: at(5) });
    expect(secondsLeft(at(5))).toBe(5);
    await vi.advanceTimersByTimeAsync(4_100);
    expect(secondsLeft(at(5))).toBe(1);
    await vi.advanceTimersByTimeAsync(900);
    expect([secondsLeft(at(5)), toasts().length]).toEqual([0, 0]);
  });

  it("says what leaves when and where to, and what happens then", async () => {
    const run = () => Promise.resolve(batch(["1"]));
    await pressTogether("반품 환불", [{ count: 2, run }], { markets: ["coupang", "coupang"], then: "바로 환불" });
    const toast = toasts().at(-1);
    expect(toast).toMatchObject({ words: "반품 환불 2건을 5초 뒤 쿠팡에 보냅니다. 그 전에 되돌릴 수 있습니다.", next: "보내면: 바로 환불" });
    expect([3, 0].map((left) => toast?.undo?.told(left))).toEqual(["반품 환불 2건을 3초 뒤 쿠팡에 보냅니다.", "반품 환불 2건을 지금 쿠팡에 보냅니다."]);
    const several = leaving("거부", 3, ["coupang", "grip"]);
    expect([several(1), leaving("발송", 1, [])(1)]).toEqual(["거부 3건을 1초 뒤 마켓 2곳에 보냅니다.", "발송 1건을 1초 뒤 마켓에 보냅니다."]);
  });

  it("counts by the moment at which it really leaves, which a question before closing puts off", async () => {
    const toast = await pressed(["1"]);
    learnWaiting([waits("1", at(60))]);
    await vi.advanceTimersByTimeAsync(6_000);
    expect([toasts().length, secondsLeft(leavesAtOf(["1"], toast?.undo?.leavesAt ?? ""))]).toEqual([1, 54]);
    await vi.advanceTimersByTimeAsync(54_000);
    expect(toasts()).toHaveLength(0);
  });

  it("names a single thing, and the won that leave by it", async () => {
    const run = () => Promise.resolve(batch(["1"]));
    await pressTogether("반품 환불", [{ count: 1, run }], { markets: ["coupang"], product: "옷걸이", paid: true });
    const left = (): string | undefined => toasts().at(-1)?.undo?.told(5);
    expect(left()).toBe("옷걸이 · 반품 환불: 5초 뒤 쿠팡에 보냅니다.");
    learnWaiting([{ ...waits("1"), about: { order: "77", product: "옷걸이 논슬립", refund: 7_900 } }]);
    expect(left()).toBe("옷걸이 논슬립 · 반품 환불 7,900원: 5초 뒤 쿠팡에 보냅니다.");
  });

  it("is reported as sent when it leaves at once", async () => {
    const toast = await pressed(["1"], null);
    expect([toast?.undo, toast?.words]).toEqual([undefined, "반품 환불 1건을 보냅니다."]);
    expect(takeBackNewest()).toBe(false);
  });

  it("is one press, however many requests it comes to", async () => {
    const part = (id: string) => ({ count: 1, run: () => Promise.resolve(batch([id])) });
    await pressTogether("반품 환불", [part("1"), part("2")]);
    expect(toasts()).toHaveLength(1);
    expect(takeBackNewest()).toBe(true);
    await settled();
    expect(asked).toEqual([["1", "2"]]);
  });
});

describe("what an application left that ended without its question", () => {
  it("is told when the window opens, once, and can be taken back", async () => {
    vi.resetModules();
    const opened = await import("./undo.svelte");
    const told = await import("./toasts.svelte");
    opened.learnWaiting([waits("1", at(60)), waits("2", at(60))]);
    opened.learnWaiting([waits("1", at(60)), waits("2", at(60)), waits("3", at(60))]);
    expect(told.toasts().map(({ undo }) => undo)).toMatchObject([{ actions: ["1", "2"], leavesAt: at(60) }]);
    expect(told.toasts()[0]?.undo?.told(60)).toBe("모아데스크가 꺼지기 전에 누른 2건이 아직 남아 있습니다. 곧 보냅니다. 60초 뒤 보냄");
    expect(opened.takeBackNewest()).toBe(true);
    await settled();
    expect(asked).toEqual([["1", "2"]]);
  });
});

describe("taking back", () => {
  it("takes the newest press first, then the one before it", async () => {
    await pressed(["1"]);
    await pressed(["2", "3"]);
    takeBackNewest();
    takeBackNewest();
    await settled();
    expect([asked, takeBackNewest()]).toEqual([[["2", "3"], ["1"]], false]);
    expect(words()).toEqual(["2건을 되돌렸습니다. 마켓에는 아무것도 보내지 않았습니다.", "1건을 되돌렸습니다. 마켓에는 아무것도 보내지 않았습니다."]);
  });

  it("says of what has left that it has, and what to do now", async () => {
    late = ["2"];
    await pressed(["1", "2"]);
    takeBackNewest();
    await settled();
    expect(words()).toEqual(["1건을 되돌렸습니다. 마켓에는 아무것도 보내지 않았습니다.", "1건은 되돌리지 못했습니다. 이미 보냈습니다."]);
    expect(toasts().at(-1)).toMatchObject({ next: "결과를 기록에서 확인하고, 물러야 하면 판매자센터에서 처리하세요.", journal: true });
  });

  it("answers the key also shortly after the moment, and not for ever", async () => {
    late = ["1", "2"];
    await pressed(["1"]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(takeBackNewest()).toBe(true);
    await pressed(["2"], at(15));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(takeBackNewest()).toBe(false);
  });

  it("leaves the key nothing that a button took back already", async () => {
    await pressed(["1"]);
    await takeBack(["1"]);
    expect(takeBackNewest()).toBe(false);
  });
});

describe("a row", () => {
  it("is learnt of by an effect that the clock does not run again", async () => {
    let runs = 0;
    const stop = $effect.root(() => {
      $effect(() => {
        runs++;
        learnWaiting([waits("1")]);
      });
    });
    flushSync();
    await vi.advanceTimersByTimeAsync(3_000);
    flushSync();
    stop();
    expect(runs).toBe(1);
  });

  it("knows what waits on it until it leaves", async () => {
    learnWaiting([waits("1")]);
    flushSync();
    expect(waitOn("a", { on: "claim", id: "claim-1" })?.id).toBe("1");
    expect(waitOn("b", { on: "claim", id: "claim-1" })).toBeUndefined();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(waitOn("a", { on: "claim", id: "claim-1" })).toBeUndefined();
  });
});
