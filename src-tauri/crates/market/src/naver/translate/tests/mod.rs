mod claims;

use domain::{AccountId, Claim, Marketplace, OrderLine, Stage, Won};
use serde_json::{Value, json};

use super::{Source, Told, Unreadable, line_of, order, told};
use crate::naver::tests::{paid, sample};

/// What a record tells the desk.
fn read(record: &Value) -> Told {
    let account = AccountId::from("1");
    told(Source { account: &account, marketplace: Marketplace::SmartStore }, record)
}

fn line(record: &Value) -> OrderLine {
    read(record).line.unwrap()
}

fn claims(record: &Value) -> Vec<Claim> {
    read(record).claims.into_iter().map(Result::unwrap).collect()
}

/// The record with some fields of one of its parts changed; null takes a field away.
fn with(mut record: Value, part: &str, changes: Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            record[part].as_object_mut().unwrap().remove(name);
        } else {
            record[part][name] = value.clone();
        }
    }
    record
}

/// The paid line with some of its own fields changed.
fn own(changes: Value) -> Value {
    with(paid("1"), "productOrder", changes)
}

#[test]
fn a_record_becomes_a_line() {
    let line = line(&sample());
    assert_eq!((line.order.as_str(), line.line.as_str()), ("2026031512345671", "2026031598765431"));
    assert_eq!((line.item.as_str(), line.bundle.as_str()), ("2026031598765431", "2026031577777777"));
    assert_eq!((line.stage, line.raw_status.as_str()), (Stage::Delivered, "DELIVERED"));
    assert_eq!(line.ordered_at.to_rfc3339(), "2026-03-15T00:10:02+00:00");
    assert_eq!(line.ship_by.unwrap().to_string(), "2026-03-17", "the day in Korea");
    assert_eq!(line.shipped_at.unwrap().to_rfc3339(), "2026-03-16T08:00:00+00:00");
    assert_eq!((line.price.unit, line.price.total), (Won::new(15_000), Won::new(30_000)));
    assert_eq!(
        (line.price.seller_discount, line.price.marketplace_discount, line.price.paid()),
        (Won::new(1_500), Won::new(500), Won::new(28_000))
    );
    assert_eq!((line.price.shipping, line.price.remote), (Won::new(3_000), Won::ZERO));
    assert_eq!((line.product.sku.as_str(), line.product.add_on), ("TS-BK-L", false));
    assert_eq!(
        (line.receiver.memo.as_str(), line.receiver.phone2.as_str()),
        ("문 앞 / #1234", "02-000-0001")
    );
    assert_eq!((line.buyer.name.as_str(), line.channel.as_str()), ("홍길동", "MOBILE"));
    assert_eq!(line.delivery.courier_name, "CJ대한통운");
    assert_eq!(line.delivery.invoice.unwrap().as_str(), "600000000000");
    assert!(line.delivery.splittable && !line.delivery.remote_area);
}

#[test]
fn no_person_stands_in_a_raw_record() {
    let record = with(sample(), "productOrder", json!({"individualCustomUniqueCode": "P123"}));
    let raw = [line(&record).raw, claims(&record)[0].raw.clone()].concat();
    for secret in ["홍길동", "hon****", "010-0000", "김수령", "테헤란로", "#1234", "문 앞", "P123"]
    {
        assert!(!raw.contains(secret), "{secret} stands in {raw}");
    }
    for kept in ["신용카드 간편결제", "expectedSettlementAmount", "RETURN_DELIVERYFEE"] {
        assert!(raw.contains(kept), "{kept} is gone");
    }
}

