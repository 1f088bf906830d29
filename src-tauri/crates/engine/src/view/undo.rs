//! What may be taken back, and what still leaves.

use chrono::{DateTime, Utc};
use domain::{AccountId, ActionId, ActionKind, Marketplace, OrderId, Target, Won};
use serde::Serialize;

/// What came of taking actions back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct Undone {
    /// Taken back: nothing of them was or will be sent.
    pub undone: Vec<ActionId>,
    /// Too late: they have left, or leave now.
    pub late: Vec<ActionId>,
}

/// An action that may still be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct WaitingView {
    /// Our number.
    pub id: ActionId,
    /// Whose.
    pub account: AccountId,
    /// Where.
    pub marketplace: Marketplace,
    /// What.
    pub kind: ActionKind,
    /// On what.
    pub targets: Vec<Target>,
    /// What the first of them is about.
    pub about: AboutView,
    /// Until when; it leaves then.
    pub leaves_at: DateTime<Utc>,
}

/// What an action is about, as far as it is known here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct AboutView {
    /// The order.
    pub order: Option<OrderId>,
    /// The product; empty while it is unknown.
    pub product: String,
    /// What the buyer gets back by it, where money leaves by it; `None` also where nobody knows how much.
    pub refund: Option<Won>,
}

/// What has not left or not come back, so that closing asks. What nobody knows the end of is not in it: the next start
/// goes on reading about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct LeavingView {
    /// Actions that may still be taken back.
    pub waiting: u32,
    /// Actions that leave as soon as their turn comes.
    pub queued: u32,
    /// Actions that are on their way.
    pub sending: u32,
    /// All of them by their kind.
    pub kinds: Vec<(ActionKind, u32)>,
}

impl LeavingView {
    /// Whether nothing stands in the way of closing.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }
}
