//! Where the marketplaces of a test stand: one sandbox, and the clock by which they and the desk live.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use market::{Clock, SystemClock};
use sandbox::{Sandbox, SandboxConfig, system_clock};
use tokio::runtime::{Handle, RuntimeMetrics};

use crate::clock::{Brisk, Stepping};

/// Moves a clock on.
type Mover = Arc<dyn Fn(TimeDelta) + Send + Sync>;

/// One sandbox with its clock; several marketplaces may stand on it.
#[derive(Clone)]
pub struct Ground {
    sandbox: Arc<Sandbox>,
    clock: Arc<dyn Clock>,
    /// How the clock is moved, where it is the test's own.
    mover: Option<Mover>,
}

impl Ground {
    /// By the computer's clock; rate limits count.
    ///
    /// # Errors
    /// When the sandbox cannot listen.
    pub async fn real(seed: u64, orders: usize) -> Result<Self> {
        let config = SandboxConfig { orders, ..SandboxConfig::new(seed, system_clock()) };
        Self::by(Arc::new(SystemClock), None, config).await
    }

    /// By a clock on which rests pass at once.
    ///
    /// # Errors
    /// As [`Ground::real`].
    pub async fn brisk(seed: u64, orders: usize) -> Result<Self> {
        let clock = Arc::new(Brisk::default());
        let mover: Mover = {
            let clock = Arc::clone(&clock);
            Arc::new(move |by| clock.advance(by))
        };
        let reader = Arc::clone(&clock);
        let config = SandboxConfig { orders, ..SandboxConfig::new(seed, Arc::new(move || reader.now())) };
        Self::by(clock, Some(mover), config).await
    }

    /// By a clock that somebody else moves.
    ///
    /// # Errors
    /// As [`Ground::real`].
    pub async fn on_clock(clock: Arc<dyn Clock>, seed: u64, orders: usize) -> Result<Self> {
        let reader = Arc::clone(&clock);
        let config = SandboxConfig { orders, ..SandboxConfig::new(seed, Arc::new(move || reader.now())) };
        Self::by(clock, None, config).await
    }

    /// By a clock that steps from one due moment to the next whenever nothing happens; rate limits count its seconds.
    ///
    /// # Errors
    /// As [`Ground::real`].
    pub async fn stepping(clock: &Arc<Stepping>, seed: u64, orders: usize) -> Result<Self> {
        let reader = Arc::clone(clock);
        let config = SandboxConfig {
            orders,
            limits_by_clock: true,
            ..SandboxConfig::new(seed, Arc::new(move || reader.now()))
        };
        let mover: Mover = {
            let clock = Arc::clone(clock);
            Arc::new(move |by| clock.advance(by))
        };
        let ground = Self::by(Arc::clone(clock) as Arc<dyn Clock>, Some(mover), config).await?;
        let sandbox = Arc::downgrade(&ground.sandbox);
        let workers = Handle::current().metrics();
        clock.run_while_idle(move || {
            let answering = sandbox.upgrade().is_some_and(|sandbox| sandbox.calls_under_way() > 0);
            !answering && all_rest(&workers)
        });
        Ok(ground)
    }

    async fn by(clock: Arc<dyn Clock>, mover: Option<Mover>, config: SandboxConfig) -> Result<Self> {
        Ok(Self { sandbox: Arc::new(Sandbox::start(config).await?), clock, mover })
    }

    /// The marketplaces.
    pub fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// The clock.
    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }

    /// The moment.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Whether the clock is the test's own.
    pub fn is_own(&self) -> bool {
        self.mover.is_some()
    }

    /// Moves the clock on where it is the test's own; `false` where it is everybody's.
    pub fn skip(&self, by: Duration) -> bool {
        let Some(mover) = &self.mover else { return false };
        mover(TimeDelta::from_std(by).unwrap_or_default());
        true
    }
}

/// Whether no thread of the runtime has anything to do: each counts once when it lies down and once when it gets up.
fn all_rest(workers: &RuntimeMetrics) -> bool {
    (0..workers.num_workers()).all(|worker| workers.worker_park_unpark_count(worker) % 2 == 1)
}
