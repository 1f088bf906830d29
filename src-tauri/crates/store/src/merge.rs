//! What a marketplace tells, merged with what is kept: one transaction, or nothing of it.

mod claims;
mod happenings;
mod reports;

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AccountId, BundleId, ClaimId, Fact, LineId, LineNews, OrderId, OrderLine, Status,
    merge::{line_events, with_what_is_known},
};
use rusqlite::Transaction;

use crate::{
    Store, StoreError, claimed,
    error::Result,
    place,
    table::{
        account, action, claim, event, former_line, happening,
        line::{self, Stored},
        report, search,
        tally::TallyChange,
        untold_order,
    },
    words,
};

/// What was new.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Lines seen for the first time.
    pub new_lines: u32,
    /// Lines that changed, each once, in the order in which they were told.
    pub changed_lines: Vec<LineId>,
    /// Claims seen for the first time.
    pub new_claims: u32,
    /// Claims that changed, each once.
    pub changed_claims: Vec<ClaimId>,
    /// Lines and claims told in an older state than the one that is kept.
    pub set_aside: u32,
}

impl Merged {
    /// Whether nothing that a person sees changed.
    pub fn is_empty(&self) -> bool {
        self.new_lines == 0
            && self.new_claims == 0
            && self.changed_lines.is_empty()
            && self.changed_claims.is_empty()
    }

    /// Adds what another merge brought.
    pub fn add(&mut self, other: Merged) {
        self.new_lines += other.new_lines;
        self.new_claims += other.new_claims;
        self.set_aside += other.set_aside;
        other.changed_lines.into_iter().for_each(|line| push_once(&mut self.changed_lines, line));
        other.changed_claims.into_iter().for_each(|claim| push_once(&mut self.changed_claims, claim));
    }
}

/// Adds what is not there yet.
fn push_once<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// A merge under way: what follows from the facts is done once, at its end.
struct Merge<'a> {
    transaction: &'a Transaction<'a>,
    account: &'a AccountId,
    at: DateTime<Utc>,
    /// For how long a claim is told as gone before that is believed.
    patience: TimeDelta,
    merged: Merged,
    tally: TallyChange,
    orders: BTreeSet<OrderId>,
    /// Those of [`Self::orders`] whose lines may be found by other words than before.
    reworded: BTreeSet<OrderId>,
    bundles: BTreeSet<BundleId>,
    noted: BTreeSet<LineId>,
}

impl Store {
    /// Merges facts of one account into what is kept. A line that is not told stays as it is.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an account that is not here and for facts of another one; when the file cannot be written.
    pub fn merge(&self, account: &AccountId, facts: &[Fact], at: DateTime<Utc>) -> Result<Merged> {
        self.merge_lagging(account, facts, TimeDelta::zero(), at)
    }

    /// Merges facts where a reading may show the state from before for `lag`: that a claim is gone is believed later.
    ///
    /// # Errors
    /// As [`Self::merge`].
    pub fn merge_lagging(
        &self,
        account: &AccountId,
        facts: &[Fact],
        lag: TimeDelta,
        at: DateTime<Utc>,
    ) -> Result<Merged> {
        self.write(|transaction| {
            let mut merge =
                Merge { patience: claims::patience(lag), ..Merge::new(transaction, account, at)? };
            facts.iter().try_for_each(|fact| merge.fact(fact))?;
            merge.finish()
        })
    }

    /// Merges all lines of an order as they are now. A kept line that is missing from them goes on as the
    /// one line of the same product that is new: a split shipping gave it another bundle, and with it
    /// another number. It takes its actions, events and claims along.
    ///
    /// # Errors
    /// As [`Self::merge`].
    pub fn merge_whole_order(
        &self,
        account: &AccountId,
        order: &OrderId,
        lines: &[OrderLine],
        at: DateTime<Utc>,
    ) -> Result<Merged> {
        self.write(|transaction| {
            let mut merge = Merge::new(transaction, account, at)?;
            merge.follow_split(order, lines)?;
            lines.iter().try_for_each(|line| merge.line(line))?;
            merge.finish()
        })
    }
}

