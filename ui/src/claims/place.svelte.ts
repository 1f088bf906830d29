import type { ClaimKind, ClaimRowView } from "../bindings";

/** A claim's name on the screen: its number is one of its marketplace's, and two accounts may have the same. */
export const nameOf = (row: Pick<ClaimRowView, "account" | "claim">): string => `${row.account}/${row.claim}`;

/** Where the claims screen stands; an order's panel may send it to one claim. */
class ClaimPlace {
  kind = $state<ClaimKind>("cancel");
  /** The name of the claim, as `nameOf` gives it. */
  claim = $state<string | null>(null);

  open(row: ClaimRowView): void {
    this.kind = row.kind;
    this.claim = nameOf(row);
  }
}

export const claimPlace = new ClaimPlace();
