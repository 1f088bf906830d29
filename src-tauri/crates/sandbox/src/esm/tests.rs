//! Properties: a generated shop is one the sites could hold, and nothing a buyer, a seller or the clock
//! does breaks it.

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::auth::{self, Bearer};
use super::claims::{ClaimKind, ClaimStatus};
use super::desk::{Asked, Desk};
use super::errors::Refusal;
use super::gate::Gate;
use super::model::{Line, LineStatus};
use super::route::{Operation, Route};
use super::settings::Settings;
use super::site::{Key, Site};
use super::state::State;
use super::statuses::standing;
use super::verbs::{self, ClaimWish, OrderWish, Verb};
use super::{generate, life};

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 16, 3, 0, 0).unwrap()
}

/// What must hold whatever happened.
fn check(state: &State) {
    for line in state.lines() {
        check_line(line);
        let order = state.order(line.site, line.pay_no).unwrap();
        assert!(order.line_nos.contains(&line.order_no));
    }
}

fn check_line(line: &Line) {
    let open = line.claims.iter().filter(|claim| claim.status.is_open()).count();
    assert!(open <= 1 && (open == 0 || line.open_claim().is_some()), "only the newest claim is open");
    let ended = |kind| {
        let newest = line.standing_claim().filter(|claim| claim.kind == kind);
        newest.is_some_and(|it| matches!(it.status, ClaimStatus::Done | ClaimStatus::BySupport))
    };
    assert_eq!(line.status == LineStatus::Cancelled, ended(ClaimKind::Cancel), "{line:?}");
    assert_eq!(line.status == LineStatus::Returned, ended(ClaimKind::Return), "{line:?}");
    if line.status.has_left() || line.status == LineStatus::Decided {
        assert!(line.parcel.is_some() && line.confirmed_at.is_some());
    }
    if line.status == LineStatus::Decided {
        assert!(line.delivered_at.is_some() && (line.open_claim().is_none() || line.site.is_gmarket()));
    }
    assert!(line.gift.is_none() || line.site.is_gmarket());
    assert!(line.paid_at.is_some() || line.confirmed_at.is_none());
    for claim in &line.claims {
        assert_eq!(claim.pickup.is_some(), claim.kind != ClaimKind::Cancel);
        assert!(claim.resend.is_none() || claim.kind == ClaimKind::Exchange);
        assert!(claim.status != ClaimStatus::AfterRemittance || !line.site.is_gmarket());
    }
    let (status, claim) = standing(line);
    assert!((0..=10).contains(&status) && (0..=4).contains(&claim));
    assert_eq!(line.is_claimed(), (6..=10).contains(&status), "{line:?}");
}

#[test]
fn generated_shops_hold_together() {
    for seed in 0..6 {
        let state = generate::shop(seed, 220, noon());
        check(&state);
        assert!(state.lines().all(|line| line.applied.is_empty()), "nobody called yet");
    }
}

#[test]
fn numbers_are_never_given_twice() {
    let mut state = generate::shop(1, 0, noon());
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..5_000 {
        assert!(seen.insert(state.shelf_mut(Site::Auction).new_order_no()));
    }
}

/// One step of a random history: which act, and on which line of which site.
type Step = (u8, usize, bool);

fn key(state: &State, (_, place, gmarket): Step) -> Option<Key> {
    let site = if gmarket { Site::Gmarket } else { Site::Auction };
    let lines = &state.shelf(site).lines;
    let number = lines.keys().nth(place % lines.len().max(1))?;
    Some(Key::new(site, *number))
}

