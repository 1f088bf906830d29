use chrono::TimeDelta;
use sandbox::grip::{ClaimWish, LineState, Operation, OrderWish, Payment};
use serde_json::{Value, json};

use crate::support::{Desk, keys, named, with};

#[tokio::test]
async fn a_return_goes_its_whole_way() {
    let desk = Desk::open(0).await;
    let key = desk.returning().await;
    assert_eq!(desk.state(key).code(), 40);
    for path in ["/api/return/receive", "/api/return/allow"] {
        desk.claim(path, key, json!({"receiveProduct": true})).await.bad();
    }
    let told = json!({"message": "착불로 보내주세요"});
    assert_eq!(desk.claim("/api/return/start", key, told.clone()).await.json, json!({"ret": true}));
    desk.claim("/api/return/start", key, told).await.bad();
    desk.claim("/api/return/allow", key, json!({})).await.bad();
    assert_eq!(desk.state(key).code(), 41);
    desk.claim("/api/return/receive", key, json!({"receiveProduct": false})).await.data();
    assert_eq!(desk.state(key).code(), 41, "false leaves it where it is");
    desk.claim("/api/return/receive", key, json!({"receiveProduct": true})).await.data();
    assert_eq!(desk.state(key).code(), 42);
    assert!(desk.shop.buyer_withdraws(key).is_err());
    assert_eq!(desk.claim("/api/return/allow", key, json!({})).await.json, json!({"ret": true}));
    assert_eq!(desk.state(key).code(), 44);
    let row = desk.get("/api/return?searchStatus=44").await.rows()[0].clone();
    assert_eq!(row["sellerPermitMessage"], "착불로 보내주세요");
    assert_eq!(row["returnCompleteAt"], json!(desk.days_ago(0)));
    assert_eq!((&row["returnCancelAt"], row.get("sellerReturnReason")), (&Value::Null, None));
    desk.claim("/api/return/allow", key, json!({})).await.bad();
    assert_eq!(desk.shop.applied(Operation::AllowReturn, key), 1);
}

#[tokio::test]
async fn a_return_is_denied_at_any_step() {
    let desk = Desk::open(0).await;
    for steps in 0..3 {
        let key = desk.returning().await;
        for (path, more) in
            [("start", json!({"message": "안내"})), ("receive", json!({"receiveProduct": true}))]
                .into_iter()
                .take(steps)
        {
            desk.claim(&format!("/api/return/{path}"), key, more).await.data();
        }
        desk.claim("/api/return/deny", key, json!({"reason": "사용 흔적"})).await.data();
        assert_eq!(desk.state(key), LineState::ReturnDenied);
        let claim = desk.line(key).returned.unwrap();
        assert_eq!(claim.deny_reason.as_deref(), Some("사용 흔적"));
        assert_eq!(claim.cancelled_at, Some(desk.clock.now()));
        desk.claim("/api/return/deny", key, json!({"reason": "다시"})).await.bad();
        desk.shop.buyer_returns(key, ClaimWish::default()).unwrap();
        assert_eq!(desk.state(key), LineState::ReturnAsked, "another may follow");
    }
}

#[tokio::test]
async fn texts_and_types_are_checked() {
    let desk = Desk::open(0).await;
    let key = desk.returning().await;
    for (path, more) in [
        ("start", json!({})),
        ("start", json!({"message": "가".repeat(1_001)})),
        ("start", json!({"message": ""})),
        ("receive", json!({})),
        ("receive", json!({"receiveProduct": "true"})),
        ("receive", json!({"receiveProduct": 1})),
        ("deny", json!({})),
        ("deny", json!({"reason": "가".repeat(201)})),
    ] {
        desk.claim(&format!("/api/return/{path}"), key, more).await.bad();
    }
    let message = json!({"message": "안내", "reason": "거절"});
    for orders in [keys(&[key]), json!({"orderKey": [named(key)]}), json!({"orderKey": null}), json!({})] {
        let body = crate::support::with(orders, message.clone());
        desk.put("/api/return/start", &body).await.bad();
        desk.put("/api/return/deny", &body).await.bad();
    }
    let nobody = sandbox::grip::Key::new(key.order_seq, 1);
    desk.claim("/api/return/start", nobody, message).await.bad();
    assert_eq!(desk.state(key), LineState::ReturnAsked);
    desk.claim("/api/return/start", key, json!({"message": "가".repeat(1_000)})).await.data();
}

