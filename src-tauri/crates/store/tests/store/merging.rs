//! What a marketplace tells, merged with what is kept.

use domain::{
    BundleId, ClaimKind, ClaimStep, EventKind, Fact, InvoiceNumber, ItemId, LineId, OrderLine, Quantity,
    Stage, Status,
};
use store::{InboxQuery, PageAt};

use crate::{desk, desk::Desk, shop};

fn put(desk: &Desk, facts: &[Fact]) -> store::Merged {
    desk.merge(&shop::account(), facts, shop::hours(1)).unwrap()
}

fn status(desk: &Desk, line: &OrderLine) -> Status {
    let rows = desk.line_rows_of_order(&shop::account(), &line.order).unwrap();
    rows.into_iter().find(|row| row.line == line.line).unwrap().status
}

#[test]
fn a_line_comes_back_exactly_as_it_was_told() {
    let desk = desk::empty();
    let mut line = shop::line(7);
    line.paid_at = Some("2026-11-02T00:00:00.123456Z".parse().unwrap());
    line.raw = r#"{"shipmentBoxId":642538971006401429}"#.to_owned();
    assert_eq!(put(&desk, &shop::facts(std::slice::from_ref(&line))).new_lines, 1);
    assert_eq!(desk.line(&shop::account(), &line.line).unwrap(), Some(line.clone()));
    assert_eq!(desk.order_lines(&shop::account(), &line.order).unwrap(), [line.clone()]);
    assert_eq!(desk.bundle_lines(&shop::account(), &line.bundle).unwrap(), [line]);
}

#[test]
fn telling_the_same_again_changes_nothing() {
    let desk = desk::empty();
    let facts = shop::facts(&[shop::line(1), shop::line(2)]);
    put(&desk, &facts);
    let again = put(&desk, &facts);
    assert!(again.is_empty(), "{again:?}");
    assert_eq!(desk.timeline(&shop::account(), &shop::line(1).order).unwrap().len(), 1);
}

#[test]
fn a_line_that_moves_on_is_counted_where_it_is_now() {
    let desk = desk::empty();
    let line = shop::line(1);
    put(&desk, &shop::facts(std::slice::from_ref(&line)));
    let mut later = OrderLine { stage: Stage::Delivering, ..line.clone() };
    later.delivery.invoice = Some(InvoiceNumber::from("0123456789"));
    assert_eq!(put(&desk, &shop::facts(&[later])).changed_lines, std::slice::from_ref(&line.line));
    let counts = desk.counts().unwrap();
    assert_eq!((counts.len(), counts[0].status, counts[0].lines), (1, Status::Delivering, 1));
    let kinds: Vec<_> =
        desk.timeline(&shop::account(), &line.order).unwrap().into_iter().map(|event| event.kind).collect();
    assert!(kinds.contains(&EventKind::StageChanged { from: Stage::Paid, to: Stage::Delivering }));
    assert!(kinds.contains(&EventKind::InvoiceChanged { invoice: "0123456789".to_owned() }));
}

#[test]
fn a_line_that_is_not_told_stays() {
    let desk = desk::empty();
    put(&desk, &shop::facts(&[shop::line(1)]));
    put(&desk, &shop::facts(&[shop::line(2)]));
    desk.merge_whole_order(&shop::account(), &shop::line(1).order, &[], shop::hours(2)).unwrap();
    assert_eq!(desk.page(&InboxQuery::default(), PageAt::Row(0), 10).unwrap().total, 2);
}

#[test]
fn a_claim_gives_its_line_a_status_whichever_is_told_first() {
    let line = shop::line(1);
    let claim = shop::told(&shop::claim(1, ClaimKind::Cancel, &line, 1));
    for claim_first in [true, false] {
        let desk = desk::empty();
        let mut facts = [shop::facts(std::slice::from_ref(&line)), vec![claim.clone()]];
        if claim_first {
            facts.reverse();
        }
        put(&desk, &facts[0]);
        put(&desk, &facts[1]);
        assert_eq!(status(&desk, &line), Status::CancelReq, "claim first: {claim_first}");
    }
}

#[test]
fn a_withdrawn_claim_gives_the_line_back() {
    let desk = desk::empty();
    let line = OrderLine { stage: Stage::Preparing, ..shop::line(1) };
    let claim = shop::claim(1, ClaimKind::Cancel, &line, 1);
    put(&desk, &[shop::facts(std::slice::from_ref(&line)), vec![shop::told(&claim)]].concat());
    let withdrawn = Fact::Withdrawn { claim: claim.claim.clone(), at: Some(shop::hours(9)) };
    let merged = put(&desk, std::slice::from_ref(&withdrawn));
    assert_eq!(merged.changed_claims, std::slice::from_ref(&claim.claim));
    assert_eq!(merged.changed_lines, std::slice::from_ref(&line.line));
    assert_eq!(status(&desk, &line), Status::Preparing);
    assert!(put(&desk, &[withdrawn]).is_empty(), "withdrawn twice");
    assert!(put(&desk, &[shop::told(&claim)]).set_aside == 1, "a late page brought the claim back");
    assert_eq!(status(&desk, &line), Status::Preparing);
}

#[test]
fn a_whole_cancel_that_went_through_cancels_the_line_and_a_part_does_not() {
    for (quantity, expected) in [(2, Status::Canceled), (1, Status::Preparing)] {
        let desk = desk::empty();
        let line = OrderLine { stage: Stage::Preparing, ..shop::line(1) };
        let claim = shop::claim(1, ClaimKind::Cancel, &line, quantity);
        put(&desk, &[shop::facts(std::slice::from_ref(&line)), vec![shop::told(&claim)]].concat());
        let canceled =
            OrderLine { quantity: Quantity { canceled: quantity, ..line.quantity }, ..line.clone() };
        let done = shop::told(&shop::moved(&claim, ClaimStep::Completed));
        put(&desk, &[shop::facts(&[canceled]), vec![done]].concat());
        assert_eq!(status(&desk, &line), expected, "{quantity} of 2");
    }
}

