//! The layer that signs.

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

#[async_trait]
impl<T: Transport, S: Sign> Transport for Signed<T, S> {
    async fn send(&self, mut request: Request) -> Result<Response, MarketError> {
        self.signer.sign(&mut request, self.clock.now()).await?;
        self.inner.send(request).await
    }
}
