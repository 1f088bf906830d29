use std::collections::BTreeSet;

use chrono::TimeDelta;
use sandbox::esm::{Distribution, OrderWish, Verb};
use serde_json::{Value, json};

use crate::support::{Auction, Desk, Gmarket, ORDERS, PENDING, day, minute};

fn query(desk: &Desk, more: &Value) -> Value {
    let now = desk.clock.now();
    let mut body = json!({
        "siteType": 2, "orderStatus": 1, "requestDateType": 2,
        "requestDateFrom": minute(now - TimeDelta::days(1)),
        "requestDateTo": minute(now + TimeDelta::days(1)),
    });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

#[tokio::test]
async fn each_status_is_a_list_of_its_own() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let new = desk.paid(site);
        let preparing = desk.confirmed(site).await;
        let shipping = desk.shipped(site).await;
        let delivered = desk.delivered(site).await;
        let decided = desk.delivered(site).await;
        desk.shop.buyer_decides(site, decided).unwrap();
        for (status, number) in [(1, new), (2, preparing), (3, shipping), (4, delivered), (5, decided)] {
            let answer = desk.orders(site, status).await;
            assert_eq!(answer.numbers(), [number], "{site:?} {status}");
            assert_eq!(answer.rows()[0]["OrderStatus"], status);
            assert_eq!(answer.data()["SiteType"], site.answer_code());
            assert_eq!(answer.data()["SellerId"], desk.keys.seller_id(site));
        }
    }
}

#[tokio::test]
async fn claimed_orders_do_not_even_show_by_number() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let cancelled = desk.confirmed(site).await;
        desk.shop.buyer_cancels(site, cancelled).unwrap();
        let returned = desk.returning(site).await;
        let exchanged = desk.exchanging(site).await;
        let reported = desk.shipped(site).await;
        desk.shop.buyer_reports(site, reported).unwrap();
        for number in [cancelled, returned, exchanged, reported] {
            let answer = desk.by_number(site, number).await;
            assert_eq!((answer.numbers().len(), &answer.data()["TotalCount"]), (0, &json!(0)));
            assert!(desk.line(site, number).claimed);
        }
        desk.shop.buyer_withdraws(site, cancelled).unwrap();
        assert_eq!(desk.row(site, cancelled).await["OrderStatus"], 2, "a withdrawn claim is forgotten");
    }
}

#[tokio::test]
async fn windows_are_checked() {
    let desk = Desk::open(0).await;
    let now = desk.clock.now();
    for site in [Gmarket, Auction] {
        let between = |from, to| {
            query(
                &desk,
                &json!({
            "siteType": site.code(), "requestDateFrom": from, "requestDateTo": to}),
            )
        };
        let month = between(day(now - TimeDelta::days(31)), day(now));
        assert_eq!(desk.post(site, ORDERS, &month).await.code(), 0);
        let longer = between(day(now - TimeDelta::days(32)), day(now));
        desk.post(site, ORDERS, &longer).await.refused(3000, "31일 이하의 범위만 조회 할 수 있습니다.");
        let message = "조회 시작일이 종료일보다 과거여야 합니다.";
        desk.post(site, ORDERS, &between(day(now), day(now))).await.refused(3000, message);
        for wrong in ["20260316", "2026-3-16", "2026-03-15T12:00:00", "2026-03-15 12:00:00"] {
            assert_eq!(desk.post(site, ORDERS, &between(wrong.to_owned(), day(now))).await.code(), 3000);
        }
        let minutes = between(minute(now - TimeDelta::days(1)), minute(now));
        assert_eq!(desk.post(site, ORDERS, &minutes).await.code(), 0);
    }
}

#[tokio::test]
async fn a_day_ends_at_its_beginning() {
    let desk = Desk::open(0).await;
    let number = desk.paid(Gmarket);
    let now = desk.clock.now();
    let until =
        |to| query(&desk, &json!({"requestDateFrom": day(now - TimeDelta::days(1)), "requestDateTo": to}));
    assert!(desk.post(Gmarket, ORDERS, &until(day(now))).await.numbers().is_empty());
    let tomorrow = until(day(now + TimeDelta::days(1)));
    assert_eq!(desk.post(Gmarket, ORDERS, &tomorrow).await.numbers(), [number]);
}

