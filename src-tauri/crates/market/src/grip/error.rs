//! Reads an answer that refuses. Pure: no state, no clock.
//!
//! A refusal is HTTP 4xx with a code, and HTTP 500 is a broken server. Refusals were HTTP 500 with a message until August
//! 2026; the change log calls the move done for orders, returns, exchanges and reviews, and only announces it for the
//! delivery calls, where a 500 in the older form is therefore still a refusal. Status and code decide; the message is
//! only shown.

use std::time::Duration;

use domain::Sentence;
use serde_json::Value;

use super::both;
use super::wire::record::Record;
use crate::{ErrorKind, MarketError, Persistence, Response};

/// The longest part of an unknown body that is quoted.
const QUOTED_CHARS: usize = 200;

/// What stands beside the message since refusals moved.
const NEWER: [&str; 4] = ["status", "error", "code", "timestamp"];

/// What an answer says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Told {
    /// It is Grip's own JSON, and not a page of what stands before it.
    own: bool,
    /// It has what only the newer answers have.
    newer: bool,
    /// The code of the newer answers, or empty.
    code: String,
    /// In Grip's words.
    message: String,
}

impl Told {
    /// Of a body.
    fn of(body: &[u8]) -> Self {
        let json: Option<Value> = serde_json::from_slice(body).ok();
        match json.as_ref().and_then(Record::of) {
            Some(body) => Self {
                own: true,
                newer: NEWER.iter().any(|name| body.field(name).is_some()),
                code: body.text("code"),
                message: body.text("message"),
            },
            None => Self { message: quoted(body), ..Self::default() },
        }
    }

    /// Whether it is one of the older answers: a reason and nothing besides.
    fn is_older_refusal(&self) -> bool {
        self.own && !self.newer && !self.message.is_empty()
    }
}

/// The beginning of a body.
fn quoted(body: &[u8]) -> String {
    String::from_utf8_lossy(body).trim().chars().take(QUOTED_CHARS).collect()
}

/// Every answer outside 200–299 is a refusal.
///
/// # Errors
/// The refusal.
pub(super) fn judge(operation: &'static str, writes: bool, response: &Response) -> Result<(), MarketError> {
    if (200..300).contains(&response.status) {
        return Ok(());
    }
    let told = Told::of(&response.body);
    let kind = kind_of(operation, response.status, &told);
    let persistence = persistence_of(kind, writes);
    let retry_after = response.header("retry-after").and_then(|text| text.trim().parse().ok());
    let error = MarketError::new(kind, persistence, operation, explained(operation, kind, &told));
    let (status, retry_after) = (Some(response.status), retry_after.map(Duration::from_secs));
    Err(MarketError { status, code: told.code, retry_after, ..error })
}

/// By status, and by whether Grip's own program answered.
fn kind_of(operation: &str, status: u16, told: &Told) -> ErrorKind {
    match status {
        300..=399 => ErrorKind::Blocked,
        401 => ErrorKind::KeyRejected,
        // A page of another program's stands before Grip.
        403 if !told.own => ErrorKind::Blocked,
        403 if reads_orders(operation) => ErrorKind::KeyRejected,
        403 | 405 => ErrorKind::Unsupported,
        404 if told.code.is_empty() => ErrorKind::Unsupported,
        404 | 409 => ErrorKind::WrongState,
        408 | 504 => ErrorKind::Timeout,
        // Nothing below TLS 1.2 is let in.
        426 => ErrorKind::Network,
        429 => ErrorKind::RateLimited,
        500 if is_of_delivery(operation) && told.is_older_refusal() => ErrorKind::Refused,
        500.. => ErrorKind::Server,
        _ => ErrorKind::Refused,
    }
}

/// Whether a call is one of those of which no page says that their refusals have moved.
fn is_of_delivery(operation: &str) -> bool {
    operation.starts_with("delivery/")
}

/// Whether a call reads orders, which every key may: what is forbidden there is the key, elsewhere the call.
fn reads_orders(operation: &str) -> bool {
    matches!(operation, "order" | "order/count")
}

/// Whether the same request may have had, or may yet have, its effect. What was refused was not applied.
const fn persistence_of(kind: ErrorKind, writes: bool) -> Persistence {
    match kind {
        ErrorKind::Server | ErrorKind::Timeout if writes => Persistence::Unknown,
        ErrorKind::Server | ErrorKind::Timeout | ErrorKind::Blocked | ErrorKind::RateLimited => {
            Persistence::Temporary
        }
        _ => Persistence::Permanent,
    }
}

/// Grip's words after ours, where its own do not say what to do.
fn explained(operation: &str, kind: ErrorKind, told: &Told) -> String {
    let ours = match kind {
        ErrorKind::KeyRejected => &KEY,
        ErrorKind::Refused | ErrorKind::WrongState | ErrorKind::Unsupported if is_of_claim(operation) => {
            &SELLER_CENTRE
        }
        ErrorKind::Unsupported => &UNSUPPORTED,
        ErrorKind::Server => &MAINTENANCE,
        ErrorKind::Network => &INSECURE,
        _ => return told.message.clone(),
    };
    if told.message.is_empty() { both(ours) } else { format!("{} ({})", both(ours), told.message) }
}

/// Whether a call writes to a return or an exchange.
fn is_of_claim(operation: &str) -> bool {
    operation.starts_with("return/") || operation.starts_with("exchange/")
}

const KEY: Sentence = Sentence::fixed(
    "그립이 접속을 거부했습니다. serviceId·AccessKey·SecretKey가 맞는지, 비즈니스 센터에서 키를 다시 발급하거나 만료하지 않았는지 확인하세요.",
    "Grip refused the call. Check serviceId, AccessKey and SecretKey, and whether the key was issued again or expired in the business centre.",
);

/// The page of these calls says in its head that returns and exchanges are handled in the seller centre.
pub(super) const SELLER_CENTRE: Sentence = Sentence::fixed(
    "그립이 API로는 이 처리를 받지 않았습니다. 상태를 다시 확인하고, 필요하면 그립 판매자센터(business.grip.show)에서 직접 처리하세요.",
    "Grip did not take this by API. Look at the claim again and, if need be, handle it in the Grip seller centre (business.grip.show).",
);

const UNSUPPORTED: Sentence = Sentence::fixed(
    "이 키로는 쓸 수 없는 API입니다. 그립(dev.prod_api_support@gripcorp.co)에 문의하거나 판매자센터에서 처리하세요.",
    "This key may not use the call. Ask Grip (dev.prod_api_support@gripcorp.co) or use the seller centre.",
);

const MAINTENANCE: Sentence = Sentence::fixed(
    "그립 서버가 응답하지 못했습니다. 점검 중일 수 있으니 잠시 뒤 다시 시도하세요.",
    "Grip's server could not answer. It may be under maintenance: try again later.",
);

const INSECURE: Sentence = Sentence::fixed(
    "그립이 보안 연결(TLS 1.2 이상)이 아니라며 접속을 막았습니다. 프록시나 백신의 HTTPS 검사를 끄거나 TLS 1.2 이상을 쓰도록 설정하세요.",
    "Grip closed the connection because it is not secured by TLS 1.2 or newer. Let the proxy or virus scanner leave HTTPS alone, or set it to TLS 1.2.",
);

#[cfg(test)]
mod tests;
