//! An order as the order queries tell it, key by key as the samples of each site have it.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};

use super::couriers;
use super::desk::Desk;
use super::generate::MADE_TO_ORDER;
use super::model::{Address, Buyer, Distribution, Line, Order};
use super::orders::due_at;
use super::wire::{end_of_day, optional, ordered, won};

/// 안심번호 come "약 5분" after the payment.
pub(crate) const NUMBERS_AFTER: TimeDelta = TimeDelta::minutes(5);
/// 서비스 이용료, in hundredths.
pub(crate) const FEE_PERCENT: i64 = 12;

/// 0 일반주문, 1 선물수락대기, 2 선물수락완료.
pub(crate) fn gift_status(line: &Line) -> i64 {
    line.gift.as_ref().map_or(0, |gift| if gift.accepted_at.is_none() { 1 } else { 2 })
}

/// 배송비 of the basket: on its first line on G마켓, on every line on 옥션.
fn shipping_fee(line: &Line, order: Option<&Order>) -> i64 {
    let bears = |order: &&Order| !line.site.is_gmarket() || order.line_nos.first() == Some(&line.order_no);
    order.filter(bears).map_or(0, |order| order.shipping_fee)
}

/// (판매단가 * 수량), on 옥션 less what the site bears.
pub(crate) fn order_amount(line: &Line) -> i64 {
    let borne = if line.site.is_gmarket() { 0 } else { line.site_discount };
    line.amount() - borne
}

/// 서비스 이용료
pub(crate) fn service_fee(line: &Line) -> i64 {
    (line.amount() + line.addition_amount()) * FEE_PERCENT / 100
}

/// 정산예정금액
pub(crate) fn settlement_price(line: &Line) -> i64 {
    line.amount() + line.addition_amount() - service_fee(line) - line.seller_discount
}

/// What the buyer paid for the line, its share of the shipping fee included.
fn paid_amount(line: &Line, order: Option<&Order>) -> i64 {
    let goods = line.amount() + line.addition_amount() - line.seller_discount - line.site_discount;
    goods + shipping_fee(line, order)
}

pub(crate) fn order(desk: &Desk<'_>, line: &Line) -> Value {
    let order = desk.state.order(line.site, line.pay_no);
    let mut row = Map::new();
    put(&mut row, ids(line));
    put(&mut row, dates(line, desk.now));
    put(&mut row, goods(line));
    put(&mut row, money(line, order));
    put(&mut row, settlement(line, order));
    put(&mut row, people(line, order, desk.now));
    put(&mut row, shipping(line));
    put(&mut row, options(line));
    put(&mut row, extras(line));
    Value::Object(row)
}

pub(crate) fn pending(desk: &Desk<'_>, line: &Line) -> Value {
    let order = desk.state.order(line.site, line.pay_no);
    let mut row = Map::new();
    put(&mut row, ids(line));
    row.remove("OrderStatus");
    // 옥션만 확인 가능, 지마켓은 결제 이후 확인 가능
    if line.site.is_gmarket() {
        row.insert("GroupNo".to_owned(), Value::Null);
    }
    put(&mut row, json!({"OrderDate": ordered(line.site, line.ordered_at)}));
    put(&mut row, goods(line));
    put(&mut row, money(line, order));
    row.insert("ShippingFee".to_owned(), json!(won(shipping_fee(line, order))));
    put(&mut row, people(line, order, desk.now));
    put(&mut row, options(line));
    // 주문일 +1일
    let due = line.ordered_at + TimeDelta::days(1);
    let due = if line.site.is_gmarket() { ordered(line.site, due) } else { end_of_day(due) };
    put(&mut row, json!({"DepositDueDate": due}));
    Value::Object(row)
}

fn put(row: &mut Map<String, Value>, part: Value) {
    if let Value::Object(part) = part {
        row.extend(part);
    }
}

fn ids(line: &Line) -> Value {
    let branch = if line.site.is_gmarket() { json!(0) } else { Value::Null };
    json!({
        "OrderStatus": line.status.code(),
        "BranchCode": branch,
        "PayNo": line.pay_no,
        "GroupNo": line.group_no,
        "OrderNo": line.order_no,
    })
}

