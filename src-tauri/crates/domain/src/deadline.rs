//! The moment after which waiting costs something: the marketplaces' own terms as one table of rules, and how a term is
//! counted from the moments of an order or a claim.
//!
//! A rule stands here only if a source says it. What a source is not sure of carries [`Confidence::Unverified`] and is
//! shown as an estimate; what a marketplace does "after some time" has no term until the owner gives one.

mod rules;
#[cfg(test)]
mod tests;
mod words;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::{self, Calendar};
use crate::{Claim, ClaimKind, ClaimStep, DetailKind, Marketplace, OrderLine, Sentence, Stage};

pub use rules::RULES;

/// Minutes of a whole day: a clock time of its very end.
pub const MIDNIGHT: u16 = 24 * 60;

/// How long after its start a rule bites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "unit", rename_all = "snake_case")]
pub enum Term {
    /// To the minute.
    Hours {
        /// How many.
        count: u16,
    },
    /// When that day begins in Korea, so many days after the day of the start.
    Days {
        /// How many.
        count: u16,
    },
    /// When that working day is over in Korea, so many after the day of the start, which is not counted.
    WorkingDays {
        /// How many.
        count: u16,
    },
    /// At this time of the day of the start, in Korea.
    Clock {
        /// Minutes since midnight, up to [`MIDNIGHT`].
        minutes: u16,
    },
    /// When the working day is over on which it started, or the next one if it started at or after this time or on a
    /// day off.
    SameDay {
        /// Minutes since midnight, up to [`MIDNIGHT`].
        minutes: u16,
    },
}

/// The moment from which a term counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// The buyer paid.
    Paid,
    /// The day by which it should ship, as the marketplace tells it.
    ShipBy,
    /// The buyer asked for the claim.
    Requested,
    /// The goods came back.
    Collected,
    /// The seller held the claim.
    Held,
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concern {
    /// A paid line that has not left.
    Dispatch(Pace),
    /// A claim of this kind at one of these steps.
    Claim {
        /// The kind.
        kind: ClaimKind,
        /// The steps.
        steps: &'static [ClaimStep],
        /// Which of them, by whether they are held.
        hold: Hold,
    },
}

/// Which lines a rule of dispatch is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Every line.
    Any,
    /// Those whose buyer was told no later day.
    Kept,
    /// Those whose buyer was told a later day (발송지연 안내).
    Delayed,
    /// Those of which the marketplace tells no day, of the usual pace.
    Untold,
    /// The same, of those that leave on the day they are paid (오늘출발).
    UntoldToday,
}

/// Which claims a rule is about, by whether they are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// A hold changes nothing.
    Any,
    /// Those that are not held.
    Free,
    /// Those that are held.
    Held,
    /// Those whose completion is held besides (반품완료보류).
    Deferred,
}

/// What waiting costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Cost {
    /// The marketplace pays the buyer back by itself.
    AutoRefund,
    /// The marketplace cancels by itself, and pays back.
    AutoCancel,
    /// The marketplace completes the claim by itself, and pays back.
    AutoComplete,
    /// The marketplace approves an exchange by itself: new goods have to leave.
    AutoApprove,
    /// A hold ends by itself.
    Release,
    /// The right to object is lost.
    NoObjection,
    /// Points against the seller.
    Penalty,
    /// It counts as late.
    Late,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Money or goods leave without a press.
    Money,
    /// The marketplace holds it against the seller.
    Penalty,
    /// It is late.
    Delay,
}

/// How sure a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The marketplace's own page or its API says so.
    Documented,
    /// Sellers, press or a neighbouring page say so.
    Unverified,
}

/// A rule of a marketplace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name in files and commands: it never changes.
    pub id: &'static str,
    /// Whose rule.
    pub marketplace: Marketplace,
    /// What it is about, in a person's words.
    pub about: (&'static str, &'static str),
    /// What it is about.
    pub on: Concern,
    /// From when it counts.
    pub from: Start,
    /// How long, if a source tells.
    pub term: Option<Term>,
    /// What it costs.
    pub cost: Cost,
    /// The same in a full sentence, Korean and English.
    pub what: (&'static str, &'static str),
    /// How sure it is.
    pub confidence: Confidence,
    /// Who says so.
    pub source: &'static str,
}

