//! One object of Grip's, read field by field.

use chrono::{DateTime, Utc};
use domain::Won;
use serde_json::{Map, Number, Value};

/// Where floats stop counting exactly.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Why a record could not be read; never holds personal data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unreadable {
    /// Not even an object.
    #[error("a record is no object")]
    NoRecord,
    /// A field without which the record is nothing.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A field of another type than documented.
    #[error("{0}: another type than documented")]
    Shape(&'static str),
}

/// An object.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a>(&'a Map<String, Value>);

impl<'a> Record<'a> {
    /// Of a value, if it is an object.
    pub(crate) fn of(value: &'a Value) -> Option<Self> {
        value.as_object().map(Self)
    }

    /// A field that is there and not null.
    pub(crate) fn field(self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// A scalar as text without blanks around it; empty for anything else.
    pub(crate) fn text(self, name: &str) -> String {
        match self.field(name) {
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Bool(flag)) => flag.to_string(),
            _ => String::new(),
        }
    }

    /// A text that says something.
    pub(crate) fn said(self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// An identifier without which the record is nothing, exact to its last digit.
    ///
    /// # Errors
    /// Where it is missing, or is no whole number, as all of these identifiers are.
    pub(crate) fn id(self, name: &'static str) -> Result<u64, Unreadable> {
        let id = match self.field(name).ok_or(Unreadable::Missing(name))? {
            Value::Number(number) => number.as_u64(),
            Value::String(text) => digits(text),
            _ => None,
        };
        id.ok_or(Unreadable::Shape(name))
    }

    /// An amount; nothing for a missing one.
    ///
    /// # Errors
    /// For what is no amount.
    pub(crate) fn won(self, name: &'static str) -> Result<Won, Unreadable> {
        match self.field(name) {
            None => Ok(Won::ZERO),
            Some(Value::String(text)) if text.trim().is_empty() => Ok(Won::ZERO),
            Some(_) => self.whole(name).map(Won::new).ok_or(Unreadable::Shape(name)),
        }
    }

    /// A whole number, rounded where it came with a fraction; `None` where it is missing or none.
    pub(crate) fn whole(self, name: &str) -> Option<i64> {
        match self.field(name)? {
            Value::Number(number) => whole(number),
            Value::String(text) => whole(&text.trim().parse().ok()?),
            _ => None,
        }
    }

    /// A number of pieces.
    ///
    /// # Errors
    /// Where it is missing, or is no number of pieces.
    pub(crate) fn pieces(self, name: &'static str) -> Result<u32, Unreadable> {
        self.field(name).ok_or(Unreadable::Missing(name))?;
        let pieces = self.whole(name).and_then(|whole| u32::try_from(whole).ok());
        pieces.ok_or(Unreadable::Shape(name))
    }

    /// A moment: milliseconds since 1970, as every Date is. Unset ones are missing, null or 0.
    pub(crate) fn moment(self, name: &str) -> Option<DateTime<Utc>> {
        let milliseconds = self.whole(name).filter(|milliseconds| *milliseconds > 0);
        let written = || DateTime::parse_from_rfc3339(self.field(name)?.as_str()?.trim()).ok();
        match milliseconds {
            Some(milliseconds) => DateTime::from_timestamp_millis(milliseconds),
            None => written().map(|at| at.with_timezone(&Utc)),
        }
    }

    /// A yes or a no; `None` for anything else.
    pub(crate) fn flag(self, name: &str) -> Option<bool> {
        match self.field(name)? {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
            _ => None,
        }
    }

    /// The record as it came, without the fields of these names: what was translated into people and addresses is
    /// purged there, and must not survive here.
    pub(crate) fn without(self, personal: &[&str]) -> String {
        let kept = self.0.iter().filter(|(key, _)| !personal.contains(&key.as_str()));
        let kept: Map<String, Value> = kept.map(|(key, value)| (key.clone(), value.clone())).collect();
        Value::Object(kept).to_string()
    }
}

/// A number written in digits alone.
pub(crate) fn digits(text: &str) -> Option<u64> {
    let text = text.trim();
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

/// A number that can be counted with.
fn whole(number: &Number) -> Option<i64> {
    let float = || number.as_f64().map(f64::round).filter(|float| float.abs() < EXACT);
    number.as_i64().or_else(|| float().map(|float| float as i64))
}
