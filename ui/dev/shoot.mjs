// Takes pictures of the development page: `node dev/shoot.mjs [name …]` while `npm run dev` is running.
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";
import { caution, inspect, stepTold } from "./inspecting.mjs";
import { bulk, followed, press, pressOne } from "./hands.mjs";
import { pressShots } from "./pressing.mjs";
import { wordShots } from "./words.mjs";

const base = process.env.PAGE ?? "http://localhost:5174/";
const wanted = process.argv.slice(2);
const folder = new URL("./shots/", import.meta.url).pathname;
mkdirSync(folder, { recursive: true });

const wide = { width: 1440, height: 900 };
const small = { width: 1200, height: 720 };
const narrow = { width: 1100, height: 720 };
const selected = press("j", "j", "Enter", "x", "Shift+j", "Shift+j", "Shift+j", "Shift+j", "Shift+j", "Shift+j");

const shots = {
  undo_inbox: { at: wide, ask: "rows=200", act: followed(shipSent, "Escape") },
  closing: { at: wide, ask: "rows=200", act: followed(pressOne, "Control+q") },
  inbox: { at: wide, ask: "rows=200&scene=stopped", act: selected },
  inbox_dark: { at: wide, ask: "rows=200&scene=stopped", dark: true, act: selected },
  inbox_small: { at: small, ask: "rows=200", act: press("j", "x", "j", "x") },
  inbox_detail_small: { at: small, ask: "rows=200", act: press("j", "Enter") },
  inbox_narrow: { at: narrow, ask: "rows=200&scene=stopped", act: press("j", "x", "j", "x") },
  inbox_narrow_en: { at: narrow, ask: "rows=200&locale=en" },
  inbox_empty: { at: wide, ask: "rows=0" },
  inbox_en: { at: wide, ask: "rows=200&locale=en", act: selected },
  million_end: { at: wide, ask: "rows=1000000", scale: 2, act: press("5", "End") },
  backfill: { at: wide, ask: "rows=200&scene=backfill" },
  ship: { at: wide, ask: "rows=200", act: ship },
  ship_sent: { at: wide, ask: "rows=200", act: shipSent },
  claims: { at: wide, ask: "rows=200", act: press("g", "c", "2", "j", "j") },
  claims_failure: { at: wide, ask: "rows=200", act: press("g", "c", "2", "F8", "F8", "F8") },
  claims_dark: { at: wide, ask: "rows=200", dark: true, act: press("g", "c", "2", "j", "j") },
  claims_cancel: { at: wide, ask: "rows=200", act: press("g", "c", "1") },
  claims_exchange: { at: wide, ask: "rows=200", act: press("g", "c", "3") },
  claims_bulk: { at: wide, ask: "rows=200", act: press("g", "c", "2", "Control+a", "a") },
  claims_bulk_many: { at: wide, ask: "rows=200&scene=many", act: press("g", "c", "2", "Control+a", "a") },
  claims_bulk_reading: { at: wide, ask: "rows=200&scene=reading", act: bulk(3_500, false) },
  claims_wide: { at: { width: 1600, height: 900 }, ask: "rows=200", act: press("g", "c", "2", "Escape") },
  claims_en: { at: wide, ask: "rows=200&locale=en", act: press("g", "c", "2") },
  claims_narrow: { at: narrow, ask: "rows=200", act: press("g", "c", "2") },
  claims_narrow_en: { at: narrow, ask: "rows=200&locale=en", act: press("g", "c", "3", "Escape") },
  deadlines: { at: wide, ask: "rows=200", act: deadlines },
  claims_small: { at: small, ask: "rows=200", act: press("g", "c", "2") },
  refuse: { at: wide, ask: "rows=200", act: press("g", "c", "1", "r") },
  settings: { at: wide, ask: "rows=200&scene=stopped", act: press("g", ",") },
  first: { at: wide, ask: "rows=0&scene=first" },
  first_account: { at: wide, ask: "rows=0&scene=first", act: account },
  first_small: { at: small, ask: "rows=0&scene=first", dark: true, act: account },
  broken: { at: wide, ask: "scene=broken" },
  palette: { at: wide, ask: "rows=200", act: palette },
  toast: { at: wide, ask: "rows=200", act: press("j", "x", "j", "x", "a") },
  split: { at: wide, ask: "rows=200", act: split },
  cancel: { at: wide, ask: "rows=200", act: cancel },
  delay: { at: wide, ask: "rows=200", act: naverForm("delay_notice", "2") },
  receiver: { at: wide, ask: "rows=200", act: gripForm("change_receiver") },
  receiver_wrong_en: { at: wide, ask: "rows=200&locale=en", act: gripReceiver },
  grip_delay: { at: wide, ask: "rows=200", act: gripForm("delay_notice") },
  notify: { at: wide, ask: "rows=200", act: notify },
  account_feeds: { at: wide, ask: "rows=200&scene=stopped", act: accountFeeds },
  hope: { at: wide, ask: "rows=200", act: naverForm("change_hope_delivery", "2") },
  return_asked: { at: wide, ask: "rows=200", act: naverForm("request_return", "3") },
  hold: { at: wide, ask: "rows=200", act: hold },
  held: { at: wide, ask: "rows=200", act: held },
  claim_held: { at: wide, ask: "rows=200", act: claimHeld },
  claim_hold: { at: wide, ask: "rows=200", act: claimHold },
  claim_hold_many: { at: wide, ask: "rows=200", act: holdMany },
  refuse_text: { at: wide, ask: "rows=200&locale=en", act: refuseText },
  capabilities: { at: wide, ask: "rows=200&scene=cut", act: capabilities },
  settings_cut: { at: wide, ask: "rows=200&scene=cut", act: press("g", ",") },
  account_naver: { at: wide, ask: "rows=200", act: naverAccount },
  account_esm: { at: wide, ask: "rows=200", act: esmAccount("gmarket") },
  account_esm_en: { at: narrow, ask: "rows=200&locale=en", act: esmAccount("auction") },
  account_elevenst: { at: wide, ask: "rows=200", act: elevenstAccount },
  parts: { at: wide, ask: "rows=200", act: parts },
  parts_en: { at: wide, ask: "rows=200&locale=en", act: parts },
  undelivered: { at: wide, ask: "rows=200", act: undelivered },
  answer: { at: wide, ask: "rows=200", act: answer },
  dispute: { at: wide, ask: "rows=200", act: dispute },
  claim_elevenst: { at: wide, ask: "rows=200", act: claimAt("elevenst", ":not(:has([data-testid=held])):not(.unknown, .failed)") },
  claim_elevenst_told: { at: wide, ask: "rows=200", act: elevenstTold },
  claim_elevenst_held: { at: wide, ask: "rows=200", act: claimAt("elevenst", ":has([data-testid=held])") },
  claim_esm_held: { at: wide, ask: "rows=200&locale=en", act: claimAt("esm", ":has([data-testid=held])") },
  defer: { at: wide, ask: "rows=200", act: defer },
  convert: { at: wide, ask: "rows=200", act: convert },
  settle: { at: wide, ask: "rows=200", act: press("g", "l") },
  settle_sure: { at: wide, ask: "rows=200", act: settleSure },
  claim_inspect: { at: wide, ask: "rows=200", act: inspect },
  claim_inspect_small: { at: small, ask: "rows=200", act: inspect },
  claim_caution: { at: wide, ask: "rows=200", act: caution },
  claim_step_told: { at: wide, ask: "rows=200", act: stepTold },
  claim_lost: { at: wide, ask: "rows=200", act: claimLost },
  toast_failed: { at: wide, ask: "rows=200&scene=refusing", act: pressFirst },
  toast_unknown: { at: wide, ask: "rows=200&scene=silent&locale=en", act: pressFirst },
  capabilities_open: { at: wide, ask: "rows=200", act: capabilitiesOpen },
  capabilities_narrow: { at: narrow, ask: "rows=200&locale=en", act: capabilities },
  ...wordShots(wide, small, press),
  ...pressShots(wide, small, narrow),
  filter: { at: wide, ask: "rows=200", act: (page) => page.click("[data-testid=filter-status]") },
};

