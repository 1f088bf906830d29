import { expect, it } from "vitest";
import type { ClaimRowView } from "../bindings";
import { ClaimPlace } from "./place.svelte";

const rows = (...claims: string[]): ClaimRowView[] => claims.map((claim) => ({ account: "a", claim }) as ClaimRowView);

function placeAt(claim: string, ...claims: string[]): ClaimPlace {
  const place = new ClaimPlace();
  place.claim = `a/${claim}`;
  place.settle(rows(...claims));
  return place;
}

it("takes the first claim of a queue once", () => {
  const place = new ClaimPlace();
  place.settle([]);
  expect(place.claim).toBeNull();
  place.settle(rows("1", "2"));
  place.settle(rows("new", "1", "2"));
  expect(place.claim).toBe("a/1");
});

it("goes to no other claim when its own leaves the queue", () => {
  const place = placeAt("2", "1", "2", "3");
  const left = rows("1", "3");
  place.settle(left);
  expect([place.claim, left.some((row) => place.isHere(row))]).toEqual(["a/2", false]);
});

it("goes on, when asked to, from the place of a claim that left", () => {
  expect(placeAt("2", "1", "2", "3").move(1, rows("1", "3"))?.claim).toBe("3");
  expect(placeAt("2", "1", "2", "3").move(-1, rows("1", "3"))?.claim).toBe("1");
  expect(placeAt("1", "1").move(1, [])).toBeUndefined();
});
