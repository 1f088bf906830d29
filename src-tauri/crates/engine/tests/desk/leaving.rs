//! One dispatch has several names where lines leave by themselves: no line leaves twice under two of them.

use chrono::TimeDelta;
use domain::{AccountId, ClaimStep, Stage};
use engine::Engine;
use engine::view::{ActionBatch, ClaimActRequest, ShipRow, SplitLater};

use crate::support::{Bench, Fault, cancel, lines_of};

fn row(account: &AccountId, line: &str, invoice: &str) -> ShipRow {
    ShipRow { account: account.clone(), line: line.into(), courier: "CJGLS".into(), invoice: invoice.into() }
}

fn said(batch: &ActionBatch) -> String {
    batch.blocked.first().map(|blocked| blocked.reason.ko.clone().into_owned()).unwrap_or_default()
}

async fn refuse(engine: &Engine, account: &AccountId) -> ActionBatch {
    let shipped = ClaimActRequest::RefuseShipped { courier: "CJGLS".into(), invoice: "9999999999".into() };
    engine.claim_act(account.clone(), vec!["C1".into()], shipped).await.unwrap()
}

#[tokio::test]
async fn what_just_left_does_not_leave_again_under_another_name() {
    let (_bench, engine, account, shop) = Bench::by_lines(|shop| {
        shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing));
        shop.edit_line("1-1-a", |line| line.stage = Stage::Delivering);
    })
    .await;
    shop.lag(TimeDelta::seconds(30));
    engine.ship(vec![row(&account, "1-1-b", "1111111111")]).await.unwrap();
    engine.run_due().await.unwrap();
    let rest = engine.ship_rest(row(&account, "1-1-b", "2222222222")).await.unwrap();
    assert!(said(&rest).contains("반영되는 중"), "{rest:?}");
    let later = SplitLater { lines: Vec::new(), courier: "".into(), on: "2026-03-05".parse().unwrap() };
    let split = engine.split_ship(vec![row(&account, "1-1-b", "2222222222")], later).await.unwrap();
    assert!(said(&split).contains("반영되는 중"), "{split:?}");
    engine.run_due().await.unwrap();
    assert_eq!(shop.received().len(), 1);
}

#[tokio::test]
async fn a_cancel_is_not_refused_by_a_second_dispatch_while_the_first_is_unknown() {
    let (bench, engine, account, shop) =
        Bench::by_lines(|shop| shop.add_lines(lines_of("1", &["a"], Stage::Preparing))).await;
    shop.fail_next(Fault::LostBefore);
    engine.ship(vec![row(&account, "1-1-a", "1111111111")]).await.unwrap();
    engine.run_due().await.unwrap();
    bench.clock.advance(TimeDelta::seconds(1));
    shop.add_claim(cancel("C1", &shop.line("1-1-a"), 3));
    engine.collect_account(&account).await.unwrap();
    let batch = refuse(&engine, &account).await;
    assert!(said(&batch).contains("끝나지 않았습니다"), "{batch:?}");
}

#[tokio::test]
async fn a_line_does_not_leave_while_its_refusal_by_dispatch_is_unknown() {
    let (bench, engine, account, shop) = Bench::by_lines(|shop| {
        shop.add_lines(lines_of("1", &["a"], Stage::Preparing));
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 3));
    })
    .await;
    shop.fail_next(Fault::LostBefore);
    refuse(&engine, &account).await;
    engine.run_due().await.unwrap();
    bench.clock.advance(TimeDelta::seconds(1));
    shop.edit_claim("C1", |claim| claim.step = ClaimStep::Withdrawn);
    engine.collect_account(&account).await.unwrap();
    let batch = engine.ship(vec![row(&account, "1-1-a", "1111111111")]).await.unwrap();
    assert!(said(&batch).contains("끝나지 않았습니다"), "{batch:?}");
}

#[tokio::test]
async fn a_line_that_just_left_is_not_dispatched_to_refuse_its_cancel() {
    let (_bench, engine, account, shop) =
        Bench::by_lines(|shop| shop.add_lines(lines_of("1", &["a"], Stage::Preparing))).await;
    engine.ship(vec![row(&account, "1-1-a", "1111111111")]).await.unwrap();
    engine.run_due().await.unwrap();
    shop.add_claim(cancel("C1", &shop.line("1-1-a"), 3));
    engine.collect_account(&account).await.unwrap();
    let batch = refuse(&engine, &account).await;
    assert!(said(&batch).contains("반영되는 중"), "{batch:?}");
}

#[tokio::test]
async fn a_parcel_without_our_number_is_not_taken_for_ours() {
    let (bench, engine, account, shop) =
        Bench::by_lines(|shop| shop.add_lines(lines_of("1", &["a"], Stage::Preparing))).await;
    shop.fail_next(Fault::LostBefore);
    engine.ship(vec![row(&account, "1-1-a", "1111111111")]).await.unwrap();
    engine.run_due().await.unwrap();
    shop.edit_line("1-1-a", |line| {
        line.stage = Stage::Shipped;
        line.delivery.courier = Some("CJGLS".into());
    });
    crate::support::settle(&bench, &engine).await;
    let action = crate::support::only_action(&engine).await;
    assert_eq!(action.state, domain::ActionState::Failed, "{action:?}");
}
