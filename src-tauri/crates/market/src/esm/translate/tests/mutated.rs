//! Records as nobody documented them.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// Puts something else into the n-th place of a document; false when there are fewer.
fn replace(value: &mut Value, place: &mut usize, by: &Value) -> bool {
    if *place == 0 {
        *value = by.clone();
        return true;
    }
    *place -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| replace(item, place, by)),
        Value::Object(fields) => fields.values_mut().any(|field| replace(field, place, by)),
        _ => false,
    }
}

fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
        Just(json!([[], {}, null])),
        Just(json!({"a": {"b": []}})),
    ]
}

proptest! {
    #[test]
    fn a_mutated_record_is_read_or_refused_in_words_without_people(mut place in 0_usize..90, by in odd()) {
        for flavor in [&GMARKET, &AUCTION] {
            let mut record = order(flavor);
            replace(&mut record, &mut place.clone(), &by);
            if record.is_object() && let Err(reason) = read_line(flavor, &record) {
                prop_assert!(!reason.to_string().contains("테스터"));
            }
        }
        for kind in [Cancel, Return, Exchange] {
            for mut record in claims(kind) {
                replace(&mut record, &mut place, &by);
                if record.is_object() && let Ok(claim) = read_claim(&GMARKET, kind, &record) {
                    let taken = claim.verbs.is_empty() || claim.step != ClaimStep::Unknown;
                    prop_assert!(taken, "{:?} of an unknown step", claim.verbs);
                    prop_assert_eq!(ClaimName::of(&claim.claim).map(|name| name.id()), Some(claim.claim));
                }
            }
        }
    }

    #[test]
    fn an_unknown_status_is_kept_as_it_came(status in 10_u32..9_999) {
        for (kind, field) in [(Cancel, "CancelStatus"), (Return, "ReturnStatus"), (Exchange, "ExchangeStatus")] {
            let record = with(claims(kind)[1].clone(), &[(field, json!(status))]);
            let claim = read_claim(&AUCTION, kind, &record).unwrap();
            prop_assert_eq!((claim.step, claim.raw_status), (ClaimStep::Unknown, status.to_string()));
            prop_assert!(claim.verbs.is_empty());
        }
    }
}
