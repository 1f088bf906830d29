//! The sandbox's clock, and Korean time.

use std::sync::Arc;
use std::time::SystemTime;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

/// A clock the sandbox reads; a test passes its own.
pub type Now = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The clock of this computer.
#[must_use]
pub fn system() -> Now {
    Arc::new(|| DateTime::<Utc>::from(SystemTime::now()))
}

const KST_HOURS: i64 = 9;

/// The wall clock in Seoul at `at`; Korea has no daylight saving time.
pub(crate) fn kst(at: DateTime<Utc>) -> NaiveDateTime {
    (at + TimeDelta::hours(KST_HOURS)).naive_utc()
}

/// The instant at which the wall clock in Seoul shows `local`.
pub(crate) fn from_kst(local: NaiveDateTime) -> DateTime<Utc> {
    local.and_utc() - TimeDelta::hours(KST_HOURS)
}

pub(crate) fn seconds(count: u32) -> TimeDelta {
    TimeDelta::seconds(i64::from(count))
}
