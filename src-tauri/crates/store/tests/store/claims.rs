//! Claim queues.

use domain::{AccountId, ClaimKind, ClaimStep, Inspection, InspectionResult, OrderLine, Stage, Won};
use store::{ClaimQuery, Due};

use crate::{desk, shop};

fn query(kind: ClaimKind) -> ClaimQuery {
    ClaimQuery { kind, steps: Vec::new(), accounts: Vec::new(), settled_since: None }
}

#[test]
fn a_queue_shows_open_claims_oldest_first_and_settled_ones_behind() {
    let desk = desk::empty();
    let lines: Vec<OrderLine> = (1..=3).map(shop::line).collect();
    let claims: Vec<_> =
        lines.iter().zip(1..).map(|(line, number)| shop::claim(number, ClaimKind::Return, line, 1)).collect();
    let facts: Vec<_> = [2, 0, 1].map(|nth: usize| shop::told(&claims[nth])).into();
    desk.merge(&shop::account(), &[shop::facts(&lines), facts].concat(), shop::hours(1)).unwrap();
    let settled = shop::moved(&claims[0], ClaimStep::Completed);
    desk.merge(&shop::account(), &[shop::told(&settled)], shop::hours(2)).unwrap();

    let ids = |query: &ClaimQuery| -> Vec<_> {
        desk.claims(query, 10).unwrap().into_iter().map(|row| row.claim.claim).collect()
    };
    let [one, two, three] = [0, 1, 2].map(|nth: usize| claims[nth].claim.clone());
    assert_eq!(ids(&query(ClaimKind::Return)), [two.clone(), three.clone(), one.clone()]);
    let recent = ClaimQuery { settled_since: Some(settled.changed_at), ..query(ClaimKind::Return) };
    assert_eq!(ids(&recent).len(), 3);
    let later = ClaimQuery {
        settled_since: Some(settled.changed_at + chrono::Duration::seconds(1)),
        ..query(ClaimKind::Return)
    };
    assert_eq!(ids(&later), [two.clone(), three.clone()]);
    let step = ClaimQuery { steps: vec![ClaimStep::Completed], ..query(ClaimKind::Return) };
    assert_eq!(ids(&step), [one]);
    let elsewhere = ClaimQuery { accounts: vec![AccountId::from("coupang-9")], ..query(ClaimKind::Return) };
    assert!(ids(&elsewhere).is_empty());
    assert!(ids(&query(ClaimKind::Exchange)).is_empty());
    let open = |kinds: &[ClaimKind]| desk.open_claims(&shop::account(), kinds, shop::hours(0)).unwrap();
    assert_eq!(open(&[ClaimKind::Cancel, ClaimKind::Return]), [two, three]);
    assert!(open(&[ClaimKind::Exchange]).is_empty());
    assert_eq!(desk.claims(&query(ClaimKind::Return), 1).unwrap().len(), 1);
}

#[test]
fn a_claim_of_which_a_line_is_missing_has_no_amount() {
    let desk = desk::empty();
    let (here, missing) = (shop::line(1), OrderLine { item: "another".into(), ..shop::line(2) });
    let mut claim = shop::claim(1, ClaimKind::Return, &here, 1);
    claim.lines.extend(shop::claim(1, ClaimKind::Return, &missing, 1).lines);
    desk.merge(&shop::account(), &shop::facts(&[here]), shop::hours(1)).unwrap();
    desk.merge(&shop::account(), &[shop::told(&claim)], shop::hours(1)).unwrap();
    let amount = || desk.claim_row(&shop::account(), &claim.claim).unwrap().unwrap().amount;
    assert_eq!(amount(), None, "a part of the sum is not the sum");
    let missing = OrderLine { order: claim.order.clone(), ..missing };
    desk.merge(&shop::account(), &shop::facts(&[missing]), shop::hours(1)).unwrap();
    assert_eq!(amount(), Some(Won::new(38_000)));
}

