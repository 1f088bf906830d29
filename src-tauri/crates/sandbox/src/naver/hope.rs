//! 배송 희망일 변경 처리 (SmartStore only).

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::body::{self, Fields};
use super::desk::{Asked, Desk};
use super::errors::{
    Answer, Failure, HOPE_DATE_ONLY, HOPE_INVALID, HOPE_OVER, HOPE_SAME, HOPE_TOO_LATE, LINE_STATUS,
    NOT_HOPE, Refusal,
};
use super::model::{ChangeKind, Hope, Line, LineStatus};
use super::route::Operation;
use super::rows::{self, Outcome};
use crate::clock::kst;

/// 희망일배송
pub(crate) const HOPE: &str = "HOPE";
/// N희망일배송
pub(crate) const SELLER_GUARANTEED: &str = "HOPE_SELLER_GUARANTEE";
/// How far ahead a day may lie is undocumented.
const LONGEST: TimeDelta = TimeDelta::days(60);

pub(crate) fn change(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Answer, Refusal> {
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value, "changeHopeDelivery")?;
    let region = fields.optional_short("region", 30)?;
    if region == Some("") {
        return Err(Refusal::parameter("Size", "changeHopeDelivery", "region"));
    }
    let hope = Hope {
        day: fields.text("hopeDeliveryYmd")?.to_owned(),
        time: fields.optional_text("hopeDeliveryHm")?.map(str::to_owned),
        region: region.map(str::to_owned),
        change_reason: Some(fields.short("changeReason", 300)?.to_owned()),
        changed_at: Some(desk.now),
    };
    rows::single(desk, &asked.route.id, |desk, id| change_line(desk, id, hope))
}

/// From payment until dispatch, confirmed or not.
fn change_line(desk: &mut Desk<'_>, id: &str, hope: Hope) -> Outcome {
    let line = desk.line(id)?;
    check_kind(line, &hope)?;
    let waits = line.status == LineStatus::Payed && !line.waits_for_receiver();
    if !waits || desk.state.open_claim(line).is_some() {
        return Err(LINE_STATUS.into());
    }
    check_day(line, &hope, desk.now)?;
    let region = line.hope.as_ref().and_then(|old| old.region.clone());
    if let Some(line) = desk.state.lines.get_mut(id) {
        line.hope = Some(Hope { region: hope.region.clone().or(region), ..hope });
    }
    desk.state.count(id, None, Operation::ChangeHope);
    desk.state.record(id, ChangeKind::HopeDeliveryInfoChanged, desk.now);
    rows::done(id)
}

fn check_kind(line: &Line, hope: &Hope) -> Result<(), Failure> {
    match line.attribute.as_str() {
        HOPE => Ok(()),
        SELLER_GUARANTEED if hope.time.is_some() || hope.region.is_some() => Err(HOPE_DATE_ONLY.into()),
        SELLER_GUARANTEED => Ok(()),
        _ => Err(NOT_HOPE.into()),
    }
}

fn check_day(line: &Line, hope: &Hope, now: DateTime<Utc>) -> Result<(), Failure> {
    let today = kst(now).date();
    let day = parse_day(&hope.day).filter(|day| *day >= today).ok_or(HOPE_INVALID)?;
    let time = hope.time.as_deref().map(|text| NaiveTime::parse_from_str(text, "%H%M"));
    if time.is_some_and(|parsed| parsed.is_err()) {
        return Err(HOPE_INVALID.into());
    }
    if day - today > LONGEST {
        return Err(HOPE_TOO_LATE.into());
    }
    let same = |old: &Hope| old.day == hope.day && old.time == hope.time;
    if line.hope.as_ref().is_some_and(same) {
        return Err(HOPE_SAME.into());
    }
    if line.due_at < now { Err(HOPE_OVER.into()) } else { Ok(()) }
}

/// `yyyyMMdd`
fn parse_day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y%m%d").ok().filter(|_| text.len() == "20260316".len())
}
