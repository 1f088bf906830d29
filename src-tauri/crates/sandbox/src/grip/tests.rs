//! Properties: a generated shop is one the marketplace could hold, and nothing a buyer, a seller or the clock
//! does breaks it.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::desk::{Asked, Desk};
use super::line_state::LineState;
use super::model::{Key, Line, Payment, Service};
use super::route::Operation;
use super::settings::Settings;
use super::state::State;
use super::verbs::{self, ClaimWish, OrderWish, Verb};
use super::{generate, life};

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 9, 16, 3, 0, 0).unwrap()
}

/// What must hold whatever happened.
fn check(state: &State) {
    for line in state.lines() {
        check_line(line);
        let order = state.order(line.key.order_seq).unwrap();
        assert!(order.product_seqs.contains(&line.key.order_product_seq));
        check_refund(line, order.payment);
    }
    for review in state.reviews.values() {
        assert_eq!(state.line(review.key).unwrap().state, LineState::Reviewed);
    }
}

fn check_line(line: &Line) {
    let code = line.state.code();
    let sent = matches!(code, 11 | 13 | 40..=55 | 90 | 91);
    assert_eq!(line.started_at.is_some(), sent, "{line:?}");
    assert!(!sent || line.parcel.is_some() || line.goods.service == Service::Direct, "{line:?}");
    assert!(!sent || line.prepared_at.is_some());
    assert!(line.delivered_at.is_none() || line.started_at.is_some(), "{line:?}");
    assert!(code != 13 || line.delivered_at.is_some(), "{line:?}");
    assert_eq!(line.cancelled_at.is_some(), matches!(code, 3 | 60..=84), "{line:?}");
    assert_eq!(line.confirmed_at.is_some(), matches!(code, 90 | 91), "{line:?}");
    assert!(!line.state.is_return() || line.returned.is_some());
    assert!(!line.state.is_exchange() || line.exchange.is_some());
    let completed = line.returned.as_ref().is_some_and(|claim| claim.completed_at.is_some());
    assert_eq!(completed, matches!(code, 43..=46), "{line:?}");
}

/// Only 가상계좌 waits for an account.
fn check_refund(line: &Line, payment: Payment) {
    let awaits = matches!(line.state.code(), 45 | 46 | 63 | 64 | 83 | 84);
    assert!(!awaits || payment == Payment::VirtualAccount, "{line:?}");
    let direct = matches!(line.state.code(), 43 | 60 | 80);
    assert!(!direct || payment != Payment::VirtualAccount, "{line:?}");
}

#[test]
fn generated_shops_hold_together() {
    for seed in 0..6 {
        let state = generate::shop(seed, 130, noon());
        check(&state);
        assert!(state.lines().all(|line| line.applied.is_empty()), "nobody called yet");
    }
}

#[test]
fn sixty_orders_hold_every_state_and_every_payment() {
    for seed in 0..20 {
        let state = generate::shop(seed, 60, noon());
        let states: BTreeSet<LineState> = state.lines().map(|line| line.state).collect();
        let missing: Vec<LineState> =
            LineState::ALL.into_iter().filter(|state| !states.contains(state)).collect();
        assert!(missing.is_empty(), "{seed}: {missing:?}");
        let payments: BTreeSet<Payment> = state.orders().map(|order| order.payment).collect();
        assert_eq!(payments.len(), Payment::ALL.len());
    }
}

#[test]
fn numbers_are_never_given_twice() {
    let mut state = generate::shop(1, 0, noon());
    let mut seen = BTreeSet::new();
    for _ in 0..5_000 {
        assert!(seen.insert(state.new_product_seq()));
    }
}

/// One step of a random history: which act, and on which line.
type Step = (u8, usize);

fn verb(kind: u8, key: Key) -> Option<Verb> {
    let wish = ClaimWish::default();
    Some(match kind {
        0 => Verb::PlaceOrder { wish: OrderWish::default() },
        1 => Verb::PlaceOrder { wish: OrderWish { unpaid: true, ..OrderWish::default() } },
        2 => Verb::BuyerPays { order_seq: key.order_seq },
        3 => Verb::PaymentLapses { order_seq: key.order_seq },
        4 => Verb::BuyerCancels { key },
        5 | 6 => Verb::BuyerReturns { key, wish },
        7 | 8 => Verb::BuyerExchanges { key, wish },
        9 => Verb::BuyerWithdraws { key },
        10 => Verb::BuyerEntersAccount { key },
        11 => Verb::RefundCompletes { key },
        12 => Verb::ParcelDelivered { key },
        13 => Verb::ExchangeDelivered { key },
        14 => Verb::BuyerDecides { key },
        15 => Verb::BuyerReviews { key, text: None },
        16 => Verb::BuyerAsks { key, kind: Some(3), from_product: false },
        _ => return None,
    })
}

