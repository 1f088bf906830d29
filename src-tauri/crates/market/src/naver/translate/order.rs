//! Product orders to lines.

use chrono::{NaiveDate, NaiveTime};
use domain::{
    BundleId, Delivery, ItemId, LineId, OrderId, OrderLine, Person, Price, Product, Quantity, Receiver,
    Stage, Won,
};
use serde_json::{Value, json};

use super::{Source, Unreadable, besides, first, invoice, raw_without, read, required};
use crate::Coupon;
use crate::naver::wire::detail::{self, AppliedCoupon, Detail, Order, ProductOrder};
use crate::naver::wire::scalar::{Text, Whole};
use crate::naver::{couriers, reasons};

/// Fields of the order that hold people.
const ORDER_PERSONAL: &[&str] = &["ordererId", "ordererNo", "ordererName", "ordererTel"];
/// Fields of the line that hold people.
const LINE_PERSONAL: &[&str] = &["shippingAddress", "shippingMemo", "individualCustomUniqueCode"];

/// Every claimType that is translated; the hold of a purchase's finality (구매확정 보류) is no claim.
const CLAIM_TYPES: [&str; 6] =
    ["", "CANCEL", "RETURN", "EXCHANGE", "ADMIN_CANCEL", "PURCHASE_DECISION_HOLDBACK"];

/// The line of one record.
pub(in crate::naver) fn line(source: Source<'_>, record: &Value) -> Result<OrderLine, Unreadable> {
    let detail: Detail = read(record)?;
    let own = &detail.product_order;
    let id = required("productOrderId", &own.product_order_id)?;
    let ordered_at = detail.order.order_date.0.or(detail.order.payment_date.0);
    let price = price(own);
    Ok(OrderLine {
        account: source.account.clone(),
        marketplace: source.marketplace,
        order: OrderId::new(required("orderId", &detail.order.order_id)?),
        line: LineId::new(&id),
        item: ItemId::new(&id),
        bundle: bundle(own),
        stage: stage(own),
        raw_status: raw_status(&detail),
        ordered_at: ordered_at.ok_or(Unreadable::Missing("orderDate"))?,
        paid_at: detail.order.payment_date.0,
        ship_by: own.shipping_due_date.day(),
        shipped_at: detail.delivery.send_date.0,
        delivered_at: detail.delivery.delivered_date.0,
        confirmed_at: own.decision_date.0,
        product: product(own),
        quantity: quantity(own),
        more: besides::of_line(record, &price),
        price,
        buyer: buyer(&detail.order),
        receiver: receiver(own),
        delivery: delivery(&detail),
        channel: detail.order.pay_location_type.0.clone(),
        raw: raw(record).to_string(),
    })
}

/// Lines with one packageNumber leave in one parcel; a line without is its own.
pub(super) fn bundle(own: &ProductOrder) -> BundleId {
    let package = &own.package_number.0;
    BundleId::new(if package.is_empty() { &own.product_order_id.0 } else { package })
}

/// Every productOrderStatus.
pub(super) const STATUSES: [&str; 9] = [
    "PAYMENT_WAITING",
    "PAYED",
    "DELIVERING",
    "DELIVERED",
    "PURCHASE_DECIDED",
    "EXCHANGED",
    "CANCELED",
    "RETURNED",
    "CANCELED_BY_NOPAYMENT",
];

/// How far the line has come. Confirming does not change productOrderStatus: placeOrderStatus tells it. What
/// waits for money, or for the address of a gift, is shown as it came, since nothing may be written to it.
pub(super) fn stage(own: &ProductOrder) -> Stage {
    let waits_for_address = own.gift_receiving_status.0 == "WAIT_FOR_RECEIVING";
    let confirmed = own.place_order_status.0 == "OK";
    match own.product_order_status.0.as_str() {
        _ if !CLAIM_TYPES.contains(&own.claim_type.0.as_str()) => Stage::Unknown,
        "PAYED" if waits_for_address => Stage::Unknown,
        "PAYED" if confirmed => Stage::Preparing,
        "PAYED" => Stage::Paid,
        "DELIVERING" => Stage::Delivering,
        // The claim tells that the goods came back.
        "DELIVERED" | "RETURNED" => Stage::Delivered,
        // An exchange that is done ends the trade.
        "PURCHASE_DECIDED" | "EXCHANGED" => Stage::Confirmed,
        "CANCELED" | "CANCELED_BY_NOPAYMENT" => Stage::Canceled,
        _ => Stage::Unknown,
    }
}

