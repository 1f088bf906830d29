//! What became of a line, by what it is now.

use chrono::NaiveDate;
use domain::{InvoiceNumber, LineId, OrderLine, Parcel, Stage, Write};
use market::Unit;

use super::{Finding, GONE};
use crate::hold::Hold;

/// What became of one line.
pub(super) fn of(write: &Write, id: &LineId, lines: &[OrderLine], unit: Unit) -> Finding {
    let found = lines.iter().find(|line| line.line == *id);
    match write {
        Write::Confirm { .. } => found.map_or(GONE, confirmed),
        Write::Ship { parcels } => parcel_of(parcels, id)
            .map_or(Finding::Unclear, |parcel| found.map_or(GONE, |line| shipped(parcel, line))),
        Write::ChangeInvoice { parcels } => parcel_of(parcels, id)
            .map_or(Finding::Unclear, |parcel| found.map_or(GONE, |line| renumbered(parcel, line))),
        Write::SplitShip { now: parcel, .. } | Write::ShipRest { parcel } => match unit {
            Unit::Bundle => split(parcel, lines),
            Unit::Line if parcel.lines.iter().any(|part| part.line == *id) => {
                found.map_or(GONE, |line| shipped(parcel, line))
            }
            Unit::Line => stayed(parcel, lines),
        },
        Write::CompleteDelivery { .. } => found.map_or(GONE, completed),
        Write::Delay { until, .. } => found.map_or(GONE, |line| delayed(line, *until)),
        Write::ChangeHopeDelivery { on, .. } => found.map_or(GONE, |line| moved_to_day(line, *on)),
        Write::CancelSale { .. } | Write::RequestReturn { .. } | Write::Claim { .. } => Finding::Unclear,
    }
}

/// The parcel that holds a line.
fn parcel_of<'a>(parcels: &'a [Parcel], id: &LineId) -> Option<&'a Parcel> {
    parcels.iter().find(|parcel| parcel.lines.iter().any(|line| line.line == *id))
}

/// A confirmed line is no longer merely paid.
fn confirmed(line: &OrderLine) -> Finding {
    match line.stage {
        Stage::Paid => Finding::NotApplied,
        Stage::Canceled => GONE,
        Stage::Unknown => Finding::Unclear,
        _ => Finding::Applied,
    }
}

/// A shipped line has left under our number.
fn shipped(parcel: &Parcel, line: &OrderLine) -> Finding {
    match line.stage {
        Stage::Paid | Stage::Preparing => Finding::NotApplied,
        Stage::Canceled => GONE,
        Stage::Unknown => Finding::Unclear,
        _ if left_our_way(line, parcel) => Finding::Applied,
        _ => Finding::Ended(Hold::OtherInvoice),
    }
}

/// Whether a line that has left bears a parcel's number, or has left its way without any: handed over, fetched, or
/// brought by a messenger.
fn left_our_way(line: &OrderLine, parcel: &Parcel) -> bool {
    let numberless = line.delivery.invoice.is_none() && line.stage != Stage::Preparing;
    bears(line, &parcel.invoice) || (numberless && line.delivery.courier.as_ref() == Some(&parcel.courier))
}

/// A line with a changed invoice bears the new number.
fn renumbered(parcel: &Parcel, line: &OrderLine) -> Finding {
    let courier = line.delivery.courier.as_ref().is_none_or(|courier| *courier == parcel.courier);
    match line.stage {
        Stage::Canceled => GONE,
        Stage::Unknown => Finding::Unclear,
        _ if bears(line, &parcel.invoice) && courier => Finding::Applied,
        _ => Finding::NotApplied,
    }
}

/// A split went through when the products that were to leave bear its number, under whichever bundle they
/// stand now. Either all of it did or nothing.
fn split(parcel: &Parcel, lines: &[OrderLine]) -> Finding {
    let left = parcel
        .lines
        .iter()
        .all(|part| lines.iter().any(|line| line.item == part.item && left_our_way(line, parcel)));
    let waits = parcel
        .lines
        .iter()
        .all(|part| lines.iter().any(|line| line.item == part.item && line.stage == Stage::Preparing));
    if left {
        Finding::Applied
    } else if waits {
        Finding::NotApplied
    } else if lines.is_empty() {
        GONE
    } else {
        Finding::Ended(Hold::WrongStage)
    }
}

/// What stays behind where lines go by themselves only stays as planned when something left.
fn stayed(parcel: &Parcel, lines: &[OrderLine]) -> Finding {
    let left = |line: &OrderLine| shipped(parcel, line) == Finding::Applied;
    let ours = |line: &&OrderLine| parcel.lines.iter().any(|part| part.line == line.line);
    if lines.iter().filter(ours).any(left) { Finding::Applied } else { Finding::NotApplied }
}

/// A completed delivery has arrived.
fn completed(line: &OrderLine) -> Finding {
    match line.stage {
        Stage::Shipped | Stage::Delivering => Finding::NotApplied,
        Stage::Delivered | Stage::Confirmed => Finding::Applied,
        Stage::Unknown => Finding::Unclear,
        Stage::Paid | Stage::Preparing | Stage::Canceled => Finding::Ended(Hold::WrongStage),
    }
}

/// A delayed line has the day that the buyer was told.
fn delayed(line: &OrderLine, until: NaiveDate) -> Finding {
    match line.stage {
        _ if line.ship_by == Some(until) => Finding::Applied,
        Stage::Paid | Stage::Preparing => Finding::NotApplied,
        Stage::Canceled => GONE,
        Stage::Unknown => Finding::Unclear,
        _ => Finding::Ended(Hold::HasLeft),
    }
}

/// A line whose wished day was moved is wished for on the new one.
fn moved_to_day(line: &OrderLine, on: NaiveDate) -> Finding {
    match line.stage {
        _ if line.delivery.hoped_for == Some(on) => Finding::Applied,
        Stage::Paid | Stage::Preparing => Finding::NotApplied,
        Stage::Canceled => GONE,
        Stage::Unknown => Finding::Unclear,
        _ => Finding::Ended(Hold::HasLeft),
    }
}

/// Whether a line stands under a number.
fn bears(line: &OrderLine, invoice: &InvoiceNumber) -> bool {
    line.delivery.invoice.as_ref() == Some(invoice)
}
