//! What became of a write whose answer never came.

use std::time::Duration;

use chrono::TimeDelta;
use domain::{AccountId, ActionState, ClaimId, LineId, LineResult, Stage, Target};
use engine::Engine;
use engine::view::{ClaimActRequest, ShipRow, SplitLater};

use crate::support::{Bench, Fault, Shop, cancel, line, lines_of, only_action, returning, settle};

fn target(line: &str) -> Target {
    Target::Line(LineId::from(line))
}

fn row(account: &AccountId, line: &str) -> ShipRow {
    ShipRow {
        account: account.clone(),
        line: line.into(),
        courier: "CJGLS".into(),
        invoice: "1234567890".into(),
    }
}

async fn preparing() -> (Bench, Engine, AccountId, std::sync::Arc<Shop>) {
    Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await
}

/// Lets the engine run into a crash and opens it again.
async fn crash(bench: &Bench, engine: Engine, shop: &Shop) -> Engine {
    let before = shop.received().len();
    let doomed = engine.clone();
    let task = tokio::spawn(async move { doomed.run_due().await });
    while shop.received().len() == before {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    drop(engine);
    bench.open().await
}

#[tokio::test]
async fn a_lost_answer_is_found_applied_and_never_sent_again() {
    let (bench, engine, account, shop) = preparing().await;
    shop.fail_next(Fault::LostAfter);
    engine.ship(vec![row(&account, "1-1-a")]).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(only_action(&engine).await.state, ActionState::Unknown);
    settle(&bench, &engine).await;
    assert_eq!(only_action(&engine).await.state, ActionState::Done);
    assert_eq!(shop.times(&target("1-1-a")), 1);
}

#[tokio::test]
async fn a_lost_request_is_sent_again_once_after_the_settling_time() {
    let (bench, engine, account, shop) = preparing().await;
    shop.fail_next(Fault::LostBefore);
    engine.ship(vec![row(&account, "1-1-a")]).await.unwrap();
    engine.run_due().await.unwrap();
    bench.clock.advance(TimeDelta::seconds(59));
    engine.run_due().await.unwrap();
    assert_eq!(only_action(&engine).await.state, ActionState::Unknown, "a reading may still be old");
    assert_eq!(shop.received().len(), 1);
    settle(&bench, &engine).await;
    let action = only_action(&engine).await;
    assert_eq!((action.state, action.attempts), (ActionState::Done, 1));
    assert_eq!(shop.times(&target("1-1-a")), 1);
}

#[tokio::test]
async fn lost_twice_is_reported_and_not_sent_a_third_time() {
    let (bench, engine, account, shop) = preparing().await;
    shop.fail_next(Fault::LostBefore);
    shop.fail_next(Fault::LostBefore);
    engine.ship(vec![row(&account, "1-1-a")]).await.unwrap();
    settle(&bench, &engine).await;
    let action = only_action(&engine).await;
    assert_eq!(action.state, ActionState::Failed);
    assert_eq!(shop.received().len(), 2);
    assert!(matches!(action.outcomes[0].outcome.result, LineResult::Failed { retryable: true, .. }));
}

#[tokio::test]
async fn what_is_sent_again_is_looked_at_again() {
    let (bench, engine, account, shop) = preparing().await;
    shop.fail_next(Fault::LostBefore);
    engine.ship(vec![row(&account, "1-1-a")]).await.unwrap();
    engine.run_due().await.unwrap();
    shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
    settle(&bench, &engine).await;
    assert_eq!(shop.times(&target("1-1-a")), 0, "a cancel request came in between");
    assert_eq!(only_action(&engine).await.state, ActionState::Failed);
}

#[tokio::test]
async fn another_number_at_the_marketplace_is_reported_and_not_overwritten() {
    let (bench, engine, account, shop) = preparing().await;
    shop.fail_next(Fault::LostBefore);
    engine.ship(vec![row(&account, "1-1-a")]).await.unwrap();
    engine.run_due().await.unwrap();
    shop.edit_line("1-1-a", |line| {
        line.stage = Stage::Shipped;
        line.delivery.invoice = Some("9999999999".into());
    });
    settle(&bench, &engine).await;
    let action = only_action(&engine).await;
    let LineResult::Failed { code, .. } = &action.outcomes[0].outcome.result else { panic!("{action:?}") };
    assert_eq!(code, "desk.other_invoice");
    assert_eq!(shop.received().len(), 1);
}

#[tokio::test]
async fn a_crash_after_the_write_arrived_sends_nothing_again() {
    let (bench, engine, account, shop) = preparing().await;
    shop.fail_next(Fault::CrashAfter);
    engine.ship(vec![row(&account, "1-1-a")]).await.unwrap();
    let engine = crash(&bench, engine, &shop).await;
    assert_eq!(only_action(&engine).await.state, ActionState::Unknown, "what was on its way is unknown");
    settle(&bench, &engine).await;
    assert_eq!(only_action(&engine).await.state, ActionState::Done);
    assert_eq!(shop.times(&target("1-1-a")), 1);
}

#[tokio::test]
async fn a_crash_before_the_write_arrived_loses_nothing() {
    let (bench, engine, account, shop) = preparing().await;
    shop.fail_next(Fault::CrashBefore);
    engine.ship(vec![row(&account, "1-1-a")]).await.unwrap();
    let engine = crash(&bench, engine, &shop).await;
    settle(&bench, &engine).await;
    assert_eq!(only_action(&engine).await.state, ActionState::Done);
    assert_eq!(shop.times(&target("1-1-a")), 1);
}

#[tokio::test]
async fn what_was_only_queued_when_the_application_ended_is_sent_after_the_start() {
    let (bench, engine, account, shop) = preparing().await;
    engine.ship(vec![row(&account, "1-1-a")]).await.unwrap();
    drop(engine);
    let engine = bench.open().await;
    engine.run_due().await.unwrap();
    assert_eq!(only_action(&engine).await.state, ActionState::Done);
    assert_eq!(shop.times(&target("1-1-a")), 1);
}

#[tokio::test]
async fn a_confirmation_waits_its_own_longer_settling_time() {
    let (bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Paid)])).await;
    shop.fail_next(Fault::LostBefore);
    engine.confirm_lines(vec![(account, LineId::from("1-1-a"))]).await.unwrap();
    engine.run_due().await.unwrap();
    bench.clock.advance(TimeDelta::seconds(119));
    engine.run_due().await.unwrap();
    assert_eq!(shop.received().len(), 1);
    settle(&bench, &engine).await;
    assert_eq!(shop.times(&target("1-1-a")), 1);
}

