//! Actions: writes to a marketplace, journaled before they are sent.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, ActionId, BundleId, ClaimId, ClaimState, ClaimVerb, CourierCode, InvoiceNumber, ItemId,
    LineId, LineResult, OrderId, Outcome, Target,
};

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
    /// 배송완료 처리 of a parcel that was never scanned as delivered.
    CompleteDelivery {
        /// The marketplace's bundle.
        bundle: BundleId,
        /// Its lines.
        lines: Vec<LineId>,
        /// Its invoice number.
        invoice: InvoiceNumber,
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
        /// What is done.
        act: ClaimAct,
    },
}

/// A verb on a claim with what it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ClaimAct {
    /// 승인
    Approve,
    /// 거부, with the proof that the parcel had left.
    RefuseShipped {
        /// Who carries the parcel.
        courier: CourierCode,
        /// Under which number.
        invoice: InvoiceNumber,
    },
    /// 거부, with a reason code of the marketplace.
    RefuseFor {
        /// The marketplace's code.
        reason: String,
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
    /// 재발송
    Reship {
        /// The new bundle that the marketplace opened.
        bundle: BundleId,
        /// Who carries it.
        courier: CourierCode,
        /// Under which number.
        invoice: InvoiceNumber,
    },
}

impl ClaimAct {
    /// The verb alone.
    pub const fn verb(&self) -> ClaimVerb {
        match self {
            Self::Approve => ClaimVerb::Approve,
            Self::RefuseShipped { .. } | Self::RefuseFor { .. } => ClaimVerb::Refuse,
            Self::RegisterPickup { .. } => ClaimVerb::RegisterPickup,
            Self::ConfirmCollected => ClaimVerb::ConfirmCollected,
            Self::Refund => ClaimVerb::Refund,
            Self::Reship { .. } => ClaimVerb::Reship,
        }
    }
}

/// What kind of write it is: the rows of the capability table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// 발주확인
    Confirm,
    /// 발송처리
    Ship,
    /// 송장 수정
    ChangeInvoice,
    /// 분리배송
    SplitShip,
    /// 분리배송의 나머지
    ShipRest,
    /// 배송지연 안내
    DelayNotice,
    /// 발송보류 and its release
    HoldDispatch,
    /// 배송완료 처리
    CompleteDelivery,
    /// 판매취소
    CancelSale,
    /// 취소 승인
    ApproveCancel,
    /// 취소 거부
    RefuseCancel,
    /// 반품 접수 by the seller
    RequestReturn,
    /// 반품 승인 before the goods come back
    ApproveReturn,
    /// 반품 거부
    RefuseReturn,
    /// 반품 보류 and its release
    HoldReturn,
    /// 반품 수거 송장
    RegisterReturnPickup,
    /// 반품 수거완료
    ConfirmReturnCollected,
    /// 반품 환불
    RefundReturn,
    /// 귀책 변경
    ChangeFault,
    /// 교환 승인 before the goods come back
    ApproveExchange,
    /// 교환 거부
    RefuseExchange,
    /// 교환 보류 and its release
    HoldExchange,
    /// 교환 수거 송장
    RegisterExchangePickup,
    /// 교환 수거완료
    ConfirmExchangeCollected,
    /// 교환 재발송
    ReshipExchange,
}

impl ActionKind {
    /// Every kind, in the order of the capability table.
    pub const ALL: [ActionKind; 25] = [
        Self::Confirm,
        Self::Ship,
        Self::ChangeInvoice,
        Self::SplitShip,
        Self::ShipRest,
        Self::DelayNotice,
        Self::HoldDispatch,
        Self::CompleteDelivery,
        Self::CancelSale,
        Self::ApproveCancel,
        Self::RefuseCancel,
        Self::RequestReturn,
        Self::ApproveReturn,
        Self::RefuseReturn,
        Self::HoldReturn,
        Self::RegisterReturnPickup,
        Self::ConfirmReturnCollected,
        Self::RefundReturn,
        Self::ChangeFault,
        Self::ApproveExchange,
        Self::RefuseExchange,
        Self::HoldExchange,
        Self::RegisterExchangePickup,
        Self::ConfirmExchangeCollected,
        Self::ReshipExchange,
    ];

