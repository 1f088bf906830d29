//! 발주서 조회, 상품준비중 처리 and the coupons of an order.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::body::{self, Fields, path_id};
use super::desk::{Asked, Desk};
use super::errors::{Refusal, Reply};
use super::model::{Sheet, SheetStatus};
use super::query::{Offset, Query, Window};
use super::route::{Dialect, Operation};
use super::state::Event;
use super::wire;
use crate::clock::seconds;

/// 발주서 단건 조회 of an order that was cancelled or returned.
const CANCELLED: &str = "해당 주문이 취소 또는 반품되었습니다.";
/// The wording for an unknown number is unverified.
const UNKNOWN: &str = "존재하지 않는 주문입니다.";
const NOT_CHANGEABLE: &str = "배송상태를 변경할 수 없습니다. 주문내역을 확인해주세요.";
const MOST_BOXES: usize = 50;

pub(crate) fn list(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let query = Query::parse(asked.query)?;
    let dialect = asked.route.dialect;
    let offset = match dialect {
        Dialect::Plain => Offset::Forbidden,
        Dialect::International => Offset::Required,
    };
    let status = status(&query)?;
    if query.is_time_frame()? {
        let window = query.minutes(offset, TimeDelta::hours(24))?;
        let rows = matching(desk, status, window, i64::MIN);
        return Ok(Reply::page(rows.map(|row| wire::sheet(row, dialect)).collect(), ""));
    }
    let window = query.days(offset)?;
    let size = query.page_size(50)?;
    let after = query.id("nextToken")?.unwrap_or(i64::MIN);
    let mut rows: Vec<&Sheet> = matching(desk, status, window, after).take(size + 1).collect();
    let more = rows.len() > size;
    rows.truncate(size);
    let token = match rows.last() {
        Some(last) if more => last.shipment_box_id.to_string(),
        _ => String::new(),
    };
    let data = rows.into_iter().map(|row| wire::sheet(row, dialect));
    Ok(Reply::page(data.collect(), &token))
}

/// Exactly one of the six; a missing one or ALL is refused.
fn status(query: &Query) -> Result<SheetStatus, Refusal> {
    let code = query.required("status")?;
    SheetStatus::parse(code).ok_or_else(|| Refusal::bad(format!("Invalid status : {code}")))
}

fn matching<'a>(
    desk: &'a Desk<'_>,
    status: SheetStatus,
    window: Window,
    after: i64,
) -> impl Iterator<Item = &'a Sheet> {
    let now = desk.now;
    desk.state.sheets.range(after.saturating_add(1)..).map(|(_, sheet)| sheet).filter(move |sheet| {
        sheet.status == status
            && sheet.listed_from <= now
            && window.holds(sheet.ordered_at)
            && !sheet.is_gone()
    })
}

pub(crate) fn single(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let id = path_id("shipmentBoxId", &asked.route.id)?;
    let sheet = shown(desk, id)?;
    Ok(Reply::object("OK", &wire::sheet(sheet, asked.route.dialect)))
}

fn shown<'a>(desk: &'a Desk<'_>, id: i64) -> Result<&'a Sheet, Refusal> {
    match desk.state.live_sheet(id) {
        Some(sheet) => Ok(sheet),
        None if desk.state.sheets.contains_key(&id) => Err(Refusal::bad(CANCELLED)),
        None => Err(Refusal::bad(UNKNOWN)),
    }
}

/// One order may answer several sheets.
pub(crate) fn by_order(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let id = path_id("orderId", &asked.route.id)?;
    if !desk.state.orders.contains_key(&id) {
        return Err(Refusal::bad(UNKNOWN));
    }
    let data: Vec<Value> = desk
        .state
        .sheets_of(id)
        .filter(|sheet| !sheet.is_gone())
        .map(|sheet| wire::sheet(sheet, asked.route.dialect))
        .collect();
    if data.is_empty() {
        return Err(Refusal::bad(CANCELLED));
    }
    Ok(Reply::list(data))
}

/// Delivery states only; claims leave no trace here.
pub(crate) fn history(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let id = path_id("shipmentBoxId", &asked.route.id)?;
    let sheet = desk.state.sheets.get(&id).ok_or_else(|| Refusal::bad(UNKNOWN))?;
    let data = wire::history(sheet, asked.route.dialect);
    let code = match asked.route.dialect {
        Dialect::Plain => json!("200"),
        Dialect::International => json!(200),
    };
    let body = json!({"code": code, "message": "OK", "data": data});
    Ok(Reply::json(200, body))
}

