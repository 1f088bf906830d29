import { QueryObserver, type QueryClient } from "@tanstack/svelte-query";
import { afterEach, describe, expect, it, vi } from "vitest";
import { INVALIDATES, PROVIDES, type Tag } from "../bindings";
import { invalidate, keyOf, newCache, type Read } from "./cache";

const READS = Object.keys(PROVIDES) as Read[];
let client: QueryClient;

afterEach(() => client.clear());

/** A cache in which every read was answered once. */
function filled(): QueryClient {
  client = newCache();
  for (const read of READS) client.setQueryData(keyOf(read, "argument"), read);
  return client;
}

const stale = (cache: QueryClient): Read[] =>
  READS.filter((read) => cache.getQueryState(keyOf(read, "argument"))?.isInvalidated);

const providing = (tags: readonly Tag[]): Read[] =>
  READS.filter((read) => (PROVIDES[read] as readonly Tag[]).some((tag) => tags.includes(tag)));

describe("the cache", () => {
  it.each(["orders", "claims", "counts", "journal", "accounts", "views", "settings"] as const)(
    "makes stale what provides %s, and nothing else",
    async (tag) => {
      const cache = filled();
      await invalidate(cache, [tag]);
      expect(stale(cache)).toEqual(providing([tag]));
    },
  );

  it.each(Object.entries(INVALIDATES))("after %s makes stale exactly what Rust declares", async (_, tags) => {
    const cache = filled();
    await invalidate(cache, tags);
    expect(stale(cache)).toEqual(providing(tags));
  });

  it("keeps answers of different arguments apart", () => {
    client = newCache();
    client.setQueryData(keyOf("inbox_page", { text: "a" }, { row: 0 }), 1);
    expect(client.getQueryData(keyOf("inbox_page", { text: "b" }, { row: 0 }))).toBeUndefined();
  });

  it("reads again what is on the screen, and leaves the rest until it is shown", async () => {
    client = newCache();
    let asked = 0;
    const queryKey = keyOf("counts");
    const observer = new QueryObserver(client, { queryKey, queryFn: () => ++asked });
    const stop = observer.subscribe(() => undefined);
    await client.fetchQuery({ queryKey, queryFn: () => ++asked });
    client.setQueryData(keyOf("inbox_page", {}, { row: 400 }), "old");
    const before = asked;
    await invalidate(client, ["counts", "orders"]);
    expect(asked).toBe(before + 1);
    expect(client.getQueryState(keyOf("inbox_page", {}, { row: 400 }))?.isInvalidated).toBe(true);
    stop();
  });

  it("reads once more what changed while it was read for the first time", async () => {
    client = newCache();
    let stands = "before";
    const answers: (() => void)[] = [];
    const queryFn = () => {
      const read = stands;
      return new Promise((answer) => answers.push(() => answer(read)));
    };
    const queryKey = keyOf("counts");
    const stop = new QueryObserver(client, { queryKey, queryFn }).subscribe(() => undefined);
    stands = "after";
    const told = invalidate(client, ["counts"]);
    answers.shift()?.();
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    answers.shift()?.();
    await told;
    expect(client.getQueryData(queryKey)).toBe("after");
    stop();
  });

  it("knows as out of date what changed while it was read and left the screen", async () => {
    client = newCache();
    const answers: (() => void)[] = [];
    const queryFn = () => new Promise((answer) => answers.push(() => answer("before")));
    const queryKey = keyOf("counts");
    client.setQueryData(queryKey, "long before");
    await invalidate(client, ["counts"]);
    new QueryObserver(client, { queryKey, queryFn }).subscribe(() => undefined)();
    expect(answers).toHaveLength(1);
    const told = invalidate(client, ["counts"]);
    answers.shift()?.();
    await told;
    expect(client.getQueryData(queryKey)).toBe("before");
    expect(client.getQueryState(queryKey)?.isInvalidated).toBe(true);
  });

  it("holds nothing back for a first reading that is slow", async () => {
    const cache = filled();
    const queryKey = keyOf("counts", "slow");
    const stop = new QueryObserver(cache, { queryKey, queryFn: () => new Promise(() => undefined) }).subscribe(() => undefined);
    void invalidate(cache, ["counts"]);
    await vi.waitFor(() => expect(cache.getQueryState(keyOf("counts", "argument"))?.isInvalidated).toBe(true));
    stop();
  });
});
