//! 주문취소 거부: courier and number stand in the path, and what is refused leaves.

use super::claims::{Claim, ClaimKind, ClaimStatus, RefusedBecause};
use super::codes::{self, CLAIM_METHODS, FAULT_REFUSALS};
use super::couriers;
use super::desk::{Asked, Desk};
use super::errors::{Code, Outcome, Refusal, done};
use super::life;
use super::model::{LineStatus, Parcel};
use super::moves;
use super::route::Operation;
use super::window;

const NO_CANCEL: Code = (-23_002, "주문취소 상세번호를 알 수 없습니다.");
const NO_DAY: Code = (-23_003, "발송일을 알 수 없습니다.");
const WRONG_METHOD: Code = (-23_004, "배송방식 코드가 잘못되었습니다.");
const SHORT_NUMBER: Code = (-23_005, "송장번호가 10자리 이하입니다. 다시 입력 해주세요.");
const NO_COURIER: Code = (-23_006, "택배업체를 알 수 없습니다.");
const NO_REQUEST: Code = (-23_007, "취소신청 정보를 알 수 없습니다.");
const NOT_POSSIBLE: Code = (-23_008, "취소거부 처리시 오류가 발생 했습니다.");
const ABROAD: Code = (-23_009, "해외배송 상품은 취소거부할 수 없습니다.");
const NO_REASON: Code = (-24_001, "취소요청 불가사유를 알 수 없습니다.");
const NO_DETAIL: Code = (-24_002, "취소요청 불가상세사유를 알 수 없습니다.");

const DONE: &str = "전체 1건이 정상적으로 취소처리가 되었습니다.";

/// `{ordNo}/{ordPrdSeq}/{ordPrdCnSeq}/{dlvMthdCd}/{sendDt}/{dlvEtprsCd}/{invcNo}`: a forced dispatch of the line.
/// That it is for confirmed lines only, and for this line alone of its bundle, is unverified.
pub(crate) fn by_dispatch(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let (claim_id, parcel) = head(desk, asked, LineStatus::Confirmed)?;
    let because = RefusedBecause { reason: String::new(), detail: String::new() };
    let line_id = refuse(desk, &claim_id, because);
    leave(desk, &line_id, parcel);
    desk.state.count(&line_id, Some(&claim_id), Operation::RejectCancel);
    done(DONE)
}

/// `…/{ordCnRefsRsnCd}/{ordCnReqRsn}`: 결제완료 상태에서 구매자가 판매자귀책으로 취소 신청을 하는 경우. That 02
/// ships the line and 01 leaves it as it was is unverified.
pub(crate) fn of_fault(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let (reason, detail) = (asked.part(7), asked.part(8));
    let (claim_id, parcel) = head(desk, asked, LineStatus::Paid)?;
    if !FAULT_REFUSALS.contains(&reason) {
        return Err(NO_REASON.into());
    }
    if detail.trim().is_empty() {
        return Err(NO_DETAIL.into());
    }
    let because = RefusedBecause { reason: reason.to_owned(), detail: detail.to_owned() };
    let line_id = refuse(desk, &claim_id, because);
    if reason == SENT {
        leave(desk, &line_id, parcel);
    }
    desk.state.count(&line_id, Some(&claim_id), Operation::RejectCancelFault);
    done(DONE)
}

/// 상품 발송처리 완료
const SENT: &str = "02";

/// The seven segments both calls begin with. A number that breaks a courier's rule or travels already has no
/// code here: a failure of the call [unverified].
fn head(desk: &Desk<'_>, asked: Asked<'_>, status: LineStatus) -> Result<(String, Parcel), Refusal> {
    let claim = request(desk, asked)?;
    let parcel = parcel(asked)?;
    let line = desk.state.lines.get(&claim.line_id).ok_or(NO_REQUEST)?;
    if line.global {
        return Err(ABROAD.into());
    }
    if line.status != status {
        return Err(NOT_POSSIBLE.into());
    }
    let taken = parcel.number.as_deref().is_some_and(|number| desk.state.invoice_taken(number, line));
    if taken { Err(NOT_POSSIBLE.into()) } else { Ok((claim.claim_id.clone(), parcel)) }
}

fn request<'a>(desk: &'a Desk<'_>, asked: Asked<'_>) -> Result<&'a Claim, Refusal> {
    let line = desk.line((asked.part(0), asked.part(1)), (NO_REQUEST, NO_REQUEST))?;
    let claim = desk.claim(asked.part(2), &line.line_id, ClaimKind::Cancel).ok_or(NO_CANCEL)?;
    if claim.status == ClaimStatus::CancelAsked { Ok(claim) } else { Err(NO_REQUEST.into()) }
}

/// The day has eight digits here. `null` is documented for no segment, so even 배송없음 has a courier and a
/// number [unverified].
fn parcel(asked: Asked<'_>) -> Result<Parcel, Refusal> {
    let (method, courier, number) = (asked.part(3), asked.part(5), asked.part(6));
    if !CLAIM_METHODS.contains(&method) {
        return Err(WRONG_METHOD.into());
    }
    window::day(asked.part(4)).ok_or(NO_DAY)?;
    if !couriers::is_known_to_claims(courier) {
        return Err(NO_COURIER.into());
    }
    if number.chars().count() <= 10 {
        return Err(SHORT_NUMBER.into());
    }
    if method == codes::PARCEL && !couriers::accepts(courier, number) {
        return Err(NOT_POSSIBLE.into());
    }
    let (courier, number) = (Some(courier.to_owned()), Some(number.to_owned()));
    Ok(Parcel { method: method.to_owned(), courier, number, quantity: None })
}

/// No status says "refused": that the request then shows as withdrawn is unverified.
fn refuse(desk: &mut Desk<'_>, claim_id: &str, because: RefusedBecause) -> String {
    moves::refuse(desk.state, claim_id, (ClaimStatus::CancelRefused, because), desk.now);
    desk.state.claims.get(claim_id).map(|claim| claim.line_id.clone()).unwrap_or_default()
}

fn leave(desk: &mut Desk<'_>, line_id: &str, parcel: Parcel) {
    moves::send(desk.state, line_id, vec![parcel], desk.now);
    life::after_dispatch(desk.state, desk.settings, line_id, desk.now);
}
