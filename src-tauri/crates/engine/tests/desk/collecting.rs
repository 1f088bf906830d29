//! Reading lists: pages, overlaps, the past, and accounts that fail.

use std::time::Duration;

use chrono::TimeDelta;
use domain::{ClaimStep, LineId, Stage};
use engine::view::{Change, Tag};
use market::{ErrorKind, FeedRequest};

use crate::support::{Bench, add_account, cancel, exchange, line, start};

fn spans(bench: &Bench, feed: &str) -> Vec<(i64, i64)> {
    let hours = |at: chrono::DateTime<chrono::Utc>| (at - start()).num_minutes();
    bench
        .shop("A1")
        .asked()
        .into_iter()
        .filter(|(name, _)| name == feed)
        .filter_map(|(_, request)| match request {
            FeedRequest::Time { span, page: None } => Some((hours(span.from), hours(span.to))),
            _ => None,
        })
        .collect()
}

#[tokio::test]
async fn the_first_collection_reads_the_newest_window_of_every_feed_and_then_the_past() {
    let (bench, _engine, _account, _shop) = Bench::stocked(|_| {}).await;
    let day = 24 * 60;
    assert_eq!(
        spans(&bench, "orders"),
        vec![(-day, 0), (-2 * day, -day), (-3 * day, -2 * day), (-4 * day, -3 * day)]
    );
    let first: Vec<String> = bench.shop("A1").asked().into_iter().take(2).map(|(feed, _)| feed).collect();
    assert_eq!(first, vec!["orders", "claims"], "what is new comes before any of the past");
}

/// The lists that were asked, in turn.
fn asked(bench: &Bench) -> Vec<String> {
    bench.shop("A1").asked().into_iter().map(|(feed, _)| feed).collect()
}

#[tokio::test]
async fn the_others_do_not_wait_for_a_list_that_may_be_asked_rarely_nor_it_for_them() {
    let bench = Bench::new();
    let shop = bench.shop("A1");
    shop.asked_rarely("orders", Duration::from_secs(5));
    let engine = bench.open().await;
    let account = add_account(&engine, "A1").await;
    let passing = async {
        loop {
            tokio::task::yield_now().await;
            if asked(&bench).len() >= 5 {
                bench.clock.advance(TimeDelta::seconds(1));
            }
        }
    };
    tokio::select! {
        round = engine.collect_account(&account) => assert!(round.unwrap().problems.is_empty()),
        () = passing => {}
    }
    let asked = asked(&bench);
    assert!(asked[..2].contains(&"orders".to_owned()), "it goes before the others are through: {asked:?}");
    assert!(asked[5..].iter().all(|feed| feed == "orders"), "the others go while it rests: {asked:?}");
    assert_eq!(asked.len(), 8);
}

#[tokio::test]
async fn a_later_collection_begins_where_the_last_one_ended_with_an_overlap() {
    let (bench, engine, account, shop) = Bench::stocked(|_| {}).await;
    shop.forget_asked();
    bench.clock.advance(TimeDelta::minutes(30));
    engine.collect_account(&account).await.unwrap();
    assert_eq!(spans(&bench, "orders"), vec![(-10, 30)]);
    shop.forget_asked();
    bench.clock.advance(TimeDelta::hours(50));
    engine.collect_feed_once(&account, "orders").await.unwrap();
    let asked = spans(&bench, "orders");
    assert_eq!((asked.first().unwrap().0, asked.last().unwrap().1), (20, 30 + 50 * 60));
    assert!(asked.iter().all(|(from, to)| to - from <= 24 * 60), "{asked:?}");
}

#[tokio::test]
async fn every_page_is_read_and_an_overlap_adds_nothing_twice() {
    let (_bench, engine, account, _shop) = Bench::stocked(|shop| {
        shop.add_lines((0..7).map(|order| line(&format!("{order}-1-a"), Stage::Paid)).collect());
    })
    .await;
    let round = engine.collect_account(&account).await.unwrap();
    assert!(round.merged.is_empty(), "the same lines again are nothing new: {round:?}");
    let page = engine.inbox_page(store::InboxQuery::default(), store::PageAt::Row(0), 50).await.unwrap();
    assert_eq!(page.total, 7);
}

