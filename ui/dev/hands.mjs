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
