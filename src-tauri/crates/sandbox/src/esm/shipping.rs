//! 발송처리 and 배송완료

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::body::Fields;
use super::claims::{ClaimKind, ClaimStatus};
use super::confirm::{check_own_numbers, third_party};
use super::couriers;
use super::desk::{Asked, Desk, only_site, order_no};
use super::errors::{self, Refusal};
use super::life;
use super::model::{Distribution, Line, LineStatus, Parcel};
use super::moves;
use super::orders::named_line;
use super::route::Operation;
use super::settings::Settings;
use super::site::Key;
use crate::clock::from_kst;

/// 호출시점 2일 이내, on either side [unverified].
const NEAR: TimeDelta = TimeDelta::days(2);

/// CJ 대한통운, 한진택배, 롯데택배: the couriers of 판매자 스타배송.
const STAR_COURIERS: [i64; 3] = [10_013, 10_007, 10_008];

pub(crate) fn dispatch(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse(asked.body)?;
    let key = named_line(&fields, asked)?;
    check_date(fields.text("ShippingDate")?, desk.now)?;
    let courier = fields.int("DeliveryCompanyCode")?;
    let invoice = fields.text("InvoiceNo")?;
    check_own_numbers(&fields)?;
    let line = desk.line(key).ok_or_else(Refusal::no_order)?;
    check_courier(line, courier, invoice, desk.settings)?;
    check_sendable(line)?;
    desk.check_row()?;
    let parcel = Parcel { courier, invoice: invoice.to_owned() };
    let first = moves::send(desk.state, key, parcel, desk.now);
    if first {
        life::after_dispatch(desk.state, desk.settings, key, desk.now);
    }
    desk.state.count(key, Operation::Dispatch, false);
    Ok(errors::success(json!({"OrderNo": key.order_no})))
}

/// The sentence of its refusal is unverified.
fn check_date(text: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
    let parsed = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S");
    let at = parsed.map(from_kst).map_err(|_| Refusal::field("ShippingDate"))?;
    let near = (now - at).abs() <= NEAR;
    let far = || Refusal::order("발송일시는 호출시점 2일 이내로 입력 바랍니다.");
    near.then_some(()).ok_or_else(far)
}

fn check_courier(line: &Line, code: i64, invoice: &str, settings: &Settings) -> Result<(), Refusal> {
    if line.distribution == Distribution::Fulfilment {
        return Err(Refusal::order("해당 주문은 3PL 주문입니다."));
    }
    let known = couriers::accepted(code, line.site, settings);
    let name = known.ok_or_else(|| Refusal::order("지원하지 않는 택배사입니다."))?;
    if line.distribution == Distribution::SellerStar && !STAR_COURIERS.contains(&code) {
        return Err(Refusal::order(
            "판매자 스타배송 주문은 계약 완료된 전용 택배사로만 발송처리가 가능합니다.",
        ));
    }
    if couriers::is_number(code, invoice) {
        return Ok(());
    }
    Err(Refusal::order(format!("{code} 는 {name}의 운송장번호 규칙에 어긋납니다.")))
}

/// Confirmed orders, those a buyer wants cancelled included, and sent ones, whose number is
/// overwritten. That a delivered one is past changing, and a re-sent exchange of 옥션's, which is 배송중 too,
/// belongs to the resend APIs is unverified.
fn check_sendable(line: &Line) -> Result<(), Refusal> {
    let cancel = line.standing_claim().filter(|claim| claim.kind == ClaimKind::Cancel);
    if cancel.is_some_and(|claim| claim.status != ClaimStatus::Requested) {
        return Err(Refusal::order("통합 API 취소요청건 발송처리를 위한 취소철회가 실패하였습니다."));
    }
    if line.confirms_at.is_some() {
        return Err(Refusal::order("주문확인 진행중입니다. 잠시 후 다시 진행해주세요"));
    }
    let claimed = (line.is_claimed() && cancel.is_none()) || line.is_resent();
    if matches!(line.status, LineStatus::Preparing | LineStatus::Shipping) && !claimed {
        return Ok(());
    }
    let number = line.order_no;
    Err(Refusal::order(format!("주문번호:{number}의 경매상태가 발송가능한 상태가 아닙니다.")))
}

/// For couriers that cannot be tracked; that a trackable one is refused is unverified.
pub(crate) fn complete(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let not_yours = || Refusal::order("판매자의 체결건이 아닙니다.");
    let site = only_site(asked.bearer).map_err(|_| not_yours())?;
    let key = Key::new(site, order_no(&asked.route.id)?);
    let line = desk.line(key).ok_or_else(not_yours)?;
    if line.distribution == Distribution::Fulfilment {
        return Err(third_party());
    }
    let tracked = line.parcel.as_ref().is_none_or(|parcel| couriers::is_tracked(parcel.courier));
    match line.status {
        LineStatus::Delivered | LineStatus::Decided => {
            return Err(Refusal::order("이미 배송완료 되었습니다."));
        }
        LineStatus::Shipping if !tracked && !line.is_claimed() && !line.is_resent() => {}
        _ => return Err(Refusal::order("유효한 주문번호가 아닙니다.")),
    }
    desk.check_row()?;
    moves::deliver(desk.state, key, desk.now);
    desk.state.count(key, Operation::Complete, false);
    Ok(errors::success(json!({"OrderNo": key.order_no})))
}
