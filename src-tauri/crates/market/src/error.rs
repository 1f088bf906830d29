//! How a marketplace fails: what kind, whether it passes, during which operation.

use std::fmt;
use std::time::Duration;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The calling address is not registered with the key.
    AddressNotRegistered,
    /// The key is wrong or was reissued.
    KeyRejected,
    /// The key's validity has ended.
    KeyExpired,
    /// This computer's clock differs too much from the marketplace's.
    ClockWrong,
    /// The seller's number does not belong to the key.
    WrongSeller,
    /// Too many calls.
    RateLimited,
    /// The marketplace has cut the application to a few calls an hour or a day.
    QuotaExceeded,
    /// The marketplace, or our own breaker, has closed the door for a while.
    Blocked,
    /// The marketplace refused the request as it stands, in its own words.
    Refused,
    /// It is not in a state in which this can be done, or no longer exists.
    WrongState,
    /// The marketplace has no such operation.
    Unsupported,
    /// The marketplace failed.
    Server,
    /// No answer in time.
    Timeout,
    /// The connection could not be made, or broke.
    Network,
    /// The answer could not be read.
    Unreadable,
}

/// Whether trying again can help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Persistence {
    /// The same request will fail again.
    Permanent,
    /// It certainly had no effect, and may succeed later.
    Temporary,
    /// It may have had its effect: read before doing anything else.
    Unknown,
}

/// A failed call.
#[derive(Clone, Debug)]
pub struct MarketError {
    /// What went wrong.
    pub kind: ErrorKind,
    /// Whether trying again can help.
    pub persistence: Persistence,
    /// The operation's name in the fact sheet's terms.
    pub operation: &'static str,
    /// The HTTP status, when there was an answer.
    pub status: Option<u16>,
    /// The marketplace's code, or empty.
    pub code: String,
    /// The marketplace's own words, or ours about the transport; never holds a secret.
    pub message: String,
    /// When the marketplace asks to wait.
    pub retry_after: Option<Duration>,
    /// The marketplace's number of the call, for its support.
    pub trace: Option<String>,
}

impl MarketError {
    /// An error without an answer's details.
    pub fn new(
        kind: ErrorKind,
        persistence: Persistence,
        operation: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            persistence,
            operation,
            status: None,
            code: String::new(),
            message: message.into(),
            retry_after: None,
            trace: None,
        }
    }

    /// Whether the request may have been applied although it failed.
    pub fn may_have_applied(&self) -> bool {
        self.persistence == Persistence::Unknown
    }
}

impl fmt::Display for MarketError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?} ({:?})", self.operation, self.kind, self.persistence)?;
        if let Some(status) = self.status {
            write!(f, ", HTTP {status}")?;
        }
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for MarketError {}
