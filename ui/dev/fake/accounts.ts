import type { AccountView, CheckView, CourierView, DescriptorView, FeedView, HealthView, Marketplace, Problem } from "../../src/bindings";
import { ago, MINUTE, scene, sentence } from "./scene";
import { isNaver, type Shop, SHOPS } from "./shops";

const stopped: Problem = {
  code: "address_not_registered",
  sentence: sentence("등록되지 않은 IP라 네이버가 거부했습니다. 커머스API센터의 애플리케이션에 이 PC의 IP를 추가하세요.", "Naver refused this address. Add this PC's IP to the application."),
  quote: "허용되지 않은 IP입니다.",
  remedy: { do: "open_link", url: "https://apicenter.commerce.naver.com" },
};
const punished: Problem = {
  code: "quota_exceeded",
  sentence: sentence("네이버가 이 애플리케이션의 호출을 시간당 1회로 줄였습니다. 다른 프로그램이 토큰을 잘못 요청하는지 확인하고, 하루 뒤에 풀리기를 기다리세요.", "Naver has cut this application to one call an hour. See whether another program asks for tokens the wrong way, and wait a day."),
  quote: "GW.QUOTA_LIMIT",
  remedy: { do: "wait" },
};

const COUPANG_FEEDS = ["orders.fresh", "orders.ACCEPT", "orders.INSTRUCT", "returns.RU", "returns.RU.late", "returns.CANCEL", "exchanges.all", "withdrawals.period", "withdrawals.open"];
const NAVER_FEEDS = ["changes", "orders.paid", "open", "changes.day"];

const ELEVENST_FEEDS = ["complete", "packaging", "cancelorders", "returnorders", "exchangeorders", "shipping", "nondeliverylist", "open"];
const ESM_FEEDS = ["orders.1", "orders.2", "cancels", "returns.1", "exchanges.1", "undelivered"];
const GRIP_FEEDS = ["cancels", "orders.new", "orders.open", "returns.open", "exchanges.open", "orders.left", "returns.again", "claims.open"];
const FEEDS: Partial<Record<Marketplace, string[]>> = { coupang: COUPANG_FEEDS, smartstore: NAVER_FEEDS, npay: NAVER_FEEDS, elevenst: ELEVENST_FEEDS, gmarket: ESM_FEEDS, auction: ESM_FEEDS, grip: GRIP_FEEDS };

function feedsOf(market: Marketplace, problem: Problem | null): FeedView[] {
  const failing = (index: number): boolean => problem !== null && index < 2;
  return (FEEDS[market] ?? []).map((feed, index) => ({
    feed,
    read_until: ago((index + 1) * MINUTE),
    last_ok_at: ago(failing(index) ? 38 * MINUTE : (index + 1) * MINUTE),
    next_at: ago(-index * MINUTE),
    failing_since: failing(index) ? ago(37 * MINUTE) : null,
    last_error: problem && failing(index) ? (problem.code === "quota_exceeded" ? sentence("호출 한도 초과 (HTTP 429)", "Too many calls (HTTP 429)") : sentence("등록되지 않은 IP (HTTP 403)", "Address not registered (HTTP 403)")) : null,
  }));
}

function healthOf({ market }: Shop, problem: Problem | null): HealthView {
  const cut = problem?.code === "quota_exceeded";
  return {
    last_ok_at: ago(problem ? 38 * MINUTE : 2 * MINUTE),
    failing_since: problem ? ago(38 * MINUTE) : null,
    problem,
    closed_until: cut ? ago(-22 * MINUTE) : null,
    progress: scene.name === "backfill" ? { done: 12, total: 31, backfill: true } : null,
    rate: isNaver(market) ? { limit: 2, burst: 4, remaining: 4, period: "SECONDS" } : null,
    quota: cut ? { limit: 1, burst: null, remaining: 0, period: "HOURS" } : null,
    last_trace: isNaver(market) ? "cr01^1789445012345^7fd2a0" : null,
  };
}

function problemOf(market: Marketplace): Problem | null {
  if (scene.name === "stopped" && market === "smartstore") return stopped;
  return scene.name === "cut" && market === "npay" ? punished : null;
}

function account(shop: Shop, sandbox: boolean): AccountView {
  const problem = problemOf(shop.market);
  return {
    id: shop.account,
    marketplace: shop.market,
    name: shop.name,
    seller_id: shop.seller,
    sandbox,
    health: healthOf(shop, problem),
    feeds: feedsOf(shop.market, problem),
    key_ends_on: sandbox ? null : "2026-12-24",
    key_issued_on: sandbox ? null : "2026-06-27",
    base_url: null,
    proxy: null,
  };
}

