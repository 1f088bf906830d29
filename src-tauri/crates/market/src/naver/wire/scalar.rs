//! The smallest pieces: ids, amounts, moments, flags, text.

use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use domain::Won;
use serde::de::{Deserialize, Deserializer, Error};
use serde_json::Value;

/// Korea is nine hours ahead of UTC all year round.
const KOREA: TimeDelta = TimeDelta::hours(9);

/// The wall clock in Korea at that moment.
pub(crate) fn in_korea(at: DateTime<Utc>) -> NaiveDateTime {
    at.naive_utc().checked_add_signed(KOREA).unwrap_or(NaiveDateTime::MAX)
}

/// A moment as Naver writes and wants it: Korean time, three digits of milliseconds, its offset.
pub(crate) fn stamp(at: DateTime<Utc>) -> String {
    in_korea(at).format("%Y-%m-%dT%H:%M:%S%.3f+09:00").to_string()
}

/// Any scalar as text; null is empty.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Text(pub(crate) String);

/// Names, telephones and addresses are texts: none is ever printed.
impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} characters)", self.0.chars().count())
    }
}

impl Text {
    /// The text, if it says anything.
    pub(crate) fn said(&self) -> Option<&str> {
        Some(self.0.trim()).filter(|text| !text.is_empty())
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Ok(Text(match Value::deserialize(input)? {
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            Value::Bool(flag) => flag.to_string(),
            Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
        }))
    }
}

/// An identifier, exact to its last digit; null is empty. A number that only fits a float is refused,
/// because its last digits are already lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Id(pub(crate) String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        match Value::deserialize(input)? {
            Value::String(text) => Ok(Id(text.trim().to_owned())),
            Value::Number(number) if !number.is_f64() => Ok(Id(number.to_string())),
            Value::Null => Ok(Id::default()),
            _ => Err(D::Error::custom("not an id")),
        }
    }
}

/// A whole number; null and "" are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Whole(pub(crate) Option<i64>);

impl Whole {
    /// As pieces; `None` also where it is no number of pieces.
    pub(crate) fn pieces(self) -> Option<u32> {
        self.0.and_then(|whole| u32::try_from(whole).ok())
    }

    /// As an amount.
    pub(crate) fn won(self) -> Option<Won> {
        self.0.map(Won::new)
    }
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let whole = match Value::deserialize(input)? {
            Value::Null => return Ok(Whole(None)),
            Value::String(text) if text.trim().is_empty() => return Ok(Whole(None)),
            Value::String(text) => text.trim().parse().ok(),
            Value::Number(number) => number.as_i64().or_else(|| number.as_f64().and_then(exact)),
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        whole.map(|whole| Whole(Some(whole))).ok_or_else(|| D::Error::custom("not a whole number"))
    }
}

/// A float that counts exactly: below 2⁵³, where floats stop doing so.
fn exact(float: f64) -> Option<i64> {
    let whole = float.round();
    (whole.abs() <= 9_007_199_254_740_992.0).then_some(whole as i64)
}

/// A yes or no; null is no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flag(pub(crate) bool);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Ok(Flag(match Value::deserialize(input)? {
            Value::Bool(flag) => flag,
            Value::String(text) => text.eq_ignore_ascii_case("true"),
            Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => false,
        }))
    }
}

/// A moment; null, "" and what is no moment are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Moment(pub(crate) Option<DateTime<Utc>>);

impl Moment {
    /// The Korean day of the moment.
    pub(crate) fn day(self) -> Option<NaiveDate> {
        self.0.map(|at| in_korea(at).date())
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Ok(Moment(Text::deserialize(input)?.said().and_then(moment)))
    }
}

/// Times carry their offset; a bare one, and a bare day, are Korean.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(exact) = DateTime::parse_from_rfc3339(text) {
        return Some(exact.with_timezone(&Utc));
    }
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
        .ok()
        .or_else(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0))?;
    local.checked_sub_signed(KOREA).map(|at| at.and_utc())
}

/// null as the type's default, where a missing field is one too.
pub(super) fn or_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
    input: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(input)?.unwrap_or_default())
}
