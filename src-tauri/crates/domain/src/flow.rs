//! The claim flows as one explicit state machine.
//!
//! A state is a kind and a step. Every legal edge stands in [`EDGES`]: those a seller's verb takes, and
//! those the marketplace takes by itself. A marketplace may merge steps (Coupang refunds a return on
//! approval), so an edge may pass over steps that do not exist there, but never goes backwards.

use serde::{Deserialize, Serialize};

use crate::{ClaimKind, ClaimStep};
use ClaimKind::{Cancel, Exchange, Return};
use ClaimStep::{
    Approved, Collected, Collecting, Completed, Overruled, Refunded, Rejected, Requested, Reshipped,
    Withdrawn,
};

/// What a seller can do with a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ClaimVerb {
    /// 승인: accept a cancel request, or a return or exchange before the goods come back.
    Approve,
    /// 접수 안내: a return or an exchange is taken in, and the buyer is told how the goods come back.
    Notify,
    /// 거부
    Refuse,
    /// 보류: the claim stays where it is until it is released.
    Hold,
    /// 보류 해제
    Release,
    /// 반품완료보류: a held return stays open beyond the day on which the marketplace would complete it.
    Defer,
    /// 수거 송장 등록
    RegisterPickup,
    /// 수거완료: the goods are here.
    ConfirmCollected,
    /// 환불: pay the buyer back for goods that are here.
    Refund,
    /// 재발송: send the exchange's goods out.
    Reship,
    /// 재발송 배송완료: the exchange's goods have arrived.
    Complete,
    /// 전환: a return goes on as an exchange, or an exchange as a return, under a claim of its own.
    Convert,
}

impl ClaimVerb {
    /// Every verb.
    pub const ALL: [ClaimVerb; 12] = [
        Self::Approve,
        Self::Notify,
        Self::Refuse,
        Self::Hold,
        Self::Release,
        Self::Defer,
        Self::RegisterPickup,
        Self::ConfirmCollected,
        Self::Refund,
        Self::Reship,
        Self::Complete,
        Self::Convert,
    ];

    /// Whether the verb leaves the claim at its step: it changes the hold beside the step.
    pub const fn is_on_hold(self) -> bool {
        matches!(self, Self::Hold | Self::Release | Self::Defer)
    }
}

/// Where a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClaimState {
    /// What was asked for.
    pub kind: ClaimKind,
    /// How far it has come.
    pub step: ClaimStep,
}

/// Who moves a claim along an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mover {
    /// The seller, with a verb.
    Seller(ClaimVerb),
    /// The buyer, the courier or the marketplace; we learn of it by reading.
    Market,
}

/// One legal move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// From here …
    pub from: ClaimState,
    /// … to here …
    pub to: ClaimState,
    /// … by this mover.
    pub by: Mover,
}

/// Shorthand for a row of the table.
const fn edge(from: (ClaimKind, ClaimStep), to: (ClaimKind, ClaimStep), by: Mover) -> Edge {
    Edge { from: ClaimState { kind: from.0, step: from.1 }, to: ClaimState { kind: to.0, step: to.1 }, by }
}

/// A row for the seller.
const fn seller(verb: ClaimVerb, from: (ClaimKind, ClaimStep), to: (ClaimKind, ClaimStep)) -> Edge {
    edge(from, to, Mover::Seller(verb))
}

/// A row for the marketplace.
const fn market(from: (ClaimKind, ClaimStep), to: (ClaimKind, ClaimStep)) -> Edge {
    edge(from, to, Mover::Market)
}

use ClaimVerb::{
    Approve, Complete, ConfirmCollected, Convert, Notify, Refund, Refuse, RegisterPickup, Reship,
};

