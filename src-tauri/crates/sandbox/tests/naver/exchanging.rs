use sandbox::naver::{Flavor, Operation};
use serde_json::{Value, json};

use crate::support::Desk;

const COLLECT: &str = "claim/exchange/collect/approve";
const DISPATCH: &str = "claim/exchange/dispatch";
const REJECT: &str = "claim/exchange/reject";
const HOLD: &str = "claim/exchange/holdback";
const RELEASE: &str = "claim/exchange/holdback/release";

fn parcel(number: &str) -> Value {
    json!({"reDeliveryMethod": "DELIVERY", "reDeliveryCompany": "HANJIN", "reDeliveryTrackingNumber": number})
}

async fn asked(desk: &Desk) -> (String, String) {
    let id = desk.delivered(1, "600000000001").await;
    let claim = desk.shop.buyer_exchanges(&id, None).unwrap().claim_id.unwrap();
    (id, claim)
}

#[tokio::test]
async fn an_exchange_is_collected_by_the_sellers_word_and_reshipped() {
    let desk = Desk::open(0).await;
    let (id, claim) = asked(&desk).await;
    assert_eq!(desk.state(&id), ("DELIVERED".to_owned(), "EXCHANGE_REQUEST".to_owned()));
    desk.on(&id, COLLECT, &Value::Null).await.excluded();
    desk.shop.pickup_scanned(&claim).unwrap();
    desk.on(&id, COLLECT, &Value::Null).await.excluded();
    desk.on(&id, DISPATCH, &parcel("620000000001")).await.excluded();
    desk.shop.goods_collected(&claim).unwrap();
    assert_eq!(desk.state(&id).1, "COLLECTING", "an exchange waits for the seller");
    desk.on(&id, COLLECT, &Value::Null).await.done();
    desk.on(&id, COLLECT, &Value::Null).await.excluded();
    assert_eq!(desk.state(&id).1, "COLLECT_DONE");
    desk.on(&id, DISPATCH, &parcel("620000000001")).await.done();
    assert_eq!(desk.state(&id), ("DELIVERED".to_owned(), "EXCHANGE_REDELIVERING".to_owned()));
    assert_eq!(desk.on(&id, DISPATCH, &parcel("620000000002")).await.failure().0, "9999");
    let hold = json!({"holdbackClassType": "ETC", "holdbackExchangeDetailReason": "?"});
    assert_eq!(desk.on(&id, HOLD, &hold).await.failure().0, "9999", "what has left is not held");
    let exchange = desk.detail(&id).await["currentClaim"]["exchange"].clone();
    assert_eq!(exchange["reDeliveryTrackingNumber"], "620000000001");
    assert_eq!(
        (&exchange["reDeliveryCompany"], &exchange["reDeliveryStatus"]),
        (&json!("HANJIN"), &json!("COLLECT_REQUEST"))
    );
    desk.shop.exchange_delivered(&claim).unwrap();
    assert_eq!(desk.state(&id), ("EXCHANGED".to_owned(), "EXCHANGE_DONE".to_owned()));
    let truth = desk.shop.claim(&claim).unwrap();
    assert_eq!(
        (truth.applied[&Operation::CollectExchange], truth.applied[&Operation::DispatchExchange]),
        (1, 1)
    );
}

#[tokio::test]
async fn a_reshipment_is_read_as_a_dispatch_is() {
    let desk = Desk::open(0).await;
    let (id, claim) = asked(&desk).await;
    desk.shop.goods_collected(&claim).unwrap();
    desk.on(&id, COLLECT, &Value::Null).await.done();
    for (name, value, code) in [
        ("reDeliveryMethod", Value::Null, "104117"),
        ("reDeliveryCompany", Value::Null, "104118"),
        ("reDeliveryCompany", json!("GTX"), "104119"),
        ("reDeliveryTrackingNumber", Value::Null, "104120"),
    ] {
        let mut body = parcel("620000000001");
        body[name] = value;
        assert_eq!(desk.on(&id, DISPATCH, &body).await.failure().0, code, "{name}");
    }
    let plain = desk.delivered(1, "600000000002").await;
    assert_eq!(desk.on(&plain, DISPATCH, &parcel("620000000001")).await.failure().0, "104417");
    assert_eq!(desk.on(&plain, COLLECT, &Value::Null).await.failure().0, "9999");
}

