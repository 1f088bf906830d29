//! 송장업로드, 송장업데이트 and 장기미배송 배송완료.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::body::{self, Fields};
use super::couriers;
use super::desk::{Asked, Desk};
use super::errors::{Refusal, Reply};
use super::model::{Parcel, Sheet, SheetStatus};
use super::outcome::Outcome;
use super::route::Operation;
use super::split;
use super::state::Event;
use crate::clock::seconds;

/// One `orderSheetInvoiceApplyDto`: one option of a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) shipment_box_id: i64,
    pub(crate) order_id: i64,
    pub(crate) vendor_item_id: i64,
    pub(crate) courier: String,
    pub(crate) number: String,
    pub(crate) split: bool,
    pub(crate) pre_split: bool,
    pub(crate) planned: String,
}

pub(crate) fn upload(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    apply(desk, asked, upload_box)
}

pub(crate) fn update(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    apply(desk, asked, update_box)
}

type BoxMove = fn(&mut Desk<'_>, &[Line]) -> Result<(), Outcome>;

fn apply(desk: &mut Desk<'_>, asked: Asked<'_>, change: BoxMove) -> Result<Reply, Refusal> {
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value)?;
    fields.same_vendor(&asked.route.vendor_id)?;
    let rows = fields.array("orderSheetInvoiceApplyDtos")?;
    let lines = rows.iter().map(line).collect::<Result<Vec<_>, _>>()?;
    // FAQ: a wrong courier code fails the call as a whole.
    if lines.iter().any(|line| !couriers::is_known(&line.courier)) {
        return Err(Refusal::new(500, "internal exception"));
    }
    let mut boxes: BTreeMap<i64, Vec<Line>> = BTreeMap::new();
    for line in lines {
        boxes.entry(line.shipment_box_id).or_default().push(line);
    }
    let results: Vec<Value> = boxes.values().map(|lines| one_box(desk, lines, change)).collect();
    Ok(Reply::object("OK", &answer(&results)))
}

fn one_box(desk: &mut Desk<'_>, lines: &[Line], change: BoxMove) -> Value {
    if std::mem::take(&mut desk.row_fails) {
        return result(lines, Outcome::UndefinedError);
    }
    result(lines, change(desk, lines).err().unwrap_or(Outcome::Ok))
}

fn answer(results: &[Value]) -> Value {
    let good = results.iter().filter(|row| row["succeed"] == true).count();
    let (code, message) = match good {
        _ if results.is_empty() => (-1, "NONE"),
        0 => (99, "FAILED"),
        good if good == results.len() => (0, "SUCCESS"),
        _ => (1, "PARTIAL_ERROR"),
    };
    json!({"responseCode": code, "responseMessage": message, "responseList": results})
}

fn result(lines: &[Line], outcome: Outcome) -> Value {
    let (code, retry, text) = outcome.text();
    let first = lines.first();
    let box_id = first.map(|line| line.shipment_box_id);
    let order_id = first.map(|line| line.order_id);
    let message = match (outcome, box_id, order_id) {
        (Outcome::Ok, ..) => Value::Null,
        (_, Some(box_id), Some(order_id)) => {
            json!(format!("{text} [합포장번호 : {box_id}] [주문번호 : {order_id}]"))
        }
        _ => json!(text),
    };
    json!({
        "shipmentBoxId": box_id,
        "succeed": outcome == Outcome::Ok,
        "resultCode": code,
        "retryRequired": retry,
        "resultMessage": message,
    })
}

fn line(value: &Value) -> Result<Line, Refusal> {
    let fields = Fields::of(value)?;
    Ok(Line {
        shipment_box_id: fields.number("shipmentBoxId")?,
        order_id: fields.number("orderId")?,
        vendor_item_id: fields.number("vendorItemId")?,
        courier: fields.text("deliveryCompanyCode")?.to_owned(),
        number: fields.text("invoiceNumber")?.to_owned(),
        split: fields.flag("splitShipping")?,
        pre_split: fields.flag("preSplitShipped")?,
        planned: fields.text("estimatedShippingDate")?.to_owned(),
    })
}

fn upload_box(desk: &mut Desk<'_>, lines: &[Line]) -> Result<(), Outcome> {
    let sheet = find(desk, lines)?;
    let wants_split = lines.iter().any(|line| line.split);
    if sheet.status != SheetStatus::Instruct {
        return Err(if wants_split && sheet.status.has_left() {
            Outcome::NotAllowSeparateAfterNormal
        } else {
            Outcome::InvalidStatus
        });
    }
    check_stops(desk, sheet)?;
    if sheet.split_shipping || wants_split {
        return split::ship(desk, lines);
    }
    covers(sheet, lines)?;
    let parcel = one_parcel(lines)?;
    check_number(desk, sheet, &parcel)?;
    ship(desk, lines[0].shipment_box_id, parcel, Operation::UploadInvoices);
    Ok(())
}

fn update_box(desk: &mut Desk<'_>, lines: &[Line]) -> Result<(), Outcome> {
    let sheet = find(desk, lines)?;
    if !sheet.status.has_left() {
        return Err(Outcome::InvalidStatus);
    }
    match (sheet.split_shipping, lines.iter().any(|line| line.split)) {
        (false, true) => return Err(Outcome::NotAllowSeparateAfterNormal),
        (true, _) if lines.iter().any(|line| !line.split) => return Err(Outcome::MustBeSeparate),
        (true, _) if lines.iter().any(|line| line.courier == couriers::DIRECT) => {
            return Err(Outcome::NotAllowVendorDirect);
        }
        _ => {}
    }
    covers(sheet, lines)?;
    let parcel = one_parcel(lines)?;
    if sheet.parcel.as_ref() == Some(&parcel) {
        return Err(Outcome::DuplicateInvoiceNumber);
    }
    check_number(desk, sheet, &parcel)?;
    ship(desk, lines[0].shipment_box_id, parcel, Operation::UpdateInvoices);
    Ok(())
}

