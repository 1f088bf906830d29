//! ESM 2.0: Gmarket (G마켓) and Auction (옥션), two sites behind one API.
//!
//! A line is an order number (주문번호): line and item are its OrderNo, the order is its PayNo (장바구니 번호). A
//! claim has no number of its own and is addressed by its line, so that its id is
//! `{PayNo}:{OrderNo}:{C|R|E}:{RequestDate}`. What the two sites differ in stands in [`flavor`].

mod account;
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
mod reports;
mod returns;
mod seen;
mod settlements;
mod shipping;
mod sign;
mod standing;
mod support;
mod table;
mod translate;
mod wire;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AccountId, BundleId, Claim, ClaimId, ClaimKind, Fact, OrderId, OrderLine, Outcome, Sentence, Stage, Write,
};
use serde::Serialize;

use crate::layers::Line;
use crate::registry::Connector;
use crate::{
    Capabilities, Check, Clock, Collected, ErrorKind, Feed, FeedId, FeedRequest, Health, HistoryEntry,
    LineRef, MarketError, Marketplace, Method, Persistence, Request, Settlement, Span, Standing,
};
use flavor::Flavor;
use seen::Seen;
use translate::Source;
use wire::answer::{Answer, Written};

use account::companion;
use capability::capabilities;
use open::{descriptor, open};

/// How the desk comes to Gmarket.
pub(crate) const GMARKET_CONNECTOR: Connector = Connector {
    descriptor: || descriptor(&flavor::GMARKET),
    capabilities: |settles_after| capabilities(&flavor::GMARKET, settles_after),
    codes: || translate::codes::codes(&flavor::GMARKET),
    open: |config, credentials, clock| Ok(Arc::new(open(&flavor::GMARKET, config, credentials, clock)?)),
    companion: Some(companion(domain::Marketplace::Auction)),
};

/// How the desk comes to Auction.
pub(crate) const AUCTION_CONNECTOR: Connector = Connector {
    descriptor: || descriptor(&flavor::AUCTION),
    capabilities: |settles_after| capabilities(&flavor::AUCTION, settles_after),
    codes: || translate::codes::codes(&flavor::AUCTION),
    open: |config, credentials, clock| Ok(Arc::new(open(&flavor::AUCTION, config, credentials, clock)?)),
    companion: Some(companion(domain::Marketplace::Gmarket)),
};

/// One seller's account at one of the two sites.
pub struct Esm {
    flavor: &'static Flavor,
    account: AccountId,
    line: Line,
    clock: Arc<dyn Clock>,
    capabilities: Capabilities,
    seen: Seen,
}

impl Esm {
    /// For whom records are read.
    fn source(&self) -> Source<'_> {
        Source { account: &self.account, flavor: self.flavor }
    }

    /// The moment by the slower of this computer's clock and ESM's.
    fn now(&self) -> DateTime<Utc> {
        let ahead = self.line.clock_difference().unwrap_or_default().min(TimeDelta::zero());
        self.clock.now() + ahead
    }

    /// Reads what is asked for with a body, as every list and query is.
    async fn read(
        &self,
        operation: &'static str,
        path: &str,
        body: &(impl Serialize + Sync),
    ) -> Result<Answer, MarketError> {
        let request = Request { writes: false, ..request(operation, Method::Post, path, Some(body))? };
        let response = self.line.transport.send(request).await?;
        Answer::of_read(operation, &response)
    }

    /// Sends one write and reads what its answer says.
    async fn write(
        &self,
        operation: &'static str,
        method: Method,
        path: &str,
        body: &(impl Serialize + Sync),
    ) -> Result<Written, MarketError> {
        self.send(request(operation, method, path, Some(body))?).await
    }

    /// Sends one write that has no body.
    async fn write_bare(&self, operation: &'static str, path: &str) -> Result<Written, MarketError> {
        self.send(request(operation, Method::Post, path, None::<&()>)?).await
    }

    /// Sends a write.
    async fn send(&self, request: Request) -> Result<Written, MarketError> {
        let operation = request.operation;
        let response = self.line.transport.send(request).await?;
        Written::of(operation, &response)
    }
}

