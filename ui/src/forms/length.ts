import type { Length } from "../bindings";

/** Unicode code points, without the spaces around them. */
export const characters = (text: string): number => [...text.trim()].length;

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** How long words are in their marketplace's unit; Rust counts them in the same way. */
export function counted(length: Length, words: string): number {
  const text = words.trim();
  return length.unit === "bytes" ? bytes(text) : characters(text);
}

/** Whether there are too few words: bytes are counted as the narrowest encoding has them. */
export function isShort(length: Length, words: string): boolean {
  const text = words.trim();
  const narrow = (letter: string): number => Math.min(2, bytes(letter));
  const least = length.unit === "bytes" ? [...text].reduce((sum, letter) => sum + narrow(letter), 0) : [...text].length;
  return least < length.at_least;
}

export const isLong = (length: Length, words: string): boolean => counted(length, words) > length.at_most;

/** Where the words that fit end: what stands behind it is too much. */
export function endOf(length: Length, words: string): number {
  const from = words.length - words.trimStart().length;
  let room = length.at_most;
  let end = from;
  for (const letter of words.slice(from)) {
    room -= length.unit === "bytes" ? bytes(letter) : 1;
    if (room < 0) break;
    end += letter.length;
  }
  // The spaces behind the words are not sent.
  return words.slice(end).trim() === "" ? words.length : end;
}
