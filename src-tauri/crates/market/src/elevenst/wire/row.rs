//! One row of a list.

use chrono::{DateTime, NaiveDate, Utc};
use domain::Won;
use serde_json::{Map, Value};

use super::scalar;
use super::xml::Node;

/// A row's fields by name. A field that is missing, empty, or holds the word `null` says nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a>(pub(crate) &'a Node);

impl<'a> Row<'a> {
    /// The field's text, if it says anything. Of a field that stands twice (`ordPrdSeq` in settlements) the first.
    pub(crate) fn said(self, name: &str) -> Option<&'a str> {
        let field = self.0.children.iter().find(|field| field.name == name)?;
        Some(field.text.trim()).filter(|text| !text.is_empty() && !text.eq_ignore_ascii_case("null"))
    }

    /// The field's text, or nothing.
    pub(crate) fn text(self, name: &str) -> String {
        self.said(name).unwrap_or_default().to_owned()
    }

    /// The first of these fields that says something.
    pub(crate) fn first(self, names: &[&str]) -> Option<&'a str> {
        names.iter().find_map(|name| self.said(name))
    }

    /// An amount; `None` where the field holds none.
    pub(crate) fn won(self, name: &str) -> Option<Won> {
        self.said(name).and_then(scalar::won)
    }

    /// The amount of the first of these fields that holds one.
    pub(crate) fn first_won(self, names: &[&str]) -> Option<Won> {
        names.iter().find_map(|name| self.won(name))
    }

    /// Pieces.
    pub(crate) fn pieces(self, name: &str) -> Option<u32> {
        self.said(name).and_then(scalar::pieces)
    }

    /// A moment.
    pub(crate) fn moment(self, name: &str) -> Option<DateTime<Utc>> {
        self.said(name).and_then(scalar::moment)
    }

    /// A day.
    pub(crate) fn day(self, name: &str) -> Option<NaiveDate> {
        self.said(name).and_then(scalar::day)
    }

    /// Whether a flag is set.
    pub(crate) fn flag(self, name: &str) -> bool {
        self.said(name).is_some_and(|text| text.eq_ignore_ascii_case("y"))
    }

    /// The row as JSON, without the fields that are translated into people and addresses: they are purged there, and
    /// must not survive here.
    pub(crate) fn raw(self, personal: &[&str]) -> String {
        let kept = self.0.children.iter().filter(|field| !personal.contains(&field.name.as_str()));
        let fields: Map<String, Value> =
            kept.map(|field| (field.name.clone(), Value::from(field.text.trim()))).collect();
        Value::Object(fields).to_string()
    }
}
