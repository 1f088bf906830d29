//! The steps of an exchange: 수거 송장, 수거완료, 재발송 송장, 재발송 배송완료; 보류 and its release; 반품전환.
//! There is no call that approves or refuses one.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

use super::claim_moves;
use super::claims::{Claim, ClaimKind, ClaimStatus};
use super::desk::{ClaimWrite, Desk};
use super::errors::Refusal;
use super::life;
use super::model::Parcel;
use super::returns::{bad_invoice, check_not_ordered, check_other_reason, no_claim, open, parcel};
use super::settings::Spelling;
use crate::clock::kst;

/// The replacement has not been sent yet.
fn is_early(claim: &Claim) -> bool {
    matches!(claim.status, ClaimStatus::Requested | ClaimStatus::Collected)
}

pub(crate) fn pickup(desk: &mut Desk<'_>, write: &ClaimWrite) -> Result<Value, Refusal> {
    let (line, claim) = open(desk, write, ClaimKind::Exchange)?;
    if !is_early(claim) {
        return Err(no_claim(write, line, ClaimKind::Exchange));
    }
    check_not_ordered(write, claim)?;
    let parcel = parcel(desk, write, "교환", bad_invoice())?;
    claim_moves::register_pickup(desk.state, write.key, parcel);
    Ok(Value::Null)
}

/// The one claim write whose answers never have a BizRuleCode. That it needs the number of the seller's
/// own courier first follows from "수거송장의 배송완료처리" [unverified].
pub(crate) fn collect(desk: &mut Desk<'_>, write: &ClaimWrite) -> Result<Value, Refusal> {
    const IMPOSSIBLE: &str = "수거완료 처리불가능건 입니다";
    let day = write.fields.optional_day("PickupCompleteDate")?;
    let claim = desk.line(write.key).and_then(|line| line.open_of(ClaimKind::Exchange));
    let claim = claim.ok_or_else(|| Refusal::alert(IMPOSSIBLE))?;
    if claim.status != ClaimStatus::Requested {
        return Err(Refusal::alert("이미 완료 처리 되었습니다"));
    }
    if !claim.is_under_way() {
        return Err(Refusal::alert(IMPOSSIBLE));
    }
    let at = completed_at(day, claim, desk.now)?;
    claim_moves::collect(desk.state, write.key, at);
    Ok(Value::Null)
}

/// PickupCompleteDate lies between the request and today, which stands for now [unverified].
fn completed_at(day: Option<NaiveDate>, claim: &Claim, now: DateTime<Utc>) -> Result<DateTime<Utc>, Refusal> {
    let days = kst(claim.requested_at).date()..=kst(now).date();
    if day.is_some_and(|day| !days.contains(&day)) {
        return Err(Refusal::field("PickupCompleteDate"));
    }
    Ok(claim_moves::moment_of(day, now).max(claim.requested_at))
}

pub(crate) fn hold(desk: &mut Desk<'_>, write: &ClaimWrite) -> Result<Value, Refusal> {
    const IMPOSSIBLE: &str = "교환 보류 불가 상태입니다";
    let cannot = || write.by_site(Refusal::alert(IMPOSSIBLE), Refusal::rule("W20-1", IMPOSSIBLE));
    let reason = write.fields.int("HoldReason")?;
    if ![0, 1, 4].contains(&reason) {
        return Err(Refusal::field("HoldReason"));
    }
    let expected = write.fields.optional_text("ResendExpectDate")?.unwrap_or_default();
    let open = desk.line_of(write, Refusal::alert(IMPOSSIBLE))?.open_of(ClaimKind::Exchange);
    let claim = open.filter(|claim| is_early(claim)).ok_or_else(cannot)?;
    check_other_reason(write, claim, reason)?;
    claim_moves::hold(desk.state, write.key, (reason, expected), desk.now);
    Ok(Value::Null)
}

