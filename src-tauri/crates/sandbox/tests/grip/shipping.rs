use std::collections::BTreeSet;

use chrono::TimeDelta;
use sandbox::FaultKind;
use sandbox::grip::{Fault, LineState, Operation, OrderWish};
use serde_json::{Value, json};

use crate::support::{Desk, keys, named, with};

#[tokio::test]
async fn an_order_goes_its_whole_way() {
    let desk = Desk::open(0).await;
    let key = desk.paid();
    assert_eq!(desk.put("/api/delivery/prepare/result", &keys(&[key])).await.results(), [true]);
    assert_eq!(desk.state(key), LineState::Preparing);
    assert!(desk.shop.buyer_cancels(key).is_err(), "발주를 하면 구매자는 주문취소를 할 수 없습니다");
    let early = desk.start(key).await;
    assert_eq!(early.results(), [false], "택배 정보부터");
    assert!(early.rows()[0]["message"].as_str().unwrap().chars().count() <= 100);
    let courier = desk.courier(1, true);
    assert_eq!(desk.ship(key, courier, "601234567890").await.results(), [true]);
    assert_eq!(desk.state(key), LineState::Preparing, "택배 정보 alone sends nothing");
    let sent = desk.start(key).await;
    assert_eq!(sent.rows()[0], with(named(key), json!({"result": true})), "no message on success");
    let row = desk.get("/api/delivery/status").await.rows()[0].clone();
    assert_eq!(
        (&row["orderState"], &row["deliveryCompanySeq"], &row["deliveryTrackingNumber"], &row["startAt"]),
        (&json!(11), &json!(courier), &json!("601234567890"), &json!(desk.days_ago(0)))
    );
    assert_eq!(desk.ship(key, courier, "601234567891").await.results(), [true], "배송중 상태이면 다시");
    desk.shop.parcel_delivered(key).unwrap();
    assert_eq!(desk.ship(key, courier, "601234567892").await.results(), [false]);
    assert_eq!(desk.line(key).parcel.unwrap().tracking_number, "601234567891");
    desk.shop.buyer_decides(key).unwrap();
    desk.shop.buyer_reviews(key).unwrap();
    assert_eq!(desk.state(key), LineState::Reviewed);
    assert_eq!(desk.shop.applied(Operation::ShippingResult, key), 2);
}

#[tokio::test]
async fn results_come_one_by_one_in_the_order_of_the_request() {
    let desk = Desk::open(0).await;
    let (one, two) = (desk.paid(), desk.paid());
    let mixed = sandbox::grip::Key::new(one.order_seq, two.order_product_seq);
    let nobody = sandbox::grip::Key::new(1, 1);
    let asked = [two, mixed, nobody, one, one];
    let answer = desk.put("/api/delivery/prepare/result", &keys(&asked)).await;
    assert_eq!(answer.results(), [true, false, false, true, false]);
    assert_eq!(answer.numbers(), asked.map(|key| key.order_product_seq));
    for row in answer.rows() {
        assert_eq!(row.get("message").is_some(), row["result"] == false);
    }
    let (three, four) = (desk.paid(), desk.paid());
    let plain = desk.put("/api/delivery/prepare", &keys(&[three, nobody, four])).await;
    assert_eq!(plain.json, json!({"affected": 2}));
    assert_eq!(desk.put("/api/delivery/prepare", &keys(&[nobody])).await.json, json!({"affected": 0}));
}

#[tokio::test]
async fn malformed_requests_are_refused_whole() {
    let desk = Desk::open(0).await;
    let key = desk.paid();
    let text = json!({"orderKeys": [{"orderSeq": key.order_seq.to_string(),
        "orderProductSeq": key.order_product_seq}]});
    for path in ["prepare", "start", "direct", "complete"] {
        for suffix in ["", "/result"] {
            for body in [
                json!({}),
                json!({"orderKeys": []}),
                json!({"orderKeys": null}),
                json!({"orderKeys": named(key)}),
                json!({"orderKeys": [{"orderSeq": key.order_seq}]}),
                json!({"orderKeys": [key.order_seq]}),
                json!([named(key)]),
                text.clone(),
            ] {
                desk.put(&format!("/api/delivery/{path}{suffix}"), &body).await.bad();
            }
        }
    }
    assert_eq!(desk.state(key), LineState::Paid);
}

#[tokio::test]
async fn parcels_want_a_known_courier_and_a_number() {
    let desk = Desk::open(0).await;
    let key = desk.prepared().await;
    let courier = desk.courier(1, true);
    let unknown = (1..).find(|seq| desk.shop.couriers().iter().all(|it| it.company_seq != *seq)).unwrap();
    assert_eq!(desk.ship(key, unknown, "601234567890").await.results(), [false]);
    let told = |company: Value, number: Value| {
        let parcel = json!({"companySeq": company, "trackingNumber": number});
        json!({"shippings": [with(named(key), parcel)]})
    };
    for body in [
        told(json!(courier.to_string()), json!("1")),
        told(Value::Null, json!("1")),
        told(json!(courier), json!("")),
        told(json!(courier), json!(601_234_567_890_u64)),
        told(json!(courier), json!("1".repeat(41))),
        json!({"shippings": []}),
        keys(&[key]),
    ] {
        desk.put("/api/delivery/shipping", &body).await.bad();
        desk.put("/api/delivery/shipping/result", &body).await.bad();
    }
    assert_eq!(desk.line(key).parcel, None);
    let paid = desk.paid();
    assert_eq!(desk.ship(paid, courier, "601234567890").await.results(), [false], "발주부터");
    assert_eq!(desk.start(paid).await.results(), [false]);
}

