//! What the owner says of deadlines: terms, rules that are off, days. Kept as JSON in the settings, by the rules' names.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::NaiveDate;
use domain::calendar::{self, HOLIDAYS, LAST_YEAR};
use domain::deadline::{Confidence, RULES, Rule, Term};
use domain::{Calendar, Sentence};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::desk::Desk;
use crate::engine::Engine;
use crate::problem;
use crate::view::{DeadlineRules, OwnDay, Problem, RuleView, Tag};

/// Where it is kept.
const SETTING: &str = "deadlines";
/// Days of the owner's own; more than a person closes in years.
const MOST_DAYS: usize = 1000;
/// What shows deadlines.
const STALE: [Tag; 3] = [Tag::Settings, Tag::Orders, Tag::Claims];

/// What the owner changed about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Changed {
    term: Option<Term>,
    on: bool,
}

/// Everything that the owner says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Own {
    rules: BTreeMap<String, Changed>,
    days: BTreeMap<NaiveDate, bool>,
}

/// The same before each of it is read.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Kept {
    rules: BTreeMap<String, Value>,
    days: BTreeMap<String, Value>,
}

/// What can be read of it, by name; the rest is logged.
fn readable<K: FromStr + Ord, T: DeserializeOwned>(kept: BTreeMap<String, Value>) -> BTreeMap<K, T> {
    let mut read = BTreeMap::new();
    for (name, value) in kept {
        match (name.parse(), serde_json::from_value(value)) {
            (Ok(key), Ok(value)) => {
                read.insert(key, value);
            }
            (_, value) => tracing::error!(name, error = ?value.err(), "a deadline's setting cannot be read"),
        }
    }
    read
}

impl Engine {
    /// Every rule with its present term, and the days on which terms are counted.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn deadline_rules(&self) -> Result<DeadlineRules, Problem> {
        self.ask(|desk| {
            let own = Own::read(desk)?;
            let today = calendar::day_of(desk.now());
            Ok(DeadlineRules {
                rules: RULES.iter().map(|rule| own.shown(rule)).collect(),
                days: own.days.iter().map(|(day, open)| OwnDay { day: *day, open: *open }).collect(),
                holidays: holidays_from(today),
                known_through: LAST_YEAR,
            })
        })
        .await
    }

    /// Gives a rule another term, or none, and switches it on or off.
    ///
    /// # Errors
    /// When there is no such rule, the term does not fit it, or the store fails.
    pub async fn set_deadline_rule(&self, id: String, term: Option<Term>, on: bool) -> Result<(), Problem> {
        let rule = known(&id)?;
        if term.is_some_and(|term| !term.may_replace(rule.term)) {
            return Err(misfit());
        }
        self.change(move |own| {
            own.rules.insert(id, Changed { term, on });
            Ok(())
        })
        .await
    }

    /// Gives a rule its documented term again.
    ///
    /// # Errors
    /// When there is no such rule, or the store fails.
    pub async fn reset_deadline_rule(&self, id: String) -> Result<(), Problem> {
        known(&id)?;
        self.change(move |own| {
            own.rules.remove(&id);
            Ok(())
        })
        .await
    }

    /// Opens or closes a day; `None` leaves it to the table of holidays again.
    ///
    /// # Errors
    /// When there are too many days, or the store fails.
    pub async fn set_working_day(&self, day: NaiveDate, open: Option<bool>) -> Result<(), Problem> {
        self.change(move |own| {
            match open {
                Some(open) => own.days.insert(day, open),
                None => own.days.remove(&day),
            };
            if own.days.len() > MOST_DAYS { Err(too_many()) } else { Ok(()) }
        })
        .await
    }

    /// Changes what the owner says.
    async fn change(
        &self,
        change: impl FnOnce(&mut Own) -> Result<(), Problem> + Send + 'static,
    ) -> Result<(), Problem> {
        self.ask(move |desk| {
            let mut own = Own::read(desk)?;
            change(&mut own)?;
            let kept = serde_json::to_string(&own).map_err(|error| problem::internal(&error))?;
            desk.store.put_setting(SETTING, &kept)?;
            desk.tell_stale(&STALE);
            Ok(())
        })
        .await
    }
}

