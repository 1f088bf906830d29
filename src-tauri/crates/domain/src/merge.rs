//! What a marketplace tells us, and what is new about it.

use chrono::{DateTime, Utc};

use crate::{
    Claim, ClaimId, ClaimState, ClaimStep, Delivery, Detail, Event, EventKind, EventSource, Fault, Held,
    LineNews, OrderLine, Stage, UndeliveredReport,
};

/// One thing that a marketplace told us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A line as it is now.
    Line(Box<OrderLine>),
    /// A claim as it is now.
    Claim(Box<Claim>),
    /// A claim was withdrawn by the buyer; its list no longer shows it.
    Withdrawn {
        /// Which.
        claim: ClaimId,
        /// When, as the marketplace says.
        at: Option<DateTime<Utc>>,
    },
    /// A claim stands on no list any more although its line goes on: somebody gave it up, or it is between two lists.
    Gone {
        /// Which.
        claim: ClaimId,
    },
    /// News of a line that is known already, from a list that does not show the whole line.
    News(Box<LineNews>),
    /// A buyer reports that nothing has come.
    Undelivered(Box<UndeliveredReport>),
}

/// A line as it is kept: a date, a detail or the number of a parcel that was told once stays although a later reading
/// keeps silent about it.
#[must_use]
pub fn with_what_is_known(old: &OrderLine, new: &OrderLine) -> OrderLine {
    OrderLine {
        paid_at: new.paid_at.or(old.paid_at),
        ship_by: new.ship_by.or(old.ship_by),
        shipped_at: new.shipped_at.or(old.shipped_at),
        delivered_at: new.delivered_at.or(old.delivered_at),
        confirmed_at: new.confirmed_at.or(old.confirmed_at),
        delivery: under_its_number(old, new),
        more: Detail::kept(&old.more, &new.more),
        ..new.clone()
    }
}

/// How a line travels: what has left goes on by its courier and under its number while a reading of the same bundle
/// tells nothing else. A re-shipment has a bundle of its own, and what is back at the seller's has no number.
fn under_its_number(old: &OrderLine, new: &OrderLine) -> Delivery {
    let (before, now) = (&old.delivery, &new.delivery);
    let left = matches!(new.stage, Stage::Shipped | Stage::Delivering | Stage::Delivered | Stage::Confirmed);
    let unnamed = now.courier.is_none() && now.courier_name.is_empty();
    let agrees = (unnamed || now.courier.is_some() && now.courier == before.courier)
        && (now.invoice.is_none() || now.invoice == before.invoice);
    if !left || old.bundle != new.bundle || !agrees {
        return now.clone();
    }
    let name = if now.courier_name.is_empty() { &before.courier_name } else { &now.courier_name };
    Delivery {
        courier: before.courier.clone(),
        courier_name: name.clone(),
        invoice: before.invoice.clone(),
        ..now.clone()
    }
}

/// What changed on a line since it was last read; empty when nothing a person would care about did.
pub fn line_events(old: Option<&OrderLine>, new: &OrderLine, at: DateTime<Utc>) -> Vec<Event> {
    let Some(old) = old else {
        return vec![about_line(new, at, EventKind::Collected)];
    };
    let mut kinds = Vec::new();
    if old.stage != new.stage {
        kinds.push(EventKind::StageChanged { from: old.stage, to: new.stage });
    }
    if old.quantity.to_ship() != new.quantity.to_ship() {
        kinds.push(EventKind::QuantityChanged { from: old.quantity.to_ship(), to: new.quantity.to_ship() });
    }
    if old.receiver != new.receiver {
        kinds.push(EventKind::ReceiverChanged);
    }
    if let Some(invoice) =
        new.delivery.invoice.as_ref().filter(|_| old.delivery.invoice != new.delivery.invoice)
    {
        kinds.push(EventKind::InvoiceChanged { invoice: invoice.to_string() });
    }
    if old.bundle != new.bundle {
        kinds.push(EventKind::BundleChanged { bundle: new.bundle.to_string() });
    }
    kinds.into_iter().map(|kind| about_line(new, at, kind)).collect()
}

/// An event about a line, made by the marketplace.
fn about_line(line: &OrderLine, at: DateTime<Utc>, kind: EventKind) -> Event {
    Event {
        account: line.account.clone(),
        order: line.order.clone(),
        line: Some(line.line.clone()),
        claim: None,
        at,
        source: EventSource::Market,
        kind,
    }
}

/// What changed about a report that nothing has come.
pub fn report_events(
    old: Option<&UndeliveredReport>,
    new: &UndeliveredReport,
    at: DateTime<Utc>,
) -> Vec<Event> {
    let event = |kind| Event {
        account: new.account.clone(),
        order: new.order.clone(),
        line: Some(new.line.clone()),
        claim: None,
        at,
        source: EventSource::Market,
        kind,
    };
    let was_open = old.map(|old| old.settled_at.is_none());
    let kind = match (was_open, new.settled_at) {
        (None | Some(false), None) => EventKind::UndeliveredReported { reason: new.reason.clone() },
        (Some(true), Some(_)) => EventKind::UndeliveredSettled,
        _ => return Vec::new(),
    };
    vec![event(kind)]
}

