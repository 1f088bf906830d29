//! The layer that asks again.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use backon::{BackoffBuilder, ExponentialBuilder};

use crate::{Clock, ErrorKind, MarketError, Persistence, Request, Response, Transport};

/// A marketplace that asks for a longer rest gets it from the breaker, not from a call that hangs.
const LONGEST_REST: Duration = Duration::from_secs(10);

/// Repeats reads that failed in passing. A write is never repeated here.
pub struct Retry<T> {
    inner: T,
    clock: Arc<dyn Clock>,
    delays: ExponentialBuilder,
}

impl<T> Retry<T> {
    /// Repeats what goes to `inner`: twice, after one and two seconds. One desk serves an account, so
    /// there is nobody to spread out from and no jitter.
    pub fn new(inner: T, clock: Arc<dyn Clock>) -> Self {
        let delays = ExponentialBuilder::new()
            .with_min_delay(Duration::from_secs(1))
            .with_factor(2.0)
            .with_max_times(2);
        Self { inner, clock, delays }
    }
}

#[async_trait]
impl<T: Transport> Transport for Retry<T> {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        if request.writes {
            return self.inner.send(request).await;
        }
        let mut delays = self.delays.build();
        loop {
            let error = match self.inner.send(request.clone()).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let Some(rest) = rest_before_retry(&error, &mut delays) else { return Err(error) };
            self.clock.sleep(rest).await;
        }
    }
}

/// How long to rest before asking again; `None` when asking again is no good.
fn rest_before_retry(error: &MarketError, mut delays: impl Iterator<Item = Duration>) -> Option<Duration> {
    if error.persistence != Persistence::Temporary {
        return None;
    }
    let rest = match error.kind {
        ErrorKind::Server | ErrorKind::Timeout | ErrorKind::Network => delays.next()?,
        // Asking again without being told when only prolongs the punishment.
        ErrorKind::RateLimited => delays.next().and(error.retry_after)?,
        _ => return None,
    };
    let rest = error.retry_after.map_or(rest, |asked| asked.max(rest));
    (rest <= LONGEST_REST).then_some(rest)
}
