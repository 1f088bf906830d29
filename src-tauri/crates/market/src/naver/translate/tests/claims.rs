//! Claims, and records that nobody foresaw.

use domain::{
    AccountId, ClaimKind, ClaimState, ClaimStep, ClaimVerb, ConfirmedBy, Fault, Marketplace, Stage, Won,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{claims, line, own, read};
use crate::naver::tests::{paid, sample};
use crate::naver::translate::{Source, Unreadable, claim, order};
use crate::naver::wire::tests::{anything, replace};

/// A delivered line with one claim.
fn claimed(name: &str, fields: Value) -> Value {
    let mut record = own(json!({"productOrderStatus": "DELIVERED", "placeOrderStatus": "OK"}));
    let mut object =
        json!({"claimId": "c1", "claimRequestDate": "2026-03-18T11:00:00.000+09:00", "requestQuantity": 1});
    for (name, value) in fields.as_object().unwrap() {
        object[name] = value.clone();
    }
    record["currentClaim"] = json!({name: object});
    record
}

#[test]
fn a_held_return_keeps_its_particulars() {
    let claim = claims(&sample()).remove(0);
    assert_eq!(claim.claim.as_str(), "2026031598765431:2026031800000001");
    assert_eq!((claim.kind, claim.step), (ClaimKind::Return, ClaimStep::Collected));
    assert_eq!(claim.verbs, [ClaimVerb::Release], "a held return is released before anything else");
    let held = claim.held.as_ref().unwrap();
    assert_eq!((held.code.as_str(), held.text.as_str()), ("RETURN_DELIVERYFEE", "반품 배송비 청구"));
    assert_eq!((held.detail.as_str(), held.fee), ("반품 배송비 미결제", Some(Won::new(3_000))));
    assert_eq!(held.since.unwrap().to_rfc3339(), "2026-03-19T09:00:00+00:00");
    assert_eq!(claim.return_fee, Some(Won::new(-6_000)), "the buyer pays");
    assert_eq!((claim.quantity(), claim.lines[0].purchased, claim.fault), (1, 2, Fault::Unstated));
    assert_eq!(claim.lines[0].product, "면 티셔츠, 색상: 검정 / 사이즈: L");
    assert_eq!(
        (claim.reason.text.as_str(), claim.reason.detail.as_str()),
        ("구매 의사 취소", "생각보다 얇아요")
    );
    assert_eq!(
        (claim.raw_status.as_str(), claim.pickup_method.as_str()),
        ("COLLECT_DONE · DELIVERED", "지정 반품 택배")
    );
    assert_eq!(claim.pickups[0].invoice.as_ref().unwrap().as_str(), "700000000000");
    assert_eq!(claim.requested_at.to_rfc3339(), "2026-03-18T02:00:00+00:00");
    assert_eq!(
        claim.changed_at.to_rfc3339(),
        "2026-03-19T06:00:00+00:00",
        "collected, and not when it was held"
    );
    assert_eq!((claim.requester.name.as_str(), claim.pickup_from.name.as_str()), ("홍길동", "김수령"));
}

/// A claim that was released must not look older than the one that was held, or it would never be taken in.
#[test]
fn a_release_does_not_turn_the_clock_back() {
    let held = claims(&sample()).remove(0);
    let mut released = sample();
    let own = released["currentClaim"]["return"].as_object_mut().unwrap();
    own.remove("holdbackConfigDate");
    own.insert("holdbackStatus".to_owned(), json!("RELEASED"));
    let released = claims(&released).remove(0);
    assert_eq!(released.held, None);
    assert!(released.changed_at >= held.changed_at);
    assert_eq!(released.verbs, [ClaimVerb::Refund, ClaimVerb::Hold]);
}

type Row = (&'static str, &'static str, ClaimKind, ClaimStep, &'static [ClaimVerb]);

/// The object's name, its claimStatus → what it is.
#[rustfmt::skip]
const CLAIMS: &[Row] = {
    use ClaimKind::{Cancel, Exchange, Return};
    use ClaimStep::{Approved, Collected, Collecting, Completed, Overruled, Requested, Reshipped, Unknown, Withdrawn};
    use ClaimVerb::{Approve, ConfirmCollected, Hold, Refund, Refuse, Reship};
    &[
        ("cancel", "CANCEL_REQUEST", Cancel, Requested, &[Approve, Refuse]),
        ("cancel", "CANCELING", Cancel, Approved, &[]),
        ("cancel", "CANCEL_DONE", Cancel, Completed, &[]),
        ("cancel", "CANCEL_REJECT", Cancel, Withdrawn, &[]),
        ("cancel", "ADMIN_CANCELING", Cancel, Approved, &[]),
        ("cancel", "ADMIN_CANCEL_DONE", Cancel, Overruled, &[]),
        ("cancel", "ADMIN_CANCEL_REJECT", Cancel, Withdrawn, &[]),
        ("cancel", "EVAPORATED", Cancel, Unknown, &[]),
        ("return", "RETURN_REQUEST", Return, Requested, &[Refuse, Hold]),
        ("return", "COLLECTING", Return, Collecting, &[Refuse, Hold]),
        ("return", "COLLECT_DONE", Return, Collected, &[Refund, Hold]),
        ("return", "RETURN_DONE", Return, Completed, &[]),
        ("return", "RETURN_REJECT", Return, Withdrawn, &[]),
        ("return", "RETURN_FLOATING", Return, Unknown, &[]),
        ("exchange", "EXCHANGE_REQUEST", Exchange, Requested, &[ConfirmCollected, Refuse, Hold]),
        ("exchange", "COLLECTING", Exchange, Collecting, &[ConfirmCollected, Refuse, Hold]),
        ("exchange", "COLLECT_DONE", Exchange, Collected, &[Reship, Refuse, Hold]),
        ("exchange", "EXCHANGE_REDELIVERING", Exchange, Reshipped, &[]),
        ("exchange", "EXCHANGE_DONE", Exchange, Completed, &[]),
        ("exchange", "EXCHANGE_REJECT", Exchange, Withdrawn, &[]),
    ]
};

#[test]
fn goods_that_are_waited_for_are_not_confirmed() {
    for (status, here) in [
        ("NOT_REQUESTED", false),
        ("COLLECT_WAITING", false),
        ("DELIVERING", false),
        ("COLLECT_FAILED", false),
        ("DELIVERED", true),
        ("WRONG_INVOICE", true),
        ("COLLECT_FLOATING", true),
    ] {
        let fields = json!({"claimStatus": "EXCHANGE_REQUEST", "collectStatus": status});
        let claim = claims(&claimed("exchange", fields)).remove(0);
        assert_eq!(claim.verbs.contains(&ClaimVerb::ConfirmCollected), here, "{status}");
    }
}

#[test]
fn every_claim_status_is_told_apart() {
    for (name, status, kind, step, verbs) in CLAIMS {
        let claim = claims(&claimed(name, json!({"claimStatus": status}))).remove(0);
        assert_eq!((claim.kind, claim.step), (*kind, *step), "{status}");
        assert_eq!((claim.verbs.as_slice(), claim.raw_status.as_str()), (*verbs, *status));
        let by = if *status == "ADMIN_CANCEL_DONE" { ConfirmedBy::Support } else { ConfirmedBy::Unstated };
        assert_eq!(claim.confirmed_by, by);
        let state = ClaimState { kind: *kind, step: *step };
        assert!(verbs.iter().all(|verb| state.admits(*verb)), "{status} offers what no flow has");
    }
}

#[test]
fn a_hold_leaves_only_its_release_while_the_claim_is_open() {
    for (name, status, ..) in CLAIMS {
        let record = claimed(
            name,
            json!({"claimStatus": status, "holdbackStatus": "HOLDBACK", "holdbackReason": "ETC"}),
        );
        let claim = claims(&record).remove(0);
        let over = claim.step.is_terminal();
        assert_eq!(claim.held.is_some(), !over, "{status}");
        let stands =
            matches!(claim.step, ClaimStep::Requested | ClaimStep::Collecting | ClaimStep::Collected);
        if claim.kind != ClaimKind::Cancel && stands {
            assert_eq!(claim.verbs, [ClaimVerb::Release], "{status}");
        } else {
            assert!(!claim.verbs.contains(&ClaimVerb::Release), "{status}");
        }
    }
}

#[test]
fn goods_in_the_buyers_own_parcel_are_refunded_from_the_request_on() {
    for status in ["RETURN_REQUEST", "COLLECTING"] {
        for (way, refundable) in [("RETURN_INDIVIDUAL", true), ("RETURN_DESIGNATED", false), ("", false)] {
            let fields = json!({"claimStatus": status, "collectDeliveryMethod": way});
            let claim = claims(&claimed("return", fields)).remove(0);
            assert_eq!(claim.verbs.contains(&ClaimVerb::Refund), refundable, "{status} {way}");
            assert!(claim.verbs.ends_with(&[ClaimVerb::Refuse, ClaimVerb::Hold]));
        }
    }
}

/// Before the confirmation it goes on by itself, and one that is stuck can be approved; after it, it is what an
/// approval has set going. What was never paid needs nobody.
#[test]
fn a_cancel_under_way_is_what_the_confirmation_makes_of_it() {
    for (status, placed, step, verbs) in [
        ("PAYED", "NOT_YET", ClaimStep::Requested, &[ClaimVerb::Approve][..]),
        ("PAYED", "CANCEL", ClaimStep::Requested, &[ClaimVerb::Approve]),
        ("PAYED", "OK", ClaimStep::Approved, &[]),
        ("PAYMENT_WAITING", "NOT_YET", ClaimStep::Requested, &[]),
        ("PAYMENT_WAITING", "", ClaimStep::Requested, &[]),
    ] {
        let named = json!({
            "productOrderStatus": status, "placeOrderStatus": placed,
            "claimType": "CANCEL", "claimStatus": "CANCELING", "claimId": "c1",
        });
        let mut record = own(named);
        let told = claims(&record).remove(0);
        assert_eq!((told.step, told.verbs.as_slice()), (step, verbs), "{status} {placed}");
        record["currentClaim"] = json!({"cancel": {"claimId": "c1", "claimStatus": "CANCELING"}});
        let told = claims(&record).remove(0);
        assert_eq!((told.step, told.verbs.as_slice()), (step, verbs), "{status} {placed}");
    }
}

#[test]
fn an_exchange_is_sent_again_under_its_own_line() {
    let record = claimed(
        "exchange",
        json!({
            "claimStatus": "EXCHANGE_REDELIVERING", "exchangeReason": "BROKEN", "exchangeDetailedReason": "금이 갔어요",
            "reDeliveryMethod": "DELIVERY", "reDeliveryCompany": "HANJIN", "reDeliveryTrackingNumber": "0001234567",
            "reDeliveryAddress": {"name": "김수령", "baseAddress": "부산"}, "reDeliveryOperationDate": "2026-03-21T10:00:00.000+09:00",
        }),
    );
    let claim = claims(&record).remove(0);
    let reship = claim.reship.unwrap();
    assert_eq!((reship.bundle, reship.courier.unwrap().as_str()), (None, "HANJIN"));
    assert_eq!((reship.invoice.unwrap().as_str(), reship.receiver.address.as_str()), ("0001234567", "부산"));
    assert_eq!((claim.reason.code.as_str(), claim.reason.text.as_str()), ("BROKEN", "상품 파손"));
    assert_eq!(claim.changed_at.to_rfc3339(), "2026-03-21T01:00:00+00:00");
    assert!(!claim.raw.contains("부산"));
}

#[test]
fn completed_claims_are_read_and_the_retired_objects_are_not() {
    let mut record = claimed("return", json!({"claimStatus": "COLLECTING"}));
    record["beforeClaim"] = json!({"exchange": {"claimId": "c0", "claimStatus": "EXCHANGE_REDELIVERING"}});
    record["completedClaims"] = json!([
        {"claimType": "CANCEL", "claimId": "c2", "claimStatus": "CANCEL_DONE", "requestQuantity": 1, "claimRequestReason": "SIMPLE_INTENT_CHANGED", "claimRequestDetailContent": "그냥", "claimRequestDate": "2026-03-15T12:00:00.000+09:00", "claimCompleteOperationDate": "2026-03-15T13:00:00.000+09:00"},
        {"claimType": "ADMIN_CANCEL", "claimId": "c3", "claimStatus": "ADMIN_CANCEL_DONE"},
        {"claimType": "RETURN", "claimId": "c1", "claimStatus": "RETURN_DONE"},
        {"claimType": "PURCHASE_DECISION_HOLDBACK", "claimId": "c4", "claimStatus": "PURCHASE_DECISION_HOLDBACK_RELEASE"},
        {"claimType": "REPAIR", "claimId": "c5", "claimStatus": "REPAIRED"},
    ]);
    record["cancel"] = json!({"claimId": "c9", "claimStatus": "CANCEL_REQUEST"});
    let read = claims(&record);
    let told: Vec<(&str, ClaimStep)> = read.iter().map(|claim| (claim.claim.as_str(), claim.step)).collect();
    assert_eq!(
        told,
        [
            ("1:c1", ClaimStep::Collecting),
            ("1:c0", ClaimStep::Reshipped),
            ("1:c2", ClaimStep::Completed),
            ("1:c3", ClaimStep::Overruled),
        ],
        "the current claim comes before the same one among the completed"
    );
    assert_eq!((read[2].reason.text.as_str(), read[2].reason.detail.as_str()), ("단순 변심", "그냥"));
    assert_eq!(read[2].changed_at.to_rfc3339(), "2026-03-15T04:00:00+00:00");
    assert!(!read[2].lines[0].unshipped || record.get("delivery").is_none());
}

#[test]
fn a_cancel_request_that_only_the_line_names_is_not_overlooked() {
    let named =
        |status: &str, id: Value| own(json!({"claimType": "CANCEL", "claimStatus": status, "claimId": id}));
    let claim = claims(&named("CANCEL_REQUEST", json!("c7"))).remove(0);
    assert_eq!((claim.claim.as_str(), claim.step), ("1:c7", ClaimStep::Requested));
    assert_eq!((claim.quantity(), claim.lines[0].unshipped), (2, true), "all of it, and nothing has left");
    let nameless = read(&named("CANCEL_REQUEST", Value::Null)).claims.remove(0);
    assert!(matches!(nameless, Err(Unreadable::Missing("claimId"))), "it is told, and not passed over");
}

/// What was opened from the line's own fields is closed by them.
#[test]
fn the_end_of_a_claim_that_only_the_line_names_is_told() {
    for (of_type, status, kind, step) in [
        ("CANCEL", "CANCEL_DONE", ClaimKind::Cancel, ClaimStep::Completed),
        ("CANCEL", "CANCEL_REJECT", ClaimKind::Cancel, ClaimStep::Withdrawn),
        ("ADMIN_CANCEL", "ADMIN_CANCEL_DONE", ClaimKind::Cancel, ClaimStep::Overruled),
        ("ADMIN_CANCEL", "ADMIN_CANCEL_REJECT", ClaimKind::Cancel, ClaimStep::Withdrawn),
        ("RETURN", "RETURN_DONE", ClaimKind::Return, ClaimStep::Completed),
        ("RETURN", "RETURN_REJECT", ClaimKind::Return, ClaimStep::Withdrawn),
        ("EXCHANGE", "EXCHANGE_DONE", ClaimKind::Exchange, ClaimStep::Completed),
        ("EXCHANGE", "EXCHANGE_REJECT", ClaimKind::Exchange, ClaimStep::Withdrawn),
    ] {
        let record = own(json!({"claimType": of_type, "claimStatus": status, "claimId": "c7"}));
        let told = claims(&record);
        assert_eq!(told.len(), 1, "{status}");
        assert_eq!((told[0].claim.as_str(), told[0].kind, told[0].step), ("1:c7", kind, step), "{status}");
        assert!(told[0].verbs.is_empty() && told[0].raw_status == status);
        let nameless = own(json!({"claimType": of_type, "claimStatus": status}));
        assert_eq!(claims(&nameless), [], "what is over and has no number closes nothing");
    }
}

/// The list of the completed holds every finished claim, the current one included.
#[test]
fn a_finished_claim_that_is_told_twice_is_one() {
    for (name, of_type, status) in [
        ("cancel", "CANCEL", "CANCEL_REJECT"),
        ("return", "RETURN", "RETURN_REJECT"),
        ("exchange", "EXCHANGE", "EXCHANGE_REJECT"),
        ("return", "RETURN", "RETURN_DONE"),
    ] {
        let mut record = claimed(name, json!({"claimStatus": status, "collectStatus": "DELIVERED"}));
        record["productOrder"]["claimType"] = json!(of_type);
        record["productOrder"]["claimStatus"] = json!(status);
        record["productOrder"]["claimId"] = json!("c1");
        record["completedClaims"] = json!([
            {"claimType": of_type, "claimId": "c0", "claimStatus": status},
            {"claimType": of_type, "claimId": "c1", "claimStatus": status},
            {"claimType": of_type, "claimId": "c1", "claimStatus": status},
        ]);
        let told = claims(&record);
        let ids: Vec<&str> = told.iter().map(|claim| claim.claim.as_str()).collect();
        assert_eq!(ids, ["1:c1", "1:c0"], "{status}");
        assert_eq!(told[0].raw_status, format!("{status} · DELIVERED"), "the current one says more");
        assert!(told.iter().all(|claim| claim.step.is_terminal()), "{status}");
    }
}

#[test]
fn a_claim_that_cannot_be_read_does_not_cost_the_line() {
    let told = read(&claimed("cancel", json!({"claimStatus": "CANCEL_REQUEST", "claimId": null})));
    assert!(told.line.is_ok() && told.claims[0].is_err());
    let told = read(&claimed("cancel", json!({"requestQuantity": "many"})));
    assert!(told.line.is_ok() && told.claims[0].is_err());
}

#[test]
fn a_claims_object_of_nothing_is_no_claim() {
    let mut record = paid("1");
    record["currentClaim"] = json!({"cancel": null, "return": {}, "exchange": []});
    let told =
        claim::claims(Source { account: &AccountId::from("1"), marketplace: Marketplace::Npay }, &record);
    assert!(told.is_empty(), "{} claims of nothing", told.len());
}

#[test]
fn codes_that_no_document_lists_are_kept() {
    let unheard = json!({
        "returnReason": "BITTEN", "claimStatus": "RETURN_REQUEST", "holdbackStatus": "HOLDBACK", "holdbackReason": "MOON",
        "collectDeliveryMethod": "BALLOON",
    });
    let claim = claims(&claimed("return", unheard)).remove(0);
    assert_eq!((claim.reason.code.as_str(), claim.reason.text.as_str()), ("BITTEN", ""));
    assert_eq!((claim.fault, claim.pickup_method.as_str()), (Fault::Unstated, "BALLOON"));
    assert_eq!(claim.held.map(|held| (held.code, held.text)), Some(("MOON".to_owned(), String::new())));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_mutation_of_a_record_brings_the_translation_down(at in 0_usize..120, value in anything()) {
        let mut record = sample();
        replace(&mut record, &mut { at }, &value);
        let told = read(&record);
        let _ = order::coupons(&record);
        if let Ok(line) = told.line {
            prop_assert_eq!(line.line.as_str(), line.item.as_str());
            prop_assert!(line.price.seller_discount <= line.price.total - line.price.paid());
        }
        for claim in told.claims.into_iter().flatten() {
            let state = ClaimState { kind: claim.kind, step: claim.step };
            prop_assert!(claim.verbs.iter().all(|verb| state.admits(*verb)));
            prop_assert!(claim.changed_at >= claim.requested_at);
        }
    }

    #[test]
    fn unknown_words_are_kept_and_nothing_is_offered(word in "[A-Z]{3,12}_[A-Z]{3,12}") {
        prop_assume!(CLAIMS.iter().all(|(_, status, ..)| *status != word));
        for name in ["cancel", "return", "exchange"] {
            let claim = claims(&claimed(name, json!({"claimStatus": word}))).remove(0);
            prop_assert_eq!((claim.step, claim.raw_status.as_str()), (ClaimStep::Unknown, word.as_str()));
            prop_assert!(claim.verbs.is_empty());
        }
        let line = line(&own(json!({"productOrderStatus": word})));
        prop_assert_eq!((line.stage, line.raw_status.as_str()), (Stage::Unknown, word.as_str()));
    }
}
