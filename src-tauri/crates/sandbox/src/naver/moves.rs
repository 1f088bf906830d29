//! What happens to lines and claims, whoever started it.

use chrono::{DateTime, Utc};

use super::claims::{Claim, ClaimKind, ClaimStatus, CollectStatus, Holdback, Pickup};
use super::model::{Address, Applied, ChangeKind, GiftStatus, Line, LineStatus, Parcel, PlaceStatus};
use super::state::State;

/// What is known about a claim before it has a number.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) kind: ClaimKind,
    pub(crate) status: ClaimStatus,
    pub(crate) quantity: u32,
    pub(crate) reason: String,
    pub(crate) detail: String,
    pub(crate) channel: &'static str,
    pub(crate) pickup: Option<Pickup>,
}

/// requestChannel of what a buyer files.
pub(crate) const BUYER: &str = "구매자";

/// holdbackConfigurer and holdbackReleaser of what the marketplace does by itself.
pub(crate) const MARKETPLACE: &str = "시스템";

/// 왕복 배송비, when the buyer is the cause.
const ROUND_TRIP: i64 = 6_000;
/// Reasons for which the buyer pays the way back.
const BUYERS_OWN: [&str; 5] =
    ["INTENT_CHANGED", "COLOR_AND_SIZE", "WRONG_ORDER", "SIMPLE_INTENT_CHANGED", "MISTAKE_ORDER"];

/// Whether the buyer is the cause, and pays the way back.
pub(crate) fn is_buyers_own(reason: &str) -> bool {
    BUYERS_OWN.contains(&reason)
}

/// 발주확인: the address that counts is the one of this instant. Tells whether the buyer had
/// changed it. The feed has no word for a confirmation.
pub(crate) fn confirm(state: &mut State, line_id: &str, at: DateTime<Utc>) -> bool {
    let Some(line) = state.lines.get_mut(line_id) else {
        return false;
    };
    line.place = PlaceStatus::Ok;
    line.confirmed_at = Some(at);
    line.confirms_at = None;
    let next = line.next_receiver.take();
    let moved = next.is_some();
    if moved {
        line.receiver = next;
    }
    let changed = std::mem::take(&mut line.address_changed) || moved;
    if moved {
        state.record(line_id, ChangeKind::DeliveryAddressChanged, at);
    }
    state.touch();
    changed
}

pub(crate) fn change_address(state: &mut State, line_id: &str, receiver: &Address, at: DateTime<Utc>) {
    if let Some(line) = state.lines.get_mut(line_id) {
        line.receiver = Some(receiver.clone());
        line.address_changed = true;
    }
    state.record(line_id, ChangeKind::DeliveryAddressChanged, at);
}

pub(crate) fn pay(state: &mut State, order_id: &str, at: DateTime<Utc>) {
    let Some(order) = state.orders.get_mut(order_id) else {
        return;
    };
    order.paid_at = Some(at);
    for line_id in order.line_ids.clone() {
        let waiting = state.lines.get_mut(&line_id).filter(|line| line.is_unpaid());
        if let Some(line) = waiting {
            line.status = LineStatus::Payed;
            state.record(&line_id, ChangeKind::Payed, at);
        }
    }
}

/// 미결제 취소
pub(crate) fn lapse(state: &mut State, order_id: &str) {
    let lines = state.lines.values_mut().filter(|line| line.order_id == order_id && line.is_unpaid());
    for line in lines {
        line.status = LineStatus::CanceledByNopayment;
    }
    state.touch();
}

/// 선물 수락: the receiver enters an address.
pub(crate) fn receive_gift(state: &mut State, order_id: &str, receiver: &Address, at: DateTime<Utc>) {
    let lines = state.orders.get(order_id).map(|order| order.line_ids.clone()).unwrap_or_default();
    for line_id in lines {
        let waiting = state.lines.get_mut(&line_id).filter(|line| line.waits_for_receiver());
        if let Some(line) = waiting {
            line.gift = Some(GiftStatus::Received);
            line.gift_received_at = Some(at);
            line.receiver = Some(receiver.clone());
            state.record(&line_id, ChangeKind::GiftReceived, at);
        }
    }
}

