//! One object of ESM's, read by the names of its fields whatever their case: the documents write ResultCode and
//! resultCode, BuyerID and BuyerId, isGiftOrder and IsGiftOrder.

use chrono::{DateTime, Utc};
use domain::Won;
use serde_json::{Map, Value};

use super::scalar;

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

    /// A field that is there and not null: under its exact name, else under one that differs in case alone.
    pub(crate) fn field(self, name: &str) -> Option<&'a Value> {
        let other_case =
            || self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        self.0.get(name).or_else(other_case).filter(|value| !value.is_null())
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

    /// An identifier, exact to its last digit; `None` where it is missing, empty or 0, as unset numbers are.
    ///
    /// # Errors
    /// For a number that only fits a float, whose last digits are already lost, and for what is no number at all, as
    /// all of ESM's identifiers are.
    pub(crate) fn id(self, name: &'static str) -> Result<Option<String>, Unreadable> {
        let id = match self.field(name) {
            None => return Ok(None),
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(number)) if !number.is_f64() => number.to_string(),
            Some(_) => return Err(Unreadable::Shape(name)),
        };
        if !id.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Unreadable::Shape(name));
        }
        Ok(Some(id).filter(|id| !id.is_empty() && id != "0"))
    }

    /// An identifier without which the record is nothing.
    ///
    /// # Errors
    /// As [`Self::id`], and where it is missing.
    pub(crate) fn required(self, name: &'static str) -> Result<String, Unreadable> {
        self.id(name)?.ok_or(Unreadable::Missing(name))
    }

    /// An amount; nothing for a missing one.
    ///
    /// # Errors
    /// For what is no amount.
    pub(crate) fn won(self, name: &'static str) -> Result<Won, Unreadable> {
        match self.field(name) {
            None => Ok(Won::ZERO),
            Some(Value::String(text)) if text.trim().is_empty() => Ok(Won::ZERO),
            Some(value) => scalar::won(value).ok_or(Unreadable::Shape(name)),
        }
    }

    /// A whole number; `None` where it is missing or none.
    pub(crate) fn whole(self, name: &str) -> Option<i64> {
        match self.field(name)? {
            Value::Number(number) => scalar::whole(number),
            Value::String(text) => text.trim().parse().ok(),
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

    /// A moment; `None` where it is missing or is none.
    pub(crate) fn moment(self, name: &str) -> Option<DateTime<Utc>> {
        scalar::moment(self.field(name)?.as_str()?)
    }

    /// A yes: `true`, `"Y"` or 1.
    pub(crate) fn flag(self, name: &str) -> bool {
        let yes = self.text(name);
        ["true", "y", "1"].iter().any(|word| yes.eq_ignore_ascii_case(word))
    }

    /// An object within.
    pub(crate) fn inner(self, name: &str) -> Option<Record<'a>> {
        Self::of(self.field(name)?)
    }

    /// A list within; empty for anything else.
    pub(crate) fn list(self, name: &str) -> &'a [Value] {
        self.field(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// The record as it came, without the fields of these names: what was translated into people and addresses is
    /// purged there, and must not survive here.
    pub(crate) fn without(self, personal: &[&str]) -> String {
        let kept =
            self.0.iter().filter(|(key, _)| !personal.iter().any(|name| key.eq_ignore_ascii_case(name)));
        let kept: Map<String, Value> = kept.map(|(key, value)| (key.clone(), value.clone())).collect();
        Value::Object(kept).to_string()
    }
}
