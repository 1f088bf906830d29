//! 발송보류: lines that the desk itself keeps from leaving.

use domain::{AccountId, ActionKind, EventKind, EventSource, Length, LineId, LineResult, Stage, Target};
use engine::Engine;
use engine::view::{ActionBatch, AskView, ClaimActRequest, InboxRow, ShipRow, SplitLater, Tag, tags};
use store::{InboxQuery, Keychain, PageAt};

use crate::support::{Bench, Fault, Shop, add_account, cancel, line, lines_of, only_action};

fn lines(account: &AccountId, lines: &[&str]) -> Vec<(AccountId, LineId)> {
    lines.iter().map(|line| (account.clone(), LineId::from(*line))).collect()
}

fn row(account: &AccountId, line: &str) -> ShipRow {
    ShipRow {
        account: account.clone(),
        line: line.into(),
        courier: "CJGLS".into(),
        invoice: "1234567890".into(),
    }
}

async fn keep(engine: &Engine, account: &AccountId, line: &str) -> ActionBatch {
    engine.hold_dispatch(lines(account, &[line]), "입금 확인 중".to_owned()).await.unwrap()
}

async fn rows(engine: &Engine, query: InboxQuery) -> Vec<InboxRow> {
    engine.inbox_page(query, PageAt::Row(0), 10).await.unwrap().rows
}

async fn two() -> (Bench, Engine, AccountId, std::sync::Arc<Shop>) {
    Bench::by_lines(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing))).await
}

#[tokio::test]
async fn a_kept_line_stays_until_it_is_released() {
    let (_bench, engine, account, shop) = two().await;
    let kept = keep(&engine, &account, "1-1-a").await;
    assert_eq!((kept.actions.len(), kept.blocked.len()), (0, 0), "at once, without the journal");
    let batch = engine.ship(vec![row(&account, "1-1-a"), row(&account, "1-1-b")]).await.unwrap();
    assert!(batch.blocked[0].reason.ko.contains("발송보류"), "{:?}", batch.blocked);
    engine.run_due().await.unwrap();
    assert_eq!((shop.line("1-1-a").stage, shop.line("1-1-b").stage), (Stage::Preparing, Stage::Shipped));
    engine.release_dispatch(lines(&account, &["1-1-a"])).await.unwrap();
    engine.ship(vec![row(&account, "1-1-a")]).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(shop.line("1-1-a").stage, Stage::Shipped);
    assert!(tags::invalidates("hold_dispatch").contains(&Tag::Orders));
}

#[tokio::test]
async fn a_hold_after_the_press_stops_what_has_not_left_yet() {
    let (_bench, engine, account, shop) = two().await;
    engine.ship(vec![row(&account, "1-1-a")]).await.unwrap();
    keep(&engine, &account, "1-1-a").await;
    engine.run_due().await.unwrap();
    let action = only_action(&engine).await;
    let result = |id: &str| {
        let target = Target::Line(LineId::from(id));
        action.outcomes.iter().find(|view| view.outcome.target == target).unwrap().outcome.result.clone()
    };
    assert!(matches!(result("1-1-a"), LineResult::Failed { code, .. } if code == "desk.on_hold"));
    assert_eq!(result("1-1-b"), LineResult::Ok);
    assert_eq!(shop.line("1-1-a").stage, Stage::Preparing);
}

#[tokio::test]
async fn every_way_of_leaving_is_stopped() {
    let (_bench, engine, account, shop) = two().await;
    keep(&engine, &account, "1-1-a").await;
    let later = SplitLater { lines: Vec::new(), courier: "".into(), on: "2026-03-05".parse().unwrap() };
    let split = engine.split_ship(vec![row(&account, "1-1-a")], later).await.unwrap();
    shop.edit_line("1-1-b", |line| {
        line.stage = Stage::Shipped;
        line.delivery.invoice = Some("1111111111".into());
    });
    engine.collect_account(&account).await.unwrap();
    let rest = engine.ship_rest(row(&account, "1-1-a")).await.unwrap();
    for batch in [split, rest] {
        assert!(batch.actions.is_empty() && batch.blocked[0].reason.ko.contains("발송보류"), "{batch:?}");
    }
}

#[tokio::test]
async fn a_cancel_is_not_refused_by_dispatching_what_is_kept() {
    for kept_before in [true, false] {
        let (_bench, engine, account, shop) = Bench::by_lines(|shop| {
            shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
            shop.add_claim(cancel("C1", &shop.line("1-1-a"), 3));
        })
        .await;
        let refuse = ClaimActRequest::RefuseShipped { courier: "CJGLS".into(), invoice: "1234567890".into() };
        if kept_before {
            keep(&engine, &account, "1-1-a").await;
        }
        let batch = engine.claim_act(account.clone(), vec!["C1".into()], refuse).await.unwrap();
        assert_eq!(batch.blocked.len(), usize::from(kept_before));
        if !kept_before {
            keep(&engine, &account, "1-1-a").await;
        }
        engine.run_due().await.unwrap();
        assert!(shop.received().is_empty());
    }
}

