//! The reading right before a write leaves.

use domain::action::ClaimAct;
use domain::{ActionState, ClaimId, ClaimStep, LineId, LineResult, Stage, Target, Write};
use engine::view::{ClaimActRequest, ShipRow};

use crate::support::{Bench, cancel, exchange, line, lines_of, only_action, returning};

fn row(account: &domain::AccountId, line: &str, invoice: &str) -> ShipRow {
    ShipRow { account: account.clone(), line: line.into(), courier: "CJGLS".into(), invoice: invoice.into() }
}

fn code(action: &engine::view::ActionView, line: &str) -> String {
    let target = Target::Line(LineId::from(line));
    let view = action.outcomes.iter().find(|view| view.outcome.target == target).unwrap();
    match &view.outcome.result {
        LineResult::Failed { code, .. } => code.clone(),
        other => format!("{other:?}"),
    }
}

#[tokio::test]
async fn a_cancel_request_that_came_after_the_label_stops_the_parcel() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing), line("2-1-a", Stage::Preparing)])
    })
    .await;
    let rows = vec![row(&account, "1-1-a", "1111111111"), row(&account, "2-1-a", "2222222222")];
    engine.ship(rows).await.unwrap();
    shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
    engine.run_due().await.unwrap();
    let action = only_action(&engine).await;
    assert_eq!(code(&action, "1-1-a"), "desk.cancel_requested");
    assert_eq!(code(&action, "2-1-a"), "Ok");
    assert_eq!(shop.line("1-1-a").stage, Stage::Preparing);
    assert_eq!(shop.line("2-1-a").stage, Stage::Shipped);
    let queue = engine
        .claim_queue(engine::view::ClaimRequest { kind: domain::ClaimKind::Cancel, accounts: Vec::new() })
        .await
        .unwrap();
    assert_eq!(queue.rows.len(), 1, "what the reading found is kept");
}

#[tokio::test]
async fn one_line_with_a_request_keeps_its_whole_parcel() {
    let (_bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing))).await;
    engine.ship(vec![row(&account, "1-1-a", "1111111111")]).await.unwrap();
    shop.add_claim(cancel("C1", &shop.line("1-1-b"), 3));
    engine.run_due().await.unwrap();
    let action = only_action(&engine).await;
    assert_eq!(action.state, ActionState::Failed);
    assert_eq!(action.sent_at, None);
    assert!(shop.received().is_empty(), "nothing left");
    assert!(action.error.is_some());
}

#[tokio::test]
async fn a_line_whose_pieces_are_gone_is_left_out_of_the_box() {
    let (_bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing))).await;
    engine.ship(vec![row(&account, "1-1-a", "1111111111")]).await.unwrap();
    shop.edit_line("1-1-b", |line| line.quantity.canceled = 3);
    engine.run_due().await.unwrap();
    let action = only_action(&engine).await;
    assert_eq!(code(&action, "1-1-a"), "Ok");
    assert_eq!(code(&action, "1-1-b"), "desk.nothing_left");
    let Write::Ship { parcels } = &shop.received()[0] else { panic!("no dispatch") };
    assert_eq!(parcels[0].lines.len(), 1);
}

#[tokio::test]
async fn an_order_that_vanished_is_not_shipped() {
    let (_bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
    engine.ship(vec![row(&account, "1-1-a", "1111111111")]).await.unwrap();
    shop.drop_line("1-1-a");
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty());
    assert_eq!(only_action(&engine).await.state, ActionState::Failed);
}

#[tokio::test]
async fn nothing_leaves_when_the_reading_fails() {
    let (_bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
    engine.ship(vec![row(&account, "1-1-a", "1111111111")]).await.unwrap();
    shop.break_feed("", market::ErrorKind::Server);
    engine.run_due().await.unwrap();
    shop.mend();
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty(), "a press that could not be checked is not sent later either");
    assert_eq!(only_action(&engine).await.state, ActionState::Failed);
}

