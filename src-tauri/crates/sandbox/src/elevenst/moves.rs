//! The moves an order and a claim can make, whoever makes them. Each is complete or absent.

use chrono::{DateTime, TimeDelta, Utc};

use super::claims::{Claim, ClaimKind, ClaimStatus, Hold, Pickup, RefusedBecause};
use super::codes;
use super::couriers::CJ;
use super::model::{Address, Line, LineStatus, NonDelivery, Parcel, REMOTE_FEE};
use super::route::Operation;
use super::state::{Event, State};

/// What a claim is opened with.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) kind: ClaimKind,
    pub(crate) status: ClaimStatus,
    pub(crate) quantity: u32,
    pub(crate) reason: String,
    pub(crate) detail: String,
    pub(crate) by_seller: bool,
    pub(crate) pickup: Option<Pickup>,
}

pub(crate) fn pay(state: &mut State, ord_no: &str, at: DateTime<Utc>) {
    let Some(order) = state.orders.get_mut(ord_no) else {
        return;
    };
    order.paid_at = Some(at);
    for id in order.line_ids.clone() {
        if let Some(line) = state.lines.get_mut(&id).filter(|line| line.status == LineStatus::Unpaid) {
            line.status = LineStatus::Paid;
        }
    }
    state.touch();
}

/// The receiver of a gift says where it goes, and the seller has the surcharge of islands still to ask for.
pub(crate) fn receive_gift(state: &mut State, ord_no: &str, receiver: &Address) {
    let ids = state.orders.get(ord_no).map(|order| order.line_ids.clone()).unwrap_or_default();
    for id in ids {
        if let Some(line) = state.lines.get_mut(&id).filter(|line| line.status == LineStatus::GiftWaiting) {
            line.status = LineStatus::Paid;
            line.receiver = Some(receiver.clone());
            line.remote_fee = if receiver.is_remote() { REMOTE_FEE } else { 0 };
        }
    }
    state.touch();
}

/// 발주확인: the address that was on its way arrives in this instant, and freezes.
pub(crate) fn confirm(state: &mut State, line_id: &str, at: DateTime<Utc>) {
    if let Some(line) = state.lines.get_mut(line_id).filter(|line| line.status == LineStatus::Paid) {
        line.status = LineStatus::Confirmed;
        line.confirmed_at = Some(at);
        if let Some(receiver) = line.next_receiver.take() {
            line.receiver = Some(receiver);
        }
        state.touch();
    }
}

/// 발송: several parcels for one line after 수량 분리발송.
pub(crate) fn send(state: &mut State, line_id: &str, parcels: Vec<Parcel>, at: DateTime<Utc>) {
    let Some(line) = state.lines.get_mut(line_id) else {
        return;
    };
    line.status = LineStatus::Shipped;
    line.shipped_at = Some(at);
    line.confirmed_at = line.confirmed_at.or(Some(at));
    line.parcels = parcels;
    let line = line.clone();
    for number in line.parcels.iter().filter_map(|parcel| parcel.number.as_deref()) {
        state.remember_invoice(number, &line);
    }
    state.touch();
}

pub(crate) fn deliver(state: &mut State, line_id: &str, at: DateTime<Utc>) -> bool {
    let Some(line) = state.lines.get_mut(line_id).filter(|line| line.status == LineStatus::Shipped) else {
        return false;
    };
    line.status = LineStatus::Delivered;
    line.delivered_at = Some(at);
    state.touch();
    true
}

/// 구매확정 waits for open claims.
pub(crate) fn decide(state: &mut State, line_id: &str, at: DateTime<Utc>, itself: bool) -> bool {
    let claimed = state.lines.get(line_id).is_some_and(|line| state.open_claim(line).is_some());
    let Some(line) = state.lines.get_mut(line_id).filter(|line| line.status.has_left() && !claimed) else {
        return false;
    };
    line.status = LineStatus::Decided;
    line.decided_at = Some(at);
    line.decided_itself = itself;
    state.touch();
    true
}