#[tokio::test]
async fn a_virtual_account_is_refunded_in_steps() {
    let desk = Desk::open(0).await;
    let wish = OrderWish { payment: Some(Payment::VirtualAccount), lines: Some(1), ..OrderWish::default() };
    let key = desk.wished(wish)[0];
    desk.put("/api/delivery/prepare", &keys(&[key])).await.data();
    desk.ship(key, desk.courier(1, true), "1").await.data();
    desk.start(key).await.data();
    desk.shop.buyer_returns(key, ClaimWish { reason: Some(7), ..ClaimWish::default() }).unwrap();
    desk.claim("/api/return/start", key, json!({"message": "안내"})).await.data();
    desk.claim("/api/return/receive", key, json!({"receiveProduct": true})).await.data();
    desk.claim("/api/return/allow", key, json!({})).await.data();
    let row = desk.get("/api/return").await.rows()[0].clone();
    assert_eq!((&row["orderState"], &row["buyerReturnReasonType"]), (&json!(45), &json!(7)));
    desk.shop.buyer_enters_account(key).unwrap();
    assert_eq!(desk.get("/api/return?searchStatus=46").await.numbers(), [key.order_product_seq]);
    desk.shop.refund_completes(key).unwrap();
    assert_eq!(desk.state(key).code(), 44);
}

#[tokio::test]
async fn a_withdrawn_return_keeps_its_state() {
    let desk = Desk::open(0).await;
    let key = desk.returning().await;
    desk.claim("/api/return/start", key, json!({"message": "안내"})).await.data();
    desk.shop.buyer_withdraws(key).unwrap();
    assert_eq!(desk.get("/api/return?searchStatus=47").await.numbers(), [key.order_product_seq]);
    desk.claim("/api/return/receive", key, json!({"receiveProduct": true})).await.bad();
    desk.shop.buyer_exchanges(key, ClaimWish::default()).unwrap();
    assert_eq!(desk.state(key), LineState::ExchangeAsked);
    desk.shop.buyer_withdraws(key).unwrap();
    desk.shop.buyer_decides(key).unwrap();
    assert_eq!(desk.state(key).code(), 90);
}

#[tokio::test]
async fn a_line_that_went_on_is_found_by_its_claims() {
    let desk = Desk::open(0).await;
    let key = desk.returning().await;
    desk.shop.buyer_withdraws(key).unwrap();
    desk.shop.buyer_exchanges(key, ClaimWish::default()).unwrap();
    desk.shop.buyer_withdraws(key).unwrap();
    desk.shop.buyer_decides(key).unwrap();
    let found = [key.order_product_seq];
    let lists =
        ["return?searchDate=cancelReturnAt", "exchange?searchDate=cancelChangeAt", "return", "exchange"];
    for list in lists {
        let answer = desk.get(&format!("/api/{list}")).await;
        assert_eq!((answer.numbers(), &answer.rows()[0]["orderState"]), (found.into(), &json!(90)), "{list}");
    }
    assert_eq!(desk.get("/api/return/count").await.count(), 1);
    assert!(desk.get("/api/return?searchStatus=47").await.rows().is_empty());
    desk.set(|settings| settings.claims_leave_lists = true);
    for list in lists {
        assert!(desk.get(&format!("/api/{list}")).await.rows().is_empty(), "{list}");
    }
}

#[tokio::test]
async fn a_dropped_claim_gives_its_line_back_by_a_dial() {
    let desk = Desk::open(0).await;
    desk.set(|settings| settings.states_return = true);
    let (there, underway) = (desk.returning().await, desk.sent().await);
    desk.shop.buyer_returns(underway, ClaimWish::default()).unwrap();
    desk.claim("/api/return/deny", there, json!({"reason": "사용 흔적"})).await.data();
    desk.shop.buyer_withdraws(underway).unwrap();
    assert_eq!((desk.state(there), desk.state(underway)), (LineState::Delivered, LineState::Shipping));
    assert!(desk.line(there).returned.unwrap().deny_reason.is_some());
    desk.shop.buyer_exchanges(underway, ClaimWish::default()).unwrap();
    desk.shop.parcel_delivered(underway).unwrap();
    assert_eq!(desk.state(underway), LineState::ExchangeAsked);
    desk.shop.buyer_withdraws(underway).unwrap();
    assert_eq!(desk.state(underway), LineState::Delivered, "it arrived meanwhile");
}

