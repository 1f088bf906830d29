//! The Naver family: SmartStore (스마트스토어, by the Commerce API) and Npay (네이버페이 주문형), its sister API.
//!
//! A line is a product order (상품주문): line and item are its productOrderId, the bundle is its packageNumber.
//! Every claim belongs to one line and is addressed by it, so a claim's id is `{productOrderId}:{claimId}`. What
//! the two differ in stands in [`flavor`].

mod cancels;
mod capability;
mod check;
mod claims;
pub mod couriers;
mod error;
mod exchanges;
mod feeds;
pub(crate) mod flavor;
mod open;
mod orders;
pub mod reasons;
mod returns;
mod shipping;
mod sign;
mod translate;
mod wire;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AccountId, BundleId, Claim, ClaimId, ClaimKind, Fact, OrderId, OrderLine, Outcome, Sentence, Stage, Write,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::layers::Line;
use crate::registry::Connector;
use crate::{
    Capabilities, Check, Clock, Collected, Coupon, ErrorKind, Feed, FeedId, FeedRequest, Health,
    HistoryEntry, LineRef, MarketError, Marketplace, Method, Persistence, Request, Review, Span, Standing,
};
use flavor::Flavor;
use translate::Source;
use wire::answer::{Answer, Written};

use capability::capabilities;
use open::{descriptor, open};

/// How the desk comes to SmartStore.
pub(crate) const SMARTSTORE_CONNECTOR: Connector = Connector {
    descriptor: || descriptor(&flavor::SMARTSTORE),
    capabilities: |settles_after| capabilities(&flavor::SMARTSTORE, settles_after),
    codes: translate::codes::codes,
    open: |config, credentials, clock| Ok(Arc::new(open(&flavor::SMARTSTORE, config, credentials, clock)?)),
    companion: None,
};

/// How the desk comes to Npay.
pub(crate) const NPAY_CONNECTOR: Connector = Connector {
    descriptor: || descriptor(&flavor::NPAY),
    capabilities: |settles_after| capabilities(&flavor::NPAY, settles_after),
    codes: translate::codes::codes,
    open: |config, credentials, clock| Ok(Arc::new(open(&flavor::NPAY, config, credentials, clock)?)),
    companion: None,
};

/// One seller's account at one of the family.
pub struct Naver {
    flavor: &'static Flavor,
    account: AccountId,
    line: Line,
    clock: Arc<dyn Clock>,
    capabilities: Capabilities,
}

/// The id of a claim on a line.
pub fn claim_id(line: &str, claim: &str) -> ClaimId {
    ClaimId::new(format!("{line}:{claim}"))
}

/// The line that a claim is about.
fn line_of(claim: &ClaimId) -> &str {
    claim.as_str().split_once(':').map_or(claim.as_str(), |(line, _)| line)
}

/// A query string, encoded as it is built.
#[derive(Clone, Default)]
struct Query(String);

impl Query {
    /// The same query with one more parameter. The plus of offsets becomes %2B.
    fn with(mut self, name: &str, value: impl AsRef<str>) -> Self {
        const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(name);
        self.0.push('=');
        self.0.extend(utf8_percent_encode(value.as_ref(), ENCODED));
        self
    }
}

impl Naver {
    /// `/v1/pay-order/{seller|mall}/{rest}`
    fn path(&self, rest: impl std::fmt::Display) -> String {
        format!("/v1/pay-order/{}/{rest}", self.flavor.segment)
    }

    /// The path of an operation on one line.
    ///
    /// # Errors
    /// When the id would make another path of it; nothing was sent.
    fn line_path(&self, operation: &'static str, line: &str, rest: &str) -> Result<String, MarketError> {
        Ok(self.path(format_args!("product-orders/{}/{rest}", segment(operation, line)?)))
    }

    /// For whom records are read.
    fn source(&self) -> Source<'_> {
        Source { account: &self.account, marketplace: self.flavor.marketplace }
    }

    /// The moment by the slower of this computer's clock and Naver's, which refuses moments to come.
    fn now(&self) -> DateTime<Utc> {
        let ahead = self.line.clock_difference().unwrap_or_default().min(TimeDelta::zero());
        self.clock.now() + ahead
    }

    /// Reads by a GET.
    async fn read(&self, operation: &'static str, path: String, query: Query) -> Result<Answer, MarketError> {
        let (method, headers, body) = (Method::Get, Vec::new(), Vec::new());
        let request = Request { operation, writes: false, method, path, query: query.0, headers, body };
        let response = self.line.transport.send(request).await?;
        Answer::of_read(operation, &response)
    }

    /// Reads what is asked for with a body, though nothing is changed.
    async fn read_by_body(
        &self,
        operation: &'static str,
        path: String,
        body: &(impl Serialize + Sync),
    ) -> Result<Answer, MarketError> {
        let request = Request { writes: false, ..with_body(operation, path, body)? };
        let response = self.line.transport.send(request).await?;
        Answer::of_read(operation, &response)
    }

    /// Sends one write and reads what its answer says of each line.
    async fn write(
        &self,
        operation: &'static str,
        path: String,
        body: &(impl Serialize + Sync),
    ) -> Result<Written, MarketError> {
        self.send(with_body(operation, path, body)?).await
    }

    /// Sends one write that has no body.
    async fn write_bare(&self, operation: &'static str, path: String) -> Result<Written, MarketError> {
        self.send(post(operation, path)).await
    }

    /// Sends a write.
    async fn send(&self, request: Request) -> Result<Written, MarketError> {
        let operation = request.operation;
        let response = self.line.transport.send(request).await?;
        Written::of(operation, &response)
    }
}

