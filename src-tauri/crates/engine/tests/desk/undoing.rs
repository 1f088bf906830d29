//! Taking a press back: inside its moment nothing reaches the marketplace, after it everything is as ever.

use std::time::Duration;

use chrono::TimeDelta;
use domain::{AccountId, ActionKind, ActionState, ClaimKind, EventKind, LineId, Stage, Target};
use engine::Engine;
use engine::view::{ActionBatch, Change, ClaimActRequest, ClaimRequest, LeavingView, ShipRow, Tag};

use crate::support::{Bench, Fault, Shop, cancel, line, only_action, state};

/// A bench on which presses wait, with lines to ship and a cancel request on the last.
async fn bench(seconds: u32) -> (Bench, Engine, AccountId, std::sync::Arc<Shop>) {
    let (bench, engine, account, shop) = Bench::stocked(|shop| {
        let lines = ["1-1-a", "2-1-a", "3-1-a"].map(|id| line(id, Stage::Preparing));
        shop.add_lines(lines.to_vec());
        shop.add_claim(cancel("C1", &shop.line("3-1-a"), 1));
    })
    .await;
    engine.set_undo_seconds(seconds).await.unwrap();
    (bench, engine, account, shop)
}

async fn ship(engine: &Engine, account: &AccountId, order: u32) -> ActionBatch {
    let row = ShipRow {
        account: account.clone(),
        line: format!("{order}-1-a").as_str().into(),
        courier: "CJGLS".into(),
        invoice: format!("123456789{order}").as_str().into(),
    };
    engine.ship(vec![row]).await.unwrap()
}

async fn refund(engine: &Engine, account: &AccountId) -> ActionBatch {
    engine.claim_act(account.clone(), vec!["C1".into()], ClaimActRequest::Approve).await.unwrap()
}

#[tokio::test]
async fn what_is_taken_back_in_time_never_reaches_the_marketplace() {
    let (bench, engine, account, shop) = bench(5).await;
    let batches = [ship(&engine, &account, 1).await, refund(&engine, &account).await];
    let ids: Vec<_> = batches.iter().flat_map(|batch| batch.actions.clone()).collect();
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty(), "it waits: {:?}", shop.received());
    let answer = engine.undo(ids.clone()).await.unwrap();
    assert_eq!((answer.undone, answer.late), (ids.clone(), Vec::new()));
    bench.clock.advance(TimeDelta::minutes(1));
    engine.run_due().await.unwrap();
    drop(engine);
    let engine = bench.open().await;
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty(), "it was taken back: {:?}", shop.received());
    for id in &ids {
        assert_eq!(state(&engine, id).await, ActionState::Undone);
    }
}

#[tokio::test]
async fn what_is_not_taken_back_leaves_at_its_moment() {
    let (bench, engine, account, shop) = bench(5).await;
    let batch = ship(&engine, &account, 1).await;
    assert_eq!(batch.leaves_at, Some(crate::support::start() + TimeDelta::seconds(5)));
    bench.clock.advance(TimeDelta::milliseconds(4999));
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty());
    bench.clock.advance(TimeDelta::milliseconds(1));
    engine.run_due().await.unwrap();
    assert_eq!((shop.received().len(), only_action(&engine).await.state), (1, ActionState::Done));
    let late = engine.undo(batch.actions.clone()).await.unwrap();
    assert_eq!((late.undone, late.late), (Vec::new(), batch.actions), "it has left");
}

#[tokio::test]
async fn the_loop_wakes_for_the_next_that_leaves() {
    let (bench, engine, account, shop) = bench(10).await;
    engine.start();
    let mut events = engine.events();
    ship(&engine, &account, 1).await;
    // The loop has to lie down before the clock moves; it rests five seconds at most when nothing waits.
    for seconds in [7, 3] {
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(shop.received().is_empty());
        bench.clock.advance(TimeDelta::seconds(seconds));
    }
    let done = async {
        while !matches!(events.recv().await.unwrap(), Change::Action { state: ActionState::Done, .. }) {}
    };
    tokio::time::timeout(Duration::from_secs(20), done).await.expect("it was not sent at its moment");
    engine.stop().await;
}

#[tokio::test]
async fn the_line_and_the_claim_are_as_before_and_may_be_pressed_again() {
    let (_bench, engine, account, _shop) = bench(5).await;
    let detail = async || engine.order_detail(account.clone(), LineId::from("1-1-a")).await.unwrap();
    let queue = async || {
        let request = ClaimRequest { kind: ClaimKind::Cancel, accounts: Vec::new() };
        engine.claim_queue(request).await.unwrap().rows.remove(0)
    };
    let (order, claim) = (detail().await, queue().await);
    let mut actions = ship(&engine, &account, 1).await.actions;
    actions.extend(refund(&engine, &account).await.actions);
    assert!(queue().await.offers.iter().all(|(_, offer)| !offer.enabled));
    engine.undo(actions).await.unwrap();
    assert_eq!(queue().await, claim);
    let after = detail().await;
    assert_eq!((&after.lines, &after.offers), (&order.lines, &order.offers));
    let told = after.timeline.iter().any(|entry| {
        matches!(
            entry.kind,
            EventKind::ActionMoved { state: ActionState::Undone, kind: ActionKind::Ship, .. }
        )
    });
    assert!(told, "the timeline keeps the press and that it was taken back");
    assert_eq!(ship(&engine, &account, 1).await.blocked, []);
}

