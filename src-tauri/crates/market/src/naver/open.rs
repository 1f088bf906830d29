//! Opening an account: its form, its key, its layers.

use std::sync::Arc;
use std::time::Duration;

use domain::Sentence;
use secrecy::{ExposeSecret, SecretString};

use super::capability::{CALLS_PER_SECOND, capabilities};
use super::flavor::Flavor;
use super::sign::{Judged, Key, Token, is_secret};
use super::{Naver, error};
use crate::layers::breaker::Trip;
use crate::layers::http::Http;
use crate::layers::pace::Pace;
use crate::layers::retry::Retry;
use crate::layers::timeout::Timeout;
use crate::layers::trace::Trace;
use crate::layers::verdict::Telltales;
use crate::layers::{Line, Settings, stack_telling};
use crate::{
    AccountConfig, Clock, Credentials, Descriptor, ErrorKind, Field, Gauge, OpenError, Response, Transport,
};

/// Fields of the form.
const CLIENT_ID: &str = "client_id";
const CLIENT_SECRET: &str = "client_secret";
const TOKEN_PATH: &str = "token_path";

/// Where a token is asked for.
const USUAL_TOKEN_PATH: &str = "/v1/oauth2/token";

/// How long one call may take, its token included; three attempts at a token alone must end sooner, so that a write
/// that was never sent is not reported as unknown.
const PATIENCE: Duration = Duration::from_secs(30);
const TOKEN_PATIENCE: Duration = Duration::from_secs(7);

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

/// When to stop calling. An application that used up its quota is cut for hours, and every further call counts.
const TRIPS: &[Trip] = &[
    trip(&[ErrorKind::QuotaExceeded], 1, HOUR, 6 * HOUR),
    trip(&[ErrorKind::Blocked], 3, 5 * MINUTE, 30 * MINUTE),
    trip(&[ErrorKind::RateLimited], 5, MINUTE, 10 * MINUTE),
    Trip { mendable: true, ..trip(CREDENTIALS, 3, 10 * MINUTE, HOUR) },
    trip(&[ErrorKind::Refused, ErrorKind::Server, ErrorKind::Unsupported], 60, 2 * MINUTE, 10 * MINUTE),
];

/// What the seller mends in the API centre or on this computer.
const CREDENTIALS: &[ErrorKind] =
    &[ErrorKind::AddressNotRegistered, ErrorKind::KeyRejected, ErrorKind::KeyExpired, ErrorKind::ClockWrong];

/// A rule over ten minutes.
const fn trip(kinds: &'static [ErrorKind], count: usize, closes_for: u64, at_most: u64) -> Trip {
    Trip {
        kinds,
        count,
        within: Duration::from_secs(10 * MINUTE),
        closes_for: Duration::from_secs(closes_for),
        at_most: Duration::from_secs(at_most),
        mendable: false,
    }
}

/// Opens an account.
pub(crate) fn open(
    flavor: &'static Flavor,
    config: AccountConfig,
    credentials: &Credentials,
    clock: Arc<dyn Clock>,
) -> Result<Naver, OpenError> {
    let key = key(flavor, credentials)?;
    let base_url = config.base_url.as_deref().unwrap_or(flavor.host);
    let http = Http::new(base_url, config.proxy.as_deref())?;
    let token = token(key, http, clock.clone());
    let settings = settings(base_url, config.proxy.clone());
    let line = stack_telling(settings, TELLTALES, token, clock.clone())?;
    Ok(over(flavor, config, line, clock))
}

/// The token, over a way of its own to the host. Asking for one is repeated like a read, also for the sake of a
/// write, which itself never is.
pub(super) fn token(key: Key, network: impl Transport + 'static, clock: Arc<dyn Clock>) -> Token {
    let traced = Trace::new(network, TELLTALES.trace, clock.clone());
    let timed = Timeout::new(traced, |_| TOKEN_PATIENCE, clock.clone());
    let judged = Judged::new(timed, clock.clone());
    Token::new(key, Arc::new(Retry::new(judged, clock)))
}

/// The connector over a line.
pub(super) fn over(
    flavor: &'static Flavor,
    config: AccountConfig,
    line: Line,
    clock: Arc<dyn Clock>,
) -> Naver {
    let capabilities = capabilities(flavor, config.settles_after);
    Naver { flavor, account: config.account, line, clock, capabilities }
}

/// What Naver asks of the layers.
pub(super) fn settings(base_url: &str, proxy: Option<String>) -> Settings {
    Settings {
        base_url: base_url.to_owned(),
        proxy,
        time_limit: |_| PATIENCE,
        // The limit is counted per application and endpoint.
        pace: Pace {
            period: Duration::from_secs(1) / CALLS_PER_SECOND,
            bucket: |request| request.operation,
            slower: &[],
        },
        judge: error::judge,
        warning_header: None,
        trips: TRIPS,
    }
}

/// What the gateway's headers tell.
pub(super) const TELLTALES: Telltales = Telltales { trace: Some(error::TRACE), rate, quota };

