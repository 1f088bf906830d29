//! 발송처리 and 송장 수정: the lines of a bundle leave together under one number; where the marketplace acts on
//! lines, those that cannot go stay behind.

use std::collections::BTreeMap;

use domain::{AccountId, ActionKind, Courier, CourierCode, InvoiceNumber, LineId, Parcel, Sentence, Write};
use market::Unit;

use super::bundles::{Press, Pressed, Rule, pressed};
use super::{Bundled, Plan, UnderWay, allowed};
use crate::desk::Desk;
use crate::hold::Hold;
use crate::rules;
use crate::settling::Mark;
use crate::view::{Problem, ShipRow};

/// What is done with the parcels.
#[derive(Clone, Copy)]
struct Operation {
    kind: ActionKind,
    rule: Rule,
    write: fn(Vec<Parcel>) -> Write,
}

const SHIP: Operation =
    Operation { kind: ActionKind::Ship, rule: rules::to_ship, write: |parcels| Write::Ship { parcels } };

const CHANGE: Operation = Operation {
    kind: ActionKind::ChangeInvoice,
    rule: rules::to_change_invoice,
    write: |parcels| Write::ChangeInvoice { parcels },
};

/// A bundle and the rows that were entered for it.
type Entered<'a> = Pressed<'a, ShipRow>;

/// Plans the dispatch of the rows' bundles.
pub(crate) fn ship(desk: &Desk, rows: &[ShipRow]) -> Result<Plan, Problem> {
    plan(desk, rows, SHIP)
}

/// Plans new numbers for the rows' bundles.
pub(crate) fn change_invoices(desk: &Desk, rows: &[ShipRow]) -> Result<Plan, Problem> {
    plan(desk, rows, CHANGE)
}

/// Checks every bundle and cuts what can go into requests.
fn plan(desk: &Desk, rows: &[ShipRow], operation: Operation) -> Result<Plan, Problem> {
    let under_way = UnderWay::now(desk)?;
    let entered = pressed(desk, rows, |row| (&row.account, &row.line))?;
    let mut plan = Plan::default();
    let mut parcels: BTreeMap<AccountId, Vec<Parcel>> = BTreeMap::new();
    for index in 0..entered.len() {
        let parcel = parcel(desk, &entered, index, operation, &under_way, &mut plan)?;
        parcels.entry(entered[index].bundled.account.clone()).or_default().extend(parcel);
    }
    for (account, parcels) in parcels {
        let door = desk.door(&account)?;
        let capabilities = door.market()?.capabilities();
        let requests = requests(&parcels, capabilities.unit, capabilities.limits.ship_batch.max(1));
        let writes = requests.into_iter().map(|parcels| (account.clone(), (operation.write)(parcels)));
        plan.writes.extend(writes);
    }
    Ok(plan)
}

