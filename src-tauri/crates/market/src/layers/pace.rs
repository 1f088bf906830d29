//! The layer that spaces calls.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use tokio::sync::Mutex;

use crate::{Clock, MarketError, Request, Response, Transport};

/// How often calls may leave.
#[derive(Clone, Copy)]
pub struct Pace {
    /// The least time between two calls of one bucket.
    pub period: Duration,
    /// What shares a limit: the operation's name where each endpoint has its own, one word where the
    /// whole account has one.
    pub bucket: fn(&Request) -> &'static str,
}

/// Our clock in governor's terms.
#[derive(Clone)]
struct Ticks {
    clock: Arc<dyn Clock>,
    start: DateTime<Utc>,
}

impl governor::clock::Clock for Ticks {
    type Instant = Duration;

    fn now(&self) -> Duration {
        (self.clock.now() - self.start).to_std().unwrap_or_default()
    }
}

type Limiter = RateLimiter<&'static str, HashMapStateStore<&'static str>, Ticks, NoOpMiddleware<Duration>>;

/// Lets one call out at a time, spaced within its bucket.
pub struct Paced<T> {
    inner: T,
    pace: Pace,
    ticks: Ticks,
    limiter: Option<Limiter>,
    turn: Mutex<()>,
}

impl<T> Paced<T> {
    /// Spaces what goes to `inner`. No burst is allowed: a burst of n and a rate of n a second would
    /// together be twice the rate in the first second.
    pub fn new(inner: T, pace: Pace, clock: Arc<dyn Clock>) -> Self {
        let ticks = Ticks { start: clock.now(), clock };
        let limiter = Quota::with_period(pace.period)
            .map(|quota| RateLimiter::new(quota, HashMapStateStore::default(), ticks.clone()));
        Self { inner, pace, ticks, limiter, turn: Mutex::new(()) }
    }

    /// Waits for the bucket. One period is the longest honest wait of the one call whose turn it is: more
    /// would mean that the computer's clock was set back, which must not hold the shop's calls.
    async fn wait(&self, bucket: &'static str) {
        let Some(limiter) = &self.limiter else { return };
        if let Err(until) = limiter.check_key(&bucket) {
            let wait = until.wait_time_from(self.ticks.now()).min(self.pace.period);
            self.ticks.clock.sleep(wait).await;
            limiter.check_key(&bucket).ok();
        }
    }
}

#[async_trait]
impl<T: Transport> Transport for Paced<T> {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        let _turn = self.turn.lock().await;
        self.wait((self.pace.bucket)(&request)).await;
        self.inner.send(request).await
    }
}
