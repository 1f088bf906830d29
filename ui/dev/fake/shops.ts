import type { ActionKind, AskView, Marketplace, Offer, BriefView, MoneyLeaves } from "../../src/bindings";
import { sentence } from "./scene";

/** The shops of the make-believe desk. */
export interface Shop {
  account: string;
  market: Marketplace;
  name: string;
  seller: string;
}

export const SHOPS: readonly Shop[] = [
  { account: "acc-1", market: "coupang", name: "온유상점", seller: "A00123456" },
  { account: "acc-2", market: "smartstore", name: "온유스토어", seller: "2f8Kw0onyu77" },
  { account: "acc-3", market: "npay", name: "온유몰", seller: "np_onyu_mall" },
  { account: "acc-4", market: "elevenst", name: "온유상회", seller: "" },
  { account: "acc-5", market: "gmarket", name: "온유마켓", seller: "onyu_g" },
  { account: "acc-6", market: "auction", name: "온유마켓 · 옥션", seller: "onyu_a" },
  { account: "acc-7", market: "grip", name: "온유라이브", seller: "onyu-live" },
];

/** The shop that has the share of a number between 0 and 1. */
export const sharedOut = (share: number): Shop => {
  const edges = [0.28, 0.46, 0.55, 0.7, 0.82, 0.9, 1];
  return SHOPS[edges.findIndex((edge) => share < edge)] ?? (SHOPS[0] as Shop);
};

export const shopOf = (account: string): Shop => SHOPS.find((shop) => shop.account === account) ?? (SHOPS[0] as Shop);
export const isEsm = (market: Marketplace): boolean => market === "gmarket" || market === "auction";
export const isNaver = (market: Marketplace): boolean => market === "smartstore" || market === "npay";

type Words = [string, string];

const codes = (...list: [string, string, string][]): [string, { ko: string; en: string }][] =>
  list.map(([code, ko, en]) => [code, sentence(ko, en)]);
const reason = (...list: [string, string, string][]): AskView => ({ ask: "reason", codes: codes(...list) });

const INVOICE: AskView = { ask: "invoice" };
const HOLD = [
  reason(
    ["RETURN_DELIVERYFEE", "반품 배송비 청구", "Return shipping charged"],
    ["EXTRAFEEE", "추가 비용 청구", "Extra cost charged"],
    ["RETURN_PRODUCT_NOT_DELIVERED", "반품 상품 미도착", "Goods not here"],
    ["ETC", "기타", "Other"],
  ),
  { ask: "text", length: { unit: "characters", at_least: 1, at_most: 500 } } satisfies AskView,
  { ask: "fee", codes: ["EXTRAFEEE"] } satisfies AskView,
];
const SELLER_REASONS = reason(["SOLD_OUT", "품절", "Sold out"], ["DELAYED_DELIVERY", "배송 지연", "Delayed"], ["INCORRECT_INFO", "상품 정보 오류", "Wrong information"]);

const ASKS: Partial<Record<ActionKind, AskView[]>> = {
  ship: [INVOICE],
  change_invoice: [INVOICE],
  split_ship: [INVOICE, { ask: "day" }],
  cancel_sale: [SELLER_REASONS, { ask: "quantity" }],
  hold_dispatch: [{ ask: "text", length: { unit: "characters", at_least: 1, at_most: 200 } }],
  refuse_cancel: [INVOICE],
  reship_exchange: [INVOICE],
  register_return_pickup: [INVOICE],
  refuse_exchange: [reason(["SOLDOUT", "교환 상품 품절", "Sold out"], ["WITHDRAW", "구매자가 교환을 철회", "Withdrawn by the buyer"])],
};
const NAVER_ASKS: Partial<Record<ActionKind, AskView[]>> = {
  split_ship: [INVOICE],
  delay_notice: [
    { ask: "day" },
    reason(["PRODUCT_PREPARE", "상품 준비 중", "Being prepared"], ["CUSTOM_BUILD", "주문 제작", "Made to order"], ["ETC", "기타", "Other"]),
    { ask: "text", length: { unit: "characters", at_least: 1, at_most: 300 } },
  ],
  change_hope_delivery: [{ ask: "day" }, { ask: "time" }, { ask: "region" }, { ask: "text", length: { unit: "characters", at_least: 1, at_most: 300 } }],
  request_return: [
    reason(["BROKEN", "파손", "Broken"], ["WRONG_DELIVERY", "오배송", "Wrong goods"], ["INTENT_CHANGED", "단순 변심", "Changed mind"]),
    {
      ask: "way",
      codes: codes(
        ["RETURN_DESIGNATED", "지정 택배사가 바로 수거하러 감", "The product's courier is sent at once"],
        ["RETURN_INDIVIDUAL", "구매자가 직접 보냄", "The buyer sends it"],
      ),
    },
    { ask: "quantity" },
  ],
  refuse_return: [{ ask: "text", length: { unit: "characters", at_least: 1, at_most: 500 } }],
  refuse_exchange: [{ ask: "text", length: { unit: "characters", at_least: 1, at_most: 500 } }],
  hold_return: HOLD,
  hold_exchange: HOLD,
};

