//! Lines that we keep from leaving, and lines that are open.

use chrono::{DateTime, TimeDelta};
use domain::{AccountId, BundleId, ClaimKind, ClaimStep, EventKind, LineId, OrderLine, Stage};
use store::{InboxQuery, PageAt, Sort, StoreError};

use crate::{desk, desk::Desk, shop};

/// A desk with lines 0 to 5, at `stage`.
fn filled(stage: Stage) -> Desk {
    let desk = desk::empty();
    let lines: Vec<OrderLine> = (0..6).map(|number| OrderLine { stage, ..shop::line(number) }).collect();
    desk.merge(&shop::account(), &shop::facts(&lines), shop::start()).unwrap();
    desk
}

fn named(numbers: &[u64]) -> Vec<(AccountId, LineId)> {
    numbers.iter().map(|number| (shop::account(), shop::line(*number).line)).collect()
}

fn keep(desk: &Desk, numbers: &[u64], reason: Option<&str>) {
    desk.hold_dispatch(&named(numbers), reason, shop::hours(1)).unwrap();
}

fn on_hold(desk: &Desk, query: InboxQuery, at: PageAt) -> (Vec<LineId>, u32, u32) {
    let page = desk.page(&InboxQuery { on_hold: true, ..query }, at, 2).unwrap();
    (page.rows.into_iter().map(|row| row.line).collect(), page.first, page.total)
}

fn lines(numbers: &[u64]) -> Vec<LineId> {
    numbers.iter().map(|number| shop::line(*number).line).collect()
}

#[test]
fn kept_lines_are_paged_counted_and_searched() {
    let desk = filled(Stage::Preparing);
    keep(&desk, &[1, 3, 4], Some("입금 확인"));
    let query = InboxQuery::default();
    assert_eq!(on_hold(&desk, query.clone(), PageAt::Row(0)), (lines(&[4, 3]), 0, 3));
    assert_eq!(on_hold(&desk, query.clone(), PageAt::Row(2)), (lines(&[1]), 2, 3));
    let oldest = InboxQuery { sort: Sort::Oldest, ..query.clone() };
    assert_eq!(on_hold(&desk, oldest, PageAt::Row(0)), (lines(&[1, 3]), 0, 3));
    let word = InboxQuery { text: Some(shop::line(3).receiver.name), ..query.clone() };
    assert_eq!(on_hold(&desk, word, PageAt::Row(0)), (lines(&[3]), 0, 1));
    let elsewhere = InboxQuery { accounts: vec![AccountId::from("coupang-9")], ..query.clone() };
    assert_eq!(on_hold(&desk, elsewhere, PageAt::Row(0)), (Vec::new(), 0, 0));
    keep(&desk, &[3], None);
    assert_eq!(on_hold(&desk, query, PageAt::Row(0)), (lines(&[4, 1]), 0, 2));
}

#[test]
fn a_hold_and_its_end_are_told_once_each() {
    let desk = filled(Stage::Paid);
    for reason in [Some("입금 확인"), Some("입금 확인"), None, None] {
        keep(&desk, &[2], reason);
    }
    let told: Vec<EventKind> = desk
        .timeline(&shop::account(), &shop::line(2).order)
        .unwrap()
        .into_iter()
        .map(|event| event.kind)
        .filter(|kind| *kind != EventKind::Collected)
        .collect();
    let held = EventKind::DispatchHeld { reason: "입금 확인".to_owned() };
    assert_eq!(told, [EventKind::DispatchReleased, held]);
}

#[test]
fn holds_of_many_lines_are_all_set_or_none() {
    let desk = filled(Stage::Paid);
    let gone = (shop::account(), LineId::from("gone"));
    let failed = desk.hold_dispatch(&[named(&[1]), vec![gone]].concat(), Some("이유"), shop::hours(1));
    assert!(matches!(failed, Err(StoreError::NoSuch("line", _))), "{failed:?}");
    assert!(desk.dispatch_holds(&shop::account(), &shop::line(1).order).unwrap().is_empty());
}

#[test]
fn a_hold_goes_on_with_a_line_that_a_split_gave_another_number_and_ends_when_it_leaves() {
    let desk = filled(Stage::Preparing);
    keep(&desk, &[1], Some("입금 확인"));
    let moved = OrderLine {
        line: LineId::from("new-number"),
        bundle: BundleId::from("new-box"),
        ..OrderLine { stage: Stage::Preparing, ..shop::line(1) }
    };
    let order = shop::line(1).order;
    desk.merge_whole_order(&shop::account(), &order, std::slice::from_ref(&moved), shop::hours(2)).unwrap();
    let holds = desk.dispatch_holds(&shop::account(), &order).unwrap();
    assert!(holds.len() == 1 && holds.contains_key(&moved.line), "{holds:?}");
    keep(&desk, &[1], Some("주소 확인"));
    assert_eq!(desk.dispatch_holds(&shop::account(), &order).unwrap()[&moved.line], "주소 확인");
    let left = OrderLine { stage: Stage::Shipped, ..moved };
    desk.merge(&shop::account(), &shop::facts(std::slice::from_ref(&left)), shop::hours(3)).unwrap();
    assert!(desk.dispatch_holds(&shop::account(), &order).unwrap().is_empty());
    let timeline = desk.timeline(&shop::account(), &order).unwrap();
    let ended: Vec<_> = timeline.iter().filter(|event| event.kind == EventKind::DispatchReleased).collect();
    assert_eq!(ended.len(), 1, "that it ended is told");
    assert_eq!((ended[0].line.as_ref(), ended[0].at), (Some(&left.line), shop::hours(3)));
}

#[test]
fn open_lines_are_those_at_a_stage_for_a_while_and_those_with_an_open_claim() {
    let desk = filled(Stage::Paid);
    let at = |number, stage| OrderLine { stage, ..shop::line(number) };
    let moved = [
        at(1, Stage::Delivered),
        at(2, Stage::Delivered),
        at(3, Stage::Preparing),
        at(4, Stage::Confirmed),
        at(5, Stage::Unknown),
    ];
    desk.merge(&shop::account(), &shop::facts(&moved), shop::hours(1)).unwrap();
    let open = shop::claim(1, ClaimKind::Return, &moved[1], 1);
    let over = shop::moved(&shop::claim(2, ClaimKind::Exchange, &moved[3], 1), ClaimStep::Withdrawn);
    desk.merge(&shop::account(), &[shop::told(&open), shop::told(&over)], shop::hours(2)).unwrap();
    let stages = [Stage::Paid, Stage::Preparing, Stage::Unknown];
    let open = |stages: &[Stage], since| desk.open_lines(&shop::account(), stages, since).unwrap();
    assert_eq!(open(&stages, DateTime::UNIX_EPOCH), lines(&[5, 3, 2, 0]), "the newest first");
    assert_eq!(open(&[], DateTime::UNIX_EPOCH), lines(&[2]));
    let third = shop::line(3).ordered_at;
    assert_eq!(open(&stages, third), lines(&[5, 3, 2]), "an open claim is asked for however old it is");
    assert_eq!(open(&stages, third + TimeDelta::seconds(1)), lines(&[5, 2]));
    let nobody = desk.open_lines(&AccountId::from("coupang-9"), &stages, DateTime::UNIX_EPOCH).unwrap();
    assert!(nobody.is_empty());
}
