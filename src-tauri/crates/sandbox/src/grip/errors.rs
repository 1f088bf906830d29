//! How the marketplace refuses: a status and a code since the summer of 2026, before that HTTP 500 and
//! nothing but a message.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::clock::kst;

/// How a refusal looks. The change went domain by domain from 2026-08-21 to 2026-09-04.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorStyle {
    /// HTTP 500 with `{"message"}`, as until 2026-08.
    Legacy500,
    /// HTTP 4xx with status, error, code, message and timestamp.
    #[default]
    Status4xx,
    /// Either, by turns, as while a domain is being moved: "어느 쪽으로든 응답될 수 있으므로".
    Both,
}

/// A refusal of a whole call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// HTTP status of the newer form.
    pub(crate) status: u16,
    /// 오류 식별 코드; only COMMON_BAD_REQUEST is documented, the others are unverified.
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

impl Refusal {
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self { status: 400, code: "COMMON_BAD_REQUEST", message: message.into() }
    }

    /// "잘못된 정보입니다: …" is the official sample's sentence; what follows the colon is unverified.
    pub(crate) fn wrong(what: &str) -> Self {
        Self::bad_request(format!("잘못된 정보입니다: {what}"))
    }

    /// What is missing, mistyped or too long.
    pub(crate) fn field(name: &str) -> Self {
        Self::wrong(name)
    }

    pub(crate) fn unknown_order() -> Self {
        Self::wrong(UNKNOWN_ORDER)
    }

    /// The line is in no state for this.
    pub(crate) fn state() -> Self {
        Self::bad_request(WRONG_STATE)
    }

    pub(crate) fn unauthorised(message: &str) -> Self {
        Self { status: 401, code: "COMMON_UNAUTHORIZED", message: message.to_owned() }
    }

    pub(crate) fn not_found() -> Self {
        Self { status: 404, code: "COMMON_NOT_FOUND", message: "존재하지 않는 API입니다".to_owned() }
    }

    pub(crate) fn method() -> Self {
        let message = "지원하지 않는 메소드입니다".to_owned();
        Self { status: 405, code: "COMMON_METHOD_NOT_ALLOWED", message }
    }

    pub(crate) fn content_type() -> Self {
        let message = "지원하지 않는 Content-Type입니다".to_owned();
        Self { status: 415, code: "COMMON_UNSUPPORTED_MEDIA_TYPE", message }
    }

    /// No limit is documented; this is how the dial's one answers [unverified].
    pub(crate) fn too_many() -> Self {
        let message = "요청이 너무 많습니다".to_owned();
        Self { status: 429, code: "COMMON_TOO_MANY_REQUESTS", message }
    }

    pub(crate) fn into_reply(self, legacy: bool, now: DateTime<Utc>) -> Reply {
        let Self { status, code, message } = self;
        if legacy {
            return Reply { status: 500, body: Body::Json(json!({"message": message})) };
        }
        let body = json!({
            "status": status,
            "error": status_name(status),
            "code": code,
            "message": message,
            "timestamp": kst(now).format("%Y-%m-%dT%H:%M:%S%.3f+0900").to_string(),
        });
        Reply { status, body: Body::Json(body) }
    }
}

/// Of an order that is another seller's, or whose two numbers do not belong together.
pub(crate) const UNKNOWN_ORDER: &str = "존재하지 않는 주문정보";

/// [unverified]
pub(crate) const WRONG_STATE: &str = "처리할 수 없는 주문상태입니다";

/// `error`: the name of the HTTP status, as BAD_REQUEST in the sample.
fn status_name(status: u16) -> &'static str {
    match status {
        400 => "BAD_REQUEST",
        401 => "UNAUTHORIZED",
        404 => "NOT_FOUND",
        405 => "METHOD_NOT_ALLOWED",
        415 => "UNSUPPORTED_MEDIA_TYPE",
        _ => "TOO_MANY_REQUESTS",
    }
}

/// What goes back.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Body,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Body {
    Json(Value),
    Html(String),
}

impl Reply {
    pub(crate) fn success(body: Value) -> Self {
        Self { status: 200, body: Body::Json(body) }
    }

    /// A page of something in between that speaks no JSON.
    pub(crate) fn page(status: u16, title: &str) -> Self {
        let page = format!("<html><head><title>{title}</title></head><body><h1>{status}</h1></body></html>");
        Self { status, body: Body::Html(page) }
    }

    /// A fault of the server itself: what a framework says when nobody else does, without `message`, which
    /// a refusal has in either form [unverified].
    pub(crate) fn broken(path: &str, now: DateTime<Utc>) -> Self {
        let timestamp = kst(now).format("%Y-%m-%dT%H:%M:%S%.3f+0900").to_string();
        let error = "Internal Server Error";
        let body = json!({"timestamp": timestamp, "status": 500, "error": error, "path": path});
        Self { status: 500, body: Body::Json(body) }
    }
}
