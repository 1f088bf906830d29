//! Everything one shop holds, and how it is found.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::auth::Credentials;
use super::claims::{Claim, ClaimKind};
use super::model::{Line, LineStatus, Order};
use super::route::{Operation, Route};
use crate::clock::kst;

/// A write that a fault puts off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Deferred {
    pub(crate) operation: Operation,
    pub(crate) parts: Vec<String>,
    pub(crate) body: Vec<u8>,
    pub(crate) content_type: Option<String>,
}

impl Deferred {
    pub(crate) fn route(&self) -> Route {
        Route { operation: self.operation, parts: self.parts.clone(), garbled: false }
    }
}

/// Something that happens by itself later; ids are those of lines, claims or orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Event {
    /// A write that was answered takes effect at last.
    Deferred(Deferred),
    /// A held return completes by itself, if it is still held.
    CompleteHeld(String),
    /// The parcel arrives.
    Deliver(String),
    /// The purchase is decided.
    Decide(String),
    /// Claimed goods come back.
    Collect(String),
    /// The receiver of a gift enters an address.
    ReceiveGift(String),
    /// Buyers act of their own accord.
    Buyers,
}

impl Event {
    /// Whether a dial, not a call, brought it about.
    fn is_travel(&self) -> bool {
        !matches!(self, Self::Deferred(_) | Self::CompleteHeld(_))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Planned {
    at: DateTime<Utc>,
    event: Event,
}

/// The next number of each kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Counters {
    order: u64,
    delivery: u64,
    bundle: u64,
    cancel: u64,
    claim: u64,
    report: u64,
}

/// What travels under a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Carrier {
    ord_no: String,
    dlv_no: String,
}

/// A shop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    pub(crate) seed: u64,
    pub(crate) credentials: Credentials,
    pub(crate) seller_id: String,
    pub(crate) orders: BTreeMap<String, Order>,
    pub(crate) lines: BTreeMap<String, Line>,
    pub(crate) claims: BTreeMap<String, Claim>,
    /// 신용점수 taken off for refusing to sell.
    pub(crate) credit_lost: u32,
    /// How often somebody acted, so that each act draws its own randomness.
    pub(crate) acts: u64,
    agenda: Vec<Planned>,
    invoices: BTreeMap<String, Carrier>,
    counters: Counters,
    #[serde(skip)]
    changed: bool,
}

