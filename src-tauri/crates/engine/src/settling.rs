//! What was carried out so recently that a reading may not show it yet. A marketplace that answered "done" may
//! go on showing the old state for a while, and in that while a second press would look right to every rule.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::{
    ActionKind, ActionState, Destination, InvoiceNumber, LineId, LineResult, OrderId, Parcel, Target, Write,
};
use market::Limits;
use store::JournalEntry;

use crate::act::settles_after;
use crate::concerns;
use crate::desk::Desk;
use crate::door::Door;
use crate::hold::Hold;
use crate::rules;
use crate::view::Problem;

/// What tells a write from another of a kind that may rightly be done again at once: the latest one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark<'a> {
    /// Nothing: the kind alone decides.
    Kind,
    /// The parcel's number.
    Invoice(&'a InvoiceNumber),
    /// The day that the buyer was told, where there is one, and the reason's code and words.
    Told(Option<NaiveDate>, &'a str, &'a str),
    /// The day, the hour and the region that were wished for.
    Wished(NaiveDate, Option<NaiveTime>, &'a str),
    /// Where it goes.
    To(&'a Destination),
}

impl<'a> Mark<'a> {
    /// The mark of a write on one line.
    pub(crate) fn of_line(write: &'a Write) -> Self {
        match write {
            Write::Delay { until, reason, detail, .. } => Self::Told(*until, reason, detail),
            Write::ChangeHopeDelivery { on, at, region, .. } => Self::Wished(*on, *at, region),
            Write::ChangeReceiver { to, .. } => Self::To(to),
            _ => Self::Kind,
        }
    }
}

/// What was done to an order, and what of it a reading may not show yet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settling {
    /// May not show yet; the newest first.
    fresh: Vec<JournalEntry>,
    /// Shows by now, whether or not it was read since.
    shown: Vec<JournalEntry>,
    /// Where lines leave by themselves, those that left and may not show it yet, by whichever operation.
    left: BTreeSet<LineId>,
    /// Where lines leave by themselves, those that may be leaving: nobody knows yet.
    leaving: BTreeSet<LineId>,
}

impl Settling {
    /// Of an order, as the journal stands now.
    ///
    /// # Errors
    /// When the account cannot be opened, or the store fails.
    pub(crate) fn of_order(desk: &Desk, door: &Door, order: &OrderId) -> Result<Self, Problem> {
        let capabilities = door.market()?.capabilities();
        let now = desk.now();
        let (done, others): (Vec<_>, Vec<_>) = desk
            .store
            .actions_of_order(door.id(), order)?
            .into_iter()
            .partition(|entry| entry.state == ActionState::Done);
        let (fresh, shown): (Vec<_>, Vec<_>) =
            done.into_iter().partition(|entry| is_fresh(entry, &capabilities.limits, now));
        if !capabilities.splits_by_lines() {
            return Ok(Self { fresh, shown, ..Self::default() });
        }
        let sent = |entry: &&JournalEntry| matches!(entry.state, ActionState::Sending | ActionState::Unknown);
        let left = dispatched(desk, door, fresh.iter())?;
        let leaving = dispatched(desk, door, others.iter().filter(sent))?;
        Ok(Self { fresh, shown, left, leaving })
    }

    /// Whether the same was just done to the target, and not undone since. Another number for a parcel, another
    /// day and another hour are not the same; the ways to let a line leave by itself are.
    pub(crate) fn holds(&self, kind: ActionKind, target: &Target, mark: Mark<'_>) -> bool {
        if let Target::Line(line) = target
            && rules::lets_leave(kind)
            && self.left.contains(line)
        {
            return true;
        }
        let done = self.fresh.iter().filter(|entry| is_done(entry, target));
        done.take_while(|entry| !undo_each_other(entry.kind, kind))
            .any(|entry| entry.kind == kind && (!may_be_repeated(kind) || is_marked(entry, target, mark)))
    }

    /// Why a line of an operation that lets it leave must stay: it left a moment ago or may be leaving, perhaps by
    /// another operation on another target.
    pub(crate) fn departure(&self, kind: ActionKind, line: &LineId) -> Option<Hold> {
        if !rules::lets_leave(kind) {
            None
        } else if self.leaving.contains(line) {
            Some(Hold::UnderWay)
        } else {
            self.left.contains(line).then_some(Hold::JustDone)
        }
    }

    /// Whether a line left so recently that it may not show it, or may be leaving.
    pub(crate) fn may_have_left(&self, line: &LineId) -> bool {
        self.left.contains(line) || self.leaving.contains(line)
    }

    /// Whether the same was done to the target, just now or before.
    pub(crate) fn was_ever_done(&self, kind: ActionKind, target: &Target) -> bool {
        let done = |entry: &JournalEntry| entry.kind == kind && is_done(entry, target);
        self.fresh.iter().any(done) || self.was_done(kind, target)
    }

    /// Whether the same was done to the target before: what the desk remembers of it may be older than that.
    pub(crate) fn was_done(&self, kind: ActionKind, target: &Target) -> bool {
        self.shown.iter().any(|entry| entry.kind == kind && is_done(entry, target))
    }
}

/// The lines that actions let leave, as far as they were not refused.
fn dispatched<'a>(
    desk: &Desk,
    door: &Door,
    entries: impl Iterator<Item = &'a JournalEntry>,
) -> Result<BTreeSet<LineId>, Problem> {
    let mut lines = BTreeSet::new();
    for entry in entries.filter(|entry| rules::lets_leave(entry.kind)) {
        let refused = |target: Target| {
            let failed = |result: &LineResult| matches!(result, LineResult::Failed { .. });
            entry.outcomes.iter().any(|outcome| outcome.target == target && failed(&outcome.result))
        };
        let leaving = concerns::leaving(desk, door, &entry.action.write)?;
        lines.extend(leaving.into_iter().filter(|line| !refused(Target::Line(line.clone()))));
    }
    Ok(lines)
}

