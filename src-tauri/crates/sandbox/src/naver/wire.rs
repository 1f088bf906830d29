//! How values, orders and lines look on the wire.

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use serde_json::{Map, Value, json};

use super::flavor::Flavor;
use super::hope;
use super::model::{Address, Line, Order, Parcel};
use super::seller;
use super::state::State;
use super::wire_claims;
use crate::clock::kst;

/// `yyyy-MM-dd'T'HH:mm:ss.SSS+09:00`
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    kst(at).format("%Y-%m-%dT%H:%M:%S%.3f+09:00").to_string()
}

pub(crate) fn maybe(at: Option<DateTime<Utc>>) -> Option<String> {
    at.map(instant)
}

/// An object with one more member.
pub(crate) fn with(mut object: Value, name: &str, member: Value) -> Value {
    if let Some(map) = object.as_object_mut() {
        map.insert(name.to_owned(), member);
    }
    object
}

/// Members that say nothing are left out, not sent as null.
pub(crate) fn without_absent(mut object: Value) -> Value {
    if let Some(map) = object.as_object_mut() {
        map.retain(|_, member| !member.is_null());
    }
    object
}

/// One object of several, without what they leave open.
pub(crate) fn merged(parts: impl IntoIterator<Item = Value>) -> Value {
    let mut whole = Map::new();
    for part in parts {
        if let Value::Object(map) = part {
            whole.extend(map);
        }
    }
    without_absent(Value::Object(whole))
}

/// The announced end of the top-level cancel, return and exchange: 2026-10-28.
fn is_retired(now: DateTime<Utc>) -> bool {
    let end = Utc.with_ymd_and_hms(2026, 10, 27, 15, 0, 0).single();
    end.is_some_and(|end| now >= end)
}

/// A line as 상세 내역 조회 shows it: until their announced end the claim objects stand at the top
/// level too.
pub(crate) fn whole(state: &State, line: &Line, now: DateTime<Utc>) -> Value {
    let detail = detail(state, line);
    let old = if is_retired(now) { json!({}) } else { wire_claims::current(state, line) };
    merged([old, detail])
}

/// A line, as 조건형 조회 shows it.
pub(crate) fn detail(state: &State, line: &Line) -> Value {
    let order = state.orders.get(&line.order_id);
    let product_order = merged([
        identity(state, line),
        goods(state, line),
        quantities(line),
        amounts(line),
        discounts(line),
        other_discounts(),
        delivery_terms(line),
        addresses(line),
        commissions(line),
    ]);
    without_absent(json!({
        "order": order.map(|order| basket(state, order)),
        "productOrder": product_order,
        "delivery": line.parcel.as_ref().map(parcel),
        "currentClaim": some_object(wire_claims::current(state, line)),
        "beforeClaim": some_object(wire_claims::before(state, line)),
        "completedClaims": some_list(wire_claims::completed(state, line)),
    }))
}

fn some_object(object: Value) -> Option<Value> {
    Some(object).filter(|it| it.as_object().is_some_and(|map| !map.is_empty()))
}

fn some_list(list: Vec<Value>) -> Option<Vec<Value>> {
    Some(list).filter(|it| !it.is_empty())
}

fn basket(state: &State, order: &Order) -> Value {
    let lines = order.line_ids.iter().filter_map(|id| state.lines.get(id));
    let total: i64 = lines.map(|line| payment(line, line.quantity) + line.delivery_fee).sum();
    let points = if order.payment_means == POINTS { total } else { 0 };
    let (name, tel) = match order.gift {
        true => (masked(&order.orderer.name), masked(&order.orderer.tel)),
        false => (order.orderer.name.clone(), order.orderer.tel.clone()),
    };
    without_absent(json!({
        "orderId": order.order_id,
        "orderDate": instant(order.ordered_at),
        "paymentDate": maybe(order.paid_at),
        "paymentDueDate": order.paid_at.is_none().then(|| instant(order.ordered_at + TimeDelta::days(3))),
        "ordererId": order.orderer.id,
        "ordererNo": order.orderer.number,
        "ordererName": name,
        "ordererTel": tel,
        "paymentMeans": order.payment_means,
        "payLocationType": if order.mobile { "MOBILE" } else { "PC" },
        "isDeliveryMemoParticularInput": "false",
        "orderDiscountAmount": 0,
        "generalPaymentAmount": total - points,
        "naverMileagePaymentAmount": points,
        "chargeAmountPaymentAmount": 0,
        "checkoutAccumulationPaymentAmount": 0,
        "payLaterPaymentAmount": 0,
        "isMembershipSubscribed": order.membership,
    }))
}

/// paymentMeans of an order paid with points only.
pub(crate) const POINTS: &str = "포인트/머니결제";

