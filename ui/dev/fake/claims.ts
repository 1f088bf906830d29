import type { ActionKind, ClaimActRequest, ClaimDetail, ClaimKind, ClaimRowView, ClaimStep, ClaimVerb, HeldView, Marketplace, MoneyWhen } from "../../src/bindings";
import { byDeadline, claimDeadline, claimUntimed } from "./deadlines";
import { ago, DAY, MINUTE, noise, pick, scene, sentence } from "./scene";
import { cautioned, freshOf, stepsOf } from "./inspections";
import { isEsm, isMissing, isNaver, offer, type Shop, shopOf, SHOPS } from "./shops";

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
    requested: [["approve", "approve_return"], ["refuse", "refuse_return"], ["hold", "hold_return"], ["convert", "return_to_exchange"]],
    collecting: [["confirm_collected", "confirm_return_collected"], ["register_pickup", "register_return_pickup"], ["hold", "hold_return"], ["refuse", "refuse_return"]],
    collected: [["refund", "refund_return"], ["refuse", "refuse_return"], ["hold", "hold_return"], ["convert", "return_to_exchange"]],
  },
  exchange: {
    requested: [["approve", "approve_exchange"], ["refuse", "refuse_exchange"], ["hold", "hold_exchange"]],
    collecting: [["confirm_collected", "confirm_exchange_collected"], ["hold", "hold_exchange"]],
    collected: [["reship", "reship_exchange"], ["refuse", "refuse_exchange"], ["hold", "hold_exchange"], ["convert", "exchange_to_return"]],
    reshipped: [["complete", "complete_exchange"]],
  },
};
/** Grip takes a claim in by a notice, and its exchanges go on without telling that the goods came back. */
const GRIP_VERBS: Partial<Record<ClaimKind, Partial<Record<ClaimStep, [ClaimVerb, ActionKind][]>>>> = {
  return: { requested: [["notify", "notify_return"], ["refuse", "refuse_return"]], collecting: [["confirm_collected", "confirm_return_collected"], ["refuse", "refuse_return"]], collected: [["refund", "refund_return"], ["refuse", "refuse_return"]] },
  exchange: { requested: [["notify", "notify_exchange"], ["refuse", "refuse_exchange"]], collecting: [["reship", "reship_exchange"], ["confirm_collected", "confirm_exchange_collected"], ["refuse", "refuse_exchange"]], collected: [["reship", "reship_exchange"], ["refuse", "refuse_exchange"]] },
};
const RELEASE: Partial<Record<ClaimKind, ActionKind>> = { return: "release_return", exchange: "release_exchange" };
const HELD: [string, string] = ["보류 중인 클레임이라 처리할 수 없습니다. 먼저 보류를 해제하세요.", "The claim is held. Release it first."];

/** Verbs that a marketplace's own claims have at a step, in place of the common ones. */
function verbsOf({ kind, step, marketplace }: Pick<ClaimRowView, "kind" | "step" | "marketplace">): [ClaimVerb, ActionKind][] {
  if (marketplace === "grip") return GRIP_VERBS[kind]?.[step] ?? [];
  const verbs = VERBS[kind][step] ?? [];
  const atOnce = (marketplace === "elevenst" || isEsm(marketplace)) && kind === "return" && step !== "completed" && verbs.length > 0;
  const refund: [ClaimVerb, ActionKind][] = atOnce && !verbs.some(([verb]) => verb === "refund") ? [["refund", "refund_return"]] : [];
  const all = [...refund, ...verbs];
  return isEsm(marketplace) || marketplace === "elevenst" ? all.filter(([verb, each]) => verb === "refuse" || !isMissing(marketplace, each)) : all.filter(([verb]) => verb !== "convert" && verb !== "complete");
}

/** What may be done with a claim as it stands: Naver releases a held one before anything else, others go on. */
function offersOf(row: Pick<ClaimRowView, "kind" | "step" | "marketplace" | "held">): ClaimRowView["offers"] {
  const verbs = verbsOf(row);
  if (row.held && !isNaver(row.marketplace)) {
    const defer: [ClaimVerb, ActionKind][] = row.marketplace === "elevenst" && !row.held.deferred ? [["defer", "defer_return"]] : [];
    const kept = verbs.filter(([verb]) => verb === "refund" || verb === "convert" || verb === "refuse");
    return [...kept, ...defer].map(([verb, kind]) => [verb, offer(row.marketplace, kind)]);
  }
  const release = RELEASE[row.kind];
  const offers: ClaimRowView["offers"] = verbs.map(([verb, kind]) => [verb, offer(row.marketplace, kind, row.held === null, HELD)]);
  return row.held && release ? [["release", offer(row.marketplace, release)], ...offers] : offers;
}

