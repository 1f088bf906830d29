import type { Change, ClaimChoice, ClaimPlan, LeftOut, LeftOutWhy, PlannedClaim, Tag } from "../../src/bindings";
import { claimNamed } from "./claims";
import { isEarly } from "./inspections";
import { ago, MINUTE, sentence } from "./scene";

const REASONS: Record<LeftOutWhy, [string, string]> = {
  withdrawn: ["구매자가 클레임을 철회했습니다. 주문을 원래대로 처리하세요.", "The buyer withdrew the claim. Go on with the order."],
  done: ["이미 처리가 끝난 클레임입니다. 더 할 일은 없습니다.", "The claim is settled already. There is nothing left to do."],
  quantity: ["수량이 바뀌었습니다. 내용을 다시 확인하고 결정하세요.", "The quantity changed. Look again and decide."],
  moved: ["상태가 바뀌었습니다. 내용을 다시 확인하고 결정하세요.", "It moved. Look again and decide."],
  under_way: ["같은 대상의 작업이 아직 끝나지 않았습니다. 그 결과를 먼저 확인하세요.", "An action on it is not finished. Look at its result first."],
  held: ["보류 중인 클레임입니다. 보류를 먼저 해제하세요.", "The claim is on hold. Release it first."],
  early: ["상품이 아직 돌아오지 않아 함께 보내지 않았습니다. 상품을 받았으면 검수를 적거나 한 건씩 열어 누르세요.", "Its goods are not back, so it did not go with the others. If you have them, note how they were found or decide on it alone."],
  untold: ["이 마켓은 상품이 돌아왔는지 알려주지 않아 함께 보내지 않았습니다. 상품을 받았으면 검수를 적거나 한 건씩 열어 누르세요.", "The marketplace does not tell whether its goods are back, so it did not go with the others. If you have them, note how they were found or decide on it alone."],
  unsupported: ["쿠팡의 반품은 승인 없이 접수됩니다. 상품이 돌아오면 입고확인 후 환불하세요.", "Returns at Coupang need no approval. Confirm the receipt of the goods, then refund."],
  step: ["이 클레임의 지금 단계에서는 할 수 없습니다. 다시 수집해 단계를 확인하세요.", "The claim does not take this at its step. Collect again and look."],
  input: ["마켓이 사유나 송장을 요구합니다. 이 건만 골라 입력하세요.", "The marketplace asks for a reason or an invoice. Select it alone and enter it."],
  unread: ["마켓이 응답하지 않습니다. 잠시 뒤 다시 시도하세요.", "The marketplace does not answer. Try again in a while."],
};

let hurried = false;

/** Ends the reading. */
export const hurryPlan = (): null => ((hurried = true), null);

function whyOf(choice: ClaimChoice, index: number): LeftOutWhy | null {
  const row = claimNamed(choice.claim);
  const offer = row?.offers.find(([verb]) => verb === choice.verb)?.[1];
  if (row?.action && row.action[1] === "unknown") return "under_way";
  if (index % 14 === 5) return "withdrawn";
  if (index % 40 === 9) return "quantity";
  if (row?.held && !offer?.enabled) return "held";
  if (offer?.link) return "unsupported";
  if (!offer?.enabled) return "step";
  if (row && isEarly(row, choice.verb)) return "early";
  return choice.act === null ? "input" : null;
}

function leftOut(choice: ClaimChoice, why: LeftOutWhy, index: number): LeftOut {
  const row = claimNamed(choice.claim);
  const link = row?.offers.find(([verb]) => verb === choice.verb)?.[1].link ?? null;
  return { account: choice.account, marketplace: row?.marketplace ?? "coupang", claim: choice.claim, kind: choice.seen.kind, order: row?.order ?? "", product: row?.lines[0]?.product ?? "", why, reason: sentence(...REASONS[why]), pieces: why === "quantity" ? [3, 2] : null, at: why === "withdrawn" ? ago(index * MINUTE) : null, link: why === "unsupported" ? link : null };
}

function goes({ account, claim, verb, act, seen }: ClaimChoice): PlannedClaim[] {
  const row = claimNamed(claim);
  const offer = row?.offers.find(([each]) => each === verb)?.[1];
  if (!row || !offer || !act) return [];
  const money = offer.brief?.money ?? "none";
  return [{ marketplace: row.marketplace, order: row.order, product: row.lines[0]?.product ?? "", kind: offer.kind, press: { account, claim, act, seen }, brief: offer.brief?.words ?? null, consequence: offer.consequence, money, amount: money === "none" ? null : row.amount, undoable: offer.kind.startsWith("hold_"), late: false }];
}

/** Reads every claim again, a few at a time, and says what a press would do. */
export async function planOf(chosen: ClaimChoice[], tell: (change: Change, tags: Tag[]) => void): Promise<ClaimPlan> {
  hurried = false;
  const accounts = [...new Set(chosen.map(({ account }) => account))];
  const slow = new URL(location.href).searchParams.get("scene") === "reading";
  for (let round = 1; round <= 4 && !hurried; round++) {
    for (const account of accounts) {
      const of = chosen.filter((each) => each.account === account).length;
      tell({ change: "reading_claims", account, read: Math.ceil((of * round) / 4), of }, []);
    }
    await new Promise((done) => setTimeout(done, slow ? 2_000 : 40));
  }
  const out = chosen.flatMap((choice, index) => {
    const why = whyOf(choice, index);
    return why === null ? [] : [leftOut(choice, why, index)];
  });
  const left = new Set(out.map(({ claim }) => claim));
  const rows = chosen.filter(({ claim }) => !left.has(claim)).flatMap(goes);
  const order = Object.keys(REASONS);
  const won = (money: string): number => rows.reduce((sum, row) => sum + (row.money === money ? (row.amount ?? 0) : 0), 0);
  return { read_at: new Date().toISOString(), goes: rows, left_out: out.sort((a, b) => order.indexOf(a.why) - order.indexOf(b.why)), totals: { goes: rows.length, left_out: out.length, now: won("now"), maybe: won("maybe"), later: won("later"), unpriced: 0 } };
}
