//! 반품 / 취소 요청: lists, 출고중지완료, 이미출고, 입고확인, 승인, 회수 송장.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::body::{self, Fields, path_id};
use super::claims::{Collect, ConfirmType, Exchange, ReceiptType, Return, ReturnStatus};
use super::couriers;
use super::desk::{Asked, Desk};
use super::errors::{Refusal, Reply};
use super::life;
use super::model::{Parcel, SheetStatus};
use super::outcome::Outcome;
use super::query::{Offset, Query, Window};
use super::route::Operation;
use super::shipping;
use super::state::Event;
use super::wire_claims;
use crate::clock::seconds;

const COUNT_MISMATCH: &str = "[INTERNAL_SERVER_ERROR] 취소반품접수수량과 cancelCount가 일치하지 않습니다.";
/// The end of this sentence is unverified.
const NO_HISTORY: &str = "There is no history of the return receipt.";
const ALREADY_RETURNED: &str = "Product is already returned.";
const NUMBER_INVALID: &str = "송장번호가 유효하지 않습니다.";
const NUMBER_TAKEN: &str =
    "이미 저장된 송장번호가 있어 송장번호 등록이 불가능합니다. (동일송장번호 업로드 조건 : 수취인정보 동일)";

/// Which receipts a list asks for.
#[derive(Debug, Clone, Copy)]
enum Filter {
    Cancels,
    Group(Group),
    Order(i64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    /// 출고중지요청
    Ru,
    /// 반품접수
    Uc,
    /// 반품완료
    Cc,
    /// 쿠팡확인요청
    Pr,
}

impl Group {
    /// 출고중지요청 shows under RU and under UC; that 입고완료 shows under UC is unverified.
    fn holds(self, status: ReturnStatus) -> bool {
        match self {
            Self::Ru => status == ReturnStatus::ReleaseStopUnchecked,
            Self::Uc => matches!(
                status,
                ReturnStatus::ReleaseStopUnchecked
                    | ReturnStatus::ReturnsUnchecked
                    | ReturnStatus::VendorWarehouseConfirm
            ),
            Self::Cc => status == ReturnStatus::ReturnsCompleted,
            Self::Pr => status == ReturnStatus::RequestCoupangCheck,
        }
    }
}

impl Filter {
    fn holds(self, receipt: &Return) -> bool {
        let cancels = matches!(self, Self::Cancels);
        if receipt.withdrawn_at.is_some() || cancels != (receipt.receipt_type == ReceiptType::Cancel) {
            return false;
        }
        match self {
            Self::Cancels => true,
            Self::Group(group) => group.holds(receipt.status),
            Self::Order(order_id) => receipt.order_id == order_id,
        }
    }
}

fn filter(query: &Query) -> Result<Filter, Refusal> {
    let status = query.get("status")?;
    let order_id = query.id("orderId")?;
    let cancels = match query.get("cancelType")? {
        None | Some("RETURN") => false,
        Some("CANCEL") => true,
        Some(other) => return Err(Refusal::bad(format!("Invalid cancelType : {other}"))),
    };
    let group = match status {
        None => None,
        Some("RU") => Some(Group::Ru),
        Some("UC") => Some(Group::Uc),
        Some("CC") => Some(Group::Cc),
        Some("PR") => Some(Group::Pr),
        Some(other) => return Err(Refusal::bad(format!("Invalid status : {other}"))),
    };
    match (cancels, group, order_id) {
        (true, None, None) => Ok(Filter::Cancels),
        (true, ..) => Err(Refusal::bad("status and orderId are not supported with cancelType=CANCEL")),
        (false, Some(group), _) => Ok(Filter::Group(group)),
        (false, None, Some(order_id)) => Ok(Filter::Order(order_id)),
        (false, None, None) => {
            Err(Refusal::bad("OrderId can't be null, if doesn't pass the parameter status"))
        }
    }
}

pub(crate) fn list(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let query = Query::parse(asked.query)?;
    let filter = filter(&query)?;
    let order_id = query.id("orderId")?;
    let dialect = asked.route.dialect;
    let time_frame = query.is_time_frame()?;
    let window = if time_frame {
        query.minutes(Offset::Forbidden, TimeDelta::days(31))?
    } else {
        query.days(Offset::Forbidden)?
    };
    let size = if time_frame { usize::MAX } else { query.page_size(50)? };
    let after = query.id("nextToken")?.filter(|_| !time_frame);
    let wanted = |receipt: &&Return| {
        filter.holds(receipt)
            && window_holds(window, receipt)
            && order_id.is_none_or(|id| id == receipt.order_id)
    };
    let rows: Vec<&Return> = desk
        .state
        .returns
        .range(after.map_or(i64::MIN, |id| id.saturating_add(1))..)
        .map(|(_, receipt)| receipt)
        .filter(wanted)
        .take(size.saturating_add(1))
        .collect();
    let shown = rows.iter().take(size);
    let data: Vec<Value> = shown.map(|row| wire_claims::receipt(row, dialect)).collect();
    if time_frame {
        return Ok(Reply::list(data));
    }
    let token = match rows.get(size.wrapping_sub(1)) {
        Some(last) if rows.len() > size => last.receipt_id.to_string(),
        _ => String::new(),
    };
    Ok(Reply::page(data, &token))
}

fn window_holds(window: Window, receipt: &Return) -> bool {
    window.holds(receipt.created_at)
}

/// Cancel numbers are not supported here; a withdrawn return is gone.
pub(crate) fn single(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let id = path_id("receiptId", &asked.route.id)?;
    let receipt = desk
        .state
        .returns
        .get(&id)
        .filter(|it| it.receipt_type == ReceiptType::Return && it.withdrawn_at.is_none())
        .ok_or_else(|| Refusal::bad(NO_HISTORY))?;
    let data = json!([wire_claims::receipt(receipt, asked.route.dialect)]);
    Ok(Reply::object("OK", &data))
}

/// The receipt an action names in its path and repeats in its body.
fn target<'a>(desk: &'a Desk<'_>, asked: Asked<'_>, fields: Fields<'_>) -> Result<&'a Return, Refusal> {
    let id = path_id("receiptId", &asked.route.id)?;
    fields.same_vendor(&asked.route.vendor_id)?;
    fields.same_id("receiptId", id)?;
    desk.state
        .returns
        .get(&id)
        .filter(|it| it.receipt_type == ReceiptType::Return && it.withdrawn_at.is_none())
        .ok_or_else(|| Refusal::bad(NO_HISTORY))
}

/// `cancelCount` is the quantity of the whole receipt, never of an item.
fn check_count(receipt: &Return, fields: Fields<'_>) -> Result<(), Refusal> {
    if fields.count("cancelCount")? == receipt.count_sum() {
        Ok(())
    } else {
        Err(Refusal::new(500, COUNT_MISMATCH))
    }
}

/// Approves a cancel request: nothing leaves, the buyer is refunded.
pub(crate) fn stop_shipment(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value)?;
    let receipt = target(desk, asked, fields)?;
    if !receipt.is_open_stop() {
        return Err(Refusal::bad(ALREADY_RETURNED));
    }
    check_count(receipt, fields)?;
    let id = receipt.receipt_id;
    life::stop(desk.state, id, ConfirmType::VendorConfirm, desk.now);
    count(desk, id, Operation::StopShipment);
    let data = json!({
        "resultCode": "SUCCESS",
        "resultMessage": "출고중지완료요청이 성공하였습니다",
    });
    Ok(Reply::object("OK", &data))
}

