//! What can go wrong on the way, told in advance.

use serde::{Deserialize, Serialize};

/// One failure that the next matching calls will meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fault<Operation> {
    /// The endpoint it strikes; `None` strikes every endpoint.
    #[serde(default = "none")]
    pub operation: Option<Operation>,
    /// What happens.
    pub kind: FaultKind,
    /// How many matching calls pass unharmed first.
    #[serde(default)]
    pub after: u32,
    /// How many matching calls it strikes.
    #[serde(default = "once")]
    pub times: u32,
}

fn none<Operation>() -> Option<Operation> {
    None
}

fn once() -> u32 {
    1
}

/// The kinds of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// Nothing is applied and nothing is answered; the connection stays open.
    HangBefore,
    /// The call is applied, but nothing is answered; the connection stays open.
    HangAfter,
    /// Nothing is applied; the connection breaks without an answer.
    DropBefore,
    /// The call is applied; the connection breaks without an answer.
    DropAfter,
    /// 429, not applied.
    TooManyRequests,
    /// 500, not applied.
    ServerError,
    /// 504, not applied.
    GatewayTimeoutBefore,
    /// 504 although the call was applied.
    GatewayTimeoutAfter,
    /// 521, not applied.
    ProviderDownBefore,
    /// 521 although the call was applied.
    ProviderDownAfter,
    /// 302, as for a blocked seller.
    Redirected,
    /// 403 with the HTML page "Access Denied".
    AccessDenied,
    /// The call is applied; half of the JSON arrives, well framed.
    TruncatedBody,
    /// A list answers its previous page again, then goes on.
    DuplicatePage,
    /// A list leaves its first row out; a later call shows it.
    LatePage,
    /// The server's clock is this many seconds ahead while it checks the signature.
    ClockDrift {
        /// Seconds, negative for behind.
        seconds: i64,
    },
    /// The answer takes this long; beyond the caller's timeout header it becomes a 504.
    Slow {
        /// Milliseconds of real time.
        milliseconds: u64,
    },
    /// The first row of the answer carries a status nobody has documented.
    UnknownStatus,
    /// The first row of a write by rows fails with UNDEFINED_ERROR_OCCUR, not applied.
    RowFails,
    /// An acknowledgement answers success, but shows up this much later.
    Lag {
        /// Seconds of the sandbox's clock.
        seconds: u32,
    },
}

impl<Operation> Fault<Operation> {
    /// Strikes the next call of `operation` once.
    pub fn on(operation: Operation, kind: FaultKind) -> Self {
        Self { operation: Some(operation), kind, after: 0, times: 1 }
    }

    /// Strikes the next call, whatever it is.
    #[must_use]
    pub fn any(kind: FaultKind) -> Self {
        Self { operation: None, kind, after: 0, times: 1 }
    }

    /// Strikes this many calls.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// Lets this many calls pass first.
    #[must_use]
    pub fn after(mut self, calls: u32) -> Self {
        self.after = calls;
        self
    }
}

/// The failures still to come, oldest first.
#[derive(Debug)]
pub(crate) struct Faults<Operation> {
    waiting: Vec<Fault<Operation>>,
}

impl<Operation> Default for Faults<Operation> {
    fn default() -> Self {
        Self { waiting: Vec::new() }
    }
}

impl<Operation: PartialEq> Faults<Operation> {
    pub(crate) fn add(&mut self, fault: Fault<Operation>) {
        self.waiting.push(fault);
    }

    pub(crate) fn clear(&mut self) {
        self.waiting.clear();
    }

    /// The failure that strikes this call, used up by one.
    pub(crate) fn take(&mut self, operation: Option<&Operation>) -> Option<FaultKind> {
        let mut struck = None;
        for fault in &mut self.waiting {
            let matches = fault.operation.is_none() || fault.operation.as_ref() == operation;
            if !matches {
                continue;
            }
            if fault.after > 0 {
                fault.after -= 1;
            } else if struck.is_none() && fault.times > 0 {
                fault.times -= 1;
                struck = Some(fault.kind);
            }
        }
        self.waiting.retain(|fault| fault.times > 0);
        struck
    }
}
