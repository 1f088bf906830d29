import type { AccountId, InboxRow, LineId } from "../bindings";
import type { LineRef } from "../shared/backend";

/** Lines that can be selected at once: what the store answers in one go. */
export const CAP = 10_000;

const nameOf = (account: AccountId, line: LineId): string => `${account}\n${line}`;

/** The selected lines, in the order in which they were selected. */
export class Selection {
  #lines = $state.raw<ReadonlyMap<string, LineRef>>(new Map());
  /** The cap was reached. */
  capped = $state(false);
  /** Where a range begins. */
  anchor = 0;

  get size(): number {
    return this.#lines.size;
  }

  get lines(): LineRef[] {
    return [...this.#lines.values()];
  }

  has(row: InboxRow): boolean {
    return this.#lines.has(nameOf(row.account, row.line));
  }

  /** Selects a line, or lets it go. */
  toggle(row: InboxRow): void {
    const next = new Map(this.#lines);
    const name = nameOf(row.account, row.line);
    if (!next.delete(name) && next.size < CAP) next.set(name, [row.account, row.line]);
    this.#lines = next;
    this.capped = false;
  }

  /** Selects these too, up to the cap. */
  add(lines: readonly LineRef[]): void {
    const next = new Map(this.#lines);
    this.capped = false;
    for (const [account, line] of lines) {
      if (next.size >= CAP) {
        this.capped = true;
        break;
      }
      next.set(nameOf(account, line), [account, line]);
    }
    this.#lines = next;
  }

  clear(): void {
    this.#lines = new Map();
    this.capped = false;
  }
}
