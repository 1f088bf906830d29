//! Actions: writes to a marketplace, journaled before they are sent.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, ActionId, ActionKind, BundleId, ClaimId, ClaimStamp, ClaimState, CourierCode, Destination,
    InvoiceNumber, ItemId, LineId, LineResult, OrderId, Outcome, Target,
};

mod claim_act;

pub use claim_act::ClaimAct;

/// One write to one marketplace, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Our number for it.
    pub id: ActionId,
    /// On whose behalf.
    pub account: AccountId,
    /// What is written.
    pub write: Write,
}

/// A line inside a parcel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelLine {
    /// The unit on which the marketplace acts.
    pub line: LineId,
    /// The product option.
    pub item: ItemId,
}

/// Lines that leave together under one invoice number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// The basket.
    pub order: OrderId,
    /// The marketplace's bundle.
    pub bundle: BundleId,
    /// What is in it.
    pub lines: Vec<ParcelLine>,
    /// Who carries it.
    pub courier: CourierCode,
    /// Under which number.
    pub invoice: InvoiceNumber,
    /// The order had been split before, so that this is one of its parts.
    #[serde(default)]
    pub split: bool,
}

/// What is written. One value is one request to the marketplace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "write", rename_all = "snake_case")]
pub enum Write {
    /// 발주확인: bundles with all their lines.
    Confirm {
        /// The lines, each with its bundle.
        lines: Vec<(BundleId, LineId)>,
        /// The product option of each of `lines`, in their order; empty in journals from before it was kept.
        #[serde(default)]
        items: Vec<ItemId>,
    },
    /// 발송처리
    Ship {
        /// What leaves.
        parcels: Vec<Parcel>,
    },
    /// 송장 수정
    ChangeInvoice {
        /// The parcels under their new numbers.
        parcels: Vec<Parcel>,
    },
    /// 분리배송, first half: `now` leaves, `later` is promised for a day. It cannot be undone.
    SplitShip {
        /// What leaves now.
        now: Parcel,
        /// What stays.
        later: Vec<ParcelLine>,
        /// Who will carry the rest.
        later_courier: CourierCode,
        /// The day in Korea on which the rest leaves.
        later_on: NaiveDate,
    },
    /// 분리배송, second half: the rest of a bundle leaves.
    ShipRest {
        /// The rest.
        parcel: Parcel,
    },
    /// 수량 분리발송: the pieces of one line leave in several parcels of one courier.
    ShipPieces {
        /// The basket.
        order: OrderId,
        /// The bundle.
        bundle: BundleId,
        /// The line.
        line: ParcelLine,
        /// Who carries the parcels.
        courier: CourierCode,
        /// Each parcel's number and how many pieces are in it.
        parts: Vec<(InvoiceNumber, u32)>,
    },
    /// 배송완료 처리 of a parcel that was never scanned as delivered.
    CompleteDelivery {
        /// The marketplace's bundle.
        bundle: BundleId,
        /// Its lines.
        lines: Vec<LineId>,
        /// Its invoice number.
        invoice: InvoiceNumber,
    },
    /// 미도착·미수령 신고 처리: the answer to a buyer who reports that nothing has come.
    AnswerUndelivered {
        /// The basket.
        order: OrderId,
        /// The bundle.
        bundle: BundleId,
        /// The line.
        line: LineId,
        /// The report's number.
        report: String,
        /// The marketplace's code for what is done about it.
        reason: String,
        /// The seller's words; the buyer reads them.
        text: String,
        /// Under which number the goods really travel, where the answer is a number.
        invoice: Option<(CourierCode, InvoiceNumber)>,
    },
    /// 판매취소 by the seller, with its penalty.
    CancelSale {
        /// The basket.
        order: OrderId,
        /// The bundle.
        bundle: BundleId,
        /// What is cancelled and how many pieces.
        lines: Vec<(ParcelLine, u32)>,
        /// The marketplace's reason code.
        reason: String,
    },
    /// 발송지연 안내: the buyer is told a later day. The last notice wins.
    Delay {
        /// The basket.
        order: OrderId,
        /// The bundle.
        bundle: BundleId,
        /// The line.
        line: LineId,
        /// The day in Korea by which it will leave, where the marketplace asks for one.
        until: Option<NaiveDate>,
        /// The marketplace's reason code.
        reason: String,
        /// Why, in the seller's words; the buyer reads them.
        detail: String,
    },
    /// 배송희망일 변경: the day on which the buyer wants it is moved.
    ChangeHopeDelivery {
        /// The basket.
        order: OrderId,
        /// The bundle.
        bundle: BundleId,
        /// The line.
        line: LineId,
        /// The new day in Korea.
        on: NaiveDate,
        /// The new time of day, where one is agreed on.
        at: Option<NaiveTime>,
        /// The region of the delivery, or empty.
        region: String,
        /// Why, in the seller's words; the buyer reads them.
        because: String,
    },
    /// 배송지 변경: an order goes to another place, as its buyer wished.
    ChangeReceiver {
        /// The basket.
        order: OrderId,
        /// The bundle.
        bundle: BundleId,
        /// The order's lines that have not left.
        lines: Vec<LineId>,
        /// Where it goes; the courier's memo stays as it is.
        to: Destination,
    },
    /// 반품 접수 by the seller, for goods that have left.
    RequestReturn {
        /// The basket.
        order: OrderId,
        /// The bundle.
        bundle: BundleId,
        /// The line.
        line: LineId,
        /// Pieces that come back.
        quantity: u32,
        /// The marketplace's reason code.
        reason: String,
        /// Why, in the seller's words, where the marketplace asks for them.
        #[serde(default)]
        detail: String,
        /// How they come back.
        pickup: ReturnPickup,
    },
    /// A verb on a claim.
    Claim {
        /// The claim.
        claim: ClaimId,
        /// The basket it is about.
        order: OrderId,
        /// Where the claim stood when the person decided.
        state: ClaimState,
        /// Pieces claimed when the person decided.
        quantity: u32,
        /// All that the decision was made on; none in journals from before it was kept.
        #[serde(default)]
        seen: Option<ClaimStamp>,
        /// What is done.
        act: ClaimAct,
    },
}

