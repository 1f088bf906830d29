//! Exchanges: the new goods leave, or the exchange is refused.

use domain::{CourierCode, InvoiceNumber};

use super::couriers::NOBODY;
use super::path::Path;
use super::reasons::EXCHANGE_REFUSALS;
use super::shipping::{NEEDS_COURIER, claim_courier, offered};
use super::{ClaimParts, Elevenst, get, unsendable};
use crate::MarketError;

impl Elevenst {
    /// 교환 승인, which is the re-shipment: its number stands in the path.
    pub(super) async fn reship_exchange(
        &self,
        claim: ClaimParts<'_>,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
    ) -> Result<(), MarketError> {
        const OPERATION: &str = "exchangereqconf";
        if courier.as_str() == NOBODY {
            return Err(unsendable(OPERATION, &NEEDS_COURIER));
        }
        claim_courier(OPERATION, courier, invoice)?;
        let path = Path::of(OPERATION, "/claimservice")
            .word(OPERATION)
            .id(claim.number)?
            .id(claim.order)?
            .id(claim.seq)?
            .id(courier.as_str())?
            .id(invoice.as_str())?;
        self.write(get(OPERATION, path.done())).await
    }

    /// 교환 거부
    pub(super) async fn refuse_exchange(
        &self,
        claim: ClaimParts<'_>,
        reason: &str,
        text: &str,
    ) -> Result<(), MarketError> {
        const OPERATION: &str = "exchangereqreject";
        offered(OPERATION, EXCHANGE_REFUSALS, reason)?;
        self.worded(OPERATION, claim, reason, text).await
    }
}
