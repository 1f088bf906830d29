//! Properties: a generated shop is one the marketplace could hold, and nothing a buyer, a seller or the clock
//! does breaks it.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use proptest::prelude::*;

use super::claims::{ClaimKind, ClaimStatus};
use super::desk::{Asked, Desk};
use super::generate;
use super::life;
use super::model::{Line, LineStatus};
use super::route::{PREFIX, Route};
use super::settings::Settings;
use super::state::State;
use super::verbs::{self, OrderWish, Verb};
use super::xml::Root;

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 16, 3, 0, 0).unwrap()
}

/// How many of a line went for good by claims of a kind.
fn gone(state: &State, line: &Line, kinds: &[ClaimKind]) -> u32 {
    let done = state.claims_of(line).filter(|claim| claim.status.is_done());
    done.filter(|claim| kinds.contains(&claim.kind)).map(|claim| claim.quantity).sum()
}

/// What must hold whatever happened.
fn check(state: &State) {
    for line in state.lines.values() {
        assert_eq!(gone(state, line, &[ClaimKind::Cancel]), line.canceled, "{}", line.line_id);
        assert_eq!(gone(state, line, &[ClaimKind::Return, ClaimKind::OfficeCancel]), line.returned);
        let ended =
            matches!(line.status, LineStatus::Canceled | LineStatus::Returned | LineStatus::OfficeCanceled);
        assert_eq!(line.remain() == 0, ended, "{:?}", line.status);
        let open = state.claims_of(line).filter(|claim| claim.is_open()).count();
        assert!(open <= 1 && line.canceled + line.returned <= line.quantity);
        if line.status.has_left() {
            assert!(line.shipped_at.is_some() && line.confirmed_at.is_some() && line.receiver.is_some());
        }
        assert!(state.orders[&line.ord_no].line_ids.contains(&line.line_id));
    }
    for claim in state.claims.values() {
        assert!(claim.quantity > 0 && claim.ended_at.is_some() != claim.is_open());
        assert_eq!(
            claim.pickup.is_some(),
            matches!(claim.kind, ClaimKind::Return | ClaimKind::Exchange),
            "{:?}",
            claim.kind
        );
        assert_eq!(claim.parcel.is_some(), claim.status == ClaimStatus::ExchangeSent);
        assert!(state.lines[&claim.line_id].claim_ids.contains(&claim.claim_id));
    }
}

#[test]
fn generated_shops_hold_together() {
    for seed in 0..6 {
        let state = generate::shop(seed, 110, noon());
        check(&state);
        assert!(state.lines.values().all(|line| line.applied.is_empty()), "nobody called yet");
    }
}

#[test]
fn numbers_are_never_given_twice() {
    let mut state = generate::shop(1, 0, noon());
    let mut seen = BTreeSet::new();
    for _ in 0..5_000 {
        assert!(seen.insert(state.new_ord_no(noon())));
        assert!(seen.insert(state.new_dlv_no()));
        assert!(seen.insert(state.new_claim_id(ClaimKind::Cancel)));
        assert!(seen.insert(state.new_claim_id(ClaimKind::Return)));
    }
}

/// One step of a random history: which act, on which line or claim, how many.
type Step = (u8, usize, u32);

fn nth(mut keys: impl ExactSizeIterator<Item = String>, place: usize) -> Option<String> {
    let count = keys.len();
    if count == 0 { None } else { keys.nth(place % count) }
}

fn verb(state: &State, (kind, place, count): Step) -> Option<Verb> {
    let line = || nth(state.lines.keys().cloned(), place);
    let claim = || nth(state.claims.keys().cloned(), place);
    let ord_no = || nth(state.orders.keys().cloned(), place);
    let (quantity, reason) = (Some(count), None);
    Some(match kind {
        0 => Verb::PlaceOrder { wish: OrderWish { add_ons: count % 2, ..OrderWish::default() } },
        1 => Verb::BuyerCancels { line: line()?, quantity, reason },
        2 => Verb::BuyerCancels { line: line()?, quantity, reason: Some("06".to_owned()) },
        3 => Verb::BuyerReturns { line: line()?, quantity, reason },
        4 => Verb::BuyerExchanges { line: line()?, quantity, reason },
        5 => Verb::BuyerWithdraws { claim: claim()? },
        6 => Verb::BuyerDecides { line: line()? },
        7 => Verb::SupportCancels { line: line()? },
        8 => Verb::OfficeCancels { line: line()?, reason },
        9 => Verb::ParcelDelivered { line: line()? },
        10 => Verb::GoodsCollected { claim: claim()? },
        11 => Verb::OfficeHolds { claim: claim()? },
        12 => Verb::SupportRefunds { claim: claim()? },
        13 => Verb::BuyerMisses { line: line()? },
        14 => Verb::GiftReceived { ord_no: ord_no()?, receiver: None },
        15 => Verb::PaymentLapses { ord_no: ord_no()? },
        16 => {
            let statuses = ["103", "105", "201", "212", "301", "302"];
            Verb::ClaimStands { claim: claim()?, status: statuses[place % statuses.len()].to_owned() }
        }
        17 => Verb::ReapprovalAwaited { line: line()? },
        18 => Verb::Reapproved { line: line()? },
        _ => return None,
    })
}

