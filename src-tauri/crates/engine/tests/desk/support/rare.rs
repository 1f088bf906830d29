//! A list that may be asked once in a period.

use std::time::Duration;

use chrono::{DateTime, Utc};
use market::{Clock, FeedId};

use super::Shop;

/// The list.
pub(super) struct Rare {
    feed: &'static str,
    period: Duration,
    asked: Option<DateTime<Utc>>,
}

impl Shop {
    /// One of its lists may be asked once in a period.
    pub(crate) fn asked_rarely(&self, feed: &'static str, period: Duration) {
        self.change(|state| state.rare = Some(Rare { feed, period, asked: None }));
    }

    /// Notes that a list was asked, where it may be asked rarely.
    pub(super) fn note_asked(&self, feed: FeedId) {
        self.of_rare(feed, |rare, now| rare.asked = Some(now));
    }

    /// How long the next call of a list would wait, where it may be asked rarely.
    pub(super) fn rest_of(&self, feed: FeedId) -> Option<Duration> {
        self.of_rare(feed, |rare, now| {
            let since = rare.asked.and_then(|at| (now - at).to_std().ok()).unwrap_or(rare.period);
            rare.period.saturating_sub(since)
        })
    }

    fn of_rare<T>(&self, feed: FeedId, look: impl FnOnce(&mut Rare, DateTime<Utc>) -> T) -> Option<T> {
        let now = self.clock.now();
        self.change(|state| {
            state.rare.as_mut().filter(|rare| rare.feed == feed.0).map(|rare| look(rare, now))
        })
    }
}
