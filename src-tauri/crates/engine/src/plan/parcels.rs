//! 발송처리 and 송장 수정: all lines of a bundle leave together under one number.

use std::collections::BTreeMap;

use domain::{
    AccountId, ActionKind, BundleId, CourierCode, InvoiceNumber, OrderLine, Parcel, Sentence, Target, Write,
};

use super::{Bundled, Plan, UnderWay, allowed};
use crate::desk::Desk;
use crate::hold::Hold;
use crate::rules;
use crate::view::{Problem, ShipRow};

/// What is done with the parcels.
#[derive(Clone, Copy)]
struct Operation {
    kind: ActionKind,
    rule: fn(&OrderLine) -> Option<Hold>,
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
struct Entered<'a> {
    bundled: Bundled,
    rows: Vec<&'a ShipRow>,
}

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
    let entered = entered(desk, rows)?;
    let mut plan = Plan::default();
    let mut parcels: BTreeMap<AccountId, Vec<Parcel>> = BTreeMap::new();
    for (index, Entered { bundled, rows }) in entered.iter().enumerate() {
        let Some(row) = rows.first() else { continue };
        let reason = match hold(desk, bundled, rows, operation, &under_way)? {
            Some(reason) => Some(reason),
            None if shared(&entered, index) => Some(Hold::SharedInvoice.sentence()),
            None => None,
        };
        match reason {
            Some(reason) => block(&mut plan, bundled, rows, &reason),
            None => parcels.entry(bundled.account.clone()).or_default().push(bundled.parcel(
                operation.rule,
                &row.courier,
                &row.invoice,
            )),
        }
    }
    for (account, parcels) in parcels {
        let limit = desk.door(&account)?.market()?.capabilities().limits.ship_batch.max(1);
        plan.writes.extend(
            parcels.chunks(limit).map(|parcels| (account.clone(), (operation.write)(parcels.to_vec()))),
        );
    }
    Ok(plan)
}

/// The rows by bundle, in the order in which they were entered.
fn entered<'a>(desk: &Desk, rows: &'a [ShipRow]) -> Result<Vec<Entered<'a>>, Problem> {
    let mut places: BTreeMap<(AccountId, BundleId), usize> = BTreeMap::new();
    let mut entered: Vec<Entered<'a>> = Vec::new();
    for row in rows {
        let bundled = Bundled::of(desk, &row.account, &row.line)?;
        let place = *places.entry((row.account.clone(), bundled.bundle.clone())).or_insert_with(|| {
            entered.push(Entered { bundled, rows: Vec::new() });
            entered.len() - 1
        });
        entered[place].rows.push(row);
    }
    Ok(entered)
}

/// Why a bundle cannot go under its row's number.
fn hold(
    desk: &Desk,
    bundled: &Bundled,
    rows: &[&ShipRow],
    operation: Operation,
    under_way: &UnderWay,
) -> Result<Option<Sentence>, Problem> {
    let Some((row, rest)) = rows.split_first() else { return Ok(None) };
    let held = if !allowed(desk, &bundled.account, operation.kind)? {
        Some(Hold::NoOperation)
    } else if rest.iter().any(|other| (&other.courier, &other.invoice) != (&row.courier, &row.invoice)) {
        Some(Hold::TwoInvoices)
    } else if let Some(hold) = bundled.repeats(under_way, operation.kind, Some(&row.invoice)) {
        Some(hold)
    } else if operation.kind == ActionKind::Ship && bundled.is_split() {
        Some(Hold::IsSplit)
    } else if operation.kind == ActionKind::ChangeInvoice && stands_already(bundled, row) {
        Some(Hold::SameInvoice)
    } else {
        bundled.hold(operation.rule)
    };
    match held {
        Some(hold) => Ok(Some(hold.sentence())),
        None => number(desk, &bundled.account, &row.courier, &row.invoice),
    }
}

/// Why a number cannot be one of the courier's.
pub(super) fn number(
    desk: &Desk,
    account: &AccountId,
    courier: &CourierCode,
    invoice: &InvoiceNumber,
) -> Result<Option<Sentence>, Problem> {
    let door = desk.door(account)?;
    Ok(match door.market()?.capabilities().courier(courier.as_str()) {
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

/// Leaves every row of a bundle out.
fn block(plan: &mut Plan, bundled: &Bundled, rows: &[&ShipRow], reason: &Sentence) {
    for row in rows {
        plan.block(Target::Line(row.line.clone()), bundled.order.clone(), reason.clone());
    }
}