fn dates(line: &Line, now: DateTime<Utc>) -> Value {
    let paid = line.paid_at.map(|at| ordered(line.site, at));
    json!({
        "OrderDate": ordered(line.site, line.ordered_at),
        "PayDate": paid,
        "OrderConfirmDate": optional(line.confirmed_at),
        "TransDate": optional(line.sent_at),
        "TransDueDate": due_at(line, now).map(end_of_day),
        "ArrivalScheduledDate": Value::Null,
        "TransCompleteDate": optional(line.delivered_at),
        "BuyDecisionDate": optional(line.decided_at),
        "TransType": trans_type(line),
        "DistrType": line.distribution.code(),
    })
}

/// 발송정책 of the goods: each has one of the seller's.
fn trans_type(line: &Line) -> &'static str {
    const USUAL: [&str; 6] = ["B", "A", "B", "D", "F", "B"];
    let place = line.goods.goods_no.bytes().map(usize::from).sum::<usize>() % USUAL.len();
    match line.distribution {
        Distribution::Fulfilment => "G",
        _ if line.is_overseas() => "C",
        _ if line.goods.option.contains(MADE_TO_ORDER) => "E",
        _ => USUAL[place],
    }
}

/// 배송정책: one that costs, or one that does not. A basket has a single one [unverified].
fn fee_condition(order: &Order) -> &'static str {
    const PAID: [&str; 4] = ["M", "R", "M", "F"];
    const FREE: [&str; 6] = ["M", "X", "M", "D", "X", "W"];
    let place = usize::try_from(order.pay_no / 11).unwrap_or(0);
    match (order.site.is_gmarket(), order.shipping_fee > 0) {
        (true, true) => PAID[place % PAID.len()],
        (true, false) => FREE[place % FREE.len()],
        (false, true) => "F",
        // 옥션은 F,D,Q,W,X로만 내려감
        (false, false) => ["X", "D", "X", "W", "Q"][place % 5],
    }
}

fn goods(line: &Line) -> Value {
    json!({
        "GoodsNo": if line.site.is_gmarket() { Value::Null } else { json!("") },
        "SiteGoodsNo": line.goods.goods_no,
        "OutGoodsNo": line.goods.seller_code,
        "GoodsName": line.goods.name,
        "SalePrice": won(line.goods.price),
        "ContrAmount": line.quantity,
    })
}

fn money(line: &Line, order: Option<&Order>) -> Value {
    let none = !line.site.is_gmarket();
    let option = |amount: i64| if none && amount == 0 { Value::Null } else { json!(won(amount)) };
    json!({
        "OrderAmount": won(order_amount(line)),
        "AcntMoney": won(paid_amount(line, order)),
        "SellerDiscountPrice1": won(line.seller_discount),
        "SellerDiscountPrice2": won(0),
        "SellerDiscountPrice": won(line.seller_discount),
        "DirectDiscountPrice": won(line.site_discount),
        "OptSelPrice": option(0),
        "OptAddPrice": option(line.addition_amount()),
    })
}

fn settlement(line: &Line, order: Option<&Order>) -> Value {
    let gmarket = line.site.is_gmarket();
    let unused = if gmarket { Value::Null } else { json!(won(0)) };
    let (jeju, backwoods) = order.map_or((0, 0), |order| (order.jeju_fee, order.backwoods_fee));
    let fee = shipping_fee(line, order);
    let mut part = json!({
        "CostPrice": won(settlement_price(line)),
        "ShippingFee": won(fee),
        "DeliveryFeeCondition": order.map(fee_condition),
        "BackwoodsAddDeliveryFee": won(if fee == 0 { 0 } else { backwoods }),
        "JejuAddDeliveryFee": won(if fee == 0 { 0 } else { jeju }),
        "SettlementPrice": won(settlement_price(line)),
        "OutsidePrice": won(0),
        "ServiceFee": won(service_fee(line)),
        "SellerCashbackMoney": won(0),
        "SinglePayDcAmnt": unused,
        "MultiBuyDcAmnt": unused,
        "GreatMembDcAmnt": unused,
    });
    if !gmarket && let Some(map) = part.as_object_mut() {
        map.insert("BasicServiceFee".to_owned(), json!(won(service_fee(line))));
    }
    part
}

/// Whether the numbers have come: safe ones are made after the payment, and take a while.
fn numbers_known(line: &Line, buyer: &Buyer, now: DateTime<Utc>) -> bool {
    let made = line.paid_at.is_some_and(|paid| paid + NUMBERS_AFTER <= now);
    let unpaid = line.paid_at.is_none() && line.site.is_gmarket();
    made || !(buyer.safe_number || unpaid)
}

