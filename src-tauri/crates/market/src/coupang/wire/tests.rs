use domain::Won;
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::Answer;
use super::exchange::Exchange;
use super::order::Sheet;
use super::receipt::Receipt;
use super::scalar::{Count, Day, Flag, Id, Moment, Money, Text};
use crate::Response;

fn read<T: for<'de> Deserialize<'de>>(value: Value) -> Option<T> {
    T::deserialize(&value).ok()
}

#[test]
fn no_text_of_a_record_is_printed() {
    let record = json!({"orderer": {"name": "박서연"}, "receiver": {"name": "박서연", "addr1": "서울 마포구"}, "status": "ACCEPT"});
    let sheet: Sheet = serde_json::from_value(record.clone()).unwrap();
    let answer: Answer = serde_json::from_value(json!({"code": 200, "data": [record]})).unwrap();
    let printed = format!("{sheet:?} {answer:?}");
    assert!(!printed.contains("박서연") && !printed.contains("마포구"), "{printed}");
}

#[test]
fn money_is_read_in_every_versions_shape() {
    for (value, won) in [
        (json!(19000), Some(Won::new(19_000))),
        (json!(19000.0), Some(Won::new(19_000))),
        (json!(-5000), Some(Won::new(-5_000))),
        (json!("2500"), Some(Won::new(2_500))),
        (json!({"currencyCode":"KRW","units":-5000,"nanos":0}), Some(Won::new(-5_000))),
        (json!({"currencyCode":"KRW","units":"5000","nanos":0}), Some(Won::new(5_000))),
        (json!({"currencyCode":"KRW","units":null,"nanos":0}), None),
        (json!(null), None),
        (json!(""), None),
    ] {
        assert_eq!(read::<Money>(value.clone()).map(|money| money.0), Some(won), "{value}");
    }
    for value in [json!(true), json!([]), json!({}), json!("free"), json!(1e300)] {
        assert_eq!(read::<Money>(value.clone()), None, "{value}");
    }
}

#[test]
fn moments_are_korean_unless_they_say_otherwise() {
    for (text, utc) in [
        ("2025-01-15T14:17:13.973885+09:00", "2025-01-15T05:17:13.973885+00:00"),
        ("2025-01-15T05:17:13Z", "2025-01-15T05:17:13+00:00"),
        ("2018-09-17T21:55:18", "2018-09-17T12:55:18+00:00"),
        ("2018-09-17 21:55:18", "2018-09-17T12:55:18+00:00"),
        ("2018-09-17T21:55", "2018-09-17T12:55:00+00:00"),
        ("2018-09-17", "2018-09-16T15:00:00+00:00"),
    ] {
        let at = read::<Moment>(json!(text)).unwrap().0.unwrap();
        assert_eq!(at.to_rfc3339(), utc, "{text}");
    }
    for value in [json!(null), json!(""), json!("soon"), json!([1]), json!(true)] {
        assert_eq!(read::<Moment>(value.clone()), Some(Moment(None)), "{value}");
    }
    let epoch = read::<Moment>(json!(1_737_000_000_000_i64)).unwrap().0.unwrap();
    assert_eq!(epoch.timestamp(), 1_737_000_000);
    let day = read::<Day>(json!("2025-01-16")).unwrap().0.unwrap();
    assert_eq!(day.to_string(), "2025-01-16");
}

#[test]
fn counts_and_flags_take_every_spelling() {
    for (value, count) in [(json!(2), 2), (json!("2"), 2), (json!(null), 0), (json!(""), 0), (json!(2.0), 2)]
    {
        assert_eq!(read::<Count>(value.clone()), Some(Count(count)), "{value}");
    }
    for value in [json!(-1), json!("x"), json!([]), json!(1e12)] {
        assert_eq!(read::<Count>(value.clone()), None, "{value}");
    }
    for (value, flag) in
        [(json!(true), true), (json!("true"), true), (json!(1), true), (json!("false"), false)]
    {
        assert_eq!(read::<Flag>(value.clone()), Some(Flag(flag)), "{value}");
    }
}

#[test]
fn an_id_that_has_lost_digits_is_refused() {
    let text = "123456789012345678901234567890";
    let value: Value = serde_json::from_str(text).unwrap();
    assert_eq!(read::<Id>(value), None);
    assert_eq!(read::<Id>(json!(text)), Some(Id(text.to_owned())));
}

const FIXTURES: [&str; 5] = [
    include_str!("../../../fixtures/coupang/ordersheets_v4.json"),
    include_str!("../../../fixtures/coupang/ordersheets_v5.json"),
    include_str!("../../../fixtures/coupang/return_requests_v4.json"),
    include_str!("../../../fixtures/coupang/return_requests_v6.json"),
    include_str!("../../../fixtures/coupang/exchange_requests_v4.json"),
];

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
        Just(json!({"units": "x"})),
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn ids_keep_every_digit(id in 100_000_000_000_000_000_u64..) {
        prop_assert_eq!(read::<Id>(json!(id)), Some(Id(id.to_string())));
        prop_assert_eq!(read::<Id>(json!(id.to_string())), Some(Id(id.to_string())));
    }

    #[test]
    fn v4_and_v5_money_are_the_same(won in -9_007_199_254_740_991_i64..=9_007_199_254_740_991) {
        let plain = read::<Money>(json!(won));
        prop_assert_eq!(plain, read::<Money>(json!({"currencyCode":"KRW","units":won,"nanos":0})));
        prop_assert_eq!(plain.unwrap().won().get(), won);
    }

    #[test]
    fn unknown_words_are_kept(word in "[A-Z가-힣_]{1,20}") {
        prop_assert_eq!(read::<Text>(json!(&word)), Some(Text(word.clone())));
        let sheet: Sheet = read(json!({"status": &word})).unwrap();
        prop_assert_eq!(sheet.status.0, word);
    }

    #[test]
    fn no_mutation_of_an_answer_brings_the_reader_down(fixture in 0..FIXTURES.len(), at in 0_usize..220, value in anything(), cut in 0_usize..9_000) {
        let mut tree: Value = serde_json::from_str(FIXTURES[fixture]).unwrap();
        replace(&mut tree, &mut { at }, &value);
        let text = tree.to_string();
        for body in [text.as_bytes(), &text.as_bytes()[..cut.min(text.len())]] {
            let response = Response { status: 200, headers: Vec::new(), body: body.to_vec() };
            let _ = Answer::of_write("test", &response).map(|answer| answer.verdict());
            let Ok(answer) = Answer::of_read("test", &response) else { continue };
            for record in answer.records() {
                let _ = read::<Sheet>(record.clone());
                let _ = read::<Receipt>(record.clone());
                let _ = read::<Exchange>(record);
            }
        }
    }
}