#[tokio::test]
async fn wrong_conditions_are_not_implemented() {
    let desk = Desk::open(0).await;
    let message = "메서드 또는 연산이 구현되지 않았습니다.";
    for wrong in [
        json!({"siteType": 3}),
        json!({"orderStatus": 7}),
        json!({"requestDateType": 3}),
        json!({"requestDateType": 6}),
    ] {
        desk.post(Gmarket, ORDERS, &query(&desk, &wrong)).await.refused(3000, message);
    }
    for wrong in [
        json!({"siteType": 1, "orderStatus": 6, "payNo": 1}),
        json!({"siteType": 1, "requestDateType": 4}),
        json!({"siteType": 1, "requestDateType": 5}),
    ] {
        desk.post(Auction, ORDERS, &query(&desk, &wrong)).await.refused(3000, message);
    }
    let missing = desk.post(Gmarket, ORDERS, &json!({"siteType": 2})).await;
    assert_eq!(missing.code(), 2141);
}

#[tokio::test]
async fn pages_come_one_after_the_other() {
    let desk = Desk::open(0).await;
    let wish = OrderWish { lines: Some(1), ..OrderWish::default() };
    desk.shop.act(&Verb::PlaceMany { site: Gmarket, count: 7, wish }).unwrap();
    let mut seen = BTreeSet::new();
    for (page, rows) in [(1, 3), (2, 3), (3, 1), (4, 0)] {
        let answer =
            desk.post(Gmarket, ORDERS, &query(&desk, &json!({"pageIndex": page, "pageSize": 3}))).await;
        assert_eq!((answer.rows().len(), &answer.data()["TotalCount"]), (rows, &json!(7)));
        seen.extend(answer.numbers());
    }
    assert_eq!(seen.len(), 7);
}

#[tokio::test]
async fn a_basket_can_be_asked_for_on_gmarket() {
    let desk = Desk::open(0).await;
    let order = desk.wished(Gmarket, OrderWish { lines: Some(3), ..OrderWish::default() });
    let body = json!({"siteType": 2, "orderStatus": 6, "payNo": order.pay_no});
    let numbers: Vec<u64> = order.lines.iter().map(|line| line.order_no).collect();
    assert_eq!(desk.post(Gmarket, ORDERS, &body).await.numbers(), numbers);
}

#[tokio::test]
async fn the_order_queries_share_one_call_in_five_seconds() {
    let desk = Desk::open(0).await;
    desk.set(|settings| settings.seconds_between_calls = 5);
    let number = desk.paid(Gmarket);
    let now = desk.clock.now();
    let pending = |code: i64| {
        json!({"siteType": code, "requestDateFrom": day(now),
        "requestDateTo": day(now + TimeDelta::days(1))})
    };
    assert_eq!(desk.orders(Gmarket, 1).await.numbers(), [number]);
    let message = "주문조회는 5초당 1회 호출 가능합니다.";
    desk.orders(Gmarket, 2).await.refused(3000, message);
    desk.post(Gmarket, PENDING, &pending(2)).await.refused(3000, message);
    assert_eq!(desk.by_number(Gmarket, number).await.numbers(), [number], "not by number");
    assert_eq!(desk.post(Auction, PENDING, &pending(1)).await.code(), 0, "each site for itself");
    desk.orders(Auction, 1).await.refused(3000, message);
    desk.shop.calm();
    assert_eq!(desk.orders(Auction, 1).await.code(), 0);
}

