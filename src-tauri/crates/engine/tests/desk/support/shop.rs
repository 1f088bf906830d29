//! A marketplace of which a test knows everything and decides how it fails.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::action::ClaimAct;
use domain::{
    AccountId, ActionKind, BundleId, Claim, ClaimId, ClaimKind, ClaimStep, ClaimVerb, Courier, CourierCode,
    DigitRule, Fact, InvoiceNumber, LineId, OrderId, OrderLine, Outcome, Parcel, Quantity, Sentence, Stage,
    Target, Write,
};
use market::{
    Capabilities, Check, CheckStep, CheckedPart, Clock, Collected, ErrorKind, Feed, FeedId, FeedInput,
    FeedRequest, Health, HistoryEntry, Limits, MarketError, Marketplace, Persistence, Support,
};

use super::TestClock;

/// How long the shop's readings may show the old state after a write.
const SETTLES: Duration = Duration::from_secs(60);
/// The feeds, one of each sort.
const FEEDS: [Feed; 3] = [
    Feed {
        id: FeedId("orders"),
        input: FeedInput::Time {
            window: Duration::from_secs(24 * 3600),
            look_back: Duration::from_secs(4 * 24 * 3600),
            overlap: Duration::from_secs(600),
        },
        every: Duration::from_secs(300),
    },
    Feed {
        id: FeedId("claims"),
        input: FeedInput::Time {
            window: Duration::from_secs(24 * 3600),
            look_back: Duration::from_secs(4 * 24 * 3600),
            overlap: Duration::from_secs(600),
        },
        every: Duration::from_secs(120),
    },
    Feed {
        id: FeedId("withdrawals"),
        input: FeedInput::OpenClaims { batch: 50 },
        every: Duration::from_secs(600),
    },
];
const COURIERS: &[Courier] = &[
    Courier { code: "CJGLS", name: "CJ대한통운", rule: DigitRule::Lengths(&[10, 12]) },
    Courier { code: "DIRECT", name: "업체직송", rule: DigitRule::Digits },
];
const CANCEL_REASONS: &[(&str, Sentence)] = &[("SOLD_OUT", Sentence::fixed("품절", "sold out"))];
const REFUSALS: &[(&str, Sentence)] = &[("SOLDOUT", Sentence::fixed("교환 품절", "sold out"))];

/// How the next write fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is carried out, the answer is lost, and readings show the old state for a while.
    LostAfter,
    /// It never arrives, and nobody can tell.
    LostBefore,
    /// It is refused as it stands.
    Refused,
    /// It is refused for now.
    Busy,
    /// It is carried out, and the answer leaves the last target out.
    ShortAnswer,
    /// The last target alone is refused.
    Partial,
    /// The process ends while the write, carried out, is on its way.
    CrashAfter,
    /// The process ends before the write arrives.
    CrashBefore,
}

#[derive(Clone, Default)]
struct Stock {
    lines: BTreeMap<LineId, OrderLine>,
    claims: BTreeMap<ClaimId, Claim>,
    withdrawn: Vec<ClaimId>,
}

type Watcher = Box<dyn Fn(&Write) + Send>;

#[derive(Default)]
struct State {
    account: Option<AccountId>,
    stock: Stock,
    /// What readings show until then.
    old_picture: Option<(DateTime<Utc>, Stock)>,
    faults: VecDeque<Fault>,
    down: BTreeMap<&'static str, MarketError>,
    unread: Vec<String>,
    asked: Vec<(String, FeedRequest)>,
    received: Vec<Write>,
    carried_out: BTreeMap<Target, u32>,
    watcher: Option<Watcher>,
}

/// The shop.
pub(crate) struct Shop {
    clock: Arc<TestClock>,
    capabilities: Capabilities,
    state: Mutex<State>,
}

impl Shop {
    pub(crate) fn new(clock: Arc<TestClock>) -> Self {
        Self { clock, capabilities: capabilities(), state: Mutex::default() }
    }

