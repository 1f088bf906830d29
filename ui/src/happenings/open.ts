import type { HappeningView } from "../bindings";
import { claimPlace } from "../claims/place.svelte";
import { place } from "../shell/place.svelte";

/** Goes to the claim that something happened to, or finds its order in the inbox. */
export function open({ account, claim, order }: HappeningView): void {
  if (claim) {
    const [id, kind] = claim;
    claimPlace.kind = kind;
    claimPlace.claim = `${account}/${id}`;
    place.go("claims");
  } else {
    place.find(order);
  }
}
