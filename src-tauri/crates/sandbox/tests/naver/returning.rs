use sandbox::naver::{CollectStatus, Operation};
use serde_json::{Value, json};

use crate::support::Desk;

const REQUEST: &str = "claim/return/request";
const APPROVE: &str = "claim/return/approve";
const REJECT: &str = "claim/return/reject";
const HOLD: &str = "claim/return/holdback";
const RELEASE: &str = "claim/return/holdback/release";

fn hold(fee: i64) -> Value {
    json!({
        "holdbackClassType": "RETURN_DELIVERYFEE",
        "holdbackReturnDetailReason": "왕복 배송비를 보내주세요",
        "extraReturnFeeAmount": fee,
    })
}

/// A delivered line with a return a buyer asked for.
async fn asked(desk: &Desk, quantity: u32, wanted: u32) -> (String, String) {
    let id = desk.delivered(quantity, "600000000001").await;
    let claim = desk.shop.buyer_returns(&id, Some(wanted)).unwrap().claim_id.unwrap();
    (id, claim)
}

#[tokio::test]
async fn a_return_is_collected_by_the_courier_and_refunded_by_the_seller() {
    let desk = Desk::open(0).await;
    let (id, claim) = asked(&desk, 1, 1).await;
    assert_eq!(desk.state(&id), ("DELIVERED".to_owned(), "RETURN_REQUEST".to_owned()));
    assert_eq!(desk.on(&id, APPROVE, &Value::Null).await.failure().0, "104442");
    desk.shop.pickup_scanned(&claim).unwrap();
    assert_eq!(desk.state(&id).1, "COLLECTING");
    assert_eq!(desk.on(&id, APPROVE, &Value::Null).await.failure().0, "104442");
    desk.shop.goods_collected(&claim).unwrap();
    let returned = desk.detail(&id).await["currentClaim"]["return"].clone();
    assert_eq!(
        (&returned["claimStatus"], &returned["collectStatus"]),
        (&json!("COLLECT_DONE"), &json!("DELIVERED"))
    );
    assert_eq!(returned["claimDeliveryFeeDemandAmount"], 6_000, "the buyer changed their mind");
    assert!(returned["collectCompletedDate"].is_string() && returned["collectTrackingNumber"].is_string());
    desk.on(&id, APPROVE, &Value::Null).await.done();
    assert_eq!(desk.state(&id), ("RETURNED".to_owned(), "RETURN_DONE".to_owned()));
    desk.on(&id, APPROVE, &Value::Null).await.done();
    assert_eq!(desk.line(&id).applied[&Operation::ApproveReturn], 1);
}

#[tokio::test]
async fn a_part_of_a_line_can_come_back() {
    let desk = Desk::open(0).await;
    let (id, claim) = asked(&desk, 3, 2).await;
    desk.shop.goods_collected(&claim).unwrap();
    desk.on(&id, APPROVE, &Value::Null).await.done();
    assert_eq!(desk.state(&id), ("DELIVERED".to_owned(), "RETURN_DONE".to_owned()));
    assert_eq!(desk.line(&id).remain_quantity, 1);
    assert!(desk.shop.buyer_returns(&id, Some(2)).is_err());
    desk.shop.buyer_returns(&id, Some(1)).unwrap();
    let detail = desk.detail(&id).await;
    assert_eq!(detail["currentClaim"]["return"]["claimStatus"], "RETURN_REQUEST");
    assert_eq!(detail["completedClaims"][0]["claimId"], claim);
}

