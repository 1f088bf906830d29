import type { BriefView, MoneyRow, Offer, Won } from "../bindings";
import { m } from "../paraglide/messages";
import { won } from "../shared/format";

/** What the buyer gets back by a claim's money; nothing where it is not known or nothing is left to give back. */
export function refundOf(money: readonly MoneyRow[]): Won | null {
  const total = money.find((row) => row.total);
  const goods = money.find((row) => !row.total);
  if (!total || !goods || total.amount === 0) return null;
  const off = money.reduce((sum, row) => sum + (row.total ? 0 : Math.min(0, row.amount)), 0);
  // A sum that does not come of what is taken off is one that the buyer still has to pay.
  return goods.amount + off === total.amount ? total.amount : null;
}

/** Whether money leaves by a press without a further one, or may. */
export const paysAtOnce = (brief: BriefView | null): boolean => brief?.money === "now" || brief?.money === "soon" || brief?.money === "maybe";

/** The words of an offer's button, with the won that leave by it. */
export function pricedWord({ brief }: Offer, word: string, money: readonly MoneyRow[]): string {
  const back = brief?.money === "now" || brief?.money === "soon" ? refundOf(money) : null;
  return back === null ? word : m.won_verb({ won: won(back), verb: word });
}