#[tokio::test]
async fn direct_delivery_needs_no_courier() {
    let desk = Desk::open(0).await;
    let key = desk.wished(OrderWish { direct: true, lines: Some(1), ..OrderWish::default() })[0];
    desk.put("/api/delivery/prepare/result", &keys(&[key])).await.data();
    assert_eq!(desk.start(key).await.results(), [true]);
    let row = desk.get("/api/delivery/status").await.rows()[0].clone();
    assert_eq!((&row["deliveryCompanySeq"], row.get("deliveryTrackingNumber")), (&Value::Null, None));
    assert_eq!(desk.put("/api/delivery/direct/result", &keys(&[key])).await.results(), [true]);
    assert_eq!(desk.state(key), LineState::Delivered);
    assert_eq!(desk.put("/api/delivery/direct/result", &keys(&[key])).await.results(), [false]);
}

#[tokio::test]
async fn a_delivery_is_forced_after_ten_days_or_thirty() {
    let desk = Desk::open(0).await;
    let (near, far) = (desk.sent().await, desk.sent_by(desk.courier(3, true)).await);
    let force = async || {
        let answer = desk.put("/api/delivery/complete/result", &keys(&[near, far])).await;
        answer.results()
    };
    desk.clock.advance(TimeDelta::days(10) - TimeDelta::seconds(1));
    assert_eq!(force().await, [false, false]);
    desk.clock.advance(TimeDelta::seconds(1));
    assert_eq!(force().await, [true, false]);
    desk.clock.advance(TimeDelta::days(20));
    assert_eq!(force().await, [false, true]);
    assert_eq!((desk.state(near), desk.state(far)), (LineState::Delivered, LineState::Delivered));
}

#[tokio::test]
async fn a_delay_is_told_once() {
    let desk = Desk::open(0).await;
    let key = desk.paid();
    let told = |kind: i64, reason: &str| with(keys(&[key]), json!({"postponeType": kind, "reason": reason}));
    let path = "/api/delivery/postpone/result";
    for body in [told(4, "입고"), told(1, ""), told(1, &"가".repeat(51)), keys(&[key])] {
        desk.put(path, &body).await.bad();
        desk.put("/api/delivery/postpone", &body).await.bad();
    }
    assert_eq!(desk.put(path, &told(10, &"가".repeat(50))).await.results(), [true]);
    let row = desk.get("/api/delivery/prepare").await.rows()[0].clone();
    assert_eq!(
        (&row["postponedAt"], &row["postponedReason"]),
        (&json!(desk.days_ago(0)), &json!("가".repeat(50)))
    );
    assert_eq!(desk.put(path, &told(1, "다시")).await.results(), [false]);
    desk.put("/api/delivery/prepare", &keys(&[key])).await.data();
    desk.clock.advance(TimeDelta::days(10));
    assert_eq!(desk.get("/api/delivery/start").await.numbers(), [key.order_product_seq]);
    assert_eq!(desk.state(key), LineState::Preparing, "a told delay is none");
    let late = desk.prepared().await;
    desk.clock.advance(TimeDelta::days(4));
    desk.shop.tick(desk.clock.now());
    assert_eq!(desk.state(late), LineState::Delayed);
    let body = with(keys(&[late]), json!({"postponeType": 3, "reason": "지정일"}));
    assert_eq!(desk.put(path, &body).await.results(), [true]);
    desk.ship(late, desk.courier(1, true), "1").await.data();
    assert_eq!(desk.start(late).await.results(), [true], "발송지연 is still sent");
}

#[tokio::test]
async fn plain_writes_may_be_answered_before_they_are_done() {
    let desk = Desk::open(0).await;
    desk.set(|settings| settings.plain_writes_after = Some(30));
    let (key, gone) = (desk.paid(), desk.paid());
    desk.shop.buyer_cancels(gone).unwrap();
    let asked = keys(&[key, gone]);
    assert_eq!(desk.put("/api/delivery/prepare", &asked).await.json, json!({"affected": 2}));
    assert_eq!(desk.state(key), LineState::Paid);
    desk.clock.advance(TimeDelta::seconds(30));
    assert!(desk.get("/api/delivery/prepare").await.rows().is_empty());
    assert_eq!((desk.state(key), desk.state(gone)), (LineState::Preparing, LineState::OrderRefunded));
    let other = desk.paid();
    desk.put("/api/delivery/prepare/result", &keys(&[other])).await.data();
    assert_eq!(desk.state(other), LineState::Preparing, "results are those of what was done");
}