#[tokio::test]
async fn a_held_return_is_released_before_it_is_answered() {
    let desk = Desk::open(0).await;
    let (id, claim) = asked(&desk, 1, 1).await;
    assert_eq!(desk.on(&id, RELEASE, &Value::Null).await.failure().0, "104442");
    desk.on(&id, HOLD, &hold(3_000)).await.done();
    assert_eq!(desk.on(&id, HOLD, &hold(3_000)).await.failure().0, "105306");
    let refuse = json!({"rejectReturnReason": "사용 흔적이 있습니다"});
    assert_eq!(desk.on(&id, REJECT, &refuse).await.failure().0, "9999");
    desk.shop.goods_collected(&claim).unwrap();
    let (code, message) = {
        let answer = desk.on(&id, APPROVE, &Value::Null).await;
        let (code, message) = answer.failure();
        (code.to_owned(), message.to_owned())
    };
    assert_eq!(code, "9999");
    assert!(message.contains("보류"), "{message}");
    let held = desk.detail(&id).await["currentClaim"]["return"].clone();
    assert_eq!(
        (&held["holdbackStatus"], &held["holdbackReason"]),
        (&json!("HOLDBACK"), &json!("RETURN_DELIVERYFEE"))
    );
    assert_eq!((&held["etcFeeDemandAmount"], &held["holdbackConfigurer"]), (&json!(3_000), &json!("판매자")));
    desk.on(&id, RELEASE, &Value::Null).await.done();
    desk.on(&id, RELEASE, &Value::Null).await.done();
    let free = desk.detail(&id).await["currentClaim"]["return"].clone();
    assert_eq!((&free["holdbackStatus"], &free["etcFeeDemandAmount"]), (&json!("RELEASED"), &json!(0)));
    desk.on(&id, APPROVE, &Value::Null).await.done();
    let truth = desk.shop.claim(&claim).unwrap();
    let counted = [Operation::HoldReturn, Operation::ReleaseReturn, Operation::ApproveReturn];
    assert!(counted.iter().all(|operation| truth.applied[operation] == 1));
}

#[tokio::test]
async fn a_holdback_is_read_strictly() {
    let desk = Desk::open(0).await;
    let (id, _) = asked(&desk, 1, 1).await;
    let with = |name: &str, value: Value| {
        let mut body = hold(0);
        body[name] = value;
        body
    };
    for (body, code) in [
        (with("holdbackClassType", json!("EXCHANGE_DELIVERYFEE")), "104133"),
        (with("holdbackClassType", json!("ETC2")), "104133"),
        (with("holdbackClassType", json!("EXTRAFEE")), "000400"),
        (with("holdbackClassType", Value::Null), "4000"),
        (with("holdbackReturnDetailReason", Value::Null), "4000"),
        (with("extraReturnFeeAmount", json!("3000")), "000400"),
        (with("extraReturnFeeAmount", json!(-1)), "4000"),
    ] {
        let answer = desk.on(&id, HOLD, &body).await;
        assert_eq!((answer.status, answer.code()), (400, code), "{body}");
    }
    for class in ["EXTRAFEEE", "RETURN_DELIVERYFEE_AND_EXTRAFEEE", "RETURN_PRODUCT_NOT_DELIVERED", "ETC"] {
        desk.on(&id, HOLD, &with("holdbackClassType", json!(class))).await.done();
        desk.on(&id, RELEASE, &Value::Null).await.done();
    }
}

#[tokio::test]
async fn a_return_is_refused_until_it_is_collected() {
    let desk = Desk::open(0).await;
    let refuse = json!({"rejectReturnReason": "주문 제작 상품입니다"});
    let (id, _) = asked(&desk, 1, 1).await;
    assert_eq!(desk.on(&id, REJECT, &json!({})).await.code(), "4000");
    desk.on(&id, REJECT, &refuse).await.done();
    assert_eq!(desk.state(&id), ("DELIVERED".to_owned(), "RETURN_REJECT".to_owned()));
    assert_eq!(desk.detail(&id).await["productOrder"]["claimType"], "RETURN");
    assert_eq!(desk.on(&id, REJECT, &refuse).await.failure().0, "105306");
    let claim = desk.shop.buyer_returns(&id, None).unwrap().claim_id.unwrap();
    desk.shop.goods_collected(&claim).unwrap();
    assert_eq!(desk.on(&id, REJECT, &refuse).await.failure().0, "104442");
    assert!(desk.shop.buyer_withdraws(&claim).is_err(), "the goods are in");
}