/// 발송처리. A cancel request that stands on the line is refused by it.
pub(crate) fn send(state: &mut State, line_id: &str, parcel: Parcel, at: DateTime<Utc>) {
    let Some(line) = state.lines.get_mut(line_id) else {
        return;
    };
    let package = line.package_number.clone();
    let invoice = parcel.company.clone().zip(parcel.number.clone());
    line.status = LineStatus::Delivering;
    line.parcel = Some(parcel);
    if let Some((company, number)) = invoice {
        state.remember_invoice(&company, &number, &package);
    }
    let refused = state.claim_of(line_id, ClaimKind::Cancel).filter(|claim| claim.is_open());
    if let Some(claim_id) = refused.map(|claim| claim.claim_id.clone()) {
        turn_down(state, &claim_id, at);
    }
    state.record(line_id, ChangeKind::Dispatched, at);
}

/// The courier scans the parcel; the feed has no word for it.
pub(crate) fn scan(state: &mut State, line_id: &str, at: DateTime<Utc>) -> bool {
    let line = state.lines.get_mut(line_id).filter(|line| line.status == LineStatus::Delivering);
    let parcel = line.and_then(|line| line.parcel.as_mut()).filter(|it| it.picked_up_at.is_none());
    let Some(parcel) = parcel else {
        return false;
    };
    parcel.picked_up_at = Some(at);
    state.touch();
    true
}

/// The parcel arrives; the feed has no word for it.
pub(crate) fn deliver(state: &mut State, line_id: &str, at: DateTime<Utc>) -> bool {
    let Some(line) = state.lines.get_mut(line_id).filter(|line| line.status == LineStatus::Delivering) else {
        return false;
    };
    line.status = LineStatus::Delivered;
    if let Some(parcel) = &mut line.parcel {
        parcel.picked_up_at = parcel.picked_up_at.or(Some(at));
        parcel.delivered_at = Some(at);
    }
    state.touch();
    true
}

/// 오류 송장: nobody knows the number. The feed has no word for it.
pub(crate) fn mark_wrong(state: &mut State, line_id: &str, at: DateTime<Utc>) -> bool {
    let line = state.lines.get_mut(line_id).filter(|line| line.status == LineStatus::Delivering);
    let parcel = line.and_then(|line| line.parcel.as_mut()).filter(|it| it.picked_up_at.is_none());
    let Some(parcel) = parcel else {
        return false;
    };
    parcel.wrong_since = parcel.wrong_since.or(Some(at));
    state.touch();
    true
}

/// 구매확정, unless a claim is open or the decision is held back.
pub(crate) fn decide(state: &mut State, line_id: &str, at: DateTime<Utc>) -> bool {
    let arrived = state.lines.get(line_id).filter(|line| line.status == LineStatus::Delivered);
    if arrived.is_none_or(|line| state.open_claim(line).is_some() || state.holds_decision(line)) {
        return false;
    }
    if let Some(line) = state.lines.get_mut(line_id) {
        line.status = LineStatus::PurchaseDecided;
        line.decided_at = Some(at);
    }
    state.record(line_id, ChangeKind::PurchaseDecided, at);
    true
}

/// Opens a claim; `None` when there is no such line.
pub(crate) fn open_claim(
    state: &mut State,
    line_id: &str,
    draft: Draft,
    at: DateTime<Utc>,
) -> Option<String> {
    let claim_id = state.new_claim_id(at);
    let line = state.lines.get(line_id)?;
    let buyer_pays = draft.pickup.is_some() && is_buyers_own(&draft.reason);
    let claim = Claim {
        claim_id: claim_id.clone(),
        product_order_id: line_id.to_owned(),
        kind: draft.kind,
        status: draft.status,
        quantity: draft.quantity,
        reason: draft.reason,
        detail: draft.detail,
        channel: draft.channel.to_owned(),
        requested_at: at,
        approved_at: None,
        completed_at: None,
        address: line.receiver.clone(),
        pickup: draft.pickup,
        fee: if buyer_pays { ROUND_TRIP } else { 0 },
        deducted: false,
        extra_fee: 0,
        holdback: None,
        redelivery: None,
        applied: Applied::new(),
    };
    state.add_claim(claim);
    state.record(line_id, ChangeKind::ClaimRequested, at);
    Some(claim_id)
}

