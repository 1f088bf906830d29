//! Everything one shop holds on both sites, and how it is found.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::auth::Credentials;
use super::model::{Line, Order};
use super::route::Operation;
use super::site::{Key, Site};

/// Something that happens by itself later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Event {
    /// A delayed confirmation shows up.
    Confirm(Key),
    /// The parcel arrives.
    Deliver(Key),
    /// The purchase is decided.
    Decide(Key),
    /// The refund of an approved cancel goes through.
    Refund(Key),
    /// Nobody answered a cancel request for a day.
    AutoCancel(Key),
    /// Claimed goods arrive.
    Collect(Key),
    /// A replacement arrives.
    DeliverResend(Key),
    /// A hold ends after thirty days.
    FreeHold(Key),
    /// Nobody objected to the withdrawal of a 미수령신고.
    ReleaseReport(Key),
    /// The receiver of a gift enters an address.
    AcceptGift(Key),
    /// Nobody accepted a gift in time.
    LapseGift(Key),
    /// Buyers act of their own accord.
    Buyers,
}

impl Event {
    /// Whether a dial, not a call or the site's own clock, brought it about.
    fn is_travel(&self) -> bool {
        matches!(
            self,
            Self::Deliver(_)
                | Self::Decide(_)
                | Self::Collect(_)
                | Self::DeliverResend(_)
                | Self::AcceptGift(_)
                | Self::Buyers
        )
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Planned {
    at: DateTime<Utc>,
    event: Event,
}

/// What one site holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Shelf {
    pub(crate) orders: BTreeMap<u64, Order>,
    pub(crate) lines: BTreeMap<u64, Line>,
    /// SiteGoodsNo of goods a SoldOut call took off sale.
    pub(crate) sold_out: BTreeSet<String>,
    next_order: u64,
    next_pay: u64,
    next_group: u64,
}

impl Shelf {
    fn new(next_order: u64, next_pay: u64, next_group: u64) -> Self {
        let (orders, lines, sold_out) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        Self { orders, lines, sold_out, next_order, next_pay, next_group }
    }

    /// The next free OrderNo.
    pub(crate) fn new_order_no(&mut self) -> u64 {
        loop {
            let number = step(&mut self.next_order, 7);
            if !self.lines.contains_key(&number) {
                return number;
            }
        }
    }

    pub(crate) fn new_pay_no(&mut self) -> u64 {
        step(&mut self.next_pay, 11)
    }

    pub(crate) fn new_group_no(&mut self) -> u64 {
        step(&mut self.next_group, 5)
    }
}

/// A shop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    pub(crate) seed: u64,
    pub(crate) credentials: Credentials,
    gmarket: Shelf,
    auction: Shelf,
    /// How often somebody acted, so that each act draws its own randomness.
    pub(crate) acts: u64,
    agenda: Vec<Planned>,
    #[serde(skip)]
    changed: bool,
}

impl State {
    /// The two sites number from overlapping ranges, so that a number alone names no order. Both begin a
    /// little below 2^31, which real numbers have passed: 2503423671.
    pub(crate) fn empty(seed: u64, credentials: Credentials) -> Self {
        Self {
            seed,
            credentials,
            gmarket: Shelf::new(2_147_483_300, 4_454_220_000, 731_870_000),
            auction: Shelf::new(2_147_483_411, 1_192_800_000, 915_310_000),
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

    pub(crate) fn shelf(&self, site: Site) -> &Shelf {
        match site {
            Site::Gmarket => &self.gmarket,
            Site::Auction => &self.auction,
        }
    }

    pub(crate) fn shelf_mut(&mut self, site: Site) -> &mut Shelf {
        self.touch();
        match site {
            Site::Gmarket => &mut self.gmarket,
            Site::Auction => &mut self.auction,
        }
    }

    pub(crate) fn line(&self, key: Key) -> Option<&Line> {
        self.shelf(key.site).lines.get(&key.order_no)
    }

    pub(crate) fn line_mut(&mut self, key: Key) -> Option<&mut Line> {
        self.shelf_mut(key.site).lines.get_mut(&key.order_no)
    }

    pub(crate) fn order(&self, site: Site, pay_no: u64) -> Option<&Order> {
        self.shelf(site).orders.get(&pay_no)
    }

    pub(crate) fn lines(&self) -> impl Iterator<Item = &Line> {
        Site::ALL.into_iter().flat_map(|site| self.shelf(site).lines.values())
    }

    /// The lines of a basket.
    pub(crate) fn basket(&self, site: Site, pay_no: u64) -> impl Iterator<Item = &Line> {
        let numbers = self.order(site, pay_no).into_iter().flat_map(|order| &order.line_nos);
        numbers.filter_map(move |number| self.line(Key::new(site, *number)))
    }

    pub(crate) fn add_order(&mut self, mut order: Order, lines: Vec<Line>) {
        order.line_nos = lines.iter().map(|line| line.order_no).collect();
        let shelf = self.shelf_mut(order.site);
        shelf.orders.insert(order.pay_no, order);
        for line in lines {
            shelf.lines.insert(line.order_no, line);
        }
    }

    /// Counts a write that took effect on a line, and on its newest claim when it was about one.
    pub(crate) fn count(&mut self, key: Key, operation: Operation, on_claim: bool) {
        let Some(line) = self.line_mut(key) else {
            return;
        };
        line.count(operation);
        if let Some(claim) = line.claims.last_mut().filter(|_| on_claim) {
            *claim.applied.entry(operation).or_default() += 1;
        }
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
    *counter += stride + *counter % stride;
    *counter
}
