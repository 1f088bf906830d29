//! 취소 요청 and 취소 요청 승인. There is no refusal: dispatching the line is one.

use super::add_ons;
use super::body::{self, Fields};
use super::claims::{ClaimKind, ClaimStatus};
use super::codes::CANCEL_REASONS;
use super::desk::{Asked, Desk};
use super::errors::{Answer, Failure, Refusal, WRONG_REQUEST};
use super::model::LineStatus;
use super::moves::{self, Draft};
use super::route::Operation;
use super::rows::{self, Outcome};

/// requestChannel of what the seller files.
pub(crate) const SELLER: &str = "판매자";

/// Files a request that only an approval completes.
pub(crate) fn request(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Answer, Refusal> {
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value, "cancelRequest")?;
    let reason = fields.code("cancelReason", CANCEL_REASONS)?;
    let detail = fields.optional_short("cancelDetailedReason", 500)?.unwrap_or_default();
    let quantity = wanted(desk, &asked.route.id, fields.optional_quantity("cancelQuantity")?)?;
    let draft = Draft {
        kind: ClaimKind::Cancel,
        status: ClaimStatus::CancelRequest,
        quantity,
        reason: reason.to_owned(),
        detail: detail.to_owned(),
        channel: SELLER,
        pickup: None,
    };
    rows::single(desk, &asked.route.id, |desk, id| file(desk, id, draft))
}

/// Everything that remains when no quantity is given; more than remains refuses the call.
pub(crate) fn wanted(desk: &Desk<'_>, id: &str, quantity: Option<u32>) -> Result<u32, Refusal> {
    let remain = desk.state.lines.get(id).map_or(u32::MAX, |line| line.remain);
    match quantity {
        Some(count) if count > remain => Err(WRONG_REQUEST.into()),
        Some(count) => Ok(count),
        None => Ok(remain),
    }
}

/// Paid, confirmed or delayed lines only.
fn file(desk: &mut Desk<'_>, id: &str, draft: Draft) -> Outcome {
    let line = desk.line(id)?;
    if desk.state.open_claim(line).is_some() {
        return Err(Failure::claimed());
    }
    if line.status != LineStatus::Payed {
        return Err(Failure::not_claimable());
    }
    add_ons::check_request(desk.state, line, draft.quantity, ClaimKind::Cancel)?;
    opened(desk, id, draft, Operation::RequestCancel)
}

pub(crate) fn opened(desk: &mut Desk<'_>, id: &str, draft: Draft, by: Operation) -> Outcome {
    let claim_id = moves::open_claim(desk.state, id, draft, desk.now);
    desk.state.count(id, claim_id.as_deref(), by);
    rows::done(id)
}

pub(crate) fn approve(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Answer, Refusal> {
    rows::single(desk, &asked.route.id, approve_line)
}

/// A stuck CANCELING can be approved too; what is cancelled already is left out.
fn approve_line(desk: &mut Desk<'_>, id: &str) -> Outcome {
    let claim = desk.claim(id, ClaimKind::Cancel)?;
    match claim.status {
        ClaimStatus::CancelRequest | ClaimStatus::Canceling => {}
        ClaimStatus::CancelDone => return rows::excluded(),
        _ => return Err(Failure::claim_state()),
    }
    let claim_id = claim.claim_id.clone();
    add_ons::check_approval(desk.state, id, ClaimKind::Cancel)?;
    desk.state.count(id, Some(&claim_id), Operation::ApproveCancel);
    moves::refund(desk.state, &claim_id, desk.now);
    rows::done(id)
}
