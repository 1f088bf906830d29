//! 반품: approval is the refund, and what is held may be approved all the same [unverified].

use super::claims::{Claim, ClaimKind, ClaimStatus, Hold, Pickup, RefusedBecause};
use super::codes::{self, CLAIM_METHODS, HOLD_REASONS, NULL, RETURN_REFUSALS, SELLERS_RETURN_REASONS};
use super::couriers;
use super::desk::{Asked, Desk};
use super::errors::{Code, Outcome, Refusal, done};
use super::life;
use super::moves::{self, Draft};
use super::route::Operation;
use super::shipping;
use super::window;

const DONE: &str = "정상적으로 처리되었습니다.";

/// The codes of one call: unknown order, unknown line, unknown claim, no return of that number.
struct Unknown {
    order: Code,
    line: Code,
    claim: Code,
    none: Code,
}

const APPROVING: Unknown = Unknown {
    order: (-24_002, "주문번호를 알 수 없습니다."),
    line: (-24_003, "주문상세번호를 알 수 없습니다."),
    claim: (-24_004, "클레임 번호를 알 수 없습니다."),
    none: (-24_005, "반품 정보를 찾을수 없습니다."),
};

const REFUSING: Unknown = Unknown {
    order: (-25_002, "주문번호를 알 수 없습니다."),
    line: (-25_003, "주문상세번호를 알 수 없습니다."),
    claim: (-25_004, "클레임 번호를 알 수 없습니다."),
    none: (-25_005, "반품 정보를 찾을수 없습니다."),
};

const HOLDING: Unknown = Unknown {
    order: (-21_002, "주문 번호를 알 수 없습니다."),
    line: (-21_003, "주문순번을 알 수 없습니다."),
    claim: (-21_004, "클레임 신청번호를 알 수 없습니다."),
    none: (-21_007, "반품보류 신청할수 있는 목록이 없습니다."),
};

impl Desk<'_> {
    /// A return from abroad for the seller's fault is for a 통합아이디, which this key's seller is not
    /// [unverified].
    fn is_abroad_for_fault(&self, claim: &Claim) -> bool {
        let abroad = self.state.lines.get(&claim.line_id).is_some_and(|line| line.global);
        abroad && !codes::is_buyers_claim(&claim.reason)
    }
}

const NOT_ASKED: &str = "반품 신청또는 접수 상태가 아니어서 반품을 완료 할 수 없습니다.";

/// The return; a number that is none (not digits) is unknown, one of another claim is no return.
fn find<'a>(
    desk: &'a Desk<'_>,
    (ord_no, seq, claim_id): (&str, &str, &str),
    unknown: &Unknown,
) -> Result<&'a Claim, Refusal> {
    let line = desk.line((ord_no, seq), (unknown.order, unknown.line))?;
    if claim_id.is_empty() || !claim_id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(unknown.claim.into());
    }
    desk.claim(claim_id, &line.line_id, ClaimKind::Return).ok_or_else(|| unknown.none.into())
}

/// `{clmReqSeq}/{ordNo}/{ordPrdSeq}`: -24006 for what is done or in between, -24007 for what was refused or
/// withdrawn; which of the two is which is unverified. Whether a held return may be approved is a dial.
pub(crate) fn approve(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let claim = find(desk, (asked.part(1), asked.part(2), asked.part(0)), &APPROVING)?;
    let held = desk.settings.approves_held_returns;
    match claim.status {
        ClaimStatus::ReturnAsked => {}
        ClaimStatus::ReturnHeld | ClaimStatus::ReturnCompletionHeld if held => {}
        status if status.is_open() || status.is_done() => return Err(Refusal::new(-24_006, NOT_ASKED)),
        _ => return Err(Refusal::new(-24_007, NOT_ASKED)),
    }
    if desk.is_abroad_for_fault(claim) {
        let text = "해외배송 상품은 반품사유가 판매자 귀책인 경우 통합아이디로만 반품 완료 할 수 있습니다.";
        return Err(Refusal::new(-24_009, text));
    }
    let (claim_id, line_id) = (claim.claim_id.clone(), claim.line_id.clone());
    moves::finish_return(desk.state, &claim_id, desk.now);
    desk.state.count(&line_id, Some(&claim_id), Operation::ApproveReturn);
    done(DONE)
}

