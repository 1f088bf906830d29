//! What happened without us: what our own actions caused is not told, what came from outside is.

use domain::action::ClaimAct;
use domain::{
    Action, ActionId, Claim, ClaimKind, ClaimState, ClaimStep, ConfirmedBy, Fact, Fault, Happening,
    InvoiceNumber, LineResult, OrderLine, Outcome, Parcel, ParcelLine, Stage, Write,
};
use store::{Happened, Intent};

use crate::{desk, desk::Desk, shop};

/// A line that is packed.
fn packed(number: u64) -> OrderLine {
    OrderLine { stage: Stage::Preparing, ..shop::line(number) }
}

fn told(desk: &Desk) -> Vec<Happening> {
    desk.happenings(shop::start(), 100).unwrap().into_iter().rev().map(|one: Happened| one.what).collect()
}

fn merge(desk: &Desk, facts: &[Fact], hour: i64) {
    desk.merge(&shop::account(), facts, shop::hours(hour)).unwrap();
}

/// Sends an action and lets it end.
fn carry_out(desk: &Desk, id: &str, write: Write, result: &LineResult, hour: i64) {
    let action = Action { id: ActionId::from(id), account: shop::account(), write };
    let outcomes: Vec<_> =
        action.write.targets().into_iter().map(|target| Outcome { target, result: result.clone() }).collect();
    let intent = Intent { action: action.clone(), request_hash: id.to_owned(), leaves_at: None };
    desk.enqueue(&[intent], shop::hours(hour)).unwrap();
    desk.begin(&action.id, shop::hours(hour)).unwrap();
    desk.settle(&action.id, &outcomes, None, None, shop::hours(hour)).unwrap();
}

fn answer(claim: &Claim, act: ClaimAct) -> Write {
    Write::Claim {
        state: ClaimState { kind: claim.kind, step: claim.step },
        quantity: claim.quantity(),
        claim: claim.claim.clone(),
        order: claim.order.clone(),
        seen: None,
        act,
    }
}

fn refused() -> LineResult {
    LineResult::Failed { code: "400".into(), message: "안 됩니다".into(), retryable: false }
}

/// A desk with a claim on a delivered line.
fn with_return() -> (Desk, Claim) {
    let desk = desk::empty();
    let line = OrderLine { stage: Stage::Delivered, ..shop::line(1) };
    let claim = shop::claim(1, ClaimKind::Return, &line, 2);
    merge(&desk, &[shop::facts(&[line]), vec![shop::told(&claim)]].concat(), 1);
    (desk, claim)
}

#[test]
fn a_refund_that_we_asked_for_is_not_told_and_one_that_we_did_not_is() {
    let refunded = Happening::Moved { kind: ClaimKind::Return, to: ClaimStep::Refunded };
    for (act, result, expected) in [
        (None, LineResult::Ok, vec![refunded.clone()]),
        (Some(ClaimAct::Approve), LineResult::Ok, vec![]),
        (Some(ClaimAct::Approve), LineResult::Unknown, vec![]),
        (Some(ClaimAct::Approve), refused(), vec![refunded.clone()]),
        (Some(ClaimAct::RefuseFor { reason: "1".into() }), LineResult::Ok, vec![refunded]),
    ] {
        let (desk, claim) = with_return();
        if let Some(act) = act {
            carry_out(&desk, "act-1", answer(&claim, act), &result, 2);
        }
        merge(&desk, &[shop::told(&shop::moved(&claim, ClaimStep::Refunded))], 3);
        assert_eq!(told(&desk), expected, "{result:?}");
    }
}

#[test]
fn an_action_on_one_claim_explains_nothing_about_another_of_the_same_order() {
    let (desk, claim) = with_return();
    let other = Claim { claim: "7".into(), ..claim.clone() };
    merge(&desk, &[shop::told(&other)], 1);
    carry_out(&desk, "act-1", answer(&claim, ClaimAct::Approve), &LineResult::Ok, 2);
    merge(&desk, &[&claim, &other].map(|one| shop::told(&shop::moved(one, ClaimStep::Refunded))), 3);
    let rows = desk.happenings(shop::start(), 100).unwrap();
    assert_eq!(rows.iter().map(|row| row.claim.clone()).collect::<Vec<_>>(), [Some(other.claim)]);
}

