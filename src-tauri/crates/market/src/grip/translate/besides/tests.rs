use domain::{Claim, DetailKind as Kind};
use serde_json::{Value, json};

use super::super::tests::{claim_of, line_of};
use crate::fields::{assert_column, pairs};
use crate::grip::lists::List;
use crate::grip::tests::{sample, with};
use domain::ClaimKind::{Exchange, Return};

/// A row at a state, with other fields.
fn at_state(list: List, state: i64, fields: &[(&str, Value)]) -> Value {
    with(with(sample(list), fields), &[("orderState", json!(state))])
}

fn over() -> [Claim; 2] {
    let at = json!(1_767_260_000_000_i64);
    let row =
        at_state(List::Returns, 46, &[("returnCancelAt", at.clone()), ("returnCompleteAt", at.clone())]);
    let exchange = at_state(List::Exchanges, 55, &[("exchangeCancelAt", at)]);
    [claim_of(Return, &row).unwrap(), claim_of(Exchange, &exchange).unwrap()]
}

#[test]
fn the_page_of_fields_names_what_is_told() {
    let line = line_of(&sample(List::Orders), &[(List::Prepare, sample(List::Prepare))]).unwrap();
    let [returned, exchanged] = over();
    let refused = at_state(List::Returns, 48, &[("returnCancelAt", json!(1_767_260_000_000_i64))]);
    let refused = claim_of(Return, &refused).unwrap();
    assert_column("grip", &[&line.more, &returned.more, &exchanged.more, &refused.more]);
}

#[test]
fn a_claim_tells_its_moments_and_what_its_refund_waits_for() {
    let at = "2026-01-01T09:33:20+00:00";
    let [returned, exchanged] = over();
    let told = [(Kind::WithdrawnAt, at), (Kind::EndedAt, at), (Kind::RefundWaits, "그립의 입금")];
    assert_eq!(pairs(&returned.more), told);
    assert_eq!(pairs(&exchanged.more), [(Kind::WithdrawnAt, at)]);
}

#[test]
fn a_refusal_of_ours_is_not_told_as_a_withdrawal() {
    let at = json!(1_767_260_000_000_i64);
    let ended = |list, kind, state: i64, field, said: Value| {
        let row = at_state(list, state, &[(field, at.clone()), ("sellerReturnReason", said)]);
        let more = claim_of(kind, &row).unwrap().more;
        more.into_iter().map(|detail| detail.kind).collect::<Vec<_>>()
    };
    let refused = json!("사용 흔적이 있습니다");
    assert_eq!(ended(List::Returns, Return, 48, "returnCancelAt", Value::Null), [Kind::RefusedAt]);
    assert_eq!(ended(List::Returns, Return, 13, "returnCancelAt", refused.clone()), [Kind::RefusedAt]);
    assert_eq!(ended(List::Returns, Return, 47, "returnCancelAt", refused), [Kind::WithdrawnAt]);
    assert_eq!(ended(List::Exchanges, Exchange, 52, "exchangeCancelAt", Value::Null), [Kind::RefusedAt]);
    assert_eq!(ended(List::Exchanges, Exchange, 55, "exchangeCancelAt", Value::Null), [Kind::WithdrawnAt]);
}

#[test]
fn what_is_empty_is_not_told() {
    let fields = ["buyerNickname", "paymentMethod", "couponAmount", "yourOptionId", "dawnDeliveryRequest"];
    let fields: Vec<(&str, Value)> = fields.iter().map(|name| (*name, Value::Null)).collect();
    let line = line_of(&with(sample(List::Orders), &fields), &[]).unwrap();
    assert_eq!(line.more, []);
}
