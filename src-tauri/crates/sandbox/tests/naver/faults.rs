use std::time::{Duration, Instant};

use chrono::TimeDelta;
use sandbox::FaultKind;
use sandbox::naver::{Fault, Operation, OrderWish, PlaceStatus, Verb};
use serde_json::{Value, json};

use crate::support::{Answer, Desk, parameter};

const FEED: &str = "/product-orders/last-changed-statuses";

async fn struck(kind: FaultKind) -> (reqwest::Result<Answer>, PlaceStatus) {
    let desk = Desk::open(0).await;
    let id = desk.paid(1);
    desk.issue().await;
    desk.shop.inject(Fault::on(Operation::Confirm, kind));
    let answer = desk.try_post("/product-orders/confirm", &json!({"productOrderIds": [id]})).await;
    (answer, desk.line(&id).place_order_status)
}

#[tokio::test]
async fn broken_connections_leave_the_write_undone_or_done() {
    for (kind, state) in [
        (FaultKind::DropBefore, PlaceStatus::NotYet),
        (FaultKind::DropAfter, PlaceStatus::Ok),
        (FaultKind::HangBefore, PlaceStatus::NotYet),
        (FaultKind::HangAfter, PlaceStatus::Ok),
    ] {
        let (answer, status) = struck(kind).await;
        assert!(answer.is_err(), "{kind:?}");
        assert_eq!(status, state, "{kind:?}");
    }
}

#[tokio::test]
async fn error_answers_leave_the_write_undone_or_done() {
    for (kind, status, code, state) in [
        (FaultKind::TooManyRequests, 429, "GW.RATE_LIMIT", PlaceStatus::NotYet),
        (FaultKind::ServerError, 500, "GW.INTERNAL_SERVER_ERROR", PlaceStatus::NotYet),
        (FaultKind::GatewayTimeoutBefore, 504, "GW.TIMEOUT.01", PlaceStatus::NotYet),
        (FaultKind::GatewayTimeoutAfter, 504, "GW.TIMEOUT.02", PlaceStatus::Ok),
        (FaultKind::ProviderDownBefore, 503, "GW.BLOCK.01", PlaceStatus::NotYet),
        (FaultKind::ProviderDownAfter, 500, "GW.PROXY.01", PlaceStatus::Ok),
        (FaultKind::Redirected, 503, "GW.BLOCK.02", PlaceStatus::NotYet),
        (FaultKind::AccessDenied, 403, "", PlaceStatus::NotYet),
        (FaultKind::TruncatedBody, 200, "", PlaceStatus::Ok),
        (FaultKind::Slow { milliseconds: 50 }, 200, "", PlaceStatus::Ok),
        (FaultKind::Lag { seconds: 60 }, 200, "", PlaceStatus::NotYet),
    ] {
        let (answer, place) = struck(kind).await;
        let answer = answer.unwrap();
        assert_eq!((answer.status, answer.code(), place), (status, code, state), "{kind:?}");
        assert!(!answer.header("gncp-gw-trace-id").is_empty(), "{kind:?}");
        let told = answer.header("gncp-gw-ratelimit-replenish-rate");
        assert_eq!(told, if kind == FaultKind::AccessDenied { "" } else { "2" }, "{kind:?}");
        let spent = answer.header("gncp-gw-ratelimit-remaining") == "0";
        assert_eq!(spent, kind == FaultKind::TooManyRequests, "{kind:?}");
        if kind == FaultKind::TruncatedBody {
            assert!(answer.json.is_null() && !answer.text.is_empty());
        }
    }
}

#[tokio::test]
async fn a_fault_strikes_as_often_as_it_says_and_only_its_operation() {
    let desk = Desk::open(0).await;
    let query = format!("lastChangedFrom={}", parameter(desk.clock.now()));
    desk.get(FEED, &query).await;
    desk.shop.forget_calls();
    desk.shop.inject(Fault::on(Operation::LastChanged, FaultKind::ServerError).after(1).times(2));
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(desk.get(FEED, &query).await.status);
    }
    assert_eq!(seen, [200, 500, 500, 200]);
    let calls = desk.shop.calls();
    assert_eq!((calls.len(), calls[1].fault), (4, Some(FaultKind::ServerError)));
    assert_eq!(calls[1].operation, Some(Operation::LastChanged));
    assert_eq!(calls[0].status, Some(200));
}

#[tokio::test]
async fn a_lagging_confirmation_shows_up_later() {
    let desk = Desk::open(0).await;
    let id = desk.paid(1);
    desk.shop.inject(Fault::on(Operation::Confirm, FaultKind::Lag { seconds: 600 }));
    desk.confirm(&[&id]).await.done();
    assert_eq!(desk.line(&id).place_order_status, PlaceStatus::NotYet);
    desk.confirm(&[&id]).await.excluded();
    desk.clock.advance(TimeDelta::minutes(10));
    desk.shop.tick(desk.clock.now());
    let line = desk.line(&id);
    assert_eq!((line.place_order_status, line.applied[&Operation::Confirm]), (PlaceStatus::Ok, 1));
}