/// Every legal edge.
#[rustfmt::skip]
pub const EDGES: &[Edge] = &[
    seller(Approve, (Cancel, Requested), (Cancel, Approved)),
    seller(Approve, (Cancel, Requested), (Cancel, Refunded)),
    seller(Approve, (Cancel, Requested), (Cancel, Completed)),
    seller(Refuse, (Cancel, Requested), (Cancel, Rejected)),
    // A cancel refused because the parcel had left goes on as a return of the same number (Coupang 이미출고).
    seller(Refuse, (Cancel, Requested), (Return, Requested)),
    seller(Refuse, (Cancel, Requested), (Return, Collecting)),
    market((Cancel, Requested), (Cancel, Approved)),
    market((Cancel, Requested), (Cancel, Refunded)),
    market((Cancel, Requested), (Cancel, Completed)),
    market((Cancel, Requested), (Cancel, Rejected)),
    market((Cancel, Requested), (Cancel, Withdrawn)),
    market((Cancel, Requested), (Cancel, Overruled)),
    market((Cancel, Requested), (Return, Requested)),
    market((Cancel, Requested), (Return, Collecting)),
    market((Cancel, Requested), (Return, Collected)),
    market((Cancel, Requested), (Return, Completed)),
    market((Cancel, Requested), (Return, Overruled)),
    market((Cancel, Approved), (Cancel, Refunded)),
    market((Cancel, Approved), (Cancel, Completed)),
    market((Cancel, Approved), (Cancel, Withdrawn)),
    market((Cancel, Approved), (Cancel, Overruled)),
    market((Cancel, Refunded), (Cancel, Completed)),

    seller(Approve, (Return, Requested), (Return, Approved)),
    seller(Approve, (Return, Requested), (Return, Collecting)),
    seller(Approve, (Return, Requested), (Return, Completed)),
    seller(Notify, (Return, Requested), (Return, Approved)),
    seller(RegisterPickup, (Return, Requested), (Return, Collecting)),
    seller(RegisterPickup, (Return, Approved), (Return, Collecting)),
    seller(ConfirmCollected, (Return, Requested), (Return, Collected)),
    seller(ConfirmCollected, (Return, Approved), (Return, Collected)),
    seller(ConfirmCollected, (Return, Collecting), (Return, Collected)),
    // A fast refund (빠른환불) is settled by the receipt of the goods itself.
    seller(ConfirmCollected, (Return, Requested), (Return, Completed)),
    seller(ConfirmCollected, (Return, Approved), (Return, Completed)),
    seller(ConfirmCollected, (Return, Collecting), (Return, Completed)),
    // Goods that the buyer sends in a parcel of their own may be refunded as soon as they are here, although the
    // marketplace never learns of their coming (Naver RETURN_INDIVIDUAL).
    seller(Refund, (Return, Requested), (Return, Refunded)),
    seller(Refund, (Return, Requested), (Return, Completed)),
    seller(Refund, (Return, Approved), (Return, Refunded)),
    seller(Refund, (Return, Approved), (Return, Completed)),
    seller(Refund, (Return, Collecting), (Return, Refunded)),
    seller(Refund, (Return, Collecting), (Return, Completed)),
    seller(Refund, (Return, Collected), (Return, Refunded)),
    seller(Refund, (Return, Collected), (Return, Completed)),
    seller(Refuse, (Return, Requested), (Return, Rejected)),
    seller(Refuse, (Return, Approved), (Return, Rejected)),
    seller(Refuse, (Return, Collecting), (Return, Rejected)),
    seller(Refuse, (Return, Collected), (Return, Rejected)),
    market((Return, Requested), (Return, Approved)),
    market((Return, Requested), (Return, Collecting)),
    market((Return, Requested), (Return, Collected)),
    market((Return, Requested), (Return, Refunded)),
    market((Return, Requested), (Return, Completed)),
    market((Return, Requested), (Return, Rejected)),
    market((Return, Requested), (Return, Withdrawn)),
    market((Return, Requested), (Return, Overruled)),
    market((Return, Approved), (Return, Collecting)),
    market((Return, Approved), (Return, Collected)),
    market((Return, Approved), (Return, Refunded)),
    market((Return, Approved), (Return, Completed)),
    market((Return, Approved), (Return, Rejected)),
    market((Return, Approved), (Return, Withdrawn)),
    market((Return, Approved), (Return, Overruled)),
    market((Return, Collecting), (Return, Collected)),
    market((Return, Collecting), (Return, Refunded)),
    market((Return, Collecting), (Return, Completed)),
    market((Return, Collecting), (Return, Rejected)),
    market((Return, Collecting), (Return, Withdrawn)),
    market((Return, Collecting), (Return, Overruled)),
    market((Return, Collected), (Return, Refunded)),
    market((Return, Collected), (Return, Completed)),
    market((Return, Collected), (Return, Rejected)),
    market((Return, Collected), (Return, Withdrawn)),
    market((Return, Collected), (Return, Overruled)),
    market((Return, Refunded), (Return, Completed)),

    seller(Approve, (Exchange, Requested), (Exchange, Approved)),
    seller(Approve, (Exchange, Requested), (Exchange, Collecting)),
    seller(Notify, (Exchange, Requested), (Exchange, Approved)),
    seller(RegisterPickup, (Exchange, Requested), (Exchange, Collecting)),
    seller(RegisterPickup, (Exchange, Approved), (Exchange, Collecting)),
    seller(ConfirmCollected, (Exchange, Requested), (Exchange, Collected)),
    seller(ConfirmCollected, (Exchange, Approved), (Exchange, Collected)),
    seller(ConfirmCollected, (Exchange, Collecting), (Exchange, Collected)),
    seller(Reship, (Exchange, Collected), (Exchange, Reshipped)),
    seller(Reship, (Exchange, Collected), (Exchange, Completed)),
    // Some marketplaces approve an exchange by the re-shipment itself (11st exchangereqconf).
    seller(Reship, (Exchange, Requested), (Exchange, Reshipped)),
    seller(Reship, (Exchange, Requested), (Exchange, Completed)),
    // Some never learn that the goods came back, and take the new parcel as soon as the exchange was taken in (Grip).
    seller(Reship, (Exchange, Approved), (Exchange, Reshipped)),
    seller(Reship, (Exchange, Approved), (Exchange, Completed)),
    seller(Refuse, (Exchange, Requested), (Exchange, Rejected)),
    seller(Refuse, (Exchange, Approved), (Exchange, Rejected)),
    seller(Refuse, (Exchange, Collecting), (Exchange, Rejected)),
    seller(Refuse, (Exchange, Collected), (Exchange, Rejected)),
    market((Exchange, Requested), (Exchange, Approved)),
    market((Exchange, Requested), (Exchange, Collecting)),
    market((Exchange, Requested), (Exchange, Collected)),
    market((Exchange, Requested), (Exchange, Reshipped)),
    market((Exchange, Requested), (Exchange, Completed)),
    market((Exchange, Requested), (Exchange, Rejected)),
    market((Exchange, Requested), (Exchange, Withdrawn)),
    market((Exchange, Requested), (Exchange, Overruled)),
    market((Exchange, Approved), (Exchange, Collecting)),
    market((Exchange, Approved), (Exchange, Collected)),
    market((Exchange, Approved), (Exchange, Reshipped)),
    market((Exchange, Approved), (Exchange, Completed)),
    market((Exchange, Approved), (Exchange, Rejected)),
    market((Exchange, Approved), (Exchange, Withdrawn)),
    market((Exchange, Approved), (Exchange, Overruled)),
    market((Exchange, Collecting), (Exchange, Collected)),
    market((Exchange, Collecting), (Exchange, Reshipped)),
    market((Exchange, Collecting), (Exchange, Completed)),
    market((Exchange, Collecting), (Exchange, Rejected)),
    market((Exchange, Collecting), (Exchange, Withdrawn)),
    market((Exchange, Collecting), (Exchange, Overruled)),
    market((Exchange, Collected), (Exchange, Reshipped)),
    market((Exchange, Collected), (Exchange, Completed)),
    market((Exchange, Collected), (Exchange, Rejected)),
    market((Exchange, Collected), (Exchange, Withdrawn)),
    market((Exchange, Collected), (Exchange, Overruled)),
    seller(Complete, (Exchange, Reshipped), (Exchange, Completed)),
    market((Exchange, Reshipped), (Exchange, Completed)),

    // What is converted goes on as another claim; the one that was asked for is given up (ESM).
    seller(Convert, (Return, Requested), (Return, Withdrawn)),
    seller(Convert, (Return, Collecting), (Return, Withdrawn)),
    seller(Convert, (Return, Collected), (Return, Withdrawn)),
    seller(Convert, (Exchange, Requested), (Exchange, Withdrawn)),
    seller(Convert, (Exchange, Collecting), (Exchange, Withdrawn)),
    seller(Convert, (Exchange, Collected), (Exchange, Withdrawn)),
];