/// Refuses a cancel request: the parcel is on its way, a return follows at the seller's
/// expense. Its answer carries the code inside `data` and none outside.
pub(crate) fn already_shipped(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value)?;
    let receipt = target(desk, asked, fields)?;
    let parcel = parcel(fields)?;
    if !receipt.is_open_stop() {
        return Err(Refusal::bad(ALREADY_RETURNED));
    }
    check_parcel(desk, receipt, &parcel)?;
    let id = receipt.receipt_id;
    refuse(desk, id, &parcel);
    count(desk, id, Operation::AlreadyShipped);
    Ok(Reply::json(
        200,
        json!({"data": {
            "code": "200",
            "message": "OK",
            "resultCode": "SUCCESS",
            "resultMessage": "이미출고 상태변경이 성공하였습니다.",
        }}),
    ))
}

/// The number is checked as an upload's is, and refused in a sentence instead of a code.
fn check_parcel(desk: &Desk<'_>, receipt: &Return, parcel: &Parcel) -> Result<(), Refusal> {
    let sheets = receipt.items.iter().filter_map(|item| desk.state.sheets.get(&item.shipment_box_id));
    for sheet in sheets {
        shipping::check_number(desk, sheet, parcel).map_err(|outcome| {
            Refusal::bad(if outcome == Outcome::NotAllowReUpload { NUMBER_TAKEN } else { NUMBER_INVALID })
        })?;
    }
    Ok(())
}

/// That the box itself then stands at 배송지시 with this number is unverified.
fn refuse(desk: &mut Desk<'_>, receipt_id: i64, parcel: &Parcel) {
    for box_id in life::refuse_stop(desk.state, receipt_id, desk.now) {
        let waits = desk.state.sheets.get(&box_id).is_some_and(|sheet| sheet.status == SheetStatus::Instruct);
        if waits {
            shipping::ship(desk, box_id, parcel.clone(), Operation::AlreadyShipped);
        }
    }
}