/// Naver's own words for where the line stands: its status, and what else decides on it. Beside them stands what
/// the desk has no field for: a number that the courier does not know, and the hour of a wished day.
fn raw_status(detail: &Detail) -> String {
    let own = &detail.product_order;
    let paid = own.product_order_status.0 == "PAYED";
    let unheard = !CLAIM_TYPES.contains(&own.claim_type.0.as_str());
    let words = [
        (&own.product_order_status, true),
        (&own.place_order_status, paid),
        (&own.gift_receiving_status, paid),
        (&own.claim_type, unheard),
    ];
    let said = words.into_iter().filter(|(_, shown)| *shown).filter_map(|(word, _)| word.said());
    let beside = [wrong_number(&detail.delivery), wished_hour(own).filter(|_| paid)];
    let waits = waits_for(own).map(str::to_owned);
    let told = waits.into_iter().chain(said.map(str::to_owned)).chain(beside.into_iter().flatten());
    told.collect::<Vec<_>>().join(" · ")
}

/// What a line waits for before anything can be done to it, in words that a person reads first.
fn waits_for(own: &ProductOrder) -> Option<&'static str> {
    match (own.product_order_status.0.as_str(), own.gift_receiving_status.0.as_str()) {
        ("PAYMENT_WAITING", _) => Some("입금대기"),
        ("PAYED", "WAIT_FOR_RECEIVING") => Some("선물 수락대기"),
        _ => None,
    }
}

/// 오류송장: the courier does not know the number.
fn wrong_number(delivery: &detail::Delivery) -> Option<String> {
    let wrong = delivery.is_wrong_tracking_number.0 || delivery.delivery_status.0 == "WRONG_INVOICE";
    wrong.then(|| "오류송장".to_owned())
}

/// The hour of a wished day.
fn wished_hour(own: &ProductOrder) -> Option<String> {
    let hour = NaiveTime::parse_from_str(&own.hope_delivery.hope_delivery_hm.0, "%H%M").ok()?;
    Some(hour.format("희망시각 %H:%M").to_string())
}

/// How many pieces. `quantity` does not shrink with a partial cancel; what remains does.
fn quantity(own: &ProductOrder) -> Quantity {
    let ordered = ordered(own);
    let gone = ["CANCELED", "RETURNED", "CANCELED_BY_NOPAYMENT"];
    let remain = match own.product_order_status.0.as_str() {
        status if gone.contains(&status) => 0,
        _ => own.remain_quantity.pieces().unwrap_or(ordered),
    };
    Quantity { ordered, canceled: ordered.saturating_sub(remain), held: 0 }
}

/// Pieces ordered at first.
pub(super) fn ordered(own: &ProductOrder) -> u32 {
    own.initial_quantity.pieces().or(own.quantity.pieces()).unwrap_or_default()
}

/// What the pieces that remain cost; of a line that is gone, what it cost at first. Whoever bears a discount is
/// only told of the beginning, so the seller's part is at most the discount that is left.
fn price(own: &ProductOrder) -> Price {
    let gone = quantity(own).to_ship() == 0;
    let standing = |remain: Whole, initial: Whole, total: Whole| {
        remain.won().filter(|_| !gone).or(initial.won()).or(total.won())
    };
    let unit = own.unit_price.won().unwrap_or_default() + own.option_price.won().unwrap_or_default();
    let total = standing(own.remain_product_amount, own.initial_product_amount, own.total_product_amount)
        .unwrap_or_else(|| unit.times(ordered(own)));
    let paid = standing(own.remain_payment_amount, own.initial_payment_amount, own.total_payment_amount)
        .unwrap_or(total);
    let discount = total - paid;
    let seller_discount = own.seller_burden_discount_amount.won().unwrap_or_default().min(discount);
    Price {
        unit,
        total,
        seller_discount,
        marketplace_discount: discount - seller_discount,
        shipping: own.delivery_fee_amount.won().unwrap_or_default(),
        remote: own.section_delivery_fee.won().unwrap_or_default(),
    }
}

