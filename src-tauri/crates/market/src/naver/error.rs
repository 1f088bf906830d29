//! Reads an answer that refuses. Pure: no state, no clock.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::Sentence;
use serde::Deserialize;

use super::both;
use super::wire::scalar::Text;
use crate::{ErrorKind, MarketError, Persistence, Response};

/// The header with Naver's number of a call.
pub(super) const TRACE: &str = "gncp-gw-trace-id";

/// The longest part of an unknown body that is quoted.
const QUOTED_CHARS: usize = 200;

/// A signature is good for five minutes; from this difference on a refused one is blamed on the clock.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(4);

/// The bucket of calls fills up every second.
const NEXT_SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// Words about the signature's moment, which may be called expired too.
const CLOCK_WORDS: &[&str] = &["timestamp", "타임스탬프", "시간"];
/// Words about an authorisation that has ended.
const END_WORDS: &[&str] = &["만료", "expired"];

/// Codes that speak of the thing's state: not found, already so, not confirmed, not collected.
const ABOUT_STATE: [&str; 6] = ["100001", "100003", "104417", "104442", "104443", "105306"];

/// What an error answer says about itself.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Words {
    code: Text,
    message: Text,
    trace_id: Text,
}

/// Every answer outside 200–299 is a refusal.
///
/// # Errors
/// The refusal.
pub(super) fn judge(operation: &'static str, writes: bool, response: &Response) -> Result<(), MarketError> {
    if (200..300).contains(&response.status) {
        return Ok(());
    }
    let words = words_of(&response.body);
    let (status, code) = (response.status, words.code.0);
    let kind = kind_of(status, &code);
    let trace = response.header(TRACE).or(words.trace_id.said()).map(str::to_owned);
    Err(MarketError {
        kind,
        persistence: persistence_of(kind, writes),
        operation,
        status: Some(status),
        message: explained(kind, words.message.0),
        code,
        retry_after: rest(kind, response),
        trace,
    })
}

/// As [`judge`] for the token, whose refusals are all about the key: its clock, its end, or its value. No
/// document lists the codes of an authorisation that has ended, so Naver's words decide.
///
/// # Errors
/// The refusal.
pub(super) fn judge_token(
    operation: &'static str,
    now: DateTime<Utc>,
    response: &Response,
) -> Result<(), MarketError> {
    let Err(error) = judge(operation, false, response) else { return Ok(()) };
    let about_key = matches!(error.kind, ErrorKind::Refused | ErrorKind::KeyRejected);
    if !about_key {
        return Err(error);
    }
    let words = error.message.to_lowercase();
    let speaks_of = |told: &[&str]| told.iter().any(|word| words.contains(word));
    let kind = if drifted(now, response) || speaks_of(CLOCK_WORDS) {
        ErrorKind::ClockWrong
    } else if speaks_of(END_WORDS) {
        ErrorKind::KeyExpired
    } else {
        ErrorKind::KeyRejected
    };
    Err(MarketError { kind, persistence: Persistence::Permanent, ..error })
}

/// A refusal in the place of data, inside an HTTP 200.
pub(super) fn refused_inside(operation: &'static str, code: &str, message: &str, trace: &str) -> MarketError {
    let error = MarketError::new(kind_of(200, code), Persistence::Permanent, operation, message);
    let trace = Some(trace.to_owned()).filter(|trace| !trace.is_empty());
    MarketError { status: Some(200), code: code.to_owned(), trace, ..error }
}

/// Whether this computer's clock is further from Naver's than a signature lives.
fn drifted(now: DateTime<Utc>, response: &Response) -> bool {
    let date = response.header("date").and_then(|date| DateTime::parse_from_rfc2822(date).ok());
    date.is_some_and(|date| (date.with_timezone(&Utc) - now).abs() > CLOCK_TOLERANCE)
}

/// The error body as JSON, or as whatever came.
fn words_of(body: &[u8]) -> Words {
    serde_json::from_slice(body).unwrap_or_else(|_| {
        let text = String::from_utf8_lossy(body);
        Words { message: Text(text.trim().chars().take(QUOTED_CHARS).collect()), ..Words::default() }
    })
}

