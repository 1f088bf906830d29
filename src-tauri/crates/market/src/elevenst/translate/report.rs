//! Rows of undelivered reports (guide 6733).

use domain::UndeliveredReport;

use super::{Named, Owner, PERSONAL, Unreadable, required};
use crate::elevenst::line_id;
use crate::elevenst::wire::row::Row;

/// One report. It is answered as soon as it carries the seller's answer; its status is a name without a code, and no
/// document lists the names.
pub(in crate::elevenst) fn report(account: Owner<'_>, row: Row<'_>) -> Result<UndeliveredReport, Unreadable> {
    let named = Named::of(row)?;
    let reported_at = row.moment("nonDlvReqDt").ok_or(Unreadable::Missing("nonDlvReqDt"))?;
    let answer = row.said("sellerDtlsRsn");
    Ok(UndeliveredReport {
        account: account.clone(),
        order: named.order(),
        line: line_id(named.order, named.seq),
        report: required(row, "nonDlvSeq")?.to_owned(),
        reported_at,
        reason: String::new(),
        raw_status: row.text("nonDlvStatNm"),
        settled_at: answer.map(|_| row.moment("updateDt").unwrap_or(reported_at)),
        raw: row.raw(PERSONAL),
    })
}
