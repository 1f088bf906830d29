//! Properties: a generated shop is one the marketplace could hold, nothing a buyer, a seller or the clock
//! does breaks it, and the feed loses nothing however it is paged.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::claims::{ClaimKind, ClaimStatus};
use super::desk::{Asked, Desk};
use super::errors::Answer;
use super::flavor::Flavor;
use super::generate;
use super::model::{ChangeKind, Line, LineStatus};
use super::route::{Operation, Route};
use super::settings::Settings;
use super::state::State;
use super::verbs::{self, OrderWish, Verb};
use super::{life, wire};

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 16, 3, 0, 0).unwrap()
}

/// What has gone from a line for good.
fn gone(state: &State, line: &Line) -> u32 {
    let done = state.claims_of(line).filter(|claim| claim.status.is_done());
    done.filter(|claim| claim.kind != ClaimKind::Exchange).map(|claim| claim.quantity).sum()
}

/// What must hold whatever happened.
fn check(state: &State) {
    for line in state.lines.values() {
        assert_eq!(line.remain + gone(state, line), line.quantity, "{}", line.product_order_id);
        let ended = matches!(line.status, LineStatus::Canceled | LineStatus::Returned);
        assert_eq!(line.remain == 0, ended, "{:?}", line.status);
        let open: Vec<ClaimStatus> =
            state.claims_of(line).map(|claim| claim.status).filter(|status| status.is_open()).collect();
        let settled = open.iter().filter(|status| **status != ClaimStatus::ExchangeRedelivering).count();
        assert!(settled <= 1 && open.len() <= 3, "{open:?}");
        assert!(line.change.is_some());
        if line.has_left() {
            assert!(line.parcel.is_some() && line.is_confirmed());
        }
        let order = &state.orders[&line.order_id];
        assert!(order.line_ids.contains(&line.product_order_id));
        let detail = wire::detail(state, line);
        assert_eq!(detail["productOrder"]["remainQuantity"], line.remain);
    }
    for claim in state.claims.values() {
        assert!(claim.quantity > 0);
        assert_eq!(claim.pickup.is_some(), matches!(claim.kind, ClaimKind::Return | ClaimKind::Exchange));
        assert!(claim.redelivery.is_none() || claim.kind == ClaimKind::Exchange);
        assert!(state.lines[&claim.product_order_id].claim_ids.contains(&claim.claim_id));
    }
}

#[test]
fn generated_shops_hold_together() {
    for flavor in [Flavor::SmartStore, Flavor::Npay] {
        for seed in 0..6 {
            let state = generate::shop(flavor, seed, 110, noon());
            check(&state);
            assert!(state.lines.values().all(|line| line.applied.is_empty()), "nobody called yet");
        }
    }
}

#[test]
fn ids_are_never_given_twice() {
    let mut state = generate::shop(Flavor::SmartStore, 1, 0, noon());
    let mut seen = BTreeSet::new();
    for _ in 0..5_000 {
        assert!(seen.insert(state.new_line_id(noon())));
    }
}

/// One step of a random history: which act, on which line or claim, how many.
type Step = (u8, usize, u32);

fn nth<T>(items: impl ExactSizeIterator<Item = T>, place: usize) -> Option<T> {
    let count = items.len();
    if count == 0 { None } else { items.into_iter().nth(place % count) }
}

fn verb(state: &State, (kind, place, count): Step) -> Option<Verb> {
    let line = || nth(state.lines.keys().cloned(), place);
    let claim = || nth(state.claims.keys().cloned(), place);
    let order_id = || nth(state.orders.keys().cloned(), place);
    let (quantity, reason) = (Some(count), None);
    Some(match kind {
        0 => Verb::PlaceOrder { wish: OrderWish { add_ons: count % 2, ..OrderWish::default() } },
        1 => Verb::BuyerCancels { product_order_id: line()?, quantity, reason },
        2 => Verb::BuyerReturns { product_order_id: line()?, quantity, reason, held: place % 2 == 0 },
        3 => Verb::BuyerExchanges { product_order_id: line()?, quantity, reason },
        4 => Verb::BuyerWithdraws { claim_id: claim()? },
        5 => Verb::BuyerDecides { product_order_id: line()? },
        6 => Verb::SupportCancels { product_order_id: line()? },
        7 => Verb::ParcelDelivered { product_order_id: line()? },
        8 => Verb::PickupScanned { claim_id: claim()? },
        9 => Verb::GoodsCollected { claim_id: claim()? },
        10 => Verb::ExchangeDelivered { claim_id: claim()? },
        12 => Verb::DecisionHeld { product_order_id: line()? },
        13 => Verb::DecisionReleased { claim_id: claim()? },
        14 => Verb::PickupFails { claim_id: claim()? },
        15 => Verb::DeliveryFails { product_order_id: line()? },
        11 => Verb::GiftReceived { order_id: order_id()?, receiver: None },
        _ => return None,
    })
}

