//! Taking back what has not left.

use domain::{ActionId, ActionKind, ActionState, EventKind, Outcome};
use store::{Intent, Leaving, StoreError, Undone};

use crate::journal::{confirm, filled, on, shown, state};
use crate::shop;

/// 발주확인 of these lines, which may be taken back for an hour after the first.
fn waiting(id: &str, lines: &[u64]) -> Intent {
    Intent { leaves_at: Some(shop::hours(2)), ..confirm(id, lines) }
}

fn ids(names: &[&str]) -> Vec<ActionId> {
    names.iter().map(|name| ActionId::from(*name)).collect()
}

#[test]
fn what_is_taken_back_in_time_leaves_everything_as_it_was() {
    let desk = filled();
    desk.enqueue(&[waiting("a", &[0, 1])], shop::hours(1)).unwrap();
    assert!(desk.entry(&ActionId::from("a")).unwrap().unwrap().may_be_undone(shop::hours(1)));
    let answer = desk.undo(&ids(&["a"]), shop::hours(1)).unwrap();
    assert_eq!(answer, Undone { undone: ids(&["a"]), late: Vec::new() });
    assert_eq!((state(&desk, "a"), shown(&desk, 0), shown(&desk, 1)), (ActionState::Undone, None, None));
    let entry = desk.entry(&ActionId::from("a")).unwrap().unwrap();
    assert_eq!((entry.sent_at, entry.finished_at), (None, Some(shop::hours(1))));
    assert!(desk.unsettled().unwrap().is_empty());
    let newest = desk.timeline(&shop::account(), &shop::line(0).order).unwrap().remove(0);
    assert!(
        matches!(newest.kind, EventKind::ActionMoved { state: ActionState::Undone, .. }),
        "the timeline tells of it: {newest:?}"
    );
    desk.enqueue(&[confirm("b", &[0, 1])], shop::hours(1)).unwrap();
}

#[test]
fn what_was_taken_back_is_never_sent() {
    let desk = filled();
    desk.enqueue(&[waiting("a", &[0])], shop::hours(1)).unwrap();
    desk.undo(&ids(&["a"]), shop::hours(1)).unwrap();
    let refused = desk.begin(&ActionId::from("a"), shop::hours(3));
    assert!(matches!(refused, Err(StoreError::IllegalMove { from: ActionState::Undone, .. })), "{refused:?}");
    assert!(desk.abandon(&ActionId::from("a"), "", shop::hours(3)).is_err());
    assert!(desk.requeue(&ActionId::from("a"), shop::hours(3)).is_err());
    assert!(desk.settle(&ActionId::from("a"), &[Outcome::ok(on(0))], None, None, shop::hours(3)).is_err());
}

#[test]
fn what_has_left_is_late_and_what_only_stands_in_line_is_not() {
    let desk = filled();
    desk.enqueue(&[waiting("a", &[0]), waiting("b", &[1]), confirm("c", &[2])], shop::hours(1)).unwrap();
    desk.begin(&ActionId::from("a"), shop::hours(2)).unwrap();
    let answer = desk.undo(&ids(&["a", "b", "c"]), shop::hours(3)).unwrap();
    assert_eq!(answer, Undone { undone: ids(&["b", "c"]), late: ids(&["a"]) }, "whatever their moment was");
    assert_eq!((state(&desk, "a"), state(&desk, "b")), (ActionState::Sending, ActionState::Undone));
}

#[test]
fn of_what_failed_before_it_left_nothing_was_sent() {
    let desk = filled();
    desk.enqueue(&[waiting("a", &[0]), waiting("b", &[1])], shop::hours(1)).unwrap();
    desk.abandon(&ActionId::from("a"), "a cancel came", shop::hours(2)).unwrap();
    desk.begin(&ActionId::from("b"), shop::hours(2)).unwrap();
    desk.settle(&ActionId::from("b"), &[], Some("401"), None, shop::hours(2)).unwrap();
    let answer = desk.undo(&ids(&["a", "b"]), shop::hours(2)).unwrap();
    assert_eq!(answer, Undone { undone: ids(&["a"]), late: ids(&["b"]) });
    assert_eq!(state(&desk, "a"), ActionState::Failed, "why it failed stays");
}

#[test]
fn a_second_press_on_undo_tells_the_same_and_a_stray_one_takes_nothing_back() {
    let desk = filled();
    desk.enqueue(&[waiting("a", &[0]), waiting("b", &[1])], shop::hours(1)).unwrap();
    desk.undo(&ids(&["a"]), shop::hours(1)).unwrap();
    assert_eq!(desk.undo(&ids(&["a"]), shop::hours(5)).unwrap().undone, ids(&["a"]));
    let stray = desk.undo(&ids(&["b", "x"]), shop::hours(1));
    assert!(matches!(stray, Err(StoreError::NoSuch("action", _))), "{stray:?}");
    assert_eq!(state(&desk, "b"), ActionState::Queued, "all or none");
}

