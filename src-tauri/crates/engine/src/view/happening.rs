//! What happened without us, as the window shows it.

use chrono::{DateTime, Utc};
use domain::{AccountId, ClaimId, ClaimKind, LineId, Marketplace, OrderId, Sentence};
use serde::Serialize;

/// One thing that happened without us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct HappeningView {
    /// Our number for it; later ones have greater numbers.
    pub number: u32,
    /// When it was told.
    pub at: DateTime<Utc>,
    /// Whose.
    pub account: AccountId,
    /// The account's name.
    pub account_name: String,
    /// Where.
    pub marketplace: Marketplace,
    /// On which order.
    pub order: OrderId,
    /// The line to open; `None` while none of its lines is here.
    pub line: Option<LineId>,
    /// The claim to open, with its queue.
    pub claim: Option<(ClaimId, ClaimKind)>,
    /// The product that it is about, or empty.
    pub product: String,
    /// What happened.
    pub what: Sentence,
    /// What it means for the seller.
    pub means: Sentence,
    /// Somebody may be about to send goods that should stay.
    pub dangerous: bool,
    /// Nobody saw it yet.
    pub fresh: bool,
}

/// What happened lately.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct HappeningList {
    /// Newest first.
    pub rows: Vec<HappeningView>,
    /// How many nobody saw yet, also beyond these rows.
    pub fresh: u32,
}
