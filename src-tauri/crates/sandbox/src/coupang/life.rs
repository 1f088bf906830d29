//! What happens to orders and claims, whoever started it.

use chrono::{DateTime, Utc};

use super::claims::{
    Collect, ConfirmType, ExchangeStatus, ReceiptType, Redelivery, Release, ReleaseStop, Return, ReturnItem,
    ReturnStatus,
};
use super::model::{Applied, Item, Sheet, SheetStatus};
use super::reasons::{Fault, Reason};
use super::settings::Settings;
use super::state::{Event, State};
use crate::clock::seconds;

/// A quantity of an option that somebody wants cancelled or back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) shipment_box_id: i64,
    pub(crate) vendor_item_id: i64,
    pub(crate) count: u32,
}

/// What is known about a receipt before it has a number.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) receipt_type: ReceiptType,
    pub(crate) status: ReturnStatus,
    pub(crate) release_stop: ReleaseStop,
    pub(crate) reason: Reason,
    pub(crate) comment: String,
}

/// 왕복 반품 배송비
const RETURN_FEE: i64 = 5_000;
const FAST_REFUND_BELOW: i64 = 100_000;

/// Opens a receipt and holds its quantities.
pub(crate) fn open_receipt(
    state: &mut State,
    box_id: i64,
    wanted: &[Wanted],
    draft: Draft,
    now: DateTime<Utc>,
) -> Option<i64> {
    let receipt_id = state.new_receipt_id();
    let delivery_id = state.new_delivery_id();
    let sheet = state.sheets.get(&box_id)?;
    let release = match draft.release_stop {
        ReleaseStop::Open => Release::N,
        ReleaseStop::Stopped => Release::S,
        _ if draft.receipt_type == ReceiptType::Cancel => Release::N,
        _ => Release::Y,
    };
    let items: Vec<ReturnItem> = wanted.iter().filter_map(|wish| asked(sheet, wish, release)).collect();
    let delivery_type = match (draft.receipt_type, receipt_id % 3) {
        (ReceiptType::Cancel, _) => "",
        (ReceiptType::Return, 0) => "수기관리",
        (ReceiptType::Return, _) => "연동택배",
    };
    let fee = match (draft.receipt_type, draft.reason.fault) {
        (ReceiptType::Cancel, _) => 0,
        (ReceiptType::Return, Fault::Customer) => -RETURN_FEE,
        (ReceiptType::Return, Fault::Vendor | Fault::Coupang) => RETURN_FEE,
    };
    let receipt = Return {
        receipt_id,
        order_id: sheet.order_id,
        payment_id: sheet.order_id + 777_777,
        receipt_type: draft.receipt_type,
        status: draft.status,
        created_at: now,
        modified_at: now,
        requester: sheet.receiver.clone(),
        reason: draft.reason,
        comment: draft.comment,
        delivery_type: delivery_type.to_owned(),
        delivery_id,
        release_stop: draft.release_stop,
        pre_refund: false,
        fast_refund: is_fast(sheet, wanted),
        confirm_type: ConfirmType::Undefined,
        confirmed_at: None,
        items,
        pickups: Vec::new(),
        shipping_charge: fee,
        picked_up: false,
        withdrawn_at: None,
        applied: Applied::new(),
    };
    state.add_return(receipt);
    state.hold_counts(receipt_id);
    Some(receipt_id)
}

fn asked(sheet: &Sheet, wish: &Wanted, release: Release) -> Option<ReturnItem> {
    let item = sheet.item(wish.vendor_item_id)?;
    Some(ReturnItem {
        shipment_box_id: sheet.shipment_box_id,
        vendor_item_id: wish.vendor_item_id,
        vendor_item_name: item.goods.vendor_item_name.clone(),
        seller_product_id: item.goods.seller_product_id,
        seller_product_name: item.goods.seller_product_name.clone(),
        purchase_count: item.shipping_count,
        cancel_count: wish.count,
        price: item.goods.price,
        release,
    })
}

/// 빠른환불 대상: 일반 배송이면서 10만원 미만 (신선식품, 주문제작 제외).
fn is_fast(sheet: &Sheet, wanted: &[Wanted]) -> bool {
    let ordinary = |item: &Item| item.goods.price < FAST_REFUND_BELOW && item.goods.prompt.is_none();
    sheet.shipment_type == "THIRD_PARTY"
        && wanted.iter().filter_map(|wish| sheet.item(wish.vendor_item_id)).all(ordinary)
}

