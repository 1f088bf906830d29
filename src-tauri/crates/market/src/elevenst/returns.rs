//! Returns: refund, refusal, hold, pickup, and those that the seller files.

use domain::{CourierCode, InvoiceNumber, LineId, ReturnPickup, Sentence};

use super::couriers::NOBODY;
use super::path::Path;
use super::reasons::{RETURN_HOLDS, RETURN_REASONS, RETURN_REFUSALS, RETURN_WAYS};
use super::shipping::{BY_COURIER, claim_courier, offered};
use super::{ClaimParts, Elevenst, get, line_id, parts_of_line, unsendable};
use crate::{ErrorKind, MarketError, Persistence};

impl Elevenst {
    /// 반품 승인, which completes the return and refunds it.
    pub(super) async fn refund_return(&self, claim: ClaimParts<'_>) -> Result<(), MarketError> {
        const OPERATION: &str = "returnreqconf";
        let path = Path::of(OPERATION, "/claimservice")
            .word(OPERATION)
            .id(claim.number)?
            .id(claim.order)?
            .id(claim.seq)?;
        self.write(get(OPERATION, path.done())).await
    }

    /// 반품 거부
    pub(super) async fn refuse_return(
        &self,
        claim: ClaimParts<'_>,
        reason: &str,
        text: &str,
    ) -> Result<(), MarketError> {
        const OPERATION: &str = "returnreqreject";
        offered(OPERATION, RETURN_REFUSALS, reason)?;
        self.worded(OPERATION, claim, reason, text).await
    }

    /// 반품 보류
    pub(super) async fn hold_return(
        &self,
        claim: ClaimParts<'_>,
        reason: &str,
        text: &str,
    ) -> Result<(), MarketError> {
        const OPERATION: &str = "returnclaimdefer";
        offered(OPERATION, RETURN_HOLDS, reason)?;
        self.worded(OPERATION, claim, reason, text).await
    }

    /// 반품완료보류
    pub(super) async fn defer_return(
        &self,
        claim: ClaimParts<'_>,
        reason: &str,
        text: &str,
    ) -> Result<(), MarketError> {
        const OPERATION: &str = "returncompletedefer";
        offered(OPERATION, RETURN_HOLDS, reason)?;
        self.worded(OPERATION, claim, reason, text).await
    }

    /// A call about a claim that ends in a reason and its words. Unlike the approvals, these name the claim third.
    pub(super) async fn worded(
        &self,
        operation: &'static str,
        claim: ClaimParts<'_>,
        reason: &str,
        text: &str,
    ) -> Result<(), MarketError> {
        let path = Path::of(operation, "/claimservice")
            .word(operation)
            .id(claim.order)?
            .id(claim.seq)?
            .id(claim.number)?
            .id(reason)?
            .words(text)?;
        self.write(get(operation, path.done())).await
    }

    /// 반품 송장 입력. It wants the bundle, which no row of a return names: the order is read by number first, and only
    /// the call after it changes anything. The page prints its segment `claimservice` twice.
    pub(super) async fn register_pickup(
        &self,
        claim: ClaimParts<'_>,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
    ) -> Result<(), MarketError> {
        const OPERATION: &str = "returninvc";
        claim_courier(OPERATION, courier, invoice)?;
        let line = line_id(claim.order, claim.seq);
        let statuses = self.sure_statuses([claim.order]).await?;
        let bundle = statuses.news.get(&line).and_then(|news| news.bundle.clone());
        let bundle = bundle.ok_or_else(|| unknown_bundle(OPERATION))?;
        let carried = (courier.as_str() != NOBODY).then_some((courier.as_str(), invoice.as_str()));
        let path = Path::of(OPERATION, "/claimservice/claimservice")
            .word(OPERATION)
            .now(self.now())
            .id(bundle.as_str())?
            .maybe(carried.map(|(courier, _)| courier))?
            .maybe(carried.map(|(_, invoice)| invoice))?
            .word(if carried.is_some() { BY_COURIER } else { NOBODY })
            .id(claim.number)?;
        self.write(get(OPERATION, path.done())).await
    }

    /// 반품 접수 by the seller, of a whole line. Courier, number and way of delivery may be left open.
    pub(super) async fn request_return(
        &self,
        line: &LineId,
        reason: &str,
        text: &str,
        pickup: &ReturnPickup,
    ) -> Result<(), MarketError> {
        const OPERATION: &str = "sellerclaimfix";
        offered(OPERATION, RETURN_REASONS, reason)?;
        offered(OPERATION, RETURN_WAYS, &pickup.method)?;
        let (process, paid_by) = pickup.method.split_once('-').unwrap_or_default();
        if let Some((courier, invoice)) = &pickup.invoice {
            claim_courier(OPERATION, courier, invoice)?;
        }
        let carried = pickup.invoice.as_ref().filter(|(courier, _)| courier.as_str() != NOBODY);
        let way = pickup.invoice.as_ref().map(|_| if carried.is_some() { BY_COURIER } else { NOBODY });
        let (order, seq) = parts_of_line(line);
        let path = Path::of(OPERATION, "/claimservice")
            .word(OPERATION)
            .id(order)?
            .id(seq)?
            .id(reason)?
            .id(process)?
            .maybe(carried.map(|(courier, _)| courier.as_str()))?
            .maybe(carried.map(|(_, invoice)| invoice.as_str()))?
            .maybe(way)?
            .words(text)?
            .id(paid_by)?;
        self.write(get(OPERATION, path.done())).await
    }
}

/// The order by number names no bundle for the line: nothing was written.
fn unknown_bundle(operation: &'static str) -> MarketError {
    let error = unsendable(operation, &UNKNOWN_BUNDLE);
    MarketError { kind: ErrorKind::WrongState, persistence: Persistence::Permanent, ..error }
}

const UNKNOWN_BUNDLE: Sentence = Sentence::fixed(
    "11번가가 이 반품의 배송번호를 알려 주지 않아 보내지 않았습니다. 판매자센터에서 수거 송장을 등록하세요.",
    "11st does not tell this return's delivery number, so nothing was sent. Register the pickup in the seller centre.",
);