    pub(crate) fn belongs_to(&self, account: &AccountId) {
        self.change(|state| state.account = Some(account.clone()));
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap())
    }

    pub(crate) fn add_lines(&self, lines: Vec<OrderLine>) {
        self.change(|state| {
            let account = state.account.clone().unwrap();
            for mut line in lines {
                line.account = account.clone();
                state.stock.lines.insert(line.line.clone(), line);
            }
        });
    }

    pub(crate) fn add_claim(&self, mut claim: Claim) {
        self.change(|state| {
            claim.account = state.account.clone().unwrap();
            state.stock.claims.insert(claim.claim.clone(), claim);
        });
    }

    /// Changes a line as the marketplace or the buyer would.
    pub(crate) fn edit_line(&self, id: &str, edit: impl FnOnce(&mut OrderLine)) {
        self.change(|state| edit(state.stock.lines.get_mut(&LineId::from(id)).unwrap()));
    }

    /// Changes a claim as the marketplace or the buyer would.
    pub(crate) fn edit_claim(&self, id: &str, edit: impl FnOnce(&mut Claim)) {
        let now = self.clock.now();
        self.change(|state| {
            let claim = state.stock.claims.get_mut(&ClaimId::from(id)).unwrap();
            edit(claim);
            claim.changed_at = now;
        });
    }

    /// The marketplace no longer shows a line.
    pub(crate) fn drop_line(&self, id: &str) {
        self.change(|state| state.stock.lines.remove(&LineId::from(id)));
    }

    /// The buyer withdraws a claim: it vanishes from the lists.
    pub(crate) fn withdraw(&self, id: &str) {
        self.change(|state| {
            state.stock.claims.remove(&ClaimId::from(id));
            state.stock.withdrawn.push(ClaimId::from(id));
        });
    }

    pub(crate) fn line(&self, id: &str) -> OrderLine {
        self.change(|state| state.stock.lines[&LineId::from(id)].clone())
    }

    pub(crate) fn claim(&self, id: &str) -> Claim {
        self.change(|state| state.stock.claims[&ClaimId::from(id)].clone())
    }

    /// Makes the coming writes fail, one after the other.
    pub(crate) fn fail_next(&self, fault: Fault) {
        self.change(|state| state.faults.push_back(fault));
    }

    /// The coming writes do not fail after all.
    pub(crate) fn forget_faults(&self) {
        self.change(|state| state.faults.clear());
    }

    /// Makes a feed fail until [`Shop::mend`]; `""` fails every reading.
    pub(crate) fn break_feed(&self, feed: &'static str, kind: ErrorKind) {
        let error = MarketError::new(kind, Persistence::Permanent, "collect", "마켓의 말");
        self.change(|state| state.down.insert(feed, error));
    }

    pub(crate) fn mend(&self) {
        self.change(|state| state.down.clear());
    }

    /// Lets the next page hold a record that cannot be read.
    pub(crate) fn spoil_record(&self) {
        self.change(|state| state.unread.push("no shipmentBoxId".to_owned()));
    }

    /// Called with every write that arrives, before it is carried out.
    pub(crate) fn watch(&self, watcher: impl Fn(&Write) + Send + 'static) {
        self.change(|state| state.watcher = Some(Box::new(watcher)));
    }

    /// Every write that arrived.
    pub(crate) fn received(&self) -> Vec<Write> {
        self.change(|state| state.received.clone())
    }

    /// How often something was carried out on a target.
    pub(crate) fn times(&self, target: &Target) -> u32 {
        self.change(|state| state.carried_out.get(target).copied().unwrap_or(0))
    }

    /// What the feeds were asked with, in order.
    pub(crate) fn asked(&self) -> Vec<(String, FeedRequest)> {
        self.change(|state| state.asked.clone())
    }

    pub(crate) fn forget_asked(&self) {
        self.change(|state| state.asked.clear());
    }

    /// What a reading shows now.
    fn picture(&self) -> Result<Stock, MarketError> {
        let now = self.clock.now();
        self.change(|state| {
            if let Some(error) = state.down.get("") {
                return Err(error.clone());
            }
            Ok(match &state.old_picture {
                Some((until, old)) if now < *until => old.clone(),
                _ => state.stock.clone(),
            })
        })
    }
}

