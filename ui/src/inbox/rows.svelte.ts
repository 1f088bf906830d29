import { createQueries } from "@tanstack/svelte-query";
import type { InboxPage, InboxRow } from "../bindings";
import { cache, problemOf, reads, type LineRef } from "../shared/backend";
import type { FullQuery } from "./views";

/** Rows in one page. */
export const PAGE = 200;
/** Rows beyond the window for which a page is read ahead. */
const AHEAD = 60;
/** A thumb that flies over thousands of pages asks for none of them until it rests this long. */
const REST_MS = 60;

/** The rows of a query, read by pages as they come into view. Must be made while a component starts. */
export class InboxRows {
  /** The query whose rows are shown; it follows the wanted one when its first page is there. */
  shown: FullQuery = $state.raw() as FullQuery;
  /** The wanted query's first page is on its way. */
  waiting = $state(false);

  #pages = $state.raw<number[]>([0]);
  #resting: ReturnType<typeof setTimeout> | undefined;
  #known = 0;
  #results;

  constructor(wanted: () => FullQuery) {
    this.shown = wanted();
    $effect(() => this.#follow(wanted()));
    this.#results = createQueries(
      () => ({ queries: this.#pages.map((page) => reads.inboxPage(this.shown, { row: page * PAGE }, PAGE)) }),
      () => cache,
    );
  }

  #follow(query: FullQuery): () => void {
    let current = true;
    const show = (): void => {
      // An answer to an older wish is dropped: it stays in the cache and never reaches the screen.
      if (!current) return;
      this.waiting = false;
      if (query === this.shown) return;
      clearTimeout(this.#resting);
      this.shown = query;
      this.#pages = [0];
    };
    this.waiting = true;
    void cache.fetchQuery(reads.inboxPage(query, { row: 0 }, PAGE)).then(show, show);
    return () => (current = false);
  }

  #loaded(): InboxPage[] {
    return this.#results.flatMap((result) => (result.data ? [result.data] : []));
  }

  /** Rows in the whole list; the last known number while nothing is loaded. */
  get total(): number {
    const page = this.#loaded()[0];
    if (page) this.#known = page.total;
    return this.#known;
  }

  /** The list is longer than `total`. */
  get more(): boolean {
    return this.#loaded()[0]?.total_is_floor ?? false;
  }

  /** Something was answered. */
  get ready(): boolean {
    return this.#loaded().length > 0 || this.problem !== null;
  }

  /** Why the rows cannot be read. */
  get problem() {
    const failed = this.#results.find((result) => result.error !== null);
    return failed ? problemOf(failed.error) : null;
  }

  /** The row with this number, once its page is there. */
  at(index: number): InboxRow | undefined {
    const place = this.#pages.indexOf(Math.floor(index / PAGE));
    return place < 0 ? undefined : this.#results[place]?.data?.rows[index % PAGE];
  }

  /** Where a line stands among the rows that are there; `null` when it is none of them. */
  indexOf([account, line]: LineRef): number | null {
    for (const [place, page] of this.#pages.entries()) {
      const rows = this.#results[place]?.data?.rows ?? [];
      const found = rows.findIndex((row) => row.line === line && row.account === account);
      if (found >= 0) return page * PAGE + found;
    }
    return null;
  }

  /** Reads the pages of these rows. */
  look(first: number, last: number): void {
    const from = Math.floor(Math.max(0, first - AHEAD) / PAGE);
    const to = Math.floor(Math.min(last + AHEAD, Math.max(0, this.total - 1)) / PAGE);
    const pages = Array.from({ length: Math.max(1, to - from + 1) }, (_, step) => from + step);
    if (pages.join() === this.#pages.join()) return;
    clearTimeout(this.#resting);
    if (pages.some((page) => this.#pages.includes(page))) this.#pages = pages;
    else this.#resting = setTimeout(() => (this.#pages = pages), REST_MS);
  }
}
