//! How the marketplace refuses.

use serde_json::{Value, json};

/// A refusal: an HTTP status and the sentence that goes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) message: String,
}

/// An answer of the API.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Body,
    /// Adds the header `X-CAG-Warnings`.
    pub(crate) warning: Option<String>,
}

/// What travels in an answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Body {
    Json(Value),
    Html(String),
    /// A redirect to this path.
    Location(String),
}

impl Refusal {
    pub(crate) fn new(status: u16, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }

    pub(crate) fn bad(message: impl Into<String>) -> Self {
        Self::new(400, message)
    }

    /// The gateway's error body, as observed by public clients.
    pub(crate) fn into_reply(self, transaction_id: String) -> Reply {
        Reply::json(
            self.status,
            json!({
                "code": "ERROR",
                "message": self.message,
                "transactionId": transaction_id,
            }),
        )
    }
}

impl Reply {
    pub(crate) fn json(status: u16, body: Value) -> Self {
        Self { status, body: Body::Json(body), warning: None }
    }

    /// A list: `code` is a number.
    pub(crate) fn list(data: Vec<Value>) -> Self {
        Self::json(200, json!({"code": 200, "message": "OK", "data": data}))
    }

    pub(crate) fn page(data: Vec<Value>, next_token: &str) -> Self {
        Self::json(200, json!({"code": 200, "message": "OK", "data": data, "nextToken": next_token}))
    }

    /// 회수 송장 등록 alone answers a single object with a numeric `code`.
    pub(crate) fn numbered(data: &Value) -> Self {
        Self::json(200, json!({"code": 200, "message": "OK", "data": data}))
    }

    /// A single object: `code` is text.
    pub(crate) fn object(message: &str, data: &Value) -> Self {
        Self::json(200, json!({"code": "200", "message": message, "data": data}))
    }

    /// An action that answers without data.
    pub(crate) fn bare(message: &str) -> Self {
        Self::json(200, json!({"code": "200", "message": message}))
    }

    /// The page a temporary block shows (help centre, "403 Forbidden 에러가 발생합니다").
    pub(crate) fn access_denied(path: &str, reference: &str) -> Self {
        let page = format!(
            "<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY>\n<H1>Access Denied</H1>\n \n\
             You don't have permission to access \"http://api-gateway.coupang.com{path}\" on this \
             server.<P>\nReference #{reference}\n</BODY>\n</HTML>\n"
        );
        Self { status: 403, body: Body::Html(page), warning: None }
    }

    /// What a blocked IP or seller meets. The target is ours: the real one is undocumented.
    pub(crate) fn blocked() -> Self {
        Self { status: 302, body: Body::Location("/access-denied".to_owned()), warning: None }
    }
}
