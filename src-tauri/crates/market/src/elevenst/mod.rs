//! 11번가 (Seller Open API): XML over calls whose parameters all stand in the path.
//!
//! A line is one product of an order: its id is `{ordNo}:{ordPrdSeq}`, the bundle is the dlvNo. The item is the
//! ordPrdSeq, of an add-on `{ordPrdSeq}+{addPrdNo}`, and of a product with add-ons `{ordPrdSeq}+`, since a
//! confirmation wants to know what was bought along with what. Every claim belongs to one line, and every call about
//! it names order, line and the claim's number, so a claim's id is `{ordNo}:{ordPrdSeq}:{C|R|E}{number}`.

mod cancels;
mod capability;
mod check;
mod claims;
mod codes;
pub mod couriers;
mod error;
mod exchanges;
mod feeds;
mod open;
mod orders;
mod path;
pub mod reasons;
mod returns;
mod settlement;
mod shipping;
mod sign;
mod translate;
mod windows;
mod wire;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AccountId, BundleId, Claim, ClaimId, ClaimKind, Fact, LineId, OrderId, OrderLine, Outcome, Sentence,
    Stage, Write,
};

use crate::layers::Line;
use crate::registry::Connector;
use crate::{
    Capabilities, Check, Clock, Collected, ErrorKind, Feed, FeedId, FeedRequest, Health, HistoryEntry,
    LineRef, MarketError, Marketplace, Method, Persistence, Request, Settlement, Span, Standing,
};
use wire::answer::Answer;

use capability::capabilities;
use open::{descriptor, open};

/// How the desk comes to 11번가.
pub(crate) const CONNECTOR: Connector = Connector {
    descriptor,
    capabilities,
    codes: translate::codes::codes,
    open: |config, credentials, clock| Ok(Arc::new(open(config, credentials, clock)?)),
    companion: None,
};

/// The seller centre.
const CENTRE: &str = "https://soffice.11st.co.kr";

/// One seller's account at 11번가.
pub struct Elevenst {
    account: AccountId,
    line: Line,
    clock: Arc<dyn Clock>,
    capabilities: Capabilities,
}

/// The id of a line.
pub fn line_id(order: &str, seq: &str) -> LineId {
    LineId::new(format!("{order}:{seq}"))
}

/// The id of a claim.
pub fn claim_id(order: &str, seq: &str, kind: ClaimKind, number: &str) -> ClaimId {
    let letter = match kind {
        ClaimKind::Cancel => 'C',
        ClaimKind::Return => 'R',
        ClaimKind::Exchange => 'E',
    };
    ClaimId::new(format!("{order}:{seq}:{letter}{number}"))
}

/// The order and the number of a line within it; an id of any other shape names neither.
fn parts_of_line(line: &LineId) -> (&str, &str) {
    line.as_str().split_once(':').unwrap_or_default()
}

/// What a claim is addressed by; an id of any other shape names nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct ClaimParts<'a> {
    order: &'a str,
    seq: &'a str,
    number: &'a str,
}

impl<'a> ClaimParts<'a> {
    /// The parts of a claim's id.
    fn of(claim: &'a ClaimId) -> Self {
        let mut parts = claim.as_str().splitn(3, ':');
        let (order, seq) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let numbered = parts.next().unwrap_or_default();
        Self { order, seq, number: numbered.strip_prefix(['C', 'R', 'E']).unwrap_or_default() }
    }
}

impl Elevenst {
    /// The moment by the slower of this computer's clock and the marketplace's: nothing may leave in time to come.
    fn now(&self) -> DateTime<Utc> {
        self.clock.now() + self.line.clock_difference().unwrap_or_default().min(TimeDelta::zero())
    }

    /// The moment by the faster of the two clocks: up to it lists are read, so that what came in last is among them.
    fn latest(&self) -> DateTime<Utc> {
        self.clock.now() + self.line.clock_difference().unwrap_or_default().max(TimeDelta::zero())
    }

    /// Reads by a GET that changes nothing.
    async fn read(
        &self,
        operation: &'static str,
        path: String,
        query: String,
    ) -> Result<Answer, MarketError> {
        let response =
            self.line.transport.send(Request { writes: false, query, ..get(operation, path) }).await?;
        Answer::of_read(operation, &response)
    }

