import { m } from "../paraglide/messages";

/** What each list of the marketplaces holds, by the name that its connector gives it. */
const FEEDS: Record<string, () => string> = {
  changes: m.feed_changes,
  open: m.feed_open,
  "orders.paid": m.feed_orders_paid,
  "orders.fresh": m.feed_orders_fresh,
  "orders.ACCEPT": m.feed_orders_accept,
  "orders.INSTRUCT": m.feed_orders_instruct,
  "orders.DEPARTURE": m.feed_orders_departure,
  "orders.DELIVERING": m.feed_orders_delivering,
  "orders.NONE_TRACKING": m.feed_orders_untracked,
  "orders.FINAL_DELIVERY": m.feed_orders_delivered,
  "returns.RU": m.feed_returns_stop,
  "returns.UC": m.feed_returns_asked,
  "returns.CANCEL": m.feed_returns_cancel,
  "returns.PR": m.feed_returns_checked,
  "returns.CC": m.feed_returns_done,
  "exchanges.all": m.feed_exchanges,
  "withdrawals.period": m.feed_withdrawals,
  "withdrawals.open": m.feed_withdrawals_open,
};

const LATE = ".late";

/** What a list holds; one that nobody has put into words goes by its name. */
export function feedWord(feed: string): string {
  const late = feed.endsWith(LATE);
  const word = FEEDS[late ? feed.slice(0, -LATE.length) : feed];
  if (word === undefined) return feed;
  return late ? m.feed_late({ feed: word() }) : word();
}
