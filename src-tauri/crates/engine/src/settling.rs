//! What was carried out so recently that a reading may not show it yet. A marketplace that answered "done" may
//! go on showing the old state for a while, and in that while a second press would look right to every rule.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{ActionKind, ActionState, InvoiceNumber, LineResult, OrderId, Parcel, Target, Write};
use market::Limits;
use store::JournalEntry;

use crate::act::settles_after;
use crate::desk::Desk;
use crate::door::Door;
use crate::view::Problem;

/// What tells a write from another of a kind that may rightly be done again at once: the latest one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark<'a> {
    /// Nothing: the kind alone decides.
    Kind,
    /// The parcel's number.
    Invoice(&'a InvoiceNumber),
    /// The day that was promised or wished for.
    Day(NaiveDate),
}

/// What was done to an order, and what of it a reading may not show yet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settling {
    /// May not show yet; the newest first.
    fresh: Vec<JournalEntry>,
    /// Shows by now, whether or not it was read since.
    shown: Vec<JournalEntry>,
}

impl Settling {
    /// Of an order, as the journal stands now.
    ///
    /// # Errors
    /// When the account cannot be opened, or the store fails.
    pub(crate) fn of_order(desk: &Desk, door: &Door, order: &OrderId) -> Result<Self, Problem> {
        let limits = &door.market()?.capabilities().limits;
        let now = desk.now();
        let mut entries = desk.store.actions_of_order(door.id(), order)?;
        entries.retain(|entry| entry.state == ActionState::Done);
        let (fresh, shown) = entries.into_iter().partition(|entry| is_fresh(entry, limits, now));
        Ok(Self { fresh, shown })
    }

    /// Whether the same was just done to the target, and not undone since. Another number for a parcel and
    /// another day are not the same.
    pub(crate) fn holds(&self, kind: ActionKind, target: &Target, mark: Mark<'_>) -> bool {
        let done = self.fresh.iter().filter(|entry| is_done(entry, target));
        done.take_while(|entry| !undo_each_other(entry.kind, kind))
            .any(|entry| entry.kind == kind && (!may_be_repeated(kind) || is_marked(entry, target, mark)))
    }

    /// Whether the same was done to the target before: what the desk remembers of it may be older than that.
    pub(crate) fn was_done(&self, kind: ActionKind, target: &Target) -> bool {
        self.shown.iter().any(|entry| entry.kind == kind && is_done(entry, target))
    }
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
    matches!(kind, Kind::ChangeInvoice | Kind::DelayNotice | Kind::ChangeHopeDelivery)
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
        (Write::Delay { until: told, .. }, Mark::Day(day)) => *told == day,
        (Write::ChangeHopeDelivery { on, .. }, Mark::Day(day)) => *on == day,
        _ => false,
    }
}

/// The number that a changed parcel was given.
fn number<'a>(parcels: &'a [Parcel], target: &Target) -> Option<&'a InvoiceNumber> {
    let Target::Line(id) = target else { return None };
    let holds = |parcel: &&Parcel| parcel.lines.iter().any(|line| line.line == *id);
    parcels.iter().find(holds).map(|parcel| &parcel.invoice)
}
