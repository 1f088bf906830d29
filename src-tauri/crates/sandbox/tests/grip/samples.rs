//! The rows of each list hold just the fields of their model.

use std::collections::BTreeSet;

use sandbox::grip::{LineState, OrderWish, Payment};
use serde_json::{Value, json};

use crate::support::Desk;

/// In all six lists.
const COMMON: [&str; 20] = [
    "orderSeq",
    "orderProductSeq",
    "orderedAt",
    "yourProductId",
    "yourOptionId",
    "productId",
    "productName",
    "optionName",
    "price",
    "quantity",
    "productAmount",
    "shippingAmount",
    "shippingExtraAmount",
    "buyerNickname",
    "buyerName",
    "buyerPhoneNumber",
    "recipientName",
    "recipientPhoneNumber",
    "recipientPostalCode",
    "recipientAddress",
];
const PAID: [&str; 4] = ["orderState", "optionNameSeqs", "couponAmount", "paymentMethod"];
const REQUESTS: [&str; 2] = ["deliveryRequest", "dawnDeliveryRequest"];
const ORIGIN: [&str; 2] = ["originPostalCode", "originAddress"];
const PARCEL: [&str; 2] = ["deliveryCompanySeq", "deliveryTrackingNumber"];

/// Every name that any row of a list has.
async fn names(desk: &Desk, list: &str) -> BTreeSet<String> {
    let answer = desk.get(&format!("/api/{list}?length=100")).await;
    answer.rows().iter().flat_map(|row| row.as_object().unwrap().keys().cloned()).collect()
}

fn model(parts: &[&[&str]]) -> BTreeSet<String> {
    let common = COMMON.iter().chain(&["clearanceCode"]);
    common.chain(parts.iter().copied().flatten()).map(|name| (*name).to_owned()).collect()
}

/// A shop with one line of everything in every list.
async fn full() -> Desk {
    let desk = Desk::open(240).await;
    for (dawn, overseas) in [(true, false), (false, true)] {
        let wish = || OrderWish {
            dawn,
            overseas,
            lines: Some(3),
            request: Some("문 앞".to_owned()),
            ..OrderWish::default()
        };
        desk.wished(wish());
        let (prepared, sent) = (desk.wished(wish()), desk.wished(wish()));
        for key in prepared.iter().chain(&sent) {
            let keys = crate::support::keys(&[*key]);
            desk.put("/api/delivery/prepare", &keys).await.data();
            desk.ship(*key, desk.courier(1, true), "601234567890").await.data();
        }
        for key in sent {
            desk.start(key).await.data();
        }
    }
    desk
}

#[tokio::test]
async fn each_list_has_the_fields_of_its_model() {
    let desk = full().await;
    let order = model(&[&PAID, &REQUESTS, &["confirmAt", "cancelAt"]]);
    assert_eq!(names(&desk, "order").await, order);
    let prepare = model(&[&REQUESTS, &ORIGIN, &["postponedAt", "postponedReason"]]);
    assert_eq!(names(&desk, "delivery/prepare").await, prepare);
    assert_eq!(names(&desk, "delivery/start").await, model(&[&REQUESTS, &ORIGIN, &PARCEL]));
    let status = model(&[&REQUESTS, &ORIGIN, &PARCEL, &["startAt", "orderState"]]);
    assert_eq!(names(&desk, "delivery/status").await, status);
    let returned = [
        "returnRequestAt",
        "returnCancelAt",
        "returnCompleteAt",
        "buyerReturnReasonType",
        "buyerReturnReason",
        "sellerReturnReason",
        "sellerPermitMessage",
    ];
    let mut found = names(&desk, "return").await;
    found.insert("clearanceCode".to_owned());
    assert_eq!(found, model(&[&PAID, &returned]));
    let exchange = ["exchangeRequestAt", "exchangeCancelAt", "buyerChangeReasonType", "buyerChangeReason"];
    let mut found = names(&desk, "exchange").await;
    found.insert("clearanceCode".to_owned());
    assert_eq!(found, model(&[&PAID, &exchange]));
}