/// How goods come back on a return that the seller files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnPickup {
    /// The marketplace's code for the way they take.
    pub method: String,
    /// Courier and number, where the seller has them already.
    pub invoice: Option<(CourierCode, InvoiceNumber)>,
}

impl Write {
    /// What kind of write it is; `None` for a verb that its claim's kind does not have.
    pub fn kind(&self) -> Option<ActionKind> {
        Some(match self {
            Self::Confirm { .. } => ActionKind::Confirm,
            Self::Ship { .. } => ActionKind::Ship,
            Self::ChangeInvoice { .. } => ActionKind::ChangeInvoice,
            Self::SplitShip { .. } => ActionKind::SplitShip,
            Self::ShipRest { .. } => ActionKind::ShipRest,
            Self::ShipPieces { .. } => ActionKind::ShipPieces,
            Self::CompleteDelivery { .. } => ActionKind::CompleteDelivery,
            Self::AnswerUndelivered { .. } => ActionKind::AnswerUndelivered,
            Self::CancelSale { .. } => ActionKind::CancelSale,
            Self::Delay { .. } => ActionKind::DelayNotice,
            Self::ChangeHopeDelivery { .. } => ActionKind::ChangeHopeDelivery,
            Self::ChangeReceiver { .. } => ActionKind::ChangeReceiver,
            Self::RequestReturn { .. } => ActionKind::RequestReturn,
            Self::Claim { state, act, .. } => return ActionKind::of_claim(state.kind, act.verb()),
        })
    }

    /// Who carries the parcel that it names, the last one's where it names several.
    pub fn courier(&self) -> Option<&CourierCode> {
        match self {
            Self::Ship { parcels } | Self::ChangeInvoice { parcels } => {
                parcels.last().map(|parcel| &parcel.courier)
            }
            Self::SplitShip { now: parcel, .. } | Self::ShipRest { parcel } => Some(&parcel.courier),
            Self::ShipPieces { courier, .. } => Some(courier),
            Self::AnswerUndelivered { invoice, .. } => invoice.as_ref().map(|(courier, _)| courier),
            Self::RequestReturn { pickup, .. } => pickup.invoice.as_ref().map(|(courier, _)| courier),
            Self::Claim { act, .. } => act.courier(),
            _ => None,
        }
    }

