//! Money is a whole number of won.

use serde::{Deserialize, Serialize};

/// Whether the buyer's money leaves by an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum MoneyLeaves {
    /// At once, and it does not come back.
    Now,
    /// Without a further press and for good, a while later, when the marketplace has carried it out (G마켓·옥션 취소중).
    Soon,
    /// At once where the marketplace pays such a claim back early, else at a later step (쿠팡 빠른환불).
    Maybe,
    /// At a later step, most often when the goods are back.
    Later,
    /// Not by it.
    None,
}

/// An amount in won; negative where money flows back.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(transparent)]
pub struct Won(#[specta(type = i32)] i64);

impl Won {
    /// No money.
    pub const ZERO: Won = Won(0);
    /// The largest amount that JavaScript holds exactly (2⁵³ − 1).
    pub const MAX: Won = Won(9_007_199_254_740_991);

    /// An amount in whole won, held within ±[`Won::MAX`].
    pub const fn new(won: i64) -> Self {
        if won > Self::MAX.0 {
            Self::MAX
        } else if won < -Self::MAX.0 {
            Won(-Self::MAX.0)
        } else {
            Won(won)
        }
    }

    /// Whole won.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The amount `count` times.
    pub const fn times(self, count: u32) -> Self {
        Self::new(self.0.saturating_mul(count as i64))
    }
}

impl std::ops::Add for Won {
    type Output = Won;
    fn add(self, other: Won) -> Won {
        Won::new(self.0.saturating_add(other.0))
    }
}

impl std::ops::Sub for Won {
    type Output = Won;
    fn sub(self, other: Won) -> Won {
        Won::new(self.0.saturating_sub(other.0))
    }
}

impl std::iter::Sum for Won {
    fn sum<I: Iterator<Item = Won>>(amounts: I) -> Won {
        amounts.fold(Won::ZERO, |total, amount| total + amount)
    }
}
