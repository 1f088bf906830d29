use std::time::{Duration, Instant};

use chrono::TimeDelta;
use sandbox::FaultKind;
use sandbox::elevenst::{Fault, Operation};

use crate::support::{Answer, Desk, value};

async fn struck(kind: FaultKind) -> (reqwest::Result<Answer>, String) {
    let desk = Desk::open(0).await;
    let line = desk.paid(1);
    desk.shop.inject(Fault::on(Operation::Confirm, kind));
    let path = format!("/ordservices/reqpackaging/{}/1/N/null/{}", line.ord_no, line.dlv_no);
    let answer = desk.try_get(&path).await;
    (answer, desk.status(&line.line_id))
}

#[tokio::test]
async fn broken_connections_leave_the_write_undone_or_done() {
    for (kind, state) in [
        (FaultKind::DropBefore, "202"),
        (FaultKind::DropAfter, "301"),
        (FaultKind::HangBefore, "202"),
        (FaultKind::HangAfter, "301"),
    ] {
        let (answer, status) = struck(kind).await;
        assert!(answer.is_err(), "{kind:?}");
        assert_eq!(status, state, "{kind:?}");
    }
}

#[tokio::test]
async fn error_answers_leave_the_write_undone_or_done() {
    for (kind, http, state) in [
        (FaultKind::TooManyRequests, 429, "202"),
        (FaultKind::ServerError, 500, "202"),
        (FaultKind::GatewayTimeoutBefore, 504, "202"),
        (FaultKind::GatewayTimeoutAfter, 504, "301"),
        (FaultKind::ProviderDownBefore, 503, "202"),
        (FaultKind::ProviderDownAfter, 502, "301"),
        (FaultKind::AccessDenied, 403, "202"),
        (FaultKind::TruncatedBody, 200, "301"),
        (FaultKind::Slow { milliseconds: 50 }, 200, "301"),
        (FaultKind::Lag { seconds: 60 }, 200, "202"),
        (FaultKind::ClockDrift { seconds: 600 }, 200, "301"),
    ] {
        let (answer, status) = struck(kind).await;
        let answer = answer.unwrap();
        assert_eq!((answer.status, status.as_str()), (http, state), "{kind:?}");
        if kind == FaultKind::TruncatedBody {
            assert!(!answer.text.contains("</ResultOrder>") && answer.text.starts_with("<?xml"));
        }
    }
    for (kind, code) in [(FaultKind::RowFails, -3_207), (FaultKind::Redirected, -1_000)] {
        let (answer, status) = struck(kind).await;
        answer.unwrap().refused(code);
        assert_eq!(status, "202");
    }
}

#[tokio::test]
async fn a_fault_strikes_as_often_as_it_says_and_only_its_operation() {
    let desk = Desk::open(0).await;
    desk.shop.inject(Fault::on(Operation::Complete, FaultKind::ServerError).after(1).times(2));
    assert_eq!(desk.list("/ordservices/packaging", 1).await.status, 200);
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(desk.list("/ordservices/complete", 1).await.status);
    }
    assert_eq!(seen, [200, 500, 500, 200]);
    let calls = desk.shop.calls();
    assert_eq!((calls.len(), calls[2].fault), (5, Some(FaultKind::ServerError)));
    assert_eq!((calls[2].operation, calls[2].status), (Some(Operation::Complete), Some(500)));
    assert!(calls[1].response.as_ref().unwrap().contains("조회된 결과가 없습니다."));
    desk.shop.inject(Fault::any(FaultKind::ServerError));
    desk.shop.calm();
    assert_eq!(desk.list("/ordservices/complete", 1).await.status, 200);
}

#[tokio::test]
async fn every_write_can_be_put_off() {
    let desk = Desk::open(0).await;
    let line = desk.confirmed(1).await;
    desk.shop.inject(Fault::on(Operation::Dispatch, FaultKind::Lag { seconds: 600 }));
    desk.dispatch(&line.dlv_no, &desk.number()).await.done();
    assert_eq!(
        (desk.status(&line.line_id).as_str(), desk.shop.applied(Operation::Dispatch, &line.line_id)),
        ("301", 0)
    );
    desk.clock.advance(TimeDelta::minutes(10));
    desk.shop.tick(desk.clock.now());
    assert_eq!(
        (desk.status(&line.line_id).as_str(), desk.shop.applied(Operation::Dispatch, &line.line_id)),
        ("401", 1)
    );
    desk.shop.inject(Fault::on(Operation::Dispatch, FaultKind::Lag { seconds: 600 }));
    desk.dispatch(&line.dlv_no, &desk.number()).await.refused(-3_308);
}

#[tokio::test]
async fn rows_come_twice_late_or_strange() {
    let desk = Desk::open(0).await;
    let (first, second) = (desk.paid(1), desk.paid(1));
    let list = || desk.list("/ordservices/complete", 1);
    desk.shop.inject(Fault::on(Operation::Complete, FaultKind::DuplicatePage));
    let (one, other) = (first.line_id.clone(), second.line_id.clone());
    assert_eq!(list().await.lines(), [one.clone(), other.clone(), one.clone()]);
    desk.shop.inject(Fault::on(Operation::Complete, FaultKind::LatePage));
    assert_eq!(list().await.lines(), std::slice::from_ref(&other));
    desk.shop.buyer_cancels(&one, None).unwrap();
    desk.shop.inject(Fault::on(Operation::Complete, FaultKind::LatePage));
    assert_eq!(list().await.code(), 0, "the only row is late");
    desk.shop.inject(Fault::on(Operation::Complete, FaultKind::UnknownStatus));
    assert_eq!(value(list().await.row(&other), "ordPrdStat"), "Z99");
    desk.shop.inject(Fault::on(Operation::Canceled, FaultKind::UnknownStatus));
    assert_eq!(value(&desk.list("/claimservice/canceledorders", 1).await.rows[0], "ordCnStatCd"), "Z99");
}

#[tokio::test]
async fn a_slow_answer_takes_its_time() {
    let desk = Desk::open(0).await;
    desk.shop.inject(Fault::on(Operation::Complete, FaultKind::Slow { milliseconds: 120 }));
    let began = Instant::now();
    assert_eq!(desk.list("/ordservices/complete", 1).await.status, 200);
    assert!(began.elapsed() >= Duration::from_millis(120));
}
