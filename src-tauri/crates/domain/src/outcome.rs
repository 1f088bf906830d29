//! What came of a write, one result per line or claim.

use serde::{Deserialize, Serialize};

use crate::{ClaimId, LineId};

/// What one result is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(tag = "on", content = "id", rename_all = "snake_case")]
pub enum Target {
    /// An order line.
    Line(LineId),
    /// A claim.
    Claim(ClaimId),
}

/// How a write ended for one target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum LineResult {
    /// The marketplace says that it is done.
    Ok,
    /// The marketplace refused, in its own words.
    Failed {
        /// The marketplace's code.
        code: String,
        /// The marketplace's message, quoted to the person.
        message: String,
        /// The marketplace says that the same request may succeed later.
        retryable: bool,
    },
    /// Nobody knows yet: the marketplace must be read again.
    Unknown,
}

/// One result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Outcome {
    /// What it is about.
    pub target: Target,
    /// How it ended.
    #[serde(flatten)]
    pub result: LineResult,
}

impl Outcome {
    /// Done.
    pub const fn ok(target: Target) -> Self {
        Self { target, result: LineResult::Ok }
    }

    /// Refused by the marketplace.
    pub fn failed(
        target: Target,
        code: impl Into<String>,
        message: impl Into<String>,
        retryable: bool,
    ) -> Self {
        Self { target, result: LineResult::Failed { code: code.into(), message: message.into(), retryable } }
    }

    /// Not known.
    pub const fn unknown(target: Target) -> Self {
        Self { target, result: LineResult::Unknown }
    }
}
