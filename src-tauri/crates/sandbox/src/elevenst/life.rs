//! What happens by itself as time passes.

use chrono::{DateTime, Utc};

use super::claims::Claim;
use super::generate::Maker;
use super::model::{Line, LineStatus};
use super::settings::Settings;
use super::state::{Event, State};
use super::{api, moves};
use crate::clock::seconds;

/// Lets everything happen that was due by `now`.
pub(crate) fn pass(state: &mut State, settings: &Settings, now: DateTime<Utc>) {
    while let Some((at, event)) = state.take_due(now) {
        if event == Event::Buyers {
            super::buyers::act(state, settings, at);
            plan_buyers(state, settings, now);
        } else {
            happen(state, settings, event, at);
        }
    }
}

fn happen(state: &mut State, settings: &Settings, event: Event, at: DateTime<Utc>) {
    match event {
        Event::Deferred(deferred) => api::catch_up(state, settings, at, &deferred),
        Event::CompleteHeld(id) => moves::complete_held(state, &id, at),
        Event::Deliver(id) => {
            if moves::deliver(state, &id, at) {
                later(state, settings.decide_after, at, Event::Decide(id));
            }
        }
        Event::Decide(id) => decide(state, settings, id, at),
        Event::Collect(id) => {
            moves::bring(state, &id, at);
        }
        Event::ReceiveGift(id) => {
            state.acts += 1;
            let receiver = Maker::for_act(state.seed, state.acts).address();
            moves::receive_gift(state, &id, &receiver);
        }
        Event::Buyers => {}
    }
}

/// 구매확정 waits while a claim is open; its term then begins anew with the end of the claim [unverified].
fn decide(state: &mut State, settings: &Settings, id: String, at: DateTime<Utc>) {
    let claimed = state.lines.get(&id).is_some_and(|line| state.open_claim(line).is_some());
    let Some(line) = state.lines.get_mut(&id).filter(|line| line.status.has_left()) else {
        return;
    };
    let waited = std::mem::replace(&mut line.decision_waits, claimed);
    state.touch();
    if waited && !claimed {
        later(state, settings.decide_after, at, Event::Decide(id));
    } else {
        moves::decide(state, &id, at, true);
    }
}

fn later(state: &mut State, after: Option<u32>, from: DateTime<Utc>, event: Event) {
    if let Some(after) = after {
        state.plan(from + seconds(after), event);
    }
}

/// Plans the way of a parcel that was just sent.
pub(crate) fn after_dispatch(state: &mut State, settings: &Settings, line_id: &str, at: DateTime<Utc>) {
    later(state, settings.deliver_after, at, Event::Deliver(line_id.to_owned()));
}

/// Plans the way back of what was just claimed.
pub(crate) fn after_request(state: &mut State, settings: &Settings, claim_id: &str, at: DateTime<Utc>) {
    if state.claims.get(claim_id).is_some_and(|claim| claim.pickup.is_some()) {
        later(state, settings.collect_after, at, Event::Collect(claim_id.to_owned()));
    }
}

/// Plans what a new order waits for.
pub(crate) fn after_order(state: &mut State, settings: &Settings, ord_no: &str, at: DateTime<Utc>) {
    let waits = |line: &Line| line.status == LineStatus::GiftWaiting;
    if state.lines_of(ord_no).any(waits) {
        later(state, settings.receive_gift_after, at, Event::ReceiveGift(ord_no.to_owned()));
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
    let mut steps: Vec<(Option<u32>, Event)> = Vec::new();
    steps.extend(state.lines.values().filter_map(|line| next_step(settings, line)));
    let coming = |claim: &&Claim| claim.is_open() && claim.pickup.is_some() && claim.arrived_at().is_none();
    steps.extend(
        state
            .claims
            .values()
            .filter(coming)
            .map(|claim| (settings.collect_after, Event::Collect(claim.claim_id.clone()))),
    );
    for (after, event) in steps {
        if !state.is_planned(&event) {
            later(state, after, now, event);
        }
    }
}

fn next_step(settings: &Settings, line: &Line) -> Option<(Option<u32>, Event)> {
    let id = line.line_id.clone();
    match line.status {
        LineStatus::GiftWaiting => {
            Some((settings.receive_gift_after, Event::ReceiveGift(line.ord_no.clone())))
        }
        LineStatus::Shipped => Some((settings.deliver_after, Event::Deliver(id))),
        LineStatus::Delivered => Some((settings.decide_after, Event::Decide(id))),
        _ => None,
    }
}
