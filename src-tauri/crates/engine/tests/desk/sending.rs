//! What leaves, in which order it is written down, and what comes of it.

use std::sync::{Arc, Mutex};

use domain::{ActionKind, ActionState, LineId, LineResult, Stage, Target};
use engine::view::{Change, Tag};

use crate::support::{Bench, Fault, add_account, line, lines_of, only_action, state};

fn target(line: &str) -> Target {
    Target::Line(LineId::from(line))
}

#[tokio::test]
async fn a_write_stands_in_the_journal_as_sending_before_it_leaves() {
    let (_bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Paid)])).await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let (journal, notes) = (engine.clone(), Arc::clone(&seen));
    shop.watch(move |_| {
        let journal = journal.clone();
        let entries = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(journal.journal(Vec::new())).unwrap()
        });
        notes.lock().unwrap().extend(entries.join().unwrap().into_iter().map(|entry| entry.state));
    });
    let batch = engine.confirm_lines(vec![(account, LineId::from("1-1-a"))]).await.unwrap();
    assert_eq!(state(&engine, &batch.actions[0]).await, ActionState::Queued, "shown before it is sent");
    engine.run_due().await.unwrap();
    assert_eq!(*seen.lock().unwrap(), vec![ActionState::Sending]);
    assert_eq!(state(&engine, &batch.actions[0]).await, ActionState::Done);
}

#[tokio::test]
async fn a_second_press_is_left_out_while_the_first_is_under_way() {
    let (_bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Paid), line("2-1-a", Stage::Paid)]))
            .await;
    let one = (account.clone(), LineId::from("1-1-a"));
    engine.confirm_lines(vec![one.clone()]).await.unwrap();
    let second = engine.confirm_lines(vec![one, (account, LineId::from("2-1-a"))]).await.unwrap();
    assert_eq!(second.actions.len(), 1, "the other line goes");
    assert_eq!(second.blocked[0].target, target("1-1-a"));
    engine.run_due().await.unwrap();
    assert_eq!(shop.times(&target("1-1-a")), 1);
    assert_eq!(shop.times(&target("2-1-a")), 1);
}

#[tokio::test]
async fn two_presses_at_the_same_moment_reach_the_marketplace_once() {
    let (_bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Paid)])).await;
    let press = || {
        let (engine, account) = (engine.clone(), account.clone());
        tokio::spawn(
            async move { engine.confirm_lines(vec![(account, LineId::from("1-1-a"))]).await.unwrap() },
        )
    };
    let presses = [press(), press(), press(), press()];
    let mut journaled = 0;
    for press in presses {
        journaled += press.await.unwrap().actions.len();
    }
    engine.run_due().await.unwrap();
    assert_eq!((journaled, shop.times(&target("1-1-a"))), (1, 1));
}

#[tokio::test]
async fn results_are_kept_line_by_line() {
    let (_bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Paid))).await;
    shop.fail_next(Fault::Partial);
    engine.confirm_lines(vec![(account, LineId::from("1-1-a"))]).await.unwrap();
    engine.run_due().await.unwrap();
    let action = only_action(&engine).await;
    assert_eq!(action.state, ActionState::Done, "a partial success is shown as one");
    let refused: Vec<_> = action
        .outcomes
        .iter()
        .filter(|view| matches!(&view.outcome.result, LineResult::Failed { message, .. } if message == "이 상품만 안 됩니다"))
        .collect();
    assert_eq!(refused.len(), 1);
    assert!(refused[0].advice.is_some(), "a failure comes with advice");
}

#[tokio::test]
async fn a_refusal_keeps_the_marketplaces_words() {
    let (_bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Paid)])).await;
    shop.fail_next(Fault::Refused);
    engine.confirm_lines(vec![(account, LineId::from("1-1-a"))]).await.unwrap();
    engine.run_due().await.unwrap();
    let action = only_action(&engine).await;
    assert_eq!(action.state, ActionState::Failed);
    assert!(action.error.unwrap().ko.contains("“거절합니다”"));
    assert_eq!(
        action.outcomes[0].outcome.result,
        LineResult::Failed { code: "NO".to_owned(), message: "거절합니다".to_owned(), retryable: false }
    );
}

#[tokio::test]
async fn a_write_refused_for_now_failed_and_may_be_pressed_again() {
    let (_bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Paid)])).await;
    shop.fail_next(Fault::Busy);
    let press = vec![(account, LineId::from("1-1-a"))];
    engine.confirm_lines(press.clone()).await.unwrap();
    engine.run_due().await.unwrap();
    let action = only_action(&engine).await;
    assert_eq!(action.state, ActionState::Failed);
    assert!(matches!(action.outcomes[0].outcome.result, LineResult::Failed { retryable: true, .. }));
    engine.run_due().await.unwrap();
    assert_eq!(shop.received().len(), 1, "it is never sent again by itself");
    engine.confirm_lines(press).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(shop.times(&target("1-1-a")), 1);
}

