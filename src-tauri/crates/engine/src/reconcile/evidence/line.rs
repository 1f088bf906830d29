//! What became of a line, by what it is now.

use domain::{CourierCode, InvoiceNumber, LineId, OrderLine, Parcel, Stage, Write};
use market::Marketplace;

use super::{Finding, GONE, receiver};
use crate::hold::Hold;

/// Lines as a reading shows them.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) now: &'a [OrderLine],
    /// As they stood at sending, where that tells an old promise or place from the one that was sent; without those of which
    /// it is not known any more.
    pub(super) before: &'a [OrderLine],
    pub(super) market: &'a dyn Marketplace,
}

impl Shown<'_> {
    /// What became of one line.
    pub(super) fn finding(self, write: &Write, id: &LineId) -> Finding {
        let found = self.now.iter().find(|line| line.line == *id);
        match write {
            Write::Confirm { .. } => found.map_or(GONE, confirmed),
            Write::Ship { parcels } => parcel_of(parcels, id).map_or(Finding::Unclear, |parcel| {
                found.map_or(GONE, |line| shipped(self.way(parcel), line))
            }),
            Write::ChangeInvoice { parcels } => parcel_of(parcels, id)
                .map_or(Finding::Unclear, |parcel| found.map_or(GONE, |line| renumbered(parcel, line))),
            Write::SplitShip { now: parcel, .. } | Write::ShipRest { parcel } => self.part(parcel, id),
            Write::CompleteDelivery { .. } => found.map_or(GONE, completed),
            Write::Delay { .. } | Write::ChangeHopeDelivery { .. } => {
                found.map_or(GONE, |line| self.promised(write, line))
            }
            Write::ChangeReceiver { to, .. } => {
                found.map_or(GONE, |line| receiver::of(to, line, self.stood(line)))
            }
            Write::ShipPieces { courier, parts, .. } => {
                found.map_or(GONE, |line| self.left_in_parts(courier, parts, line))
            }
            Write::AnswerUndelivered { .. }
            | Write::CancelSale { .. }
            | Write::RequestReturn { .. }
            | Write::Claim { .. } => Finding::Unclear,
        }
    }

    /// A line as it stood at sending, if that is still known.
    fn stood(&self, line: &OrderLine) -> Option<&OrderLine> {
        self.before.iter().find(|known| known.line == line.line)
    }

    /// What became of lines that were to leave together, as one: all of them did, or none, or it went another way.
    pub(super) fn dispatched<'a>(
        self,
        ids: impl Iterator<Item = &'a LineId>,
        (courier, invoice): (&CourierCode, &InvoiceNumber),
    ) -> Finding {
        let way = self.way_of(courier, invoice);
        let of_line = |id: &LineId| {
            let found = self.now.iter().find(|line| line.line == *id);
            found.map_or(GONE, |line| shipped(way, line))
        };
        let findings: Vec<Finding> = ids.map(of_line).collect();
        let all = |wanted| findings.iter().all(|finding| *finding == wanted);
        if all(Finding::Applied) {
            return Finding::Applied;
        }
        if all(Finding::NotApplied) {
            return Finding::NotApplied;
        }
        let other = |finding: &&Finding| !matches!(finding, Finding::Applied | Finding::NotApplied);
        findings.iter().find(other).copied().unwrap_or(Finding::Ended(Hold::WrongStage))
    }

    /// A line of a parcel that is a part of its bundle.
    fn part(self, parcel: &Parcel, id: &LineId) -> Finding {
        let way = self.way(parcel);
        let found = self.now.iter().find(|line| line.line == *id);
        if !self.market.capabilities().splits_by_lines() {
            return split(parcel, way, self.now);
        }
        if parcel.lines.iter().any(|part| part.line == *id) {
            return found.map_or(GONE, |line| shipped(way, line));
        }
        stayed(parcel, way, self.now)
    }

    /// What became of a line whose pieces were to leave in several parcels: a marketplace shows one number of a line,
    /// and any of them tells that all left.
    fn left_in_parts(
        self,
        courier: &CourierCode,
        parts: &[(InvoiceNumber, u32)],
        line: &OrderLine,
    ) -> Finding {
        let under = |(invoice, _): &(InvoiceNumber, u32)| shipped(self.way_of(courier, invoice), line);
        let mut findings = parts.iter().map(under);
        let first = findings.next().unwrap_or(Finding::Unclear);
        if findings.any(|finding| finding == Finding::Applied) { Finding::Applied } else { first }
    }

    /// What became of a promise, by the day that a line shows now, or by the words where no day was told: what stood
    /// there before proves nothing, and what nobody knows to have stood there says nothing, nor does a marketplace that
    /// does not show it.
    fn promised(self, write: &Write, line: &OrderLine) -> Finding {
        let before = self.stood(line);
        match write {
            Write::Delay { .. } if !self.market.capabilities().tells_delay => Finding::Unclear,
            Write::Delay { until: Some(day), detail, .. } => {
                let told = !detail.is_empty() && line.delivery.delayed_because.contains(detail);
                let stood = before.map(|before| before.ship_by == Some(*day));
                promise(line.ship_by == Some(*day), told, stood, line)
            }
            Write::Delay { until: None, detail, .. } => {
                let says = |line: &OrderLine| {
                    let because = &line.delivery.delayed_because;
                    !because.is_empty() && because.contains(detail)
                };
                promise(says(line), false, before.map(says), line)
            }
            Write::ChangeHopeDelivery { on, .. } => {
                let hoped = |line: &OrderLine| line.delivery.hoped_for == Some(*on);
                promise(hoped(line), false, before.map(hoped), line)
            }
            _ => Finding::Unclear,
        }
    }

    /// The way that a parcel was to take.
    fn way(self, parcel: &Parcel) -> Way<'_> {
        self.way_of(&parcel.courier, &parcel.invoice)
    }

    /// The way of a courier under a number.
    fn way_of<'a>(self, courier: &'a CourierCode, invoice: &'a InvoiceNumber) -> Way<'a> {
        let known = self.market.courier(courier.as_str());
        Way { courier, invoice, numbered: known.is_none_or(domain::Courier::is_numbered) }
    }
}