#[test]
fn an_old_failure_is_shown_again_when_what_came_after_it_was_taken_back() {
    let desk = filled();
    desk.enqueue(&[confirm("a", &[0])], shop::hours(1)).unwrap();
    desk.begin(&ActionId::from("a"), shop::hours(1)).unwrap();
    desk.settle(&ActionId::from("a"), &[], Some("401"), None, shop::hours(1)).unwrap();
    desk.enqueue(&[waiting("b", &[0])], shop::hours(1)).unwrap();
    desk.undo(&ids(&["b"]), shop::hours(1)).unwrap();
    assert_eq!(shown(&desk, 0), Some((ActionKind::Confirm, ActionState::Failed)));
}

#[test]
fn closing_takes_back_all_that_is_queued_and_nothing_that_has_left() {
    let desk = filled();
    desk.enqueue(&[waiting("a", &[0]), confirm("b", &[1]), waiting("c", &[2])], shop::hours(1)).unwrap();
    desk.begin(&ActionId::from("c"), shop::hours(3)).unwrap();
    assert_eq!(desk.undo_queued(shop::hours(3)).unwrap(), ids(&["a", "b"]));
    assert_eq!(state(&desk, "c"), ActionState::Sending);
}

#[test]
fn what_need_not_wait_leaves_at_once_as_does_what_is_sent_again() {
    let desk = filled();
    let leaves_at = |id: &str| desk.entry(&ActionId::from(id)).unwrap().unwrap().leaves_at;
    desk.enqueue(&[waiting("a", &[0]), waiting("b", &[1])], shop::hours(1)).unwrap();
    desk.begin(&ActionId::from("b"), shop::hours(2)).unwrap();
    desk.settle(&ActionId::from("b"), &[Outcome::unknown(on(1))], None, None, shop::hours(2)).unwrap();
    assert_eq!(leaves_at("b"), Some(shop::hours(2)));
    desk.requeue(&ActionId::from("b"), shop::hours(2)).unwrap();
    desk.let_leave().unwrap();
    assert_eq!((leaves_at("a"), leaves_at("b")), (None, None));
    let answer = desk.undo(&ids(&["a", "b"]), shop::hours(2)).unwrap();
    assert_eq!(
        answer,
        Undone { undone: ids(&["a"]), late: ids(&["b"]) },
        "what left once may have been counted"
    );
}

#[test]
fn what_waits_may_be_put_off_and_nothing_else() {
    let desk = filled();
    desk.enqueue(&[waiting("a", &[0]), confirm("b", &[1])], shop::hours(1)).unwrap();
    desk.put_off(shop::hours(5), shop::hours(1)).unwrap();
    let leaves_at = |id: &str| desk.entry(&ActionId::from(id)).unwrap().unwrap().leaves_at;
    assert_eq!((leaves_at("a"), leaves_at("b")), (Some(shop::hours(5)), None));
    desk.put_off(shop::hours(9), shop::hours(5)).unwrap();
    assert_eq!(leaves_at("a"), Some(shop::hours(5)), "its moment has come");
}

#[test]
fn what_waited_when_the_application_ended_waits_again() {
    let desk = filled();
    desk.enqueue(&[waiting("a", &[0]), confirm("b", &[1])], shop::hours(1)).unwrap();
    desk.wait_again(shop::hours(9)).unwrap();
    let leaves_at = |id: &str| desk.entry(&ActionId::from(id)).unwrap().unwrap().leaves_at;
    assert_eq!((leaves_at("a"), leaves_at("b")), (Some(shop::hours(9)), None));
}

#[test]
fn what_may_be_taken_back_and_what_leaves_is_told_and_counted() {
    let desk = filled();
    desk.enqueue(&[waiting("a", &[0]), confirm("b", &[1]), confirm("c", &[2])], shop::hours(1)).unwrap();
    desk.begin(&ActionId::from("c"), shop::hours(1)).unwrap();
    let waiting = |at| desk.waiting(at).unwrap().into_iter().map(|entry| entry.action.id).collect::<Vec<_>>();
    assert_eq!((waiting(shop::hours(1)), waiting(shop::hours(2))), (ids(&["a"]), Vec::new()));
    let count = |state, waits, actions| Leaving { kind: ActionKind::Confirm, state, waits, actions };
    let (queued, sending) = (ActionState::Queued, ActionState::Sending);
    assert_eq!(
        desk.leaving(shop::hours(1)).unwrap(),
        [count(queued, true, 1), count(queued, false, 1), count(sending, false, 1)]
    );
    assert_eq!(desk.leaving(shop::hours(2)).unwrap(), [count(queued, false, 2), count(sending, false, 1)]);
    desk.settle(&ActionId::from("c"), &[Outcome::unknown(on(2))], None, None, shop::hours(2)).unwrap();
    assert_eq!(desk.leaving(shop::hours(2)).unwrap().len(), 1, "what nobody knows keeps nobody");
}