/// A desk with two packed lines of one order and a cancel request on the first, asked for at hour 4.
fn with_cancel() -> (Desk, Claim, OrderLine, OrderLine) {
    let desk = desk::empty();
    let first = packed(1);
    let second = OrderLine { order: first.order.clone(), ..packed(2) };
    merge(&desk, &shop::facts(&[first.clone(), second.clone()]), 1);
    let claim = Claim { requested_at: shop::hours(4), ..shop::claim(1, ClaimKind::Cancel, &first, 2) };
    (desk, claim, first, second)
}

#[test]
fn goods_that_leave_end_a_cancel_only_of_their_own_line_and_only_after_it_was_asked_for() {
    for end in [ClaimStep::Withdrawn, ClaimStep::Rejected] {
        for (of_second, hour, tells) in [(false, 5, false), (true, 5, true), (false, 3, true)] {
            let (desk, claim, first, second) = with_cancel();
            let shipped = if of_second { &second } else { &first };
            if hour < 4 {
                carry_out(&desk, "act-1", ship(shipped), &LineResult::Ok, hour);
            }
            merge(&desk, &[shop::told(&claim)], 4);
            let before = told(&desk).len();
            if hour > 4 {
                carry_out(&desk, "act-1", ship(shipped), &LineResult::Ok, hour);
            }
            merge(&desk, &[shop::told(&shop::moved(&claim, end))], 6);
            assert_eq!(told(&desk).len() > before, tells, "{end:?} {of_second} {hour}");
        }
    }
}

#[test]
fn a_sale_that_we_cancelled_explains_its_own_claim_and_no_later_one() {
    for (of_second, days, tells) in [(false, 0, false), (true, 0, true), (false, 3, true)] {
        let (desk, claim, first, second) = with_cancel();
        let line = if of_second { &second } else { &first };
        carry_out(&desk, "act-1", cancel_sale(line), &LineResult::Ok, 4);
        let requested_at = claim.requested_at + chrono::Duration::days(days);
        merge(&desk, &[shop::told(&Claim { requested_at, ..claim })], 5);
        assert_eq!(!told(&desk).is_empty(), tells, "{of_second} {days}");
    }
}

#[test]
fn what_was_done_to_one_line_explains_nothing_about_another_of_the_same_order() {
    let (desk, _, first, second) = with_cancel();
    carry_out(&desk, "act-1", cancel_sale(&first), &LineResult::Ok, 2);
    merge(&desk, &shop::facts(&[OrderLine { stage: Stage::Canceled, ..second }]), 3);
    assert_eq!(told(&desk), [Happening::Canceled]);
    merge(&desk, &shop::facts(&[OrderLine { stage: Stage::Canceled, ..first }]), 3);
    assert_eq!(told(&desk).len(), 1, "we cancelled the first one ourselves");
    let (desk, _, first, _) = with_cancel();
    carry_out(&desk, "act-1", ship(&first), &LineResult::Ok, 2);
    merge(&desk, &shop::facts(&[OrderLine { stage: Stage::Canceled, ..first }]), 3);
    assert_eq!(told(&desk), [Happening::Canceled], "goods that leave cancel nothing");
}