#[tokio::test]
async fn a_clock_ahead_refuses_the_signature() {
    let desk = Desk::open(0).await;
    desk.shop.inject(Fault::on(Operation::Token, FaultKind::ClockDrift { seconds: 600 }));
    let answer = desk.issue().await;
    assert_eq!((answer.status, &answer.json["invalidInputs"][0]["name"]), (400, &json!("timestamp")));
    assert_eq!(desk.issue().await.status, 200);
}

#[tokio::test]
async fn a_single_row_can_fail() {
    let desk = Desk::open(0).await;
    let (first, second) = (desk.paid(1), desk.paid(1));
    desk.issue().await;
    desk.shop.inject(Fault::on(Operation::Confirm, FaultKind::RowFails));
    let answer = desk.confirm(&[&first, &second]).await;
    assert_eq!(answer.successes(), [second.as_str()]);
    assert_eq!(answer.data()["failProductOrderInfos"][0]["code"], "9999");
    assert_eq!(desk.line(&first).place_order_status, PlaceStatus::NotYet);
    desk.confirm(&[&first]).await.done();
}

fn feed_rows(answer: &Answer) -> Vec<Value> {
    answer.data()["lastChangeStatuses"].as_array().unwrap().clone()
}

#[tokio::test]
async fn pages_of_the_feed_can_come_twice_and_rows_late() {
    let desk = Desk::open(0).await;
    let wish = OrderWish { lines: Some(1), ..OrderWish::default() };
    desk.shop.act(&Verb::PlaceMany { count: 12, wish }).unwrap();
    let base = format!("lastChangedFrom={}&limitCount=5", parameter(desk.clock.now()));
    let first = desk.get(FEED, &base).await;
    let sequence = first.data()["more"]["moreSequence"].as_str().unwrap();
    let next = format!("{base}&moreSequence={sequence}");
    desk.shop.inject(Fault::on(Operation::LastChanged, FaultKind::DuplicatePage));
    let twice = desk.get(FEED, &next).await;
    assert_eq!(twice.data(), first.data(), "its token leads on");
    let second = desk.get(FEED, &next).await;
    assert_ne!(feed_rows(&second), feed_rows(&first));
    desk.shop.inject(Fault::on(Operation::LastChanged, FaultKind::DuplicatePage));
    let begun = desk.get(FEED, &base).await;
    assert_eq!(feed_rows(&begun), feed_rows(&first), "a list that begins repeats nothing");
    desk.shop.inject(Fault::on(Operation::LastChanged, FaultKind::LatePage));
    let late = desk.get(FEED, &base).await;
    assert_eq!((feed_rows(&late), &late.data()["count"]), (feed_rows(&first)[1..].to_vec(), &json!(4)));
    desk.shop.inject(Fault::on(Operation::LastChanged, FaultKind::UnknownStatus));
    let strange = desk.get(FEED, &base).await;
    assert_eq!(feed_rows(&strange)[0]["productOrderStatus"], "UNDOCUMENTED_STATUS");
}

#[tokio::test]
async fn pages_of_a_search_can_come_twice() {
    let desk = Desk::open(0).await;
    for _ in 0..4 {
        desk.paid(1);
    }
    let page = |number: u32| format!("from={}&pageSize=2&page={number}", parameter(desk.clock.now()));
    let first = desk.get("/product-orders", &page(1)).await;
    desk.shop.inject(Fault::on(Operation::Search, FaultKind::DuplicatePage));
    let second = desk.get("/product-orders", &page(2)).await;
    let rows = second.data()["contents"].as_array().unwrap();
    assert_eq!((rows.len(), &rows[0]), (4, &first.data()["contents"][0]), "the old rows come before the new");
    desk.shop.inject(Fault::on(Operation::Query, FaultKind::UnknownStatus));
    let id = rows[0]["productOrderId"].as_str().unwrap();
    assert_eq!(desk.detail(id).await["productOrder"]["productOrderStatus"], "UNDOCUMENTED_STATUS");
}

#[tokio::test]
async fn a_slow_answer_takes_its_time() {
    let desk = Desk::open(0).await;
    desk.shop.inject(Fault::on(Operation::Token, FaultKind::Slow { milliseconds: 120 }));
    let began = Instant::now();
    assert_eq!(desk.issue().await.status, 200);
    assert!(began.elapsed() >= Duration::from_millis(120));
}
