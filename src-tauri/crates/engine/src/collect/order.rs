//! In which order lists are read: one that may be asked rarely goes as soon as it may, and the others use the time
//! between, so that neither the rare one nor the account's pace stands idle.

use std::time::Duration;

use market::{Feed, Marketplace};

/// What is waited for rather than letting another list go first: about one call of any marketplace.
const SOON: Duration = Duration::from_millis(250);

/// When a list goes, the soonest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    /// It may be asked rarely, and may be asked now.
    Rare,
    /// It may be asked as often as anything of the account.
    Free,
    /// It may be asked rarely, and has to wait so long.
    Resting(Duration),
}

impl Turn {
    /// A list's turn as it stands now.
    pub(super) fn of(market: &dyn Marketplace, feed: &Feed) -> Self {
        match market.rest(feed.id) {
            None => Self::Free,
            Some(rest) if rest <= SOON => Self::Rare,
            Some(rest) => Self::Resting(rest),
        }
    }
}

/// Takes the list that goes next; among those that may go alike it is the first.
pub(super) fn next(market: &dyn Marketplace, feeds: &mut Vec<Feed>) -> Option<Feed> {
    let turns = feeds.iter().enumerate().map(|(at, feed)| (Turn::of(market, feed), at));
    let (_, at) = turns.min()?;
    Some(feeds.remove(at))
}
