//! What happens to lines, whoever started it.

use chrono::{DateTime, Utc};

use super::life;
use super::line_state::{Ending, LineState};
use super::model::{Exchange, Key, Parcel, Return};
use super::settings::Settings;
use super::state::State;

/// Changes the state of a line that is in one of `from`, and tells whether it was.
pub(crate) fn step(state: &mut State, key: Key, from: impl Fn(LineState) -> bool, to: LineState) -> bool {
    let line = state.line_mut(key).filter(|line| from(line.state));
    line.map(|line| line.state = to).is_some()
}

/// The payment came in; the line counts as ordered from then on [unverified].
pub(crate) fn pay(state: &mut State, key: Key, at: DateTime<Utc>) -> bool {
    let paid = step(state, key, |now| now == LineState::AwaitingPayment, LineState::Paid);
    if let Some(line) = state.line_mut(key).filter(|_| paid) {
        line.ordered_at = at;
    }
    paid
}

/// 발주
pub(crate) fn prepare(state: &mut State, settings: &Settings, key: Key, at: DateTime<Utc>) {
    if let Some(line) = state.line_mut(key) {
        line.state = LineState::Preparing;
        line.prepared_at = Some(at);
    }
    life::after_prepare(state, settings, key);
}

/// 발송
pub(crate) fn send(state: &mut State, settings: &Settings, key: Key, at: DateTime<Utc>) {
    if let Some(line) = state.line_mut(key) {
        line.state = LineState::Shipping;
        line.started_at = Some(at);
    }
    life::after_dispatch(state, settings, key, at);
}

/// 배송완료, by the courier's word, the buyer's or the seller's. A claim keeps its line's state, and yet the
/// parcel arrives [unverified].
pub(crate) fn deliver(state: &mut State, settings: &Settings, key: Key, at: DateTime<Utc>) -> bool {
    let Some(line) = state.line_mut(key).filter(|line| line.is_on_its_way()) else {
        return false;
    };
    if line.state == LineState::Shipping {
        line.state = LineState::Delivered;
    }
    line.delivered_at = Some(at);
    life::after_arrival(state, settings, key, at);
    true
}

/// 구매확정
pub(crate) fn decide(state: &mut State, key: Key, at: DateTime<Utc>) -> bool {
    let Some(line) = state.line_mut(key).filter(|line| line.state.may_decide()) else {
        return false;
    };
    line.state = LineState::Decided;
    line.confirmed_at = Some(at);
    true
}

/// A cancel or a return is through; the money goes back.
pub(crate) fn end(state: &mut State, settings: &Settings, key: Key, ending: Ending, at: DateTime<Utc>) {
    let Some(payment) = state.order(key.order_seq).map(|order| order.payment) else {
        return;
    };
    let Some(line) = state.line_mut(key) else {
        return;
    };
    line.state = ending.ended(payment, settings.cards_wait_too);
    match (ending, &mut line.returned) {
        (Ending::Return, Some(returned)) => returned.completed_at = Some(at),
        _ => line.cancelled_at = Some(at),
    }
    life::after_ending(state, settings, key, at);
}

/// Nobody paid: there is nothing to pay back.
pub(crate) fn drop_unpaid(state: &mut State, key: Key, to: LineState, at: DateTime<Utc>) -> bool {
    let dropped = step(state, key, |now| now == LineState::AwaitingPayment, to);
    if let Some(line) = state.line_mut(key).filter(|_| dropped) {
        line.cancelled_at = Some(at);
    }
    dropped
}

/// A buyer entered the account for a refund.
pub(crate) fn enter_account(state: &mut State, settings: &Settings, key: Key, at: DateTime<Utc>) -> bool {
    let Some(next) = state.line(key).and_then(|line| line.state.with_account()) else {
        return false;
    };
    if let Some(line) = state.line_mut(key) {
        line.state = next;
    }
    life::after_ending(state, settings, key, at);
    true
}

/// The money arrived.
pub(crate) fn refund(state: &mut State, key: Key) -> bool {
    let Some(next) = state.line(key).and_then(|line| line.state.refunded()) else {
        return false;
    };
    step(state, key, |_| true, next)
}

/// 반품신청
pub(crate) fn ask_return(
    state: &mut State,
    key: Key,
    (kind, reason): (i64, &str),
    at: DateTime<Utc>,
) -> bool {
    let asked = step(state, key, LineState::may_return, LineState::ReturnAsked);
    if let Some(line) = state.line_mut(key).filter(|_| asked) {
        line.returned = Some(Return {
            kind,
            reason: reason.to_owned(),
            requested_at: at,
            cancelled_at: None,
            completed_at: None,
            permit_message: None,
            deny_reason: None,
        });
    }
    asked
}

/// 교환신청
pub(crate) fn ask_exchange(
    state: &mut State,
    key: Key,
    (kind, reason): (i64, &str),
    at: DateTime<Utc>,
) -> bool {
    let asked = step(state, key, LineState::may_exchange, LineState::ExchangeAsked);
    if let Some(line) = state.line_mut(key).filter(|_| asked) {
        line.exchange = Some(Exchange {
            kind,
            reason: reason.to_owned(),
            requested_at: at,
            cancelled_at: None,
            permit_message: None,
            deny_reason: None,
            received: false,
            memo: None,
            parcel: None,
        });
    }
    asked
}

/// The buyer withdraws a return or exchange, until the goods are back [unverified].
pub(crate) fn withdraw(state: &mut State, settings: &Settings, key: Key, at: DateTime<Utc>) -> bool {
    let Some(line) = state.line(key) else {
        return false;
    };
    let received = line.exchange.as_ref().is_some_and(|claim| claim.received);
    let dropped = match line.state {
        LineState::ReturnAsked | LineState::ReturnAwaited => LineState::ReturnWithdrawn,
        LineState::ExchangeAsked | LineState::ExchangeAccepted if !received => LineState::ExchangeWithdrawn,
        _ => return false,
    };
    drop_claim(state, settings, key, dropped, at);
    true
}

/// A claim ends with nothing. That its line keeps 47, 48, 52 or 55 is unverified, and so is the dial by which
/// it becomes again what it was.
pub(crate) fn drop_claim(
    state: &mut State,
    settings: &Settings,
    key: Key,
    dropped: LineState,
    at: DateTime<Utc>,
) {
    let Some(line) = state.line_mut(key) else {
        return;
    };
    if dropped.is_return() {
        line.returned.iter_mut().for_each(|claim| claim.cancelled_at = Some(at));
    } else {
        line.exchange.iter_mut().for_each(|claim| claim.cancelled_at = Some(at));
    }
    line.state = if settings.states_return { line.before_claim() } else { dropped };
    if line.state == LineState::Delivered {
        life::after_arrival(state, settings, key, at);
    }
}

/// 교환 승인: the replacement is on its way.
pub(crate) fn resend(state: &mut State, settings: &Settings, key: Key, parcel: Parcel, at: DateTime<Utc>) {
    if let Some(line) = state.line_mut(key) {
        line.state = LineState::ExchangeShipping;
        line.exchange.iter_mut().for_each(|claim| claim.parcel = Some(parcel.clone()));
    }
    life::after_resend(state, settings, key, at);
}
