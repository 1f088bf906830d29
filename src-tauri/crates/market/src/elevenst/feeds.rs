//! The lists that are read again and again, and one page of each.
//!
//! No document tells by which date a list is asked for, so that each is read with an overlap of as many days as one
//! request may span: whatever the date is, a row that enters a list late is not passed over. `todaydelivery` and
//! `delaydelivery` show the fields of `complete` and `packaging` once more, and are not read.

use std::time::Duration;

use domain::{ClaimKind, Fact, Stage};

use super::translate::claim::Listed;
use super::translate::{Unreadable, claim, order, report, status};
use super::windows::Stretch;
use super::wire::row::Row;
use super::wire::xml::Node;
use super::{Elevenst, both, unsupported};
use crate::{Collected, Feed, FeedId, FeedInput, FeedRequest, MarketError, Span};

/// Open lines by number: the lists keep silent about what leaves them.
const OPEN: &str = "open";
/// Open claims by number: no list tells of a refusal by its date.
const CLAIMS: &str = "claims";
/// 상품미도착
const UNDELIVERED: &str = "nondeliverylist";

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// How far back the first collection goes.
const LOOK_BACK: u64 = 30 * DAY;

/// Numbers in one query of orders (-28003 from 101 on).
pub(super) const BATCH: usize = 100;

/// What a list's rows are.
#[derive(Clone, Copy)]
enum Rows {
    /// Whole lines at one status.
    Lines(&'static str),
    /// News of lines at one status.
    News(&'static str),
    /// Cancels.
    Cancels(Listed),
    /// Returns and exchanges.
    Goods(ClaimKind, Listed),
}

/// A list that is asked for by time.
#[derive(Clone, Copy)]
pub(super) struct List {
    /// Its name, which ends its path.
    pub(super) name: &'static str,
    /// What stands before it.
    pub(super) service: &'static str,
    rows: Rows,
    every: u64,
}

/// Lists of orders span a week (refused from eight days on), lists of claims thirty days. Minutes are rounded
/// outwards, so that an hour of the thirty days is left.
const ORDERS: (&str, u64) = ("/ordservices", 7 * DAY);
const OF_CLAIMS: (&str, u64) = ("/claimservice", 30 * DAY - HOUR);

/// A list of orders, read every so many minutes.
const fn orders(name: &'static str, rows: Rows, minutes: u64) -> List {
    List { name, service: ORDERS.0, rows, every: minutes * MINUTE }
}

/// A list of claims.
const fn claims(name: &'static str, rows: Rows, minutes: u64) -> List {
    List { name, service: OF_CLAIMS.0, rows, every: minutes * MINUTE }
}

use ClaimKind::{Exchange, Return};
use Listed::{Asked, Done, Office, TakenBack};

/// Every list, those that cost most when late first.
pub(super) const LISTS: [List; 18] = [
    orders("complete", Rows::Lines("202"), 1),
    claims("cancelorders", Rows::Cancels(Asked), 2),
    claims("returnorders", Rows::Goods(Return, Asked), 5),
    claims("exchangeorders", Rows::Goods(Exchange, Asked), 5),
    claims("canceledorders", Rows::Cancels(Done), 5),
    orders("packaging", Rows::Lines("301"), 10),
    claims("withdrawcanceledorders", Rows::Cancels(TakenBack), 10),
    claims("returnedorders", Rows::Goods(Return, Done), 15),
    claims("retractretorders", Rows::Goods(Return, TakenBack), 15),
    claims("exchangedorders", Rows::Goods(Exchange, Done), 15),
    claims("retractexcorders", Rows::Goods(Exchange, TakenBack), 15),
    orders("shipping", Rows::News("401"), 30),
    orders("delvplacestandby", Rows::Lines("200"), 30),
    orders("standby", Rows::Lines("102"), 30),
    orders("reservatecomplete", Rows::Lines("201"), 30),
    orders("dlvcompleted", Rows::News("501"), 60),
    orders("completed", Rows::News("901"), 120),
    claims("officecancellist", Rows::Goods(Return, Office), 120),
];

/// The list of a name.
pub(super) fn list(name: &str) -> Option<List> {
    LISTS.into_iter().find(|list| list.name == name)
}

/// Every feed.
pub(super) const FEEDS: &[Feed] = &all();

/// The lists, and what is read by number or by day.
const fn all() -> [Feed; LISTS.len() + 3] {
    let mut feeds = [open(); LISTS.len() + 3];
    let mut place = 0;
    while place < LISTS.len() {
        feeds[place] = LISTS[place].feed();
        place += 1;
    }
    feeds[LISTS.len() + 1] = open_claims();
    feeds[LISTS.len() + 2] = undelivered();
    feeds
}

impl List {
    /// The status of the whole lines that it shows.
    pub(super) const fn status(self) -> Option<&'static str> {
        if let Rows::Lines(code) = self.rows { Some(code) } else { None }
    }

    /// As a feed. The overlap leaves an hour of one request for what is new.
    const fn feed(self) -> Feed {
        let window = if self.service.len() == ORDERS.0.len() { ORDERS.1 } else { OF_CLAIMS.1 };
        timed(self.name, window, window - HOUR, self.every)
    }
}

/// A feed asked by time, in seconds.
const fn timed(id: &'static str, window: u64, overlap: u64, every: u64) -> Feed {
    Feed {
        id: FeedId(id),
        input: FeedInput::Time {
            window: Duration::from_secs(window),
            look_back: Duration::from_secs(LOOK_BACK),
            overlap: Duration::from_secs(overlap),
        },
        every: Duration::from_secs(every),
    }
}

/// Lines that may change in silence.
const fn open() -> Feed {
    const STAGES: &[Stage] =
        &[Stage::Paid, Stage::Preparing, Stage::Shipped, Stage::Delivering, Stage::Delivered, Stage::Unknown];
    Feed {
        id: FeedId(OPEN),
        input: FeedInput::OpenLines { stages: STAGES, batch: BATCH },
        every: Duration::from_secs(10 * MINUTE),
    }
}

/// Claims that may end in silence.
const fn open_claims() -> Feed {
    const KINDS: &[ClaimKind] = &[ClaimKind::Cancel, Return, Exchange];
    Feed {
        id: FeedId(CLAIMS),
        input: FeedInput::OpenClaims { kinds: KINDS, batch: BATCH },
        every: Duration::from_secs(30 * MINUTE),
    }
}

/// Reports are asked for by the day of the dispatch, and come up to weeks after it.
const fn undelivered() -> Feed {
    timed(UNDELIVERED, 31 * DAY, 30 * DAY, 15 * MINUTE)
}

impl Elevenst {
    /// One page of a feed.
    pub(super) async fn collect_page(
        &self,
        feed: FeedId,
        request: FeedRequest,
    ) -> Result<Collected, MarketError> {
        match (feed.0, request) {
            (OPEN, FeedRequest::Lines(lines)) => self.open_lines(&lines).await,
            (CLAIMS, FeedRequest::Claims(claims)) => self.open_claims(&claims).await,
            (UNDELIVERED, FeedRequest::Time { span, page }) => self.undelivered(span, page.as_deref()).await,
            (name, FeedRequest::Time { span, page }) => match list(name) {
                Some(list) => self.listed(list, span, page.as_deref()).await,
                None => Err(unsupported(name)),
            },
            (other, _) => Err(unsupported(other)),
        }
    }

