//! What happens by itself as time passes.

use chrono::{DateTime, TimeDelta, Utc};

use super::desk::{Asked, Desk};
use super::line_state::LineState;
use super::model::{Key, Line};
use super::moves;
use super::settings::Settings;
use super::state::{Event, State};
use super::writes;
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
        Event::Late(key) => grow_late(state, key),
        Event::Apply(operation, rows) => {
            for row in rows {
                if let Err(obstacle) = writes::attempt(state, settings, operation, row, at) {
                    tracing::debug!(obstacle, ?operation, "an answered write came to nothing");
                }
            }
        }
        Event::Write { operation, id, body } => {
            let mut desk = Desk { state, settings, now: at, lag: 0, row_fails: false };
            desk.write_late(Asked { operation, id: &id, query: "", body: body.as_bytes() });
        }
        Event::Refund(key) => {
            moves::refund(state, key);
        }
        Event::EnterAccount(key) => {
            moves::enter_account(state, settings, key, at);
        }
        Event::Deliver(key) => {
            moves::deliver(state, settings, key, at);
        }
        Event::DeliverExchange(key) => {
            let shipped = |now| now == LineState::ExchangeShipping;
            moves::step(state, key, shipped, LineState::ExchangeDelivered);
        }
        Event::Decide(key) => decide(state, key, at),
        Event::Buyers => {}
    }
}

/// 발송지연: an order being prepared that did not leave in time. That the seller's own delay spares it, and
/// that an order without 발주 never grows late, is unverified.
fn grow_late(state: &mut State, key: Key) {
    if state.line(key).is_some_and(|line| line.postponed.is_none()) {
        moves::step(state, key, |now| now == LineState::Preparing, LineState::Delayed);
    }
}

/// By itself only what arrived, not what a claim left behind [unverified].
fn decide(state: &mut State, key: Key, at: DateTime<Utc>) {
    if state.line(key).is_some_and(|line| line.state == LineState::Delivered) {
        moves::decide(state, key, at);
    }
}

fn later(state: &mut State, after: Option<u32>, from: DateTime<Utc>, event: Event) {
    if let Some(after) = after {
        state.plan(from + seconds(after), event);
    }
}

fn late_at(settings: &Settings, line: &Line) -> Option<DateTime<Utc>> {
    Some(line.prepared_at? + TimeDelta::days(i64::from(settings.late_after_days)))
}

/// Plans when an order that is being prepared is late.
pub(crate) fn after_prepare(state: &mut State, settings: &Settings, key: Key) {
    if let Some(late) = state.line(key).and_then(|line| late_at(settings, line)) {
        state.plan(late, Event::Late(key));
    }
}

/// Plans the way of a parcel that was just sent.
pub(crate) fn after_dispatch(state: &mut State, settings: &Settings, key: Key, at: DateTime<Utc>) {
    let tracked = state.line(key).is_some_and(|line| is_tracked(state, line));
    later(state, settings.deliver_after.filter(|_| tracked), at, Event::Deliver(key));
}

/// Only what is tracked arrives by itself.
fn is_tracked(state: &State, line: &Line) -> bool {
    let parcel = line.parcel.as_ref();
    parcel.and_then(|parcel| state.courier(parcel.company_seq)).is_some_and(|courier| courier.tracking)
}

pub(crate) fn after_arrival(state: &mut State, settings: &Settings, key: Key, at: DateTime<Utc>) {
    later(state, settings.decide_after, at, Event::Decide(key));
}

/// Plans the way of a replacement that was just sent.
pub(crate) fn after_resend(state: &mut State, settings: &Settings, key: Key, at: DateTime<Utc>) {
    later(state, settings.deliver_after, at, Event::DeliverExchange(key));
}

/// Plans the next step of a refund, or takes it when nothing delays it.
pub(crate) fn after_ending(state: &mut State, settings: &Settings, key: Key, at: DateTime<Utc>) {
    let Some(now) = state.line(key).map(|line| line.state) else {
        return;
    };
    match refund_step(settings, now, key) {
        Some((Some(0), Event::Refund(key))) => {
            moves::refund(state, key);
        }
        Some((after, event)) => later(state, after, at, event),
        None => {}
    }
}

/// What a refund waits for.
fn refund_step(settings: &Settings, now: LineState, key: Key) -> Option<(Option<u32>, Event)> {
    match now {
        _ if now.with_account().is_some() => Some((settings.account_after, Event::EnterAccount(key))),
        LineState::SaleRefundAwaited | LineState::OrderRefundAwaited | LineState::ReturnRefundAwaited => {
            Some((settings.payout_after, Event::Refund(key)))
        }
        _ if now.refunded().is_some() => Some((Some(settings.refund_after), Event::Refund(key))),
        _ => None,
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
    let preparing = state.lines().filter(|line| line.state == LineState::Preparing);
    let keys: Vec<Key> = preparing.map(|line| line.key).collect();
    for key in keys {
        after_prepare(state, settings, key);
    }
    let steps: Vec<(Option<u32>, Event)> =
        state.lines().filter_map(|line| next_step(state, settings, line)).collect();
    for (after, event) in steps {
        if !state.is_planned(&event) {
            later(state, after, now, event);
        }
    }
}

fn next_step(state: &State, settings: &Settings, line: &Line) -> Option<(Option<u32>, Event)> {
    match line.state {
        _ if line.is_on_its_way() && is_tracked(state, line) => {
            Some((settings.deliver_after, Event::Deliver(line.key)))
        }
        LineState::Delivered => Some((settings.decide_after, Event::Decide(line.key))),
        LineState::ExchangeShipping => Some((settings.deliver_after, Event::DeliverExchange(line.key))),
        other => refund_step(settings, other, line.key),
    }
}
