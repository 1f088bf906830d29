//! Request bodies. The pages write the same key as `orderNo` and `OrderNo`, so keys are read without
//! regard to case, but for one API; types are read strictly [unverified].

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use serde_json::{Map, Value};

use super::errors::Refusal;
use crate::clock::from_kst;

/// A JSON object of a request.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    map: Map<String, Value>,
    /// Keys count by the letter.
    exact: bool,
}

/// From when on, and before when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) from: DateTime<Utc>,
    pub(crate) to: DateTime<Utc>,
}

impl Window {
    /// An end is read as its 00:00, and as the first instant that is left out [unverified].
    pub(crate) fn holds(self, at: DateTime<Utc>) -> bool {
        self.from <= at && at < self.to
    }
}

impl Fields {
    /// No body counts as an empty one: some writes need none.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.is_empty() {
            return Ok(Self { map: Map::new(), exact: false });
        }
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(map)) => Ok(Self { map, exact: false }),
            _ => Err(Refusal::field("JSON")),
        }
    }

    /// With keys just as their page has them.
    pub(crate) fn parse_exact(bytes: &[u8]) -> Result<Self, Refusal> {
        Ok(Self { exact: true, ..Self::parse(bytes)? })
    }

    fn present(&self, name: &str) -> Option<&Value> {
        let same = |key: &str| if self.exact { key == name } else { key.eq_ignore_ascii_case(name) };
        let found = self.map.iter().find(|(key, _)| same(key));
        found.map(|(_, value)| value).filter(|value| !value.is_null())
    }

    pub(crate) fn optional_int(&self, name: &str) -> Result<Option<i64>, Refusal> {
        let number = |value: &Value| value.as_i64().ok_or_else(|| Refusal::field(name));
        self.present(name).map(number).transpose()
    }

    pub(crate) fn int(&self, name: &str) -> Result<i64, Refusal> {
        self.optional_int(name)?.ok_or_else(|| Refusal::field(name))
    }

    /// A number whose page calls it a string in one place and an int in another.
    pub(crate) fn optional_number(&self, name: &str) -> Result<Option<i64>, Refusal> {
        match self.present(name) {
            Some(Value::String(text)) => text.parse().map(Some).map_err(|_| Refusal::field(name)),
            _ => self.optional_int(name),
        }
    }

    /// An OrderNo or PayNo; 0 counts as absent, as the pages write it for "none".
    pub(crate) fn optional_id(&self, name: &str) -> Result<Option<u64>, Refusal> {
        let number = self.optional_number(name)?.filter(|number| *number != 0);
        number.map(|number| u64::try_from(number).map_err(|_| Refusal::field(name))).transpose()
    }

    pub(crate) fn id(&self, name: &str) -> Result<u64, Refusal> {
        self.optional_id(name)?.ok_or_else(|| Refusal::field(name))
    }

    /// Text; an empty one counts as absent.
    pub(crate) fn optional_text(&self, name: &str) -> Result<Option<&str>, Refusal> {
        let text = |value| Value::as_str(value).ok_or_else(|| Refusal::field(name));
        let text = self.present(name).map(text).transpose()?;
        Ok(text.filter(|text| !text.is_empty()))
    }

    pub(crate) fn text(&self, name: &str) -> Result<&str, Refusal> {
        self.optional_text(name)?.ok_or_else(|| Refusal::field(name))
    }

    pub(crate) fn flag(&self, name: &str) -> Result<bool, Refusal> {
        self.present(name).and_then(Value::as_bool).ok_or_else(|| Refusal::field(name))
    }

    /// `Y` or `N`; neither asks for both.
    pub(crate) fn optional_yes(&self, name: &str) -> Result<Option<bool>, Refusal> {
        match self.optional_text(name)? {
            None => Ok(None),
            Some("Y") => Ok(Some(true)),
            Some("N") => Ok(Some(false)),
            Some(_) => Err(Refusal::field(name)),
        }
    }

    /// `YYYY-MM-DD`, exactly.
    pub(crate) fn day(&self, name: &str) -> Result<NaiveDate, Refusal> {
        day(self.text(name)?).ok_or_else(|| Refusal::field(name))
    }

    pub(crate) fn optional_day(&self, name: &str) -> Result<Option<NaiveDate>, Refusal> {
        let text = self.optional_text(name)?;
        text.map(|text| day(text).ok_or_else(|| Refusal::field(name))).transpose()
    }

    /// `YYYY-MM-DD` or `YYYY-MM-DD hh:mm`, in Seoul: as the order queries name it. That another shape is their
    /// 3000 is unverified.
    pub(crate) fn minute(&self, name: &str) -> Result<Option<DateTime<Utc>>, Refusal> {
        let text = self.optional_text(name)?;
        let read = |text| minute(text).map(from_kst).ok_or_else(|| Refusal::order(NO_DATE));
        text.map(read).transpose()
    }

    /// A DateTime or its day, in Seoul: as the lists of cancels and returns and the settlement have it.
    pub(crate) fn moment(&self, name: &str) -> Result<Option<DateTime<Utc>>, Refusal> {
        let text = self.optional_text(name)?;
        text.map(|text| moment(text).map(from_kst).ok_or_else(no_date)).transpose()
    }

    /// `YYYY-MM-DD`, in Seoul: as the list of exchanges has it.
    pub(crate) fn claim_day(&self, name: &str) -> Result<Option<DateTime<Utc>>, Refusal> {
        let text = self.optional_text(name)?;
        text.map(|text| day(text).map(|day| from_kst(midnight(day))).ok_or_else(no_date)).transpose()
    }
}

const NO_DATE: &str = "문자열이 유효한 DateTime으로 인식되지 않습니다";

/// That a date which cannot be read answers so is known for the list of returns.
fn no_date() -> Refusal {
    Refusal::unknown(format!("API Error - {NO_DATE}"))
}

fn minute(text: &str) -> Option<NaiveDateTime> {
    let shaped = text.len() == "2026-01-15 09:30".len();
    let timed = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").ok().filter(|_| shaped);
    timed.or_else(|| day(text).map(midnight))
}

fn moment(text: &str) -> Option<NaiveDateTime> {
    let formats = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.fZ"];
    let timed = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    timed.or_else(|| day(text).map(midnight))
}

fn day(text: &str) -> Option<NaiveDate> {
    let shaped = text.len() == "2026-01-15".len();
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| shaped)
}

pub(crate) fn midnight(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN)
}