/// A POST without a body.
fn post(operation: &'static str, path: String) -> Request {
    let (query, headers, body) = (String::new(), Vec::new(), Vec::new());
    Request { operation, writes: true, method: Method::Post, path, query, headers, body }
}

/// A POST with a JSON body.
fn with_body(operation: &'static str, path: String, body: &impl Serialize) -> Result<Request, MarketError> {
    let body = serde_json::to_vec(body).map_err(|error| {
        let message = error.to_string();
        MarketError::new(ErrorKind::Refused, Persistence::Permanent, operation, message)
    })?;
    let headers = vec![("content-type", "application/json".to_owned())];
    Ok(Request { headers, body, ..post(operation, path) })
}

/// An id as a part of a path.
///
/// # Errors
/// When it is none of Naver's: they are letters and digits. Nothing was sent.
fn segment<'a>(operation: &'static str, id: &'a str) -> Result<&'a str, MarketError> {
    if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(id);
    }
    Err(unsendable(
        operation,
        &Sentence::new(
            format!("“{id}”은(는) 네이버의 번호가 아니어서 보내지 않았습니다. 주문을 다시 수집하세요."),
            format!("“{id}” is no number of Naver's, so nothing was sent. Collect the order again."),
        ),
    ))
}

/// The code of whatever is refused here, so that nobody takes it for an answer of Naver's.
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
    let message = "네이버에 없는 작업입니다. 판매자센터에서 처리하세요. / Naver has no such operation. Use the seller centre.";
    MarketError::new(ErrorKind::Unsupported, Persistence::Permanent, operation, message)
}

#[async_trait]
impl Marketplace for Naver {
    fn marketplace(&self) -> domain::Marketplace {
        self.flavor.marketplace
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn feeds(&self) -> &[Feed] {
        feeds::FEEDS
    }

    async fn collect(&self, feed: FeedId, request: FeedRequest) -> Result<Collected, MarketError> {
        self.collect_page(feed, request).await
    }

    async fn read_order(&self, order: &OrderId) -> Result<Vec<OrderLine>, MarketError> {
        Ok(self.standing_of_order(order).await?.lines)
    }

    async fn read_bundle(&self, order: &OrderId, bundle: &BundleId) -> Result<Vec<OrderLine>, MarketError> {
        let mut lines = self.standing_of_order(order).await?.lines;
        lines.retain(|line| line.bundle == *bundle);
        Ok(lines)
    }

    async fn read_bundles(
        &self,
        bundles: &[(OrderId, BundleId)],
        _stage: Stage,
    ) -> Result<Vec<OrderLine>, MarketError> {
        self.many_lines(bundles).await
    }

    async fn read_claims(&self, orders: &[OrderId]) -> Result<Vec<Claim>, MarketError> {
        Ok(self.standing_of_orders(orders).await?.claims)
    }

    async fn read_standing(&self, lines: &[LineRef], _stage: Stage) -> Result<Standing, MarketError> {
        let ids: Vec<&str> = lines.iter().map(|line| line.line.as_str()).collect();
        self.standing(&ids).await
    }

    async fn read_claim(
        &self,
        _order: &OrderId,
        _kind: ClaimKind,
        claim: &ClaimId,
    ) -> Result<Option<Fact>, MarketError> {
        self.one_claim(claim).await
    }

    async fn read_claims_together(&self, claims: &[ClaimId]) -> Result<Vec<Fact>, MarketError> {
        self.claims_together(claims).await
    }

    /// Naver tells where a parcel stands and nothing of how it came there.
    async fn history(&self, _line: &LineRef) -> Result<Vec<HistoryEntry>, MarketError> {
        Ok(Vec::new())
    }

    async fn coupons(&self, order: &OrderId) -> Result<Vec<Coupon>, MarketError> {
        self.order_coupons(order).await
    }

    async fn reviews(&self, span: Span) -> Result<Vec<Review>, MarketError> {
        if self.flavor.reviews { self.reviews_within(span).await } else { Ok(Vec::new()) }
    }

    async fn act(&self, write: &Write) -> Result<Vec<Outcome>, MarketError> {
        match write {
            Write::Confirm { lines, .. } => self.confirm(lines).await,
            Write::Ship { parcels } => self.ship(parcels).await,
            Write::SplitShip { now, later, .. } => self.ship_part(now, later).await,
            Write::ShipRest { parcel } => self.ship(std::slice::from_ref(parcel)).await,
            Write::CancelSale { lines, reason, .. } => self.cancel_sale(lines, reason).await,
            Write::Delay { line, until: Some(until), reason, detail, .. } => {
                self.delay(line, *until, reason, detail).await
            }
            Write::ChangeHopeDelivery { line, on, at, region, because, .. } => {
                self.change_hope_delivery(line, *on, *at, region, because).await
            }
            Write::RequestReturn { line, quantity, reason, pickup, .. } => {
                self.request_return(line, *quantity, reason, pickup).await
            }
            Write::Claim { claim, state, act, .. } => self.act_on_claim(claim, state.kind, act).await,
            Write::ChangeInvoice { .. }
            | Write::ShipPieces { .. }
            | Write::CompleteDelivery { .. }
            | Write::AnswerUndelivered { .. }
            | Write::Delay { until: None, .. }
            | Write::ChangeReceiver { .. } => Err(unsupported("act")),
        }
    }

    async fn check(&self) -> Check {
        self.check_connection().await
    }

    fn health(&self) -> Health {
        self.line.health()
    }
}
