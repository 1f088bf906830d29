//! The stepper of a claim, and what the next press really does.

use chrono::{DateTime, Utc};
use domain::Sentence;
use serde::Serialize;

/// What a step of the stepper is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum FlowKey {
    /// 요청
    Requested,
    /// 승인, 승인·거부 or 접수 안내
    Approved,
    /// 수거
    Pickup,
    /// 수거완료
    Collected,
    /// 검수: ours alone.
    Inspected,
    /// 귀책·배송비
    Terms,
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
    /// 직권 완료
    Overruled,
    /// A status that we do not know.
    Unknown,
}

/// How a step is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum FlowState {
    /// Behind the claim.
    Done,
    /// What the claim waits for.
    Now,
    /// May be done now and need not be.
    Open,
    /// Ahead of it.
    Later,
    /// No step of its own at this marketplace: its note says with what it happens.
    Merged,
    /// The claim went past it.
    Skipped,
}

/// Who moves a claim past a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum FlowMover {
    /// The seller, with a button.
    Seller,
    /// The buyer.
    Buyer,
    /// The marketplace or the courier; we learn of it by reading.
    Market,
    /// The seller, on this desk alone: no marketplace is told.
    Desk,
}

/// A step of the stepper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct FlowStep {
    /// Which.
    pub key: FlowKey,
    /// How it is drawn.
    pub state: FlowState,
    /// Its name at this marketplace.
    pub name: Sentence,
    /// When it was reached, if that was seen.
    pub at: Option<DateTime<Utc>>,
    /// A few words under its name.
    pub note: Option<Sentence>,
    /// What happens there, and who does it.
    pub does: Sentence,
    /// Who.
    pub mover: FlowMover,
    /// The claim stands still here (보류).
    pub held: bool,
}

/// What the next press really does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct NextClick {
    /// The marketplace and what it does.
    pub title: Sentence,
    /// What else follows, if anything.
    pub then: Option<Sentence>,
    /// When the buyer's money leaves.
    pub money: MoneyWhen,
}

/// When the buyer's money leaves a claim, seen from its next press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum MoneyWhen {
    /// By this press.
    Now,
    /// By this press, when the marketplace has carried it out.
    Soon,
    /// By this press where the marketplace pays such a claim back early, else later (쿠팡 빠른환불).
    Maybe,
    /// By the refund that the seller presses once the goods are back.
    AfterCollected,
    /// By a later press of the seller's: the goods are back already.
    OnRefund,
    /// By the marketplace, without a press.
    ByMarket,
    /// It has left before the goods came back (빠른환불).
    Left,
    /// Not at all: goods are exchanged.
    Never,
}
