//! Actions: what may be done, what is being done, what came of it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AccountId, ActionId, ActionKind, ActionState, CourierCode, InvoiceNumber, Length, LineId, Marketplace,
    MoneyLeaves, OrderId, Outcome, Sentence, Target, Won,
};
use serde::{Deserialize, Serialize};

use super::Remedy;
use super::undo::AboutView;

/// What a person gives along with an operation: one field of its form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum AskView {
    /// Courier and number of the parcel.
    Invoice,
    /// The same, where what replaces a parcel's goods may also be handed over, without a number.
    Parcel,
    /// Courier and number, as far as they are known; may be left empty.
    MaybeInvoice,
    /// Courier and number, when the reason is one of these codes.
    InvoiceFor {
        /// The codes.
        codes: Vec<String>,
    },
    /// One courier, and for each of several parcels its number and its pieces.
    Parts,
    /// One of the marketplace's reason codes.
    Reason {
        /// The codes with their words.
        codes: Vec<(String, Sentence)>,
    },
    /// Words.
    Text {
        /// How long they are.
        length: Length,
    },
    /// Words, when the reason is one of these codes.
    TextFor {
        /// The codes.
        codes: Vec<String>,
        /// How long they are.
        length: Length,
    },
    /// What the buyer is charged, in won; may be left empty, unless the reason is one of these codes.
    Fee {
        /// The codes.
        codes: Vec<String>,
    },
    /// What the buyer is charged, in won, when the reason is one of these codes; with any other, nothing is.
    FeeFor {
        /// The codes.
        codes: Vec<String>,
        /// The least that is taken.
        at_least: Won,
        /// No more than the goods were worth is taken.
        within_goods: bool,
    },
    /// A day in Korea, from today on.
    Day,
    /// A time of day; may be left empty.
    Time,
    /// A region in a word or two; may be left empty.
    Region,
    /// Pieces of the line.
    Quantity,
    /// Name, telephone, postal code and address of whom it goes to instead, filled with the present ones.
    Receiver,
    /// One of the ways in which goods come back.
    Way {
        /// The codes with their words.
        codes: Vec<(String, Sentence)>,
    },
}

/// What an operation does, in a few words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct BriefView {
    /// The words.
    pub words: Sentence,
    /// Whether the buyer's money leaves by it.
    pub money: MoneyLeaves,
}

/// An operation as the window offers it. One that is missing at a marketplace is shown disabled with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Offer {
    /// Which.
    pub kind: ActionKind,
    /// It can be pressed.
    pub enabled: bool,
    /// Why it cannot.
    pub reason: Option<Sentence>,
    /// What pressing it really does at this marketplace.
    pub consequence: Option<Sentence>,
    /// The same in a few words, for the row.
    pub brief: Option<BriefView>,
    /// The seller centre's page, where the desk cannot do it.
    pub link: Option<String>,
    /// The desk does it by itself and at once; the marketplace is not told and the journal not asked.
    pub local: bool,
    /// What has to be given along, in the order of the form.
    pub asks: Vec<AskView>,
    /// Why it is asked about once more although nothing else is asked: what was found at the goods speaks against it.
    pub caution: Option<Sentence>,
}

/// An operation offered for a selection of lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct SelectionOffer {
    /// The operation.
    pub offer: Offer,
    /// To how many of the lines it applies as they stand now.
    pub applicable: u32,
    /// How many lines that were not selected go along, because their parcel goes as a whole.
    pub along: u32,
}

/// A parcel whose number is being written, and which cannot go as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct ParcelStop {
    /// Whose.
    pub account: AccountId,
    /// The line by which the parcel was named.
    pub line: LineId,
    /// Its lines that stay behind.
    pub lines: Vec<LineId>,
    /// Nothing of it goes.
    pub whole: bool,
    /// Why, and what to do.
    pub reason: Sentence,
}