#[tokio::test]
async fn money_is_a_double_and_dates_are_milliseconds() {
    let desk = Desk::open(0).await;
    let wish = OrderWish {
        lines: Some(1),
        quantity: Some(2),
        price: Some(12_900),
        coupon: Some(1_000),
        payment: Some(Payment::TossPay),
        ..OrderWish::default()
    };
    let key = desk.wished(wish)[0];
    let answer = desk.get("/api/order").await;
    for text in ["\"price\":12900.0", "\"productAmount\":25800.0", "\"couponAmount\":1000.0"] {
        assert!(answer.text.contains(text), "{}", answer.text);
    }
    let row = &answer.rows()[0];
    assert_eq!(row["orderedAt"], json!(desk.days_ago(0)));
    assert_eq!((&row["orderSeq"], &row["paymentMethod"]), (&json!(key.order_seq), &json!(10)));
    assert_eq!((&row["confirmAt"], row.get("clearanceCode")), (&Value::Null, None));
}

fn fits(row: &Value, name: &str, longest: usize) -> bool {
    row.get(name).and_then(Value::as_str).is_none_or(|text| text.chars().count() <= longest)
}

#[tokio::test]
async fn texts_are_no_longer_than_the_models_say() {
    let desk = full().await;
    for row in desk.get("/api/order?length=100").await.rows() {
        for (name, longest) in [
            ("yourProductId", 40),
            ("yourOptionId", 40),
            ("productId", 16),
            ("productName", 40),
            ("optionName", 120),
            ("buyerNickname", 30),
            ("buyerName", 20),
            ("buyerPhoneNumber", 13),
            ("recipientName", 20),
            ("recipientPhoneNumber", 13),
            ("recipientPostalCode", 8),
            ("recipientAddress", 200),
            ("deliveryRequest", 60),
            ("dawnDeliveryRequest", 60),
            ("clearanceCode", 16),
        ] {
            assert!(fits(row, name, longest), "{name} {row}");
        }
    }
}

#[tokio::test]
async fn a_generated_shop_is_a_believable_one() {
    let desk = Desk::open(60).await;
    let lines = desk.shop.lines();
    let states: BTreeSet<LineState> = lines.iter().map(|line| line.state).collect();
    assert_eq!(states.len(), LineState::ALL.len());
    let orders = desk.shop.orders();
    let payments: BTreeSet<Payment> = orders.iter().map(|order| order.payment).collect();
    assert_eq!(payments, Payment::ALL.into());
    assert!(orders.iter().any(|order| order.lines.len() > 1));
    assert!(lines.iter().any(|line| line.price == 0), "사은품");
    assert!(lines.iter().any(|line| line.coupon > 0) && lines.iter().any(|line| line.shipping > 0));
    assert!(lines.iter().any(|line| line.clearance_code.is_some()));
    assert!(lines.iter().any(|line| line.dawn_request.is_some() && line.postponed.is_none()));
    assert!(lines.iter().any(|line| line.postponed.is_some()));
    let reasons: BTreeSet<i64> = lines.iter().filter_map(|line| Some(line.returned.as_ref()?.kind)).collect();
    assert_eq!(reasons, [1, 3, 4, 5, 7, 8, 10].into());
    let reasons: BTreeSet<i64> = lines.iter().filter_map(|line| Some(line.exchange.as_ref()?.kind)).collect();
    assert_eq!(reasons, [2, 3, 7, 10].into());
    let to_account = orders.iter().filter(|order| order.payment == Payment::VirtualAccount);
    let mut states = to_account.flat_map(|order| &order.lines).map(|line| line.state);
    assert!(states.any(|state| state == LineState::ReturnReceived), "가상계좌");
    let larger = Desk::open(240).await;
    assert!(larger.shop.lines().iter().any(|line| line.shipping_extra > 0), "도서산간");
    assert!(!desk.shop.reviews().is_empty() && !desk.shop.inquiries().is_empty());
    let reviews = desk.get("/api/review/count").await.count();
    assert!(reviews > 0 && desk.get("/api/inquiry/count").await.count() > 0);
}
