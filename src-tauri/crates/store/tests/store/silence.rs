//! What no list shows any more.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    Action, ActionId, Claim, ClaimKind, ClaimState, ClaimStep, EventKind, Fact, Status, Write,
    action::ClaimAct,
};
use store::Merged;

use crate::{desk, desk::Desk, shop};

fn minutes(count: i64) -> DateTime<Utc> {
    shop::hours(10) + TimeDelta::minutes(count)
}

/// A desk with a cancel request on line 1.
fn asked() -> (Desk, Claim) {
    let (desk, line) = (desk::empty(), shop::line(1));
    let claim = shop::claim(1, ClaimKind::Cancel, &line, 2);
    let facts = [shop::facts(&[line]), vec![shop::told(&claim)]].concat();
    desk.merge(&shop::account(), &facts, shop::hours(2)).unwrap();
    (desk, claim)
}

fn gone(desk: &Desk, claim: &Claim, at: DateTime<Utc>) -> Merged {
    desk.merge(&shop::account(), &[Fact::Gone { claim: claim.claim.clone() }], at).unwrap()
}

fn step(desk: &Desk, claim: &Claim) -> ClaimStep {
    desk.claim(&shop::account(), &claim.claim).unwrap().unwrap().step
}

fn status(desk: &Desk) -> Status {
    desk.line_rows_of_order(&shop::account(), &shop::line(1).order).unwrap()[0].status
}

fn events(desk: &Desk, wanted: fn(&EventKind) -> bool) -> usize {
    let timeline = desk.timeline(&shop::account(), &shop::line(1).order).unwrap();
    timeline.iter().filter(|event| wanted(&event.kind)).count()
}

#[test]
fn a_claim_counts_as_withdrawn_only_when_it_is_still_gone_after_a_while() {
    let (desk, claim) = asked();
    for minute in [0, 10, 29] {
        assert!(gone(&desk, &claim, minutes(minute)).is_empty(), "after {minute} minutes");
        assert_eq!(step(&desk, &claim), ClaimStep::Requested);
    }
    assert_eq!(gone(&desk, &claim, minutes(30)).changed_claims, std::slice::from_ref(&claim.claim));
    assert_eq!((step(&desk, &claim), status(&desk)), (ClaimStep::Withdrawn, Status::Paid));
    assert!(gone(&desk, &claim, minutes(90)).is_empty(), "it is told once");
    let told = |kind: &EventKind| *kind == EventKind::ClaimUnlisted { kind: ClaimKind::Cancel };
    assert_eq!(events(&desk, told), 1);
    assert_eq!(
        events(&desk, |kind| matches!(kind, EventKind::ClaimMoved { .. })),
        0,
        "nobody said who ended it"
    );
}

/// Two lists may lose the same row, hours apart.
#[test]
fn a_claim_that_only_counts_as_withdrawn_is_asked_for_a_while_longer() {
    let (desk, claim) = asked();
    let asked_for = |gone_after| {
        let open = desk.open_claims(&shop::account(), &[ClaimKind::Cancel], gone_after).unwrap();
        open.contains(&claim.claim)
    };
    gone(&desk, &claim, minutes(0));
    gone(&desk, &claim, minutes(300));
    assert_eq!(step(&desk, &claim), ClaimStep::Withdrawn);
    assert!(asked_for(minutes(-1)) && !asked_for(minutes(0)), "for as long as is asked");
    desk.merge(&shop::account(), &[shop::told(&claim)], minutes(400)).unwrap();
    assert_eq!(step(&desk, &claim), ClaimStep::Requested, "it is there after all");
    desk.merge(&shop::account(), &[Fact::Withdrawn { claim: claim.claim.clone(), at: None }], minutes(500))
        .unwrap();
    assert!(!asked_for(minutes(-1)), "nothing is asked for that its buyer took back");
}

