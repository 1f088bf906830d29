//! Everything one shop holds, and the moves that keep it consistent.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::auth::Credentials;
use super::claims::{Exchange, Return, ReturnItem};
use super::model::{Item, Receiver, Sheet, SheetStatus};

/// Something that happens by itself later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Event {
    /// A delayed acknowledgement shows up.
    Acknowledge(i64),
    /// The courier scans the parcel.
    Scan(i64),
    /// The parcel arrives.
    Deliver(i64),
    /// The refund of a 결제완료 cancel goes through.
    Refund(i64),
    /// Coupang approves a received return that the seller left alone.
    Approve(i64),
    /// A replacement arrives.
    DeliverExchange(i64),
    /// Buyers act of their own accord.
    Buyers,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Planned {
    at: DateTime<Utc>,
    event: Event,
}

/// An invoice number and whose parcel carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct InvoiceUse {
    at: DateTime<Utc>,
    shipment_box_id: i64,
    recipient: String,
}

/// The next id of each kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Counters {
    shipment_box: i64,
    order: i64,
    receipt: i64,
    exchange: i64,
    delivery: i64,
    response: i64,
}

/// A shop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    pub(crate) seed: u64,
    pub(crate) credentials: Credentials,
    pub(crate) key_issued_at: DateTime<Utc>,
    pub(crate) sheets: BTreeMap<i64, Sheet>,
    pub(crate) orders: BTreeMap<i64, Vec<i64>>,
    pub(crate) returns: BTreeMap<i64, Return>,
    pub(crate) exchanges: BTreeMap<i64, Exchange>,
    receipts_of_order: BTreeMap<i64, Vec<i64>>,
    exchanges_of_order: BTreeMap<i64, Vec<i64>>,
    /// How often buyers acted, so that each act draws its own randomness.
    pub(crate) acts: u64,
    agenda: Vec<Planned>,
    invoices: BTreeMap<String, Vec<InvoiceUse>>,
    counters: Counters,
    #[serde(skip)]
    changed: bool,
}

/// 6개월 이내 중복 송장.
const INVOICE_MEMORY: TimeDelta = TimeDelta::days(183);

impl State {
    pub(crate) fn empty(seed: u64, credentials: Credentials, key_issued_at: DateTime<Utc>) -> Self {
        Self {
            seed,
            credentials,
            key_issued_at,
            sheets: BTreeMap::new(),
            orders: BTreeMap::new(),
            returns: BTreeMap::new(),
            exchanges: BTreeMap::new(),
            receipts_of_order: BTreeMap::new(),
            exchanges_of_order: BTreeMap::new(),
            acts: 0,
            agenda: Vec::new(),
            invoices: BTreeMap::new(),
            counters: Counters {
                shipment_box: 642_538_971_006_401_429,
                order: 22_000_009_546_234,
                receipt: 502_296_130,
                exchange: 101_268_974,
                delivery: 20_234_047,
                response: -7_326_489_997_410_939_972,
            },
            changed: true,
        }
    }

    pub(crate) fn touch(&mut self) {
        self.changed = true;
    }

    /// Whether anything changed since the last time this was asked.
    pub(crate) fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    pub(crate) fn new_box_id(&mut self) -> i64 {
        step(&mut self.counters.shipment_box, 1_009)
    }

    pub(crate) fn new_order_id(&mut self) -> i64 {
        step(&mut self.counters.order, 337)
    }

    pub(crate) fn new_receipt_id(&mut self) -> i64 {
        step(&mut self.counters.receipt, 13)
    }

    pub(crate) fn new_exchange_id(&mut self) -> i64 {
        step(&mut self.counters.exchange, 7)
    }

    pub(crate) fn new_delivery_id(&mut self) -> i64 {
        step(&mut self.counters.delivery, 11)
    }

    /// responseKey of an acknowledgement: far beyond 2^53, and negative.
    pub(crate) fn new_response_key(&mut self) -> i64 {
        step(&mut self.counters.response, 1_000_003)
    }

    pub(crate) fn add_sheet(&mut self, sheet: Sheet) {
        self.orders.entry(sheet.order_id).or_default().push(sheet.shipment_box_id);
        self.sheets.insert(sheet.shipment_box_id, sheet);
        self.touch();
    }

    pub(crate) fn sheets_of(&self, order_id: i64) -> impl Iterator<Item = &Sheet> {
        self.orders.get(&order_id).into_iter().flatten().filter_map(|id| self.sheets.get(id))
    }

    /// Sheets that lists and single queries still show.
    pub(crate) fn live_sheet(&self, shipment_box_id: i64) -> Option<&Sheet> {
        self.sheets.get(&shipment_box_id).filter(|sheet| !sheet.is_gone())
    }

    pub(crate) fn add_return(&mut self, receipt: Return) {
        self.receipts_of_order.entry(receipt.order_id).or_default().push(receipt.receipt_id);
        self.returns.insert(receipt.receipt_id, receipt);
        self.touch();
    }

