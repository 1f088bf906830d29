use sandbox::grip::{LineState, Operation, OrderWish, Payment};
use serde_json::json;

use crate::support::{Answer, Desk, keys, with};
use sandbox::grip::Key;

async fn cancel(desk: &Desk, key: Key, kind: i64, reason: &str) -> Answer {
    let body = with(keys(&[key]), json!({"reasonType": kind, "reason": reason}));
    desk.call("POST", "/api/order/cancel/result", &body).await
}

fn paid_by(desk: &Desk, payment: Payment) -> Key {
    let wish = OrderWish { payment: Some(payment), lines: Some(1), ..OrderWish::default() };
    desk.wished(wish)[0]
}

#[tokio::test]
async fn the_seller_cancels_until_it_is_sent() {
    let desk = Desk::open(0).await;
    let key = paid_by(&desk, Payment::Card);
    assert_eq!(cancel(&desk, key, 3, "재고가 부족합니다").await.results(), [true]);
    assert_eq!(desk.state(key), LineState::SaleRefunded);
    let row = desk.get("/api/order").await.rows()[0].clone();
    assert_eq!((&row["orderState"], &row["cancelAt"]), (&json!(61), &json!(desk.days_ago(0))));
    assert_eq!(cancel(&desk, key, 3, "다시").await.results(), [false]);
    let prepared = desk.prepared().await;
    assert_eq!(cancel(&desk, prepared, 16, "기타").await.results(), [true]);
    let sent = desk.sent().await;
    assert_eq!(cancel(&desk, sent, 3, "품절").await.results(), [false]);
    assert_eq!(desk.shop.applied(Operation::CancelResult, sent), 0);
    let other = desk.paid();
    let body = with(keys(&[other, sent]), json!({"reasonType": 1, "reason": "고객 요청"}));
    let plain = desk.call("POST", "/api/order/cancel", &body).await;
    assert_eq!(plain.json, json!({"affected": 1}));
}

#[tokio::test]
async fn type_and_reason_are_wanted() {
    let desk = Desk::open(0).await;
    let key = desk.paid();
    for (kind, reason) in [(0, "품절"), (6, "품절"), (17, "품절"), (3, ""), (3, " ")] {
        cancel(&desk, key, kind, reason).await.bad();
    }
    cancel(&desk, key, 3, &"가".repeat(51)).await.bad();
    desk.call("POST", "/api/order/cancel/result", &keys(&[key])).await.bad();
    desk.call("POST", "/api/order/cancel", &keys(&[key])).await.bad();
    assert_eq!(desk.state(key), LineState::Paid);
    assert_eq!(cancel(&desk, key, 11, &"가".repeat(50)).await.results(), [true]);
    let told = desk.line(key).seller_cancel.unwrap();
    assert_eq!((told.kind, told.reason.chars().count()), (11, 50));
}

#[tokio::test]
async fn a_virtual_account_waits_for_the_buyer_and_then_for_grip() {
    let desk = Desk::open(0).await;
    let (sold, ordered) = (paid_by(&desk, Payment::VirtualAccount), paid_by(&desk, Payment::VirtualAccount));
    cancel(&desk, sold, 3, "품절").await.data();
    desk.shop.buyer_cancels(ordered).unwrap();
    assert_eq!((desk.state(sold).code(), desk.state(ordered).code()), (63, 83));
    assert!(desk.shop.refund_completes(sold).is_err());
    for key in [sold, ordered] {
        desk.shop.buyer_enters_account(key).unwrap();
    }
    assert_eq!((desk.state(sold).code(), desk.state(ordered).code()), (64, 84));
    for key in [sold, ordered] {
        desk.shop.refund_completes(key).unwrap();
    }
    assert_eq!((desk.state(sold).code(), desk.state(ordered).code()), (61, 81));
}

#[tokio::test]
async fn other_refunds_may_take_their_time() {
    let desk = Desk::open(0).await;
    desk.set(|settings| settings.refund_after = 60);
    let (sold, ordered) = (paid_by(&desk, Payment::Card), paid_by(&desk, Payment::KakaoPay));
    cancel(&desk, sold, 3, "품절").await.data();
    desk.shop.buyer_cancels(ordered).unwrap();
    assert_eq!((desk.state(sold).code(), desk.state(ordered).code()), (60, 80));
    desk.clock.advance(chrono::TimeDelta::seconds(60));
    desk.shop.tick(desk.clock.now());
    assert_eq!((desk.state(sold).code(), desk.state(ordered).code()), (61, 81));
}

#[tokio::test]
async fn what_nobody_paid_needs_no_refund() {
    let desk = Desk::open(0).await;
    let unpaid = || desk.wished(OrderWish { unpaid: true, lines: Some(1), ..OrderWish::default() })[0];
    let (sold, ordered, lapsed, paid) = (unpaid(), unpaid(), unpaid(), unpaid());
    assert_eq!(cancel(&desk, sold, 3, "품절").await.results(), [true]);
    desk.shop.buyer_cancels(ordered).unwrap();
    desk.shop.act(&sandbox::grip::Verb::PaymentLapses { order_seq: lapsed.order_seq }).unwrap();
    desk.clock.advance(chrono::TimeDelta::hours(2));
    desk.shop.buyer_pays(paid.order_seq).unwrap();
    let codes = [sold, ordered, lapsed, paid].map(|key| desk.state(key).code());
    assert_eq!(codes, [62, 82, 3, 1]);
    assert_eq!(desk.line(paid).ordered_at, desk.clock.now());
    assert_eq!(desk.get("/api/delivery/prepare").await.numbers(), [paid.order_product_seq]);
}

#[tokio::test]
async fn one_line_of_an_order_is_cancelled_alone() {
    let desk = Desk::open(0).await;
    let lines = desk.wished(OrderWish { lines: Some(2), ..OrderWish::default() });
    desk.shop.buyer_cancels(lines[0]).unwrap();
    assert_eq!(desk.state(lines[1]), LineState::Paid);
    assert_eq!(desk.get("/api/delivery/prepare").await.numbers(), [lines[1].order_product_seq]);
}
