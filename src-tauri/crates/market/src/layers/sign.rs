//! The layer that signs.
//!
//! It is the one layer that may make a write's request twice: when the gateway refused the proof itself, before the
//! request reached what stands behind it, a new proof is worth one more attempt. Both pass the rate limit as one call,
//! which marketplaces with such proofs allow for by their burst.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::{Clock, MarketError, Request, Response, Transport};

/// How a marketplace recognises its seller.
#[async_trait]
pub trait Sign: Send + Sync {
    /// Adds to `request` what proves who sends it at `now`.
    ///
    /// # Errors
    /// When the proof cannot be made, or a token for it cannot be had.
    async fn sign(&self, request: &mut Request, now: DateTime<Utc>) -> Result<(), MarketError>;

    /// Whether `answer` refuses the proof itself, before anything was carried out, and another proof is worth one
    /// more attempt; the one that was refused is forgotten.
    async fn outdated(&self, _answer: &Response) -> bool {
        false
    }
}

/// Signs every attempt anew.
pub struct Signed<T, S> {
    inner: T,
    signer: S,
    clock: Arc<dyn Clock>,
}

impl<T, S> Signed<T, S> {
    /// Signs what goes to `inner`.
    pub fn new(inner: T, signer: S, clock: Arc<dyn Clock>) -> Self {
        Self { inner, signer, clock }
    }
}

impl<T: Transport, S: Sign> Signed<T, S> {
    /// Signs and sends once.
    async fn attempt(&self, mut request: Request) -> Result<Response, MarketError> {
        self.signer.sign(&mut request, self.clock.now()).await?;
        self.inner.send(request).await
    }
}

#[async_trait]
impl<T: Transport, S: Sign> Transport for Signed<T, S> {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        let answer = self.attempt(request.clone()).await?;
        if !self.signer.outdated(&answer).await {
            return Ok(answer);
        }
        tracing::info!(operation = request.operation, status = answer.status, "proof refused, made anew");
        self.attempt(request).await
    }
}
