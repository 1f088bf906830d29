import { mockIPC } from "@tauri-apps/api/mocks";
import axe from "axe-core";
import { beforeAll, expect, it, vi } from "vitest";

// What a page needs and jsdom has not: sizes never change in it, and nothing scrolls.
class Still {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** Colours and places are only known to a browser that paints. */
const UNPAINTED = ["color-contrast", "target-size", "scrollable-region-focusable"];

async function press(...codes: string[]): Promise<void> {
  for (const code of codes) {
    const target = document.activeElement ?? document.body;
    const [, shift, key] = /^(Shift\+)?(.+)$/.exec(code) ?? [];
    target.dispatchEvent(new KeyboardEvent("keydown", { code: key, shiftKey: shift !== undefined, bubbles: true, cancelable: true }));
  }
  await new Promise((done) => setTimeout(done, 400));
}

async function faults(): Promise<string[]> {
  const { violations } = await axe.run(document, { rules: Object.fromEntries(UNPAINTED.map((rule) => [rule, { enabled: false }])) });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help} ${html.slice(0, 160)}`));
}

beforeAll(async () => {
  vi.stubGlobal("ResizeObserver", Still);
  vi.stubGlobal("IntersectionObserver", Still);
  vi.stubGlobal("matchMedia", (media: string) => ({ matches: true, media, addEventListener: () => undefined, removeEventListener: () => undefined }));
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.scrollTo = () => undefined;
  document.documentElement.lang = "ko";
  document.title = "모아데스크";
  document.body.innerHTML = '<div id="app"></div>';
  const { answer } = await import("./fake/desk");
  mockIPC((command, args) => answer(command, Object.values((args ?? {}) as Record<string, unknown>)), { shouldMockEvents: true });
  await import("../src/main");
  await vi.waitFor(() => expect(document.querySelector("[data-testid=grid]")).not.toBeNull(), 20_000);
}, 120_000);

it.each([
  ["the inbox", []],
  ["the claims that ask for a cancel", ["KeyG", "KeyC", "Digit1"]],
  ["the returns", ["Digit2", "KeyJ"]],
  ["the exchanges", ["Digit3"]],
  ["what happened without us", ["KeyG", "KeyN"]],
  ["the journal", ["KeyG", "KeyL"]],
  ["the settings", ["KeyG", "Comma"]],
  ["the help", ["Shift+Slash"]],
] as [string, string[]][])("finds nothing that a screen reader would stumble over in %s", async (_, codes) => {
  await press(...codes);
  expect(await faults()).toEqual([]);
}, 60_000);
