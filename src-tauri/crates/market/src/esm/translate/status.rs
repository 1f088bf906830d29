//! News of a line from GetDeliveryStatus.

use domain::{ClaimKind, LineId, LineNews, OrderId, Stage};

use super::order::stage;
use super::{Source, Unreadable};
use crate::esm::wire::record::Record;

/// One row: the line's status with that of its claim. Its day is that of the latest change, whichever it was.
pub(in crate::esm) fn news(
    source: Source<'_>,
    row: Record<'_>,
    order: &OrderId,
) -> Result<LineNews, Unreadable> {
    let line = LineId::new(row.required("OrderNo")?);
    let (status, claim) = (row.text("Status"), row.text("ClaimStatus"));
    let changed = row.moment("StatusChangeDate");
    let stage = match (status.as_str(), claim.as_str()) {
        ("6", "3") => Some(Stage::Canceled),
        // A claim or a report hides the line, and says nothing of how far it had come.
        ("0" | "6" | "7" | "8" | "9" | "10", _) => None,
        _ => Some(stage(&status)),
    };
    let canceled = stage == Some(Stage::Canceled);
    Ok(LineNews {
        stage,
        raw_status: raw_status(&status, &claim),
        canceled: canceled.then_some(u32::MAX),
        shipped_at: changed.filter(|_| status == "3"),
        delivered_at: changed.filter(|_| status == "4"),
        confirmed_at: changed.filter(|_| status == "5"),
        ..LineNews::of(source.account.clone(), order.clone(), line)
    })
}

/// The status as it came, with its claim's behind a stroke.
fn raw_status(status: &str, claim: &str) -> String {
    match claim {
        "" | "0" => status.to_owned(),
        claim => format!("{status}/{claim}"),
    }
}

/// The kind of claim that hides a line of this status.
pub(in crate::esm) fn claimed(raw_status: &str) -> Option<ClaimKind> {
    match raw_status.split('/').next() {
        Some("6" | "10") => Some(ClaimKind::Cancel),
        Some("7") => Some(ClaimKind::Return),
        Some("8") => Some(ClaimKind::Exchange),
        _ => None,
    }
}