/// Refunds a receipt for good.
pub(crate) fn complete(state: &mut State, receipt_id: i64, by: ConfirmType, now: DateTime<Utc>) {
    let Some(receipt) = state.returns.get_mut(&receipt_id) else {
        return;
    };
    receipt.status = ReturnStatus::ReturnsCompleted;
    receipt.modified_at = now;
    receipt.confirm_type = by;
    receipt.confirmed_at = Some(now);
    state.settle_counts(receipt_id);
}

/// 출고중지: nothing leaves.
pub(crate) fn stop(state: &mut State, receipt_id: i64, by: ConfirmType, now: DateTime<Utc>) {
    if let Some(receipt) = state.returns.get_mut(&receipt_id) {
        receipt.release_stop = ReleaseStop::Stopped;
        for item in &mut receipt.items {
            item.release = Release::S;
        }
    }
    complete(state, receipt_id, by, now);
}

/// 이미출고: the parcel left all the same, and its return is at the seller's expense.
pub(crate) fn refuse_stop(state: &mut State, receipt_id: i64, now: DateTime<Utc>) -> Vec<i64> {
    let Some(receipt) = state.returns.get_mut(&receipt_id) else {
        return Vec::new();
    };
    receipt.status = ReturnStatus::ReturnsUnchecked;
    receipt.release_stop = ReleaseStop::AlreadyShipped;
    receipt.shipping_charge = receipt.shipping_charge.abs();
    receipt.modified_at = now;
    for item in &mut receipt.items {
        item.release = Release::A;
    }
    let boxes = receipt.items.iter().map(|item| item.shipment_box_id);
    let boxes = boxes.collect();
    state.touch();
    boxes
}

/// 입고확인: a fast refund completes, any other return waits for its approval.
pub(crate) fn receive_return(state: &mut State, receipt_id: i64, now: DateTime<Utc>) {
    let Some(receipt) = state.returns.get_mut(&receipt_id) else {
        return;
    };
    receipt.picked_up = true;
    if receipt.fast_refund {
        receipt.pre_refund = true;
        complete(state, receipt_id, ConfirmType::VendorConfirm, now);
        return;
    }
    receipt.status = ReturnStatus::VendorWarehouseConfirm;
    receipt.confirm_type = ConfirmType::VendorConfirm;
    receipt.confirmed_at = Some(now);
    receipt.modified_at = now;
    state.touch();
}

pub(crate) fn withdraw(state: &mut State, receipt_id: i64, now: DateTime<Utc>) {
    state.release_counts(receipt_id);
    if let Some(receipt) = state.returns.get_mut(&receipt_id) {
        receipt.withdrawn_at = Some(now);
        receipt.modified_at = now;
    }
    state.touch();
}

/// The courier scans the parcel.
pub(crate) fn scan(state: &mut State, box_id: i64, at: DateTime<Utc>) -> bool {
    let travelling = state.sheets.get_mut(&box_id).filter(|sheet| sheet.status == SheetStatus::Departure);
    let Some(sheet) = travelling else {
        return false;
    };
    sheet.in_transit_at = Some(at);
    sheet.reach(SheetStatus::Delivering, at);
    close_stops(state, box_id, at);
    state.touch();
    true
}

/// A request not to ship that is still open when the courier has the parcel answers
/// itself: 자동처리(이미출고).
fn close_stops(state: &mut State, box_id: i64, at: DateTime<Utc>) {
    let open: Vec<i64> = state.open_stops(box_id).map(|it| it.receipt_id).collect();
    for id in open {
        if let Some(receipt) = state.returns.get_mut(&id) {
            receipt.release_stop = ReleaseStop::ShippedAutomatically;
            receipt.status = ReturnStatus::ReturnsUnchecked;
            receipt.modified_at = at;
            for item in &mut receipt.items {
                item.release = Release::A;
            }
        }
    }
}

/// The parcel arrives.
pub(crate) fn deliver(state: &mut State, box_id: i64, at: DateTime<Utc>) -> bool {
    let travelling = state.sheets.get_mut(&box_id).filter(|sheet| sheet.status == SheetStatus::Delivering);
    let Some(sheet) = travelling else {
        return false;
    };
    sheet.delivered_at = Some(at);
    sheet.reach(SheetStatus::FinalDelivery, at);
    state.touch();
    true
}

