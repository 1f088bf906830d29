//! The layer that tells the log.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;

use crate::{Clock, MarketError, Request, Response, Transport};

/// Writes one event per attempt: what, how it ended, how long, how many bytes. Headers, addresses, bodies
/// and the marketplace's words are never written, since they may hold secrets or personal data.
pub struct Trace<T> {
    inner: T,
    header: Option<&'static str>,
    clock: Arc<dyn Clock>,
    calls: AtomicU64,
}

impl<T> Trace<T> {
    /// Traces what goes to `inner`; `header` holds the marketplace's own number of a call.
    pub fn new(inner: T, header: Option<&'static str>, clock: Arc<dyn Clock>) -> Self {
        Self { inner, header, clock, calls: AtomicU64::new(1) }
    }
}

#[async_trait]
impl<T: Transport> Transport for Trace<T> {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        let trace = self.calls.fetch_add(1, Ordering::Relaxed);
        let (operation, writes, sent) = (request.operation, request.writes, request.body.len());
        let start = self.clock.now();
        let result = self.inner.send(request).await;
        let took_ms = (self.clock.now() - start).num_milliseconds();
        match &result {
            Ok(answer) => {
                let (status, received) = (answer.status, answer.body.len());
                let theirs = self.header.and_then(|header| answer.header(header));
                tracing::info!(operation, writes, trace, theirs, status, took_ms, sent, received, "call");
            }
            Err(error) => {
                let (kind, persistence) = (error.kind, error.persistence);
                tracing::warn!(operation, writes, trace, ?kind, ?persistence, took_ms, sent, "call failed");
            }
        }
        result
    }
}
