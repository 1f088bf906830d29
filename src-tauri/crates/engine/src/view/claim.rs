//! Claims as the window shows them.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AccountId, ActionKind, ActionState, BundleId, ClaimId, ClaimKind, ClaimStamp, ClaimStep, ClaimVerb,
    ConfirmedBy, CourierCode, Fault, InvoiceNumber, Marketplace, OrderId, Pickup, Sentence, Won,
};
use serde::{Deserialize, Serialize};

use super::{
    AddressView, DeadlineView, FlowStep, InspectionView, MoneyRow, NextClick, Offer, PhotoView,
    TimelineEntry, ToldRow, UntimedView,
};

/// A line of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct ClaimLineView {
    /// The product.
    pub product: String,
    /// Pieces bought.
    pub purchased: u32,
    /// Pieces claimed.
    pub quantity: u32,
    /// It was bought along with another product of the order.
    pub add_on: bool,
}

/// Why a claim stands still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct HeldView {
    /// Why, in the marketplace's words.
    pub text: String,
    /// The seller's own words, or empty.
    pub detail: String,
    /// What the buyer is charged before it goes on.
    pub fee: Option<Won>,
    /// Since when.
    pub since: Option<DateTime<Utc>>,
    /// It stays so beyond the day on which the marketplace would complete the claim (반품완료보류).
    pub deferred: bool,
}

/// A row of a queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct ClaimRowView {
    /// Whose.
    pub account: AccountId,
    /// Where.
    pub marketplace: Marketplace,
    /// The claim.
    pub claim: ClaimId,
    /// The basket.
    pub order: OrderId,
    /// Its kind.
    pub kind: ClaimKind,
    /// How far it has come.
    pub step: ClaimStep,
    /// The marketplace's words.
    pub raw_status: String,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// What it is about.
    pub lines: Vec<ClaimLineView>,
    /// The option of its first line, or empty.
    pub option: String,
    /// What a decision on it is made on.
    pub stamp: ClaimStamp,
    /// Value of the claimed pieces; `None` unless all of their lines are here.
    pub amount: Option<Won>,
    /// Whose fault.
    pub fault: Fault,
    /// Why, in the marketplace's or the buyer's words.
    pub reason: String,
    /// The buyer's masked name.
    pub requester: String,
    /// The buyer was refunded already.
    pub refunded_early: bool,
    /// Who ended it.
    pub confirmed_by: ConfirmedBy,
    /// What may be done now, in the order of the buttons.
    pub offers: Vec<(ClaimVerb, Offer)>,
    /// What moves it on, of what can be pressed now.
    pub next: Option<ClaimVerb>,
    /// The newest action that is unsettled or failed.
    pub action: Option<(ActionKind, ActionState)>,
    /// Why the newest action failed: the marketplace's words, or ours.
    pub action_message: Option<Sentence>,
    /// When an unknown outcome is checked next.
    pub next_check_at: Option<DateTime<Utc>>,
    /// It stands still, beside its step.
    pub held: Option<HeldView>,
    /// The moment after which waiting costs something; none where the next move is not the seller's.
    pub deadline: Option<DeadlineView>,
    /// What waiting costs besides, at a time that nobody tells.
    pub untimed: Option<UntimedView>,
}

/// Claims of one account, kind and step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct ClaimCounts {
    /// Whose.
    pub account: AccountId,
    /// Kind.
    pub kind: ClaimKind,
    /// Step.
    pub step: ClaimStep,
    /// How many.
    pub claims: u32,
}

/// What a queue is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ClaimRequest {
    /// Which queue.
    pub kind: ClaimKind,
    /// Of these accounts; empty for all.
    pub accounts: Vec<AccountId>,
}

/// A queue: open claims, those first whose waiting costs first, then the oldest; and those settled in the last 7 days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct ClaimList {
    /// The rows.
    pub rows: Vec<ClaimRowView>,
    /// More stand behind the last one.
    pub more: bool,
}

