//! What happens to an order or a claim without us: a move that no action of this desk explains.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    ActionKind, Claim, ClaimKind, ClaimStep, ConfirmedBy, EventKind, Fault, OrderLine, Receiver, Stage,
};

/// How far a request that we made and the claim that stands for it may lie apart: some marketplaces tell the day alone.
const STANDS_WITHIN: TimeDelta = TimeDelta::days(1);

/// What happened without us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Happening {
    /// The buyer took a claim back, or it stands on no list any more.
    Withdrawn {
        /// Its kind.
        kind: ClaimKind,
    },
    /// The marketplace's support settled a claim in the seller's place (직권).
    Overruled {
        /// Its kind.
        kind: ClaimKind,
        /// The marketplace bears the loss.
        at_loss: bool,
    },
    /// A claim was answered, refunded or ended, by the marketplace itself or in the seller centre.
    Moved {
        /// Its kind.
        kind: ClaimKind,
        /// The step it came to.
        to: ClaimStep,
    },
    /// A claim goes on as another kind.
    Turned {
        /// From.
        from: ClaimKind,
        /// To.
        to: ClaimKind,
    },
    /// A claim is about another number of pieces.
    ClaimQuantity {
        /// Before.
        from: u32,
        /// After.
        to: u32,
    },
    /// Another side bears a claim's shipping.
    FaultChanged {
        /// Before.
        from: Fault,
        /// After.
        to: Fault,
    },
    /// A claim stands on goods that were about to leave, or for which a number was entered here.
    OnParcel {
        /// Its kind.
        kind: ClaimKind,
        /// A number was entered here already: the parcel may be packed and labelled.
        numbered: bool,
    },
    /// Another number of pieces is left to ship.
    LineQuantity {
        /// Before.
        from: u32,
        /// After.
        to: u32,
    },
    /// A parcel that was ready to leave was cancelled at once, without a request that waits for an answer.
    Canceled,
    /// A parcel that has not left goes elsewhere.
    Readdressed,
}

impl Happening {
    /// What an event of a claim tells, if it could have come about without us; `claim` as it is now.
    pub fn of_claim(event: &EventKind, claim: &Claim) -> Option<Self> {
        match *event {
            EventKind::ClaimUnlisted { kind } => Some(Self::Withdrawn { kind }),
            EventKind::ClaimMoved { kind, from_kind, to, .. } => Self::of_move(kind, from_kind, to, claim),
            EventKind::ClaimQuantityChanged { from, to } => Some(Self::ClaimQuantity { from, to }),
            EventKind::ClaimFaultChanged { from, to } => Some(Self::FaultChanged { from, to }),
            _ => None,
        }
    }

    /// What a claim's move tells. Pickups, and goods that come in, are every claim's way and no news.
    fn of_move(kind: ClaimKind, from_kind: ClaimKind, to: ClaimStep, claim: &Claim) -> Option<Self> {
        use ClaimStep as Step;
        let by_support = matches!(claim.confirmed_by, ConfirmedBy::Support | ConfirmedBy::SupportAtLoss);
        match to {
            Step::Withdrawn => Some(Self::Withdrawn { kind }),
            Step::Overruled => Some(Self::overruled(kind, claim)),
            Step::Completed if by_support => Some(Self::overruled(kind, claim)),
            _ if kind != from_kind => Some(Self::Turned { from: from_kind, to: kind }),
            Step::Approved | Step::Refunded | Step::Reshipped | Step::Completed | Step::Rejected => {
                Some(Self::Moved { kind, to })
            }
            Step::Requested | Step::Collecting | Step::Collected | Step::Unknown => None,
        }
    }

    /// Settled by the marketplace's support.
    fn overruled(kind: ClaimKind, claim: &Claim) -> Self {
        Self::Overruled { kind, at_loss: claim.confirmed_by == ConfirmedBy::SupportAtLoss }
    }

    /// What an event of a line tells; what has left already changes for nobody who packs.
    pub fn of_line(event: &EventKind, old: &OrderLine, new: &OrderLine) -> Option<Self> {
        let waits = matches!(new.stage, Stage::Paid | Stage::Preparing);
        match *event {
            EventKind::StageChanged { from: Stage::Preparing, to: Stage::Canceled } => Some(Self::Canceled),
            EventKind::QuantityChanged { from, to } if waits => Some(Self::LineQuantity { from, to }),
            EventKind::ReceiverChanged if waits && moved_house(&old.receiver, &new.receiver) => {
                Some(Self::Readdressed)
            }
            _ => None,
        }
    }

    /// What a claim that was never seen tells of a line that it is about: also one that was over before it could be seen
    /// leaves goods in a box that nobody waits for.
    pub fn of_new_claim(claim: &Claim, line: &OrderLine, numbered: bool) -> Option<Self> {
        let ready = line.stage == Stage::Preparing;
        let labelled = numbered && matches!(line.stage, Stage::Paid | Stage::Shipped);
        let stays = claim.kind == ClaimKind::Cancel || line.stage != Stage::Shipped;
        if !(ready || labelled) || !stays {
            return None;
        }
        if !claim.is_settled() {
            return Some(Self::OnParcel { kind: claim.kind, numbered });
        }
        (claim.kind == ClaimKind::Cancel && claim.took_goods()).then_some(Self::Canceled)
    }

