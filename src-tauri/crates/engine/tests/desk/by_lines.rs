//! A marketplace that acts on lines: what of a bundle goes, what stays, in how many requests.

use domain::{AccountId, ActionKind, ActionState, LineId, LineResult, Stage, Target, Write};
use engine::view::{ActionView, Blocked, ShipRow, SplitLater};

use crate::support::{Bench, Fault, cancel, line, lines_of, only_action, settle};

fn row(account: &AccountId, line: &str, invoice: &str) -> ShipRow {
    ShipRow { account: account.clone(), line: line.into(), courier: "CJGLS".into(), invoice: invoice.into() }
}

fn said(blocked: &[Blocked], line: &str) -> String {
    let target = Target::Line(LineId::from(line));
    let row = blocked.iter().find(|row| row.target == target);
    row.map(|row| row.reason.ko.clone().into_owned()).unwrap_or_default()
}

fn result(action: &ActionView, line: &str) -> String {
    let target = Target::Line(LineId::from(line));
    match &action.outcomes.iter().find(|view| view.outcome.target == target).unwrap().outcome.result {
        LineResult::Failed { code, .. } => code.clone(),
        other => format!("{other:?}"),
    }
}

fn sent(write: &Write) -> Vec<String> {
    let name = |target: Target| match target {
        Target::Line(line) => line.to_string(),
        Target::Claim(claim) => claim.to_string(),
    };
    write.targets().into_iter().map(name).collect()
}

#[tokio::test]
async fn the_lines_of_a_bundle_that_can_go_leave_the_others_behind() {
    let (_bench, engine, account, shop) = Bench::by_lines(|shop| {
        shop.add_lines(lines_of("1", &["a", "b", "c"], Stage::Preparing));
        shop.add_claim(cancel("C1", &shop.line("1-1-b"), 1));
    })
    .await;
    let batch = engine.ship(vec![row(&account, "1-1-a", "1234567890")]).await.unwrap();
    assert!(said(&batch.blocked, "1-1-b").contains("취소 요청"), "{:?}", batch.blocked);
    engine.run_due().await.unwrap();
    assert_eq!(sent(&shop.received()[0]), ["1-1-a", "1-1-c"]);
    assert_eq!(shop.line("1-1-b").stage, Stage::Preparing);
}

#[tokio::test]
async fn others_never_leave_in_the_place_of_the_line_that_was_pressed() {
    let (_bench, engine, account, shop) = Bench::by_lines(|shop| {
        shop.add_lines(lines_of("1", &["a", "b", "c"], Stage::Preparing));
        shop.add_claim(cancel("C1", &shop.line("1-1-b"), 1));
    })
    .await;
    let batch = engine.ship(vec![row(&account, "1-1-b", "1234567890")]).await.unwrap();
    assert_eq!((batch.actions.len(), batch.blocked.len()), (0, 1));
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty());
}

#[tokio::test]
async fn a_line_whose_cancel_came_meanwhile_does_not_hold_the_others() {
    let (_bench, engine, account, shop) =
        Bench::by_lines(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing))).await;
    engine.ship(vec![row(&account, "1-1-a", "1234567890")]).await.unwrap();
    shop.add_claim(cancel("C1", &shop.line("1-1-b"), 3));
    engine.run_due().await.unwrap();
    let action = only_action(&engine).await;
    assert_eq!(result(&action, "1-1-a"), "Ok");
    assert_eq!(result(&action, "1-1-b"), "desk.cancel_requested");
}