    /// One page of a list: a stretch of the span. A minute that holds more than one answer is told as unread, and the
    /// list goes on behind it: else one crowded minute would keep everything after it away for good.
    async fn listed(&self, list: List, span: Span, page: Option<&str>) -> Result<Collected, MarketError> {
        let whole = Stretch::of(span);
        let stretch = page.and_then(Stretch::named).unwrap_or(whole);
        let rows = self.rows(list, stretch).await?;
        let next = stretch.after(rows.len(), whole).map(Stretch::name);
        if stretch.is_to_be_halved(rows.len()) {
            return Ok(Collected { next, ..Collected::default() });
        }
        let mut told = Collected { next, ..self.facts(list, &rows).await? };
        told.unread.extend(stretch.too_dense(rows.len()).as_ref().map(both));
        Ok(told)
    }

    /// What a list's rows tell, each read for itself: one that cannot be read does not cost the others.
    async fn facts(&self, list: List, rows: &[Node]) -> Result<Collected, MarketError> {
        if let Rows::Lines(code) = list.rows {
            return self.whole_lines(rows, code).await;
        }
        Ok(gathered(rows.iter().map(|row| self.fact(list, Row(row)))))
    }

    /// What one row tells, where it needs no other call.
    fn fact(&self, list: List, row: Row<'_>) -> Result<Fact, Unreadable> {
        let account = &self.account;
        Ok(match list.rows {
            Rows::Lines(code) => Fact::Line(Box::new(order::line(account, row, Some(code))?)),
            Rows::News(code) => Fact::News(Box::new(status::moved(account, row, code)?)),
            Rows::Cancels(listed) => Fact::Claim(Box::new(claim::cancel(account, row, listed)?)),
            Rows::Goods(kind, listed) => Fact::Claim(Box::new(claim::goods(account, row, kind, listed)?)),
        })
    }

    /// The claims of a list's rows, those that can be read.
    pub(super) fn claims_in(&self, list: List, rows: &[Node]) -> Vec<Result<domain::Claim, Unreadable>> {
        let claim = |row: &Node| match self.fact(list, Row(row)) {
            Ok(Fact::Claim(claim)) => Some(Ok(*claim)),
            Ok(_) => None,
            Err(reason) => Some(Err(reason)),
        };
        rows.iter().filter_map(claim).collect()
    }

    /// Whole lines with what the lists do not show: how many pieces were cancelled, and whether a claim is worked on.
    async fn whole_lines(&self, rows: &[Node], code: &'static str) -> Result<Collected, MarketError> {
        let numbers = rows.iter().filter_map(|row| Row(row).said("ordNo"));
        let standing = self.statuses(numbers).await?;
        let line = |row| {
            order::line(&self.account, Row(row), Some(code)).map(|line| standing.told_to(line, Row(row)))
        };
        Ok(gathered(rows.iter().map(|row| line(row).map(|line| Fact::Line(Box::new(line))))))
    }

    /// One page of undelivered reports, by the day of the dispatch.
    async fn undelivered(&self, span: Span, page: Option<&str>) -> Result<Collected, MarketError> {
        let start = page.unwrap_or("0");
        let rows = self.undelivered_rows(span, start).await?;
        let last = rows.last().and_then(|row| Row(row).said("no")).map(str::to_owned);
        let full = rows.len() >= super::orders::REPORTS;
        let reports = rows.iter().map(|row| {
            report::report(&self.account, Row(row)).map(|report| Fact::Undelivered(Box::new(report)))
        });
        Ok(Collected { next: last.filter(|_| full), ..gathered(reports) })
    }
}

/// Facts and what could not be read.
pub(super) fn gathered(told: impl Iterator<Item = Result<Fact, Unreadable>>) -> Collected {
    let mut collected = Collected::default();
    for fact in told {
        match fact {
            Ok(fact) => collected.facts.push(fact),
            Err(reason) => collected.unread.push(reason.to_string()),
        }
    }
    collected
}