async function open(page, action) {
  await press("2", "j", "Enter")(page);
  await page.click(`[data-testid=offers] [data-action=${action}]`);
}

/** The settings at the terms, one of them the owner's own. */
async function deadlines(page) {
  await press("g", ",")(page);
  const term = page.locator("[data-rule='gmarket.cancel_request'] [data-testid=rule-term]");
  await term.fill("20");
  await term.blur();
  await page.locator("[data-testid=deadlines]").scrollIntoViewIfNeeded();
}

/** Opens the form of an operation on the first SmartStore order of a view. */
function naverForm(action, view) {
  return async (page) => {
    await page.keyboard.press(view);
    await page.waitForTimeout(200);
    await page.locator("[data-testid=grid] [data-account=acc-2] [role=gridcell]:nth-child(3)").first().click();
    await page.click(`[data-testid=offers] [data-action=${action}]`);
    if (action !== "delay_notice") return;
    await page.fill("[data-testid=ask-day]", "2020-01-01");
    await page.fill("[data-testid=ask-text]", "주문이 몰려 제작이 하루 늦어집니다.");
  };
}

/** Opens the form of an operation on Grip's first order that has not left. */
function gripForm(action) {
  return async (page) => {
    await page.keyboard.press("2");
    await page.waitForTimeout(200);
    await page.locator("[data-testid=grid] [data-account=acc-7] [role=gridcell]:nth-child(3)").first().click();
    await page.click(`[data-testid=offers] [data-action=${action}]`);
    await page.waitForTimeout(200);
  };
}