/// What was bought.
fn product(own: &ProductOrder) -> Product {
    Product {
        name: own.product_name.0.clone(),
        option: own.product_option.0.clone(),
        product_id: own.product_id.0.clone(),
        sku: first([&own.option_manage_code, &own.seller_product_code]),
        // 추가구성상품; the list of kinds is not published.
        add_on: own.product_class.0.contains("추가"),
        ..Product::default()
    }
}

/// Who bought.
pub(super) fn buyer(order: &Order) -> Person {
    Person { name: order.orderer_name.0.clone(), phone: order.orderer_tel.0.clone(), email: String::new() }
}

/// Who receives. Where to leave the parcel and how to come in are words to the courier too.
fn receiver(own: &ProductOrder) -> Receiver {
    let address = &own.shipping_address;
    let words = [&own.shipping_memo, &address.pickup_location_content, &address.entry_method_content];
    Receiver {
        memo: words.into_iter().filter_map(Text::said).collect::<Vec<_>>().join(" / "),
        customs_code: own.individual_custom_unique_code.0.clone(),
        ..super::receiver(address)
    }
}

/// How the line travels. Every line may leave by itself, also within a package.
fn delivery(detail: &Detail) -> Delivery {
    let own = &detail.product_order;
    let (company, method) = (&detail.delivery.delivery_company.0, &detail.delivery.delivery_method.0);
    let courier = couriers::code_of(company, method);
    Delivery {
        courier_name: courier.as_ref().map(|code| couriers::name(code.as_str())).unwrap_or_default().into(),
        courier,
        invoice: invoice(&detail.delivery.tracking_number),
        splittable: true,
        split: false,
        planned_ship_date: None,
        remote_area: own.section_delivery_fee.0.is_some_and(|fee| fee > 0),
        delayed_because: delayed_because(own),
        hoped_for: NaiveDate::parse_from_str(&own.hope_delivery.hope_delivery_ymd.0, "%Y%m%d").ok(),
    }
}

/// Why the buyer was told a later day, in the words that the buyer reads; a reason without words as its code.
fn delayed_because(own: &ProductOrder) -> String {
    let code = own.delayed_dispatch_reason.0.as_str();
    let known = Some(reasons::of_delay(code)).filter(|words| !words.is_empty()).unwrap_or(code);
    let words = [Some(known).filter(|known| !known.is_empty()), own.delayed_dispatch_detailed_reason.said()];
    words.into_iter().flatten().collect::<Vec<_>>().join(": ")
}

/// The coupons on a line of which the seller bears a part.
pub(in crate::naver) fn coupons(record: &Value) -> Result<Vec<Coupon>, Unreadable> {
    let own = read::<Detail>(record)?.product_order;
    let item = ItemId::new(required("productOrderId", &own.product_order_id)?);
    let sellers = |coupon: &AppliedCoupon| coupon.naver_burden_ratio.0.is_none_or(|percent| percent < 100);
    let applied = own.applied_coupons.into_iter().filter(sellers);
    Ok(applied
        .map(|coupon| Coupon {
            id: coupon.coupon_publish_number.0,
            item: item.clone(),
            name: String::new(),
            kind: coupon.coupon_class_code.0,
            discount: coupon.coupon_discount_amount.0,
            at_most: None::<Won>,
        })
        .collect())
}

/// The record without people, and without its claims, which are kept with the claims.
fn raw(record: &Value) -> Value {
    let part = |name: &str| record.get(name).cloned().unwrap_or_default();
    json!({
        "order": raw_without(part("order"), ORDER_PERSONAL),
        "productOrder": raw_without(part("productOrder"), LINE_PERSONAL),
        "delivery": part("delivery"),
    })
}