const SAYS: Partial<Record<ActionKind, Words>> = {
  confirm: ["발주확인하면 그 뒤 취소는 직접 승인해야 합니다.", "After confirming, you approve every cancel yourself."],
  ship: ["보내기 직전에 취소요청을 다시 읽고, 취소요청이 있으면 보내지 않습니다.", "Cancel requests are read again right before sending."],
  change_invoice: ["등록된 송장번호가 바뀝니다.", "The invoice at the marketplace changes."],
  split_ship: ["묶음배송을 나눕니다. 되돌릴 수 없습니다.", "The bundle is split. It cannot be undone."],
  complete_delivery: ["배송완료로 처리됩니다.", "It is marked as delivered."],
  cancel_sale: ["구매자에게 바로 환불되고 판매자 점수에 반영될 수 있습니다.", "The buyer is refunded at once."],
  hold_dispatch: ["이 PC에서만 발송을 막습니다. 마켓과 구매자에게는 알리지 않습니다.", "Dispatch is blocked on this PC only; nobody is told."],
  delay_notice: ["구매자에게 새 발송 예정일과 사유를 알립니다. 다시 안내하면 마지막 안내가 남습니다.", "The buyer is told the new day and why; the last notice counts."],
  change_hope_delivery: ["구매자에게 배송희망일 변경과 사유를 알립니다.", "The buyer is told the new day and why."],
  request_return: ["반품요청이 만들어집니다. 환불은 수거된 뒤 따로 승인합니다.", "A return is opened; the refund is approved later."],
  approve_cancel: ["승인하면 바로 환불됩니다. 되돌릴 수 없습니다.", "The buyer is refunded at once. It cannot be undone."],
  refuse_cancel: ["이미 출고한 것으로 처리되며 송장번호가 필요합니다.", "It is marked as already shipped and needs the invoice."],
  refund_return: ["승인하면 바로 환불됩니다. 되돌릴 수 없습니다.", "Approving refunds at once. It cannot be undone."],
  approve_return: ["승인하면 수거가 시작됩니다. 환불은 수거 뒤에 합니다.", "Collection starts. The refund follows."],
  confirm_return_collected: ["입고 확인으로 처리되고 환불할 수 있게 됩니다.", "It is marked as received and can be refunded."],
  hold_return: ["환불이 멈추고, 적은 금액이 구매자에게 청구됩니다.", "The refund waits and the buyer is charged the amount."],
  release_return: ["보류를 풀면 청구한 추가 금액이 0원으로 돌아갈 수 있습니다. 환불 전에 금액을 확인하세요.", "The extra charge may fall back to 0. Check the amount before the refund."],
  reship_exchange: ["송장을 보내면 교환 상품이 발송됩니다.", "The exchange's goods leave."],
};

/** What Naver does in another way than Coupang. */
const NAVER_SAYS: Partial<Record<ActionKind, Words>> = {
  refuse_cancel: ["스마트스토어에는 취소 거부가 없어, 이 상품을 발송처리해 취소요청을 거부합니다.", "There is no refusal: the line is dispatched, which refuses the cancel."],
  split_ship: ["고른 상품만 먼저 발송됩니다. 나머지는 언제든 따로 보냅니다.", "Only the chosen lines leave; the rest follows whenever it is ready."],
};

