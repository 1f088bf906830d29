//! Places: where a line stands in time.
//!
//! A place is the second of the ordering moment, shifted left, plus a sequence within the second. It is
//! the primary key of `lines`, so that every index on it stands in the order of time by itself.

use chrono::{DateTime, NaiveDate, Utc};
use domain::OrderLine;

/// Bits of a place that tell lines of the same second apart: a million of them.
const SEQUENCE_BITS: u32 = 20;
/// Korea is nine hours ahead of UTC all year.
const KOREA_SECONDS: i64 = 9 * 3600;
/// Hours in a day, and days in a span.
const HOURS: i64 = 24;
/// Days in the widest bucket of the tally.
const SPAN_DAYS: i64 = 32;

/// Places from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// The oldest.
    pub(crate) first: i64,
    /// The newest.
    pub(crate) last: i64,
}

impl Stretch {
    /// All places.
    pub(crate) const ALL: Stretch = Stretch { first: 0, last: i64::MAX };

    /// The stretch of the same length right behind it.
    pub(crate) fn following(self) -> Stretch {
        let length = self.last - self.first + 1;
        Stretch { first: self.first + length, last: self.last + length }
    }

    /// What both have; empty (first after last) when nothing.
    pub(crate) fn within(self, other: Stretch) -> Stretch {
        Stretch { first: self.first.max(other.first), last: self.last.min(other.last) }
    }
}

/// The places of the second in which a line was paid, or ordered where that is not known.
pub(crate) fn of_second(line: &OrderLine) -> Stretch {
    seconds(moment(line).timestamp(), 1)
}

/// The places of a second and of every later one.
pub(crate) fn since(at: DateTime<Utc>) -> Stretch {
    Stretch { last: Stretch::ALL.last, ..seconds(at.timestamp(), 1) }
}

/// The moment by which lines are ordered.
fn moment(line: &OrderLine) -> DateTime<Utc> {
    line.paid_at.unwrap_or(line.ordered_at)
}

/// The places of `count` seconds; moments before 1970 stand at its beginning.
fn seconds(from: i64, count: i64) -> Stretch {
    let at = |second: i64| second.clamp(0, i64::MAX >> SEQUENCE_BITS) << SEQUENCE_BITS;
    Stretch { first: at(from), last: at(from + count).saturating_sub(1) }
}

/// A bucket of the tally.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scale {
    /// One hour in Korea.
    Hour,
    /// One day in Korea.
    Day,
    /// 32 days.
    Span,
}

impl Scale {
    /// Every scale, the finest first.
    pub(crate) const ALL: [Scale; 3] = [Self::Hour, Self::Day, Self::Span];

    /// Hours in one bucket.
    const fn hours(self) -> i64 {
        match self {
            Self::Hour => 1,
            Self::Day => HOURS,
            Self::Span => HOURS * SPAN_DAYS,
        }
    }

    /// The bucket in which a place is.
    pub(crate) const fn of(self, place: i64) -> i64 {
        self.of_hour(((place >> SEQUENCE_BITS) + KOREA_SECONDS).div_euclid(3600))
    }

    /// The bucket in which an hour is.
    pub(crate) const fn of_hour(self, hour: i64) -> i64 {
        hour.div_euclid(self.hours())
    }

    /// The places in a bucket.
    pub(crate) fn places(self, bucket: i64) -> Stretch {
        seconds(bucket * self.hours() * 3600 - KOREA_SECONDS, self.hours() * 3600)
    }
}

/// The places of the days from `from` to `to` in Korea, both included.
pub(crate) fn of_days(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Stretch {
    let day = |date: NaiveDate| Scale::Day.places((date - NaiveDate::default()).num_days());
    Stretch {
        first: from.map_or(Stretch::ALL.first, |date| day(date).first),
        last: to.map_or(Stretch::ALL.last, |date| day(date).last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_korea_begins_at_three_in_the_afternoon_of_utc() {
        let day = of_days(NaiveDate::from_ymd_opt(2026, 11, 22), NaiveDate::from_ymd_opt(2026, 11, 22));
        let begins = DateTime::parse_from_rfc3339("2026-11-21T15:00:00Z").unwrap().timestamp();
        assert_eq!(day.first >> SEQUENCE_BITS, begins);
        assert_eq!((day.last >> SEQUENCE_BITS) - begins, 24 * 3600 - 1);
    }

    #[test]
    fn buckets_tile_all_time() {
        for scale in Scale::ALL {
            let here = scale.places(25_000);
            assert_eq!(here.last + 1, scale.places(25_001).first, "{scale:?} leaves a gap");
            assert_eq!((scale.of(here.first), scale.of(here.last)), (25_000, 25_000));
        }
    }
}
