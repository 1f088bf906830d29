//! Grip (그립), the live-commerce marketplace.
//!
//! A line is an order product: every call needs the numbers of order and product, so that the line is
//! `{orderSeq}:{orderProductSeq}`; order and bundle are the orderSeq. A claim has no number of its own: it is called
//! `{orderSeq}:{orderProductSeq}:C`, or `…:{R|E}:{moment of the request}`, since a line may be claimed again.

mod cancels;
mod capability;
mod check;
mod claims;
mod counts;
mod couriers;
mod deliveries;
mod error;
mod exchanges;
mod feeds;
mod lists;
mod open;
mod orders;
pub mod reasons;
mod receiver;
mod returns;
mod reviews;
mod shipping;
mod sign;
mod standing;
mod support;
mod translate;
mod wire;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use domain::{
    AccountId, BundleId, Claim, ClaimId, ClaimKind, Courier, Fact, LineId, OrderId, OrderLine, Outcome,
    Sentence, Stage, Write,
};
use serde::Serialize;

use crate::layers::Line;
use crate::registry::Connector;
use crate::{
    Capabilities, Check, Clock, Collected, Counts, Coupon, ErrorKind, Feed, FeedId, FeedRequest, Health,
    HistoryEntry, LineRef, MarketError, Marketplace, Method, Persistence, Request, Response, Review, Span,
    Standing,
};
use couriers::Couriers;
use orders::WholeOrder;
use translate::Source;
use wire::answer::Written;
use wire::body::OrderKey;
use wire::query::Query;
use wire::record::digits;

use capability::capabilities;
use open::{descriptor, open};

/// How the desk comes to Grip.
pub(crate) const CONNECTOR: Connector = Connector {
    descriptor,
    capabilities,
    codes: translate::codes::codes,
    open: |config, credentials, clock| Ok(Arc::new(open(config, credentials, clock)?)),
    companion: None,
};

/// One seller's account.
pub struct Grip {
    account: AccountId,
    line: Line,
    clock: Arc<dyn Clock>,
    capabilities: Capabilities,
    couriers: Couriers,
}

/// How far Korea's clocks are ahead of UTC.
const KOREA: TimeDelta = TimeDelta::hours(9);

/// From this difference on Grip takes no fingerprint.
const CLOCK_LIMIT: TimeDelta = TimeDelta::minutes(10);

const CLOCK_OFF: Sentence = Sentence::fixed(
    "PC 시각이 그립 서버와 10분 넘게 달라 요청이 거부됩니다. PC 시각을 자동으로 맞추도록 설정하세요.",
    "This computer's clock differs from Grip's by more than ten minutes, so every call is refused. Let it set itself.",
);

impl Grip {
    /// For whom records are read.
    fn source(&self) -> Source<'_> {
        let today = (self.now() + KOREA).date_naive().and_time(NaiveTime::MIN).and_utc() - KOREA;
        Source { account: &self.account, couriers: self.couriers.known(), today }
    }

    /// The moment by Grip's clock, as far as it is known.
    fn now(&self) -> DateTime<Utc> {
        self.clock.now() + self.line.clock_difference().unwrap_or_default()
    }

    /// Asks for something.
    async fn read(&self, operation: &'static str, query: Query) -> Result<Response, MarketError> {
        let path = format!("/api/{operation}");
        let request = request(operation, Method::Get, path, query.text(), Vec::new());
        self.send(Request { writes: false, ..request }).await
    }

    /// Sends one write and reads its answer.
    async fn write(
        &self,
        operation: &'static str,
        method: Method,
        body: &(impl Serialize + Sync),
    ) -> Result<Written, MarketError> {
        let body = serde_json::to_vec(body).map_err(|error| {
            MarketError::new(ErrorKind::Refused, Persistence::Permanent, operation, error.to_string())
        })?;
        let request = request(operation, method, format!("/api/{operation}"), String::new(), body);
        let response = self.send(request).await?;
        Written::of(operation, &response)
    }

    /// Sends a call. While the clocks differ by too much, nothing but the clock is to blame for a refusal.
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        self.line.transport.send(request).await.map_err(|error| {
            let refused = matches!(error.kind, ErrorKind::KeyRejected | ErrorKind::Refused);
            let drifts = self.line.clock_difference().is_some_and(|by| by.abs() >= CLOCK_LIMIT);
            if refused && drifts {
                return MarketError { kind: ErrorKind::ClockWrong, message: both(&CLOCK_OFF), ..error };
            }
            error
        })
    }
}

/// A write; what only reads says so. The documents name one content type for all calls.
fn request(operation: &'static str, method: Method, path: String, query: String, body: Vec<u8>) -> Request {
    let headers = vec![("content-type", "application/json".to_owned())];
    Request { operation, writes: true, method, path, query, headers, body }
}

/// The number of an order.
///
/// # Errors
/// When the id is none of Grip's, so that nothing was sent.
fn order_seq(operation: &'static str, order: &OrderId) -> Result<u64, MarketError> {
    digits(order.as_str()).ok_or_else(|| no_number(operation, order.as_str()))
}

