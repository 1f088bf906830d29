//! Reads an answer that refuses. Pure: no state, no clock.

use std::time::Duration;

use domain::Sentence;

use super::both;
use super::codes::{Meaning, meaning};
use super::wire::answer::Answer;
use crate::{ErrorKind, MarketError, Persistence, Response};

/// Done. (방문수령 완료 answers 1 instead, and is not offered here: it wants a number that the buyer brings along.)
const DONE: &str = "0";

/// The catch-all of business errors, with words that differ from call to call.
const BUSINESS: &str = "-1";

/// 서버 점검중: nothing is carried out meanwhile. Settlements write it without the sign.
const MAINTENANCE: [&str; 2] = ["-1000", "1000"];

/// The address is not registered with the key.
const ADDRESS: &str = "-500";

/// The one example that every page prints of the catch-all: "OpenAPI Key 에 해당하는 유저가 없습니다". It is refused
/// whatever its words; they only tell whether the person mends the key or the request.
const KEY_WORDS: &str = "OpenAPI Key";

/// What the lists of claims and of orders by number answer for "no rows", under the catch-all's code (guides 1639,
/// 1725). It is the one text that is compared, because the code alone would make either an empty list an error or an
/// error an empty list.
const NO_ROWS: &str = "해당 건이 없습니다";

/// An answer that refuses holds no rows; longer ones are not read twice.
const REFUSAL_AT_MOST: usize = 8 * 1024;

/// The longest part of an unknown body that is quoted.
const QUOTED_CHARS: usize = 200;

/// The judgement that every layer shares: what is refused for the account as a whole.
///
/// # Errors
/// The refusal.
pub(super) fn judge(operation: &'static str, writes: bool, response: &Response) -> Result<(), MarketError> {
    let short = response.body.len() <= REFUSAL_AT_MOST;
    let answer = short.then(|| Answer::of(&response.body).ok()).flatten();
    if let Some(error) = answer.as_ref().and_then(|answer| account_wide(operation, answer)) {
        return Err(MarketError { status: Some(response.status), ..error });
    }
    if (200..300).contains(&response.status) {
        return Ok(());
    }
    let kind = kind_of_status(response.status);
    let words = answer.map_or_else(|| quoted(response), |answer| answer.words().to_owned());
    Err(MarketError {
        status: Some(response.status),
        retry_after: rest(kind, response),
        ..MarketError::new(kind, persistence_of(kind, writes), operation, words)
    })
}

/// What concerns the account and not the request: nothing was carried out.
fn account_wide(operation: &'static str, answer: &Answer) -> Option<MarketError> {
    let code = answer.code().unwrap_or_default();
    let (kind, persistence) = match code {
        ADDRESS if answer.is_from_the_door() => (ErrorKind::AddressNotRegistered, Persistence::Permanent),
        BUSINESS if answer.words().contains(KEY_WORDS) => (ErrorKind::KeyRejected, Persistence::Permanent),
        // No document lists what else the door says, so that neither key nor address may be blamed for it.
        _ if answer.is_from_the_door() => (ErrorKind::Server, Persistence::Temporary),
        code if MAINTENANCE.contains(&code) => (ErrorKind::Server, Persistence::Temporary),
        _ => return None,
    };
    let maintained = MAINTENANCE.contains(&code);
    let message = explained(kind, maintained, answer.words());
    Some(MarketError { code: code.to_owned(), ..MarketError::new(kind, persistence, operation, message) })
}

/// Whether a list came without rows: either that is no error, or it is one.
///
/// # Errors
/// The refusal.
pub(super) fn empty(operation: &'static str, answer: &Answer) -> Result<(), MarketError> {
    match answer.code() {
        None | Some(DONE) => Ok(()),
        Some(BUSINESS) if answer.words().contains(NO_ROWS) => Ok(()),
        Some(code) => Err(refused(operation, code, answer.words(), false)),
    }
}

/// What the receipt of a write says.
///
/// # Errors
/// The refusal, or that the receipt says nothing.
pub(super) fn receipt(operation: &'static str, answer: &Answer) -> Result<(), MarketError> {
    match answer.code() {
        Some(DONE) => Ok(()),
        Some(code) => Err(refused(operation, code, answer.words(), true)),
        None => {
            let (kind, persistence) = (ErrorKind::Unreadable, Persistence::Unknown);
            Err(MarketError::new(kind, persistence, operation, "the receipt holds no result"))
        }
    }
}

