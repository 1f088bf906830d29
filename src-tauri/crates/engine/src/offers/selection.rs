//! What may be done with many lines at once, from the grid's rows alone: a selection may hold thousands, and the
//! press looks at each of them closer anyway.

use std::collections::{BTreeMap, BTreeSet};

use domain::{AccountId, ActionKind, BundleId, ClaimKind, LineId, Quantity, Stage, Target};
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

/// The operations that are offered for many lines at once.
const ON_SELECTIONS: [(ActionKind, Rule); 3] = [
    (ActionKind::Confirm, rules::confirmable),
    (ActionKind::Ship, rules::shippable),
    (ActionKind::ChangeInvoice, rules::renumberable),
];

/// The parcels of a selection, each with all its rows and how many of them were selected.
type Parcels = BTreeMap<(AccountId, BundleId), (Vec<LineRow>, u32)>;

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
            ON_SELECTIONS
                .iter()
                .map(|(kind, rule)| offered(desk, *kind, *rule, &parcels, &under_way))
                .collect()
        })
        .await
    }
}

/// The parcels in which the lines are.
fn parcels(desk: &Desk, lines: &[(AccountId, LineId)]) -> Result<Parcels, Problem> {
    let rows = desk.store.parcel_rows(lines)?;
    let chosen: BTreeSet<(&AccountId, &LineId)> =
        lines.iter().map(|(account, line)| (account, line)).collect();
    let mut parcels = Parcels::new();
    for row in rows {
        let is_chosen = chosen.contains(&(&row.account, &row.line));
        let parcel = parcels.entry((row.account.clone(), row.bundle.clone())).or_default();
        parcel.1 += u32::from(is_chosen);
        parcel.0.push(row);
    }
    Ok(parcels)
}

/// One operation over a selection.
fn offered(
    desk: &Desk,
    kind: ActionKind,
    rule: Rule,
    parcels: &Parcels,
    under_way: &UnderWay,
) -> Result<SelectionOffer, Problem> {
    let (mut applicable, mut along) = (0, 0);
    let mut refused = None;
    let mut taken = None;
    for ((account, _), (rows, selected)) in parcels {
        let offer = at(desk, account, kind, hold(rows, rule, under_way))?;
        if offer.enabled {
            applicable += selected;
            along += u32::try_from(rows.len()).unwrap_or(u32::MAX).saturating_sub(*selected);
            taken.get_or_insert(offer);
        } else {
            refused.get_or_insert(offer);
        }
    }
    let offer = taken.or(refused).unwrap_or_else(|| nothing(kind));
    Ok(SelectionOffer { offer, applicable, along })
}

/// Why a parcel cannot go, by its rows; a line without pieces only stays out of the box.
fn hold(rows: &[LineRow], rule: Rule, under_way: &UnderWay) -> Option<Hold> {
    if rows.iter().any(|row| under_way.on(&row.account, Target::Line(row.line.clone()))) {
        return Some(Hold::UnderWay);
    }
    let held = |row: &LineRow| rule(row.stage, &row.quantity);
    let live: Vec<&LineRow> = rows.iter().filter(|row| held(row) != Some(Hold::NothingLeft)).collect();
    if live.is_empty() {
        return Some(Hold::NothingLeft);
    }
    let cancel = |row: &&LineRow| row.claim == Some(ClaimKind::Cancel);
    live.iter().find_map(|row| held(row)).or_else(|| live.iter().any(cancel).then_some(Hold::CancelRequested))
}
