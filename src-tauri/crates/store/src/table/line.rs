//! `lines` and `line_details`: the grid's rows and the whole lines behind them.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AccountId, ActionKind, ActionState, BundleId, ClaimKind, CourierCode, InvoiceNumber, ItemId, LineId,
    Marketplace, OrderId, Quantity, Stage, Status, Won,
};
use serde::Serialize;

use crate::LineKey;

/// One row of the grid. Names and telephones are as they came: masking is the window's side of the seam.
#[derive(Clone, Debug, PartialEq, Serialize, specta::Type)]
pub struct LineRow {
    /// Its place.
    pub key: LineKey,
    /// Whose.
    pub account: AccountId,
    /// Where it was bought.
    pub marketplace: Marketplace,
    /// The basket.
    pub order: OrderId,
    /// The unit on which the marketplace acts.
    pub line: LineId,
    /// The product option.
    pub item: ItemId,
    /// The parcel.
    pub bundle: BundleId,
    /// Lines in the same parcel, this one included.
    pub bundle_lines: u32,
    /// How far it has come by itself.
    pub stage: Stage,
    /// The status it is filtered by.
    pub status: Status,
    /// The marketplace's own word.
    pub raw_status: String,
    /// When it was ordered.
    pub ordered_at: DateTime<Utc>,
    /// When it was paid.
    pub paid_at: Option<DateTime<Utc>>,
    /// The day in Korea by which it should ship.
    pub ship_by: Option<NaiveDate>,
    /// The product's name.
    pub product: String,
    /// The chosen option, or empty.
    pub option: String,
    /// How many.
    pub quantity: Quantity,
    /// What the buyer paid for it, without shipping.
    pub amount: Won,
    /// Who receives it.
    pub receiver_name: String,
    /// The receiver's first telephone.
    pub receiver_phone: String,
    /// Province and district.
    pub region: String,
    /// The buyer wrote something to the courier.
    pub has_memo: bool,
    /// The buyer saw another name than the seller's product has.
    pub name_mismatch: bool,
    /// The invoice number, once there is one.
    pub invoice: Option<InvoiceNumber>,
    /// Who carries it, once known.
    pub courier: Option<CourierCode>,
    /// The open claim on it.
    pub claim: Option<ClaimKind>,
    /// The newest action on it that is not settled, or that failed for this line.
    pub action: Option<(ActionKind, ActionState)>,
    /// When the marketplace last told something new about it.
    pub seen_at: DateTime<Utc>,
}