#[tokio::test]
async fn what_waits_is_told_with_its_targets_until_it_leaves() {
    let (bench, engine, account, _shop) = bench(5).await;
    let mut events = engine.events();
    let batch = refund(&engine, &account).await;
    let waiting = engine.waiting().await.unwrap();
    assert_eq!((waiting.len(), &waiting[0].id), (1, &batch.actions[0]));
    assert_eq!(waiting[0].targets, [Target::Claim("C1".into())]);
    assert_eq!(only_action(&engine).await.leaves_at, Some(waiting[0].leaves_at));
    assert!(events.try_recv().unwrap().invalidates().contains(&Tag::Journal));
    bench.clock.advance(TimeDelta::seconds(5));
    assert!(engine.waiting().await.unwrap().is_empty());
    engine.run_due().await.unwrap();
    assert_eq!(only_action(&engine).await.leaves_at, None);
}

#[tokio::test]
async fn what_a_later_press_sets_right_leaves_at_once() {
    let (_bench, engine, account, shop) = bench(20).await;
    shop.add_lines(vec![line("4-1-a", Stage::Paid)]);
    engine.collect_account(&account).await.unwrap();
    let batch = engine.confirm_lines(vec![(account, LineId::from("4-1-a"))]).await.unwrap();
    assert_eq!(batch.leaves_at, None);
    engine.run_due().await.unwrap();
    assert_eq!(shop.received().len(), 1);
}

#[tokio::test]
async fn the_choice_counts_from_the_next_press_on_and_outlives_the_application() {
    let (bench, engine, account, shop) = bench(20).await;
    let slow = ship(&engine, &account, 1).await;
    engine.set_undo_seconds(0).await.unwrap();
    let fast = ship(&engine, &account, 2).await;
    assert_eq!((slow.leaves_at.is_some(), fast.leaves_at), (true, None));
    engine.run_due().await.unwrap();
    assert_eq!(shop.received().len(), 1, "the first press keeps its moment");
    assert!(engine.set_undo_seconds(7).await.is_err(), "the window offers no such choice");
    drop(engine);
    let engine = bench.open_with(Duration::from_secs(5)).await;
    assert_eq!(engine.undo_seconds().await.unwrap(), 0);
}

#[tokio::test]
async fn until_something_is_chosen_the_engine_is_told_how_long_a_press_waits() {
    let engine = Bench::new().open_with(Duration::from_secs(5)).await;
    assert_eq!(engine.undo_seconds().await.unwrap(), 5);
}

#[tokio::test]
async fn after_a_crash_what_waited_waits_for_an_answer_and_is_read_again() {
    let (bench, engine, account, shop) = bench(5).await;
    ship(&engine, &account, 1).await;
    let second = ship(&engine, &account, 2).await;
    drop(engine);
    shop.add_claim(cancel("C2", &shop.line("2-1-a"), 1));
    bench.clock.advance(TimeDelta::hours(9));
    let engine = bench.open().await;
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty(), "nobody has seen the window yet");
    let waiting = engine.waiting().await.unwrap();
    assert_eq!((waiting.len(), waiting[1].id == second.actions[0]), (2, true), "both can be taken back");
    bench.clock.advance(TimeDelta::seconds(60));
    engine.run_due().await.unwrap();
    assert_eq!((shop.times(&on("1-1-a")), shop.times(&on("2-1-a"))), (1, 0), "a cancel came meanwhile");
}

#[tokio::test]
async fn what_stands_in_line_after_its_moment_can_still_be_stopped() {
    let (bench, engine, account, shop) = bench(5).await;
    let batch = ship(&engine, &account, 1).await;
    bench.clock.advance(TimeDelta::seconds(30));
    let answer = engine.undo(batch.actions.clone()).await.unwrap();
    assert_eq!((answer.undone, answer.late), (batch.actions, Vec::new()));
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty());
}

#[tokio::test]
async fn what_is_sent_again_has_had_its_moment() {
    let (bench, engine, account, shop) = bench(5).await;
    let batch = ship(&engine, &account, 1).await;
    shop.fail_next(Fault::LostBefore);
    bench.clock.advance(TimeDelta::seconds(5));
    engine.run_due().await.unwrap();
    assert_eq!(only_action(&engine).await.state, ActionState::Unknown);
    assert_eq!(engine.undo(batch.actions.clone()).await.unwrap().late, batch.actions);
    crate::support::settle(&bench, &engine).await;
    assert_eq!((shop.times(&on("1-1-a")), only_action(&engine).await.attempts), (1, 1));
}

