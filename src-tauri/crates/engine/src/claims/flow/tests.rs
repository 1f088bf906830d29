use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AccountId, ClaimId, ClaimKind, ClaimVerb, ConfirmedBy, Fault, Held, InspectionResult, Marketplace,
    OrderId, Person, Reason, Receiver,
};
use market::registry;

use super::*;
use crate::view::FlowMover;

const KINDS: [ClaimKind; 3] = [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange];

fn claim(marketplace: Marketplace, kind: ClaimKind, step: ClaimStep) -> Claim {
    let moment = DateTime::UNIX_EPOCH;
    Claim {
        account: AccountId::from("a"),
        marketplace,
        order: OrderId::from("1"),
        claim: ClaimId::from("2"),
        kind,
        step,
        raw_status: String::new(),
        requested_at: moment,
        changed_at: moment,
        lines: Vec::new(),
        total: None,
        reason: Reason::default(),
        fault: Fault::Unstated,
        requester: Person::default(),
        pickup_from: Receiver::default(),
        pickups: Vec::new(),
        pickup_method: String::new(),
        reship: None,
        return_fee: None,
        refunded_early: false,
        held: None,
        confirmed_by: ConfirmedBy::Unstated,
        verbs: Vec::new(),
        more: Vec::new(),
        raw: "{}".into(),
    }
}

fn hours(hours: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
}

fn found() -> Inspection {
    Inspection { result: InspectionResult::Damaged, pieces: 1, memo: String::new(), at: hours(5) }
}

fn drawn(claim: &Claim, moves: &[Move], inspection: Option<&Inspection>) -> Vec<FlowStep> {
    let (capabilities, codes) =
        (registry::capabilities(claim.marketplace), registry::codes(claim.marketplace));
    of(claim, &Known { capabilities: &capabilities, codes: &codes, moves, received: None, inspection })
}

#[test]
fn goods_that_were_received_here_are_not_shown_as_passed_by() {
    let claim = claim(Marketplace::Coupang, ClaimKind::Return, ClaimStep::Completed);
    let (capabilities, codes) =
        (registry::capabilities(claim.marketplace), registry::codes(claim.marketplace));
    let moves = [(ClaimStep::Requested, ClaimStep::Completed, hours(9))];
    let state = |received| {
        let known =
            Known { capabilities: &capabilities, codes: &codes, moves: &moves, received, inspection: None };
        let step = of(&claim, &known).into_iter().find(|step| step.key == FlowKey::Collected).unwrap();
        (step.state, step.at)
    };
    assert_eq!(state(None), (FlowState::Skipped, None));
    assert_eq!(state(Some(hours(8))), (FlowState::Done, Some(hours(8))));
}

/// The stepper as one line: each step with its state and the few words under it.
fn line(steps: &[FlowStep]) -> String {
    let mark = |step: &FlowStep| {
        let state = match step.state {
            FlowState::Done => "✓",
            FlowState::Now => "●",
            FlowState::Open => "○",
            FlowState::Later => "·",
            FlowState::Merged => "~",
            FlowState::Skipped => "-",
        };
        let note = step.note.as_ref().map(|note| format!("({})", note.ko)).unwrap_or_default();
        format!("{state}{}{note}", step.name.ko)
    };
    steps.iter().map(mark).collect::<Vec<_>>().join(" ")
}

fn states(claim: &Claim, moves: &[Move]) -> Vec<(FlowKey, FlowState)> {
    drawn(claim, moves, None).into_iter().map(|step| (step.key, step.state)).collect()
}

/// The step of the path that a step of the stepper stands for.
const fn step_of(key: FlowKey) -> Option<ClaimStep> {
    match key {
        FlowKey::Requested => Some(ClaimStep::Requested),
        FlowKey::Approved => Some(ClaimStep::Approved),
        FlowKey::Pickup => Some(ClaimStep::Collecting),
        FlowKey::Collected => Some(ClaimStep::Collected),
        FlowKey::Refunded => Some(ClaimStep::Refunded),
        FlowKey::Reshipped => Some(ClaimStep::Reshipped),
        FlowKey::Completed => Some(ClaimStep::Completed),
        _ => None,
    }
}

