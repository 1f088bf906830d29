//! Pressed lines as bundles, with what the desk knows of them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    AccountId, ActionKind, BundleId, Claim, CourierCode, InvoiceNumber, LineId, OrderId, OrderLine, Parcel,
    ParcelLine, Stage, Target,
};
use market::Unit;

use super::UnderWay;
use crate::desk::Desk;
use crate::hold::Hold;
use crate::problem;
use crate::rules;
use crate::settling::{Mark, Settling};
use crate::view::Problem;

/// A rule of [`rules`].
pub(crate) type Rule = fn(&OrderLine) -> Option<Hold>;

/// An operation that is pressed, or offered to be.
#[derive(Clone, Copy)]
pub(crate) struct Press<'a> {
    pub(crate) kind: ActionKind,
    pub(crate) rule: Rule,
    /// What tells it from another of its kind.
    pub(crate) mark: Mark<'a>,
    pub(crate) under_way: &'a UnderWay,
}

/// A bundle and the rows that were pressed for it.
pub(super) struct Pressed<'a, T> {
    pub(super) bundled: Bundled,
    pub(super) rows: Vec<&'a T>,
}

/// The rows by bundle, in the order in which they were pressed. A number that stands on lines of two orders (합배송)
/// is two bundles here, since each order is read and sent by itself.
pub(super) fn pressed<'a, T>(
    desk: &Desk,
    rows: &'a [T],
    name: impl Fn(&T) -> (&AccountId, &LineId),
) -> Result<Vec<Pressed<'a, T>>, Problem> {
    let mut places: BTreeMap<(AccountId, OrderId, BundleId), usize> = BTreeMap::new();
    let mut bundles: Vec<Pressed<'a, T>> = Vec::new();
    for row in rows {
        let (account, line) = name(row);
        let line = known(desk, account, line)?;
        let key = (account.clone(), line.order.clone(), line.bundle.clone());
        match places.get(&key) {
            Some(place) => bundles[*place].rows.push(row),
            None => {
                places.insert(key, bundles.len());
                bundles.push(Pressed { bundled: Bundled::around(desk, account, line)?, rows: vec![row] });
            }
        }
    }
    Ok(bundles)
}

/// A line that must be here.
fn known(desk: &Desk, account: &AccountId, line: &LineId) -> Result<OrderLine, Problem> {
    desk.store.line(account, line)?.ok_or_else(|| problem::no_such("line", line.as_str()))
}

/// A bundle with its lines and the claims of its order.
#[derive(Clone, Debug)]
pub(crate) struct Bundled {
    pub(crate) account: AccountId,
    pub(crate) order: OrderId,
    pub(crate) bundle: BundleId,
    /// What its marketplace acts on.
    pub(crate) unit: Unit,
    /// What its marketplace confirms.
    confirms: Unit,
    /// Its lines may leave one after the other, without a day being promised for the rest.
    by_lines: bool,
    /// The bundle's lines.
    pub(crate) lines: Vec<OrderLine>,
    /// All lines of the order.
    pub(crate) whole: Vec<OrderLine>,
    /// All claims of the order.
    pub(crate) claims: Vec<Claim>,
    /// Lines of the order that we keep from leaving.
    pub(crate) kept: BTreeSet<LineId>,
    /// What a reading may not show yet.
    settling: Settling,
}

impl Bundled {
    /// The bundle of a line, as the store has it.
    ///
    /// # Errors
    /// When the line is not here, its account cannot be opened, or the store fails.
    pub(crate) fn of(desk: &Desk, account: &AccountId, line: &LineId) -> Result<Self, Problem> {
        Self::around(desk, account, known(desk, account, line)?)
    }

    /// The bundle around a line.
    fn around(desk: &Desk, account: &AccountId, line: OrderLine) -> Result<Self, Problem> {
        let door = desk.door(account)?;
        let capabilities = door.market()?.capabilities();
        let claims = desk.store.claims_of_order(account, &line.order)?;
        let whole = rules::as_taken(desk.store.order_lines(account, &line.order)?, &claims);
        Ok(Self {
            account: account.clone(),
            unit: capabilities.unit,
            confirms: capabilities.confirms,
            by_lines: capabilities.splits_by_lines(),
            lines: whole.iter().filter(|other| other.bundle == line.bundle).cloned().collect(),
            claims,
            kept: desk.store.dispatch_holds(account, &line.order)?.into_keys().collect(),
            settling: Settling::of_order(desk, &door, &line.order)?,
            order: line.order,
            bundle: line.bundle,
            whole,
        })
    }

    /// The bundle as an operation takes it: what is confirmed together and what leaves in parts may be smaller than what
    /// leaves together.
    pub(crate) fn acting(self, kind: ActionKind) -> Self {
        let unit = match kind {
            ActionKind::Confirm => self.confirms,
            ActionKind::SplitShip | ActionKind::ShipRest if self.by_lines => Unit::Line,
            _ => self.unit,
        };
        Self { unit, ..self }
    }

    /// Sorts the bundle's lines into those that go and those that stay, each with its reason. A marketplace that
    /// acts on bundles takes all lines with pieces or none.
    pub(crate) fn sorted(&self, press: Press<'_>) -> (Vec<&OrderLine>, Vec<(&OrderLine, Hold)>) {
        if self.unit == Unit::Bundle {
            return match self.whole_hold(press) {
                Some(hold) => (Vec::new(), self.lines.iter().map(|line| (line, hold)).collect()),
                None => (self.live(press.rule), Vec::new()),
            };
        }
        let (mut going, mut staying) = (Vec::new(), Vec::new());
        for line in &self.lines {
            match self.line_hold(line, press) {
                Some(hold) => staying.push((line, hold)),
                None => going.push(line),
            }
        }
        (going, staying)
    }

