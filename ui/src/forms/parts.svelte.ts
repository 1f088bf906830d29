import type { CourierView } from "../bindings";
import { checkRows, type RowCheck } from "../shipping/check";
import { readInvoice, readRows, type CellFault } from "../shipping/paste";

/** One parcel of several in which the pieces of a line leave. */
export interface Part {
  invoice: string;
  fault: CellFault | null;
  pieces: number;
}

const empty = (pieces: number): Part => ({ invoice: "", fault: null, pieces });

/** Shares pieces out as evenly as they go; the first parcels take what is left over. */
export function spread(pieces: number, parcels: number): number[] {
  const each = Math.floor(pieces / parcels);
  return Array.from({ length: parcels }, (_, index) => each + (index < pieces % parcels ? 1 : 0));
}

/** What a pasted cell beside the number says: pieces, if it is a small whole number. */
const readPieces = (cell: string | null): number | null => (cell !== null && /^\d{1,4}$/.test(cell) ? Number(cell) : null);

/** The parcels in which the pieces of one line leave, as they are typed. */
export class Parts {
  courier = $state("");
  rows = $state<Part[]>([]);

  /** `most` is how many pieces the line has to ship. */
  constructor(readonly most: number) {
    this.rows = spread(most, 2).map(empty);
  }

  /** All typed pieces. */
  get sum(): number {
    return this.rows.reduce((sum, { pieces }) => sum + (Number.isInteger(pieces) ? pieces : 0), 0);
  }

  /** Whole pieces, at least one: a parcel with nothing in it does not leave. */
  fits({ pieces }: Part): boolean {
    return Number.isInteger(pieces) && pieces >= 1 && pieces <= this.most;
  }

  /** Checks every number against the courier's rule and against the others. */
  checks(couriers: readonly CourierView[]): RowCheck[] {
    return checkRows(
      this.rows.map(({ invoice, fault }) => ({ courier: this.courier, invoice, fault })),
      () => couriers,
    );
  }

  /** It can leave: two parcels or more, every number right, every piece in one of them. */
  ready(couriers: readonly CourierView[]): boolean {
    const fine = this.checks(couriers).every(({ state }) => state === "fine");
    return fine && this.courier !== "" && this.rows.length > 1 && this.rows.every((row) => this.fits(row)) && this.sum === this.most;
  }

  /** Each parcel's number with its pieces, as Rust takes them. */
  get given(): [string, number][] {
    return this.rows.map(({ invoice, pieces }) => [invoice, pieces]);
  }

  /** One parcel more, for what no other holds. */
  add(): void {
    this.rows.push(empty(Math.max(0, this.most - this.sum)));
  }

  /** One parcel less. */
  remove(index: number): void {
    this.rows.splice(index, 1);
  }

  /** Types a number into a parcel. */
  type(index: number, text: string): void {
    const row = this.rows[index];
    if (!row) return;
    const reading = readInvoice(text);
    row.fault = "fault" in reading ? reading.fault : null;
    row.invoice = "fault" in reading ? reading.text : reading.invoice;
  }

  /** Fills parcels downward from one with a column of numbers, adding as many as it takes. */
  paste(from: number, text: string): void {
    const block = readRows(text).filter(({ cell }) => cell.trim() !== "");
    const told = block.map(({ courier }) => readPieces(courier));
    while (this.rows.length < from + block.length) this.rows.push(empty(0));
    block.forEach(({ cell }, index) => this.type(from + index, cell));
    const shares = told.every((pieces) => pieces !== null) ? told : null;
    // Without a column of pieces, all of them are shared out anew: what stood there was for fewer parcels.
    const anew = spread(this.most, this.rows.length);
    this.rows.forEach((row, index) => {
      const own = shares?.[index - from];
      if (shares === null) row.pieces = anew[index] ?? 0;
      else if (own !== undefined && own !== null) row.pieces = own;
    });
  }
}
