use std::net::IpAddr;

use chrono::TimeDelta;
use sandbox::esm::{Operation, OrderWish};
use serde_json::{Value, json};

use crate::support::{
    Answer, Auction, CLAIMS, Desk, Gmarket, ORDERS, SHIP, claims_of, day, head, second, token,
};

const COURIERS: &str = "/item/v1/shipping/delivery-company";

async fn with(desk: &Desk, authorization: &str) -> Answer {
    desk.send("GET", COURIERS, "", &[("authorization", authorization)]).await.unwrap()
}

#[tokio::test]
async fn a_token_by_the_book_is_let_in() {
    let desk = Desk::open(0).await;
    for sites in [vec![Gmarket], vec![Auction], vec![Auction, Gmarket], vec![Gmarket, Auction]] {
        let answer = with(&desk, &desk.bearer(&sites)).await;
        assert_eq!(answer.status, 200, "{sites:?}");
    }
    let mut claims = claims_of(&desk.keys, &[Gmarket], desk.clock.now());
    claims.as_object_mut().unwrap().remove("iat");
    let bearer = format!("Bearer {}", token(&head(&desk.keys), &claims, &desk.keys.secret_key));
    assert_eq!(with(&desk, &bearer).await.status, 200, "iat is optional");
}

#[tokio::test]
async fn every_other_token_is_turned_away() {
    let desk = Desk::open(0).await;
    let good_head = head(&desk.keys);
    let good = claims_of(&desk.keys, &[Gmarket], desk.clock.now());
    let now = desk.clock.now().timestamp();
    let changed = |value: &Value, name: &str, with: Value| {
        let mut value = value.clone();
        value[name] = with;
        value
    };
    let heads = [("alg", json!("HS512")), ("typ", json!("jwt")), ("kid", json!("somebody"))];
    for (name, wrong) in heads {
        let bearer = token(&changed(&good_head, name, wrong), &good, &desk.keys.secret_key);
        with(&desk, &format!("Bearer {bearer}")).await.unauthorised();
    }
    let ssi = |text: String| ("ssi", json!(text));
    let gmarket = &desk.keys.gmarket_seller_id;
    for (name, wrong) in [
        ("iss", json!("")),
        ("iss", Value::Null),
        ("sub", json!("sa")),
        ("aud", json!("sa2.esmplus.com")),
        ("iat", json!(now - 301)),
        ("iat", json!(now + 301)),
        ("iat", json!(now.to_string())),
        ("ssi", Value::Null),
        ssi("G:somebody".to_owned()),
        ssi(format!("A:{gmarket}")),
        ssi(format!("G:{gmarket},G:{gmarket}")),
        ssi(format!("G{gmarket}")),
    ] {
        let claims = changed(&good, name, wrong);
        let bearer = token(&good_head, &claims, &desk.keys.secret_key);
        with(&desk, &format!("Bearer {bearer}")).await.unauthorised();
    }
    let signed = token(&good_head, &good, "another key");
    with(&desk, &format!("Bearer {signed}")).await.unauthorised();
    let bare = token(&good_head, &good, &desk.keys.secret_key);
    for header in [bare.clone(), format!("bearer {bare}"), "Bearer a.b".to_owned(), String::new()] {
        with(&desk, &header).await.unauthorised();
    }
    desk.send("GET", COURIERS, "", &[]).await.unwrap().unauthorised();
}

#[tokio::test]
async fn keys_addresses_and_permissions_can_be_taken_away() {
    let desk = Desk::open(0).await;
    let number = desk.paid(Gmarket);
    desk.set(|settings| settings.refused = [Operation::Confirm].into());
    desk.confirm(Gmarket, number).await.unauthorised();
    assert_eq!(desk.orders(Gmarket, 1).await.numbers(), [number], "rights are granted one by one");
    desk.set(|settings| settings.refused.clear());
    desk.set(|settings| settings.key_valid = false);
    desk.confirm(Gmarket, number).await.unauthorised();
    desk.set(|settings| settings.key_valid = true);
    desk.set(|settings| settings.allowed_ips = Some(vec![IpAddr::from([203, 0, 113, 7])]));
    desk.confirm(Gmarket, number).await.unauthorised();
    desk.set(|settings| settings.allowed_ips = Some(vec![IpAddr::from([127, 0, 0, 1])]));
    desk.confirm(Gmarket, number).await.data();
}