/// A write, with a JSON body where there is one.
fn request(
    operation: &'static str,
    method: Method,
    path: &str,
    body: Option<&impl Serialize>,
) -> Result<Request, MarketError> {
    let (path, query) = (path.to_owned(), String::new());
    let bare =
        Request { operation, writes: true, method, path, query, headers: Vec::new(), body: Vec::new() };
    let Some(body) = body else { return Ok(bare) };
    let body = serde_json::to_vec(body).map_err(|error| {
        MarketError::new(ErrorKind::Refused, Persistence::Permanent, operation, error.to_string())
    })?;
    Ok(Request { headers: vec![("content-type", "application/json".to_owned())], body, ..bare })
}

/// An id as the number that ESM wants.
///
/// # Errors
/// When it is none, so that nothing was sent: as a part of a path it would make another path.
fn number(operation: &'static str, id: &str) -> Result<u64, MarketError> {
    let digits = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    id.parse().ok().filter(|_| digits).ok_or_else(|| {
        unsendable(
            operation,
            &Sentence::new(
                format!("“{id}”은(는) G마켓·옥션의 번호가 아니어서 보내지 않았습니다. 주문을 다시 수집하세요."),
                format!("“{id}” is no number of Gmarket's or Auction's, so nothing was sent. Collect the order again."),
            ),
        )
    })
}

/// The code of whatever is refused here, so that nobody takes it for an answer of ESM's.
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
    let message = "G마켓·옥션에 없는 작업입니다. ESM PLUS에서 처리하세요. / Gmarket and Auction have no such operation. Use ESM PLUS.";
    MarketError::new(ErrorKind::Unsupported, Persistence::Permanent, operation, message)
}

#[async_trait]
impl Marketplace for Esm {
    fn marketplace(&self) -> domain::Marketplace {
        self.flavor.marketplace
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn feeds(&self) -> &[Feed] {
        self.flavor.feeds
    }

    fn rest(&self, feed: FeedId) -> Option<Duration> {
        feeds::is_of_orders(feed).then(|| self.line.rest(open::ORDER_LISTS)).flatten()
    }

    async fn collect(&self, feed: FeedId, request: FeedRequest) -> Result<Collected, MarketError> {
        self.collect_page(feed, request).await
    }

    async fn read_order(&self, order: &OrderId) -> Result<Vec<OrderLine>, MarketError> {
        self.order_lines(order).await
    }

    async fn read_bundle(&self, order: &OrderId, bundle: &BundleId) -> Result<Vec<OrderLine>, MarketError> {
        let mut lines = self.order_lines(order).await?;
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

    async fn read_claims_together(&self, claims: &[ClaimId]) -> Result<Vec<Fact>, MarketError> {
        self.claims_together(claims).await
    }

    async fn history(&self, line: &LineRef) -> Result<Vec<HistoryEntry>, MarketError> {
        self.progress(&line.line).await
    }

    async fn settlements(&self, span: Span) -> Result<Vec<Settlement>, MarketError> {
        self.settled_within(span).await
    }

    async fn act(&self, write: &Write) -> Result<Vec<Outcome>, MarketError> {
        match write {
            Write::Confirm { lines, .. } => self.confirm(lines).await,
            Write::Ship { parcels } | Write::ChangeInvoice { parcels } => self.ship(parcels).await,
            Write::SplitShip { now, later, .. } => self.ship_part(now, later).await,
            Write::ShipRest { parcel } => self.ship_first(parcel).await,
            Write::CompleteDelivery { lines, .. } => self.complete_delivery(lines).await,
            Write::Delay { line, until: Some(until), reason, detail, .. } => {
                self.delay(line, *until, reason, detail).await
            }
            Write::CancelSale { lines, reason, .. } => self.cancel_sale(lines, reason).await,
            Write::RequestReturn { order, line, reason, pickup, .. } => {
                self.request_return(order, line, reason, pickup).await
            }
            Write::AnswerUndelivered { line, reason, text, invoice, .. } => {
                self.answer_report(line, reason, text, invoice.as_ref()).await
            }
            Write::Claim { claim, state, act, .. } => self.act_on_claim(claim, state.kind, act).await,
            Write::ShipPieces { .. }
            | Write::ChangeHopeDelivery { .. }
            | Write::ChangeReceiver { .. }
            | Write::Delay { until: None, .. } => Err(unsupported("act")),
        }
    }

    async fn check(&self) -> Check {
        self.check_connection().await
    }

    fn health(&self) -> Health {
        self.line.health()
    }
}
