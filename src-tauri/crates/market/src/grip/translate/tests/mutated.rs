//! Records as nobody documented them.

use domain::{ClaimStep, Fact};

use super::*;
use crate::grip::translate::claim::{ClaimName, told};
use crate::grip::translate::review::review;

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
    fn a_mutated_record_is_read_or_refused_in_words_without_people(place in 1_usize..45, by in odd()) {
        let mutated = |list: List| {
            let mut record = sample(list);
            replace(&mut record, &mut place.clone(), &by);
            record
        };
        let told_of: Vec<(List, Value)> =
            [List::Prepare, List::Start, List::Status].map(|list| (list, mutated(list))).to_vec();
        if let Err(reason) = line_of(&mutated(List::Orders), &[]) {
            prop_assert!(!reason.to_string().contains("김그립"));
        }
        let account = account();
        let order = mutated(List::Orders);
        let read = facts(source(&account), Record::of(&order).unwrap(), &deliveries(&told_of));
        prop_assert!(read.is_ok_and(|facts| !facts.is_empty()) || line_of(&order, &[]).is_err());
        for (kind, list) in [(ClaimKind::Return, List::Returns), (ClaimKind::Exchange, List::Exchanges)] {
            let row = mutated(list);
            for fact in told(source(&account), kind, Record::of(&row).unwrap()).unwrap_or_default() {
                if let Fact::Claim(claim) = fact {
                    prop_assert!(claim.verbs.is_empty() || claim.step != ClaimStep::Unknown);
                    prop_assert_eq!(ClaimName::of(&claim.claim).map(|name| name.id()), Some(claim.claim));
                }
            }
        }
        if let Ok(review) = review(Record::of(&mutated(List::Reviews)).unwrap()) {
            prop_assert!(!review.raw.contains("머그수집가"));
        }
    }
}
