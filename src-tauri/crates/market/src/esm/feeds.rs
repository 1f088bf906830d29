//! The lists that are read again and again, and one page of each.
//!
//! RequestOrders and PreRequestOrders share one call in five seconds, so that those lists are read rarely and in
//! large pages; all others together stay far below one call a second.

use std::time::Duration;

use domain::{ClaimKind, Fact};

use super::orders::OrderList;
use super::translate::{self, Unreadable};
use super::wire::record::Record;
use super::{Esm, unsupported};
use crate::{Collected, Feed, FeedId, FeedInput, FeedRequest, MarketError, Span};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Orders: at most 31 days, of which both ends' days count.
const MONTH: u64 = 29 * DAY;
/// What is read again, in one window with room for what passed since the last reading.
const RECENT: u64 = 28 * DAY;
/// How long an order may wait: Auction cancels what was not sent 90 days after the payment.
const LIFE: u64 = 84 * DAY;
/// Claims and changes of status: at most 7 days, of which exactly 7 are refused too. The end's day is read as its
/// midnight, so that one more is asked for.
const WEEK: u64 = 5 * DAY;
/// How long a claim may stay open: a held return is released after 30 days.
const OPEN: u64 = 30 * DAY;

/// Gmarket's lists.
pub(super) const GMARKET_FEEDS: &[Feed] = &FEEDS;
/// Auction's lists: it does not tell of completed exchanges.
pub(super) const AUCTION_FEEDS: &[Feed] = GMARKET_FEEDS.split_at(GMARKET_FEEDS.len() - 2).0;

/// Every list, those that cost most when late first: cancel requests before labels are printed, then new orders.
/// What a list asks by the day on which something began, it reads again for as long as that may stay open; what it
/// asks by the day of its end, only as far as lists are late. What is done is asked for by the day of its request too,
/// since some ends are listed late. The last two are Gmarket's alone.
const FEEDS: [Feed; 26] = [
    feed("cancels.requested", WEEK, OPEN, 3 * DAY, 5 * MINUTE),
    feed("orders.1", MONTH, LIFE, RECENT, 5 * MINUTE),
    feed("cancels.done", WEEK, OPEN, 2 * DAY, 10 * MINUTE),
    feed("orders.2", MONTH, LIFE, RECENT, 10 * MINUTE),
    feed("returns.1", WEEK, OPEN, OPEN, 15 * MINUTE),
    feed("exchanges.1", WEEK, OPEN, OPEN, 15 * MINUTE),
    feed("orders.3", MONTH, LIFE, RECENT, 15 * MINUTE),
    feed("returns.2", WEEK, OPEN, OPEN, 15 * MINUTE),
    feed("exchanges.2", WEEK, OPEN, OPEN, 15 * MINUTE),
    feed("returns.3", WEEK, OPEN, OPEN, 30 * MINUTE),
    feed("exchanges.3", WEEK, OPEN, OPEN, 30 * MINUTE),
    feed("undelivered", RECENT, RECENT - DAY, RECENT - DAY, 30 * MINUTE),
    feed("unpaid", MONTH, 9 * DAY, 9 * DAY, 30 * MINUTE),
    feed("orders.4", MONTH, RECENT, RECENT, 30 * MINUTE),
    feed("orders.5", MONTH, RECENT, RECENT, HOUR),
    feed("returns.5", WEEK, OPEN, 2 * DAY, 15 * MINUTE),
    feed("exchanges.5", WEEK, OPEN, 2 * DAY, 15 * MINUTE),
    feed("returns.4", WEEK, OPEN, 2 * DAY, 30 * MINUTE),
    feed("returns.6", WEEK, OPEN, 2 * DAY, 30 * MINUTE),
    feed("returns.4.requested", WEEK, OPEN, OPEN, HOUR),
    feed("status.shipped", WEEK, WEEK, 2 * DAY, 30 * MINUTE),
    feed("status.delivered", WEEK, WEEK, 2 * DAY, 30 * MINUTE),
    feed("status.decided", WEEK, WEEK, 2 * DAY, HOUR),
    // No list tells of a claim that was converted, nor of every re-shipment.
    Feed {
        id: FeedId("claims.open"),
        input: FeedInput::OpenClaims {
            kinds: &[ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange],
            // Each is looked for in several lists: a press must not wait for many.
            batch: 1,
        },
        every: Duration::from_secs(HOUR),
    },
    feed("exchanges.4", WEEK, OPEN, 2 * DAY, 30 * MINUTE),
    feed("exchanges.4.requested", WEEK, OPEN, OPEN, HOUR),
];

/// A list asked by time, in seconds.
const fn feed(id: &'static str, window: u64, look_back: u64, overlap: u64, every: u64) -> Feed {
    Feed {
        id: FeedId(id),
        input: FeedInput::Time {
            window: Duration::from_secs(window),
            look_back: Duration::from_secs(look_back),
            overlap: Duration::from_secs(overlap),
        },
        every: Duration::from_secs(every),
    }
}

/// Whether a list is one of orders, which share one call in five seconds.
pub(super) fn is_of_orders(feed: FeedId) -> bool {
    feed.0 == "unpaid" || feed.0.starts_with("orders.")
}

impl Esm {
    /// One page of a feed.
    pub(super) async fn collect_page(
        &self,
        feed: FeedId,
        request: FeedRequest,
    ) -> Result<Collected, MarketError> {
        let (span, page) = match request {
            FeedRequest::Time { span, page } => (span, page),
            FeedRequest::Claims(claims) if feed.0 == "claims.open" => return self.open_claims(&claims).await,
            FeedRequest::Claims(_) | FeedRequest::Lines(_) => return Err(unsupported(feed.0)),
        };
        let page = page.as_deref();
        match feed.0.split_once('.').unwrap_or((feed.0, "")) {
            ("orders", status) => self.order_feed(OrderList::of(status, feed.0)?, span, page).await,
            ("unpaid", _) => self.order_feed(OrderList::Unpaid, span, page).await,
            ("undelivered", _) => self.reports(span).await,
            ("status", what) => self.statuses(what, span, page).await,
            (kind, status) => self.claim_feed(kind, status, span).await,
        }
    }

    /// A page of orders, and the next one while there is more.
    async fn order_feed(
        &self,
        list: OrderList,
        span: Span,
        page: Option<&str>,
    ) -> Result<Collected, MarketError> {
        let index = page.and_then(|page| page.parse().ok()).unwrap_or(1);
        let answer = self.order_page(list, span, index).await?;
        let collected = collected(&answer.rows, |row| {
            let line = translate::order::line(self.source(), row, list == OrderList::Unpaid)?;
            self.seen.basket(&line.line, &line.order);
            Ok(vec![Fact::Line(Box::new(line))])
        });
        let next = answer.more.then(|| index.saturating_add(1).to_string());
        Ok(Collected { next, ..collected })
    }
}

/// Records, each translated for itself: one that cannot be read does not cost the others.
pub(super) fn collected(
    rows: &[serde_json::Value],
    translate: impl Fn(Record<'_>) -> Result<Vec<Fact>, Unreadable>,
) -> Collected {
    let mut collected = Collected::default();
    for row in rows {
        match Record::of(row).ok_or(Unreadable::NoRecord).and_then(&translate) {
            Ok(facts) => collected.facts.extend(facts),
            Err(reason) => collected.unread.push(reason.to_string()),
        }
    }
    collected
}