async function gripReceiver(page) {
  await gripForm("change_receiver")(page);
  await page.fill("[data-testid=ask-receiver-phone]", "010-12");
  await page.fill("[data-testid=ask-receiver-postcode]", "123-456");
}

/** A return of Grip's that waits to be taken in. */
async function notify(page) {
  await press("g", "c", "2")(page);
  await page.click("[data-testid=claim-account]");
  await page.click("[data-testid=claim-account-list] [data-value=acc-7]");
  await page.waitForTimeout(200);
  await press("j")(page);
  await page.locator("[data-action=notify]").first().click();
  await page.fill("[data-testid=ask-text]", "받으신 상자에 그대로 담아 서울 성동구 왕십리로 1, 3층으로 보내 주세요.");
}

async function accountFeeds(page) {
  await press("g", ",")(page);
  await page.locator("[data-action=show-feeds]").nth(1).click();
}

async function hold(page) {
  await press("1", "x", "j", "x", "h")(page);
  await page.fill("[data-testid=ask-text]", "주소 확인 중");
}

async function held(page) {
  await page.keyboard.press("5");
  await page.click("[data-testid=filter-hold]");
  await page.waitForTimeout(200);
  await press("x", "j", "x", "Enter")(page);
}

async function claimHeld(page) {
  await press("g", "c", "2")(page);
  await page.locator("[data-testid=held]").first().click();
}

/** A return of Naver's that may be held. */
async function openFree(page) {
  await press("g", "c", "2")(page);
  await page.click("[data-testid=claim-account]");
  await page.click("[data-testid=claim-account-list] [data-value=acc-2]");
  await page.waitForTimeout(200);
}

async function claimHold(page) {
  await openFree(page);
  await page.locator("[data-claim]:not(:has([data-testid=held])):not(.unknown)", { has: page.locator("[data-action=refund]") }).first().click();
  await page.waitForTimeout(200);
  await page.click("[data-testid=claim-detail] [data-action=hold]");
  await page.click("[data-testid=ask-reason]");
  await page.click("[data-value=RETURN_DELIVERYFEE]");
  await page.fill("[data-testid=ask-text]", "왕복 배송비 3,000원 입금 뒤 환불합니다.");
  await page.fill("[data-testid=ask-fee]", "3,000");
}

async function holdMany(page) {
  await openFree(page);
  await press("Shift+x", "h")(page);
}

async function refuseText(page) {
  await openFree(page);
  await page.locator("[data-testid=claims] [data-action=refuse][aria-disabled=false]").first().click();
  await page.fill("[data-testid=ask-text]", "x".repeat(512));
}

async function capabilities(page) {
  await press("g", ",")(page);
  await page.waitForTimeout(200);
  await page.evaluate(() => document.querySelector("[data-testid=capabilities]").scrollIntoView());
}

async function naverAccount(page) {
  await press("g", ",")(page);
  await page.click("[data-action=add-account]");
  await page.click("[data-market=npay]");
  await page.fill("[data-testid=account-name]", "온유몰");
  await page.click("[data-action=paste-client_secret]");
}

function esmAccount(market) {
  return async (page) => {
    await press("g", ",")(page);
    await page.click("[data-action=add-account]");
    await page.click(`[data-market=${market}]`);
    await page.fill("[data-testid=account-name]", "온유마켓");
    await page.fill("[data-testid=field-other_seller_id]", market === "gmarket" ? "onyu_a" : "");
  };
}

async function elevenstAccount(page) {
  await press("g", ",")(page);
  await page.click("[data-action=add-account]");
  await page.click("[data-market=elevenst]");
}

async function parts(page) {
  await page.keyboard.press("2");
  await page.waitForTimeout(250);
  await page.locator("[data-testid=grid] [data-account=acc-4]", { has: page.locator("[role=gridcell]:nth-child(6)", { hasText: /[23]$/ }) }).first().click();
  await page.waitForTimeout(250);
  await page.click("[data-testid=offers] [data-action=ship_pieces]");
  await page.click("[data-testid=courier]");
  await page.click("[data-testid=courier-list] [data-value=CJGLS]");
  await page.locator("[data-testid=part-invoice]").first().focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "633018851205\t1\r\n633018851216\t1\r\n63301885\t2\r\n");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
}

async function undelivered(page) {
  await page.keyboard.press("5");
  await page.click("[data-testid=filter-undelivered]");
  await page.waitForTimeout(250);
  await page.locator("[data-testid=grid] [data-account=acc-4] [role=gridcell]:nth-child(3)").first().click();
  await page.waitForTimeout(250);
  await page.locator("[data-testid=grid] [data-testid=undelivered]").nth(2).hover();
}