#[tokio::test]
async fn a_return_after_an_exchange_gives_back_the_exchange() {
    let desk = Desk::open(0).await;
    desk.set(|settings| settings.states_return = true);
    let key = desk.exchanging().await;
    desk.claim("/api/exchange/start", key, json!({"message": "안내"})).await.data();
    desk.claim("/api/exchange/direct", key, json!({})).await.data();
    desk.shop.buyer_returns(key, ClaimWish::default()).unwrap();
    assert!(desk.shop.parcel_delivered(key).is_err());
    desk.shop.buyer_withdraws(key).unwrap();
    assert_eq!(desk.state(key), LineState::ExchangeDelivered);
}

#[tokio::test]
async fn a_parcel_arrives_whatever_claim_was_dropped() {
    let desk = Desk::open(0).await;
    let courier = desk.courier(1, true);
    for path in ["", "/api/delivery/direct/result", "/api/delivery/complete/result"] {
        let key = desk.sent_by(courier).await;
        desk.shop.buyer_returns(key, ClaimWish::default()).unwrap();
        assert_eq!(desk.put("/api/delivery/direct/result", &keys(&[key])).await.results(), [false]);
        desk.shop.buyer_withdraws(key).unwrap();
        desk.clock.advance(TimeDelta::days(10));
        match path {
            "" => drop(desk.shop.parcel_delivered(key).unwrap()),
            path => assert_eq!(desk.put(path, &keys(&[key])).await.results(), [true], "{path}"),
        }
        let line = desk.line(key);
        assert_eq!((line.state.code(), line.delivered_at), (47, Some(desk.clock.now())), "{path}");
        assert!(desk.shop.parcel_delivered(key).is_err(), "it arrives once");
    }
}

#[tokio::test]
async fn every_refund_may_wait_for_grip() {
    let desk = Desk::open(0).await;
    desk.set(|settings| settings.cards_wait_too = true);
    let key = desk.returning().await;
    desk.claim("/api/return/start", key, json!({"message": "안내"})).await.data();
    desk.claim("/api/return/receive", key, json!({"receiveProduct": true})).await.data();
    desk.claim("/api/return/allow", key, json!({})).await.data();
    assert_eq!(desk.state(key), LineState::ReturnRefundAwaited);
    let (sale, order) = (desk.paid(), desk.paid());
    let body = with(keys(&[sale]), json!({"reasonType": 3, "reason": "품절"}));
    desk.call("POST", "/api/order/cancel/result", &body).await.data();
    desk.shop.buyer_cancels(order).unwrap();
    assert_eq!((desk.state(sale).code(), desk.state(order).code()), (64, 84));
    for (key, done) in [(key, 44), (sale, 61), (order, 81)] {
        desk.shop.refund_completes(key).unwrap();
        assert_eq!(desk.state(key).code(), done);
    }
}

#[tokio::test]
async fn nothing_comes_back_that_was_not_sent() {
    let desk = Desk::open(0).await;
    let (paid, prepared) = (desk.paid(), desk.prepared().await);
    for key in [paid, prepared] {
        assert!(desk.shop.buyer_returns(key, ClaimWish::default()).is_err());
        assert!(desk.shop.buyer_exchanges(key, ClaimWish::default()).is_err());
        desk.claim("/api/return/start", key, json!({"message": "안내"})).await.bad();
    }
    let decided = desk.delivered().await;
    desk.shop.buyer_decides(decided).unwrap();
    assert!(desk.shop.buyer_returns(decided, ClaimWish::default()).is_err());
}

#[tokio::test]
async fn a_failure_may_be_told_by_ret() {
    let desk = Desk::open(0).await;
    desk.set(|settings| settings.failures_as_ret = true);
    let key = desk.returning().await;
    assert_eq!(desk.claim("/api/return/allow", key, json!({})).await.data(), &json!({"ret": false}));
    assert_eq!((desk.state(key).code(), desk.shop.applied(Operation::AllowReturn, key)), (40, 0));
}
