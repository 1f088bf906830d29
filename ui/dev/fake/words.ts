import type { AccountId, ClaimRowView, Filled, HappeningView, Target, Template, TemplateField } from "../../src/bindings";
import { FIELDS } from "../../src/forms/templates";
import { claims } from "./claims";
import { lineAt, numberOf } from "./orders";
import { ago, MINUTE, scene, sentence } from "./scene";

let templates: Template[] = [
  { id: "t1", name: "사용 흔적", purpose: "refusal", marketplace: null, body: "{주문자} 고객님, 보내 주신 {상품}에서 사용 흔적이 확인되어 반품을 받아 드리기 어렵습니다. 상품은 다시 보내 드립니다." },
  { id: "t2", name: "이미 발송", purpose: "cancel_refusal", marketplace: null, body: "{주문자} 고객님, 주문하신 {상품}은(는) 이미 발송되었습니다. {택배사} {송장번호}로 배송 조회가 가능합니다." },
  { id: "t3", name: "반품 배송비 입금 대기", purpose: "hold", marketplace: null, body: "{상품} 반품 배송비 입금을 기다리고 있습니다." },
  { id: "t4", name: "반품 접수", purpose: "notice", marketplace: null, body: "{주문자} 고객님, {상품} 접수가 완료되었습니다. 주문번호 {주문번호}를 적은 메모와 함께 보내 주세요." },
  { id: "t5", name: "재고 부족", purpose: "delay", marketplace: null, body: "{상품} 재고가 늦게 들어와 발송이 늦어집니다." },
];

const all = (): ClaimRowView[] => [...claims.cancel, ...claims.return, ...claims.exchange];

function valuesOf({ on, id }: Target): Partial<Record<TemplateField, string>> {
  const claim = on === "claim" ? all().find((row) => row.claim === id) : undefined;
  if (claim) return { buyer: claim.requester, product: claim.lines[0]?.product ?? "", order: claim.order, reason: claim.reason };
  const line = lineAt(numberOf(id));
  return { buyer: line.receiver, product: line.product, option: line.option, order: line.order, invoice: line.invoice ?? "" };
}

function fill(body: string, target: Target): Filled {
  const values = valuesOf(target);
  const missing: TemplateField[] = [];
  const text = body.replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const field = (Object.keys(FIELDS) as TemplateField[]).find((each) => FIELDS[each] === name.trim());
    if (!field) return whole;
    if (!values[field] && !missing.includes(field)) missing.push(field);
    return values[field] ?? "";
  });
  return { text, missing };
}

const [cancel, second] = claims.cancel;
const back = claims.return[0];
const happened = (number: number, minutes: number, row: ClaimRowView | undefined, what: [string, string], means: [string, string], more: Partial<HappeningView> = {}): HappeningView[] =>
  row ? [{ number, at: ago(minutes * MINUTE), account: row.account, account_name: "모아상점", marketplace: row.marketplace, order: row.order, line: null, claim: [row.claim, row.kind], product: row.lines[0]?.product ?? "", what: sentence(...what), means: sentence(...means), dangerous: false, fresh: true, ...more }] : [];

let happenings: HappeningView[] = scene.rows === 0 ? [] : [
  ...happened(3, 4, cancel, ["송장을 넣은 주문에 취소 요청이 들어왔습니다", "A cancel request stands on an order with an invoice"], ["상자를 내보내지 말고 빼 두세요. 클레임을 먼저 처리하세요.", "Keep the parcel back, and answer the claim first."], { dangerous: scene.name === "alarm", fresh: scene.name === "alarm" }),
  ...happened(2, 38, back, ["마켓이 반품을 직권으로 처리했습니다", "The marketplace settled the return itself"], ["이미 환불되었을 수 있습니다. 물건을 보내지 말고 판매자센터에서 사유를 확인하세요.", "It may be refunded already. Send nothing, and read the reason in the seller centre."]),
  ...happened(1, 95, second, ["취소 요청이 철회되었습니다", "The cancel request was withdrawn"], ["주문이 그대로 살아 있으니 기한 안에 발송하세요.", "The order stands: ship it in time."], { fresh: false }),
];

/** Templates, and what happened without us. */
export const words = {
  templates: () => templates,
  put_template: (template: Template) => void (templates = [...templates.filter(({ id }) => id !== template.id), { ...template, id: template.id || `t${templates.length + 1}` }]),
  remove_template: (id: string) => void (templates = templates.filter((each) => each.id !== id)),
  fill_words: (about: [AccountId, Target][], body: string) => about.map(([, target]) => fill(body, target)),
  happenings: () => ({ rows: happenings, fresh: happenings.filter(({ fresh }) => fresh).length }),
  see_happenings: (numbers: number[]) => void (happenings = happenings.map((row) => (numbers.includes(row.number) ? { ...row, fresh: false } : row))),
};