#[tokio::test]
async fn a_lost_split_is_recognised_under_its_new_bundle() {
    let (bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing))).await;
    shop.fail_next(Fault::LostAfter);
    let later = SplitLater {
        lines: vec![LineId::from("1-1-b")],
        courier: "CJGLS".into(),
        on: "2026-03-05".parse().unwrap(),
    };
    let batch = engine.split_ship(vec![row(&account, "1-1-a")], later).await.unwrap();
    assert!(batch.blocked.is_empty(), "{:?}", batch.blocked);
    settle(&bench, &engine).await;
    assert_eq!(only_action(&engine).await.state, ActionState::Done);
    assert_eq!(shop.received().len(), 1);
    let rest = ShipRow { invoice: "2222222222".into(), ..row(&account, "1-1-b") };
    let batch = engine.ship_rest(rest).await.unwrap();
    assert!(batch.blocked.is_empty(), "{:?}", batch.blocked);
    engine.run_due().await.unwrap();
    assert_eq!(shop.line("1-1-b").stage, Stage::Shipped);
}

#[tokio::test]
async fn a_lost_approval_is_decided_by_the_claims_step() {
    for (fault, sent) in [(Fault::LostAfter, 1), (Fault::LostBefore, 2)] {
        let (bench, engine, account, shop) = Bench::stocked(|shop| {
            shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
            shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
        })
        .await;
        shop.fail_next(fault);
        engine.claim_act(account, vec![ClaimId::from("C1")], ClaimActRequest::Approve).await.unwrap();
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, ActionState::Done, "{fault:?}");
        assert_eq!(shop.received().len(), sent, "{fault:?}");
        assert_eq!(shop.times(&Target::Claim(ClaimId::from("C1"))), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_withdrawn_claim_ends_a_lost_approval() {
    let (bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
    })
    .await;
    shop.fail_next(Fault::LostBefore);
    engine.claim_act(account, vec![ClaimId::from("C1")], ClaimActRequest::Approve).await.unwrap();
    engine.run_due().await.unwrap();
    shop.withdraw("C1");
    settle(&bench, &engine).await;
    assert_eq!(only_action(&engine).await.state, ActionState::Failed);
    assert_eq!(shop.received().len(), 1);
}

#[tokio::test]
async fn a_lost_cancellation_of_a_sale_is_told_from_an_earlier_one_and_never_repeated() {
    for (fault, ends) in [(Fault::LostAfter, ActionState::Done), (Fault::LostBefore, ActionState::Failed)] {
        let (bench, engine, account, shop) = Bench::stocked(|shop| {
            shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
            shop.edit_line("1-1-a", |line| line.quantity.canceled = 1);
        })
        .await;
        shop.fail_next(fault);
        let lines = vec![(LineId::from("1-1-a"), 1)];
        let batch = engine.cancel_sale(account, lines, "SOLD_OUT".to_owned()).await.unwrap();
        assert!(batch.blocked.is_empty(), "{:?}", batch.blocked);
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, ends, "{fault:?}");
        assert_eq!(shop.received().len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_cancellation_that_the_desk_saw_before_is_not_taken_for_the_lost_one() {
    for (fault, ends) in [(Fault::LostAfter, ActionState::Done), (Fault::LostBefore, ActionState::Failed)] {
        let (bench, engine, account, shop) = Bench::stocked(|shop| {
            shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
            shop.edit_line("1-1-a", |line| line.quantity.ordered = 5);
        })
        .await;
        bench.clock.advance(TimeDelta::minutes(5));
        shop.edit_line("1-1-a", |line| line.quantity.canceled = 1);
        engine.collect_account(&account).await.unwrap();
        shop.fail_next(fault);
        let lines = vec![(LineId::from("1-1-a"), 1)];
        engine.cancel_sale(account, lines, "SOLD_OUT".to_owned()).await.unwrap();
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, ends, "{fault:?}");
        assert_eq!(shop.received().len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_person_may_have_it_checked_at_once() {
    let (bench, engine, account, shop) = preparing().await;
    shop.fail_next(Fault::LostAfter);
    let batch = engine.ship(vec![row(&account, "1-1-a")]).await.unwrap();
    engine.run_due().await.unwrap();
    bench.clock.advance(TimeDelta::seconds(31));
    engine.check_now(batch.actions[0].clone()).await.unwrap();
    assert_eq!(only_action(&engine).await.state, ActionState::Done);
}

#[tokio::test]
async fn a_marketplace_that_cannot_be_read_leaves_it_unknown() {
    let (bench, engine, account, shop) = preparing().await;
    shop.fail_next(Fault::LostBefore);
    engine.ship(vec![row(&account, "1-1-a")]).await.unwrap();
    engine.run_due().await.unwrap();
    shop.break_feed("", market::ErrorKind::Server);
    for _ in 0..20 {
        bench.clock.advance(TimeDelta::minutes(5));
        engine.run_due().await.unwrap();
    }
    assert_eq!(only_action(&engine).await.state, ActionState::Unknown);
    assert_eq!(shop.received().len(), 1);
    shop.mend();
    bench.clock.advance(TimeDelta::hours(1));
    settle(&bench, &engine).await;
    assert_eq!(shop.times(&target("1-1-a")), 1);
}

async fn with_return() -> (Bench, Engine, AccountId, std::sync::Arc<Shop>) {
    Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivered)]);
        shop.add_claim(returning("R1", &shop.line("1-1-a")));
        shop.edit_claim("R1", |claim| claim.step = domain::ClaimStep::Requested);
    })
    .await
}

