//! The token: asked for with a bcrypt signature, kept, and shown with every call.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine as _;
use base64::alphabet::BCRYPT;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bcrypt::Version;
use chrono::{DateTime, Utc};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::sync::Mutex;

use super::error;
use super::wire::list::Issued;
use super::wire::misfit::{parsed, shaped};
use super::wire::scalar::Text;
use crate::layers::sign::Sign;
use crate::{Clock, ErrorKind, MarketError, Method, Persistence, Request, Response, Transport};

/// POST oauth2/token
const TOKEN: &str = "oauth2/token";

/// With less time left than this, asking again gives a new token; with more, the same one.
const RENEWED_BEFORE: Duration = Duration::from_secs(30 * 60);
/// How soon a renewal that failed in passing is tried again while the old token is good.
const NEXT_TRY: Duration = Duration::from_secs(60);

/// What a bcrypt salt costs at most here: 2¹² rounds take a quarter of a second, and Naver issues 2⁴.
const COSTS: std::ops::RangeInclusive<u32> = 4..=12;

/// A seller's key, and where its token is asked for.
pub(super) struct Key {
    pub(super) client: String,
    pub(super) secret: SecretString,
    pub(super) path: String,
}

/// The secret read as what it is: the salt of a bcrypt hash.
struct Salt {
    cost: u32,
    bytes: [u8; 16],
}

/// Whether a text can be a client secret: `$2a$`, two digits, `$`, 22 letters of bcrypt's alphabet.
pub(super) fn is_secret(text: &str) -> bool {
    Salt::of(text).is_some()
}

impl Salt {
    /// Reads a secret. Its last letter carries two bits of which Naver does not keep the rest clear.
    fn of(secret: &str) -> Option<Self> {
        const LETTERS: GeneralPurpose = GeneralPurpose::new(
            &BCRYPT,
            GeneralPurposeConfig::new()
                .with_decode_allow_trailing_bits(true)
                .with_decode_padding_mode(DecodePaddingMode::RequireNone),
        );
        let (cost, letters) = secret.strip_prefix("$2a$")?.split_once('$')?;
        let bytes = LETTERS.decode(letters).ok()?.try_into().ok()?;
        let digits = cost.len() == 2 && cost.bytes().all(|digit| digit.is_ascii_digit());
        let cost = cost.parse().ok().filter(|cost| digits && COSTS.contains(cost))?;
        Some(Self { cost, bytes })
    }
}

impl Key {
    /// base64(bcrypt(`{client_id}_{timestamp}`, salt = secret)), always 80 letters.
    pub(super) fn signature(&self, timestamp: i64) -> Option<String> {
        let salt = Salt::of(self.secret.expose_secret())?;
        let message = format!("{}_{timestamp}", self.client);
        let hash = bcrypt::hash_with_salt(message, salt.cost, salt.bytes).ok()?;
        Some(STANDARD.encode(hash.format_for_version(Version::TwoA)))
    }

    /// The request for a token. Everything stands in the form and nothing in the address, with SELF and no
    /// account: Naver cuts an application that asks otherwise to one call an hour.
    fn request(&self, now: DateTime<Utc>) -> Option<Request> {
        /// What a form leaves as it is.
        const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
        let timestamp = now.timestamp_millis();
        let signature = self.signature(timestamp)?;
        let form = [
            ("client_id", self.client.as_str()),
            ("timestamp", &timestamp.to_string()),
            ("grant_type", "client_credentials"),
            ("client_secret_sign", &signature),
            ("type", "SELF"),
        ]
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, ENCODED)));
        Some(Request {
            operation: TOKEN,
            writes: false,
            method: Method::Post,
            path: self.path.clone(),
            query: String::new(),
            headers: vec![("content-type", "application/x-www-form-urlencoded".to_owned())],
            body: form.join("&").into_bytes(),
        })
    }
}

