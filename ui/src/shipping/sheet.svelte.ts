import type { AccountId, ActionBatch, ActionId, ActionState, ActionView, CourierView, ParcelStop, ShipRow } from "../bindings";
import { cache, reads, writes, type LineRef } from "../shared/backend";
import { checkRows, courierNamed, type RowCheck } from "./check";
import { readInvoice, readRows } from "./paste";
import { parcelOf, type ParcelRow, type ShipMode } from "./rows";
import { heed } from "./stops";

/** Bundles that one sheet holds. */
export const SHEET_CAP = 300;
const AT_ONCE = 8;

/** What a paste did. */
export interface Pasted {
  rows: number;
  left: number;
}

/** The parcels of a shipment being typed. */
export class ShipSheetRows {
  rows = $state<ParcelRow[]>([]);
  loading = $state(true);
  /** More bundles were selected than the sheet holds. */
  over = $state(0);
  pasted = $state.raw<Pasted | null>(null);
  sending = $state(false);
  checks: RowCheck[] = $derived.by(() => checkRows(this.rows, (row) => this.couriersOf(row.account)));
  /** Numbers of the rows that would leave now. */
  ready: number[] = $derived.by(() =>
    this.rows.flatMap((row, index) => (row.state === "open" && this.checks[index]?.state === "fine" ? [index] : [])),
  );

  #couriers = $state.raw<Record<AccountId, CourierView[]>>({});
  #before: ParcelRow[] | null = null;
  #stops: readonly ParcelStop[] = [];
  #sent = new Set<ActionId>();
  /** What the journal last said of what was sent from here. */
  #known = new Map<ActionId, ActionState>();
  /** Rows of which something was left out; where lines leave one by one, the others are on their way. */
  #left = new Set<ParcelRow>();

  constructor(readonly mode: ShipMode) {}

  couriersOf(account: AccountId): CourierView[] {
    return this.#couriers[account] ?? [];
  }