/// The moments of an order or a claim from which terms count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Starts {
    /// [`Start::Paid`]
    pub paid: Option<DateTime<Utc>>,
    /// [`Start::ShipBy`]
    pub ship_by: Option<NaiveDate>,
    /// [`Start::Requested`]
    pub requested: Option<DateTime<Utc>>,
    /// [`Start::Collected`]
    pub collected: Option<DateTime<Utc>>,
    /// [`Start::Held`]
    pub held: Option<DateTime<Utc>>,
}

impl Rule {
    /// The rule of that name.
    pub fn find(id: &str) -> Option<&'static Rule> {
        RULES.iter().find(|rule| rule.id == id)
    }

    /// Whether a rule of this marketplace asks which lines leave on the day they are paid.
    pub fn any_asks_pace(marketplace: Marketplace) -> bool {
        let asks = |rule: &Rule| rule.on == Concern::Dispatch(Pace::UntoldToday);
        RULES.iter().any(|rule| rule.marketplace == marketplace && asks(rule))
    }

    /// Whether the rule is about a claim as it stands.
    pub fn governs_claim(&self, claim: &Claim) -> bool {
        let Concern::Claim { kind, steps, hold } = self.on else { return false };
        self.marketplace == claim.marketplace
            && kind == claim.kind
            && steps.contains(&claim.step)
            && hold.covers(claim)
    }

    /// Whether the rule is about the dispatch of a line as it stands.
    pub fn governs_dispatch(&self, line: &Undispatched) -> bool {
        let Concern::Dispatch(pace) = self.on else { return false };
        let paced = match pace {
            Pace::Any => true,
            Pace::Kept => !line.delayed,
            Pace::Delayed => line.delayed,
            Pace::Untold => line.untold() && !line.today,
            Pace::UntoldToday => line.untold() && line.today,
        };
        self.marketplace == line.marketplace && paced
    }

    /// When it bites with this term; `None` while the moment from which it counts is not known.
    pub fn bites_at(&self, term: Term, starts: &Starts, days: &Calendar) -> Option<DateTime<Utc>> {
        let moment = match self.from {
            Start::Paid => starts.paid,
            Start::ShipBy => starts.ship_by.map(calendar::begin_of),
            Start::Requested => starts.requested,
            Start::Collected => starts.collected,
            Start::Held => starts.held,
        }?;
        term.after(moment, days)
    }
}

impl Hold {
    /// Whether a claim is among them.
    fn covers(self, claim: &Claim) -> bool {
        let deferred = claim.held.as_ref().map(|held| held.deferred);
        match self {
            Self::Any => true,
            Self::Free => deferred.is_none(),
            Self::Held => deferred == Some(false),
            Self::Deferred => deferred == Some(true),
        }
    }
}

impl Term {
    /// The moment at which the term is over that started at `from`.
    pub fn after(self, from: DateTime<Utc>, days: &Calendar) -> Option<DateTime<Utc>> {
        let day = calendar::day_of(from);
        match self {
            Self::Hours { count } => from.checked_add_signed(TimeDelta::hours(count.into())),
            Self::Days { count } => day.checked_add_days(Days::new(count.into())).map(calendar::begin_of),
            Self::WorkingDays { count } => days.add(day, count).map(calendar::end_of),
            Self::Clock { minutes } => Some(calendar::begin_of(day) + TimeDelta::minutes(minutes.into())),
            Self::SameDay { minutes } => {
                let passed = (calendar::time_of(from) - NaiveTime::MIN).num_minutes() >= minutes.into();
                days.add(day, u16::from(passed && days.is_open(day))).map(calendar::end_of)
            }
        }
    }

