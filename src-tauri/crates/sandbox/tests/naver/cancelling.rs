use sandbox::naver::{ClaimStatus, Operation, Verb};
use serde_json::{Value, json};

use crate::support::{Desk, row};

const REQUEST: &str = "claim/cancel/request";
const APPROVE: &str = "claim/cancel/approve";

#[tokio::test]
async fn before_confirmation_a_cancel_completes_by_itself() {
    let desk = Desk::open(0).await;
    let id = desk.paid(2);
    desk.shop.buyer_cancels(&id, Some(1)).unwrap();
    assert_eq!(desk.state(&id), ("PAYED".to_owned(), "CANCEL_DONE".to_owned()));
    desk.set(|it| it.refund_after = 600);
    let claim = desk.shop.buyer_cancels(&id, None).unwrap().claim_id.unwrap();
    assert_eq!(desk.state(&id), ("PAYED".to_owned(), "CANCELING".to_owned()));
    desk.confirm(&[&id]).await.excluded();
    desk.clock.advance(chrono::TimeDelta::minutes(10));
    desk.shop.tick(desk.clock.now());
    assert_eq!(desk.state(&id), ("CANCELED".to_owned(), "CANCEL_DONE".to_owned()));
    assert!(desk.shop.act(&Verb::RefundCompletes { claim_id: claim }).is_err());
}

#[tokio::test]
async fn a_stuck_cancel_can_be_approved() {
    let desk = Desk::open(0).await;
    desk.set(|it| it.refund_after = 600);
    let id = desk.paid(1);
    desk.shop.buyer_cancels(&id, None).unwrap();
    desk.on(&id, APPROVE, &Value::Null).await.done();
    assert_eq!(desk.state(&id).0, "CANCELED");
}

#[tokio::test]
async fn after_confirmation_it_waits_for_the_seller() {
    let desk = Desk::open(0).await;
    let id = desk.confirmed(3).await;
    assert_eq!(desk.on(&id, APPROVE, &Value::Null).await.failure().0, "104442", "nothing to approve");
    desk.shop.buyer_cancels(&id, Some(1)).unwrap();
    assert_eq!(desk.state(&id), ("PAYED".to_owned(), "CANCEL_REQUEST".to_owned()));
    desk.on(&id, APPROVE, &Value::Null).await.done();
    assert_eq!(desk.state(&id), ("PAYED".to_owned(), "CANCEL_DONE".to_owned()), "a part leaves the line");
    desk.on(&id, APPROVE, &Value::Null).await.done();
    let line = desk.line(&id);
    assert_eq!((line.quantity, line.remain_quantity), (3, 2), "again is without effect");
    assert_eq!(line.applied[&Operation::ApproveCancel], 1);
    desk.shop.buyer_cancels(&id, None).unwrap();
    desk.on(&id, APPROVE, &Value::Null).await.done();
    assert_eq!(desk.state(&id).0, "CANCELED");
}

#[tokio::test]
async fn quantities_and_totals_stay_initial() {
    let desk = Desk::open(0).await;
    let id = desk.confirmed(3).await;
    let before = desk.detail(&id).await["productOrder"].clone();
    desk.shop.buyer_cancels(&id, Some(2)).unwrap();
    desk.on(&id, APPROVE, &Value::Null).await.done();
    let after = desk.detail(&id).await;
    let product_order = &after["productOrder"];
    for name in [
        "quantity",
        "initialQuantity",
        "totalProductAmount",
        "totalPaymentAmount",
        "productDiscountAmount",
        "initialProductAmount",
        "initialPaymentAmount",
    ] {
        assert_eq!(product_order[name], before[name], "{name}");
    }
    assert_eq!(product_order["remainQuantity"], 1);
    assert_eq!(product_order["remainProductAmount"], before["unitPrice"]);
    assert_eq!(after["currentClaim"]["cancel"]["requestQuantity"], 2);
    assert_eq!(after["completedClaims"][0]["claimType"], "CANCEL");
    assert_eq!(product_order["claimStatus"], "CANCEL_DONE");
}

#[tokio::test]
async fn dispatching_refuses_a_cancel() {
    let desk = Desk::open(0).await;
    let id = desk.confirmed(1).await;
    let claim = desk.shop.buyer_cancels(&id, None).unwrap().claim_id.unwrap();
    desk.dispatch(&[row(&id, "600000000001", desk.clock.now())]).await.done();
    assert_eq!(desk.state(&id), ("DELIVERING".to_owned(), "CANCEL_REJECT".to_owned()));
    assert_eq!(desk.on(&id, APPROVE, &Value::Null).await.failure().0, "104442");
    assert!(desk.shop.buyer_withdraws(&claim).is_err());
    let detail = desk.detail(&id).await;
    assert_eq!(detail["currentClaim"]["cancel"]["claimStatus"], "CANCEL_REJECT");
    assert!(detail.get("completedClaims").is_none());
}