/// Refunds a cancel or a return. What remains keeps the line in its state: a partial cancel
/// leaves it PAYED. Goods the buyer sent back alone count as collected in the same instant.
pub(crate) fn refund(state: &mut State, claim_id: &str, at: DateTime<Utc>) {
    let Some(claim) = state.claims.get_mut(claim_id) else {
        return;
    };
    let (done, ended) = match claim.kind {
        ClaimKind::Return => (ClaimStatus::ReturnDone, LineStatus::Returned),
        ClaimKind::AdminCancel => (ClaimStatus::AdminCancelDone, LineStatus::Canceled),
        _ => (ClaimStatus::CancelDone, LineStatus::Canceled),
    };
    end_hold(claim, at);
    claim.status = done;
    if let Some(pickup) = claim.pickup.as_mut().filter(|pickup| pickup.is_individual()) {
        pickup.completed_at = pickup.completed_at.or(Some(at));
    }
    claim.approved_at = Some(at);
    claim.completed_at = Some(at);
    let (line_id, quantity) = (claim.product_order_id.clone(), claim.quantity);
    if let Some(line) = state.lines.get_mut(&line_id) {
        line.remain = line.remain.saturating_sub(quantity);
        if line.remain == 0 {
            line.status = ended;
        }
    }
    state.record(&line_id, ChangeKind::ClaimCompleted, at);
}

/// 철회: a buyer's withdrawal and a seller's rejection look the same.
pub(crate) fn turn_down(state: &mut State, claim_id: &str, at: DateTime<Utc>) {
    let Some(claim) = state.claims.get_mut(claim_id) else {
        return;
    };
    end_hold(claim, at);
    claim.status = match claim.kind {
        ClaimKind::Cancel => ClaimStatus::CancelReject,
        ClaimKind::Return => ClaimStatus::ReturnReject,
        ClaimKind::Exchange => ClaimStatus::ExchangeReject,
        ClaimKind::AdminCancel => ClaimStatus::AdminCancelReject,
        ClaimKind::PurchaseDecisionHoldback => ClaimStatus::PurchaseDecisionHoldbackRelease,
    };
    let line_id = claim.product_order_id.clone();
    state.record(&line_id, ChangeKind::ClaimRejected, at);
}

/// A claim that ends takes its holdback with it; who is then told as its releaser is unverified.
fn end_hold(claim: &mut Claim, at: DateTime<Utc>) {
    if let Some(holdback) = &mut claim.holdback {
        holdback.released_at = holdback.released_at.or(Some(at));
        holdback.released_by.get_or_insert_with(|| MARKETPLACE.to_owned());
    }
}

/// The courier fetches the goods: 수거 처리 중. The feed has no word for it; nobody fetches what
/// the buyer sends back alone.
pub(crate) fn fetch(state: &mut State, claim_id: &str, invoice: (&str, &str)) -> bool {
    let asked = [ClaimStatus::ReturnRequest, ClaimStatus::ExchangeRequest];
    let Some(claim) = state.claims.get_mut(claim_id).filter(|claim| asked.contains(&claim.status)) else {
        return false;
    };
    let Some(pickup) = claim.pickup.as_mut().filter(|pickup| !pickup.is_individual()) else {
        return false;
    };
    pickup.status = CollectStatus::Delivering;
    pickup.company = pickup.company.take().or_else(|| Some(invoice.0.to_owned()));
    pickup.number = pickup.number.take().or_else(|| Some(invoice.1.to_owned()));
    claim.status = ClaimStatus::Collecting;
    state.touch();
    true
}

