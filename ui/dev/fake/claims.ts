import type { ActionKind, ClaimDetail, ClaimKind, ClaimRowView, ClaimStep, ClaimVerb, Offer, StepState } from "../../src/bindings";
import { ago, DAY, MINUTE, noise, pick, scene, sentence } from "./scene";

const PRODUCTS = ["유리 밀폐용기 3종 620ml", "스텐 보온텀블러 아이보리", "극세사 주방매트 120 그레이", "편백 도마 중", "리넨 앞치마 차콜", "규조토 식기매트 대"];
const REASONS = ["단순변심", "사이즈 불만", "파손", "오배송", "색상 다름", "수량 변경"];
const FLOW: Record<ClaimKind, ClaimStep[]> = {
  cancel: ["requested", "refunded", "completed"],
  return: ["requested", "collecting", "collected", "refunded", "completed"],
  exchange: ["requested", "collecting", "collected", "reshipped", "completed"],
};
const VERBS: Record<ClaimKind, Partial<Record<ClaimStep, [ClaimVerb, ActionKind][]>>> = {
  cancel: { requested: [["approve", "approve_cancel"], ["refuse", "refuse_cancel"]] },
  return: {
    requested: [["approve", "approve_return"], ["refuse", "refuse_return"]],
    collecting: [["confirm_collected", "confirm_return_collected"], ["register_pickup", "register_return_pickup"]],
    collected: [["refund", "refund_return"], ["refuse", "refuse_return"]],
  },
  exchange: {
    requested: [["approve", "approve_exchange"], ["refuse", "refuse_exchange"]],
    collecting: [["confirm_collected", "confirm_exchange_collected"]],
    collected: [["reship", "reship_exchange"], ["refuse", "refuse_exchange"]],
  },
};
const MISSING = new Set<ActionKind>(["refuse_return", "approve_exchange"]);
const SAYS: Partial<Record<ActionKind, [string, string]>> = {
  approve_cancel: ["출고중지로 처리되고 바로 환불됩니다. 되돌릴 수 없습니다.", "Shipping stops and the buyer is refunded at once. It cannot be undone."],
  refund_return: ["쿠팡은 반품을 승인하면 바로 환불합니다. 되돌릴 수 없습니다.", "Coupang refunds at once when a return is approved. It cannot be undone."],
  approve_return: ["승인하면 수거가 시작됩니다. 환불은 수거 뒤에 합니다.", "Collection starts. The refund follows."],
  confirm_return_collected: ["입고 확인으로 처리되고 환불할 수 있게 됩니다.", "It is marked as received and can be refunded."],
  reship_exchange: ["새 묶음배송 번호로 나가며, 보낸 뒤에는 교환을 거부할 수 없습니다.", "It leaves under a new bundle; the exchange cannot be refused afterwards."],
  refuse_cancel: ["이미 출고로 처리되며 송장번호가 필요합니다.", "It is marked as already shipped and needs the invoice."],
};

function offer(kind: ActionKind): Offer {
  const says = SAYS[kind];
  return {
    kind,
    enabled: !MISSING.has(kind),
    reason: MISSING.has(kind) ? sentence("쿠팡 API에는 이 작업이 없습니다. Wing에서 처리하세요.", "Coupang's API has no such operation. Do it in Wing.") : null,
    consequence: says ? sentence(...says) : null,
    link: MISSING.has(kind) ? "https://wing.coupang.com/tenants/sfl-portal/return" : null,
  };
}

function claimAt(kind: ClaimKind, index: number): ClaimRowView {
  const seed = index * 17 + Object.keys(FLOW).indexOf(kind) * 1000;
  const steps: ClaimStep[] = [...FLOW[kind], "withdrawn", "overruled"];
  const step = steps[Math.floor(noise(seed) ** 1.6 * steps.length)] ?? "requested";
  const purchased = 1 + Math.floor(noise(seed + 1) * 3);
  const quantity = Math.max(1, purchased - (noise(seed + 2) > 0.7 ? 1 : 0));
  const trouble = VERBS[kind][step] !== undefined && index % 9 === 4 ? "unknown" : VERBS[kind][step] !== undefined && index % 9 === 6 ? "failed" : null;
  const verbs = VERBS[kind][step] ?? [];
  return {
    account: noise(seed + 9) > 0.8 ? "acc-2" : "acc-1",
    marketplace: "coupang",
    claim: String(4_471_902_836 + seed),
    order: String(29_000_188_420_517 - index),
    kind,
    step,
    raw_status: step.toUpperCase(),
    requested_at: ago(DAY * (noise(seed + 3) * 6) + 20 * MINUTE),
    lines: [{ product: pick(PRODUCTS, seed), purchased, quantity }, ...(noise(seed + 4) > 0.85 ? [{ product: pick(PRODUCTS, seed + 1), purchased: 1, quantity: 1 }] : [])],
    amount: 9_900 + Math.floor(noise(seed + 5) * 40) * 1_000,
    fault: noise(seed + 6) > 0.7 ? "seller" : "buyer",
    reason: pick(REASONS, seed + 7),
    requester: pick(["하*윤", "조*하", "안*리", "문*석"], seed + 8),
    refunded_early: kind === "return" && index % 11 === 3,
    confirmed_by: step === "overruled" ? "support" : "unstated",
    offers: verbs.map(([verb, action]) => [verb, offer(action)]),
    action: trouble && verbs[0] ? [verbs[0][1], trouble] : null,
    action_message: trouble === "failed" ? sentence("“수거 송장이 등록되지 않은 건입니다.” 수거 송장을 먼저 등록하세요.", "“수거 송장이 등록되지 않은 건입니다.” Register the pickup invoice first.") : null,
    next_check_at: trouble === "unknown" ? ago(-2 * MINUTE) : null,
  };
}

