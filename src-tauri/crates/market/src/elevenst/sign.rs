//! The key: one header, the same for every call.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};

use crate::layers::sign::Sign;
use crate::{MarketError, Request};

/// The header that every call carries.
pub(super) const HEADER: &str = "openapikey";

/// The letters and digits of a key.
pub(super) const KEY_LENGTH: usize = 32;

/// Puts the seller's key on a call.
pub(super) struct Key(pub(super) SecretString);

/// Whether a text can be a key.
pub(super) fn is_key(text: &str) -> bool {
    text.len() == KEY_LENGTH && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[async_trait]
impl Sign for Key {
    async fn sign(&self, request: &mut Request, _now: DateTime<Utc>) -> Result<(), MarketError> {
        request.headers.push((HEADER, self.0.expose_secret().to_owned()));
        Ok(())
    }
}
