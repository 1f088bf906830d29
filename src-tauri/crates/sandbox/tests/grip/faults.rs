use std::time::{Duration, Instant};

use chrono::TimeDelta;
use sandbox::FaultKind;
use sandbox::grip::{Fault, LineState, Operation, OrderWish, Verb};
use serde_json::{Value, json};

use crate::support::{Answer, Desk, keys};

const PREPARE: &str = "/api/delivery/prepare/result";

async fn struck(kind: FaultKind) -> (reqwest::Result<Answer>, LineState) {
    let desk = Desk::open(0).await;
    let key = desk.paid();
    desk.shop.inject(Fault::on(Operation::PrepareResult, kind));
    let answer = desk.try_call("PUT", PREPARE, &keys(&[key])).await;
    (answer, desk.state(key))
}

#[tokio::test]
async fn broken_connections_leave_the_write_undone_or_done() {
    for (kind, state) in [
        (FaultKind::DropBefore, LineState::Paid),
        (FaultKind::DropAfter, LineState::Preparing),
        (FaultKind::HangBefore, LineState::Paid),
        (FaultKind::HangAfter, LineState::Preparing),
    ] {
        let (answer, reached) = struck(kind).await;
        assert!(answer.is_err(), "{kind:?}");
        assert_eq!(reached, state, "{kind:?}");
    }
}

#[tokio::test]
async fn error_answers_leave_the_write_undone_or_done() {
    for (kind, status, state) in [
        (FaultKind::TooManyRequests, 429, LineState::Paid),
        (FaultKind::ServerError, 500, LineState::Paid),
        (FaultKind::GatewayTimeoutBefore, 504, LineState::Paid),
        (FaultKind::GatewayTimeoutAfter, 504, LineState::Preparing),
        (FaultKind::ProviderDownBefore, 503, LineState::Paid),
        (FaultKind::ProviderDownAfter, 502, LineState::Preparing),
        (FaultKind::Redirected, 302, LineState::Paid),
        (FaultKind::AccessDenied, 403, LineState::Paid),
        (FaultKind::ClockDrift { seconds: 600 }, 401, LineState::Paid),
        (FaultKind::ClockDrift { seconds: -599 }, 200, LineState::Preparing),
        (FaultKind::TruncatedBody, 200, LineState::Preparing),
        (FaultKind::RowFails, 200, LineState::Paid),
        (FaultKind::Slow { milliseconds: 50 }, 200, LineState::Preparing),
        (FaultKind::Lag { seconds: 60 }, 200, LineState::Paid),
    ] {
        let (answer, reached) = struck(kind).await;
        let answer = answer.unwrap();
        assert_eq!((answer.status, reached), (status, state), "{kind:?}");
        if kind == FaultKind::TruncatedBody {
            assert!(answer.json.is_null() && !answer.text.is_empty());
        }
        if kind == FaultKind::RowFails {
            assert_eq!(answer.results(), [false]);
        }
    }
}

#[tokio::test]
async fn a_lagging_write_shows_up_later() {
    let desk = Desk::open(0).await;
    let (key, gone) = (desk.paid(), desk.sent().await);
    desk.shop.inject(Fault::on(Operation::PrepareResult, FaultKind::Lag { seconds: 60 }));
    let answer = desk.put(PREPARE, &keys(&[key, gone])).await;
    assert_eq!(answer.results(), [true, false]);
    assert_eq!(desk.get("/api/delivery/prepare").await.numbers(), [key.order_product_seq]);
    desk.clock.advance(TimeDelta::seconds(60));
    assert!(desk.get("/api/delivery/prepare").await.rows().is_empty());
    assert_eq!(desk.shop.applied(Operation::PrepareResult, key), 1);
}

#[tokio::test]
async fn one_row_may_fail_alone() {
    let desk = Desk::open(0).await;
    let (one, two) = (desk.paid(), desk.paid());
    desk.shop.inject(Fault::on(Operation::PrepareResult, FaultKind::RowFails));
    assert_eq!(desk.put(PREPARE, &keys(&[one, two])).await.results(), [false, true]);
    desk.shop.inject(Fault::on(Operation::Prepare, FaultKind::RowFails));
    assert_eq!(desk.put("/api/delivery/prepare", &keys(&[one])).await.json, json!({"affected": 0}));
    let key = desk.returning().await;
    desk.shop.inject(Fault::on(Operation::StartReturn, FaultKind::RowFails));
    desk.claim("/api/return/start", key, json!({"message": "안내"})).await.bad();
    assert_eq!(desk.state(key), LineState::ReturnAsked);
}

/// Method and path of an operation.
fn route(operation: Operation) -> (&'static str, &'static str) {
    use Operation as Op;
    match operation {
        Op::OrderCount => ("GET", "/api/order/count"),
        Op::Orders => ("GET", "/api/order"),
        Op::Cancel => ("POST", "/api/order/cancel"),
        Op::CancelResult => ("POST", "/api/order/cancel/result"),
        Op::ReturnCount => ("GET", "/api/return/count"),
        Op::Returns => ("GET", "/api/return"),
        Op::StartReturn => ("PUT", "/api/return/start"),
        Op::ReceiveReturn => ("PUT", "/api/return/receive"),
        Op::AllowReturn => ("PUT", "/api/return/allow"),
        Op::DenyReturn => ("PUT", "/api/return/deny"),
        Op::ExchangeCount => ("GET", "/api/exchange/count"),
        Op::Exchanges => ("GET", "/api/exchange"),
        Op::StartExchange => ("PUT", "/api/exchange/start"),
        Op::ReceiveExchange => ("PUT", "/api/exchange/receive"),
        Op::DirectExchange => ("PUT", "/api/exchange/direct"),
        Op::AllowExchange => ("PUT", "/api/exchange/allow"),
        Op::DenyExchange => ("PUT", "/api/exchange/deny"),
        Op::InquiryCount => ("GET", "/api/inquiry/count"),
        Op::Inquiries => ("GET", "/api/inquiry"),
        Op::Inquiry => ("GET", "/api/inquiry/1"),
        Op::ReplyInquiry => ("POST", "/api/inquiry/1"),
        Op::EditInquiry => ("PUT", "/api/inquiry/1"),
        Op::ReviewCount => ("GET", "/api/review/count"),
        Op::Reviews => ("GET", "/api/review"),
        Op::ReplyReview => ("POST", "/api/review/1"),
        Op::EditReview => ("PUT", "/api/review/1"),
        other => delivery(other),
    }
}

