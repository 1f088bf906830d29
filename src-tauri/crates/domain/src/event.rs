//! What happened to an order or a claim: the lines of its timeline.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, ActionId, ActionKind, ActionState, ClaimId, ClaimKind, ClaimStep, Fault, InspectionResult,
    LineId, OrderId, Stage, Won,
};

/// Who made it happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum EventSource {
    /// The marketplace, the buyer or the courier.
    Market,
    /// The shop, through this desk.
    Us,
}

/// One line of a timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Whose.
    pub account: AccountId,
    /// On which order.
    pub order: OrderId,
    /// On which line, when it is about one.
    pub line: Option<LineId>,
    /// On which claim, when it is about one.
    pub claim: Option<ClaimId>,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub source: EventSource,
    /// What.
    pub kind: EventKind,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum EventKind {
    /// The line was seen for the first time.
    Collected,
    /// The line moved on.
    StageChanged {
        /// From.
        from: Stage,
        /// To.
        to: Stage,
    },
    /// Fewer (or more) pieces are left to ship.
    QuantityChanged {
        /// Before.
        from: u32,
        /// After.
        to: u32,
    },
    /// The receiver's address or telephone changed.
    ReceiverChanged,
    /// The invoice number changed or came.
    InvoiceChanged {
        /// The new one.
        invoice: String,
    },
    /// The line continues under another bundle after a split.
    BundleChanged {
        /// The new one.
        bundle: String,
    },
    /// A claim was seen for the first time.
    ClaimOpened {
        /// Of which kind.
        kind: ClaimKind,
        /// About how many pieces.
        quantity: u32,
    },
    /// A claim moved on.
    ClaimMoved {
        /// Its kind now.
        kind: ClaimKind,
        /// Its kind before: a refused cancellation may go on as a return.
        from_kind: ClaimKind,
        /// From.
        from: ClaimStep,
        /// To.
        to: ClaimStep,
    },
    /// A claim stands on no list of the marketplace any more, and counts as withdrawn for that.
    ClaimUnlisted {
        /// Its kind.
        kind: ClaimKind,
    },
    /// A claim is now about another number of pieces.
    ClaimQuantityChanged {
        /// Before.
        from: u32,
        /// After.
        to: u32,
    },
    /// Another side is to bear a claim's shipping than before.
    ClaimFaultChanged {
        /// Before.
        from: Fault,
        /// After.
        to: Fault,
    },
    /// A claim stands still.
    ClaimHeld {
        /// Why, in the marketplace's words.
        reason: String,
        /// What the buyer is charged.
        fee: Option<Won>,
    },
    /// A claim goes on.
    ClaimReleased,
    /// We looked at the goods of a claim (검수).
    Inspected {
        /// What they were found to be.
        result: InspectionResult,
        /// Pieces that came back.
        pieces: u32,
    },
    /// We keep a line from leaving (발송보류).
    DispatchHeld {
        /// Why, in our words.
        reason: String,
    },
    /// The line may leave again.
    DispatchReleased,
    /// The buyer reports that nothing has come.
    UndeliveredReported {
        /// Why, in the marketplace's and the buyer's words.
        reason: String,
    },
    /// The report was answered or taken back.
    UndeliveredSettled,
    /// One of our actions came to a state.
    ActionMoved {
        /// Which.
        action: ActionId,
        /// What kind.
        kind: ActionKind,
        /// The state it came to.
        state: ActionState,
        /// The marketplace's words, when it refused.
        message: Option<String>,
    },
    /// Personal data was shown in full.
    Revealed,
}
