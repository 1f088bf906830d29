//! 판매불가처리 and 주문취소 승인.

use super::claims::{Claim, ClaimKind, ClaimStatus};
use super::codes::REJECT_ORDER_REASONS;
use super::desk::{Asked, Desk};
use super::errors::{Code, Outcome, Refusal, done};
use super::moves;
use super::route::Operation;

const NO_ORDER: Code = (-21_002, "주문 번호를 알 수 없습니다.");
const NO_LINE: Code = (-21_003, "주문 상세번호를 알 수 없습니다.");
const NOT_WAITING: Code = (-21_004, "판매불가 처리 가능한 주문이 아닙니다(1).");
const CLAIMED: Code = (-21_005, "판매불가 처리 가능한 주문이 아닙니다(2)");

/// `{ordNo}/{ordPrdSeq}/{ordCnRsnCd}/{ordCnDtlsRsn}`: the whole line. Which of the two codes says what is
/// unverified: (1) is not waiting to be sent, (2) is asked to be cancelled already.
pub(crate) fn reject_order(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let line = desk.line((asked.part(0), asked.part(1)), (NO_ORDER, NO_LINE))?;
    let (reason, detail) = (asked.part(2), asked.part(3));
    if !REJECT_ORDER_REASONS.contains(&reason) || detail.trim().is_empty() {
        return Err(Refusal::business("판매불가 사유가 올바르지 않습니다."));
    }
    if !line.status.waits() {
        return Err(NOT_WAITING.into());
    }
    if desk.state.open_claim(line).is_some() {
        return Err(CLAIMED.into());
    }
    let id = line.line_id.clone();
    moves::reject_order(desk.state, &id, (reason, detail), desk.now);
    done("전체 1건이 정상적으로 발송처리가 되었습니다.")
}

const UNKNOWN_ORDER: Code = (-22_002, "주문 번호를 알 수 없습니다.");
const UNKNOWN_LINE: Code = (-22_003, "주문 상세번호를 알 수 없습니다.");
const UNKNOWN_CANCEL: Code = (-22_004, "주문취소 상세번호를 알 수 없습니다");

/// `{ordPrdCnSeq}/{ordNo}/{ordPrdSeq}`
pub(crate) fn approve(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let line = desk.line((asked.part(1), asked.part(2)), (UNKNOWN_ORDER, UNKNOWN_LINE))?;
    let claim = desk.claim(asked.part(0), &line.line_id, ClaimKind::Cancel).ok_or(UNKNOWN_CANCEL)?;
    match claim.status {
        ClaimStatus::CancelAsked => {}
        ClaimStatus::CancelDone => return Err(Refusal::business("이미 취소 완료된 신청건 입니다.")),
        _ => return Err(Refusal::business("이미 철회된 신청건 입니다.")),
    }
    let (claim_id, line_id) = (claim.claim_id.clone(), claim.line_id.clone());
    moves::finish_cancel(desk.state, &claim_id, desk.now);
    desk.state.count(&line_id, Some(&claim_id), Operation::ApproveCancel);
    done("전체 1건이 정상적으로 취소처리가 되었습니다.")
}

impl Desk<'_> {
    /// The claim of that kind on that line.
    pub(crate) fn claim(&self, claim_id: &str, line_id: &str, kind: ClaimKind) -> Option<&Claim> {
        let claim = self.state.claims.get(claim_id)?;
        (claim.line_id == line_id && claim.kind == kind).then_some(claim)
    }
}