#[test]
fn a_withdrawal_a_decision_of_the_support_and_a_change_are_told_once() {
    let (desk, claim) = with_return();
    let changed = Claim { fault: Fault::Seller, total: Some(1), ..shop::moved(&claim, ClaimStep::Requested) };
    merge(&desk, &[shop::told(&changed), shop::told(&changed)], 2);
    let ended =
        Claim { confirmed_by: ConfirmedBy::SupportAtLoss, ..shop::moved(&changed, ClaimStep::Completed) };
    merge(&desk, &[shop::told(&ended)], 3);
    assert_eq!(
        told(&desk),
        [
            Happening::ClaimQuantity { from: 2, to: 1 },
            Happening::FaultChanged { from: Fault::Buyer, to: Fault::Seller },
            Happening::Overruled { kind: ClaimKind::Return, at_loss: true },
        ]
    );
    let (desk, claim) = with_return();
    merge(&desk, &[Fact::Withdrawn { claim: claim.claim, at: None }], 2);
    assert_eq!(told(&desk), [Happening::Withdrawn { kind: ClaimKind::Return }]);
}

#[test]
fn goods_that_come_back_are_every_claims_way_and_no_news() {
    let (desk, claim) = with_return();
    merge(&desk, &[shop::told(&shop::moved(&claim, ClaimStep::Collecting))], 2);
    let held = Claim { held: Some(domain::Held::default()), ..shop::moved(&claim, ClaimStep::Collected) };
    merge(&desk, &[shop::told(&held)], 3);
    assert!(told(&desk).is_empty());
}

#[test]
fn a_claim_on_a_packed_parcel_is_told_and_more_so_when_its_number_was_entered_here() {
    for (number, stage, expected) in [
        (false, Stage::Preparing, vec![Happening::OnParcel { kind: ClaimKind::Cancel, numbered: false }]),
        (true, Stage::Preparing, vec![Happening::OnParcel { kind: ClaimKind::Cancel, numbered: true }]),
        (true, Stage::Shipped, vec![Happening::OnParcel { kind: ClaimKind::Cancel, numbered: true }]),
        (false, Stage::Paid, vec![]),
        (false, Stage::Shipped, vec![]),
    ] {
        let desk = desk::empty();
        let line = OrderLine { stage, ..shop::line(1) };
        merge(&desk, &shop::facts(std::slice::from_ref(&line)), 1);
        if number {
            carry_out(&desk, "act-1", ship(&line), &LineResult::Ok, 1);
        }
        let claim = shop::claim(1, ClaimKind::Cancel, &line, 2);
        merge(&desk, &[shop::told(&claim), shop::told(&claim)], 2);
        assert_eq!(told(&desk), expected, "{stage:?} {number}");
        assert!(told(&desk).iter().all(Happening::is_dangerous));
    }
}

#[test]
fn a_claim_from_before_the_account_was_added_is_no_news() {
    let desk = desk::empty();
    let old = Claim {
        requested_at: shop::start() - chrono::Duration::days(1),
        ..shop::claim(1, ClaimKind::Cancel, &packed(1), 2)
    };
    merge(&desk, &[shop::facts(&[packed(1)]), vec![shop::told(&old)]].concat(), 1);
    assert!(told(&desk).is_empty());
}

#[test]
fn a_line_that_waits_tells_of_its_pieces_and_its_address_unless_a_claim_does() {
    let desk = desk::empty();
    merge(&desk, &shop::facts(&[packed(1), packed(2), packed(3)]), 1);
    let mut fewer = packed(1);
    fewer.quantity.canceled = 1;
    let mut elsewhere = packed(2);
    elsewhere.receiver.address = "부산 해운대구 1".to_owned();
    let mut masked = packed(3);
    masked.receiver.address = "경기 오산시 ***".to_owned();
    merge(&desk, &shop::facts(&[fewer, elsewhere.clone(), masked]), 2);
    assert_eq!(told(&desk), [Happening::LineQuantity { from: 2, to: 1 }, Happening::Readdressed]);
    merge(&desk, &shop::facts(&[OrderLine { stage: Stage::Canceled, ..elsewhere }]), 3);
    assert_eq!(told(&desk).last(), Some(&Happening::Canceled));
    let claimed = packed(3);
    merge(&desk, &[shop::told(&shop::claim(3, ClaimKind::Cancel, &claimed, 1))], 4);
    let before = told(&desk).len();
    let mut fewer = claimed;
    fewer.quantity.held = 1;
    merge(&desk, &shop::facts(&[fewer]), 5);
    assert_eq!(told(&desk).len(), before, "the claim has told it");
}