fn people(line: &Line, order: Option<&Order>, now: DateTime<Utc>) -> Value {
    let buyer = order.map(|order| &order.buyer);
    let known = buyer.is_some_and(|buyer| numbers_known(line, buyer, now));
    let told = |number: Option<&str>| json!(number.filter(|_| known));
    let to = line.receiver.as_ref();
    let of = |part: fn(&Address) -> &str| json!(to.map(part));
    // The receiver's name comes with a gift's address [unverified].
    json!({
        "BuyerName": buyer.map(|buyer| buyer.name.as_str()),
        "BuyerId": buyer.map(|buyer| buyer.id.as_str()),
        "BuyerMobileTel": told(buyer.map(|buyer| buyer.mobile.as_str())),
        "BuyerTel": told(buyer.map(|buyer| buyer.phone.as_str())),
        "ReceiverName": of(|to| &to.name),
        "HpNo": told(to.map(|to| to.mobile.as_str())),
        "TelNo": told(to.map(|to| to.phone.as_str())),
        "ZipCode": of(|to| &to.zip_code),
        "DelFrontAddress": of(|to| &to.front),
        "DelBackAddress": of(|to| &to.back),
        "DelFullAddress": to.map(Address::full),
        "DelMemo": if to.is_some() { json!(line.memo) } else { Value::Null },
    })
}

fn shipping(line: &Line) -> Value {
    let parcel = line.parcel.as_ref();
    let slots = if line.site.is_gmarket() {
        json!({"AllocationStartDate": Value::Null, "AllocationEndDate": Value::Null})
    } else {
        json!({"AllocationDate": Value::Null})
    };
    let mut part = json!({
        "DeliverySlotId": Value::Null,
        "BranchPrice": if line.site.is_gmarket() { json!(won(0)) } else { Value::Null },
        "ReplaceYn": Value::Null,
        "TakbaeName": parcel.map(|parcel| couriers::name(parcel.courier)),
        "NoSongjang": parcel.map(|parcel| parcel.invoice.as_str()),
        "OverseaTransYn": if line.is_overseas() { "Y" } else { "N" },
        "GlobalSellerYn": "N",
        "OutOrderNo": line.site.is_gmarket().then_some("101"),
        "SKUNo": Value::Null,
    });
    if let Some(map) = part.as_object_mut() {
        put(map, slots);
        put(map, customs(line));
    }
    part
}

fn customs(line: &Line) -> Value {
    match (&line.customs_code, line.site.is_gmarket()) {
        (Some(code), true) => json!({"InfoCin": code, "InventoryNo": ""}),
        (None, true) => json!({"InfoCin": Value::Null, "InventoryNo": ""}),
        (code, false) => json!({"InfoCin": code.clone().unwrap_or_default()}),
    }
}

fn options(line: &Line) -> Value {
    let chosen = (!line.goods.option.is_empty()).then(|| {
        json!({
            "ItemOptionValue": line.goods.option,
            "ItemOptionOrderCnt": line.quantity,
            "ItemOptionCode": line.goods.option_code,
        })
    });
    let added = line.goods.addition.as_ref().map(|(name, _)| {
        json!({
            "ItemOptionValue": format!("추가구성:{name}"),
            "ItemOptionOrderCnt": line.quantity,
            "ItemOptionCode": format!("{}-A", line.goods.seller_code),
        })
    });
    json!({
        "ItemOptionSelectList": Vec::from_iter(chosen),
        "ItemOptionAdditionList": Vec::from_iter(added),
    })
}

fn extras(line: &Line) -> Value {
    let gift = line.gift.as_ref();
    let mut part = json!({
        "FreeGift": Value::Null,
        "FreeGiftCode": Value::Null,
        "Bonus": Value::Null,
        "BonusCode": Value::Null,
        "IsGiftOrder": if gift.is_some() { "Y" } else { "N" },
        "GiftOrderStatus": gift_status(line),
        "GiftConfirmDate": optional(gift.and_then(|gift| gift.accepted_at)),
        "GiftConfirmDueDate": optional(gift.map(|gift| gift.due_at)),
        "IsInstallOrder": "N",
        "InstallDate": Value::Null,
        "InstallModelCode": Value::Null,
    });
    if line.site.is_gmarket()
        && let Some(map) = part.as_object_mut()
    {
        map.insert("SellerFundingDiscountPrice".to_owned(), json!(won(0)));
    }
    part
}
