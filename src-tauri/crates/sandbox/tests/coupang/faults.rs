use std::time::{Duration, Instant};

use chrono::TimeDelta;
use sandbox::FaultKind;
use sandbox::coupang::{Fault, Operation};
use serde_json::json;

use crate::support::{Answer, Desk, code, number, rows};

const LIST: &str = "/v5/vendors/{v}/ordersheets";
const MONTH: &str = "createdAtFrom=2026-02-14%2B09:00&createdAtTo=2026-03-16%2B09:00&status=ACCEPT";

async fn acknowledge(desk: &Desk, box_id: &str) -> reqwest::Result<Answer> {
    let body = json!({"vendorId": desk.keys.vendor_id, "shipmentBoxIds": [number(box_id)]});
    let path = "/v4/vendors/{v}/ordersheets/acknowledgement";
    desk.try_call("PATCH", path, "", &body.to_string()).await
}

async fn struck(kind: FaultKind) -> (reqwest::Result<Answer>, String) {
    let desk = Desk::open(0).await;
    let order = desk.order(1, 1);
    desk.shop.inject(Fault::on(Operation::Acknowledge, kind));
    let answer = acknowledge(&desk, &order.shipment_box_id).await;
    (answer, desk.truth(&order.shipment_box_id).status)
}

#[tokio::test]
async fn broken_connections_leave_the_write_undone_or_done() {
    for (kind, state) in [
        (FaultKind::DropBefore, "ACCEPT"),
        (FaultKind::DropAfter, "INSTRUCT"),
        (FaultKind::HangBefore, "ACCEPT"),
        (FaultKind::HangAfter, "INSTRUCT"),
    ] {
        let (answer, status) = struck(kind).await;
        assert!(answer.is_err(), "{kind:?}");
        assert_eq!(status, state, "{kind:?}");
    }
}

#[tokio::test]
async fn error_answers_leave_the_write_undone_or_done() {
    for (kind, code, state) in [
        (FaultKind::TooManyRequests, 429, "ACCEPT"),
        (FaultKind::ServerError, 500, "ACCEPT"),
        (FaultKind::GatewayTimeoutBefore, 504, "ACCEPT"),
        (FaultKind::GatewayTimeoutAfter, 504, "INSTRUCT"),
        (FaultKind::ProviderDownBefore, 521, "ACCEPT"),
        (FaultKind::ProviderDownAfter, 521, "INSTRUCT"),
        (FaultKind::Redirected, 302, "ACCEPT"),
        (FaultKind::AccessDenied, 403, "ACCEPT"),
        (FaultKind::TruncatedBody, 200, "INSTRUCT"),
        (FaultKind::ClockDrift { seconds: 600 }, 401, "ACCEPT"),
        (FaultKind::Slow { milliseconds: 50 }, 200, "INSTRUCT"),
        (FaultKind::Lag { seconds: 60 }, 200, "ACCEPT"),
    ] {
        let (answer, status) = struck(kind).await;
        let answer = answer.unwrap();
        assert_eq!((answer.status, status.as_str()), (code, state), "{kind:?}");
        if kind == FaultKind::TruncatedBody {
            assert!(answer.json.is_null() && !answer.text.is_empty());
        }
    }
}

#[tokio::test]
async fn a_fault_strikes_as_often_as_it_says_and_only_its_operation() {
    let desk = Desk::open(1).await;
    let fault = Fault::on(Operation::ListSheets, FaultKind::ServerError);
    desk.shop.inject(fault.after(1).times(2));
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(desk.get(LIST, MONTH).await.status);
    }
    assert_eq!(seen, [200, 500, 500, 200]);
    let calls = desk.shop.calls();
    assert_eq!(calls.len(), 4);
    assert_eq!(calls[1].fault, Some(FaultKind::ServerError));
    assert_eq!(calls[1].operation, Some(Operation::ListSheets));
}

