//! 미도착·미수령 신고: shown while it waits, answered once.

use domain::{AccountId, ActionKind};
use domain::{ActionState, EventKind, LineId, Stage, Target, Write};
use engine::Engine;
use engine::view::{ActionBatch, InboxRow};
use store::{InboxQuery, PageAt};

use crate::support::{Bench, Fault, Shop, line, only_action, settle};

async fn reported() -> (Bench, Engine, AccountId, std::sync::Arc<Shop>) {
    let (bench, engine, account, shop) = Bench::in_parts(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivering), line("2-1-a", Stage::Delivering)]);
    })
    .await;
    shop.report("1-1-a", "N1");
    engine.collect_feed_once(&account, "reports").await.unwrap();
    (bench, engine, account, shop)
}

async fn row(engine: &Engine) -> InboxRow {
    let page = engine.inbox_page(InboxQuery::default(), PageAt::Row(0), 10).await.unwrap();
    page.rows.into_iter().find(|row| row.line.as_str() == "1-1-a").unwrap()
}

async fn answer(engine: &Engine, account: &AccountId, reason: &str, text: &str) -> ActionBatch {
    let (reason, text) = (reason.to_owned(), text.to_owned());
    engine.answer_undelivered(account.clone(), "1-1-a".into(), reason, text, None).await.unwrap()
}

#[tokio::test]
async fn a_report_is_shown_while_it_waits_and_found_by_its_filter() {
    let (_bench, engine, account, shop) = reported().await;
    let shown = row(&engine).await.undelivered.unwrap();
    assert_eq!((shown.report.as_str(), shown.reason.as_str()), ("N1", "아직 받지 못했습니다"));
    let query = InboxQuery { undelivered: true, ..InboxQuery::default() };
    let page = engine.inbox_page(query, PageAt::Row(0), 10).await.unwrap();
    assert_eq!((page.rows.len(), page.total), (1, 1), "the other line was not reported");
    shop.edit_report("N1", |report| report.settled_at = Some(report.reported_at));
    engine.collect_feed_once(&account, "reports").await.unwrap();
    assert_eq!(row(&engine).await.undelivered, None);
    let detail = engine.order_detail(account, "1-1-a".into()).await.unwrap();
    assert!(
        detail.lines[0].undelivered.as_ref().unwrap().settled_at.is_some(),
        "the panel still tells of it"
    );
    let told =
        |wanted: fn(&EventKind) -> bool| detail.timeline.iter().filter(|entry| wanted(&entry.kind)).count();
    assert_eq!(told(|kind| matches!(kind, EventKind::UndeliveredReported { .. })), 1);
    assert_eq!(told(|kind| matches!(kind, EventKind::UndeliveredSettled)), 1);
}

#[tokio::test]
async fn a_report_comes_before_its_line() {
    let (_bench, engine, account, shop) = Bench::in_parts(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivering)]);
        shop.unlist("1-1-a");
        shop.report("1-1-a", "N1");
    })
    .await;
    engine.collect_feed_once(&account, "reports").await.unwrap();
    assert!(row(&engine).await.undelivered.is_some());
    assert_eq!(shop.orders_read().len(), 1);
}

#[tokio::test]
async fn an_answer_is_sent_once_and_settles_the_report() {
    let (_bench, engine, account, shop) = reported().await;
    let batch = answer(&engine, &account, "101", "오늘 도착합니다").await;
    assert!(batch.blocked.is_empty(), "{:?}", batch.blocked);
    engine.run_due().await.unwrap();
    let Write::AnswerUndelivered { report, reason, .. } = &shop.received()[0] else { panic!() };
    assert_eq!((report.as_str(), reason.as_str()), ("N1", "101"));
    assert_eq!(row(&engine).await.undelivered, None, "without another collection");
    let again = answer(&engine, &account, "101", "오늘 도착합니다").await;
    assert_eq!((again.actions.len(), again.blocked.len()), (0, 1));
}

#[tokio::test]
async fn an_answer_that_cannot_be_right_is_not_sent() {
    let (_bench, engine, account, shop) = reported().await;
    for (reason, text, words) in [
        ("999", "곧 갑니다", "사유가 아닙니다"),
        ("101", " ", "비어 있습니다"),
        ("102", "번호를 고칩니다", "송장번호가 비어"),
    ] {
        let batch = answer(&engine, &account, reason, text).await;
        assert!(batch.blocked[0].reason.ko.contains(words), "{reason}: {:?}", batch.blocked);
    }
    let unreported = engine
        .answer_undelivered(account.clone(), "2-1-a".into(), "101".into(), "곧 갑니다".into(), None)
        .await
        .unwrap();
    assert!(unreported.blocked[0].reason.ko.contains("미도착 신고가 없습니다"), "{:?}", unreported.blocked);
    let offers = engine.order_detail(account, "2-1-a".into()).await.unwrap().offers;
    assert!(offers.iter().all(|offer| offer.kind != ActionKind::AnswerUndelivered));
    assert!(shop.received().is_empty());
}

#[tokio::test]
async fn a_report_that_was_taken_back_before_sending_is_not_answered() {
    let (_bench, engine, account, shop) = reported().await;
    answer(&engine, &account, "101", "곧 갑니다").await;
    shop.edit_report("N1", |report| report.settled_at = Some(report.reported_at));
    engine.collect_feed_once(&account, "reports").await.unwrap();
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty());
    assert!(only_action(&engine).await.error.unwrap().ko.contains("미도착 신고가 없습니다"));
}

#[tokio::test]
async fn a_lost_answer_is_judged_by_the_list_and_never_sent_again() {
    for (fault, state) in [(Fault::LostAfter, ActionState::Done), (Fault::LostBefore, ActionState::Failed)] {
        let (bench, engine, account, shop) = reported().await;
        shop.fail_next(fault);
        answer(&engine, &account, "101", "곧 갑니다").await;
        engine.run_due().await.unwrap();
        assert_eq!(only_action(&engine).await.state, ActionState::Unknown, "{fault:?}");
        bench.clock.advance(chrono::TimeDelta::minutes(5));
        engine.collect_feed_once(&account, "reports").await.unwrap();
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, state, "{fault:?}");
        assert_eq!(shop.received().len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn an_answer_of_which_no_list_tells_stays_unknown_until_the_seller_says() {
    let (bench, engine, account, shop) = reported().await;
    shop.fail_next(Fault::LostAfter);
    answer(&engine, &account, "101", "곧 갑니다").await;
    engine.run_due().await.unwrap();
    shop.forget_reports();
    settle(&bench, &engine).await;
    let action = only_action(&engine).await;
    assert_eq!(action.state, ActionState::Unknown);
    let target = Target::Line(LineId::from("1-1-a"));
    engine.settle_unknown(action.id, target, true).await.unwrap();
    assert_eq!(only_action(&engine).await.state, ActionState::Done);
    assert_eq!(row(&engine).await.undelivered, None);
    assert_eq!(shop.received().len(), 1);
}

#[tokio::test]
async fn a_lost_number_is_found_on_the_line() {
    let (bench, engine, account, shop) = reported().await;
    shop.fail_next(Fault::LostBefore);
    let invoice = Some(("CJGLS".into(), "9876543210".into()));
    engine
        .answer_undelivered(account, "1-1-a".into(), "102".into(), "번호를 고칩니다".into(), invoice)
        .await
        .unwrap();
    engine.run_due().await.unwrap();
    shop.edit_line("1-1-a", |line| line.delivery.invoice = Some("9876543210".into()));
    settle(&bench, &engine).await;
    assert_eq!(only_action(&engine).await.state, ActionState::Done);
}