fn pickup() -> ClaimActRequest {
    ClaimActRequest::RegisterPickup { courier: "CJGLS".into(), invoice: "1234567890".into() }
}

#[tokio::test]
async fn a_lost_pickup_number_is_recognised_by_the_number_and_not_by_the_step() {
    let (bench, engine, account, shop) = with_return().await;
    shop.fail_next(Fault::LostAfter);
    engine.claim_act(account, vec![ClaimId::from("R1")], pickup()).await.unwrap();
    settle(&bench, &engine).await;
    assert_eq!(only_action(&engine).await.state, ActionState::Done);
    assert_eq!(shop.received().len(), 1);
}

#[tokio::test]
async fn a_pickup_that_somebody_else_arranged_is_reported() {
    let (bench, engine, account, shop) = with_return().await;
    shop.fail_next(Fault::LostBefore);
    engine.claim_act(account, vec![ClaimId::from("R1")], pickup()).await.unwrap();
    engine.run_due().await.unwrap();
    shop.edit_claim("R1", |claim| claim.step = domain::ClaimStep::Collecting);
    settle(&bench, &engine).await;
    let action = only_action(&engine).await;
    let LineResult::Failed { code, .. } = &action.outcomes[0].outcome.result else { panic!("{action:?}") };
    assert_eq!(code, "desk.other_invoice");
    assert_eq!(shop.received().len(), 1);
}

