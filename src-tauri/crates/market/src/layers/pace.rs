//! The layer that spaces calls.

use std::collections::HashMap;
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
    /// Buckets with a longer period of their own.
    pub slower: &'static [(&'static str, Duration)],
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
    slower: Arc<Slower>,
    turn: Mutex<()>,
}

/// The buckets with a longer period.
pub(super) struct Slower {
    buckets: HashMap<&'static str, Slow>,
    ticks: Ticks,
}

/// A bucket with a longer period. Its calls queue up apart, so that nobody else waits behind them.
struct Slow {
    period: Duration,
    /// When the next one may leave.
    next: Mutex<Duration>,
}

impl<T> Paced<T> {
    /// Spaces what goes to `inner`. No burst is allowed: a burst of n and a rate of n a second would
    /// together be twice the rate in the first second.
    pub fn new(inner: T, pace: Pace, clock: Arc<dyn Clock>) -> Self {
        let ticks = Ticks { start: clock.now(), clock };
        let limiter = limiter_of(pace.period, &ticks);
        let slow = |(name, period): &(&'static str, Duration)| {
            (*name, Slow { period: *period, next: Mutex::new(Duration::ZERO) })
        };
        let buckets = pace.slower.iter().map(slow).collect();
        let slower = Arc::new(Slower { buckets, ticks: ticks.clone() });
        Self { inner, pace, ticks, limiter, slower, turn: Mutex::new(()) }
    }

    /// The buckets with a longer period, for whoever plans by them.
    pub(super) fn slower(&self) -> Arc<Slower> {
        Arc::clone(&self.slower)
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

impl Slower {
    /// How long a call of this bucket would wait now; `None` for a bucket without a longer period. While a call is
    /// under way it is the whole period, which is counted from its answer.
    pub(super) fn rest(&self, bucket: &'static str) -> Option<Duration> {
        let slow = self.buckets.get(bucket)?;
        let next = slow.next.try_lock();
        Some(next.map_or(slow.period, |next| next.saturating_sub(self.ticks.now()).min(slow.period)))
    }
}

impl<T: Transport> Paced<T> {
    /// What the calls go to.
    #[cfg(test)]
    pub(crate) fn inner(&self) -> &T {
        &self.inner
    }

    /// Sends a call of a slow bucket: it lets the others go first while it waits. The period is counted from the answer
    /// of the call before it, since nobody knows when on its way that one was counted by the marketplace.
    async fn send_slowly(&self, slow: &Slow, request: Request) -> Result<Response, MarketError> {
        let mut next = slow.next.lock().await;
        let mut rested = Duration::ZERO;
        loop {
            let turn = self.turn.lock().await;
            let wait = next.saturating_sub(self.ticks.now()).min(slow.period);
            if wait.is_zero() || rested >= slow.period {
                // Also when nobody waits for the answer any more.
                *next = self.ticks.now() + slow.period;
                let answer = self.inner.send(request).await;
                *next = self.ticks.now() + slow.period;
                return answer;
            }
            drop(turn);
            self.ticks.clock.sleep(wait).await;
            rested += wait;
        }
    }
}

/// A limiter of one call a period; none where there is no period.
fn limiter_of(period: Duration, ticks: &Ticks) -> Option<Limiter> {
    Quota::with_period(period)
        .map(|quota| RateLimiter::new(quota, HashMapStateStore::default(), ticks.clone()))
}

#[async_trait]
impl<T: Transport> Transport for Paced<T> {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        let bucket = (self.pace.bucket)(&request);
        if let Some(slow) = self.slower.buckets.get(bucket) {
            return self.send_slowly(slow, request).await;
        }
        let _turn = self.turn.lock().await;
        self.wait(bucket).await;
        self.inner.send(request).await
    }
}
