//! Cancels: what a buyer asked for, and what the seller cannot deliver.

use domain::{CourierCode, InvoiceNumber, OrderId, ParcelLine, Sentence};

use super::couriers::NOBODY;
use super::path::Path;
use super::shipping::{BY_COURIER, claim_courier, offered};
use super::{ClaimParts, Elevenst, get, parts_of_line, reasons, unsendable};
use crate::MarketError;

/// Numbers of so many digits and fewer are refused in a refusal (-23005).
const TOO_SHORT: usize = 10;

impl Elevenst {
    /// 판매불가 of one line with all its pieces. The buyer reads the reason's words.
    pub(super) async fn cancel_sale(
        &self,
        order: &OrderId,
        lines: &[(ParcelLine, u32)],
        reason: &str,
    ) -> Result<(), MarketError> {
        const OPERATION: &str = "reqrejectorder";
        let [(line, _)] = lines else { return Err(unsendable(OPERATION, &ONE_LINE)) };
        offered(OPERATION, reasons::CANCEL_REASONS, reason)?;
        let path = Path::of(OPERATION, "/claimservice")
            .word(OPERATION)
            .id(order.as_str())?
            .id(parts_of_line(&line.line).1)?
            .id(reason)?
            .words(reasons::korean(reasons::CANCEL_REASONS, reason))?;
        self.write(get(OPERATION, path.done())).await
    }

    /// 취소 승인
    pub(super) async fn approve_cancel(&self, claim: ClaimParts<'_>) -> Result<(), MarketError> {
        const OPERATION: &str = "cancelreqconf";
        let path = Path::of(OPERATION, "/claimservice")
            .word(OPERATION)
            .id(claim.number)?
            .id(claim.order)?
            .id(claim.seq)?;
        self.write(get(OPERATION, path.done())).await
    }

    /// 취소 거부: the goods have left, and the refusal itself dispatches them.
    pub(super) async fn refuse_cancel(
        &self,
        claim: ClaimParts<'_>,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
    ) -> Result<(), MarketError> {
        const OPERATION: &str = "cancelreqreject";
        let path = self.refusal(OPERATION, claim, courier, invoice)?;
        self.write(get(OPERATION, path.done())).await
    }

    /// 취소 거부 of a request that blames the seller, with what is wrong about it.
    pub(super) async fn dispute_cancel(
        &self,
        claim: ClaimParts<'_>,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
        reason: &str,
        text: &str,
    ) -> Result<(), MarketError> {
        const OPERATION: &str = "cancelreqrejectNEW";
        offered(OPERATION, reasons::CANCEL_OBJECTIONS, reason)?;
        if reason == reasons::HAS_LEFT {
            return self.refuse_cancel(claim, courier, invoice).await;
        }
        let path = self.refusal(OPERATION, claim, courier, invoice)?.id(reason)?.words(text)?;
        self.write(get(OPERATION, path.done())).await
    }

    /// What both refusals begin with: their day has no hour.
    fn refusal(
        &self,
        operation: &'static str,
        claim: ClaimParts<'_>,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
    ) -> Result<Path, MarketError> {
        if courier.as_str() == NOBODY || invoice.as_str().len() <= TOO_SHORT {
            return Err(unsendable(operation, &LONGER_NUMBER));
        }
        claim_courier(operation, courier, invoice)?;
        Path::of(operation, "/claimservice")
            .word(operation)
            .id(claim.order)?
            .id(claim.seq)?
            .id(claim.number)?
            .word(BY_COURIER)
            .today(self.now())
            .id(courier.as_str())?
            .id(invoice.as_str())
    }
}

const ONE_LINE: Sentence = Sentence::fixed(
    "11번가의 판매불가는 주문상품 하나씩 보냅니다. 하나만 고르세요.",
    "11st cancels sales line by line. Choose one.",
);

const LONGER_NUMBER: Sentence = Sentence::fixed(
    "11번가는 취소를 거부할 때 10자리 이하의 송장번호를 받지 않습니다. 택배사와 11자리 이상의 송장번호를 넣으세요.",
    "To refuse a cancel, 11st takes no invoice number of ten digits or fewer. Enter a courier and a longer number.",
);
