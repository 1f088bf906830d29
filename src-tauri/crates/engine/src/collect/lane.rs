//! The ways beside each other on which an account's lists are read: one for the lists that may be asked rarely, and one
//! for all others, so that neither stands idle while the other waits or works. Pages still go one at a time.

use market::{Feed, Marketplace};

use crate::view::Progress;

/// A way on which lists are read, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    /// For the lists that may be asked as often as anything of the account.
    Common,
    /// For the lists that have a slower pace of their own.
    Rare,
}

impl Lane {
    /// Every lane.
    pub(crate) const ALL: [Self; 2] = [Self::Common, Self::Rare];

    /// The lane of a list.
    pub(crate) fn of(market: &dyn Marketplace, feed: &Feed) -> Self {
        if market.rest(feed.id).is_some() { Self::Rare } else { Self::Common }
    }

    /// Its lists, those that cost most when late first.
    pub(crate) fn feeds(self, market: &dyn Marketplace) -> impl Iterator<Item = &Feed> {
        market.feeds().iter().filter(move |feed| Self::of(market, feed) == self)
    }
}

/// One value for each lane.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ByLane<T> {
    common: T,
    rare: T,
}

impl<T> ByLane<T> {
    /// The lane's value.
    pub(crate) const fn of(&self, lane: Lane) -> &T {
        match lane {
            Lane::Common => &self.common,
            Lane::Rare => &self.rare,
        }
    }

    /// The lane's value, to be changed.
    pub(crate) const fn of_mut(&mut self, lane: Lane) -> &mut T {
        match lane {
            Lane::Common => &mut self.common,
            Lane::Rare => &mut self.rare,
        }
    }
}

impl ByLane<Option<Progress>> {
    /// How far the account has come: what is new counts before the past, and both lanes count together.
    pub(crate) fn together(&self) -> Option<Progress> {
        let (Some(common), Some(rare)) = (self.common, self.rare) else { return self.common.or(self.rare) };
        Some(match (common.backfill, rare.backfill) {
            (false, false) => Progress {
                done: common.done.saturating_add(rare.done),
                total: common.total.saturating_add(rare.total),
                backfill: false,
            },
            (true, false) => rare,
            // The past is counted over all lists by whichever lane reads it.
            _ => common,
        })
    }
}
