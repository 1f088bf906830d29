//! What changed, so that the window's cache refreshes itself: a read declares the tags it provides, a
//! write and an event declare the tags they invalidate.

use domain::{AccountId, ActionId, ActionState};
use serde::{Deserialize, Serialize};

use super::{Problem, Progress};

/// A part of what the window may have cached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Tag {
    /// Order lines, in pages and details.
    Orders,
    /// Claims, in queues and details.
    Claims,
    /// The counters of views and queues.
    Counts,
    /// The journal of actions.
    Journal,
    /// Accounts and their health.
    Accounts,
    /// Saved views.
    Views,
    /// Message templates.
    Templates,
    /// What happened without us.
    Happenings,
    /// Settings.
    Settings,
}

/// One thing that happened in the engine.
#[derive(Clone, Debug, PartialEq, Serialize, specta::Type)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// Cached reads that provide one of these tags are out of date.
    Stale {
        /// Which.
        tags: Vec<Tag>,
    },
    /// A collection moves.
    Collecting {
        /// Whose.
        account: AccountId,
        /// How far; `None` when it ended.
        progress: Option<Progress>,
    },
    /// A collection brought something.
    Collected {
        /// Whose.
        account: AccountId,
        /// Lines seen for the first time.
        new_lines: u32,
        /// Claims seen for the first time.
        new_claims: u32,
    },
    /// The claims of a plan are being read again.
    ReadingClaims {
        /// Whose.
        account: AccountId,
        /// How many were read.
        read: u32,
        /// Of how many.
        of: u32,
    },
    /// An action came to a state.
    Action {
        /// Which.
        id: ActionId,
        /// The state.
        state: ActionState,
    },
    /// An account stopped, or works again (`None`).
    Health {
        /// Whose.
        account: AccountId,
        /// Why it stopped.
        problem: Option<Problem>,
    },
}

impl Change {
    /// The tags that this change invalidates.
    pub fn invalidates(&self) -> Vec<Tag> {
        match self {
            Self::Stale { tags } => tags.clone(),
            Self::ReadingClaims { .. } => Vec::new(),
            Self::Collecting { .. } | Self::Health { .. } => vec![Tag::Accounts],
            Self::Collected { .. } => vec![Tag::Orders, Tag::Claims, Tag::Counts, Tag::Accounts],
            Self::Action { .. } => vec![Tag::Journal, Tag::Orders, Tag::Claims, Tag::Counts],
        }
    }
}
