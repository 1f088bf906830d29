//! The action journal.

use domain::{
    Action, ActionId, ActionKind, ActionState, BundleId, ClaimKind, ClaimState, ClaimStep, EventKind, LineId,
    LineResult, OrderLine, Outcome, Target, Write,
};
use store::{ClaimQuery, Intent, StoreError};

use crate::{desk, desk::Desk, shop};

/// A desk with four lines.
pub(crate) fn filled() -> Desk {
    let desk = desk::empty();
    let lines: Vec<OrderLine> = (0..4).map(shop::line).collect();
    desk.merge(&shop::account(), &shop::facts(&lines), shop::start()).unwrap();
    desk
}

/// 발주확인 of these lines, which leaves at once.
pub(crate) fn confirm(id: &str, lines: &[u64]) -> Intent {
    let lines = lines.iter().map(|number| (shop::line(*number).bundle, shop::line(*number).line)).collect();
    let write = Write::Confirm { lines, items: Vec::new() };
    let action = Action { id: ActionId::from(id), account: shop::account(), write };
    Intent { action, request_hash: format!("hash-{id}"), leaves_at: None }
}

/// An action that leaves at once.
fn at_once(action: Action) -> Intent {
    Intent { action, request_hash: String::new(), leaves_at: None }
}

pub(crate) fn on(number: u64) -> Target {
    Target::Line(shop::line(number).line)
}

pub(crate) fn state(desk: &Desk, id: &str) -> ActionState {
    desk.entry(&ActionId::from(id)).unwrap().unwrap().state
}

pub(crate) fn shown(desk: &Desk, number: u64) -> Option<(ActionKind, ActionState)> {
    desk.line_rows_of_order(&shop::account(), &shop::line(number).order).unwrap()[0].action
}

#[test]
fn an_action_goes_from_queued_over_sending_to_done() {
    let desk = filled();
    let id = ActionId::from("a");
    desk.enqueue(&[confirm("a", &[0, 1])], shop::hours(1)).unwrap();
    assert_eq!(shown(&desk, 0), Some((ActionKind::Confirm, ActionState::Queued)));
    desk.begin(&id, shop::hours(2)).unwrap();
    assert_eq!(shown(&desk, 1), Some((ActionKind::Confirm, ActionState::Sending)));
    let outcomes =
        [Outcome::ok(on(0)), Outcome::failed(on(1), "INVALID_STATUS", "이미 취소된 주문입니다", false)];
    assert_eq!(desk.settle(&id, &outcomes, None, None, shop::hours(3)).unwrap(), ActionState::Done);

    let entry = desk.entry(&id).unwrap().unwrap();
    assert_eq!((entry.sent_at, entry.finished_at), (Some(shop::hours(2)), Some(shop::hours(3))));
    assert_eq!((entry.request_hash.as_str(), entry.outcomes), ("hash-a", outcomes.to_vec()));
    assert_eq!(shown(&desk, 0), None, "what was done is no longer shown");
    assert_eq!(shown(&desk, 1), Some((ActionKind::Confirm, ActionState::Failed)), "one result per line");
    let refused = &desk.timeline(&shop::account(), &shop::line(1).order).unwrap()[0];
    let EventKind::ActionMoved { state, message, .. } = &refused.kind else { panic!("{refused:?}") };
    assert_eq!((*state, message.as_deref()), (ActionState::Failed, Some("이미 취소된 주문입니다")));
}

#[test]
fn nothing_else_may_be_done_to_a_line_while_an_action_stands_on_it() {
    let desk = filled();
    desk.enqueue(&[confirm("a", &[0, 1])], shop::hours(1)).unwrap();
    let refused = desk.enqueue(&[confirm("b", &[2]), confirm("c", &[3, 1])], shop::hours(1));
    let Err(StoreError::UnderWay { target, action }) = refused else { panic!("{refused:?}") };
    assert_eq!((target, action), (on(1), ActionId::from("a")));
    assert!(desk.entry(&ActionId::from("b")).unwrap().is_none(), "all or none");
    desk.abandon(&ActionId::from("a"), "꺼 두었습니다", shop::hours(2)).unwrap();
    desk.enqueue(&[confirm("b", &[1])], shop::hours(3)).unwrap();
}

