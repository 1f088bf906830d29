use sandbox::grip::{ClaimWish, Key, LineState, Operation};
use serde_json::{Value, json};

use crate::support::Desk;

async fn accepted(desk: &Desk) -> Key {
    let key = desk.exchanging().await;
    desk.claim("/api/exchange/start", key, json!({"message": "보내주세요"})).await.data();
    key
}

fn parcel(courier: i64) -> Value {
    json!({"deliveryCompanySeq": courier, "trackingNumber": "601234567899", "changeMemo": "새 상품"})
}

#[tokio::test]
async fn an_exchange_goes_its_whole_way() {
    let desk = Desk::open(0).await;
    let key = desk.exchanging().await;
    let courier = desk.courier(1, true);
    assert_eq!(desk.state(key).code(), 50);
    for (path, more) in
        [("allow", parcel(courier)), ("direct", json!({})), ("receive", json!({"receiveProduct": true}))]
    {
        desk.claim(&format!("/api/exchange/{path}"), key, more).await.bad();
    }
    let told = desk.claim("/api/exchange/start", key, json!({"message": "보내주세요"})).await;
    assert_eq!(told.json, json!({"ret": true}));
    assert_eq!(desk.state(key).code(), 51);
    for arrived in [false, true] {
        desk.claim("/api/exchange/receive", key, json!({"receiveProduct": arrived})).await.data();
        assert_eq!((desk.state(key).code(), desk.line(key).exchange.unwrap().received), (51, arrived));
    }
    desk.claim("/api/exchange/allow", key, parcel(courier)).await.data();
    assert_eq!(desk.state(key).code(), 53);
    let claim = desk.line(key).exchange.unwrap();
    assert_eq!(claim.parcel.unwrap().tracking_number, "601234567899");
    assert_eq!(claim.memo.as_deref(), Some("새 상품"));
    desk.shop.exchange_delivered(key).unwrap();
    let row = desk.get("/api/exchange?searchStatus=54").await.rows()[0].clone();
    assert_eq!((&row["buyerChangeReasonType"], &row["exchangeCancelAt"]), (&json!(2), &Value::Null));
    desk.claim("/api/exchange/deny", key, json!({"reason": "늦음"})).await.bad();
    desk.shop.buyer_decides(key).unwrap();
    assert_eq!(desk.shop.applied(Operation::AllowExchange, key), 1);
}

#[tokio::test]
async fn a_replacement_may_be_fetched() {
    let desk = Desk::open(0).await;
    let key = accepted(&desk).await;
    desk.claim("/api/exchange/direct", key, json!({"changeMemo": "가".repeat(201)})).await.bad();
    desk.claim("/api/exchange/direct", key, json!({})).await.data();
    assert_eq!(desk.state(key), LineState::ExchangeDelivered);
}

#[tokio::test]
async fn an_exchange_is_denied_until_the_replacement_leaves() {
    let desk = Desk::open(0).await;
    let courier = desk.courier(1, true);
    let (asked, taken, left) = (desk.exchanging().await, accepted(&desk).await, accepted(&desk).await);
    desk.claim("/api/exchange/allow", left, parcel(courier)).await.data();
    for key in [asked, taken] {
        desk.claim("/api/exchange/deny", key, json!({"reason": "재고 없음"})).await.data();
        assert_eq!(desk.state(key), LineState::ExchangeDenied);
        assert_eq!(desk.line(key).exchange.unwrap().cancelled_at, Some(desk.clock.now()));
    }
    desk.claim("/api/exchange/deny", left, json!({"reason": "재고 없음"})).await.bad();
    desk.shop.buyer_returns(asked, ClaimWish::default()).unwrap();
}

#[tokio::test]
async fn what_an_approval_needs_is_checked() {
    let desk = Desk::open(0).await;
    let key = accepted(&desk).await;
    let courier = desk.courier(1, true);
    let unknown = (1..).find(|seq| desk.shop.couriers().iter().all(|it| it.company_seq != *seq)).unwrap();
    for more in [
        json!({}),
        json!({"deliveryCompanySeq": courier}),
        json!({"trackingNumber": "1"}),
        json!({"deliveryCompanySeq": courier.to_string(), "trackingNumber": "1"}),
        json!({"deliveryCompanySeq": courier, "trackingNumber": 1}),
        json!({"deliveryCompanySeq": courier, "trackingNumber": "1".repeat(41)}),
        json!({"deliveryCompanySeq": courier, "trackingNumber": "1", "changeMemo": "가".repeat(201)}),
        parcel(unknown),
    ] {
        desk.claim("/api/exchange/allow", key, more).await.bad();
    }
    for (path, more) in [
        ("start", json!({"message": "가".repeat(1_001)})),
        ("deny", json!({"reason": "가".repeat(201)})),
        ("receive", json!({"receiveProduct": "Y"})),
    ] {
        desk.claim(&format!("/api/exchange/{path}"), key, more).await.bad();
    }
    assert_eq!(desk.state(key), LineState::ExchangeAccepted);
}

#[tokio::test]
async fn an_exchange_is_withdrawn_until_its_goods_are_back() {
    let desk = Desk::open(0).await;
    let key = accepted(&desk).await;
    desk.claim("/api/exchange/receive", key, json!({"receiveProduct": true})).await.data();
    assert!(desk.shop.buyer_withdraws(key).is_err());
    assert_eq!(desk.state(key), LineState::ExchangeAccepted);
    desk.claim("/api/exchange/receive", key, json!({"receiveProduct": false})).await.data();
    desk.shop.buyer_withdraws(key).unwrap();
}

#[tokio::test]
async fn a_withdrawn_exchange_keeps_its_state() {
    let desk = Desk::open(0).await;
    let key = accepted(&desk).await;
    desk.shop.buyer_withdraws(key).unwrap();
    let target = "/api/exchange?searchStatus=55&searchDate=cancelChangeAt";
    assert_eq!(desk.get(target).await.numbers(), [key.order_product_seq]);
    desk.claim("/api/exchange/allow", key, parcel(desk.courier(1, true))).await.bad();
}