/// A claim in the detail panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct ClaimDetail {
    /// The row.
    pub row: ClaimRowView,
    /// The account's name.
    pub account_name: String,
    /// Its stepper.
    pub steps: Vec<FlowStep>,
    /// What the next press really does.
    pub next: Option<NextClick>,
    /// When the marketplace last told of it.
    pub read_at: Option<DateTime<Utc>>,
    /// Its goods can be looked at (검수).
    pub inspectable: bool,
    /// How they were found.
    pub inspection: Option<InspectionView>,
    /// The pictures of them, the oldest first.
    pub photos: Vec<PhotoView>,
    /// Whether whose fault it is can be changed here, and where else.
    pub fault_change: Option<Offer>,
    /// Its money.
    pub money: Vec<MoneyRow>,
    /// Why nobody knows what its goods were worth, and what to do; `None` where it is known.
    pub unpriced: Option<Sentence>,
    /// Where goods are picked up, masked.
    pub pickup_from: AddressView,
    /// The pickups.
    pub pickups: Vec<Pickup>,
    /// How the pickup is arranged.
    pub pickup_method: String,
    /// Where an exchange goes out to, masked.
    pub reship_to: Option<AddressView>,
    /// The new bundle of an exchange, once the marketplace opened it.
    pub reship_bundle: Option<BundleId>,
    /// The re-shipment's number.
    pub reship_invoice: Option<InvoiceNumber>,
    /// The buyer's own words.
    pub detail: String,
    /// What the marketplace tells besides.
    pub told: Vec<ToldRow>,
    /// Newest first.
    pub timeline: Vec<TimelineEntry>,
}

/// What a press needs besides the claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ClaimActRequest {
    /// 승인
    Approve,
    /// 접수 안내: the claim is taken in, and the buyer reads how the goods come back.
    Notify {
        /// How, in the seller's words.
        text: String,
    },
    /// 거부, with the proof that the parcel had left.
    RefuseShipped {
        /// Who carries it.
        courier: CourierCode,
        /// Under which number.
        invoice: InvoiceNumber,
    },
    /// 거부 of a cancel, with the proof that the parcel had left and what is wrong about the request.
    RefuseDisputed {
        /// Who carries it.
        courier: CourierCode,
        /// Under which number.
        invoice: InvoiceNumber,
        /// The marketplace's code for the objection.
        reason: String,
        /// The objection in words, where the marketplace asks for them; else empty.
        text: String,
    },
    /// 거부, with a reason of the marketplace.
    RefuseFor {
        /// The marketplace's code.
        reason: String,
    },
    /// 거부, in words that the buyer reads.
    RefuseBecause {
        /// The marketplace's code, where it asks for one besides the words; else empty.
        #[serde(default)]
        reason: String,
        /// The words.
        text: String,
    },
    /// 보류
    Hold {
        /// The marketplace's code.
        reason: String,
        /// Why, in the seller's words.
        detail: String,
        /// What the buyer is charged before the claim goes on.
        fee: Option<Won>,
        /// The day in Korea on which it is expected to go on, where the marketplace asks for one.
        #[serde(default)]
        until: Option<NaiveDate>,
    },
    /// 보류 해제
    Release,
    /// 반품완료보류: a held return stays open beyond the day on which the marketplace would complete it.
    Defer {
        /// The marketplace's code.
        reason: String,
        /// Why, in the seller's words.
        detail: String,
    },
    /// 수거 송장 등록
    RegisterPickup {
        /// Who picks up.
        courier: CourierCode,
        /// Under which number.
        invoice: InvoiceNumber,
    },
    /// 수거완료
    ConfirmCollected,
    /// 환불
    Refund,
    /// 재발송; the new bundle is read from the marketplace.
    Reship {
        /// Who carries it.
        courier: CourierCode,
        /// Under which number.
        invoice: InvoiceNumber,
    },
    /// 재발송 배송완료
    Complete,
    /// 전환: a return goes on as an exchange, an exchange as a return.
    Convert {
        /// Under which number the goods travel, where the marketplace asks for it.
        invoice: Option<(CourierCode, InvoiceNumber)>,
    },
}