fn capabilities() -> Capabilities {
    let unavailable = || Support::Unavailable {
        reason: Sentence::fixed("이 마켓에는 없습니다. 판매자센터에서 처리하세요.", "Not there."),
        link: "https://seller.example/",
    };
    let missing = [ActionKind::DelayNotice, ActionKind::HoldDispatch, ActionKind::RefuseReturn];
    Capabilities {
        actions: ActionKind::ALL
            .into_iter()
            .map(|kind| (kind, if missing.contains(&kind) { unavailable() } else { Support::Native }))
            .collect(),
        experimental: Vec::new(),
        consequences: [(
            ActionKind::ApproveCancel,
            Sentence::fixed("바로 환불됩니다.", "It refunds at once."),
        )]
        .into(),
        limits: Limits {
            calls_per_second: 5,
            confirm_batch: 3,
            ship_batch: 4,
            settles_after: SETTLES,
            confirm_settles_after: SETTLES * 2,
            reship_bundle_after: Duration::from_secs(600),
        },
        couriers: COURIERS,
        cancel_reasons: CANCEL_REASONS,
        exchange_refusals: REFUSALS,
    }
}

#[async_trait]
impl Marketplace for Shop {
    fn marketplace(&self) -> domain::Marketplace {
        domain::Marketplace::Coupang
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn feeds(&self) -> &[Feed] {
        &FEEDS
    }

    async fn collect(&self, feed: FeedId, request: FeedRequest) -> Result<Collected, MarketError> {
        tokio::task::yield_now().await;
        self.change(|state| state.asked.push((feed.0.to_owned(), request.clone())));
        let stock = self.picture()?;
        if let Some(error) = self.change(|state| state.down.get(feed.0).cloned()) {
            return Err(error);
        }
        let (facts, page): (Vec<Fact>, usize) = match request {
            FeedRequest::Claims(ids) => {
                let gone = ids.into_iter().filter(|id| stock.withdrawn.contains(id));
                (gone.map(|claim| Fact::Withdrawn { claim, at: Some(self.clock.now()) }).collect(), 0)
            }
            FeedRequest::Time { span, page } => {
                let within = |at: &DateTime<Utc>| *at >= span.from && *at <= span.to;
                let facts = if feed.0 == "orders" {
                    let lines = stock.lines.into_values().filter(|line| within(&line.ordered_at));
                    lines.map(|line| Fact::Line(Box::new(line))).collect()
                } else {
                    let claims = stock.claims.into_values().filter(|claim| within(&claim.requested_at));
                    claims.map(|claim| Fact::Claim(Box::new(claim))).collect()
                };
                (facts, page.map_or(0, |page| page.parse().unwrap()))
            }
        };
        let next = (facts.len() > page + 2).then(|| (page + 2).to_string());
        let unread = self.change(|state| std::mem::take(&mut state.unread));
        Ok(Collected { facts: facts.into_iter().skip(page).take(2).collect(), next, unread })
    }

    async fn read_order(&self, order: &OrderId) -> Result<Vec<OrderLine>, MarketError> {
        Ok(self.picture()?.lines.into_values().filter(|line| line.order == *order).collect())
    }

    async fn read_bundle(&self, _: &OrderId, bundle: &BundleId) -> Result<Vec<OrderLine>, MarketError> {
        Ok(self.picture()?.lines.into_values().filter(|line| line.bundle == *bundle).collect())
    }

    async fn read_claims(&self, order: &OrderId) -> Result<Vec<Claim>, MarketError> {
        Ok(self.picture()?.claims.into_values().filter(|claim| claim.order == *order).collect())
    }

    async fn read_claim(&self, _: &OrderId, _: ClaimKind, id: &ClaimId) -> Result<Option<Fact>, MarketError> {
        let stock = self.picture()?;
        if stock.withdrawn.contains(id) {
            return Ok(Some(Fact::Withdrawn { claim: id.clone(), at: None }));
        }
        Ok(stock.claims.get(id).cloned().map(|claim| Fact::Claim(Box::new(claim))))
    }

    async fn history(&self, _: &BundleId) -> Result<Vec<HistoryEntry>, MarketError> {
        Ok(Vec::new())
    }

    async fn act(&self, write: &Write) -> Result<Vec<Outcome>, MarketError> {
        let fault = self.change(|state| {
            state.received.push(write.clone());
            if let Some(watcher) = &state.watcher {
                watcher(write);
            }
            state.faults.pop_front()
        });
        let lost = || Err(MarketError::new(ErrorKind::Timeout, Persistence::Unknown, "act", "no answer"));
        match fault {
            None => Ok(self.carry_out(write)),
            Some(Fault::LostBefore) => lost(),
            Some(Fault::LostAfter) => {
                self.carry_out_unseen(write);
                lost()
            }
            Some(Fault::Refused) => {
                let mut error =
                    MarketError::new(ErrorKind::Refused, Persistence::Permanent, "act", "거절합니다");
                error.code = "NO".to_owned();
                Err(error)
            }
            Some(Fault::Busy) => {
                Err(MarketError::new(ErrorKind::RateLimited, Persistence::Temporary, "act", "too many"))
            }
            Some(Fault::ShortAnswer) => {
                let mut outcomes = self.carry_out(write);
                outcomes.pop();
                Ok(outcomes)
            }
            Some(Fault::Partial) => {
                let before = self.change(|state| (state.stock.clone(), state.carried_out.clone()));
                let mut outcomes = self.carry_out(write);
                let last = outcomes.pop().unwrap();
                self.take_back(&last.target, before);
                outcomes.push(Outcome::failed(last.target, "INVALID", "이 상품만 안 됩니다", false));
                Ok(outcomes)
            }
            Some(Fault::CrashAfter) => {
                self.carry_out_unseen(write);
                std::future::pending().await
            }
            Some(Fault::CrashBefore) => std::future::pending().await,
        }
    }

    async fn check(&self) -> Check {
        let step = match self.change(|state| state.down.get("").cloned()) {
            Some(error) => CheckStep { what: CheckedPart::Key, result: Err(error) },
            None => {
                CheckStep { what: CheckedPart::Key, result: Ok(Sentence::fixed("맞습니다.", "Right.")) }
            }
        };
        Check { steps: vec![step] }
    }

    fn health(&self) -> Health {
        Health::default()
    }
}

impl Shop {
    /// Readings show what is now for a while, whatever happens.
    pub(crate) fn lag(&self, by: chrono::TimeDelta) {
        let until = self.clock.now() + by;
        self.change(|state| state.old_picture = Some((until, state.stock.clone())));
    }