/** What 11번가 asks for and does in a way of its own. */
const ELEVENST_ASKS: Partial<Record<ActionKind, AskView[]>> = {
  split_ship: [INVOICE],
  ship_pieces: [{ ask: "parts" }],
  cancel_sale: [reason(["06", "배송 지연 예상", "Delay expected"], ["08", "품절", "Sold out"], ["99", "기타", "Other"]), { ask: "text", length: { unit: "characters", at_least: 1, at_most: 100 } }],
  delay_notice: [{ ask: "day" }, reason(["01", "단기 재고 부족", "Stock is short"], ["02", "고객 요청", "The buyer asked"]), { ask: "text", length: { unit: "bytes", at_least: 20, at_most: 300 } }],
  answer_undelivered: [
    reason(["101", "배송 중입니다", "It is on its way"], ["102", "송장번호를 고칩니다", "The number was wrong"], ["103", "곧 보냅니다", "It leaves soon"], ["104", "다시 보냅니다", "It is sent again"]),
    { ask: "invoice_for", codes: ["102"] },
    { ask: "text", length: { unit: "characters", at_least: 1, at_most: 500 } },
  ],
  refuse_cancel: [
    INVOICE,
    reason(["00", "이미 발송함", "It has left"], ["01", "구매자 귀책이 아님", "Not the buyer's fault"], ["02", "판매자 귀책이 아님", "Not the seller's fault"]),
    { ask: "text_for", codes: ["01", "02"], length: { unit: "characters", at_least: 1, at_most: 100 } },
  ],
  request_return: [
    reason(["01", "단순 변심", "Changed mind"], ["02", "상품 불량", "Faulty"]),
    { ask: "way", codes: codes(["01-03", "구매자가 이미 보냄", "The buyer has sent it"], ["02-03", "택배사가 수거", "A courier fetches it"]) },
    { ask: "maybe_invoice" },
    { ask: "text", length: { unit: "characters", at_least: 1, at_most: 200 } },
  ],
  refuse_return: [reason(["101", "상품 훼손", "Damaged"], ["105", "기타", "Other"]), { ask: "text", length: { unit: "characters", at_least: 1, at_most: 100 } }],
  refuse_exchange: [reason(["201", "교환 상품 품절", "Sold out"], ["206", "기타", "Other"]), { ask: "text", length: { unit: "characters", at_least: 1, at_most: 100 } }],
  hold_return: [reason(["01", "반품 상품 미도착", "Goods not here"], ["02", "배송비 미동봉", "Fee missing"]), { ask: "text", length: { unit: "characters", at_least: 1, at_most: 200 } }],
  defer_return: [reason(["01", "상품 확인 중", "Goods are examined"], ["02", "구매자와 협의 중", "Agreed with the buyer"]), { ask: "text", length: { unit: "characters", at_least: 1, at_most: 200 } }],
};
const ELEVENST_SAYS: Partial<Record<ActionKind, Words>> = {
  refund_return: ["승인하면 바로 환불됩니다. 승인과 환불이 한 번에 처리되고 되돌릴 수 없습니다.", "Approving refunds at once: both are one step, and it cannot be undone."],
  hold_return: ["환불이 멈춥니다. 20일이 지나면 11번가가 자동으로 완료합니다.", "The refund waits. After 20 days 11st completes it by itself."],
  defer_return: ["자동 완료가 멈춥니다. 구매자에게 사유가 보입니다.", "It is no longer completed by itself. The buyer reads why."],
  answer_undelivered: ["구매자에게 답변이 보이고 신고가 처리됩니다.", "The buyer reads the answer and the report is settled."],
  ship_pieces: ["한 상품을 여러 상자로 보냅니다. 되돌릴 수 없습니다.", "The pieces leave in several boxes. It cannot be undone."],
};

/** What Gmarket and Auction ask for and do in a way of their own. */
const ESM_ASKS: Partial<Record<ActionKind, AskView[]>> = {
  split_ship: [INVOICE],
  cancel_sale: [SELLER_REASONS],
  delay_notice: [{ ask: "day" }, reason(["1", "재고 부족", "Stock is short"], ["2", "주문 제작", "Made to order"])],
  answer_undelivered: [
    reason(["1", "송장번호를 다시 적음", "The number is entered anew"], ["2", "구매자에게 안내함", "The buyer is told"]),
    { ask: "invoice_for", codes: ["1"] },
    { ask: "text_for", codes: ["2"], length: { unit: "characters", at_least: 1, at_most: 125 } },
  ],
  request_return: [
    reason(["1", "단순 변심", "Changed mind"], ["2", "상품 불량", "Faulty"]),
    { ask: "way", codes: codes(["1", "구매자가 이미 보냄", "The buyer has sent it"], ["2", "구매자가 보낼 예정", "The buyer will send it"]) },
    { ask: "maybe_invoice" },
  ],
  hold_return: [reason(["2", "반품 배송비 청구", "Return shipping charged"], ["1", "상품 미입고", "Goods not here"]), { ask: "text", length: { unit: "characters", at_least: 1, at_most: 200 } }, { ask: "fee_for", codes: ["2"], at_least: 1000, within_goods: false }],
  hold_exchange: [reason(["1", "교환 상품 준비 중", "Being prepared"]), { ask: "text", length: { unit: "characters", at_least: 1, at_most: 200 } }, { ask: "day" }],
  exchange_to_return: [],
};
const ESM_SAYS: Partial<Record<ActionKind, Words>> = {
  refund_return: ["승인하면 수거완료와 보류 해제까지 한 번에 처리되고 바로 환불됩니다.", "Approving marks it as collected, releases a hold and refunds at once."],
  refuse_cancel: ["이 상품을 발송처리해 취소요청을 거부합니다. 24시간 안에 답하지 않으면 자동 취소됩니다.", "The line is dispatched, which refuses the cancel. Unanswered for 24 hours, it is cancelled."],
  return_to_exchange: ["반품요청이 끝나고 같은 주문의 교환요청이 새로 열립니다.", "The return ends and an exchange of the same order is opened."],
  exchange_to_return: ["교환요청이 끝나고 같은 주문의 반품요청이 새로 열립니다.", "The exchange ends and a return of the same order is opened."],
  complete_exchange: ["재발송이 배송완료로 처리되고 교환이 끝납니다.", "The re-shipment is marked as delivered and the exchange ends."],
  answer_undelivered: ["구매자에게 답변이 보입니다. 송장번호를 다시 적으면 배송 추적이 새로 시작됩니다.", "The buyer reads the answer; a new number starts the tracking anew."],
};