/// A refusal by its endpoint's own table. The catch-all, and a code that the endpoint's page does not list, tell
/// nothing certain: they leave open whether a write was applied, and whether a read would be refused again.
fn refused(operation: &'static str, code: &str, words: &str, writes: bool) -> MarketError {
    let meaning = meaning(operation, code);
    let kind = match meaning {
        Some(Meaning::State | Meaning::Already) => ErrorKind::WrongState,
        Some(Meaning::Broken) => ErrorKind::Server,
        Some(Meaning::Input) | None => ErrorKind::Refused,
    };
    let persistence = match meaning {
        Some(Meaning::Input | Meaning::State) => Persistence::Permanent,
        _ if writes => Persistence::Unknown,
        _ => Persistence::Temporary,
    };
    let error = MarketError::new(kind, persistence, operation, words);
    MarketError { status: Some(200), code: code.to_owned(), ..error }
}

/// What is left to the status. No document tells of any but the door's 500; clients report 429.
const fn kind_of_status(status: u16) -> ErrorKind {
    match status {
        300..=399 | 403 => ErrorKind::Blocked,
        401 => ErrorKind::KeyRejected,
        404 => ErrorKind::Unsupported,
        408 | 504 => ErrorKind::Timeout,
        429 => ErrorKind::RateLimited,
        500.. => ErrorKind::Server,
        _ => ErrorKind::Refused,
    }
}

/// Whether the same request may have had its effect. A redirect answers nothing, so that nobody knows what stands
/// behind it; calls over a limit are not carried out.
const fn persistence_of(kind: ErrorKind, writes: bool) -> Persistence {
    match kind {
        ErrorKind::Server | ErrorKind::Timeout | ErrorKind::Blocked if writes => Persistence::Unknown,
        ErrorKind::Server | ErrorKind::Timeout | ErrorKind::Blocked | ErrorKind::RateLimited => {
            Persistence::Temporary
        }
        _ => Persistence::Permanent,
    }
}

/// How long to wait, where the answer asks for it.
fn rest(kind: ErrorKind, response: &Response) -> Option<Duration> {
    let asked = response.header("retry-after").and_then(|text| text.trim().parse().ok());
    let limited = kind == ErrorKind::RateLimited;
    asked.map(Duration::from_secs).or(limited.then_some(Duration::from_secs(1)))
}

/// The beginning of a body that is no answer.
fn quoted(response: &Response) -> String {
    super::wire::xml::decoded(&response.body).trim().chars().take(QUOTED_CHARS).collect()
}

/// The marketplace's words after ours, where its own do not say what to do.
fn explained(kind: ErrorKind, maintained: bool, words: &str) -> String {
    let ours = match kind {
        ErrorKind::AddressNotRegistered => &ADDRESS_MISSING,
        ErrorKind::KeyRejected => &KEY_REFUSED,
        _ if maintained => &MAINTAINED,
        _ => &TURNED_AWAY,
    };
    format!("{} ({words})", both(ours))
}

const ADDRESS_MISSING: Sentence = Sentence::fixed(
    "이 PC의 공인 IP가 11번가에 등록되어 있지 않습니다. OPEN API CENTER의 서비스 등록·확인에서 IP를 추가하세요.",
    "This computer's public address is not registered with 11번가. Add it under 서비스 등록·확인 of the OPEN API CENTER.",
);

const KEY_REFUSED: Sentence = Sentence::fixed(
    "11번가가 API 키를 알지 못합니다. OPEN API CENTER에서 키와 유효 기간을 확인하고 다시 붙여 넣으세요.",
    "11st does not know the API key. Look up the key and until when it is valid in the OPEN API CENTER, and paste it again.",
);

const MAINTAINED: Sentence = Sentence::fixed(
    "11번가가 서버를 점검하고 있습니다(매주 금요일 새벽). 점검이 끝나면 다시 시도하세요.",
    "11st is being maintained (early on Fridays). Try again when it is over.",
);

const TURNED_AWAY: Sentence = Sentence::fixed(
    "11번가가 요청을 받지 않았습니다. 괄호 안의 안내를 확인하고 잠시 후 다시 시도하세요. 계속되면 OPEN API CENTER에서 키와 IP를 확인하세요.",
    "11st turned the request away. Read its words in brackets and try again in a while. If it goes on, look up key and address in the OPEN API CENTER.",
);

#[cfg(test)]
mod tests;
