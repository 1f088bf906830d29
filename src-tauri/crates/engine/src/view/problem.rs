//! A problem as a person is told of it.

use domain::Sentence;
use serde::{Deserialize, Serialize};

/// Everything that can go wrong, as far as the window behaves differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The calling address is not registered with the key.
    AddressNotRegistered,
    /// The key is wrong or was reissued.
    KeyRejected,
    /// The key's validity ended.
    KeyExpired,
    /// This computer's clock is off.
    ClockWrong,
    /// The seller's number is not the key's.
    WrongSeller,
    /// Too many calls.
    RateLimited,
    /// The application is cut to a few calls an hour or a day.
    QuotaExceeded,
    /// The door is closed for a while.
    Blocked,
    /// The marketplace refused, in its words.
    Refused,
    /// It is not in the state this needs.
    WrongState,
    /// The marketplace has no such operation.
    Unsupported,
    /// The marketplace failed.
    MarketFailed,
    /// No network, or no answer.
    Network,
    /// The answer could not be read.
    Unreadable,
    /// What was typed cannot be right.
    BadInput,
    /// The same thing is already under way.
    UnderWay,
    /// The encrypted file cannot be used.
    Store,
    /// The keychain cannot be used.
    Keychain,
    /// Another window of the application holds the file.
    InUse,
    /// A fault of our own.
    Internal,
}

/// What the person can do about a problem with one press.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Remedy {
    /// Opens a page of the seller centre.
    OpenLink {
        /// Where.
        url: String,
    },
    /// Opens the account's form.
    EditAccount {
        /// Which account.
        account: String,
    },
    /// Reads the marketplace again.
    CollectAgain,
    /// Opens the claim, whose step or inspection decides.
    OpenClaim,
    /// Opens the order.
    OpenOrder,
    /// Asks for the same once more, with what it needs.
    SendAgain,
    /// Nothing but waiting helps.
    Wait,
}

/// One sentence with its cause and the next action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type, thiserror::Error)]
#[error("{code:?}: {}", sentence.en)]
pub struct Problem {
    /// Which.
    pub code: ProblemCode,
    /// Cause first, then the next action.
    pub sentence: Sentence,
    /// The marketplace's own words, shown in quotes.
    pub quote: Option<String>,
    /// What one press can do.
    pub remedy: Option<Remedy>,
}