/// A call of the seller; the refusals are part of the history.
fn call(state: &State, (kind, place, count): Step) -> Option<(Operation, String, Value)> {
    use Operation as Op;
    let id = nth(state.lines.keys().cloned(), place)?;
    let parcel = json!({"productOrderId": id, "deliveryMethod": "DELIVERY", "deliveryCompanyCode": "CJGLS",
        "trackingNumber": format!("6000000{place:05}"), "dispatchDate": wire::instant(noon())});
    let again = json!({"reDeliveryMethod": "QUICK_SVC"});
    let (operation, body) = match kind {
        20 => (Op::Confirm, json!({"productOrderIds": [id]})),
        21 => (Op::Dispatch, json!({"dispatchProductOrders": [parcel]})),
        22 => (Op::RequestCancel, json!({"cancelReason": "SOLD_OUT", "cancelQuantity": count})),
        23 => (Op::ApproveCancel, Value::Null),
        24 => {
            let method = "RETURN_INDIVIDUAL";
            (Op::RequestReturn, json!({"returnReason": "BROKEN", "collectDeliveryMethod": method}))
        }
        25 => (Op::ApproveReturn, Value::Null),
        26 => (Op::RejectReturn, json!({"rejectReturnReason": "사용"})),
        27 => {
            let detail = "확인";
            (Op::HoldReturn, json!({"holdbackClassType": "ETC", "holdbackReturnDetailReason": detail}))
        }
        28 => (Op::ReleaseReturn, Value::Null),
        29 => (Op::CollectExchange, Value::Null),
        30 => (Op::DispatchExchange, again),
        31 => (Op::RejectExchange, json!({"rejectExchangeReason": "품절"})),
        _ => return None,
    };
    Some((operation, id, body))
}

fn take(state: &mut State, step: Step, now: DateTime<Utc>) {
    let settings = Settings::lively();
    if let Some((operation, id, body)) = call(state, step) {
        let route = Route { operation, id };
        let text = body.to_string();
        let mut desk = Desk { state, settings: &settings, now, lag: 0, row_fails: false };
        let answer = desk.carry_out(Asked { route: &route, query: "", body: text.as_bytes() });
        assert!(answer.is_ok() || answer.is_err_and(|refusal| refusal.status == 400));
    } else if let Some(verb) = verb(state, step) {
        drop(verbs::act(state, &settings, now, &verb));
    } else {
        life::pass(state, &settings, now);
    }
}

/// Whether the feed was told whenever it has a word for what happened.
fn told(before: &State, after: &State) {
    for (id, line) in &after.lines {
        let Some(old) = before.lines.get(id) else {
            continue;
        };
        let silent = matches!((old.status, line.status), (LineStatus::Delivering, LineStatus::Delivered));
        if old.status != line.status && !silent {
            assert_ne!(old.change, line.change, "{:?} became {:?}", old.status, line.status);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_breaks_a_shop(
        seed in 0u64..1_000,
        steps in prop::collection::vec((0u8..34, 0usize..60, 1u32..4), 1..120),
    ) {
        let mut state = generate::shop(Flavor::SmartStore, seed, 12, noon());
        let mut now = noon();
        for step in steps {
            let before = state.clone();
            now += TimeDelta::seconds(i64::from(step.2) * 97);
            take(&mut state, step, now);
            told(&before, &state);
        }
        check(&state);
    }

    #[test]
    fn a_saved_shop_is_the_same_shop(seed in 0u64..1_000) {
        let state = generate::shop(Flavor::Npay, seed, 40, noon());
        let text = serde_json::to_string(&state).unwrap();
        let mut again: State = serde_json::from_str(&text).unwrap();
        again.touch();
        prop_assert_eq!(again, state);
    }

    #[test]
    fn the_feed_loses_nothing_and_tells_nothing_twice(
        moments in prop::collection::vec(0i64..4, 1..90),
        limit in 1usize..40,
    ) {
        let mut state = generate::shop(Flavor::SmartStore, 3, 0, noon());
        let wish = OrderWish { lines: Some(1), ..OrderWish::default() };
        for moment in &moments {
            let at = noon() + TimeDelta::milliseconds(*moment);
            let placed = generate::Maker::for_act(3, state.acts).order(&mut state, at, &wish);
            state.acts += 1;
            state.record(&placed.line_ids[0], ChangeKind::Payed, at);
        }
        let told = walk(&mut state, limit);
        let distinct: BTreeSet<&String> = told.iter().collect();
        prop_assert_eq!(told.len(), moments.len());
        prop_assert_eq!(distinct.len(), moments.len());
    }
}

/// The ids of every row, page by page.
fn walk(state: &mut State, limit: usize) -> Vec<String> {
    let now = noon() + TimeDelta::hours(1);
    let encoded = |text: &str| text.replace('+', "%2B");
    let (mut ids, mut from, mut sequence) = (Vec::new(), encoded(&wire::instant(noon())), String::new());
    loop {
        let until = encoded(&wire::instant(now));
        let query = format!(
            "lastChangedFrom={from}&lastChangedTo={until}&limitCount={limit}&moreSequence={sequence}"
        );
        let route = Route { operation: Operation::LastChanged, id: String::new() };
        let settings = Settings::default();
        let mut desk = Desk { state, settings: &settings, now, lag: 0, row_fails: false };
        let answer = desk.carry_out(Asked { route: &route, query: &query, body: b"" }).unwrap();
        let Answer::Data(data) = answer else {
            return ids;
        };
        let rows = data["lastChangeStatuses"].as_array().unwrap().iter();
        ids.extend(rows.map(|row| row["productOrderId"].as_str().unwrap().to_owned()));
        let Some(more) = data.get("more") else {
            return ids;
        };
        from = encoded(more["moreFrom"].as_str().unwrap());
        sequence = more["moreSequence"].as_str().unwrap().to_owned();
    }
}
