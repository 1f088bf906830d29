//! The layer that does not wait for ever.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use crate::{Clock, ErrorKind, MarketError, Persistence, Request, Response, Transport};

/// Limits each attempt. A write that got no answer in time may have been applied.
pub struct Timeout<T> {
    inner: T,
    limit: fn(&Request) -> Duration,
    clock: Arc<dyn Clock>,
}

impl<T> Timeout<T> {
    /// Limits what goes to `inner`.
    pub fn new(inner: T, limit: fn(&Request) -> Duration, clock: Arc<dyn Clock>) -> Self {
        Self { inner, limit, clock }
    }
}

#[async_trait]
impl<T: Transport> Transport for Timeout<T> {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        let limit = (self.limit)(&request);
        let (operation, writes) = (request.operation, request.writes);
        tokio::select! {
            biased;
            answer = self.inner.send(request) => answer,
            () = self.clock.sleep(limit) => {
                let persistence = if writes { Persistence::Unknown } else { Persistence::Temporary };
                let message = format!("no answer within {} s", limit.as_secs());
                Err(MarketError::new(ErrorKind::Timeout, persistence, operation, message))
            }
        }
    }
}
