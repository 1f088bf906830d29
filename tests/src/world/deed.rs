//! What happens to a claim without the seller.

use anyhow::{Result, bail};

/// One thing that a buyer, a courier or the marketplace does to a claim. Not every marketplace knows every one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// The buyer takes it back.
    Withdrawn,
    /// The marketplace's support settles it in the seller's place.
    Overruled,
    /// The courier has fetched the goods.
    PickedUp,
    /// The courier came and got nothing.
    PickupFailed,
    /// The goods are here.
    BroughtBack,
    /// The marketplace, or somebody in its seller centre, holds it.
    Held,
    /// The hold ends: the buyer paid what it asked for.
    Released,
    /// The marketplace looks into it (쿠팡확인요청).
    LookedInto,
    /// The buyer tells the account to which the refund goes.
    AccountTold,
    /// The refund goes through.
    Refunded,
    /// What the exchange sent out arrives.
    ReplacementArrived,
    /// The marketplace gives it a status that no call of the seller's does.
    Stands(&'static str),
}

impl Deed {
    /// Every deed, first those that end a claim. The statuses are 11번가's, known from its tables alone.
    pub const ALL: [Deed; 17] = [
        Self::Withdrawn,
        Self::Overruled,
        Self::PickedUp,
        Self::PickupFailed,
        Self::BroughtBack,
        Self::Held,
        Self::Released,
        Self::LookedInto,
        Self::AccountTold,
        Self::Refunded,
        Self::ReplacementArrived,
        Self::Stands("103"),
        Self::Stands("105"),
        Self::Stands("201"),
        Self::Stands("212"),
        Self::Stands("301"),
        Self::Stands("302"),
    ];

    /// The answer of a marketplace that knows no such deed.
    pub(super) fn unknown(self) -> Result<()> {
        bail!("{self:?} is known nowhere in this marketplace's documents")
    }
}
