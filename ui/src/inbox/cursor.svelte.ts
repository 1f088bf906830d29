import type { InboxRow } from "../bindings";
import type { LineRef } from "../shared/backend";

/** The part of the rows that a cursor looks at. */
export interface Lookup {
  readonly total: number;
  at: (index: number) => InboxRow | undefined;
  indexOf: (line: LineRef) => number | null;
}

/**
 * The line that the keys act on and the panel shows. It is held by its own name and never by its place, which every
 * collection may change under it. Must be made while a component starts.
 */
export class Cursor {
  /** The line; nothing while its row is still being read. */
  line = $state.raw<LineRef | null>(null);
  /** Where the line stands, or stood when it was last seen. */
  #last = $state(0);
  readonly #rows: Lookup;

  constructor(rows: Lookup) {
    this.#rows = rows;
    $effect(() => this.#follow());
  }

  /** Where the line stands now; `null` when it has left the list. */
  get index(): number | null {
    return this.line === null ? null : this.#rows.indexOf(this.line);
  }

  /** The line's row; nothing when it has left the list. */
  get row(): InboxRow | undefined {
    return this.index === null ? undefined : this.#rows.at(this.index);
  }

  /** Takes the line that stands there. */
  put(index: number): void {
    const row = this.#rows.at(index);
    this.#last = index;
    this.line = row ? [row.account, row.line] : null;
  }

  /** Goes on by so many rows; from a line that left, to those that stand around its old place. Answers the place. */
  move(by: number): number {
    const { total } = this.#rows;
    // The next row has slid into the place of the line that left.
    const slid = this.index === null && by > 0 && this.#rows.at(this.#last) !== undefined;
    const from = this.index ?? (slid ? this.#last - 1 : this.#last);
    const to = Math.min(Math.max(0, from + by), Math.max(0, total - 1));
    this.put(to);
    return to;
  }

  /** Waits for the first row of another list. */
  restart(): void {
    this.#last = 0;
    this.line = null;
  }

  #follow(): void {
    const { index } = this;
    if (index !== null) this.#last = index;
    else if (this.line === null && this.#rows.at(this.#last)) this.put(this.#last);
  }
}
