//! The clock on every order and claim: the earliest moment after which waiting costs something.
//!
//! The rules stand in [`domain::deadline`]; here they meet the owner's own terms and days, and what the store knows.

mod settings;

use chrono::{DateTime, Datelike, Utc};
use domain::calendar::{self, LAST_YEAR};
use domain::deadline::{Confidence, RULES, Rule, Start, Starts, Term, Undispatched};
use domain::{AccountId, Calendar, Claim, LineId, Sentence};
use store::LineRow;

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
            let book = Book::of(desk)?;
            let mut dues = Vec::new();
            for claim in desk.store.standing_claims()? {
                let inspected = looked_at(desk, &claim)?;
                let Some(DeadlineView { at, .. }) = book.of_claim(&claim, inspected) else { continue };
                dues.push(ClaimDue { account: claim.account, kind: claim.kind, step: claim.step, at });
            }
            Ok(dues)
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

    /// The deadline of a claim whose goods were looked at then; none while nothing can be done to it but wait for the
    /// buyer or the marketplace.
    pub(crate) fn of_claim(&self, claim: &Claim, inspected: Option<DateTime<Utc>>) -> Option<DeadlineView> {
        let (starts, inferred) = Starts::of_claim(claim, inspected);
        self.earliest(rules_of(claim), &starts, inferred)
    }

    /// What waiting on a claim costs at a time that nobody tells; the worst of it.
    pub(crate) fn untimed(&self, claim: &Claim) -> Option<UntimedView> {
        let known = rules_of(claim).filter(|rule| self.own.is_on(rule) && self.own.term(rule).is_none());
        known.min_by_key(|rule| rule.cost.severity()).map(untimed)
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

/// When the seller looked at the goods of a claim; it is asked for only where nobody else says that they came back.
fn looked_at(desk: &Desk, claim: &Claim) -> Result<Option<DateTime<Utc>>, Problem> {
    let asked = rules_of(claim).any(|rule| rule.from == Start::Collected);
    if !asked || Starts::of_claim(claim, None).0.collected.is_some() {
        return Ok(None);
    }
    let row = desk.store.claim_row(&claim.account, &claim.claim)?;
    Ok(row.and_then(|row| row.inspection).map(|found| found.at))
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