/// A call of the seller; the refusals are part of the history.
fn path(state: &State, (kind, place, _): Step) -> Option<String> {
    let claim = nth(state.claims.keys().cloned(), place).and_then(|id| state.claims.get(&id));
    let of_claim = claim.and_then(|claim| state.lines.get(&claim.line_id));
    let line = match (kind, of_claim) {
        (24.., Some(line)) => line,
        _ => state.lines.get(&nth(state.lines.keys().cloned(), place)?)?,
    };
    let (order, seq, dlv_no) = (&line.ord_no, line.seq, &line.dlv_no);
    let claim = claim.map(|claim| claim.claim_id.clone()).unwrap_or_default();
    let number = 600_000_000_000 + place;
    Some(match kind {
        20 => {
            let add_on = line.main_prd_no.clone().unwrap_or_else(|| "null".to_owned());
            format!("ordservices/reqpackaging/{order}/{seq}/{}/{add_on}/{dlv_no}", line.add_prd_yn())
        }
        21 => format!("ordservices/reqdelivery/202603161200/01/00034/{number}/{dlv_no}"),
        22 => format!("ordservices/reqdelivery/202603161200/01/00034/{number}/{dlv_no}/Y/{order}/{seq}"),
        23 => format!("claimservice/reqrejectorder/{order}/{seq}/08/sold-out"),
        24 => format!("claimservice/cancelreqconf/{claim}/{order}/{seq}"),
        25 => format!("claimservice/cancelreqreject/{order}/{seq}/{claim}/01/20260316/00034/{number}"),
        26 => {
            format!("claimservice/cancelreqrejectNEW/{order}/{seq}/{claim}/01/20260316/00034/{number}/01/no")
        }
        27 => format!("claimservice/returnreqconf/{claim}/{order}/{seq}"),
        28 => format!("claimservice/returnreqreject/{order}/{seq}/{claim}/103/no"),
        29 => format!("claimservice/returnclaimdefer/{order}/{seq}/{claim}/103/wait"),
        30 => format!("claimservice/returncompletedefer/{order}/{seq}/{claim}/103/wait"),
        31 => format!("claimservice/sellerclaimfix/{order}/{seq}/101/01/null/null/null/why/03"),
        32 => format!("claimservice/exchangereqconf/{claim}/{order}/{seq}/00034/{number}"),
        33 => format!("claimservice/exchangereqreject/{order}/{seq}/{claim}/203/no"),
        _ => return None,
    })
}

fn take(state: &mut State, step: Step, now: DateTime<Utc>) {
    let settings = Settings::lively();
    if let Some(path) = path(state, step) {
        let route = Route::find("GET", &format!("{PREFIX}/{path}")).unwrap();
        let asked = Asked { route: &route, query: "", body: b"", content_type: None };
        let before = state.clone();
        let answer = Desk { state, settings: &settings, now }.carry_out(asked);
        match answer {
            Ok(document) => assert_eq!((document.root, document.result.unwrap().0), (Root::Action, 0)),
            Err(_) => assert_eq!((&state.lines, &state.claims), (&before.lines, &before.claims)),
        }
    } else if let Some(verb) = verb(state, step) {
        drop(verbs::act(state, &settings, now, &verb));
    } else {
        life::pass(state, &settings, now);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_breaks_a_shop(
        seed in 0u64..1_000,
        steps in prop::collection::vec((0u8..36, 0usize..60, 1u32..4), 1..120),
    ) {
        let mut state = generate::shop(seed, 12, noon());
        let mut now = noon();
        for step in steps {
            now += TimeDelta::seconds(i64::from(step.2) * 97);
            take(&mut state, step, now);
        }
        check(&state);
    }

    #[test]
    fn a_saved_shop_is_the_same_shop(seed in 0u64..1_000) {
        let state = generate::shop(seed, 40, noon());
        let text = serde_json::to_string(&state).unwrap();
        let mut again: State = serde_json::from_str(&text).unwrap();
        again.touch();
        prop_assert_eq!(again, state);
    }
}
