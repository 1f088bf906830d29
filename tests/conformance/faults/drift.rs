//! The computer's clock is five minutes off: the write is carried out all the same, or refused in words.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, ActionKind, LineResult, Marketplace};
use market::{AccountConfig, Clock, ErrorKind, MarketError, open};
use tests::world::World;

use super::scenes::{Scene, scene};
use super::shown::shown;
use crate::carry_out;

/// How far the clock is off, both ways.
const OFF: TimeDelta = TimeDelta::minutes(5);

/// A clock that is off.
struct Off {
    right: Arc<dyn Clock>,
    by: TimeDelta,
}

#[async_trait]
impl Clock for Off {
    fn now(&self) -> DateTime<Utc> {
        self.right.now() + self.by
    }

    async fn sleep(&self, duration: Duration) {
        self.right.sleep(duration).await;
    }
}

/// Carries a write out by a clock that is ahead, and by one that is behind.
pub(super) async fn drifts<Opened>(kind: ActionKind, open: fn() -> Opened) -> Result<()>
where
    Opened: Future<Output = Result<Box<dyn World>>>,
{
    for by in [OFF, -OFF] {
        let world = open().await?;
        let scene = scene(&*world, kind).await?;
        drifted(&*world, kind, &scene, by)
            .await
            .with_context(|| format!("a clock off by {by} at {:?}", scene.write))?;
    }
    Ok(())
}

/// The write is applied once and told as done, or refused for its moment and not applied.
async fn drifted(world: &dyn World, kind: ActionKind, scene: &Scene, by: TimeDelta) -> Result<()> {
    let before = scene.applied(world, kind);
    let connector = at(world, by)?;
    match connector.act(&scene.write).await {
        Ok(outcomes) => {
            ensure!(outcomes.iter().all(|outcome| outcome.result == LineResult::Ok), "{outcomes:?}");
        }
        Err(error) => {
            may_refuse(world.market().marketplace(), &error)?;
            ensure!(scene.applied(world, kind) == before, "refused, and applied");
            carry_out(world, &scene.write).await.context("it cannot be carried out by the right clock")?;
        }
    }
    ensure!(scene.applied(world, kind) == before + 1, "not applied once");
    ensure!(shown(world, scene).await? != Some(false), "it is done, and does not read so");
    Ok(())
}

/// A connector whose clock is off.
fn at(world: &dyn World, by: TimeDelta) -> Result<Arc<dyn market::Marketplace>> {
    let config = AccountConfig {
        account: AccountId::from("off-1"),
        base_url: Some(world.base_url()),
        proxy: None,
        settles_after: Some(Duration::ZERO),
    };
    let clock = Arc::new(Off { right: world.clock(), by });
    Ok(open(world.market().marketplace(), config, &world.credentials(), clock)?)
}

/// Whether a marketplace may refuse a moment that is five minutes off, and how it is told then.
fn may_refuse(marketplace: Marketplace, error: &MarketError) -> Result<()> {
    ensure!(
        !error.may_have_applied() && !error.message.is_empty(),
        "refused without a certain word: {error}"
    );
    let blames_the_clock = error.kind == ErrorKind::ClockWrong;
    match marketplace {
        // A signature and a signed timestamp live five minutes.
        Marketplace::Coupang | Marketplace::SmartStore | Marketplace::Npay => {
            ensure!(blames_the_clock, "the clock is not named: {error}");
        }
        // One refusal (401) stands for everything that can be wrong with a token.
        Marketplace::Gmarket | Marketplace::Auction => {}
        // The key is the same at any moment, and Grip's fingerprint is good for ten minutes.
        Marketplace::Elevenst | Marketplace::Grip => {
            anyhow::bail!("refused for a moment that is allowed: {error}")
        }
    }
    Ok(())
}
