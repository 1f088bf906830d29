import type { ClaimId, ClaimKind, ClaimRowView } from "../bindings";

/** Where the claims screen stands; an order's panel may send it to one claim. */
class ClaimPlace {
  kind = $state<ClaimKind>("cancel");
  claim = $state<ClaimId | null>(null);

  open(row: ClaimRowView): void {
    this.kind = row.kind;
    this.claim = row.claim;
  }
}

export const claimPlace = new ClaimPlace();
