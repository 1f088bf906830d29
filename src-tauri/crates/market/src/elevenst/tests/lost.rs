//! What becomes of a write whose answer never comes: one attempt, and nobody knows.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::NaiveDate;
use domain::action::ClaimAct;
use domain::{ClaimKind, Write};
use secrecy::SecretString;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::{
    BUNDLE, Desk, KEY, ORDER, STATUSES, answer, answered, config, filed, line, parcel, parcel_line, verb,
};
use crate::elevenst::open;
use crate::{Credentials, ErrorKind, Marketplace, Persistence, SystemClock};
use ClaimKind::{Cancel, Exchange, Return};

/// Every write.
fn writes() -> Vec<Write> {
    let carried = || ("00034".into(), "600000000000".into());
    let (courier, invoice) = carried();
    let refuse = |reason: &str| ClaimAct::RefuseDisputed {
        courier: "00034".into(),
        invoice: "600000000000".into(),
        reason: reason.to_owned(),
        text: "사유".to_owned(),
    };
    let words = |reason: &str| (reason.to_owned(), "사유".to_owned());
    let because = |reason| {
        let (reason, text) = words(reason);
        ClaimAct::RefuseBecause { reason, text }
    };
    let (reason, detail) = words("101");
    let hold = ClaimAct::Hold { reason: reason.clone(), detail: detail.clone(), fee: None, until: None };
    let parcel = || parcel(&["1"], "00034", "600000000000");
    vec![
        Write::Confirm { lines: vec![(BUNDLE.into(), line("1"))], items: vec!["1".into()] },
        Write::Ship { parcels: vec![parcel()] },
        Write::SplitShip {
            now: parcel(),
            later: vec![parcel_line("2")],
            later_courier: "00034".into(),
            later_on: NaiveDate::MIN,
        },
        Write::ShipRest { parcel: parcel() },
        Write::ShipPieces {
            order: ORDER.into(),
            bundle: BUNDLE.into(),
            line: parcel_line("1"),
            courier: "00034".into(),
            parts: vec![("600000000000".into(), 1), ("600000000001".into(), 1)],
        },
        Write::Delay {
            order: ORDER.into(),
            bundle: BUNDLE.into(),
            line: line("1"),
            until: NaiveDate::from_ymd_opt(2026, 1, 5),
            reason: "01".to_owned(),
            detail: "재입고를 기다리고 있습니다".to_owned(),
        },
        Write::CancelSale {
            order: ORDER.into(),
            bundle: BUNDLE.into(),
            lines: vec![(parcel_line("1"), 1)],
            reason: "08".to_owned(),
        },
        answered("102", Some(("00034", "600000000000"))),
        filed("01-04", None, "합의"),
        verb(Cancel, ClaimAct::Approve),
        verb(Cancel, refuse("00")),
        verb(Cancel, refuse("01")),
        verb(Return, ClaimAct::Refund),
        verb(Return, because("101")),
        verb(Return, hold),
        verb(Return, ClaimAct::Defer { reason, detail }),
        verb(Return, ClaimAct::RegisterPickup { courier, invoice }),
        verb(Exchange, ClaimAct::ReshipInPlace { courier: carried().0, invoice: carried().1 }),
        verb(Exchange, because("201")),
    ]
}

/// The connector over a real socket.
fn over(base_url: String) -> crate::elevenst::Elevenst {
    let credentials = Credentials([("api_key".to_owned(), SecretString::from(KEY))].into());
    let config = crate::AccountConfig { base_url: Some(base_url), ..config() };
    open::open(config, &credentials, Arc::new(SystemClock)).unwrap()
}

/// Answers every connection with these bytes, then closes it; gives how many requests came.
async fn server(bytes: &'static [u8]) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}/rest", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let seen = count.clone();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut text = Vec::new();
            while !String::from_utf8_lossy(&text).contains("\r\n\r\n") {
                let mut chunk = [0; 4096];
                match socket.read(&mut chunk).await {
                    Ok(0) | Err(_) => break,
                    Ok(length) => text.extend_from_slice(&chunk[..length]),
                }
            }
            if text.is_empty() {
                continue;
            }
            seen.fetch_add(1, Ordering::SeqCst);
            socket.write_all(bytes).await.ok();
        }
    });
    (base, count)
}

#[tokio::test]
async fn a_write_without_an_answer_is_unknown_after_one_attempt() {
    for write in writes() {
        // What is read before a pickup is answered; nothing that changes anything is.
        let desk = Desk::silent();
        let read_first = matches!(&write, Write::Claim { act: ClaimAct::RegisterPickup { .. }, .. });
        let desk = if read_first { Desk::listing_but_silent(STATUSES) } else { desk };
        let error = desk.run(desk.elevenst.act(&write)).await.unwrap_err();
        assert_eq!((error.kind, error.persistence), (ErrorKind::Timeout, Persistence::Unknown), "{write:?}");
        assert_eq!(desk.written().len(), 1, "{write:?}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (base, count) = server(
        b"HTTP/1.1 302 Found\r\nLocation: /rest/claimservice/returnreqconf/1/1/1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    )
    .await;
    let error = over(base).act(&verb(Return, ClaimAct::Refund)).await.unwrap_err();
    assert_eq!((error.kind, error.persistence), (ErrorKind::Blocked, Persistence::Unknown));
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_broken_connection_is_not_tried_again() {
    for cut in [&b""[..], b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<ResultOrder>"] {
        let (base, count) = server(cut).await;
        let error = over(base).act(&verb(Return, ClaimAct::Refund)).await.unwrap_err();
        assert_eq!((error.kind, error.persistence), (ErrorKind::Network, Persistence::Unknown));
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        assert_eq!(count.load(Ordering::SeqCst), 1);
    }
}

#[tokio::test]
async fn a_get_that_changes_something_reaches_the_wire_as_it_was_built() {
    const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 58\r\nConnection: close\r\n\r\n<ResultOrder><result_code>0</result_code></ResultOrder>    ";
    let (base, count) = server(ANSWER).await;
    let pieces = Write::ShipPieces {
        order: ORDER.into(),
        bundle: BUNDLE.into(),
        line: parcel_line("1"),
        courier: "00034".into(),
        parts: vec![("600000000000".into(), 1), ("600000000001".into(), 1), ("600000000002".into(), 1)],
    };
    over(base).act(&pieces).await.unwrap();
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_read_is_tried_again() {
    let count = Arc::new(AtomicUsize::new(0));
    let seen = count.clone();
    let desk = Desk::answering(move |_| {
        let first = seen.fetch_add(1, Ordering::SeqCst) == 0;
        if first { answer(500, b"") } else { answer(200, super::NOTHING.as_bytes()) }
    });
    let lines = desk.run(desk.elevenst.read_order(&ORDER.into())).await.unwrap();
    assert_eq!((lines.len(), count.load(Ordering::SeqCst)), (0, 2));
}
