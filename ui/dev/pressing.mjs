// Pictures of what comes of a press: while it may be taken back, and how it ended.
import { bulk, followed, press, pressOne } from "./hands.mjs";

const rest = (ms) => (page) => page.waitForTimeout(ms);
const after = (first, then) => async (page) => {
  await first(page);
  await then(page);
};

/** Selects three claims and opens a fourth. */
async function ticked(page) {
  await press("g", "c", "1", "j", "x", "j", "x", "j", "x", "j", "Enter")(page);
}

/** Refuses a return with words, and comes too late. */
async function late(page) {
  await press("g", "c", "2")(page);
  await page.locator("[data-claim][data-market=smartstore]:not(.unknown, .failed) [data-action=refuse][aria-disabled=false]").first().click();
  await page.fill("[data-testid=ask-text]", "상품을 아직 받지 못해 거부합니다.");
  await page.click("[role=dialog] [data-action=send]");
}

/** Refuses by key the claim whose button has the focus. */
async function byKey(page) {
  await press("g", "c", "1")(page);
  await page.locator("[data-claim]:not(.unknown, .failed) [data-action=refuse][aria-disabled=false]").nth(2).focus();
  await press("r")(page);
}

export const pressShots = (wide, small, narrow) => ({
  undo: { at: wide, ask: "rows=200", act: pressOne },
  undo_done: { at: small, ask: "rows=200", dark: true, act: followed(pressOne, "Control+z") },
  pressed: { at: wide, ask: "rows=200", act: after(pressOne, rest(6_500)) },
  pressed_narrow: { at: narrow, ask: "rows=200", act: after(pressOne, rest(6_500)) },
  pressed_many: { at: wide, ask: "rows=200", act: after(followed(bulk(1_200, true), "Escape"), rest(9_000)) },
  claims_ticked: { at: wide, ask: "rows=200", act: ticked },
  claims_late: { at: wide, ask: "rows=200&scene=stale", act: late },
  claims_bulk_result: { at: wide, ask: "rows=200", act: bulk(1_200, true) },
  claims_bulk_done: { at: wide, ask: "rows=200", act: bulk(7_000, true) },
  refuse_key: { at: wide, ask: "rows=200", act: byKey },
});
