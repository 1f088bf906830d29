//! Claims: a cancel, return or exchange on a quantity of one or more lines.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, BundleId, ClaimId, ClaimVerb, CourierCode, Detail, InvoiceNumber, ItemId, LineId, Marketplace,
    OrderId, Person, Receiver, Won,
};

/// What the buyer asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// 취소
    Cancel,
    /// 반품
    Return,
    /// 교환
    Exchange,
}

/// How far a claim has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ClaimStep {
    /// 요청
    Requested,
    /// 승인
    Approved,
    /// 수거중
    Collecting,
    /// 수거완료
    Collected,
    /// 환불
    Refunded,
    /// 재발송
    Reshipped,
    /// 완료
    Completed,
    /// 거부
    Rejected,
    /// 철회
    Withdrawn,
    /// 직권 완료: the marketplace settled it without the seller.
    Overruled,
    /// A raw status we do not know; shown as it came, nothing may be written to it.
    Unknown,
}

/// Whose fault the claim is, which decides who pays its shipping.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// 구매자
    Buyer,
    /// 판매자
    Seller,
    /// 마켓
    Marketplace,
    /// 택배사
    Courier,
    /// Not decided, or a code we do not know.
    #[default]
    Unstated,
}

/// Who brought a finished claim to its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ConfirmedBy {
    /// Nobody yet, or the marketplace does not say.
    #[default]
    Unstated,
    /// The seller.
    Seller,
    /// The marketplace's support, in the seller's place.
    Support,
    /// The marketplace's support, which bears the loss.
    SupportAtLoss,
}

/// Why the buyer asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The marketplace's code, or empty.
    pub code: String,
    /// The marketplace's words for the code.
    pub text: String,
    /// The buyer's own words.
    pub detail: String,
}

/// The part of an order line that a claim is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimLine {
    /// The line as the marketplace named it when the claim was made, if it did.
    pub line: Option<LineId>,
    /// The product option.
    pub item: ItemId,
    /// The parcel it came in.
    pub bundle: Option<BundleId>,
    /// The product as the claim names it.
    pub product: String,
    /// Pieces bought.
    pub purchased: u32,
    /// Pieces claimed; 0 where the marketplace does not count them: the claim is about the whole line (ESM).
    pub quantity: u32,
    /// The marketplace says that it had not left when the claim was made.
    pub unshipped: bool,
}

/// One pickup of returned goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Pickup {
    /// The marketplace's courier code.
    pub courier: CourierCode,
    /// The invoice number, once known.
    pub invoice: Option<InvoiceNumber>,
}

/// The parcel that an exchange sends out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reship {
    /// The NEW bundle the marketplace opened for it; `None` until it did.
    pub bundle: Option<BundleId>,
    /// Courier, once sent.
    pub courier: Option<CourierCode>,
    /// Invoice number, once sent.
    pub invoice: Option<InvoiceNumber>,
    /// Where it goes.
    pub receiver: Receiver,
}

/// Why a claim does not move: the seller holds it until the buyer has paid or answered (보류).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The marketplace's code.
    pub code: String,
    /// The marketplace's words for the code.
    pub text: String,
    /// The seller's own words.
    pub detail: String,
    /// What the buyer is charged before the claim goes on.
    pub fee: Option<Won>,
    /// Since when.
    pub since: Option<DateTime<Utc>>,
    /// It stays so beyond the day on which the marketplace would complete the claim (반품완료보류).
    #[serde(default)]
    pub deferred: bool,
}

/// A cancel, return or exchange.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Whose claim it is.
    pub account: AccountId,
    /// Where it was made.
    pub marketplace: Marketplace,
    /// The basket it is about.
    pub order: OrderId,
    /// The claim's number; unique within the account.
    pub claim: ClaimId,
    /// What the buyer asks for. A refused cancel may go on as a return under the same number.
    pub kind: ClaimKind,
    /// How far it has come.
    pub step: ClaimStep,
    /// The marketplace's status words as they came.
    pub raw_status: String,
    /// When the buyer asked.
    pub requested_at: DateTime<Utc>,
    /// When the marketplace last changed it.
    pub changed_at: DateTime<Utc>,
    /// What it is about.
    pub lines: Vec<ClaimLine>,
    /// Pieces claimed in all, where the marketplace says; it wants this number back (Coupang cancelCountSum).
    #[serde(default)]
    pub total: Option<u32>,
    /// Why.
    pub reason: Reason,
    /// Whose fault.
    pub fault: Fault,
    /// Who asked.
    pub requester: Person,
    /// Where the goods are picked up.
    pub pickup_from: Receiver,
    /// The pickups, oldest first.
    pub pickups: Vec<Pickup>,
    /// How the pickup is arranged, in the marketplace's words.
    pub pickup_method: String,
    /// For an exchange: the parcel that goes out.
    pub reship: Option<Reship>,
    /// Return shipping, where the marketplace says: positive is borne by the seller.
    pub return_fee: Option<Won>,
    /// The buyer was refunded before the goods came back (빠른환불).
    pub refunded_early: bool,
    /// It stands still, beside its step.
    #[serde(default)]
    pub held: Option<Held>,
    /// Who ended it.
    pub confirmed_by: ConfirmedBy,
    /// What the marketplace lets the seller do with it now.
    pub verbs: Vec<ClaimVerb>,
    /// What it tells besides.
    #[serde(default)]
    pub more: Vec<Detail>,
    /// The marketplace's own record, JSON.
    pub raw: String,
}

impl Claim {
    /// Pieces claimed over all lines, as the marketplace counts them.
    pub fn quantity(&self) -> u32 {
        self.total.unwrap_or_else(|| self.lines.iter().map(|line| line.quantity).sum())
    }

    /// Whether nothing more will happen.
    pub const fn is_settled(&self) -> bool {
        self.step.is_terminal()
    }

    /// Whether it ended as it was asked for, so that its goods are no longer the order's.
    pub const fn took_goods(&self) -> bool {
        self.is_settled() && !matches!(self.step, ClaimStep::Rejected | ClaimStep::Withdrawn)
    }
}

impl ClaimStep {
    /// Every step, in the order a claim takes them.
    pub const ALL: [ClaimStep; 11] = [
        Self::Requested,
        Self::Approved,
        Self::Collecting,
        Self::Collected,
        Self::Refunded,
        Self::Reshipped,
        Self::Completed,
        Self::Rejected,
        Self::Withdrawn,
        Self::Overruled,
        Self::Unknown,
    ];

    /// Whether the claim is over.
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Completed | Self::Rejected | Self::Withdrawn | Self::Overruled)
    }
}