#[tokio::test]
async fn a_failed_window_is_read_again_and_nothing_is_lost() {
    let (bench, engine, account, shop) = Bench::stocked(|_| {}).await;
    bench.clock.advance(TimeDelta::hours(2));
    let mut late = line("1-1-a", Stage::Paid);
    late.ordered_at = start() + TimeDelta::hours(1);
    shop.add_lines(vec![late]);
    shop.break_feed("orders", ErrorKind::Server);
    let round = engine.collect_account(&account).await.unwrap();
    assert_eq!(round.problems.len(), 1);
    shop.mend();
    bench.clock.advance(TimeDelta::hours(2));
    let round = engine.collect_account(&account).await.unwrap();
    assert_eq!(round.merged.new_lines, 1, "the cursor had not moved over the failed span");
}

#[tokio::test]
async fn one_broken_feed_does_not_keep_the_others() {
    let (bench, engine, account, shop) = Bench::stocked(|_| {}).await;
    bench.clock.advance(TimeDelta::minutes(5));
    shop.forget_asked();
    shop.break_feed("orders", ErrorKind::Server);
    engine.collect_account(&account).await.unwrap();
    assert_eq!(spans(&bench, "claims").len(), 1);
    shop.forget_asked();
    shop.break_feed("orders", ErrorKind::KeyExpired);
    engine.collect_account(&account).await.unwrap();
    assert!(spans(&bench, "claims").is_empty(), "a dead key is not tried on every list");
}

#[tokio::test]
async fn a_line_that_vanishes_from_the_lists_stays_here() {
    let (bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Delivered)])).await;
    shop.drop_line("1-1-a");
    bench.clock.advance(TimeDelta::minutes(5));
    engine.collect_account(&account).await.unwrap();
    engine.order_detail(account, LineId::from("1-1-a")).await.unwrap();
}

#[tokio::test]
async fn only_claims_whose_numbers_a_list_knows_are_asked_about() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing), line("2-1-a", Stage::Delivered)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
        shop.add_claim(exchange("E1", &shop.line("2-1-a")));
    })
    .await;
    shop.forget_asked();
    engine.collect_feed_once(&account, "withdrawals").await.unwrap();
    assert_eq!(shop.asked(), [("withdrawals".to_owned(), FeedRequest::Claims(vec!["C1".into()]))]);
}

#[tokio::test]
async fn a_withdrawn_claim_is_found_by_its_number() {
    let (bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
    })
    .await;
    shop.withdraw("C1");
    bench.clock.advance(TimeDelta::minutes(5));
    engine.collect_account(&account).await.unwrap();
    assert_eq!(engine.claim_detail(account, "C1".into()).await.unwrap().row.step, ClaimStep::Withdrawn);
}

#[tokio::test]
async fn a_late_page_does_not_bring_a_settled_claim_back() {
    let (bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
    })
    .await;
    let old = shop.claim("C1");
    bench.clock.advance(TimeDelta::minutes(1));
    shop.edit_claim("C1", |claim| claim.step = ClaimStep::Completed);
    engine.collect_account(&account).await.unwrap();
    shop.add_claim(old);
    let round = engine.collect_account(&account).await.unwrap();
    assert_eq!(round.merged.set_aside, 1);
    assert_eq!(engine.claim_detail(account, "C1".into()).await.unwrap().row.step, ClaimStep::Completed);
}

