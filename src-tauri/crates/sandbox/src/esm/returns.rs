//! 판매자 직접 반품 신청, 반품수거 송장등록, 반품보류, 반품승인, 반품건 교환전환. There is no call that refuses a
//! return.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::body::Fields;
use super::claim_moves::{self, Draft};
use super::claims::{Actor, Claim, ClaimKind, ClaimStatus, Pickup, Reason};
use super::couriers;
use super::desk::{Asked, ClaimWrite, Desk, path_no, site_of};
use super::errors::{self, Refusal};
use super::model::{Line, LineStatus, Parcel};
use super::route::Operation;
use super::settings::Settings;
use super::site::{Key, Site};

/// What the seller may claim for the way back on either site: "1,000원이상".
const LEAST_FEE: i64 = 1_000;
/// CJ, 한진, 우체국, 롯데, 로젠: only these are sent to fetch.
const FETCHING: [i64; 5] = [10_013, 10_007, 10_005, 10_008, 10_003];

/// 판매자 직접 반품 신청: the one claim write whose keys are camelCase, and whose answer says success
/// although it did nothing.
pub(crate) fn request(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse_exact(asked.body)?;
    let site = site_of(asked.bearer, fields.optional_int("siteType")?)?;
    let key = Key::new(site, path_no(&asked.route.id)?);
    let draft = asked_draft(&fields, site, desk.settings)?;
    let pay_no = fields.id("payNo")?;
    let line = desk.line(key).filter(|line| line.pay_no == pay_no);
    let line = line.ok_or_else(|| Refusal::unknown("주문정보가 없습니다"))?;
    check_returnable(line, &draft, desk.now)?;
    desk.check_row()?;
    claim_moves::open_claim(desk.state, key, draft, desk.now);
    desk.state.count(key, Operation::RequestReturn, true);
    Ok(errors::told("성공", Value::Null))
}

/// The sentences but the first are unverified.
fn check_returnable(line: &Line, draft: &Draft, now: DateTime<Utc>) -> Result<(), Refusal> {
    if line.open_of(ClaimKind::Return).is_some() {
        let message = format!("주문번호 {} 는 반품 처리 중입니다", line.order_no);
        return Err(Refusal::told_as_success(message));
    }
    if !line.may_come_back(now) || line.is_claimed() {
        return Err(Refusal::business("반품 신청 가능한 주문상태가 아닙니다"));
    }
    let fetched = draft.pickup.as_ref().is_some_and(|pickup| pickup.by_site);
    let courier = line.parcel.as_ref().map_or(0, |parcel| parcel.courier);
    if fetched && !FETCHING.contains(&courier) {
        return Err(Refusal::business("수거요청 가능한 택배사가 아닙니다"));
    }
    Ok(())
}

fn asked_draft(fields: &Fields, site: Site, settings: &Settings) -> Result<Draft, Refusal> {
    let reason = match fields.text("reason")? {
        "NC" => Reason::new(1, "구매자변심"),
        "BG" => Reason::new(2, "선택사항 변경"),
        "OG" => Reason::new(3, "다른 상품 오배송"),
        "DD" => Reason::new(4, "상품 미도착"),
        "RG" => Reason::new(5, "상품 파손"),
        _ => return Err(Refusal::field("reason")),
    };
    let goods_status = match fields.text("itemStatus")? {
        "OP" => 1,
        "UP" => 2,
        "NP" => 3,
        _ => return Err(Refusal::field("itemStatus")),
    };
    let sent = fields.flag("alreadySent")?;
    let parcel = asked_parcel(fields, site, settings)?.filter(|_| sent);
    let pickup = Pickup { by_site: !sent, parcel, completed_at: None };
    Ok(Draft { goods_status, pickup: Some(pickup), ..Draft::returned(Actor::Seller, reason) })
}

