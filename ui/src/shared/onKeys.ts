import { onMount } from "svelte";
import { keyboard, type Chord, type Press } from "./keys";

/** Keys that hold while the component stands. */
export function onKeys(keys: () => Record<Chord, Press>, modal = false): void {
  onMount(() => keyboard.add({ keys, modal }));
}