fn find<'a>(desk: &'a Desk<'_>, lines: &[Line]) -> Result<&'a Sheet, Outcome> {
    let first = lines.first().ok_or(Outcome::NotFoundShipmentBox)?;
    let sheet = desk.state.sheets.get(&first.shipment_box_id).ok_or(Outcome::NotFoundShipmentBox)?;
    // Which code an order number of another box gets is unverified.
    if lines.iter().any(|line| line.order_id != sheet.order_id) {
        return Err(Outcome::PermissionDenied);
    }
    if sheet.items.iter().all(|item| item.live() == 0) {
        return Err(Outcome::OrderDeliveryCanceled);
    }
    Ok(sheet)
}

/// An unanswered stop request blocks the box. In 상품준비중 a request for all of it has the
/// code of a cancelled order (출고 준비중 상태인경우 -> 출고중지 요청건입니다), one for a part its own.
fn check_stops(desk: &Desk<'_>, sheet: &Sheet) -> Result<(), Outcome> {
    let stopped = desk.state.open_stops(sheet.shipment_box_id).next().is_some();
    let nothing_left = sheet.items.iter().all(|item| item.shippable() == 0);
    match (stopped, nothing_left) {
        (true, true) => Err(Outcome::StopRequested),
        (true, false) => Err(Outcome::PartialStopRequested),
        (false, true) => Err(Outcome::CanceledHoldingForCancel),
        (false, false) => Ok(()),
    }
}

/// Every option of the box that is not cancelled has its row, and no other.
pub(crate) fn covers(sheet: &Sheet, lines: &[Line]) -> Result<(), Outcome> {
    let named = |id: i64| lines.iter().any(|line| line.vendor_item_id == id);
    let all_named =
        sheet.items.iter().filter(|item| item.live() > 0).all(|item| named(item.goods.vendor_item_id));
    let all_ours = lines.iter().all(|line| sheet.item(line.vendor_item_id).is_some());
    (all_named && all_ours).then_some(()).ok_or(Outcome::NotFoundVendorItem)
}

/// All rows of a box carry the same courier and number.
fn one_parcel(lines: &[Line]) -> Result<Parcel, Outcome> {
    let first = lines.first().ok_or(Outcome::NotFoundShipmentBox)?;
    let same = lines.iter().all(|line| line.number == first.number && line.courier == first.courier);
    same.then(|| Parcel { courier: first.courier.clone(), number: first.number.clone() })
        .ok_or(Outcome::InvalidInvoiceNumber)
}

/// Digits per courier, and no other recipient within six months; 업체직송 is the way out
/// when a genuine number is refused.
pub(crate) fn check_number(desk: &Desk<'_>, sheet: &Sheet, parcel: &Parcel) -> Result<(), Outcome> {
    if !couriers::accepts(&parcel.courier, &parcel.number) {
        return Err(Outcome::InvalidInvoiceNumber);
    }
    let taken = parcel.courier != couriers::DIRECT
        && desk.state.invoice_taken(&parcel.number, &sheet.receiver, sheet.shipment_box_id, desk.now);
    if taken {
        return Err(Outcome::NotAllowReUpload);
    }
    Ok(())
}

/// Sends a box on its way; an update sets it back to 배송지시.
pub(crate) fn ship(desk: &mut Desk<'_>, box_id: i64, parcel: Parcel, by: Operation) {
    let at = desk.now;
    let direct = parcel.courier == couriers::DIRECT;
    desk.state.remember_invoice(&parcel.number, box_id, at);
    if let Some(sheet) = desk.state.sheets.get_mut(&box_id) {
        sheet.parcel = Some(parcel);
        sheet.departed_at = sheet.departed_at.or(Some(at));
        sheet.in_transit_at = None;
        sheet.delivered_at = None;
        for item in &mut sheet.items {
            item.invoiced_at = Some(at);
        }
        sheet.reach(if direct { SheetStatus::NoneTracking } else { SheetStatus::Departure }, at);
        sheet.count(by);
    }
    if let Some(after) = desk.settings.scan_after.filter(|_| !direct) {
        desk.state.plan(at + seconds(after), Event::Scan(box_id));
    }
    desk.state.touch();
}

/// 배송지시 이후 30일이 지난 배송지시, 배송중 상태인 주문만 처리 가능합니다.
const LONG_UNDELIVERED: TimeDelta = TimeDelta::days(30);

pub(crate) fn complete_long_undelivered(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value)?;
    let id = fields.number("shipmentBoxId")?;
    let number = fields.text("invoiceNumber")?;
    let now = desk.now;
    let sheet = desk
        .state
        .sheets
        .get_mut(&id)
        .ok_or_else(|| Refusal::bad("배송완료 처리 실패. 배송정보가 없습니다."))?;
    let travelling = matches!(sheet.status, SheetStatus::Departure | SheetStatus::Delivering);
    let same_number = sheet.parcel.as_ref().is_some_and(|it| it.number == number);
    let old = sheet.departed_at.is_some_and(|at| now - at >= LONG_UNDELIVERED);
    if !travelling || !same_number || !old {
        let status = sheet.status.code();
        return Err(Refusal::bad(format!("배송완료 처리 실패. 배송상태: {status}")));
    }
    sheet.delivered_at = Some(now);
    sheet.reach(SheetStatus::FinalDelivery, now);
    sheet.count(Operation::CompleteLongUndelivered);
    desk.state.touch();
    Ok(Reply::object("SUCCESS", &json!(true)))
}