/// A line to be shipped under a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ShipRow {
    /// Whose.
    pub account: AccountId,
    /// Any line of the bundle; all lines of a bundle leave together.
    pub line: LineId,
    /// Who carries it.
    pub courier: CourierCode,
    /// Under which number.
    pub invoice: InvoiceNumber,
}

/// The rest of a split bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SplitLater {
    /// Lines that stay.
    pub lines: Vec<LineId>,
    /// Who will carry them.
    pub courier: CourierCode,
    /// The day in Korea on which they leave.
    pub on: NaiveDate,
}

/// A line that was left out before anything was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Blocked {
    /// Which.
    pub target: Target,
    /// Its order, for the eye.
    pub order: OrderId,
    /// Why, and what to do.
    pub reason: Sentence,
    /// What one press does about it, where that is known.
    pub remedy: Option<Remedy>,
}

/// What became of a press: the journaled actions and what was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct ActionBatch {
    /// Journaled, in the order in which they are sent.
    pub actions: Vec<ActionId>,
    /// Left out.
    pub blocked: Vec<Blocked>,
    /// Until when they may be taken back; they leave then. `None`: they leave at once.
    pub leaves_at: Option<DateTime<Utc>>,
}

/// One result with its order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct OutcomeView {
    /// The result.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// What the person can do about a failure.
    pub advice: Option<Sentence>,
    /// The same as one press.
    pub remedy: Option<Remedy>,
}

/// An action in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct ActionView {
    /// Our number.
    pub id: ActionId,
    /// Whose.
    pub account: AccountId,
    /// Where.
    pub marketplace: Marketplace,
    /// What.
    pub kind: ActionKind,
    /// Where it stands.
    pub state: ActionState,
    /// On what.
    pub targets: Vec<Target>,
    /// What the first of them is about.
    pub about: AboutView,
    /// One per target, as far as they are known.
    pub outcomes: Vec<OutcomeView>,
    /// Written down.
    pub created_at: DateTime<Utc>,
    /// While it is queued: until when it may be taken back. `None` for one that leaves at once, or has left.
    pub leaves_at: Option<DateTime<Utc>>,
    /// Sent.
    pub sent_at: Option<DateTime<Utc>>,
    /// Settled.
    pub finished_at: Option<DateTime<Utc>>,
    /// When the marketplace is read again to learn what became of it.
    pub next_check_at: Option<DateTime<Utc>>,
    /// While nobody knows what became of it: from when on the seller, who looked there himself, may say how it ended.
    pub settles_by_hand_at: Option<DateTime<Utc>>,
    /// How often it was sent.
    pub attempts: u32,
    /// Why it failed as a whole, with the marketplace's words in quotes; or that the seller said how it ended.
    pub error: Option<Sentence>,
    /// What one press does about that.
    pub remedy: Option<Remedy>,
    /// The marketplace's number of the call, for its support.
    pub trace: Option<String>,
}

/// How far a marketplace supports an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SupportView {
    /// By a call made for it.
    Native,
    /// By what the marketplace does offer.
    Composed,
    /// By us alone.
    Local,
    /// Not at all.
    Unavailable,
}

/// One cell of the capability table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct CapabilityRow {
    /// Where.
    pub marketplace: Marketplace,
    /// What.
    pub kind: ActionKind,
    /// How far.
    pub support: SupportView,
    /// How it is composed, or why it is missing.
    pub sentence: Option<Sentence>,
    /// The seller centre's page.
    pub link: Option<String>,
    /// No official document confirms it.
    pub experimental: bool,
    /// How long the words are that go to the buyer along with it, where there are any.
    pub words: Option<Length>,
}

/// One cell of the table of what a marketplace tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct ReadingRow {
    /// Where.
    pub marketplace: Marketplace,
    /// What, as a word: `sign_in`, `new_orders` …
    pub reading: String,
    /// How far.
    pub support: SupportView,
    /// How it is composed, or why it is missing.
    pub sentence: Option<Sentence>,
    /// The seller centre's page.
    pub link: Option<String>,
}
