//! Coupang (쿠팡 WING, 마켓플레이스).
//!
//! A line is one option in one box: its id is `{shipmentBoxId}:{vendorItemId}`, the item is the vendorItemId,
//! the bundle is the shipmentBoxId.

mod cancels;
mod capability;
mod check;
mod claims;
pub mod couriers;
mod error;
mod exchanges;
mod feeds;
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
use domain::{
    AccountId, BundleId, Claim, ClaimId, ClaimKind, Fact, ItemId, LineId, OrderId, OrderLine, Outcome,
    Sentence, Stage, Write,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::layers::Line;
use crate::registry::Connector;
use crate::{
    Capabilities, Check, Clock, Collected, Coupon, ErrorKind, Feed, FeedId, FeedRequest, Health,
    HistoryEntry, LineRef, MarketError, Marketplace, Method, Persistence, Request,
};
use wire::answer::Answer;

use capability::capabilities;
use open::{descriptor, open};

/// How the desk comes to Coupang.
pub(crate) const CONNECTOR: Connector = Connector {
    descriptor,
    capabilities,
    codes: translate::codes::codes,
    open: |config, credentials, clock| Ok(Arc::new(open(config, credentials, clock)?)),
    companion: None,
};

/// The seller centre.
const CENTRE: &str = "https://wing.coupang.com";
/// Its page of deliveries.
const DELIVERIES_PAGE: &str = "https://wing.coupang.com/tenants/sfl-portal/delivery/management";
/// Its page of returns.
const RETURNS_PAGE: &str = "https://wing.coupang.com/tenants/sfl-portal/return-delivery/list";

/// What every order path begins with.
const API: &str = "/v2/providers/openapi/apis/api";

/// The gateway gives up after 3 s unless this header asks for more.
const EXTENDED_TIMEOUT: (&str, &str) = ("x-extended-timeout", "90000");

/// Up to so many orders or boxes are read one by one; more are looked for in the lists of all of them.
const FEW: usize = 3;

/// One seller's account at Coupang.
pub struct Coupang {
    account: AccountId,
    vendor: String,
    /// The WING login, without which the seller cannot cancel a sale.
    user: Option<String>,
    line: Line,
    clock: Arc<dyn Clock>,
    capabilities: Capabilities,
}

/// The id of a line.
pub fn line_id(bundle: &BundleId, item: &ItemId) -> LineId {
    LineId::new(format!("{bundle}:{item}"))
}

/// A query string that is signed as it is built.
#[derive(Clone, Default)]
struct Query(String);

impl Query {
    /// The same query with one more parameter.
    fn with(mut self, name: &str, value: impl AsRef<str>) -> Self {
        /// Coupang's examples leave the colon of times as it is and write the plus of offsets as %2B.
        const ENCODED: &AsciiSet =
            &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b':');
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(name);
        self.0.push('=');
        self.0.extend(utf8_percent_encode(value.as_ref(), ENCODED));
        self
    }
}

impl Coupang {
    /// `{prefix}/{version}/vendors/{vendorId}/{rest}`
    fn path(&self, version: &str, rest: impl std::fmt::Display) -> String {
        format!("{API}/{version}/vendors/{}/{rest}", self.vendor)
    }

    /// Reads a list, with the extended timeout that the documents advise for lists.
    async fn read(&self, operation: &'static str, path: String, query: Query) -> Result<Answer, MarketError> {
        let (name, value) = EXTENDED_TIMEOUT;
        self.ask(operation, path, query, vec![(name, value.to_owned())]).await
    }

    /// Reads one record, without it: its over-use counts towards 429.
    async fn read_one(&self, operation: &'static str, path: String) -> Result<Answer, MarketError> {
        self.ask(operation, path, Query::default(), Vec::new()).await
    }

