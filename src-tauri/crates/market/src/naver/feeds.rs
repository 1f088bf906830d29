//! The lists that are read again and again, and one page of each.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::{Fact, Stage};
use serde_json::Value;

use super::translate::{self, Unreadable};
use super::wire::list::{Changes, Element, Page};
use super::wire::misfit::shaped;
use super::wire::scalar::stamp;
use super::{Naver, Query, unsupported};
use crate::{Collected, Feed, FeedId, FeedInput, FeedRequest, MarketError, Span};

/// Everything that changed, by the events that Naver has.
const CHANGES: &str = "changes";
/// The same once more for the whole day before: a change that the list left out once comes to light, also where no
/// other list tells of it, as of a claim on goods that have arrived.
const CHANGES_OF_A_DAY: &str = "changes.day";
/// What was paid, whatever became of it: nothing that an event missed stays unseen.
const PAID: &str = "orders.paid";
/// Open lines by number: no event tells of a confirmation, a delivery, a delay or a hold.
const OPEN: &str = "open";

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// The longest span of one request.
const WINDOW: u64 = DAY;
/// How far back the first collection goes. How long Naver keeps its list of changes, no document says.
const LOOK_BACK: u64 = 30 * DAY;

/// Numbers in one query, and rows of one page.
pub(super) const BATCH: usize = 300;
const PAGE_SIZE: &str = "300";

/// Every list, those that cost most when late first. The overlap of the changes is longer than a signature lives,
/// so that a clock that Naver still accepts loses nothing.
pub(super) const FEEDS: &[Feed] = &[
    feed(CHANGES, 10 * MINUTE, MINUTE),
    Feed {
        id: FeedId(OPEN),
        input: FeedInput::OpenLines {
            stages: &[Stage::Paid, Stage::Preparing, Stage::Shipped, Stage::Delivering, Stage::Unknown],
            batch: BATCH,
        },
        every: Duration::from_secs(10 * MINUTE),
    },
    feed(PAID, 2 * HOUR, 30 * MINUTE),
    Feed {
        id: FeedId(CHANGES_OF_A_DAY),
        input: FeedInput::Time {
            window: Duration::from_secs(WINDOW),
            look_back: Duration::from_secs(DAY),
            overlap: Duration::from_secs(DAY),
        },
        every: Duration::from_secs(6 * HOUR),
    },
];

/// A list asked by time, in seconds.
const fn feed(id: &'static str, overlap: u64, every: u64) -> Feed {
    Feed {
        id: FeedId(id),
        input: FeedInput::Time {
            window: Duration::from_secs(WINDOW),
            look_back: Duration::from_secs(LOOK_BACK),
            overlap: Duration::from_secs(overlap),
        },
        every: Duration::from_secs(every),
    }
}

impl Naver {
    /// One page of a feed.
    pub(super) async fn collect_page(
        &self,
        feed: FeedId,
        request: FeedRequest,
    ) -> Result<Collected, MarketError> {
        match (feed.0, request) {
            (CHANGES | CHANGES_OF_A_DAY, FeedRequest::Time { span, page }) => {
                self.changes(span, page.as_deref()).await
            }
            (PAID, FeedRequest::Time { span, page }) => self.paid(span, page.as_deref()).await,
            (OPEN, FeedRequest::Lines(lines)) => {
                let ids: Vec<&str> = lines.iter().map(|line| line.as_str()).collect();
                self.collected(&ids).await
            }
            (other, _) => Err(unsupported(other)),
        }
    }

    /// One page of changes, and the lines it names as they are now: a row shows its line as it was at its event.
    async fn changes(&self, span: Span, page: Option<&str>) -> Result<Collected, MarketError> {
        const OPERATION: &str = "last-changed-statuses";
        let ask = Ask::of(span, page, self.now());
        let path = self.path(format_args!("product-orders/{OPERATION}"));
        let answer = self.read(OPERATION, path, ask.query()).await?;
        let changes: Changes = answer.data(OPERATION)?;
        let rows = &changes.last_change_statuses;
        let named: BTreeSet<&str> = rows.iter().map(|row| row.product_order_id.0.as_str()).collect();
        let ids: Vec<&str> = named.into_iter().filter(|id| !id.is_empty()).collect();
        let more = changes.more.as_ref();
        let next = more.map(|more| ask.next(&more.more_from.0, &more.more_sequence.0));
        Ok(Collected { next, ..self.collected(&ids).await? })
    }

