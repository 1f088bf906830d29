import type { ActionKind, AskView, Marketplace, Offer } from "../../src/bindings";
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
];

export const shopOf = (account: string): Shop => SHOPS.find((shop) => shop.account === account) ?? (SHOPS[0] as Shop);
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
  { ask: "text", at_most: 500 } satisfies AskView,
  { ask: "fee" } satisfies AskView,
];
const SELLER_REASONS = reason(["SOLD_OUT", "품절", "Sold out"], ["DELAYED_DELIVERY", "배송 지연", "Delayed"], ["INCORRECT_INFO", "상품 정보 오류", "Wrong information"]);

const ASKS: Partial<Record<ActionKind, AskView[]>> = {
  ship: [INVOICE],
  change_invoice: [INVOICE],
  split_ship: [INVOICE, { ask: "day" }],
  cancel_sale: [SELLER_REASONS, { ask: "quantity" }],
  hold_dispatch: [{ ask: "text", at_most: 200 }],
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
    { ask: "text", at_most: 300 },
  ],
  change_hope_delivery: [{ ask: "day" }, { ask: "time" }, { ask: "region" }, { ask: "text", at_most: 300 }],
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
  refuse_return: [{ ask: "text", at_most: 500 }],
  refuse_exchange: [{ ask: "text", at_most: 500 }],
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

const COUPANG_MISSING: ActionKind[] = ["delay_notice", "change_hope_delivery", "request_return", "refuse_return", "hold_return", "approve_exchange", "hold_exchange"];
const NAVER_MISSING: ActionKind[] = ["change_invoice", "complete_delivery", "approve_return", "approve_exchange", "confirm_return_collected", "register_return_pickup"];

const says = (market: Marketplace, kind: ActionKind): Words | undefined => (isNaver(market) ? NAVER_SAYS[kind] : undefined) ?? SAYS[kind];

/** Whether the marketplace has no such operation. */
export const isMissing = (market: Marketplace, kind: ActionKind): boolean =>
  (isNaver(market) ? NAVER_MISSING : COUPANG_MISSING).includes(kind) || (market === "npay" && kind === "change_hope_delivery");

/** An operation as a marketplace offers it. */
export function offer(market: Marketplace, kind: ActionKind, enabled = true, why?: Words): Offer {
  const missing = isMissing(market, kind);
  const words = says(market, kind);
  return {
    kind,
    enabled: enabled && !missing,
    reason: missing
      ? sentence("이 마켓의 API에는 이 작업이 없습니다. 판매자센터에서 처리하세요.", "This marketplace's API has no such operation. Do it in the seller centre.")
      : why && !enabled
        ? sentence(...why)
        : null,
    consequence: words && !missing ? sentence(...words) : null,
    link: missing ? (isNaver(market) ? "https://sell.smartstore.naver.com" : "https://wing.coupang.com") : null,
    local: kind === "hold_dispatch",
    asks: missing ? [] : ((isNaver(market) ? NAVER_ASKS[kind] : undefined) ?? ASKS[kind] ?? []),
  };
}