/// Courier and number together or neither; the page has no word for wrong ones, so these are the other
/// pages' [unverified].
fn asked_parcel(fields: &Fields, site: Site, settings: &Settings) -> Result<Option<Parcel>, Refusal> {
    let (courier, invoice) =
        match (fields.optional_int("pickupCompCode")?, fields.optional_text("invoiceNo")?) {
            (None, None) => return Ok(None),
            (Some(courier), Some(invoice)) => (courier, invoice),
            (None, Some(_)) => return Err(Refusal::field("pickupCompCode")),
            (Some(_), None) => return Err(Refusal::field("invoiceNo")),
        };
    if couriers::accepted(courier, site, settings).is_none() {
        return Err(Refusal::unknown("API Error - 반품택배사가 존재하지 않습니다"));
    }
    if !couriers::is_number(courier, invoice) {
        return Err(Refusal::business(BAD_NUMBER));
    }
    Ok(Some(Parcel { courier, invoice: invoice.to_owned() }))
}

const BAD_NUMBER: &str = "요청한 송장번호가 유효하지 않습니다.";
const NO_CLAIM: &str = "요청한 주문번호가 반품 및 교환 배송건이 아닙니다.";

/// Courier and number of a pickup or a replacement. A wrong courier is G마켓's 99999; that 옥션 calls it a
/// bad parameter is unverified.
pub(crate) fn parcel(
    desk: &Desk<'_>,
    write: &ClaimWrite,
    what: &str,
    bad_number: Refusal,
) -> Result<Parcel, Refusal> {
    let courier = write.fields.int("DeliveryCompCode")?;
    let invoice = write.fields.text("InvoiceNo")?;
    if couriers::accepted(courier, write.site(), desk.settings).is_none() {
        let missing = format!("{what}택배사가 존재하지 않습니다");
        let gmarket = Refusal::unknown(format!("API Error - {missing}"));
        return Err(write.by_site(gmarket, Refusal::bad_parameter(&missing)));
    }
    if !couriers::is_number(courier, invoice) {
        // G마켓 documents no word of its own for it.
        return Err(write.by_site(Refusal::alert(BAD_NUMBER), bad_number));
    }
    Ok(Parcel { courier, invoice: invoice.to_owned() })
}

pub(crate) fn bad_invoice() -> Refusal {
    Refusal::rule("W22-6", BAD_NUMBER)
}

/// Why a pickup or replacement cannot be entered for a line without such a claim.
pub(crate) fn no_claim(write: &ClaimWrite, line: &Line, kind: ClaimKind) -> Refusal {
    let withdrawn = line.claim_of(kind).is_some_and(|claim| claim.status == ClaimStatus::Withdrawn);
    let rule = if withdrawn { "W22-4" } else { "W22-3" };
    write.by_site(Refusal::alert(NO_CLAIM), Refusal::rule(rule, NO_CLAIM))
}

/// The open claim of a kind.
pub(crate) fn open<'a>(
    desk: &'a Desk<'_>,
    write: &ClaimWrite,
    kind: ClaimKind,
) -> Result<(&'a Line, &'a Claim), Refusal> {
    let line = desk.line_of(write, Refusal::alert(NO_CLAIM))?;
    let claim = line.open_of(kind).ok_or_else(|| no_claim(write, line, kind))?;
    Ok((line, claim))
}

pub(crate) fn pickup(desk: &mut Desk<'_>, write: &ClaimWrite) -> Result<Value, Refusal> {
    let (line, claim) = open(desk, write, ClaimKind::Return)?;
    check_own_courier(write, line, claim)?;
    check_not_ordered(write, claim)?;
    let parcel = parcel(desk, write, "반품", bad_invoice())?;
    claim_moves::register_pickup(desk.state, write.key, parcel);
    Ok(Value::Null)
}

