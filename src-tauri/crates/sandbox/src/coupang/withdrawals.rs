//! 반품철회 이력: what vanished from the return lists.

use chrono::{NaiveTime, TimeDelta};
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

/// Both days count, so their difference is at most six.
pub(crate) fn by_period(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let query = Query::parse(asked.query)?;
    let window = period(&query)?;
    let page = positive(&query, "pageIndex", 1)?;
    let size = positive(&query, "sizePerPage", 10)?;
    if size > LARGEST_PAGE {
        return Err(Refusal::bad("sizePerPage 는 최대 100 까지 가능합니다"));
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
    let from = query.date("dateFrom")?;
    let to = query.date("dateTo")?;
    let days = (to - from).num_days();
    if days < 0 {
        return Err(Refusal::bad("종료일자는 시작일자보다 이후여야 합니다"));
    }
    if days > 6 {
        return Err(Refusal::bad("최대 조회 기간은 7 일 입니다"));
    }
    Ok(Window {
        from: from_kst(from.and_time(NaiveTime::MIN)),
        until: from_kst(to.and_time(NaiveTime::MIN)) + TimeDelta::days(1),
    })
}

fn positive(query: &Query, name: &str, default: usize) -> Result<usize, Refusal> {
    match query.get(name)? {
        None => Ok(default),
        Some(text) => text
            .parse()
            .ok()
            .filter(|value| *value > 0)
            .ok_or_else(|| Refusal::bad(format!("{name} is not valid : {text}"))),
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
