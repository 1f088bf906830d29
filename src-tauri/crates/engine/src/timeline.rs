//! An order's timeline.

use domain::{AccountId, ClaimId, Event, EventKind, OrderId};

use crate::desk::Desk;
use crate::view::{Problem, TimelineEntry};
use crate::words;

/// What happened to an order, newest first.
pub(crate) fn of_order(
    desk: &Desk,
    account: &AccountId,
    order: &OrderId,
) -> Result<Vec<TimelineEntry>, Problem> {
    Ok(desk.store.timeline(account, order)?.into_iter().map(entry).collect())
}

/// What happened to a claim and to its order as a whole, newest first.
pub(crate) fn of_claim(
    desk: &Desk,
    account: &AccountId,
    order: &OrderId,
    claim: &ClaimId,
) -> Result<Vec<TimelineEntry>, Problem> {
    let about = |event: &Event| event.claim.as_ref().is_none_or(|other| other == claim);
    Ok(desk.store.timeline(account, order)?.into_iter().filter(about).map(entry).collect())
}

/// One line.
fn entry(event: Event) -> TimelineEntry {
    let about =
        event.claim.as_ref().map(ToString::to_string).or(event.line.as_ref().map(ToString::to_string));
    let words = match &event.kind {
        EventKind::ActionMoved { message: Some(message), .. } => Some(words::told(message)),
        _ => None,
    };
    TimelineEntry {
        at: event.at,
        source: event.source,
        about: about.unwrap_or_default(),
        kind: event.kind,
        words,
    }
}
