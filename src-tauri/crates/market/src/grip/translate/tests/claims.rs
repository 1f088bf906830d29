//! Returns, exchanges and cancels.

use domain::ClaimVerb::{ConfirmCollected, Notify, Refund, Refuse, Reship};
use domain::{ClaimStep, ClaimVerb, ConfirmedBy, DetailKind, Fact};

use super::*;
use crate::grip::tests::EXCHANGE;
use crate::grip::translate::claim::{ClaimName, cancel, told};

use ClaimKind::{Exchange, Return};

#[test]
fn every_field_of_a_return_is_kept() {
    let row = with(sample(List::Returns), &[("sellerPermitMessage", json!("착불로 보내 주세요"))]);
    let claim = claim_of(Return, &row).unwrap();
    assert_eq!(claim.claim.as_str(), "4100200300:5100200301:R:1767243600000");
    assert_eq!((claim.order.as_str(), Some(claim.requested_at)), (ORDER, at(1_767_243_600_000)));
    let reason = &claim.reason;
    assert_eq!((reason.code.as_str(), reason.text.as_str()), ("7", "상품 파손 및 불량"));
    assert_eq!(reason.detail, "손잡이가 깨져 왔어요");
    let line = &claim.lines[0];
    assert_eq!((line.line.as_ref().unwrap().as_str(), line.quantity, line.purchased), (LINE, 2, 2));
    assert!(!line.unshipped && line.product == "라이브 머그컵");
    assert_eq!((claim.requester.name.as_str(), claim.pickup_from.name.as_str()), ("김그립", "이수령"));
    assert_eq!((claim.pickup_method.as_str(), claim.reship), ("착불로 보내 주세요", None));
    for person in ["김그립", "이수령", "010-", "손잡이"] {
        assert!(!claim.raw.contains(person), "{person} survives in the record");
    }
}

#[test]
fn an_exchange_knows_where_its_new_goods_go() {
    let claim = claim_of(Exchange, &sample(List::Exchanges)).unwrap();
    assert_eq!(claim.claim.as_str(), "4100200300:5100200301:E:1767247200000");
    assert_eq!((claim.reason.code.as_str(), claim.reason.text.as_str()), ("2", "색상 및 사이즈 변경"));
    assert_eq!(claim.reship.unwrap().receiver.name, "이수령");
}

/// Every state of a claim: how far it has come, and what Grip takes.
#[rustfmt::skip]
const STEPS: &[(ClaimKind, i64, ClaimStep, &[ClaimVerb])] = &[
    (Return, 40, ClaimStep::Requested, &[Notify, Refuse]),
    (Return, 41, ClaimStep::Approved, &[ConfirmCollected, Refuse]),
    (Return, 42, ClaimStep::Collected, &[Refund, Refuse]),
    (Return, 43, ClaimStep::Completed, &[]),
    (Return, 44, ClaimStep::Completed, &[]),
    (Return, 45, ClaimStep::Refunded, &[]),
    (Return, 46, ClaimStep::Refunded, &[]),
    (Return, 47, ClaimStep::Withdrawn, &[]),
    (Return, 48, ClaimStep::Rejected, &[]),
    (Exchange, 50, ClaimStep::Requested, &[Notify, Refuse]),
    (Exchange, 51, ClaimStep::Approved, &[ConfirmCollected, Reship, Refuse]),
    (Exchange, 52, ClaimStep::Rejected, &[]),
    (Exchange, 53, ClaimStep::Reshipped, &[]),
    (Exchange, 54, ClaimStep::Completed, &[]),
    (Exchange, 55, ClaimStep::Withdrawn, &[]),
];

#[test]
fn every_state_has_its_step_and_its_verbs() {
    for (kind, state, step, verbs) in STEPS {
        let list = if *kind == Return { List::Returns } else { List::Exchanges };
        let claim = claim_of(*kind, &with(sample(list), &[("orderState", json!(state))])).unwrap();
        assert_eq!((claim.step, claim.verbs.as_slice()), (*step, *verbs), "{kind:?} {state}");
    }
}

/// A row shows its line's state as it is today, also when the claim is long over.
#[test]
fn a_claim_whose_line_goes_on_is_told_by_its_dates() {
    let (done, ended) = (json!(1_767_260_000_000_i64), json!(1_767_250_000_000_i64));
    let refused = json!("사용한 상품입니다");
    for (state, fields, step) in [
        (90, vec![("returnCancelAt", &ended)], ClaimStep::Withdrawn),
        (13, vec![("returnCancelAt", &ended), ("sellerReturnReason", &refused)], ClaimStep::Rejected),
        (50, vec![("returnCompleteAt", &done)], ClaimStep::Completed),
        (90, vec![], ClaimStep::Unknown),
    ] {
        let row = with(sample(List::Returns), &[("orderState", json!(state))]);
        let fields: Vec<(&str, Value)> =
            fields.into_iter().map(|(name, value)| (name, value.clone())).collect();
        assert_eq!(claim_of(Return, &with(row, &fields)).unwrap().step, step, "{state} {fields:?}");
    }
    for (state, step) in [
        (11, ClaimStep::Unknown),
        (13, ClaimStep::Unknown),
        (40, ClaimStep::Unknown),
        (48, ClaimStep::Unknown),
        (90, ClaimStep::Completed),
        (91, ClaimStep::Completed),
    ] {
        let row = with(sample(List::Exchanges), &[("orderState", json!(state))]);
        assert_eq!(claim_of(Exchange, &row).unwrap().step, step, "{state}");
    }
}