function heldAt(market: Marketplace, index: number): HeldView | null {
  if (index % (isEsm(market) ? 2 : 4) !== 1) return null;
  const deferred = market === "elevenst" && index % 8 === 5;
  return { text: "반품 배송비 청구", detail: "왕복 배송비 입금 뒤 환불합니다.", fee: index % 8 === 1 ? 3_000 : null, since: ago(DAY + index * 40 * MINUTE), deferred };
}

/** Every shop has claims, whatever the queue: their numbers in the list of shops, over and over. */
const TURNS = [0, 3, 4, 1, 6, 5, 3, 2, 4, 1, 5, 6, 0];

function shopAt(index: number): Shop {
  return SHOPS[TURNS[index % TURNS.length] ?? 0] as Shop;
}

function claimAt(kind: ClaimKind, index: number): ClaimRowView {
  const seed = index * 17 + Object.keys(FLOW).indexOf(kind) * 1000;
  const steps: ClaimStep[] = [...FLOW[kind], "withdrawn", "overruled"];
  const step = steps[Math.floor(noise(seed) ** 1.6 * steps.length)] ?? "requested";
  const purchased = 1 + Math.floor(noise(seed + 1) * 3);
  const quantity = Math.max(1, purchased - (noise(seed + 2) > 0.7 ? 1 : 0));
  const shop = shopAt(index);
  const open = VERBS[kind][step] !== undefined;
  const held = kind !== "cancel" && open && shop.market !== "coupang" && shop.market !== "grip" && !(kind === "exchange" && shop.market === "elevenst") ? heldAt(shop.market, index) : null;
  const trouble = VERBS[kind][step] !== undefined && index % 9 === 4 ? "unknown" : VERBS[kind][step] !== undefined && index % 9 === 6 ? "failed" : null;
  const verbs = verbsOf({ kind, step, marketplace: shop.market });
  const requested_at = ago(DAY * (noise(seed + 3) * 6) + 20 * MINUTE);
  const fault = noise(seed + 6) > 0.7 ? "seller" : "buyer";
  return {
    account: shop.account,
    marketplace: shop.market,
    claim: String(4_471_902_836 + seed),
    order: String(29_000_188_420_517 - index),
    kind,
    step,
    raw_status: shop.market === "elevenst" ? (held ? "104" : "105") : step.toUpperCase(),
    requested_at,
    lines: [
      { product: pick(PRODUCTS, seed), purchased, quantity, add_on: isNaver(shop.market) && noise(seed + 12) > 0.7 },
      ...(noise(seed + 4) > 0.85 ? [{ product: pick(PRODUCTS, seed + 1), purchased: 1, quantity: 1, add_on: false }] : []),
    ],
    option: pick(["", "화이트", "블랙 / L", "620ml 3개입", ""], seed + 13),
    stamp: { kind, step, quantity, fault, fee: null, items: [], held: held !== null, found: null },
    amount: 9_900 + Math.floor(noise(seed + 5) * 40) * 1_000,
    fault,
    reason: pick(REASONS, seed + 7),
    requester: pick(["하*윤", "조*하", "안*리", "문*석"], seed + 8),
    refunded_early: kind === "return" && index % 11 === 3,
    confirmed_by: step === "overruled" ? "support" : "unstated",
    held,
    offers: offersOf({ kind, step, marketplace: shop.market, held }),
    next: null,
    action: trouble && verbs[0] ? [verbs[0][1], trouble] : null,
    action_message: trouble === "failed" ? sentence("“수거 송장이 등록되지 않은 건입니다.” 수거 송장을 먼저 등록하세요.", "“수거 송장이 등록되지 않은 건입니다.” Register the pickup invoice first.") : null,
    next_check_at: trouble === "unknown" ? ago(-2 * MINUTE) : null,
    deadline: claimDeadline({ marketplace: shop.market, kind, step, requested_at }),
    untimed: claimUntimed({ marketplace: shop.market, kind, step }),
  };
}

const SIZES: Record<ClaimKind, number> = { cancel: 36, return: scene.name === "many" ? 260 : 41, exchange: 12 };
const empty = scene.rows === 0;

export const claims: Record<ClaimKind, ClaimRowView[]> = {
  cancel: Array.from({ length: empty ? 0 : SIZES.cancel }, (_, index) => claimAt("cancel", index)).sort(byDeadline),
  return: Array.from({ length: empty ? 0 : SIZES.return }, (_, index) => claimAt("return", index)).sort(byDeadline),
  exchange: Array.from({ length: empty ? 0 : SIZES.exchange }, (_, index) => claimAt("exchange", index)).sort(byDeadline),
};

