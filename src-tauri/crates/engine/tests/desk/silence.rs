//! Claims that no list shows any more, and what a reading of lines keeps silent about.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::{AccountId, ActionState, ClaimStep, LineId, Stage};
use engine::Engine;
use engine::view::ClaimActRequest;

use crate::support::{Bench, Fault, Shop, collected, exchange, line, only_action, returning, settle};

async fn with_return() -> (Bench, Engine, AccountId, Arc<Shop>) {
    Bench::by_lines(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivered)]);
        shop.add_claim(collected("R1", &shop.line("1-1-a")));
    })
    .await
}

async fn step(engine: &Engine, account: &AccountId) -> ClaimStep {
    engine.claim_detail(account.clone(), "R1".into()).await.unwrap().row.step
}

async fn press(engine: &Engine, account: &AccountId, request: ClaimActRequest) {
    let batch = engine.claim_act(account.clone(), vec!["R1".into()], request).await.unwrap();
    assert!(batch.blocked.is_empty(), "{:?}", batch.blocked);
}

fn worn() -> ClaimActRequest {
    ClaimActRequest::RefuseBecause { reason: String::new(), text: "사용 흔적".to_owned() }
}

async fn collect_after(bench: &Bench, engine: &Engine, account: &AccountId, minutes: i64) {
    bench.clock.advance(TimeDelta::minutes(minutes));
    let round = engine.collect_feed_once(account, "claims").await.unwrap();
    assert!(round.problems.is_empty(), "{:?}", round.problems);
}

#[tokio::test]
async fn a_claim_that_vanished_is_believed_withdrawn_after_two_readings_apart() {
    let (bench, engine, account, shop) = with_return().await;
    shop.vanish("R1");
    for (minutes, expected) in
        [(5, ClaimStep::Collected), (20, ClaimStep::Collected), (10, ClaimStep::Withdrawn)]
    {
        collect_after(&bench, &engine, &account, minutes).await;
        assert_eq!(step(&engine, &account).await, expected);
    }
}

#[tokio::test]
async fn a_claim_that_vanished_after_our_refusal_was_refused() {
    let (bench, engine, account, shop) = with_return().await;
    press(&engine, &account, worn()).await;
    shop.lag(TimeDelta::minutes(1));
    engine.run_due().await.unwrap();
    shop.vanish("R1");
    collect_after(&bench, &engine, &account, 5).await;
    assert_eq!(step(&engine, &account).await, ClaimStep::Rejected);
}

#[tokio::test]
async fn a_claim_that_vanished_after_our_refund_is_not_taken_for_withdrawn() {
    let (bench, engine, account, shop) = with_return().await;
    press(&engine, &account, ClaimActRequest::Refund).await;
    shop.lag(TimeDelta::minutes(1));
    engine.run_due().await.unwrap();
    shop.vanish("R1");
    for _ in 0..3 {
        collect_after(&bench, &engine, &account, 60).await;
        assert_eq!(step(&engine, &account).await, ClaimStep::Collected, "it waits for its end");
    }
}

#[tokio::test]
async fn a_vanished_claim_proves_a_lost_refusal_and_nothing_else() {
    for (request, expected) in [(worn(), ActionState::Done), (ClaimActRequest::Refund, ActionState::Unknown)]
    {
        let (bench, engine, account, shop) = with_return().await;
        shop.fail_next(Fault::LostBefore);
        press(&engine, &account, request.clone()).await;
        engine.run_due().await.unwrap();
        shop.vanish("R1");
        settle(&bench, &engine).await;
        let action = only_action(&engine).await;
        assert_eq!((action.state, shop.received().len()), (expected, 1), "{request:?}");
    }
}

#[tokio::test]
async fn a_return_or_an_exchange_that_only_its_order_shows_keeps_a_return_from_being_filed() {
    for open in
        [returning("R1", &line("1-1-a", Stage::Delivered)), exchange("E1", &line("1-1-a", Stage::Delivered))]
    {
        let (_bench, engine, account, shop) =
            Bench::by_lines(|shop| shop.add_lines(vec![line("1-1-a", Stage::Delivered)])).await;
        shop.tell_cancels_only();
        let (lines, way) = (vec![(LineId::from("1-1-a"), 1)], "BY_BUYER".to_owned());
        let batch =
            engine.request_return(account, lines, "LATE".to_owned(), String::new(), way, None).await.unwrap();
        assert!(batch.blocked.is_empty(), "{:?}", batch.blocked);
        shop.add_claim(open);
        engine.run_due().await.unwrap();
        assert!(shop.received().is_empty());
        let action = only_action(&engine).await;
        assert_eq!(action.state, ActionState::Failed);
    }
}