fn verb(kind: u8, Key { site, order_no }: Key) -> Option<Verb> {
    let wish = ClaimWish::default();
    Some(match kind {
        0 => Verb::PlaceOrder { site, wish: OrderWish::default() },
        1 | 2 => Verb::BuyerCancels { site, order_no, wish },
        3 | 4 => Verb::BuyerReturns { site, order_no, wish },
        5 | 6 => Verb::BuyerExchanges { site, order_no, wish },
        7 => Verb::BuyerWithdraws { site, order_no },
        8 => Verb::BuyerReports { site, order_no },
        9 => Verb::BuyerObjects { site, order_no },
        10 => Verb::BuyerDecides { site, order_no },
        11 => Verb::SupportSettles { site, order_no },
        12 | 13 => Verb::ParcelDelivered { site, order_no },
        14 => Verb::PickupScanned { site, order_no },
        15 => Verb::GoodsCollected { site, order_no },
        16 => Verb::ExchangeDelivered { site, order_no },
        17 => Verb::BuyerPaysFee { site, order_no },
        18 => Verb::SupportReleases { site, order_no },
        19 => Verb::GiftReceived { site, order_no, receiver: None },
        20 => Verb::GiftDeclined { site, order_no },
        42 => Verb::SiteHolds { site, order_no, reason: 1 },
        _ => return None,
    })
}

/// A call of the seller; the refusals are part of the history.
fn call(kind: u8, key: Key, now: DateTime<Utc>) -> Option<(Operation, Value)> {
    use Operation as Op;
    let sent = (now + TimeDelta::hours(9)).format("%Y-%m-%dT%H:%M:%S").to_string();
    let ship = json!({"OrderNo": key.order_no, "ShippingDate": sent, "DeliveryCompanyCode": 10013,
        "InvoiceNo": "344755391152"});
    let plain = json!({"SiteType": key.site.code()});
    let parcel = json!({"SiteType": key.site.code(), "DeliveryCompCode": 10013, "InvoiceNo": "344755391153"});
    let hold = json!({"SiteType": key.site.code(), "HoldReason": 0});
    let release = json!({"OrderNo": key.order_no, "ClaimCancelType": 2, "CancelComment": "확인"});
    Some(match kind {
        21 | 22 => (Op::Confirm, json!({})),
        23 | 24 => (Op::Dispatch, ship),
        25 => (Op::ApproveCancel, plain),
        26 => (Op::SoldOut, plain),
        27 => (Op::ApproveReturn, plain),
        28 => (Op::HoldReturn, hold),
        29 => (Op::PickupReturn, parcel),
        30 => (Op::ReturnToExchange, parcel),
        31 => (Op::PickupExchange, parcel),
        32 => (Op::CollectExchange, plain),
        33 => (Op::HoldExchange, hold),
        34 => (Op::ResendExchange, parcel),
        35 => (Op::CompleteExchange, plain),
        36 => (Op::ExchangeToReturn, parcel),
        37 => (Op::ReleaseReport, release),
        38 => (Op::RefundAfterRemittance, plain),
        39 => (Op::ReleaseExchange, plain),
        _ => return None,
    })
}

/// A bearer as the gateway hands it on.
fn bearer(state: &State, site: Site) -> Bearer {
    auth::of_sites(&format!("{}:{}", site.letter(), state.credentials.seller_id(site)), &state.credentials)
        .unwrap()
}

fn take(state: &mut State, step: Step, now: DateTime<Utc>) {
    let settings = Settings::lively();
    let Some(key) = key(state, step) else {
        return;
    };
    if let Some((operation, body)) = call(step.0, key, now) {
        let route = Route { operation, id: key.order_no.to_string() };
        let bearer = bearer(state, key.site);
        let (text, mut gate) = (body.to_string(), Gate::default());
        let mut desk = Desk { state, settings: &settings, gate: &mut gate, now, lag: 0, row_fails: false };
        let answer = desk.carry_out(Asked { route: &route, bearer, body: text.as_bytes() });
        let fine = answer
            .as_ref()
            .map_or_else(|no| matches!(no, Refusal::Business(_)), |yes| yes["ResultCode"] == 0);
        assert!(fine, "{operation:?} {answer:?}");
    } else if let Some(verb) = verb(step.0, key) {
        drop(verbs::act(state, &settings, now, &verb));
    } else {
        life::pass(state, &settings, now);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_breaks_a_shop(
        seed in 0u64..1_000,
        steps in prop::collection::vec((0u8..43, 0usize..60, any::<bool>()), 1..150),
    ) {
        let mut state = generate::shop(seed, 24, noon());
        let mut now = noon();
        for step in steps {
            now += TimeDelta::minutes(11);
            take(&mut state, step, now);
            check(&state);
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
