//! News of lines: of those that are known, of those that are not, and in place of whole lines.

use chrono::TimeDelta;
use domain::{ActionState, EventKind, OrderId, Stage, Status, Write};
use engine::Engine;
use engine::view::{InboxRow, ShipRow};
use market::ErrorKind;
use store::{InboxQuery, PageAt};

use crate::support::{Bench, line, lines_of, only_action};

async fn rows(engine: &Engine) -> Vec<InboxRow> {
    engine.inbox_page(InboxQuery::default(), PageAt::Row(0), 100).await.unwrap().rows
}

async fn row(engine: &Engine, id: &str) -> InboxRow {
    rows(engine).await.into_iter().find(|row| row.line.as_str() == id).unwrap()
}

#[tokio::test]
async fn news_moves_a_known_line_with_its_timeline_and_counters() {
    let (_bench, engine, account, shop) =
        Bench::in_parts(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
    shop.tell("1-1-a", "1", |news| {
        (news.stage, news.raw_status) = (Some(Stage::Delivering), "401".to_owned());
        news.invoice = Some("1234567890".into());
    });
    engine.collect_feed_once(&account, "news").await.unwrap();
    let told = row(&engine, "1-1-a").await;
    assert_eq!((told.status, told.raw_status.as_str()), (Status::Delivering, "401"));
    assert_eq!((told.invoice.unwrap().as_str(), told.product.as_str()), ("1234567890", "상품 a"));
    let counts = engine.counts().await.unwrap().lines;
    assert!(counts.contains(&(Status::Delivering, 1)) && counts.contains(&(Status::Preparing, 0)));
    let timeline = engine.order_detail(account, "1-1-a".into()).await.unwrap().timeline;
    let moved = |kind: &EventKind| matches!(kind, EventKind::StageChanged { to: Stage::Delivering, .. });
    assert_eq!(timeline.iter().filter(|entry| moved(&entry.kind)).count(), 1);
    assert!(shop.orders_read().is_empty(), "what is known is not read again");
}

#[tokio::test]
async fn news_of_an_unknown_line_reads_its_order_once_in_the_same_round() {
    let (_bench, engine, account, shop) = Bench::in_parts(|shop| {
        shop.add_lines(lines_of("7", &["a", "b"], Stage::Delivered));
        shop.unlist("7-1-a");
        shop.unlist("7-1-b");
    })
    .await;
    assert!(rows(&engine).await.is_empty());
    shop.tell("7-1-a", "7", |news| news.stage = Some(Stage::Delivered));
    shop.tell("7-1-b", "7", |news| news.stage = Some(Stage::Delivered));
    let round = engine.collect_feed_once(&account, "news").await.unwrap();
    assert_eq!((round.merged.new_lines, rows(&engine).await.len()), (2, 2));
    engine.collect_feed_once(&account, "news").await.unwrap();
    assert_eq!(shop.orders_read(), [OrderId::from("7")], "both lines are of one order");
}

#[tokio::test]
async fn an_order_that_is_gone_is_read_once_however_often_it_is_told_of() {
    let (bench, engine, account, shop) = Bench::in_parts(|_| {}).await;
    shop.tell("9-1-a", "9", |news| news.stage = Some(Stage::Canceled));
    for _ in 0..5 {
        bench.clock.advance(TimeDelta::minutes(5));
        engine.collect_feed_once(&account, "news").await.unwrap();
    }
    assert_eq!(shop.orders_read(), [OrderId::from("9")]);
    bench.clock.advance(TimeDelta::hours(7));
    engine.collect_feed_once(&account, "news").await.unwrap();
    assert_eq!(shop.orders_read().len(), 1, "a day later it may be there again");
}

#[tokio::test]
async fn a_round_reads_a_few_orders_and_the_next_the_rest() {
    let (_bench, engine, account, shop) = Bench::in_parts(|shop| {
        for order in 100..145 {
            let id = format!("{order}-1-a");
            shop.add_lines(vec![line(&id, Stage::Delivered)]);
            shop.unlist(&id);
        }
    })
    .await;
    for order in 100..145 {
        shop.tell(&format!("{order}-1-a"), &order.to_string(), |news| news.stage = Some(Stage::Delivered));
    }
    let mut read = Vec::new();
    for _ in 0..4 {
        engine.collect_feed_once(&account, "news").await.unwrap();
        read.push(shop.orders_read().len());
    }
    assert_eq!(read, [20, 20, 5, 0]);
    assert_eq!(rows(&engine).await.len(), 45, "none is lost");
}

#[tokio::test]
async fn an_order_that_cannot_be_read_waits_whatever_the_reason() {
    for (kind, wait) in [(ErrorKind::Server, 0), (ErrorKind::Refused, 1)] {
        let (bench, engine, account, shop) = Bench::in_parts(|shop| {
            shop.add_lines(vec![line("7-1-a", Stage::Delivered)]);
            shop.unlist("7-1-a");
        })
        .await;
        shop.tell("7-1-a", "7", |news| news.stage = Some(Stage::Delivered));
        shop.break_feed("7", kind);
        let round = engine.collect_feed_once(&account, "news").await.unwrap();
        assert!(round.problems.is_empty(), "an order is no list: {:?}", round.problems);
        shop.mend();
        bench.clock.advance(TimeDelta::hours(wait));
        engine.collect_feed_once(&account, "news").await.unwrap();
        assert_eq!((shop.orders_read().len(), rows(&engine).await.len()), (2, 1), "{kind:?}");
    }
}

#[tokio::test]
async fn an_order_that_is_refused_for_a_day_is_given_up_without_a_storm() {
    let (bench, engine, account, shop) = Bench::in_parts(|shop| {
        shop.add_lines(vec![line("7-1-a", Stage::Delivered)]);
        shop.unlist("7-1-a");
    })
    .await;
    shop.tell("7-1-a", "7", |news| news.stage = Some(Stage::Delivered));
    shop.break_feed("7", ErrorKind::Refused);
    engine.collect_feed_once(&account, "news").await.unwrap();
    for _ in 0..60 {
        bench.clock.advance(TimeDelta::minutes(30));
        engine.collect_feed_once(&account, "reports").await.unwrap();
    }
    assert_eq!(shop.orders_read().len(), 25, "once an hour for a day");
}

#[tokio::test]
async fn a_cancel_told_as_news_right_before_sending_keeps_the_line() {
    let (_bench, engine, account, shop) =
        Bench::in_parts(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
    shop.tell_news_only();
    let row =
        ShipRow { account, line: "1-1-a".into(), courier: "CJGLS".into(), invoice: "1234567890".into() };
    engine.ship(vec![row]).await.unwrap();
    shop.edit_line("1-1-a", |line| line.quantity.canceled = 3);
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty(), "every piece was cancelled meanwhile");
    assert!(only_action(&engine).await.error.unwrap().ko.contains("수량이 남아 있지 않습니다"));
}

#[tokio::test]
async fn a_line_of_which_only_news_comes_is_shipped_and_reconciled() {
    for fault in [None, Some(crate::support::Fault::LostAfter)] {
        let (bench, engine, account, shop) =
            Bench::in_parts(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
        shop.tell_news_only();
        fault.into_iter().for_each(|fault| shop.fail_next(fault));
        let row =
            ShipRow { account, line: "1-1-a".into(), courier: "CJGLS".into(), invoice: "1234567890".into() };
        engine.ship(vec![row]).await.unwrap();
        crate::support::settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, ActionState::Done, "{fault:?}");
        assert!(matches!(shop.received()[..], [Write::Ship { .. }]), "{fault:?}");
    }
}
