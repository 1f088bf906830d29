//! The smallest pieces: ids, amounts, moments, flags, text.

use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use domain::Won;
use serde::de::{Deserialize, Deserializer, Error};
use serde_json::{Number, Value};

/// Korea is nine hours ahead of UTC all year round.
const KOREA: TimeDelta = TimeDelta::hours(9);

/// The wall clock in Korea at that moment.
pub(crate) fn in_korea(at: DateTime<Utc>) -> NaiveDateTime {
    at.naive_utc().checked_add_signed(KOREA).unwrap_or(NaiveDateTime::MAX)
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

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
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
            other => Err(D::Error::custom(format!("not an id: {}", shape(&other)))),
        }
    }
}

/// A number of pieces; null and "" are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count(pub(crate) u32);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(input)?;
        let count = match &value {
            Value::Null => Some(0),
            Value::Number(number) => whole(number).and_then(|whole| u32::try_from(whole).ok()),
            Value::String(text) if text.trim().is_empty() => Some(0),
            Value::String(text) => text.trim().parse().ok(),
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        count.map(Count).ok_or_else(|| D::Error::custom(format!("not a count: {}", shape(&value))))
    }
}

/// An amount: a plain number in v4, `{currencyCode, units, nanos}` since v5, or null.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Money(pub(crate) Option<Won>);

impl Money {
    /// The amount, none for null.
    pub(crate) fn won(self) -> Won {
        self.0.unwrap_or_default()
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(input)?;
        amount(&value).map(Money).ok_or_else(|| D::Error::custom(format!("not money: {}", shape(&value))))
    }
}

/// The inner option is none for null; the outer for what is no amount.
fn amount(value: &Value) -> Option<Option<Won>> {
    Some(match value {
        Value::Null => None,
        Value::Number(number) => Some(Won::new(whole(number)?)),
        Value::String(text) if text.trim().is_empty() => None,
        Value::String(text) => Some(Won::new(text.trim().parse().ok()?)),
        Value::Object(parts) => {
            // `nanos` is always 0 in won, which has no fraction.
            let units = parts.get("units")?;
            return amount(units);
        }
        Value::Bool(_) | Value::Array(_) => return None,
    })
}

/// The whole part of a number, if it is one that can be counted with.
fn whole(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| {
        let float = number.as_f64()?.round();
        // 2⁵³ is where floats stop being exact.
        (float.abs() <= 9_007_199_254_740_992.0).then_some(float as i64)
    })
}

/// A yes or no; null is no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flag(pub(crate) bool);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Ok(Flag(match Value::deserialize(input)? {
            Value::Bool(flag) => flag,
            Value::String(text) => text.eq_ignore_ascii_case("true"),
            Value::Number(number) => number.as_i64() == Some(1),
            Value::Null | Value::Array(_) | Value::Object(_) => false,
        }))
    }
}

/// A moment; null, "" and what is no moment are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Moment(pub(crate) Option<DateTime<Utc>>);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Ok(Moment(match Value::deserialize(input)? {
            Value::String(text) => moment(text.trim()),
            Value::Number(millis) => millis.as_i64().and_then(DateTime::from_timestamp_millis),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        }))
    }
}

/// v5 gives an offset and microseconds, v4 neither, and some v4 fields a space for the T.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(exact) = DateTime::parse_from_rfc3339(text) {
        return Some(exact.with_timezone(&Utc));
    }
    let text = text.replacen(' ', "T", 1);
    let local = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(&text, format).ok())
        .or_else(|| NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0))?;
    local.checked_sub_signed(KOREA).map(|at| at.and_utc())
}

/// A day in Korea; null and "" are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Day(pub(crate) Option<NaiveDate>);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let at = Moment::deserialize(input)?.0;
        Ok(Day(at.map(|at| in_korea(at).date())))
    }
}

/// null as the type's default, where a missing field is one too.
pub(super) fn or_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
    input: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(input)?.unwrap_or_default())
}

/// What kind of value it was, without the value itself.
fn shape(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number out of range",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