#[tokio::test]
async fn numbers_and_due_dates_come_late() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let wish = OrderWish { lines: Some(1), safe_number: Some(true), ..OrderWish::default() };
        let number = desk.wished(site, wish).lines[0].order_no;
        let row = desk.row(site, number).await;
        assert!(row["HpNo"].is_null() && row["BuyerMobileTel"].is_null() && row["TransDueDate"].is_null());
        desk.clock.advance(TimeDelta::minutes(2));
        let row = desk.row(site, number).await;
        assert_eq!((&row["HpNo"], &row["TransDueDate"]), (&Value::Null, &json!("2026-03-19T23:59:59")));
        desk.clock.advance(TimeDelta::minutes(3));
        let row = desk.row(site, number).await;
        assert!(row["HpNo"].as_str().unwrap().starts_with("050"), "{row}");
    }
}

#[tokio::test]
async fn gifts_wait_for_an_address() {
    let desk = Desk::open(0).await;
    let number = desk.wished(Gmarket, OrderWish { lines: Some(1), gift: true, ..OrderWish::default() }).lines
        [0]
    .order_no;
    let row = desk.row(Gmarket, number).await;
    assert_eq!((&row["IsGiftOrder"], &row["GiftOrderStatus"]), (&json!("Y"), &json!(1)));
    for name in
        ["ZipCode", "DelFrontAddress", "DelBackAddress", "DelFullAddress", "DelMemo", "GiftConfirmDate"]
    {
        assert!(row[name].is_null(), "{name}");
    }
    let message = "해당 주문은 선물수락대기 상태로 주문확인이 불가합니다.";
    desk.confirm(Gmarket, number).await.refused(3000, message);
    let gifts = |status: i64| query(&desk, &json!({"isGiftOrder": "Y", "giftOrderStatus": status}));
    assert_eq!(desk.post(Gmarket, ORDERS, &gifts(1)).await.numbers(), [number]);
    desk.shop.gift_received(Gmarket, number).unwrap();
    assert!(desk.post(Gmarket, ORDERS, &gifts(1)).await.numbers().is_empty());
    assert_eq!(desk.post(Gmarket, ORDERS, &gifts(2)).await.numbers(), [number]);
    let accepted = query(&desk, &json!({"requestDateType": 4}));
    assert_eq!(desk.post(Gmarket, ORDERS, &accepted).await.numbers(), [number]);
    assert!(desk.row(Gmarket, number).await["ZipCode"].is_string());
    desk.confirm(Gmarket, number).await.data();
}

#[tokio::test]
async fn gifts_nobody_accepts_are_cancelled() {
    let desk = Desk::open(0).await;
    let gift = OrderWish { lines: Some(1), gift: true, ..OrderWish::default() };
    let late = desk.wished(Gmarket, gift.clone()).lines[0].order_no;
    let declined = desk.wished(Gmarket, gift).lines[0].order_no;
    desk.shop.act(&Verb::GiftDeclined { site: Gmarket, order_no: declined }).unwrap();
    let row = desk.claim_row(Gmarket, "Cancels", 3, declined).await;
    assert_eq!(
        (&row["ReasonCode"], &row["RequestUser"], &row["IsGiftOrder"]),
        (&json!(8), &json!(5), &json!("Y"))
    );
    assert_eq!(row["ApproveUser"], 4, "a receiver approves nothing");
    desk.clock.advance(TimeDelta::days(8));
    let row = desk.claim_row(Gmarket, "Cancels", 3, late).await;
    assert_eq!((&row["ReasonCode"], &row["RequestUser"]), (&json!(7), &json!(4)));
}