/// G마켓 only: 옥션 releases with the replacement. The answers to an order that is not held are
/// unverified.
pub(crate) fn release(desk: &mut Desk<'_>, write: &ClaimWrite) -> Result<Value, Refusal> {
    let nothing = || write.by_site(Refusal::unknown("주문 정보가 없습니다."), Refusal::nothing("주문정보"));
    let line = desk.line(write.key).filter(|line| line.site.is_gmarket()).ok_or_else(nothing)?;
    let held = line.open_of(ClaimKind::Exchange).is_some_and(Claim::is_held);
    if !held {
        return Err(Refusal::alert("교환 보류 해제 가능한 상태가 아닙니다"));
    }
    claim_moves::free(desk.state, write.key, desk.now);
    Ok(Value::Null)
}

/// Releases a hold, and on 옥션 marks the goods as collected. A missing collection on G마켓 is not refused:
/// "정산 누락될 수 있습니다".
pub(crate) fn resend(desk: &mut Desk<'_>, write: &ClaimWrite) -> Result<Value, Refusal> {
    let (_, claim) = open(desk, write, ClaimKind::Exchange)?;
    let first = claim.status != ClaimStatus::Resent;
    let wrong = match desk.settings.spelling {
        Spelling::Samples => {
            Refusal::rule("W13-5", "유효한 송장번호가 아닙니다. 택배사와 송장번호 확인 바랍니다")
        }
        Spelling::Tables => bad_invoice(),
    };
    let parcel = parcel(desk, write, "교환", wrong)?;
    claim_moves::resend(desk.state, write.key, parcel, desk.now);
    if first {
        life::after_resend(desk.state, desk.settings, write.key, desk.now);
    }
    Ok(Value::Null)
}

pub(crate) fn complete(desk: &mut Desk<'_>, write: &ClaimWrite) -> Result<Value, Refusal> {
    let day = write.fields.optional_day("PickupCompleteDate")?;
    let claim = desk.line(write.key).and_then(|line| line.claim_of(ClaimKind::Exchange));
    let claim = match claim {
        Some(claim) if claim.status == ClaimStatus::Resent => claim,
        Some(claim) if claim.status == ClaimStatus::Done && !write.site().is_gmarket() => {
            return Err(Refusal::rule("W14-2", "이미 완료 처리 되었습니다"));
        }
        _ => {
            let auction = Refusal::nothing("교환재발송 완료 대상건");
            return Err(write.by_site(Refusal::alert("재발송 완료 배송건이 없습니다"), auction));
        }
    };
    let at = completed_at(day, claim, desk.now)?;
    claim_moves::finish_exchange(desk.state, write.key, at);
    Ok(Value::Null)
}

/// On G마켓 a request for a return; 옥션 refunds at once, and its table wants a courier and a number although
/// its sample has none: required here.
pub(crate) fn to_return(desk: &mut Desk<'_>, write: &ClaimWrite) -> Result<Value, Refusal> {
    const DONE: &str = "이미 처리된 건입니다";
    let done = || write.by_site(Refusal::business(format!("8668${DONE}.")), Refusal::rule("W18-1", DONE));
    let line = desk.line_of(write, Refusal::unknown("주문정보가 없습니다"))?;
    let claim = line.open_of(ClaimKind::Exchange).filter(|claim| is_early(claim)).ok_or_else(done)?;
    if claim.fast_refund && !write.site().is_gmarket() {
        return Err(Refusal::rule("W13-2", "빠른환불 대상건은 교환 변경 불가 합니다"));
    }
    let sent: Option<Parcel> = match write.site().is_gmarket() {
        true => None,
        false => Some(parcel(desk, write, "반품", bad_invoice())?),
    };
    claim_moves::convert(desk.state, write.key, desk.now);
    if let Some(parcel) = sent {
        claim_moves::register_pickup(desk.state, write.key, parcel);
        claim_moves::refund_return(desk.state, write.key, desk.now);
    }
    Ok(Value::Null)
}