const SIZES: Record<ClaimKind, number> = { cancel: 16, return: 41, exchange: 12 };
const empty = scene.rows === 0;

export const claims: Record<ClaimKind, ClaimRowView[]> = {
  cancel: Array.from({ length: empty ? 0 : SIZES.cancel }, (_, index) => claimAt("cancel", index)),
  return: Array.from({ length: empty ? 0 : SIZES.return }, (_, index) => claimAt("return", index)),
  exchange: Array.from({ length: empty ? 0 : SIZES.exchange }, (_, index) => claimAt("exchange", index)),
};

export const claimNamed = (id: string): ClaimRowView | undefined =>
  Object.values(claims).flat().find((row) => row.claim === id);

/** Moves a claim as the marketplace would. */
export function move(id: string): void {
  const row = claimNamed(id);
  if (!row) return;
  const flow = FLOW[row.kind];
  row.step = flow[Math.min(flow.indexOf(row.step) + 1, flow.length - 1)] ?? row.step;
  row.offers = (VERBS[row.kind][row.step] ?? []).map(([verb, action]) => [verb, offer(action)]);
}

export function claimDetail(id: string): ClaimDetail {
  const row = claimNamed(id) ?? claimAt("return", 0);
  const flow = FLOW[row.kind];
  const here = flow.indexOf(row.step);
  const state = (index: number): StepState => (index < here ? "done" : index === here ? "now" : "later");
  const steps = flow.map((step, index) => ({ step, state: state(index), at: index <= here ? ago(DAY * (here - index + 0.2)) : null }));
  if (row.kind === "return") steps.splice(1, 0, { step: "approved", state: "merged", at: null });
  return {
    row,
    account_name: row.account === "acc-2" ? "온유키친" : "온유상점",
    steps,
    next: row.offers.find(([, each]) => each.enabled)?.[1].consequence ?? null,
    money: [
      { label: sentence(`상품 ${row.lines[0]?.quantity ?? 1}개`, "Goods"), amount: row.amount ?? 0, total: false },
      { label: sentence("반품 배송비 구매자 부담", "Return shipping, buyer"), amount: -6_000, total: false },
      { label: sentence("구매자에게 환불", "Refunded to the buyer"), amount: (row.amount ?? 0) - 6_000, total: true },
    ],
    pickup_from: { name: row.requester, phone: "0503-****-8842", postcode: "13529", address: "경기 성남시 분당구 ***", memo: "" },
    pickups: row.step === "requested" ? [] : [{ courier: "CJGLS", invoice: "633018845521" }],
    pickup_method: "쿠팡 자동 수거",
    reship_to: row.kind === "exchange" ? { name: row.requester, phone: "0503-****-8842", postcode: "13529", address: "경기 성남시 분당구 ***", memo: "문 앞" } : null,
    reship_bundle: null,
    reship_invoice: null,
    detail: "생각보다 커서 싱크대 선반에 안 들어가요. 뚜껑만 한 번 열어봤고 사용은 안 했습니다.",
    timeline: [
      { at: ago(20 * MINUTE), source: "us", about: "", kind: { event: "action_moved", action: "1", kind: "confirm_return_collected", state: "done", message: null }, words: null },
      { at: ago(DAY), source: "market", about: "", kind: { event: "claim_moved", kind: row.kind, from_kind: row.kind, from: "requested", to: "collecting" }, words: null },
      { at: ago(2 * DAY), source: "market", about: "", kind: { event: "claim_opened", kind: row.kind, quantity: 1 }, words: null },
    ],
  };
}