#[test]
fn a_claim_row_says_what_the_claimed_pieces_cost() {
    let desk = desk::empty();
    let line = OrderLine { stage: Stage::Delivered, ..shop::line(1) };
    let claim = shop::claim(1, ClaimKind::Return, &line, 1);
    desk.merge(&shop::account(), &[shop::told(&claim)], shop::hours(1)).unwrap();
    let alone = desk.claim_row(&shop::account(), &claim.claim).unwrap().unwrap();
    assert_eq!((alone.amount, alone.line_stage), (None, None), "its line has not been read yet");
    desk.merge(&shop::account(), &shop::facts(&[line]), shop::hours(1)).unwrap();
    let row = desk.claim_row(&shop::account(), &claim.claim).unwrap().unwrap();
    assert_eq!(row.amount, Some(Won::new(19_000)), "one piece of two for 38,000");
    assert_eq!((row.line_stage, row.option.as_str()), (Some(Stage::Delivered), "GREY 160호"));
    assert_eq!(desk.claims_of_order(&shop::account(), &claim.order).unwrap(), [claim]);
}

#[test]
fn claims_are_counted_where_they_stand() {
    let desk = desk::empty();
    let line = shop::line(1);
    let claim = shop::claim(1, ClaimKind::Cancel, &line, 1);
    desk.merge(&shop::account(), &[shop::told(&claim)], shop::hours(1)).unwrap();
    let as_return = domain::Claim { kind: ClaimKind::Return, ..shop::moved(&claim, ClaimStep::Collecting) };
    desk.merge(&shop::account(), &[shop::told(&as_return)], shop::hours(2)).unwrap();
    let counts = desk.claim_counts().unwrap();
    assert_eq!(counts.len(), 1, "{counts:?}");
    assert_eq!(
        (counts[0].kind, counts[0].step, counts[0].claims),
        (ClaimKind::Return, ClaimStep::Collecting, 1)
    );
}

#[test]
fn an_open_queue_is_sorted_by_what_was_reckoned_and_a_change_is_reckoned_anew() {
    let desk = desk::empty();
    let lines: Vec<OrderLine> = (1..=3).map(shop::line).collect();
    let claims: Vec<_> =
        lines.iter().zip(1..).map(|(line, number)| shop::claim(number, ClaimKind::Return, line, 1)).collect();
    let merge = |claim: &domain::Claim, hour| {
        desk.merge(&shop::account(), &[shop::told(claim)], shop::hours(hour)).unwrap();
    };
    claims.iter().for_each(|claim| merge(claim, 1));
    let order = || -> Vec<_> {
        let rows = desk.claims(&query(ClaimKind::Return), 10).unwrap();
        rows.into_iter().map(|row| claims.iter().position(|claim| claim.claim == row.claim.claim)).collect()
    };
    let reckon = |by: &str, hours: [Option<i64>; 3]| {
        let asked = std::cell::Cell::new(0);
        desk.reckon_dues(by, |claim, _| {
            asked.set(asked.get() + 1);
            let nth = claims.iter().position(|known| known.claim == claim.claim).unwrap();
            let told = |hour| if hour == 0 { Due::Untold } else { Due::At(shop::hours(hour)) };
            hours[nth].map_or(Due::Never, told)
        })
        .unwrap();
        asked.get()
    };
    assert_eq!(reckon("terms", [None, Some(9), Some(5)]), 3);
    assert_eq!(order(), [Some(2), Some(1), Some(0)]);
    assert_eq!(reckon("terms", [Some(1), Some(1), Some(1)]), 0, "nothing changed since");
    let dues: Vec<_> = desk.open_dues().unwrap().into_iter().map(|due| due.at).collect();
    assert_eq!(dues, [shop::hours(9), shop::hours(5)]);
    merge(&shop::moved(&claims[2], ClaimStep::Collecting), 2);
    assert_eq!(reckon("terms", [None, Some(1), Some(20)]), 1);
    assert_eq!(order(), [Some(1), Some(2), Some(0)]);
    let (result, at) = (InspectionResult::Sound, shop::hours(3));
    let inspection = Inspection { result, pieces: 1, memo: String::new(), at };
    desk.inspect(&shop::account(), &claims[2].claim, &inspection).unwrap();
    assert_eq!(reckon("terms", [None, None, Some(2)]), 1, "goods that were looked at may move it");
    assert_eq!(reckon("other terms", [Some(0), None, Some(1)]), 3);
    assert_eq!(order(), [Some(2), Some(0), Some(1)], "what costs at an untold time stands between");
}
