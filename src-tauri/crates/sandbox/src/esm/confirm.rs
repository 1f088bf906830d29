//! 주문확인 and 발송예정일 등록

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::body::Fields;
use super::desk::{Asked, Desk, only_site, order_no};
use super::errors::{self, Refusal};
use super::model::{Delay, Distribution, Line, LineStatus};
use super::moves;
use super::orders::named_line;
use super::route::Operation;
use super::site::Key;
use super::state::Event;
use crate::clock::{kst, seconds};

/// Bytes of a number of the seller's own shop.
const LONGEST_NUMBER: usize = 30;
/// Days ahead of the latest 발송예정일.
const FURTHEST: i64 = 90;
/// ReasonDetail: 한글 150자, 영문/숫자 300자.
const LONGEST_DETAIL: usize = 300;

pub(crate) fn third_party() -> Refusal {
    Refusal::order("해당 주문은 3PL 주문입니다")
}

/// SellerOrderNo and SellerItemNo.
pub(crate) fn check_own_numbers(fields: &Fields) -> Result<(), Refusal> {
    for (name, what) in [("SellerOrderNo", "주문번호"), ("SellerItemNo", "상품번호")] {
        if fields.optional_text(name)?.is_some_and(|text| text.len() > LONGEST_NUMBER) {
            return Err(Refusal::parameter(format!("제휴사 {what}의 최대길이는 30byte입니다.\n")));
        }
    }
    Ok(())
}

pub(crate) fn confirm(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse(asked.body)?;
    let site = only_site(asked.bearer)?;
    let key = Key::new(site, order_no(&asked.route.id)?);
    check_own_numbers(&fields)?;
    check_confirmable(desk.line(key).ok_or_else(Refusal::no_order)?)?;
    desk.check_row()?;
    desk.state.count(key, Operation::Confirm, false);
    let changed = if desk.lag > 0 { later(desk, key) } else { moves::confirm(desk.state, key, desk.now) };
    Ok(errors::success(json!({"IsChanged": i64::from(changed)})))
}

/// A confirmation that is still being worked on answers success already.
fn later(desk: &mut Desk<'_>, key: Key) -> bool {
    let at = desk.now + seconds(desk.lag);
    desk.state.plan(at, Event::Confirm(key));
    let Some(line) = desk.state.line_mut(key) else {
        return false;
    };
    line.confirms_at = Some(at);
    line.address_changed || line.next_receiver.is_some()
}

fn check_confirmable(line: &Line) -> Result<(), Refusal> {
    if line.distribution == Distribution::Fulfilment {
        return Err(third_party());
    }
    let message = match line.status {
        LineStatus::Cancelled => "취소된 주문번호입니다.",
        _ if line.is_claimed() => "주문확인 할 수 없는 상태입니다.",
        LineStatus::Preparing => "이미 주문확인 처리된 건입니다.",
        LineStatus::New if line.waits_for_receiver() => {
            "해당 주문은 선물수락대기 상태로 주문확인이 불가합니다."
        }
        LineStatus::New if line.confirms_at.is_some() => "이미 주문확인 처리된 건입니다.",
        LineStatus::New => return Ok(()),
        _ => "주문확인 할 수 없는 상태입니다.",
    };
    Err(Refusal::order(message))
}

pub(crate) fn delay(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse(asked.body)?;
    let key = named_line(&fields, asked)?;
    let reason = fields.int("ReasonType")?;
    let day = fields.day("ShippingExpectedDate")?;
    let detail = fields.optional_text("ReasonDetail")?.unwrap_or_default();
    let line = desk.line(key).ok_or_else(Refusal::no_order)?;
    if line.distribution == Distribution::Fulfilment {
        return Err(third_party());
    }
    if !(1..=3).contains(&reason) {
        return Err(Refusal::order("정의되지 않은 지연 사유입니다."));
    }
    check_detail(detail)?;
    let days = (day - kst(desk.now).date()).num_days();
    if days > FURTHEST {
        return Err(Refusal::order("예상 배송일은 90일을 초과할 수 없습니다."));
    }
    // 예정일은 호출일 기준 +1일 부터 등록 가능; the sentence of its refusal is unverified.
    if days < TimeDelta::days(1).num_days() {
        return Err(Refusal::order("예상 배송일은 호출일 다음 날부터 등록할 수 있습니다."));
    }
    check_delayable(line, desk.settings.delay_once)?;
    desk.check_row()?;
    let delay = Delay { reason, day: day.to_string(), detail: detail.to_owned() };
    if let Some(line) = desk.state.line_mut(key) {
        line.delay = Some(delay);
        line.count(Operation::Delay);
    }
    Ok(errors::success(json!({"OrderNo": key.order_no})))
}

/// Hangul counts double; the code of a longer text is unverified.
fn check_detail(detail: &str) -> Result<(), Refusal> {
    let width: usize = detail.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum();
    (width <= LONGEST_DETAIL).then_some(()).ok_or_else(|| Refusal::field("ReasonDetail"))
}

/// That an order must be confirmed first is unverified.
fn check_delayable(line: &Line, once: bool) -> Result<(), Refusal> {
    let waits = line.status == LineStatus::Preparing && !line.is_claimed();
    if waits && !(once && line.delay.is_some()) {
        return Ok(());
    }
    Err(Refusal::order("해당 물품을 발송 지연할 수 없습니다"))
}
