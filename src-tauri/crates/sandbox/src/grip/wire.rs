//! The rows of the lists, each with just the fields its model names. Dates are milliseconds and money is a
//! Double. A date or number that is not there is null, a text that is not there is left out [unverified].

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::model::{Key, Line, Parcel};
use super::state::State;

type Row = Map<String, Value>;

/// 출고지 of everything here.
const ORIGIN: (&str, &str) = ("10881", "경기도 파주시 회동길 445 물류동 2층");

/// OrderList
pub(crate) fn order(state: &State, line: &Line) -> Value {
    let mut row = common(state, line);
    payment(&mut row, state, line);
    requests(&mut row, line);
    row.insert("confirmAt".to_owned(), date(line.confirmed_at));
    row.insert("cancelAt".to_owned(), date(line.cancelled_at));
    Value::Object(row)
}

/// ReturnList
pub(crate) fn returned(state: &State, line: &Line) -> Value {
    let mut row = common(state, line);
    payment(&mut row, state, line);
    if let Some(claim) = &line.returned {
        row.insert("returnRequestAt".to_owned(), date(Some(claim.requested_at)));
        row.insert("returnCancelAt".to_owned(), date(claim.cancelled_at));
        row.insert("returnCompleteAt".to_owned(), date(claim.completed_at));
        row.insert("buyerReturnReasonType".to_owned(), json!(claim.kind));
        text(&mut row, "buyerReturnReason", Some(&claim.reason));
        text(&mut row, "sellerReturnReason", claim.deny_reason.as_deref());
        text(&mut row, "sellerPermitMessage", claim.permit_message.as_deref());
    }
    Value::Object(row)
}

/// ExchangeList
pub(crate) fn exchange(state: &State, line: &Line) -> Value {
    let mut row = common(state, line);
    payment(&mut row, state, line);
    if let Some(claim) = &line.exchange {
        row.insert("exchangeRequestAt".to_owned(), date(Some(claim.requested_at)));
        row.insert("exchangeCancelAt".to_owned(), date(claim.cancelled_at));
        row.insert("buyerChangeReasonType".to_owned(), json!(claim.kind));
        text(&mut row, "buyerChangeReason", Some(&claim.reason));
    }
    Value::Object(row)
}

/// DeliveryPrepareList
pub(crate) fn prepare(state: &State, line: &Line) -> Value {
    let mut row = delivery(state, line);
    let postponed = line.postponed.as_ref();
    row.insert("postponedAt".to_owned(), date(postponed.map(|postponed| postponed.at)));
    text(&mut row, "postponedReason", postponed.map(|postponed| postponed.reason.as_str()));
    Value::Object(row)
}

/// DeliveryStartList
pub(crate) fn start(state: &State, line: &Line) -> Value {
    let mut row = delivery(state, line);
    parcel(&mut row, line.parcel.as_ref());
    Value::Object(row)
}

/// DeliveryStatusList
pub(crate) fn status(state: &State, line: &Line) -> Value {
    let mut row = delivery(state, line);
    parcel(&mut row, line.parcel.as_ref());
    row.insert("startAt".to_owned(), date(line.started_at));
    row.insert("orderState".to_owned(), json!(line.state.code()));
    Value::Object(row)
}

/// What all six have.
fn common(state: &State, line: &Line) -> Row {
    let goods = &line.goods;
    let mut row = Row::new();
    for (name, value) in [
        ("orderSeq", json!(line.key.order_seq)),
        ("orderProductSeq", json!(line.key.order_product_seq)),
        ("orderedAt", date(Some(line.ordered_at))),
        ("price", money(goods.price)),
        ("quantity", json!(line.quantity)),
        ("productAmount", money(line.amount())),
        ("shippingAmount", money(line.shipping)),
        ("shippingExtraAmount", money(line.shipping_extra)),
    ] {
        row.insert(name.to_owned(), value);
    }
    product(&mut row, state, line.key);
    text(&mut row, "yourOptionId", goods.your_option_id.as_deref());
    text(&mut row, "optionName", goods.option.as_deref());
    text(&mut row, "clearanceCode", line.clearance_code.as_deref());
    people(&mut row, state, line);
    row
}

/// What orders share with reviews and inquiries.
pub(super) fn product(row: &mut Row, state: &State, key: Key) {
    if let Some(line) = state.line(key) {
        text(row, "yourProductId", Some(&line.goods.your_product_id));
        text(row, "productId", Some(&line.goods.product_id));
        text(row, "productName", Some(&line.goods.name));
    }
}

/// 이미지 있는 경우 URL 목록
pub(super) fn images(kind: &str, seq: u64, count: u32) -> Value {
    let url = |number| format!("https://image.example.com/{kind}/{seq}/{number}.jpg");
    json!((0..count).map(url).collect::<Vec<String>>())
}

fn people(row: &mut Row, state: &State, line: &Line) {
    if let Some(order) = state.order(line.key.order_seq) {
        text(row, "buyerNickname", Some(&order.buyer.nickname));
        text(row, "buyerName", Some(&order.buyer.name));
        text(row, "buyerPhoneNumber", Some(&order.buyer.phone));
    }
    text(row, "recipientName", Some(&line.receiver.name));
    text(row, "recipientPhoneNumber", Some(&line.receiver.phone));
    text(row, "recipientPostalCode", Some(&line.receiver.postal_code));
    text(row, "recipientAddress", Some(&line.receiver.full()));
}

/// What orders, returns and exchanges have, and deliveries lack.
fn payment(row: &mut Row, state: &State, line: &Line) {
    row.insert("orderState".to_owned(), json!(line.state.code()));
    row.insert("optionNameSeqs".to_owned(), json!(line.goods.option_seqs));
    row.insert("couponAmount".to_owned(), money(line.coupon));
    let method = state.order(line.key.order_seq).map(|order| order.payment.code());
    row.insert("paymentMethod".to_owned(), json!(method));
}

/// What orders and deliveries have.
fn requests(row: &mut Row, line: &Line) {
    text(row, "deliveryRequest", line.request.as_deref());
    text(row, "dawnDeliveryRequest", line.dawn_request.as_deref());
}

fn delivery(state: &State, line: &Line) -> Row {
    let mut row = common(state, line);
    requests(&mut row, line);
    text(&mut row, "originPostalCode", Some(ORIGIN.0));
    text(&mut row, "originAddress", Some(ORIGIN.1));
    row
}

fn parcel(row: &mut Row, parcel: Option<&Parcel>) {
    row.insert("deliveryCompanySeq".to_owned(), json!(parcel.map(|parcel| parcel.company_seq)));
    text(row, "deliveryTrackingNumber", parcel.map(|parcel| parcel.tracking_number.as_str()));
}

pub(super) fn text(row: &mut Row, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        row.insert(name.to_owned(), json!(value));
    }
}

/// Date 타입은 milliseconds로 변환하여 Long 타입으로
pub(super) fn date(at: Option<DateTime<Utc>>) -> Value {
    json!(at.map(|at| at.timestamp_millis()))
}

/// Won, as a Double.
fn money(amount: i64) -> Value {
    // Amounts of won stay far below the 2^53 up to which a double is exact.
    #[allow(clippy::cast_precision_loss)]
    let amount = amount as f64;
    json!(amount)
}