#[tokio::test]
async fn unpaid_orders_have_a_list_of_their_own() {
    let desk = Desk::open(0).await;
    let now = desk.clock.now();
    for site in [Gmarket, Auction] {
        let order = desk.wished(site, OrderWish { lines: Some(1), unpaid: true, ..OrderWish::default() });
        let number = order.lines[0].order_no;
        let body = json!({"siteType": site.code(), "requestDateFrom": day(now),
            "requestDateTo": day(now + TimeDelta::days(1))});
        let answer = desk.post(site, PENDING, &body).await;
        assert_eq!(answer.numbers(), [number]);
        let row = &answer.rows()[0];
        let due = if site == Gmarket { "2026-03-17T12:00:00" } else { "2026-03-17T23:59:59" };
        assert_eq!(row["DepositDueDate"], due);
        assert_eq!(row["HpNo"].is_null() && site == Gmarket, site == Gmarket, "no number before the payment");
        assert!(desk.by_number(site, number).await.numbers().is_empty());
        assert_eq!(desk.standing(site, number).await, (0, 0));
        desk.shop.act(&Verb::BuyerPays { site, pay_no: order.pay_no }).unwrap();
        assert_eq!(desk.orders(site, 1).await.numbers(), [number]);
        let lapsed = desk.wished(site, OrderWish { lines: Some(1), unpaid: true, ..OrderWish::default() });
        desk.shop.act(&Verb::PaymentLapses { site, pay_no: lapsed.pay_no }).unwrap();
        let row = desk.claim_row(site, "Cancels", 3, lapsed.lines[0].order_no).await;
        assert_eq!((&row["RequestUser"], &row["PayDate"]), (&json!(4), &Value::Null));
    }
}

#[tokio::test]
async fn shipping_fees_stand_where_each_site_puts_them() {
    let desk = Desk::open(0).await;
    for (site, bearing) in [(Gmarket, 1), (Auction, 2)] {
        let mut order = desk.wished(site, OrderWish { lines: Some(2), ..OrderWish::default() });
        while order.shipping_fee == 0 {
            order = desk.wished(site, OrderWish { lines: Some(2), ..OrderWish::default() });
        }
        let fee = format!("{}.0000", order.shipping_fee);
        let mut found = 0;
        for line in &order.lines {
            found += usize::from(desk.row(site, line.order_no).await["ShippingFee"] == fee.as_str());
        }
        assert_eq!(found, bearing, "{site:?}");
    }
}

#[tokio::test]
async fn policies_of_dispatch_and_fees_vary() {
    let desk = Desk::open(400).await;
    for (site, fees) in [(Gmarket, ["M", "X", "R", "D"]), (Auction, ["F", "X", "D", "Q"])] {
        let mut rows = Vec::new();
        for status in 1..=5 {
            rows.extend(desk.orders(site, status).await.rows());
        }
        let seen = |name: &str| -> BTreeSet<String> {
            rows.iter().map(|row| row[name].as_str().unwrap().to_owned()).collect()
        };
        let kinds = seen("TransType");
        assert!(["A", "B", "C", "E", "F"].into_iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
        let conditions = seen("DeliveryFeeCondition");
        assert!(fees.into_iter().all(|kind| conditions.contains(kind)), "{conditions:?}");
        for row in rows {
            assert_eq!(row["OverseaTransYn"] == "Y", row["TransType"] == "C", "{row}");
            let free = ["D", "Q", "W", "X"].contains(&row["DeliveryFeeCondition"].as_str().unwrap());
            assert!(!free || row["ShippingFee"] == "0.0000", "{row}");
        }
    }
}

#[tokio::test]
async fn star_orders_can_be_told_apart() {
    let desk = Desk::open(0).await;
    let star =
        |distribution| OrderWish { lines: Some(1), distribution: Some(distribution), ..OrderWish::default() };
    let fulfilled = desk.wished(Gmarket, star(Distribution::Fulfilment)).lines[0].order_no;
    let own = desk.wished(Gmarket, star(Distribution::SellerStar)).lines[0].order_no;
    let plain = desk.paid(Gmarket);
    for (kind, number, code) in [(1, plain, "NL"), (2, fulfilled, "TL"), (3, own, "SL")] {
        let answer = desk.post(Gmarket, ORDERS, &query(&desk, &json!({"orderType": kind}))).await;
        assert_eq!((answer.numbers(), &answer.rows()[0]["DistrType"]), (vec![number], &json!(code)));
    }
    desk.confirm(Gmarket, fulfilled).await.refused(3000, "해당 주문은 3PL 주문입니다");
}
