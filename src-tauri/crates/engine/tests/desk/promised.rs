//! Later days, wished days, and returns that the seller files.

use chrono::TimeDelta;
use domain::{AccountId, ActionKind, ActionState, ClaimKind, ClaimStep, LineId, Stage, Target, Write};
use engine::Engine;
use engine::view::{ActionBatch, ClaimRequest};

use crate::support::{Bench, Fault, Shop, cancel, line, lines_of, only_action, settle};

fn said(batch: &ActionBatch) -> String {
    batch.blocked.first().map(|blocked| blocked.reason.ko.clone().into_owned()).unwrap_or_default()
}

async fn delay(engine: &Engine, account: &AccountId, until: &str, reason: &str, words: &str) -> ActionBatch {
    let until = Some(until.parse().unwrap());
    let (reason, words) = (reason.to_owned(), words.to_owned());
    engine.delay_notice(account.clone(), "1-1-a".into(), until, reason, words).await.unwrap()
}

async fn hope(engine: &Engine, account: &AccountId, on: &str) -> ActionBatch {
    let (on, because) = (on.parse().unwrap(), "물류 사정".to_owned());
    let at = Some("14:30".parse().unwrap());
    let line = LineId::from("1-1-a");
    engine.change_hope_delivery(account.clone(), line, on, at, "수도권".to_owned(), because).await.unwrap()
}

async fn file(engine: &Engine, account: &AccountId, pieces: u32, reason: &str, way: &str) -> ActionBatch {
    let lines = vec![(LineId::from("1-1-a"), pieces)];
    engine
        .request_return(account.clone(), lines, reason.to_owned(), String::new(), way.to_owned(), None)
        .await
        .unwrap()
}

async fn at_stage(stage: Stage) -> (Bench, Engine, AccountId, std::sync::Arc<Shop>) {
    Bench::by_lines(|shop| {
        shop.add_lines(vec![line("1-1-a", stage)]);
        shop.edit_line("1-1-a", |line| line.delivery.hoped_for = Some("2026-03-05".parse().unwrap()));
    })
    .await
}

#[tokio::test]
async fn a_later_day_is_told_and_the_last_notice_wins() {
    let (_bench, engine, account, shop) = at_stage(Stage::Preparing).await;
    delay(&engine, &account, "2026-03-05", "LATE", "주문 제작").await;
    engine.run_due().await.unwrap();
    let again = delay(&engine, &account, "2026-03-05", "LATE", "주문 제작").await;
    assert!(said(&again).contains("반영되는 중"), "{again:?}");
    let later = delay(&engine, &account, "2026-03-09", "LATE", "재료 지연").await;
    assert!(later.blocked.is_empty(), "another day is another notice: {later:?}");
    engine.run_due().await.unwrap();
    assert_eq!(shop.line("1-1-a").ship_by, Some("2026-03-09".parse().unwrap()));
    let row = engine.order_detail(account, "1-1-a".into()).await.unwrap().lines.remove(0).row;
    assert_eq!(row.delayed_because.as_deref(), Some("재료 지연"));
}

#[tokio::test]
async fn a_notice_that_cannot_be_right_is_not_sent() {
    let (_bench, engine, account, shop) = at_stage(Stage::Preparing).await;
    for (until, reason, words, answer) in [
        ("2026-03-01", "LATE", "주문 제작", "지난 날"),
        ("2026-03-05", "WHIM", "주문 제작", "사유가 아닙니다"),
        ("2026-03-05", "LATE", "아주 긴 사유를 스무 자가 넘도록 적은 안내", "너무 깁니다"),
    ] {
        let batch = delay(&engine, &account, until, reason, words).await;
        assert!(batch.actions.is_empty() && said(&batch).contains(answer), "{until} {reason}: {batch:?}");
    }
    shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
    engine.collect_account(&account).await.unwrap();
    assert!(said(&delay(&engine, &account, "2026-03-05", "LATE", "주문 제작").await).contains("클레임"));
}

#[tokio::test]
async fn a_notice_needs_no_words_beside_its_reason() {
    let (_bench, engine, account, shop) = at_stage(Stage::Preparing).await;
    let batch = delay(&engine, &account, "2026-03-05", "LATE", "").await;
    assert!(batch.blocked.is_empty(), "{batch:?}");
    engine.run_due().await.unwrap();
    assert_eq!(shop.line("1-1-a").ship_by, Some("2026-03-05".parse().unwrap()));
}

