use chrono::DateTime;
use domain::{ClaimId, LineResult, Outcome, Target, Won};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::answer::{Written, count, rows};
use super::body::OrderKey;
use super::query::Query;
use super::record::{Record, Unreadable};
use crate::{ErrorKind, Persistence, Response};

fn answer(body: &str) -> Response {
    Response { status: 200, headers: Vec::new(), body: body.as_bytes().to_vec() }
}

fn key(order_seq: u64, order_product_seq: u64) -> OrderKey {
    OrderKey { order_seq, order_product_seq }
}

#[test]
fn values_are_encoded_as_java_does() {
    let query = Query::default()
        .with("start", 0)
        .with("searchStatus", "1,2")
        .with("searchQuery", "홍 길동*~-._@+")
        .text();
    assert_eq!(query, "start=0&searchStatus=1%2C2&searchQuery=%ED%99%8D+%EA%B8%B8%EB%8F%99*%7E-._%40%2B");
}

#[test]
fn ids_are_exact_to_their_last_digit() {
    let read = |value: Value| Record::of(&json!({ "id": value })).unwrap().id("id");
    assert_eq!(read(json!(9_007_199_254_740_993_u64)), Ok(9_007_199_254_740_993));
    assert_eq!(read(json!(" 12 ")), Ok(12));
    for bad in [json!(1.5), json!(1e19), json!(-1), json!("1a"), json!("+1"), json!(""), json!([])] {
        assert_eq!(read(bad.clone()), Err(Unreadable::Shape("id")), "{bad}");
    }
    assert_eq!(read(Value::Null), Err(Unreadable::Missing("id")));
}

#[test]
fn amounts_pieces_and_moments_come_in_several_shapes() {
    let body = json!({
        "double": 12_900.0, "text": "3000", "empty": "", "none": null, "bad": {}, "half": 2.5,
        "at": 1_736_902_923_000_i64, "zero": 0, "written": "2025-01-15T10:02:03+09:00", "yes": "TRUE", "no": false,
    });
    let record = Record::of(&body).unwrap();
    assert_eq!(record.won("double"), Ok(Won::new(12_900)));
    assert_eq!(record.won("text"), Ok(Won::new(3_000)));
    assert_eq!((record.won("empty"), record.won("none")), (Ok(Won::ZERO), Ok(Won::ZERO)));
    assert_eq!(record.won("bad"), Err(Unreadable::Shape("bad")));
    assert_eq!((record.pieces("zero"), record.pieces("none")), (Ok(0), Err(Unreadable::Missing("none"))));
    let at = DateTime::from_timestamp(1_736_902_923, 0);
    assert_eq!((record.moment("at"), record.moment("written")), (at, at));
    assert_eq!((record.moment("zero"), record.moment("bad"), record.moment("absent")), (None, None, None));
    assert_eq!((record.flag("yes"), record.flag("no"), record.flag("at")), (Some(true), Some(false), None));
}

