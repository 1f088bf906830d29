//! Cancels: the seller's own, and the approval of a buyer's. A refusal is a dispatch.

use domain::{Outcome, ParcelLine};

use super::reasons::{OTHER, SOLD_OUT};
use super::shipping::{BAD_REASON, ONE_LINE, on};
use super::wire::answer::Written;
use super::wire::body::Site;
use super::{Esm, number, unsendable};
use crate::{MarketError, Method};

/// POST Cancel/{OrderNo}/SoldOut
const OF_SOLD_OUT: &str = "Cancel/SoldOut";
/// POST Cancel/{OrderNo}, which needs a permission of its own.
pub(super) const OF_OTHER: &str = "Cancel/plain";

impl Esm {
    /// 판매취소 of one whole line, before it leaves.
    pub(super) async fn cancel_sale(
        &self,
        lines: &[(ParcelLine, u32)],
        reason: &str,
    ) -> Result<Vec<Outcome>, MarketError> {
        let (operation, rest) = match reason {
            SOLD_OUT => (OF_SOLD_OUT, "/SoldOut"),
            OTHER => (OF_OTHER, ""),
            _ => return Err(unsendable(OF_SOLD_OUT, &BAD_REASON)),
        };
        let [(ParcelLine { line, .. }, _)] = lines else { return Err(unsendable(operation, &ONE_LINE)) };
        let path = format!("/claim/v1/sa/Cancel/{}{rest}", number(operation, line.as_str())?);
        let written = self.write(operation, Method::Post, &path, &self.site()).await?;
        Ok(vec![written.outcome(on(line))])
    }

    /// 취소 승인: the buyer is refunded.
    pub(super) async fn approve_cancel(&self, line: u64) -> Result<Written, MarketError> {
        let path = format!("/claim/v1/sa/Cancel/{line}");
        self.write("Cancel/approve", Method::Put, &path, &self.site()).await
    }

    /// The body of a write that names nothing but its site. Writes number Gmarket 2, also those about cancels.
    pub(super) fn site(&self) -> Site {
        Site { site_type: self.flavor.site }
    }
}
