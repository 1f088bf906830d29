use chrono::TimeDelta;
use sandbox::naver::{Operation, OrderWish, PlaceStatus, Verb};
use serde_json::{Value, json};

use crate::support::{Desk, instant, row, somebody};

#[tokio::test]
async fn confirming_leaves_the_status_and_tells_a_changed_address() {
    let desk = Desk::open(0).await;
    let (plain, moved) = (desk.paid(1), desk.order(1, 1));
    let other = moved.lines[0].product_order_id.clone();
    desk.shop.address_changes_at_confirm(&moved.order_id, somebody()).unwrap();
    assert_ne!(desk.detail(&other).await["productOrder"]["shippingAddress"]["name"], "새수령");
    let answer = desk.confirm(&[&plain, &other]).await;
    assert_eq!(
        answer.data()["successProductOrderInfos"],
        json!([
            {"productOrderId": plain, "isReceiverAddressChanged": false},
            {"productOrderId": other, "isReceiverAddressChanged": true},
        ])
    );
    let product_order = &desk.detail(&other).await["productOrder"];
    assert_eq!(product_order["productOrderStatus"], "PAYED");
    assert_eq!(product_order["placeOrderStatus"], "OK");
    assert_eq!(product_order["placeOrderDate"], instant(desk.clock.now()));
    assert_eq!(product_order["shippingAddress"]["name"], "새수령");
    assert_eq!(desk.line(&plain).applied[&Operation::Confirm], 1);
}

