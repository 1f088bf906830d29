// Pictures of templates and of what happened without us.
export const wordShots = (wide, small, press) => ({
  happenings: { at: wide, ask: "rows=200&scene=alarm", act: press("g", "n", "j") },
  happenings_dark_en: { at: small, ask: "rows=200&locale=en", dark: true, act: press("g", "n") },
  alarm: { at: wide, ask: "rows=200&scene=alarm" },
  template_menu: { at: wide, ask: "rows=200", act: templateMenu },
  template_filled: { at: wide, ask: "rows=200", act: templateFilled },
  template_over: { at: wide, ask: "rows=200", act: templateOver },
  template_many: { at: wide, ask: "rows=200", act: templateMany },
  templates: { at: wide, ask: "rows=200", act: templates },
  template_form: { at: wide, ask: "rows=200", act: templateForm },
  keys: { at: wide, ask: "rows=200", act: press("Shift+Slash") },
  journal: { at: wide, ask: "rows=200", act: press("g", "l") },
});

/** The form that refuses a return of SmartStore's. */
async function refuseReturn(page) {
  for (const key of ["g", "c", "2"]) await page.keyboard.press(key);
  await page.waitForTimeout(200);
  await page.locator("[data-market=smartstore] [data-action=refuse]:not([aria-disabled=true])").first().click();
  await page.waitForSelector("[data-testid=template]");
}

async function templateMenu(page) {
  await refuseReturn(page);
  await page.keyboard.press("Control+m");
}

async function templateFilled(page) {
  await templateMenu(page);
  await page.click("[data-testid=template-list] [data-value=t2]");
}

async function templateOver(page) {
  await refuseReturn(page);
  await page.fill("[data-testid=ask-text]", "보내 주신 상품에서 사용 흔적이 확인되었습니다. ".repeat(22));
}

async function templateMany(page) {
  for (const key of ["g", "c", "2"]) await page.keyboard.press(key);
  await page.waitForTimeout(200);
  const rows = page.locator("[data-market=smartstore]:has([data-action=refuse]:not([aria-disabled=true])) [data-testid=select-claim]");
  for (let at = 0; at < Math.min(3, await rows.count()); at++) await rows.nth(at).click();
  await page.keyboard.press("r");
  await page.waitForSelector("[data-testid=template]");
  await page.keyboard.press("Control+m");
  await page.click("[data-testid=template-list] [data-value=t2]");
}

async function templates(page) {
  for (const key of ["g", "Comma"]) await page.keyboard.press(key);
  await page.waitForSelector("[data-testid=templates]");
  await page.locator("[data-testid=templates]").scrollIntoViewIfNeeded();
}

async function templateForm(page) {
  await templates(page);
  await page.click("[data-template=t2]");
}
