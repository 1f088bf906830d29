//! What a marketplace tells of a line or a claim, named and formed for the window.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Sentence, Won};
use serde::Serialize;

/// One thing that a marketplace tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct ToldRow {
    /// What it is.
    pub name: Sentence,
    /// What it says; what names a person is masked, unless the row was revealed.
    pub value: ToldValue,
}

/// What it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "form", content = "is", rename_all = "snake_case")]
pub enum ToldValue {
    /// Words, in the marketplace's language.
    Text(String),
    /// Whole won.
    Won(Won),
    /// A moment.
    Moment(DateTime<Utc>),
    /// A day in Korea.
    Day(NaiveDate),
}
