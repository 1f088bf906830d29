//! Everything one shop holds, and how it is found.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::auth::Credentials;
use super::couriers::Courier;
use super::model::{Inquiry, Key, Line, Order, Review};
use super::route::Operation;
use super::writes::Row;

/// Something that happens by itself later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Event {
    /// An order being prepared is late.
    Late(Key),
    /// A write that was answered takes effect.
    Apply(Operation, Vec<Row>),
    /// A write of one thing that was answered takes effect.
    Write {
        operation: Operation,
        /// The number in its path.
        id: String,
        body: String,
    },
    /// A refund goes through.
    Refund(Key),
    /// A buyer enters the account for a refund.
    EnterAccount(Key),
    /// The parcel arrives.
    Deliver(Key),
    /// A replacement arrives.
    DeliverExchange(Key),
    /// The purchase is decided.
    Decide(Key),
    /// Buyers act of their own accord.
    Buyers,
}

impl Event {
    /// Whether a dial that may be turned decides when.
    fn is_travel(&self) -> bool {
        !matches!(self, Self::Apply(..) | Self::Write { .. } | Self::Refund(_))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Planned {
    at: DateTime<Utc>,
    event: Event,
}

/// The numbers given last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Counters {
    order: u64,
    product: u64,
    review: u64,
    inquiry: u64,
}

/// A shop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    pub(crate) seed: u64,
    pub(crate) credentials: Credentials,
    pub(crate) couriers: Vec<Courier>,
    orders: BTreeMap<u64, Order>,
    /// By orderProductSeq, which is given once only here.
    lines: BTreeMap<u64, Line>,
    pub(crate) reviews: BTreeMap<u64, Review>,
    pub(crate) inquiries: BTreeMap<u64, Inquiry>,
    counters: Counters,
    /// How often somebody acted, so that each act draws its own randomness.
    pub(crate) acts: u64,
    agenda: Vec<Planned>,
    #[serde(skip)]
    changed: bool,
}

impl State {
    pub(crate) fn empty(seed: u64, credentials: Credentials, couriers: Vec<Courier>) -> Self {
        Self {
            seed,
            credentials,
            couriers,
            orders: BTreeMap::new(),
            lines: BTreeMap::new(),
            reviews: BTreeMap::new(),
            inquiries: BTreeMap::new(),
            counters: Counters { order: 3_204_510, product: 5_877_300, review: 740_120, inquiry: 98_200 },
            acts: 0,
            agenda: Vec::new(),
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

    /// The line both numbers name.
    pub(crate) fn line(&self, key: Key) -> Option<&Line> {
        self.lines.get(&key.order_product_seq).filter(|line| line.key == key)
    }

    pub(crate) fn line_mut(&mut self, key: Key) -> Option<&mut Line> {
        self.touch();
        self.lines.get_mut(&key.order_product_seq).filter(|line| line.key == key)
    }

    pub(crate) fn lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.values()
    }

    pub(crate) fn order(&self, order_seq: u64) -> Option<&Order> {
        self.orders.get(&order_seq)
    }

    pub(crate) fn orders(&self) -> impl Iterator<Item = &Order> {
        self.orders.values()
    }

    /// The lines of a basket.
    pub(crate) fn basket(&self, order_seq: u64) -> impl Iterator<Item = &Line> {
        let numbers = self.order(order_seq).into_iter().flat_map(|order| &order.product_seqs);
        numbers.filter_map(|number| self.lines.get(number))
    }

    pub(crate) fn add_order(&mut self, order: Order, lines: Vec<Line>) {
        self.touch();
        self.orders.insert(order.order_seq, order);
        self.lines.extend(lines.into_iter().map(|line| (line.key.order_product_seq, line)));
    }

    /// Counts a write that took effect.
    pub(crate) fn count(&mut self, key: Key, operation: Operation) {
        if let Some(line) = self.line_mut(key) {
            line.count(operation);
        }
    }

    pub(crate) fn new_order_seq(&mut self) -> u64 {
        loop {
            let number = step(&mut self.counters.order, 7);
            if !self.orders.contains_key(&number) {
                return number;
            }
        }
    }

    pub(crate) fn new_product_seq(&mut self) -> u64 {
        step(&mut self.counters.product, 3)
    }

    pub(crate) fn new_review_seq(&mut self) -> u64 {
        step(&mut self.counters.review, 5)
    }

    pub(crate) fn new_inquiry_seq(&mut self) -> u64 {
        step(&mut self.counters.inquiry, 4)
    }

    pub(crate) fn plan(&mut self, at: DateTime<Utc>, event: Event) {
        let place = self.agenda.partition_point(|planned| planned.at <= at);
        self.agenda.insert(place, Planned { at, event });
        self.touch();
    }

    /// Drops what the dials decide, before they are set anew.
    pub(crate) fn forget_travel(&mut self) {
        self.agenda.retain(|planned| !planned.event.is_travel());
    }

    pub(crate) fn is_planned(&self, event: &Event) -> bool {
        self.agenda.iter().any(|planned| planned.event == *event)
    }

    /// The next event due at `now`.
    pub(crate) fn take_due(&mut self, now: DateTime<Utc>) -> Option<(DateTime<Utc>, Event)> {
        self.agenda.first().filter(|planned| planned.at <= now)?;
        let due = self.agenda.remove(0);
        self.touch();
        Some((due.at, due.event))
    }
}

/// Numbers grow by uneven steps, as real ones do.
fn step(counter: &mut u64, stride: u64) -> u64 {
    *counter += 1 + *counter % stride;
    *counter
}