    /// Sends a GET.
    async fn ask(
        &self,
        operation: &'static str,
        path: String,
        query: Query,
        headers: Vec<(&'static str, String)>,
    ) -> Result<Answer, MarketError> {
        let (method, body) = (Method::Get, Vec::new());
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
        let request = patient(Request { writes: false, ..with_body(operation, Method::Post, path, body)? });
        let response = self.line.transport.send(request).await?;
        Answer::of_read(operation, &response)
    }

    /// Reads every page of a list.
    async fn read_all(
        &self,
        operation: &'static str,
        path: &str,
        query: &Query,
    ) -> Result<Vec<serde_json::Value>, MarketError> {
        let mut records = Vec::new();
        let mut token = String::new();
        loop {
            let page = if token.is_empty() { query.clone() } else { query.clone().with("nextToken", &token) };
            let answer = self.read(operation, path.to_owned(), page).await?;
            let next = answer.next_token.0.clone();
            records.extend(answer.records());
            // The same token again would be read for ever.
            if next.is_empty() || next == token {
                return Ok(records);
            }
            token = next;
        }
    }

    /// Sends one write and reads its answer, whatever its code says.
    async fn write(
        &self,
        operation: &'static str,
        method: Method,
        path: String,
        body: &(impl Serialize + Sync),
    ) -> Result<Answer, MarketError> {
        self.send(with_body(operation, method, path, body)?).await
    }

    /// Sends one write about many boxes, with the extended timeout that a large body needs.
    async fn write_many(
        &self,
        operation: &'static str,
        method: Method,
        path: String,
        body: &(impl Serialize + Sync),
    ) -> Result<Answer, MarketError> {
        self.send(patient(with_body(operation, method, path, body)?)).await
    }

    /// Sends a write.
    async fn send(&self, request: Request) -> Result<Answer, MarketError> {
        let operation = request.operation;
        let response = self.line.transport.send(request).await?;
        Answer::of_write(operation, &response)
    }
}

/// A call with a JSON body.
fn with_body(
    operation: &'static str,
    method: Method,
    path: String,
    body: &impl Serialize,
) -> Result<Request, MarketError> {
    let body = serde_json::to_vec(body).map_err(|error| {
        let message = error.to_string();
        MarketError::new(ErrorKind::Refused, Persistence::Permanent, operation, message)
    })?;
    let headers = vec![("content-type", "application/json;charset=UTF-8".to_owned())];
    Ok(Request { operation, writes: true, method, path, query: String::new(), headers, body })
}

/// The call with the extended timeout. Its over-use counts towards 429.
fn patient(mut request: Request) -> Request {
    let (name, value) = EXTENDED_TIMEOUT;
    request.headers.push((name, value.to_owned()));
    request
}

/// An id as the bare JSON number that Coupang wants back.
///
/// # Errors
/// When it is none; nothing was sent.
fn number(operation: &'static str, field: &str, id: &str) -> Result<u64, MarketError> {
    match id.parse::<u64>() {
        Ok(number) if number.to_string() == id => Ok(number),
        _ => Err(unsendable(
            operation,
            &Sentence::new(
                format!(
                    "{field} 값 “{id}”은(는) 쿠팡 번호가 아니어서 보내지 않았습니다. 주문을 다시 수집하세요."
                ),
                format!(
                    "{field} “{id}” is no number of Coupang's, so nothing was sent. Collect the order again."
                ),
            ),
        )),
    }
}

/// A write that cannot be right as it stands; nothing was sent.
fn unsendable(operation: &'static str, sentence: &Sentence) -> MarketError {
    let message = both(sentence);
    MarketError::new(ErrorKind::Refused, Persistence::Permanent, operation, message)
}

/// Both languages in one message, for a place that has only one.
fn both(sentence: &Sentence) -> String {
    format!("{} / {}", sentence.ko, sentence.en)
}

/// What this connector does not do.
fn unsupported(operation: &'static str) -> MarketError {
    let message = "쿠팡에 없는 작업입니다. / Coupang has no such operation.";
    MarketError::new(ErrorKind::Unsupported, Persistence::Permanent, operation, message)
}

#[async_trait]
impl Marketplace for Coupang {
    fn marketplace(&self) -> domain::Marketplace {
        domain::Marketplace::Coupang
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
        self.order_lines(order).await
    }

    async fn read_bundle(&self, _order: &OrderId, bundle: &BundleId) -> Result<Vec<OrderLine>, MarketError> {
        self.bundle_lines(bundle).await
    }

    async fn read_bundles(
        &self,
        bundles: &[(OrderId, BundleId)],
        stage: Stage,
    ) -> Result<Vec<OrderLine>, MarketError> {
        self.many_lines(bundles, stage).await
    }

    async fn read_claims(&self, orders: &[OrderId]) -> Result<Vec<Claim>, MarketError> {
        self.claims_of(orders).await
    }

    async fn read_claim(
        &self,
        order: &OrderId,
        kind: ClaimKind,
        claim: &ClaimId,
    ) -> Result<Option<Fact>, MarketError> {
        self.one_claim(order, kind, claim).await
    }

    async fn history(&self, line: &LineRef) -> Result<Vec<HistoryEntry>, MarketError> {
        self.bundle_history(&line.bundle).await
    }

    async fn coupons(&self, order: &OrderId) -> Result<Vec<Coupon>, MarketError> {
        self.order_coupons(order).await
    }

    async fn act(&self, write: &Write) -> Result<Vec<Outcome>, MarketError> {
        match write {
            Write::Confirm { lines, .. } => self.confirm(lines).await,
            Write::Ship { parcels } => self.ship(shipping::UPLOAD, parcels).await,
            Write::ChangeInvoice { parcels } => self.ship(shipping::UPDATE, parcels).await,
            Write::SplitShip { now, later, later_courier, later_on } => {
                self.split(now, later, later_courier, *later_on).await
            }
            Write::ShipRest { parcel } => self.ship_rest(parcel).await,
            Write::CompleteDelivery { bundle, lines, invoice } => {
                self.complete_delivery(bundle, lines, invoice).await
            }
            Write::CancelSale { order, lines, reason, .. } => self.cancel_sale(order, lines, reason).await,
            Write::Claim { claim, state, quantity, act, .. } => {
                self.act_on_claim(claim, state.kind, *quantity, act).await
            }
            Write::ShipPieces { .. }
            | Write::AnswerUndelivered { .. }
            | Write::Delay { .. }
            | Write::ChangeHopeDelivery { .. }
            | Write::ChangeReceiver { .. }
            | Write::RequestReturn { .. } => Err(unsupported("act")),
        }
    }

    async fn check(&self) -> Check {
        self.check_connection().await
    }

    fn health(&self) -> Health {
        self.line.health()
    }
}
