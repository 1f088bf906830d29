import { afterEach, describe, expect, it, vi } from "vitest";
import { chordOf, Keyboard } from "./keys";

const down = (code: string, more: KeyboardEventInit = {}): KeyboardEvent =>
  new KeyboardEvent("keydown", { code, bubbles: true, cancelable: true, ...more });

/** Presses a key on an element, so that the event has a target. */
function press(keyboard: Keyboard, target: HTMLElement, event: KeyboardEvent): KeyboardEvent {
  document.body.append(target);
  target.addEventListener("keydown", (heard) => keyboard.hear(heard), { once: true });
  target.dispatchEvent(event);
  return event;
}

afterEach(() => document.body.replaceChildren());

describe("a chord", () => {
  it("is the place of the key, whatever letter the input method makes of it", () => {
    expect(chordOf(down("KeyA", { key: "ㅁ" }))).toBe("KeyA");
    expect(chordOf(down("KeyX", { key: "X", shiftKey: true }))).toBe("Shift+KeyX");
    expect(chordOf(down("KeyK", { metaKey: true }))).toBe("Ctrl+KeyK");
    expect(chordOf(down("NumpadEnter"))).toBe("Enter");
  });

  it("is none while a syllable is being composed", () => {
    expect(chordOf(down("Enter", { isComposing: true }))).toBeNull();
    expect(chordOf(down("KeyA", { keyCode: 229 } as KeyboardEventInit))).toBeNull();
  });
});

describe("the keyboard", () => {
  it("lets the topmost layer hear first and the next one when it declines", () => {
    const keyboard = new Keyboard();
    const below = vi.fn();
    const above = vi.fn(() => false);
    keyboard.add({ keys: () => ({ Escape: below }) });
    const remove = keyboard.add({ keys: () => ({ Escape: above }) });
    expect(press(keyboard, document.createElement("div"), down("Escape")).defaultPrevented).toBe(true);
    expect([above.mock.calls.length, below.mock.calls.length]).toEqual([1, 1]);
    remove();
    press(keyboard, document.createElement("div"), down("Escape"));
    expect([above.mock.calls.length, below.mock.calls.length]).toEqual([1, 2]);
  });

  it("lets nothing through a dialog", () => {
    const keyboard = new Keyboard();
    const approve = vi.fn();
    keyboard.add({ keys: () => ({ KeyA: approve }) });
    keyboard.add({ keys: () => ({}), modal: true });
    press(keyboard, document.createElement("div"), down("KeyA"));
    expect(approve).not.toHaveBeenCalled();
  });

  it("leaves letters to a text field, but not Escape and Ctrl chords", () => {
    const keyboard = new Keyboard();
    const letter = vi.fn();
    const chord = vi.fn();
    keyboard.add({ keys: () => ({ KeyA: letter, Escape: chord, "Ctrl+KeyK": chord, F5: chord }) });
    for (const event of [down("KeyA"), down("Escape"), down("KeyK", { ctrlKey: true }), down("F5")]) {
      press(keyboard, document.createElement("input"), event);
    }
    expect([letter.mock.calls.length, chord.mock.calls.length]).toEqual([0, 3]);
  });

  it("leaves the chords that edit to a text field", () => {
    const keyboard = new Keyboard();
    const all = vi.fn();
    keyboard.add({ keys: () => ({ "Ctrl+KeyA": all, "Ctrl+ArrowDown": all, "Ctrl+Shift+KeyZ": all }) });
    for (const event of [down("KeyA", { ctrlKey: true }), down("KeyA", { metaKey: true }), down("ArrowDown", { ctrlKey: true }), down("KeyZ", { ctrlKey: true, shiftKey: true })]) {
      expect(press(keyboard, document.createElement("textarea"), event).defaultPrevented).toBe(false);
    }
    expect(all).not.toHaveBeenCalled();
    press(keyboard, document.createElement("div"), down("KeyA", { ctrlKey: true }));
    expect(all).toHaveBeenCalledOnce();
  });

  it("acts once while a key is held down, but keeps moving", () => {
    const keyboard = new Keyboard();
    const approve = vi.fn();
    const move = vi.fn();
    keyboard.add({ keys: () => ({ KeyA: approve, KeyJ: move, "Ctrl+Enter": approve }) });
    for (const repeat of [false, true, true]) {
      press(keyboard, document.createElement("div"), down("KeyA", { repeat }));
      press(keyboard, document.createElement("div"), down("KeyJ", { repeat }));
      keyboard.hearFirst(down("Enter", { ctrlKey: true, repeat }));
    }
    expect([approve.mock.calls.length, move.mock.calls.length]).toEqual([2, 3]);
  });

  it("leaves Enter to the button that has the focus", () => {
    const keyboard = new Keyboard();
    const open = vi.fn();
    keyboard.add({ keys: () => ({ Enter: open }) });
    press(keyboard, document.createElement("button"), down("Enter"));
    expect(open).not.toHaveBeenCalled();
    press(keyboard, document.createElement("div"), down("Enter"));
    expect(open).toHaveBeenCalledOnce();
  });

  it("hears G then I, and forgets G after another key", () => {
    const keyboard = new Keyboard();
    const go = vi.fn();
    const ship = vi.fn();
    keyboard.add({ keys: () => ({ "KeyG KeyI": go, KeyI: ship }) });
    for (const code of ["KeyG", "KeyI", "KeyG", "KeyQ", "KeyI"]) press(keyboard, document.createElement("div"), down(code));
    expect([go.mock.calls.length, ship.mock.calls.length]).toEqual([1, 1]);
  });

  it("takes Ctrl Enter before a control can", () => {
    const keyboard = new Keyboard();
    const send = vi.fn();
    keyboard.add({ keys: () => ({ "Ctrl+Enter": send, KeyA: send }), modal: true });
    keyboard.hearFirst(down("KeyA"));
    expect(send).not.toHaveBeenCalled();
    const event = down("Enter", { ctrlKey: true });
    keyboard.hearFirst(event);
    expect(send).toHaveBeenCalledOnce();
    expect(event.defaultPrevented).toBe(true);
  });
});