/// The rate limit: a bucket that fills up every second.
fn rate(answer: &Response) -> Option<Gauge> {
    Some(Gauge {
        limit: number(answer, "gncp-gw-ratelimit-replenish-rate")?,
        burst: number(answer, "gncp-gw-ratelimit-burst-capacity"),
        remaining: number(answer, "gncp-gw-ratelimit-remaining"),
        period: "SECONDS".to_owned(),
    })
}

/// The quota, which an application of the seller's own has only as a penalty.
fn quota(answer: &Response) -> Option<Gauge> {
    Some(Gauge {
        limit: number(answer, "gncp-gw-quota-limit")?,
        burst: None,
        remaining: number(answer, "gncp-gw-quota-remaining"),
        period: answer.header("gncp-gw-quota-period").unwrap_or_default().to_owned(),
    })
}

/// A header's number.
fn number(answer: &Response, name: &str) -> Option<u32> {
    answer.header(name)?.trim().parse().ok()
}

/// The key, checked before anything is sent: a request for a token that cannot be right counts too.
fn key(flavor: &'static Flavor, credentials: &Credentials) -> Result<Key, OpenError> {
    let client = required(flavor, credentials, CLIENT_ID)?.expose_secret().to_owned();
    if !client.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(bad(CLIENT_ID, BAD_ID));
    }
    let secret = required(flavor, credentials, CLIENT_SECRET)?;
    if !is_secret(secret.expose_secret()) {
        return Err(bad(CLIENT_SECRET, BAD_SECRET));
    }
    let path = value(credentials, TOKEN_PATH).filter(|_| flavor.asks_token_path);
    let path = path.map_or_else(|| USUAL_TOKEN_PATH.to_owned(), |path| path.expose_secret().to_owned());
    if !is_path(&path) {
        return Err(bad(TOKEN_PATH, BAD_PATH));
    }
    Ok(Key { client, secret, path })
}

/// Whether a text is a path and nothing more: a query in it would cost the application its quota.
fn is_path(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte);
    text.starts_with('/') && text.bytes().all(plain) && !text.contains("..")
}

/// A field that was filled in.
fn value(credentials: &Credentials, name: &str) -> Option<SecretString> {
    let text = credentials.0.get(name)?.expose_secret().trim();
    (!text.is_empty()).then(|| SecretString::from(text))
}

/// A field that must be filled in.
fn required(
    flavor: &'static Flavor,
    credentials: &Credentials,
    field: &'static str,
) -> Result<SecretString, OpenError> {
    value(credentials, field).ok_or_else(|| bad(field, flavor.key_from.clone()))
}

/// A field that cannot be right.
const fn bad(field: &'static str, sentence: Sentence) -> OpenError {
    OpenError::BadField { field, sentence }
}

const BAD_ID: Sentence = Sentence::fixed(
    "애플리케이션 ID에 빈칸이나 한글이 섞여 있습니다. 영문과 숫자로 된 ID만 다시 복사하세요.",
    "The application ID holds a blank or a letter that no ID has. Copy the ID alone.",
);

/// Shells and settings files eat the dollar signs of a secret, or leave their quotes around it.
const BAD_SECRET: Sentence = Sentence::fixed(
    "애플리케이션 시크릿이 온전하지 않습니다. $2a$로 시작하는 29글자를 $, 따옴표, 빈칸에 주의해 다시 복사하세요.",
    "The application secret is not whole. Copy its 29 characters again, from $2a$ on, with every $ and without quotes or blanks.",
);

const BAD_PATH: Sentence = Sentence::fixed(
    "토큰 경로가 경로 형식이 아닙니다. /v1/oauth2/token처럼 /로 시작하고 물음표가 없게 고치거나 비워 두세요.",
    "The token path is no path. Write it like /v1/oauth2/token, with a slash at the beginning and no question mark, or leave it empty.",
);

/// The account form and its guide.
pub(crate) fn descriptor(flavor: &'static Flavor) -> Descriptor {
    Descriptor {
        marketplace: flavor.marketplace,
        fields: fields(flavor),
        steps: flavor.steps.to_vec(),
        guide: flavor.guide,
        centre: flavor.pages.centre,
        key_days: None,
    }
}

/// The form, in order.
fn fields(flavor: &'static Flavor) -> Vec<Field> {
    let mut fields = vec![
        Field {
            name: CLIENT_ID,
            label: Sentence::fixed("애플리케이션 ID", "Application ID"),
            secret: false,
            optional: false,
            hint: Sentence::fixed("영문 대소문자와 숫자 22글자 안팎", "About 22 letters and digits"),
        },
        Field {
            name: CLIENT_SECRET,
            label: Sentence::fixed("애플리케이션 시크릿", "Application secret"),
            secret: true,
            optional: false,
            hint: Sentence::fixed("$2a$로 시작하는 29글자", "29 characters that begin with $2a$"),
        },
    ];
    fields.extend(flavor.asks_token_path.then(|| Field {
        name: TOKEN_PATH,
        label: Sentence::fixed("토큰 경로 (선택)", "Token path (optional)"),
        secret: false,
        optional: true,
        hint: Sentence::fixed("비워 두면 /v1/oauth2/token", "/v1/oauth2/token when left empty"),
    }));
    fields
}