#[test]
fn half_an_answer_is_no_empty_list() {
    for body in
        ["", "{", r#"{"orderList":[{"#, "null", "[]", "{}", r#"{"orderList":null}"#, r#"{"orderList":{}}"#]
    {
        let error = rows("order", &answer(body), "orderList").unwrap_err();
        assert_eq!(
            (error.kind, error.persistence),
            (ErrorKind::Unreadable, Persistence::Temporary),
            "{body}"
        );
        let error = count("order/count", &answer(body), "orderCount").unwrap_err();
        assert_eq!(error.kind, ErrorKind::Unreadable, "{body}");
    }
    assert_eq!(rows("order", &answer(r#"{"orderList":[]}"#), "orderList").unwrap(), [Value::Null; 0]);
    assert_eq!(count("order/count", &answer(r#"{"orderCount":7}"#), "orderCount").unwrap(), 7);
    assert!(count("order/count", &answer(r#"{"orderCount":-1}"#), "orderCount").is_err());
}

#[test]
fn a_line_that_an_answer_leaves_out_is_unknown() {
    let body = r#"{"result":[
        {"orderSeq":1,"orderProductSeq":1,"result":true},
        {"orderSeq":1,"orderProductSeq":2,"result":false,"message":"이미 발주된 주문입니다."},
        {"orderSeq":1,"orderProductSeq":3,"result":false},
        {"orderSeq":1,"orderProductSeq":4,"result":"maybe"},
        {"orderSeq":1,"orderProductSeq":5,"result":true},{"orderSeq":1,"orderProductSeq":5,"result":false},
        {"orderSeq":1,"orderProductSeq":6,"result":true},{"orderSeq":1,"orderProductSeq":6,"result":true},
        {"orderProductSeq":7,"result":true}, null
    ]}"#;
    let results = Written::of("delivery/prepare/result", &answer(body)).unwrap();
    let results = results.by_line("delivery/prepare/result").unwrap();
    assert_eq!(results.of(key(1, 1)), LineResult::Ok);
    assert!(
        matches!(results.of(key(1, 2)), LineResult::Failed { message, retryable: false, .. } if message == "이미 발주된 주문입니다.")
    );
    assert!(matches!(results.of(key(1, 3)), LineResult::Failed { message, .. } if message.contains(" / ")));
    for unknown in [key(1, 4), key(1, 5), key(1, 7), key(2, 1)] {
        assert_eq!(results.of(unknown), LineResult::Unknown, "{unknown:?}");
    }
    assert_eq!(results.of(key(1, 6)), LineResult::Ok);
}

#[test]
fn an_answer_without_results_leaves_everything_open() {
    for body in ["", "[]", "{", "<html>"] {
        let error = Written::of("order/cancel/result", &answer(body)).unwrap_err();
        assert!(error.may_have_applied(), "{body}");
    }
    for body in ["{}", r#"{"affected":1}"#, r#"{"result":true}"#] {
        let written = Written::of("order/cancel/result", &answer(body)).unwrap();
        assert!(written.by_line("order/cancel/result").unwrap_err().may_have_applied(), "{body}");
    }
}

#[test]
fn a_claims_answer_is_yes_no_or_nothing() {
    let target = || Target::Claim(ClaimId::from("1:2:R:3"));
    let ret = |body: &str| Written::of("return/allow", &answer(body)).unwrap().ret(target());
    assert_eq!(ret(r#"{"ret":true}"#), Outcome::ok(target()));
    assert!(
        matches!(ret(r#"{"ret":false}"#).result, LineResult::Failed { message, .. } if message.contains("business.grip.show"))
    );
    assert_eq!(ret("{}"), Outcome::unknown(target()));
    assert_eq!(ret(r#"{"ret":1}"#), Outcome::unknown(target()));
}

#[test]
fn a_count_of_nothing_says_nothing() {
    let affected = |body: &str| Written::of("delivery/info", &answer(body)).unwrap().affected();
    assert_eq!(affected(r#"{"affected":2}"#), LineResult::Ok);
    for body in [r#"{"affected":0}"#, r#"{"affected":-1}"#, r#"{"affected":"all"}"#, "{}"] {
        assert_eq!(affected(body), LineResult::Unknown, "{body}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200), text in ".{0,60}") {
        for body in [body, text.clone().into_bytes(), format!(r#"{{"result":{text},"orderList":{text}}}"#).into_bytes()] {
            let response = Response { status: 200, headers: Vec::new(), body };
            let _ = rows("order", &response, "orderList");
            if let Ok(written) = Written::of("order/cancel/result", &response) {
                let _ = written.by_line("order/cancel/result");
                let _ = written.affected();
            }
        }
        let query = Query::default().with("searchQuery", &text).text();
        let safe = |byte: u8| byte.is_ascii_alphanumeric() || b"=%+*-._".contains(&byte);
        prop_assert!(query.bytes().all(safe), "{}", query);
    }
}
