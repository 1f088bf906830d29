//! A call on the wire, and whatever carries it.

use std::fmt;

use async_trait::async_trait;

use crate::MarketError;

/// The HTTP methods that the marketplaces use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// GET
    Get,
    /// POST
    Post,
    /// PUT
    Put,
    /// PATCH
    Patch,
    /// DELETE
    Delete,
}

impl Method {
    /// As it stands on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// One call. Path and query are sent byte for byte as they stand here, because they are signed.
#[derive(Clone)]
pub struct Request {
    /// The operation's name in the fact sheet's terms; it keys the rate limit and every trace.
    pub operation: &'static str,
    /// Whether it changes anything at the marketplace. A GET may (11st), so the method does not tell.
    pub writes: bool,
    /// The method.
    pub method: Method,
    /// From the first slash, percent-encoded.
    pub path: String,
    /// Without the question mark, percent-encoded; empty for none.
    pub query: String,
    /// Headers besides those the signature adds.
    pub headers: Vec<(&'static str, String)>,
    /// The body's bytes; empty for none.
    pub body: Vec<u8>,
}

/// An answer, whatever its status.
#[derive(Clone)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Header names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body's bytes, undecoded.
    pub body: Vec<u8>,
}

/// Headers hold secrets and bodies hold people: neither is ever printed.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, method, body, .. } = self;
        write!(f, "Request({operation}, {}, {} bytes)", method.as_str(), body.len())
    }
}

/// As for [`Request`].
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Response({}, {} bytes)", self.status, self.body.len())
    }
}

impl Response {
    /// The first header of that (lower-case) name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Carries a call; layers wrap one another around the one that reaches the network.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Sends the call and returns the answer of any status.
    ///
    /// # Errors
    /// When there is no answer: [`Persistence::Temporary`](crate::Persistence) if the request certainly had
    /// no effect, [`Persistence::Unknown`](crate::Persistence) if it may have had.
    async fn send(&self, request: Request) -> Result<Response, MarketError>;
}