/** What Grip asks for and does in a way of its own. */
const NOTICE: AskView = { ask: "text", length: { unit: "characters", at_least: 1, at_most: 1000 } };
const GRIP_ASKS: Partial<Record<ActionKind, AskView[]>> = {
  split_ship: [INVOICE],
  cancel_sale: [reason(["1", "품절", "Sold out"], ["2", "상품 정보 오류", "Wrong information"])],
  delay_notice: [reason(["1", "재고 부족", "Stock is short"], ["2", "합배송 요청", "To leave together"], ["3", "배송일 지정", "A chosen day"], ["10", "기타", "Other"]), { ask: "text", length: { unit: "characters", at_least: 1, at_most: 50 } }],
  change_receiver: [{ ask: "receiver" }],
  notify_return: [NOTICE],
  notify_exchange: [NOTICE],
  refuse_return: [NOTICE],
  refuse_exchange: [NOTICE],
  reship_exchange: [{ ask: "parcel" }],
};
const GRIP_SAYS: Partial<Record<ActionKind, Words>> = {
  change_receiver: ["이 주문의 모든 상품이 새 주소로 갑니다. 구매자가 요청한 경우에만 바꾸세요.", "Every line of this order goes to the new address. Change it only at the buyer's wish."],
  delay_notice: ["구매자에게 지연 사유가 안내됩니다. 한 번만 보낼 수 있고 고칠 수 없습니다.", "The buyer is told the reason. It can be sent once and not be changed."],
  notify_return: ["반품이 접수되고, 적은 글이 반품 방법 안내로 구매자에게 갑니다.", "The return is taken in, and the buyer reads your words on how the goods come back."],
  notify_exchange: ["교환이 접수되고, 적은 글이 교환 방법 안내로 구매자에게 갑니다.", "The exchange is taken in, and the buyer reads your words on how the goods come back."],
};

const CENTRES: Partial<Record<Marketplace, string>> = {
  coupang: "https://wing.coupang.com",
  elevenst: "https://soffice.11st.co.kr",
  gmarket: "https://www.esmplus.com",
  auction: "https://www.esmplus.com",
  grip: "https://business.grip.show",
};

const GRIP_ONLY: ActionKind[] = ["change_receiver", "notify_return", "notify_exchange"];
const GRIP_MISSING: ActionKind[] = ["ship_pieces", "answer_undelivered", "change_hope_delivery", "approve_return", "hold_return", "request_return", "register_return_pickup", "defer_return", "return_to_exchange", "approve_exchange", "hold_exchange", "register_exchange_pickup", "complete_exchange", "exchange_to_return"];
const COUPANG_MISSING: ActionKind[] = ["ship_pieces", "answer_undelivered", "delay_notice", "change_hope_delivery", "request_return", "refuse_return", "hold_return", "defer_return", "return_to_exchange", "approve_exchange", "hold_exchange", "complete_exchange", "exchange_to_return"];
const NAVER_MISSING: ActionKind[] = ["ship_pieces", "answer_undelivered", "change_invoice", "complete_delivery", "approve_return", "defer_return", "return_to_exchange", "approve_exchange", "confirm_return_collected", "register_return_pickup", "complete_exchange", "exchange_to_return"];
const ELEVENST_MISSING: ActionKind[] = ["change_invoice", "change_hope_delivery", "complete_delivery", "approve_return", "release_return", "confirm_return_collected", "return_to_exchange", "hold_exchange", "confirm_exchange_collected", "complete_exchange", "exchange_to_return"];
const ESM_MISSING: ActionKind[] = ["ship_pieces", "change_hope_delivery", "approve_return", "refuse_return", "confirm_return_collected", "defer_return", "approve_exchange", "refuse_exchange"];
const MISSING: Partial<Record<Marketplace, ActionKind[]>> = {
  coupang: COUPANG_MISSING,
  smartstore: NAVER_MISSING,
  npay: [...NAVER_MISSING, "change_hope_delivery"],
  elevenst: ELEVENST_MISSING,
  gmarket: ESM_MISSING,
  auction: [...ESM_MISSING, "release_exchange"],
  grip: GRIP_MISSING,
};