/// 스타배송 is none of the seller's business.
fn check_own_courier(write: &ClaimWrite, line: &Line, claim: &Claim) -> Result<(), Refusal> {
    let star = line.distribution != super::model::Distribution::Normal;
    if star && !write.site().is_gmarket() {
        return Err(Refusal::rule("W22-2", "스타배송 주문건은 수거지시 할 수 없습니다."));
    }
    if claim.approved_at.is_some() {
        return Err(no_claim(write, line, ClaimKind::Return));
    }
    Ok(())
}

/// "G마켓/옥션 지정택배를 이용하지 않고": where the site sends its own courier, a number of the seller's is none.
/// That W22-5, which the page of returns alone has, is the word for it is unverified.
pub(crate) fn check_not_ordered(write: &ClaimWrite, claim: &Claim) -> Result<(), Refusal> {
    const BY_SITE: &str = "요청한 주문번호의 반품정보의 발송방법이 택배발송이 아닙니다.";
    let ordered = claim.pickup.as_ref().is_some_and(|pickup| pickup.by_site);
    let refused = || write.by_site(Refusal::alert(BY_SITE), Refusal::rule("W22-5", BY_SITE));
    if ordered { Err(refused()) } else { Ok(()) }
}

pub(crate) fn hold(desk: &mut Desk<'_>, write: &ClaimWrite) -> Result<Value, Refusal> {
    let reason = write.fields.int("HoldReason")?;
    if ![0, 2, 4].contains(&reason) {
        return Err(Refusal::field("HoldReason"));
    }
    let line = desk.line_of(write, cannot_hold(write))?;
    let claim = line.open_of(ClaimKind::Return).ok_or_else(|| cannot_hold(write))?;
    check_hold(write, claim, reason)?;
    let fee = extra_fee(write, reason, line.amount())?;
    let detail = write.fields.optional_text("HoldReasonDetail")?.unwrap_or_default();
    claim_moves::hold(desk.state, write.key, (reason, detail), desk.now);
    if let Some(claim) = desk.state.line_mut(write.key).and_then(Line::open_claim_mut) {
        claim.extra_fee = fee;
    }
    Ok(Value::Null)
}

fn cannot_hold(write: &ClaimWrite) -> Refusal {
    const MESSAGE: &str = "반품 보류 불가 상태입니다";
    write.by_site(Refusal::alert(MESSAGE), Refusal::rule("W20-2", MESSAGE))
}

/// 수거지시 이전, 수거완료 이후 시점만 처리 가능합니다.
fn check_hold(write: &ClaimWrite, claim: &Claim, reason: i64) -> Result<(), Refusal> {
    if claim.fast_refund {
        let gmarket = Refusal::unknown("API Error - 빠른 환불 대상은 보류할 수 없습니다");
        return Err(write.by_site(gmarket, Refusal::rule("W20-6", "빠른환불 대상건은 보류 처리 불가 합니다")));
    }
    if claim.approved_at.is_some() {
        return Err(cannot_hold(write));
    }
    if claim.is_under_way() {
        let early = Refusal::rule("W20-3", "반품 수거 완료 후 보류 처리 가능합니다");
        return Err(write.by_site(cannot_hold(write), early));
    }
    check_other_reason(write, claim, reason)
}

/// 동일한 사유로의 업데이트는 불가합니다.
pub(crate) fn check_other_reason(write: &ClaimWrite, claim: &Claim, reason: i64) -> Result<(), Refusal> {
    const SAME: &str = "같은 사유로의 변경은 불가능 합니다.";
    let same = claim.is_held() && claim.hold.as_ref().is_some_and(|hold| hold.reason == reason);
    if same {
        return Err(write.by_site(Refusal::alert(SAME), Refusal::rule("W19-1", SAME)));
    }
    Ok(())
}