export let accounts: AccountView[] =
  scene.name === "first" ? [] : SHOPS.slice(0, scene.name === "one" ? 1 : SHOPS.length).map((shop) => account(shop, shop.market === "npay" || shop.market === "elevenst"));

export function openShops(): AccountView[] {
  accounts = SHOPS.map((shop) => account(shop, true));
  return accounts;
}

export function addAccount(name: string, market: Marketplace): AccountView {
  const added = account({ account: `acc-${accounts.length + 1}`, market, name, seller: "A00123456" }, false);
  accounts = [...accounts, added];
  return added;
}

/** The account of the same ESM login at the sister site. */
export function addCompanion(name: string, market: Marketplace, seller: string): void {
  accounts = [...accounts, account({ account: `acc-${accounts.length + 1}`, market, name, seller }, false)];
}

export function removeAccount(id: string): void {
  accounts = accounts.filter((each) => each.id !== id);
}

export const couriers: CourierView[] = [
  { code: "CJGLS", name: "CJ대한통운", rule: sentence("숫자 10·12자리", "10·12 digits"), numbered: true, last_used: false },
  { code: "HANJIN", name: "한진택배", rule: sentence("숫자 10·12·14자리", "10·12·14 digits"), numbered: true, last_used: true },
  { code: "HYUNDAI", name: "롯데택배", rule: sentence("숫자 10·12·13자리", "10·12·13 digits"), numbered: true, last_used: false },
  { code: "EPOST", name: "우체국택배", rule: sentence("숫자 13자리", "13 digits"), numbered: true, last_used: false },
  { code: "KGB", name: "로젠택배", rule: sentence("숫자 10–11자리", "10–11 digits"), numbered: true, last_used: false },
  { code: "DIRECT", name: "업체직송", rule: sentence("한 글자 이상", "at least one character"), numbered: true, last_used: false },
  { code: "VISIT_RECEIPT", name: "방문 수령", rule: sentence("송장번호 없음", "no number"), numbered: false, last_used: false },
];

const key = (name: string, ko: string, en: string, hint: [string, string], secret: boolean, optional = false) => ({ name, label: sentence(ko, en), hint: sentence(...hint), secret, optional });

const naver = (marketplace: Marketplace, guide: string, ...more: DescriptorView["fields"]): DescriptorView => ({
  marketplace,
  fields: [
    key("client_id", "애플리케이션 ID", "Application ID", ["애플리케이션 화면의 ID", "As the application's page shows it"], false),
    key("client_secret", "애플리케이션 시크릿", "Application secret", ["$2a$로 시작하는 29자", "29 characters that begin with $2a$"], true),
    ...more,
  ],
  steps: [
    sentence("커머스API센터에 판매자 아이디로 로그인합니다.", "Sign in to the commerce API centre."),
    sentence("‘내 스토어 애플리케이션’을 등록하고 주문 API 권한을 고릅니다.", "Register an application of your own store."),
    sentence("호출할 PC의 IP를 등록합니다. 3개까지 됩니다.", "Register the PC's address, up to three."),
    sentence("애플리케이션 ID와 시크릿을 복사해 붙여넣습니다.", "Copy the ID and the secret and paste them."),
  ],
  guide,
  centre: "https://sell.smartstore.naver.com",
  companion: null,
});

const esm = (marketplace: Marketplace, ko: string, en: string, otherKo: string, otherEn: string): DescriptorView => ({
  marketplace,
  fields: [
    key("master_id", "ESM+ 마스터 ID", "ESM+ master ID", ["ESM PLUS에 로그인하는 마스터 ID", "The master ID that signs in to ESM PLUS"], false),
    key("secret_key", "비밀키(Secret Key)", "Secret key", ["API 승인 메일로 받은 비밀키", "The key of the mail that granted the API"], true),
    key("seller_id", `${ko} 판매자 ID`, `${en} seller ID`, ["이 사이트의 판매자 ID", "The seller at this site"], false),
    key("other_seller_id", `${otherKo} 판매자 ID (선택)`, `${otherEn} seller ID (optional)`, ["넣으면 같은 로그인의 다른 사이트도 함께 연결합니다", "Connects the same login's other site as well"], false, true),
  ],
  steps: [
    sentence("ESM+에 마스터 ID로 로그인합니다.", "Sign in to ESM+ with the master ID."),
    sentence("ESM Trading API 메뉴에서 이용을 신청하고 이 PC의 IP를 등록합니다.", "Apply for the Trading API and register this PC's address."),
    sentence("Secret Key를 복사해 붙여넣습니다.", "Copy the secret key and paste it."),
  ],
  guide: "https://etapi.gmarket.com",
  centre: "https://www.esmplus.com",
  companion: { marketplace: marketplace === "gmarket" ? "auction" : "gmarket", field: "other_seller_id" },
});

