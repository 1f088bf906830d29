//! A row of getsettleorder.

use domain::{LineId, OrderId, Won};

use super::{Source, Unreadable};
use crate::Settlement;
use crate::esm::wire::record::Record;
use crate::esm::wire::scalar::day_of;

/// One row: a sale (Kind 1) or its refund (Kind 2), whose amounts have the other sign. What is kept is the fees and
/// the discounts that are taken off; the two sites write it in opposite signs.
pub(in crate::esm) fn settlement(source: Source<'_>, row: Record<'_>) -> Result<Settlement, Unreadable> {
    let line = row.required("ContrNo")?;
    let kept = row.won("TotCommission")? + row.won("DeductNontaxPrice")?;
    let refund = row.text("Kind") == "2";
    let paid_on = row.moment("RemitDate").or_else(|| row.moment("SettleExpectDate"));
    Ok(Settlement {
        order: OrderId::new(row.required("PackNo")?),
        claim: refund.then(|| format!("{line}:{}", row.text("RefundDate"))),
        line: Some(LineId::new(line)),
        sold: row.won("SellOrderPrice")? + row.won("OptionPrice")?,
        fee: Won::new(kept.get().saturating_mul(source.flavor.fee_sign)),
        paid: row.won("SettlementPrice")?,
        shipping: Won::ZERO,
        on: paid_on.map(day_of),
        raw: row.without(&[]),
    })
}