#[tokio::test]
async fn a_hold_is_shown_found_told_and_outlives_collections() {
    let (bench, engine, account, shop) = two().await;
    keep(&engine, &account, "1-1-a").await;
    bench.clock.advance(chrono::TimeDelta::minutes(1));
    shop.edit_line("1-1-a", |line| line.receiver.memo = "경비실".to_owned());
    engine.collect_account(&account).await.unwrap();
    let found = rows(&engine, InboxQuery { on_hold: true, ..InboxQuery::default() }).await;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].line.as_str(), found[0].dispatch_hold.as_deref()), ("1-1-a", Some("입금 확인 중")));
    let detail = engine.order_detail(account.clone(), "1-1-a".into()).await.unwrap();
    let told = |kind: &EventKind| detail.timeline.iter().find(|entry| entry.kind == *kind).cloned();
    let held = told(&EventKind::DispatchHeld { reason: "입금 확인 중".to_owned() }).unwrap();
    assert_eq!((held.source, held.about.as_str()), (EventSource::Us, "1-1-a"));
    engine.release_dispatch(lines(&account, &["1-1-a"])).await.unwrap();
    let detail = engine.order_detail(account, "1-1-a".into()).await.unwrap();
    assert!(detail.timeline.iter().any(|entry| entry.kind == EventKind::DispatchReleased));
    assert!(rows(&engine, InboxQuery { on_hold: true, ..InboxQuery::default() }).await.is_empty());
}

#[tokio::test]
async fn the_hold_is_offered_as_our_own_and_asks_for_its_reason() {
    let (_bench, engine, account, _shop) = two().await;
    let detail = engine.order_detail(account.clone(), "1-1-a".into()).await.unwrap();
    let offer = detail.offers.into_iter().find(|offer| offer.kind == ActionKind::HoldDispatch).unwrap();
    assert!(offer.enabled && offer.local && offer.consequence.is_some());
    assert_eq!(offer.asks, [AskView::Text { length: Length::characters(200) }]);
    let offers = engine.selection_offers(lines(&account, &["1-1-a"])).await.unwrap();
    let hold = offers.iter().find(|offer| offer.offer.kind == ActionKind::HoldDispatch).unwrap();
    assert_eq!((hold.applicable, hold.along), (1, 0), "only what was selected is kept");
    let problem = engine.hold_dispatch(lines(&account, &["1-1-a"]), "  ".to_owned()).await.unwrap_err();
    assert!(problem.sentence.ko.contains("사유"));
}

#[tokio::test]
async fn nothing_is_kept_that_has_left_or_where_the_marketplace_leaves_it_to_nobody() {
    let (_bench, engine, account, _shop) =
        Bench::by_lines(|shop| shop.add_lines(vec![line("1-1-a", Stage::Shipped)])).await;
    assert!(keep(&engine, &account, "1-1-a").await.blocked[0].reason.ko.contains("이미 발송"));
    let (_bench, engine, account, _shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
    assert!(keep(&engine, &account, "1-1-a").await.blocked[0].reason.ko.contains("판매자센터"));
    let offers = engine.selection_offers(lines(&account, &["1-1-a"])).await.unwrap();
    assert!(offers.iter().all(|offer| offer.offer.kind != ActionKind::HoldDispatch));
}

#[tokio::test]
async fn a_hold_ends_when_its_line_left_all_the_same() {
    let (_bench, engine, account, shop) = two().await;
    keep(&engine, &account, "1-1-a").await;
    shop.edit_line("1-1-a", |line| line.stage = Stage::Shipped);
    engine.collect_account(&account).await.unwrap();
    assert!(rows(&engine, InboxQuery::default()).await.iter().all(|row| row.dispatch_hold.is_none()));
}

#[tokio::test]
async fn nothing_is_kept_that_may_be_leaving_at_this_moment() {
    let (_bench, engine, account, shop) = Bench::by_lines(|shop| {
        shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing));
        shop.add_claim(cancel("C1", &shop.line("1-1-b"), 3));
    })
    .await;
    shop.fail_next(Fault::LostAfter);
    shop.fail_next(Fault::LostAfter);
    engine.ship(vec![row(&account, "1-1-a")]).await.unwrap();
    let refuse = ClaimActRequest::RefuseShipped { courier: "CJGLS".into(), invoice: "1234567890".into() };
    engine.claim_act(account.clone(), vec!["C1".into()], refuse).await.unwrap();
    engine.run_due().await.unwrap();
    for id in ["1-1-a", "1-1-b"] {
        let batch = keep(&engine, &account, id).await;
        let reasons: Vec<_> = batch.blocked.iter().map(|row| row.reason.en.clone()).collect();
        assert!(reasons.len() == 1 && reasons[0].contains("not finished"), "{id}: {reasons:?}");
    }
    assert!(rows(&engine, InboxQuery { on_hold: true, ..InboxQuery::default() }).await.is_empty());
}

#[tokio::test]
async fn an_account_that_cannot_be_opened_does_not_keep_the_lines_of_others_from_being_kept() {
    let (bench, engine, first, _shop) = two().await;
    let shut = bench.shop("A2");
    let second = add_account(&engine, "A2").await;
    shut.add_lines(vec![line("9-1-a", Stage::Preparing)]);
    engine.collect_account(&second).await.unwrap();
    drop(engine);
    bench.keychain.set(&format!("account.{second}"), "not what we kept").unwrap();
    let engine = bench.open().await;
    let pressed = [lines(&second, &["9-1-a"]), lines(&first, &["1-1-a"])].concat();
    let batch = engine.hold_dispatch(pressed, "입금 확인 중".to_owned()).await.unwrap();
    assert_eq!(batch.blocked.len(), 1, "{:?}", batch.blocked);
    assert_eq!(batch.blocked[0].target, Target::Line("9-1-a".into()));
    let kept = rows(&engine, InboxQuery { on_hold: true, ..InboxQuery::default() }).await;
    assert_eq!(kept.iter().map(|row| row.line.as_str()).collect::<Vec<_>>(), ["1-1-a"]);
}