/// By the code, which says more than the status; 9999 says nothing, and the status decides.
fn kind_of(status: u16, code: &str) -> ErrorKind {
    match code {
        "GW.AUTHN" => ErrorKind::KeyRejected,
        "GW.IP_NOT_ALLOWED" => ErrorKind::AddressNotRegistered,
        "GW.RATE_LIMIT" => ErrorKind::RateLimited,
        "GW.QUOTA_LIMIT" => ErrorKind::QuotaExceeded,
        "GW.NOT_FOUND" => ErrorKind::Unsupported,
        // Its circuit is open or it is being maintained: it fails everybody, and its door is not closed to us.
        _ if code.starts_with("GW.BLOCK") => ErrorKind::Server,
        _ if code.starts_with("GW.TIMEOUT") => ErrorKind::Timeout,
        _ if ABOUT_STATE.contains(&code) => ErrorKind::WrongState,
        _ if names_a_reason(code) => ErrorKind::Refused,
        _ => kind_of_status(status, code),
    }
}

/// The codes of orders name what is wrong with the request, whatever their status is.
fn names_a_reason(code: &str) -> bool {
    let of_orders = code.len() == 6 && code.starts_with("10") && code.bytes().all(|c| c.is_ascii_digit());
    of_orders || code == "4000" || code == "000400"
}

/// What is left to the status. A 403 without a code comes from the edge and not from the gateway.
fn kind_of_status(status: u16, code: &str) -> ErrorKind {
    match status {
        300..=399 => ErrorKind::Blocked,
        401 => ErrorKind::KeyRejected,
        403 if code.is_empty() => ErrorKind::Blocked,
        403 => ErrorKind::KeyRejected,
        404 => ErrorKind::Unsupported,
        408 | 504 => ErrorKind::Timeout,
        429 => ErrorKind::RateLimited,
        500.. => ErrorKind::Server,
        _ => ErrorKind::Refused,
    }
}

/// Whether the same request may have had, or may yet have, its effect. Calls over a limit are not carried out;
/// of what fails behind the gateway nobody knows.
const fn persistence_of(kind: ErrorKind, writes: bool) -> Persistence {
    match kind {
        ErrorKind::Server | ErrorKind::Timeout if writes => Persistence::Unknown,
        ErrorKind::Server
        | ErrorKind::Timeout
        | ErrorKind::Blocked
        | ErrorKind::RateLimited
        | ErrorKind::QuotaExceeded => Persistence::Temporary,
        _ => Persistence::Permanent,
    }
}

/// How long to wait: as asked, until the next second's calls, or until the quota's next period.
fn rest(kind: ErrorKind, response: &Response) -> Option<Duration> {
    let asked = response.header("retry-after").and_then(|text| text.trim().parse().ok());
    asked.map(Duration::from_secs).or(match kind {
        ErrorKind::RateLimited => Some(NEXT_SECOND),
        ErrorKind::QuotaExceeded => Some(period(response.header("gncp-gw-quota-period"))),
        _ => None,
    })
}

/// A quota's period. What a ROUND is, no document says: it is taken for the longest.
fn period(word: Option<&str>) -> Duration {
    match word {
        Some("SECONDS") => NEXT_SECOND,
        _ => HOUR,
    }
}

/// Naver's words, after ours where its own do not say what to do.
fn explained(kind: ErrorKind, words: String) -> String {
    match kind {
        ErrorKind::AddressNotRegistered => format!("{} ({words})", both(&ADDRESS)),
        _ => words,
    }
}

/// The gateway says the same of an address that is not registered and of a path for agencies.
const ADDRESS: Sentence = Sentence::fixed(
    "이 PC의 공인 IP가 애플리케이션에 등록되어 있지 않거나, 서버 주소가 대행사용(/partner)입니다. API 호출 IP를 등록하고 서버 주소를 확인하세요.",
    "This computer's public address is not registered with the application, or the server address is the one for agencies (/partner). Register the address and check the server address.",
);

#[cfg(test)]
mod tests;