/// A refused exchange has the date of a withdrawn one: only while the line stands there does its state say which it was.
#[test]
fn an_exchange_that_was_given_up_is_gone_once_its_line_goes_on() {
    let account = account();
    for (state, gone) in
        [(13, true), (40, true), (90, true), (50, false), (51, false), (52, false), (55, false), (77, false)]
    {
        let fields = [("orderState", json!(state)), ("exchangeCancelAt", json!(1_767_250_000_000_i64))];
        let row = with(sample(List::Exchanges), &fields);
        let facts = told(source(&account), Exchange, Record::of(&row).unwrap()).unwrap();
        assert_eq!(matches!(&facts[0], Fact::Gone { claim } if claim.as_str() == EXCHANGE), gone, "{state}");
        assert!(matches!(&facts[1], Fact::News(_)));
    }
    let row = with(sample(List::Returns), &[("orderState", json!(90)), ("returnCancelAt", json!(1))]);
    let facts = told(source(&account), Return, Record::of(&row).unwrap()).unwrap();
    assert!(matches!(&facts[0], Fact::Claim(_)), "a refused return has words");
}

#[test]
fn a_claim_changes_when_it_ends() {
    let row = with(
        sample(List::Returns),
        &[("orderState", json!(44)), ("returnCompleteAt", json!(1_767_260_000_000_i64))],
    );
    let claim = claim_of(Return, &row).unwrap();
    assert_eq!(Some(claim.changed_at), at(1_767_260_000_000));
    let ended = claim.more.iter().find(|detail| detail.kind == DetailKind::EndedAt);
    assert!(ended.is_some_and(|detail| detail.value.starts_with("2026-01-01")));
}

#[test]
fn a_refund_says_what_it_waits_for() {
    for (state, words) in [(45, "환불계좌"), (46, "그립의 입금")] {
        let claim = claim_of(Return, &with(sample(List::Returns), &[("orderState", json!(state))])).unwrap();
        let told = claim.more.iter().find(|detail| detail.kind == DetailKind::RefundWaits);
        assert!(told.is_some_and(|detail| detail.value.contains(words)), "{state}");
    }
}

/// Every state of a cancel, and whose it is.
#[test]
fn a_cancel_is_told_by_its_line() {
    for (state, step, by) in [
        (60, Some(ClaimStep::Completed), ConfirmedBy::Seller),
        (61, Some(ClaimStep::Completed), ConfirmedBy::Seller),
        (62, None, ConfirmedBy::Seller),
        (63, Some(ClaimStep::Refunded), ConfirmedBy::Seller),
        (64, Some(ClaimStep::Refunded), ConfirmedBy::Seller),
        (80, Some(ClaimStep::Completed), ConfirmedBy::Unstated),
        (81, Some(ClaimStep::Completed), ConfirmedBy::Unstated),
        (82, None, ConfirmedBy::Unstated),
        (83, Some(ClaimStep::Refunded), ConfirmedBy::Unstated),
        (84, Some(ClaimStep::Refunded), ConfirmedBy::Unstated),
        (1, None, ConfirmedBy::Unstated),
    ] {
        let row = with(
            sample(List::Orders),
            &[("orderState", json!(state)), ("cancelAt", json!(1_767_232_800_000_i64))],
        );
        let account = account();
        let told = cancel(source(&account), Record::of(&row).unwrap()).unwrap();
        assert_eq!(told.as_ref().map(|claim| claim.step), step, "{state}");
        if let Some(claim) = told {
            assert_eq!((claim.claim.as_str(), claim.confirmed_by), ("4100200300:5100200301:C", by));
            assert!(claim.lines[0].unshipped && claim.verbs.is_empty());
            assert_eq!(Some(claim.requested_at), at(1_767_232_800_000));
        }
    }
}

#[test]
fn a_name_is_read_as_it_was_made() {
    for id in ["4100200300:5100200301:C", "1:2:R:1767243600000", "1:2:E:0"] {
        assert_eq!(ClaimName::of(&id.into()).map(|name| name.id()), Some(id.into()));
    }
    for id in ["", "1", "1:2", "1:2:C:1", "1:2:R", "1:2:R:", "1:2:Q:1", "1::R:1", "x:2:C", "1:2:R:1:2"] {
        assert_eq!(ClaimName::of(&id.into()), None, "{id}");
    }
}
