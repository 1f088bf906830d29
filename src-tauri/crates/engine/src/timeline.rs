//! An order's timeline.

use std::collections::BTreeMap;

use domain::{AccountId, ActionId, ActionState, ClaimId, Event, EventKind, OrderId};

use crate::desk::Desk;
use crate::view::{Problem, TimelineEntry};
use crate::words;

/// The marketplace's number of each action's newest call, for its support.
type Traces = BTreeMap<ActionId, String>;

/// What happened to an order, newest first.
pub(crate) fn of_order(
    desk: &Desk,
    account: &AccountId,
    order: &OrderId,
) -> Result<Vec<TimelineEntry>, Problem> {
    told(desk, account, order, |_| true)
}

/// What happened to a claim and to its order as a whole, newest first.
pub(crate) fn of_claim(
    desk: &Desk,
    account: &AccountId,
    order: &OrderId,
    claim: &ClaimId,
) -> Result<Vec<TimelineEntry>, Problem> {
    told(desk, account, order, |event| event.claim.as_ref().is_none_or(|other| other == claim))
}

/// The lines of a timeline. What an action came to tells that it was queued and sent, too.
fn told(
    desk: &Desk,
    account: &AccountId,
    order: &OrderId,
    about: impl Fn(&Event) -> bool,
) -> Result<Vec<TimelineEntry>, Problem> {
    let events: Vec<Event> = desk.store.timeline(account, order)?.into_iter().filter(about).collect();
    let traces = traces(desk, account, order)?;
    let mut newest = Vec::with_capacity(events.len());
    for (index, event) in events.iter().enumerate() {
        if !is_passed(event, &events[..index]) {
            newest.push(event.clone());
        }
    }
    Ok(newest.into_iter().map(|event| entry(event, &traces)).collect())
}

/// Whether an event tells that an action was under way of which a newer one on the same thing tells more.
fn is_passed(event: &Event, newer: &[Event]) -> bool {
    let EventKind::ActionMoved { action, state: ActionState::Queued | ActionState::Sending, .. } =
        &event.kind
    else {
        return false;
    };
    let same = |other: &Event| (&other.line, &other.claim) == (&event.line, &event.claim);
    newer.iter().any(|other| {
        same(other) && matches!(&other.kind, EventKind::ActionMoved { action: known, .. } if known == action)
    })
}

/// What the marketplace numbered the calls on an order with.
fn traces(desk: &Desk, account: &AccountId, order: &OrderId) -> Result<Traces, Problem> {
    let entries = desk.store.actions_of_order(account, order)?;
    Ok(entries.into_iter().filter_map(|entry| Some((entry.action.id, entry.trace?))).collect())
}

/// One line.
fn entry(event: Event, traces: &Traces) -> TimelineEntry {
    let about =
        event.claim.as_ref().map(ToString::to_string).or(event.line.as_ref().map(ToString::to_string));
    let (words, trace) = match &event.kind {
        EventKind::ActionMoved { message, action, state, .. } => {
            let sent = !matches!(state, ActionState::Queued | ActionState::Sending);
            let trace = traces.get(action).filter(|_| sent).cloned();
            (message.as_deref().map(words::told), trace)
        }
        _ => (None, None),
    };
    TimelineEntry {
        at: event.at,
        source: event.source,
        about: about.unwrap_or_default(),
        kind: event.kind,
        words,
        trace,
    }
}
