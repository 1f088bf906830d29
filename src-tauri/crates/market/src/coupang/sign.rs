//! The CEA signature: HMAC-SHA256 over date, method, path and query.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

use crate::layers::sign::Sign;
use crate::{ErrorKind, MarketError, Persistence, Request};

/// A seller's key.
pub(super) struct Key {
    pub(super) vendor: String,
    pub(super) access: SecretString,
    pub(super) secret: SecretString,
}

#[async_trait]
impl Sign for Key {
    async fn sign(&self, request: &mut Request, now: DateTime<Utc>) -> Result<(), MarketError> {
        let date = now.format("%y%m%dT%H%M%SZ").to_string();
        let message = [&date, request.method.as_str(), &request.path, &request.query].concat();
        let Some(signature) = hmac_hex(self.secret.expose_secret(), &message) else {
            let kind = ErrorKind::KeyRejected;
            return Err(MarketError::new(kind, Persistence::Permanent, request.operation, "empty key"));
        };
        let access = self.access.expose_secret();
        let proof = format!(
            "CEA algorithm=HmacSHA256, access-key={access}, signed-date={date}, signature={signature}"
        );
        request.headers.push(("authorization", proof));
        request.headers.push(("x-requested-by", self.vendor.clone()));
        Ok(())
    }
}

/// Lower-case hex of HMAC-SHA256.
pub(super) fn hmac_hex(secret: &str, message: &str) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(message.as_bytes());
    Some(hex::encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_message_gives_the_computed_signature() {
        let path = "/v2/providers/openapi/apis/api/v5/vendors/A00012345/ordersheets";
        let query =
            "createdAtFrom=2025-01-14%2B09:00&createdAtTo=2025-01-15%2B09:00&status=ACCEPT&maxPerPage=50";
        let message = format!("250115T010203ZGET{path}{query}");
        assert_eq!(
            hmac_hex("test-secret", &message).as_deref(),
            Some("ebb162b141ea8fcc785a7a29a09b46d696bed4eaf856292b8f8587c17954352c")
        );
    }
}