/// Gift orders hide who gives: the first and last character stay.
fn masked(text: &str) -> String {
    let last = text.chars().count().saturating_sub(1);
    let shown = |place: usize| place == 0 || place == last;
    text.chars().enumerate().map(|(place, letter)| if shown(place) { letter } else { '*' }).collect()
}

fn identity(state: &State, line: &Line) -> Value {
    let claim = state.latest_claim(line);
    let customs = line.customs_code.as_ref().filter(|_| !line.status.is_closed());
    json!({
        "productOrderId": line.product_order_id,
        "productOrderStatus": line.status,
        "placeOrderStatus": line.place,
        "placeOrderDate": maybe(line.confirmed_at),
        "claimType": claim.map(|claim| claim.kind),
        "claimStatus": claim.map(|claim| claim.status),
        "claimId": claim.map(|claim| &claim.claim_id),
        "decisionDate": maybe(line.decided_at),
        "giftReceivingStatus": line.gift,
        "individualCustomUniqueCode": customs,
        "packageNumber": line.package_number,
    })
}

fn goods(state: &State, line: &Line) -> Value {
    let goods = &line.goods;
    let mall = state.flavor == Flavor::Npay;
    let option = Some(&goods.option).filter(|option| !option.is_empty());
    json!({
        "productId": goods.product_id,
        "originalProductId": goods.original_product_id,
        "merchantChannelId": (!mall).then(|| seller::channel_number(state.seed).to_string()),
        "mallId": if mall { "np_moadesk" } else { "moadesk" },
        "productName": goods.name,
        "productOption": option,
        "productClass": goods.class,
        "itemNo": goods.item_no,
        "optionManageCode": goods.option_code,
        "sellerProductCode": goods.seller_code,
        "sellerCustomCode1": format!("A-{}", goods.seller_code),
        "sellerCustomCode2": "",
        "freeGift": "",
        "storageType": "DRY",
        "unitPrice": goods.price,
        "optionPrice": 0,
        "taxType": "TAXATION",
        "inflowPath": "네이버 쇼핑",
        "logisticsDirectContracted": false,
    })
}

/// `quantity` is the initial one and never shrinks.
fn quantities(line: &Line) -> Value {
    json!({
        "quantity": line.quantity,
        "initialQuantity": line.quantity,
        "remainQuantity": line.remain,
    })
}

fn payment(line: &Line, quantity: u32) -> i64 {
    line.amount(quantity) - line.discount_of(quantity)
}

/// Before and after the discount; the totals are the initial values.
fn amounts(line: &Line) -> Value {
    let (all, left) = (line.quantity, line.remain);
    json!({
        "totalProductAmount": line.amount(all),
        "initialProductAmount": line.amount(all),
        "remainProductAmount": line.amount(left),
        "totalPaymentAmount": payment(line, all),
        "initialPaymentAmount": payment(line, all),
        "remainPaymentAmount": payment(line, left),
        "productDiscountAmount": line.discount,
        "initialProductDiscountAmount": line.discount,
        "remainProductDiscountAmount": line.discount_of(left),
    })
}

/// Every discount here is an immediate one that the seller bears. The name is really spelt Imediate
/// in the old fields, and right in the new ones.
fn discounts(line: &Line) -> Value {
    let (all, left) = (line.discount, line.discount_of(line.remain));
    json!({
        "productImediateDiscountAmount": all,
        "initialProductImmediateDiscountAmount": all,
        "remainProductImmediateDiscountAmount": left,
        "sellerBurdenDiscountAmount": all,
        "initialSellerBurdenDiscountAmount": all,
        "remainSellerBurdenDiscountAmount": left,
        "sellerBurdenImediateDiscountAmount": all,
        "initialSellerBurdenImmediateDiscountAmount": all,
        "remainSellerBurdenImmediateDiscountAmount": left,
    })
}

/// Coupons, several of a kind, the store's own, cards: none of them is given here.
fn other_discounts() -> Value {
    json!({
        "productProductDiscountAmount": 0,
        "initialProductProductDiscountAmount": 0,
        "remainProductProductDiscountAmount": 0,
        "productMultiplePurchaseDiscountAmount": 0,
        "sellerBurdenProductDiscountAmount": 0,
        "initialSellerBurdenProductDiscountAmount": 0,
        "remainSellerBurdenProductDiscountAmount": 0,
        "sellerBurdenStoreDiscountAmount": 0,
        "initialSellerBurdenStoreDiscountAmount": 0,
        "remainSellerBurdenStoreDiscountAmount": 0,
        "sellerBurdenMultiplePurchaseDiscountAmount": 0,
        "initialSellerBurdenMultiplePurchaseDiscountAmount": 0,
        "remainSellerBurdenMultiplePurchaseDiscountAmount": 0,
        "sellerBurdenMultiplePurchaseDiscountType": "QUANTITY",
        "appliedCoupons": [],
        "skuMappings": [],
        "standardPurchaseOptions": [],
    })
}

