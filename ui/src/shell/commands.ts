import { onMount } from "svelte";
import { matches } from "./initials";

/** One entry of the palette. */
export interface Command {
  id: string;
  word: string;
  keys?: string;
  /** Why it cannot be pressed now; it is only found by its name then. */
  reason?: string;
  run: () => unknown;
}

/** What can be done where the window stands. */
export interface CommandGroup {
  title: string;
  entries: Command[];
}

/** Whether the palette shows a command for what was typed: one that cannot be pressed only answers its name. */
export const isFound = (entry: Command, typed: string): boolean => (entry.reason === undefined || typed.trim() !== "") && matches(entry.word, typed);

let asked: (() => CommandGroup | null)[] = [];

/** What the parts of the window offer now. */
export const commandsHere = (): CommandGroup[] => asked.map((ask) => ask()).filter((group) => group !== null);

/** Offers commands while the component stands. */
export function onCommands(ask: () => CommandGroup | null): void {
  onMount(() => {
    asked = [...asked, ask];
    return () => (asked = asked.filter((other) => other !== ask));
  });
}
