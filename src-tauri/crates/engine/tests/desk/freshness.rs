//! How fresh each list of an account is: when it was last read, when it is read next, and what keeps it from being read.

use chrono::TimeDelta;
use engine::Engine;
use engine::view::FeedView;
use market::ErrorKind;

use crate::support::{Bench, add_account, start};

async fn feed(engine: &Engine, name: &str) -> FeedView {
    let account = engine.accounts().await.unwrap().remove(0);
    account.feeds.into_iter().find(|feed| feed.feed == name).unwrap()
}

#[tokio::test]
async fn every_list_is_shown_also_one_that_was_never_read() {
    let bench = Bench::new();
    bench.shop("A1");
    let engine = bench.open().await;
    add_account(&engine, "A1").await;
    let account = engine.accounts().await.unwrap().remove(0);
    let names: Vec<&str> = account.feeds.iter().map(|feed| feed.feed.as_str()).collect();
    assert_eq!(names, ["orders", "claims", "withdrawals"]);
    assert!(account.feeds.iter().all(|feed| feed.last_ok_at.is_none() && feed.next_at < Some(start())));
}

#[tokio::test]
async fn a_list_tells_its_last_good_reading_and_its_next_one() {
    let (_bench, engine, _account, _shop) = Bench::stocked(|_| {}).await;
    let orders = feed(&engine, "orders").await;
    assert_eq!((orders.last_ok_at, orders.failing_since), (Some(start()), None));
    assert_eq!(orders.next_at, Some(start() + TimeDelta::minutes(5)));
    assert_eq!(feed(&engine, "claims").await.next_at, Some(start() + TimeDelta::minutes(2)));
}

#[tokio::test]
async fn a_list_that_fails_tells_since_when_and_why_and_keeps_its_last_good_reading() {
    let (bench, engine, account, shop) = Bench::stocked(|_| {}).await;
    bench.clock.advance(TimeDelta::minutes(6));
    shop.break_feed("claims", ErrorKind::Refused);
    engine.collect_account(&account).await.unwrap();
    let claims = feed(&engine, "claims").await;
    assert_eq!(
        (claims.last_ok_at, claims.failing_since),
        (Some(start()), Some(start() + TimeDelta::minutes(6)))
    );
    assert!(claims.last_error.is_some() && claims.next_at > claims.failing_since, "{claims:?}");
    assert_eq!(feed(&engine, "orders").await.last_error, None);
    let health = engine.accounts().await.unwrap().remove(0).health;
    assert!(health.problem.is_some(), "an account of which a list fails is never silent");
    shop.mend();
    bench.clock.advance(TimeDelta::hours(2));
    engine.collect_account(&account).await.unwrap();
    let mended = feed(&engine, "claims").await;
    assert_eq!((mended.failing_since, mended.last_error), (None, None));
}
