import type { AskView, LineId } from "../bindings";
import { isoDay, readDay, readTime, readWon } from "../shared/format";

/** A line of which some pieces can be chosen. */
export interface Choosable {
  line: LineId;
  word: string;
  most: number;
}

/** Characters as Rust counts them, and as the marketplaces' limits mean them. */
export const characters = (text: string): number => [...text.trim()].length;

/** What a person gives along with an operation, as it is typed. */
export class Answers {
  parcel = $state({ courier: "", invoice: "", fine: false });
  reason = $state("");
  text = $state("");
  fee = $state("");
  day = $state("");
  time = $state("");
  region = $state("");
  way = $state("");
  pieces = $state<Record<LineId, number>>({});

  /** `opened` is the line whose pieces are chosen from the start. */
  constructor(
    readonly asks: readonly AskView[],
    readonly lines: readonly Choosable[] = [],
    opened: LineId | null = null,
  ) {
    this.pieces = Object.fromEntries(lines.map(({ line, most }) => [line, line === opened ? most : 0]));
  }

  /** Everything asked for is there and can be right. */
  ready(now: Date): boolean {
    return this.asks.every((ask) => this.#fine(ask, now));
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

  /** The charge in won; nothing when it was left empty. */
  get won(): number | null {
    return readWon(this.fee);
  }

  /** The time of day as Rust reads it; nothing when it was left empty. */
  get at(): string | null {
    return readTime(this.time);
  }

  #fine(ask: AskView, now: Date): boolean {
    switch (ask.ask) {
      case "invoice":
        return this.parcel.fine;
      case "reason":
        return this.reason !== "";
      case "text":
        return characters(this.text) > 0 && characters(this.text) <= ask.at_most;
      case "fee":
        return this.fee.trim() === "" || this.won !== null;
      case "day":
        return readDay(this.day) !== null && this.day >= isoDay(now);
      case "time":
        return this.time.trim() === "" || this.at !== null;
      case "region":
        return true;
      case "quantity":
        return this.total > 0 && this.lines.every((line) => this.fits(line));
      case "way":
        return this.way !== "";
    }
  }
}
