//! Writes whose answers never come, or cannot be read.

use domain::action::ClaimAct;
use domain::{ClaimKind, LineResult, Write};

use super::writes::{
    RET, SECOND, cancel_sale, claim, confirmation, delay, denial, destination, done, elsewhere, notice,
    reshipment,
};
use super::{CJ, Desk, EXCHANGE, LINE, NUMBER, ORDER, RETURN, line, parcel, results};
use crate::{ErrorKind, Marketplace, Persistence};

/// One of every kind of write that one request decides.
fn every_write() -> Vec<Write> {
    let mut writes = vec![
        confirmation(&[LINE]),
        Write::Ship { parcels: vec![parcel(&[LINE], "direct", "")] },
        Write::Ship { parcels: vec![parcel(&[LINE], "own", "")] },
        Write::ChangeInvoice { parcels: vec![parcel(&[LINE], CJ, NUMBER)] },
        Write::CompleteDelivery { bundle: ORDER.into(), lines: vec![line(LINE)], invoice: NUMBER.into() },
        delay("1", "재입고"),
        cancel_sale("3"),
        elsewhere(destination()),
        claim(RETURN, ClaimKind::Return, ClaimAct::Refund),
        claim(EXCHANGE, ClaimKind::Exchange, reshipment(CJ, NUMBER)),
        claim(EXCHANGE, ClaimKind::Exchange, reshipment("direct", "")),
    ];
    for (id, kind) in [(RETURN, ClaimKind::Return), (EXCHANGE, ClaimKind::Exchange)] {
        let acts = [notice("안내"), ClaimAct::ConfirmCollected, denial("거절")];
        writes.extend(acts.map(|act| claim(id, kind, act)));
    }
    writes
}

/// Answers after which nobody knows.
const LOST: [(u16, &str); 5] = [(500, "<html>"), (502, ""), (503, "{}"), (504, ""), (200, "<html>")];

#[tokio::test]
async fn no_write_leaves_twice_and_one_without_an_answer_may_have_been_applied() {
    for write in every_write() {
        let desk = Desk::of(&[]);
        let error = desk.run(desk.grip.act(&write)).await.unwrap_err();
        assert_eq!((error.kind, error.persistence), (ErrorKind::Timeout, Persistence::Unknown), "{write:?}");
        assert_eq!(desk.calls().len(), 1, "{write:?}");
        for (status, body) in LOST {
            let desk = Desk::of(&[(status, body), (200, &done()), (200, RET)]);
            let error = desk.run(desk.grip.act(&write)).await.unwrap_err();
            assert_eq!(desk.calls().len(), 1, "{write:?} left twice after {status}");
            assert!(error.may_have_applied(), "{write:?} after {status} {body}: {error}");
        }
    }
}

#[tokio::test]
async fn a_refused_write_was_not_applied() {
    let newer = r#"{"status":400,"error":"BAD_REQUEST","code":"COMMON_BAD_REQUEST","message":"처리할 수 없는 주문입니다."}"#;
    for write in every_write() {
        for (status, body) in [(400, newer), (401, newer), (302, ""), (426, ""), (429, "")] {
            let desk = Desk::of(&[(status, body), (200, &done()), (200, RET)]);
            let error = desk.run(desk.grip.act(&write)).await.unwrap_err();
            assert_eq!(desk.calls().len(), 1, "{write:?} left twice after {status}");
            assert!(!error.may_have_applied(), "{write:?} after {status}: {error}");
        }
    }
}

/// Only the delivery calls may still refuse as all did once.
#[tokio::test]
async fn a_reason_under_the_status_of_a_broken_server_is_believed_of_delivery_calls_alone() {
    let mut believed = Vec::new();
    for write in every_write() {
        let desk = Desk::of(&[(500, r#"{"message":"처리할 수 없는 주문입니다."}"#)]);
        let error = desk.run(desk.grip.act(&write)).await.unwrap_err();
        let of_delivery = desk.calls()[0].starts_with("PUT /api/delivery/");
        assert_eq!(error.may_have_applied(), !of_delivery, "{write:?}: {error}");
        believed.push(of_delivery);
    }
    assert!(believed.contains(&true) && believed.contains(&false));
}

/// A dispatch whose number may or may not stand has not left: the same call can tell it again.
#[tokio::test]
async fn a_lost_number_moves_no_goods() {
    let write = Write::Ship { parcels: vec![parcel(&[LINE], CJ, NUMBER)] };
    let desk = Desk::of(&[]);
    let error = desk.run(desk.grip.act(&write)).await.unwrap_err();
    assert_eq!((error.kind, error.persistence), (ErrorKind::Timeout, Persistence::Temporary));
    for (status, body) in LOST {
        let desk = Desk::of(&[(status, body), (200, &done()), (200, &done())]);
        let error = desk.run(desk.grip.act(&write)).await.unwrap_err();
        assert_eq!((error.persistence, desk.calls().len()), (Persistence::Temporary, 1), "{status} {body}");
    }
}

/// Of two lines the first took its number and went to the start, the second was refused one.
#[tokio::test]
async fn a_failed_start_is_told_of_the_lines_that_went_there() {
    let write = Write::Ship { parcels: vec![parcel(&[LINE, SECOND], CJ, NUMBER)] };
    let numbered = results(&[(5_100_200_301, true), (5_100_200_302, false)]);
    let told = async |answers: &[(u16, &str)]| {
        let desk = Desk::of(answers);
        let outcomes = desk.run(desk.grip.act(&write)).await.unwrap();
        assert_eq!((outcomes.len(), desk.calls().len()), (2, 2));
        let refused = &outcomes[1].result;
        assert!(
            matches!(refused, LineResult::Failed { message, retryable: false, .. } if message == "처리할 수 없는 상태입니다."),
            "{refused:?}"
        );
        outcomes[0].result.clone()
    };
    assert_eq!(told(&[(200, &numbered)]).await, LineResult::Unknown, "no answer came");
    for (status, body) in LOST {
        assert_eq!(told(&[(200, &numbered), (status, body)]).await, LineResult::Unknown, "{status} {body}");
    }
    let coded =
        r#"{"status":400,"error":"BAD_REQUEST","code":"COMMON_BAD_REQUEST","message":"발주 전 주문입니다."}"#;
    for (status, code, again) in [(400, "COMMON_BAD_REQUEST", false), (429, "COMMON_BAD_REQUEST", true)] {
        let first = told(&[(200, &numbered), (status, coded)]).await;
        let LineResult::Failed { code: named, message, retryable } = first else { panic!("{first:?}") };
        assert_eq!((named.as_str(), retryable), (code, again));
        assert!(message.contains("발주 전"), "{message}");
    }
}

#[tokio::test]
async fn a_lost_start_may_have_let_the_goods_leave() {
    for write in [
        Write::Ship { parcels: vec![parcel(&[LINE], CJ, NUMBER)] },
        Write::ShipRest { parcel: parcel(&[LINE], CJ, NUMBER) },
    ] {
        let desk = Desk::of(&[(200, &done())]);
        let error = desk.run(desk.grip.act(&write)).await.unwrap_err();
        assert_eq!((error.kind, error.persistence), (ErrorKind::Timeout, Persistence::Unknown));
        assert_eq!(desk.calls().len(), 2);
        for (status, body) in LOST {
            let desk = Desk::of(&[(200, &done()), (status, body), (200, &done())]);
            let error = desk.run(desk.grip.act(&write)).await.unwrap_err();
            assert!(error.may_have_applied() && desk.calls().len() == 2, "{status} {body}: {error}");
        }
    }
}