/// The replacement arrives.
pub(crate) fn deliver_exchange(state: &mut State, exchange_id: i64, at: DateTime<Utc>) -> bool {
    let travelling = state
        .exchanges
        .get_mut(&exchange_id)
        .filter(|it| it.status == ExchangeStatus::Progress && it.parcel.is_some());
    let Some(exchange) = travelling else {
        return false;
    };
    exchange.status = ExchangeStatus::Success;
    exchange.redelivery = Redelivery::CompleteDelivery;
    exchange.delivered_at = Some(at);
    exchange.modified_at = at;
    state.touch();
    true
}

pub(crate) fn withdraw_exchange(state: &mut State, exchange_id: i64, at: DateTime<Utc>) {
    if let Some(exchange) = state.exchanges.get_mut(&exchange_id) {
        exchange.status = ExchangeStatus::Cancel;
        exchange.collect = Collect::Withdraw;
        exchange.redelivery = Redelivery::Withdraw;
        exchange.modified_at = at;
    }
    state.touch();
}

/// Lets everything happen that was due by `now`.
pub(crate) fn pass(state: &mut State, settings: &Settings, now: DateTime<Utc>) {
    while let Some((at, event)) = state.take_due(now) {
        happen(state, settings, event, at);
        if event == Event::Buyers {
            super::buyers::act(state, settings, at);
            plan_buyers(state, settings, now);
        }
    }
}

fn happen(state: &mut State, settings: &Settings, event: Event, at: DateTime<Utc>) {
    match event {
        Event::Acknowledge(id) => {
            let waits = state.sheets.get(&id).is_some_and(|sheet| sheet.status == SheetStatus::Accept);
            if waits {
                state.instruct(id, at);
            }
        }
        Event::Scan(id) => {
            if scan(state, id, at) {
                plan_delivery(state, settings, id, at);
            }
        }
        Event::Deliver(id) => {
            deliver(state, id, at);
        }
        Event::Refund(id) => finish_refund(state, id, at),
        Event::Approve(id) => approve_alone(state, id, at),
        Event::DeliverExchange(id) => {
            deliver_exchange(state, id, at);
        }
        Event::Buyers => {}
    }
}

fn finish_refund(state: &mut State, receipt_id: i64, at: DateTime<Utc>) {
    let waits = state
        .returns
        .get(&receipt_id)
        .is_some_and(|it| it.receipt_type == ReceiptType::Cancel && !it.is_settled());
    if waits {
        complete(state, receipt_id, ConfirmType::Undefined, at);
    }
}

/// 입고확인이 완료된 반품 건의 경우 일정 시간 경과 후 쿠팡시스템에 의해 승인 처리됩니다.
fn approve_alone(state: &mut State, receipt_id: i64, at: DateTime<Utc>) {
    let waits =
        state.returns.get(&receipt_id).is_some_and(|it| it.status == ReturnStatus::VendorWarehouseConfirm);
    if waits {
        complete(state, receipt_id, ConfirmType::VendorConfirm, at);
    }
}

fn plan_delivery(state: &mut State, settings: &Settings, box_id: i64, from: DateTime<Utc>) {
    if let Some(after) = settings.deliver_after {
        state.plan(from + seconds(after), Event::Deliver(box_id));
    }
}

fn plan_buyers(state: &mut State, settings: &Settings, from: DateTime<Utc>) {
    if let Some(every) = settings.buyers_every
        && !state.is_planned(Event::Buyers)
    {
        state.plan(from + seconds(every.max(1)), Event::Buyers);
    }
}

/// Plans what is still to happen to parcels that travelled before the dials were set.
pub(crate) fn plan_ahead(state: &mut State, settings: &Settings, now: DateTime<Utc>) {
    state.forget_travel();
    plan_buyers(state, settings, now);
    let travelling: Vec<(i64, SheetStatus)> =
        state.sheets.values().map(|sheet| (sheet.shipment_box_id, sheet.status)).collect();
    for (box_id, status) in travelling {
        match (status, settings.scan_after) {
            (SheetStatus::Departure, Some(after)) => {
                state.plan(now + seconds(after), Event::Scan(box_id));
            }
            (SheetStatus::Delivering, _) => plan_delivery(state, settings, box_id, now),
            _ => {}
        }
    }
}