#[tokio::test]
async fn a_held_exchange_is_neither_reshipped_nor_refused() {
    let desk = Desk::open(0).await;
    let (id, claim) = asked(&desk).await;
    desk.shop.goods_collected(&claim).unwrap();
    desk.on(&id, COLLECT, &Value::Null).await.done();
    let hold = json!({"holdbackClassType": "EXCHANGE_PRODUCT_READY",
        "holdbackExchangeDetailReason": "입고를 기다립니다", "extraExchangeFeeAmount": 2_500});
    desk.on(&id, HOLD, &hold).await.done();
    desk.on(&id, DISPATCH, &parcel("620000000001")).await.excluded();
    let refuse = json!({"rejectExchangeReason": "교환할 재고가 없습니다"});
    assert_eq!(desk.on(&id, REJECT, &refuse).await.failure().0, "9999");
    assert_eq!(desk.detail(&id).await["currentClaim"]["exchange"]["etcFeeDemandAmount"], 2_500);
    desk.on(&id, RELEASE, &Value::Null).await.done();
    assert_eq!(desk.detail(&id).await["currentClaim"]["exchange"]["etcFeeDemandAmount"], 2_500);
    desk.on(&id, REJECT, &refuse).await.done();
    assert_eq!(desk.state(&id), ("DELIVERED".to_owned(), "EXCHANGE_REJECT".to_owned()));
    assert_eq!(desk.on(&id, REJECT, &refuse).await.failure().0, "9999");
    let wrong = json!({"holdbackClassType": "RETURN_DELIVERYFEE", "holdbackExchangeDetailReason": "?"});
    assert_eq!(desk.on(&id, HOLD, &wrong).await.code(), "104133");
}

#[tokio::test]
async fn a_further_claim_shows_the_exchange_before_it() {
    let desk = Desk::open(0).await;
    let (id, claim) = asked(&desk).await;
    assert!(desk.shop.buyer_returns(&id, None).is_err(), "one claim at a time");
    desk.shop.goods_collected(&claim).unwrap();
    desk.on(&id, COLLECT, &Value::Null).await.done();
    desk.on(&id, DISPATCH, &parcel("620000000001")).await.done();
    assert!(desk.detail(&id).await.get("beforeClaim").is_none());
    let second = desk.shop.buyer_returns(&id, None).unwrap().claim_id.unwrap();
    let detail = desk.detail(&id).await;
    assert_eq!(detail["beforeClaim"]["exchange"]["claimId"], claim);
    assert_eq!(detail["currentClaim"]["return"]["claimId"], second);
    assert_eq!(detail["productOrder"]["claimStatus"], "RETURN_REQUEST");
    desk.shop.goods_collected(&second).unwrap();
    desk.on(&id, "claim/return/approve", &Value::Null).await.done();
    assert_eq!(desk.state(&id).0, "RETURNED");
}

#[tokio::test]
async fn an_exchange_that_is_over_is_not_before_anything() {
    let desk = Desk::open(0).await;
    let id = desk.delivered(2, "600000000001").await;
    let claim = desk.shop.buyer_exchanges(&id, Some(1)).unwrap().claim_id.unwrap();
    desk.shop.goods_collected(&claim).unwrap();
    desk.on(&id, COLLECT, &Value::Null).await.done();
    desk.on(&id, DISPATCH, &parcel("620000000001")).await.done();
    desk.shop.exchange_delivered(&claim).unwrap();
    assert_eq!(desk.state(&id), ("DELIVERED".to_owned(), "EXCHANGE_DONE".to_owned()), "a part was exchanged");
    desk.clock.advance(chrono::TimeDelta::minutes(1));
    desk.shop.buyer_returns(&id, Some(1)).unwrap();
    let detail = desk.detail(&id).await;
    assert!(detail.get("beforeClaim").is_none());
    assert_eq!(detail["completedClaims"][0]["claimId"], claim);
}

/// A line whose replacement is on its way.
async fn reshipped(desk: &Desk) -> (String, String) {
    let (id, claim) = asked(desk).await;
    desk.shop.goods_collected(&claim).unwrap();
    desk.on(&id, COLLECT, &Value::Null).await.done();
    desk.on(&id, DISPATCH, &parcel("620000000001")).await.done();
    (id, claim)
}

