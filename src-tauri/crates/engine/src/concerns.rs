//! Which lines a write is about, each with what it belongs to.

use domain::{LineId, Parcel, ParcelLine, Write};
use market::LineRef;

use crate::desk::Desk;
use crate::door::Door;
use crate::view::Problem;

/// The lines that a write is about, in its order; for a verb on a claim, those that the claim names.
///
/// # Errors
/// When the store fails.
pub(crate) fn lines(desk: &Desk, door: &Door, write: &Write) -> Result<Vec<LineRef>, Problem> {
    Ok(match write {
        Write::Ship { parcels } | Write::ChangeInvoice { parcels } => {
            parcels.iter().flat_map(|parcel| of_parcel(parcel, &parcel.lines)).collect()
        }
        Write::SplitShip { now, later, .. } => {
            of_parcel(now, &now.lines).chain(of_parcel(now, later)).collect()
        }
        Write::ShipRest { parcel } => of_parcel(parcel, &parcel.lines).collect(),
        Write::CancelSale { order, bundle, lines, .. } => lines
            .iter()
            .map(|(part, _)| LineRef {
                order: order.clone(),
                bundle: bundle.clone(),
                line: part.line.clone(),
            })
            .collect(),
        Write::Delay { order, bundle, line, .. }
        | Write::ChangeHopeDelivery { order, bundle, line, .. }
        | Write::AnswerUndelivered { order, bundle, line, .. }
        | Write::ShipPieces { order, bundle, line: ParcelLine { line, .. }, .. }
        | Write::RequestReturn { order, bundle, line, .. } => {
            vec![LineRef { order: order.clone(), bundle: bundle.clone(), line: line.clone() }]
        }
        Write::Confirm { lines, .. } => known(desk, door, lines.iter().map(|(_, line)| line))?,
        Write::CompleteDelivery { lines, .. } | Write::ChangeReceiver { lines, .. } => {
            known(desk, door, lines)?
        }
        Write::Claim { claim, .. } => {
            let claim = desk.store.claim(door.id(), claim)?;
            let named: Vec<LineId> =
                claim.into_iter().flat_map(|claim| claim.lines).filter_map(|part| part.line).collect();
            known(desk, door, &named)?
        }
    })
}

/// The lines that a write lets leave now; what a split leaves behind is not among them.
///
/// # Errors
/// When the store fails.
pub(crate) fn leaving(desk: &Desk, door: &Door, write: &Write) -> Result<Vec<LineId>, Problem> {
    let lines = match write {
        Write::SplitShip { now, .. } => of_parcel(now, &now.lines).collect(),
        _ => lines(desk, door, write)?,
    };
    Ok(lines.into_iter().map(|line| line.line).collect())
}

/// Lines of a parcel's bundle.
pub(crate) fn of_parcel<'a>(
    parcel: &'a Parcel,
    lines: &'a [ParcelLine],
) -> impl Iterator<Item = LineRef> + 'a {
    lines.iter().map(|part| LineRef {
        order: parcel.order.clone(),
        bundle: parcel.bundle.clone(),
        line: part.line.clone(),
    })
}

/// Lines that a write names without their order; those that are no longer here are left out.
fn known<'a>(
    desk: &Desk,
    door: &Door,
    lines: impl IntoIterator<Item = &'a LineId>,
) -> Result<Vec<LineRef>, Problem> {
    let mut found = Vec::new();
    for line in lines {
        let known = desk.store.line(door.id(), line)?;
        found.extend(known.map(|known| LineRef {
            order: known.order,
            bundle: known.bundle,
            line: known.line,
        }));
    }
    Ok(found)
}
