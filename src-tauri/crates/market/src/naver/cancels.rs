//! Cancels: the seller's own, and the answers to buyers' requests.

use domain::{CourierCode, InvoiceNumber, Outcome, ParcelLine, Sentence};

use super::reasons::{CANCEL_REASONS, offers};
use super::shipping::{BAD_REASON, DISPATCH, checked, of_line};
use super::wire::answer::Written;
use super::wire::body::CancelRequest;
use super::{Naver, unsendable};
use crate::MarketError;

impl Naver {
    /// 판매취소 of pieces of one line: a request that the seller's own approval completes.
    pub(super) async fn cancel_sale(
        &self,
        lines: &[(ParcelLine, u32)],
        reason: &str,
    ) -> Result<Vec<Outcome>, MarketError> {
        const OPERATION: &str = "cancel/request";
        let [(line, count)] = lines else { return Err(unsendable(OPERATION, &ONE_LINE)) };
        if !offers(CANCEL_REASONS, reason) {
            return Err(unsendable(OPERATION, &BAD_REASON));
        }
        let path = self.line_path(OPERATION, line.line.as_str(), "claim/cancel/request")?;
        let body = CancelRequest { cancel_reason: reason, cancel_quantity: *count };
        Ok(vec![of_line(&self.write(OPERATION, path, &body).await?, &line.line)])
    }

    /// 취소 승인: the buyer is refunded.
    pub(super) async fn approve_cancel(&self, line: &str) -> Result<Written, MarketError> {
        const OPERATION: &str = "cancel/approve";
        let path = self.line_path(OPERATION, line, "claim/cancel/approve")?;
        self.write_bare(OPERATION, path).await
    }

    /// 취소 거부: Naver takes the dispatch of the line for it and has no other way.
    pub(super) async fn refuse_cancel(
        &self,
        line: &str,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
    ) -> Result<Written, MarketError> {
        checked(DISPATCH, courier, invoice)?;
        self.dispatch(&[(line, courier, invoice)]).await
    }
}

/// Every claim call is about one line.
const ONE_LINE: Sentence = Sentence::fixed(
    "네이버의 판매취소는 상품주문 한 건씩 보냅니다. 한 상품만 골라 다시 보내세요.",
    "Naver cancels one line at a time. Choose a single line.",
);
