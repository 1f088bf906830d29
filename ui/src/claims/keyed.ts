import type { ClaimRowView } from "../bindings";
import { nameOf } from "./place.svelte";

/** What a key acts on: the claims that are selected, else the one that the screen stands at. */
export function keyed(chosen: readonly ClaimRowView[], here: ClaimRowView | undefined): readonly ClaimRowView[] {
  if (chosen.length > 0) return chosen;
  return here ? [here] : [];
}

/** Whether a key may be shown on a claim's own buttons: with others selected, it would press those instead. */
export const keyedAlone = (row: ClaimRowView, chosen: readonly ClaimRowView[]): boolean =>
  chosen.every((each) => nameOf(each) === nameOf(row));
