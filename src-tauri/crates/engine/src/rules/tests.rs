use domain::{
    AccountId, BundleId, Claim, ClaimKind, ClaimLine, ClaimStep, ConfirmedBy, Delivery, Fault, Marketplace,
    OrderLine, Person, Price, Product, Quantity, Reason, Receiver, Stage,
};

use super::*;

fn line(bundle: &str, item: &str) -> OrderLine {
    OrderLine {
        account: AccountId::from("a"),
        marketplace: Marketplace::Coupang,
        order: "1".into(),
        line: format!("{bundle}:{item}").as_str().into(),
        item: item.into(),
        bundle: bundle.into(),
        stage: Stage::Preparing,
        raw_status: String::new(),
        ordered_at: chrono::DateTime::UNIX_EPOCH,
        paid_at: None,
        ship_by: None,
        shipped_at: None,
        delivered_at: None,
        confirmed_at: None,
        product: Product::default(),
        quantity: Quantity { ordered: 1, canceled: 0, held: 0 },
        price: Price::default(),
        buyer: Person::default(),
        receiver: Receiver::default(),
        delivery: Delivery::default(),
        channel: String::new(),
        more: Vec::new(),
        raw: String::new(),
    }
}

fn request(bundle: Option<&str>, item: &str, step: ClaimStep) -> Claim {
    Claim {
        account: AccountId::from("a"),
        marketplace: Marketplace::Coupang,
        order: "1".into(),
        claim: "c".into(),
        kind: ClaimKind::Cancel,
        step,
        raw_status: String::new(),
        requested_at: chrono::DateTime::UNIX_EPOCH,
        changed_at: chrono::DateTime::UNIX_EPOCH,
        lines: vec![ClaimLine {
            line: None,
            item: item.into(),
            bundle: bundle.map(BundleId::from),
            product: String::new(),
            purchased: 1,
            quantity: 1,
            unshipped: true,
        }],
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
        total: None,
        confirmed_by: ConfirmedBy::Unstated,
        verbs: Vec::new(),
        more: Vec::new(),
        raw: String::new(),
    }
}

#[test]
fn a_request_stands_on_the_product_it_names_in_the_bundle_it_names() {
    let order = [line("b1", "x"), line("b2", "x"), line("b1", "y")];
    let claims = [request(Some("b1"), "x", ClaimStep::Requested)];
    let stands: Vec<bool> = order.iter().map(|line| cancel_hold(&claims, &order, line).is_some()).collect();
    assert_eq!(stands, [true, false, false]);
}

#[test]
fn a_request_follows_a_product_that_a_split_gave_another_bundle() {
    let order = [line("new", "x"), line("b1", "y")];
    let claims = [request(Some("b1"), "x", ClaimStep::Requested)];
    assert!(cancel_hold(&claims, &order, &order[0]).is_some());
}

#[test]
fn a_request_without_a_bundle_stands_on_every_line_of_the_product() {
    let order = [line("b1", "x"), line("b2", "x")];
    let claims = [request(None, "x", ClaimStep::Requested)];
    assert!(order.iter().all(|line| cancel_hold(&claims, &order, line).is_some()));
}

#[test]
fn a_settled_request_stands_on_nothing_and_one_of_an_unknown_step_does() {
    let order = [line("b1", "x")];
    for (step, hold) in [
        (ClaimStep::Withdrawn, None),
        (ClaimStep::Completed, None),
        (ClaimStep::Rejected, None),
        (ClaimStep::Unknown, Some(Hold::CancelRequested)),
        (ClaimStep::Approved, Some(Hold::BeingCanceled)),
    ] {
        let claims = [request(Some("b1"), "x", step)];
        assert_eq!(cancel_hold(&claims, &order, &order[0]), hold, "{step:?}");
    }
}

#[test]
fn an_approved_cancel_does_not_hide_one_that_waits_for_an_answer() {
    let order = [line("b1", "x")];
    let claims = [ClaimStep::Approved, ClaimStep::Requested].map(|step| request(Some("b1"), "x", step));
    assert_eq!(cancel_hold(&claims, &order, &order[0]), Some(Hold::CancelRequested));
}

#[test]
fn held_pieces_keep_a_line_from_leaving() {
    let held = OrderLine { quantity: Quantity { ordered: 3, canceled: 0, held: 1 }, ..line("b1", "x") };
    assert_eq!(to_ship(&held), Some(Hold::CancelRequested));
}

#[test]
fn claims_that_took_every_piece_between_them_take_a_line() {
    let twice = OrderLine { quantity: Quantity { ordered: 2, canceled: 0, held: 0 }, ..line("b1", "x") };
    let order = [twice, line("b1", "y")];
    let part = || request(Some("b1"), "x", ClaimStep::Completed);
    let returned = || Claim { kind: ClaimKind::Return, step: ClaimStep::Overruled, ..part() };
    let swapped = || Claim { kind: ClaimKind::Exchange, ..part() };
    for (claims, taken) in [
        (vec![part()], false),
        (vec![part(), returned()], true),
        (vec![part(), swapped()], false),
        (vec![part(), request(Some("b1"), "x", ClaimStep::Withdrawn)], false),
    ] {
        assert_eq!(is_taken(&claims, &order, &order[0]), taken, "{claims:?}");
        assert!(!is_taken(&claims, &order, &order[1]));
        let left = as_taken(order.to_vec(), &claims)[0].quantity.to_ship();
        assert_eq!(left, if taken { 0 } else { 2 });
    }
}

#[test]
fn a_verb_that_is_not_taken_names_what_comes_before_it() {
    use ClaimVerb::{Complete, ConfirmCollected, Hold as Stop, Notify, Refund, RegisterPickup, Reship};
    let before = |kind, step, verbs: &[ClaimVerb], verb| {
        let claim = Claim { kind, verbs: verbs.to_vec(), ..request(None, "1", step) };
        super::before(&claim, verb)
    };
    let (back, swap) = (ClaimKind::Return, ClaimKind::Exchange);
    let asked = ClaimStep::Requested;
    assert_eq!(before(swap, asked, &[RegisterPickup, Stop], ConfirmCollected), Hold::PickupFirst);
    assert_eq!(before(back, asked, &[Notify], ConfirmCollected), Hold::NotifyFirst);
    assert_eq!(before(back, asked, &[ClaimVerb::Approve], RegisterPickup), Hold::ApproveFirst);
    assert_eq!(before(back, ClaimStep::Approved, &[ConfirmCollected], Refund), Hold::CollectedFirst);
    assert_eq!(before(back, ClaimStep::Collecting, &[Stop], Refund), Hold::NotBackYet);
    assert_eq!(before(back, ClaimStep::Collecting, &[], RegisterPickup), Hold::PickupKnown);
    assert_eq!(before(swap, ClaimStep::Collected, &[Reship], Complete), Hold::ReshipFirst);
    assert_eq!(before(swap, ClaimStep::Collected, &[], Reship), Hold::NoVerb);
    assert_eq!(before(ClaimKind::Cancel, asked, &[], Refund), Hold::NoVerb);
}