#[test]
fn what_was_on_its_way_in_a_crash_is_unknown_after_it() {
    let desk = filled();
    desk.enqueue(&[confirm("a", &[0]), confirm("b", &[1])], shop::hours(1)).unwrap();
    desk.begin(&ActionId::from("a"), shop::hours(1)).unwrap();
    assert_eq!(desk.recover(shop::hours(2)).unwrap(), [ActionId::from("a")]);
    assert_eq!((state(&desk, "a"), state(&desk, "b")), (ActionState::Unknown, ActionState::Queued));
    assert_eq!(desk.due_checks(shop::hours(2)).unwrap().len(), 1, "it is checked at once");
    assert!(desk.recover(shop::hours(3)).unwrap().is_empty());
}

#[test]
fn an_unknown_result_is_checked_until_it_is_known() {
    let desk = filled();
    let id = ActionId::from("a");
    desk.enqueue(&[confirm("a", &[0, 1])], shop::hours(1)).unwrap();
    desk.begin(&id, shop::hours(1)).unwrap();
    let half = [Outcome::ok(on(0))];
    assert_eq!(
        desk.settle(&id, &half, Some("timeout"), Some(shop::hours(2)), shop::hours(1)).unwrap(),
        ActionState::Unknown
    );
    assert!(desk.due_checks(shop::hours(1)).unwrap().is_empty());
    desk.checked(&id, shop::hours(4), shop::hours(2)).unwrap();
    let entry = desk.due_checks(shop::hours(4)).unwrap().remove(0);
    assert_eq!((entry.checks, entry.error.as_deref()), (1, Some("timeout")));
    assert_eq!(entry.outcomes, [Outcome::ok(on(0)), Outcome::unknown(on(1))], "a missing result is unknown");
    let rest = [Outcome::unknown(on(0)), Outcome::ok(on(1))];
    assert_eq!(desk.settle(&id, &rest, None, None, shop::hours(5)).unwrap(), ActionState::Done);
    assert!(desk.unsettled().unwrap().is_empty());
}

#[test]
fn only_what_was_read_and_not_applied_goes_back_into_the_queue() {
    let desk = filled();
    let id = ActionId::from("a");
    desk.enqueue(&[confirm("a", &[0])], shop::hours(1)).unwrap();
    assert!(matches!(desk.requeue(&id, shop::hours(1)), Err(StoreError::IllegalMove { .. })));
    desk.begin(&id, shop::hours(1)).unwrap();
    assert!(matches!(desk.requeue(&id, shop::hours(1)), Err(StoreError::IllegalMove { .. })));
    desk.settle(&id, &[Outcome::unknown(on(0))], None, None, shop::hours(1)).unwrap();
    desk.requeue(&id, shop::hours(2)).unwrap();
    let entry = desk.entry(&id).unwrap().unwrap();
    assert_eq!((entry.state, entry.attempts, entry.outcomes.len()), (ActionState::Queued, 1, 0));
}

#[test]
fn what_is_done_for_one_line_is_never_sent_again() {
    let desk = filled();
    let id = ActionId::from("a");
    desk.enqueue(&[confirm("a", &[0, 1])], shop::hours(1)).unwrap();
    desk.begin(&id, shop::hours(1)).unwrap();
    desk.settle(&id, &[Outcome::ok(on(0)), Outcome::unknown(on(1))], None, None, shop::hours(1)).unwrap();
    let refused = desk.requeue(&id, shop::hours(2));
    assert!(matches!(refused, Err(StoreError::IllegalMove { .. })), "{refused:?}");
}

#[test]
fn an_old_refusal_says_nothing_of_what_was_sent_again() {
    let desk = filled();
    let id = ActionId::from("a");
    desk.enqueue(&[confirm("a", &[0, 1])], shop::hours(1)).unwrap();
    desk.begin(&id, shop::hours(1)).unwrap();
    let refused = Outcome::failed(on(0), "1", "나중에 다시 시도해 주세요", true);
    desk.settle(&id, &[refused, Outcome::unknown(on(1))], None, None, shop::hours(1)).unwrap();
    desk.requeue(&id, shop::hours(2)).unwrap();
    desk.begin(&id, shop::hours(3)).unwrap();
    let lost = [Outcome::unknown(on(0)), Outcome::unknown(on(1))];
    desk.settle(&id, &lost, None, None, shop::hours(3)).unwrap();
    assert_eq!(desk.entry(&id).unwrap().unwrap().outcomes, lost);
}

