//! The lists that are read again and again, and one page of each.

use std::time::Duration;

use domain::{ClaimId, ClaimKind, Fact};

use super::translate::{self, Unreadable};
use super::wire::answer::Answer;
use super::wire::body::WithdrawalQuery;
use super::wire::receipt::Withdrawal;
use super::wire::scalar::in_korea;
use super::{Coupang, Query, number, unsupported};
use crate::{Collected, Feed, FeedId, FeedInput, FeedRequest, MarketError, Span};

/// 결제완료
pub(super) const ACCEPT: &str = "ACCEPT";

/// The largest page of orders and receipts.
pub(super) const PAGE: &str = "50";

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Day mode: at most 31 calendar days, so the ends differ by 30 at most.
pub(super) const DAY_MODE: u64 = 30 * DAY;
/// Exchanges: strictly under seven days.
pub(super) const EXCHANGE_MODE: u64 = 7 * DAY - HOUR;

/// How long an order or a claim may still move: two months hold a delivery, the weeks in which a buyer may ask,
/// and the handling itself.
pub(super) const LIFE: u64 = 60 * DAY;
/// Where nearly every receipt moves, in one window with room for what passed since the last reading.
const RECENT: u64 = DAY_MODE - DAY;
/// The same for exchanges, in two windows.
const FORTNIGHT: u64 = 2 * EXCHANGE_MODE - 2 * HOUR;

