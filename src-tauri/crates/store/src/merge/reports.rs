//! Reports that nothing has come among what is told.

use domain::{LineId, OrderId, UndeliveredReport, merge::report_events};

use super::Merge;
use crate::{
    error::Result,
    table::{event, former_line, line, report, untold_order},
};

impl Merge<'_> {
    /// Takes a report that nothing has come. What was answered or taken back stays so: a late page may show it older.
    /// One that only we took for answered opens again when it is told waiting after the time a list may lag.
    pub(super) fn undelivered(&mut self, told: &UndeliveredReport) -> Result<()> {
        self.own(&told.account)?;
        let today = former_line::today(self.transaction, self.account, &told.line)?;
        let line = today.unwrap_or_else(|| told.line.clone());
        let old = report::find(self.transaction, self.account, &line, &told.report)?.map(|kept| kept.report);
        let basket = line::order_of(self.transaction, self.account, &line)?;
        let order = order_of(told, old.as_ref(), basket.as_ref());
        let new = UndeliveredReport { line, order, ..told.clone() };
        if basket.is_none() && !new.order.as_str().is_empty() {
            untold_order::note(self.transaction, self.account, &new.order, self.at)?;
        }
        match old {
            Some(old) if old == new => report::told_again(self.transaction, &new, self.at),
            Some(old) if is_older(&new, &old) && !self.waits_still(&new, &old) => {
                self.merged.set_aside += 1;
                Ok(())
            }
            old => self.put_report(old.as_ref(), &new, basket.is_some()),
        }
    }

    /// Whether a report that counts as settled was settled by us alone, so long ago that no list lags so far behind.
    /// Its record is then still the one that is told waiting: the marketplace's own end would stand in it.
    fn waits_still(&self, new: &UndeliveredReport, old: &UndeliveredReport) -> bool {
        let overdue = old.settled_at.is_some_and(|settled| self.at - settled >= self.patience);
        overdue && new.raw == old.raw
    }

    /// Lets the reports that came before their line show on it, with its order.
    pub(super) fn reports_of_new(&self, line: &LineId, order: &OrderId) -> Result<()> {
        report::take_order(self.transaction, self.account, line, order)?;
        report::show(self.transaction, self.account, line)
    }

    /// Keeps a report that is new or changed, and shows it where its line is here.
    fn put_report(
        &mut self,
        old: Option<&UndeliveredReport>,
        new: &UndeliveredReport,
        known: bool,
    ) -> Result<()> {
        report::put(self.transaction, new, self.at)?;
        event::append(self.transaction, &report_events(old, new, self.at))?;
        report::show(self.transaction, self.account, &new.line)?;
        if known {
            self.changed(&new.line);
        }
        Ok(())
    }
}

/// Whether a report is an older picture of one that was answered or taken back since.
fn is_older(new: &UndeliveredReport, old: &UndeliveredReport) -> bool {
    old.settled_at.is_some() && new.settled_at.is_none() && new.reported_at <= old.reported_at
}

/// The basket of a report: its list may not name it (ESM), so that the one that is known stays, or its line tells.
fn order_of(told: &UndeliveredReport, old: Option<&UndeliveredReport>, basket: Option<&OrderId>) -> OrderId {
    let named = |order: &&OrderId| !order.as_str().is_empty();
    let known = [Some(&told.order), old.map(|old| &old.order), basket];
    known.into_iter().flatten().find(named).unwrap_or(&told.order).clone()
}
