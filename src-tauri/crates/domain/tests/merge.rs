//! Merging what was read with what is kept.

#![allow(clippy::unwrap_used, reason = "what builds a test's data may fail it")]

use chrono::{DateTime, TimeDelta, Utc};
use domain::merge::{line_events, merge_claim, with_what_is_known, withdraw};
use domain::{
    AccountId, Claim, ClaimId, ClaimKind, ClaimLine, ClaimState, ClaimStep, ConfirmedBy, Delivery, EventKind,
    Fault, Held, ItemId, LineId, Marketplace, OrderId, OrderLine, Person, Price, Product, Quantity, Reason,
    Receiver, Stage, Won,
};
use proptest::prelude::*;

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

fn line() -> OrderLine {
    OrderLine {
        account: AccountId::from("a"),
        marketplace: Marketplace::Coupang,
        order: OrderId::from("29000188420517"),
        line: LineId::from("642538970006401429:1"),
        item: ItemId::from("1"),
        bundle: "642538970006401429".into(),
        stage: Stage::Paid,
        raw_status: "ACCEPT".into(),
        ordered_at: noon(),
        paid_at: Some(noon()),
        ship_by: None,
        shipped_at: None,
        delivered_at: None,
        confirmed_at: None,
        product: Product::default(),
        quantity: Quantity { ordered: 3, canceled: 0, held: 0 },
        price: Price::default(),
        buyer: Person::default(),
        receiver: Receiver::default(),
        delivery: Delivery::default(),
        channel: String::new(),
        more: Vec::new(),
        raw: "{}".into(),
    }
}

fn claim(state: ClaimState, quantity: u32, changed: i64) -> Claim {
    let claimed = ClaimLine {
        line: None,
        item: ItemId::from("1"),
        bundle: None,
        product: String::new(),
        purchased: 3,
        quantity,
        unshipped: true,
    };
    Claim {
        account: AccountId::from("a"),
        marketplace: Marketplace::Coupang,
        order: OrderId::from("1"),
        claim: ClaimId::from("50229613"),
        kind: state.kind,
        step: state.step,
        raw_status: String::new(),
        requested_at: noon(),
        changed_at: noon() + TimeDelta::minutes(changed),
        lines: vec![claimed],
        reason: Reason::default(),
        fault: Fault::Unstated,
        requester: Person::default(),
        pickup_from: Receiver::default(),
        pickups: Vec::new(),
        pickup_method: String::new(),
        reship: None,
        return_fee: None,
        refunded_early: false,
        total: None,
        held: None,
        confirmed_by: ConfirmedBy::Unstated,
        verbs: Vec::new(),
        more: Vec::new(),
        raw: "{}".into(),
    }
}

const ASKED: ClaimState = ClaimState { kind: ClaimKind::Cancel, step: ClaimStep::Requested };

#[test]
fn a_line_read_twice_the_same_tells_nothing() {
    assert_eq!(line_events(Some(&line()), &line(), noon()), []);
}

/// A line at a stage, on its way by a courier under a number.
fn sent(stage: Stage, courier: Option<&str>, invoice: Option<&str>) -> OrderLine {
    let courier_name = courier.unwrap_or_default().to_owned();
    let (courier, invoice) = (courier.map(Into::into), invoice.map(Into::into));
    OrderLine {
        stage,
        delivery: Delivery { courier, courier_name, invoice, ..Delivery::default() },
        ..line()
    }
}

#[test]
fn a_parcel_that_left_keeps_its_number_while_a_reading_keeps_silent_about_it() {
    let old = sent(Stage::Shipped, Some("CJGLS"), Some("12345"));
    for stage in [Stage::Shipped, Stage::Delivering, Stage::Delivered, Stage::Confirmed] {
        for (courier, invoice) in [(None, None), (Some("CJGLS"), None), (None, Some("12345"))] {
            let kept = with_what_is_known(&old, &sent(stage, courier, invoice));
            assert_eq!(kept.delivery, old.delivery, "{stage:?} {courier:?} {invoice:?}");
        }
    }
}

#[test]
fn a_number_is_kept_for_the_parcel_that_bore_it_alone() {
    let old = sent(Stage::Shipped, Some("CJGLS"), Some("12345"));
    let again = OrderLine { bundle: "652538970006401429".into(), ..sent(Stage::Shipped, None, None) };
    for new in [
        again,
        sent(Stage::Preparing, None, None),
        sent(Stage::Canceled, None, None),
        sent(Stage::Unknown, None, None),
        sent(Stage::Shipped, Some("BY_HAND"), None),
        sent(Stage::Shipped, None, Some("67890")),
    ] {
        assert_eq!(with_what_is_known(&old, &new).delivery, new.delivery, "{:?}", new.stage);
    }
    let back = with_what_is_known(&old, &sent(Stage::Preparing, None, None));
    let left = sent(Stage::Shipped, None, None);
    assert_eq!(with_what_is_known(&back, &left).delivery, left.delivery, "it comes back with nothing");
}

#[test]
fn a_partial_cancel_shows_as_fewer_pieces_to_ship() {
    let fewer = OrderLine { quantity: Quantity { ordered: 3, canceled: 0, held: 1 }, ..line() };
    let kinds: Vec<_> =
        line_events(Some(&line()), &fewer, noon()).into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [EventKind::QuantityChanged { from: 3, to: 2 }]);
}

#[test]
fn a_late_page_never_brings_a_settled_claim_back() {
    let settled = claim(ClaimState { step: ClaimStep::Completed, ..ASKED }, 1, 5);
    let merged = merge_claim(Some(&settled), claim(ASKED, 1, 9), noon());
    assert!(merged.set_aside);
    assert_eq!(merged.claim, settled);
    assert_eq!(merged.events, []);
}

