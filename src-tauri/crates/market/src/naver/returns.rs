//! Returns: filing one, refunding, refusing, holding and releasing.

use domain::{LineId, Outcome, ReturnPickup, Won};

use super::reasons::{PICKUP_WAYS, RETURN_HOLDS, RETURN_REASONS, offers};
use super::shipping::{BAD_REASON, checked_courier, of_line, said};
use super::wire::answer::Written;
use super::wire::body::{ReturnHold, ReturnRefusal, ReturnRequest};
use super::{Naver, unsendable};
use crate::MarketError;

impl Naver {
    /// 반품 접수 by the seller, for goods that have left.
    pub(super) async fn request_return(
        &self,
        line: &LineId,
        quantity: u32,
        reason: &str,
        pickup: &ReturnPickup,
    ) -> Result<Vec<Outcome>, MarketError> {
        const OPERATION: &str = "return/request";
        if !offers(RETURN_REASONS, reason) || !offers(PICKUP_WAYS, &pickup.method) {
            return Err(unsendable(OPERATION, &BAD_REASON));
        }
        if let Some((courier, invoice)) = &pickup.invoice {
            checked_courier(OPERATION, courier, invoice)?;
        }
        let body = ReturnRequest {
            return_reason: reason,
            collect_delivery_method: &pickup.method,
            collect_delivery_company: pickup.invoice.as_ref().map(|(courier, _)| courier.as_str()),
            collect_tracking_number: pickup.invoice.as_ref().map(|(_, invoice)| invoice.as_str()),
            return_quantity: quantity,
        };
        let path = self.line_path(OPERATION, line.as_str(), "claim/return/request")?;
        Ok(vec![of_line(&self.write(OPERATION, path, &body).await?, line)])
    }

    /// 반품 승인, which refunds and cannot be undone.
    pub(super) async fn refund_return(&self, line: &str) -> Result<Written, MarketError> {
        const OPERATION: &str = "return/approve";
        let path = self.line_path(OPERATION, line, "claim/return/approve")?;
        self.write_bare(OPERATION, path).await
    }

    /// 반품 거부, with words that the buyer reads.
    pub(super) async fn refuse_return(&self, line: &str, text: &str) -> Result<Written, MarketError> {
        const OPERATION: &str = "return/reject";
        let path = self.line_path(OPERATION, line, "claim/return/reject")?;
        let body = ReturnRefusal { reject_return_reason: said(OPERATION, text)? };
        self.write(OPERATION, path, &body).await
    }

    /// 반품 보류, with what the buyer owes.
    pub(super) async fn hold_return(
        &self,
        line: &str,
        reason: &str,
        detail: &str,
        fee: Option<Won>,
    ) -> Result<Written, MarketError> {
        const OPERATION: &str = "return/holdback";
        if !offers(RETURN_HOLDS, reason) {
            return Err(unsendable(OPERATION, &BAD_REASON));
        }
        let body = ReturnHold {
            holdback_class_type: reason,
            holdback_return_detail_reason: said(OPERATION, detail)?,
            extra_return_fee_amount: fee.map(Won::get),
        };
        let path = self.line_path(OPERATION, line, "claim/return/holdback")?;
        self.write(OPERATION, path, &body).await
    }

    /// 반품 보류 해제
    pub(super) async fn release_return(&self, line: &str) -> Result<Written, MarketError> {
        const OPERATION: &str = "return/holdback/release";
        let path = self.line_path(OPERATION, line, "claim/return/holdback/release")?;
        self.write_bare(OPERATION, path).await
    }
}