export const claimNamed = (id: string): ClaimRowView | undefined =>
  Object.values(claims).flat().find((row) => row.claim === id);

/** Moves a claim as the marketplace would. */
export function move(id: string, act: ClaimActRequest): void {
  const row = claimNamed(id);
  if (!row) return;
  const flow = FLOW[row.kind];
  if (act.act === "hold") row.held = { text: "보류", detail: act.detail, fee: act.fee, since: new Date().toISOString(), deferred: false };
  else if (act.act === "release") row.held = null;
  else if (act.act === "defer" && row.held) row.held = { ...row.held, deferred: true };
  else if (act.act === "convert") row.step = "withdrawn";
  else if (act.act.startsWith("refuse")) row.step = "rejected";
  else row.step = flow[Math.min(flow.indexOf(row.step) + 1, flow.length - 1)] ?? row.step;
  row.stamp = { ...row.stamp, step: row.step };
  row.offers = offersOf(row);
  row.deadline = claimDeadline(row);
}

/** When the money leaves by the next press. */
function moneyOf(row: ClaimRowView): MoneyWhen {
  if (row.kind === "exchange") return "never";
  const brief = row.offers.find(([, each]) => each.enabled)?.[1].brief;
  if (brief?.money === "now") return "now";
  return row.step === "collected" ? "on_refund" : "after_collected";
}

export function claimDetail(id: string): ClaimDetail {
  const row = claimNamed(id) ?? claimAt("return", 0);
  const { offers, next: verb } = cautioned(row);
  const next = offers.find(([each]) => each === verb)?.[1].consequence;
  return {
    row: { ...row, ...cautioned(row) },
    account_name: shopOf(row.account).name,
    steps: stepsOf(row),
    next: next ? { title: sentence(`${shopOf(row.account).name}: ${next.ko.split(". ")[0] ?? ""}`, next.en.split(". ")[0] ?? ""), then: sentence(next.ko.split(". ").slice(1).join(". "), next.en.split(". ").slice(1).join(". ")), money: moneyOf(row) } : null,
    ...freshOf(row),
    fault_change: row.kind === "cancel" ? null : { ...offer(row.marketplace, "change_fault", false), reason: sentence("11번가는 API로 귀책을 바꿀 수 없습니다. 판매자센터에서 반품 사유를 바꾸세요.", "11번가 takes no change of fault by API. Change the return's reason in the seller centre."), link: "https://soffice.11st.co.kr" },
    unpriced: null,
    money: [
      { label: sentence(`상품 ${row.lines[0]?.quantity ?? 1}개`, "Goods"), amount: row.amount ?? 0, total: false },
      { label: sentence("반품 배송비 구매자 부담", "Return shipping, buyer"), amount: -6_000, total: false },
      { label: sentence("구매자에게 환불", "Refunded to the buyer"), amount: (row.amount ?? 0) - 6_000, total: true },
    ],
    pickup_from: { name: row.requester, phone: "0503-****-8842", postcode: "13529", address: "경기 성남시 분당구 ***", memo: "" },
    pickups: row.step === "requested" ? [] : [{ courier: "CJGLS", invoice: "633018845521" }],
    pickup_method: isNaver(row.marketplace) ? "구매자가 직접 보냄" : "쿠팡 자동 수거",
    reship_to: row.kind === "exchange" ? { name: row.requester, phone: "0503-****-8842", postcode: "13529", address: "경기 성남시 분당구 ***", memo: "문 앞" } : null,
    reship_bundle: null,
    reship_invoice: null,
    told: [{ name: sentence("배송비 결제 방법", "How the fee is paid"), value: { form: "text", is: "환불금에서 차감" } }],
    detail: "생각보다 커서 싱크대 선반에 안 들어가요. 뚜껑만 한 번 열어봤고 사용은 안 했습니다.",
    timeline: [
      ...(row.held ? [{ at: ago(15 * MINUTE), source: "us" as const, about: "", kind: { event: "claim_held" as const, reason: row.held.text, fee: row.held.fee }, words: null, trace: null }] : []),
      { at: ago(20 * MINUTE), source: "us", about: "", kind: { event: "action_moved", action: "1", kind: "confirm_return_collected", state: "done", message: null }, words: null, trace: "dr4k2-8f21ab-77c0" },
      { at: ago(DAY), source: "market", about: "", kind: { event: "claim_moved", kind: row.kind, from_kind: row.kind, from: "requested", to: "collecting" }, words: null, trace: null },
      { at: ago(2 * DAY), source: "market", about: "", kind: { event: "claim_opened", kind: row.kind, quantity: 1 }, words: null, trace: null },
    ],
  };
}