    /// What the write is about: one result is owed for each.
    pub fn targets(&self) -> Vec<Target> {
        let of_parcel = |parcel: &Parcel| {
            parcel.lines.iter().map(|line| Target::Line(line.line.clone())).collect::<Vec<_>>()
        };
        match self {
            Self::Confirm { lines, .. } => lines.iter().map(|(_, line)| Target::Line(line.clone())).collect(),
            Self::Ship { parcels } | Self::ChangeInvoice { parcels } => {
                parcels.iter().flat_map(of_parcel).collect()
            }
            Self::SplitShip { now, later, .. } => {
                now.lines.iter().chain(later).map(|line| Target::Line(line.line.clone())).collect()
            }
            Self::ShipRest { parcel } => of_parcel(parcel),
            Self::ShipPieces { line, .. } => vec![Target::Line(line.line.clone())],
            Self::CompleteDelivery { lines, .. } | Self::ChangeReceiver { lines, .. } => {
                lines.iter().cloned().map(Target::Line).collect()
            }
            Self::CancelSale { lines, .. } => {
                lines.iter().map(|(line, _)| Target::Line(line.line.clone())).collect()
            }
            Self::Delay { line, .. }
            | Self::ChangeHopeDelivery { line, .. }
            | Self::AnswerUndelivered { line, .. }
            | Self::RequestReturn { line, .. } => vec![Target::Line(line.clone())],
            Self::Claim { claim, .. } => vec![Target::Claim(claim.clone())],
        }
    }
}

/// Where an action stands in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ActionState {
    /// Written down, not sent.
    Queued,
    /// On its way.
    Sending,
    /// Every target has a result and at least one is ok.
    Done,
    /// Refused for every target, or never sent.
    Failed,
    /// At least one target's result is not known: the marketplace is read again before anything else.
    Unknown,
    /// 취소함: taken back by the person before it was sent; the marketplace never heard of it.
    Undone,
}

impl ActionState {
    /// Every state.
    pub const ALL: [ActionState; 6] =
        [Self::Queued, Self::Sending, Self::Done, Self::Failed, Self::Unknown, Self::Undone];

    /// Whether the journal may move an action from here to `next`.
    ///
    /// `Unknown → Queued` is taken only after the marketplace was read and showed that nothing was applied;
    /// `Sending → Queued` never: what may have left must first be unknown. For the same reason `Undone` is reached
    /// from `Queued` alone, and nothing follows it.
    pub const fn may_become(self, next: ActionState) -> bool {
        use ActionState::{Done, Failed, Queued, Sending, Undone, Unknown};
        matches!(
            (self, next),
            (Queued, Sending | Failed | Undone)
                | (Sending, Done | Failed | Unknown)
                | (Unknown, Done | Failed | Queued)
        )
    }

    /// The state that a set of results amounts to.
    pub fn of(outcomes: &[Outcome]) -> ActionState {
        let any = |wanted: fn(&LineResult) -> bool| outcomes.iter().any(|outcome| wanted(&outcome.result));
        if any(|result| matches!(result, LineResult::Unknown)) {
            Self::Unknown
        } else if any(|result| matches!(result, LineResult::Ok)) {
            Self::Done
        } else {
            Self::Failed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_may_have_left_is_queued_again() {
        assert!(!ActionState::Sending.may_become(ActionState::Queued));
        for settled in [ActionState::Done, ActionState::Failed, ActionState::Undone] {
            assert!(ActionState::ALL.iter().all(|next| !settled.may_become(*next)), "{settled:?} moved");
        }
    }

    #[test]
    fn only_what_was_never_sent_is_taken_back() {
        let from = ActionState::ALL.into_iter().filter(|state| state.may_become(ActionState::Undone));
        assert_eq!(from.collect::<Vec<_>>(), [ActionState::Queued]);
    }

    #[test]
    fn one_unknown_line_makes_the_action_unknown() {
        let target = || Target::Claim(ClaimId::from("1"));
        assert_eq!(
            ActionState::of(&[Outcome::ok(target()), Outcome::unknown(target())]),
            ActionState::Unknown
        );
        assert_eq!(
            ActionState::of(&[Outcome::ok(target()), Outcome::failed(target(), "X", "", false)]),
            ActionState::Done
        );
        assert_eq!(ActionState::of(&[Outcome::failed(target(), "X", "", false)]), ActionState::Failed);
    }
}