#[tokio::test]
async fn the_rest_of_a_package_ships_like_any_other() {
    let (_bench, engine, account, shop) = Bench::by_lines(|shop| {
        shop.add_lines(lines_of("1", &["a", "b", "c"], Stage::Preparing));
        shop.edit_line("1-1-a", |line| {
            line.stage = Stage::Delivering;
            line.delivery.invoice = Some("1111111111".into());
        });
    })
    .await;
    let detail = engine.order_detail(account.clone(), LineId::from("1-1-b")).await.unwrap();
    let offer = |kind| detail.offers.iter().find(|offer| offer.kind == kind).unwrap().enabled;
    assert!(offer(ActionKind::Ship) && offer(ActionKind::ShipRest) && offer(ActionKind::SplitShip));
    let batch = engine.ship(vec![row(&account, "1-1-b", "2222222222")]).await.unwrap();
    assert!(batch.blocked.is_empty(), "what has left needs no word: {:?}", batch.blocked);
    engine.run_due().await.unwrap();
    assert_eq!(sent(&shop.received()[0]), ["1-1-b", "1-1-c"]);
    assert_eq!(shop.line("1-1-a").delivery.invoice.unwrap().as_str(), "1111111111");
}

#[tokio::test]
async fn a_package_leaves_in_two_parts_and_the_rest_later() {
    let (_bench, engine, account, shop) =
        Bench::by_lines(|shop| shop.add_lines(lines_of("1", &["a", "b", "c"], Stage::Preparing))).await;
    let later =
        SplitLater { lines: vec!["1-1-b".into()], courier: "".into(), on: "2026-03-01".parse().unwrap() };
    let batch = engine.split_ship(vec![row(&account, "1-1-a", "1111111111")], later).await.unwrap();
    assert!(batch.blocked.is_empty(), "nothing is promised there: {:?}", batch.blocked);
    engine.run_due().await.unwrap();
    assert_eq!(shop.line("1-1-a").stage, Stage::Shipped);
    assert_eq!(shop.line("1-1-b").stage, Stage::Preparing);
    let batch = engine.ship_rest(row(&account, "1-1-c", "2222222222")).await.unwrap();
    assert!(batch.blocked.is_empty(), "{:?}", batch.blocked);
    engine.run_due().await.unwrap();
    for rest in ["1-1-b", "1-1-c"] {
        assert_eq!(shop.line(rest).delivery.invoice.unwrap().as_str(), "2222222222");
    }
}

#[tokio::test]
async fn a_lost_part_of_a_package_is_found_by_its_number() {
    let (bench, engine, account, shop) =
        Bench::by_lines(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing))).await;
    shop.fail_next(Fault::LostAfter);
    let later = SplitLater { lines: Vec::new(), courier: "".into(), on: "2026-03-05".parse().unwrap() };
    engine.split_ship(vec![row(&account, "1-1-a", "1111111111")], later).await.unwrap();
    settle(&bench, &engine).await;
    assert_eq!(result(&only_action(&engine).await, "1-1-a"), "Ok");
    assert_eq!(shop.received().len(), 1);
}

#[tokio::test]
async fn requests_count_lines_and_a_parcel_that_does_not_fit_is_cut() {
    let (_bench, engine, account, shop) = Bench::by_lines(|shop| {
        shop.add_lines(lines_of("1", &["a", "b", "c", "d", "e"], Stage::Preparing));
        shop.add_lines(lines_of("2", &["a", "b"], Stage::Preparing));
    })
    .await;
    let rows = vec![row(&account, "1-1-a", "1111111111"), row(&account, "2-1-a", "2222222222")];
    engine.ship(rows).await.unwrap();
    engine.run_due().await.unwrap();
    let received = shop.received();
    assert_eq!(received.iter().map(|write| sent(write).len()).collect::<Vec<_>>(), [4, 3]);
    let Write::Ship { parcels } = &received[1] else { panic!("{received:?}") };
    let numbers: Vec<&str> = parcels.iter().map(|parcel| parcel.invoice.as_str()).collect();
    assert_eq!(numbers, ["1111111111", "2222222222"], "both parts bear their parcel's number");
}

