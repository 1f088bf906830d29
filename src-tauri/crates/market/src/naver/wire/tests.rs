use domain::Won;
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Answer, Written};
use super::detail::{Claim, Detail};
use super::list::{Changes, Element, Issued, Page};
use super::misfit::{parsed, shaped};
use super::scalar::{Flag, Id, Moment, Text, Whole, stamp};
use crate::Response;
use crate::naver::tests::SAMPLE;

fn read<T: for<'de> Deserialize<'de>>(value: Value) -> Option<T> {
    T::deserialize(&value).ok()
}

#[test]
fn no_text_of_a_record_is_printed() {
    let record: Value = serde_json::from_str::<Value>(SAMPLE).unwrap()["data"][0].clone();
    let detail: Detail = serde_json::from_value(record.clone()).unwrap();
    let answer: Answer = serde_json::from_value(json!({"traceId": "t", "data": [record]})).unwrap();
    let printed = format!("{detail:?} {answer:?}");
    for secret in ["홍길동", "김수령", "테헤란로", "010-0000"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

#[test]
fn a_misfit_names_the_field_and_never_its_value() {
    let record = json!({"productOrder": {"quantity": "박서연"}});
    let misfit = shaped::<Detail>(&record).unwrap_err();
    assert_eq!(misfit.to_string(), "productOrder.quantity: another type than documented");
    assert!(!format!("{misfit:?}").contains("박서연"));
    assert_eq!(parsed("{} 박서연".as_bytes()).unwrap_err().to_string(), "the body is no JSON");
}

#[test]
fn moments_carry_their_offset_and_are_korean_without() {
    for (text, utc) in [
        ("2026-03-15T09:12:40.000+09:00", "2026-03-15T00:12:40+00:00"),
        ("2026-03-15T00:12:40Z", "2026-03-15T00:12:40+00:00"),
        ("2026-03-15T09:12:40.5", "2026-03-15T00:12:40.500+00:00"),
        ("2026-03-15", "2026-03-14T15:00:00+00:00"),
    ] {
        let at = read::<Moment>(json!(text)).unwrap();
        assert_eq!(at.0.unwrap().to_rfc3339(), utc, "{text}");
    }
    for value in [json!(null), json!(""), json!("soon"), json!([1]), json!(true)] {
        assert_eq!(read::<Moment>(value.clone()), Some(Moment(None)), "{value}");
    }
    let late = read::<Moment>(json!("2026-03-17T23:59:59.000+09:00")).unwrap();
    assert_eq!(late.day().unwrap().to_string(), "2026-03-17");
    assert_eq!(stamp(late.0.unwrap()), "2026-03-17T23:59:59.000+09:00", "read and written alike");
}

#[test]
fn numbers_and_flags_take_every_spelling() {
    for (value, whole) in [
        (json!(2), Some(2)),
        (json!("2"), Some(2)),
        (json!(2.0), Some(2)),
        (json!(-3), Some(-3)),
        (json!(null), None),
        (json!(""), None),
    ] {
        assert_eq!(read::<Whole>(value.clone()), Some(Whole(whole)), "{value}");
    }
    for value in [json!("x"), json!([]), json!(true), json!(1e300)] {
        assert_eq!(read::<Whole>(value.clone()), None, "{value}");
    }
    assert_eq!((Whole(Some(-1)).pieces(), Whole(Some(-1)).won()), (None, Some(Won::new(-1))));
    for (value, flag) in
        [(json!(true), true), (json!("true"), true), (json!("false"), false), (json!(1), false)]
    {
        assert_eq!(read::<Flag>(value.clone()), Some(Flag(flag)), "{value}");
    }
    let lost: Value = serde_json::from_str("123456789012345678901234567890").unwrap();
    assert_eq!(read::<Id>(lost), None, "an id that has lost digits is refused");
}

/// Anything at all.
pub(crate) fn anything() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(json!([])),
        Just(json!([null, 1, {"a": []}])),
        Just(json!({"cancel": {"claimId": 1}})),
    ]
}

/// Puts `value` at the `index`th place of a tree.
pub(crate) fn replace(tree: &mut Value, index: &mut usize, value: &Value) {
    if *index == 0 {
        *tree = value.clone();
        *index = usize::MAX;
        return;
    }
    *index -= 1;
    match tree {
        Value::Array(list) => list.iter_mut().for_each(|child| replace(child, index, value)),
        Value::Object(fields) => fields.values_mut().for_each(|child| replace(child, index, value)),
        _ => {}
    }
}

const FIXTURES: [&str; 5] = [
    SAMPLE,
    r#"{"timestamp":"2022-05-11T22:27:54.781+09:00","traceId":"t","data":{"lastChangeStatuses":[{"orderId":"2022051120593131","productOrderId":"2022051122442301","lastChangedType":"CLAIM_REQUESTED","lastChangedDate":"2022-05-11T22:05:26.000+09:00","receiverAddressChanged":false}],"more":{"moreFrom":"2022-05-11T22:05:27.000+09:00","moreSequence":"2022051122443341"},"count":1}}"#,
    r#"{"traceId":"t","data":{"contents":[{"productOrderId":"1","content":{"order":{"orderId":"1"}}}],"pagination":{"page":1,"size":300,"hasNext":true}}}"#,
    r#"{"traceId":"t","data":{"successProductOrderIds":["1"],"successProductOrderInfos":[{"productOrderId":"2","isReceiverAddressChanged":true}],"failProductOrderInfos":[{"productOrderId":"3","code":"9999","message":"m"}]}}"#,
    r#"{"access_token":"a","expires_in":10800,"token_type":"Bearer"}"#,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn ids_keep_every_digit(id in 1_000_000_000_000_000_u64..) {
        prop_assert_eq!(read::<Id>(json!(id)), Some(Id(id.to_string())));
        prop_assert_eq!(read::<Id>(json!(id.to_string())), Some(Id(id.to_string())));
    }

    #[test]
    fn unknown_words_are_kept(word in "[A-Z가-힣_]{1,20}") {
        prop_assert_eq!(read::<Text>(json!(&word)), Some(Text(word.clone())));
        let detail: Detail = read(json!({"productOrder": {"productOrderStatus": &word}})).unwrap();
        prop_assert_eq!(detail.product_order.product_order_status.0, word);
    }

    #[test]
    fn no_mutation_of_an_answer_brings_the_reader_down(fixture in 0..FIXTURES.len(), at in 0_usize..120, value in anything(), cut in 0_usize..5_000) {
        let mut tree: Value = serde_json::from_str(FIXTURES[fixture]).unwrap();
        replace(&mut tree, &mut { at }, &value);
        let text = tree.to_string();
        for body in [text.as_bytes(), &text.as_bytes()[..cut.min(text.len())]] {
            let response = Response { status: 200, headers: Vec::new(), body: body.to_vec() };
            let _ = Written::of("test", &response).map(|written| {
                written.outcome(domain::Target::Line("1".into()), "1")
            });
            let _ = parsed(body).and_then(|body| shaped::<Issued>(&body).map(drop));
            let Ok(answer) = Answer::of_read("test", &response) else { continue };
            let _ = answer.data::<Changes>("test").map(drop);
            let _ = answer.data::<Page>("test").map(drop);
            for record in answer.records() {
                let _ = (read::<Detail>(record.clone()), read::<Claim>(record.clone()), read::<Element>(record));
            }
        }
    }
}
