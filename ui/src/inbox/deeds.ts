import type { ActionBatch, ActionKind, LineId, OrderDetail, Won } from "../bindings";
import type { Answers, Choosable } from "../forms/answers.svelte";
import { writes } from "../shared/backend";

/** Sends an operation on an order with what the form holds. */
type Send = (of: OrderDetail, given: Answers) => Promise<ActionBatch>;

/** Operations on an order that one form asks for and sends. */
export const SENDS: Partial<Record<ActionKind, Send>> = {
  complete_delivery: (of) => writes.completeDelivery(of.account, of.line),
  cancel_sale: (of, given) => writes.cancelSale(of.account, given.chosen, given.reason),
  delay_notice: (of, given) => writes.delayNotice(of.account, of.line, given.asksFor("day") ? given.day : null, given.reason, given.words),
  change_hope_delivery: (of, given) =>
    writes.changeHopeDelivery(of.account, of.line, given.day, given.at, given.region.trim(), given.words),
  change_receiver: (of, given) => writes.changeReceiver(of.account, of.line, given.receiver),
  request_return: (of, given) =>
    writes.requestReturn(of.account, given.chosen, given.reason, given.words, given.way, given.carried),
  ship_pieces: (of, given) => writes.shipPieces(of.account, of.line, given.parts.courier, given.parts.given),
  answer_undelivered: (of, given) =>
    writes.answerUndelivered(of.account, of.line, given.reason, given.words, given.carried),
};

/** What the goods that an operation takes are worth, discounts not taken off; nothing where a piece's share is not whole won. */
export function worthOf(of: OrderDetail, chosen: readonly [LineId, number][]): Won | null {
  let sum = 0;
  for (const [line, pieces] of chosen) {
    const row = of.lines.find((each) => each.row.line === line)?.row;
    if (!row || row.quantity.ordered === 0) return null;
    sum += (row.amount * pieces) / row.quantity.ordered;
  }
  return sum > 0 && Number.isInteger(sum) ? sum : null;
}

/** The lines of the opened bundle of which pieces are left to act on. */
export function choosable(of: OrderDetail): Choosable[] {
  const bundle = of.lines.find(({ row }) => row.line === of.line)?.row.bundle;
  return of.lines
    .filter(({ row }) => row.bundle === bundle && row.to_ship > 0)
    .map(({ row }) => ({ line: row.line, word: row.product, most: row.to_ship }));
}