/// The verbs that lead to a step.
const fn verbs_to(key: FlowKey) -> &'static [ClaimVerb] {
    match key {
        FlowKey::Approved => &[ClaimVerb::Approve, ClaimVerb::Refuse, ClaimVerb::Notify],
        FlowKey::Pickup => &[ClaimVerb::RegisterPickup],
        FlowKey::Collected => &[ClaimVerb::ConfirmCollected],
        FlowKey::Refunded => &[ClaimVerb::Refund],
        FlowKey::Reshipped => &[ClaimVerb::Reship],
        FlowKey::Completed => &[ClaimVerb::Complete],
        _ => &[],
    }
}

#[test]
fn no_step_is_shown_that_cannot_happen_and_none_is_left_out_that_does() {
    for (marketplace, kind) in
        Marketplace::ALL.into_iter().flat_map(|market| KINDS.map(|kind| (market, kind)))
    {
        let steps = drawn(&claim(marketplace, kind, ClaimStep::Requested), &[], None);
        let (capabilities, codes) = (registry::capabilities(marketplace), registry::codes(marketplace));
        let tells = |step| codes.claims.iter().any(|code| (code.kind, code.step) == (kind, step));
        for step in steps.iter().filter(|step| step_of(step.key).is_some() && step.key != FlowKey::Requested)
        {
            let told = step_of(step.key).is_some_and(tells)
                || (step.key == FlowKey::Refunded && tells(ClaimStep::Completed));
            let can = verbs_to(step.key).iter().any(|verb| {
                domain::ActionKind::of_claim(kind, *verb).is_some_and(|kind| capabilities.allows(kind))
            });
            assert!(step.state == FlowState::Merged || told || can, "{marketplace:?} {kind:?}: {step:?}");
            assert!(step.mover != FlowMover::Seller || can || step.state == FlowState::Merged, "{step:?}");
        }
        for told in [ClaimStep::Approved, ClaimStep::Collecting, ClaimStep::Refunded, ClaimStep::Reshipped] {
            let shown = steps.iter().any(|step| step_of(step.key) == Some(told));
            assert!(!tells(told) || shown, "{marketplace:?} {kind:?} hides {told:?}");
        }
    }
}

#[test]
fn every_step_says_what_happens_there_in_both_languages() {
    for (marketplace, kind) in
        Marketplace::ALL.into_iter().flat_map(|market| KINDS.map(|kind| (market, kind)))
    {
        for step in ClaimStep::ALL {
            for step in drawn(&claim(marketplace, kind, step), &[], Some(&found())) {
                for words in [&step.does.ko, &step.does.en] {
                    assert!(
                        words.ends_with('.') && !words.contains("{}"),
                        "{marketplace:?} {kind:?}: {words}"
                    );
                }
                let merged = step.state == FlowState::Merged;
                assert!(!merged || step.note.is_some(), "{marketplace:?} {kind:?}: {step:?}");
            }
        }
    }
}

#[test]
fn each_marketplace_has_its_own_way() {
    let mut ways = String::new();
    for marketplace in Marketplace::ALL {
        for kind in KINDS {
            let steps = drawn(&claim(marketplace, kind, ClaimStep::Requested), &[], None);
            ways += &format!("{} {kind:?}: {}\n", marketplace.code(), line(&steps));
        }
    }
    assert_eq!(ways, WAYS, "\n{ways}");
}

