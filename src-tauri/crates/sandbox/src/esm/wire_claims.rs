//! A claim as the claim queries tell it: neither quantity nor price nor name of the goods, for a claim
//! is about the whole order.

use serde_json::{Map, Value, json};

use super::claims::{Claim, ClaimKind, Hold, Resend};
use super::couriers;
use super::desk::Desk;
use super::model::{Address, Line};
use super::site::Site;
use super::wire::{instant, minute, number, optional, optional_minute, ordered};

pub(crate) fn row(desk: &Desk<'_>, line: &Line, claim: &Claim) -> Value {
    let mut row = Map::new();
    let own = match claim.kind {
        ClaimKind::Cancel => cancel(line, claim),
        ClaimKind::Return => returned(line, claim),
        ClaimKind::Exchange => exchange(line, claim),
    };
    put(&mut row, own);
    if claim.kind != ClaimKind::Cancel {
        put(&mut row, on_the_way(desk, line, claim));
    }
    put(&mut row, ids(desk, line, claim));
    put(&mut row, dates(line, claim));
    Value::Object(row)
}

fn put(row: &mut Map<String, Value>, part: Value) {
    if let Value::Object(part) = part {
        row.extend(part);
    }
}

fn cancel(line: &Line, claim: &Claim) -> Value {
    json!({"CancelStatus": claim.code(line.site), "AddShippingFee": number(0)})
}

/// Who pays the way back: 1 사이트, 2 구매자, 3 판매자.
fn payer(claim: &Claim) -> i64 {
    if claim.reason.blame() == 1 { 2 } else { 3 }
}

fn returned(line: &Line, claim: &Claim) -> Value {
    let extra = claim.extra_fee > 0;
    let mut part = json!({
        "ReturnStatus": claim.code(line.site),
        "IsFastRefund": claim.fast_refund,
        "FastRefundRewardStatus": 0,
        "GoodsStatus": claim.goods_status,
        "AddReturnShippingFee": number(claim.extra_fee),
        // Of the extra fee 1 is 구매자.
        "WhoAddReturnShippingFee": i64::from(extra),
        "AddReturnShippingFeeWay": if extra { 1 } else { 0 },
        "ReturnShippingFee": number(claim.fee),
        "WhoReturnShippingFee": payer(claim),
        "ReturnShippingFeeWay": claim.fee_way,
    });
    if line.site.is_gmarket()
        && let Some(map) = part.as_object_mut()
    {
        map.insert("SlotInfo".to_owned(), Value::Null);
    }
    part
}

fn exchange(line: &Line, claim: &Claim) -> Value {
    let code = line.goods.option_code.clone();
    json!({
        "ExchangeStatus": claim.code(line.site),
        "OutItemNo": line.goods.seller_code,
        "ItemOptionCodes": if line.site.is_gmarket() { json!([code]) } else { json!(code) },
        "ExchangeShippingFee": number(claim.fee),
        "WhoExchangeShippingFee": payer(claim),
        "ExchangeShippingFeeWay": claim.fee_way,
        "ResendInfo": resend(line, claim.resend.as_ref()),
    })
}

/// 옥션 tells the receiver of a replacement once it was sent.
fn resend(line: &Line, resend: Option<&Resend>) -> Value {
    let told = line.site.is_gmarket() || resend.is_some();
    json!({
        "ResendDate": resend.map(|it| instant(it.sent_at)),
        "CompleteDate": optional(resend.and_then(|it| it.completed_at)),
        "DeliveryCompName": resend.map(|it| couriers::name(it.parcel.courier)),
        "InvoiceNo": resend.map(|it| it.parcel.invoice.as_str()),
        "ReceiverInfo": person(line.receiver.as_ref().filter(|_| told)),
    })
}

/// Post codes of claims carry a blank at their end, as in the samples.
fn person(address: Option<&Address>) -> Value {
    let of = |part: fn(&Address) -> &str| json!(address.map(part));
    json!({
        "Name": of(|to| &to.name),
        "HpNo": of(|to| &to.mobile),
        "TelNo": of(|to| if to.phone.is_empty() { &to.mobile } else { &to.phone }),
        "ZipCode": address.map(|to| format!("{} ", to.zip_code)),
        "AddressFront": of(|to| &to.front),
        "AddressBack": of(|to| &to.back),
        "Address": address.map_or_else(|| " ".to_owned(), Address::full),
    })
}

fn on_the_way(desk: &Desk<'_>, line: &Line, claim: &Claim) -> Value {
    json!({
        "HoldInfo": hold(line.site, claim),
        "ShippingInfo": shipping(desk, line),
        "PickupInfo": pickup(line, claim),
    })
}

