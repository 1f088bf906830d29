import { describe, expect, it } from "vitest";
import type { ClaimRowView } from "../bindings";
import { place } from "../shell/place.svelte";
import { claimPlace } from "./place.svelte";
import { answers, sought } from "./search";

const row = (more: Partial<ClaimRowView> = {}): ClaimRowView =>
  ({
    account: "a",
    kind: "return",
    claim: "1180427735",
    order: "2026111111242093",
    lines: [{ product: "극세사 행주" }, { product: "편백 도마" }],
    option: "10매 그레이",
    reason: "단순변심",
    requester: "문*아",
    fault: "buyer",
    ...more,
  }) as unknown as ClaimRowView;

describe("a search of the claims", () => {
  it("finds by product, option, numbers, reason and first consonants", () => {
    for (const typed of ["행주", "도마", "그레이", "1180427735", "42093", "변심", "ㅎㅈ", " 극 세 사 "]) expect([typed, answers(row(), typed)]).toEqual([typed, true]);
    expect([answers(row(), "냄비"), answers(row(), "")]).toEqual([false, true]);
  });

  it("finds a buyer whose name is masked by the whole name, and nobody by stars", () => {
    expect(["문정아", "문*아", "문", "문정"].map((typed) => answers(row(), typed))).toEqual([true, true, true, true]);
    expect(["김정아", "문정", "*", "정"].map((typed) => answers(row({ requester: "문*" }), typed))).toEqual([false, true, false, false]);
  });

  it("goes along with the fault that was chosen", () => {
    const rows = [row(), row({ claim: "2", fault: "seller" }), row({ claim: "3", fault: "seller", lines: [], option: "" })];
    expect(sought(rows, "행주", "seller").map(({ claim }) => claim)).toEqual(["2"]);
    expect(sought(rows, "", "all")).toHaveLength(3);
  });
});

describe("the search box", () => {
  it("searches the claims where they stand, and stays there", () => {
    place.go("claims");
    place.seek("행주");
    expect([place.screen, place.claimSearch, place.search, place.sought]).toEqual(["claims", "행주", "", "행주"]);
    place.seek("");
    expect([place.screen, place.claimSearch]).toEqual(["claims", ""]);
    place.go("journal");
    place.seek("컵");
    expect([place.screen, place.search, place.sought]).toEqual(["inbox", "컵", "컵"]);
  });

  it("hides no claim that an order's panel opens", () => {
    place.claimSearch = "다른 것";
    claimPlace.open(row());
    expect(place.claimSearch).toBe("");
  });
});
