//! The sandbox's clock, and Korean time.

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use tokio::time::Instant;

/// A clock the sandbox reads; a test passes its own.
pub type Now = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The clock of this computer.
#[must_use]
pub fn system() -> Now {
    Arc::new(|| DateTime::<Utc>::from(SystemTime::now()))
}

/// What rate limits count by: real seconds, also where a test's clock stands still, or the sandbox's own.
#[derive(Clone, Default)]
pub enum Pulse {
    #[default]
    Real,
    Own(Now),
}

impl Pulse {
    /// The time since some moment that stays the same.
    pub(crate) fn now(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        match self {
            Self::Real => START.get_or_init(Instant::now).elapsed(),
            Self::Own(now) => (now() - DateTime::UNIX_EPOCH).to_std().unwrap_or_default(),
        }
    }
}

impl fmt::Debug for Pulse {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::Real => "Real",
            Self::Own(_) => "Own",
        })
    }
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
