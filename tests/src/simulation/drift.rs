//! A computer whose clock is not quite right.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use market::Clock;

/// A clock beside the marketplace's, ahead of it or behind.
pub(super) struct Drifting {
    right: Arc<dyn Clock>,
    off: AtomicI64,
}

impl Drifting {
    pub(super) fn new(right: Arc<dyn Clock>) -> Arc<Self> {
        Arc::new(Self { right, off: AtomicI64::new(0) })
    }

    /// From now on it is so much ahead; negative is behind.
    pub(super) fn set(&self, off: TimeDelta) {
        self.off.store(off.num_milliseconds(), Ordering::SeqCst);
    }
}

#[async_trait]
impl Clock for Drifting {
    fn now(&self) -> DateTime<Utc> {
        self.right.now() + TimeDelta::milliseconds(self.off.load(Ordering::SeqCst))
    }

    async fn sleep(&self, duration: Duration) {
        self.right.sleep(duration).await;
    }
}
