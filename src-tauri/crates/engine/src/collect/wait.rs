//! How long something that failed waits: longer each time, so that a list that is broken for good costs little
//! and never holds up the others.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use market::FeedId;

/// The first wait after a failure; it doubles up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_secs(60);
/// The longest wait after a failure: a key that was renewed is noticed within it.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(600);

/// How long to wait after so many failures in a row; not at all after none.
pub(crate) fn after(failures: u32) -> Duration {
    failures.checked_sub(1).map_or(Duration::ZERO, |doublings| {
        FIRST_WAIT.saturating_mul(2_u32.saturating_pow(doublings)).min(LONGEST_WAIT)
    })
}

/// The feeds that wait because they failed, each for itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Waits(BTreeMap<FeedId, Wait>);

/// One feed's wait.
#[derive(Clone, Copy, Debug)]
struct Wait {
    failures: u32,
    until: DateTime<Utc>,
}

impl Waits {
    /// A feed failed: it waits longer than the last time.
    pub(super) fn failed(&mut self, feed: FeedId, now: DateTime<Utc>) {
        let failures = self.0.get(&feed).map_or(0, |wait| wait.failures).saturating_add(1);
        let until = now + TimeDelta::from_std(after(failures)).unwrap_or(TimeDelta::days(1));
        self.0.insert(feed, Wait { failures, until });
    }

    /// A feed was read.
    pub(super) fn read(&mut self, feed: FeedId) {
        self.0.remove(&feed);
    }

    /// Nothing waits any longer.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Until when a feed waits, if it failed.
    pub(super) fn until(&self, feed: FeedId) -> Option<DateTime<Utc>> {
        self.0.get(&feed).map(|wait| wait.until)
    }
}
