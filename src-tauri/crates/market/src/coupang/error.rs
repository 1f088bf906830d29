//! Reads an answer that refuses. Pure: no state, no clock.

use serde::Deserialize;

use super::wire::scalar::Text;
use crate::{ErrorKind, MarketError, Persistence, Response};

/// The longest part of an unknown body that is quoted.
const QUOTED_CHARS: usize = 200;

/// What an error answer says about itself.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Words {
    code: Text,
    message: Text,
    /// The coupon service's own field.
    error_message: Text,
    transaction_id: Text,
}

/// Every answer outside 200–299 is a refusal, redirects included: Coupang redirects whom it blocks.
///
/// # Errors
/// The refusal.
pub(super) fn judge(operation: &'static str, writes: bool, response: &Response) -> Result<(), MarketError> {
    if (200..300).contains(&response.status) {
        return Ok(());
    }
    let words = words_of(&response.body);
    let message = if words.message.0.is_empty() { words.error_message.0 } else { words.message.0 };
    let kind = kind_of(response.status, &message);
    Err(MarketError {
        kind,
        persistence: persistence_of(response.status, kind, writes),
        operation,
        status: Some(response.status),
        code: words.code.0,
        message,
        retry_after: response.header("retry-after").and_then(seconds),
        trace: Some(words.transaction_id.0).filter(|trace| !trace.is_empty()),
    })
}

/// A read that failed inside an HTTP 200: its code is mostly the status that it should have had.
pub(super) fn refused_inside(operation: &'static str, code: &str, message: &str) -> MarketError {
    let status = code.parse().unwrap_or(200);
    let kind = kind_of(status, message);
    let error = MarketError::new(kind, persistence_of(status, kind, false), operation, message);
    MarketError { status: Some(200), code: code.to_owned(), ..error }
}

/// `Retry-After` in its form of seconds.
fn seconds(text: &str) -> Option<std::time::Duration> {
    text.trim().parse().ok().map(std::time::Duration::from_secs)
}

/// The error body as JSON, or as the edge's HTML, or as whatever came.
fn words_of(body: &[u8]) -> Words {
    if let Ok(words) = serde_json::from_slice(body) {
        return words;
    }
    let text = String::from_utf8_lossy(body);
    let quoted = |text: &str| Text(text.trim().chars().take(QUOTED_CHARS).collect());
    let title = between(&text, "<TITLE>", "</TITLE>").or_else(|| between(&text, "<title>", "</title>"));
    let reference = between(&text, "Reference #", "\n").unwrap_or_default();
    Words { message: quoted(title.unwrap_or(&text)), transaction_id: quoted(reference), ..Words::default() }
}

/// The text between two marks.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(open)?;
    Some(rest.split_once(close).map_or(rest, |(inside, _)| inside))
}

/// The table of the documents' error pages; the words decide where a status has several meanings.
fn kind_of(status: u16, message: &str) -> ErrorKind {
    let says = |part: &str| message.contains(part);
    match status {
        300..400 => ErrorKind::Blocked,
        400 if says("Invalid vendor ID") => ErrorKind::WrongSeller,
        400 if is_about_state(message) => ErrorKind::WrongState,
        401 if says("signature is expired") => ErrorKind::ClockWrong,
        401 if says("expired") => ErrorKind::KeyExpired,
        401 => ErrorKind::KeyRejected,
        403 if says("Not allowed IP") => ErrorKind::AddressNotRegistered,
        403 => ErrorKind::Blocked,
        404 => ErrorKind::WrongSeller,
        408 | 504 => ErrorKind::Timeout,
        410 | 412 | 423 => ErrorKind::Unsupported,
        429 => ErrorKind::RateLimited,
        500 if says("cancelCount가 일치하지 않습니다") => ErrorKind::Refused,
        500.. => ErrorKind::Server,
        _ => ErrorKind::Refused,
    }
}

/// The messages by which Coupang says that the thing is no longer, or not yet, in the right state.
fn is_about_state(message: &str) -> bool {
    [
        ORDER_GONE,
        "배송상태를 변경할 수 없습니다",
        "배송완료 처리 실패",
        "상태가 아닙니다",
        "Product is already returned",
        NO_RECEIPT,
        "is not suitable for",
    ]
    .iter()
    .any(|part| message.contains(part))
}

/// Said by the single-order queries of an order that was cancelled or returned as a whole.
pub(super) const ORDER_GONE: &str = "해당 주문이 취소 또는 반품되었습니다";

/// Said of a receipt that was withdrawn, or is none of a return.
pub(super) const NO_RECEIPT: &str = "There is no history";

/// Whether the same request may have had, or may yet have, its effect. 500 mostly means a field that Coupang
/// cannot read, so the same request would fail again.
const fn persistence_of(status: u16, kind: ErrorKind, writes: bool) -> Persistence {
    match kind {
        ErrorKind::Server if status == 500 && !writes => Persistence::Permanent,
        ErrorKind::RateLimited | ErrorKind::Blocked => Persistence::Temporary,
        ErrorKind::Server | ErrorKind::Timeout if writes => Persistence::Unknown,
        ErrorKind::Server | ErrorKind::Timeout => Persistence::Temporary,
        _ => Persistence::Permanent,
    }
}

#[cfg(test)]
mod tests;