#[tokio::test]
async fn restricted_apis_need_a_permission_of_their_own() {
    let desk = Desk::open(0).await;
    desk.set(|settings| settings.refused = Operation::RESTRICTED.into());
    let number = desk.exchanging(Gmarket).await;
    for (path, body) in [
        (format!("/shipping/v1/Delivery/AddShippingCompleteInfo/{number}"), Value::Null),
        (format!("{CLAIMS}/Cancel/{number}"), json!({"SiteType": 2})),
        (format!("{CLAIMS}/exchange/{number}/hold"), json!({"SiteType": 2, "HoldReason": 0})),
    ] {
        desk.call(Gmarket, "POST", &path, &body).await.unauthorised();
    }
}

#[tokio::test]
async fn a_token_for_both_sites_cannot_name_the_site_of_a_bare_number() {
    let desk = Desk::open(0).await;
    let number = desk.confirmed(Gmarket).await;
    let body = json!({
        "OrderNo": number, "ShippingDate": second(desk.clock.now()), "DeliveryCompanyCode": 10013,
        "InvoiceNo": "344755391152",
    });
    let bearer = desk.bearer(&[Gmarket, Auction]);
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    for path in [
        SHIP.to_owned(),
        "/shipping/v1/Delivery/Progress".to_owned(),
        "/shipping/v1/Delivery/GetDeliveryStatus".to_owned(),
        format!("/shipping/v1/Order/OrderCheck/{number}"),
    ] {
        let answer = desk.send("POST", &path, &body.to_string(), &headers).await.unwrap();
        answer.refused(3000, "해당 주문 내역이 없습니다.");
    }
    let wrong = desk.post(Auction, SHIP, &body).await;
    wrong.refused(3000, "해당 주문 내역이 없습니다.");
    assert_eq!(desk.shop.applied(Gmarket, Operation::Dispatch, number), 0);
}

#[tokio::test]
async fn one_number_may_exist_on_both_sites() {
    let desk = Desk::open(0).await;
    let wish = OrderWish { order_no: Some(1_592_423_011), lines: Some(1), ..OrderWish::default() };
    let (one, other) = (desk.wished(Gmarket, wish.clone()), desk.wished(Auction, wish.clone()));
    assert_eq!(one.lines[0].order_no, other.lines[0].order_no);
    assert_ne!(one.lines[0].goods_no, other.lines[0].goods_no);
    assert!(desk.shop.place_order(Gmarket, wish).is_err(), "but not twice on one");
    desk.confirm(Auction, 1_592_423_011).await.data();
    let applied = |site| desk.shop.applied(site, Operation::Confirm, 1_592_423_011);
    assert_eq!((applied(Gmarket), applied(Auction)), (0, 1));
    assert_eq!(desk.shop.called(Auction, Operation::Confirm), 1);
}

#[tokio::test]
async fn a_site_the_token_does_not_name_is_closed() {
    let desk = Desk::open(0).await;
    let body = json!({"siteType": 1, "orderStatus": 0, "orderNo": 1});
    desk.post(Gmarket, ORDERS, &body).await.unauthorised();
    let body = json!({"SiteType": 2});
    desk.call(Auction, "PUT", &format!("{CLAIMS}/Cancel/1942073512"), &body).await.unauthorised();
}

