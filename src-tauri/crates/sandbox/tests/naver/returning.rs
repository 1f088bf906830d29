use sandbox::naver::{CollectStatus, Operation, Verb};
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
    assert_eq!(desk.on(&id, APPROVE, &Value::Null).await.failure().0, "9999");
    desk.shop.pickup_scanned(&claim).unwrap();
    assert_eq!(desk.state(&id).1, "COLLECTING");
    assert_eq!(desk.on(&id, APPROVE, &Value::Null).await.failure().0, "9999");
    desk.shop.goods_collected(&claim).unwrap();
    let returned = desk.detail(&id).await["currentClaim"]["return"].clone();
    assert_eq!(
        (&returned["claimStatus"], &returned["collectStatus"]),
        (&json!("COLLECT_DONE"), &json!("DELIVERED"))
    );
    assert_eq!(returned["claimDeliveryFeeDemandAmount"], 6_000, "the buyer changed their mind");
    assert_eq!(returned["claimDeliveryFeePayMethod"], "판매자에게 직접 송금하거나 상품에 동봉");
    assert!(returned["collectCompletedDate"].is_string() && returned["collectTrackingNumber"].is_string());
    desk.on(&id, APPROVE, &Value::Null).await.done();
    assert_eq!(desk.state(&id), ("RETURNED".to_owned(), "RETURN_DONE".to_owned()));
    desk.on(&id, APPROVE, &Value::Null).await.excluded();
    assert_eq!(desk.line(&id).applied[&Operation::ApproveReturn], 1);
    let plain = desk.delivered(1, "600000000002").await;
    desk.on(&plain, APPROVE, &Value::Null).await.excluded();
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
    assert_eq!(desk.on(&id, RELEASE, &Value::Null).await.failure().0, "9999");
    desk.on(&id, HOLD, &hold(3_000)).await.done();
    assert_eq!(desk.on(&id, HOLD, &hold(3_000)).await.failure().0, "9999");
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
    desk.on(&id, RELEASE, &Value::Null).await.excluded();
    let free = desk.detail(&id).await["currentClaim"]["return"].clone();
    assert_eq!((&free["holdbackStatus"], &free["holdbackReleaser"]), (&json!("RELEASED"), &json!("판매자")));
    assert_eq!(
        (&free["claimDeliveryFeeDemandAmount"], &free["etcFeeDemandAmount"]),
        (&json!(0), &json!(3_000)),
        "the fee of the return is what a release resets"
    );
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
        (with("holdbackClassType", json!("ETC2")), "000400"),
        (with("holdbackClassType", json!("EXTRAFEE")), "000400"),
        (with("holdbackClassType", Value::Null), "4000"),
        (with("holdbackReturnDetailReason", Value::Null), "4000"),
        (with("extraReturnFeeAmount", json!("3000")), "000400"),
        (with("extraReturnFeeAmount", json!(-1)), "4000"),
        (with("extraReturnFeeAmount", json!(2_500.5)), "000400"),
        (with("extraReturnFeeAmount", json!(1e300)), "000400"),
    ] {
        let answer = desk.on(&id, HOLD, &body).await;
        assert_eq!((answer.status, answer.code()), (400, code), "{body}");
    }
    desk.on(&id, HOLD, &with("extraReturnFeeAmount", json!(3_000.0))).await.done();
    assert_eq!(desk.shop.claims()[0].extra_fee, 3_000, "a number may carry a decimal point");
    desk.on(&id, RELEASE, &Value::Null).await.done();
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
    assert_eq!(desk.detail(&id).await["completedClaims"][0]["claimStatus"], "RETURN_REJECT");
    assert_eq!(desk.on(&id, REJECT, &refuse).await.failure().0, "9999");
    let claim = desk.shop.buyer_returns(&id, None).unwrap().claim_id.unwrap();
    desk.shop.goods_collected(&claim).unwrap();
    assert_eq!(desk.on(&id, REJECT, &refuse).await.failure().0, "9999");
    assert!(desk.shop.buyer_withdraws(&claim).is_err(), "the goods are in");
}

#[tokio::test]
async fn buyers_withdraw_returns() {
    let desk = Desk::open(0).await;
    let (id, claim) = asked(&desk, 1, 1).await;
    desk.shop.buyer_withdraws(&claim).unwrap();
    assert_eq!(desk.state(&id), ("DELIVERED".to_owned(), "RETURN_REJECT".to_owned()));
    desk.on(&id, APPROVE, &Value::Null).await.excluded();
    desk.shop.buyer_decides(&id).unwrap();
}

