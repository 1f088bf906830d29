//! What is put off or goes wrong on the way: returns the marketplace holds by itself, 구매확정 보류,
//! failed pickups and failed deliveries. The feed has a word for 구매확정 보류 only.

use chrono::{DateTime, Utc};

use super::claims::{ClaimKind, ClaimStatus, CollectStatus, Holdback};
use super::model::{ChangeKind, LineStatus};
use super::moves::{self, Draft, MARKETPLACE};
use super::state::State;

/// A return whose fee is to be taken off the refund arrives held, until the seller releases it. That
/// every one of them does is not sure.
pub(crate) fn deduct(state: &mut State, claim_id: &str, at: DateTime<Utc>) {
    if let Some(claim) = state.claims.get_mut(claim_id) {
        claim.deducted = true;
        claim.holdback = Some(Holdback {
            reason: "RETURN_DELIVERYFEE".to_owned(),
            detail: "반품 배송비를 환불금에서 차감하는 반품".to_owned(),
            held_at: at,
            held_by: MARKETPLACE.to_owned(),
            released_at: None,
            released_by: None,
        });
    }
    state.touch();
}

/// 구매확정 보류; `None` when there is no such line. That the feed tells it as a request is
/// unverified.
pub(crate) fn hold_decision(state: &mut State, line_id: &str, at: DateTime<Utc>) -> Option<String> {
    let line = state.lines.get(line_id)?;
    let draft = Draft {
        kind: ClaimKind::PurchaseDecisionHoldback,
        status: ClaimStatus::PurchaseDecisionHoldback,
        quantity: line.remain,
        reason: "ETC".to_owned(),
        detail: "구매확정을 미루고 싶어요".to_owned(),
        channel: moves::BUYER,
        pickup: None,
    };
    moves::open_claim(state, line_id, draft, at)
}

/// 구매확정 보류 해제. That the feed tells it as a completion is unverified.
pub(crate) fn release_decision(state: &mut State, claim_id: &str, at: DateTime<Utc>) -> bool {
    let held = ClaimStatus::PurchaseDecisionHoldback;
    let Some(claim) = state.claims.get_mut(claim_id).filter(|claim| claim.status == held) else {
        return false;
    };
    claim.status = ClaimStatus::PurchaseDecisionHoldbackRelease;
    claim.completed_at = Some(at);
    let line_id = claim.product_order_id.clone();
    state.record(&line_id, ChangeKind::ClaimCompleted, at);
    true
}

/// COLLECT_FAILED: the courier came and got nothing; the claim waits for the next attempt.
pub(crate) fn fail_pickup(state: &mut State, claim_id: &str) -> bool {
    let asked = [ClaimStatus::ReturnRequest, ClaimStatus::ExchangeRequest];
    let claim = state.claims.get_mut(claim_id).filter(|claim| asked.contains(&claim.status));
    let Some(pickup) = claim.and_then(|claim| claim.pickup.as_mut()).filter(|it| !it.is_individual()) else {
        return false;
    };
    pickup.status = CollectStatus::CollectFailed;
    state.touch();
    true
}

/// DELIVERY_FAIL: nobody took the parcel; it stays on its way.
pub(crate) fn fail_delivery(state: &mut State, line_id: &str, at: DateTime<Utc>) -> bool {
    let line = state.lines.get_mut(line_id).filter(|line| line.status == LineStatus::Delivering);
    let Some(parcel) = line.and_then(|line| line.parcel.as_mut()).filter(|it| it.number.is_some()) else {
        return false;
    };
    parcel.picked_up_at = parcel.picked_up_at.or(Some(at));
    parcel.failed_at = Some(at);
    state.touch();
    true
}
