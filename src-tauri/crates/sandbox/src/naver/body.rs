//! Request bodies, read as strictly as a typed reader would: what has the wrong type or is an
//! unknown code makes the whole body unreadable (000400), what is missing is a parameter error (4000).

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::errors::{Refusal, TWICE};
use super::query;

/// A JSON object of a request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'a> {
    map: &'a Map<String, Value>,
    /// Its name in parameter errors.
    object: &'static str,
}

pub(crate) fn parse(bytes: &[u8]) -> Result<Value, Refusal> {
    serde_json::from_slice(bytes).map_err(|_| Refusal::unreadable())
}

impl<'a> Fields<'a> {
    pub(crate) fn of(value: &'a Value, object: &'static str) -> Result<Self, Refusal> {
        value.as_object().map(|map| Self { map, object }).ok_or_else(Refusal::unreadable)
    }

    fn present(self, name: &str) -> Option<&'a Value> {
        self.map.get(name).filter(|value| !value.is_null())
    }

    pub(crate) fn absent(self, name: &str) -> Refusal {
        Refusal::parameter("NotNull", self.object, name)
    }

    pub(crate) fn optional_text(self, name: &str) -> Result<Option<&'a str>, Refusal> {
        let text = |value: &'a Value| value.as_str().ok_or_else(Refusal::unreadable);
        self.present(name).map(text).transpose()
    }

    /// Text that must say something.
    pub(crate) fn text(self, name: &str) -> Result<&'a str, Refusal> {
        let text = self.optional_text(name)?.ok_or_else(|| self.absent(name))?;
        if text.is_empty() {
            return Err(Refusal::parameter("NotEmpty", self.object, name));
        }
        Ok(text)
    }

    /// Text of at most so many characters.
    pub(crate) fn short(self, name: &str, limit: usize) -> Result<&'a str, Refusal> {
        let text = self.text(name)?;
        self.within(name, text, limit)
    }

    pub(crate) fn optional_short(self, name: &str, limit: usize) -> Result<Option<&'a str>, Refusal> {
        self.optional_text(name)?.map(|text| self.within(name, text, limit)).transpose()
    }

    fn within(self, name: &str, text: &'a str, limit: usize) -> Result<&'a str, Refusal> {
        let fits = text.chars().count() <= limit;
        fits.then_some(text).ok_or_else(|| Refusal::parameter("Size", self.object, name))
    }

    /// One of the codes of an enumeration; "" is none of them.
    pub(crate) fn optional_code(self, name: &str, known: &[&str]) -> Result<Option<&'a str>, Refusal> {
        let text = self.optional_text(name)?;
        match text {
            Some(code) if !known.contains(&code) => Err(Refusal::unreadable()),
            other => Ok(other),
        }
    }

    pub(crate) fn code(self, name: &str, known: &[&str]) -> Result<&'a str, Refusal> {
        self.optional_code(name, known)?.ok_or_else(|| self.absent(name))
    }

    pub(crate) fn optional_instant(self, name: &str) -> Result<Option<DateTime<Utc>>, Refusal> {
        let text = self.optional_text(name)?;
        text.map(|text| query::instant(text).ok_or_else(Refusal::unreadable)).transpose()
    }

    /// A whole number, with or without a decimal point. That a fraction is refused is unverified.
    pub(crate) fn optional_number(self, name: &str) -> Result<Option<i64>, Refusal> {
        let number = |value: &Value| whole(value).ok_or_else(Refusal::unreadable);
        self.present(name).map(number).transpose()
    }

    /// A quantity of at least one.
    pub(crate) fn optional_quantity(self, name: &str) -> Result<Option<u32>, Refusal> {
        let Some(number) = self.optional_number(name)? else {
            return Ok(None);
        };
        match u32::try_from(number) {
            Ok(count) if count > 0 => Ok(Some(count)),
            _ => Err(Refusal::parameter("Min", self.object, name)),
        }
    }

    pub(crate) fn optional_flag(self, name: &str) -> Result<Option<bool>, Refusal> {
        let flag = |value: &Value| value.as_bool().ok_or_else(Refusal::unreadable);
        self.present(name).map(flag).transpose()
    }

    /// A list of one to `limit` members.
    pub(crate) fn list(self, name: &str, limit: usize) -> Result<&'a [Value], Refusal> {
        let value = self.present(name).ok_or_else(|| self.absent(name))?;
        let list = value.as_array().ok_or_else(Refusal::unreadable)?;
        let kind = match list.len() {
            0 => "NotEmpty",
            count if count > limit => "Size",
            _ => return Ok(list),
        };
        Err(Refusal::parameter(kind, self.object, name))
    }

    /// A list of ids, which are text.
    pub(crate) fn ids(self, name: &str, limit: usize) -> Result<Vec<&'a str>, Refusal> {
        let list = self.list(name, limit)?;
        list.iter().map(|value| value.as_str().ok_or_else(Refusal::unreadable)).collect()
    }
}

/// `3000` and `3000.0` are the same number.
fn whole(value: &Value) -> Option<i64> {
    let written = value.as_f64().filter(|number| number.fract() == 0.0);
    value.as_i64().or_else(|| format!("{:.0}", written?).parse().ok())
}

/// 104131; that it refuses the whole call is unverified.
pub(crate) fn check_distinct<'a>(ids: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(TWICE.into());
        }
    }
    Ok(())
}
