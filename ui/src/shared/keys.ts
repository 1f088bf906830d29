/**
 * A pressed key by its place on the keyboard, such as `KeyJ`, `Shift+KeyX` or `Ctrl+KeyK`. With the Hangul
 * input method on, the key A arrives as ㅁ, so letters are never compared. Two in a row are joined by a space.
 */
export type Chord = string;

/** Answers `false` when the press was none of its business after all. */
export type Press = (event: KeyboardEvent) => unknown;

/** Keys of one part of the window. */
export interface Layer {
  keys: () => Record<Chord, Press>;
  /** What lies beneath hears nothing. */
  modal?: boolean;
}

const SEQUENCE_MS = 1_200;

/** The chord of a press, or `null` while the input method is composing a syllable. */
export function chordOf(event: KeyboardEvent): Chord | null {
  // 229 is what WebKit reports for keys the input method took before isComposing is set.
  if (event.isComposing || event.keyCode === 229) return null;
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey) parts.push("Shift");
  parts.push(event.code === "NumpadEnter" ? "Enter" : event.code);
  return parts.join("+");
}

/** Whether the person is typing into the target. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** What edits a text: selecting all of it, copying, cutting, pasting, undoing and moving by words. */
const EDITS = /^Ctrl\+(Shift\+)?(Key[ACVXYZ]|Arrow(Left|Right|Up|Down)|Home|End|Backspace|Delete)$/;

const reachesThroughTyping = (chord: Chord): boolean =>
  (chord.startsWith("Ctrl+") && !EDITS.test(chord)) || chord === "Escape" || /^F\d+$/.test(chord);

/** A key that is held down moves on and on, but acts once. */
const isHeld = (chord: Chord, event: KeyboardEvent): boolean =>
  event.repeat && !/^(Shift\+)?(Key[JK]|Arrow(Up|Down)|Page(Up|Down))$/.test(chord);

/** Enter and Space on a control press that control. */
const pressesControl = (chord: Chord, target: EventTarget | null): boolean =>
  (chord === "Enter" || chord === "Space") &&
  target instanceof HTMLElement &&
  target.closest("button, a, [role=menuitem], [role=option], summary") !== null;

/** The layers of keys, the topmost first to hear. */
export class Keyboard {
  #layers: Layer[] = [];
  #begun: { chord: Chord; at: number } | null = null;

  /** Puts a layer on top; the answer takes it off again. */
  add(layer: Layer): () => void {
    this.#layers.push(layer);
    return () => {
      this.#layers = this.#layers.filter((other) => other !== layer);
    };
  }

  /** Hears, before any control does, the keys that no control has a use for. */
  hearFirst(event: KeyboardEvent): void {
    const chord = chordOf(event);
    if (chord === null || !/^(Ctrl\+Enter|Ctrl\+KeyK|F\d+)$/.test(chord)) return;
    if (isHeld(chord, event)) event.preventDefault();
    else if (this.#press(chord, event)) event.stopPropagation();
  }

  /** Hears a press. */
  hear(event: KeyboardEvent): void {
    const chord = chordOf(event);
    if (chord === null || event.defaultPrevented) return;
    if (isTyping(event.target) && !reachesThroughTyping(chord)) return;
    if (pressesControl(chord, event.target) || isHeld(chord, event)) return;
    const begun = this.#takeBegun(event.timeStamp);
    const heard = (begun !== null && this.#press(`${begun} ${chord}`, event)) || this.#press(chord, event);
    if (!heard && this.#begins(chord)) this.#begun = { chord, at: event.timeStamp };
  }

  #takeBegun(at: number): Chord | null {
    const begun = this.#begun;
    this.#begun = null;
    return begun !== null && at - begun.at < SEQUENCE_MS ? begun.chord : null;
  }

  #audible(): Layer[] {
    const top = [...this.#layers].reverse();
    const modal = top.findIndex((layer) => layer.modal);
    return modal < 0 ? top : top.slice(0, modal + 1);
  }

  #press(chord: Chord, event: KeyboardEvent): boolean {
    for (const layer of this.#audible()) {
      const press = layer.keys()[chord];
      if (press === undefined || press(event) === false) continue;
      event.preventDefault();
      return true;
    }
    return false;
  }

  #begins(chord: Chord): boolean {
    return this.#audible().some((layer) => Object.keys(layer.keys()).some((key) => key.startsWith(`${chord} `)));
  }
}

/** The window's keyboard. */
export const keyboard = new Keyboard();
