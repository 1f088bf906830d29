//! 분리배송: between different options of a box, in two steps, never undone.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::couriers;
use super::desk::Desk;
use super::model::{Parcel, Sheet};
use super::outcome::Outcome;
use super::route::Operation;
use super::shipping::{Line, check_number, covers, ship as send};

/// Ships the rows that carry a number; each number becomes a box of its own with a new
/// shipmentBoxId, the rest waits in the original box for its planned date.
pub(crate) fn ship(desk: &mut Desk<'_>, lines: &[Line]) -> Result<(), Outcome> {
    let first = lines.first().ok_or(Outcome::NotFoundShipmentBox)?;
    let box_id = first.shipment_box_id;
    let sheet = desk.state.sheets.get(&box_id).ok_or(Outcome::NotFoundShipmentBox)?;
    check_flags(sheet, lines)?;
    covers(sheet, lines)?;
    for line in lines {
        check_line(desk, sheet, line)?;
    }
    let parcels = parcels(lines);
    if parcels.is_empty() {
        return Err(Outcome::InvalidInvoiceNumber);
    }
    plan_dates(desk, box_id, lines);
    send_parcels(desk, box_id, parcels);
    Ok(())
}

/// The first step says "split, not yet shipped"; the second "split, already shipped".
fn check_flags(sheet: &Sheet, lines: &[Line]) -> Result<(), Outcome> {
    if lines.iter().any(|line| !line.split) {
        return Err(Outcome::MustBeSeparate);
    }
    if sheet.split_shipping {
        let announced = lines.iter().all(|line| line.pre_split);
        return announced.then_some(()).ok_or(Outcome::MustBeSeparate);
    }
    if lines.iter().any(|line| line.pre_split) {
        return Err(Outcome::InvalidStatus);
    }
    if !sheet.can_split() {
        return Err(Outcome::OneVendorItem);
    }
    Ok(())
}

/// 송장번호 또는 출고예정일 둘중에 한가지만 입력한다; a planned date is fixed once given.
fn check_line(desk: &Desk<'_>, sheet: &Sheet, line: &Line) -> Result<(), Outcome> {
    if line.courier == couriers::DIRECT {
        return Err(Outcome::NotAllowVendorDirect);
    }
    let planned = sheet.item(line.vendor_item_id).and_then(|item| item.planned_shipping);
    match (line.number.is_empty(), line.planned.is_empty()) {
        (false, true) => check_number(desk, sheet, &parcel(line)),
        (true, false) => match (parse_day(&line.planned), planned) {
            (None, _) => Err(Outcome::InvalidInvoiceNumber),
            (Some(_), None) => Ok(()),
            (Some(day), Some(fixed)) if day != fixed => Err(Outcome::PlannedDateFixed),
            (Some(_), Some(_)) => Err(Outcome::NotFoundInvoiceNumber),
        },
        (true, true) if planned.is_some() => Err(Outcome::NotFoundInvoiceNumber),
        (false, false) if planned.is_some() => Err(Outcome::PlannedDateFixed),
        _ => Err(Outcome::InvalidInvoiceNumber),
    }
}

fn parse_day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

fn parcel(line: &Line) -> Parcel {
    Parcel { courier: line.courier.clone(), number: line.number.clone() }
}

type Parcels = BTreeMap<String, (Parcel, Vec<i64>)>;

fn parcels(lines: &[Line]) -> Parcels {
    let mut parcels = Parcels::new();
    for line in lines.iter().filter(|line| !line.number.is_empty()) {
        parcels
            .entry(line.number.clone())
            .or_insert_with(|| (parcel(line), Vec::new()))
            .1
            .push(line.vendor_item_id);
    }
    parcels
}

fn plan_dates(desk: &mut Desk<'_>, box_id: i64, lines: &[Line]) {
    let Some(sheet) = desk.state.sheets.get_mut(&box_id) else {
        return;
    };
    sheet.split_shipping = true;
    for line in lines {
        if let Some(item) = sheet.item_mut(line.vendor_item_id) {
            item.planned_shipping = parse_day(&line.planned).or(item.planned_shipping);
        }
    }
}

/// The original box keeps what stays behind; when nothing does, it keeps the last parcel.
fn send_parcels(desk: &mut Desk<'_>, box_id: i64, parcels: Parcels) {
    let shipped: usize = parcels.values().map(|(_, items)| items.len()).sum();
    let held = desk.state.sheets.get(&box_id).map_or(0, |it| it.items.len());
    let mut waiting = parcels.len();
    for (parcel, items) in parcels.into_values() {
        waiting -= 1;
        let target = if waiting == 0 && held == shipped { box_id } else { take_out(desk, box_id, &items) };
        send(desk, target, parcel, Operation::UploadInvoices);
    }
}

fn take_out(desk: &mut Desk<'_>, box_id: i64, items: &[i64]) -> i64 {
    let new_id = desk.state.new_box_id();
    let Some(original) = desk.state.sheets.get_mut(&box_id) else {
        return box_id;
    };
    let mut part = original.clone();
    part.shipment_box_id = new_id;
    part.shipping_price = 0;
    part.remote_price = None;
    part.items.retain(|item| items.contains(&item.goods.vendor_item_id));
    original.items.retain(|item| !items.contains(&item.goods.vendor_item_id));
    original.count(Operation::UploadInvoices);
    desk.state.add_sheet(part);
    follow_claims(desk, box_id, new_id, items);
    new_id
}

/// Receipts name the box their goods lie in now.
fn follow_claims(desk: &mut Desk<'_>, from: i64, to: i64, items: &[i64]) {
    let asked = desk
        .state
        .returns
        .values_mut()
        .flat_map(|receipt| receipt.items.iter_mut())
        .filter(|item| item.shipment_box_id == from && items.contains(&item.vendor_item_id));
    for item in asked {
        item.shipment_box_id = to;
    }
}
