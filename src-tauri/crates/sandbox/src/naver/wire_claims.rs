//! How claims look on the wire: the current one, the exchange before it, and those completed.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::claims::{Claim, ClaimKind};
use super::model::Line;
use super::state::State;
use super::wire::{address, instant, maybe, merged, taking_address, without_absent};

/// `{cancel | return | exchange}` of the latest claim; `{}` without one. 직권취소 shows as a cancel
/// [unverified].
pub(crate) fn current(state: &State, line: &Line) -> Value {
    state.latest_claim(line).map_or_else(|| json!({}), named)
}

/// The exchange whose replacement was on its way when a further claim followed.
pub(crate) fn before(state: &State, line: &Line) -> Value {
    let mut claims = state.claims_of(line).rev();
    let latest = claims.next();
    let earlier = claims.next().filter(|claim| claim.kind == ClaimKind::Exchange);
    match (latest, earlier) {
        (Some(latest), Some(earlier)) if travelled(earlier, latest.requested_at) => named(earlier),
        _ => json!({}),
    }
}

fn travelled(exchange: &Claim, at: DateTime<Utc>) -> bool {
    let left = exchange.redelivery.as_ref().is_some_and(|parcel| parcel.sent_at <= at);
    left && exchange.completed_at.is_none_or(|arrived| arrived > at)
}

/// The history: every claim that was done or turned down, the current one included. That 구매확정
/// 보류 is not part of it is unverified.
pub(crate) fn completed(state: &State, line: &Line) -> Vec<Value> {
    state.claims_of(line).filter(|claim| is_over(claim)).map(history).collect()
}

fn is_over(claim: &Claim) -> bool {
    claim.status.is_done() || claim.status.is_rejected()
}

/// There is no object for 구매확정 보류.
fn named(claim: &Claim) -> Value {
    match claim.kind {
        ClaimKind::Cancel | ClaimKind::AdminCancel => json!({"cancel": cancel(claim)}),
        ClaimKind::Return => json!({"return": returned(claim)}),
        ClaimKind::Exchange => json!({"exchange": exchange(claim)}),
        ClaimKind::PurchaseDecisionHoldback => json!({}),
    }
}

fn head(claim: &Claim) -> Value {
    json!({
        "claimId": claim.claim_id,
        "claimStatus": claim.status,
        "claimRequestDate": instant(claim.requested_at),
        "requestChannel": claim.channel,
        "requestQuantity": claim.quantity,
    })
}

/// A refund takes up to three days.
fn refund(claim: &Claim) -> Value {
    json!({
        "refundExpectedDate": maybe(claim.completed_at.map(|at| at + TimeDelta::days(3))),
        "refundStandbyStatus": claim.is_held().then_some("환불보류"),
        "refundStandbyReason": claim.is_held().then_some("구매자 추가 결제 대기"),
    })
}

fn cancel(claim: &Claim) -> Value {
    let own = json!({
        "cancelReason": claim.reason,
        "cancelDetailedReason": claim.detail,
        "cancelApprovalDate": maybe(claim.approved_at),
        "cancelCompletedDate": maybe(claim.completed_at),
    });
    merged([head(claim), refund(claim), own])
}

fn returned(claim: &Claim) -> Value {
    let own = json!({
        "returnReason": claim.reason,
        "returnDetailedReason": claim.detail,
        "returnCompletedDate": maybe(claim.completed_at),
        "returnImageUrl": [],
    });
    merged([head(claim), refund(claim), collection(claim), fees(claim), holdback(claim), own])
}

fn exchange(claim: &Claim) -> Value {
    let own = json!({
        "exchangeReason": claim.reason,
        "exchangeDetailedReason": claim.detail,
        "exchangeImageUrl": [],
    });
    merged([head(claim), collection(claim), fees(claim), holdback(claim), redelivery(claim), own])
}

/// Reasons and dates have names of their own here.
fn history(claim: &Claim) -> Value {
    let own = json!({
        "claimType": claim.kind,
        "claimRequestReason": claim.reason,
        "claimRequestDetailContent": claim.detail,
        "claimRequestAdmissionDate": maybe(claim.approved_at),
        "claimCompleteOperationDate": maybe(claim.completed_at),
    });
    let head = merged([head(claim), refund(claim), own]);
    if claim.pickup.is_none() {
        return head;
    }
    merged([head, collection(claim), fees(claim), holdback(claim), redelivery(claim)])
}

fn collection(claim: &Claim) -> Value {
    let pickup = claim.pickup.as_ref();
    json!({
        "collectAddress": claim.address.as_ref().map(|it| without_absent(address(it))),
        "returnReceiveAddress": taking_address(),
        "collectDeliveryMethod": pickup.map(|it| &it.method),
        "collectDeliveryCompany": pickup.and_then(|it| it.company.as_ref()),
        "collectTrackingNumber": pickup.and_then(|it| it.number.as_ref()),
        "collectStatus": pickup.map(|it| it.status),
        "collectCompletedDate": maybe(pickup.and_then(|it| it.completed_at)),
    })
}

/// How the buyer pays the fee.
const DEDUCTED: &str = "환불금에서 차감";
const SENT: &str = "판매자에게 직접 송금하거나 상품에 동봉";

fn fees(claim: &Claim) -> Value {
    let demanded = claim.fee > 0;
    let method = if claim.deducted { DEDUCTED } else { SENT };
    json!({
        "claimDeliveryFeeDemandAmount": claim.fee,
        "claimDeliveryFeePayMethod": demanded.then_some(method),
        "claimDeliveryFeeDiscountAmount": 0,
        "claimDeliveryFeeProductOrderIds": demanded.then_some(&claim.product_order_id),
        "claimDeliveryFeePayMeans": demanded.then_some("신용카드"),
        "claimDeliveryFeeSupportAmount": 0,
        "membershipsArrivalGuaranteeClaimSupportingAmount": 0,
        "remoteAreaCostChargeAmount": 0,
        "etcFeeDemandAmount": claim.extra_fee,
        "etcFeePayMethod": (claim.extra_fee > 0).then_some("판매자에게 직접송금"),
        "etcFeePayMeans": (claim.extra_fee > 0).then_some("무통장입금"),
    })
}

fn holdback(claim: &Claim) -> Value {
    let Some(holdback) = &claim.holdback else {
        return json!({});
    };
    let released = holdback.released_at.is_some();
    json!({
        "holdbackStatus": if released { "RELEASED" } else { "HOLDBACK" },
        "holdbackReason": holdback.reason,
        "holdbackDetailedReason": holdback.detail,
        "holdbackConfigDate": instant(holdback.held_at),
        "holdbackConfigurer": holdback.held_by,
        "holdbackReleaseDate": maybe(holdback.released_at),
        "holdbackReleaser": holdback.released_by,
    })
}

fn redelivery(claim: &Claim) -> Value {
    let Some(parcel) = &claim.redelivery else {
        return json!({});
    };
    json!({
        "reDeliveryAddress": claim.address.as_ref().map(|it| without_absent(address(it))),
        "reDeliveryMethod": parcel.method,
        "reDeliveryCompany": parcel.company,
        "reDeliveryTrackingNumber": parcel.number,
        "reDeliveryStatus": parcel.status(),
        "reDeliveryOperationDate": instant(parcel.sent_at),
    })
}