/// What became of a claim that was read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedClaim {
    /// The claim to keep.
    pub claim: Claim,
    /// What changed.
    pub events: Vec<Event>,
    /// What was read was older than what is kept, or a move the flow does not know; it was set aside.
    pub set_aside: bool,
}

/// Merges a claim that was read with the one that is kept.
///
/// A late page may show an older state: a move that the flow does not know is not taken, and the kept
/// claim stays, so that a settled claim never comes back to life.
pub fn merge_claim(old: Option<&Claim>, new: Claim, at: DateTime<Utc>) -> MergedClaim {
    let Some(old) = old else {
        let kind = EventKind::ClaimOpened { kind: new.kind, quantity: new.quantity() };
        let events = vec![about_claim(&new, at, kind)];
        return MergedClaim { claim: new, events, set_aside: false };
    };
    // An end is never an old picture, whatever dates it carries: a settled claim does not move again.
    let older = new.changed_at < old.changed_at && !new.is_settled();
    if !state_of(old).may_become(state_of(&new)) || older {
        return MergedClaim { claim: old.clone(), events: Vec::new(), set_aside: true };
    }
    let new = Claim { more: Detail::kept(&old.more, &new.more), ..new };
    let mut kinds = Vec::new();
    if state_of(old) != state_of(&new) {
        kinds.push(EventKind::ClaimMoved {
            kind: new.kind,
            from_kind: old.kind,
            from: old.step,
            to: new.step,
        });
    }
    if old.quantity() != new.quantity() {
        kinds.push(EventKind::ClaimQuantityChanged { from: old.quantity(), to: new.quantity() });
    }
    kinds.extend(fault_changed(old.fault, new.fault));
    kinds.extend(hold_changed(old.held.as_ref(), new.held.as_ref()));
    let events = kinds.into_iter().map(|kind| about_claim(&new, at, kind)).collect();
    MergedClaim { claim: new, events, set_aside: false }
}

/// Whose fault a claim is now; a reading that keeps silent about it changes nothing.
fn fault_changed(from: Fault, to: Fault) -> Option<EventKind> {
    let told = from != Fault::Unstated && to != Fault::Unstated && from != to;
    told.then_some(EventKind::ClaimFaultChanged { from, to })
}

/// What became of a claim's hold; a hold for another reason or fee is told as one.
fn hold_changed(old: Option<&Held>, new: Option<&Held>) -> Option<EventKind> {
    match (old, new) {
        (Some(_), None) => Some(EventKind::ClaimReleased),
        (old, Some(new)) if old.is_none_or(|old| (&old.code, old.fee) != (&new.code, new.fee)) => {
            Some(EventKind::ClaimHeld { reason: new.text.clone(), fee: new.fee })
        }
        _ => None,
    }
}

/// The claim after the buyer withdrew it; `None` when it was settled before.
pub fn withdraw(old: &Claim, when: DateTime<Utc>, at: DateTime<Utc>) -> Option<MergedClaim> {
    if old.is_settled() {
        return None;
    }
    let claim = Claim {
        step: ClaimStep::Withdrawn,
        changed_at: when.max(old.changed_at),
        held: None,
        verbs: Vec::new(),
        ..old.clone()
    };
    let kind = EventKind::ClaimMoved {
        kind: old.kind,
        from_kind: old.kind,
        from: old.step,
        to: ClaimStep::Withdrawn,
    };
    let events = vec![about_claim(&claim, at, kind)];
    Some(MergedClaim { claim, events, set_aside: false })
}

/// The claim after it stood on no list for so long that it counts as withdrawn; `None` when it was settled before.
pub fn vanish(old: &Claim, at: DateTime<Utc>) -> Option<MergedClaim> {
    let merged = withdraw(old, at, at)?;
    let events = vec![about_claim(&merged.claim, at, EventKind::ClaimUnlisted { kind: old.kind })];
    Some(MergedClaim { events, ..merged })
}

/// A claim that only counted as withdrawn because no list showed it, and that a list shows again.
pub fn reappear(new: Claim, at: DateTime<Utc>) -> MergedClaim {
    let kind = EventKind::ClaimMoved {
        kind: new.kind,
        from_kind: new.kind,
        from: ClaimStep::Withdrawn,
        to: new.step,
    };
    let events = vec![about_claim(&new, at, kind)];
    MergedClaim { claim: new, events, set_aside: false }
}

/// Where a claim stands.
fn state_of(claim: &Claim) -> ClaimState {
    ClaimState { kind: claim.kind, step: claim.step }
}

/// An event about a claim, made by the marketplace.
fn about_claim(claim: &Claim, at: DateTime<Utc>, kind: EventKind) -> Event {
    Event {
        account: claim.account.clone(),
        order: claim.order.clone(),
        line: None,
        claim: Some(claim.claim.clone()),
        at,
        source: EventSource::Market,
        kind,
    }
}
