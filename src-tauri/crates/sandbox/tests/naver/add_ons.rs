use sandbox::naver::OrderWish;
use serde_json::{Value, json};

use crate::support::{Desk, row};

/// A main line and its two add-ons, confirmed.
async fn bundle(desk: &Desk) -> Vec<String> {
    let wish = OrderWish { lines: Some(1), add_ons: 2, quantity: Some(1), ..OrderWish::default() };
    let order = desk.wished(wish);
    let ids: Vec<String> = order.lines.iter().map(|line| line.product_order_id.clone()).collect();
    assert_eq!(desk.confirm(&[&ids[0], &ids[1], &ids[2]]).await.successes().len(), 3);
    ids
}

async fn sent(desk: &Desk, ids: &[String], number: &str) {
    let rows: Vec<Value> = ids.iter().map(|id| row(id, number, desk.clock.now())).collect();
    assert_eq!(desk.dispatch(&rows).await.successes().len(), ids.len());
    for id in ids {
        desk.shop.parcel_delivered(id).unwrap();
    }
}

/// Refused for the main line until both add-ons went before it.
async fn add_ons_first(desk: &Desk, ids: &[String], deed: &str, body: &Value, word: &str) {
    let sentence = format!("추가상품 {word}진행 후, 본 상품 {word}진행을 할 수 있습니다.");
    assert_eq!(desk.on(&ids[0], deed, body).await.failure(), ("9999", sentence.as_str()), "{deed}");
    desk.on(&ids[2], deed, body).await.done();
    assert_eq!(desk.on(&ids[0], deed, body).await.failure().0, "9999", "{deed}");
    desk.on(&ids[1], deed, body).await.done();
    desk.on(&ids[0], deed, body).await.done();
}

#[tokio::test]
async fn add_ons_share_the_product_and_the_package() {
    let desk = Desk::open(0).await;
    let ids = bundle(&desk).await;
    let rows = desk.query(&[&ids[0], &ids[1]]).await;
    let (main, add_on) = (&rows[0]["productOrder"], &rows[1]["productOrder"]);
    assert_eq!(add_on["productClass"], "추가구성상품");
    assert_eq!(main["productClass"], "조합형옵션상품");
    for name in ["productId", "packageNumber", "originalProductId"] {
        assert_eq!(main[name], add_on[name], "{name}");
    }
    assert_ne!(main["itemNo"], add_on["itemNo"]);
    assert_eq!(desk.line(&ids[1]).add_on_to, Some(ids[0].clone()));
}

#[tokio::test]
async fn an_add_ons_id_says_nothing_about_its_place() {
    let desk = Desk::open(0).await;
    let mut first = std::collections::BTreeSet::new();
    for _ in 0..20 {
        let wish = OrderWish { lines: Some(1), add_ons: 1, ..OrderWish::default() };
        let order = desk.wished(wish);
        assert_eq!(order.lines[1].add_on_to, Some(order.lines[0].product_order_id.clone()));
        let ids = desk.get(&format!("/orders/{}/product-order-ids", order.order_id), "").await;
        first.insert(ids.data()[0] == order.lines[0].product_order_id.as_str());
    }
    assert_eq!(first.len(), 2, "some stand before their main line, some behind it");
}

#[tokio::test]
async fn add_ons_go_first_in_cancels() {
    let desk = Desk::open(0).await;
    let ids = bundle(&desk).await;
    let body = json!({"cancelReason": "SOLD_OUT"});
    add_ons_first(&desk, &ids, "claim/cancel/request", &body, "취소").await;
    add_ons_first(&desk, &ids, "claim/cancel/approve", &Value::Null, "취소").await;
    assert!(ids.iter().all(|id| desk.line(id).remain_quantity == 0));
}

#[tokio::test]
async fn add_ons_go_first_in_returns() {
    let desk = Desk::open(0).await;
    let ids = bundle(&desk).await;
    sent(&desk, &ids, "600000000001").await;
    let body = json!({"returnReason": "BROKEN", "collectDeliveryMethod": "RETURN_INDIVIDUAL"});
    add_ons_first(&desk, &ids, "claim/return/request", &body, "반품").await;
    add_ons_first(&desk, &ids, "claim/return/approve", &Value::Null, "반품").await;
    assert!(ids.iter().all(|id| desk.state(id).0 == "RETURNED"));
}

#[tokio::test]
async fn add_ons_go_first_when_reshipped() {
    let desk = Desk::open(0).await;
    let ids = bundle(&desk).await;
    sent(&desk, &ids, "600000000001").await;
    for id in &ids {
        let claim = desk.shop.buyer_exchanges(id, None).unwrap().claim_id.unwrap();
        desk.shop.goods_collected(&claim).unwrap();
        desk.on(id, "claim/exchange/collect/approve", &Value::Null).await.done();
    }
    let body = json!({"reDeliveryMethod": "DELIVERY", "reDeliveryCompany": "CJGLS",
        "reDeliveryTrackingNumber": "620000000001"});
    add_ons_first(&desk, &ids, "claim/exchange/dispatch", &body, "교환").await;
}

#[tokio::test]
async fn the_main_line_goes_first_when_dispatching_refuses_cancels() {
    let desk = Desk::open(0).await;
    let ids = bundle(&desk).await;
    for id in &ids {
        desk.shop.buyer_cancels(id, None).unwrap();
    }
    let now = desk.clock.now();
    let rows = |order: [usize; 3]| order.map(|place| row(&ids[place], "600000000001", now));
    let wrong = desk.dispatch(&rows([1, 0, 2])).await;
    assert_eq!(wrong.successes(), [ids[0].as_str(), ids[2].as_str()]);
    assert_eq!(wrong.data()["failProductOrderInfos"][0]["code"], "9999");
    desk.dispatch(&rows([1, 0, 2])[..1]).await.done();
    assert!(ids.iter().all(|id| desk.state(id).1 == "CANCEL_REJECT"));
}

#[tokio::test]
async fn without_a_cancel_any_order_of_dispatch_will_do() {
    let desk = Desk::open(0).await;
    let ids = bundle(&desk).await;
    let now = desk.clock.now();
    for id in ids.iter().rev() {
        desk.dispatch(&[row(id, "600000000001", now)]).await.done();
    }
}

#[tokio::test]
async fn a_part_of_the_main_line_need_not_wait() {
    let desk = Desk::open(0).await;
    let wish = OrderWish { lines: Some(1), add_ons: 1, quantity: Some(3), ..OrderWish::default() };
    let id = desk.wished(wish).lines[0].product_order_id.clone();
    let part = json!({"cancelReason": "SOLD_OUT", "cancelQuantity": 1});
    desk.on(&id, "claim/cancel/request", &part).await.done();
    desk.on(&id, "claim/cancel/approve", &Value::Null).await.done();
    assert_eq!(desk.line(&id).remain_quantity, 2);
}