/// The pickup arrives. A return is collected by that; the goods of an exchange wait for the
/// seller's word (교환 수거완료).
pub(crate) fn bring(state: &mut State, claim_id: &str, at: DateTime<Utc>) -> bool {
    let Some(claim) = state.claims.get_mut(claim_id).filter(|claim| claim.status == ClaimStatus::Collecting)
    else {
        return false;
    };
    let tracked = claim.kind == ClaimKind::Return;
    let arriving = claim.pickup.as_mut().filter(|it| it.status != CollectStatus::Delivered);
    let Some(pickup) = arriving else {
        return false;
    };
    pickup.status = CollectStatus::Delivered;
    pickup.completed_at = Some(at);
    if tracked {
        collect(state, claim_id, at);
    }
    state.touch();
    true
}

/// 수거 완료
pub(crate) fn collect(state: &mut State, claim_id: &str, at: DateTime<Utc>) {
    let Some(claim) = state.claims.get_mut(claim_id) else {
        return;
    };
    claim.status = ClaimStatus::CollectDone;
    let line_id = claim.product_order_id.clone();
    state.record(&line_id, ChangeKind::CollectDone, at);
}

/// What carries the replacement of a line: neither its first parcel nor that of an earlier exchange.
pub(crate) fn replacement(state: &State, line: &Line) -> String {
    let rounds = state.claims_of(line).filter(|claim| claim.kind == ClaimKind::Exchange).count();
    format!("{} 재배송 {rounds}", line.package_number)
}

/// 교환 재배송; its number is used up like any other.
pub(crate) fn redeliver(state: &mut State, claim_id: &str, parcel: Parcel, at: DateTime<Utc>) {
    let Some(claim) = state.claims.get_mut(claim_id) else {
        return;
    };
    let invoice = parcel.company.clone().zip(parcel.number.clone());
    claim.status = ClaimStatus::ExchangeRedelivering;
    claim.redelivery = Some(parcel);
    let line_id = claim.product_order_id.clone();
    let carrier = state.lines.get(&line_id).map(|line| replacement(state, line));
    if let Some(((company, number), carrier)) = invoice.zip(carrier) {
        state.remember_invoice(&company, &number, &carrier);
    }
    state.record(&line_id, ChangeKind::ClaimRedelivering, at);
}

/// The replacement arrives. A line of which only a part was exchanged keeps its state [unverified],
/// and one that was returned or cancelled meanwhile stays so.
pub(crate) fn deliver_exchange(state: &mut State, claim_id: &str, at: DateTime<Utc>) -> bool {
    let travelling =
        state.claims.get_mut(claim_id).filter(|it| it.status == ClaimStatus::ExchangeRedelivering);
    let Some(claim) = travelling else {
        return false;
    };
    claim.status = ClaimStatus::ExchangeDone;
    claim.completed_at = Some(at);
    if let Some(parcel) = &mut claim.redelivery {
        parcel.picked_up_at = parcel.picked_up_at.or(Some(at));
        parcel.delivered_at = Some(at);
    }
    let (line_id, quantity) = (claim.product_order_id.clone(), claim.quantity);
    let whole = state.lines.get_mut(&line_id).filter(|line| line.has_left() && line.remain <= quantity);
    if let Some(line) = whole {
        line.status = LineStatus::Exchanged;
    }
    state.record(&line_id, ChangeKind::ClaimCompleted, at);
    true
}

/// 보류; the feed has no word for it.
pub(crate) fn hold(state: &mut State, claim_id: &str, holdback: Holdback, extra_fee: i64) {
    if let Some(claim) = state.claims.get_mut(claim_id) {
        claim.holdback = Some(holdback);
        claim.extra_fee = extra_fee;
    }
    state.touch();
}

/// 보류 해제. That it sets the fee of a return back to 0, and frees the refund of it, is told by a
/// secondary source; that the extra fee stays as it was asked for is unverified.
pub(crate) fn release(state: &mut State, claim_id: &str, by: &str, at: DateTime<Utc>) {
    if let Some(claim) = state.claims.get_mut(claim_id) {
        if claim.kind == ClaimKind::Return {
            claim.fee = 0;
            claim.deducted = false;
        }
        if let Some(holdback) = &mut claim.holdback {
            holdback.released_at = Some(at);
            holdback.released_by = Some(by.to_owned());
        }
    }
    state.touch();
}