fn delivery_terms(line: &Line) -> Value {
    let hoped = line.hope.is_some();
    json!({
        "deliveryFeeAmount": line.delivery_fee,
        "deliveryDiscountAmount": 0,
        "sectionDeliveryFee": line.remote_fee,
        "deliveryPolicyType": "조건별무료",
        "shippingFeeType": if line.delivery_fee == 0 { "무료" } else { "선불" },
        "expectedDeliveryMethod": "DELIVERY",
        "expectedDeliveryCompany": "CJGLS",
        "deliveryAttributeType": line.attribute,
        "deliveryTagType": hoped.then_some("HOPE"),
        "arrivalGuaranteeDate": hoped.then(|| instant(line.due_at)),
        "shippingDueDate": instant(line.due_at),
        "delayedDispatchReason": line.delay.as_ref().map(|it| &it.reason),
        "delayedDispatchDetailedReason": line.delay.as_ref().map(|it| &it.detail),
        "shippingMemo": line.memo,
        "hopeDelivery": line.hope.as_ref().map(|it| without_absent(json!({
            "region": it.region,
            "additionalFee": 0,
            "hopeDeliveryYmd": it.day,
            "hopeDeliveryHm": it.time,
            "changeReason": it.change_reason,
            "changer": it.changed_at.map(|_| "판매자 API"),
        }))),
    })
}

fn addresses(line: &Line) -> Value {
    json!({
        "shippingAddress": line.receiver.as_ref().map(|receiver| shipping_address(line, receiver)),
        "takingAddress": taking_address(),
    })
}

pub(crate) fn address(address: &Address) -> Value {
    json!({
        "name": address.name,
        "tel1": address.tel1,
        "tel2": Some(&address.tel2).filter(|tel| !tel.is_empty()),
        "zipCode": address.zip_code,
        "baseAddress": address.base_address,
        "detailedAddress": address.detailed_address,
        "isRoadNameAddress": true,
        "addressType": "DOMESTIC",
        "city": "",
        "state": "",
        "country": "대한민국",
    })
}

/// Where to put the parcel, and how to get in, is told for N희망일배송 and its like, not for
/// 희망일배송.
fn shipping_address(line: &Line, receiver: &Address) -> Value {
    let places = match line.attribute.as_str() {
        hope::SELLER_GUARANTEED => json!({
            "pickupLocationType": "FRONT_OF_DOOR",
            "pickupLocationContent": "",
            "entryMethod": "LOBBY_PW",
            "entryMethodContent": "#1234",
        }),
        _ => json!({}),
    };
    merged([address(receiver), places])
}

/// 판매자 출고지 주소; returned goods go there too.
pub(crate) fn taking_address() -> Value {
    without_absent(address(&Address {
        name: "모아 살림 물류".to_owned(),
        tel1: "02-6000-1234".to_owned(),
        tel2: String::new(),
        zip_code: "10880".to_owned(),
        base_address: "경기도 파주시 문발로 77".to_owned(),
        detailed_address: "2층 출고장".to_owned(),
    }))
}

/// Won of a thousand: 결제 수수료 and 네이버 쇼핑 매출 연동 수수료.
const PAYMENT_COMMISSION: i64 = 36;
const SHOPPING_COMMISSION: i64 = 20;

fn commissions(line: &Line) -> Value {
    let paid = payment(line, line.remain);
    let (pay, shopping) = (paid * PAYMENT_COMMISSION / 1_000, paid * SHOPPING_COMMISSION / 1_000);
    json!({
        "commissionRatingType": "결제 수수료",
        "commissionPrePayStatus": "GENERAL_PRD",
        "paymentCommission": pay,
        "saleCommission": 0,
        "channelCommission": 0,
        "knowledgeShoppingSellingInterlockCommission": shopping,
        "expectedSettlementAmount": paid - pay - shopping,
    })
}

/// Absent before dispatch.
fn parcel(parcel: &Parcel) -> Value {
    without_absent(json!({
        "deliveryMethod": parcel.method,
        "deliveryCompany": parcel.company,
        "trackingNumber": parcel.number,
        "sendDate": instant(parcel.sent_at),
        "pickupDate": maybe(parcel.picked_up_at),
        "deliveredDate": maybe(parcel.delivered_at),
        "deliveryStatus": parcel.status(),
        "isWrongTrackingNumber": parcel.wrong_since.is_some(),
        "wrongTrackingNumberType": parcel.wrong_since.map(|_| "존재하지 않는 송장번호"),
        "wrongTrackingNumberRegisteredDate": maybe(parcel.wrong_since),
    }))
}