/// Every way, from the request on.
const WAYS: &str = "\
smartstore Cancel: ✓요청 ●승인·거부(지금) ~환불(승인하면 바로) ·완료(자동)
smartstore Return: ✓요청 ~승인(환불 때 함께) ●수거(기다림) ·수거완료(자동) ·검수 ~배송비(보류로 청구) ·환불
smartstore Exchange: ✓요청 ●수거(기다림) ·수거완료 ·검수 ·재발송 ·완료(자동)
coupang Cancel: ✓요청 ●승인·거부(지금) ~환불(승인하면 바로) ·완료(자동)
coupang Return: ✓요청 ~승인(환불 때 함께) ●수거(기다림) ·검수 ·수거완료 ~배송비(쿠팡이 정함) ·환불
coupang Exchange: ✓요청 ●수거(기다림) ·수거완료 ·검수 ·재발송 ·완료(자동)
elevenst Cancel: ✓요청 ●승인·거부(지금) ~환불(승인하면 바로) ·완료(자동)
elevenst Return: ✓요청 ~승인(환불 때 함께) ●수거(기다림) ~수거완료(환불 때 함께) ○검수(선택) ~배송비(11번가가 정함) ·환불
elevenst Exchange: ✓요청 ~승인(재발송 때 함께) ~수거완료(재발송 때 함께) ○검수(선택) ●재발송(지금) ·완료(자동)
gmarket Cancel: ✓요청 ●승인·거부(지금) ~환불(완료 때 함께) ·완료(자동)
gmarket Return: ✓요청 ~승인(환불 때 함께) ●수거(기다림) ·수거완료(자동) ·검수 ~배송비(보류로 청구) ·환불 ·완료(자동)
gmarket Exchange: ✓요청 ●수거(기다림) ·수거완료 ·검수 ·재발송 ·완료
auction Cancel: ✓요청 ●승인·거부(지금) ~환불(완료 때 함께) ·완료(자동)
auction Return: ✓요청 ~승인(환불 때 함께) ●수거(기다림) ·수거완료(자동) ·검수 ~배송비(보류로 청구) ·환불 ·완료(자동)
auction Exchange: ✓요청 ●수거(기다림) ·수거완료 ·검수 ·재발송 ·완료
npay Cancel: ✓요청 ●승인·거부(지금) ~환불(승인하면 바로) ·완료(자동)
npay Return: ✓요청 ~승인(환불 때 함께) ●수거(기다림) ·수거완료(자동) ·검수 ~배송비(보류로 청구) ·환불
npay Exchange: ✓요청 ●수거(기다림) ·수거완료 ·검수 ·재발송 ·완료(자동)
grip Cancel: ✓요청 ●환불(기다림) ·완료(자동)
grip Return: ✓요청 ●접수 안내(지금) ·수거완료 ·검수 ·환불 ·완료(자동)
grip Exchange: ✓요청 ●접수 안내(지금) ·수거완료 ·검수 ·재발송 ·완료(자동)
";

#[test]
fn what_is_behind_is_done_what_was_never_seen_is_passed_and_one_step_is_waited_for() {
    use FlowKey as Key;
    use FlowState::{Done, Later, Merged, Now, Open, Skipped};
    let collected = claim(Marketplace::SmartStore, ClaimKind::Return, ClaimStep::Collected);
    let moves = [(ClaimStep::Requested, ClaimStep::Collected, hours(3))];
    let steps = drawn(&collected, &moves, None);
    assert_eq!(
        states(&collected, &moves),
        [
            (Key::Requested, Done),
            (Key::Approved, Merged),
            (Key::Pickup, Skipped),
            (Key::Collected, Done),
            (Key::Inspected, Open),
            (Key::Terms, Merged),
            (Key::Refunded, Now),
        ]
    );
    assert_eq!((steps[0].at, steps[2].at, steps[3].at), (Some(hours(0)), None, Some(hours(3))));
    let requested = claim(Marketplace::SmartStore, ClaimKind::Return, ClaimStep::Requested);
    assert_eq!(
        states(&requested, &[])[2..],
        [
            (Key::Pickup, Now),
            (Key::Collected, Later),
            (Key::Inspected, Later),
            (Key::Terms, Merged),
            (Key::Refunded, Later)
        ]
    );
}