#[tokio::test]
async fn a_seller_cancels_in_two_steps() {
    let desk = Desk::open(0).await;
    let id = desk.paid(3);
    let body =
        json!({"cancelReason": "SOLD_OUT", "cancelDetailedReason": "품절되었습니다", "cancelQuantity": 2});
    desk.on(&id, REQUEST, &body).await.done();
    assert_eq!(desk.state(&id), ("PAYED".to_owned(), "CANCEL_REQUEST".to_owned()));
    assert_eq!(desk.on(&id, REQUEST, &body).await.failure().0, "105306");
    let cancel = desk.detail(&id).await["currentClaim"]["cancel"].clone();
    assert_eq!((&cancel["cancelReason"], &cancel["requestChannel"]), (&json!("SOLD_OUT"), &json!("판매자")));
    desk.on(&id, APPROVE, &Value::Null).await.done();
    let line = desk.line(&id);
    assert_eq!(line.remain_quantity, 1);
    assert_eq!((line.applied[&Operation::RequestCancel], line.applied[&Operation::ApproveCancel]), (1, 1));
    let claim = desk.shop.claim(&line.claim_ids[0]).unwrap();
    assert_eq!((claim.status, claim.applied.len()), (ClaimStatus::CancelDone, 2));
}

#[tokio::test]
async fn a_sellers_cancel_is_read_strictly() {
    let desk = Desk::open(0).await;
    let id = desk.confirmed(2).await;
    for (body, code) in [
        (json!({"cancelReason": "SOLD_OUT", "cancelQuantity": 3}), "104133"),
        (json!({"cancelReason": "SOLD_OUT", "cancelQuantity": 0}), "4000"),
        (json!({"cancelReason": "SOLD_OUT", "cancelQuantity": "1"}), "000400"),
        (json!({"cancelReason": "SOLD_OUT", "cancelDetailedReason": "가".repeat(501)}), "4000"),
        (json!({"cancelReason": "ETC"}), "104133"),
        (json!({"cancelReason": "BROKEN"}), "104133"),
        (json!({"cancelReason": "BORED"}), "000400"),
        (json!({"cancelReason": ""}), "000400"),
        (json!({}), "4000"),
    ] {
        let answer = desk.on(&id, REQUEST, &body).await;
        assert_eq!((answer.status, answer.code()), (400, code), "{body}");
    }
    let sold_out = json!({"cancelReason": "SOLD_OUT"});
    assert_eq!(desk.on("2026010100000000", REQUEST, &sold_out).await.failure().0, "100001");
    desk.dispatch(&[row(&id, "600000000001", desk.clock.now())]).await.done();
    assert_eq!(desk.on(&id, REQUEST, &sold_out).await.failure().0, "104442", "what left is returned");
}

#[tokio::test]
async fn buyers_withdraw_and_support_overrules() {
    let desk = Desk::open(0).await;
    let id = desk.confirmed(2).await;
    let claim = desk.shop.buyer_cancels(&id, Some(1)).unwrap().claim_id.unwrap();
    desk.shop.buyer_withdraws(&claim).unwrap();
    assert_eq!(desk.state(&id), ("PAYED".to_owned(), "CANCEL_REJECT".to_owned()));
    desk.shop.buyer_cancels(&id, None).unwrap();
    desk.shop.support_cancels(&id).unwrap();
    assert_eq!(desk.state(&id), ("CANCELED".to_owned(), "ADMIN_CANCEL_DONE".to_owned()));
    let detail = desk.detail(&id).await;
    assert_eq!(detail["productOrder"]["claimType"], "ADMIN_CANCEL");
    assert_eq!(detail["currentClaim"]["cancel"]["claimStatus"], "ADMIN_CANCEL_DONE");
    assert!(desk.shop.support_cancels(&id).is_err());
}

#[tokio::test]
async fn the_retired_claim_objects_end_in_october() {
    let desk = Desk::open(0).await;
    let id = desk.confirmed(1).await;
    desk.shop.buyer_cancels(&id, None).unwrap();
    let detail = desk.detail(&id).await;
    assert_eq!(detail["cancel"], detail["currentClaim"]["cancel"]);
    let from = crate::support::parameter(desk.clock.now() - chrono::TimeDelta::hours(1));
    let search = desk.get("/product-orders", &format!("from={from}")).await;
    let content = &search.data()["contents"][0]["content"];
    assert!(content.get("cancel").is_none() && content["currentClaim"]["cancel"].is_object());
    desk.clock.advance(chrono::TimeDelta::days(230));
    let detail = desk.detail(&id).await;
    assert!(detail.get("cancel").is_none() && detail["currentClaim"]["cancel"].is_object());
}