#[test]
fn confirming_shows_beside_the_status() {
    for (status, placed, stage, shown) in [
        ("PAYED", "NOT_YET", Stage::Paid, "PAYED · NOT_YET"),
        ("PAYED", "OK", Stage::Preparing, "PAYED · OK"),
        ("PAYED", "CANCEL", Stage::Paid, "PAYED · CANCEL"),
        ("PAYED", "", Stage::Paid, "PAYED"),
        ("DELIVERING", "OK", Stage::Delivering, "DELIVERING"),
        ("DELIVERED", "OK", Stage::Delivered, "DELIVERED"),
        ("PURCHASE_DECIDED", "OK", Stage::Confirmed, "PURCHASE_DECIDED"),
        ("EXCHANGED", "OK", Stage::Confirmed, "EXCHANGED"),
        ("CANCELED", "NOT_YET", Stage::Canceled, "CANCELED"),
        ("CANCELED_BY_NOPAYMENT", "NOT_YET", Stage::Canceled, "CANCELED_BY_NOPAYMENT"),
        ("RETURNED", "OK", Stage::Delivered, "RETURNED"),
        ("PAYMENT_WAITING", "NOT_YET", Stage::Unknown, "입금대기 · PAYMENT_WAITING"),
        ("TELEPORTED", "OK", Stage::Unknown, "TELEPORTED"),
    ] {
        let line = line(&own(json!({"productOrderStatus": status, "placeOrderStatus": placed})));
        assert_eq!((line.stage, line.raw_status.as_str()), (stage, shown));
    }
}

#[test]
fn nothing_is_done_to_what_waits_or_is_claimed_in_a_new_way() {
    let gift = line(&own(json!({"giftReceivingStatus": "WAIT_FOR_RECEIVING"})));
    assert_eq!(
        (gift.stage, gift.raw_status.as_str()),
        (Stage::Unknown, "선물 수락대기 · PAYED · NOT_YET · WAIT_FOR_RECEIVING")
    );
    assert_eq!(line(&own(json!({"giftReceivingStatus": "RECEIVED"}))).stage, Stage::Paid);
    let unheard = line(&own(json!({"claimType": "REPAIR", "claimStatus": "REPAIRING"})));
    assert_eq!((unheard.stage, unheard.raw_status.as_str()), (Stage::Unknown, "PAYED · NOT_YET · REPAIR"));
    let finality =
        own(json!({"claimType": "PURCHASE_DECISION_HOLDBACK", "claimStatus": "PURCHASE_DECISION_HOLDBACK"}));
    assert_eq!(line(&finality).stage, Stage::Paid);
    assert_eq!(claims(&finality), [], "a purchase whose finality is held is no claim");
}

#[test]
fn what_remains_is_shipped_and_priced() {
    let part = json!({
        "quantity": 3, "initialQuantity": 3, "remainQuantity": 2, "placeOrderStatus": "OK",
        "totalProductAmount": 45_000, "initialProductAmount": 45_000, "remainProductAmount": 30_000,
        "totalPaymentAmount": 42_000, "initialPaymentAmount": 42_000, "remainPaymentAmount": 28_000,
        "sellerBurdenDiscountAmount": 3_000,
    });
    let partial = line(&own(part.clone()));
    assert_eq!((partial.quantity.ordered, partial.quantity.canceled, partial.quantity.to_ship()), (3, 1, 2));
    assert_eq!((partial.price.total, partial.price.paid()), (Won::new(30_000), Won::new(28_000)));
    assert_eq!(
        (partial.price.seller_discount, partial.price.marketplace_discount),
        (Won::new(2_000), Won::ZERO)
    );
    let mut gone = part;
    gone["productOrderStatus"] = json!("CANCELED");
    gone["remainQuantity"] = json!(0);
    gone["remainProductAmount"] = json!(0);
    let gone = line(&own(gone));
    assert_eq!((gone.quantity.to_ship(), gone.price.total), (0, Won::new(45_000)), "what it cost at first");
    let untold = line(&own(json!({"productOrderStatus": "RETURNED", "remainQuantity": null})));
    assert_eq!((untold.quantity.ordered, untold.quantity.canceled), (2, 2));
}

#[test]
fn a_line_without_a_package_is_a_bundle_of_its_own() {
    let alone = line(&own(json!({"packageNumber": null})));
    assert_eq!(alone.bundle.as_str(), "1");
    assert!(line(&own(json!({"productClass": "추가구성상품"}))).product.add_on);
}