#[test]
fn a_list_that_shows_it_meanwhile_begins_the_wait_anew() {
    let (desk, claim) = asked();
    gone(&desk, &claim, minutes(0));
    let older = Claim { changed_at: claim.changed_at - TimeDelta::minutes(5), ..claim.clone() };
    for (told, minute) in [(&claim, 20), (&older, 60)] {
        desk.merge(&shop::account(), &[shop::told(told)], minutes(minute)).unwrap();
        gone(&desk, &claim, minutes(minute + 15));
        assert_eq!(step(&desk, &claim), ClaimStep::Requested, "{minute}");
    }
    gone(&desk, &claim, minutes(105));
    assert_eq!(step(&desk, &claim), ClaimStep::Withdrawn);
}

#[test]
fn readings_that_lag_far_behind_are_believed_after_twice_as_long() {
    let (desk, claim) = asked();
    let told = [Fact::Gone { claim: claim.claim.clone() }];
    let lag = TimeDelta::hours(1);
    for (minute, expected) in
        [(0, ClaimStep::Requested), (119, ClaimStep::Requested), (120, ClaimStep::Withdrawn)]
    {
        desk.merge_lagging(&shop::account(), &told, lag, minutes(minute)).unwrap();
        assert_eq!(step(&desk, &claim), expected, "after {minute} minutes");
    }
}

#[test]
fn what_is_under_way_on_it_decides_first() {
    let (desk, claim) = asked();
    gone(&desk, &claim, minutes(0));
    let write = Write::Claim {
        claim: claim.claim.clone(),
        order: claim.order.clone(),
        state: ClaimState { kind: claim.kind, step: claim.step },
        quantity: 2,
        seen: None,
        act: ClaimAct::Approve,
    };
    let action = Action { id: ActionId::from("a"), account: shop::account(), write };
    desk.enqueue(&[store::Intent { action, request_hash: String::new(), leaves_at: None }], minutes(5))
        .unwrap();
    gone(&desk, &claim, minutes(40));
    assert_eq!(step(&desk, &claim), ClaimStep::Requested, "the approval has not even left");
    desk.abandon(&ActionId::from("a"), "그만두었습니다", minutes(41)).unwrap();
    gone(&desk, &claim, minutes(45));
    gone(&desk, &claim, minutes(74));
    assert_eq!(step(&desk, &claim), ClaimStep::Requested, "the wait begins anew");
    gone(&desk, &claim, minutes(75));
    assert_eq!(step(&desk, &claim), ClaimStep::Withdrawn);
}

#[test]
fn a_claim_that_a_list_shows_after_all_comes_back() {
    for told in [ClaimStep::Requested, ClaimStep::Completed] {
        let (desk, claim) = asked();
        gone(&desk, &claim, minutes(0));
        gone(&desk, &claim, minutes(30));
        let now = Claim { step: told, ..claim.clone() };
        desk.merge(&shop::account(), &[shop::told(&now)], minutes(60)).unwrap();
        assert_eq!(step(&desk, &claim), told);
        gone(&desk, &claim, minutes(61));
        assert_eq!(step(&desk, &claim), told);
    }
}

#[test]
fn a_claim_that_was_taken_back_stays_so() {
    let (desk, claim) = asked();
    gone(&desk, &claim, minutes(0));
    let withdrawn = Fact::Withdrawn { claim: claim.claim.clone(), at: Some(minutes(5)) };
    desk.merge(&shop::account(), &[withdrawn], minutes(10)).unwrap();
    let merged = desk.merge(&shop::account(), &[shop::told(&claim)], minutes(60)).unwrap();
    assert_eq!((merged.set_aside, step(&desk, &claim)), (1, ClaimStep::Withdrawn));
}

#[test]
fn of_a_claim_that_is_not_here_nothing_is_gone() {
    let desk = desk::empty();
    let told = [Fact::Gone { claim: "C".into() }];
    assert!(desk.merge(&shop::account(), &told, minutes(0)).unwrap().is_empty());
}
