import { describe, expect, it } from "vitest";
import type { ParcelStop } from "../bindings";
import type { ParcelRow, ParcelState } from "./rows";
import { ShipSheetRows } from "./sheet.svelte";

const CANCEL = { ko: "취소 요청이 들어와 발송에서 뺐습니다.", en: "A cancel request came in." };
const couriers = [{ code: "CJGLS", name: "CJ대한통운", rule: { ko: "숫자 10·12자리", en: "" }, numbered: true, last_used: false }];

const row = (bundle: string, state: ParcelState = "open"): ParcelRow =>
  ({ account: "a", bundle, lines: [`${bundle}:1`, `${bundle}:2`], courier: "CJGLS", invoice: "", fault: null, state, quote: null, advice: null, part: null }) as unknown as ParcelRow;

const stop = (bundle: string, more: Partial<ParcelStop> = {}): ParcelStop => ({ account: "a", line: `${bundle}:1`, lines: [`${bundle}:1`, `${bundle}:2`], whole: true, reason: CANCEL, ...more });

/** A sheet with three parcels whose numbers are typed. */
function sheet(...states: ParcelState[]): ShipSheetRows {
  const made = new ShipSheetRows("ship");
  made.couriersOf = () => couriers;
  made.rows = ["b1", "b2", "b3"].map((bundle, index) => row(bundle, states[index]));
  made.loading = false;
  made.paste(0, "633018851205\n633018851216\n633018851220");
  return made;
}

describe("a claim that comes while numbers are written", () => {
  it("takes its parcel off, which is neither ready nor sent nor counted, and keeps it on the screen with the reason", () => {
    const made = sheet();
    expect(made.ready).toEqual([0, 1, 2]);
    made.heed([stop("b2")]);
    expect(made.ready).toEqual([0, 2]);
    expect(made.rows[1]).toMatchObject({ state: "stopped", advice: CANCEL, invoice: "633018851216" });
    made.drop(0);
    expect(made.rows).toHaveLength(3);
    made.drop(1);
    expect(made.rows.map(({ bundle }) => bundle)).toEqual(["b1", "b3"]);
    expect(made.undo()).toBe(false);
  });

  it("puts the parcel back with its number when the claim goes", () => {
    const made = sheet();
    made.heed([stop("b2")]);
    made.heed([]);
    expect(made.rows[1]).toMatchObject({ state: "open", advice: null, invoice: "633018851216" });
    expect(made.ready).toEqual([0, 1, 2]);
  });

  it("shifts no number to another parcel when a column is pasted again", () => {
    const made = sheet();
    made.heed([stop("b2")]);
    made.paste(0, "633018851301\n633018851312\n633018851323");
    expect(made.rows.map(({ invoice }) => invoice)).toEqual(["633018851301", "633018851312", "633018851323"]);
    expect(made.rows[1]?.state).toBe("stopped");
    made.undo();
    expect(made.rows[1]).toMatchObject({ state: "stopped", invoice: "633018851216" });
  });

  it("leaves alone what is on its way or was blocked before", () => {
    const states: ParcelState[] = ["sending", "blocked", "done"];
    const made = sheet(...states);
    made.heed(["b1", "b2", "b3"].map((bundle) => stop(bundle)));
    expect(made.rows.map(({ state }) => state)).toEqual(states);
  });

  it("says of a part that it stays while the rest goes", () => {
    const made = sheet();
    made.heed([stop("b1", { whole: false, lines: ["b1:2"] }), stop("b2", { whole: false, lines: ["other:9"] })]);
    expect(made.rows.map(({ part }) => part)).toEqual([CANCEL, null, null]);
    expect(made.ready).toEqual([0, 1, 2]);
    made.heed([]);
    expect(made.rows[0]?.part).toBeNull();
  });

  it("is stepped over by the keyboard", () => {
    const made = sheet();
    made.heed([stop("b2")]);
    expect([made.step(0, 1), made.step(2, -1), made.step(2, 1)]).toEqual([2, 0, 2]);
  });
});