    /// The kind of a verb on a claim of `kind`; `None` where no claim of that kind has the verb.
    pub const fn of_claim(kind: crate::ClaimKind, verb: ClaimVerb) -> Option<ActionKind> {
        use crate::ClaimKind::{Cancel, Exchange, Return};
        use ClaimVerb as Verb;
        Some(match (kind, verb) {
            (Cancel, Verb::Approve) => Self::ApproveCancel,
            (Cancel, Verb::Refuse) => Self::RefuseCancel,
            (Return, Verb::Approve) => Self::ApproveReturn,
            (Return, Verb::Refuse) => Self::RefuseReturn,
            (Return, Verb::RegisterPickup) => Self::RegisterReturnPickup,
            (Return, Verb::ConfirmCollected) => Self::ConfirmReturnCollected,
            (Return, Verb::Refund) => Self::RefundReturn,
            (Exchange, Verb::Approve) => Self::ApproveExchange,
            (Exchange, Verb::Refuse) => Self::RefuseExchange,
            (Exchange, Verb::RegisterPickup) => Self::RegisterExchangePickup,
            (Exchange, Verb::ConfirmCollected) => Self::ConfirmExchangeCollected,
            (Exchange, Verb::Reship) => Self::ReshipExchange,
            (Cancel, Verb::RegisterPickup | Verb::ConfirmCollected | Verb::Refund | Verb::Reship)
            | (Return, Verb::Reship)
            | (Exchange, Verb::Refund) => return None,
        })
    }
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
            Self::CompleteDelivery { .. } => ActionKind::CompleteDelivery,
            Self::CancelSale { .. } => ActionKind::CancelSale,
            Self::Claim { state, act, .. } => return ActionKind::of_claim(state.kind, act.verb()),
        })
    }

    /// What the write is about: one result is owed for each.
    pub fn targets(&self) -> Vec<Target> {
        let of_parcel = |parcel: &Parcel| {
            parcel.lines.iter().map(|line| Target::Line(line.line.clone())).collect::<Vec<_>>()
        };
        match self {
            Self::Confirm { lines } => lines.iter().map(|(_, line)| Target::Line(line.clone())).collect(),
            Self::Ship { parcels } | Self::ChangeInvoice { parcels } => {
                parcels.iter().flat_map(of_parcel).collect()
            }
            Self::SplitShip { now, later, .. } => {
                now.lines.iter().chain(later).map(|line| Target::Line(line.line.clone())).collect()
            }
            Self::ShipRest { parcel } => of_parcel(parcel),
            Self::CompleteDelivery { lines, .. } => lines.iter().cloned().map(Target::Line).collect(),
            Self::CancelSale { lines, .. } => {
                lines.iter().map(|(line, _)| Target::Line(line.line.clone())).collect()
            }
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
}

impl ActionState {
    /// Every state.
    pub const ALL: [ActionState; 5] = [Self::Queued, Self::Sending, Self::Done, Self::Failed, Self::Unknown];

    /// Whether the journal may move an action from here to `next`.
    ///
    /// `Unknown → Queued` is taken only after the marketplace was read and showed that nothing was applied;
    /// `Sending → Queued` never: what may have left must first be unknown.
    pub const fn may_become(self, next: ActionState) -> bool {
        use ActionState::{Done, Failed, Queued, Sending, Unknown};
        matches!(
            (self, next),
            (Queued, Sending | Failed)
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
        for settled in [ActionState::Done, ActionState::Failed] {
            assert!(ActionState::ALL.iter().all(|next| !settled.may_become(*next)), "{settled:?} moved");
        }
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