fn delivery(operation: Operation) -> (&'static str, &'static str) {
    use Operation as Op;
    match operation {
        Op::Couriers => ("GET", "/api/delivery/company"),
        Op::ChangeAddress => ("PUT", "/api/delivery/info"),
        Op::Postpone => ("PUT", "/api/delivery/postpone"),
        Op::PostponeResult => ("PUT", "/api/delivery/postpone/result"),
        Op::PrepareCount => ("GET", "/api/delivery/prepare/count"),
        Op::PrepareList => ("GET", "/api/delivery/prepare"),
        Op::Prepare => ("PUT", "/api/delivery/prepare"),
        Op::PrepareResult => ("PUT", "/api/delivery/prepare/result"),
        Op::StartCount => ("GET", "/api/delivery/start/count"),
        Op::StartList => ("GET", "/api/delivery/start"),
        Op::Shipping => ("PUT", "/api/delivery/shipping"),
        Op::ShippingResult => ("PUT", "/api/delivery/shipping/result"),
        Op::Start => ("PUT", "/api/delivery/start"),
        Op::StartResult => ("PUT", "/api/delivery/start/result"),
        Op::StatusCount => ("GET", "/api/delivery/status/count"),
        Op::StatusList => ("GET", "/api/delivery/status"),
        Op::Direct => ("PUT", "/api/delivery/direct"),
        Op::DirectResult => ("PUT", "/api/delivery/direct/result"),
        Op::Complete => ("PUT", "/api/delivery/complete"),
        Op::CompleteResult => ("PUT", "/api/delivery/complete/result"),
        other => panic!("{other:?} is none of deliveries"),
    }
}

#[tokio::test]
async fn every_operation_can_be_struck() {
    let desk = Desk::open(0).await;
    for operation in Operation::ALL {
        desk.shop.forget_calls();
        desk.shop.inject(Fault::on(operation, FaultKind::GatewayTimeoutBefore));
        let (method, path) = route(operation);
        assert_eq!(desk.call(method, path, &json!({})).await.status, 504, "{operation:?}");
        assert_eq!(desk.shop.called(operation), 1, "{path}");
        assert_ne!(desk.call(method, path, &json!({})).await.status, 504, "{operation:?}");
    }
}

#[tokio::test]
async fn a_fault_strikes_as_often_as_it_says_and_only_its_operation() {
    let desk = Desk::open(0).await;
    desk.shop.inject(Fault::on(Operation::Orders, FaultKind::ServerError).after(1).times(2));
    assert_eq!(desk.get("/api/return").await.status, 200);
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(desk.get("/api/order").await.status);
    }
    assert_eq!(seen, [200, 500, 500, 200]);
    desk.shop.inject(Fault::any(FaultKind::ServerError));
    desk.shop.calm();
    assert_eq!(desk.get("/api/order").await.status, 200);
}

#[tokio::test]
async fn pages_can_come_twice_and_rows_late() {
    let desk = Desk::open(0).await;
    let wish = OrderWish { lines: Some(1), ..OrderWish::default() };
    desk.shop.act(&Verb::PlaceMany { count: 4, wish }).unwrap();
    for list in ["order", "delivery/prepare"] {
        let operation = if list == "order" { Operation::Orders } else { Operation::PrepareList };
        let first = desk.get(&format!("/api/{list}?length=2")).await.numbers();
        desk.shop.inject(Fault::on(operation, FaultKind::DuplicatePage));
        let second = desk.get(&format!("/api/{list}?start=2&length=2")).await.numbers();
        assert_eq!((second.len(), &second[..2]), (4, &first[..]), "the old rows come before the new");
        desk.shop.inject(Fault::on(operation, FaultKind::LatePage));
        assert_eq!(desk.get(&format!("/api/{list}?length=2")).await.numbers(), first[1..]);
    }
    desk.shop.inject(Fault::on(Operation::Orders, FaultKind::UnknownStatus));
    let strange = desk.get("/api/order").await;
    assert_eq!((&strange.rows()[0]["orderState"], &strange.rows()[1]["orderState"]), (&json!(77), &json!(1)));
    desk.shop.inject(Fault::on(Operation::PrepareList, FaultKind::UnknownStatus));
    assert_eq!(desk.get("/api/delivery/prepare").await.rows()[0].get("orderState"), None::<&Value>);
}

#[tokio::test]
async fn a_slow_answer_takes_its_time() {
    let desk = Desk::open(0).await;
    desk.shop.inject(Fault::on(Operation::Orders, FaultKind::Slow { milliseconds: 120 }));
    let began = Instant::now();
    assert_eq!(desk.get("/api/order").await.status, 200);
    assert!(began.elapsed() >= Duration::from_millis(120));
}
