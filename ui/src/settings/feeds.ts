import { m } from "../paraglide/messages";

/** What each list of the marketplaces holds, by the name that its connector gives it. */
const FEEDS: Record<string, () => string> = {
  changes: m.feed_changes,
  "changes.day": m.feed_changes_day,
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
  claims: m.feed_claims_open,
  "claims.open": m.feed_claims_open,

  // 11번가 names its lists as the ends of their paths.
  complete: m.feed_orders_paid,
  packaging: m.feed_orders_instruct,
  shipping: m.feed_orders_delivering,
  dlvcompleted: m.feed_orders_delivered,
  completed: m.feed_orders_confirmed,
  standby: m.feed_orders_unpaid,
  delvplacestandby: m.feed_orders_gift,
  reservatecomplete: m.feed_orders_reserved,
  nondeliverylist: m.feed_undelivered,
  cancelorders: m.feed_cancels_asked,
  canceledorders: m.feed_cancels_done,
  withdrawcanceledorders: m.feed_cancels_withdrawn,
  returnorders: m.feed_returns_asked,
  returnedorders: m.feed_returns_done,
  retractretorders: m.feed_returns_withdrawn,
  exchangeorders: m.feed_exchanges,
  exchangedorders: m.feed_exchanges_done,
  retractexcorders: m.feed_exchanges_withdrawn,
  officecancellist: m.feed_overruled,

  // ESM numbers the statuses of its lists.
  "orders.1": m.feed_orders_paid,
  "orders.2": m.feed_orders_instruct,
  "orders.3": m.feed_orders_delivering,
  "orders.4": m.feed_orders_delivered,
  "orders.5": m.feed_orders_confirmed,
  unpaid: m.feed_orders_unpaid,
  undelivered: m.feed_undelivered,
  "cancels.requested": m.feed_cancels_asked,
  "cancels.done": m.feed_cancels_done,
  "returns.1": m.feed_returns_asked,
  "returns.2": m.feed_returns_collected,
  "returns.3": m.feed_returns_held,
  "returns.4": m.feed_returns_done,
  "returns.5": m.feed_returns_withdrawn,
  "returns.6": m.feed_overruled,
  "exchanges.1": m.feed_exchanges,
  "exchanges.2": m.feed_exchanges_collected,
  "exchanges.3": m.feed_exchanges_held,
  "exchanges.4": m.feed_exchanges_done,
  "exchanges.5": m.feed_exchanges_withdrawn,
  "status.shipped": m.feed_status_shipped,
  "status.delivered": m.feed_status_delivered,
  "status.decided": m.feed_status_decided,

  // Grip has one list of orders, which is asked by what happened to them.
  cancels: m.feed_cancels_done,
  "cancels.again": m.feed_cancels_again,
  "orders.new": m.feed_orders_paid,
  "orders.open": m.feed_orders_open,
  "orders.left": m.feed_orders_left,
  "orders.confirmed": m.feed_orders_confirmed,
  "orders.unpaid": m.feed_orders_unpaid,
  "returns.open": m.feed_returns_asked,
  "returns.withdrawn": m.feed_returns_withdrawn,
  "returns.completed": m.feed_returns_done,
  "returns.again": m.feed_returns_again,
  "exchanges.open": m.feed_exchanges,
  "exchanges.withdrawn": m.feed_exchanges_withdrawn,
  "exchanges.again": m.feed_exchanges_again,
};

const LATE = ".late";

/** What a list holds; one that nobody has put into words goes by its name. */
export function feedWord(feed: string): string {
  const late = feed.endsWith(LATE);
  const word = FEEDS[late ? feed.slice(0, -LATE.length) : feed];
  if (word === undefined) return feed;
  return late ? m.feed_late({ feed: word() }) : word();
}
