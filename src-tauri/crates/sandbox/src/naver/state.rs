//! Everything one shop holds, and how it is found.

use std::collections::BTreeMap;

use chrono::{DateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize};

use super::auth::{Credentials, Token};
use super::claims::{Claim, ClaimKind, ClaimStatus};
use super::flavor::Flavor;
use super::model::{Change, ChangeKind, Line, Order, Parcel};
use super::penalty::Penalty;
use super::route::Operation;
use crate::clock::kst;

/// Something that happens by itself later; ids are those of lines, claims or orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Event {
    /// A delayed confirmation shows up.
    Confirm(String),
    /// The courier scans the parcel.
    Scan(String),
    /// The parcel arrives.
    Deliver(String),
    /// The purchase is decided.
    Decide(String),
    /// The refund of a CANCELING claim goes through.
    Refund(String),
    /// The pickup moves on.
    Collect(String),
    /// A replacement arrives.
    DeliverExchange(String),
    /// The receiver of a gift enters an address.
    ReceiveGift(String),
    /// Buyers act of their own accord.
    Buyers,
}

impl Event {
    /// Whether a dial, not a call, brought it about.
    fn is_travel(&self) -> bool {
        !matches!(self, Self::Confirm(_) | Self::Refund(_))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Planned {
    at: DateTime<Utc>,
    event: Event,
}

/// The next id of each kind, without its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Counters {
    order: u64,
    line: u64,
    package: u64,
    claim: u64,
}

/// A shop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    pub(crate) flavor: Flavor,
    /// Of the shop, not of the sandbox: the two shops of one sandbox differ.
    pub(crate) seed: u64,
    pub(crate) credentials: Credentials,
    pub(crate) orders: BTreeMap<String, Order>,
    pub(crate) lines: BTreeMap<String, Line>,
    pub(crate) claims: BTreeMap<String, Claim>,
    /// Issued tokens, oldest first.
    pub(crate) tokens: Vec<Token>,
    pub(crate) penalty: Penalty,
    /// How often somebody acted, so that each act draws its own randomness.
    pub(crate) acts: u64,
    agenda: Vec<Planned>,
    /// Tracking number and company, and the package that carries them.
    invoices: BTreeMap<String, String>,
    counters: Counters,
    #[serde(skip)]
    changed: bool,
}

