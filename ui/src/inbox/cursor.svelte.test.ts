import { flushSync } from "svelte";
import { afterEach, expect, it } from "vitest";
import type { InboxRow } from "../bindings";
import { Cursor } from "./cursor.svelte";

const row = (line: string, account = "a") => ({ account, line }) as InboxRow;

/** A list that collections and other queries change. */
class List {
  rows = $state.raw<InboxRow[]>([]);

  get total(): number {
    return this.rows.length;
  }

  at(index: number): InboxRow | undefined {
    return this.rows[index];
  }

  indexOf([account, line]: [string, string]): number | null {
    const found = this.rows.findIndex((each) => each.account === account && each.line === line);
    return found < 0 ? null : found;
  }

  become(...lines: string[]): void {
    this.rows = lines.map((line) => row(line));
    flushSync();
  }
}

let stop = (): void => undefined;

afterEach(() => stop());

function cursorOver(list: List): Cursor {
  const made: Cursor[] = [];
  stop = $effect.root(() => void made.push(new Cursor(list)));
  flushSync();
  return made[0] as Cursor;
}

function over(...lines: string[]): { list: List; cursor: Cursor } {
  const list = new List();
  const cursor = cursorOver(list);
  list.become(...lines);
  return { list, cursor };
}

it("takes the first row once it is there", () => {
  const { cursor } = over("1", "2");
  expect([cursor.line, cursor.index]).toEqual([["a", "1"], 0]);
});

it("stays with its order when another one comes in above it", () => {
  const { list, cursor } = over("1", "2", "3");
  cursor.put(1);
  list.become("new", "1", "2", "3");
  expect([cursor.line, cursor.index, cursor.row?.line]).toEqual([["a", "2"], 2, "2"]);
});

it("goes to no other order when an action takes its own out of the list", () => {
  const { list, cursor } = over("1", "2", "3");
  cursor.put(1);
  list.become("1", "3");
  expect([cursor.line, cursor.index, cursor.row]).toEqual([["a", "2"], null, undefined]);
  list.become("1", "3", "2");
  expect([cursor.line, cursor.index]).toEqual([["a", "2"], 2]);
});

it("goes on, when asked to, from the place of an order that left", () => {
  const { list, cursor } = over("1", "2", "3");
  cursor.put(1);
  list.become("1", "3");
  expect([cursor.move(1), cursor.row?.line]).toEqual([1, "3"]);
  cursor.put(1);
  list.become("1", "2");
  expect([cursor.move(-1), cursor.row?.line]).toEqual([0, "1"]);
});

it("stops at both ends, and stands nowhere in an empty list", () => {
  const { list, cursor } = over("1", "2");
  expect([cursor.move(9), cursor.move(9), cursor.move(-9)]).toEqual([1, 1, 0]);
  list.become();
  expect([cursor.move(1), cursor.line]).toEqual([0, null]);
});

it("keeps equal line numbers of two accounts apart", () => {
  const { list, cursor } = over("1");
  list.rows = [row("1", "b"), row("1", "a")];
  flushSync();
  expect(cursor.index).toBe(1);
});

it("takes the first row of another list", () => {
  const { list, cursor } = over("1", "2");
  cursor.put(1);
  cursor.restart();
  list.become("7", "8");
  expect(cursor.line).toEqual(["a", "7"]);
});
