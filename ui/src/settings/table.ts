import type { CapabilityRow, Marketplace, ReadingRow } from "../bindings";
import { m } from "../paraglide/messages";
import { kindWord } from "../shared/words";

/** What one marketplace offers of one row. */
export type Cell = Pick<CapabilityRow, "support" | "sentence" | "link" | "experimental">;

/** A row of the table, over all marketplaces. */
export interface Row {
  id: string;
  word: string;
  cells: Partial<Record<Marketplace, Cell>>;
}

const READINGS: Record<string, () => string> = {
  sign_in: m.reading_sign_in,
  new_orders: m.reading_new_orders,
  orders_by_time: m.reading_orders_by_time,
  order_detail: m.reading_order_detail,
  lines_of_order: m.reading_lines_of_order,
  counts: m.reading_counts,
  unpaid_orders: m.reading_unpaid_orders,
  address_after_confirm: m.reading_address_after_confirm,
  direct_delivery: m.reading_direct_delivery,
  delivery_history: m.reading_delivery_history,
  early_cancels: m.reading_early_cancels,
  cancel_requests: m.reading_cancel_requests,
  partial_claims: m.reading_partial_claims,
  overruled_claims: m.reading_overruled_claims,
  withdrawals: m.reading_withdrawals,
  returns: m.reading_returns,
  return_fees: m.reading_return_fees,
  exchanges: m.reading_exchanges,
  claim_detail: m.reading_claim_detail,
  coupons: m.reading_coupons,
  couriers: m.reading_couriers,
  reviews: m.reading_reviews,
  undelivered_reports: m.reading_undelivered_reports,
  settlement: m.reading_settlement,
};

/** Puts the cells of one row side by side, in the order in which the rows come. */
function gathered(cells: readonly { id: string; word: string; marketplace: Marketplace; cell: Cell }[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { id, word, marketplace, cell } of cells) {
    const row = rows.get(id) ?? { id, word, cells: {} };
    row.cells[marketplace] = cell;
    rows.set(id, row);
  }
  return [...rows.values()];
}

/** What can be done, by operation. */
export const operations = (cells: readonly CapabilityRow[]): Row[] =>
  gathered(cells.map((cell) => ({ id: cell.kind, word: kindWord[cell.kind](), marketplace: cell.marketplace, cell })));

/** What is told, by reading. */
export const readings = (cells: readonly ReadingRow[]): Row[] =>
  gathered(
    cells.map((cell) => ({
      id: cell.reading,
      word: READINGS[cell.reading]?.() ?? cell.reading,
      marketplace: cell.marketplace,
      cell: { ...cell, experimental: false },
    })),
  );

/** The marketplaces of the table, in the order in which they come. */
export const columns = (cells: readonly { marketplace: Marketplace }[]): Marketplace[] => [
  ...new Set(cells.map(({ marketplace }) => marketplace)),
];