/// `{ordNo}/{ordPrdSeq}/{clmReqSeq}/{refsRsnCd}/{refsRsn}`. That a held return cannot be refused is unverified.
pub(crate) fn reject(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let claim = find(desk, (asked.part(0), asked.part(1), asked.part(2)), &REFUSING)?;
    let (reason, detail) = (asked.part(3), asked.part(4));
    if !RETURN_REFUSALS.contains(&reason) || detail.trim().is_empty() {
        return Err(Refusal::business("반품거부 사유가 올바르지 않습니다."));
    }
    if claim.status != ClaimStatus::ReturnAsked {
        return Err(Refusal::business("반품 신청상태가 아니어서 반품거부를 할 수 없습니다."));
    }
    if desk.is_abroad_for_fault(claim) {
        let text = "해외배송 상품은 반품사유가 판매자 귀책인 경우 통합아이디로만 반품 완료 할 수 있습니다.";
        return Err(Refusal::new(-25_007, text));
    }
    let (claim_id, line_id) = (claim.claim_id.clone(), claim.line_id.clone());
    let because = RefusedBecause { reason: reason.to_owned(), detail: detail.to_owned() };
    moves::refuse(desk.state, &claim_id, (ClaimStatus::ReturnRefused, because), desk.now);
    desk.state.count(&line_id, Some(&claim_id), Operation::RejectReturn);
    done(DONE)
}

/// `{ordNo}/{ordPrdSeq}/{clmReqSeq}/{deferRefsRsnCd}/{deferRefsRsn}`: 104, which completes by itself.
pub(crate) fn hold(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let (claim_id, line_id, hold) = holdable(desk, asked, ClaimStatus::ReturnAsked)?;
    moves::hold_return(desk.state, &claim_id, hold);
    desk.state.count(&line_id, Some(&claim_id), Operation::HoldReturn);
    done(DONE)
}

/// The same path: 109 for what is held, which no longer completes by itself. That a return which is not held
/// is refused is unverified, one of the codes reads as if it were held first.
pub(crate) fn hold_completion(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let (claim_id, line_id, hold) = holdable(desk, asked, ClaimStatus::ReturnHeld)?;
    moves::hold_completion(desk.state, &claim_id, hold);
    desk.state.count(&line_id, Some(&claim_id), Operation::HoldReturnCompletion);
    done(DONE)
}

fn holdable(desk: &Desk<'_>, asked: Asked<'_>, from: ClaimStatus) -> Result<(String, String, Hold), Refusal> {
    let claim = find(desk, (asked.part(0), asked.part(1), asked.part(2)), &HOLDING)?;
    let (reason, detail) = (asked.part(3), asked.part(4));
    if !HOLD_REASONS.contains(&reason) {
        return Err(Refusal::new(-21_005, "보류사유 코드를 알 수 없습니다."));
    }
    if detail.trim().is_empty() {
        return Err(Refusal::new(-21_006, "보류 상세 사유를 알 수 없습니다."));
    }
    if desk.state.lines.get(&claim.line_id).is_some_and(|line| line.global) {
        return Err(Refusal::new(-21_010, "해외배송 상품은 반품보류 할 수 없습니다."));
    }
    if claim.status != from {
        return Err(HOLDING.none.into());
    }
    let hold = Hold { reason: reason.to_owned(), detail: detail.to_owned(), held_at: desk.now };
    Ok((claim.claim_id.clone(), claim.line_id.clone(), hold))
}

const NOT_RETURNABLE: Code = (-21_004, "반품신청 가능한 상태가 아닙니다.");
const NO_REASON: Code = (-21_007, "반품신청 사유 코드가 잘못 되었습니다.");
const NO_METHOD: Code = (-21_008, "배송방식 코드가 잘못되었습니다.");
const NO_COURIER: Code = (-21_009, "택배업체를 알 수 없습니다.");
const NO_PAYMENT: Code = (-21_010, "반품배송비 전달방법 입력이 잘못되었습니다.");