impl Own {
    /// As it is kept. What a newer version may have written and this one cannot read is left out, each by itself:
    /// the inbox and the queues must open, and so must the settings in which it can be set again.
    pub(super) fn read(desk: &Desk) -> Result<Self, Problem> {
        let Some(kept) = desk.store.setting(SETTING)? else { return Ok(Self::default()) };
        let kept: Kept = serde_json::from_str(&kept).unwrap_or_else(|error| {
            tracing::error!(%error, "what the owner says of deadlines cannot be read");
            Kept::default()
        });
        Ok(Self { rules: readable(kept.rules), days: readable(kept.days) })
    }

    /// Working days as the owner has them.
    pub(super) fn calendar(&self) -> Calendar {
        Calendar::with(self.days.iter().map(|(day, open)| (*day, *open)))
    }

    /// The present term of a rule that is in use.
    pub(super) fn term(&self, rule: &Rule) -> Option<Term> {
        match self.rules.get(rule.id) {
            Some(changed) => changed.term.filter(|_| changed.on),
            None => rule.term,
        }
    }

    /// Whether a rule is in use.
    pub(super) fn is_on(&self, rule: &Rule) -> bool {
        self.rules.get(rule.id).is_none_or(|changed| changed.on)
    }

    /// Whether a rule's term is the owner's own.
    pub(super) fn changed(&self, rule: &Rule) -> bool {
        self.rules.get(rule.id).is_some_and(|changed| changed.term != rule.term)
    }

    fn shown(&self, rule: &Rule) -> RuleView {
        let changed = self.rules.get(rule.id);
        RuleView {
            id: rule.id.to_owned(),
            marketplace: rule.marketplace,
            about: Sentence::fixed(rule.about.0, rule.about.1),
            from: rule.from,
            from_words: rule.from.words(),
            term: changed.map_or(rule.term, |changed| changed.term),
            usual: rule.term,
            usual_words: rule.term.map(Term::words),
            on: self.is_on(rule),
            changed: changed.is_some(),
            word: rule.cost.word(),
            what: Sentence::fixed(rule.what.0, rule.what.1),
            severity: rule.cost.severity(),
            estimated: rule.confidence == Confidence::Unverified,
            source: rule.source.to_owned(),
        }
    }
}

/// Public holidays from a day on.
fn holidays_from(today: NaiveDate) -> Vec<(NaiveDate, String)> {
    HOLIDAYS
        .iter()
        .filter_map(|(year, month, day, name)| {
            Some((NaiveDate::from_ymd_opt(*year, *month, *day)?, (*name).to_owned()))
        })
        .filter(|(day, _)| *day >= today)
        .collect()
}

/// A rule that must be one.
fn known(id: &str) -> Result<&'static Rule, Problem> {
    Rule::find(id).ok_or_else(|| {
        problem::bad_input(Sentence::fixed(
            "그런 기한 규칙이 없습니다. 설정을 다시 여세요.",
            "There is no such rule. Open the settings again.",
        ))
    })
}

fn misfit() -> Problem {
    problem::bad_input(Sentence::fixed(
        "이 규칙에 맞지 않는 기간입니다. 1 이상의 시간, 일, 영업일이나 24:00까지의 시각을 넣으세요.",
        "The term does not fit this rule. Enter hours, days or working days from 1 on, or a time up to 24:00.",
    ))
}

fn too_many() -> Problem {
    problem::bad_input(Sentence::new(
        format!("휴무일은 {MOST_DAYS}일까지 넣을 수 있습니다. 지난 날을 지우세요."),
        format!("Up to {MOST_DAYS} days can be kept. Remove those that are past."),
    ))
}
