//! The CEA signature: `HmacSHA256(secret, signed-date + METHOD + path + query)`.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::errors::Refusal;

/// What a seller receives with an API key, and the WING login that cancels need.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Credentials {
    /// 업체코드, as A00012345.
    pub vendor_id: String,
    /// Access key.
    pub access_key: String,
    /// Secret key.
    pub secret_key: String,
    /// WING login id.
    pub user_id: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Credentials")
            .field("vendor_id", &self.vendor_id)
            .field("user_id", &self.user_id)
            .finish_non_exhaustive()
    }
}

/// The window is undocumented; five minutes is what clients report [unverified].
const WINDOW: TimeDelta = TimeDelta::minutes(5);

const INVALID_FORMAT: &str = "HMAC format is invalid.";

/// What is signed, exactly as it arrived.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Signed<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    /// Without the `?`; empty when there is none.
    pub(crate) query: &'a str,
    pub(crate) authorization: Option<&'a str>,
}

struct Cea<'a> {
    access_key: &'a str,
    signed_date: &'a str,
    signature: &'a str,
}

/// Lets a call pass whose signature fits `credentials` at `now`.
pub(crate) fn check(
    signed: Signed<'_>,
    credentials: &Credentials,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let header = signed.authorization.ok_or_else(|| refused("Request is not authorized."))?;
    let cea = parse(header).ok_or_else(|| refused(INVALID_FORMAT))?;
    let date = parse_date(cea.signed_date).ok_or_else(|| refused(INVALID_FORMAT))?;
    if cea.access_key != credentials.access_key {
        return Err(refused("Request is not authorized."));
    }
    if (now - date).abs() > WINDOW {
        return Err(refused("Specified signature is expired."));
    }
    verify(signed, &cea, &credentials.secret_key)
}

fn refused(message: &str) -> Refusal {
    Refusal::new(401, message)
}

fn parse(header: &str) -> Option<Cea<'_>> {
    let fields = header.strip_prefix("CEA ")?;
    let mut cea = Cea { access_key: "", signed_date: "", signature: "" };
    let mut algorithm = "";
    for field in fields.split(',') {
        let (name, value) = field.trim().split_once('=')?;
        match name {
            "algorithm" => algorithm = value,
            "access-key" => cea.access_key = value,
            "signed-date" => cea.signed_date = value,
            "signature" => cea.signature = value,
            _ => return None,
        }
    }
    let complete = [cea.access_key, cea.signed_date, cea.signature].iter().all(|value| !value.is_empty());
    (algorithm == "HmacSHA256" && complete).then_some(cea)
}

/// `yyMMdd'T'HHmmss'Z'` in UTC.
fn parse_date(text: &str) -> Option<DateTime<Utc>> {
    let date = NaiveDateTime::parse_from_str(text, "%y%m%dT%H%M%SZ").ok()?;
    (text.len() == "250115T010203Z".len()).then(|| date.and_utc())
}

fn verify(signed: Signed<'_>, cea: &Cea<'_>, secret: &str) -> Result<(), Refusal> {
    let invalid = || refused("Invalid signature");
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| invalid())?;
    for part in [cea.signed_date, signed.method, signed.path, signed.query] {
        mac.update(part.as_bytes());
    }
    // The documents show lower-case hex only.
    if cea.signature.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Err(invalid());
    }
    let given = hex::decode(cea.signature).map_err(|_| invalid())?;
    mac.verify_slice(&given).map_err(|_| invalid())
}