#[tokio::test]
async fn a_confirmation_takes_the_lines_that_can_go_in_requests_of_lines() {
    let (_bench, engine, account, shop) = Bench::by_lines(|shop| {
        shop.add_lines(lines_of("1", &["a", "b", "c", "d", "e"], Stage::Paid));
        shop.add_claim(cancel("C1", &shop.line("1-1-b"), 1));
    })
    .await;
    let pressed = ["1-1-a", "1-1-b"].map(|line| (account.clone(), LineId::from(line))).to_vec();
    let batch = engine.confirm_lines(pressed).await.unwrap();
    assert_eq!(batch.blocked.len(), 1, "named once: {:?}", batch.blocked);
    engine.run_due().await.unwrap();
    let sizes: Vec<usize> = shop.received().iter().map(|write| sent(write).len()).collect();
    assert_eq!(sizes, [3, 1]);
}

#[tokio::test]
async fn many_lines_cost_one_reading_before_and_one_after_each_request() {
    let (_bench, engine, account, shop) = Bench::by_lines(|shop| {
        shop.add_lines((0..8).map(|order| line(&format!("{order}-1-a"), Stage::Preparing)).collect());
    })
    .await;
    let rows = (0..8).map(|n| row(&account, &format!("{n}-1-a"), &format!("123456789{n}"))).collect();
    engine.ship(rows).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(shop.received().len(), 2);
    assert_eq!(shop.standing_read(), [4, 4, 4, 4], "before and after each of two requests");
}

#[tokio::test]
async fn after_a_confirmation_all_its_lines_are_read_at_once() {
    let (_bench, engine, account, shop) = Bench::by_lines(|shop| {
        shop.add_lines((0..3).map(|order| line(&format!("{order}-1-a"), Stage::Paid)).collect());
    })
    .await;
    let lines = (0..3).map(|n| (account.clone(), LineId::new(format!("{n}-1-a")))).collect();
    engine.confirm_lines(lines).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(shop.standing_read(), [3]);
}

#[tokio::test]
async fn one_refused_line_of_a_request_does_not_hold_the_others() {
    let (_bench, engine, account, shop) =
        Bench::by_lines(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing))).await;
    shop.fail_next(Fault::Partial);
    engine.ship(vec![row(&account, "1-1-a", "1234567890")]).await.unwrap();
    engine.run_due().await.unwrap();
    let action = only_action(&engine).await;
    assert_eq!((result(&action, "1-1-a"), result(&action, "1-1-b")), ("Ok".to_owned(), "INVALID".to_owned()));
}

#[tokio::test]
async fn a_selection_counts_the_lines_that_go_and_not_their_whole_parcels() {
    let (_bench, engine, account, _shop) = Bench::by_lines(|shop| {
        shop.add_lines(lines_of("1", &["a", "b", "c"], Stage::Preparing));
        shop.add_claim(cancel("C1", &shop.line("1-1-b"), 1));
    })
    .await;
    let selected = |lines: &[&str]| lines.iter().map(|line| (account.clone(), LineId::from(*line))).collect();
    let ship = |offers: Vec<engine::view::SelectionOffer>| {
        let ship = offers.into_iter().find(|offer| offer.offer.kind == ActionKind::Ship).unwrap();
        (ship.offer.enabled, ship.applicable, ship.along)
    };
    assert_eq!(ship(engine.selection_offers(selected(&["1-1-a", "1-1-b"])).await.unwrap()), (true, 1, 1));
    assert_eq!(ship(engine.selection_offers(selected(&["1-1-b"])).await.unwrap()), (false, 0, 0));
}

#[tokio::test]
async fn pieces_of_several_lines_are_cancelled_a_request_each() {
    let (_bench, engine, account, shop) =
        Bench::by_lines(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing))).await;
    let lines = ["1-1-a", "1-1-b"].map(|line| (LineId::from(line), 1)).to_vec();
    engine.cancel_sale(account, lines, "SOLD_OUT".to_owned()).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(shop.received().iter().map(sent).collect::<Vec<_>>(), [["1-1-a"], ["1-1-b"]]);
}

