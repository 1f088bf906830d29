//! The two instants that most paths end in.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};

use super::errors::{Code, Refusal};
use crate::clock::from_kst;

/// Both ends included, to the instant: what happened within the last minute of an end is not in it
/// [unverified].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    from: DateTime<Utc>,
    to: DateTime<Utc>,
}

/// What a list says of wrong ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) start: Code,
    pub(crate) end: Code,
    pub(crate) longest: Code,
    pub(crate) too_long: fn(TimeDelta) -> bool,
}

impl Window {
    /// `YYYYMMDDhhmm` twice. An end before its start is no error of either format [unverified].
    pub(crate) fn parse((start, end): (&str, &str), limits: &Limits) -> Result<Self, Refusal> {
        let from = minute(start).ok_or(limits.start)?;
        let to = minute(end).ok_or(limits.end)?;
        if to < from {
            return Err(Refusal::business("조회 종료일이 조회 시작일보다 빠릅니다."));
        }
        if (limits.too_long)(to - from) {
            return Err(limits.longest.into());
        }
        Ok(Self { from, to })
    }

    pub(crate) fn holds(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && at <= self.to
    }
}

/// `YYYYMMDDhhmm`, twelve digits of Korean time.
pub(crate) fn minute(text: &str) -> Option<DateTime<Utc>> {
    let digits = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    let parsed = NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M").ok().filter(|_| digits)?;
    (parsed.year() >= 2_000 && parsed.second() == 0).then(|| from_kst(parsed))
}

/// `YYYYMMDD`, eight digits.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    NaiveDate::parse_from_str(text, "%Y%m%d").ok().filter(|day| digits && day.year() >= 2_000)
}
