import { onMount } from "svelte";

/** One entry of the palette. */
export interface Command {
  id: string;
  word: string;
  keys?: string;
  run: () => unknown;
}

/** What can be done where the window stands. */
export interface CommandGroup {
  title: string;
  entries: Command[];
}

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
