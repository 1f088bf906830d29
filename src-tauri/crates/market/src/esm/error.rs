//! Reads an answer that refuses. Pure: no state, no clock.
//!
//! Business refusals come with HTTP 200 and a ResultCode other than 0. A code names hardly more than a group, so that
//! each operation has a table of the documents' words and rule codes; what no table knows is judged by its code.

use std::time::Duration;

use domain::Sentence;
use serde_json::Value;

use super::orders::{ORDER_BY_NUMBER, ORDERS, UNPAID};
use super::wire::answer::Verdict;
use super::wire::record::Record;
use super::{both, table};
use crate::{ErrorKind, MarketError, Persistence, Response};

/// The longest part of an unknown body that is quoted.
const QUOTED_CHARS: usize = 200;

/// The bucket that RequestOrders and PreRequestOrders share fills up every five seconds.
const NEXT_CALL: Duration = Duration::from_secs(5);

/// What the connection test reads: only where orders are refused is the key. Rights are given for each API, so that
/// any other one may be refused alone.
const OF_KEY: [&str; 3] = [ORDERS, ORDER_BY_NUMBER, UNPAID];

/// What a refusal means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// There is nothing: an empty list.
    Nothing,
    /// It is not in a state in which this can be done, was done before, or is not there.
    State,
    /// The same, but it passes.
    NotYet,
    /// The request is wrong as it stands.
    Request,
    /// Too many calls.
    Busy,
    /// It failed behind the door; nobody knows how far it came.
    Broken,
    /// It took too long there.
    Slow,
}

impl Meaning {
    /// In the connector's terms.
    const fn kind(self) -> ErrorKind {
        match self {
            Self::State | Self::NotYet => ErrorKind::WrongState,
            Self::Nothing | Self::Request => ErrorKind::Refused,
            Self::Busy => ErrorKind::RateLimited,
            Self::Broken => ErrorKind::Server,
            Self::Slow => ErrorKind::Timeout,
        }
    }

    /// Whether the same request may have had, or may yet have, its effect.
    const fn persistence(self, writes: bool) -> Persistence {
        match self {
            Self::Nothing | Self::State | Self::Request => Persistence::Permanent,
            Self::NotYet | Self::Busy => Persistence::Temporary,
            Self::Broken | Self::Slow if writes => Persistence::Unknown,
            Self::Broken | Self::Slow => Persistence::Temporary,
        }
    }
}

/// Every answer outside 200–299 is a refusal, and so is one that names another result than success. A query that found
/// nothing is no failure.
///
/// # Errors
/// The refusal.
pub(super) fn judge(operation: &'static str, writes: bool, response: &Response) -> Result<(), MarketError> {
    if !(200..300).contains(&response.status) {
        return Err(by_status(operation, writes, response));
    }
    let Some(told) = Verdict::of(&response.body) else { return Ok(()) };
    if told.code.is_empty() || told.is_success() {
        return Ok(());
    }
    let meaning = table::meaning(operation, writes, &told);
    if meaning == Meaning::Nothing && !writes {
        return Ok(());
    }
    let persistence = meaning.persistence(writes);
    let code = if told.rule.is_empty() { told.code } else { told.rule };
    let error = MarketError::new(meaning.kind(), persistence, operation, told.message);
    let retry_after = (meaning == Meaning::Busy).then_some(NEXT_CALL);
    Err(MarketError { status: Some(response.status), code, retry_after, ..error })
}

/// A refusal of the gateway's.
fn by_status(operation: &'static str, writes: bool, response: &Response) -> MarketError {
    let (code, words) = words_of(&response.body);
    let kind = kind_of(operation, response.status, &words);
    let retry_after = response.header("retry-after").and_then(|text| text.trim().parse().ok());
    let error = MarketError::new(
        kind,
        persistence_of(kind, writes),
        operation,
        explained(kind, response.status, words),
    );
    let retry_after = retry_after.map(Duration::from_secs);
    MarketError { status: Some(response.status), code, retry_after, ..error }
}