impl State {
    pub(crate) fn empty(flavor: Flavor, seed: u64, credentials: Credentials) -> Self {
        Self {
            flavor,
            seed,
            credentials,
            orders: BTreeMap::new(),
            lines: BTreeMap::new(),
            claims: BTreeMap::new(),
            tokens: Vec::new(),
            penalty: Penalty::default(),
            acts: 0,
            agenda: Vec::new(),
            invoices: BTreeMap::new(),
            counters: Counters {
                order: 11_234_567,
                line: 52_169_195,
                package: 31_557_301,
                claim: 70_000_101,
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

    pub(crate) fn new_order_id(&mut self, at: DateTime<Utc>) -> String {
        dated(at, step(&mut self.counters.order, 37))
    }

    pub(crate) fn new_line_id(&mut self, at: DateTime<Utc>) -> String {
        dated(at, step(&mut self.counters.line, 10))
    }

    pub(crate) fn new_package_number(&mut self, at: DateTime<Utc>) -> String {
        dated(at, step(&mut self.counters.package, 13))
    }

    pub(crate) fn new_claim_id(&mut self, at: DateTime<Utc>) -> String {
        dated(at, step(&mut self.counters.claim, 17))
    }

    pub(crate) fn add_order(&mut self, mut order: Order, lines: Vec<Line>) {
        order.line_ids = lines.iter().map(|line| line.product_order_id.clone()).collect();
        self.orders.insert(order.order_id.clone(), order);
        for line in lines {
            self.lines.insert(line.product_order_id.clone(), line);
        }
        self.touch();
    }

    pub(crate) fn add_claim(&mut self, claim: Claim) {
        if let Some(line) = self.lines.get_mut(&claim.product_order_id) {
            line.claim_ids.push(claim.claim_id.clone());
        }
        self.claims.insert(claim.claim_id.clone(), claim);
        self.touch();
    }

    /// The claims of a line, oldest first.
    pub(crate) fn claims_of<'a>(&'a self, line: &'a Line) -> impl DoubleEndedIterator<Item = &'a Claim> {
        line.claim_ids.iter().filter_map(|id| self.claims.get(id))
    }

    /// The claim that `claimType` and `claimStatus` of a line speak of.
    pub(crate) fn latest_claim(&self, line: &Line) -> Option<&Claim> {
        line.claim_ids.last().and_then(|id| self.claims.get(id))
    }

    /// The open claim of a line, the newest when a replacement is still on its way.
    pub(crate) fn open_claim(&self, line: &Line) -> Option<&Claim> {
        let mut claims = line.claim_ids.iter().rev().filter_map(|id| self.claims.get(id));
        claims.find(|claim| claim.is_open())
    }

    /// Whether 구매확정 보류 stands on a line.
    pub(crate) fn holds_decision(&self, line: &Line) -> bool {
        self.claims_of(line).any(|claim| claim.status == ClaimStatus::PurchaseDecisionHoldback)
    }

    /// The newest claim of that kind on a line, open or not.
    pub(crate) fn claim_of(&self, line_id: &str, kind: ClaimKind) -> Option<&Claim> {
        let line = self.lines.get(line_id)?;
        self.claims_of(line).rev().find(|claim| claim.kind == kind)
    }

    /// The add-ons that belong to a main line.
    pub(crate) fn add_ons_of<'a>(&'a self, line: &'a Line) -> impl Iterator<Item = &'a Line> {
        let siblings = self.orders.get(&line.order_id).into_iter().flat_map(|order| &order.line_ids);
        siblings
            .filter_map(|id| self.lines.get(id))
            .filter(|other| other.add_on_to.as_deref() == Some(line.product_order_id.as_str()))
    }

    /// Tells the feed; moves it has no word for are never told.
    pub(crate) fn record(&mut self, line_id: &str, kind: ChangeKind, at: DateTime<Utc>) {
        let Some(line) = self.lines.get(line_id) else {
            return;
        };
        let change = Change {
            at: at.trunc_subsecs(3),
            paid_at: self.orders.get(&line.order_id).and_then(|order| order.paid_at),
            kind,
            status: line.status,
            claim: self.latest_claim(line).map(|claim| (claim.kind, claim.status)),
            address_changed: line.address_changed,
            gift: line.gift,
        };
        if let Some(line) = self.lines.get_mut(line_id) {
            line.change = Some(change);
        }
        self.touch();
    }

    /// Counts a write that took effect on a line, and on its claim when it was about one.
    pub(crate) fn count(&mut self, line_id: &str, claim_id: Option<&str>, operation: Operation) {
        if let Some(line) = self.lines.get_mut(line_id) {
            line.count(operation);
        }
        if let Some(claim) = claim_id.and_then(|id| self.claims.get_mut(id)) {
            claim.count(operation);
        }
        self.touch();
    }

    /// Whether the number of a parcel already travels with another package.
    pub(crate) fn invoice_taken(&self, parcel: &Parcel, package: &str) -> bool {
        let named = parcel.company.as_deref().zip(parcel.number.as_deref());
        let carrier = named.and_then(|(company, number)| self.invoices.get(&invoice(company, number)));
        carrier.is_some_and(|carrier| carrier != package)
    }

    pub(crate) fn remember_invoice(&mut self, company: &str, number: &str, package: &str) {
        self.invoices.entry(invoice(company, number)).or_insert_with(|| package.to_owned());
        self.touch();
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

fn invoice(company: &str, number: &str) -> String {
    format!("{company} {number}")
}

/// Ids begin with their day and have sixteen digits.
fn dated(at: DateTime<Utc>, number: u64) -> String {
    format!("{}{number:08}", kst(at).format("%Y%m%d"))
}

/// Ids grow by uneven steps, as real ones do.
fn step(counter: &mut u64, stride: u64) -> u64 {
    *counter += stride + *counter % stride;
    *counter
}
