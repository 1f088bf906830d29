//! 반품철회 이력: what vanished from the return lists.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde_json::{Value, json};

use super::body::{self, Fields};
use super::claims::Return;
use super::desk::{Asked, Desk};
use super::errors::{Refusal, Reply};
use super::query::{Query, Window};
use super::wire_claims;
use crate::clock::from_kst;

const MOST_IDS: usize = 50;
const LARGEST_PAGE: usize = 100;

// The sentences of the page's error table; the first one is as wrong as it stands there.
const ENDS_BEFORE_START: &str = "종료일자는 시작일자보다 작거나 같아야 합니다.";
const TOO_LONG: &str = "최대 조회 기간은 7 일 입니다.(The maximum view duration is 7 days)";
const BAD_DATE: &str =
    "날짜입력을 확인해 주세요. (형식:yyyy-MM-dd) [Please confirm the date input (format:yyyy-MM-dd)]";
const TOO_LARGE: &str = "페이지별 최대 표시 갯수(sizePerPage)는 100 입니다. \
                         (The maximum number of indications per page (sizePerPage) is 100)";
const BAD_PAGE: &str = "pageindex 는 음수 또는 0 일 수 없습니다. (pageindex can not be negative or 0)";

/// Both days count, so their difference is at most six.
pub(crate) fn by_period(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let query = Query::parse(asked.query)?;
    let window = period(&query)?;
    let page = positive(&query, "pageIndex", 1)?;
    let size = positive(&query, "sizePerPage", 10)?;
    if size > LARGEST_PAGE {
        return Err(Refusal::bad(TOO_LARGE));
    }
    let mut rows: Vec<&Return> = desk
        .state
        .returns
        .values()
        .filter(|receipt| receipt.withdrawn_at.is_some_and(|at| window.holds(at)))
        .collect();
    rows.sort_by_key(|receipt| receipt.withdrawn_at);
    let start = size.saturating_mul(page - 1);
    let vendor_id = asked.route.vendor_id.as_str();
    let data: Vec<Value> = rows
        .iter()
        .skip(start)
        .take(size)
        .map(|receipt| wire_claims::withdrawal(receipt, vendor_id))
        .collect();
    let next = if start + data.len() < rows.len() { (page + 1).to_string() } else { String::new() };
    let body = json!({"code": 200, "message": "OK", "data": data, "nextPageIndex": next});
    Ok(Reply::json(200, body))
}

fn period(query: &Query) -> Result<Window, Refusal> {
    let (from, to) = (day(query, "dateFrom")?, day(query, "dateTo")?);
    let days = (to - from).num_days();
    if days < 0 {
        return Err(Refusal::bad(ENDS_BEFORE_START));
    }
    if days > 6 {
        return Err(Refusal::bad(TOO_LONG));
    }
    Ok(Window {
        from: from_kst(from.and_time(NaiveTime::MIN)),
        until: from_kst(to.and_time(NaiveTime::MIN)) + TimeDelta::days(1),
    })
}

fn day(query: &Query, name: &str) -> Result<NaiveDate, Refusal> {
    query.required(name)?;
    query.date(name).map_err(|_| Refusal::bad(BAD_DATE))
}

fn positive(query: &Query, name: &str, default: usize) -> Result<usize, Refusal> {
    match query.get(name)? {
        None => Ok(default),
        Some(text) => text.parse().ok().filter(|value| *value > 0).ok_or_else(|| Refusal::bad(BAD_PAGE)),
    }
}

pub(crate) fn by_ids(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let value = body::parse(asked.body)?;
    let ids = Fields::of(&value)?.numbers("cancelIds")?;
    if ids.is_empty() || ids.len() > MOST_IDS {
        return Err(Refusal::bad("cancelIds should be between 1 and 50"));
    }
    let vendor_id = asked.route.vendor_id.as_str();
    let data = ids
        .iter()
        .filter_map(|id| desk.state.returns.get(id))
        .filter(|receipt| receipt.withdrawn_at.is_some())
        .map(|receipt| wire_claims::withdrawal(receipt, vendor_id))
        .collect();
    Ok(Reply::list(data))
}