#[tokio::test]
async fn buyers_withdraw_returns() {
    let desk = Desk::open(0).await;
    let (id, claim) = asked(&desk, 1, 1).await;
    desk.shop.buyer_withdraws(&claim).unwrap();
    assert_eq!(desk.state(&id), ("DELIVERED".to_owned(), "RETURN_REJECT".to_owned()));
    assert_eq!(desk.on(&id, APPROVE, &Value::Null).await.failure().0, "104442");
    desk.shop.buyer_decides(&id).unwrap();
}

fn file(method: &str) -> Value {
    json!({"returnReason": "BROKEN", "collectDeliveryMethod": method})
}

#[tokio::test]
async fn a_seller_files_a_return_only_after_dispatch() {
    let desk = Desk::open(0).await;
    let early = desk.confirmed(1).await;
    assert_eq!(desk.on(&early, REQUEST, &file("RETURN_INDIVIDUAL")).await.failure().0, "104442");
    let id = desk.delivered(2, "600000000001").await;
    let mut body = file("RETURN_DELIVERY");
    body["collectDeliveryCompany"] = json!("CJGLS");
    body["collectTrackingNumber"] = json!("610000000001");
    body["returnQuantity"] = json!(1);
    desk.on(&id, REQUEST, &body).await.done();
    assert_eq!(desk.state(&id), ("DELIVERED".to_owned(), "RETURN_REQUEST".to_owned()), "nothing completes");
    assert_eq!(desk.on(&id, REQUEST, &body).await.failure().0, "105306");
    let returned = desk.detail(&id).await["currentClaim"]["return"].clone();
    assert_eq!((&returned["requestChannel"], &returned["requestQuantity"]), (&json!("판매자"), &json!(1)));
    assert_eq!(returned["claimDeliveryFeeDemandAmount"], 0, "the seller is the cause");
    assert_eq!(returned["collectTrackingNumber"], "610000000001");
}

#[tokio::test]
async fn what_the_buyer_sends_back_alone_is_refunded_at_once() {
    let desk = Desk::open(0).await;
    let id = desk.delivered(1, "600000000001").await;
    desk.on(&id, REQUEST, &file("RETURN_INDIVIDUAL")).await.done();
    let claim = desk.shop.claim(&desk.line(&id).claim_ids[0]).unwrap();
    assert_eq!(claim.pickup.unwrap().status, CollectStatus::NotRequested);
    desk.on(&id, APPROVE, &Value::Null).await.done();
    assert_eq!(desk.state(&id).0, "RETURNED");
}

#[tokio::test]
async fn what_was_withdrawn_is_not_refunded() {
    let desk = Desk::open(0).await;
    let id = desk.delivered(1, "600000000001").await;
    desk.on(&id, REQUEST, &file("RETURN_INDIVIDUAL")).await.done();
    desk.shop.buyer_withdraws(&desk.line(&id).claim_ids[0]).unwrap();
    assert_eq!(desk.on(&id, APPROVE, &Value::Null).await.failure().0, "104442");
    assert_eq!(desk.state(&id), ("DELIVERED".to_owned(), "RETURN_REJECT".to_owned()));
}

#[tokio::test]
async fn a_sellers_return_is_read_strictly() {
    let desk = Desk::open(0).await;
    let id = desk.delivered(1, "600000000001").await;
    let with = |name: &str, value: Value| {
        let mut body = file("RETURN_DELIVERY");
        body[name] = value;
        body
    };
    for (body, code) in [
        (with("returnReason", json!("ETC")), "104133"),
        (with("returnReason", json!("BORED")), "000400"),
        (with("returnReason", Value::Null), "4000"),
        (with("collectDeliveryMethod", Value::Null), "4000"),
        (with("collectDeliveryMethod", json!("")), "000400"),
        (with("collectDeliveryCompany", json!("")), "000400"),
        (with("collectDeliveryCompany", json!("LOGEN")), "104119"),
        (with("returnQuantity", json!(2)), "104133"),
    ] {
        let answer = desk.on(&id, REQUEST, &body).await;
        assert_eq!((answer.status, answer.code()), (400, code), "{body}");
    }
    assert_eq!(desk.line(&id).claim_ids.len(), 0);
}