#[test]
fn what_was_never_sent_has_no_results() {
    let desk = filled();
    let id = ActionId::from("a");
    desk.enqueue(&[confirm("a", &[0])], shop::hours(1)).unwrap();
    for outcome in [Outcome::ok(on(0)), Outcome::failed(on(0), "1", "", false), Outcome::unknown(on(0))] {
        let refused = desk.settle(&id, &[outcome], None, None, shop::hours(1));
        assert!(matches!(refused, Err(StoreError::IllegalMove { .. })), "{refused:?}");
    }
    let entry = desk.entry(&id).unwrap().unwrap();
    assert_eq!((entry.state, entry.outcomes.len()), (ActionState::Queued, 0));
}

#[test]
fn a_refusal_of_the_whole_needs_no_results() {
    let desk = filled();
    let id = ActionId::from("a");
    desk.enqueue(&[confirm("a", &[0])], shop::hours(1)).unwrap();
    desk.begin(&id, shop::hours(1)).unwrap();
    assert_eq!(desk.settle(&id, &[], Some("401"), None, shop::hours(1)).unwrap(), ActionState::Failed);
    assert_eq!(shown(&desk, 0), Some((ActionKind::Confirm, ActionState::Failed)));
}

#[test]
fn results_of_others_and_lines_that_are_not_here_are_refused() {
    let desk = filled();
    let stray = Write::Confirm { lines: vec![(BundleId::from("1"), LineId::from("1"))], items: Vec::new() };
    let action = Action { id: ActionId::from("x"), account: shop::account(), write: stray };
    assert!(matches!(desk.enqueue(&[at_once(action)], shop::start()), Err(StoreError::NoSuch("line", _))));
    desk.enqueue(&[confirm("a", &[0])], shop::hours(1)).unwrap();
    desk.begin(&ActionId::from("a"), shop::hours(1)).unwrap();
    let refused = desk.settle(&ActionId::from("a"), &[Outcome::ok(on(3))], None, None, shop::hours(1));
    assert!(matches!(refused, Err(StoreError::NoSuch(..))), "{refused:?}");
    assert_eq!(state(&desk, "a"), ActionState::Sending, "nothing of it was kept");
}

#[test]
fn a_claim_shows_its_action_and_why_it_failed() {
    let desk = filled();
    let claim = shop::claim(1, ClaimKind::Cancel, &shop::line(0), 1);
    desk.merge(&shop::account(), &[shop::told(&claim)], shop::hours(1)).unwrap();
    let write = Write::Claim {
        claim: claim.claim.clone(),
        order: claim.order.clone(),
        state: ClaimState { kind: ClaimKind::Cancel, step: ClaimStep::Requested },
        quantity: 1,
        seen: None,
        act: domain::action::ClaimAct::Approve,
    };
    let id = ActionId::from("a");
    let action = Action { id: id.clone(), account: shop::account(), write };
    desk.enqueue(&[at_once(action)], shop::hours(1)).unwrap();
    desk.begin(&id, shop::hours(1)).unwrap();
    let failed = Outcome::failed(Target::Claim(claim.claim.clone()), "400", "이미 처리된 접수입니다", false);
    desk.settle(&id, &[failed], None, None, shop::hours(2)).unwrap();
    let query = ClaimQuery { kind: ClaimKind::Cancel, steps: vec![], accounts: vec![], settled_since: None };
    let row = desk.claims(&query, 10).unwrap().remove(0);
    assert_eq!(row.action, Some((ActionKind::ApproveCancel, ActionState::Failed)));
    assert_eq!(row.action_message.as_deref(), Some("이미 처리된 접수입니다"));
    assert_eq!(desk.actions_of_order(&shop::account(), &claim.order).unwrap().len(), 1);
}

