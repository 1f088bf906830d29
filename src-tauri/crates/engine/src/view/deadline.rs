//! Deadlines as the window shows them.

use chrono::{DateTime, NaiveDate, Utc};
use domain::deadline::{Severity, Start, Term};
use domain::{AccountId, ClaimKind, ClaimStep, Marketplace, Sentence};
use serde::Serialize;

/// The moment after which waiting costs something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct DeadlineView {
    /// When.
    pub at: DateTime<Utc>,
    /// The rule's name.
    pub rule: String,
    /// What it costs, in two to five characters.
    pub word: Sentence,
    /// What it costs, in full.
    pub what: Sentence,
    /// How the moment was counted.
    pub counted: Sentence,
    /// How bad it is.
    pub severity: Severity,
    /// The moment is an estimate: no marketplace's own page tells the term, or where it starts is inferred.
    pub estimated: bool,
    /// No marketplace's own page tells what it costs.
    pub unverified: bool,
    /// Who says so.
    pub source: String,
    /// What waiting longer costs besides, and when.
    pub then: Option<(DateTime<Utc>, Sentence)>,
}

/// What waiting costs at a time that no page tells, and that the owner has not entered either.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct UntimedView {
    /// The rule's name.
    pub rule: String,
    /// What it costs, in two to five characters.
    pub word: Sentence,
    /// What it costs, in full.
    pub what: Sentence,
    /// How bad it is.
    pub severity: Severity,
    /// Who says so.
    pub source: String,
}

/// A rule with its present term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct RuleView {
    /// Its name.
    pub id: String,
    /// Whose rule.
    pub marketplace: Marketplace,
    /// What it is about.
    pub about: Sentence,
    /// From when it counts.
    pub from: Start,
    /// From when it counts, in words.
    pub from_words: Sentence,
    /// The present term, if one is known.
    pub term: Option<Term>,
    /// The term that a source tells.
    pub usual: Option<Term>,
    /// The usual term in words.
    pub usual_words: Option<Sentence>,
    /// It is in use.
    pub on: bool,
    /// The owner changed it.
    pub changed: bool,
    /// What it costs, in two to five characters.
    pub word: Sentence,
    /// What it costs, in full.
    pub what: Sentence,
    /// How bad it is.
    pub severity: Severity,
    /// No marketplace's own page says so.
    pub estimated: bool,
    /// Who says so.
    pub source: String,
}

/// A day that is open or closed because the owner says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct OwnDay {
    /// The day in Korea.
    pub day: NaiveDate,
    /// It is a working day.
    pub open: bool,
}

/// Every rule, and the days on which terms are counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct DeadlineRules {
    /// The rules, marketplace by marketplace.
    pub rules: Vec<RuleView>,
    /// The owner's own days, in order.
    pub days: Vec<OwnDay>,
    /// Public holidays that are still to come, with their names.
    pub holidays: Vec<(NaiveDate, String)>,
    /// The last year whose public holidays are known.
    pub known_through: i32,
}

/// When an open claim falls due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct ClaimDue {
    /// Whose.
    pub account: AccountId,
    /// Its queue.
    pub kind: ClaimKind,
    /// Its step.
    pub step: ClaimStep,
    /// When waiting begins to cost something.
    pub at: DateTime<Utc>,
}