  /** Every courier of every account in the sheet, once. */
  get couriers(): CourierView[] {
    const known = new Map(Object.values(this.#couriers).flat().map((each) => [each.code, each]));
    return [...known.values()];
  }

  /** Reads the bundles of the selected lines. */
  async load(lines: LineRef[]): Promise<void> {
    const seen = new Set<string>();
    for (let at = 0; at < lines.length && seen.size < SHEET_CAP; at += AT_ONCE) {
      const some = lines.slice(at, at + AT_ONCE);
      const details = await Promise.all(some.map(([account, line]) => cache.fetchQuery(reads.orderDetail(account, line))));
      for (const detail of details) {
        const parcel = parcelOf(detail, this.mode);
        const name = parcel ? `${parcel.account} ${parcel.bundle}` : "";
        if (!parcel || seen.has(name)) continue;
        seen.add(name);
        await this.#learnCouriers(parcel.account);
        this.rows.push(parcel);
      }
    }
    this.over = seen.size >= SHEET_CAP ? Math.max(0, lines.length - SHEET_CAP) : 0;
    this.loading = false;
  }

  async #learnCouriers(account: AccountId): Promise<void> {
    if (this.#couriers[account]) return;
    const list = await cache.fetchQuery(reads.couriers(account));
    this.#couriers = { ...this.#couriers, [account]: list };
  }

  /** The lines by which the desk is asked what keeps their parcels back by now. */
  get named(): LineRef[] {
    return this.loading ? [] : this.rows.flatMap((row) => (row.lines[0] === undefined ? [] : [[row.account, row.lines[0]]]));
  }

  /** Takes in what keeps parcels back by now. */
  heed(stops: readonly ParcelStop[]): void {
    this.#stops = stops;
    heed(this.rows, stops);
  }

  /** Takes a parcel off the sheet that stays behind, once a person has read why. */
  drop(index: number): void {
    if (this.rows[index]?.state !== "stopped") return;
    this.rows.splice(index, 1);
    // A paste that is taken back must not bring it back.
    this.#before = null;
    this.pasted = null;
  }

  /** The next row after `from` in a direction that takes a number; the row itself when there is none. */
  step(from: number, by: 1 | -1): number {
    let index = from + by;
    while (this.rows[index] && !isOpen(this.rows[index])) index += by;
    return this.rows[index] ? index : from;
  }

  /** The first row that takes a number. */
  get firstOpen(): number {
    return Math.max(0, this.rows.findIndex(isOpen));
  }

  /** Types an invoice number into a row; a refused row is open again once it was mended. */
  type(index: number, text: string): void {
    const row = this.rows[index];
    if (!row || !takesNumber(row)) return;
    const reading = readInvoice(text);
    row.fault = "fault" in reading ? reading.fault : null;
    row.invoice = "fault" in reading ? reading.text : reading.invoice;
    reopen(row);
  }

  /** Chooses the courier of a row. */
  choose(index: number, code: string): void {
    const row = this.rows[index];
    if (!row || !takesNumber(row)) return;
    row.courier = code;
    reopen(row);
  }

  /** Gives every row that has none this courier, under the code that the row's marketplace has for it. */
  chooseAll(code: string): void {
    const name = this.couriers.find((each) => each.code === code)?.name ?? code;
    this.rows.forEach((row, index) => {
      const known = this.couriersOf(row.account);
      const same = courierNamed(name, known) ?? known.find((each) => each.code === code);
      if (row.courier === "" && same) this.choose(index, same.code);
    });
  }

  /** Fills rows downward from one with a block of cells; rows that cannot be sent are passed over. */
  paste(from: number, text: string): void {
    const block = readRows(text);
    this.#before = $state.snapshot(this.rows) as ParcelRow[];
    let index = from;
    let used = 0;
    for (const { courier, cell } of block) {
      while (index < this.rows.length && !takesNumber(this.rows[index])) index++;
      const row = this.rows[index];
      if (!row) break;
      if (courier) this.choose(index, courierNamed(courier, this.couriersOf(row.account))?.code ?? row.courier);
      this.type(index, cell);
      index++;
      used++;
    }
    this.pasted = { rows: used, left: block.length - used };
  }

  /** Takes the last paste back as one step. */
  undo(): boolean {
    if (!this.#before) return false;
    this.rows = this.#before;
    this.#before = null;
    this.pasted = null;
    // What was taken off since the paste stays off.
    heed(this.rows, this.#stops);
    return true;
  }

  /** The next row after `from` that needs a hand. */
  nextFault(from: number): number | null {
    const wrong = this.checks.flatMap((check, index) =>
      isOpen(this.rows[index]) && check.state !== "fine" && check.state !== "empty" ? [index] : [],
    );
    return wrong.find((index) => index > from) ?? wrong[0] ?? null;
  }

  /** Sends what is ready. */
  async send(): Promise<ActionBatch | undefined> {
    const leaving = this.ready.map((index) => this.rows[index]).filter((row) => row !== undefined);
    if (leaving.length === 0 || this.sending) return undefined;
    this.sending = true;
    this.pasted = null;
    this.#before = null;
    for (const row of leaving) {
      row.state = "sending";
      this.#left.delete(row);
    }
    try {
      const batch = together(await this.#write(leaving));
      this.#journaled(batch);
      return batch;
    } catch (error) {
      for (const row of leaving) row.state = "open";
      throw error;
    } finally {
      this.sending = false;
    }
  }

  async #write(leaving: ParcelRow[]): Promise<ActionBatch[]> {
    const rows: ShipRow[] = leaving.map((row) => ({
      account: row.account,
      line: row.lines[0] ?? "",
      courier: row.courier,
      invoice: row.invoice,
    }));
    if (this.mode === "ship") return [await writes.ship(rows)];
    if (this.mode === "change_invoice") return [await writes.changeInvoice(rows)];
    const batches: ActionBatch[] = [];
    for (const row of rows) batches.push(await writes.shipRest(row));
    return batches;
  }

  #journaled(batch: ActionBatch): void {
    for (const id of batch.actions) this.#sent.add(id);
    for (const left of batch.blocked) {
      const row = this.rows.find((each) => each.lines.includes(left.target.id));
      if (row) Object.assign(row, { state: "refused", advice: left.reason, quote: null });
      if (row) this.#left.add(row);
    }
  }

  #waits(row: ParcelRow): boolean {
    return row.state === "sending" || row.state === "unknown" || (row.state === "refused" && this.#left.has(row));
  }

  /** What was sent from here and has not come to its end. */
  get waiting(): ActionId[] {
    return [...this.#sent].filter((id) => !["done", "failed", "undone"].includes(this.#known.get(id) ?? ""));
  }

  /** Takes in what the journal says about what was sent from here. */
  learn(journal: readonly ActionView[]): void {
    for (const action of journal) {
      if (this.#sent.has(action.id)) this.#known.set(action.id, action.state);
      if (!this.#sent.has(action.id) || action.state === "queued" || action.state === "sending") continue;
      if (action.state === "undone") this.#takeBack(action);
      else for (const row of this.rows) if (this.#waits(row)) settle(row, action);
    }
  }

  /** Rows of a press that was taken back are as before it. */
  #takeBack(action: ActionView): void {
    this.#sent.delete(action.id);
    const ids = action.targets.map(({ id }) => id);
    for (const row of this.rows) if (row.state === "sending" && row.lines.some((line) => ids.includes(line))) row.state = "open";
  }
}

/** Several requests of one press as one. */
function together(batches: readonly ActionBatch[]): ActionBatch {
  const leaves_at = batches.find((batch) => batch.leaves_at !== null)?.leaves_at ?? null;
  return { actions: batches.flatMap(({ actions }) => actions), blocked: batches.flatMap(({ blocked }) => blocked), leaves_at };
}

const isOpen = (row: ParcelRow | undefined): boolean => row?.state === "open" || row?.state === "refused";

/**
 * A parcel that was taken off while the sheet stands keeps its place in the columns that were copied for it: the number
 * is for it and for no other, and is not sent.
 */
const takesNumber = (row: ParcelRow | undefined): boolean => isOpen(row) || row?.state === "stopped";

function reopen(row: ParcelRow): void {
  if (row.state === "refused") Object.assign(row, { state: "open", quote: null, advice: null, remedy: null });
}

function settle(row: ParcelRow, action: ActionView): void {
  const mine = action.outcomes.filter((each) => row.lines.includes(each.target.id));
  if (mine.length === 0) return;
  const refused = mine.find((each) => each.result === "failed");
  if (refused?.result === "failed") {
    Object.assign(row, { state: "refused", quote: refused.message, advice: refused.advice });
  } else if (mine.some((each) => each.result === "unknown")) {
    row.state = "unknown";
  } else {
    row.state = "done";
  }
}