fn parcel(fields: Fields<'_>) -> Result<Parcel, Refusal> {
    let courier = fields.text("deliveryCompanyCode")?;
    if !couriers::is_known(courier) {
        return Err(Refusal::new(500, "internal exception"));
    }
    Ok(Parcel { courier: courier.to_owned(), number: fields.text("invoiceNumber")?.to_owned() })
}

/// The goods are in. A fast refund (일반 배송, 10만원 미만) completes at once; any other
/// return waits for the approval.
pub(crate) fn receive(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value)?;
    let receipt = target(desk, asked, fields)?;
    if receipt.status != ReturnStatus::ReturnsUnchecked || receipt.is_open_stop() {
        return Err(Refusal::bad(NO_HISTORY));
    }
    let id = receipt.receipt_id;
    life::receive_return(desk.state, id, desk.now);
    count(desk, id, Operation::ReceiveReturn);
    if let Some(after) = desk.settings.approve_after {
        desk.state.plan(desk.now + seconds(after), Event::Approve(id));
    }
    // The answer comes with or without data.
    if id % 2 == 0 {
        return Ok(Reply::bare("OK"));
    }
    let data = json!({"resultCode": "SUCCESS", "resultMessage": "입고 확인 처리가 성공하였습니다."});
    Ok(Reply::object("OK", &data))
}

/// Refunds a received return.
pub(crate) fn approve(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value)?;
    let receipt = target(desk, asked, fields)?;
    if receipt.status != ReturnStatus::VendorWarehouseConfirm {
        return Err(Refusal::bad(NO_HISTORY));
    }
    check_count(receipt, fields)?;
    let id = receipt.receipt_id;
    life::complete(desk.state, id, ConfirmType::VendorConfirm, desk.now);
    count(desk, id, Operation::ApproveReturn);
    Ok(Reply::bare("OK"))
}

fn count(desk: &mut Desk<'_>, receipt_id: i64, operation: Operation) {
    if let Some(receipt) = desk.state.returns.get_mut(&receipt_id) {
        receipt.count(operation);
        desk.state.touch();
    }
}

/// 필수항목 미입력 시 발생.
const NULL_OBJECT: &str = "Object is null";

pub(crate) fn pickup_invoice(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value)?;
    let required = ["returnExchangeDeliveryType", "receiptId", "deliveryCompanyCode", "invoiceNumber"];
    if required.iter().any(|name| value[*name].is_null()) {
        return Err(Refusal::bad(NULL_OBJECT));
    }
    let id = fields.number("receiptId")?;
    let kind = fields.text("returnExchangeDeliveryType")?;
    let parcel = parcel(fields)?;
    let delivery_id = match kind {
        "RETURN" => fetch_return(desk, id, &parcel)?,
        "EXCHANGE" => fetch_exchange(desk, id, &parcel)?,
        _ => return Err(Refusal::bad(NULL_OBJECT)),
    };
    let data = json!({
        "deliveryCompanyCode": parcel.courier,
        "invoiceNumber": parcel.number,
        "invoiceNumberId": desk.state.new_delivery_id(),
        "receiptId": id,
        "regNumber": fields.optional_text("regNumber")?,
        "returnDeliveryId": delivery_id,
        "returnExchangeDeliveryType": kind,
    });
    desk.state.touch();
    Ok(Reply::numbered(&data))
}

fn fetch_return(desk: &mut Desk<'_>, id: i64, parcel: &Parcel) -> Result<i64, Refusal> {
    let now = desk.now;
    let open = |it: &&mut Return| it.status == ReturnStatus::ReturnsUnchecked && it.withdrawn_at.is_none();
    let receipt = desk.state.returns.get_mut(&id).filter(open).ok_or_else(|| Refusal::bad(NO_HISTORY))?;
    receipt.pickups.push(parcel.clone());
    receipt.modified_at = now;
    receipt.count(Operation::PickupInvoice);
    Ok(receipt.delivery_id)
}

fn fetch_exchange(desk: &mut Desk<'_>, id: i64, parcel: &Parcel) -> Result<i64, Refusal> {
    let now = desk.now;
    let open = |it: &&mut Exchange| it.is_open() && it.collect == Collect::BeforeDirection;
    let exchange = desk.state.exchanges.get_mut(&id).filter(open).ok_or_else(|| Refusal::bad(NO_HISTORY))?;
    exchange.pickups.push(parcel.clone());
    exchange.collect = Collect::CompleteDirection;
    exchange.modified_at = now;
    exchange.count(Operation::PickupInvoice);
    Ok(desk.state.new_delivery_id())
}
