use chrono::{DateTime, Utc};
use domain::Won;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::answer::{Answer, Verdict, Written};
use super::record::{Record, Unreadable};
use super::scalar::{day, day_after, digits, moment, of_digits, stamp, won};
use crate::esm::tests::answer;

fn at(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|at| at.with_timezone(&Utc))
}

#[test]
fn times_without_an_offset_are_korean() {
    for (text, moment_of) in [
        ("2019-04-10T17:45:39.727", "2019-04-10T08:45:39.727Z"),
        ("2019-04-22T07:17:31.61", "2019-04-21T22:17:31.61Z"),
        ("2019-04-10T11:10:00", "2019-04-10T02:10:00Z"),
        ("2026-01-02 00:30", "2026-01-01T15:30:00Z"),
        ("2026-01-02", "2026-01-01T15:00:00Z"),
        ("2019-04-11T04:58:40.015Z", "2019-04-11T04:58:40.015Z"),
    ] {
        assert_eq!(moment(text), at(moment_of), "{text}");
    }
    for none in ["0001-01-01T00:00:00", "1999-01-01", "", "어제", "2026-13-01"] {
        assert_eq!(moment(none), None, "{none}");
    }
}

#[test]
fn moments_are_written_as_korea_sees_them() {
    let late = at("2026-01-01T15:30:45Z").unwrap();
    assert_eq!((day(late), day_after(late)), ("2026-01-02".to_owned(), "2026-01-03".to_owned()));
    assert_eq!(stamp(late), "2026-01-02T00:30:45");
    assert_eq!(of_digits(&digits(late)), Some(late));
}

#[test]
fn amounts_come_as_texts_and_as_numbers() {
    for (value, amount) in [
        (json!("3400.0000"), 3400),
        (json!("-0.6"), -1),
        (json!("1,234.4"), 1234),
        (json!(-26000.0000), -26000),
        (json!(7), 7),
    ] {
        assert_eq!(won(&value), Some(Won::new(amount)), "{value}");
    }
    for none in [json!("NaN"), json!("1e300"), json!("inf"), json!(1e300), json!(true), json!([])] {
        assert_eq!(won(&none), None, "{none}");
    }
}

#[test]
fn names_are_read_whatever_their_case() {
    let value = json!({"buyerid": "x", "ORDERNO": 1, "OrderNo": 2, "empty": null});
    let record = Record::of(&value).unwrap();
    assert_eq!(record.text("BuyerId"), "x");
    assert_eq!(record.id("OrderNo"), Ok(Some("2".to_owned())), "the exact name comes first");
    assert_eq!(record.id("Empty"), Ok(None));
    assert_eq!(record.without(&["orderNO"]), r#"{"buyerid":"x","empty":null}"#);
}

#[test]
fn a_number_that_lost_digits_is_none() {
    let value = json!({"a": 12345678901234567890.0, "b": 0, "c": " 7 ", "d": {}, "e": -1});
    let record = Record::of(&value).unwrap();
    assert_eq!(record.id("a"), Err(Unreadable::Shape("a")));
    assert_eq!(record.id("b"), Ok(None), "an unset number");
    assert_eq!(record.id("c"), Ok(Some("7".to_owned())));
    assert_eq!(record.required("z"), Err(Unreadable::Missing("z")));
    assert_eq!(record.id("d"), Err(Unreadable::Shape("d")));
    assert_eq!(record.id("e"), Err(Unreadable::Shape("e")), "no number is negative");
    assert_eq!(record.pieces("e"), Err(Unreadable::Shape("e")));
}

#[test]
fn a_message_loses_the_names_of_the_program_alone() {
    for (message, words) in [
        ("ShowAlertException$반품 보류 불가", "반품 보류 불가"),
        ("8668$이미 처리된 건입니다.", "이미 처리된 건입니다."),
        ("API Error - 주문 정보가 없습니다", "주문 정보가 없습니다"),
        ("가격은 100$입니다", "가격은 100$입니다"),
    ] {
        let body = json!({"ResultCode": 8668, "Message": message}).to_string();
        assert_eq!(Verdict::of(body.as_bytes()).unwrap().message, words);
    }
}

#[test]
fn half_an_answer_is_no_empty_list() {
    let read = |body: &str| Answer::of_read("Returns", &answer(200, body));
    for body in [
        "",
        "[]",
        "null",
        "<html>",
        r#"{"Data":[{"#,
        "{}",
        r#"{"Message":"x"}"#,
        r#"{"ResultCode":0,"Data":"x"}"#,
    ] {
        assert!(read(body).is_err(), "{body}");
    }
    assert!(
        read(r#"{"ResultCode":1100,"Message":"데이터가 없습니다.","Data":null}"#).unwrap().rows().is_empty()
    );
    assert_eq!(read(r#"{"data":[1,2]}"#).unwrap().rows().len(), 2);
}

/// A document of any shape, deep ones among them.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        let names = prop_oneof![
            Just("ResultCode".to_owned()),
            Just("Data".to_owned()),
            Just("RequestOrders".to_owned()),
            Just("OrderNo".to_owned()),
            ".{0,8}"
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::btree_map(names, inner, 0..8)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let response = crate::Response { status: 200, headers: Vec::new(), body: bytes };
        let _ = Answer::of_read("Returns", &response);
        prop_assert!(Written::of("OrderCheck", &response).is_err() || !response.body.is_empty());
    }

    #[test]
    fn no_document_makes_a_reader_panic(value in any_json()) {
        let response = answer(200, &value.to_string());
        if let Ok(read) = Answer::of_read("Returns", &response) {
            let _ = (read.data().map(|data| data.whole("TotalCount")), read.rows().len());
        }
        let _ = (Written::of("OrderCheck", &response), won(&value));
    }

    #[test]
    fn deep_nesting_is_an_error(depth in 200_usize..2_000) {
        let body = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        prop_assert!(Answer::of_read("Returns", &answer(200, &body)).is_err());
    }

    #[test]
    fn amounts_survive_both_ways_of_writing(amount in -9_000_000_000_i64..9_000_000_000) {
        prop_assert_eq!(won(&json!(format!("{amount}.0000"))), Some(Won::new(amount)));
        prop_assert_eq!(won(&json!(amount as f64)), Some(Won::new(amount)));
    }

    #[test]
    fn moments_survive_their_digits(seconds in 946_684_800_i64..4_102_444_800) {
        let at = DateTime::from_timestamp(seconds, 0).unwrap();
        prop_assert_eq!(of_digits(&digits(at)), Some(at));
        prop_assert_eq!(moment(&stamp(at)), Some(at));
    }
}
