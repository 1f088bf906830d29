import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { flushSync } from "svelte";
import { afterEach, expect, it, vi } from "vitest";
import type { InboxPage, InboxQuery, InboxRow } from "../bindings";
import { cache } from "../shared/backend";
import { invalidate } from "../shared/cache";
import { Cursor } from "./cursor.svelte";
import { InboxRows, PAGE } from "./rows.svelte";
import { full, type FullQuery } from "./views";

interface Asked {
  text: string;
  first: number;
  answer: (total?: number) => void;
}

let asked: Asked[] = [];
let stop = (): void => undefined;

afterEach(() => {
  stop();
  clearMocks();
  cache.clear();
  asked = [];
});

function page(text: string, first: number, total: number): InboxPage {
  const row = (index: number) => ({ line: `${text}${first + index}`, account: "a", bundle: "" }) as InboxRow;
  return { rows: Array.from({ length: Math.min(PAGE, total - first) }, (_, index) => row(index)), first, total, total_is_floor: false };
}

/** Rows over a desk that answers when it is told to. */
function rowsOver(query: () => FullQuery, along: (rows: InboxRows) => void = () => undefined): InboxRows {
  mockIPC((_, args) => {
    const { query: of, at } = args as unknown as { query: InboxQuery; at: { row: number } };
    const text = of.text ?? "";
    return new Promise((done) => asked.push({ text, first: at.row, answer: (total = 1_000_000) => done(page(text, at.row, total)) }));
  });
  const made: InboxRows[] = [];
  stop = $effect.root(() => {
    const rows = new InboxRows(query);
    made.push(rows);
    along(rows);
  });
  flushSync();
  return made[0] as InboxRows;
}

async function settled(done: () => boolean): Promise<void> {
  await vi.waitFor(() => {
    flushSync();
    if (!done()) throw new Error("not yet");
  });
}

it("shows a row once its page is there", async () => {
  const rows = rowsOver(() => full({}));
  expect(rows.at(0)).toBeUndefined();
  asked[0]?.answer();
  await settled(() => rows.at(0)?.line === "0");
  expect([rows.total, rows.at(199)?.line, rows.at(200)]).toEqual([1_000_000, "199", undefined]);
});

it("drops the answer to an older wish", async () => {
  let text = $state("a");
  const rows = rowsOver(() => full({ text }));
  asked[0]?.answer();
  await settled(() => rows.at(0)?.line === "a0");
  text = "b";
  flushSync();
  text = "c";
  flushSync();
  asked.find((each) => each.text === "c")?.answer(7);
  await settled(() => rows.at(0)?.line === "c0");
  asked.find((each) => each.text === "b")?.answer(3);
  await new Promise((done) => setTimeout(done, 20));
  flushSync();
  expect([rows.at(0)?.line, rows.total]).toEqual(["c0", 7]);
});

it("keeps the old rows until the new ones are there", async () => {
  let text = $state("a");
  const rows = rowsOver(() => full({ text }));
  asked[0]?.answer();
  await settled(() => rows.at(0)?.line === "a0");
  text = "b";
  flushSync();
  expect([rows.at(0)?.line, rows.waiting]).toEqual(["a0", true]);
});

it("finds a line wherever it stands, and none that is not there", async () => {
  const rows = rowsOver(() => full({}));
  asked[0]?.answer(300);
  await settled(() => rows.total === 300);
  expect([rows.indexOf(["a", "42"]), rows.indexOf(["b", "42"]), rows.indexOf(["a", "250"])]).toEqual([42, null, null]);
  rows.look(150, 250);
  await settled(() => asked.length > 1);
  asked.at(-1)?.answer(300);
  await settled(() => rows.indexOf(["a", "250"]) === 250);
});

it("gives a cursor the first row of the new list, and never one of the old", async () => {
  let text = $state("a");
  const made: { rows: InboxRows; cursor: Cursor }[] = [];
  rowsOver(() => full({ text }), (rows) => {
    const cursor = new Cursor(rows);
    $effect(() => {
      void rows.shown;
      cursor.restart();
    });
    made.push({ rows, cursor });
  });
  asked[0]?.answer();
  await settled(() => made[0]?.cursor.line?.[1] === "a0");
  text = "b";
  flushSync();
  asked.find((each) => each.text === "b")?.answer(3);
  await settled(() => made[0]?.rows.total === 3);
  await settled(() => made[0]?.cursor.line?.[1] === "b0");
});

it("asks for no page that a flying thumb passes over", async () => {
  const rows = rowsOver(() => full({}));
  asked[0]?.answer();
  await settled(() => rows.total === 1_000_000);
  for (let first = 50_000; first < 900_000; first += 50_000) rows.look(first, first + 30);
  rows.look(999_900, 999_930);
  await settled(() => asked.length > 1);
  expect(asked.slice(1).map((each) => each.first)).toEqual([999_800]);
});

it("reads the shown page again when orders changed", async () => {
  const rows = rowsOver(() => full({}));
  asked[0]?.answer(10);
  await settled(() => rows.total === 10);
  const before = asked.length;
  void invalidate(cache, ["orders"]);
  await settled(() => asked.length === before + 1);
  asked.at(-1)?.answer(11);
  await settled(() => rows.total === 11);
});
