import axe from "axe-core";
import { beforeAll, expect, it, vi } from "vitest";
import { openDesk, press } from "./stage";

/** Colours and places are only known to a browser that paints. */
const UNPAINTED = ["color-contrast", "target-size", "scrollable-region-focusable"];

async function faults(): Promise<string[]> {
  const { violations } = await axe.run(document, { rules: Object.fromEntries(UNPAINTED.map((rule) => [rule, { enabled: false }])) });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help} ${html.slice(0, 160)}`));
}

beforeAll(async () => void (await openDesk()), 120_000);

it.each([
  ["the inbox", "grid", []],
  ["the sheet of invoice numbers", "ship-sheet", ["Digit2", "Ctrl+KeyA", "KeyI"]],
  ["the claims that ask for a cancel", "claim-detail", ["Escape", "KeyG", "KeyC", "Digit1"]],
  ["the form of a refusal", "ask-", ["KeyJ", "KeyR"]],
  ["the returns", "claims", ["Escape", "Digit2", "KeyJ"]],
  ["the plan of a press on many", "plan", ["Ctrl+KeyA", "KeyA"]],
  ["the exchanges", "claims", ["Escape", "Escape", "Digit3"]],
  ["what happened without us", "happenings-title", ["KeyG", "KeyN"]],
  ["the journal", "journal", ["KeyG", "KeyL"]],
  ["the settings", "settings", ["KeyG", "Comma"]],
  ["the help", "keys-help", ["Shift+Slash"]],
  ["the question before closing", "closing", ["Escape", "Ctrl+KeyQ"]],
] as [string, string, string[]][])("finds nothing that a screen reader would stumble over in %s", async (_, test, codes) => {
  const there = (): Element | null => document.querySelector(`[data-testid^=${test}]`);
  // What means nothing yet, or nothing on this row, is pressed again.
  const shown = async (): Promise<void> => {
    if (!there()) await press(...codes);
    expect(there()).not.toBeNull();
  };
  await press(...codes);
  await vi.waitFor(shown, { timeout: 40_000, interval: 500 });
  expect(await faults()).toEqual([]);
}, 60_000);