#[tokio::test]
async fn a_promise_is_offered_for_the_opened_line_and_a_return_for_any_of_its_package() {
    let (_bench, engine, account, _shop) = Bench::by_lines(|shop| {
        shop.add_lines(lines_of("1", &["a", "b", "c"], Stage::Preparing));
        shop.add_claim(cancel("C1", &shop.line("1-1-b"), 1));
        shop.edit_line("1-1-c", |line| line.stage = Stage::Delivered);
    })
    .await;
    for (line, delay) in [("1-1-a", ""), ("1-1-b", "클레임"), ("1-1-c", "이미 발송")] {
        let detail = engine.order_detail(account.clone(), line.into()).await.unwrap();
        let offer = |kind| detail.offers.iter().find(|offer| offer.kind == kind).unwrap();
        let said = offer(ActionKind::DelayNotice).reason.as_ref().map_or("", |reason| reason.ko.as_ref());
        assert!(said.contains(delay) && said.is_empty() == delay.is_empty(), "{line}: {said}");
        assert!(offer(ActionKind::RequestReturn).enabled, "{line}: one line has left");
    }
}

#[tokio::test]
async fn a_claim_that_came_meanwhile_stops_a_notice() {
    let (_bench, engine, account, shop) = at_stage(Stage::Preparing).await;
    delay(&engine, &account, "2026-03-05", "LATE", "주문 제작").await;
    shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty());
    assert_eq!(only_action(&engine).await.state, ActionState::Failed);
}

#[tokio::test]
async fn a_lost_notice_is_found_by_its_day() {
    for (fault, sent) in [(Fault::LostAfter, 1), (Fault::LostBefore, 2)] {
        let (bench, engine, account, shop) = at_stage(Stage::Preparing).await;
        shop.fail_next(fault);
        delay(&engine, &account, "2026-03-05", "LATE", "주문 제작").await;
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, ActionState::Done, "{fault:?}");
        assert_eq!(
            (shop.received().len(), shop.times(&Target::Line("1-1-a".into()))),
            (sent, 1),
            "{fault:?}"
        );
    }
}

#[tokio::test]
async fn a_wished_day_is_moved_where_the_buyer_named_one() {
    let (bench, engine, account, shop) = at_stage(Stage::Paid).await;
    shop.fail_next(Fault::LostAfter);
    let batch = hope(&engine, &account, "2026-03-08").await;
    assert!(batch.blocked.is_empty(), "{batch:?}");
    settle(&bench, &engine).await;
    assert_eq!(only_action(&engine).await.state, ActionState::Done);
    let detail = engine.order_detail(account.clone(), "1-1-a".into()).await.unwrap();
    assert_eq!(detail.lines[0].hoped_for, Some("2026-03-08".parse().unwrap()));
    bench.clock.advance(TimeDelta::minutes(5));
    shop.edit_line("1-1-a", |line| line.delivery.hoped_for = None);
    engine.collect_account(&account).await.unwrap();
    assert!(said(&hope(&engine, &account, "2026-03-09").await).contains("배송희망일을 정하지 않은"));
}

#[tokio::test]
async fn another_hour_of_the_same_day_is_another_wish() {
    let (_bench, engine, account, shop) = at_stage(Stage::Preparing).await;
    assert!(hope(&engine, &account, "2026-03-08").await.blocked.is_empty());
    engine.run_due().await.unwrap();
    assert!(said(&hope(&engine, &account, "2026-03-08").await).contains("반영되는 중"));
    let (on, at) = ("2026-03-08".parse().unwrap(), Some("16:00".parse().unwrap()));
    let (region, because) = ("수도권".to_owned(), "물류 사정".to_owned());
    let later = engine.change_hope_delivery(account, "1-1-a".into(), on, at, region, because).await.unwrap();
    assert!(later.blocked.is_empty(), "{later:?}");
    engine.run_due().await.unwrap();
    assert_eq!(shop.received().len(), 2);
}

