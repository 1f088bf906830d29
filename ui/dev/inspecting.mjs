// What is done on the development page for the pictures of an inspection.

/** Opens the form for the goods of a return that are here. */
export async function inspect(page) {
  for (const key of ["g", "c", "2"]) await page.keyboard.press(key);
  await page.waitForTimeout(250);
  await page.locator("[data-claim][data-step=collected]:not(:has([data-testid=held])):not(.unknown, .failed)").first().click();
  await page.waitForTimeout(250);
  await page.keyboard.press("e");
  await page.waitForSelector("[data-testid=inspect-form]");
  await page.check("[data-result=damaged]");
  await page.fill("[data-testid=inspect-memo]", "뚜껑 하나가 깨져서 돌아옴");
}

/** Presses the refund of goods that were found damaged. */
export async function caution(page) {
  await inspect(page);
  await page.click("[data-action=inspect-save]");
  await page.click("[data-action=add-photos]");
  await page.waitForTimeout(300);
  await page.locator("[data-testid=claim-detail] [data-action=refund]").click();
  await page.waitForSelector("[data-testid=caution]");
}

export async function stepTold(page) {
  await caution(page);
  await page.keyboard.press("Escape");
  await page.locator("[data-testid=stepper] [data-step=refunded] button").hover();
  await page.waitForTimeout(600);
}
