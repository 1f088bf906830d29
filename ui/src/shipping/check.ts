import type { CourierView } from "../bindings";
import type { CellFault } from "./paste";

/** What is wrong, or right, with a row before it is sent. */
export type RowCheck =
  | { state: "empty" }
  | { state: "courier" }
  | { state: "fault"; fault: CellFault }
  | { state: "length" }
  | { state: "same"; as: number }
  | { state: "fine" };

/** What a check looks at. */
export interface Checked {
  courier: string;
  invoice: string;
  fault: CellFault | null;
}

/**
 * The digit rule as the marketplace's list words it: `숫자 10·12자리`, `숫자 10–11자리`, `영문·숫자 10자리`.
 * Rust checks again before anything is sent; this only spares a round trip while pasting.
 */
export function admits(rule: string, invoice: string): boolean {
  const digits = /^\d+$/.test(invoice);
  const range = /(\d+)–(\d+)/.exec(rule);
  if (range) return digits && invoice.length >= Number(range[1]) && invoice.length <= Number(range[2]);
  const lengths = (/(\d+(?:·\d+)*)자리/.exec(rule)?.[1] ?? "").split("·").filter(Boolean).map(Number);
  const letters = rule.includes("영문");
  if (lengths.length > 0) return (letters || digits) && lengths.includes(invoice.length);
  return rule.includes("숫자") && !letters ? digits : invoice.length > 0;
}

/** Checks every row against its courier's rule and against the other rows. */
export function checkRows<Row extends Checked>(
  rows: readonly Row[],
  couriersOf: (row: Row) => readonly CourierView[],
): RowCheck[] {
  const first = new Map<string, number>();
  return rows.map((row, index) => {
    if (row.fault) return { state: "fault", fault: row.fault };
    const courier = couriersOf(row).find((each) => each.code === row.courier);
    if (courier?.numbered === false) return { state: "fine" };
    if (row.invoice === "") return { state: "empty" };
    if (!courier) return { state: "courier" };
    if (!admits(courier.rule.ko, row.invoice)) return { state: "length" };
    const key = `${row.courier} ${row.invoice}`;
    const seen = first.get(key);
    if (seen !== undefined) return { state: "same", as: seen };
    first.set(key, index);
    return { state: "fine" };
  });
}

/** The courier that a pasted name or code means, if one does. */
export function courierNamed(name: string, couriers: readonly CourierView[]): CourierView | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/\s|택배|대한통운|logistics/g, "");
  const sought = plain(name);
  return (
    couriers.find((each) => each.code.toLowerCase() === name.trim().toLowerCase() || each.name === name.trim()) ??
    couriers.find((each) => sought !== "" && plain(each.name) === sought)
  );
}