#[tokio::test]
async fn a_lagging_acknowledgement_shows_up_later() {
    let desk = Desk::open(0).await;
    let order = desk.order(1, 1);
    desk.shop.inject(Fault::on(Operation::Acknowledge, FaultKind::Lag { seconds: 600 }));
    let first = acknowledge(&desk, &order.shipment_box_id).await.unwrap();
    assert_eq!(first.json["data"]["responseCode"], 0);
    let second = acknowledge(&desk, &order.shipment_box_id).await.unwrap();
    assert_eq!(second.json["data"]["responseCode"], 99);
    desk.clock.advance(TimeDelta::minutes(10));
    desk.shop.tick(desk.clock.now());
    let truth = desk.truth(&order.shipment_box_id);
    assert_eq!(truth.status, "INSTRUCT");
    assert_eq!(truth.applied[&Operation::Acknowledge], 1);
}

#[tokio::test]
async fn pages_can_come_twice_and_rows_late() {
    let desk = Desk::open(60).await;
    let page = |token: &str| format!("{MONTH}&maxPerPage=5&nextToken={token}");
    let first = desk.get(LIST, &page("")).await;
    desk.shop.inject(Fault::on(Operation::ListSheets, FaultKind::DuplicatePage));
    let twice = desk.get(LIST, &page(first.token())).await;
    assert_eq!(twice.rows(), first.rows());
    assert_eq!(twice.token(), first.token(), "it goes on where it should");
    let second = desk.get(LIST, &page(twice.token())).await;
    assert_ne!(second.rows(), first.rows());
    desk.shop.inject(Fault::on(Operation::ListSheets, FaultKind::LatePage));
    let late = desk.get(LIST, &page("")).await;
    assert_eq!(late.rows()[..], first.rows()[1..]);
    let whole = desk.get(LIST, &page("")).await;
    assert_eq!(whole.rows(), first.rows());
}

#[tokio::test]
async fn a_single_row_can_fail() {
    let desk = Desk::open(0).await;
    let (first, second) = (desk.order(1, 1), desk.order(1, 1));
    desk.shop.inject(Fault::any(FaultKind::RowFails));
    let answer = desk.acknowledge(&[&first.shipment_box_id, &second.shipment_box_id]).await;
    assert_eq!(answer.json["data"]["responseCode"], 1);
    assert_eq!(code(&answer), "UNDEFINED_ERROR_OCCUR");
    assert_eq!(desk.truth(&first.shipment_box_id).status, "ACCEPT");
    assert_eq!(desk.truth(&second.shipment_box_id).status, "INSTRUCT");
    let row = rows(&desk.truth(&second.shipment_box_id), "CJGLS", "123456789012");
    desk.shop.inject(Fault::on(Operation::UploadInvoices, FaultKind::RowFails));
    let answer = desk.upload(&row).await;
    assert_eq!(code(&answer), "UNDEFINED_ERROR_OCCUR");
    assert_eq!(code(&desk.upload(&row).await), "OK");
}

#[tokio::test]
async fn unknown_statuses_appear() {
    let desk = Desk::open(30).await;
    desk.shop.inject(Fault::on(Operation::ListSheets, FaultKind::UnknownStatus));
    let answer = desk.get(LIST, MONTH).await;
    assert_eq!(answer.rows()[0]["status"], "UNDOCUMENTED_STATUS");
}

#[tokio::test]
async fn the_gateway_waits_three_seconds_or_as_the_header_says() {
    let desk = Desk::open(1).await;
    desk.shop.inject(Fault::any(FaultKind::Slow { milliseconds: 60_000 }));
    let path = desk.path(LIST);
    let header = crate::support::authorization(&desk.keys, desk.clock.now(), "GET", &path, MONTH);
    let began = Instant::now();
    let headers = [("authorization", header.as_str()), ("x-extended-timeout", "200")];
    let answer = desk.send("GET", &path, MONTH, "", &headers).await.unwrap();
    assert_eq!(answer.status, 504);
    assert!(answer.message().contains("consider applying timeout extension"));
    assert!(began.elapsed() < Duration::from_secs(3));
}
