//! The keys of a seller, and the fingerprint every call carries.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::errors::Refusal;
use super::settings::Settings;
use crate::incoming::Incoming;

/// What a caller signs with.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Credentials {
    /// X-ServiceId, which Grip issues to the program.
    pub service_id: String,
    /// X-AccessKey
    pub access_key: String,
    /// Secret key, used as it is.
    pub secret_key: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Credentials").field("service_id", &self.service_id).finish_non_exhaustive()
    }
}

/// Grip 서버와 시간 차가 10분 이상 나는 경우 유효하지 않은 요청으로 간주
const SKEW: TimeDelta = TimeDelta::minutes(10);

/// Lets a call pass that is signed with the seller's keys. Which status and words each refusal has is
/// documented nowhere [unverified].
pub(crate) fn check(
    incoming: &Incoming,
    keys: &Credentials,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    if incoming.header("x-serviceid") != Some(&keys.service_id) {
        return Err(Refusal::unauthorised("유효하지 않은 서비스입니다"));
    }
    if incoming.header("x-accesskey") != Some(&keys.access_key) || settings.keys_expired {
        return Err(Refusal::unauthorised("유효하지 않은 AccessKey입니다"));
    }
    let stamp = incoming.header("x-fingerprint-timestamp").unwrap_or_default();
    let at = stamp.parse().ok().and_then(DateTime::from_timestamp_millis);
    if at.is_none_or(|at: DateTime<Utc>| (now - at).abs() >= SKEW) {
        return Err(Refusal::unauthorised("유효하지 않은 요청시간입니다"));
    }
    let signed = format!("{} {}\n{stamp}\n{}", incoming.method, incoming.target(), keys.access_key);
    let fits = incoming.header("x-fingerprint").is_some_and(|print| verify(print, &signed, &keys.secret_key));
    fits.then_some(()).ok_or_else(|| Refusal::unauthorised("유효하지 않은 Fingerprint입니다"))
}

fn verify(print: &str, signed: &str, secret: &str) -> bool {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return false;
    };
    mac.update(signed.as_bytes());
    STANDARD.decode(print).is_ok_and(|sent| mac.verify_slice(&sent).is_ok())
}