#[test]
fn the_journal_lists_and_counts_by_state() {
    let desk = filled();
    desk.enqueue(&[confirm("a", &[0]), confirm("b", &[1]), confirm("c", &[2])], shop::hours(1)).unwrap();
    desk.abandon(&ActionId::from("a"), "그만두었습니다", shop::hours(2)).unwrap();
    let ids = |states: &[ActionState]| -> Vec<String> {
        desk.journal(states, 2).unwrap().into_iter().map(|entry| entry.action.id.to_string()).collect()
    };
    assert_eq!(ids(&[]), ["c", "b"], "newest first, two at most");
    assert_eq!(ids(&[ActionState::Failed]), ["a"]);
    assert_eq!(ids(&[ActionState::Failed, ActionState::Queued]), ["c", "b"]);
    assert_eq!(desk.journal_counts().unwrap(), [(ActionState::Failed, 1), (ActionState::Queued, 2)]);
}

#[test]
fn an_action_follows_its_line_through_a_split() {
    let desk = filled();
    let line = shop::line(0);
    desk.enqueue(&[confirm("a", &[0])], shop::hours(1)).unwrap();
    desk.begin(&ActionId::from("a"), shop::hours(1)).unwrap();
    let moved = OrderLine { line: LineId::from("9-9"), bundle: BundleId::from("9"), ..line.clone() };
    desk.merge_whole_order(&shop::account(), &line.order, &[moved], shop::hours(1)).unwrap();
    assert_eq!(shown(&desk, 0), Some((ActionKind::Confirm, ActionState::Sending)));
    let refused = desk.enqueue(&[confirm("b", &[0])], shop::hours(2));
    assert!(matches!(refused, Err(StoreError::UnderWay { .. })), "{refused:?}");
    desk.settle(&ActionId::from("a"), &[Outcome::ok(on(0))], None, None, shop::hours(2)).unwrap();
    assert_eq!(shown(&desk, 0), None);
    let entry = desk.entry(&ActionId::from("a")).unwrap().unwrap();
    assert_eq!(
        entry.outcomes[0].result,
        LineResult::Ok,
        "the result stands under the number it was sent with"
    );
}

#[test]
fn the_number_of_a_call_stays_with_the_attempt_in_which_it_was_told() {
    let desk = filled();
    let id = ActionId::from("a");
    desk.enqueue(&[confirm("a", &[0])], shop::hours(1)).unwrap();
    let trace = |desk: &Desk| desk.entry(&ActionId::from("a")).unwrap().unwrap().trace;
    assert_eq!(trace(&desk), None);
    desk.begin(&id, shop::hours(2)).unwrap();
    desk.note_trace(&id, "first").unwrap();
    desk.settle(&id, &[Outcome::unknown(on(0))], None, None, shop::hours(3)).unwrap();
    assert_eq!(trace(&desk).as_deref(), Some("first"));
    desk.requeue(&id, shop::hours(4)).unwrap();
    desk.begin(&id, shop::hours(5)).unwrap();
    desk.note_trace(&id, "second").unwrap();
    assert_eq!(trace(&desk).as_deref(), Some("second"), "the newest call is what the support asks for");
    assert!(matches!(desk.note_trace(&ActionId::from("b"), "x"), Err(StoreError::NoSuch("action", _))));
}

#[test]
fn what_was_done_is_told_from_what_was_refused_or_never_left_and_from_what_nobody_knows() {
    let desk = filled();
    let applied = |number| {
        desk.was_applied(&shop::account(), &on(number), &[ActionKind::Confirm, ActionKind::Ship]).unwrap()
    };
    let ids = ["a", "b", "c", "d"];
    for (number, id) in (0..).zip(ids) {
        desk.enqueue(&[confirm(id, &[number])], shop::hours(1)).unwrap();
        assert_eq!(applied(number), Some(false), "queued only");
    }
    for id in &ids[..3] {
        desk.begin(&ActionId::from(*id), shop::hours(2)).unwrap();
    }
    desk.settle(&ActionId::from("a"), &[Outcome::ok(on(0))], None, None, shop::hours(3)).unwrap();
    let refused = Outcome::failed(on(1), "NO", "", false);
    desk.settle(&ActionId::from("b"), &[refused], None, None, shop::hours(3)).unwrap();
    desk.abandon(&ActionId::from("d"), "held", shop::hours(3)).unwrap();
    assert_eq!([0, 1, 2, 3].map(applied), [Some(true), Some(false), None, Some(false)]);
    assert_eq!(desk.was_applied(&shop::account(), &on(0), &[ActionKind::Ship]).unwrap(), Some(false));
    desk.recover(shop::hours(4)).unwrap();
    assert_eq!(applied(2), None, "unknown");
}