    /// Whether a rule of `usual` term may be given this one: counted terms may change their unit, clock times may not.
    pub fn may_replace(self, usual: Option<Term>) -> bool {
        let within = match self {
            Self::Hours { count } | Self::Days { count } | Self::WorkingDays { count } => {
                (1..=8760).contains(&count)
            }
            Self::Clock { minutes } | Self::SameDay { minutes } => minutes <= MIDNIGHT,
        };
        let kind = |term| match term {
            Self::Hours { .. } | Self::Days { .. } | Self::WorkingDays { .. } => 0,
            Self::Clock { .. } => 1,
            Self::SameDay { .. } => 2,
        };
        within && usual.map_or(0, kind) == kind(self)
    }

    /// Whether it counts working days.
    pub const fn counts_working_days(self) -> bool {
        matches!(self, Self::WorkingDays { .. } | Self::SameDay { .. })
    }
}

impl Cost {
    /// Two to five characters for a narrow column.
    pub const fn word(self) -> Sentence {
        match self {
            Self::AutoRefund => Sentence::fixed("자동환불", "auto refund"),
            Self::AutoCancel => Sentence::fixed("자동취소", "auto cancel"),
            Self::AutoComplete => Sentence::fixed("자동완료", "auto close"),
            Self::AutoApprove => Sentence::fixed("자동승인", "auto approval"),
            Self::Release => Sentence::fixed("보류 풀림", "hold ends"),
            Self::NoObjection => Sentence::fixed("이의 마감", "no appeal"),
            Self::Penalty => Sentence::fixed("패널티", "penalty"),
            Self::Late => Sentence::fixed("지연", "late"),
        }
    }

    /// How bad it is.
    pub const fn severity(self) -> Severity {
        match self {
            Self::AutoRefund | Self::AutoCancel | Self::AutoComplete | Self::AutoApprove => Severity::Money,
            Self::Penalty | Self::NoObjection => Severity::Penalty,
            Self::Release | Self::Late => Severity::Delay,
        }
    }
}

/// A line that waits to leave, as far as rules ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undispatched {
    /// Where it was bought.
    pub marketplace: Marketplace,
    /// When it was paid.
    pub paid_at: Option<DateTime<Utc>>,
    /// The day by which it should ship, where the marketplace tells one.
    pub ship_by: Option<NaiveDate>,
    /// The buyer was told a later day.
    pub delayed: bool,
    /// It leaves on the day it is paid (오늘출발).
    pub today: bool,
}

impl Undispatched {
    /// Whether lines at this stage wait to leave.
    pub const fn waits_at(stage: Stage) -> bool {
        matches!(stage, Stage::Paid | Stage::Preparing)
    }

    /// What a line tells; whether it leaves today stands in the marketplace's own word of its pace.
    pub fn leaves_today(line: &OrderLine) -> bool {
        let paced = |detail: &&crate::Detail| detail.kind == DetailKind::DeliveryPace;
        line.more.iter().find(paced).is_some_and(|detail| detail.value.contains("오늘출발"))
    }

    fn untold(&self) -> bool {
        self.ship_by.is_none()
    }

    /// The moments from which its terms count.
    pub fn starts(&self) -> Starts {
        Starts { paid: self.paid_at, ship_by: self.ship_by, ..Starts::default() }
    }
}

impl Starts {
    /// The moments of a claim, and whether one of them is inferred: goods of which no marketplace says when they came
    /// back were here at the latest when that was first seen (`here_by`: the claim came to [`ClaimStep::Collected`], or
    /// the seller looked at them), and by the last change of a claim that stands there. The earliest of these counts: a
    /// later change of something else must not move a moment that is running.
    pub fn of_claim(claim: &Claim, here_by: Option<DateTime<Utc>>) -> (Self, bool) {
        let told = claim.more.iter().find(|detail| detail.kind == DetailKind::CollectedAt);
        let told = told.and_then(|detail| detail.value.parse().ok());
        let changed = (claim.step == ClaimStep::Collected).then_some(claim.changed_at);
        let starts = Self {
            requested: Some(claim.requested_at),
            collected: told.or_else(|| changed.into_iter().chain(here_by).min()),
            held: claim.held.as_ref().and_then(|held| held.since),
            ..Self::default()
        };
        (starts, told.is_none() && starts.collected.is_some())
    }
}