impl ClaimState {
    /// Whether the seller may use `verb` here, by the rules every marketplace shares.
    ///
    /// A marketplace narrows this further by its capabilities and by the claim's own `verbs`.
    pub fn admits(self, verb: ClaimVerb) -> bool {
        if verb.is_on_hold() {
            return self.can_be_held();
        }
        EDGES.iter().any(|edge| edge.from == self && edge.by == Mover::Seller(verb))
    }

    /// Whether `verb` is what is usually done here; elsewhere it is admitted only when the claim itself names it.
    pub fn expects(self, verb: ClaimVerb) -> bool {
        let early_refund = verb == Refund && self.step != Collected;
        self.admits(verb) && !early_refund
    }

    /// Whether a claim here can stand still: a return or exchange before its money or its goods move.
    pub const fn can_be_held(self) -> bool {
        matches!(self.kind, Return | Exchange)
            && matches!(self.step, Requested | Approved | Collecting | Collected)
    }

    /// Whether a claim read as `self` may be read as `next` later, however many steps it took meanwhile.
    ///
    /// The same state again is always possible, and so is a step we do not know, unless the claim is over.
    pub fn may_become(self, next: ClaimState) -> bool {
        if self == next || self.step.is_terminal() {
            return self == next;
        }
        [self.step, next.step].contains(&ClaimStep::Unknown) || reaches(self, next)
    }

    /// The states to which `verb` may lead from here.
    pub fn after(self, verb: ClaimVerb) -> impl Iterator<Item = ClaimState> {
        EDGES
            .iter()
            .filter(move |edge| edge.from == self && edge.by == Mover::Seller(verb))
            .map(|edge| edge.to)
    }

    /// Whether a claim read as `now` shows that `verb`, sent when it was in `self`, has been carried out,
    /// by us or by anybody else.
    ///
    /// Reconciling an unknown outcome rests on this.
    pub fn shows(self, verb: ClaimVerb, now: ClaimState) -> bool {
        now != self && self.after(verb).any(|goal| goal == now || reaches(goal, now))
    }
}

/// Whether `from` can come to `to` along any edges.
pub fn reaches(from: ClaimState, to: ClaimState) -> bool {
    let mut seen = vec![from];
    let mut next = 0;
    while let Some(&state) = seen.get(next) {
        for edge in EDGES.iter().filter(|edge| edge.from == state) {
            if !seen.contains(&edge.to) {
                seen.push(edge.to);
            }
        }
        next += 1;
    }
    seen[1..].contains(&to)
}

#[cfg(test)]
mod tests;