#[tokio::test]
async fn a_claim_that_moved_since_the_decision_is_left_alone() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
    })
    .await;
    let claims = vec![ClaimId::from("C1")];
    engine.claim_act(account.clone(), claims, ClaimActRequest::Approve).await.unwrap();
    shop.edit_claim("C1", |claim| claim.lines[0].quantity = 2);
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty(), "two pieces are not what the person approved");
    let action = only_action(&engine).await;
    assert!(action.error.unwrap().ko.contains("바뀌어"));
}

#[tokio::test]
async fn a_withdrawn_claim_is_not_approved() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
    })
    .await;
    engine.claim_act(account.clone(), vec![ClaimId::from("C1")], ClaimActRequest::Approve).await.unwrap();
    shop.withdraw("C1");
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty());
    let detail = engine.claim_detail(account, ClaimId::from("C1")).await.unwrap();
    assert_eq!(detail.row.step, ClaimStep::Withdrawn);
}

#[tokio::test]
async fn a_return_goes_from_collected_to_refunded() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivered)]);
        shop.add_claim(returning("R1", &shop.line("1-1-a")));
    })
    .await;
    for request in [ClaimActRequest::ConfirmCollected, ClaimActRequest::Refund] {
        let batch = engine.claim_act(account.clone(), vec![ClaimId::from("R1")], request).await.unwrap();
        assert!(batch.blocked.is_empty(), "{:?}", batch.blocked);
        engine.run_due().await.unwrap();
    }
    assert_eq!(shop.claim("R1").step, ClaimStep::Completed);
    let detail = engine.claim_detail(account, ClaimId::from("R1")).await.unwrap();
    assert_eq!(detail.row.step, ClaimStep::Completed, "the desk read it again by itself");
}

#[tokio::test]
async fn an_exchange_waits_for_the_bundle_that_the_marketplace_opens() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivered)]);
        shop.add_claim(exchange("E1", &shop.line("1-1-a")));
    })
    .await;
    let reship = ClaimActRequest::Reship { courier: "CJGLS".into(), invoice: "1234567890".into() };
    let early = engine.claim_act(account.clone(), vec![ClaimId::from("E1")], reship.clone()).await.unwrap();
    assert!(early.actions.is_empty());
    assert!(early.blocked[0].reason.ko.contains("10분 안에"), "{}", early.blocked[0].reason.ko);
    shop.edit_claim("E1", |claim| claim.reship.as_mut().unwrap().bundle = Some("new-box".into()));
    engine.claim_act(account, vec![ClaimId::from("E1")], reship).await.unwrap();
    engine.run_due().await.unwrap();
    let Write::Claim { act: ClaimAct::Reship { bundle, .. }, .. } = &shop.received()[0] else {
        panic!("no re-shipment")
    };
    assert_eq!(bundle.as_str(), "new-box");
    assert_eq!(shop.claim("E1").step, ClaimStep::Reshipped);
}

#[tokio::test]
async fn an_order_that_is_gone_is_explained_by_its_claim() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Shipped)]);
        shop.edit_line("1-1-a", |line| line.delivery.invoice = Some("1111111111".into()));
    })
    .await;
    engine.complete_delivery(account.clone(), LineId::from("1-1-a")).await.unwrap();
    shop.add_claim(cancel("C1", &shop.line("1-1-a"), 3));
    shop.edit_claim("C1", |claim| claim.step = ClaimStep::Completed);
    shop.drop_line("1-1-a");
    engine.run_due().await.unwrap();
    assert_eq!(only_action(&engine).await.state, ActionState::Failed);
    assert!(shop.received().is_empty());
    let detail = engine.order_detail(account, LineId::from("1-1-a")).await.unwrap();
    assert_eq!(detail.claims[0].step, ClaimStep::Completed, "the person sees why it is gone");
}

#[tokio::test]
async fn a_claim_that_is_answered_for_another_one_is_left_alone() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
    })
    .await;
    engine.claim_act(account, vec![ClaimId::from("C1")], ClaimActRequest::Approve).await.unwrap();
    shop.edit_claim("C1", |claim| claim.claim = "C2".into());
    engine.run_due().await.unwrap();
    assert_eq!(only_action(&engine).await.state, ActionState::Failed);
    assert!(shop.received().is_empty(), "what was read was not what was asked for");
}
