//! Query strings and their windows.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::form_urlencoded;

use super::errors::{RANGE_TOO_LONG, Refusal, WRONG_REQUEST};
use crate::clock::from_kst;

/// The decoded parameters of a query; `+` is a space, so that an offset that was not sent as
/// `%2B09:00` does not survive.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query {
    values: Vec<(String, String)>,
}

/// From when to when, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) from: DateTime<Utc>,
    pub(crate) to: DateTime<Utc>,
}

const DAY: TimeDelta = TimeDelta::hours(24);

impl Window {
    pub(crate) fn holds(self, at: DateTime<Utc>) -> bool {
        self.from <= at && at <= self.to
    }
}

impl Query {
    pub(crate) fn parse(raw: &str) -> Self {
        Self { values: form_urlencoded::parse(raw.as_bytes()).into_owned().collect() }
    }

    /// An empty value counts as absent; of several the first counts.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let named = self.values.iter().find(|(known, value)| known == name && !value.is_empty());
        named.map(|(_, value)| value.as_str())
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.values.iter().filter(move |(known, value)| known == name && !value.is_empty());
        named.map(|(_, value)| value.as_str())
    }

    pub(crate) fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.get(name).ok_or_else(|| Refusal::parameter("NotNull", OBJECT, name))
    }

    /// A window of at most 24 hours; without an end it has exactly that length.
    pub(crate) fn window(&self, from: &str, to: &str, now: DateTime<Utc>) -> Result<Window, Refusal> {
        let begin = self.instant(from, self.required(from)?)?;
        let Some(text) = self.get(to) else {
            return Ok(Window { from: begin, to: begin + DAY });
        };
        let end = self.instant(to, text)?;
        if end - begin > DAY {
            return Err(RANGE_TOO_LONG.into());
        }
        // That an end in the future is an error is known from clients only, its code is unverified.
        if end < begin || end > now {
            return Err(WRONG_REQUEST.into());
        }
        Ok(Window { from: begin, to: end })
    }

    fn instant(&self, name: &str, text: &str) -> Result<DateTime<Utc>, Refusal> {
        instant(text).ok_or_else(|| mismatch(name))
    }

    /// One of the codes of an enumeration.
    pub(crate) fn code<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Refusal> {
        self.get(name).map(|text| code(name, text)).transpose()
    }

    /// A list is the same key, repeated.
    pub(crate) fn codes<T: DeserializeOwned>(&self, name: &str) -> Result<Vec<T>, Refusal> {
        self.all(name).map(|text| code(name, text)).collect()
    }

    pub(crate) fn count(&self, name: &str) -> Result<Option<usize>, Refusal> {
        let parsed = self.get(name).map(|text| text.parse().map_err(|_| mismatch(name)));
        match parsed.transpose()? {
            Some(0) => Err(Refusal::parameter("Min", OBJECT, name)),
            other => Ok(other),
        }
    }

    pub(crate) fn flag(&self, name: &str) -> Result<Option<bool>, Refusal> {
        self.get(name).map(|text| text.parse().map_err(|_| mismatch(name))).transpose()
    }
}

const OBJECT: &str = "request";

fn mismatch(name: &str) -> Refusal {
    Refusal::parameter("typeMismatch", OBJECT, name)
}

fn code<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, Refusal> {
    serde_json::from_value(Value::String(text.to_owned())).map_err(|_| mismatch(name))
}

/// `yyyy-MM-dd'T'HH:mm:ss.SSS+09:00`, the one documented shape.
pub(crate) fn instant(text: &str) -> Option<DateTime<Utc>> {
    let local = text.strip_suffix("+09:00").filter(|local| local.len() == "2026-03-16T12:00:00.000".len())?;
    let parsed = NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M:%S%.3f").ok()?;
    Some(from_kst(parsed))
}