pub(crate) fn open_claim(
    state: &mut State,
    line_id: &str,
    draft: Draft,
    at: DateTime<Utc>,
) -> Option<String> {
    let line = state.lines.get(line_id)?;
    let address = line.receiver.clone();
    let claim_id = state.new_claim_id(draft.kind);
    let travels = matches!(draft.kind, ClaimKind::Return | ClaimKind::Exchange);
    let free = !travels || !codes::is_buyers_claim(&draft.reason);
    let fee = if free { 0 } else { RETURN_FEE };
    state.add_claim(Claim {
        claim_id: claim_id.clone(),
        line_id: line_id.to_owned(),
        kind: draft.kind,
        status: draft.status,
        quantity: draft.quantity,
        reason: draft.reason,
        detail: draft.detail,
        by_seller: draft.by_seller,
        late: false,
        requested_at: at,
        ended_at: None,
        pickup: draft.pickup,
        address,
        fee,
        fee_paid_by: (fee > 0).then(|| BY_CARD.to_owned()),
        hold: None,
        refusal: None,
        parcel: None,
        applied: super::model::Applied::new(),
    });
    Some(claim_id)
}

/// 반품배송비 both ways, in won.
const RETURN_FEE: i64 = 6_000;
/// clmDlvCstMthd
const BY_CARD: &str = "01";

/// The end of a claim that takes nothing away: withdrawn or refused. A 구매확정 that waited for it goes on.
pub(crate) fn end(state: &mut State, claim_id: &str, status: ClaimStatus, at: DateTime<Utc>) {
    let Some(claim) = state.claims.get_mut(claim_id) else {
        return;
    };
    claim.status = status;
    claim.ended_at = Some(at);
    let line_id = claim.line_id.clone();
    if state.lines.get(&line_id).is_some_and(|line| line.decision_waits) {
        state.plan(at, Event::Decide(line_id));
    }
    state.touch();
}

/// A status that no call leads to.
pub(crate) fn stand(state: &mut State, claim_id: &str, status: ClaimStatus, at: DateTime<Utc>) {
    if status.is_done() {
        return end(state, claim_id, status, at);
    }
    if let Some(claim) = state.claims.get_mut(claim_id) {
        (claim.status, claim.hold) = (status, None);
        state.touch();
    }
}

pub(crate) fn refuse(
    state: &mut State,
    claim_id: &str,
    (status, because): (ClaimStatus, RefusedBecause),
    at: DateTime<Utc>,
) {
    end(state, claim_id, status, at);
    if let Some(claim) = state.claims.get_mut(claim_id) {
        claim.refusal = Some(because);
    }
}

/// 취소완료: what is left of the line ships, or the line is cancelled.
pub(crate) fn finish_cancel(state: &mut State, claim_id: &str, at: DateTime<Utc>) {
    end(state, claim_id, ClaimStatus::CancelDone, at);
    take_away(state, claim_id, |line, quantity| {
        line.canceled += quantity;
        (line.remain() == 0).then_some(LineStatus::Canceled)
    });
}

/// 반품완료: the refund.
pub(crate) fn finish_return(state: &mut State, claim_id: &str, at: DateTime<Utc>) {
    end(state, claim_id, ClaimStatus::ReturnDone, at);
    take_away(state, claim_id, |line, quantity| {
        line.returned += quantity;
        (line.remain() == 0).then_some(LineStatus::Returned)
    });
}

/// 구매확정후 직권취소.
pub(crate) fn finish_office_cancel(state: &mut State, claim_id: &str, at: DateTime<Utc>) {
    end(state, claim_id, ClaimStatus::ReturnDone, at);
    take_away(state, claim_id, |line, quantity| {
        line.returned += quantity;
        (line.remain() == 0).then_some(LineStatus::OfficeCanceled)
    });
}

fn take_away(state: &mut State, claim_id: &str, take: impl FnOnce(&mut Line, u32) -> Option<LineStatus>) {
    let Some(claim) = state.claims.get(claim_id) else {
        return;
    };
    let quantity = claim.quantity;
    if let Some(line) = state.lines.get_mut(&claim.line_id)
        && let Some(status) = take(line, quantity)
    {
        line.status = status;
    }
    state.touch();
}

/// 교환 승인: the replacement leaves, and with it the exchange is over. That the line then stands where it
/// stood before the claim is unverified.
pub(crate) fn send_replacement(state: &mut State, claim_id: &str, parcel: Parcel, at: DateTime<Utc>) {
    end(state, claim_id, ClaimStatus::ExchangeSent, at);
    let Some(claim) = state.claims.get_mut(claim_id) else {
        return;
    };
    claim.parcel = Some(parcel.clone());
    let line = state.lines.get(&claim.line_id).cloned();
    if let (Some(line), Some(number)) = (line, &parcel.number) {
        state.remember_invoice(number, &line);
    }
}