/// A call of the seller; the refusals are part of the history.
fn call(kind: u8, key: Key, state: &State) -> Option<(Operation, Value)> {
    use Operation as Op;
    let one = json!({"orderSeq": key.order_seq, "orderProductSeq": key.order_product_seq});
    let keys = json!({"orderKeys": [one]});
    let courier = state.couriers[key.order_seq as usize % state.couriers.len()].company_seq;
    let mut shipping = one.clone();
    shipping["companySeq"] = json!(courier);
    shipping["trackingNumber"] = json!("6012345");
    let claim = json!({"orderKey": one, "message": "안내", "reason": "거절",
        "receiveProduct": kind.is_multiple_of(2), "deliveryCompanySeq": courier,
        "trackingNumber": "6012346"});
    let cancel = json!({"orderKeys": [one], "reasonType": 3, "reason": "품절"});
    let postpone = json!({"orderKeys": [one], "postponeType": 1, "reason": "입고 지연"});
    Some(match kind {
        17 | 18 => (Op::PrepareResult, keys),
        19 | 20 => (Op::Shipping, json!({"shippings": [shipping]})),
        21..=23 => (Op::StartResult, keys),
        24 => (Op::CancelResult, cancel),
        25 => (Op::Postpone, postpone),
        26 => (Op::Direct, keys),
        27 => (Op::Complete, keys),
        28 => (Op::StartReturn, claim),
        29 | 30 => (Op::ReceiveReturn, claim),
        31 => (Op::AllowReturn, claim),
        32 => (Op::DenyReturn, claim),
        33 => (Op::StartExchange, claim),
        34 => (Op::ReceiveExchange, claim),
        35 => (Op::AllowExchange, claim),
        36 => (Op::DirectExchange, claim),
        37 => (Op::DenyExchange, claim),
        _ => return None,
    })
}

fn take(state: &mut State, settings: &Settings, (kind, place): Step, now: DateTime<Utc>) {
    let Some(key) = state.lines().nth(place % state.lines().count()).map(|line| line.key) else {
        return;
    };
    if let Some((operation, body)) = call(kind, key, state) {
        let text = body.to_string();
        let mut desk = Desk { state, settings, now, lag: 0, row_fails: false };
        let answer = desk.carry_out(Asked { operation, id: "", query: "", body: text.as_bytes() });
        assert!(answer.is_ok_and(|body| body.is_object()) || claims(operation), "{operation:?}");
    } else if let Some(verb) = verb(kind, key) {
        drop(verbs::act(state, settings, now, &verb));
    } else {
        life::pass(state, settings, now);
    }
}

/// The writes that refuse a whole call for one line's state.
fn claims(operation: Operation) -> bool {
    let path = format!("{operation:?}");
    path.ends_with("Return") || path.ends_with("Exchange")
}

/// The lines whose claim came to nothing.
fn dropped(state: &State) -> BTreeSet<Key> {
    state.lines().filter(|line| line.state.is_dropped_claim()).map(|line| line.key).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_breaks_a_shop(
        seed in 0u64..1_000,
        states_return in any::<bool>(),
        plain_writes_after in prop::option::of(0u32..7_200),
        steps in prop::collection::vec((0u8..40, 0usize..60), 1..150),
    ) {
        let mut state = generate::shop(seed, 24, noon());
        let before = dropped(&state);
        let settings = Settings { states_return, plain_writes_after, ..Settings::lively() };
        let mut now = noon();
        for step in steps {
            now += TimeDelta::minutes(47);
            take(&mut state, &settings, step, now);
            check(&state);
            prop_assert!(!states_return || dropped(&state).is_subset(&before));
        }
        life::pass(&mut state, &Settings::default(), now + TimeDelta::days(40));
        check(&state);
    }

    #[test]
    fn a_saved_shop_is_the_same_shop(seed in 0u64..1_000) {
        let state = generate::shop(seed, 60, noon());
        let text = serde_json::to_string(&state).unwrap();
        let mut again: State = serde_json::from_str(&text).unwrap();
        again.touch();
        prop_assert_eq!(again, state);
    }
}