/// Every list, those that cost most when late first: cancel requests before labels are printed, then new
/// orders. Lists are asked by the day something was created, so a list that shows how it goes on overlaps
/// itself by as long as that may take; one that is read often does so once an hour (`late`).
pub(super) const FEEDS: &[Feed] = &[
    feed("returns.RU", DAY_MODE, RECENT, RECENT, 5 * MINUTE),
    feed("orders.fresh", 23 * HOUR, 23 * HOUR, 30 * MINUTE, 5 * MINUTE),
    feed("returns.CANCEL", DAY_MODE, 30 * DAY, DAY, 10 * MINUTE),
    feed("withdrawals.period", 6 * DAY, 12 * DAY, 2 * DAY, 15 * MINUTE),
    feed("returns.UC", DAY_MODE, RECENT, RECENT, 15 * MINUTE),
    feed("exchanges.all", EXCHANGE_MODE, FORTNIGHT, FORTNIGHT, 15 * MINUTE),
    feed("orders.ACCEPT", DAY_MODE, LIFE, LIFE, 30 * MINUTE),
    feed("orders.INSTRUCT", DAY_MODE, LIFE, LIFE, 15 * MINUTE),
    feed("orders.DEPARTURE", DAY_MODE, LIFE, LIFE, 30 * MINUTE),
    feed("orders.DELIVERING", DAY_MODE, LIFE, LIFE, 30 * MINUTE),
    feed("orders.NONE_TRACKING", DAY_MODE, LIFE, LIFE, HOUR),
    feed("orders.FINAL_DELIVERY", DAY_MODE, LIFE, LIFE, HOUR),
    feed("returns.RU.late", DAY_MODE, LIFE, LIFE, HOUR),
    feed("returns.UC.late", DAY_MODE, LIFE, LIFE, HOUR),
    feed("returns.PR", DAY_MODE, LIFE, LIFE, HOUR),
    feed("returns.CC", DAY_MODE, LIFE, LIFE, HOUR),
    feed("exchanges.all.late", EXCHANGE_MODE, LIFE, LIFE, HOUR),
    Feed {
        id: FeedId("withdrawals.open"),
        // An exchange has a number of another series, which may be that of somebody's receipt.
        input: FeedInput::OpenClaims { kinds: &[ClaimKind::Cancel, ClaimKind::Return], batch: 50 },
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

impl Coupang {
    /// One page of a feed.
    pub(super) async fn collect_page(
        &self,
        feed: FeedId,
        request: FeedRequest,
    ) -> Result<Collected, MarketError> {
        let (span, page) = match request {
            FeedRequest::Time { span, page } => (span, page),
            FeedRequest::Claims(claims) if feed.0 == "withdrawals.open" => {
                return self.withdrawn_among(&claims).await;
            }
            FeedRequest::Claims(_) | FeedRequest::Lines(_) => return Err(unsupported(feed.0)),
        };
        let page = page.as_deref();
        match feed.0.trim_end_matches(".late").split_once('.') {
            Some(("orders", "fresh")) => Ok(self.orders(self.fresh_orders(span).await?)),
            Some(("orders", status)) => Ok(self.orders(self.order_page(status, span, page, PAGE).await?)),
            Some(("returns", "CANCEL")) => Ok(self.receipts(self.cancel_page(span, page).await?)),
            Some(("returns", status)) => Ok(self.receipts(self.return_page(status, span, page).await?)),
            Some(("exchanges", _)) => Ok(self.exchanges(self.exchange_page(span, page).await?)),
            Some(("withdrawals", "period")) => self.withdrawals(span, page).await,
            _ => Err(unsupported(feed.0)),
        }
    }

    /// The lines of a page of ordersheets.
    fn orders(&self, answer: Answer) -> Collected {
        collected(answer, |record| {
            let lines = translate::order::lines(&self.account, record)?;
            Ok(lines.into_iter().map(|line| Fact::Line(Box::new(line))).collect())
        })
    }

    /// The claims of a page of receipts.
    fn receipts(&self, answer: Answer) -> Collected {
        collected(answer, |record| {
            Ok(vec![Fact::Claim(Box::new(translate::receipt::claim(&self.account, record)?))])
        })
    }

    /// The claims of a page of exchanges.
    fn exchanges(&self, answer: Answer) -> Collected {
        collected(answer, |record| {
            Ok(vec![Fact::Claim(Box::new(translate::exchange::claim(&self.account, record)?))])
        })
    }

    /// Withdrawals of a period. Both ends count, so seven days are a difference of six.
    async fn withdrawals(&self, span: Span, page: Option<&str>) -> Result<Collected, MarketError> {
        let query = Query::default()
            .with("dateFrom", day(span.from))
            .with("dateTo", day(span.to))
            .with("pageIndex", page.unwrap_or("1"))
            .with("sizePerPage", "100");
        let path = self.path("v4", "returnWithdrawRequests");
        let mut answer = self.read("returnWithdrawRequests", path, query).await?;
        answer.next_token = std::mem::take(&mut answer.next_page_index);
        Ok(collected(answer, withdrawal))
    }

    /// The withdrawn ones among receipts that are open here: a withdrawn receipt has vanished from every
    /// other list.
    pub(super) async fn withdrawn_among(&self, claims: &[ClaimId]) -> Result<Collected, MarketError> {
        const OPERATION: &str = "returnWithdrawList";
        let cancel_ids = claims
            .iter()
            .map(|claim| number(OPERATION, "cancelId", claim.as_str()))
            .collect::<Result<_, _>>()?;
        let path = self.path("v4", OPERATION);
        let answer = self.read_by_body(OPERATION, path, &WithdrawalQuery { cancel_ids }).await?;
        Ok(collected(answer, withdrawal))
    }
}

/// A page of records, each translated for itself: one that cannot be read does not cost the others.
fn collected(
    mut answer: Answer,
    translate: impl Fn(serde_json::Value) -> Result<Vec<Fact>, Unreadable>,
) -> Collected {
    let next = Some(std::mem::take(&mut answer.next_token.0)).filter(|token| !token.is_empty());
    let mut page = Collected { next, ..Collected::default() };
    for record in answer.records() {
        match translate(record) {
            Ok(facts) => page.facts.extend(facts),
            Err(reason) => page.unread.push(reason.to_string()),
        }
    }
    page
}

/// One record of a withdrawal list.
fn withdrawal(record: serde_json::Value) -> Result<Vec<Fact>, Unreadable> {
    let withdrawal: Withdrawal = translate::read(&record)?;
    let claim = translate::required("cancelId", withdrawal.cancel_id)?;
    Ok(vec![Fact::Withdrawn { claim: ClaimId::new(claim), at: withdrawal.created_at.0 }])
}

/// The Korean day of a moment.
pub(super) fn day(at: chrono::DateTime<chrono::Utc>) -> String {
    in_korea(at).format("%Y-%m-%d").to_string()
}
