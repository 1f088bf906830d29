//! Time, handed in so that every test is repeatable.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use tokio::sync::watch;

/// A source of time.
#[async_trait]
pub trait Clock: Send + Sync {
    /// The moment.
    fn now(&self) -> DateTime<Utc>;
    /// Returns after `duration` has passed on this clock.
    async fn sleep(&self, duration: Duration);
}

/// The computer's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        std::time::SystemTime::now().into()
    }

    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

/// A clock that stands still until it is told to move: the seam for tests and simulations.
///
/// Whoever sleeps on it wakes when [`ManualClock::advance`] has carried it far enough.
#[derive(Debug)]
pub struct ManualClock {
    now: watch::Sender<DateTime<Utc>>,
}

impl ManualClock {
    /// A clock that stands at `now`.
    pub fn new(now: DateTime<Utc>) -> Self {
        Self { now: watch::Sender::new(now) }
    }

    /// Moves on and wakes everybody whose time has come.
    pub fn advance(&self, by: Duration) {
        self.now.send_modify(|now| *now += by);
    }
}

#[async_trait]
impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        *self.now.borrow()
    }

    async fn sleep(&self, duration: Duration) {
        let until = self.now() + duration;
        // The sender lives as long as `self`, so waiting can only end by reaching the moment.
        let _ = self.now.subscribe().wait_for(|now| *now >= until).await;
    }
}
