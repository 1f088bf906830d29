//! 취소 요청 and 취소 요청 승인. There is no refusal: dispatching the line is one.

use super::add_ons;
use super::body::{self, Fields};
use super::claims::{ClaimKind, ClaimStatus};
use super::codes::{CANCEL_REASONS, CLAIM_REASONS};
use super::desk::{Asked, Desk};
use super::errors::{Answer, Failure, LINE_STATUS, Refusal, SAME_STATE, WRONG_REQUEST};
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
    let reason = allowed(fields.code("cancelReason", CLAIM_REASONS)?, CANCEL_REASONS)?;
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
    Ok(rows::single(desk, &asked.route.id, |desk, id| file(desk, id, draft)))
}

/// A code of answers that a request may not carry is a wrong request [unverified].
pub(crate) fn allowed<'a>(code: &'a str, here: &[&str]) -> Result<&'a str, Refusal> {
    if here.contains(&code) { Ok(code) } else { Err(WRONG_REQUEST.into()) }
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
    if let Some(open) = desk.state.open_claim(line) {
        return Err(if open.kind == ClaimKind::Cancel { SAME_STATE.into() } else { LINE_STATUS.into() });
    }
    if line.status != LineStatus::Payed {
        return Err(LINE_STATUS.into());
    }
    add_ons::check_request(desk.state, line, draft.quantity, ClaimKind::Cancel)?;
    opened(desk, id, draft, Operation::RequestCancel)
}

pub(crate) fn opened(desk: &mut Desk<'_>, id: &str, draft: Draft, by: Operation) -> Outcome {
    let claim_id = moves::open_claim(desk.state, id, draft, desk.now);
    desk.state.count(id, claim_id.as_deref(), by);
    rows::done(id)
}

pub(crate) fn approve(desk: &mut Desk<'_>, asked: Asked<'_>) -> Answer {
    rows::single(desk, &asked.route.id, approve_line)
}

/// A stuck CANCELING can be approved too; approving again changes nothing.
fn approve_line(desk: &mut Desk<'_>, id: &str) -> Outcome {
    let claim = desk.claim(id, ClaimKind::Cancel)?;
    match claim.status {
        ClaimStatus::CancelRequest | ClaimStatus::Canceling => {}
        ClaimStatus::CancelDone => return rows::done(id),
        _ => return Err(Failure::from(LINE_STATUS)),
    }
    let claim_id = claim.claim_id.clone();
    add_ons::check_approval(desk.state, id, ClaimKind::Cancel)?;
    desk.state.count(id, Some(&claim_id), Operation::ApproveCancel);
    moves::refund(desk.state, &claim_id, desk.now);
    rows::done(id)
}
