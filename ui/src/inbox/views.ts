import type { Counts, InboxQuery, SavedView, Status } from "../bindings";
import { m } from "../paraglide/messages";

/** A query with nothing left out. */
export type FullQuery = Required<InboxQuery>;

/** A tab of the inbox. */
export interface View {
  id: string;
  word: () => string;
  query: FullQuery;
  saved: SavedView | null;
}

/** Fills in what a stored query leaves out. */
export function full(query: InboxQuery): FullQuery {
  return {
    statuses: query.statuses ?? [],
    accounts: query.accounts ?? [],
    from: query.from ?? null,
    to: query.to ?? null,
    text: query.text ?? null,
    on_hold: query.on_hold ?? false,
    undelivered: query.undelivered ?? false,
    sort: query.sort ?? "newest",
  };
}

const view = (id: string, word: () => string, statuses: Status[]): View => ({
  id,
  word,
  query: full({ statuses }),
  saved: null,
});

/** The tabs that are always there. */
export const VIEWS: readonly View[] = [
  view("new", m.view_new, ["PAID"]),
  view("waiting", m.view_waiting, ["PREPARING"]),
  view("moving", m.view_moving, ["SHIPPED", "DELIVERING"]),
  view("done", m.view_done, ["DELIVERED", "CONFIRMED"]),
  view("all", m.view_all, []),
];

/** The tab of a saved view. */
export function savedView(saved: SavedView): View {
  return { id: saved.id, word: () => saved.name, query: full(saved.query), saved };
}

/** Lines in the statuses, over all accounts; all statuses when none is named. */
export function linesIn(counts: Counts | undefined, statuses: readonly Status[]): number {
  return (counts?.lines ?? [])
    .filter(([status]) => statuses.length === 0 || statuses.includes(status))
    .reduce((sum, [, lines]) => sum + lines, 0);
}

/** Whether a query has a condition beyond the statuses of its view. */
export function narrowed(query: FullQuery): boolean {
  const { accounts, on_hold, undelivered, from, to, text } = query;
  return accounts.length > 0 || on_hold || undelivered || from !== null || to !== null || text !== null;
}
