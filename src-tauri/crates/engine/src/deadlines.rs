//! The clock on every order and claim: the earliest moment after which waiting costs something.
//!
//! The rules stand in [`domain::deadline`]; here they meet the owner's own terms and days, and what the store knows.

mod settings;

use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::{DateTime, Datelike, Utc};
use domain::calendar::{self, HOLIDAYS, LAST_YEAR};
use domain::deadline::{Confidence, RULES, Rule, Start, Starts, Term, Undispatched};
use domain::{AccountId, Calendar, Claim, LineId, Sentence};
use store::{Due, LineRow, OpenDue};

use crate::desk::Desk;
use crate::engine::Engine;
use crate::view::{ClaimDue, DeadlineView, Problem, UntimedView};

use settings::Own;

impl Engine {
    /// When each open claim falls due, those that cost nothing left out.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn claim_dues(&self) -> Result<Vec<ClaimDue>, Problem> {
        self.ask(|desk| {
            Book::of(desk)?.reckon_claims(desk)?;
            let due = |OpenDue { account, kind, step, at }| ClaimDue { account, kind, step, at };
            Ok(desk.store.open_dues()?.into_iter().map(due).collect())
        })
        .await
    }
}

/// The rules with the owner's terms, and the days by which they count.
pub(crate) struct Book {
    own: Own,
    days: Calendar,
}

/// A rule that bites, and when.
struct Bite {
    rule: &'static Rule,
    term: Term,
    at: DateTime<Utc>,
}

impl Book {
    /// As the owner has it now.
    pub(crate) fn of(desk: &Desk) -> Result<Self, Problem> {
        let own = Own::read(desk)?;
        Ok(Self { days: own.calendar(), own })
    }

    /// The deadline of a claim whose goods were first seen here then; none while nothing can be done to it but wait for the
    /// buyer or the marketplace.
    pub(crate) fn of_claim(&self, claim: &Claim, here_by: Option<DateTime<Utc>>) -> Option<DeadlineView> {
        let (starts, inferred) = Starts::of_claim(claim, here_by);
        self.earliest(rules_of(claim), &starts, inferred)
    }

    /// What waiting on a claim costs at a time that nobody tells; the worst of it.
    pub(crate) fn untimed(&self, claim: &Claim) -> Option<UntimedView> {
        let known = rules_of(claim).filter(|rule| self.own.is_on(rule) && self.own.term(rule).is_none());
        known.min_by_key(|rule| rule.cost.severity()).map(untimed)
    }

    /// Keeps when each open claim falls due, so that its queue is sorted by it however long it is.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) fn reckon_claims(&self, desk: &Desk) -> Result<(), Problem> {
        Ok(desk.store.reckon_dues(&self.name(), |claim, here_by| self.due(claim, here_by))?)
    }

    /// When waiting for a claim costs something.
    fn due(&self, claim: &Claim, here_by: Option<DateTime<Utc>>) -> Due {
        let at = self.of_claim(claim, here_by).map(|deadline| Due::At(deadline.at));
        at.or_else(|| self.untimed(claim).map(|_| Due::Untold)).unwrap_or(Due::Never)
    }

    /// Names all that its moments follow from: another name means other moments.
    fn name(&self) -> String {
        let mut hasher = DefaultHasher::new();
        format!("{RULES:?} {HOLIDAYS:?} {:?}", self.own).hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }

    /// The deadline of a row of the inbox. The whole line is read only where its row does not say enough.
    pub(crate) fn of_row(&self, desk: &Desk, row: &LineRow) -> Result<Option<DeadlineView>, Problem> {
        if !Undispatched::waits_at(row.stage) || row.quantity.to_ship() == 0 {
            return Ok(None);
        }
        let asked = row.ship_by.is_none() && Rule::any_asks_pace(row.marketplace);
        let today = asked && leaves_today(desk, &row.account, &row.line)?;
        let line = Undispatched {
            marketplace: row.marketplace,
            paid_at: row.paid_at,
            ship_by: row.ship_by,
            delayed: !row.delayed_because.is_empty(),
            today,
        };
        let rules = RULES.iter().filter(|rule| rule.governs_dispatch(&line));
        Ok(self.earliest(rules, &line.starts(), false))
    }

    /// What bites first, and what next.
    fn earliest(
        &self,
        rules: impl Iterator<Item = &'static Rule>,
        starts: &Starts,
        inferred: bool,
    ) -> Option<DeadlineView> {
        let mut bites: Vec<Bite> = rules
            .filter_map(|rule| {
                let term = self.own.term(rule)?;
                Some(Bite { rule, term, at: rule.bites_at(term, starts, &self.days)? })
            })
            .collect();
        bites.sort_by_key(|bite| bite.at);
        let mut bites = bites.into_iter();
        let first = bites.next()?;
        Some(self.shown(first, bites.next(), inferred))
    }

    fn shown(&self, Bite { rule, term, at }: Bite, next: Option<Bite>, inferred: bool) -> DeadlineView {
        let own = self.own.changed(rule);
        let beyond = term.counts_working_days() && calendar::day_of(at).year() > LAST_YEAR;
        let unverified = rule.confidence == Confidence::Unverified;
        // The day of dispatch is the marketplace's own, whatever guides say of its price.
        let told = own || matches!((rule.from, term), (Start::ShipBy, Term::Clock { .. }));
        let estimated = (unverified && !told) || (inferred && rule.from == Start::Collected) || beyond;
        DeadlineView {
            at,
            rule: rule.id.to_owned(),
            word: rule.cost.word(),
            what: Sentence::fixed(rule.what.0, rule.what.1),
            counted: counted(rule, term),
            severity: rule.cost.severity(),
            estimated,
            unverified,
            source: rule.source.to_owned(),
            then: next.map(|next| (next.at, next.rule.cost.word())),
        }
    }
}

/// The rules about a claim, as long as the seller can do something about it.
fn rules_of(claim: &Claim) -> impl Iterator<Item = &'static Rule> {
    let ours = !claim.verbs.is_empty() && !claim.is_settled();
    RULES.iter().filter(move |rule| ours && rule.governs_claim(claim))
}

/// A rule without a term as the window shows it.
fn untimed(rule: &Rule) -> UntimedView {
    UntimedView {
        rule: rule.id.to_owned(),
        word: rule.cost.word(),
        what: Sentence::fixed(rule.what.0, rule.what.1),
        severity: rule.cost.severity(),
        source: rule.source.to_owned(),
    }
}

/// How a moment is counted: from what, and how long.
fn counted(rule: &Rule, term: Term) -> Sentence {
    let (from, term) = (rule.from.words(), term.words());
    Sentence::new(format!("{} 기준 {}", from.ko, term.ko), format!("from the {}: {}", from.en, term.en))
}

/// Whether a line leaves on the day it is paid, as its marketplace says.
fn leaves_today(desk: &Desk, account: &AccountId, line: &LineId) -> Result<bool, Problem> {
    Ok(desk.store.line(account, line)?.is_some_and(|line| Undispatched::leaves_today(&line)))
}