#[tokio::test]
async fn a_target_without_an_answer_is_unknown() {
    let (_bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Paid))).await;
    shop.fail_next(Fault::ShortAnswer);
    engine.confirm_lines(vec![(account, LineId::from("1-1-a"))]).await.unwrap();
    engine.run_due().await.unwrap();
    let results: Vec<_> =
        only_action(&engine).await.outcomes.into_iter().map(|view| view.outcome.result).collect();
    assert!(results.contains(&LineResult::Ok) && results.contains(&LineResult::Unknown), "{results:?}");
}

#[tokio::test]
async fn after_a_confirmation_the_address_is_read_again() {
    let (_bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Paid)])).await;
    shop.edit_line("1-1-a", |line| line.receiver.address_detail = "9동 909호".to_owned());
    engine.confirm_lines(vec![(account.clone(), LineId::from("1-1-a"))]).await.unwrap();
    engine.run_due().await.unwrap();
    let shown = engine.reveal_receiver(account.clone(), LineId::from("1-1-a")).await.unwrap();
    assert_eq!(shown.address_detail, "9동 909호");
    let detail = engine.order_detail(account, LineId::from("1-1-a")).await.unwrap();
    assert!(detail.timeline.iter().any(|entry| entry.kind == domain::EventKind::ReceiverChanged));
    assert!(detail.timeline.iter().any(|entry| entry.kind == domain::EventKind::Revealed));
}

#[tokio::test]
async fn every_state_of_an_action_is_told_with_its_tags() {
    let (_bench, engine, account, _shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Paid)])).await;
    let mut events = engine.events();
    engine.confirm_lines(vec![(account, LineId::from("1-1-a"))]).await.unwrap();
    engine.run_due().await.unwrap();
    let mut states = Vec::new();
    while let Ok(change) = events.try_recv() {
        if let Change::Action { state, .. } = &change {
            states.push(*state);
            assert!(
                [Tag::Journal, Tag::Orders, Tag::Counts].iter().all(|tag| change.invalidates().contains(tag))
            );
        }
    }
    assert_eq!(states, vec![ActionState::Queued, ActionState::Sending, ActionState::Done]);
}

#[tokio::test]
async fn the_background_loops_send_what_is_pressed() {
    let (bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Paid)])).await;
    engine.start();
    let mut events = engine.events();
    engine.confirm_lines(vec![(account, LineId::from("1-1-a"))]).await.unwrap();
    let done = async {
        loop {
            if let Change::Action { state: ActionState::Done, .. } = events.recv().await.unwrap() {
                return;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), done).await.expect("it was never sent");
    engine.stop().await;
    assert_eq!(shop.times(&target("1-1-a")), 1);
    drop(bench);
}

#[tokio::test]
async fn an_account_that_cannot_be_opened_fails_its_presses_and_no_others() {
    let bench = Bench::new();
    let (dead, alive) = (bench.shop("A1"), bench.shop("A2"));
    let engine = bench.open().await;
    let (first, second) = (add_account(&engine, "A1").await, add_account(&engine, "A2").await);
    dead.add_lines(vec![line("1-1-a", Stage::Preparing)]);
    alive.add_lines(vec![line("1-1-a", Stage::Paid)]);
    engine.collect_account(&first).await.unwrap();
    engine.collect_account(&second).await.unwrap();
    dead.break_feed("", market::ErrorKind::KeyExpired);
    let row = engine::view::ShipRow {
        account: first,
        line: LineId::from("1-1-a"),
        courier: "CJGLS".into(),
        invoice: "1234567890".into(),
    };
    engine.ship(vec![row]).await.unwrap();
    engine.confirm_lines(vec![(second, LineId::from("1-1-a"))]).await.unwrap();
    engine.run_due().await.unwrap();
    let journal = engine.journal(Vec::new()).await.unwrap();
    let of = |kind| journal.iter().find(|action| action.kind == kind).unwrap();
    assert_eq!(of(ActionKind::Ship).state, ActionState::Failed);
    assert_eq!(of(ActionKind::Ship).sent_at, None, "it never left");
    assert_eq!(of(ActionKind::Confirm).state, ActionState::Done);
}

#[tokio::test]
async fn what_was_just_done_is_not_done_again_while_readings_lag() {
    let (bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Paid)])).await;
    shop.lag(chrono::TimeDelta::seconds(90));
    let press = vec![(account, LineId::from("1-1-a"))];
    engine.confirm_lines(press.clone()).await.unwrap();
    engine.run_due().await.unwrap();
    let again = engine.confirm_lines(press.clone()).await.unwrap();
    assert!(again.actions.is_empty() && again.blocked[0].reason.ko.contains("반영되는 중"), "{again:?}");
    bench.clock.advance(chrono::TimeDelta::seconds(121));
    let late = engine.confirm_lines(press).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(shop.times(&target("1-1-a")), 1, "{late:?}");
}
