//! Days in Korea on which marketplaces count their terms (영업일), and the moments that days begin and end with.

mod holidays;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday};

pub use holidays::{HOLIDAYS, LAST_YEAR};

/// Korea keeps this distance from UTC all the year round since 1988.
const KST: TimeDelta = TimeDelta::hours(9);
/// Days that a search for a working day goes on: longer than any holidays, and owners may close weeks of their own.
const FARTHEST: u64 = 366;

/// The day in Korea on which a moment lies.
pub fn day_of(at: DateTime<Utc>) -> NaiveDate {
    local(at).date()
}

/// The clock in Korea at a moment.
pub fn time_of(at: DateTime<Utc>) -> NaiveTime {
    local(at).time()
}

/// The moment at which a day in Korea begins.
pub fn begin_of(day: NaiveDate) -> DateTime<Utc> {
    (day.and_time(NaiveTime::MIN) - KST).and_utc()
}

/// The moment at which a day in Korea is over: when the next one begins.
pub fn end_of(day: NaiveDate) -> DateTime<Utc> {
    begin_of(day) + TimeDelta::days(1)
}

fn local(at: DateTime<Utc>) -> NaiveDateTime {
    at.naive_utc() + KST
}

/// The name of a public holiday.
pub fn holiday(day: NaiveDate) -> Option<&'static str> {
    let date = (day.year(), day.month(), day.day());
    let found = HOLIDAYS.binary_search_by_key(&date, |(year, month, day, _)| (*year, *month, *day));
    found.ok().map(|row| HOLIDAYS[row].3)
}

/// Which days are working days: Monday to Friday without public holidays, and what the owner says besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Days that are open (or closed) whatever the table says.
    own: BTreeMap<NaiveDate, bool>,
}

impl Calendar {
    /// A calendar with days of the owner's own: `true` is a working day.
    pub fn with(own: impl IntoIterator<Item = (NaiveDate, bool)>) -> Self {
        Self { own: own.into_iter().collect() }
    }

    /// Whether a day counts as a working day.
    pub fn is_open(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.own.get(&day).copied().unwrap_or(!weekend && holiday(day).is_none())
    }

    /// The day that lies `count` working days after `day`, which itself is never counted; with 0 the first working
    /// day from `day` on.
    ///
    /// It is `None` where the owner closed more than a year, and at the end of time.
    pub fn add(&self, day: NaiveDate, count: u16) -> Option<NaiveDate> {
        if count == 0 {
            return self.open_from(day);
        }
        (0..count).try_fold(day, |day, _| self.open_from(day.succ_opt()?))
    }

    /// The first working day from `day` on.
    fn open_from(&self, day: NaiveDate) -> Option<NaiveDate> {
        (0..=FARTHEST)
            .filter_map(|ahead| day.checked_add_days(Days::new(ahead)))
            .find(|day| self.is_open(*day))
    }
}