/// A token that was issued.
struct Kept {
    bearer: SecretString,
    renew_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

impl Kept {
    /// Reads an answer. A life that is not told is taken for the shortest that a token is given out with.
    fn of(answer: &Response, now: DateTime<Utc>) -> Result<Self, MarketError> {
        let issued: Issued = parsed(&answer.body)
            .and_then(|body| shaped(&body))
            .map_err(|misfit| unreadable(&misfit.to_string()))?;
        let token = issued.access_token.said().ok_or_else(|| unreadable("access_token is missing"))?;
        let life =
            issued.expires_in.pieces().map_or(RENEWED_BEFORE, |seconds| Duration::from_secs(seconds.into()));
        // A life shorter than documented must not make every call ask for another token.
        let fresh = life.saturating_sub(RENEWED_BEFORE).max(life / 2);
        let bearer = SecretString::from(format!("Bearer {token}"));
        Ok(Self { bearer, renew_at: now + fresh, ends_at: now + life })
    }
}

/// Turns a refused token into an error, so that the layer that asks again knows what passes.
pub(super) struct Judged<T> {
    inner: T,
    clock: Arc<dyn Clock>,
}

impl<T> Judged<T> {
    /// Judges what comes from `inner`.
    pub(super) fn new(inner: T, clock: Arc<dyn Clock>) -> Self {
        Self { inner, clock }
    }
}

#[async_trait]
impl<T: Transport> Transport for Judged<T> {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        let operation = request.operation;
        let answer = self.inner.send(request).await?;
        error::judge_token(operation, self.clock.now(), &answer)?;
        Ok(answer)
    }
}

/// Shows the token with every call, asking for one at a time when there is none that is good for long enough.
pub(super) struct Token {
    key: Key,
    transport: Arc<dyn Transport>,
    kept: Mutex<Option<Kept>>,
}

impl Token {
    /// No token yet; `transport` leads to the same host as the calls, and judges its answers.
    pub(super) fn new(key: Key, transport: Arc<dyn Transport>) -> Self {
        Self { key, transport, kept: Mutex::new(None) }
    }

    /// Asks for a token.
    async fn issued(&self, now: DateTime<Utc>) -> Result<Kept, MarketError> {
        let request = self.key.request(now).ok_or_else(unfit)?;
        let answer = self.transport.send(request).await?;
        Kept::of(&answer, now)
    }

    /// Puts a good token into its place. One that is still good survives a renewal that failed in passing.
    async fn renew(&self, kept: &mut Option<Kept>, now: DateTime<Utc>) -> Result<(), MarketError> {
        let error = match self.issued(now).await {
            Ok(new) => {
                *kept = Some(new);
                return Ok(());
            }
            Err(error) => error,
        };
        match kept.as_mut().filter(|old| passes(&error) && now < old.ends_at) {
            Some(old) => {
                old.renew_at = now + NEXT_TRY;
                Ok(())
            }
            None => Err(error),
        }
    }
}

/// Whether asking later may go better, without anybody's doing.
const fn passes(error: &MarketError) -> bool {
    matches!(error.kind, ErrorKind::Server | ErrorKind::Timeout | ErrorKind::Network | ErrorKind::Unreadable)
}

#[async_trait]
impl Sign for Token {
    async fn sign(&self, request: &mut Request, now: DateTime<Utc>) -> Result<(), MarketError> {
        let mut kept = self.kept.lock().await;
        if kept.as_ref().is_none_or(|kept| kept.renew_at <= now) {
            self.renew(&mut kept, now).await?;
        }
        if let Some(kept) = kept.as_ref() {
            request.headers.push(("authorization", kept.bearer.expose_secret().to_owned()));
        }
        Ok(())
    }

    /// The gateway refuses a token before the call reaches the order service, so that a write is safe too.
    async fn outdated(&self, answer: &Response) -> bool {
        let outdated = answer.status == 401 && code_of(&answer.body) == "GW.AUTHN";
        if outdated {
            *self.kept.lock().await = None;
        }
        outdated
    }
}

/// The code of an error body; empty when it has none.
fn code_of(body: &[u8]) -> String {
    let code = parsed(body).ok().and_then(|body| Text::deserialize(body.get("code")?).ok());
    code.unwrap_or_default().0
}

/// A key that no request can be made with; nothing was sent.
fn unfit() -> MarketError {
    MarketError::new(ErrorKind::KeyRejected, Persistence::Permanent, TOKEN, "the secret is no bcrypt salt")
}

/// An answer without a token in it. Nothing but the request for it was sent, so nothing had an effect.
fn unreadable(message: &str) -> MarketError {
    MarketError::new(ErrorKind::Unreadable, Persistence::Temporary, TOKEN, message)
}
