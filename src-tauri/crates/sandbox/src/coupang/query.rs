//! Query strings and their windows.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::errors::Refusal;
use crate::clock::from_kst;

/// The decoded parameters of a query.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query {
    values: BTreeMap<String, Vec<String>>,
}

/// From when to when, the end not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) from: DateTime<Utc>,
    pub(crate) until: DateTime<Utc>,
}

/// Whether dates carry `+09:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Offset {
    Required,
    Forbidden,
}

/// A difference of 31 days is refused, although the text speaks of 31 days.
const DAYS: i64 = 30;
const TOO_LONG: &str = "endTime-startTime range should less than31.";
const LONGER_THAN_A_DAY: &str = "endTime-startTime range should less than 0 day";

impl Window {
    pub(crate) fn holds(self, at: DateTime<Utc>) -> bool {
        self.from <= at && at < self.until
    }
}

impl Query {
    pub(crate) fn parse(raw: &str) -> Result<Self, Refusal> {
        let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for pair in raw.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            values.entry(decode(name)?).or_default().push(decode(value)?);
        }
        Ok(Self { values })
    }

    /// The value of a parameter given exactly once; an empty one counts as absent.
    pub(crate) fn get(&self, name: &str) -> Result<Option<&str>, Refusal> {
        match self.values.get(name).map(Vec::as_slice) {
            None => Ok(None),
            Some([value]) => Ok(Some(value.as_str()).filter(|value| !value.is_empty())),
            Some(_) => Err(Refusal::bad(format!("{name} must be given once"))),
        }
    }

    pub(crate) fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.get(name)?.ok_or_else(|| missing(name))
    }

    pub(crate) fn is_time_frame(&self) -> Result<bool, Refusal> {
        match self.get("searchType")? {
            None => Ok(false),
            Some("timeFrame") => Ok(true),
            Some(other) => Err(Refusal::bad(format!("Invalid searchType : {other}"))),
        }
    }

    /// `maxPerPage` from 1 to 50.
    pub(crate) fn page_size(&self, default: usize) -> Result<usize, Refusal> {
        let refusal = || Refusal::bad("max page number param should between 1~50");
        let Some(text) = self.get("maxPerPage")? else {
            return Ok(default);
        };
        let size: usize = text.parse().map_err(|_| refusal())?;
        (1..=50).contains(&size).then_some(size).ok_or_else(refusal)
    }

    /// Both days count; their difference stays within 30 days.
    pub(crate) fn days(&self, offset: Offset) -> Result<Window, Refusal> {
        let from = self.day("createdAtFrom", offset)?;
        let to = self.day("createdAtTo", offset)?;
        let days = (to - from).num_days();
        if days < 0 {
            return Err(Refusal::bad("endTime should be later than startTime."));
        }
        if days > DAYS {
            return Err(Refusal::bad(TOO_LONG));
        }
        Ok(Window {
            from: from_kst(from.and_time(NaiveTime::MIN)),
            until: from_kst(to.and_time(NaiveTime::MIN)) + TimeDelta::days(1),
        })
    }

    /// Minutes, the end not included: result >= 14:16:00, result < 15:16:00.
    pub(crate) fn minutes(&self, offset: Offset, limit: TimeDelta) -> Result<Window, Refusal> {
        let from = self.minute("createdAtFrom", offset)?;
        let to = self.minute("createdAtTo", offset)?;
        if to < from {
            return Err(Refusal::bad("endTime should be later than startTime."));
        }
        if to - from >= limit {
            return Err(Refusal::bad(if limit > TimeDelta::days(1) { TOO_LONG } else { LONGER_THAN_A_DAY }));
        }
        Ok(Window { from: from_kst(from), until: from_kst(to) })
    }

    fn day(&self, name: &str, offset: Offset) -> Result<NaiveDate, Refusal> {
        let text = self.required(name)?;
        let refusal = || malformed(name, text);
        let bare = without_offset(text, offset).ok_or_else(refusal)?;
        exact_date(bare).ok_or_else(refusal)
    }

    fn minute(&self, name: &str, offset: Offset) -> Result<NaiveDateTime, Refusal> {
        let text = self.required(name)?;
        let refusal = || malformed(name, text);
        let bare = without_offset(text, offset).ok_or_else(refusal)?;
        let parsed = NaiveDateTime::parse_from_str(bare, "%Y-%m-%dT%H:%M");
        match parsed {
            Ok(at) if bare.len() == "2025-07-29T00:01".len() => Ok(at),
            _ => Err(refusal()),
        }
    }

    /// `yyyy-MM-ddTHH:mm:ss` without offset, as the exchange list wants it.
    pub(crate) fn second(&self, name: &str) -> Result<NaiveDateTime, Refusal> {
        let text = self.required(name)?;
        match NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S") {
            Ok(at) if text.len() == "2018-03-05T00:00:00".len() => Ok(at),
            _ => Err(malformed(name, text)),
        }
    }

    pub(crate) fn date(&self, name: &str) -> Result<NaiveDate, Refusal> {
        let text = self.required(name)?;
        exact_date(text).ok_or_else(|| malformed(name, text))
    }

    pub(crate) fn id(&self, name: &str) -> Result<Option<i64>, Refusal> {
        self.get(name)?.map(|text| text.parse().map_err(|_| malformed(name, text))).transpose()
    }
}

fn exact_date(text: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (text.len() == "2025-07-29".len()).then_some(date)
}

fn without_offset(text: &str, offset: Offset) -> Option<&str> {
    match offset {
        Offset::Required => text.strip_suffix("+09:00"),
        Offset::Forbidden => Some(text),
    }
}

fn missing(name: &str) -> Refusal {
    Refusal::bad(format!("Required String parameter '{name}' is not present"))
}

fn malformed(name: &str, text: &str) -> Refusal {
    Refusal::bad(format!("{name} is not valid : {text}"))
}

/// Percent-decoding, with `+` for a space as servlet containers read it: an offset that
/// was not sent as `%2B09:00` does not survive.
fn decode(text: &str) -> Result<String, Refusal> {
    let refusal = || Refusal::bad("The query string is not properly encoded");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        match first {
            b'+' => bytes.push(b' '),
            b'%' => {
                let (pair, after) = rest.split_at_checked(2).ok_or_else(refusal)?;
                bytes.extend(hex::decode(pair).map_err(|_| refusal())?);
                rest = after;
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).map_err(|_| refusal())
}
