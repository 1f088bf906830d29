import { describe, expect, it } from "vitest";
import type { Term } from "../bindings";
import { readTerm, typedTerm, unitOf } from "./term";

describe("a term in a field", () => {
  it.each<[Term, string]>([
    [{ unit: "hours", count: 24 }, "24"],
    [{ unit: "working_days", count: 3 }, "3"],
    [{ unit: "clock", minutes: 1440 }, "24:00"],
    [{ unit: "same_day", minutes: 725 }, "12:05"],
  ])("%o stands as %s and is read back", (term, typed) => {
    expect(typedTerm(term)).toBe(typed);
    expect(readTerm(typed, term.unit)).toEqual(term);
  });

  it("takes nothing that Rust would refuse", () => {
    expect(["", "0", "-1", "1.5", "9000", "하루"].map((typed) => readTerm(typed, "hours"))).toEqual(Array(6).fill(null));
    expect(["", "25:00", "24:01", "12"].map((typed) => readTerm(typed, "clock"))).toEqual(Array(4).fill(null));
    expect(readTerm("1630", "clock")).toEqual({ unit: "clock", minutes: 990 });
  });

  it("counts in hours where no term is known", () => {
    expect(unitOf(null)).toBe("hours");
  });
});