/** Whether the marketplace has no such operation. */
export const isMissing = (market: Marketplace, kind: ActionKind): boolean => (MISSING[market]?.includes(kind) ?? false) || (market !== "grip" && GRIP_ONLY.includes(kind));

/** What a marketplace does in a way of its own. */
const OWN_SAYS: Partial<Record<Marketplace, Partial<Record<ActionKind, Words>>>> = {
  smartstore: NAVER_SAYS,
  npay: NAVER_SAYS,
  elevenst: ELEVENST_SAYS,
  gmarket: ESM_SAYS,
  grip: GRIP_SAYS,
  auction: { ...ESM_SAYS, exchange_to_return: ["바로 환불됩니다. 되돌릴 수 없습니다.", "The buyer is refunded at once. It cannot be undone."] },
};
const OWN_ASKS: Partial<Record<Marketplace, Partial<Record<ActionKind, AskView[]>>>> = {
  smartstore: NAVER_ASKS,
  npay: NAVER_ASKS,
  elevenst: ELEVENST_ASKS,
  gmarket: ESM_ASKS,
  auction: { ...ESM_ASKS, exchange_to_return: [INVOICE] },
  grip: GRIP_ASKS,
};

const BRIEFS: Partial<Record<ActionKind, [string, string, MoneyLeaves]>> = {
  approve_cancel: ["바로 환불", "Refunds now", "now"],
  refuse_cancel: ["발송 처리됨", "Dispatches", "none"],
  approve_return: ["수거 시작", "Collects", "later"],
  refuse_return: ["반품 끝남", "Ends it", "none"],
  refund_return: ["바로 환불", "Refunds now", "now"],
  confirm_return_collected: ["수거완료 처리", "Goods are in", "later"],
  notify_return: ["접수·안내 보냄", "Takes it in", "later"],
  notify_exchange: ["접수·안내 보냄", "Takes it in", "none"],
  hold_return: ["환불 멈춤", "Stops refund", "none"],
  hold_exchange: ["교환 멈춤", "Stops it", "none"],
  reship_exchange: ["새 상품 발송", "Ships new", "none"],
  confirm_exchange_collected: ["수거완료 처리", "Goods are in", "none"],
  refuse_exchange: ["교환 끝남", "Ends it", "none"],
};

/** In a few words, as the marketplace's own table has it where it differs. */
function briefOf(market: Marketplace, kind: ActionKind): BriefView | null {
  const own: [string, string, MoneyLeaves] | undefined =
    market === "coupang" && kind === "confirm_return_collected" ? ["빠른환불이면 환불", "May refund", "maybe"] : market === "coupang" && kind === "refuse_cancel" ? ["왕복비 판매자 부담", "You pay both", "later"] : market === "elevenst" && kind === "refund_return" ? ["승인·환불 함께", "Refunds now", "now"] : BRIEFS[kind];
  return own ? { words: sentence(own[0], own[1]), money: own[2] } : null;
}

/** An operation as a marketplace offers it. */
export function offer(market: Marketplace, kind: ActionKind, enabled = true, why?: Words): Offer {
  const missing = isMissing(market, kind);
  const words = OWN_SAYS[market]?.[kind] ?? SAYS[kind];
  return {
    kind,
    enabled: enabled && !missing,
    reason: missing
      ? sentence("이 마켓의 API에는 이 작업이 없습니다. 판매자센터에서 처리하세요.", "This marketplace's API has no such operation. Do it in the seller centre.")
      : why && !enabled
        ? sentence(...why)
        : null,
    consequence: words && !missing ? sentence(...words) : null,
    brief: missing ? null : briefOf(market, kind),
    link: missing ? (CENTRES[market] ?? "https://sell.smartstore.naver.com") : null,
    local: kind === "hold_dispatch",
    caution: null,
    asks: missing ? [] : (OWN_ASKS[market]?.[kind] ?? ASKS[kind] ?? []),
  };
}