    /// One page of what was paid within a span, with the details. As for the changes, the end stays where it was.
    async fn paid(&self, span: Span, page: Option<&str>) -> Result<Collected, MarketError> {
        const OPERATION: &str = "product-orders";
        let told = page.and_then(|page| page.split_once('|'));
        let number: u32 = told.and_then(|(number, _)| number.parse().ok()).unwrap_or(1);
        let to = told.map_or_else(|| stamp(self.now().clamp(span.from, span.to)), |(_, to)| to.to_owned());
        let query = Query::default()
            .with("from", stamp(span.from))
            .with("to", &to)
            .with("rangeType", "PAYED_DATETIME")
            .with("pageSize", PAGE_SIZE)
            .with("page", number.to_string())
            .with("quantityClaimCompatibility", "true");
        let answer = self.read(OPERATION, self.path(OPERATION), query).await?;
        let list: Page = answer.data(OPERATION)?;
        let mut collected = Collected::default();
        for element in &list.contents {
            match shaped::<Element>(element) {
                Ok(element) => self.add(&mut collected, &element.content),
                Err(misfit) => collected.unread.push(misfit.to_string()),
            }
        }
        collected.next = list.pagination.has_next.0.then(|| format!("{}|{to}", number.saturating_add(1)));
        Ok(collected)
    }

    /// Lines by number with their claims, each translated for itself: one that cannot be read does not cost the
    /// others.
    async fn collected(&self, ids: &[&str]) -> Result<Collected, MarketError> {
        let (records, missing) = self.details(ids).await?;
        let mut collected = Collected::default();
        for record in &records {
            self.add(&mut collected, record);
        }
        let left_out = missing.into_iter().map(|id| Unreadable::LeftOut(id).to_string());
        collected.unread.extend(left_out);
        Ok(collected)
    }

    /// Adds what one record tells.
    fn add(&self, collected: &mut Collected, record: &Value) {
        let told = translate::told(self.source(), record);
        let line = told.line.map(|line| Fact::Line(Box::new(line)));
        let claims = told.claims.into_iter().map(|claim| claim.map(|claim| Fact::Claim(Box::new(claim))));
        for fact in std::iter::once(line).chain(claims) {
            match fact {
                Ok(fact) => collected.facts.push(fact),
                Err(reason) => collected.unread.push(reason.to_string()),
            }
        }
    }
}

/// What one page of changes is asked with. The end stays the same from page to page, or a line that changes
/// meanwhile would push others over a page's edge.
struct Ask {
    from: String,
    to: String,
    sequence: Option<String>,
}

impl Ask {
    /// The first page of a span, up to now at most, or the page that an earlier answer named.
    fn of(span: Span, page: Option<&str>, now: chrono::DateTime<chrono::Utc>) -> Self {
        let parts: Vec<&str> = page.map(|page| page.split('|').collect()).unwrap_or_default();
        if let [from, sequence, to] = parts.as_slice() {
            let sequence = Some((*sequence).to_owned()).filter(|sequence| !sequence.is_empty());
            return Self { from: (*from).to_owned(), to: (*to).to_owned(), sequence };
        }
        let to = now.clamp(span.from, span.to);
        Self { from: stamp(span.from), to: stamp(to), sequence: None }
    }

    /// The page after this one.
    fn next(&self, from: &str, sequence: &str) -> String {
        format!("{from}|{sequence}|{}", self.to)
    }

    fn query(&self) -> Query {
        let query = Query::default()
            .with("lastChangedFrom", &self.from)
            .with("lastChangedTo", &self.to)
            .with("limitCount", PAGE_SIZE);
        self.sequence.iter().fold(query, |query, sequence| query.with("moreSequence", sequence))
    }
}