#[tokio::test]
async fn what_was_returned_meanwhile_is_not_exchanged() {
    let desk = Desk::open(0).await;
    let (id, claim) = reshipped(&desk).await;
    let second = desk.shop.buyer_returns(&id, None).unwrap().claim_id.unwrap();
    desk.shop.goods_collected(&second).unwrap();
    desk.on(&id, "claim/return/approve", &Value::Null).await.done();
    desk.shop.exchange_delivered(&claim).unwrap();
    assert_eq!(desk.state(&id).0, "RETURNED");
    assert_eq!(desk.line(&id).remain_quantity, 0);
}

#[tokio::test]
async fn a_seller_files_a_return_while_the_replacement_travels() {
    let desk = Desk::open(0).await;
    let (id, _) = reshipped(&desk).await;
    let body = json!({"returnReason": "BROKEN", "collectDeliveryMethod": "RETURN_INDIVIDUAL"});
    desk.on(&id, "claim/return/request", &body).await.done();
    assert_eq!(desk.state(&id).1, "RETURN_REQUEST");
    assert!(desk.detail(&id).await["beforeClaim"]["exchange"].is_object());
    assert_eq!(desk.on(&id, "claim/return/request", &body).await.failure().0, "9999");
}

#[tokio::test]
async fn a_number_that_is_used_up_reships_nothing() {
    let desk = Desk::open(0).await;
    desk.dispatched(1, "610000000001").await;
    let (id, claim) = asked(&desk).await;
    desk.shop.goods_collected(&claim).unwrap();
    desk.on(&id, COLLECT, &Value::Null).await.done();
    let cjgls = |number: &str| {
        let mut body = parcel(number);
        body["reDeliveryCompany"] = json!("CJGLS");
        body
    };
    for used in ["610000000001", "600000000001"] {
        assert_eq!(desk.on(&id, DISPATCH, &cjgls(used)).await.failure().0, "104121", "{used}");
    }
    desk.on(&id, DISPATCH, &cjgls("620000000001")).await.done();
    let other = desk.confirmed(1).await;
    let row = crate::support::row(&other, "620000000001", desk.clock.now());
    assert_eq!(desk.dispatch(&[row]).await.failure().0, "104121", "a reshipment uses its number up");
}

#[tokio::test]
async fn a_held_exchange_that_is_withdrawn_is_held_no_more() {
    let desk = Desk::open(0).await;
    let (id, claim) = asked(&desk).await;
    let hold = json!({"holdbackClassType": "ETC", "holdbackExchangeDetailReason": "확인"});
    desk.on(&id, HOLD, &hold).await.done();
    desk.shop.buyer_withdraws(&claim).unwrap();
    assert!(!desk.shop.claim(&claim).unwrap().held);
    desk.on(&id, RELEASE, &Value::Null).await.excluded();
    assert_eq!(desk.shop.claim(&claim).unwrap().applied.get(&Operation::ReleaseExchange), None);
    let exchange = desk.detail(&id).await["currentClaim"]["exchange"].clone();
    assert_eq!(exchange["holdbackStatus"], "RELEASED");
}

#[tokio::test]
async fn buyers_withdraw_exchanges() {
    let desk = Desk::open(0).await;
    let (id, claim) = asked(&desk).await;
    desk.shop.pickup_scanned(&claim).unwrap();
    desk.shop.buyer_withdraws(&claim).unwrap();
    assert_eq!(desk.state(&id).1, "EXCHANGE_REJECT");
    assert!(desk.shop.goods_collected(&claim).is_err());
}

#[tokio::test]
async fn npay_says_complete() {
    let desk = Desk::of(Flavor::Npay, 0).await;
    let (id, claim) = asked(&desk).await;
    desk.shop.goods_collected(&claim).unwrap();
    desk.on(&id, "claim/exchange/collect/complete", &Value::Null).await.done();
    desk.on(&id, DISPATCH, &parcel("620000000001")).await.done();
    assert_eq!(desk.state(&id).1, "EXCHANGE_REDELIVERING");
}