/// The gateway's code and words: `{"status":{"message":…,"status_code":401}}`, or whatever came.
fn words_of(body: &[u8]) -> (String, String) {
    let json: Option<Value> = serde_json::from_slice(body).ok();
    let status = json.as_ref().and_then(Record::of).and_then(|body| body.inner("status"));
    if let Some(status) = status {
        return (status.text("status_code"), status.text("message"));
    }
    let text = String::from_utf8_lossy(body);
    (String::new(), text.trim().chars().take(QUOTED_CHARS).collect())
}

/// By the status. The gateway answers 401 to a wrong key, a wrong address and a missing permission alike; no document
/// shows its words for an address.
fn kind_of(operation: &str, status: u16, words: &str) -> ErrorKind {
    match status {
        300..=399 => ErrorKind::Blocked,
        401 | 403 if names_address(words) => ErrorKind::AddressNotRegistered,
        401 | 403 if OF_KEY.contains(&operation) => ErrorKind::KeyRejected,
        401 | 403 => ErrorKind::Unsupported,
        404 | 405 => ErrorKind::Unsupported,
        408 | 504 => ErrorKind::Timeout,
        429 => ErrorKind::RateLimited,
        500.. => ErrorKind::Server,
        _ => ErrorKind::Refused,
    }
}

/// Whether the words speak of the calling address.
fn names_address(words: &str) -> bool {
    let mut parts = words.split(|letter: char| !letter.is_ascii_alphanumeric());
    parts.any(|word| word.eq_ignore_ascii_case("ip"))
}

/// As [`Meaning::persistence`], for the gateway: it refuses before a call reaches what stands behind it.
const fn persistence_of(kind: ErrorKind, writes: bool) -> Persistence {
    match kind {
        ErrorKind::Server | ErrorKind::Timeout if writes => Persistence::Unknown,
        ErrorKind::Server | ErrorKind::Timeout | ErrorKind::Blocked | ErrorKind::RateLimited => {
            Persistence::Temporary
        }
        _ => Persistence::Permanent,
    }
}

/// ESM's words after ours, where its own do not say what to do.
fn explained(kind: ErrorKind, status: u16, words: String) -> String {
    let ours = match kind {
        ErrorKind::KeyRejected => &KEY,
        ErrorKind::AddressNotRegistered => &ADDRESS,
        ErrorKind::Unsupported if matches!(status, 401 | 403) => &PERMISSION,
        ErrorKind::Server if words.is_empty() || words.starts_with('<') => &MAINTENANCE,
        _ => return words,
    };
    if words.is_empty() { both(ours) } else { format!("{} ({words})", both(ours)) }
}

const KEY: Sentence = Sentence::fixed(
    "ESM이 접속을 거부했습니다. 마스터 ID·비밀키·판매자 ID가 맞는지, 이 PC의 공인 IP가 등록되었는지, 이 API의 권한이 있는지 확인하세요.",
    "ESM refused the call. Check the master ID, the secret key and the seller ID, whether this computer's public address is registered, and whether this API was granted.",
);

const ADDRESS: Sentence = Sentence::fixed(
    "이 PC의 공인 IP가 ESM에 등록되어 있지 않습니다. etapihelp@gmail.com으로 IP 등록을 요청하세요.",
    "This computer's public address is not registered with ESM. Ask etapihelp@gmail.com to register it.",
);

const PERMISSION: Sentence = Sentence::fixed(
    "이 API의 권한이 없습니다. etapihelp@gmail.com에 권한을 요청하거나 ESM PLUS에서 처리하세요.",
    "This API was not granted. Ask etapihelp@gmail.com for it, or use ESM PLUS.",
);

const MAINTENANCE: Sentence = Sentence::fixed(
    "ESM 서버가 응답하지 못했습니다. 점검 중일 수 있으니 잠시 뒤 다시 시도하세요.",
    "ESM's server could not answer. It may be under maintenance: try again later.",
);

#[cfg(test)]
mod tests;
