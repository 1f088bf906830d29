import type { ClaimKind, ClaimRowView, ClaimStep } from "../bindings";
import { place } from "../shell/place.svelte";

/** A claim's name on the screen: its number is one of its marketplace's, and two accounts may have the same. */
export const nameOf = (row: Pick<ClaimRowView, "account" | "claim">): string => `${row.account}/${row.claim}`;

/** Where the claims screen stands; an order's panel may send it to one claim. */
export class ClaimPlace {
  kind = $state<ClaimKind>("cancel");
  /** The name of the claim, as `nameOf` gives it; nothing until the first one of a queue is there. */
  claim = $state<string | null>(null);
  /** Where the claim stands among the visible ones, or stood when it was last seen. */
  #last = 0;
  /** The claim that was taken and its step, when they were last seen. */
  #seen: { claim: string; step: ClaimStep } | null = null;

  open(row: ClaimRowView): void {
    // What was searched for before might hide it.
    place.claimSearch = "";
    this.kind = row.kind;
    this.claim = nameOf(row);
  }

  /** Takes the first claim where none was taken, and remembers where the taken one stands; answers it when it came to
   * another step since. */
  settle(rows: readonly ClaimRowView[], visible: readonly ClaimRowView[]): ClaimRowView | null {
    const first = visible[0];
    if (this.claim === null && first) this.claim = nameOf(first);
    const at = visible.findIndex((row) => this.isHere(row));
    if (at >= 0) this.#last = at;
    const here = rows.find((row) => this.isHere(row));
    if (!here) return null;
    const moved = this.#seen?.claim === nameOf(here) && this.#seen.step !== here.step;
    this.#seen = { claim: nameOf(here), step: here.step };
    return moved ? here : null;
  }

  /** Goes on by one claim; from one that left, to those that stand around its old place. */
  move(by: number, visible: readonly ClaimRowView[]): ClaimRowView | undefined {
    const at = visible.findIndex((row) => this.isHere(row));
    // The next claim has slid into the place of the one that left.
    const from = at >= 0 ? at : by > 0 ? this.#last - 1 : this.#last;
    const next = visible[Math.min(Math.max(0, from + by), visible.length - 1)];
    if (next) this.claim = nameOf(next);
    return next;
  }

  /** Whether it is the claim that the screen stands at. */
  isHere(row: ClaimRowView): boolean {
    return nameOf(row) === this.claim;
  }
}

export const claimPlace = new ClaimPlace();