/// How something was to leave.
#[derive(Clone, Copy)]
struct Way<'a> {
    courier: &'a CourierCode,
    invoice: &'a InvoiceNumber,
    /// Whether the courier's parcels have numbers at all.
    numbered: bool,
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
fn shipped(way: Way<'_>, line: &OrderLine) -> Finding {
    match line.stage {
        Stage::Paid | Stage::Preparing => Finding::NotApplied,
        Stage::Canceled => GONE,
        Stage::Unknown => Finding::Unclear,
        _ if left_our_way(line, way) => Finding::Applied,
        _ => Finding::Ended(Hold::OtherInvoice),
    }
}

/// Whether a line that has left bears our number, or has left without any as it was to: handed over, fetched, or
/// brought by a messenger. The courier alone proves nothing of a parcel that has a number.
fn left_our_way(line: &OrderLine, way: Way<'_>) -> bool {
    let numberless = !way.numbered && line.delivery.invoice.is_none() && line.stage != Stage::Preparing;
    bears(line, way.invoice) || (numberless && line.delivery.courier.as_ref() == Some(way.courier))
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
fn split(parcel: &Parcel, way: Way<'_>, lines: &[OrderLine]) -> Finding {
    let left = parcel
        .lines
        .iter()
        .all(|part| lines.iter().any(|line| line.item == part.item && left_our_way(line, way)));
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
fn stayed(parcel: &Parcel, way: Way<'_>, lines: &[OrderLine]) -> Finding {
    let left = |line: &OrderLine| shipped(way, line) == Finding::Applied;
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

/// What became of a promise that a line shows now or not, in words of its own perhaps, and did or did not before.
const fn promise(shown: bool, told: bool, before: Option<bool>, line: &OrderLine) -> Finding {
    match before {
        _ if !shown => still_promisable(line),
        _ if told => Finding::Applied,
        None => Finding::Unclear,
        Some(true) => still_promisable(line),
        Some(false) => Finding::Applied,
    }
}

/// What a promise that a line does not show can still come to.
pub(super) const fn still_promisable(line: &OrderLine) -> Finding {
    match line.stage {
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
