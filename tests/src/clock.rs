//! A clock on which rests pass at once, so that a marketplace that may be asked every five seconds can be tested.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use market::{Clock, SystemClock};

/// The computer's clock, which jumps over rests and hurries through time limits.
#[derive(Debug, Default)]
pub struct Brisk {
    skipped: AtomicI64,
}

impl Brisk {
    /// Above this it is a time limit and no rest.
    const LONGEST_REST: Duration = Duration::from_secs(9);
    /// So much faster do time limits pass.
    const HURRY: u32 = 8;

    /// Moves on.
    pub fn advance(&self, by: TimeDelta) {
        self.skipped.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }
}

#[async_trait]
impl Clock for Brisk {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + TimeDelta::milliseconds(self.skipped.load(Ordering::SeqCst))
    }

    async fn sleep(&self, duration: Duration) {
        if duration > Self::LONGEST_REST {
            SystemClock.sleep(duration / Self::HURRY).await;
        }
        self.advance(TimeDelta::from_std(duration).unwrap_or_default());
        tokio::task::yield_now().await;
    }
}
