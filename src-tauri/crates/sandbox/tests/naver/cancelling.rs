use sandbox::naver::{ClaimStatus, Operation, OrderWish, Verb};
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
    assert_eq!(desk.on(&id, APPROVE, &Value::Null).await.failure().0, "9999", "nothing to approve");
    desk.shop.buyer_cancels(&id, Some(1)).unwrap();
    assert_eq!(desk.state(&id), ("PAYED".to_owned(), "CANCEL_REQUEST".to_owned()));
    desk.on(&id, APPROVE, &Value::Null).await.done();
    assert_eq!(desk.state(&id), ("PAYED".to_owned(), "CANCEL_DONE".to_owned()), "a part leaves the line");
    desk.on(&id, APPROVE, &Value::Null).await.excluded();
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
    assert_eq!(desk.on(&id, APPROVE, &Value::Null).await.failure().0, "9999");
    assert!(desk.shop.buyer_withdraws(&claim).is_err());
    let detail = desk.detail(&id).await;
    assert_eq!(detail["currentClaim"]["cancel"]["claimStatus"], "CANCEL_REJECT");
    let history = &detail["completedClaims"][0];
    assert_eq!((&history["claimId"], &history["claimStatus"]), (&json!(claim), &json!("CANCEL_REJECT")));
}

#[tokio::test]
async fn a_seller_cancels_in_two_steps() {
    let desk = Desk::open(0).await;
    let id = desk.paid(3);
    let body =
        json!({"cancelReason": "SOLD_OUT", "cancelDetailedReason": "품절되었습니다", "cancelQuantity": 2});
    desk.on(&id, REQUEST, &body).await.done();
    assert_eq!(desk.state(&id), ("PAYED".to_owned(), "CANCEL_REQUEST".to_owned()));
    assert_eq!(desk.on(&id, REQUEST, &body).await.failure().0, "9999");
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
        (json!({"cancelReason": "ETC"}), "000400"),
        (json!({"cancelReason": "BROKEN"}), "000400"),
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
    assert_eq!(desk.on(&id, REQUEST, &sold_out).await.failure().0, "9999", "what left is returned");
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
async fn an_unpaid_line_can_be_cancelled() {
    let desk = Desk::open(0).await;
    desk.set(|it| it.refund_after = 600);
    let wish = OrderWish { unpaid: true, lines: Some(1), ..OrderWish::default() };
    let order = desk.wished(wish);
    let id = order.lines[0].product_order_id.clone();
    desk.shop.buyer_cancels(&id, None).unwrap();
    let from = crate::support::parameter(desk.clock.now());
    let feed = desk.get("/product-orders/last-changed-statuses", &format!("lastChangedFrom={from}")).await;
    let row = &feed.data()["lastChangeStatuses"][0];
    for (name, value) in [
        ("lastChangedType", "CLAIM_REQUESTED"),
        ("productOrderStatus", "PAYMENT_WAITING"),
        ("claimType", "CANCEL"),
        ("claimStatus", "CANCELING"),
    ] {
        assert_eq!(row[name], value, "{row}");
    }
    assert!(row.get("paymentDate").is_none());
    let pays = Verb::BuyerPays { order_id: order.order_id };
    assert!(desk.shop.act(&pays).is_err(), "what is being cancelled is not paid");
    desk.clock.advance(chrono::TimeDelta::minutes(10));
    desk.shop.tick(desk.clock.now());
    assert_eq!(desk.state(&id), ("CANCELED".to_owned(), "CANCEL_DONE".to_owned()));
    assert!(desk.shop.act(&pays).is_err());
}

#[tokio::test]
async fn what_is_cancelled_of_an_unpaid_order_is_not_paid_with_the_rest() {
    let desk = Desk::open(0).await;
    let order = desk.wished(OrderWish { unpaid: true, lines: Some(2), ..OrderWish::default() });
    let ids: Vec<&str> = order.lines.iter().map(|line| line.product_order_id.as_str()).collect();
    desk.shop.buyer_cancels(ids[0], None).unwrap();
    desk.shop.act(&Verb::BuyerPays { order_id: order.order_id.clone() }).unwrap();
    assert_eq!(ids.iter().map(|id| desk.state(id).0).collect::<Vec<_>>(), ["CANCELED", "PAYED"]);
}

#[tokio::test]
async fn a_refusal_can_be_a_status_instead_of_a_row() {
    let desk = Desk::open(0).await;
    let id = desk.confirmed(1).await;
    let row = desk.on(&id, APPROVE, &Value::Null).await;
    let (code, message) = row.failure();
    assert_eq!((row.status, code), (200, "9999"));
    desk.set(|it| it.refuses_by_status = true);
    let refused = desk.on(&id, APPROVE, &Value::Null).await;
    assert_eq!((refused.status, refused.code(), &refused.json["message"]), (400, "9999", &json!(message)));
    assert!(refused.json["traceId"].is_string() && refused.json.get("data").is_none());
    assert_eq!(desk.on("2026010100000000", APPROVE, &Value::Null).await.code(), "100001");
    desk.shop.buyer_cancels(&id, None).unwrap();
    desk.on(&id, APPROVE, &Value::Null).await.done();
    desk.on(&id, APPROVE, &Value::Null).await.excluded();
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
