//! What a press on many claims would do, before it is made.

use chrono::{DateTime, Utc};
use domain::{
    AccountId, ActionKind, ClaimId, ClaimKind, ClaimStamp, ClaimVerb, Marketplace, MoneyLeaves, OrderId,
    Sentence, Won,
};
use serde::{Deserialize, Serialize};

use super::ClaimActRequest;

/// One claim that was chosen, with what is to be done to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ClaimChoice {
    /// Whose.
    pub account: AccountId,
    /// Which.
    pub claim: ClaimId,
    /// What is to be done: marketplaces name one thing apart, so that it may differ from claim to claim.
    pub verb: ClaimVerb,
    /// The same with what it needs; `None` when its marketplace asks for something that was not given.
    pub act: Option<ClaimActRequest>,
    /// What the person saw.
    pub seen: ClaimStamp,
}

/// A claim that was pressed, or one of a plan that was confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ClaimPress {
    /// Whose.
    pub account: AccountId,
    /// Which.
    pub claim: ClaimId,
    /// What is done to it.
    pub act: ClaimActRequest,
    /// What the person saw: a claim that is anything else by now is left out.
    pub seen: ClaimStamp,
}

/// A claim that the plan would act on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct PlannedClaim {
    /// Where.
    pub marketplace: Marketplace,
    /// The basket.
    pub order: OrderId,
    /// The first product.
    pub product: String,
    /// What is done.
    pub kind: ActionKind,
    /// What is pressed when the plan is confirmed.
    pub press: ClaimPress,
    /// What really happens there, in a few words.
    pub brief: Option<Sentence>,
    /// The same in full.
    pub consequence: Option<Sentence>,
    /// Whether the buyer's money leaves by it.
    pub money: MoneyLeaves,
    /// About what the buyer gets back; `None` where no money leaves by it, or nobody knows.
    pub amount: Option<Won>,
    /// It can be taken back at the marketplace afterwards.
    pub undoable: bool,
    /// It could not be read again in time; that happens right before it is sent.
    pub late: bool,
}

/// Why a claim is left out of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum LeftOutWhy {
    /// The buyer took it back.
    Withdrawn,
    /// It is over, or the same was just done.
    Done,
    /// It is about another number of pieces.
    Quantity,
    /// It stands elsewhere than the person saw, or the marketplace shows it no more.
    Moved,
    /// An action on it is on its way, or nobody knows yet what became of one.
    UnderWay,
    /// It is held, by the marketplace or by us.
    Held,
    /// Money would leave before the goods are back.
    Early,
    /// Money would leave, and the marketplace never tells whether the goods are back.
    Untold,
    /// The marketplace has no such operation.
    Unsupported,
    /// It does not take this where it stands.
    Step,
    /// The marketplace asks for something that was not given.
    Input,
    /// Its marketplace could not be read.
    Unread,
}

/// A claim that the plan leaves out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct LeftOut {
    /// Whose.
    pub account: AccountId,
    /// Where.
    pub marketplace: Marketplace,
    /// Which.
    pub claim: ClaimId,
    /// Its kind.
    pub kind: ClaimKind,
    /// The basket.
    pub order: OrderId,
    /// The first product.
    pub product: String,
    /// Its group.
    pub why: LeftOutWhy,
    /// Why in full, and what to do.
    pub reason: Sentence,
    /// Pieces before and now, where they changed.
    pub pieces: Option<(u32, u32)>,
    /// When the buyer took it back, where that is known.
    pub at: Option<DateTime<Utc>>,
    /// The seller centre's page, where the desk cannot do it.
    pub link: Option<String>,
}

/// The sums of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct PlanTotals {
    /// Claims that would be acted on.
    pub goes: u32,
    /// Claims that are left out.
    pub left_out: u32,
    /// Won that leave at once.
    pub now: Won,
    /// Won that leave at once besides, at the most: the marketplace refunds some of these claims early.
    pub maybe: Won,
    /// Won that leave at a later step.
    pub later: Won,
    /// Claims by which money leaves, nobody knows how much.
    pub unpriced: u32,
}

/// What a press on many claims would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct ClaimPlan {
    /// When the marketplaces had been read again.
    pub read_at: DateTime<Utc>,
    /// What would be done, in the order in which the claims were chosen.
    pub goes: Vec<PlannedClaim>,
    /// What is left out, by its reason.
    pub left_out: Vec<LeftOut>,
    /// The sums.
    pub totals: PlanTotals,
}
