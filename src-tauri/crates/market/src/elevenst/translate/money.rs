//! Rows of the settlement (guide 1281).

use domain::Won;

use super::{PERSONAL, Unreadable, required};
use crate::Settlement;
use crate::elevenst::line_id;
use crate::elevenst::wire::row::Row;
use domain::OrderId;

/// One row: a sale, or a claim's share of it.
pub(in crate::elevenst) fn settlement(row: Row<'_>) -> Result<Settlement, Unreadable> {
    let order = required(row, "ordNo")?;
    let won = |name: &str| row.won(name).unwrap_or(Won::ZERO);
    Ok(Settlement {
        order: OrderId::from(order),
        line: row.said("ordPrdSeq").map(|seq| line_id(order, seq)),
        claim: row.said("clmReqSeq").filter(|number| *number != "0").map(str::to_owned),
        sold: won("selPrcAmt"),
        fee: won("selFee"),
        paid: won("stlAmt"),
        shipping: won("dlvAmt"),
        on: row.day("stlPlnDy").or_else(|| row.day("stlDy")),
        raw: row.raw(PERSONAL),
    })
}
