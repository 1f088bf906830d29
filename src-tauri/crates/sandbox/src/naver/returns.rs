//! 반품 요청, 승인 and 거부. Collected is what the courier says: there is no call for it.

use super::add_ons;
use super::body::{self, Fields};
use super::cancels::{SELLER, opened, wanted};
use super::claims::{Claim, ClaimKind, ClaimStatus, CollectStatus, INDIVIDUAL, Pickup};
use super::codes::{DELIVERY_METHODS, RETURN_REASONS};
use super::couriers;
use super::desk::{Asked, Desk};
use super::errors::{Answer, Failure, Refusal, WRONG_COMPANY};
use super::life;
use super::moves::{self, Draft};
use super::route::Operation;
use super::rows::{self, Outcome};
use super::shipping::company;

pub(crate) fn request(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Answer, Refusal> {
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value, "returnRequest")?;
    let reason = fields.code("returnReason", RETURN_REASONS)?;
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
    rows::single(desk, &asked.route.id, |desk, id| file(desk, id, draft))
}

/// RETURN_DESIGNATED and RETURN_DELIVERY send the product's own courier at once.
fn pickup(fields: Fields<'_>) -> Result<Pickup, Refusal> {
    let method = fields.code("collectDeliveryMethod", DELIVERY_METHODS)?;
    let company = company(fields, "collectDeliveryCompany")?;
    let number = fields.optional_text("collectTrackingNumber")?.filter(|number| !number.is_empty());
    let status = match (method, number) {
        (INDIVIDUAL, _) => CollectStatus::NotRequested,
        (_, Some(_)) => CollectStatus::CollectWaiting,
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

/// An unknown courier is the line's own failure, as it is in a dispatch [unverified].
fn check_company(draft: &Draft) -> Result<(), Failure> {
    let company = draft.pickup.as_ref().and_then(|pickup| pickup.company.as_deref());
    if company.is_some_and(|code| !couriers::is_known(code)) { Err(WRONG_COMPANY.into()) } else { Ok(()) }
}

/// Only after dispatch; while a replacement is on its way a further claim may follow.
fn file(desk: &mut Desk<'_>, id: &str, draft: Draft) -> Outcome {
    let line = desk.line(id)?;
    check_company(&draft)?;
    let open = desk.state.open_claim(line).map(|claim| claim.status);
    if open.is_some_and(|status| status != ClaimStatus::ExchangeRedelivering) {
        return Err(Failure::claimed());
    }
    if !line.has_left() {
        return Err(Failure::not_claimable());
    }
    add_ons::check_request(desk.state, line, draft.quantity, ClaimKind::Return)?;
    let outcome = opened(desk, id, draft, Operation::RequestReturn);
    let claim_id = desk.state.claim_of(id, ClaimKind::Return).map(|claim| claim.claim_id.clone());
    if let Some(claim_id) = claim_id {
        life::after_request(desk.state, desk.settings, &claim_id, desk.now);
    }
    outcome
}

pub(crate) fn approve(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Answer, Refusal> {
    rows::single(desk, &asked.route.id, approve_line)
}

/// Refunds what is collected. A held return is released first; a line without a request, or whose
/// return is approved already, is left out.
fn approve_line(desk: &mut Desk<'_>, id: &str) -> Outcome {
    desk.line(id)?;
    let asked = desk.state.claim_of(id, ClaimKind::Return).filter(|claim| claim.is_open());
    let Some(claim) = asked else {
        return rows::excluded();
    };
    check_not_held(claim)?;
    if !is_approvable(claim) {
        return Err(Failure::claim_state());
    }
    let claim_id = claim.claim_id.clone();
    add_ons::check_approval(desk.state, id, ClaimKind::Return)?;
    desk.state.count(id, Some(&claim_id), Operation::ApproveReturn);
    moves::refund(desk.state, &claim_id, desk.now);
    rows::done(id)
}

/// 수거가 완료된 반품; one the buyer sends back works right after its request.
fn is_approvable(claim: &Claim) -> bool {
    let individual = claim.pickup.as_ref().is_some_and(Pickup::is_individual);
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
    rows::single(desk, &asked.route.id, reject_line)
}

/// From RETURN_REQUEST and COLLECTING, and not while held.
fn reject_line(desk: &mut Desk<'_>, id: &str) -> Outcome {
    let claim = desk.claim(id, ClaimKind::Return)?;
    match claim.status {
        ClaimStatus::ReturnRequest | ClaimStatus::Collecting => check_not_held(claim)?,
        _ => return Err(Failure::claim_state()),
    }
    let claim_id = claim.claim_id.clone();
    desk.state.count(id, Some(&claim_id), Operation::RejectReturn);
    moves::turn_down(desk.state, &claim_id, desk.now);
    rows::done(id)
}
