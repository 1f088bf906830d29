import type { AskView, CourierCode, Destination, InvoiceNumber, Length, LineId } from "../bindings";
import { isoDay, readDay, readTime, readWon } from "../shared/format";
import { feeFault, feeLack } from "./fee";
import { isLong, isShort } from "./length";
import { Parts } from "./parts.svelte";
import { isWhole, nowhere } from "./receiver";
import { withParcel } from "./templates";

/** What shipping both ways may cost whatever the goods were worth, in won, as the desk has it. */
const SHIPPING = 50_000;

/** A line of which some pieces can be chosen. */
export interface Choosable {
  line: LineId;
  word: string;
  most: number;
}

/** A courier and a number, as far as they are typed. */
export interface Parcel {
  courier: string;
  /** The courier's name, as a buyer reads it. */
  name: string;
  invoice: string;
  /** The number is one of the courier's. */
  fine: boolean;
  /** Nothing is typed and no courier chosen. */
  blank: boolean;
}

export const noParcel = (): Parcel => ({ courier: "", name: "", invoice: "", fine: false, blank: true });

/** What a person gives along with an operation, as it is typed. */
export class Answers {
  parcel = $state<Parcel>(noParcel());
  reason = $state("");
  text = $state("");
  /** What each of the buyers reads, once it is known what the words leave open. */
  filled = $state.raw<readonly string[] | null>(null);
  /** The list of templates is open. */
  choosing = $state(false);
  fee = $state("");
  /** What the goods are worth; nothing where nobody knows. */
  worth = $state<number | null>(null);
  day = $state("");
  time = $state("");
  region = $state("");
  way = $state("");
  receiver = $state<Destination>(nowhere());
  pieces = $state<Record<LineId, number>>({});
  /** The parcels in which the opened line's pieces leave. */
  readonly parts: Parts;
  /** The parcels' numbers are the courier's, and hold every piece. */
  partsReady = $state(false);
  /** What is asked for as the form stands: some things only for some reasons. */
  readonly shown: AskView[] = $derived.by(() => this.asks.filter((ask) => this.#applies(ask)));

  /** `opened` is the line whose pieces are chosen from the start. */
  constructor(
    readonly asks: readonly AskView[],
    readonly lines: readonly Choosable[] = [],
    opened: LineId | null = null,
  ) {
    this.pieces = Object.fromEntries(lines.map(({ line, most }) => [line, line === opened ? most : 0]));
    this.parts = new Parts(lines.find(({ line }) => line === opened)?.most ?? 0);
  }

  /** Everything asked for is there and can be right. */
  ready(now: Date): boolean {
    return this.shown.every((ask) => this.#fine(ask, now));
  }

  /** Whole pieces, and no more than there are. */
  fits({ line, most }: Choosable): boolean {
    const n = this.pieces[line] ?? 0;
    return Number.isInteger(n) && n >= 0 && n <= most;
  }

  /** The lines of which pieces were chosen. */
  get chosen(): [LineId, number][] {
    return this.lines.map(({ line }): [LineId, number] => [line, this.pieces[line] ?? 0]).filter(([, n]) => n > 0);
  }

  /** All chosen pieces. */
  get total(): number {
    return this.chosen.reduce((sum, [, n]) => sum + n, 0);
  }

  /** The charge in won; nothing when it was left empty, or typed for a reason that charges nothing. */
  get won(): number | null {
    return this.asksFor("fee", "fee_for") ? readWon(this.fee) : null;
  }

  /** The least and the most that can be charged as the form stands: what the goods are worth or, for cheap ones, what shipping may cost. */
  get charge(): { least: number; most: number } {
    const least = this.shown.map((asked) => (asked.ask === "fee_for" ? asked.at_least : asked.ask === "fee" && asked.codes.includes(this.reason) ? 1 : 0));
    const within = this.shown.some((asked) => asked.ask === "fee_for" && asked.within_goods);
    return { least: Math.max(0, ...least), most: within && this.worth !== null ? this.worth : Math.max(SHIPPING, this.worth ?? 0) };
  }

  /** The time of day as Rust reads it; nothing when it was left empty. */
  get at(): string | null {
    return readTime(this.time);
  }

  /** The words; what was typed for a reason that asks for none is not sent. */
  get words(): string {
    return this.asksFor("text", "text_for") ? this.worded.trim() : "";
  }

  /** The parcel, where one is asked for and given. */
  get carried(): [CourierCode, InvoiceNumber] | null {
    const { courier, invoice, fine } = this.parcel;
    return fine && this.asksParcel ? [courier, invoice] : null;
  }

  /** A courier and a number are asked for beside the words. */
  get asksParcel(): boolean {
    return this.asksFor("invoice", "parcel", "maybe_invoice", "invoice_for");
  }

  /** The words with the parcel that is typed beside them. */
  get worded(): string {
    return this.asksParcel ? withParcel(this.text, this.parcel) : this.text;
  }

  /** Whether one of these is asked for as the form stands. */
  asksFor(...what: AskView["ask"][]): boolean {
    return this.shown.some(({ ask }) => what.includes(ask));
  }

  /** What goes out: the words as they were typed, or filled in for each buyer. */
  get sent(): readonly string[] {
    return this.filled ?? [this.worded];
  }

  #fits(length: Length): boolean {
    return this.sent.every((words) => words.trim() !== "" && !isShort(length, words) && !isLong(length, words));
  }

  #applies(ask: AskView): boolean {
    const always = ask.ask !== "invoice_for" && ask.ask !== "text_for" && ask.ask !== "fee_for";
    return always || ask.codes.includes(this.reason);
  }

  #fine(ask: AskView, now: Date): boolean {
    switch (ask.ask) {
      case "invoice":
      case "parcel":
      case "invoice_for":
        return this.parcel.fine;
      case "maybe_invoice":
        return this.parcel.fine || this.parcel.blank;
      case "parts":
        return this.partsReady;
      case "reason":
        return this.reason !== "";
      case "text":
      case "text_for":
        return this.#fits(ask.length);
      case "fee":
      case "fee_for":
        return feeLack(this) === null && feeFault(this) === null;
      case "day":
        return readDay(this.day) !== null && this.day >= isoDay(now);
      case "time":
        return this.time.trim() === "" || this.at !== null;
      case "region":
        return true;
      case "quantity":
        return this.total > 0 && this.lines.every((line) => this.fits(line));
      case "receiver":
        return isWhole(this.receiver);
      case "way":
        return this.way !== "";
    }
  }
}
