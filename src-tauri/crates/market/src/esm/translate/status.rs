//! News of a line from GetDeliveryStatus.

use chrono::{DateTime, Utc};
use domain::{ClaimKind, LineId, LineNews, OrderId, Stage};

use super::order::stage;
use super::{Source, Unreadable};
use crate::esm::wire::record::Record;

/// Where a line stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::esm) struct LineStatus {
    /// What is new of it.
    pub(in crate::esm) news: LineNews,
    /// When it came to stand there.
    pub(in crate::esm) changed_at: Option<DateTime<Utc>>,
}

/// One row of a query for a line.
pub(in crate::esm) fn status(
    source: Source<'_>,
    row: Record<'_>,
    order: &OrderId,
) -> Result<LineStatus, Unreadable> {
    let news = LineNews { shipped_at: None, ..news(source, row, order)? };
    Ok(LineStatus { news, changed_at: row.moment("StatusChangeDate") })
}

/// One row of a list of changes: the line's status with that of its claim. Its day is that of the latest change,
/// whichever it was; 배송중 is also what an exchange's re-shipment changes a line to, so that only the list of first
/// dispatches tells when a line left.
pub(in crate::esm) fn news(
    source: Source<'_>,
    row: Record<'_>,
    order: &OrderId,
) -> Result<LineNews, Unreadable> {
    let line = LineId::new(row.required("OrderNo")?);
    let (status, claim) = (row.text("Status"), row.text("ClaimStatus"));
    let changed = row.moment("StatusChangeDate");
    let stage = stage_of(&status, &claim);
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

/// Where a line stands by its Status and its ClaimStatus.
pub(super) fn stage_of(status: &str, claim: &str) -> Option<Stage> {
    match (status, claim) {
        ("6", "3") => Some(Stage::Canceled),
        // A claim or a report hides the line, and says nothing of how far it had come.
        ("0" | "6" | "7" | "8" | "9" | "10", _) => None,
        _ => Some(stage(status)),
    }
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

/// Whether a line goes on as an order, without any claim that hides it.
pub(in crate::esm) fn goes_on(status: &LineStatus) -> bool {
    matches!(status.news.raw_status.as_str(), "1" | "2" | "3" | "4" | "5")
}
