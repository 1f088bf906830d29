//! The list of changes, read to its end whatever happens within one second.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{Fact, LineId};
use market::{Clock, FeedId, FeedInput, FeedRequest, ManualClock, Span};
use proptest::prelude::*;
use sandbox::naver::{Flavor, OrderWish};
use tests::world::World;
use tests::world::naver::Naver;

/// A thousand changes in one second are four pages of the list.
const SECOND: u32 = 1_000;

/// A clock on which short rests pass at once, and a time limit never does: what is read here must not depend on how
/// busy the computer is.
struct Brisk(ManualClock);

impl Brisk {
    /// Above this it is a time limit and no rest.
    const LONGEST_REST: Duration = Duration::from_secs(2);
}

#[async_trait]
impl Clock for Brisk {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    async fn sleep(&self, duration: Duration) {
        if duration > Self::LONGEST_REST {
            std::future::pending::<()>().await;
        }
        self.0.advance(duration);
    }
}

/// When the shop opens.
fn opening() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap_or_default()
}

/// Reads the list of changes from an hour before the clock's moment until then; gives how often each line was
/// told.
async fn told(world: &Naver, clock: &Brisk) -> anyhow::Result<BTreeMap<LineId, usize>> {
    let market = world.market();
    let feed = market.feeds().iter().find(|feed| feed.id == FeedId("changes"));
    let feed = feed.ok_or_else(|| anyhow::anyhow!("no list of changes"))?;
    anyhow::ensure!(matches!(feed.input, FeedInput::Time { .. }));
    let to = clock.now();
    let span = Span { from: to - TimeDelta::hours(1), to };
    let (mut told, mut page) = (BTreeMap::new(), None);
    loop {
        let collected = market.collect(feed.id, FeedRequest::Time { span, page }).await?;
        anyhow::ensure!(collected.unread.is_empty(), "{:?}", collected.unread);
        for fact in collected.facts {
            if let Fact::Line(line) = fact {
                *told.entry(line.line).or_default() += 1;
            }
        }
        match collected.next {
            Some(next) => page = Some(next),
            None => return Ok(told),
        }
    }
}

/// Places orders in bursts, each within one instant, reads the list, and compares it with what was placed.
async fn nothing_lost_nothing_twice(flavor: Flavor, bursts: &[(u32, u32, u64)]) -> anyhow::Result<()> {
    let clock = Arc::new(Brisk(ManualClock::new(opening())));
    let world = Naver::by_clock(flavor, clock.clone()).await?;
    let mut placed = BTreeMap::new();
    for (orders, lines, later_ms) in bursts {
        let wish = OrderWish { lines: Some(*lines), quantity: Some(1), ..OrderWish::default() };
        placed.extend(world.place_many(*orders, wish)?.into_iter().map(|line| (line, 1)));
        clock.0.advance(Duration::from_millis(*later_ms));
    }
    clock.0.advance(Duration::from_secs(1));
    let told = told(&world, &clock).await?;
    let missing = placed.keys().filter(|line| !told.contains_key(*line)).count();
    let twice = told.values().filter(|times| **times > 1).count();
    anyhow::ensure!((missing, twice) == (0, 0), "{missing} lost, {twice} told twice, of {}", placed.len());
    anyhow::ensure!(told == placed, "the list tells of lines that nobody placed");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_changes_in_one_second_are_told_once_each() -> anyhow::Result<()> {
    for flavor in [Flavor::SmartStore, Flavor::Npay] {
        nothing_lost_nothing_twice(flavor, &[(SECOND, 1, 999)]).await?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn whatever_bursts_come_the_list_is_read_to_its_end(
        bursts in prop::collection::vec((1_u32..400, 1_u32..4, prop::sample::select(vec![0_u64, 1, 400, 1_000, 61_000])), 1..4),
        npay in any::<bool>(),
    ) {
        let flavor = if npay { Flavor::Npay } else { Flavor::SmartStore };
        let runtime = tokio::runtime::Runtime::new()?;
        let result = runtime.block_on(nothing_lost_nothing_twice(flavor, &bursts));
        prop_assert!(result.is_ok(), "{bursts:?}: {result:?}");
    }
}