#[tokio::test]
async fn a_promise_that_a_collection_may_have_shown_already_is_never_sent_again() {
    let (bench, engine, account, shop) = at_stage(Stage::Preparing).await;
    shop.fail_next(Fault::LostAfter);
    hope(&engine, &account, "2026-03-08").await;
    engine.run_due().await.unwrap();
    bench.clock.advance(TimeDelta::minutes(5));
    engine.collect_account(&account).await.unwrap();
    for _ in 0..6 {
        bench.clock.advance(TimeDelta::minutes(40));
        engine.run_due().await.unwrap();
    }
    assert_eq!(shop.received().len(), 1, "the day stood there, and nobody knows since when");
    assert_eq!(only_action(&engine).await.state, ActionState::Unknown);
}

#[tokio::test]
async fn the_day_that_stood_there_before_proves_nothing() {
    let (bench, engine, account, shop) = at_stage(Stage::Preparing).await;
    shop.fail_next(Fault::LostBefore);
    hope(&engine, &account, "2026-03-05").await;
    settle(&bench, &engine).await;
    assert_eq!(shop.times(&Target::Line("1-1-a".into())), 1, "the hour was not moved at first");
    let (bench, engine, account, shop) = at_stage(Stage::Preparing).await;
    delay(&engine, &account, "2026-03-05", "LATE", "주문 제작").await;
    settle(&bench, &engine).await;
    bench.clock.advance(TimeDelta::minutes(5));
    shop.fail_next(Fault::LostBefore);
    delay(&engine, &account, "2026-03-05", "LATE", "재료 지연").await;
    settle(&bench, &engine).await;
    assert_eq!(shop.line("1-1-a").delivery.delayed_because, "재료 지연");
}

#[tokio::test]
async fn a_return_is_filed_for_what_has_left() {
    let (_bench, engine, account, shop) = at_stage(Stage::Delivered).await;
    for (pieces, reason, way, answer) in [
        (0, "LATE", "BY_BUYER", "수량"),
        (4, "LATE", "BY_BUYER", "수량"),
        (1, "WHIM", "BY_BUYER", "사유가 아닙니다"),
        (1, "LATE", "BY_BALLOON", "수거 방법"),
    ] {
        let batch = file(&engine, &account, pieces, reason, way).await;
        assert!(
            batch.actions.is_empty() && said(&batch).contains(answer),
            "{pieces} {reason} {way}: {batch:?}"
        );
    }
    assert_eq!(file(&engine, &account, 2, "LATE", "BY_BUYER").await.actions.len(), 1);
    engine.run_due().await.unwrap();
    let request = ClaimRequest { kind: ClaimKind::Return, accounts: Vec::new() };
    let row = engine.claim_queue(request).await.unwrap().rows.remove(0);
    assert_eq!((row.step, row.lines[0].quantity), (ClaimStep::Requested, 2), "it was read at once");
    assert_eq!(shop.received().len(), 1);
}

#[tokio::test]
async fn a_return_is_not_filed_for_what_has_not_left() {
    let (_bench, engine, account, _shop) = at_stage(Stage::Preparing).await;
    assert!(said(&file(&engine, &account, 1, "LATE", "BY_BUYER").await).contains("아직 발송하지 않은"));
}

#[tokio::test]
async fn a_lost_filing_is_found_and_never_sent_again() {
    for (fault, ends) in [(Fault::LostAfter, ActionState::Done), (Fault::LostBefore, ActionState::Failed)] {
        let (bench, engine, account, shop) = at_stage(Stage::Delivered).await;
        shop.fail_next(fault);
        file(&engine, &account, 1, "LATE", "BY_BUYER").await;
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, ends, "{fault:?}");
        assert_eq!(shop.received().len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn returns_of_several_lines_are_filed_a_request_each() {
    let (_bench, engine, account, shop) =
        Bench::by_lines(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Delivered))).await;
    let lines = ["1-1-a", "1-1-b"].map(|line| (LineId::from(line), 1)).to_vec();
    let invoice = Some(("CJGLS".into(), "12".into()));
    let file = |invoice| {
        let (reason, way) = ("LATE".to_owned(), "BY_BUYER".to_owned());
        engine.request_return(account.clone(), lines.clone(), reason, String::new(), way, invoice)
    };
    assert!(said(&file(invoice).await.unwrap()).contains("자리"), "the number is the courier's");
    file(None).await.unwrap();
    engine.run_due().await.unwrap();
    let filed = |write: &Write| matches!(write, Write::RequestReturn { quantity: 1, .. });
    assert_eq!(shop.received().iter().filter(|write| filed(write)).count(), 2);
}