    /// Carries out, and lets readings show the old state for as long as they may.
    fn carry_out_unseen(&self, write: &Write) {
        let until = self.clock.now() + chrono::TimeDelta::from_std(SETTLES / 2).unwrap();
        self.change(|state| state.old_picture = Some((until, state.stock.clone())));
        self.carry_out(write);
    }

    /// One line of the write was not carried out after all.
    fn take_back(&self, target: &Target, (stock, carried_out): (Stock, BTreeMap<Target, u32>)) {
        let Target::Line(id) = target else { return };
        self.change(|state| {
            state.stock.lines.insert(id.clone(), stock.lines[id].clone());
            state.carried_out.insert(target.clone(), carried_out.get(target).copied().unwrap_or(0));
        });
    }

    /// Carries out whatever it is told, as often as it is told: a marketplace knows no idempotency here.
    fn carry_out(&self, write: &Write) -> Vec<Outcome> {
        let now = self.clock.now();
        self.change(|state| {
            for target in write.targets() {
                *state.carried_out.entry(target).or_default() += 1;
            }
            match write {
                Write::Confirm { lines } => {
                    for (_, line) in lines {
                        state.line(line).stage = Stage::Preparing;
                    }
                }
                Write::Ship { parcels } | Write::ChangeInvoice { parcels } => {
                    parcels.iter().for_each(|parcel| state.send(parcel));
                }
                Write::SplitShip { now: parcel, later, .. } => {
                    state.split(parcel, later.iter().map(|part| &part.line))
                }
                Write::ShipRest { parcel } => state.send(parcel),
                Write::CompleteDelivery { lines, .. } => {
                    for line in lines {
                        state.line(line).stage = Stage::Delivered;
                    }
                }
                Write::CancelSale { lines, .. } => {
                    for (line, count) in lines {
                        state.line(&line.line).quantity.canceled += count;
                    }
                }
                Write::Claim { claim, act, .. } => state.claim_act(claim, act, now),
            }
        });
        write.targets().into_iter().map(Outcome::ok).collect()
    }
}

impl State {
    fn line(&mut self, id: &LineId) -> &mut OrderLine {
        self.stock.lines.get_mut(id).unwrap()
    }