#[tokio::test]
async fn other_writes_may_be_answered_before_they_are_done_too() {
    let desk = Desk::open(0).await;
    let key = desk.returning().await;
    let asked = desk.shop.buyer_asks(key, 3).unwrap().inquiry_seq.unwrap();
    let waiting = desk.paid();
    desk.set(|settings| settings.plain_writes_after = Some(30));
    let answer = desk.claim("/api/return/start", key, json!({"message": "안내"})).await;
    assert_eq!(answer.json, json!({"ret": true}));
    desk.claim("/api/return/allow", key, json!({})).await.bad();
    let inquiry = format!("/api/inquiry/{asked}");
    desk.call("POST", &inquiry, &json!({"reply": "네"})).await.data();
    let body = address(waiting.order_seq);
    assert_eq!(desk.put("/api/delivery/info", &body).await.json, json!({"affected": 1}));
    assert_eq!(desk.state(key).code(), 40);
    assert_eq!(desk.shop.inquiries()[0].reply, None);
    assert_ne!(desk.line(waiting).receiver.name, "새수령");
    desk.clock.advance(TimeDelta::seconds(30));
    desk.shop.tick(desk.clock.now());
    assert_eq!((desk.state(key).code(), desk.line(waiting).receiver.name.as_str()), (41, "새수령"));
    assert!(desk.shop.inquiries()[0].reply.is_some());
    assert_eq!(desk.shop.applied(Operation::StartReturn, key), 1);
}

#[tokio::test]
async fn a_claim_write_may_come_to_nothing_after_its_answer() {
    let desk = Desk::open(0).await;
    let key = desk.returning().await;
    desk.shop.inject(Fault::on(Operation::StartReturn, FaultKind::Lag { seconds: 60 }));
    desk.claim("/api/return/start", key, json!({"message": "안내"})).await.data();
    desk.shop.buyer_withdraws(key).unwrap();
    desk.clock.advance(TimeDelta::seconds(60));
    assert_eq!(desk.state(key), LineState::ReturnWithdrawn);
    desk.shop.tick(desk.clock.now());
    assert_eq!((desk.state(key).code(), desk.shop.applied(Operation::StartReturn, key)), (47, 0));
}

fn address(order_seq: u64) -> Value {
    json!({
        "orderSeq": order_seq, "recipientName": "새수령", "recipientPhoneNumber": "010-1111-2222",
        "recipientPostalCode": "04524", "recipientAddress1": "서울특별시 중구 세종대로 110",
        "recipientAddress2": "1층",
    })
}

#[tokio::test]
async fn a_new_address_reaches_what_has_not_left() {
    let desk = Desk::open(0).await;
    let lines = desk.wished(OrderWish { lines: Some(3), ..OrderWish::default() });
    let key = lines[0];
    desk.put("/api/delivery/prepare", &keys(&lines[..2])).await.data();
    desk.ship(key, desk.courier(1, true), "1").await.data();
    desk.start(key).await.data();
    let body = address(key.order_seq);
    assert_eq!(desk.put("/api/delivery/info", &body).await.json, json!({"affected": 2}));
    let names: Vec<bool> = lines.iter().map(|key| desk.line(*key).receiver.name == "새수령").collect();
    assert_eq!(names, [false, true, true]);
    let row = desk.get("/api/delivery/start").await.rows()[0].clone();
    assert_eq!(row["recipientAddress"], "서울특별시 중구 세종대로 110 1층");
    for (name, wrong) in [
        ("orderSeq", json!(1)),
        ("orderSeq", json!(key.order_seq.to_string())),
        ("recipientName", Value::Null),
        ("recipientPhoneNumber", json!("")),
        ("recipientPostalCode", json!("123456789")),
        ("recipientAddress1", json!("가".repeat(101))),
        ("recipientAddress2", json!("가".repeat(101))),
        ("recipientAddress2", Value::Null),
    ] {
        desk.put("/api/delivery/info", &with(body.clone(), json!({name: wrong}))).await.bad();
    }
    desk.put("/api/delivery/info", &with(body, json!({"recipientAddress2": ""}))).await.data();
    let row = desk.get("/api/delivery/start").await.rows()[0].clone();
    assert_eq!(row["recipientAddress"], "서울특별시 중구 세종대로 110");
}

#[tokio::test]
async fn the_list_of_couriers_alone_tells_their_numbers() {
    let desk = Desk::open(0).await;
    let list = desk.get("/api/delivery/company").await;
    let rows = list.data()["deliveryCompanies"].as_array().unwrap();
    assert_eq!(rows.len(), 26);
    assert!(rows.iter().all(|row| row.as_object().unwrap().len() == 4));
    assert_eq!(rows.iter().filter(|row| row["tracking"] == false).count(), 1);
    let kinds: BTreeSet<i64> = rows.iter().map(|row| row["serviceType"].as_i64().unwrap()).collect();
    assert_eq!(kinds, [1, 2, 3].into());
}