#[test]
fn a_claim_that_came_here_late_has_passed_what_stands_before_it() {
    let collected = claim(Marketplace::Gmarket, ClaimKind::Exchange, ClaimStep::Collected);
    let pickup = drawn(&collected, &[], None).remove(1);
    assert_eq!((pickup.key, pickup.state, pickup.at), (FlowKey::Pickup, FlowState::Done, None));
}

#[test]
fn the_end_of_a_claim_is_told_by_the_step_that_brought_it() {
    let refunded = claim(Marketplace::Elevenst, ClaimKind::Return, ClaimStep::Completed);
    let moves = [(ClaimStep::Requested, ClaimStep::Completed, hours(7))];
    let last = drawn(&refunded, &moves, None).pop();
    let told = last.map(|step| (step.key, step.state, step.at));
    assert_eq!(told, Some((FlowKey::Refunded, FlowState::Done, Some(hours(7)))));
}

#[test]
fn what_was_found_stands_in_the_stepper_and_what_was_not_looked_at_is_no_reproach() {
    let at = |step| claim(Marketplace::Coupang, ClaimKind::Return, step);
    let looked = |steps: Vec<FlowStep>| steps.into_iter().find(|step| step.key == FlowKey::Inspected);
    let of = |claim: &Claim, found| {
        let step = looked(drawn(claim, &[], found)).expect("a return is looked at");
        (step.state, step.at, step.note.map(|note| note.ko.into_owned()))
    };
    let found = found();
    let done = (FlowState::Done, Some(hours(5)), Some("파손".to_owned()));
    assert_eq!(of(&at(ClaimStep::Collected), Some(&found)), done);
    assert_eq!(of(&at(ClaimStep::Completed), Some(&found)), done);
    assert_eq!(of(&at(ClaimStep::Completed), None).0, FlowState::Skipped);
    assert_eq!(of(&at(ClaimStep::Collecting), None).0, FlowState::Open, "its receipt may refund it");
    let paid_later = claim(Marketplace::SmartStore, ClaimKind::Return, ClaimStep::Collecting);
    assert_eq!(of(&paid_later, None).0, FlowState::Later);
    let anywhere = claim(Marketplace::Elevenst, ClaimKind::Return, ClaimStep::Requested);
    assert_eq!(of(&anywhere, None).0, FlowState::Open, "nobody tells when the goods are here");
}

#[test]
fn a_held_claim_stands_still_where_it_waits() {
    let held = Claim {
        held: Some(Held::default()),
        ..claim(Marketplace::Npay, ClaimKind::Exchange, ClaimStep::Collected)
    };
    let steps = drawn(&held, &[], None);
    let flagged: Vec<_> = steps.iter().filter(|step| step.held).map(|step| (step.key, step.state)).collect();
    assert_eq!(flagged, [(FlowKey::Reshipped, FlowState::Now)]);
}

#[test]
fn a_claim_that_was_given_up_shows_what_it_passed_and_where_it_ended() {
    let rejected = claim(Marketplace::Coupang, ClaimKind::Return, ClaimStep::Withdrawn);
    let moves = [
        (ClaimStep::Requested, ClaimStep::Collecting, hours(1)),
        (ClaimStep::Collecting, ClaimStep::Withdrawn, hours(2)),
    ];
    let passed: Vec<_> =
        drawn(&rejected, &moves, None).into_iter().map(|step| (step.key, step.state, step.at)).collect();
    assert_eq!(
        passed,
        [
            (FlowKey::Requested, FlowState::Done, Some(hours(0))),
            (FlowKey::Pickup, FlowState::Done, Some(hours(1))),
            (FlowKey::Withdrawn, FlowState::Done, Some(hours(2))),
        ]
    );
    let unknown = claim(Marketplace::Coupang, ClaimKind::Return, ClaimStep::Unknown);
    let last = drawn(&unknown, &[], None).pop().map(|step| (step.key, step.state));
    assert_eq!(last, Some((FlowKey::Unknown, FlowState::Now)));
}
