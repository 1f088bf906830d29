//! What happens to orders, whoever started it.

use chrono::{DateTime, TimeDelta, Utc};

use super::claim_moves::withdraw;
use super::claims::ClaimKind;
use super::model::{Address, Line, LineStatus, Parcel, Report};
use super::site::{Key, Site};
use super::state::{Event, State};
use super::statuses::SENT;

/// 배송완료일 + 7일차 자동으로 미수령신고 해제됩니다.
const REPORT_ENDS_AFTER: TimeDelta = TimeDelta::days(7);

pub(crate) fn pay(state: &mut State, key: Key, at: DateTime<Utc>) {
    if let Some(line) = state.line_mut(key) {
        line.status = LineStatus::New;
        line.paid_at = Some(at);
        line.note("결제일", at);
    }
}

/// 주문확인: the address that counts is the one of this instant. Tells whether the buyer had changed it.
pub(crate) fn confirm(state: &mut State, key: Key, at: DateTime<Utc>) -> bool {
    let Some(line) = state.line_mut(key) else {
        return false;
    };
    line.status = LineStatus::Preparing;
    line.confirmed_at = Some(at);
    line.confirms_at = None;
    let next = line.next_receiver.take();
    let moved = next.is_some();
    line.receiver = next.or_else(|| line.receiver.take());
    line.note("주문확인", at);
    std::mem::take(&mut line.address_changed) || moved
}

pub(crate) fn change_address(state: &mut State, key: Key, receiver: &Address) {
    if let Some(line) = state.line_mut(key) {
        line.receiver = Some(receiver.clone());
        line.address_changed = true;
    }
}

/// 선물 수락: the receiver enters an address.
pub(crate) fn accept_gift(state: &mut State, key: Key, receiver: &Address, at: DateTime<Utc>) {
    if let Some(line) = state.line_mut(key).filter(|line| line.waits_for_receiver()) {
        line.receiver = Some(receiver.clone());
        line.changed_at = at;
        if let Some(gift) = &mut line.gift {
            gift.accepted_at = Some(at);
        }
    }
}

/// 발송처리, which turns a cancel request down, and overwrites the number of what has left. Tells whether
/// it left by this. That a cancel turned down so shows as 취소철회 is unverified.
pub(crate) fn send(state: &mut State, key: Key, parcel: Parcel, at: DateTime<Utc>) -> bool {
    let asked = state.line(key).is_some_and(|line| line.open_of(ClaimKind::Cancel).is_some());
    if asked {
        withdraw(state, key, at);
    }
    let Some(line) = state.line_mut(key) else {
        return false;
    };
    line.parcel = Some(parcel);
    let first = line.status == LineStatus::Preparing;
    if first {
        line.status = LineStatus::Shipping;
        line.sent_at = Some(at);
        line.note(SENT, at);
    }
    first
}

pub(crate) fn deliver(state: &mut State, key: Key, at: DateTime<Utc>) -> bool {
    let Some(line) = state.line_mut(key).filter(|line| line.status == LineStatus::Shipping) else {
        return false;
    };
    line.status = LineStatus::Delivered;
    line.delivered_at = Some(at);
    line.note("배송완료", at);
    plan_release(state, key);
    true
}

/// 구매결정, which waits for claims and reports.
pub(crate) fn decide(state: &mut State, key: Key, at: DateTime<Utc>) -> bool {
    let arrived = |line: &&mut Line| {
        line.status == LineStatus::Delivered && line.open_claim().is_none() && line.open_report().is_none()
    };
    let Some(line) = state.line_mut(key).filter(arrived) else {
        return false;
    };
    line.status = LineStatus::Decided;
    line.decided_at = Some(at);
    line.note("구매결정", at);
    true
}

/// 미수령신고
pub(crate) fn report(state: &mut State, key: Key, at: DateTime<Utc>) {
    let Some(line) = state.line_mut(key) else {
        return;
    };
    let reason = if line.site == Site::Gmarket { "배송지연7일이상" } else { "상품전체 미도착" };
    line.report = Some(Report {
        reported_at: at,
        reason: reason.to_owned(),
        detail: "물건을 받지 못했습니다".to_owned(),
        solve_at: None,
        released_at: None,
    });
    line.note("미수령신고", at);
}

/// The report is lifted a week after the delivery, unless the buyer objects. When the week is over by the
/// time the seller asks, the buyer has another [unverified].
fn released_on(line: &Line) -> Option<DateTime<Utc>> {
    let asked = line.open_report()?.solve_at?;
    let due = line.delivered_at? + REPORT_ENDS_AFTER;
    Some(if due > asked { due } else { asked + REPORT_ENDS_AFTER })
}

pub(crate) fn plan_release(state: &mut State, key: Key) {
    if let Some(due) = state.line(key).and_then(released_on) {
        state.plan(due, Event::ReleaseReport(key));
    }
}

pub(crate) fn release_report(state: &mut State, key: Key, at: DateTime<Utc>) {
    let is_due = |line: &&mut Line| released_on(line).is_some_and(|due| due <= at);
    let Some(line) = state.line_mut(key).filter(is_due) else {
        return;
    };
    if let Some(report) = &mut line.report {
        report.released_at = Some(at);
    }
    line.note("미수령신고 철회", at);
}