/// The goods are back; 11번가's own courier brought them when nobody said another.
pub(crate) fn bring(state: &mut State, claim_id: &str, at: DateTime<Utc>) -> bool {
    let Some(claim) = state.claims.get_mut(claim_id).filter(|claim| claim.is_open()) else {
        return false;
    };
    let Some(pickup) = claim.pickup.as_mut().filter(|pickup| pickup.arrived_at.is_none()) else {
        return false;
    };
    pickup.arrived_at = Some(at);
    pickup.courier.get_or_insert_with(|| CJ.to_owned());
    pickup.number.get_or_insert_with(|| format!("6{claim_id:0>11}"));
    let held = claim.status == ClaimStatus::ReturnHeld;
    if held {
        plan_completion(state, claim_id);
    }
    state.touch();
    true
}

/// 반품보류: 반품의 배송완료정보 확인 후 10일째 또는 반품신청 후 20일째 자동반품완료.
pub(crate) fn hold_return(state: &mut State, claim_id: &str, hold: Hold) {
    if let Some(claim) = state.claims.get_mut(claim_id) {
        claim.status = ClaimStatus::ReturnHeld;
        claim.hold = Some(hold);
    }
    plan_completion(state, claim_id);
}

/// 반품완료보류: nothing completes it but a call, or the marketplace.
pub(crate) fn hold_completion(state: &mut State, claim_id: &str, hold: Hold) {
    if let Some(claim) = state.claims.get_mut(claim_id) {
        claim.status = ClaimStatus::ReturnCompletionHeld;
        claim.hold = Some(hold);
        state.touch();
    }
}

fn plan_completion(state: &mut State, claim_id: &str) {
    if let Some(at) = state.claims.get(claim_id).map(completes_at) {
        state.plan(at, Event::CompleteHeld(claim_id.to_owned()));
    }
}

/// When a held return completes by itself. Which of the two days counts when both do is unverified: the first;
/// and so is that one held later than that completes at once, never before it was held.
pub(crate) fn completes_at(claim: &Claim) -> DateTime<Utc> {
    let latest = claim.requested_at + TimeDelta::days(20);
    let due = claim.arrived_at().map_or(latest, |at| latest.min(at + TimeDelta::days(10)));
    claim.hold.as_ref().map_or(due, |hold| due.max(hold.held_at))
}

pub(crate) fn complete_held(state: &mut State, claim_id: &str, at: DateTime<Utc>) {
    let due = |claim: &&Claim| claim.status == ClaimStatus::ReturnHeld && completes_at(claim) <= at;
    if state.claims.get(claim_id).filter(due).is_some() {
        finish_return(state, claim_id, at);
    }
}

/// 상품미도착 신고. A report that was answered may be followed by another [unverified].
pub(crate) fn report_missing(state: &mut State, line_id: &str, at: DateTime<Utc>) -> bool {
    let number = state.new_report_number();
    let Some(line) = state.lines.get_mut(line_id).filter(|line| line.status == LineStatus::Shipped) else {
        return false;
    };
    if line.non_delivery.as_ref().is_some_and(|report| report.answer.is_none()) {
        return false;
    }
    let (detail, resent) = (String::new(), None);
    line.non_delivery =
        Some(NonDelivery { number, reported_at: at, answer: None, detail, answered_at: None, resent });
    state.touch();
    true
}

/// 판매불가 costs credit unless the buyer wished it.
pub(crate) fn reject_order(
    state: &mut State,
    line_id: &str,
    (reason, detail): (&str, &str),
    at: DateTime<Utc>,
) {
    let quantity = state.lines.get(line_id).map_or(0, Line::remain);
    let draft = Draft {
        kind: ClaimKind::Cancel,
        status: ClaimStatus::CancelAsked,
        quantity,
        reason: reason.to_owned(),
        detail: detail.to_owned(),
        by_seller: true,
        pickup: None,
    };
    if let Some(claim_id) = open_claim(state, line_id, draft, at) {
        finish_cancel(state, &claim_id, at);
        state.count(line_id, Some(&claim_id), Operation::RejectOrder);
    }
    if reason != codes::BUYERS_WISH {
        state.credit_lost += 1;
    }
}
