//! 교환요청: list, 입고확인, 거부, 교환상품 송장.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::body::{self, Fields, path_id};
use super::claims::{Collect, Exchange, ExchangeStatus, Redelivery};
use super::couriers;
use super::desk::{Asked, Desk};
use super::errors::{Refusal, Reply};
use super::model::{Parcel, SheetStatus};
use super::query::{Query, Window};
use super::route::Operation;
use super::state::Event;
use super::wire_claims;
use crate::clock::{from_kst, seconds};

/// Refusals of a wrong state are unverified in their wording.
const UNSUITABLE: &str = "교환 상태를 확인해주세요.";
const UNKNOWN: &str = "교환 접수 내역이 없습니다.";
const REJECT_CODES: [&str; 2] = ["SOLDOUT", "WITHDRAW"];

impl Exchange {
    /// 송장번호입력 가능여부: the new box is there and has not left. The page's only sample of this
    /// state says false, so the flag is unverified.
    pub(crate) fn takes_invoice(&self, now: DateTime<Utc>) -> bool {
        self.is_open() && self.parcel.is_none() && self.shown_box(now).is_some()
    }

    /// Where the replacement's box stands, in the words of ordersheets.
    pub(crate) fn box_status(&self) -> SheetStatus {
        match (&self.parcel, self.redelivery) {
            (None, _) => SheetStatus::Instruct,
            (Some(_), Redelivery::VendorDirect) => SheetStatus::NoneTracking,
            (Some(_), Redelivery::CompleteDelivery) => SheetStatus::FinalDelivery,
            (Some(_), Redelivery::Delivering) => SheetStatus::Delivering,
            (Some(_), Redelivery::BeforeDirection | Redelivery::Withdraw) => SheetStatus::Departure,
        }
    }
}

pub(crate) fn list(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let query = Query::parse(asked.query)?;
    let window = window(&query)?;
    let status = match query.get("status")? {
        None => None,
        Some(code) => Some(
            ExchangeStatus::parse(code).ok_or_else(|| Refusal::bad(format!("Invalid status : {code}")))?,
        ),
    };
    let order_id = query.id("orderId")?;
    let size = query.page_size(10)?;
    let after = query.id("nextToken")?.unwrap_or(i64::MIN);
    let rows: Vec<&Exchange> = desk
        .state
        .exchanges
        .range(after.saturating_add(1)..)
        .map(|(_, exchange)| exchange)
        .filter(|it| {
            window.holds(it.created_at)
                && status.is_none_or(|status| status == it.status)
                && order_id.is_none_or(|id| id == it.order_id)
        })
        .take(size + 1)
        .collect();
    let shown = rows.iter().take(size);
    let data = shown.map(|row| show(desk, row, &asked.route.vendor_id));
    let token = match rows.get(size - 1) {
        Some(last) if rows.len() > size => last.exchange_id.to_string(),
        _ => String::new(),
    };
    Ok(Reply::page(data.collect(), &token))
}

fn show(desk: &Desk<'_>, exchange: &Exchange, vendor_id: &str) -> Value {
    let status = desk
        .state
        .sheets
        .get(&exchange.original_box_id)
        .map_or("FINAL_DELIVERY", |sheet| sheet.status.code());
    wire_claims::exchange(exchange, vendor_id, status, desk.now)
}

/// Strictly less than seven days.
fn window(query: &Query) -> Result<Window, Refusal> {
    let from = query.second("createdAtFrom")?;
    let to = query.second("createdAtTo")?;
    if to < from {
        return Err(Refusal::bad("createdAtTo should be later than createdAtFrom"));
    }
    if to - from >= TimeDelta::days(7) {
        return Err(Refusal::bad("createdAtTo - createdAtFrom should less then 7day"));
    }
    Ok(Window { from: from_kst(from), until: from_kst(to) + TimeDelta::seconds(1) })
}

fn target<'a>(
    desk: &'a mut Desk<'_>,
    asked: Asked<'_>,
    fields: Fields<'_>,
) -> Result<&'a mut Exchange, Refusal> {
    let id = path_id("exchangeId", &asked.route.id)?;
    fields.same_vendor(&asked.route.vendor_id)?;
    fields.same_id("exchangeId", id)?;
    desk.state.exchanges.get_mut(&id).ok_or_else(|| Refusal::bad(UNKNOWN))
}

/// The old goods are in: 진행, 업체전달완료, and a new box for the replacement soon after.
pub(crate) fn receive(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value)?;
    let now = desk.now;
    let new_box_from = now + seconds(desk.settings.exchange_box_after);
    let exchange = target(desk, asked, fields)?;
    if !exchange.is_open() || exchange.collected_at.is_some() {
        return Err(Refusal::bad(UNSUITABLE));
    }
    exchange.count(Operation::ReceiveExchange);
    let id = exchange.exchange_id;
    take_in(desk.state, id, now, new_box_from);
    Ok(Reply::bare("SUCCESS"))
}

