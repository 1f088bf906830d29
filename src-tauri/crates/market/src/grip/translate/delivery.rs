//! A row of one of the delivery lists: only what the list of orders does not tell.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{CourierCode, InvoiceNumber};

use super::{Unreadable, key_in};
use crate::grip::lists::List;
use crate::grip::wire::body::OrderKey;
use crate::grip::wire::record::Record;

/// What is told of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::grip) struct Told {
    /// It waits for 발주.
    pub(in crate::grip) to_prepare: bool,
    /// Why it leaves later, in the seller's words.
    pub(in crate::grip) delayed_because: String,
    /// Who carries it.
    pub(in crate::grip) courier: Option<CourierCode>,
    /// Under which number.
    pub(in crate::grip) invoice: Option<InvoiceNumber>,
    /// When it left.
    pub(in crate::grip) started_at: Option<DateTime<Utc>>,
    /// Where it leaves from.
    pub(in crate::grip) origin: String,
}

/// Adds what a row tells to what the other lists told of its line. Of two lists the one that is read later says how far
/// the line has come.
pub(in crate::grip) fn tell(
    lines: &mut HashMap<OrderKey, Told>,
    list: List,
    row: Record<'_>,
) -> Result<(), Unreadable> {
    let line = lines.entry(key_in(row)?).or_default();
    let kept = |told: String, known: &str| if told.is_empty() { known.to_owned() } else { told };
    *line = Told {
        to_prepare: list == List::Prepare,
        delayed_because: kept(row.text("postponedReason"), &line.delayed_because),
        courier: courier(row).or_else(|| line.courier.clone()),
        invoice: row.said("deliveryTrackingNumber").map(InvoiceNumber::new).or_else(|| line.invoice.clone()),
        started_at: row.moment("startAt").or(line.started_at),
        origin: kept(origin(row), &line.origin),
    };
    Ok(())
}

/// Who carries it; no courier has the number 0.
fn courier(row: Record<'_>) -> Option<CourierCode> {
    row.said("deliveryCompanySeq").filter(|code| code != "0").map(CourierCode::new)
}

/// Where it leaves from (출고지).
fn origin(row: Record<'_>) -> String {
    let parts = [row.text("originPostalCode"), row.text("originAddress")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