    /// As [`Self::sorted`], for a press on some of the lines. Where lines go by themselves, the others go along with
    /// one that was pressed, and never in its place.
    pub(super) fn sorted_with(
        &self,
        pressed: &[&LineId],
        press: Press<'_>,
    ) -> (Vec<&OrderLine>, Vec<(&OrderLine, Hold)>) {
        let (going, mut staying) = self.sorted(press);
        if self.unit == Unit::Bundle || going.iter().any(|line| pressed.contains(&&line.line)) {
            return (going, staying);
        }
        staying.retain(|(line, _)| pressed.contains(&&line.line));
        (Vec::new(), staying)
    }

    /// Why nothing of the bundle can go.
    pub(crate) fn hold(&self, press: Press<'_>) -> Option<Hold> {
        match self.sorted(press) {
            (going, staying) if going.is_empty() => {
                Some(staying.first().map_or(Hold::NothingLeft, |(_, hold)| *hold))
            }
            _ => None,
        }
    }

    /// Why a line cannot go by itself.
    pub(crate) fn line_hold(&self, line: &OrderLine, press: Press<'_>) -> Option<Hold> {
        self.repeats_on(std::slice::from_ref(line), press)
            .or_else(|| (press.rule)(line))
            .or_else(|| self.stands_in_the_way(line, press.kind))
    }

    /// Why something cannot be done to one line alone. Where the marketplace acts on bundles, what is under way on
    /// any of its lines comes first.
    pub(crate) fn alone_hold(&self, line: &OrderLine, press: Press<'_>) -> Option<Hold> {
        let bundle_repeats = self.repeats(press).filter(|_| self.unit == Unit::Bundle);
        bundle_repeats.or_else(|| self.line_hold(line, press))
    }

    /// One of its lines.
    pub(crate) fn line(&self, id: &LineId) -> Option<&OrderLine> {
        self.lines.iter().find(|line| line.line == *id)
    }

    /// As [`Self::alone_hold`], for what waits until every claim on the line is settled.
    pub(crate) fn free_hold(&self, line: &OrderLine, press: Press<'_>) -> Option<Hold> {
        if rules::claim_stands(&self.claims, &self.whole, line) {
            return Some(Hold::ClaimOpen);
        }
        self.alone_hold(line, press)
    }

    /// Why a bundle cannot go as a whole: the first line's reason; a line without pieces only stays out of the
    /// box.
    fn whole_hold(&self, press: Press<'_>) -> Option<Hold> {
        if let Some(hold) = self.repeats(press) {
            return Some(hold);
        }
        let live = self.live(press.rule);
        if live.is_empty() {
            return self.lines.iter().find_map(press.rule).or(Some(Hold::NothingLeft));
        }
        let first = live.iter().find_map(|line| (press.rule)(line));
        first.or_else(|| live.iter().find_map(|line| self.stands_in_the_way(line, press.kind)))
    }

    /// What stands on a line beside its stage: a cancel request, or our own hold before it leaves.
    fn stands_in_the_way(&self, line: &OrderLine, kind: ActionKind) -> Option<Hold> {
        let kept = || (rules::lets_leave(kind) && self.kept.contains(&line.line)).then_some(Hold::Kept);
        rules::cancel_hold(&self.claims, &self.whole, line).or_else(kept)
    }

    /// Whether a part of it has left already.
    pub(crate) fn is_split(&self) -> bool {
        if !self.by_lines {
            return self.lines.iter().any(|line| line.delivery.split);
        }
        let left = |line: &OrderLine| rules::to_ship(line) == Some(Hold::AlreadyShipped);
        let waits = |line: &OrderLine| line.stage == Stage::Preparing;
        self.lines.iter().any(left) && self.lines.iter().any(waits)
    }

    /// The lines that have pieces, under a rule.
    pub(crate) fn live(&self, rule: Rule) -> Vec<&OrderLine> {
        self.lines.iter().filter(|line| rule(line) != Some(Hold::NothingLeft)).collect()
    }

    /// Why an operation on the whole bundle would be a repetition.
    pub(crate) fn repeats(&self, press: Press<'_>) -> Option<Hold> {
        self.repeats_on(&self.lines, press)
    }

    /// Why an operation would be a repetition: one is under way on one of the lines, or the same was just done.
    fn repeats_on(&self, lines: &[OrderLine], press: Press<'_>) -> Option<Hold> {
        let on = |line: &OrderLine| Target::Line(line.line.clone());
        if lines.iter().any(|line| press.under_way.on(&self.account, on(line))) {
            return Some(Hold::UnderWay);
        }
        let done = |line: &OrderLine| self.settling.holds(press.kind, &on(line), press.mark);
        lines.iter().any(done).then_some(Hold::JustDone)
    }

    /// Lines of it as a parcel.
    pub(super) fn parcel(
        &self,
        lines: &[&OrderLine],
        courier: &CourierCode,
        invoice: &InvoiceNumber,
    ) -> Parcel {
        Parcel {
            order: self.order.clone(),
            bundle: self.bundle.clone(),
            lines: lines.iter().map(|line| parcel_line(line)).collect(),
            courier: courier.clone(),
            invoice: invoice.clone(),
            split: self.is_split(),
        }
    }
}

/// A line as a parcel names it.
pub(super) fn parcel_line(line: &OrderLine) -> ParcelLine {
    ParcelLine { line: line.line.clone(), item: line.item.clone() }
}