#[test]
fn delays_wishes_and_deliveries_by_hand_are_told() {
    let told = line(&own(json!({
        "delayedDispatchReason": "PRODUCT_PREPARE", "delayedDispatchDetailedReason": "재입고 예정",
        "hopeDelivery": {"hopeDeliveryYmd": "20260110", "hopeDeliveryHm": "1500"}, "sectionDeliveryFee": 3000,
    })));
    assert_eq!(told.delivery.delayed_because, "상품 준비 중: 재입고 예정");
    assert_eq!(told.delivery.hoped_for.unwrap().to_string(), "2026-01-10");
    assert!(told.delivery.remote_area);
    let unheard =
        line(&own(json!({"delayedDispatchReason": "SNOW", "hopeDelivery": {"hopeDeliveryYmd": "soon"}})));
    assert_eq!((unheard.delivery.delayed_because.as_str(), unheard.delivery.hoped_for), ("SNOW", None));
    let by_hand = with(
        sample(),
        "delivery",
        json!({"deliveryMethod": "VISIT_RECEIPT", "deliveryCompany": null, "trackingNumber": null}),
    );
    let by_hand = line(&by_hand);
    assert_eq!(by_hand.delivery.courier.unwrap().as_str(), "VISIT_RECEIPT");
    assert_eq!(
        (by_hand.delivery.courier_name.as_str(), by_hand.delivery.invoice),
        ("방문 수령 (송장 없음)", None)
    );
    let untold = line(&with(sample(), "delivery", json!({"deliveryCompany": null})));
    assert_eq!(untold.delivery.courier, None, "DELIVERY is no courier");
    let new = line(&with(sample(), "delivery", json!({"deliveryCompany": "ROCKET"})));
    assert_eq!(new.delivery.courier_name, "ROCKET", "an unknown courier is shown as it came");
}

#[test]
fn a_wrong_number_and_a_wished_hour_stand_beside_the_status() {
    for flagged in [json!({"isWrongTrackingNumber": true}), json!({"deliveryStatus": "WRONG_INVOICE"})] {
        let told = line(&with(sample(), "delivery", flagged));
        assert_eq!((told.raw_status.as_str(), told.stage), ("DELIVERED · 오류송장", Stage::Delivered));
    }
    assert_eq!(
        line(&with(sample(), "delivery", json!({"isWrongTrackingNumber": false}))).raw_status,
        "DELIVERED"
    );
    let wish =
        |hour: &str| own(json!({"hopeDelivery": {"hopeDeliveryYmd": "20260110", "hopeDeliveryHm": hour}}));
    assert_eq!(line(&wish("1500")).raw_status, "PAYED · NOT_YET · 희망시각 15:00");
    for none in ["", "2561", "낮"] {
        assert_eq!(line(&wish(none)).raw_status, "PAYED · NOT_YET", "{none}");
    }
}

#[test]
fn a_record_without_its_numbers_is_not_read() {
    for (part, field) in [("productOrder", "productOrderId"), ("order", "orderId")] {
        let lost = read(&with(sample(), part, json!({field: null})));
        assert!(matches!(lost.line, Err(Unreadable::Missing(name)) if name == field));
    }
    let undated = with(sample(), "order", json!({"orderDate": null, "paymentDate": null}));
    assert!(matches!(read(&undated).line, Err(Unreadable::Missing("orderDate"))));
    assert!(matches!(read(&json!("x")).line, Err(Unreadable::NoRecord)));
    let paid_only = with(sample(), "order", json!({"orderDate": null}));
    assert_eq!(line(&paid_only).ordered_at.to_rfc3339(), "2026-03-15T00:12:40+00:00");
}

#[test]
fn coupons_that_naver_bears_alone_are_not_the_sellers() {
    let coupons = order::coupons(&sample()).unwrap();
    let told: Vec<_> = coupons.iter().map(|coupon| (coupon.id.as_str(), coupon.discount.as_str())).collect();
    assert_eq!(told, [("9001", "1500")]);
    assert_eq!(coupons[0].item.as_str(), line_of(&sample()));
}