pub(crate) fn acknowledge(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value)?;
    fields.same_vendor(&asked.route.vendor_id)?;
    let ids = fields.numbers("shipmentBoxIds")?;
    if ids.len() > MOST_BOXES {
        return Err(Refusal::bad("shipmentBoxIds should be less than or equal to 50"));
    }
    let rows: Vec<Value> = ids.iter().map(|id| acknowledge_one(desk, *id)).collect();
    let (code, message) = summary(&rows);
    let data = json!({
        "responseKey": desk.state.new_response_key(),
        "responseCode": code,
        "responseMessage": format!("apply instructStatus result - {message}"),
        "responseList": rows,
    });
    Ok(Reply::object("OK", &data))
}

/// −1 none, 0 all, 1 some, 99 no row succeeded.
fn summary(rows: &[Value]) -> (i32, &'static str) {
    let good = rows.iter().filter(|row| row["succeed"] == true).count();
    match good {
        _ if rows.is_empty() => (-1, "None"),
        0 => (99, "All Failed."),
        good if good == rows.len() => (0, "All succeeded."),
        _ => (1, "Partial errors."),
    }
}

fn acknowledge_one(desk: &mut Desk<'_>, id: i64) -> Value {
    if std::mem::take(&mut desk.row_fails) {
        return row(id, "UNDEFINED_ERROR_OCCUR", true, "알수없는 오류");
    }
    let Some(sheet) = desk.state.sheets.get_mut(&id) else {
        let message = format!("shipmentBoxId ({id}) is not found.");
        return row(id, "NOT_FOUND_SHIPMENT_BOX", true, &message);
    };
    let fresh = sheet.status == SheetStatus::Accept && sheet.acknowledged_from.is_none();
    // A refund in progress blocks the whole box until it is through; the result code of
    // this refusal is unverified, its message is not.
    if !fresh || sheet.is_gone() || sheet.holds_refund() {
        return row(id, "INVALID_STATUS", sheet.holds_refund(), NOT_CHANGEABLE);
    }
    sheet.count(Operation::Acknowledge);
    if desk.lag > 0 {
        let from = desk.now + seconds(desk.lag);
        sheet.acknowledged_from = Some(from);
        desk.state.plan(from, Event::Acknowledge(id));
    } else {
        desk.state.instruct(id, desk.now);
    }
    row(id, "OK", false, "request succeeded.")
}

fn row(id: i64, code: &str, retry: bool, message: &str) -> Value {
    json!({
        "shipmentBoxId": id,
        "succeed": code == "OK",
        "resultCode": code,
        "retryRequired": retry,
        "resultMessage": message,
    })
}

/// The coupons of an order (A47), with this endpoint's own envelope.
pub(crate) fn coupons(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let Some(sheets) = asked.route.id.parse().ok().and_then(|id| desk.state.orders.get(&id)) else {
        return Ok(coupon_envelope(400, "BAD_REQUEST", UNKNOWN, &[]));
    };
    let content: Vec<Value> =
        sheets.iter().filter_map(|id| desk.state.sheets.get(id)).flat_map(coupons_of).collect();
    Ok(coupon_envelope(200, "OK", "", &content))
}

fn coupon_envelope(status: u16, message: &str, error: &str, content: &[Value]) -> Reply {
    let body = json!({
        "code": status,
        "message": message,
        "httpStatus": status,
        "httpStatusMessage": message,
        "errorMessage": error,
        "data": {"success": status == 200, "content": content, "pagination": null},
    });
    Reply::json(status, body)
}

fn coupons_of(sheet: &Sheet) -> impl Iterator<Item = Value> {
    let discounted = sheet.items.iter().filter(|item| item.instant_coupon > 0);
    let start = sheet.ordered_at - TimeDelta::days(7);
    let end = sheet.ordered_at + TimeDelta::days(7);
    let written = |at| crate::clock::kst(at).format("%Y-%m-%d %H:%M:%S").to_string();
    discounted.map(move |item| {
        json!({
            "vendorItemId": item.goods.vendor_item_id,
            "contractId": 10,
            "promotionName": format!("{} 즉시할인", item.goods.seller_product_name),
            "couponId": 91,
            "status": "APPLIED",
            "type": "PRICE",
            "maxDiscountPrice": item.instant_coupon,
            "discount": item.instant_coupon,
            "startAt": written(start),
            "endAt": written(end),
        })
    })
}