#[tokio::test]
async fn a_record_that_cannot_be_read_is_counted_and_shown_and_stops_nothing() {
    let (bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.spoil_record();
        shop.add_lines(vec![line("1-1-a", Stage::Paid)]);
    })
    .await;
    let view = &engine.accounts().await.unwrap()[0];
    assert!(view.health.problem.is_none(), "the account works");
    bench.clock.advance(TimeDelta::minutes(1));
    shop.spoil_record();
    let round = engine.collect_feed_once(&account, "orders").await.unwrap();
    assert_eq!((round.unread, round.problems.len()), (1, 0));
    let view = &engine.accounts().await.unwrap()[0];
    let feed = view.feeds.iter().find(|feed| feed.feed == "orders").unwrap();
    assert!(feed.last_error.as_ref().unwrap().ko.contains("no shipmentBoxId"));
    assert!(view.health.failing_since.is_none());
}

#[tokio::test]
async fn a_dead_account_is_told_once_and_the_others_go_on() {
    let bench = Bench::new();
    let (dead, alive) = (bench.shop("A1"), bench.shop("A2"));
    let engine = bench.open().await;
    let (first, second) = (add_account(&engine, "A1").await, add_account(&engine, "A2").await);
    dead.break_feed("", ErrorKind::AddressNotRegistered);
    alive.add_lines(vec![line("1-1-a", Stage::Paid)]);
    let mut events = engine.events();
    for _ in 0..3 {
        engine.collect_account(&first).await.unwrap();
        engine.collect_account(&second).await.unwrap();
    }
    let mut told = Vec::new();
    while let Ok(change) = events.try_recv() {
        if let Change::Health { account, problem } = change {
            told.push((account, problem.is_some()));
        }
    }
    assert_eq!(told, vec![(first.clone(), true)]);
    let page = engine.inbox_page(store::InboxQuery::default(), store::PageAt::Row(0), 10).await.unwrap();
    assert_eq!(page.total, 1);
    dead.mend();
    let mut events = engine.events();
    engine.collect_account(&first).await.unwrap();
    let cured = std::iter::from_fn(|| events.try_recv().ok())
        .any(|change| matches!(change, Change::Health { problem: None, .. }));
    assert!(cured, "that it works again is told too");
}

#[tokio::test]
async fn a_dead_account_is_still_known_after_a_restart() {
    let (bench, engine, account, shop) = Bench::stocked(|_| {}).await;
    shop.break_feed("", ErrorKind::KeyExpired);
    engine.collect_account(&account).await.unwrap();
    drop(engine);
    let engine = bench.open().await;
    let health = engine.accounts().await.unwrap().remove(0).health;
    assert!(health.failing_since.is_some());
    assert_eq!(health.problem.unwrap().code, engine::view::ProblemCode::KeyExpired);
}

#[tokio::test]
async fn the_past_stops_when_the_person_says_so_and_goes_on_when_asked() {
    let bench = Bench::new();
    bench.shop("A1");
    let engine = bench.open().await;
    let account = add_account(&engine, "A1").await;
    engine.stop_backfill(account.clone()).await.unwrap();
    engine.collect_account(&account).await.unwrap();
    assert_eq!(spans(&bench, "orders").len(), 1, "only what is new");
    drop(engine);
    let engine = bench.open().await;
    bench.clock.advance(TimeDelta::minutes(1));
    engine.collect_account(&account).await.unwrap();
    assert_eq!(spans(&bench, "orders").len(), 2, "a restart does not forget it");
    engine.collect_now(Some(account.clone())).await.unwrap();
    engine.collect_account(&account).await.unwrap();
    assert_eq!(spans(&bench, "orders").len(), 6, "what is new, and the three older windows");
}

