//! 수량 분리발송: the pieces of one line leave in several parcels of one courier.

use std::collections::BTreeSet;

use domain::{AccountId, ActionKind, CourierCode, InvoiceNumber, LineId, OrderLine, Sentence, Write};

use super::bundles::{Press, parcel_line};
use super::parcels::number;
use super::single::one;
use super::{Bundled, Plan, UnderWay, allowed};
use crate::desk::Desk;
use crate::hold::Hold;
use crate::rules;
use crate::settling::Mark;
use crate::view::Problem;

const KIND: ActionKind = ActionKind::ShipPieces;

/// A parcel's number and how many pieces are in it.
type Part = (InvoiceNumber, u32);

/// Plans the dispatch of a line in several parcels, which together are all of its pieces.
pub(crate) fn ship_pieces(
    desk: &Desk,
    account: &AccountId,
    id: &LineId,
    courier: CourierCode,
    parts: Vec<Part>,
) -> Result<Plan, Problem> {
    let bundled = Bundled::of(desk, account, id)?;
    let under_way = UnderWay::now(desk)?;
    let press = Press { kind: KIND, rule: rules::to_ship, mark: Mark::Kind, under_way: &under_way };
    let Some(line) = bundled.line(id) else {
        return Ok(super::single::held_back(&bundled, id, Hold::Gone.sentence()));
    };
    let hold =
        if allowed(desk, account, KIND)? { bundled.alone_hold(line, press) } else { Some(Hold::NoOperation) };
    let reason = match hold.or_else(|| misfit(line, &parts)) {
        Some(hold) => Some(hold.sentence()),
        None => unfit(desk, account, &courier, &parts)?,
    };
    let write = Write::ShipPieces {
        order: line.order.clone(),
        bundle: line.bundle.clone(),
        line: parcel_line(line),
        courier,
        parts,
    };
    Ok(one(&bundled, id, reason, write))
}

/// Why the parts are not the line: every piece goes into one of at least two parcels, each with its own number.
pub(crate) fn misfit(line: &OrderLine, parts: &[Part]) -> Option<Hold> {
    let sum: u64 = parts.iter().map(|(_, pieces)| u64::from(*pieces)).sum();
    let numbers: BTreeSet<&InvoiceNumber> = parts.iter().map(|(invoice, _)| invoice).collect();
    let whole = parts.len() > 1 && parts.iter().all(|(_, pieces)| *pieces > 0);
    if !whole || sum != u64::from(line.quantity.to_ship()) {
        Some(Hold::BadParts)
    } else {
        (numbers.len() < parts.len()).then_some(Hold::SameNumberTwice)
    }
}

/// Why one of the numbers cannot be the courier's.
fn unfit(
    desk: &Desk,
    account: &AccountId,
    courier: &CourierCode,
    parts: &[Part],
) -> Result<Option<Sentence>, Problem> {
    for (invoice, _) in parts {
        if let Some(reason) = number(desk, account, courier, invoice)? {
            return Ok(Some(reason));
        }
    }
    Ok(None)
}