    fn send(&mut self, parcel: &Parcel) {
        for part in &parcel.lines {
            leave(self.line(&part.line), &parcel.courier, &parcel.invoice);
        }
    }

    /// What leaves goes on under a new bundle, and so under a new number.
    fn split<'a>(&mut self, parcel: &Parcel, later: impl Iterator<Item = &'a LineId>) {
        for part in &parcel.lines {
            let mut line = self.stock.lines.remove(&part.line).unwrap();
            line.bundle = BundleId::new(format!("{}-new", line.bundle));
            line.line = LineId::new(format!("{}-new-{}", line.order, line.item));
            line.delivery.split = true;
            leave(&mut line, &parcel.courier, &parcel.invoice);
            self.stock.lines.insert(line.line.clone(), line);
        }
        for id in later {
            self.line(id).delivery.split = true;
        }
    }

    fn claim_act(&mut self, id: &ClaimId, act: &ClaimAct, now: DateTime<Utc>) {
        let claim = self.stock.claims.get_mut(id).unwrap();
        claim.changed_at = now;
        let (step, verbs) = match act {
            ClaimAct::Approve | ClaimAct::Refund => (ClaimStep::Completed, vec![]),
            ClaimAct::RefuseShipped { .. } => {
                claim.kind = ClaimKind::Return;
                (ClaimStep::Requested, vec![ClaimVerb::ConfirmCollected])
            }
            ClaimAct::RefuseFor { .. } => (ClaimStep::Rejected, vec![]),
            ClaimAct::RegisterPickup { courier, invoice } => {
                claim
                    .pickups
                    .push(domain::Pickup { courier: courier.clone(), invoice: Some(invoice.clone()) });
                (claim.step, claim.verbs.clone())
            }
            ClaimAct::ConfirmCollected => (ClaimStep::Collected, vec![ClaimVerb::Refund]),
            ClaimAct::Reship { invoice, .. } => {
                claim.reship.as_mut().unwrap().invoice = Some(invoice.clone());
                (ClaimStep::Reshipped, vec![])
            }
        };
        (claim.step, claim.verbs) = (step, verbs);
        if let (ClaimKind::Cancel, ClaimStep::Completed) = (claim.kind, claim.step) {
            let parts = claim.lines.clone();
            for part in parts {
                let Quantity { canceled, .. } = &mut self.line(part.line.as_ref().unwrap()).quantity;
                *canceled += part.quantity;
            }
        }
    }
}

fn leave(line: &mut OrderLine, courier: &CourierCode, invoice: &InvoiceNumber) {
    line.stage = Stage::Shipped;
    line.delivery.courier = Some(courier.clone());
    line.delivery.invoice = Some(invoice.clone());
}
