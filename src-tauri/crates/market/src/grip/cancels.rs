//! 판매취소: the seller cancels whole lines. A buyer's cancel is done at once, and nobody answers it.

use domain::{LineId, Outcome, ParcelLine};

use super::reasons::{CANCEL_REASONS, offered};
use super::shipping::{BAD_REASON, keys, outcomes};
use super::wire::body::Cancellation;
use super::{Grip, unsendable};
use crate::{MarketError, Method};

impl Grip {
    /// The page of this call lists the lines alone; that of its twin also the reason, which is given in its own words.
    pub(super) async fn cancel_sale(
        &self,
        lines: &[(ParcelLine, u32)],
        reason: &str,
    ) -> Result<Vec<Outcome>, MarketError> {
        const OPERATION: &str = "order/cancel/result";
        let (reason_type, reason) =
            offered(CANCEL_REASONS, reason).ok_or_else(|| unsendable(OPERATION, &BAD_REASON))?;
        let lines: Vec<&LineId> = lines.iter().map(|(line, _)| &line.line).collect();
        let keys = keys(OPERATION, lines.iter().copied())?;
        let body = Cancellation { order_keys: &keys, reason_type, reason };
        let results = self.write(OPERATION, Method::Post, &body).await?.by_line(OPERATION)?;
        Ok(outcomes(lines.into_iter(), &keys, &results))
    }
}
