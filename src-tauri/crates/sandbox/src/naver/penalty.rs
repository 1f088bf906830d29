//! What wrong token requests cost: one call an hour, until a day passes without one.
//!
//! The marketplace judges a day's token calls on the next morning; here the cut follows the
//! offence at once, so that a mistake shows in the test that makes it. It lifts on the morning
//! after the first clean day; the hour of that morning is unverified, midnight in Seoul is used.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::clock::kst;

/// The state of the penalty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Penalty {
    /// The day in Seoul of the last wrong token request.
    pub offended_on: Option<NaiveDate>,
    /// The last call that was let pass under the penalty.
    pub called_at: Option<DateTime<Utc>>,
}

/// Calls an hour.
pub(crate) const LIMIT: u32 = 1;
const PERIOD: TimeDelta = TimeDelta::hours(1);
/// The day of the offence, and the clean one after it.
const DAYS: i64 = 2;

impl Penalty {
    /// Whether the quota applies at `now`.
    #[must_use]
    pub fn is_on(&self, now: DateTime<Utc>) -> bool {
        self.offended_on.is_some_and(|day| (kst(now).date() - day).num_days() < DAYS)
    }

    pub(crate) fn offend(&mut self, now: DateTime<Utc>) {
        self.offended_on = Some(kst(now).date());
    }

    /// Spends one call of the quota; `false` when it is spent already.
    pub(crate) fn spend(&mut self, now: DateTime<Utc>) -> bool {
        let free = self.remaining(now) > 0;
        if free {
            self.called_at = Some(now);
        }
        free
    }

    pub(crate) fn remaining(&self, now: DateTime<Utc>) -> u32 {
        let spent = self.called_at.is_some_and(|at| now - at < PERIOD);
        if spent { 0 } else { LIMIT }
    }
}