fn file(method: &str) -> Value {
    json!({"returnReason": "BROKEN", "collectDeliveryMethod": method})
}

#[tokio::test]
async fn a_seller_files_a_return_only_after_dispatch() {
    let desk = Desk::open(0).await;
    let early = desk.confirmed(1).await;
    assert_eq!(desk.on(&early, REQUEST, &file("RETURN_INDIVIDUAL")).await.failure().0, "9999");
    let id = desk.delivered(2, "600000000001").await;
    let mut body = file("RETURN_DELIVERY");
    body["collectDeliveryCompany"] = json!("CJGLS");
    body["collectTrackingNumber"] = json!("610000000001");
    body["returnQuantity"] = json!(1);
    desk.on(&id, REQUEST, &body).await.done();
    assert_eq!(desk.state(&id), ("DELIVERED".to_owned(), "RETURN_REQUEST".to_owned()), "nothing completes");
    assert_eq!(desk.on(&id, REQUEST, &body).await.failure().0, "9999");
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
    desk.set(|it| it.collect_after = Some(60));
    for _ in 0..5 {
        desk.clock.advance(chrono::TimeDelta::minutes(5));
        desk.shop.tick(desk.clock.now());
    }
    assert!(desk.shop.pickup_scanned(&claim.claim_id).is_err(), "no courier was told");
    desk.on(&id, APPROVE, &Value::Null).await.done();
    assert_eq!(desk.state(&id).0, "RETURNED");
    let returned = desk.detail(&id).await["currentClaim"]["return"].clone();
    assert!(returned.get("collectTrackingNumber").is_none(), "{returned}");
    assert_eq!(returned["collectCompletedDate"], crate::support::instant(desk.clock.now()));
    assert_eq!(returned["collectCompletedDate"], returned["returnCompletedDate"]);
}

#[tokio::test]
async fn what_was_withdrawn_is_not_refunded() {
    let desk = Desk::open(0).await;
    let id = desk.delivered(1, "600000000001").await;
    desk.on(&id, REQUEST, &file("RETURN_INDIVIDUAL")).await.done();
    desk.shop.buyer_withdraws(&desk.line(&id).claim_ids[0]).unwrap();
    desk.on(&id, APPROVE, &Value::Null).await.excluded();
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
        (with("returnReason", json!("ETC")), "000400"),
        (with("returnReason", json!("BORED")), "000400"),
        (with("returnReason", Value::Null), "4000"),
        (with("collectDeliveryMethod", Value::Null), "4000"),
        (with("collectDeliveryMethod", json!("")), "000400"),
        (with("collectDeliveryCompany", json!("")), "000400"),
        (with("returnQuantity", json!(2)), "104133"),
    ] {
        let answer = desk.on(&id, REQUEST, &body).await;
        assert_eq!((answer.status, answer.code()), (400, code), "{body}");
    }
    let unknown = desk.on(&id, REQUEST, &with("collectDeliveryCompany", json!("LOGEN"))).await;
    assert_eq!(unknown.failure().0, "104119", "a courier is the line's own affair, as in a dispatch");
    assert_eq!(desk.line(&id).claim_ids.len(), 0);
}

#[tokio::test]
async fn a_fee_taken_off_the_refund_holds_the_return_from_the_start() {
    let desk = Desk::open(0).await;
    let id = desk.delivered(1, "600000000001").await;
    let broken = Some("BROKEN".to_owned());
    let free =
        Verb::BuyerReturns { product_order_id: id.clone(), quantity: None, reason: broken, held: true };
    assert!(desk.shop.act(&free).is_err(), "nothing to take off");
    assert_eq!(desk.line(&id).claim_ids.len(), 0);
    let claim = desk.shop.buyer_returns_held(&id).unwrap().claim_id.unwrap();
    let held = desk.detail(&id).await["currentClaim"]["return"].clone();
    for (name, value) in [
        ("claimDeliveryFeePayMethod", "환불금에서 차감"),
        ("holdbackStatus", "HOLDBACK"),
        ("holdbackReason", "RETURN_DELIVERYFEE"),
        ("holdbackConfigurer", "시스템"),
    ] {
        assert_eq!(held[name], value, "{held}");
    }
    assert_eq!(held["claimDeliveryFeeDemandAmount"], 6_000);
    let refuse = json!({"rejectReturnReason": "사용 흔적"});
    assert_eq!(desk.on(&id, REJECT, &refuse).await.failure().0, "9999");
    desk.shop.goods_collected(&claim).unwrap();
    assert_eq!(desk.on(&id, APPROVE, &Value::Null).await.failure().0, "9999");
    desk.on(&id, RELEASE, &Value::Null).await.done();
    let free = desk.detail(&id).await["currentClaim"]["return"].clone();
    assert_eq!(
        (&free["holdbackReleaser"], &free["holdbackConfigurer"]),
        (&json!("판매자"), &json!("시스템"))
    );
    assert_eq!(free["claimDeliveryFeeDemandAmount"], 0);
    assert!(free.get("claimDeliveryFeePayMethod").is_none(), "nothing is taken off any more");
    desk.on(&id, APPROVE, &Value::Null).await.done();
}