async function answer(page) {
  await undelivered(page);
  await page.click("[data-testid=detail] [data-action=answer_undelivered]");
  await page.click("[data-testid=ask-reason]");
  await page.click("[data-testid=ask-reason-list] [data-value='102']");
}

/** Opens a claim of a marketplace in the queue of returns. */
function claimAt(market, more) {
  return async (page) => {
    await press("g", "c", "2")(page);
    await page.waitForTimeout(250);
    const markets = market === "esm" ? ":is([data-market=gmarket], [data-market=auction])" : `[data-market=${market}]`;
    await page.locator(`[data-claim]${markets}${more}`).first().click();
    await page.waitForTimeout(250);
  };
}

async function elevenstTold(page) {
  await press("g", "c", "2", "Escape")(page);
  await page.waitForTimeout(250);
  const row = page.locator("[data-claim][data-market=elevenst]:not(:has([data-testid=held])):not(.unknown, .failed)").first();
  await row.locator("[data-action=refund]").hover();
  await page.waitForTimeout(600);
}

async function defer(page) {
  await claimAt("elevenst", ":has([data-testid=held])")(page);
  await page.click("[data-testid=claim-detail] [data-action=defer]");
}

async function convert(page) {
  await claimAt("esm", ":not(:has([data-testid=held])):not(.unknown, .failed)")(page);
  await page.click("[data-testid=claim-detail] [data-action=convert]");
}

async function dispute(page) {
  await press("g", "c", "1")(page);
  await page.waitForTimeout(250);
  await page.locator("[data-claim][data-market=elevenst] [data-action=refuse][aria-disabled=false]").first().click();
  await page.click("[data-testid=ask-reason]");
  await page.click("[data-testid=ask-reason-list] [data-value='01']");
}

async function settleSure(page) {
  await press("g", "l")(page);
  await page.click("[data-action=settle-not]");
}

async function claimLost(page) {
  await press("g", "c", "2")(page);
  await page.waitForTimeout(250);
  await page.locator("[data-claim].unknown").first().click();
}

async function pressFirst(page) {
  await pressOne(page);
  await page.waitForTimeout(6600);
}

async function capabilitiesOpen(page) {
  await capabilities(page);
  await page.click("[data-row=change_invoice] [data-action=open-row]");
  await page.click("[data-row=refuse_cancel] [data-action=open-row]");
}

async function cancel(page) {
  await open(page, "cancel_sale");
}
async function split(page) {
  await open(page, "split_ship");
}

async function palette(page) {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("ㅋㄹㅇ");
}

async function pasteInto(page, text) {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData("text/plain", pasted);
    window.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

async function ship(page) {
  await press("2", "x", ...Array(14).fill("Shift+j"))(page);
  await page.waitForTimeout(200);
  await page.keyboard.press("i");
  await page.waitForSelector("[data-testid=ship-sheet] [data-bundle]");
  await page.waitForTimeout(400);
  await pasteInto(page, "CJ대한통운\t633018851205\r\nCJ대한통운\t633018851216\r\n우체국택배\t6892401157011\r\nCJ대한통운\t63301885124\r\nCJ대한통운\t6.33E+11\r\nCJ대한통운\t633018851216\r\n로젠택배\t'12345678901\r\n");
}

async function shipSent(page) {
  await ship(page);
  await pasteInto(page, "CJ대한통운\t633018851207\r\nCJ대한통운\t633018851216\r\n");
  await page.waitForTimeout(150);
  await page.keyboard.press("Control+Enter");
  await page.waitForTimeout(1200);
}

async function account(page) {
  await page.click("[data-testid=way-account]");
  await page.fill("[data-testid=account-name]", "온유상점");
  await page.fill("[data-testid=field-vendor_id]", "A00123456");
  await page.click("[data-action=paste-access_key]");
  await page.click("[data-action=paste-secret_key]");
  await page.waitForTimeout(100);
  await page.keyboard.press("Control+Enter");
  await page.waitForTimeout(250);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [name, shot] of Object.entries(shots)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const context = await browser.newContext({ viewport: shot.at, deviceScaleFactor: shot.scale ?? 1, colorScheme: shot.dark ? "dark" : "light", reducedMotion: "reduce" });
  const page = await context.newPage();
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && console.log(`${name}: ${message.text()}`));
  page.on("pageerror", (error) => console.log(`${name}: ${error.stack ?? error.message}`));
  // The window runs with frozen prototypes; what cannot live with that shows here.
  if (process.env.FREEZE) await page.addInitScript(() => Object.freeze(Object.prototype));
  await page.goto(base + (shot.ask ? `?${shot.ask}` : ""));
  await page.waitForSelector("html[data-ready=true]", { timeout: 60000 });
  await page.waitForTimeout(150);
  await shot.act?.(page);
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${folder}${name}.png` });
  console.log(`${name} ok`);
  await context.close();
}
await browser.close();
