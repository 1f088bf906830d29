//! The lists that are read again and again, and one page of each.
//!
//! Nothing tells of changes: every list is one of orders or claims by the moment at which something began or ended. What
//! begins and may change in silence is read again whole for as long as Grip shows it; what ends is read by its end.

use std::time::Duration;

use domain::{ClaimKind, Fact, Stage};
use serde_json::Value;

use super::lists::{List, Place, Question};
use super::translate::Unreadable;
use super::wire::record::Record;
use super::{Grip, unsupported};
use crate::{Collected, Feed, FeedId, FeedInput, FeedRequest, MarketError};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// How far back Grip shows anything is 90 days, and a list that is read whole needs room for what passed since.
const ALL: u64 = 89 * DAY;
/// What such a list reads again.
const AGAIN: u64 = 88 * DAY;
/// What is long over is collected in pieces, so that each is kept when the next one fails.
const PIECE: u64 = 15 * DAY;

/// Every list, those that cost most when late first: buyers' cancels before labels are printed, then new orders.
pub(super) const FEEDS: [Feed; 15] = [
    feed("cancels", PIECE, ALL, DAY, 2 * MINUTE),
    feed("orders.new", 3 * DAY, 2 * DAY, DAY, MINUTE),
    feed("orders.open", ALL, ALL, AGAIN, 5 * MINUTE),
    feed("returns.open", ALL, ALL, AGAIN, 5 * MINUTE),
    feed("exchanges.open", ALL, ALL, AGAIN, 5 * MINUTE),
    feed("returns.withdrawn", PIECE, ALL, DAY, 10 * MINUTE),
    feed("exchanges.withdrawn", PIECE, ALL, DAY, 10 * MINUTE),
    feed("orders.left", ALL, ALL, AGAIN, 15 * MINUTE),
    // A search by 반품완료일시 (completeReturnAt) was suspended in August 2026: what is refunded is read by its request.
    feed("returns.completed", ALL, ALL, AGAIN, 15 * MINUTE),
    feed("orders.confirmed", PIECE, ALL, DAY, 30 * MINUTE),
    // A refund that waits for its account, or for Grip, moves no date: what was cancelled, and every claim, is read
    // again, also for the states that no search knows (43, 45) and for the exchanges that no date ends.
    feed("cancels.again", ALL, ALL, AGAIN, HOUR),
    feed("returns.again", ALL, ALL, AGAIN, HOUR),
    feed("exchanges.again", ALL, ALL, AGAIN, HOUR),
    // A claim that was asked for again takes the place of the former one.
    Feed {
        id: FeedId("claims.open"),
        input: FeedInput::OpenClaims { kinds: &[ClaimKind::Return, ClaimKind::Exchange], batch: 5 },
        every: Duration::from_secs(HOUR),
    },
    // No search finds an order whose payment failed (3).
    Feed {
        id: FeedId("orders.unpaid"),
        input: FeedInput::OpenLines { stages: &[Stage::Unknown], batch: 5 },
        every: Duration::from_secs(HOUR),
    },
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

/// Which list a feed is, with searchStatus and searchDate.
fn asked(feed: FeedId) -> Option<(List, &'static str, &'static str)> {
    Some(match feed.0 {
        "cancels" | "cancels.again" => (List::Orders, "", "cancelAt"),
        "orders.new" => (List::Orders, "1,2", "orderedAt"),
        "orders.open" => (List::Orders, "1,2,10,12", "orderedAt"),
        "orders.left" => (List::Orders, "11,13", "orderedAt"),
        "orders.confirmed" => (List::Orders, "", "confirmAt"),
        "returns.open" => (List::Returns, "40,41,42,46", "requestReturnAt"),
        "returns.withdrawn" => (List::Returns, "", "cancelReturnAt"),
        "returns.completed" => (List::Returns, "44,46", "requestReturnAt"),
        "returns.again" => (List::Returns, "", "requestReturnAt"),
        "exchanges.open" => (List::Exchanges, "50,51,53", "requestChangeAt"),
        "exchanges.withdrawn" => (List::Exchanges, "", "cancelChangeAt"),
        "exchanges.again" => (List::Exchanges, "", "requestChangeAt"),
        _ => return None,
    })
}

impl Grip {
    /// One page of a feed; nothing of a span that Grip shows no more.
    pub(super) async fn collect_page(
        &self,
        feed: FeedId,
        request: FeedRequest,
    ) -> Result<Collected, MarketError> {
        let (span, name) = match request {
            FeedRequest::Time { span, page } => (span, page),
            FeedRequest::Claims(claims) if feed.0 == "claims.open" => return self.open_claims(&claims).await,
            FeedRequest::Lines(lines) if feed.0 == "orders.unpaid" => return self.open_lines(&lines).await,
            FeedRequest::Claims(_) | FeedRequest::Lines(_) => return Err(unsupported(feed.0)),
        };
        let (list, states, by) = asked(feed).ok_or_else(|| unsupported(feed.0))?;
        let Some(span) = self.shown(span) else { return Ok(Collected::default()) };
        let question = Question { states, by, ..Question::within(span) };
        let page = self.page(list, question, &Place::of(name.as_deref())).await?;
        let told = match list {
            List::Returns => self.told_of_claims(ClaimKind::Return, &page.rows),
            List::Exchanges => self.told_of_claims(ClaimKind::Exchange, &page.rows),
            _ => self.told_of_orders(&page.rows).await?,
        };
        Ok(Collected { next: page.next.map(|place| place.name()), ..told })
    }
}

/// Rows, each translated for itself: one that cannot be read does not cost the others.
pub(super) fn collected(
    rows: &[Value],
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