/// What leaves of a bundle; what stays is left out of the plan.
fn parcel(
    desk: &Desk,
    entered: &[Entered<'_>],
    index: usize,
    operation: Operation,
    under_way: &UnderWay,
    plan: &mut Plan,
) -> Result<Option<Parcel>, Problem> {
    let Pressed { bundled, rows } = &entered[index];
    let Some(row) = rows.first() else { return Ok(None) };
    let mark = Mark::Invoice(&row.invoice);
    let press = Press { kind: operation.kind, rule: operation.rule, mark, under_way };
    let named: Vec<&LineId> = rows.iter().map(|row| &row.line).collect();
    let (going, staying) = match refusal(desk, bundled, rows, press)? {
        Some(hold) => (Vec::new(), bundled.lines.iter().map(|line| (line, hold)).collect()),
        None => bundled.sorted_with(&named, press),
    };
    plan.leave_out(bundled, &staying, &named);
    if going.is_empty() {
        return Ok(None);
    }
    if let Some(reason) = bad_number(desk, entered, index)? {
        plan.block_lines(bundled, &named, &reason);
        return Ok(None);
    }
    Ok(Some(bundled.parcel(&going, &row.courier, &row.invoice)))
}

/// Requests of at most so many parcels, or lines where the marketplace acts on lines.
fn requests(parcels: &[Parcel], unit: Unit, batch: usize) -> Vec<Vec<Parcel>> {
    match unit {
        Unit::Bundle => parcels.chunks(batch).map(<[Parcel]>::to_vec).collect(),
        Unit::Line => by_lines(parcels, batch),
    }
}

/// Requests of at most `batch` lines. A parcel that does not fit in the rest of a request is cut; both parts bear
/// its number.
fn by_lines(parcels: &[Parcel], batch: usize) -> Vec<Vec<Parcel>> {
    let mut requests: Vec<Vec<Parcel>> = Vec::new();
    let mut room = 0;
    for parcel in parcels {
        let mut lines = parcel.lines.as_slice();
        while !lines.is_empty() {
            if room == 0 {
                requests.push(Vec::new());
                room = batch;
            }
            let (now, rest) = lines.split_at(lines.len().min(room));
            if let Some(request) = requests.last_mut() {
                request.push(Parcel { lines: now.to_vec(), ..parcel.clone() });
            }
            room -= now.len();
            lines = rest;
        }
    }
    requests
}

/// Why a bundle cannot go at all, whatever its lines are like.
fn refusal(
    desk: &Desk,
    bundled: &Bundled,
    rows: &[&ShipRow],
    press: Press<'_>,
) -> Result<Option<Hold>, Problem> {
    let Some((row, rest)) = rows.split_first() else { return Ok(None) };
    let bundle_repeats = bundled.repeats(press).filter(|_| bundled.unit == Unit::Bundle);
    Ok(if !allowed(desk, &bundled.account, press.kind)? {
        Some(Hold::NoOperation)
    } else if rest.iter().any(|other| (&other.courier, &other.invoice) != (&row.courier, &row.invoice)) {
        Some(Hold::TwoInvoices)
    } else if bundle_repeats.is_some() {
        bundle_repeats
    } else if press.kind == ActionKind::Ship && bundled.unit == Unit::Bundle && bundled.is_split() {
        Some(Hold::IsSplit)
    } else if press.kind == ActionKind::ChangeInvoice && stands_already(bundled, row) {
        Some(Hold::SameInvoice)
    } else {
        None
    })
}

/// Why a bundle cannot go under its row's number.
fn bad_number(desk: &Desk, entered: &[Entered<'_>], index: usize) -> Result<Option<Sentence>, Problem> {
    let Pressed { bundled, rows } = &entered[index];
    let Some(row) = rows.first() else { return Ok(None) };
    let unfit = number(desk, &bundled.account, &row.courier, &row.invoice)?;
    let numbered = is_numbered(desk, &bundled.account, &row.courier)?;
    let shared = || (numbered && shared(entered, index)).then(|| Hold::SharedInvoice.sentence());
    Ok(unfit.or_else(shared))
}

/// Whether a courier's parcels have numbers that tell them apart.
fn is_numbered(desk: &Desk, account: &AccountId, courier: &CourierCode) -> Result<bool, Problem> {
    let door = desk.door(account)?;
    let known = door.market()?.courier(courier.as_str());
    Ok(known.is_none_or(Courier::is_numbered))
}

/// Why a number cannot be one of the courier's.
pub(super) fn number(
    desk: &Desk,
    account: &AccountId,
    courier: &CourierCode,
    invoice: &InvoiceNumber,
) -> Result<Option<Sentence>, Problem> {
    let door = desk.door(account)?;
    Ok(match door.market()?.courier(courier.as_str()) {
        None => Some(Hold::UnknownCourier.sentence()),
        Some(courier) => courier.check(invoice).err(),
    })
}

/// Whether every line of the bundle stands under the row's courier and number already.
fn stands_already(bundled: &Bundled, row: &ShipRow) -> bool {
    bundled.lines.iter().all(|line| {
        line.delivery.invoice.as_ref() == Some(&row.invoice)
            && line.delivery.courier.as_ref().is_none_or(|courier| *courier == row.courier)
    })
}

/// Whether the number was also entered for another receiver: one parcel has one receiver, and marketplaces
/// refuse a number that was used for somebody else.
fn shared(entered: &[Entered<'_>], index: usize) -> bool {
    let this = &entered[index];
    let other_receiver = |other: &Entered<'_>| !same_receiver(&this.bundled, &other.bundled);
    entered.iter().any(|other| number_of(other) == number_of(this) && other_receiver(other))
}

/// The number entered for a bundle.
fn number_of<'a>(entered: &Entered<'a>) -> Option<(&'a CourierCode, &'a InvoiceNumber)> {
    entered.rows.first().map(|row| (&row.courier, &row.invoice))
}

/// Whether two bundles go to one receiver: the same name at the same address.
fn same_receiver(one: &Bundled, other: &Bundled) -> bool {
    let door = |bundled: &Bundled| {
        let receiver = bundled.lines.first().map(|line| &line.receiver)?;
        Some([receiver.name.clone(), receiver.address.clone(), receiver.address_detail.clone()])
    };
    one.bundle == other.bundle || (door(one).is_some() && door(one) == door(other))
}
