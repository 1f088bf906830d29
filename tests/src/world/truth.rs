//! What a marketplace really holds, in words that a desk's own picture can be compared with. Every world tells it from
//! its sandbox's books and from nothing that a connector read.

use std::collections::BTreeMap;

use domain::{ClaimId, ClaimKind, ClaimStep, LineId, OrderId, Stage};

/// Everything that was ever paid, and every claim on it.
#[derive(Clone, Debug, Default)]
pub struct Truth {
    /// By the name under which a desk keeps them.
    pub lines: BTreeMap<LineId, TrueLine>,
    /// By the name under which a desk keeps them.
    pub claims: BTreeMap<ClaimId, TrueClaim>,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrueLine {
    /// The basket.
    pub order: OrderId,
    /// How far it has come.
    pub place: Place,
    /// Pieces that must be put in the box, while it has not left.
    pub to_ship: u32,
    /// The street to which it goes, where somebody has told it.
    pub street: String,
}

/// How far a line has come, as far as every marketplace tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Paid, not confirmed.
    Waits,
    /// Confirmed, not shipped.
    Prepared,
    /// Shipped, arrived or final.
    Left,
    /// Cancelled whole.
    Canceled,
    /// It came back or was exchanged: what its stage then is, marketplaces tell differently.
    Over,
}

/// A claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrueClaim {
    /// What was asked for.
    pub kind: ClaimKind,
    /// What became of it.
    pub end: End,
}

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Nothing yet.
    Open,
    /// The buyer got, or is about to get, what was asked for.
    Granted,
    /// Refused or taken back.
    GivenUp,
}

impl Place {
    /// Whether a desk that believes this stage is right.
    pub fn is(self, stage: Stage) -> bool {
        match self {
            Self::Waits => stage == Stage::Paid,
            Self::Prepared => stage == Stage::Preparing,
            Self::Left => {
                matches!(stage, Stage::Shipped | Stage::Delivering | Stage::Delivered | Stage::Confirmed)
            }
            Self::Canceled => stage == Stage::Canceled,
            Self::Over => !matches!(stage, Stage::Paid | Stage::Preparing),
        }
    }
}

impl End {
    /// Whether a desk that believes this step is right.
    pub fn is(self, step: ClaimStep) -> bool {
        use ClaimStep::{Completed, Overruled, Refunded, Rejected, Reshipped, Unknown, Withdrawn};
        match self {
            Self::Open => !step.is_terminal() && step != Unknown,
            Self::Granted => matches!(step, Refunded | Reshipped | Completed | Overruled),
            Self::GivenUp => matches!(step, Rejected | Withdrawn),
        }
    }
}
