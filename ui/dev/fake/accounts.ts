import type { AccountView, CapabilityRow, CheckView, CourierView, DescriptorView, Problem, Reasons } from "../../src/bindings";
import { ago, MINUTE, scene, sentence } from "./scene";

const stopped: Problem = {
  code: "address_not_registered",
  sentence: sentence("등록되지 않은 IP라 쿠팡이 거부했습니다. Wing의 OPEN API 화면에 이 PC의 IP를 추가하세요.", "Coupang refused this address. Add this PC's IP in Wing."),
  quote: "Your ip address 203.0.113.24 is not allowed for this request.",
  remedy: { do: "open_link", url: "https://wing.coupang.com/tenants/wing-account/vendor" },
};

const feeds = ["orders.fresh", "orders.ACCEPT", "orders.INSTRUCT", "returns.RU", "returns.CANCEL", "exchanges.all", "withdrawals.period"].map((feed, index) => ({
  feed,
  read_until: ago((index + 1) * MINUTE),
  last_ok_at: ago((index + 1) * MINUTE),
  last_error: null,
}));

function account(id: string, name: string, problem: Problem | null, sandbox: boolean): AccountView {
  return {
    id,
    marketplace: "coupang",
    name,
    seller_id: id === "acc-1" ? "A00123456" : "A00987654",
    sandbox,
    health: {
      last_ok_at: ago(problem ? 38 * MINUTE : 2 * MINUTE),
      failing_since: problem ? ago(38 * MINUTE) : null,
      problem,
      closed_until: null,
      progress: scene.name === "backfill" ? { done: 12, total: 31, backfill: true } : null,
    },
    feeds: problem ? feeds.map((feed, index) => index > 1 ? feed : ({ ...feed, last_ok_at: ago(38 * MINUTE), last_error: sentence("등록되지 않은 IP (HTTP 403)", "Address not registered (HTTP 403)") })) : feeds,
    key_ends_on: sandbox ? null : "2026-12-24",
    key_issued_on: sandbox ? null : "2026-06-27",
    base_url: null,
    proxy: null,
  };
}

export let accounts: AccountView[] =
  scene.name === "first"
    ? []
    : [account("acc-1", "온유상점", null, true), ...(scene.name === "one" ? [] : [account("acc-2", "온유키친", scene.name === "stopped" ? stopped : null, false)])];

export function addAccount(name: string, sandbox: boolean): AccountView {
  const added = account(`acc-${accounts.length + 1}`, name, null, sandbox);
  accounts = [...accounts, added];
  return added;
}

export function removeAccount(id: string): void {
  accounts = accounts.filter((each) => each.id !== id);
}

export const couriers: CourierView[] = [
  { code: "CJGLS", name: "CJ대한통운", rule: sentence("숫자 10·12자리", "10·12 digits") },
  { code: "HANJIN", name: "한진택배", rule: sentence("숫자 10·12·14자리", "10·12·14 digits") },
  { code: "HYUNDAI", name: "롯데택배", rule: sentence("숫자 10·12·13자리", "10·12·13 digits") },
  { code: "EPOST", name: "우체국택배", rule: sentence("숫자 13자리", "13 digits") },
  { code: "KGB", name: "로젠택배", rule: sentence("숫자 10–11자리", "10–11 digits") },
  { code: "DIRECT", name: "업체직송", rule: sentence("한 글자 이상", "at least one character") },
];

export const reasons: Reasons = {
  cancel: [["SOLD_OUT", sentence("품절", "Sold out")], ["PRICE", sentence("가격 오류", "Price error")]],
  exchange: [["SOLDOUT", sentence("교환 상품 품절", "Sold out")], ["WITHDRAW", sentence("구매자가 교환을 철회", "Withdrawn by the buyer")]],
};

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
  },
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

const row = (kind: CapabilityRow["kind"], support: CapabilityRow["support"], words?: [string, string]): CapabilityRow => ({
  marketplace: "coupang",
  kind,
  support,
  sentence: words ? sentence(...words) : null,
  link: support === "unavailable" ? "https://wing.coupang.com" : null,
  experimental: kind === "complete_delivery",
});

export const capabilities: CapabilityRow[] = [
  row("confirm", "native"),
  row("ship", "native"),
  row("change_invoice", "native"),
  row("split_ship", "native", ["한 번 나누면 되돌릴 수 없습니다.", "It cannot be undone."]),
  row("ship_rest", "native"),
  row("delay_notice", "unavailable", ["쿠팡 API에는 발송지연 안내가 없습니다.", "Coupang's API has no delay notice."]),
  row("hold_dispatch", "local", ["이 PC에서만 발송을 막습니다.", "It blocks dispatch on this PC only."]),
  row("complete_delivery", "native"),
  row("cancel_sale", "native"),
  row("approve_cancel", "native", ["출고중지로 처리됩니다.", "It stops the shipment."]),
  row("refuse_cancel", "composed", ["이미 출고로 처리합니다.", "It is marked as already shipped."]),
  row("refuse_return", "unavailable", ["쿠팡 API에는 반품 거부가 없습니다.", "Coupang's API cannot refuse a return."]),
  row("confirm_return_collected", "native"),
  row("refund_return", "native"),
  row("confirm_exchange_collected", "native"),
  row("refuse_exchange", "native"),
  row("reship_exchange", "native"),
];