#[tokio::test]
async fn a_lost_cancellation_is_found_by_the_request_that_it_opened() {
    for (fault, ends) in [(Fault::LostAfter, ActionState::Done), (Fault::LostBefore, ActionState::Failed)] {
        let (bench, engine, account, shop) =
            Bench::by_lines(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
        shop.fail_next(fault);
        let lines = vec![(LineId::from("1-1-a"), 1)];
        engine.cancel_sale(account, lines, "SOLD_OUT".to_owned()).await.unwrap();
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, ends, "{fault:?}");
        assert_eq!(shop.received().len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_lost_part_of_which_some_lines_left_is_told_line_by_line() {
    let (bench, engine, account, shop) =
        Bench::by_lines(|shop| shop.add_lines(lines_of("1", &["a", "b", "c"], Stage::Preparing))).await;
    shop.fail_next(Fault::LostBefore);
    let later =
        SplitLater { lines: vec!["1-1-c".into()], courier: "".into(), on: "2026-03-05".parse().unwrap() };
    let now = vec![row(&account, "1-1-a", "1111111111"), row(&account, "1-1-b", "1111111111")];
    engine.split_ship(now, later).await.unwrap();
    engine.run_due().await.unwrap();
    shop.edit_line("1-1-a", |line| {
        line.stage = Stage::Shipped;
        line.delivery.invoice = Some("1111111111".into());
    });
    settle(&bench, &engine).await;
    let action = only_action(&engine).await;
    let results = ["1-1-a", "1-1-b", "1-1-c"].map(|line| result(&action, line));
    assert_eq!(results, ["Ok", "desk.not_applied", "Ok"]);
    assert_eq!(shop.received().len(), 1);
}

#[tokio::test]
async fn what_is_handed_over_has_no_number_to_share_or_to_be_found_by() {
    let (bench, engine, account, shop) = Bench::by_lines(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing), line("2-1-a", Stage::Preparing)]);
    })
    .await;
    shop.fail_next(Fault::LostAfter);
    let by_hand = |line| ShipRow { courier: "BY_HAND".into(), ..row(&account, line, "") };
    let batch = engine.ship(vec![by_hand("1-1-a"), by_hand("2-1-a")]).await.unwrap();
    assert!(batch.blocked.is_empty(), "two receivers, and no number: {:?}", batch.blocked);
    settle(&bench, &engine).await;
    assert_eq!(only_action(&engine).await.state, ActionState::Done);
    assert_eq!(shop.received().len(), 1);
    let couriers = engine.couriers(account).await.unwrap();
    assert_eq!(couriers.iter().map(|courier| courier.numbered).collect::<Vec<_>>(), [true, true, false]);
}

#[tokio::test]
async fn a_number_over_two_orders_takes_the_pressed_lines_of_both() {
    let (_bench, engine, account, shop) = Bench::by_lines(|shop| {
        let mut lines = ["1-1-a", "2-1-a", "3-1-a"].map(|id| line(id, Stage::Preparing));
        for line in &mut lines {
            line.bundle = "P".into();
            line.receiver.address_detail = "101호".to_owned();
        }
        shop.add_lines(lines.to_vec());
    })
    .await;
    let pressed = ["1-1-a", "2-1-a"].map(|id| (account.clone(), LineId::from(id))).to_vec();
    let offers = engine.selection_offers(pressed).await.unwrap();
    let ship = offers.iter().find(|offer| offer.offer.kind == ActionKind::Ship).unwrap();
    assert_eq!((ship.applicable, ship.along), (2, 0), "the third order was not pressed");
    let rows = ["1-1-a", "2-1-a"].map(|id| row(&account, id, "1234567890")).to_vec();
    let batch = engine.ship(rows).await.unwrap();
    assert!(batch.blocked.is_empty(), "{:?}", batch.blocked);
    engine.run_due().await.unwrap();
    let stages = ["1-1-a", "2-1-a", "3-1-a"].map(|id| shop.line(id).stage);
    assert_eq!(stages, [Stage::Shipped, Stage::Shipped, Stage::Preparing]);
}
