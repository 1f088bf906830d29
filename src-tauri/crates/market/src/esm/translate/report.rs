//! 미수령신고: a buyer reports that nothing, or not everything, has come.

use domain::{LineId, OrderId, UndeliveredReport};

use super::{Source, Unreadable};
use crate::esm::wire::record::Record;
use crate::esm::wire::scalar::digits;

/// What a buyer wrote may name people.
const PERSONAL: &[&str] = &["ClaimDetailReason"];

/// One row of ClaimList. It has no number of its own: a line has one report at a time, told apart by its moment.
pub(in crate::esm) fn report(
    source: Source<'_>,
    row: Record<'_>,
    order: Option<OrderId>,
) -> Result<UndeliveredReport, Unreadable> {
    let reported_at = row.moment("ClaimDate").ok_or(Unreadable::Missing("ClaimDate"))?;
    let words = [row.said("ClaimReason"), row.said("ClaimDetailReason")];
    Ok(UndeliveredReport {
        account: source.account.clone(),
        order: order.unwrap_or_else(|| OrderId::new("")),
        line: LineId::new(row.required("OrderNo")?),
        report: digits(reported_at),
        reported_at,
        reason: words.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        raw_status: String::new(),
        settled_at: row.moment("ClaimSolveDate"),
        raw: row.without(PERSONAL),
    })
}