impl<'a> Merge<'a> {
    /// Begins.
    fn new(transaction: &'a Transaction<'a>, account: &'a AccountId, at: DateTime<Utc>) -> Result<Self> {
        account::require(transaction, account)?;
        Ok(Self {
            transaction,
            account,
            at,
            patience: claims::patience(TimeDelta::zero()),
            merged: Merged::default(),
            tally: TallyChange::default(),
            orders: BTreeSet::new(),
            reworded: BTreeSet::new(),
            bundles: BTreeSet::new(),
            noted: BTreeSet::new(),
        })
    }

    /// Refuses what belongs to another account than the one that is merged.
    fn own(&self, account: &AccountId) -> Result<()> {
        let own = account == self.account;
        if own { Ok(()) } else { Err(StoreError::NoSuch("fact of account", account.to_string())) }
    }

    /// Takes one fact.
    fn fact(&mut self, fact: &Fact) -> Result<()> {
        match fact {
            Fact::Line(line) => self.line(line),
            Fact::Claim(claim) => self.claim(claim),
            Fact::Withdrawn { claim, at } => self.withdrawn(claim, *at),
            Fact::Gone { claim } => self.gone(claim),
            Fact::News(news) => self.news(news),
            Fact::Undelivered(report) => self.undelivered(report),
        }
    }

    /// Takes a line as it is now. Under a number that it had before a split it is an old page: set aside.
    fn line(&mut self, new: &OrderLine) -> Result<()> {
        self.own(&new.account)?;
        if former_line::today(self.transaction, self.account, &new.line)?.is_some() {
            self.merged.set_aside += 1;
            return Ok(());
        }
        let old = line::find(self.transaction, self.account, &new.line)?;
        let dated = old.as_ref().map(|old| with_what_is_known(&old.line, new));
        let new = dated.as_ref().unwrap_or(new);
        if old.as_ref().is_some_and(|old| old.line == *new) {
            return Ok(());
        }
        let events = line_events(old.as_ref().map(|stored| &stored.line), new, self.at);
        event::append(self.transaction, &events)?;
        match old {
            Some(old) => {
                self.happened_to_line(&old.line, new, &events)?;
                self.replace(&old, new)?;
            }
            None => self.insert(new)?,
        }
        self.bundles.insert(new.bundle.clone());
        Ok(())
    }

    /// Takes news of a line: the line that is kept, with what is new about it.
    fn news(&mut self, news: &LineNews) -> Result<()> {
        self.own(&news.account)?;
        let today = former_line::today(self.transaction, self.account, &news.line)?;
        let named = today.as_ref().unwrap_or(&news.line);
        match line::find(self.transaction, self.account, named)? {
            Some(old) => self.line(&news.told_to(&old.line)),
            None => untold_order::note(self.transaction, self.account, &news.order, self.at),
        }
    }

    /// Keeps a line that was never seen.
    fn insert(&mut self, new: &OrderLine) -> Result<()> {
        let place = line::free_place(self.transaction, place::of_second(new))?;
        let status = Status::derive(new.stage, new.quantity, &[]);
        line::put(self.transaction, place, new, status, self.at)?;
        search::put(self.transaction, place, &words::of_line(new, []))?;
        self.reports_of_new(&new.line, &new.order)?;
        self.tally.count(status, self.account, place, 1);
        self.merged.new_lines += 1;
        self.noted.insert(new.line.clone());
        if claim::any_of_order(self.transaction, self.account, &new.order)? {
            self.reword(&new.order);
        }
        Ok(())
    }

    /// Keeps a line that changed.
    fn replace(&mut self, old: &Stored, new: &OrderLine) -> Result<()> {
        let place = self.place_of(old, new)?;
        line::put(self.transaction, place, new, old.status, self.at)?;
        line::hold::end_with(self.transaction, new, self.at)?;
        let named = |line: &OrderLine| (line.order.clone(), line.bundle.clone(), line.item.clone());
        if place != old.place
            || named(new) != named(&old.line)
            || words::of_line(new, []) != words::of_line(&old.line, [])
        {
            [&old.line.order, &new.order].into_iter().for_each(|order| self.reword(order));
        }
        self.bundles.insert(old.line.bundle.clone());
        self.orders.extend([old.line.order.clone(), new.order.clone()]);
        self.changed(&new.line);
        Ok(())
    }

