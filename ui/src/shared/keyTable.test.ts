import { describe, expect, it, vi } from "vitest";
import { bind, CLAIMS, EVERYWHERE, FORM, INBOX, LIST, REVEAL, SEARCH, VIEW_KEYS } from "./keyTable";
import { VERB_KEYS } from "../claims/steps";

const chords = (...tables: Record<string, { chords: readonly string[] }>[]): string[] =>
  tables.flatMap((table) => Object.values(table).flatMap((row) => [...row.chords]));

describe("the tables of keys", () => {
  it("give one key one meaning on each screen", () => {
    const verbs = [...new Set(Object.values(VERB_KEYS).map(({ code }) => code))];
    for (const screen of [chords(SEARCH, EVERYWHERE, LIST, INBOX, VIEW_KEYS, REVEAL), [...chords(SEARCH, EVERYWHERE, LIST, CLAIMS, REVEAL), ...verbs], chords(FORM)]) {
      expect(new Set(screen).size).toBe(screen.length);
    }
  });

  it("bind every chord of a row to its handler", () => {
    const acts = { down: vi.fn(), up: vi.fn(), select: vi.fn(), group: vi.fn(), open: vi.fn(), close: vi.fn() };
    const bound = bind(LIST, acts);
    expect(Object.keys(bound).sort()).toEqual(chords(LIST).sort());
    expect([bound.KeyJ, bound.ArrowDown]).toEqual([acts.down, acts.down]);
  });
});