#[tokio::test]
async fn numbers_have_ten_digits() {
    let desk = Desk::open(0).await;
    let message = "매개 변수 값을 Int64에서 Int32(으)로 변환하지 못했습니다.";
    for site in [Gmarket, Auction] {
        desk.confirm(site, 2_945_838_617).await.refused(3000, "해당 주문 내역이 없습니다.");
        desk.confirm(site, 29_458_386_170).await.refused(3000, message);
        let wish = OrderWish { order_no: Some(4_100_200_300), lines: Some(1), ..OrderWish::default() };
        desk.wished(site, wish);
        desk.confirm(site, 4_100_200_300).await.data();
        assert_eq!(desk.row(site, 4_100_200_300).await["OrderStatus"], 2);
    }
}

#[tokio::test]
async fn claims_know_no_long_numbers() {
    let desk = Desk::open(0).await;
    let now = day(desk.clock.now());
    for number in [2_945_838_617, 29_458_386_170_u64] {
        for (method, path) in [
            ("PUT", format!("/Cancel/{number}")),
            ("POST", format!("/Cancel/{number}/SoldOut")),
            ("PUT", format!("/return/{number}")),
            ("POST", format!("/return/{number}/pickup")),
            ("POST", format!("/return/{number}/hold")),
            ("POST", format!("/return/{number}/exchange")),
            ("POST", format!("/exchange/{number}/pickup")),
            ("POST", format!("/exchange/{number}/hold")),
            ("POST", format!("/exchange/{number}/resend")),
            ("POST", format!("/exchange/{number}/return")),
        ] {
            let answer = desk.act(Auction, method, &path, json!({"HoldReason": 0})).await;
            answer.refused(1000, "데이터 조회 실패. - 주문정보");
        }
        let asked = json!({"SiteType": 1, "ReturnStatus": 1, "Type": 0, "OrderNo": number,
            "StartDate": now, "EndDate": now});
        let list = desk.post(Auction, &format!("{CLAIMS}/Returns"), &asked).await;
        list.refused(99_999, "주문정보가 없습니다");
    }
    let wrong = desk.act(Auction, "PUT", "/Cancel/none", json!({})).await;
    assert_eq!((wrong.code(), &wrong.json["BizRuleCode"]), (2000, &json!("")));
}

#[tokio::test]
async fn paths_are_taken_by_the_letter() {
    let desk = Desk::open(0).await;
    let body = json!({"SiteType": 2});
    for (method, path) in [
        ("POST", format!("{CLAIMS}/cancels")),
        ("POST", format!("{CLAIMS}/Return/1942073512/hold")),
        ("PUT", format!("{CLAIMS}/Return/1942073512")),
        ("GET", ORDERS.to_owned()),
        ("POST", "/shipping/v1/order/RequestOrders".to_owned()),
        ("POST", COURIERS.to_owned()),
    ] {
        let answer = desk.call(Gmarket, method, &path, &body).await;
        assert_eq!((answer.status, &answer.json["status"]["status_code"]), (404, &json!(404)), "{path}");
    }
    let bearer = desk.bearer(&[Gmarket]);
    let plain = [("authorization", bearer.as_str()), ("content-type", "text/plain")];
    assert_eq!(desk.send("POST", ORDERS, "{}", &plain).await.unwrap().status, 415);
}

#[tokio::test]
async fn the_clock_of_the_gateway_counts() {
    let desk = Desk::open(0).await;
    let bearer = desk.bearer(&[Gmarket]);
    desk.clock.advance(TimeDelta::minutes(6));
    with(&desk, &bearer).await.unauthorised();
}

#[tokio::test]
async fn retired_couriers_leave_the_list() {
    let desk = Desk::open(0).await;
    let list = with(&desk, &desk.bearer(&[Gmarket])).await;
    let rows = list.json["deliveryCompanies"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 171);
    assert!(rows.contains(&json!({"deliveryCompCode": 10013, "deliveryCompName": "CJ 대한통운 택배"})));
    desk.set(|settings| settings.retired_couriers = [10_013].into());
    let list = with(&desk, &desk.bearer(&[Gmarket])).await;
    assert_eq!(list.json["deliveryCompanies"].as_array().unwrap().len(), 170);
    assert_eq!(desk.shop.couriers().len(), 170);
}