    /// Sends one write and reads its receipt.
    async fn write(&self, request: Request) -> Result<(), MarketError> {
        let operation = request.operation;
        let response = self.line.transport.send(request).await?;
        error::receipt(operation, &Answer::of_write(operation, &response)?)
    }
}

/// A GET that changes something: nobody may send it twice, follow it elsewhere or fetch it ahead.
fn get(operation: &'static str, path: String) -> Request {
    let (method, query, headers, body) = (Method::Get, String::new(), Vec::new(), Vec::new());
    Request { operation, writes: true, method, path, query, headers, body }
}

/// A write with an XML body.
fn with_body(operation: &'static str, method: Method, path: String, body: Vec<u8>) -> Request {
    let headers = vec![("content-type", "text/xml; charset=utf-8".to_owned())];
    Request { method, headers, body, ..get(operation, path) }
}

/// The code of whatever is refused here, so that nobody takes it for an answer of the marketplace's.
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
    let message = "11번가에 없는 작업입니다. 판매자센터에서 처리하세요. / 11번가 has no such operation. Use the seller centre.";
    MarketError::new(ErrorKind::Unsupported, Persistence::Permanent, operation, message)
}

#[async_trait]
impl Marketplace for Elevenst {
    fn marketplace(&self) -> domain::Marketplace {
        domain::Marketplace::Elevenst
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

    async fn read_bundle(&self, order: &OrderId, bundle: &BundleId) -> Result<Vec<OrderLine>, MarketError> {
        let mut lines = self.order_lines(order).await?;
        lines.retain(|line| line.bundle == *bundle);
        Ok(lines)
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

    async fn read_standing(&self, lines: &[LineRef], stage: Stage) -> Result<Standing, MarketError> {
        self.standing(lines, stage).await
    }

    async fn read_claim(
        &self,
        _order: &OrderId,
        kind: ClaimKind,
        claim: &ClaimId,
    ) -> Result<Option<Fact>, MarketError> {
        self.one_claim(kind, claim).await
    }

    async fn read_claims_together(&self, claims: &[ClaimId]) -> Result<Vec<Fact>, MarketError> {
        Ok(self.open_claims(claims).await?.facts)
    }

    /// 11번가 tells where a parcel stands and nothing of how it came there.
    async fn history(&self, _line: &LineRef) -> Result<Vec<HistoryEntry>, MarketError> {
        Ok(Vec::new())
    }

    async fn settlements(&self, span: Span) -> Result<Vec<Settlement>, MarketError> {
        self.settlements_within(span).await
    }

    async fn act(&self, write: &Write) -> Result<Vec<Outcome>, MarketError> {
        match write {
            Write::Confirm { lines, items } => self.confirm(lines, items).await?,
            Write::Ship { parcels } => self.ship(parcels).await?,
            Write::SplitShip { now: parcel, .. } | Write::ShipRest { parcel } => {
                self.ship_part(parcel).await?
            }
            Write::ShipPieces { order, bundle, line, courier, parts } => {
                self.ship_pieces(order, bundle, line, courier, parts).await?;
            }
            Write::Delay { order, bundle, until: Some(until), reason, detail, .. } => {
                self.delay(order, bundle, *until, reason, detail).await?;
            }
            Write::CancelSale { order, lines, reason, .. } => self.cancel_sale(order, lines, reason).await?,
            Write::AnswerUndelivered { line, report, reason, text, invoice, .. } => {
                self.answer_undelivered(line, report, reason, text, invoice.as_ref()).await?;
            }
            Write::RequestReturn { line, reason, detail, pickup, .. } => {
                self.request_return(line, reason, detail, pickup).await?;
            }
            Write::Claim { claim, state, act, .. } => self.act_on_claim(claim, state.kind, act).await?,
            Write::ChangeInvoice { .. }
            | Write::CompleteDelivery { .. }
            | Write::Delay { until: None, .. }
            | Write::ChangeHopeDelivery { .. }
            | Write::ChangeReceiver { .. } => return Err(unsupported("act")),
        }
        // A call is about one thing, so that its receipt holds for every target.
        Ok(write.targets().into_iter().map(Outcome::ok).collect())
    }

    async fn check(&self) -> Check {
        self.check_connection().await
    }

    fn health(&self) -> Health {
        self.line.health()
    }
}