/// Whether an action was carried out on a target.
fn is_done(entry: &JournalEntry, target: &Target) -> bool {
    entry.outcomes.iter().any(|outcome| outcome.target == *target && outcome.result == LineResult::Ok)
}

/// Whether a reading may still show the state from before an action.
fn is_fresh(entry: &JournalEntry, limits: &Limits, now: DateTime<Utc>) -> bool {
    entry.sent_at.is_some_and(|sent| sent + settles_after(limits, &entry.action.write) > now)
}

/// Whether a kind may rightly be done again at once, with another mark.
const fn may_be_repeated(kind: ActionKind) -> bool {
    use ActionKind as Kind;
    matches!(kind, Kind::ChangeInvoice | Kind::DelayNotice | Kind::ChangeHopeDelivery | Kind::ChangeReceiver)
}

/// Whether one of the kinds takes the other back.
const fn undo_each_other(one: ActionKind, other: ActionKind) -> bool {
    use ActionKind::{HoldExchange, HoldReturn, ReleaseExchange, ReleaseReturn};
    matches!(
        (one, other),
        (HoldReturn, ReleaseReturn)
            | (ReleaseReturn, HoldReturn)
            | (HoldExchange, ReleaseExchange)
            | (ReleaseExchange, HoldExchange)
    )
}

/// Whether a write carries a mark.
fn is_marked(entry: &JournalEntry, target: &Target, mark: Mark<'_>) -> bool {
    match (&entry.action.write, mark) {
        (Write::ChangeInvoice { parcels }, Mark::Invoice(invoice)) => {
            number(parcels, target).is_some_and(|number| number == invoice)
        }
        (
            write @ (Write::Delay { .. } | Write::ChangeHopeDelivery { .. } | Write::ChangeReceiver { .. }),
            mark,
        ) => Mark::of_line(write) == mark,
        _ => false,
    }
}

/// The number that a changed parcel was given.
fn number<'a>(parcels: &'a [Parcel], target: &Target) -> Option<&'a InvoiceNumber> {
    let Target::Line(id) = target else { return None };
    let holds = |parcel: &&Parcel| parcel.lines.iter().any(|line| line.line == *id);
    parcels.iter().find(holds).map(|parcel| &parcel.invoice)
}