#[test]
fn a_cancel_that_was_over_before_it_was_seen_is_told_of_a_packed_parcel() {
    for (step, expected) in [
        (ClaimStep::Completed, vec![Happening::Canceled]),
        (ClaimStep::Overruled, vec![Happening::Canceled]),
        (ClaimStep::Withdrawn, vec![]),
    ] {
        let desk = desk::empty();
        merge(&desk, &shop::facts(&[packed(1)]), 1);
        let claim = shop::moved(&shop::claim(1, ClaimKind::Cancel, &packed(1), 2), step);
        merge(&desk, &[shop::told(&claim)], 2);
        let canceled = OrderLine { stage: Stage::Canceled, ..packed(1) };
        if !expected.is_empty() {
            merge(&desk, &shop::facts(&[canceled]), 3);
        }
        assert_eq!(told(&desk), expected, "{step:?}, and once");
    }
}

#[test]
fn a_claim_tells_nothing_of_another_line_nor_after_it_was_withdrawn() {
    let (one, other) = (packed(1), OrderLine { order: packed(1).order, ..packed(2) });
    let desk = desk::empty();
    merge(&desk, &shop::facts(&[one.clone(), other.clone()]), 1);
    let claim = shop::claim(1, ClaimKind::Cancel, &one, 1);
    merge(&desk, &[shop::told(&claim)], 2);
    let open = Happening::OnParcel { kind: ClaimKind::Cancel, numbered: false };
    assert_eq!(told(&desk), std::slice::from_ref(&open));
    merge(&desk, &shop::facts(&[OrderLine { stage: Stage::Canceled, ..other }]), 3);
    assert_eq!(told(&desk), [open.clone(), Happening::Canceled], "the claim is about the other line");
    merge(&desk, &[shop::told(&shop::moved(&claim, ClaimStep::Withdrawn))], 4);
    merge(&desk, &shop::facts(&[OrderLine { stage: Stage::Canceled, ..one }]), 5);
    let withdrawn = Happening::Withdrawn { kind: ClaimKind::Cancel };
    assert_eq!(told(&desk), [open, Happening::Canceled, withdrawn, Happening::Canceled]);
}

#[test]
fn what_was_seen_stays_seen_and_goes_with_its_account() {
    let (desk, claim) = with_return();
    merge(&desk, &[Fact::Withdrawn { claim: claim.claim, at: None }], 2);
    assert_eq!(desk.unseen_happenings().unwrap(), 1);
    let number = desk.happenings(shop::start(), 1).unwrap()[0].number;
    desk.see_happenings(&[number, 99], shop::hours(3)).unwrap();
    desk.see_happenings(&[number], shop::hours(4)).unwrap();
    let row = desk.happenings(shop::start(), 1).unwrap().remove(0);
    assert_eq!((row.seen_at, desk.unseen_happenings().unwrap()), (Some(shop::hours(3)), 0));
    assert!(desk.happenings(shop::hours(9), 1).unwrap().is_empty(), "seen, and long ago");
    desk.remove_account(&shop::account()).unwrap();
    assert!(desk.happenings(shop::start(), 1).unwrap().is_empty());
}

/// The seller cancels the sale of all its pieces.
fn cancel_sale(line: &OrderLine) -> Write {
    Write::CancelSale {
        order: line.order.clone(),
        bundle: line.bundle.clone(),
        lines: vec![(ParcelLine { line: line.line.clone(), item: line.item.clone() }, 2)],
        reason: "1".to_owned(),
    }
}

/// The line leaves under a number.
fn ship(line: &OrderLine) -> Write {
    Write::Ship {
        parcels: vec![Parcel {
            order: line.order.clone(),
            bundle: line.bundle.clone(),
            lines: vec![ParcelLine { line: line.line.clone(), item: line.item.clone() }],
            courier: "CJGLS".into(),
            invoice: InvoiceNumber::from("123456789012"),
            split: false,
        }],
    }
}