    pub(crate) fn add_exchange(&mut self, exchange: Exchange) {
        self.exchanges_of_order.entry(exchange.order_id).or_default().push(exchange.exchange_id);
        self.exchanges.insert(exchange.exchange_id, exchange);
        self.touch();
    }

    pub(crate) fn exchanges_of(&self, order_id: i64) -> impl Iterator<Item = &Exchange> {
        self.exchanges_of_order.get(&order_id).into_iter().flatten().filter_map(|id| self.exchanges.get(id))
    }

    /// The unanswered stop-shipment requests on a box.
    pub(crate) fn open_stops(&self, shipment_box_id: i64) -> impl Iterator<Item = &Return> {
        let order = self.sheets.get(&shipment_box_id).map(|it| it.order_id);
        order
            .and_then(|order| self.receipts_of_order.get(&order))
            .into_iter()
            .flatten()
            .filter_map(|id| self.returns.get(id))
            .filter(move |receipt| {
                let here = |item: &ReturnItem| item.shipment_box_id == shipment_box_id;
                receipt.is_open_stop() && receipt.items.iter().any(here)
            })
    }

    pub(crate) fn plan(&mut self, at: DateTime<Utc>, event: Event) {
        let place = self.agenda.partition_point(|planned| planned.at <= at);
        self.agenda.insert(place, Planned { at, event });
        self.touch();
    }

    /// Drops what the dials decide, before they are set anew.
    pub(crate) fn forget_travel(&mut self) {
        self.agenda
            .retain(|planned| !matches!(planned.event, Event::Scan(_) | Event::Deliver(_) | Event::Buyers));
    }

    pub(crate) fn is_planned(&self, event: Event) -> bool {
        self.agenda.iter().any(|planned| planned.event == event)
    }

    /// The next event due at `now`.
    pub(crate) fn take_due(&mut self, now: DateTime<Utc>) -> Option<(DateTime<Utc>, Event)> {
        let first = self.agenda.first().filter(|planned| planned.at <= now)?;
        let due = (first.at, first.event);
        self.agenda.remove(0);
        self.touch();
        Some(due)
    }

    /// Whether the same number already travels to somebody else; equal name and address
    /// may share one.
    pub(crate) fn invoice_taken(
        &self,
        number: &str,
        receiver: &Receiver,
        shipment_box_id: i64,
        now: DateTime<Utc>,
    ) -> bool {
        let recipient = receiver.identity();
        self.invoices.get(number).into_iter().flatten().any(|used| {
            used.shipment_box_id != shipment_box_id
                && used.recipient != recipient
                && now - used.at < INVOICE_MEMORY
        })
    }

    pub(crate) fn remember_invoice(&mut self, number: &str, shipment_box_id: i64, at: DateTime<Utc>) {
        let Some(sheet) = self.sheets.get(&shipment_box_id) else {
            return;
        };
        let recipient = sheet.receiver.identity();
        self.invoices.entry(number.to_owned()).or_default().push(InvoiceUse {
            at,
            shipment_box_id,
            recipient,
        });
        self.touch();
    }

    /// Turns an acknowledged sheet into 상품준비중; a new address takes effect with it.
    pub(crate) fn instruct(&mut self, shipment_box_id: i64, at: DateTime<Utc>) {
        let Some(sheet) = self.sheets.get_mut(&shipment_box_id) else {
            return;
        };
        sheet.acknowledged_from = None;
        if let Some(receiver) = sheet.next_receiver.take() {
            sheet.receiver = receiver;
        }
        sheet.reach(SheetStatus::Instruct, at);
        self.touch();
    }

    /// Moves the counts of a receipt from held to cancelled.
    pub(crate) fn settle_counts(&mut self, receipt_id: i64) {
        self.move_counts(receipt_id, |item, count| {
            item.hold_count = item.hold_count.saturating_sub(count);
            item.cancel_count = (item.cancel_count + count).min(item.shipping_count);
        });
    }

    /// Gives the counts of a withdrawn receipt back.
    pub(crate) fn release_counts(&mut self, receipt_id: i64) {
        self.move_counts(receipt_id, |item, count| {
            item.hold_count = item.hold_count.saturating_sub(count);
        });
    }

    /// Holds the counts of a new receipt.
    pub(crate) fn hold_counts(&mut self, receipt_id: i64) {
        self.move_counts(receipt_id, |item, count| item.hold_count += count);
    }

    fn move_counts(&mut self, receipt_id: i64, change: impl Fn(&mut Item, u32)) {
        let Some(receipt) = self.returns.get(&receipt_id) else {
            return;
        };
        for asked in &receipt.items {
            let item = self
                .sheets
                .get_mut(&asked.shipment_box_id)
                .and_then(|sheet| sheet.item_mut(asked.vendor_item_id));
            if let Some(item) = item {
                change(item, asked.cancel_count);
            }
        }
        self.changed = true;
    }
}

/// Ids grow by uneven steps, as real ones do.
fn step(counter: &mut i64, stride: i64) -> i64 {
    let stride = stride + counter.rem_euclid(stride);
    *counter += stride;
    *counter
}