export const marketplaces: DescriptorView[] = [
  {
    marketplace: "coupang",
    fields: [
      { name: "vendor_id", label: sentence("업체코드", "Vendor ID"), hint: sentence("A로 시작하는 9자리", "9 characters that begin with A"), secret: false, optional: false },
      { name: "access_key", label: sentence("Access Key", "Access key"), hint: sentence("8-4-4-4-12자리", "8-4-4-4-12"), secret: true, optional: false },
      { name: "secret_key", label: sentence("Secret Key", "Secret key"), hint: sentence("40자", "40 characters"), secret: true, optional: false },
    ],
    steps: [
      sentence("Wing에 로그인합니다. 사업자 인증을 마친 판매자만 키를 받을 수 있습니다.", "Sign in to Wing."),
      sentence("오른쪽 위 업체명 → 추가판매정보를 엽니다. 업체코드는 판매자정보에 있습니다.", "Open the vendor's name → more sales information."),
      sentence("OPEN API 키 발급을 누르고 ‘자체개발(직접입력)’을 고릅니다.", "Press the issue button and choose own development."),
      sentence("두 키를 복사해 붙여넣습니다.", "Copy both keys and paste them."),
    ],
    guide: "https://developers.coupangcorp.com",
    centre: "https://wing.coupang.com",
    companion: null,
  },
  naver("smartstore", "https://apicenter.commerce.naver.com"),
  {
    marketplace: "elevenst",
    fields: [
      key("api_key", "API 키", "API key", ["영문과 숫자 32글자", "32 letters and digits"], true),
    ],
    steps: [
      sentence("11번가 OPEN API CENTER에 셀러오피스 ID로 로그인합니다.", "Sign in to the OPEN API CENTER with your Seller Office ID."),
      sentence("서비스 등록에서 이 PC의 공인 IP를 적습니다.", "Register this PC's public address."),
      sentence("발급된 키 32자를 복사해 붙여넣습니다.", "Copy the 32 characters of the key and paste them."),
    ],
    guide: "https://openapi.11st.co.kr",
    centre: "https://soffice.11st.co.kr",
    companion: null,
  },
  {
    marketplace: "grip",
    fields: [
      key("access_key", "AccessKey", "Access key", ["대시보드에 보이는 키", "As the dashboard shows it"], false),
      key("secret_key", "SecretKey", "Secret key", ["다시 발급하면 이전 키는 바로 끝납니다", "Issuing it again ends the old one"], true),
      key("service_id", "serviceId", "Service ID", ["메일로 받은 번호", "The number that came by mail"], false),
    ],
    steps: [
      sentence("그립 비즈니스센터 대시보드에서 키를 발급합니다.", "Issue the keys on the dashboard of Grip's business centre."),
      sentence("dev.prod_api_support@gripcorp.co에 상점명·AccessKey·용도를 보내 serviceId를 받습니다.", "Ask dev.prod_api_support@gripcorp.co for a serviceId with shop name, access key and purpose."),
    ],
    guide: "https://github.com/gripcorp/grip-seller-apis",
    centre: "https://business.grip.show",
    companion: null,
  },
  esm("gmarket", "G마켓", "Gmarket", "옥션", "Auction"),
  esm("auction", "옥션", "Auction", "G마켓", "Gmarket"),
  naver("npay", "https://developer.pay.naver.com", key("token_path", "토큰 경로", "Token path", ["비우면 /v1/oauth2/token", "Empty for /v1/oauth2/token"], false, true)),
];

export function check(): CheckView {
  const passed = scene.name !== "stopped" && scene.name !== "first";
  return {
    at: new Date().toISOString(),
    passed,
    steps: [
      { what: "reach", remark: sentence("84ms", "84 ms"), problem: null, status: null },
      { what: "clock", remark: sentence("0.4초 차이, 괜찮습니다.", "0.4 s off, fine."), problem: null, status: null },
      passed
        ? { what: "address", remark: null, problem: null, status: null }
        : { what: "address", remark: null, problem: stopped, status: 403 },
      ...(passed ? ["key", "orders"].map((what) => ({ what, remark: null, problem: null, status: null })) : []),
    ],
  };
}
