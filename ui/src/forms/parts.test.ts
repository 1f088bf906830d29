import fc from "fast-check";
import { flushSync } from "svelte";
import { describe, expect, it } from "vitest";
import type { CourierView } from "../bindings";
import { Parts, spread } from "./parts.svelte";

const COURIERS: CourierView[] = [{ code: "CJ", name: "CJ대한통운", rule: { ko: "숫자 10·12자리", en: "10·12 digits" }, numbered: true, last_used: false }];

function typed(most: number, rows: [string, number][]): Parts {
  const parts = new Parts(most);
  parts.courier = "CJ";
  parts.rows = rows.map(([invoice, pieces]) => ({ invoice, fault: null, pieces }));
  flushSync();
  return parts;
}

const ready = (most: number, rows: [string, number][]): boolean => typed(most, rows).ready(COURIERS);

describe("several parcels of one line", () => {
  it("leave when each has its own right number and all pieces are in one of them", () => {
    expect(ready(3, [["1234567890", 2], ["1234567891", 1]])).toBe(true);
  });

  it("stay when a number is missing, wrong or used twice", () => {
    expect(ready(3, [["1234567890", 2], ["", 1]])).toBe(false);
    expect(ready(3, [["1234567890", 2], ["12345", 1]])).toBe(false);
    expect(ready(3, [["1234567890", 2], ["1234567890", 1]])).toBe(false);
  });

  it("stay when pieces are left over, are too many or are none", () => {
    const pieces = [[1, 1], [2, 2], [3, 0], [1.5, 1.5], [4, -1], [2, 1]];
    expect(pieces.map(([one = 0, other = 0]) => ready(3, [["1234567890", one], ["1234567891", other]]))).toEqual([false, false, false, false, false, true]);
  });

  it("stay when it is one parcel, or nobody carries them", () => {
    expect(ready(3, [["1234567890", 3]])).toBe(false);
    const nobody = typed(3, [["1234567890", 2], ["1234567891", 1]]);
    nobody.courier = "";
    expect(nobody.ready(COURIERS)).toBe(false);
  });

  it("share pieces out so that none is lost", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 1, max: 40 }), (pieces, parcels) => {
        const shares = spread(pieces, parcels);
        expect(shares.length).toBe(parcels);
        expect(shares.reduce((sum, each) => sum + each, 0)).toBe(pieces);
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("grow with a pasted column of numbers, and share the pieces anew", () => {
    const parts = new Parts(7);
    parts.paste(0, "1234567890\r\n1234-567-891\r\n'1234567892\r\n");
    expect(parts.given).toEqual([["1234567890", 3], ["1234567891", 2], ["1234567892", 2]]);
  });

  it("take pieces from the column beside the numbers", () => {
    const parts = new Parts(7);
    parts.paste(0, "송장번호\t수량\r\n1234567890\t5\r\n1234567891\t2\r\n");
    expect(parts.given).toEqual([["1234567890", 5], ["1234567891", 2]]);
  });

  it("keep the parcels before the one that was pasted into", () => {
    const parts = typed(6, [["1234567890", 4], ["", 2]]);
    parts.paste(1, "1234567891\t1\n1234567892\t1\n");
    expect(parts.given).toEqual([["1234567890", 4], ["1234567891", 1], ["1234567892", 1]]);
  });

  it("begin a new one with what no other holds", () => {
    const parts = typed(5, [["1234567890", 2], ["1234567891", 1]]);
    parts.add();
    expect([parts.sum, parts.rows[2]?.pieces]).toEqual([5, 2]);
    parts.remove(0);
    expect(parts.sum).toBe(3);
  });
});
