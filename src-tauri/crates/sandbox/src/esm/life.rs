//! What happens by itself as time passes.

use chrono::{DateTime, Utc};

use super::claim_moves::{self, Draft};
use super::claims::{Actor, Claim, ClaimKind, ClaimStatus, Reason};
use super::generate::Maker;
use super::model::{Line, LineStatus};
use super::moves;
use super::settings::Settings;
use super::site::Key;
use super::state::{Event, State};
use crate::clock::seconds;

/// Lets everything happen that was due by `now`.
pub(crate) fn pass(state: &mut State, settings: &Settings, now: DateTime<Utc>) {
    while let Some((at, event)) = state.take_due(now) {
        if event == Event::Buyers {
            super::buyers::act(state, settings, at);
            plan_buyers(state, settings, now);
        } else {
            happen(state, settings, &event, at);
        }
    }
}

fn happen(state: &mut State, settings: &Settings, event: &Event, at: DateTime<Utc>) {
    match *event {
        Event::Confirm(key) => confirm_late(state, key, at),
        Event::Deliver(key) => {
            if moves::deliver(state, key, at) {
                later(state, settings.decide_after, at, Event::Decide(key));
            }
        }
        Event::Decide(key) => {
            moves::decide(state, key, at);
        }
        Event::Refund(key) => finish_cancel(state, key, at),
        Event::AutoCancel(key) => auto_cancel(state, settings, key, at),
        Event::Collect(key) => {
            claim_moves::collect(state, key, at);
        }
        Event::DeliverResend(key) => {
            claim_moves::finish_exchange(state, key, at);
        }
        Event::FreeHold(key) => claim_moves::free_late(state, key, at),
        Event::ReleaseReport(key) => moves::release_report(state, key, at),
        Event::AcceptGift(key) => {
            let receiver = maker(state).receiver();
            moves::accept_gift(state, key, &receiver, at);
        }
        Event::LapseGift(key) => lapse_gift(state, key, at),
        Event::Buyers => {}
    }
}

fn maker(state: &mut State) -> Maker {
    state.acts += 1;
    Maker::for_act(state.seed, state.acts)
}

fn later(state: &mut State, after: Option<u32>, from: DateTime<Utc>, event: Event) {
    if let Some(after) = after {
        state.plan(from + seconds(after), event);
    }
}

/// A confirmation that was being worked on, unless the line was claimed meanwhile.
fn confirm_late(state: &mut State, key: Key, at: DateTime<Utc>) {
    let begun = state.line_mut(key).and_then(|line| line.confirms_at.take()).is_some();
    let new = |line: &Line| line.status == LineStatus::New && line.standing_claim().is_none();
    if begun && state.line(key).is_some_and(new) {
        moves::confirm(state, key, at);
    }
}

fn finish_cancel(state: &mut State, key: Key, at: DateTime<Utc>) {
    let open = state.line(key).and_then(Line::open_claim);
    if open.is_some_and(|claim| claim.status == ClaimStatus::InProgress) {
        claim_moves::refund_cancel(state, key, at);
    }
}

/// Only a request that is still the one of a day ago.
fn auto_cancel(state: &mut State, settings: &Settings, key: Key, at: DateTime<Utc>) {
    let asked = |claim: &Claim| {
        let early = claim.requested_at + claim_moves::ANSWERED_WITHIN <= at;
        claim.status == ClaimStatus::Requested && early
    };
    let waits = state.line(key).and_then(|line| line.open_of(ClaimKind::Cancel)).is_some_and(asked);
    if waits {
        claim_moves::approve_cancel(state, key, Actor::Other, at);
        after_approval(state, settings, key, at);
    }
}

/// 선물수락기한만료: the order is cancelled.
pub(crate) fn lapse_gift(state: &mut State, key: Key, at: DateTime<Utc>) {
    let waits = state.line(key).is_some_and(|line| {
        line.status == LineStatus::New && line.waits_for_receiver() && line.open_claim().is_none()
    });
    if waits {
        let reason = Reason::new(7, "선물수락기한만료");
        claim_moves::open_claim(state, key, Draft::cancel(Actor::Other, reason), at);
        claim_moves::approve_cancel(state, key, Actor::Other, at);
        claim_moves::refund_cancel(state, key, at);
    }
}

/// Lets the refund of an approved cancel go through.
pub(crate) fn after_approval(state: &mut State, settings: &Settings, key: Key, at: DateTime<Utc>) {
    match settings.refund_after {
        0 => finish_cancel(state, key, at),
        after => state.plan(at + seconds(after), Event::Refund(key)),
    }
}

/// Plans the way of a parcel that was just sent.
pub(crate) fn after_dispatch(state: &mut State, settings: &Settings, key: Key, at: DateTime<Utc>) {
    later(state, settings.deliver_after, at, Event::Deliver(key));
}

/// Plans the pickup of a claim that was just filed.
pub(crate) fn after_request(state: &mut State, settings: &Settings, key: Key, at: DateTime<Utc>) {
    later(state, settings.collect_after, at, Event::Collect(key));
}

/// Plans the way of a replacement that was just sent.
pub(crate) fn after_resend(state: &mut State, settings: &Settings, key: Key, at: DateTime<Utc>) {
    later(state, settings.deliver_after, at, Event::DeliverResend(key));
}

/// Plans what a new line waits for.
pub(crate) fn after_order(state: &mut State, settings: &Settings, key: Key, at: DateTime<Utc>) {
    let due = state.line(key).and_then(|line| line.gift.as_ref()).map(|gift| gift.due_at);
    if let Some(due) = due {
        state.plan(due, Event::LapseGift(key));
        later(state, settings.receive_gift_after, at, Event::AcceptGift(key));
    }
}

fn plan_buyers(state: &mut State, settings: &Settings, from: DateTime<Utc>) {
    if let Some(every) = settings.buyers_every
        && !state.is_planned(&Event::Buyers)
    {
        state.plan(from + seconds(every.max(1)), Event::Buyers);
    }
}

/// Plans what is still to happen to whatever was on its way before the dials were set.
pub(crate) fn plan_ahead(state: &mut State, settings: &Settings, now: DateTime<Utc>) {
    state.forget_travel();
    plan_buyers(state, settings, now);
    let steps: Vec<(Option<u32>, Event)> =
        state.lines().filter_map(|line| next_step(settings, line)).collect();
    for (after, event) in steps {
        later(state, after, now, event);
    }
}

fn next_step(settings: &Settings, line: &Line) -> Option<(Option<u32>, Event)> {
    let key = line.key();
    if let Some(claim) = line.open_claim() {
        return match (claim.kind, claim.status) {
            (_, ClaimStatus::Resent) => Some((settings.deliver_after, Event::DeliverResend(key))),
            (ClaimKind::Cancel, _) | (_, ClaimStatus::Collected | ClaimStatus::InProgress) => None,
            _ => Some((settings.collect_after, Event::Collect(key))),
        };
    }
    match line.status {
        LineStatus::New if line.waits_for_receiver() => {
            Some((settings.receive_gift_after, Event::AcceptGift(key)))
        }
        LineStatus::Shipping => Some((settings.deliver_after, Event::Deliver(key))),
        LineStatus::Delivered => Some((settings.decide_after, Event::Decide(key))),
        _ => None,
    }
}