#[tokio::test]
async fn a_collection_tells_how_far_it_is_and_what_it_makes_stale() {
    let bench = Bench::new();
    let shop = bench.shop("A1");
    let engine = bench.open().await;
    let account = add_account(&engine, "A1").await;
    shop.add_lines(vec![line("1-1-a", Stage::Paid)]);
    let mut events = engine.events();
    engine.collect_account(&account).await.unwrap();
    let changes: Vec<Change> = std::iter::from_fn(|| events.try_recv().ok()).collect();
    let past: Vec<(u32, u32)> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Collecting { progress: Some(progress), .. } if progress.backfill => {
                Some((progress.done, progress.total))
            }
            _ => None,
        })
        .collect();
    assert_eq!(past.first(), Some(&(2, 8)), "{past:?}");
    assert!(past.is_sorted(), "{past:?}");
    let collected =
        changes.iter().find(|change| matches!(change, Change::Collected { new_lines: 1, .. })).unwrap();
    assert!(collected.invalidates().contains(&Tag::Orders) && collected.invalidates().contains(&Tag::Counts));
    assert!(matches!(changes.last().unwrap(), Change::Collecting { progress: None, .. }));
}

#[tokio::test]
async fn the_background_loop_collects_when_the_hour_comes() {
    let (bench, engine, _account, shop) = Bench::stocked(|_| {}).await;
    engine.start();
    let mut events = engine.events();
    let mut late = line("1-1-a", Stage::Paid);
    late.ordered_at = start() + TimeDelta::minutes(3);
    shop.add_lines(vec![late]);
    let collected = async {
        loop {
            tokio::select! {
                change = events.recv() => {
                    if let Change::Collected { new_lines: 1, .. } = change.unwrap() {
                        return;
                    }
                }
                () = tokio::time::sleep(std::time::Duration::from_millis(20)) => {
                    bench.clock.advance(TimeDelta::minutes(1));
                }
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), collected).await.expect("never collected");
    engine.stop().await;
}

#[tokio::test]
async fn an_account_that_is_added_while_the_engine_runs_is_collected_at_once() {
    let bench = Bench::new();
    let shop = bench.shop("A1");
    let engine = bench.open().await;
    engine.start();
    let mut events = engine.events();
    add_account(&engine, "A1").await;
    let read = async {
        while !matches!(events.recv().await.unwrap(), Change::Collecting { progress: Some(_), .. }) {}
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), read).await.expect("never collected");
    engine.stop().await;
    assert!(!shop.asked().is_empty());
}

/// Lets the background loops run through so many minutes.
async fn minutes(bench: &Bench, count: u32) {
    for _ in 0..count {
        bench.clock.advance(TimeDelta::minutes(1));
        tokio::time::sleep(std::time::Duration::from_millis(15)).await;
    }
}

#[tokio::test]
async fn a_feed_that_fails_for_good_slows_down_alone() {
    let (bench, engine, _account, shop) = Bench::stocked(|_| {}).await;
    shop.break_feed("orders", ErrorKind::Server);
    shop.forget_asked();
    engine.start();
    minutes(&bench, 40).await;
    engine.stop().await;
    let (broken, whole) = (spans(&bench, "orders").len(), spans(&bench, "claims").len());
    assert!(whole >= 15, "claims are due every two minutes: {whole}");
    assert!((2..=8).contains(&broken), "the broken list is asked less and less: {broken}");
}

#[tokio::test]
async fn a_feed_that_fails_for_good_does_not_hold_back_the_past_of_the_others() {
    let bench = Bench::new();
    let shop = bench.shop("A1");
    let engine = bench.open().await;
    let account = add_account(&engine, "A1").await;
    shop.break_feed("orders", ErrorKind::Server);
    let round = engine.collect_account(&account).await.unwrap();
    assert!(!round.problems.is_empty());
    assert_eq!(spans(&bench, "claims").len(), 4, "the newest window and the three older ones");
}

#[tokio::test]
async fn a_list_that_names_its_pages_in_a_circle_ends_as_unreadable() {
    let (_bench, engine, account, shop) = Bench::stocked(|_| {}).await;
    shop.circle();
    let reading = engine.collect_feed_once(&account, "orders");
    let round = tokio::time::timeout(std::time::Duration::from_secs(10), reading).await.unwrap().unwrap();
    assert_eq!(round.problems[0].code, engine::view::ProblemCode::Unreadable);
}
