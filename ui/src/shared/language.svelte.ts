import type { Sentence } from "../bindings";
import { isLocale, overwriteGetLocale, type Locale } from "../paraglide/runtime";

let current = $state<Locale>("ko");

// Every message function asks for the locale while it renders, so a rune here repaints the window without a reload.
overwriteGetLocale(() => current);

/** The language the window speaks now. */
export function language(): Locale {
  return current;
}

/** Speaks another language; a word that names none is ignored. */
export function speak(locale: string): void {
  if (!isLocale(locale)) return;
  current = locale;
  document.documentElement.lang = locale;
}

/** A sentence from Rust in the window's language. */
export function say(sentence: Sentence): string {
  return sentence[current];
}
