//! Orders as the window shows them, personal data masked.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AccountId, ActionKind, ActionState, BundleId, ClaimKind, EventKind, EventSource, InvoiceNumber, LineId,
    Marketplace, OrderId, Quantity, Sentence, Stage, Status, Won,
};
use serde::Serialize;
use store::LineKey;

use super::{ClaimRowView, DeadlineView, Offer, ToldRow};

/// A row of the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct InboxRow {
    /// Where it stands in the list; opaque.
    pub key: LineKey,
    /// Whose.
    pub account: AccountId,
    /// Where.
    pub marketplace: Marketplace,
    /// The basket.
    pub order: OrderId,
    /// The line.
    pub line: LineId,
    /// The bundle.
    pub bundle: BundleId,
    /// Lines in the bundle.
    pub bundle_lines: u32,
    /// The unified status.
    pub status: Status,
    /// The stage without claims.
    pub stage: Stage,
    /// The marketplace's word.
    pub raw_status: String,
    /// When it was paid, or ordered.
    pub at: DateTime<Utc>,
    /// The day in Korea by which it should ship.
    pub ship_by: Option<NaiveDate>,
    /// The moment after which not having sent it costs something.
    pub deadline: Option<DeadlineView>,
    /// The product.
    pub product: String,
    /// The option, or empty.
    pub option: String,
    /// How many.
    pub quantity: Quantity,
    /// Pieces to put in the box.
    pub to_ship: u32,
    /// What the buyer paid for it.
    pub amount: Won,
    /// Masked.
    pub receiver: String,
    /// Masked.
    pub phone: String,
    /// Province and district.
    pub region: String,
    /// The buyer wrote something to the courier.
    pub has_memo: bool,
    /// The name the buyer saw differs from the seller's.
    pub name_mismatch: bool,
    /// The invoice number.
    pub invoice: Option<InvoiceNumber>,
    /// An open claim on it.
    pub claim: Option<ClaimKind>,
    /// The newest action that is unsettled or failed.
    pub action: Option<(ActionKind, ActionState)>,
    /// When the account was last read, if it stands still: the row's age.
    pub stale_since: Option<DateTime<Utc>>,
    /// Why we keep it from leaving (발송보류), while we do.
    pub dispatch_hold: Option<String>,
    /// It was bought along with another product of the order.
    pub add_on: bool,
    /// Why the buyer was told a later day, once told.
    pub delayed_because: Option<String>,
    /// The buyer's report that nothing has come, while it waits for an answer.
    pub undelivered: Option<UndeliveredView>,
}

/// A buyer's report that nothing, or not everything, has come (미도착·미수령 신고).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct UndeliveredView {
    /// Its number within the line.
    pub report: String,
    /// When it was made.
    pub reported_at: DateTime<Utc>,
    /// Why, in the marketplace's and the buyer's words.
    pub reason: String,
    /// The marketplace's status word, or empty.
    pub status: String,
    /// When it was answered or taken back; `None` while it waits.
    pub settled_at: Option<DateTime<Utc>>,
}

/// A piece of the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct InboxPage {
    /// The rows.
    pub rows: Vec<InboxRow>,
    /// The number of the first, from 0.
    pub first: u32,
    /// Rows in the whole list.
    pub total: u32,
    /// There are more than `total`.
    pub total_is_floor: bool,
}

/// The counters of the rail, the views and the queues.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct Counts {
    /// Lines by status, over all accounts.
    pub lines: Vec<(Status, u32)>,
    /// Open and recently settled claims.
    pub claims: Vec<super::ClaimCounts>,
    /// Actions whose outcome is not known.
    pub unknown_actions: u32,
    /// Actions that failed and were not dealt with.
    pub failed_actions: u32,
}

/// A receiver, masked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct AddressView {
    /// Masked name.
    pub name: String,
    /// Masked telephone.
    pub phone: String,
    /// Postal code.
    pub postcode: String,
    /// Masked address.
    pub address: String,
    /// The buyer's words to the courier, digits hidden: they often hold the code of the house's door.
    pub memo: String,
}

/// A receiver in full; every reveal is logged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct RevealedView {
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: String,
    /// Second telephone.
    pub phone2: String,
    /// Postal code.
    pub postcode: String,
    /// Address.
    pub address: String,
    /// Flat, floor.
    pub address_detail: String,
    /// Personal customs clearance code.
    pub customs_code: String,
    /// The buyer's words to the courier, in full.
    pub memo: String,
    /// The other people that the marketplace tells of.
    pub told: Vec<ToldRow>,
}

/// One line in the detail panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct OrderLineView {
    /// The row.
    pub row: InboxRow,
    /// One piece.
    pub unit: Won,
    /// The seller's code.
    pub sku: String,
    /// The name the buyer saw.
    pub shown_name: String,
    /// What the buyer wrote for a made-to-order product.
    pub inputs: Vec<String>,
    /// The courier's name.
    pub courier: String,
    /// The day on which the buyer wants it.
    pub hoped_for: Option<NaiveDate>,
    /// The buyer's report that nothing has come: the one that waits for an answer, else the newest.
    pub undelivered: Option<UndeliveredView>,
    /// What the marketplace tells besides, masked.
    pub told: Vec<ToldRow>,
}

/// A row of the money table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct MoneyRow {
    /// What.
    pub label: Sentence,
    /// How much.
    pub amount: Won,
    /// It is the sum.
    pub total: bool,
}

/// One line of a timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct TimelineEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub source: EventSource,
    /// The line or claim it is about, or empty.
    pub about: String,
    /// What.
    pub kind: EventKind,
    /// Why, when it tells of a failure.
    pub words: Option<Sentence>,
    /// The marketplace's number of the call, when it tells of one; its support asks for it.
    pub trace: Option<String>,
}

/// An order in the detail panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct OrderDetail {
    /// Whose.
    pub account: AccountId,
    /// The account's name.
    pub account_name: String,
    /// Where.
    pub marketplace: Marketplace,
    /// The basket.
    pub order: OrderId,
    /// The line it was opened on.
    pub line: LineId,
    /// All its lines, by bundle.
    pub lines: Vec<OrderLineView>,
    /// The receiver of the opened line's bundle.
    pub receiver: AddressView,
    /// Its money.
    pub money: Vec<MoneyRow>,
    /// When it was ordered.
    pub ordered_at: DateTime<Utc>,
    /// Where it was bought, or empty.
    pub channel: String,
    /// What may be done with the opened line's bundle; what is promised to the buyer, with the opened line alone.
    pub offers: Vec<Offer>,
    /// Its claims.
    pub claims: Vec<ClaimRowView>,
    /// Newest first.
    pub timeline: Vec<TimelineEntry>,
}
