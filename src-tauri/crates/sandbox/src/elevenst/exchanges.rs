//! 교환: approval is the replacement's dispatch. There is no call for what came back, and none to hold.

use super::claims::{Claim, ClaimKind, ClaimStatus, RefusedBecause};
use super::codes::EXCHANGE_REFUSALS;
use super::couriers;
use super::desk::{Asked, Desk};
use super::errors::{Code, Outcome, Refusal, done};
use super::model::Parcel;
use super::moves;
use super::route::Operation;

const DONE: &str = "정상적으로 처리되었습니다.";
const NO_COURIER: Code = (-27_006, "택배업체를 알 수 없습니다.");
const ABROAD: Code = (-27_009, "해외배송 상품은 교환완료를 할 수 없습니다.");

/// The codes of one call, in the order of its numbers.
struct Unknown {
    order: Code,
    line: Code,
    claim: Code,
    none: Code,
    not_asked: Code,
}

const APPROVING: Unknown = Unknown {
    order: (-27_002, "주문번호를 알 수 없습니다."),
    line: (-27_003, "주문상세번호를 알 수 없습니다"),
    claim: (-27_004, "클레임 번호를 알 수 없습니다."),
    none: (-27_007, "교환 정보를 찾을수 없습니다."),
    not_asked: (-27_008, "교환신청 상태가 아니어서 교환완료를 할 수 없습니다."),
};

const REFUSING: Unknown = Unknown {
    order: (-26_002, "주문번호를 알 수 없습니다."),
    line: (-26_003, "주문상세번호를 알 수 없습니다"),
    claim: (-26_004, "클레임 번호를 알 수 없습니다."),
    none: (-26_005, "교환 정보를 찾을수 없습니다."),
    not_asked: (-26_006, "교환신청 상태가 아니어서 교환접수거부를 할 수 없습니다."),
};

/// An exchange that was asked for; one on hold is not, as the sentences read [unverified].
fn find<'a>(
    desk: &'a Desk<'_>,
    (ord_no, seq, claim_id): (&str, &str, &str),
    unknown: &Unknown,
) -> Result<&'a Claim, Refusal> {
    let line = desk.line((ord_no, seq), (unknown.order, unknown.line))?;
    if claim_id.is_empty() || !claim_id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(unknown.claim.into());
    }
    let claim = desk.claim(claim_id, &line.line_id, ClaimKind::Exchange).ok_or(unknown.none)?;
    if claim.status == ClaimStatus::ExchangeAsked { Ok(claim) } else { Err(unknown.not_asked.into()) }
}

/// `{clmReqSeq}/{ordNo}/{ordPrdSeq}/{dlvEtprsCd}/{invcNo}`: 221. The goods need not be back, and no code speaks
/// of the number: a wrong one is a business error [unverified].
pub(crate) fn approve(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let claim = find(desk, (asked.part(1), asked.part(2), asked.part(0)), &APPROVING)?;
    let (courier, number) = (asked.part(3), asked.part(4));
    if !couriers::is_known_to_claims(courier) {
        return Err(NO_COURIER.into());
    }
    let line = desk.state.lines.get(&claim.line_id).ok_or(APPROVING.none)?;
    if line.global {
        return Err(ABROAD.into());
    }
    if !couriers::accepts(courier, number) || desk.state.invoice_taken(number, line) {
        return Err(Refusal::business("송장번호가 유효하지 않습니다."));
    }
    let parcel = Parcel {
        method: "01".to_owned(),
        courier: Some(courier.to_owned()),
        number: Some(number.to_owned()),
        quantity: Some(claim.quantity),
    };
    let (claim_id, line_id) = (claim.claim_id.clone(), claim.line_id.clone());
    moves::send_replacement(desk.state, &claim_id, parcel, desk.now);
    desk.state.count(&line_id, Some(&claim_id), Operation::ApproveExchange);
    done(DONE)
}

/// `{ordNo}/{ordPrdSeq}/{clmReqSeq}/{refsRsnCd}/{refsRsn}`
pub(crate) fn reject(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let claim = find(desk, (asked.part(0), asked.part(1), asked.part(2)), &REFUSING)?;
    let (reason, detail) = (asked.part(3), asked.part(4));
    if !EXCHANGE_REFUSALS.contains(&reason) || detail.trim().is_empty() {
        return Err(Refusal::business("교환거부 사유가 올바르지 않습니다."));
    }
    if desk.state.lines.get(&claim.line_id).is_some_and(|line| line.global) {
        return Err(Refusal::new(-26_007, "해외배송 상품은 교환접수거부를 할 수 없습니다."));
    }
    let (claim_id, line_id) = (claim.claim_id.clone(), claim.line_id.clone());
    let because = RefusedBecause { reason: reason.to_owned(), detail: detail.to_owned() };
    moves::refuse(desk.state, &claim_id, (ClaimStatus::ExchangeRefused, because), desk.now);
    desk.state.count(&line_id, Some(&claim_id), Operation::RejectExchange);
    done(DONE)
}
