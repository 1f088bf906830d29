//! A call as it arrives, and what becomes of its connection.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use axum::body::to_bytes;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::server::Peer;

const LARGEST_BODY: usize = 4 * 1024 * 1024;

/// A request, byte for byte where signatures depend on it.
#[derive(Debug, Clone)]
pub struct Incoming {
    pub(crate) method: String,
    uri: Uri,
    headers: HeaderMap,
    pub(crate) caller: IpAddr,
    pub(crate) body: Vec<u8>,
}

impl Incoming {
    /// Reads a request to its end; one whose body is too large is refused.
    pub(crate) async fn read(request: axum::extract::Request) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let body =
            to_bytes(body, LARGEST_BODY).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
        let caller =
            parts.extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0.ip());
        Ok(Self {
            method: parts.method.as_str().to_owned(),
            uri: parts.uri,
            headers: parts.headers,
            caller,
            body: body.to_vec(),
        })
    }

    /// As sent, without the query.
    pub(crate) fn path(&self) -> &str {
        self.uri.path()
    }

    /// As sent, without `?`.
    pub(crate) fn query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }

    /// Path and query as they came on the wire.
    pub(crate) fn target(&self) -> &str {
        self.uri.path_and_query().map_or("/", |target| target.as_str())
    }

    /// A header of that name in small letters, when it is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether the body is said to be JSON.
    pub(crate) fn is_json(&self) -> bool {
        let content_type = self.header("content-type").unwrap_or_default().to_ascii_lowercase();
        content_type.starts_with("application/json")
    }

    /// The body as JSON, or as text when it is none; `None` for none at all.
    pub(crate) fn content(&self) -> Option<Value> {
        if self.body.is_empty() {
            return None;
        }
        let text = || Value::String(String::from_utf8_lossy(&self.body).into_owned());
        Some(serde_json::from_slice(&self.body).unwrap_or_else(|_| text()))
    }
}

/// What happens on the connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery<Reply> {
    /// Real time before it happens.
    pub(crate) wait: Duration,
    /// `None` breaks the connection.
    pub(crate) reply: Option<Reply>,
    /// Cuts the body in half.
    pub(crate) truncated: bool,
}

impl<Reply> Delivery<Reply> {
    pub(crate) fn now(reply: Reply) -> Self {
        Self { wait: Duration::ZERO, reply: Some(reply), truncated: false }
    }

    /// Breaks the connection without an answer.
    pub(crate) fn broken() -> Self {
        Self { wait: Duration::ZERO, reply: None, truncated: false }
    }

    /// Keeps the connection open for so many seconds, and answers nothing.
    pub(crate) fn hang(seconds: u32) -> Self {
        Self { wait: Duration::from_secs(u64::from(seconds)), ..Self::broken() }
    }

    pub(crate) fn slow(reply: Reply, milliseconds: u64) -> Self {
        Self { wait: Duration::from_millis(milliseconds), ..Self::now(reply) }
    }

    /// Half of the answer arrives.
    pub(crate) fn cut(reply: Reply) -> Self {
        Self { truncated: true, ..Self::now(reply) }
    }

    /// The same on the wire.
    pub(crate) fn rendered(self, render: impl FnOnce(Reply, bool) -> Response) -> Delivery<Response> {
        let Self { wait, reply, truncated } = self;
        Delivery { wait, reply: reply.map(|reply| render(reply, truncated)), truncated }
    }
}
