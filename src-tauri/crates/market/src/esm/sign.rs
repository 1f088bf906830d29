//! The signature: a JSON web token that the caller makes itself, anew for every attempt.
//!
//! The documents name no lifetime, only that `iat` is the moment of signing. Every token names one site alone:
//! eight calls carry no SiteType (OrderCheck, ShippingExpectedDate, ShippingInfo, AddShippingCompleteInfo,
//! GetDeliveryStatus, Progress, ClaimList, ClaimRelease), and with a token for both sites the same order number
//! might be looked up at the other one.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;

use super::flavor::Flavor;
use crate::layers::sign::Sign;
use crate::{ErrorKind, MarketError, Persistence, Request};

/// The issuer of the documents' own sample; any domain is taken.
const ISSUER: &str = "www.esmplus.com";
/// 판매 API
const SUBJECT: &str = "sell";
/// Fixed by the documents, although the host is sa2.
const AUDIENCE: &str = "sa.esmplus.com";

/// A seller's key at one site.
pub(super) struct Key {
    pub(super) flavor: &'static Flavor,
    pub(super) master: String,
    pub(super) secret: SecretString,
    pub(super) seller: String,
}

/// The payload, its fields in the documents' order.
#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    iat: i64,
    ssi: String,
}

impl Key {
    /// The token for a call at `now`. The secret's characters are the key as they stand: they are not decoded.
    pub(super) fn token(&self, now: DateTime<Utc>) -> Result<String, jsonwebtoken::errors::Error> {
        let header = Header { kid: Some(self.master.clone()), ..Header::new(Algorithm::HS256) };
        let ssi = format!("{}:{}", self.flavor.letter, self.seller);
        let claims = Claims { iss: ISSUER, sub: SUBJECT, aud: AUDIENCE, iat: now.timestamp(), ssi };
        encode(&header, &claims, &EncodingKey::from_secret(self.secret.expose_secret().as_bytes()))
    }
}

#[async_trait]
impl Sign for Key {
    async fn sign(&self, request: &mut Request, now: DateTime<Utc>) -> Result<(), MarketError> {
        let token = self.token(now).map_err(|error| {
            let message = error.to_string();
            MarketError::new(ErrorKind::KeyRejected, Persistence::Permanent, request.operation, message)
        })?;
        request.headers.push(("authorization", format!("Bearer {token}")));
        Ok(())
    }
}
