//! The fingerprint: HMAC-SHA256 over method, path with query, moment and access key; the body is not part of it.

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

use crate::layers::sign::Sign;
use crate::{ErrorKind, MarketError, Persistence, Request};

/// A seller's key, and the name under which the calling program is known.
pub(super) struct Key {
    /// serviceId, which Grip gives out.
    pub(super) service: String,
    /// accessKey
    pub(super) access: SecretString,
    /// secretKey
    pub(super) secret: SecretString,
}

#[async_trait]
impl Sign for Key {
    async fn sign(&self, request: &mut Request, now: DateTime<Utc>) -> Result<(), MarketError> {
        let access = self.access.expose_secret();
        let moment = now.timestamp_millis();
        let message = message(request, moment, access);
        let Some(fingerprint) = fingerprint(self.secret.expose_secret(), &message) else {
            let kind = ErrorKind::KeyRejected;
            return Err(MarketError::new(kind, Persistence::Permanent, request.operation, "empty key"));
        };
        request.headers.extend([
            ("x-serviceid", self.service.clone()),
            ("x-accesskey", access.to_owned()),
            ("x-fingerprint", fingerprint),
            ("x-fingerprint-timestamp", moment.to_string()),
        ]);
        Ok(())
    }
}

/// What is signed: the path with its query exactly as both are sent.
fn message(request: &Request, moment: i64, access: &str) -> String {
    let mark = if request.query.is_empty() { "" } else { "?" };
    let (method, path, query) = (request.method.as_str(), &request.path, &request.query);
    format!("{method} {path}{mark}{query}\n{moment}\n{access}")
}

/// Base64 of HMAC-SHA256.
pub(super) fn fingerprint(secret: &str, message: &str) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(message.as_bytes());
    Some(STANDARD.encode(mac.finalize().into_bytes()))
}