#[tokio::test]
async fn a_claim_that_was_rejected_meanwhile_does_not_look_approved() {
    let (bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
    })
    .await;
    shop.fail_next(Fault::LostBefore);
    engine.claim_act(account, vec![ClaimId::from("C1")], ClaimActRequest::Approve).await.unwrap();
    engine.run_due().await.unwrap();
    shop.edit_claim("C1", |claim| claim.step = domain::ClaimStep::Rejected);
    settle(&bench, &engine).await;
    assert_eq!(only_action(&engine).await.state, ActionState::Failed);
    assert_eq!(shop.received().len(), 1);
}

#[tokio::test]
async fn a_lost_batch_of_which_a_part_arrived_is_told_line_by_line() {
    let (bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing), line("2-1-a", Stage::Preparing)]);
    })
    .await;
    shop.fail_next(Fault::LostBefore);
    let other = ShipRow { invoice: "2222222222".into(), ..row(&account, "2-1-a") };
    engine.ship(vec![row(&account, "1-1-a"), other]).await.unwrap();
    engine.run_due().await.unwrap();
    shop.edit_line("1-1-a", |line| {
        line.stage = Stage::Shipped;
        line.delivery.invoice = Some("1234567890".into());
    });
    settle(&bench, &engine).await;
    let action = only_action(&engine).await;
    let result = |id: &str| {
        action.outcomes.iter().find(|view| view.outcome.target == target(id)).unwrap().outcome.result.clone()
    };
    assert_eq!(result("1-1-a"), LineResult::Ok);
    assert!(
        matches!(result("2-1-a"), LineResult::Failed { code, retryable: true, .. } if code == "desk.not_applied")
    );
    assert_eq!(shop.received().len(), 1, "a batch of which a part arrived is never sent again as a whole");
}

#[tokio::test]
async fn a_sender_that_broke_in_the_middle_leaves_nothing_behind() {
    let (bench, engine, account, shop) = preparing().await;
    shop.fail_next(Fault::CrashAfter);
    engine.ship(vec![row(&account, "1-1-a")]).await.unwrap();
    let sender = engine.clone();
    let task = tokio::spawn(async move { sender.run_due().await });
    while shop.received().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    assert_eq!(only_action(&engine).await.state, ActionState::Sending);
    settle(&bench, &engine).await;
    assert_eq!(only_action(&engine).await.state, ActionState::Done);
    assert_eq!(shop.times(&target("1-1-a")), 1);
}