#[tokio::test]
async fn a_held_return_that_is_withdrawn_is_held_no_more() {
    let desk = Desk::open(0).await;
    let id = desk.delivered(1, "600000000001").await;
    let claim = desk.shop.buyer_returns_held(&id).unwrap().claim_id.unwrap();
    desk.shop.buyer_withdraws(&claim).unwrap();
    let truth = desk.shop.claim(&claim).unwrap();
    assert!(!truth.held && truth.holdback.unwrap().released_at.is_some());
    desk.on(&id, RELEASE, &Value::Null).await.excluded();
    let returned = desk.detail(&id).await["currentClaim"]["return"].clone();
    assert_eq!(
        (&returned["claimStatus"], &returned["holdbackStatus"]),
        (&json!("RETURN_REJECT"), &json!("RELEASED"))
    );
    assert_eq!(returned["claimDeliveryFeeDemandAmount"], 6_000, "nobody released it");
}

#[tokio::test]
async fn a_pickup_can_fail_and_be_tried_again() {
    let desk = Desk::open(0).await;
    let (id, claim) = asked(&desk, 1, 1).await;
    let fails = Verb::PickupFails { claim_id: claim.clone() };
    desk.shop.act(&fails).unwrap();
    let returned = desk.detail(&id).await["currentClaim"]["return"].clone();
    assert_eq!(
        (&returned["claimStatus"], &returned["collectStatus"]),
        (&json!("RETURN_REQUEST"), &json!("COLLECT_FAILED"))
    );
    desk.shop.goods_collected(&claim).unwrap();
    assert_eq!(desk.state(&id).1, "COLLECT_DONE");
    assert!(desk.shop.act(&fails).is_err());
}

#[tokio::test]
async fn a_decision_can_be_held_back() {
    let desk = Desk::open(0).await;
    let id = desk.delivered(1, "600000000001").await;
    desk.clock.advance(chrono::TimeDelta::minutes(1));
    let holds = Verb::DecisionHeld { product_order_id: id.clone() };
    let claim = desk.shop.act(&holds).unwrap().claim_id.unwrap();
    assert!(desk.shop.act(&holds).is_err() && desk.shop.buyer_decides(&id).is_err());
    let from = crate::support::parameter(desk.clock.now());
    let feed = desk.get("/product-orders/last-changed-statuses", &format!("lastChangedFrom={from}")).await;
    let row = &feed.data()["lastChangeStatuses"][0];
    assert_eq!(
        (&row["claimType"], &row["claimStatus"]),
        (&json!("PURCHASE_DECISION_HOLDBACK"), &json!("PURCHASE_DECISION_HOLDBACK"))
    );
    let detail = desk.detail(&id).await;
    assert_eq!(detail["productOrder"]["claimType"], "PURCHASE_DECISION_HOLDBACK");
    assert!(detail.get("currentClaim").is_none() && detail.get("completedClaims").is_none());
    let releases = Verb::DecisionReleased { claim_id: claim };
    desk.shop.act(&releases).unwrap();
    assert!(desk.shop.act(&releases).is_err());
    assert_eq!(desk.state(&id).1, "PURCHASE_DECISION_HOLDBACK_RELEASE");
    desk.shop.buyer_decides(&id).unwrap();
}

#[tokio::test]
async fn a_return_may_follow_a_decision_that_is_held_back() {
    let desk = Desk::open(0).await;
    let id = desk.delivered(1, "600000000001").await;
    desk.shop.act(&Verb::DecisionHeld { product_order_id: id.clone() }).unwrap();
    let claim = desk.shop.buyer_returns(&id, None).unwrap().claim_id.unwrap();
    desk.shop.goods_collected(&claim).unwrap();
    desk.on(&id, APPROVE, &Value::Null).await.done();
    assert_eq!(desk.state(&id), ("RETURNED".to_owned(), "RETURN_DONE".to_owned()));
}
