//! The smallest pieces: amounts, pieces, moments, days.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use domain::Won;

/// Korea is nine hours ahead of UTC all year round.
const KOREA: TimeDelta = TimeDelta::hours(9);

/// How endpoints write moments: most with dashes, undelivered reports with slashes.
const MOMENTS: [&str; 4] =
    ["%Y-%m-%d %H:%M:%S%.f", "%Y/%m/%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y%m%d%H%M%S"];
/// How endpoints write days; settlements use two of these in one row.
const DAYS: [&str; 3] = ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"];

/// The wall clock in Korea at that moment.
pub(crate) fn in_korea(at: DateTime<Utc>) -> NaiveDateTime {
    at.naive_utc().checked_add_signed(KOREA).unwrap_or(NaiveDateTime::MAX)
}

/// The moment at which the clocks of Korea show that.
pub(crate) fn from_korea(local: NaiveDateTime) -> Option<DateTime<Utc>> {
    local.checked_sub_signed(KOREA).map(|at| at.and_utc())
}

/// A moment in Korean time; `None` for what is none.
pub(crate) fn moment(text: &str) -> Option<DateTime<Utc>> {
    let exact = MOMENTS.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    from_korea(exact.or_else(|| day(text)?.and_hms_opt(0, 0, 0))?)
}

/// A day, or the day of a moment.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    let alone = DAYS.iter().find_map(|format| NaiveDate::parse_from_str(text, format).ok());
    alone.or_else(|| {
        let exact = MOMENTS.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
        exact.map(|at| at.date())
    })
}

/// An amount, with or without the commas that claim rows write (`6,000`).
pub(crate) fn won(text: &str) -> Option<Won> {
    whole(text).map(Won::new)
}

/// Pieces.
pub(crate) fn pieces(text: &str) -> Option<u32> {
    whole(text).and_then(|whole| u32::try_from(whole).ok())
}

/// A whole number; a fraction of nothing is none.
fn whole(text: &str) -> Option<i64> {
    let plain: String = text.chars().filter(|letter| *letter != ',').collect();
    let (whole, fraction) = plain.trim().split_once('.').unwrap_or((plain.trim(), ""));
    fraction.bytes().all(|digit| digit == b'0').then(|| whole.parse().ok()).flatten()
}