    /// Notes that the lines of an order may be found by other words.
    fn reword(&mut self, order: &OrderId) {
        self.orders.insert(order.clone());
        self.reworded.insert(order.clone());
    }

    /// Notes once that a line changed; one that is new does not change besides.
    fn changed(&mut self, line: &LineId) {
        if self.noted.insert(line.clone()) {
            self.merged.changed_lines.push(line.clone());
        }
    }

    /// Where a changed line stands: elsewhere when it was only now paid.
    fn place_of(&mut self, old: &Stored, new: &OrderLine) -> Result<i64> {
        let second = place::of_second(new);
        if second == place::of_second(&old.line) {
            return Ok(old.place);
        }
        let place = line::free_place(self.transaction, second)?;
        line::move_to(self.transaction, old.place, place)?;
        search::forget(self.transaction, old.place)?;
        self.tally.count(old.status, self.account, old.place, -1);
        self.tally.count(old.status, self.account, place, 1);
        Ok(place)
    }

    /// Gives kept lines the numbers under which a split shipping lets them go on.
    fn follow_split(&mut self, order: &OrderId, lines: &[OrderLine]) -> Result<()> {
        let kept = line::of_order(self.transaction, self.account, order)?;
        let gone = kept.iter().filter(|old| lines.iter().all(|new| new.line != old.line.line));
        let come: Vec<&OrderLine> =
            lines.iter().filter(|new| kept.iter().all(|old| old.line.line != new.line)).collect();
        let gone: Vec<&Stored> = gone.collect();
        for old in &gone {
            let of_product = |line: &OrderLine| line.item == old.line.item;
            let mut heirs = come.iter().filter(|line| of_product(line));
            let alone = gone.iter().filter(|other| of_product(&other.line)).count() == 1;
            if let (Some(heir), None, true) = (heirs.next(), heirs.next(), alone) {
                self.rename(old, &heir.line)?;
                self.reword(order);
            }
        }
        Ok(())
    }

    /// Lets a line go on under another number, in every table that names it.
    fn rename(&self, old: &Stored, line: &LineId) -> Result<()> {
        line::rename(self.transaction, old.place, line)?;
        former_line::remember(self.transaction, self.account, &old.line.line, line)?;
        action::rename_line(self.transaction, self.account, &old.line.line, line)?;
        report::rename_line(self.transaction, self.account, &old.line.line, line)?;
        happening::rename_line(self.transaction, self.account, &old.line.line, line)?;
        event::rename_line(self.transaction, self.account, &old.line, line)
    }

    /// Does what follows from the facts: statuses by claims, sizes of bundles, the tally.
    fn finish(mut self) -> Result<Merged> {
        for order in std::mem::take(&mut self.orders) {
            self.settle_order(&order)?;
        }
        for bundle in &self.bundles {
            line::recount_bundle(self.transaction, self.account, bundle)?;
        }
        self.tally.save(self.transaction)?;
        Ok(self.merged)
    }

    /// Derives the status of each line of an order from its stage and the order's claims, by whose numbers it is found.
    fn settle_order(&mut self, order: &OrderId) -> Result<()> {
        let reworded = self.reworded.contains(order);
        let claims = claim::of_order(self.transaction, self.account, order)?;
        let kept = line::of_order(self.transaction, self.account, order)?;
        let formers = former_line::of_order(self.transaction, self.account, order)?;
        let lines: Vec<&OrderLine> = kept.iter().map(|stored| &stored.line).collect();
        for stored in &kept {
            let on_line = claimed::on_line(&stored.line, &claims, &lines, &formers);
            if reworded {
                let numbers = claimed::numbers(&stored.line, &claims, &lines, &formers);
                search::put(self.transaction, stored.place, &words::of_line(&stored.line, numbers))?;
            }
            let status = Status::derive(stored.line.stage, stored.line.quantity, &on_line);
            let open = on_line.iter().find(|claim| !claim.step.is_terminal()).map(|claim| claim.kind);
            if (status, open) != (stored.status, line::claim_on(self.transaction, stored.place)?) {
                line::set_claim(self.transaction, stored.place, status, open)?;
                self.tally.count(stored.status, self.account, stored.place, -1);
                self.tally.count(status, self.account, stored.place, 1);
                self.changed(&stored.line.line);
            }
        }
        Ok(())
    }
}
