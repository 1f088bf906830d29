// What the picture taker does with its hands.

/** Presses keys one after the other. */
export const press = (...keys) => async (page) => {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(40);
  }
};

/** Opens the plan of many claims, confirms it perhaps, and waits. */
export function bulk(after, confirm) {
  return async (page) => {
    await press("g", "c", "2", "Control+a", "a")(page);
    if (confirm) await page.waitForSelector("[data-testid=plan] [data-first]:enabled").then((button) => button.press("Enter"));
    await page.waitForTimeout(after);
  };
}

/** Presses keys after something else was done. */
export const followed = (first, ...keys) => async (page) => {
  await first(page);
  await press(...keys)(page);
};

/** Presses a refund of the first return that takes it; it waits to be taken back. */
export async function pressOne(page) {
  await press("g", "c", "2")(page);
  await page.waitForTimeout(250);
  await page.locator("[data-claim]:not(.unknown, .failed) [data-action=refund][aria-disabled=false]").first().click();
  await page.waitForTimeout(250);
  if (await page.locator("[role=dialog] [data-action=send]").count()) await page.click("[role=dialog] [data-action=send]");
  await page.waitForTimeout(400);
}
