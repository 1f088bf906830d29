//! What happens by itself as time passes.

use chrono::{DateTime, Utc};

use super::claims::{Claim, ClaimStatus};
use super::generate::Maker;
use super::model::{Line, LineStatus};
use super::moves;
use super::settings::Settings;
use super::state::{Event, State};
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
        Event::Confirm(id) => {
            let waits = state.lines.get(&id).is_some_and(|line| line.confirms_at.is_some());
            if waits {
                moves::confirm(state, &id, at);
            }
        }
        Event::Scan(id) => {
            moves::scan(state, &id, at);
            later(state, settings.deliver_after, at, Event::Deliver(id));
        }
        Event::Deliver(id) => {
            if moves::deliver(state, &id, at) {
                later(state, settings.decide_after, at, Event::Decide(id));
            }
        }
        Event::Decide(id) => {
            moves::decide(state, &id, at);
        }
        Event::Refund(id) => finish_cancel(state, &id, at),
        Event::Collect(id) => collect(state, settings, &id, at),
        Event::DeliverExchange(id) => {
            moves::deliver_exchange(state, &id, at);
        }
        Event::ReceiveGift(id) => {
            let receiver = maker(state).receiver();
            moves::receive_gift(state, &id, &receiver, at);
        }
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

/// Before 발주확인 a cancel needs nobody's approval.
fn finish_cancel(state: &mut State, claim_id: &str, at: DateTime<Utc>) {
    let waits = state.claims.get(claim_id).is_some_and(|it| it.status == ClaimStatus::Canceling);
    if waits {
        moves::refund(state, claim_id, at);
    }
}

/// One step of a pickup, and the next one planned.
fn collect(state: &mut State, settings: &Settings, claim_id: &str, at: DateTime<Utc>) {
    let number = maker(state).tracking_number();
    let fetched = moves::fetch(state, claim_id, ("CJGLS", &number));
    if fetched {
        later(state, settings.collect_after, at, Event::Collect(claim_id.to_owned()));
    } else {
        moves::bring(state, claim_id, at);
    }
}

/// Plans the way of a parcel that was just sent.
pub(crate) fn after_dispatch(state: &mut State, settings: &Settings, line_id: &str, at: DateTime<Utc>) {
    later(state, settings.scan_after, at, Event::Scan(line_id.to_owned()));
}

/// Plans the pickup of a claim that was just filed.
pub(crate) fn after_request(state: &mut State, settings: &Settings, claim_id: &str, at: DateTime<Utc>) {
    if state.claims.get(claim_id).is_some_and(Claim::has_courier) {
        later(state, settings.collect_after, at, Event::Collect(claim_id.to_owned()));
    }
}

/// Plans the way of a replacement that was just sent.
pub(crate) fn after_redelivery(state: &mut State, settings: &Settings, claim_id: &str, at: DateTime<Utc>) {
    later(state, settings.deliver_after, at, Event::DeliverExchange(claim_id.to_owned()));
}

/// Plans what a new order waits for.
pub(crate) fn after_order(state: &mut State, settings: &Settings, order_id: &str, at: DateTime<Utc>) {
    let gift = state.orders.get(order_id).is_some_and(|order| order.gift);
    if gift {
        later(state, settings.receive_gift_after, at, Event::ReceiveGift(order_id.to_owned()));
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
    steps.extend(state.claims.values().filter_map(|claim| {
        let id = claim.claim_id.clone();
        match claim.status {
            ClaimStatus::ReturnRequest | ClaimStatus::ExchangeRequest | ClaimStatus::Collecting
                if claim.has_courier() =>
            {
                Some((settings.collect_after, Event::Collect(id)))
            }
            ClaimStatus::ExchangeRedelivering => Some((settings.deliver_after, Event::DeliverExchange(id))),
            _ => None,
        }
    }));
    for (after, event) in steps {
        if !state.is_planned(&event) {
            later(state, after, now, event);
        }
    }
}

fn next_step(settings: &Settings, line: &Line) -> Option<(Option<u32>, Event)> {
    let id = line.product_order_id.clone();
    let scanned = line.parcel.as_ref().is_some_and(|parcel| parcel.picked_up_at.is_some());
    match line.status {
        LineStatus::Payed if line.waits_for_receiver() => {
            Some((settings.receive_gift_after, Event::ReceiveGift(line.order_id.clone())))
        }
        LineStatus::Delivering if scanned => Some((settings.deliver_after, Event::Deliver(id))),
        LineStatus::Delivering => Some((settings.scan_after, Event::Scan(id))),
        LineStatus::Delivered => Some((settings.decide_after, Event::Decide(id))),
        _ => None,
    }
}