#[tokio::test]
async fn closing_sends_what_waits_or_takes_back_what_is_queued() {
    let (_bench, engine, account, shop) = bench(20).await;
    assert!(engine.leaving().await.unwrap().is_empty());
    ship(&engine, &account, 1).await;
    refund(&engine, &account).await;
    let kinds = vec![(ActionKind::Ship, 1), (ActionKind::ApproveCancel, 1)];
    assert_eq!(engine.leaving().await.unwrap(), LeavingView { waiting: 2, queued: 0, sending: 0, kinds });
    engine.send_now().await.unwrap();
    assert_eq!(engine.leaving().await.unwrap().queued, 2);
    engine.run_due().await.unwrap();
    assert_eq!((shop.received().len(), engine.leaving().await.unwrap().is_empty()), (2, true));
    let batch = ship(&engine, &account, 2).await;
    let answer = engine.undo_queued().await.unwrap();
    assert_eq!((answer.undone, answer.late), (batch.actions, Vec::new()));
    assert!(engine.leaving().await.unwrap().is_empty());
}

#[tokio::test]
async fn nothing_leaves_over_the_question_whether_it_should() {
    let (bench, engine, account, shop) = bench(5).await;
    let batch = ship(&engine, &account, 1).await;
    for _ in 0..4 {
        engine.wait_for_answer().await.unwrap();
        bench.clock.advance(TimeDelta::seconds(59));
        engine.run_due().await.unwrap();
        assert!(shop.received().is_empty(), "the person reads the question");
    }
    engine.go_on().await.unwrap();
    assert_eq!(
        engine.waiting().await.unwrap()[0].leaves_at,
        crate::support::start() + TimeDelta::seconds(4 * 59 + 5)
    );
    bench.clock.advance(TimeDelta::seconds(5));
    engine.run_due().await.unwrap();
    assert_eq!(state(&engine, &batch.actions[0]).await, ActionState::Done);
}

#[tokio::test]
async fn what_waits_and_what_was_done_is_told_by_its_product_and_by_what_the_buyer_gets() {
    let (_bench, engine, account, shop) = bench(5).await;
    let bought = shop.line("3-1-a");
    ship(&engine, &account, 1).await;
    let batch = refund(&engine, &account).await;
    let waiting = engine.waiting().await.unwrap();
    let told = |at: usize| &waiting[at].about;
    assert_eq!((told(0).product.as_str(), told(0).refund), (shop.line("1-1-a").product.name.as_str(), None));
    let paid = engine.claim_detail(account.clone(), "C1".into()).await.unwrap().row.amount;
    assert!(paid.is_some());
    assert_eq!((told(1).order.as_ref(), told(1).refund), (Some(&bought.order), paid));
    let done = engine.actions(batch.actions).await.unwrap();
    assert_eq!(done[0].about, *told(1));
}

fn on(line: &str) -> Target {
    Target::Line(LineId::from(line))
}

/// A sender and somebody who takes everything back at the same time: each press is one or the other.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn at_the_very_moment_of_leaving_a_press_is_taken_back_or_sent_and_never_both() {
    let (mut undone, mut sent) = (0, 0);
    // The first two rounds are far apart, so that both ways are surely walked; the others meet.
    let close = (0..20).map(|round| (round % 4, 3 - round % 4));
    for (round, (leaves_after, back_after)) in [(0, 300), (300, 0)].into_iter().chain(close).enumerate() {
        let (bench, engine, account, shop) = bench(5).await;
        let batch = ship(&engine, &account, 1).await;
        bench.clock.advance(TimeDelta::milliseconds(4999));
        let sending = async {
            tokio::time::sleep(Duration::from_millis(leaves_after)).await;
            bench.clock.advance(TimeDelta::milliseconds(1));
            let sender = engine.clone();
            tokio::spawn(async move { sender.run_due().await.unwrap() }).await.unwrap();
        };
        let taking = async {
            tokio::time::sleep(Duration::from_millis(back_after)).await;
            // By the button, which looks at the clock, or by closing, which does not.
            match round % 2 {
                0 => engine.undo_queued().await.unwrap(),
                _ => engine.undo(batch.actions.clone()).await.unwrap(),
            }
        };
        tokio::join!(sending, taking);
        engine.run_due().await.unwrap();
        match (state(&engine, &batch.actions[0]).await, shop.received().len()) {
            (ActionState::Undone, 0) => undone += 1,
            (ActionState::Done, 1) => sent += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(undone > 0 && sent > 0, "both ways were walked: {undone} taken back, {sent} sent");
}