/// The two numbers of a line.
///
/// # Errors
/// As [`order_seq`].
fn key(operation: &'static str, line: &LineId) -> Result<OrderKey, MarketError> {
    translate::key_of(line).ok_or_else(|| no_number(operation, line.as_str()))
}

/// An id that Grip never gave.
fn no_number(operation: &'static str, id: &str) -> MarketError {
    unsendable(
        operation,
        &Sentence::new(
            format!("“{id}”은(는) 그립의 번호가 아니어서 보내지 않았습니다. 주문을 다시 수집하세요."),
            format!("“{id}” is no number of Grip's, so nothing was sent. Collect the order again."),
        ),
    )
}

/// The code of whatever is refused here, so that nobody takes it for an answer of Grip's.
const UNFIT: &str = "moadesk.unfit";

/// A request that cannot be right as it stands; nothing was sent.
fn unsendable(operation: &'static str, sentence: &Sentence) -> MarketError {
    let error = MarketError::new(ErrorKind::Refused, Persistence::Permanent, operation, both(sentence));
    MarketError { code: UNFIT.to_owned(), ..error }
}

/// Both languages in one message, for a place that has only one.
fn both(sentence: &Sentence) -> String {
    format!("{} / {}", sentence.ko, sentence.en)
}

/// What this connector does not do.
fn unsupported(operation: &'static str) -> MarketError {
    let message = "그립에 없는 작업입니다. 판매자센터에서 처리하세요. / Grip has no such operation. Use the seller centre.";
    MarketError::new(ErrorKind::Unsupported, Persistence::Permanent, operation, message)
}

#[async_trait]
impl Marketplace for Grip {
    fn marketplace(&self) -> domain::Marketplace {
        domain::Marketplace::Grip
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn feeds(&self) -> &[Feed] {
        &feeds::FEEDS
    }

    async fn collect(&self, feed: FeedId, request: FeedRequest) -> Result<Collected, MarketError> {
        self.collect_page(feed, request).await
    }

    async fn read_order(&self, order: &OrderId) -> Result<Vec<OrderLine>, MarketError> {
        let WholeOrder { lines, unshown, .. } = self.whole_order(order).await?;
        Ok(lines.into_iter().chain(unshown).collect())
    }

    async fn read_bundle(&self, order: &OrderId, bundle: &BundleId) -> Result<Vec<OrderLine>, MarketError> {
        let mut lines = self.read_order(order).await?;
        lines.retain(|line| line.bundle == *bundle);
        Ok(lines)
    }

    async fn read_claims(&self, orders: &[OrderId]) -> Result<Vec<Claim>, MarketError> {
        self.claims_of_orders(orders).await
    }

    async fn read_standing(&self, lines: &[LineRef], stage: Stage) -> Result<Standing, MarketError> {
        self.standing(lines, stage).await
    }

    async fn read_claim(
        &self,
        _order: &OrderId,
        _kind: ClaimKind,
        claim: &ClaimId,
    ) -> Result<Option<Fact>, MarketError> {
        self.one_claim(claim).await
    }

    async fn history(&self, _line: &LineRef) -> Result<Vec<HistoryEntry>, MarketError> {
        Ok(Vec::new())
    }

    async fn coupons(&self, order: &OrderId) -> Result<Vec<Coupon>, MarketError> {
        self.order_coupons(order).await
    }

    async fn reviews(&self, span: Span) -> Result<Vec<Review>, MarketError> {
        self.reviews_within(span).await
    }

    async fn counts(&self) -> Result<Option<Counts>, MarketError> {
        self.counted().await.map(Some)
    }

    fn couriers(&self) -> &'static [Courier] {
        self.couriers.known()
    }

    async fn learn_couriers(&self) -> Result<(), MarketError> {
        self.learn().await
    }

    async fn act(&self, write: &Write) -> Result<Vec<Outcome>, MarketError> {
        match write {
            Write::Confirm { lines, .. } => self.confirm(lines).await,
            Write::Ship { parcels } => self.ship(parcels).await,
            Write::SplitShip { now, later, .. } => self.ship_part(now, later).await,
            Write::ShipRest { parcel } => self.ship(std::slice::from_ref(parcel)).await,
            Write::ChangeInvoice { parcels } => self.change_invoices(parcels).await,
            Write::CompleteDelivery { lines, .. } => self.complete_delivery(lines).await,
            Write::Delay { line, until: None, reason, detail, .. } => {
                self.postpone(line, reason, detail).await
            }
            Write::CancelSale { lines, reason, .. } => self.cancel_sale(lines, reason).await,
            Write::ChangeReceiver { order, lines, to, .. } => self.change_receiver(order, lines, to).await,
            Write::Claim { claim, state, act, .. } => self.act_on_claim(claim, state.kind, act).await,
            _ => Err(unsupported("act")),
        }
    }

    async fn check(&self) -> Check {
        self.check_connection().await
    }

    fn health(&self) -> Health {
        self.line.health()
    }
}