#[test]
fn a_bundle_knows_its_lines_when_one_leaves_it() {
    let desk = desk::empty();
    let one = shop::line(1);
    let two = OrderLine { line: LineId::from("1-2"), item: ItemId::from("2"), ..one.clone() };
    put(&desk, &shop::facts(&[one.clone(), two.clone()]));
    let sizes = |desk: &Desk| -> Vec<u32> {
        desk.line_rows_of_order(&shop::account(), &one.order)
            .unwrap()
            .iter()
            .map(|row| row.bundle_lines)
            .collect()
    };
    assert_eq!(sizes(&desk), [2, 2]);
    put(&desk, &shop::facts(&[OrderLine { bundle: BundleId::from("9"), ..two }]));
    assert_eq!(sizes(&desk), [1, 1]);
}

#[test]
fn a_line_paid_later_moves_to_the_moment_of_payment_and_is_still_found() {
    let desk = desk::empty();
    let line = shop::line(1);
    put(&desk, &shop::facts(&[line.clone(), shop::line(100)]));
    put(&desk, &shop::facts(&[OrderLine { paid_at: Some(shop::hours(100)), ..line.clone() }]));
    let page = desk.page(&InboxQuery::default(), PageAt::Row(0), 10).unwrap();
    assert_eq!(page.rows[0].line, line.line, "the newest payment comes first");
    let found = InboxQuery { text: Some(line.order.to_string()), ..InboxQuery::default() };
    assert_eq!(desk.page(&found, PageAt::Row(0), 10).unwrap().rows.len(), 1);
}

/// Two products in one box, with a claim on the first.
fn box_of_two(desk: &Desk) -> (OrderLine, OrderLine) {
    let first = OrderLine { stage: Stage::Preparing, ..shop::line(1) };
    let second = OrderLine {
        line: LineId::new(format!("{}-77", first.bundle)),
        item: ItemId::from("77"),
        ..first.clone()
    };
    put(desk, &shop::facts(&[first.clone(), second.clone()]));
    (first, second)
}

/// The first of two under the box that a split gave it.
fn split(first: &OrderLine) -> OrderLine {
    OrderLine {
        line: LineId::from("900-3242596358"),
        bundle: BundleId::from("900"),
        stage: Stage::Shipped,
        ..first.clone()
    }
}

#[test]
fn a_split_shipping_lets_the_line_go_on_under_its_new_box() {
    let desk = desk::empty();
    let (first, second) = box_of_two(&desk);
    let moved = split(&first);
    let merged = desk
        .merge_whole_order(&shop::account(), &first.order, &[moved.clone(), second.clone()], shop::hours(2))
        .unwrap();
    assert_eq!((merged.new_lines, merged.changed_lines), (0, vec![moved.line.clone()]));
    let rows = desk.line_rows_of_order(&shop::account(), &first.order).unwrap();
    assert_eq!(rows.iter().map(|row| row.bundle_lines).collect::<Vec<_>>(), [1, 1]);
    let timeline = desk.timeline(&shop::account(), &first.order).unwrap();
    assert!(timeline.iter().any(|event| event.kind == EventKind::BundleChanged { bundle: "900".to_owned() }));
    assert!(
        timeline.iter().all(|event| event.line.as_ref() != Some(&first.line)),
        "an event names the old number"
    );
    assert_eq!(desk.line(&shop::account(), &first.line).unwrap(), Some(moved), "found by its old number too");
}

#[test]
fn an_old_page_after_a_split_does_not_bring_the_line_back_twice() {
    let desk = desk::empty();
    let (first, second) = box_of_two(&desk);
    desk.merge_whole_order(&shop::account(), &first.order, &[split(&first), second], shop::hours(2)).unwrap();
    let late = put(&desk, &shop::facts(std::slice::from_ref(&first)));
    assert_eq!((late.new_lines, late.set_aside), (0, 1));
    assert_eq!(desk.order_lines(&shop::account(), &first.order).unwrap().len(), 2);
}

#[test]
fn a_claim_that_names_the_box_from_before_the_split_finds_its_line() {
    let desk = desk::empty();
    let (first, second) = box_of_two(&desk);
    let moved = split(&first);
    desk.merge_whole_order(&shop::account(), &first.order, &[moved.clone(), second.clone()], shop::hours(2))
        .unwrap();
    put(&desk, &[shop::told(&shop::claim(1, ClaimKind::Return, &first, 2))]);
    assert_eq!(status(&desk, &moved), Status::ReturnReq);
    assert_eq!(status(&desk, &second), Status::Preparing);
}

#[test]
fn two_heirs_of_one_product_leave_the_old_line_alone() {
    let desk = desk::empty();
    let (first, second) = box_of_two(&desk);
    let heirs = [
        split(&first),
        OrderLine { line: LineId::from("901-1"), bundle: BundleId::from("901"), ..split(&first) },
    ];
    let lines = [heirs[0].clone(), heirs[1].clone(), second];
    let merged = desk.merge_whole_order(&shop::account(), &first.order, &lines, shop::hours(2)).unwrap();
    assert_eq!(merged.new_lines, 2, "nobody can tell which of the two it is");
    assert_eq!(desk.line(&shop::account(), &first.line).unwrap(), Some(first));
}
