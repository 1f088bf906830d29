//! Exchanges: goods collected, sent out again, refused, held and released.

use domain::{CourierCode, InvoiceNumber, Won};

use super::couriers::BY_COURIER;
use super::reasons::{EXCHANGE_HOLDS, offers};
use super::shipping::{BAD_REASON, checked_courier, said};
use super::wire::answer::Written;
use super::wire::body::{ExchangeHold, ExchangeRefusal, Redelivery};
use super::{Naver, unsendable};
use crate::MarketError;

impl Naver {
    /// 교환 수거완료. While no pickup has a number, or the pickup is under way, Naver leaves the line out.
    pub(super) async fn exchange_collected(&self, line: &str) -> Result<Written, MarketError> {
        const OPERATION: &str = "exchange/collect";
        let rest = format!("claim/exchange/collect/{}", self.flavor.collected);
        let path = self.line_path(OPERATION, line, &rest)?;
        self.write_bare(OPERATION, path).await
    }

    /// 교환 재배송, under the line itself and by a courier.
    pub(super) async fn reship_exchange(
        &self,
        line: &str,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
    ) -> Result<Written, MarketError> {
        const OPERATION: &str = "exchange/dispatch";
        checked_courier(OPERATION, courier, invoice)?;
        let body = Redelivery {
            re_delivery_method: BY_COURIER,
            re_delivery_company: courier.as_str(),
            re_delivery_tracking_number: invoice.as_str(),
        };
        let path = self.line_path(OPERATION, line, "claim/exchange/dispatch")?;
        self.write(OPERATION, path, &body).await
    }

    /// 교환 거부, with words that the buyer reads.
    pub(super) async fn refuse_exchange(&self, line: &str, text: &str) -> Result<Written, MarketError> {
        const OPERATION: &str = "exchange/reject";
        let path = self.line_path(OPERATION, line, "claim/exchange/reject")?;
        let body = ExchangeRefusal { reject_exchange_reason: said(OPERATION, text)? };
        self.write(OPERATION, path, &body).await
    }

    /// 교환 보류, with what the buyer owes.
    pub(super) async fn hold_exchange(
        &self,
        line: &str,
        reason: &str,
        detail: &str,
        fee: Option<Won>,
    ) -> Result<Written, MarketError> {
        const OPERATION: &str = "exchange/holdback";
        if !offers(EXCHANGE_HOLDS, reason) {
            return Err(unsendable(OPERATION, &BAD_REASON));
        }
        let body = ExchangeHold {
            holdback_class_type: reason,
            holdback_exchange_detail_reason: said(OPERATION, detail)?,
            extra_exchange_fee_amount: fee.map(Won::get),
        };
        let path = self.line_path(OPERATION, line, "claim/exchange/holdback")?;
        self.write(OPERATION, path, &body).await
    }

    /// 교환 보류 해제
    pub(super) async fn release_exchange(&self, line: &str) -> Result<Written, MarketError> {
        const OPERATION: &str = "exchange/holdback/release";
        let path = self.line_path(OPERATION, line, "claim/exchange/holdback/release")?;
        self.write_bare(OPERATION, path).await
    }
}