/// `{ordNo}/{ordPrdSeq}/{clmReqRsn}/{01 신청|02 신청과 완료}/{dlvEtprsCd}/{invcNo}/{dlvMthdCd}/{clmReqCont}/{03|04}`:
/// the whole line on the buyer's behalf.
pub(crate) fn request(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let line = desk.line((asked.part(0), asked.part(1)), (HOLDING.order, NO_LINE))?;
    let (reason, process, detail) = (asked.part(2), asked.part(3), asked.part(7));
    if !line.status.has_left() || desk.state.open_claim(line).is_some() {
        return Err(NOT_RETURNABLE.into());
    }
    if !SELLERS_RETURN_REASONS.contains(&reason) {
        return Err(NO_REASON.into());
    }
    let pickup = pickup((asked.part(4), asked.part(5), asked.part(6)))?;
    if !["03", "04"].contains(&asked.part(8)) {
        return Err(NO_PAYMENT.into());
    }
    if !["01", "02"].contains(&process) || detail.trim().is_empty() {
        return Err(Refusal::business("반품신청 정보가 올바르지 않습니다."));
    }
    let (line_id, quantity) = (line.line_id.clone(), line.remain());
    let draft = Draft {
        kind: ClaimKind::Return,
        status: ClaimStatus::ReturnAsked,
        quantity,
        reason: reason.to_owned(),
        detail: detail.to_owned(),
        by_seller: true,
        pickup: Some(pickup),
    };
    file(desk, &line_id, draft, (process == "02", asked.part(8)));
    done(DONE)
}

const NO_LINE: Code = (-21_003, "주문 상세번호를 알 수 없습니다.");

fn file(desk: &mut Desk<'_>, line_id: &str, draft: Draft, (complete, paid_by): (bool, &str)) {
    let Some(claim_id) = moves::open_claim(desk.state, line_id, draft, desk.now) else {
        return;
    };
    if let Some(claim) = desk.state.claims.get_mut(&claim_id).filter(|claim| claim.fee > 0) {
        claim.fee_paid_by = Some(paid_by.to_owned());
    }
    desk.state.count(line_id, Some(&claim_id), Operation::RequestReturn);
    if complete {
        moves::finish_return(desk.state, &claim_id, desk.now);
    } else {
        life::after_request(desk.state, desk.settings, &claim_id, desk.now);
    }
}

/// Each of the three may be `null`; a parcel needs its courier. twMthd of such a return is unverified.
fn pickup((courier, number, method): (&str, &str, &str)) -> Result<Pickup, Refusal> {
    let some = |text: &str| (text != NULL).then(|| text.to_owned());
    if method != NULL && !CLAIM_METHODS.contains(&method) {
        return Err(NO_METHOD.into());
    }
    let absent = courier == NULL;
    if (absent && method == codes::PARCEL) || !(absent || couriers::is_known_to_claims(courier)) {
        return Err(NO_COURIER.into());
    }
    let method = "02".to_owned();
    Ok(Pickup { method, courier: some(courier), number: some(number), arrived_at: None })
}

const WRONG_DATE: Code =
    (-3_301, "보낸일자가 유효하지 않습니다. 날짜포맷 : 년(4) 월(2) 일(2) 시(2) 분(2) 입니다.");
const CHECK_STATE: Code = (-3_310, "해당 배송번호의 주문상태를 확인해 주세요");

/// `{sendDt}/{dlvNo}/{dlvEtprsCd}/{invcNo}/{dlvMthdCd}/{clmReqSeq}`, under a doubled first segment: puts the
/// number of an open return on record, and once more replaces it.
pub(crate) fn invoice(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    window::minute(asked.part(0)).ok_or(WRONG_DATE)?;
    let parts = (asked.part(4), asked.part(2), asked.part(3));
    let parcel = shipping::parcel(parts, CLAIM_METHODS, couriers::is_known_to_claims)?;
    let claim = desk.state.claims.get(asked.part(5)).filter(|claim| claim.kind == ClaimKind::Return);
    let line = claim.and_then(|claim| desk.state.lines.get(&claim.line_id));
    let line = line.filter(|line| line.dlv_no == asked.part(1)).ok_or(CHECK_STATE)?;
    let claim = claim.ok_or(CHECK_STATE)?;
    if !claim.is_open() {
        let name = line.status.name();
        let text = format!("해당 배송번호의 주문상태가 이미 변경 되었습니다. 변경된 상태 : {name}");
        return Err(Refusal::new(-3_313, text));
    }
    shipping::check_number(desk, &[line], &parcel)?;
    let (claim_id, line) = (claim.claim_id.clone(), line.clone());
    if let Some(number) = &parcel.number {
        desk.state.remember_invoice(number, &line);
    }
    let pickup = desk.state.claims.get_mut(&claim_id).and_then(|claim| claim.pickup.as_mut());
    if let Some(pickup) = pickup {
        (pickup.courier, pickup.number) = (parcel.courier, parcel.number);
    }
    desk.state.count(&line.line_id, Some(&claim_id), Operation::ReturnInvoice);
    done("전체 1건이 정상적으로 발송처리가 되었습니다.")
}
