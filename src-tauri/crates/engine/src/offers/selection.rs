//! What may be done with many lines at once, from the grid's rows alone: a selection may hold thousands, and the
//! press looks at each of them closer anyway.

use std::collections::{BTreeMap, BTreeSet};

use domain::{AccountId, ActionKind, BundleId, ClaimKind, LineId, OrderId, Quantity, Stage, Status, Target};
use market::{Capabilities, Unit};
use store::LineRow;

use super::{at, nothing};
use crate::cap;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::hold::Hold;
use crate::plan::UnderWay;
use crate::rules;
use crate::view::{Problem, SelectionOffer};

/// A rule of [`rules`] on what stands in a row.
type Rule = fn(Stage, &Quantity) -> Option<Hold>;

/// The operations that are offered for many lines at once. Our own hold only where it is ours to place.
const ON_SELECTIONS: [(ActionKind, Rule); 4] = [
    (ActionKind::Confirm, rules::confirmable),
    (ActionKind::Ship, rules::shippable),
    (ActionKind::ChangeInvoice, rules::renumberable),
    (ActionKind::HoldDispatch, rules::keepable),
];

/// A row of a selection's parcels, and whether it was selected itself.
type Row = (LineRow, bool);

/// The parcels of a selection, each with all its rows.
type Parcels = BTreeMap<(AccountId, OrderId, BundleId), Vec<Row>>;

/// An operation over a selection.
#[derive(Clone, Copy)]
struct Press<'a> {
    kind: ActionKind,
    rule: Rule,
    under_way: &'a UnderWay,
}

impl Engine {
    /// What may be done with a selection of lines, and to how many of them it seems to apply. Lines that are no
    /// longer here do not count.
    ///
    /// # Errors
    /// When there is no such account, or the store fails.
    pub async fn selection_offers(
        &self,
        lines: Vec<(AccountId, LineId)>,
    ) -> Result<Vec<SelectionOffer>, Problem> {
        cap::list(&lines)?;
        self.ask(move |desk| {
            let under_way = UnderWay::now(desk)?;
            let parcels = parcels(desk, &lines)?;
            let press = |(kind, rule)| Press { kind, rule, under_way: &under_way };
            let offers = ON_SELECTIONS.into_iter().map(press).map(|press| offered(desk, press, &parcels));
            offers.filter(|offer| offer.as_ref().map_or(true, is_shown)).collect()
        })
        .await
    }
}

/// The parcels in which the lines are. Another order under the same number is another parcel, as for the press.
fn parcels(desk: &Desk, lines: &[(AccountId, LineId)]) -> Result<Parcels, Problem> {
    let rows = desk.store.parcel_rows(lines)?;
    let chosen: BTreeSet<(&AccountId, &LineId)> =
        lines.iter().map(|(account, line)| (account, line)).collect();
    let mut parcels = Parcels::new();
    for row in rows {
        let is_chosen = chosen.contains(&(&row.account, &row.line));
        let parcel = (row.account.clone(), row.order.clone(), row.bundle.clone());
        parcels.entry(parcel).or_default().push((row, is_chosen));
    }
    parcels.retain(|_, rows| rows.iter().any(|(_, chosen)| *chosen));
    Ok(parcels)
}

/// One operation over a selection.
fn offered(desk: &Desk, press: Press<'_>, parcels: &Parcels) -> Result<SelectionOffer, Problem> {
    let (mut applicable, mut along) = (0, 0);
    let mut refused = None;
    let mut taken = None;
    for ((account, ..), rows) in parcels {
        let (going, hold) = sorted(press, unit(desk, account, press.kind)?, rows);
        let offer = at(desk, account, press.kind, hold)?;
        if offer.enabled {
            let selected = count(going.iter().filter(|(_, chosen)| *chosen));
            applicable += selected;
            along += count(going.iter()).saturating_sub(selected);
            taken.get_or_insert(offer);
        } else {
            refused.get_or_insert(offer);
        }
    }
    let offer = taken.or(refused).unwrap_or_else(|| nothing(press.kind));
    Ok(SelectionOffer { offer, applicable, along })
}

/// Whether an offer is shown: our own hold is not, where the marketplace leaves nothing to us.
fn is_shown(offered: &SelectionOffer) -> bool {
    offered.offer.kind != ActionKind::HoldDispatch || offered.offer.local
}

/// How many there are.
fn count<T>(rows: impl Iterator<Item = T>) -> u32 {
    u32::try_from(rows.count()).unwrap_or(u32::MAX)
}

/// What an operation takes together at an account's marketplace; it does not matter for one that cannot be opened.
fn unit(desk: &Desk, account: &AccountId, kind: ActionKind) -> Result<Unit, Problem> {
    let door = desk.door(account)?;
    let capabilities = door.market().map(|market| market.capabilities());
    let unit = |known: &Capabilities| if kind == ActionKind::Confirm { known.confirms } else { known.unit };
    Ok(capabilities.map(unit).unwrap_or_default())
}

/// The rows of a parcel that go, or why none does.
fn sorted<'a>(press: Press<'_>, unit: Unit, rows: &'a [Row]) -> (Vec<&'a Row>, Option<Hold>) {
    let alone = press.kind == ActionKind::HoldDispatch;
    if unit == Unit::Bundle && !alone {
        let hold = parcel_hold(press, rows);
        return (if hold.is_none() { rows.iter().collect() } else { Vec::new() }, hold);
    }
    let pressed = rows.iter().filter(|(_, chosen)| *chosen || !alone);
    let (going, staying): (Vec<&Row>, Vec<&Row>) =
        pressed.partition(|(row, _)| row_hold(press, row).is_none());
    // Others of the parcel go along with a selected line, and never in its place.
    if going.iter().any(|(_, chosen)| *chosen) {
        return (going, None);
    }
    let first = staying.iter().find(|(_, chosen)| *chosen);
    (Vec::new(), first.map_or(Some(Hold::NothingLeft), |(row, _)| row_hold(press, row)))
}

/// Why a parcel cannot go, by its rows; a line without pieces only stays out of the box.
fn parcel_hold(press: Press<'_>, rows: &[Row]) -> Option<Hold> {
    let holds: Vec<Option<Hold>> = rows.iter().map(|(row, _)| row_hold(press, row)).collect();
    if holds.contains(&Some(Hold::UnderWay)) {
        return Some(Hold::UnderWay);
    }
    let mut live = holds.into_iter().filter(|hold| *hold != Some(Hold::NothingLeft)).peekable();
    if live.peek().is_none() {
        return Some(Hold::NothingLeft);
    }
    live.flatten().min_by_key(|hold| stands_beside(*hold))
}

/// Whether a hold stands beside the line's stage, so that the stage of another line is told first.
const fn stands_beside(hold: Hold) -> bool {
    matches!(hold, Hold::CancelRequested | Hold::Kept)
}

/// Why a line cannot go, by its row.
fn row_hold(press: Press<'_>, row: &LineRow) -> Option<Hold> {
    if press.kind == ActionKind::HoldDispatch {
        return (press.rule)(row.stage, &row.quantity);
    }
    if press.under_way.on(&row.account, Target::Line(row.line.clone())) {
        Some(Hold::UnderWay)
    } else if let Some(hold) = (press.rule)(row.stage, &row.quantity) {
        Some(hold)
    } else if matches!(row.status, Status::Canceled | Status::Returned) {
        Some(Hold::NothingLeft)
    } else if row.claim == Some(ClaimKind::Cancel) {
        Some(Hold::CancelRequested)
    } else {
        (rules::lets_leave(press.kind) && row.dispatch_hold.is_some()).then_some(Hold::Kept)
    }
}
