import type { AccountId, BundleId, LineId, Marketplace, OrderDetail, OrderId, OrderLineView, Sentence } from "../bindings";
import { m } from "../paraglide/messages";
import type { CellFault } from "./paste";

/** What is written with the invoice numbers. */
export type ShipMode = "ship" | "change_invoice" | "ship_rest";

/** Where a parcel stands. */
export type ParcelState = "open" | "blocked" | "stopped" | "sending" | "done" | "refused" | "unknown";

/** A bundle that leaves under one invoice number. */
export interface ParcelRow {
  account: AccountId;
  market: Marketplace;
  order: OrderId;
  bundle: BundleId;
  /** All its lines; the first names it to Rust. */
  lines: LineId[];
  receiver: string;
  region: string;
  product: string;
  pieces: number;
  courier: string;
  invoice: string;
  fault: CellFault | null;
  state: ParcelState;
  /** The marketplace's words when it refused. */
  quote: string | null;
  /** Why it or a part of it stays behind, or what to do about a refusal. */
  advice: Sentence | null;
  /** Why a part of it stays behind by now, while the rest still goes. */
  part: Sentence | null;
}

/** What of a bundle leaves: where lines leave one by one, some may have left before. */
function leaving(bundle: OrderLineView[], mode: ShipMode): OrderLineView[] {
  if (mode === "change_invoice") return bundle;
  const waiting = bundle.filter(({ row }) => row.stage === "paid" || row.stage === "preparing");
  return waiting.length > 0 ? waiting : bundle;
}

/** The parcel of an order's opened line. */
export function parcelOf(detail: OrderDetail, mode: ShipMode): ParcelRow | null {
  const opened = detail.lines.find((each) => each.row.line === detail.line);
  if (!opened) return null;
  const bundle = detail.lines.filter((each) => each.row.bundle === opened.row.bundle);
  const lines = leaving(bundle, mode);
  const offer = detail.offers.find((each) => each.kind === mode);
  const others = lines.length - 1;
  return {
    account: detail.account,
    market: detail.marketplace,
    order: detail.order,
    bundle: opened.row.bundle,
    lines: lines.map((each) => each.row.line),
    receiver: opened.row.receiver,
    region: opened.row.region,
    product: others > 0 ? `${opened.row.product} ${m.rows_more({ n: others })}` : opened.row.product,
    pieces: lines.reduce((sum, each) => sum + each.row.to_ship, 0),
    courier: "",
    invoice: mode === "change_invoice" ? (opened.row.invoice ?? "") : "",
    fault: null,
    state: offer && !offer.enabled ? "blocked" : "open",
    quote: null,
    advice: offer && !offer.enabled ? offer.reason : null,
    part: null,
  };
}