pub(crate) fn take_in(
    state: &mut super::state::State,
    exchange_id: i64,
    now: DateTime<Utc>,
    new_box_from: DateTime<Utc>,
) {
    let new_box = state.new_box_id();
    if let Some(exchange) = state.exchanges.get_mut(&exchange_id) {
        exchange.status = ExchangeStatus::Progress;
        exchange.collect = Collect::CompleteCollect;
        exchange.collected_at = Some(now);
        exchange.new_box_id = Some(new_box);
        exchange.new_box_from = Some(new_box_from);
        exchange.modified_at = now;
    }
    state.touch();
}

/// Sold out, or withdrawn by the customer; nothing else.
pub(crate) fn reject(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value)?;
    let code = fields.text("exchangeRejectCode")?;
    if !REJECT_CODES.contains(&code) {
        return Err(Refusal::bad(format!("Invalid exchangeRejectCode : {code}")));
    }
    let now = desk.now;
    let exchange = target(desk, asked, fields)?;
    if !exchange.is_rejectable() {
        return Err(Refusal::bad(UNSUITABLE));
    }
    turn_down(exchange, code, now);
    exchange.count(Operation::RejectExchange);
    desk.state.touch();
    let data = json!({"resultCode": "SUCCESS", "resultMessage": "요청 처리완료"});
    Ok(Reply::object("SUCCESS", &data))
}

pub(crate) fn turn_down(exchange: &mut Exchange, code: &str, now: DateTime<Utc>) {
    exchange.status = ExchangeStatus::Reject;
    exchange.redelivery = Redelivery::Withdraw;
    exchange.reject_code = Some(code.to_owned());
    exchange.modified_at = now;
}

/// The body is an array, the courier is called `goodsDeliveryCode`, and the box is the
/// new one of `deliveryInvoiceGroupDtos`.
pub(crate) fn ship(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let value = body::parse(asked.body)?;
    let rows = value
        .as_array()
        .filter(|rows| !rows.is_empty())
        .ok_or_else(|| Refusal::bad("JSONArray text must start with '[' at character 0"))?;
    let mut failure = None;
    for row in rows {
        failure = failure.or(ship_one(desk, asked, row)?);
    }
    let data = match failure {
        None => json!({
            "resultCode": "SUCCESS",
            "resultMessage": "Invoice number save successfully",
        }),
        Some(message) => json!({"resultCode": "FAIL", "resultMessage": message}),
    };
    Ok(Reply::object("SUCCESS", &data))
}

fn ship_one(desk: &mut Desk<'_>, asked: Asked<'_>, row: &Value) -> Result<Option<&'static str>, Refusal> {
    let fields = Fields::of(row)?;
    let box_id = fields.number("shipmentBoxId")?;
    let parcel = Parcel {
        courier: fields.text("goodsDeliveryCode")?.to_owned(),
        number: fields.text("invoiceNumber")?.to_owned(),
    };
    if !couriers::is_known(&parcel.courier) {
        return Err(Refusal::new(500, "internal exception"));
    }
    let now = desk.now;
    let deliver_after = desk.settings.deliver_after;
    let exchange = target(desk, asked, fields)?;
    if !exchange.takes_invoice(now) || exchange.shown_box(now) != Some(box_id) {
        return Err(unsuitable_box(desk, asked, box_id));
    }
    if !couriers::accepts(&parcel.courier, &parcel.number) {
        return Ok(Some("송장번호가 유효하지 않습니다."));
    }
    send(exchange, parcel, now);
    exchange.count(Operation::ShipExchange);
    let id = exchange.exchange_id;
    if let Some(after) = deliver_after {
        desk.state.plan(now + seconds(after), Event::DeliverExchange(id));
    }
    desk.state.touch();
    Ok(None)
}

/// FAQ: the box of the first delivery was sent instead of the new one. The same sentence says
/// that a box past 상품준비중 takes no second number.
fn unsuitable_box(desk: &Desk<'_>, asked: Asked<'_>, box_id: i64) -> Refusal {
    let id = path_id("exchangeId", &asked.route.id).unwrap_or_default();
    let replacement = desk.state.exchanges.get(&id).filter(|it| it.shown_box(desk.now) == Some(box_id));
    let sheet = desk.state.sheets.get(&box_id);
    let status = replacement.map(|it| it.box_status()).or(sheet.map(|it| it.status));
    Refusal::bad(match status {
        None => format!("shipmentBoxId ({box_id}) is not found."),
        Some(status) => format!(
            "shipmentBoxId ({box_id})'s status [{}] is not suitable for applyInvoice. \
             Only INSTRUCT status shipment can be called with applyInvoice",
            status.code()
        ),
    })
}

pub(crate) fn send(exchange: &mut Exchange, parcel: Parcel, now: DateTime<Utc>) {
    exchange.redelivery =
        if parcel.courier == couriers::DIRECT { Redelivery::VendorDirect } else { Redelivery::Delivering };
    exchange.parcel = Some(parcel);
    exchange.shipped_at = Some(now);
    exchange.modified_at = now;
}
