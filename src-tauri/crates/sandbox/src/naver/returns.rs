//! 반품 요청, 승인 and 거부. Collected is what the courier says: there is no call for it.

use super::add_ons;
use super::body::{self, Fields};
use super::cancels::{SELLER, allowed, opened, wanted};
use super::claims::{Claim, ClaimKind, ClaimStatus, CollectStatus, Pickup};
use super::codes::{CLAIM_REASONS, DELIVERY_METHODS, RETURN_REASONS};
use super::couriers;
use super::desk::{Asked, Desk};
use super::errors::{Answer, Failure, LINE_STATUS, Refusal, SAME_STATE, WRONG_COMPANY};
use super::life;
use super::moves::{self, Draft};
use super::route::Operation;
use super::rows::{self, Outcome};
use super::shipping::company;

/// The one method of which no courier is told.
const INDIVIDUAL: &str = "RETURN_INDIVIDUAL";

pub(crate) fn request(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Answer, Refusal> {
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value, "returnRequest")?;
    let reason = allowed(fields.code("returnReason", CLAIM_REASONS)?, RETURN_REASONS)?;
    let pickup = pickup(fields)?;
    let quantity = wanted(desk, &asked.route.id, fields.optional_quantity("returnQuantity")?)?;
    let draft = Draft {
        kind: ClaimKind::Return,
        status: ClaimStatus::ReturnRequest,
        quantity,
        reason: reason.to_owned(),
        detail: String::new(),
        channel: SELLER,
        pickup: Some(pickup),
    };
    Ok(rows::single(desk, &asked.route.id, |desk, id| file(desk, id, draft)))
}

/// RETURN_DESIGNATED and RETURN_DELIVERY send the product's own courier at once.
fn pickup(fields: Fields<'_>) -> Result<Pickup, Refusal> {
    let method = fields.code("collectDeliveryMethod", DELIVERY_METHODS)?;
    let company = company(fields, "collectDeliveryCompany")?;
    let number = fields.optional_text("collectTrackingNumber")?.filter(|number| !number.is_empty());
    if company.is_some_and(|code| !couriers::is_known(code)) {
        return Err(WRONG_COMPANY.into());
    }
    let status = match (method, number) {
        (_, Some(_)) => CollectStatus::CollectWaiting,
        (INDIVIDUAL, None) => CollectStatus::NotRequested,
        (_, None) => CollectStatus::CollectRequestToDeliveryCompany,
    };
    Ok(Pickup {
        method: method.to_owned(),
        company: company.map(str::to_owned),
        number: number.map(str::to_owned),
        status,
        completed_at: None,
    })
}

/// Only after dispatch.
fn file(desk: &mut Desk<'_>, id: &str, draft: Draft) -> Outcome {
    let line = desk.line(id)?;
    if let Some(open) = desk.state.open_claim(line) {
        return Err(if open.kind == ClaimKind::Return { SAME_STATE.into() } else { LINE_STATUS.into() });
    }
    if !line.has_left() {
        return Err(LINE_STATUS.into());
    }
    add_ons::check_request(desk.state, line, draft.quantity, ClaimKind::Return)?;
    let outcome = opened(desk, id, draft, Operation::RequestReturn);
    let claim_id = desk.state.claim_of(id, ClaimKind::Return).map(|claim| claim.claim_id.clone());
    if let Some(claim_id) = claim_id {
        life::after_request(desk.state, desk.settings, &claim_id, desk.now);
    }
    outcome
}

pub(crate) fn approve(desk: &mut Desk<'_>, asked: Asked<'_>) -> Answer {
    rows::single(desk, &asked.route.id, approve_line)
}

/// Refunds what is collected. A held return is released first; approving again changes nothing.
fn approve_line(desk: &mut Desk<'_>, id: &str) -> Outcome {
    let claim = desk.claim(id, ClaimKind::Return)?;
    if claim.status == ClaimStatus::ReturnDone {
        return rows::done(id);
    }
    check_not_held(claim)?;
    if !is_approvable(claim) {
        return Err(LINE_STATUS.into());
    }
    let claim_id = claim.claim_id.clone();
    add_ons::check_approval(desk.state, id, ClaimKind::Return)?;
    desk.state.count(id, Some(&claim_id), Operation::ApproveReturn);
    moves::refund(desk.state, &claim_id, desk.now);
    rows::done(id)
}

/// 수거가 완료된 반품; one the buyer sends back works right after its request.
fn is_approvable(claim: &Claim) -> bool {
    let individual = claim.pickup.as_ref().is_some_and(|pickup| pickup.method == INDIVIDUAL);
    claim.status == ClaimStatus::CollectDone || (individual && claim.is_open())
}

/// The sentence is unverified, the refusal is not.
pub(crate) fn check_not_held(claim: &Claim) -> Result<(), Failure> {
    if claim.is_held() {
        return Err(Failure::other("보류 상태인 클레임입니다. 보류 해제 후 진행할 수 있습니다."));
    }
    Ok(())
}

pub(crate) fn reject(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Answer, Refusal> {
    let value = body::parse(asked.body)?;
    Fields::of(&value, "returnReject")?.text("rejectReturnReason")?;
    Ok(rows::single(desk, &asked.route.id, reject_line))
}

/// From RETURN_REQUEST and COLLECTING, and not while held.
fn reject_line(desk: &mut Desk<'_>, id: &str) -> Outcome {
    let claim = desk.claim(id, ClaimKind::Return)?;
    match claim.status {
        ClaimStatus::ReturnRequest | ClaimStatus::Collecting => check_not_held(claim)?,
        ClaimStatus::ReturnReject => return Err(SAME_STATE.into()),
        _ => return Err(LINE_STATUS.into()),
    }
    let claim_id = claim.claim_id.clone();
    desk.state.count(id, Some(&claim_id), Operation::RejectReturn);
    moves::turn_down(desk.state, &claim_id, desk.now);
    rows::done(id)
}