impl State {
    pub(crate) fn empty(seed: u64, credentials: Credentials, seller_id: String) -> Self {
        Self {
            seed,
            credentials,
            seller_id,
            orders: BTreeMap::new(),
            lines: BTreeMap::new(),
            claims: BTreeMap::new(),
            credit_lost: 0,
            acts: 0,
            agenda: Vec::new(),
            invoices: BTreeMap::new(),
            counters: Counters {
                order: 640_101,
                delivery: 2_600_000_000,
                bundle: 4_506_571,
                cancel: 81_925_830,
                claim: 24_003_300,
                report: 970_539,
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

    /// Seventeen digits that begin with the day.
    pub(crate) fn new_ord_no(&mut self, at: DateTime<Utc>) -> String {
        format!("{}{:09}", kst(at).format("%Y%m%d"), step(&mut self.counters.order, 37))
    }

    pub(crate) fn new_dlv_no(&mut self) -> String {
        step(&mut self.counters.delivery, 13).to_string()
    }

    pub(crate) fn new_bundle(&mut self) -> u64 {
        step(&mut self.counters.bundle, 7)
    }

    pub(crate) fn new_claim_id(&mut self, kind: ClaimKind) -> String {
        let counter = match kind {
            ClaimKind::Cancel => &mut self.counters.cancel,
            _ => &mut self.counters.claim,
        };
        step(counter, 17).to_string()
    }

    pub(crate) fn new_report_number(&mut self) -> String {
        step(&mut self.counters.report, 3).to_string()
    }

    pub(crate) fn add_order(&mut self, mut order: Order, lines: Vec<Line>) {
        order.line_ids = lines.iter().map(|line| line.line_id.clone()).collect();
        self.orders.insert(order.ord_no.clone(), order);
        for line in lines {
            self.lines.insert(line.line_id.clone(), line);
        }
        self.touch();
    }

    pub(crate) fn add_claim(&mut self, claim: Claim) {
        if let Some(line) = self.lines.get_mut(&claim.line_id) {
            line.claim_ids.push(claim.claim_id.clone());
        }
        self.claims.insert(claim.claim_id.clone(), claim);
        self.touch();
    }

    pub(crate) fn line(&self, ord_no: &str, seq: &str) -> Option<&Line> {
        self.lines.get(&line_id(ord_no, seq))
    }

    /// The lines of an order, in the order of their numbers.
    pub(crate) fn lines_of(&self, ord_no: &str) -> impl Iterator<Item = &Line> {
        let ids = self.orders.get(ord_no).into_iter().flat_map(|order| &order.line_ids);
        ids.filter_map(|id| self.lines.get(id))
    }

    /// What ships under one number.
    pub(crate) fn bundle(&self, dlv_no: &str) -> Vec<&Line> {
        self.lines.values().filter(|line| line.dlv_no == dlv_no).collect()
    }

    /// The claims of a line, oldest first.
    pub(crate) fn claims_of<'a>(&'a self, line: &'a Line) -> impl DoubleEndedIterator<Item = &'a Claim> {
        line.claim_ids.iter().filter_map(|id| self.claims.get(id))
    }

    pub(crate) fn open_claim<'a>(&'a self, line: &'a Line) -> Option<&'a Claim> {
        self.claims_of(line).rev().find(|claim| claim.is_open())
    }

    /// Whether a buyer's cancel waits for the seller.
    pub(crate) fn cancel_waits(&self, line: &Line) -> bool {
        self.open_claim(line).is_some_and(|claim| claim.kind == ClaimKind::Cancel)
    }

    /// ordPrdStat and ordPrdStatNm. An open claim on everything that remains covers the line's own; what the
    /// two say for one is known from their tables only, and that a claim on a part covers nothing is unverified.
    pub(crate) fn shown(&self, line: &Line) -> (&'static str, &'static str) {
        match self.open_claim(line).filter(|claim| claim.quantity >= line.remain()) {
            Some(claim) if claim.kind == ClaimKind::Cancel => ("701", "취소신청"),
            Some(claim) if claim.kind == ClaimKind::Return => ("601", "반품신청"),
            Some(_) => ("601", "교환신청"),
            None => (line.status.code(), line.status.name()),
        }
    }

    /// Whether a line stands in the list of a status.
    pub(crate) fn stands_at(&self, line: &Line, status: LineStatus) -> bool {
        line.status == status && self.shown(line).0 == status.code()
    }

    /// Counts a write that took effect on a line, and on its claim when it was about one.
    pub(crate) fn count(&mut self, line_id: &str, claim_id: Option<&str>, operation: Operation) {
        if let Some(line) = self.lines.get_mut(line_id) {
            *line.applied.entry(operation).or_default() += 1;
        }
        if let Some(claim) = claim_id.and_then(|id| self.claims.get_mut(id)) {
            *claim.applied.entry(operation).or_default() += 1;
        }
        self.touch();
    }

    /// Whether a number travels with another order already, whoever carries it. Orders that share a delivery
    /// number may share it.
    pub(crate) fn invoice_taken(&self, number: &str, line: &Line) -> bool {
        let carrier = self.invoices.get(number);
        carrier.is_some_and(|carrier| carrier.ord_no != line.ord_no && carrier.dlv_no != line.dlv_no)
    }

    pub(crate) fn remember_invoice(&mut self, number: &str, line: &Line) {
        let carrier = Carrier { ord_no: line.ord_no.clone(), dlv_no: line.dlv_no.clone() };
        self.invoices.entry(number.to_owned()).or_insert(carrier);
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

/// How a line is named in this crate's own interface.
#[must_use]
pub fn line_id(ord_no: &str, ord_prd_seq: &str) -> String {
    format!("{ord_no}-{ord_prd_seq}")
}

/// Numbers grow by uneven steps, as real ones do.
fn step(counter: &mut u64, stride: u64) -> u64 {
    *counter += stride + *counter % stride;
    *counter
}