    /// Whether an action of ours is the cause of it.
    pub fn is_caused_by(&self, action: ActionKind) -> bool {
        use ActionKind as Kind;
        match self {
            Self::Withdrawn { kind } | Self::Moved { kind, to: ClaimStep::Rejected } => {
                refuses(*kind, action)
            }
            Self::Moved { kind, .. } => {
                carries_on(*kind, action)
                    || turned_into(*kind, action)
                    || *kind == ClaimKind::Cancel && matches!(action, Kind::CancelSale)
            }
            Self::Turned { from, to } => refuses(*from, action) || turned_into(*to, action),
            Self::FaultChanged { .. } => action == Kind::ChangeFault,
            Self::Canceled => matches!(action, Kind::CancelSale | Kind::ApproveCancel),
            Self::LineQuantity { .. } => {
                matches!(action, Kind::CancelSale | Kind::ApproveCancel) || is_dispatch(action)
            }
            Self::Readdressed => action == Kind::ChangeReceiver,
            Self::OnParcel { kind, .. } => asks_for(*kind, action),
            Self::Overruled { .. } | Self::ClaimQuantity { .. } => false,
        }
    }

    /// Whether somebody may be about to send goods that should stay.
    pub const fn is_dangerous(&self) -> bool {
        matches!(self, Self::OnParcel { .. } | Self::Canceled)
    }
}

impl Claim {
    /// Whether what was done to one of its lines at that moment can have made it or ended it. Goods end a cancel only
    /// when they leave after it was asked for; what we ask for ourselves stands as a claim at once.
    pub fn may_follow_from(&self, action: ActionKind, sent_at: DateTime<Utc>) -> bool {
        if is_dispatch(action) {
            sent_at >= self.requested_at
        } else {
            (self.requested_at - sent_at).abs() <= STANDS_WITHIN
        }
    }
}

/// Whether an address is another one. A list may mask it, leave it out or space it otherwise, which moves nobody.
fn moved_house(old: &Receiver, new: &Receiver) -> bool {
    let whole = |one: &Receiver| -> String {
        let parts = [&one.address, &one.address_detail];
        parts.into_iter().flat_map(|part| part.chars()).filter(|letter| !letter.is_whitespace()).collect()
    };
    let (old, new) = (whole(old), whole(new));
    let readable = |address: &str| !address.is_empty() && !address.contains('*');
    old != new && readable(&old) && readable(&new)
}

/// Goods leave by it.
const fn is_dispatch(action: ActionKind) -> bool {
    use ActionKind as Kind;
    matches!(action, Kind::Ship | Kind::SplitShip | Kind::ShipRest | Kind::ShipPieces)
}

/// It makes a claim of that kind by itself.
const fn asks_for(kind: ClaimKind, action: ActionKind) -> bool {
    match kind {
        ClaimKind::Cancel => matches!(action, ActionKind::CancelSale),
        ClaimKind::Return => matches!(action, ActionKind::RequestReturn | ActionKind::ExchangeToReturn),
        ClaimKind::Exchange => matches!(action, ActionKind::ReturnToExchange),
    }
}

/// It ends a claim against the buyer's wish. Goods that leave end a cancel, and a conversion ends what it replaces.
const fn refuses(kind: ClaimKind, action: ActionKind) -> bool {
    use ActionKind as Kind;
    match kind {
        ClaimKind::Cancel => matches!(action, Kind::RefuseCancel) || is_dispatch(action),
        ClaimKind::Return => matches!(action, Kind::RefuseReturn | Kind::ReturnToExchange),
        ClaimKind::Exchange => matches!(action, Kind::RefuseExchange | Kind::ExchangeToReturn),
    }
}

/// It makes another claim into one of that kind.
const fn turned_into(kind: ClaimKind, action: ActionKind) -> bool {
    match kind {
        ClaimKind::Cancel => false,
        ClaimKind::Return => matches!(action, ActionKind::ExchangeToReturn),
        ClaimKind::Exchange => matches!(action, ActionKind::ReturnToExchange),
    }
}

/// It moves a claim on as the buyer wishes; what the marketplace merges or does next follows from it.
const fn carries_on(kind: ClaimKind, action: ActionKind) -> bool {
    use ActionKind as Kind;
    match kind {
        ClaimKind::Cancel => matches!(action, Kind::ApproveCancel),
        ClaimKind::Return => matches!(
            action,
            Kind::RequestReturn
                | Kind::NotifyReturn
                | Kind::ApproveReturn
                | Kind::ConfirmReturnCollected
                | Kind::RefundReturn
        ),
        ClaimKind::Exchange => matches!(
            action,
            Kind::NotifyExchange
                | Kind::ApproveExchange
                | Kind::ConfirmExchangeCollected
                | Kind::ReshipExchange
                | Kind::CompleteExchange
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_of_ours_explains_its_own_end_and_no_other() {
        let refunded = Happening::Moved { kind: ClaimKind::Return, to: ClaimStep::Refunded };
        assert!(refunded.is_caused_by(ActionKind::ApproveReturn));
        assert!(!refunded.is_caused_by(ActionKind::RefuseReturn));
        assert!(!refunded.is_caused_by(ActionKind::ApproveCancel));
        let rejected = Happening::Moved { kind: ClaimKind::Return, to: ClaimStep::Rejected };
        assert!(rejected.is_caused_by(ActionKind::RefuseReturn));
        assert!(!rejected.is_caused_by(ActionKind::ApproveReturn));
        let gone = Happening::Withdrawn { kind: ClaimKind::Cancel };
        assert!(gone.is_caused_by(ActionKind::Ship), "goods that left end a cancel");
        assert!(!gone.is_caused_by(ActionKind::ApproveCancel), "an approval takes nothing back");
    }

    #[test]
    fn nothing_of_ours_explains_what_the_support_decides() {
        let overruled = Happening::Overruled { kind: ClaimKind::Return, at_loss: false };
        assert!(ActionKind::ALL.into_iter().all(|kind| !overruled.is_caused_by(kind)));
    }
}
