//! The application's keys, its electronic signature (전자서명), and the tokens it was given.

use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use bcrypt::Version;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::errors::Refusal;

/// What a seller receives with an application of the own store (내 스토어 애플리케이션).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Credentials {
    /// 애플리케이션 ID
    pub client_id: String,
    /// 애플리케이션 시크릿: a bcrypt salt, as `$2a$04$…`.
    pub client_secret: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Credentials").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

/// An access token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Token {
    pub(crate) value: String,
    pub(crate) expires_at: DateTime<Utc>,
}

impl std::fmt::Debug for Token {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Token").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

/// 인증 토큰의 유효 시간은 3시간(10,800초)입니다.
pub(crate) const TOKEN_LIFE: TimeDelta = TimeDelta::seconds(10_800);
/// 남은 유효 시간이 30분 이상이면 기존 인증 토큰이 반환됩니다.
pub(crate) const RENEWED_BELOW: TimeDelta = TimeDelta::minutes(30);
/// The timestamp is valid for five minutes; that it may not lie ahead either is unverified.
pub(crate) const TIMESTAMP_LIFE: TimeDelta = TimeDelta::minutes(5);

/// The last character of a salt carries four bits that count for nothing; the official example
/// sets them.
const SALT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::BCRYPT,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(base64::engine::DecodePaddingMode::RequireNone),
);

impl Token {
    pub(crate) fn remaining(&self, now: DateTime<Utc>) -> TimeDelta {
        self.expires_at - now
    }
}

/// base64( bcrypt( `{client_id}_{timestamp}`, salt = client_secret ) ); `None` when the secret is
/// no salt.
pub(crate) fn sign(credentials: &Credentials, timestamp: i64) -> Option<String> {
    let mut parts = credentials.client_secret.strip_prefix('$')?.split('$');
    let (version, cost, salt) = (parts.next()?, parts.next()?, parts.next()?);
    let version = match version {
        "2a" => Version::TwoA,
        "2b" => Version::TwoB,
        "2y" => Version::TwoY,
        _ => return None,
    };
    let salt: [u8; 16] = SALT.decode(salt).ok()?.try_into().ok()?;
    let message = format!("{}_{timestamp}", credentials.client_id);
    let hash = bcrypt::hash_with_salt(message, cost.parse().ok()?, salt).ok()?;
    Some(STANDARD.encode(hash.format_for_version(version)))
}

/// A secret of the usual shape from sixteen drawn bytes.
pub(crate) fn secret(drawn: [u8; 16]) -> String {
    format!("$2a$04${}", SALT.encode(drawn))
}

/// Lets a call pass that carries a token still alive.
pub(crate) fn check(header: Option<&str>, tokens: &[Token], now: DateTime<Utc>) -> Result<(), Refusal> {
    let bearer = header.and_then(|text| text.strip_prefix("Bearer "));
    let known = bearer.and_then(|value| tokens.iter().find(|token| token.value == value));
    match known {
        Some(token) if token.expires_at > now => Ok(()),
        _ => Err(Refusal::authentication()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_official_example_signs_as_written() {
        let credentials = Credentials {
            client_id: "aaaabbbbcccc".to_owned(),
            client_secret: "$2a$10$abcdefghijklmnopqrstuv".to_owned(),
        };
        let expected = "JDJhJDEwJGFiY2RlZmdoaWprbG1ub3BxcnN0dXVCVldZSk42T0VPdEx1OFY0cDQxa2IuTnpVaUEzbmsy";
        assert_eq!(sign(&credentials, 1_643_961_623_299).as_deref(), Some(expected));
        let plain = Credentials { client_secret: "secret".to_owned(), ..credentials };
        assert_eq!(sign(&plain, 1), None);
    }
}
