import { mockIPC } from "@tauri-apps/api/mocks";
import { expect, vi } from "vitest";

// What a page needs and jsdom has not: sizes never change in it, and nothing scrolls.
class Still {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** Opens the whole window on the pretended desk. */
export async function openDesk(): Promise<void> {
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
}

/** Presses keys one after the other where the focus is, and lets the window settle. */
export async function press(...codes: string[]): Promise<void> {
  for (const code of codes) {
    const target = document.activeElement ?? document.body;
    const [, held, plain] = /^(?:(Shift|Ctrl)\+)?(.+)$/.exec(code) ?? [];
    // A dialog hears the key by its name, and the desk by its place.
    target.dispatchEvent(new KeyboardEvent("keydown", { key: plain, code: plain, shiftKey: held === "Shift", ctrlKey: held === "Ctrl", bubbles: true, cancelable: true }));
    await new Promise((done) => setTimeout(done, 60));
  }
  await new Promise((done) => setTimeout(done, 400));
}
