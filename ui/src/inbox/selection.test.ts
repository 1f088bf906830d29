import { expect, it } from "vitest";
import type { InboxRow } from "../bindings";
import type { LineRef } from "../shared/backend";
import { CAP, Selection } from "./selection.svelte";

const row = (line: string, account = "a") => ({ account, line }) as InboxRow;

it("selects a line and lets it go", () => {
  const selection = new Selection();
  selection.toggle(row("1"));
  selection.toggle(row("2"));
  selection.toggle(row("1"));
  expect(selection.lines).toEqual([["a", "2"]]);
});

it("keeps equal line numbers of two accounts apart", () => {
  const selection = new Selection();
  selection.toggle(row("1", "a"));
  expect(selection.has(row("1", "b"))).toBe(false);
});

it("stops at the cap and says so", () => {
  const selection = new Selection();
  selection.add(Array.from({ length: CAP + 5 }, (_, line): LineRef => ["a", String(line)]));
  expect([selection.size, selection.capped]).toEqual([CAP, true]);
  selection.toggle(row("0"));
  expect([selection.size, selection.capped]).toEqual([CAP - 1, false]);
});