fn hold(site: Site, claim: &Claim) -> Value {
    let hold = claim.hold.as_ref();
    json!({
        "HoldDate": hold.map(|it| minute(it.held_at)),
        "IsHold": claim.is_held(),
        "Reason": hold.map_or(0, |it| hold_reason(site, claim.kind, it)),
        "FreeDate": optional(hold.and_then(|it| it.freed_at)),
    })
}

/// 교환입고미확인 is asked for as 4 and told as 2 on G마켓.
fn hold_reason(site: Site, kind: ClaimKind, hold: &Hold) -> i64 {
    match (kind, hold.reason) {
        (ClaimKind::Exchange, 4) if site.is_gmarket() => 2,
        (_, reason) => reason,
    }
}

/// 원배송. The code of its courier is text on G마켓 and a number on 옥션.
fn shipping(desk: &Desk<'_>, line: &Line) -> Value {
    let parcel = line.parcel.as_ref();
    let courier = parcel.map(|parcel| parcel.courier);
    let code =
        if line.site.is_gmarket() { json!(courier.map(|code| code.to_string())) } else { json!(courier) };
    let fee = desk.state.order(line.site, line.pay_no).map_or(0, |order| order.shipping_fee);
    json!({
        "CompleteDate": optional(line.delivered_at),
        "ShippingFee": number(fee),
        // Of the first fee 1 is 구매자, 2 판매자.
        "WhoShippingFee": if fee > 0 { 1 } else { 2 },
        "DeliveryCompCode": code,
        "InvoiceNo": parcel.map(|parcel| parcel.invoice.as_str()),
    })
}

fn pickup(line: &Line, claim: &Claim) -> Value {
    let pickup = claim.pickup.as_ref();
    let parcel = pickup.and_then(|it| it.parcel.as_ref());
    let own = if line.site.is_gmarket() { "자체배송" } else { "기타" };
    let status = pickup.map_or(0, |it| if it.by_site { 1 } else { 2 });
    json!({
        "Status": status,
        "CompleteDate": optional(pickup.and_then(|it| it.completed_at)),
        "DeliveryCompName": parcel.map_or(own, |parcel| couriers::name(parcel.courier)),
        "InvoiceNo": parcel.map_or("", |parcel| parcel.invoice.as_str()),
        "SenderInfo": person(line.receiver.as_ref()),
        "ReceiverInfo": warehouse(),
    })
}

/// 반품배송지, as the seller registered it.
fn warehouse() -> Value {
    let (front, back) = ("경기도 김포시 고촌읍 아라육로 57", "모아살림 물류센터 2층");
    json!({
        "Name": "모아살림",
        "HpNo": "1577-1110",
        "TelNo": "031-555-0110",
        "ZipCode": "10136",
        "AddressFront": front,
        "AddressBack": back,
        "Address": format!("{front} {back}"),
    })
}

/// Of returns and exchanges both 2 and 3 are told for G마켓.
fn site_type(line: &Line, kind: ClaimKind) -> i64 {
    let even = line.order_no.is_multiple_of(2);
    if kind != ClaimKind::Cancel && even { line.site.code() } else { line.site.answer_code() }
}

fn ids(desk: &Desk<'_>, line: &Line, claim: &Claim) -> Value {
    let mut part = json!({
        "SiteType": site_type(line, claim.kind),
        "SellerId": desk.state.credentials.seller_id(line.site),
        "PayNo": line.pay_no,
        "GroupNo": line.group_no,
        "OrderNo": line.order_no,
        "GoodsNo": 0,
        "SiteGoodsNo": line.goods.goods_no,
        "RequestUser": claim.requested_by.code(),
        "ApproveUser": claim.approved_by.code(),
        "Reason": claim.reason.blame(),
        "ReasonCode": claim.reason.code,
        "ReasonDetail": claim.reason.detail,
    });
    if line.site.is_gmarket()
        && let Some(map) = part.as_object_mut()
    {
        let gift = if line.gift.is_some() { "Y" } else { "N" };
        map.insert("IsGiftOrder".to_owned(), json!(gift));
    }
    part
}

/// Requests carry no seconds, but on 옥션's cancels.
fn dates(line: &Line, claim: &Claim) -> Value {
    let exact = claim.kind == ClaimKind::Cancel && !line.site.is_gmarket();
    let moment = |at| if exact { optional(at) } else { optional_minute(at) };
    json!({
        "OrderDate": ordered(line.site, line.ordered_at),
        "PayDate": line.paid_at.map(|at| ordered(line.site, at)),
        "RequestDate": moment(Some(claim.requested_at)),
        "WithdrawDate": moment(claim.withdrawn_at),
        "ApproveDate": moment(claim.approved_at),
        "CompleteDate": optional(claim.completed_at),
    })
}
