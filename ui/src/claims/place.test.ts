import { expect, it } from "vitest";
import type { ClaimRowView } from "../bindings";
import { ClaimPlace } from "./place.svelte";

const rows = (...claims: string[]): ClaimRowView[] => claims.map((claim) => ({ account: "a", claim, step: "requested" }) as ClaimRowView);
const settle = (place: ClaimPlace, of: ClaimRowView[]): ClaimRowView | null => place.settle(of, of);

function placeAt(claim: string, ...claims: string[]): ClaimPlace {
  const place = new ClaimPlace();
  place.claim = `a/${claim}`;
  settle(place, rows(...claims));
  return place;
}

it("takes the first claim of a queue once", () => {
  const place = new ClaimPlace();
  settle(place, []);
  expect(place.claim).toBeNull();
  settle(place, rows("1", "2"));
  settle(place, rows("new", "1", "2"));
  expect(place.claim).toBe("a/1");
});

it("goes to no other claim when its own leaves the queue", () => {
  const place = placeAt("2", "1", "2", "3");
  const left = rows("1", "3");
  settle(place, left);
  expect([place.claim, left.some((row) => place.isHere(row))]).toEqual(["a/2", false]);
});

it("goes on, when asked to, from the place of a claim that left", () => {
  expect(placeAt("2", "1", "2", "3").move(1, rows("1", "3"))?.claim).toBe("3");
  expect(placeAt("2", "1", "2", "3").move(-1, rows("1", "3"))?.claim).toBe("1");
  expect(placeAt("1", "1").move(1, [])).toBeUndefined();
});

it("answers the taken claim once when it came to another step, and no other claim", () => {
  const place = placeAt("2", "1", "2");
  const [one, two] = rows("1", "2") as [ClaimRowView, ClaimRowView];
  const approved: ClaimRowView = { ...two, step: "approved" };
  expect(settle(place, [{ ...one, step: "approved" }, two])).toBeNull();
  expect([settle(place, [one, approved]), settle(place, [one, approved])]).toEqual([approved, null]);
  place.move(-1, [one, approved]);
  expect(settle(place, [one, approved])).toBeNull();
});