/// Required for reason 2. Its lower bound stands unmarked in the table, the upper one is 옥션's.
fn extra_fee(write: &ClaimWrite, reason: i64, price: i64) -> Result<i64, Refusal> {
    const LOW: &str = "반품추가비는 1,000원이상 금액만 설정 가능합니다";
    const HIGH: &str = "반품추가비는 상품금액보다 큰 금액은 청구불가능합니다";
    if reason != 2 {
        return Ok(0);
    }
    let fee = write.fields.optional_number("ReturnShippingFee")?.unwrap_or(0);
    if fee < LEAST_FEE {
        return Err(write.by_site(Refusal::alert(LOW), Refusal::rule("W20-4", LOW)));
    }
    if fee > price && !write.site().is_gmarket() {
        return Err(Refusal::rule("W20-5", HIGH));
    }
    Ok(fee)
}

/// 수거완료, 보류해제 and 환불 in one, at any moment of an open return.
pub(crate) fn approve(desk: &mut Desk<'_>, write: &ClaimWrite) -> Result<Value, Refusal> {
    const WAITING: &str =
        "반품수거완료(환불대기)상태로 처리완료되었습니다(장바구니내 남아있는 클레임건이 있습니다.)";
    check_approvable(desk, write)?;
    let refunded = claim_moves::approve_return(desk.state, write.key, Actor::Seller, desk.now);
    let message = if refunded { Value::Null } else { Value::String(WAITING.to_owned()) };
    Ok(message)
}

fn check_approvable(desk: &Desk<'_>, write: &ClaimWrite) -> Result<(), Refusal> {
    let nothing = |auction| {
        let gmarket = Refusal::new(5900, "ReturnApproveFlowException$반품 정보 조회 실패");
        write.by_site(gmarket, auction)
    };
    let line = desk.line(write.key).ok_or_else(|| nothing(Refusal::nothing("주문정보")))?;
    let claim = line.claims.last().filter(|claim| claim.kind == ClaimKind::Return);
    let claim = claim.ok_or_else(|| nothing(Refusal::nothing("반품정보")))?;
    let again =
        |message| write.by_site(Refusal::new(5800, message), Refusal::rule("W18-1", "이미 처리된 건입니다"));
    match claim.status {
        ClaimStatus::Withdrawn | ClaimStatus::Converted => {
            Err(nothing(Refusal::rule("W18-3", "처리 할 수 없는 주문상태입니다")))
        }
        ClaimStatus::Done | ClaimStatus::BySupport => Err(again("이미 환불된 건입니다.")),
        _ if claim.waits_for_refund() => Err(again("이미 수거완료된 건입니다.")),
        _ => Ok(()),
    }
}

/// On G마켓 a request for an exchange; on 옥션 an exchange whose replacement is on its way already. The table
/// refuses a second exchange "옥션만", the sample is G마켓's: refused on both, on G마켓 [unverified].
pub(crate) fn to_exchange(desk: &mut Desk<'_>, write: &ClaimWrite) -> Result<Value, Refusal> {
    const ONCE: &str = "교환신청을 1회 했을 경우 신청 할 수 없습니다.";
    const FAST: &str = "빠른환불 대상건은 교환 변경 불가 합니다";
    let (line, claim) = open(desk, write, ClaimKind::Return)?;
    if line.claims.iter().any(|claim| claim.kind == ClaimKind::Exchange) {
        return Err(write.by_site(Refusal::business(ONCE), Refusal::alert(ONCE)));
    }
    if claim.fast_refund {
        return Err(write.by_site(Refusal::alert(FAST), Refusal::rule("W13-2", FAST)));
    }
    if claim.approved_at.is_some() || line.status == LineStatus::Returned {
        return Err(no_claim(write, line, ClaimKind::Return));
    }
    let replacement = match write.site().is_gmarket() {
        true => None,
        false => Some(parcel(desk, write, "교환", bad_invoice())?),
    };
    claim_moves::convert(desk.state, write.key, desk.now);
    if let Some(parcel) = replacement {
        claim_moves::resend(desk.state, write.key, parcel, desk.now);
        super::life::after_resend(desk.state, desk.settings, write.key, desk.now);
    }
    Ok(Value::Null)
}