#[tokio::test]
async fn confirming_has_success_failure_and_neither() {
    let desk = Desk::open(0).await;
    let (good, again, claimed) = (desk.paid(1), desk.confirmed(1).await, desk.confirmed(1).await);
    desk.shop.buyer_cancels(&claimed, None).unwrap();
    let unpaid = desk.wished(OrderWish { unpaid: true, lines: Some(1), ..OrderWish::default() });
    let unpaid = unpaid.lines[0].product_order_id.clone();
    let foreign = desk.shop.foreign_line();
    let answer = desk.confirm(&[&good, &again, &claimed, &unpaid, "2026010100000000", foreign]).await;
    assert_eq!(answer.successes(), [good.as_str()]);
    let failed = answer.data()["failProductOrderInfos"].as_array().unwrap();
    let codes: Vec<(&str, &str)> = failed
        .iter()
        .map(|row| (row["productOrderId"].as_str().unwrap(), row["code"].as_str().unwrap()))
        .collect();
    assert_eq!(codes, [(unpaid.as_str(), "104442"), ("2026010100000000", "100001"), (foreign, "101009")]);
    assert_eq!(desk.line(&again).applied[&Operation::Confirm], 1, "no second effect");
    let many: Vec<String> = (0..31).map(|number| number.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(desk.confirm(&many).await.code(), "4000");
    assert_eq!(desk.confirm(&many[..30]).await.status, 200);
    assert_eq!(desk.confirm(&[&good, &good]).await.code(), "104131");
}

#[tokio::test]
async fn a_gift_waits_for_its_receiver() {
    let desk = Desk::open(0).await;
    let order = desk.wished(OrderWish { gift: true, lines: Some(1), ..OrderWish::default() });
    let id = order.lines[0].product_order_id.clone();
    let detail = desk.detail(&id).await;
    assert_eq!(detail["productOrder"]["giftReceivingStatus"], "WAIT_FOR_RECEIVING");
    assert!(detail["productOrder"].get("shippingAddress").is_none());
    assert!(detail["order"]["ordererTel"].as_str().unwrap().contains('*'), "who gives is masked");
    assert_eq!(desk.confirm(&[&id]).await.failure().0, "104442");
    desk.clock.advance(TimeDelta::minutes(1));
    desk.shop.gift_received(&order.order_id).unwrap();
    let from = crate::support::parameter(desk.clock.now());
    let feed = desk.get("/product-orders/last-changed-statuses", &format!("lastChangedFrom={from}")).await;
    let row = &feed.data()["lastChangeStatuses"][0];
    assert_eq!(
        (&row["lastChangedType"], &row["giftReceivingStatus"]),
        (&json!("GIFT_RECEIVED"), &json!("RECEIVED"))
    );
    desk.confirm(&[&id]).await.done();
    assert!(desk.detail(&id).await["productOrder"]["shippingAddress"]["name"].is_string());
}

async fn dispatched(desk: &Desk, id: &str, change: impl FnOnce(&mut Value)) -> (u16, String) {
    let mut row = row(id, "600000000009", desk.clock.now());
    change(&mut row);
    let answer = desk.dispatch(&[row]).await;
    let code = if answer.status == 200 { answer.failure().0.to_owned() } else { answer.code().to_owned() };
    (answer.status, code)
}

#[tokio::test]
async fn what_a_parcel_must_say() {
    let desk = Desk::open(0).await;
    let id = desk.confirmed(1).await;
    let drop = |name: &'static str| move |row: &mut Value| drop(row.as_object_mut().unwrap().remove(name));
    let set = |name: &'static str, value: &'static str| move |row: &mut Value| row[name] = json!(value);
    for (outcome, status, code) in [
        (dispatched(&desk, &id, drop("deliveryMethod")).await, 200, "104117"),
        (dispatched(&desk, &id, set("deliveryMethod", "RETURN_DELIVERY")).await, 200, "104117"),
        (dispatched(&desk, &id, set("deliveryMethod", "NOTHING")).await, 200, "104117"),
        (dispatched(&desk, &id, set("deliveryMethod", "PIGEON")).await, 400, "000400"),
        (dispatched(&desk, &id, drop("deliveryCompanyCode")).await, 200, "104118"),
        (dispatched(&desk, &id, set("deliveryCompanyCode", "")).await, 400, "000400"),
        (dispatched(&desk, &id, set("deliveryCompanyCode", "LOTTE")).await, 200, "104119"),
        (dispatched(&desk, &id, drop("trackingNumber")).await, 200, "104120"),
        (dispatched(&desk, &id, set("trackingNumber", "")).await, 200, "104120"),
        (dispatched(&desk, &id, set("trackingNumber", "번호")).await, 200, "104122"),
        (dispatched(&desk, &id, drop("dispatchDate")).await, 200, "104133"),
        (dispatched(&desk, &id, set("dispatchDate", "2026-03-16")).await, 400, "000400"),
        (dispatched(&desk, &id, drop("productOrderId")).await, 400, "4000"),
        (dispatched(&desk, &id, set("productOrderId", "2026010100000000")).await, 200, "100001"),
    ] {
        assert_eq!(outcome, (status, code.to_owned()));
    }
    assert!(desk.line(&id).parcel.is_none());
    desk.dispatch(&[row(&id, "6000-0000-0009", desk.clock.now())]).await.done();
    assert_eq!(desk.state(&id).0, "DELIVERING");
}

#[tokio::test]
async fn only_confirmed_lines_leave_and_only_once() {
    let desk = Desk::open(0).await;
    let now = desk.clock.now();
    let (fresh, id) = (desk.paid(1), desk.confirmed(1).await);
    assert_eq!(desk.dispatch(&[row(&fresh, "600000000001", now)]).await.failure().0, "104443");
    desk.dispatch(&[row(&id, "600000000001", now)]).await.done();
    desk.dispatch(&[row(&id, "600000000001", now)]).await.excluded();
    assert_eq!(desk.dispatch(&[row(&id, "600000000002", now)]).await.failure().0, "105306");
    assert_eq!(desk.line(&id).applied[&Operation::Dispatch], 1);
    let delivery = &desk.detail(&id).await["delivery"];
    assert_eq!(
        (&delivery["deliveryCompany"], &delivery["trackingNumber"]),
        (&json!("CJGLS"), &json!("600000000001"))
    );
    assert_eq!(
        (&delivery["sendDate"], &delivery["deliveryStatus"]),
        (&json!(instant(now)), &json!("COLLECT_REQUEST"))
    );
    let other = desk.confirmed(1).await;
    assert_eq!(desk.dispatch(&[row(&other, "600000000001", now)]).await.failure().0, "104121");
    let twice = [row(&other, "600000000003", now), row(&other, "600000000003", now)];
    assert_eq!(desk.dispatch(&twice).await.code(), "104131");
    let many: Vec<Value> = (0..31).map(|number| row(&number.to_string(), "600000000004", now)).collect();
    assert_eq!(desk.dispatch(&many).await.code(), "4000");
}

#[tokio::test]
async fn one_package_shares_a_number_and_rows_fail_alone() {
    let desk = Desk::open(0).await;
    let order = desk.order(2, 1);
    let ids: Vec<&str> = order.lines.iter().map(|line| line.product_order_id.as_str()).collect();
    assert_eq!(order.lines[0].package_number, order.lines[1].package_number);
    assert_eq!(desk.confirm(&ids).await.successes().len(), 2);
    let stranger = desk.paid(1);
    let now = desk.clock.now();
    let rows = [
        row(ids[0], "600000000001", now),
        row(&stranger, "600000000001", now),
        row(ids[1], "600000000001", now),
    ];
    let answer = desk.dispatch(&rows).await;
    assert_eq!(answer.successes(), ids);
    assert_eq!(answer.data()["failProductOrderInfos"][0]["productOrderId"], stranger);
}

#[tokio::test]
async fn parcels_without_courier_need_no_number() {
    let desk = Desk::open(0).await;
    let id = desk.confirmed(1).await;
    let by_hand = json!({"productOrderId": id, "deliveryMethod": "DIRECT_DELIVERY",
        "dispatchDate": instant(desk.clock.now())});
    desk.dispatch(&[by_hand]).await.done();
    let delivery = &desk.detail(&id).await["delivery"];
    assert_eq!(delivery["deliveryStatus"], "NOT_TRACKING");
    assert!(delivery.get("trackingNumber").is_none());
}

#[tokio::test]
async fn parcels_travel_arrive_and_are_decided_on() {
    let desk = Desk::open(0).await;
    let id = desk.dispatched(1, "600000000001").await;
    desk.shop.number_wrong(&id).unwrap();
    let delivery = desk.detail(&id).await["delivery"].clone();
    assert_eq!(
        (&delivery["deliveryStatus"], &delivery["isWrongTrackingNumber"]),
        (&json!("WRONG_INVOICE"), &json!(true))
    );
    desk.shop.parcel_scanned(&id).unwrap();
    assert!(desk.shop.buyer_decides(&id).is_err());
    desk.shop.parcel_delivered(&id).unwrap();
    assert!(desk.shop.parcel_delivered(&id).is_err());
    assert_eq!(desk.state(&id).0, "DELIVERED");
    desk.clock.advance(TimeDelta::days(1));
    desk.shop.buyer_decides(&id).unwrap();
    let detail = desk.detail(&id).await;
    assert_eq!(detail["productOrder"]["productOrderStatus"], "PURCHASE_DECIDED");
    assert_eq!(detail["productOrder"]["decisionDate"], instant(desk.clock.now()));
    assert!(desk.shop.buyer_returns(&id, None).is_err(), "what is decided stays sold");
}

fn delay(at: chrono::DateTime<chrono::Utc>, reason: &str) -> Value {
    json!({
        "dispatchDueDate": instant(at),
        "delayedDispatchReason": reason,
        "dispatchDelayedDetailedReason": "재입고를 기다립니다",
    })
}

#[tokio::test]
async fn a_delay_may_be_told_again_and_the_last_one_counts() {
    let desk = Desk::open(0).await;
    let (fresh, id) = (desk.paid(1), desk.confirmed(1).await);
    let now = desk.clock.now();
    let week = delay(now + TimeDelta::days(7), "PRODUCT_PREPARE");
    assert_eq!(desk.on(&fresh, "delay", &week).await.failure().0, "104443");
    desk.on(&id, "delay", &week).await.done();
    desk.on(&id, "delay", &delay(now + TimeDelta::days(9), "CUSTOM_BUILD")).await.done();
    let product_order = desk.detail(&id).await["productOrder"].clone();
    assert_eq!(product_order["delayedDispatchReason"], "CUSTOM_BUILD");
    assert_eq!(product_order["delayedDispatchDetailedReason"], "재입고를 기다립니다");
    assert_eq!(product_order["shippingDueDate"], instant(now + TimeDelta::days(9)));
    for due in [now - TimeDelta::days(1), now + TimeDelta::days(91)] {
        assert_eq!(desk.on(&id, "delay", &delay(due, "ETC")).await.failure().0, "104105");
    }
    assert_eq!(desk.on(&id, "delay", &delay(now, "SLEEPY")).await.code(), "000400");
    let empty = desk.on(&id, "delay", &json!({"delayedDispatchReason": "ETC"})).await;
    assert_eq!(
        (empty.code(), &empty.json["message"]),
        ("4000", &json!("NotNull.delayDispatch.dispatchDueDate"))
    );
    desk.shop.buyer_cancels(&id, None).unwrap();
    assert_eq!(desk.on(&id, "delay", &week).await.failure().0, "104442", "not while a claim is open");
    assert_eq!(desk.line(&id).applied[&Operation::Delay], 2);
}

#[tokio::test]
async fn a_wished_day_can_be_changed() {
    let desk = Desk::open(0).await;
    let order = desk.wished(OrderWish { hope: true, lines: Some(1), ..OrderWish::default() });
    let id = order.lines[0].product_order_id.clone();
    let plain = desk.confirmed(1).await;
    let deed = "hope-delivery/change";
    let wish =
        |day: &str| json!({"hopeDeliveryYmd": day, "hopeDeliveryHm": "1500", "changeReason": "차량 사정"});
    assert_eq!(desk.on(&plain, deed, &wish("20260320")).await.failure().0, "104441");
    desk.on(&id, deed, &wish("20260319")).await.done();
    assert_eq!(desk.line(&id).place_order_status, PlaceStatus::NotYet, "paid is enough");
    desk.confirm(&[&id]).await.done();
    for (day, code) in
        [("20260315", "104444"), ("2026-3-20", "104444"), ("20261231", "104445"), ("20260399", "104444")]
    {
        assert_eq!(desk.on(&id, deed, &wish(day)).await.failure().0, code, "{day}");
    }
    desk.clock.advance(TimeDelta::minutes(1));
    desk.on(&id, deed, &wish("20260320")).await.done();
    assert_eq!(desk.on(&id, deed, &wish("20260320")).await.failure().0, "104446");
    let hope = &desk.detail(&id).await["productOrder"]["hopeDelivery"];
    assert_eq!((&hope["hopeDeliveryYmd"], &hope["hopeDeliveryHm"]), (&json!("20260320"), &json!("1500")));
    assert_eq!((&hope["changeReason"], &hope["changer"]), (&json!("차량 사정"), &json!("판매자 API")));
    let from = crate::support::parameter(desk.clock.now());
    let feed = desk.get("/product-orders/last-changed-statuses", &format!("lastChangedFrom={from}")).await;
    assert_eq!(feed.data()["lastChangeStatuses"][0]["lastChangedType"], "HOPE_DELIVERY_INFO_CHANGED");
    let long = json!({"hopeDeliveryYmd": "20260321", "changeReason": "가".repeat(301)});
    assert_eq!(desk.on(&id, deed, &long).await.code(), "4000");
    let silent = json!({"hopeDeliveryYmd": "20260321"});
    assert_eq!(desk.on(&id, deed, &silent).await.code(), "4000");
    desk.clock.advance(TimeDelta::days(4));
    assert_eq!(desk.on(&id, deed, &wish("20260325")).await.failure().0, "104449");
    assert_eq!(desk.line(&id).place_order_status, PlaceStatus::Ok);
    desk.dispatch(&[row(&id, "600000000008", desk.clock.now())]).await.done();
    assert_eq!(desk.on(&id, deed, &wish("20260325")).await.failure().0, "104442", "what has left is late");
}

#[tokio::test]
async fn a_guaranteed_day_knows_no_hour() {
    let desk = Desk::open(0).await;
    let line = |guaranteed: bool| {
        let wish = OrderWish { hope: !guaranteed, guaranteed, lines: Some(1), ..OrderWish::default() };
        desk.wished(wish).lines[0].product_order_id.clone()
    };
    let (plain, id) = (line(false), line(true));
    let body = |name: &str, value: &str| {
        let mut body = json!({"hopeDeliveryYmd": "20260320", "changeReason": "차량 사정"});
        body[name] = json!(value);
        body
    };
    let deed = "hope-delivery/change";
    for (name, value) in [("hopeDeliveryHm", "1500"), ("region", "수도권")] {
        assert_eq!(desk.on(&id, deed, &body(name, value)).await.failure().0, "104450", "{name}");
    }
    desk.on(&id, deed, &body("changeReason", "입고")).await.done();
    let rows = desk.query(&[&plain, &id]).await;
    let kinds: Vec<&Value> = rows.iter().map(|row| &row["productOrder"]["deliveryAttributeType"]).collect();
    assert_eq!(kinds, ["HOPE", "HOPE_SELLER_GUARANTEE"]);
    assert!(rows[0]["productOrder"]["shippingAddress"].get("entryMethod").is_none());
    assert_eq!(rows[1]["productOrder"]["shippingAddress"]["entryMethod"], "LOBBY_PW");
    let hope = &rows[1]["productOrder"]["hopeDelivery"];
    assert!(hope.get("hopeDeliveryHm").is_none() && hope.get("region").is_none(), "{hope}");
}

#[tokio::test]
async fn a_delivery_can_fail_and_succeed_after_all() {
    let desk = Desk::open(0).await;
    let id = desk.dispatched(1, "600000000001").await;
    desk.shop.act(&Verb::DeliveryFails { product_order_id: id.clone() }).unwrap();
    let detail = desk.detail(&id).await;
    assert_eq!(
        (&detail["delivery"]["deliveryStatus"], &detail["productOrder"]["productOrderStatus"]),
        (&json!("DELIVERY_FAIL"), &json!("DELIVERING"))
    );
    desk.shop.parcel_delivered(&id).unwrap();
    assert_eq!(desk.detail(&id).await["delivery"]["deliveryStatus"], "DELIVERY_COMPLETION");
    assert!(desk.shop.act(&Verb::DeliveryFails { product_order_id: id }).is_err());
}
