//! 발송지연안내 처리: for what is paid or confirmed, and told to the buyer.

use chrono::TimeDelta;
use serde::Deserialize;

use super::codes::DELAY_REASONS;
use super::desk::{Asked, Desk};
use super::errors::{Code, Outcome, Refusal, done};
use super::model::{Delay, Line};
use super::route::Operation;
use super::window;
use super::xml;
use crate::clock::kst;

const WRONG_ORDER: Code = (-28_301, "주문번호가 올바르지 않습니다.");
const WRONG_DELIVERY: Code = (-28_302, "배송번호가 올바르지 않습니다.");
const WRONG_DAY: Code = (-28_303, "예약발송일 값이 올바르지 않습니다 .");
const WRONG_REASON: Code = (-28_304, "발송지연사유 값이 올바르지 않습니다.");
const WRONG_DETAIL: Code = (-28_305, "상세사유 값이 올바르지 않습니다.");
const TOO_LATE: Code = (-28_306, "예약발송일은 최대 D+30일까지 가능합니다.");
const WRONG_LENGTH: Code = (-28_307, "상세사유 값은 20~300Byte 사이로 입력해 주세요.");
const NOT_NOW: Code = (-28_311, "발송지연 요청 조건에 만족하지 않습니다. 요청 조건을 확인해 주세요.");

/// `DeliveryDelayGuideRequest`
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Request {
    ord_no: String,
    dlv_no: String,
    delay_send_dt: String,
    delay_send_rsn_cd: String,
    delay_send_rsn: String,
}

/// It concerns the lines of the order under the delivery number. Once more counts anew [unverified].
pub(crate) fn announce(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let request: Request = xml::read(asked.body, asked.content_type, "DeliveryDelayGuideRequest")
        .ok_or_else(|| Refusal::business("요청 형식이 올바르지 않습니다."))?;
    if !desk.state.orders.contains_key(&request.ord_no) {
        return Err(WRONG_ORDER.into());
    }
    let shares = |line: &&Line| line.dlv_no == request.dlv_no;
    if !desk.state.lines_of(&request.ord_no).any(|line| shares(&line)) {
        return Err(WRONG_DELIVERY.into());
    }
    let delay = delay(desk, &request)?;
    let waits = |line: &&Line| line.status.waits() && desk.state.open_claim(line).is_none();
    let lines = desk.state.lines_of(&request.ord_no).filter(shares).filter(waits);
    let ids: Vec<String> = lines.map(|line| line.line_id.clone()).collect();
    if ids.is_empty() {
        return Err(NOT_NOW.into());
    }
    for id in &ids {
        if let Some(line) = desk.state.lines.get_mut(id) {
            line.delay = Some(delay.clone());
        }
        desk.state.count(id, None, Operation::Delay);
    }
    done(format!("전체 {} 건이 발송지연 처리 되었습니다.", ids.len()))
}

/// The format of the day is not documented: `YYYYMMDD` as in the other paths. That it must lie ahead is
/// unverified.
fn delay(desk: &Desk<'_>, request: &Request) -> Result<Delay, Refusal> {
    let today = kst(desk.now).date();
    let day = window::day(&request.delay_send_dt).filter(|day| *day > today).ok_or(WRONG_DAY)?;
    if !DELAY_REASONS.contains(&request.delay_send_rsn_cd.as_str()) {
        return Err(WRONG_REASON.into());
    }
    if request.delay_send_rsn.trim().is_empty() {
        return Err(WRONG_DETAIL.into());
    }
    if day > today + TimeDelta::days(30) {
        return Err(TOO_LATE.into());
    }
    if !(20..=300).contains(&xml::counted_bytes(&request.delay_send_rsn)) {
        return Err(WRONG_LENGTH.into());
    }
    let (reason, detail) = (request.delay_send_rsn_cd.clone(), request.delay_send_rsn.clone());
    Ok(Delay { day, reason, detail })
}