#[test]
fn an_end_is_believed_even_when_it_carries_an_older_date() {
    let collected = ClaimState { kind: ClaimKind::Return, step: ClaimStep::Collected };
    let kept = claim(collected, 1, 9);
    let ended =
        merge_claim(Some(&kept), claim(ClaimState { step: ClaimStep::Withdrawn, ..collected }, 1, 2), noon());
    assert!(!ended.set_aside);
    assert_eq!(ended.claim.step, ClaimStep::Withdrawn);
    let asked = claim(ClaimState { step: ClaimStep::Collecting, ..collected }, 1, 2);
    assert!(merge_claim(Some(&kept), asked, noon()).set_aside);
}

#[test]
fn a_hold_and_its_release_are_told_without_moving_the_claim() {
    let asked = claim(ClaimState { kind: ClaimKind::Return, step: ClaimStep::Collected }, 1, 0);
    let why = Held { text: "배송비 미입금".into(), fee: Some(Won::new(3_000)), ..Held::default() };
    let held = Claim { held: Some(why), ..asked.clone() };
    let told = |old: &Claim, new: &Claim| {
        let merged = merge_claim(Some(old), new.clone(), noon());
        merged.events.into_iter().map(|event| event.kind).collect::<Vec<_>>()
    };
    let reason = EventKind::ClaimHeld { reason: "배송비 미입금".into(), fee: Some(Won::new(3_000)) };
    assert_eq!(told(&asked, &held), [reason]);
    assert_eq!(told(&held, &held), []);
    assert_eq!(told(&held, &asked), [EventKind::ClaimReleased]);
}

#[test]
fn a_refused_cancel_goes_on_as_a_return_of_the_same_number() {
    let returned = ClaimState { kind: ClaimKind::Return, step: ClaimStep::Collecting };
    let merged = merge_claim(Some(&claim(ASKED, 1, 0)), claim(returned, 1, 1), noon());
    assert!(!merged.set_aside);
    assert_eq!(merged.claim.kind, ClaimKind::Return);
    let told = |event: &domain::Event| {
        matches!(
            event.kind,
            EventKind::ClaimMoved { kind: ClaimKind::Return, from_kind: ClaimKind::Cancel, .. }
        )
    };
    assert!(merged.events.iter().any(told), "{:?}", merged.events);
}

#[test]
fn a_claim_that_took_several_steps_unseen_is_taken_as_it_is_now() {
    let exchange = |step| ClaimState { kind: ClaimKind::Exchange, step };
    for (before, now) in [
        (exchange(ClaimStep::Requested), exchange(ClaimStep::Reshipped)),
        (exchange(ClaimStep::Approved), exchange(ClaimStep::Rejected)),
        (ASKED, ClaimState { kind: ClaimKind::Return, step: ClaimStep::Refunded }),
        (ASKED, ClaimState { kind: ClaimKind::Return, step: ClaimStep::Rejected }),
    ] {
        let merged = merge_claim(Some(&claim(before, 1, 0)), claim(now, 1, 1), noon());
        assert!(!merged.set_aside, "{before:?} → {now:?}");
        assert_eq!((merged.claim.step, merged.events.len()), (now.step, 1));
    }
}

#[test]
fn a_withdrawal_after_the_end_changes_nothing() {
    let settled = claim(ClaimState { step: ClaimStep::Rejected, ..ASKED }, 1, 0);
    assert_eq!(withdraw(&settled, noon(), noon()), None);
}

fn any_state() -> impl Strategy<Value = ClaimState> {
    let kinds = prop::sample::select(vec![ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange]);
    let steps = prop::sample::select(ClaimStep::ALL.to_vec());
    (kinds, steps).prop_map(|(kind, step)| ClaimState { kind, step })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn merging_twice_is_merging_once(old in any_state(), new in any_state(), pieces in 1_u32..4, later in -3_i64..4) {
        let read = claim(new, pieces, later);
        let once = merge_claim(Some(&claim(old, 2, 0)), read.clone(), noon());
        let twice = merge_claim(Some(&once.claim), read, noon());
        prop_assert_eq!(&once.claim, &twice.claim);
        prop_assert!(twice.events.is_empty());
    }

    #[test]
    fn a_claim_never_goes_back_to_a_step_it_had_left(states in prop::collection::vec(any_state(), 2..12)) {
        let mut left = Vec::new();
        let mut kept = claim(ASKED, 1, 0);
        for state in states.into_iter().filter(|state| state.step != ClaimStep::Unknown) {
            let before = ClaimState { kind: kept.kind, step: kept.step };
            kept = merge_claim(Some(&kept), claim(state, 1, 0), noon()).claim;
            let now = ClaimState { kind: kept.kind, step: kept.step };
            prop_assert!(!left.contains(&now), "{now:?} again");
            if now != before {
                left.push(before);
            }
        }
    }

    #[test]
    fn whatever_pages_come_in_whatever_order_a_settled_claim_stays(reads in prop::collection::vec((any_state(), 0_i64..9), 1..12)) {
        let mut kept: Option<Claim> = None;
        for (state, changed) in reads {
            let settled = kept.as_ref().filter(|claim| claim.is_settled()).map(|claim| claim.step);
            let merged = merge_claim(kept.as_ref(), claim(state, 1, changed), noon());
            if let Some(step) = settled {
                prop_assert_eq!(merged.claim.step, step);
            }
            kept = Some(merged.claim);
        }
    }
}
