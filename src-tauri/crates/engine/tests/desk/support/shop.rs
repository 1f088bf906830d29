//! A marketplace of which a test knows everything and decides how it fails: its stock and the test's hands.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AccountId, Claim, ClaimId, LineId, LineNews, OrderId, OrderLine, Target, UndeliveredReport, Write,
};
use market::{Capabilities, Clock, ErrorKind, FeedRequest, Health, MarketError, Persistence};

use super::TestClock;
use super::connector::{by_lines, capabilities};
use super::notices::by_notice;
use super::parts::in_parts;
use super::rare::Rare;

/// How the next write fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is carried out, the answer is lost, and readings show the old state for a while.
    LostAfter,
    /// It never arrives, and nobody can tell.
    LostBefore,
    /// It is refused as it stands.
    Refused,
    /// It is refused as it stands, under a number of the call.
    Traced,
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
pub(super) struct Stock {
    pub(super) lines: BTreeMap<LineId, OrderLine>,
    pub(super) claims: BTreeMap<ClaimId, Claim>,
    pub(super) withdrawn: Vec<ClaimId>,
    /// Claims that are told to stand on no list.
    pub(super) gone: Vec<ClaimId>,
    pub(super) reports: Vec<UndeliveredReport>,
    /// What the list of news tells.
    pub(super) news: Vec<LineNews>,
    /// Lines that the list of orders keeps silent about.
    pub(super) unlisted: Vec<LineId>,
}

type Watcher = Box<dyn Fn(&Write) + Send>;

#[derive(Default)]
pub(super) struct State {
    pub(super) account: Option<AccountId>,
    pub(super) stock: Stock,
    /// What readings show until then.
    pub(super) old_picture: Option<(DateTime<Utc>, Stock)>,
    pub(super) faults: VecDeque<Fault>,
    pub(super) down: BTreeMap<&'static str, MarketError>,
    pub(super) unread: Vec<String>,
    pub(super) asked: Vec<(String, FeedRequest)>,
    pub(super) received: Vec<Write>,
    pub(super) carried_out: BTreeMap<Target, u32>,
    pub(super) watcher: Option<Watcher>,
    pub(super) health: Health,
    pub(super) circling: bool,
    /// How many lines each reading of lines with their claims named.
    pub(super) standing: Vec<usize>,
    /// Orders that were read by number.
    pub(super) orders_read: Vec<OrderId>,
    /// Readings of lines with their claims tell news instead of lines.
    pub(super) news_only: bool,
    /// Readings of lines with their claims tell news without a stage instead of lines.
    pub(super) stageless: bool,
    /// Claims that readings of lines with their claims leave out.
    pub(super) left_out: Vec<ClaimId>,
    /// The confirmation of a line takes its bundle along.
    pub(super) confirms_along: bool,
    /// How long a reading of lines with their claims waits for its turn.
    pub(super) waits: TimeDelta,
    /// How long reading one claim takes.
    pub(super) claim_waits: TimeDelta,
    /// A claim whose reading is never answered.
    pub(super) silent_about: Option<ClaimId>,
    /// Claims that were read by themselves.
    pub(super) claims_read: Vec<ClaimId>,
    /// Many claims are told at once.
    pub(super) tells_together: bool,
    /// Readings of lines with their claims show cancels alone.
    pub(super) cancels_only: bool,
    /// What a buyer asks for while the next write is on its way.
    pub(super) coming: Option<Claim>,
    /// How often the couriers were read.
    pub(super) learned: u32,
    /// A claim that is forgotten once something was done to it.
    pub(super) forgets: Option<ClaimId>,
    /// A list that may be asked rarely.
    pub(super) rare: Option<Rare>,
}

/// The shop.
pub(crate) struct Shop {
    pub(super) clock: Arc<TestClock>,
    pub(super) capabilities: Capabilities,
    state: Mutex<State>,
}

impl Shop {
    pub(crate) fn new(clock: Arc<TestClock>) -> Self {
        Self { clock, capabilities: capabilities(), state: Mutex::default() }
    }

    /// A shop that acts on lines.
    pub(crate) fn by_lines(clock: Arc<TestClock>) -> Self {
        Self { clock, capabilities: by_lines(), state: Mutex::default() }
    }

    /// A shop that confirms lines, ships bundles, and lets parts of them leave without a promise.
    pub(crate) fn in_parts(clock: Arc<TestClock>) -> Self {
        Self { clock, capabilities: in_parts(), state: Mutex::default() }
    }

    /// A shop that takes claims in by a notice.
    pub(crate) fn by_notice(clock: Arc<TestClock>) -> Self {
        Self { clock, capabilities: by_notice(), state: Mutex::default() }
    }

    /// Readings of lines with their claims tell news instead of lines.
    pub(crate) fn tell_news_only(&self) {
        self.change(|state| state.news_only = true);
    }

    /// Readings of lines with their claims tell that something hides them, and nothing of how far they came.
    pub(crate) fn tell_no_stage(&self) {
        self.change(|state| state.stageless = true);
    }

    /// Readings of lines with their claims leave a claim out.
    pub(crate) fn leave_claim_out(&self, id: &str) {
        self.change(|state| state.left_out.push(ClaimId::from(id)));
    }

    /// The marketplace does not know a claim any more, and nothing tells why.
    pub(crate) fn mislay(&self, id: &str) {
        self.change(|state| state.stock.claims.remove(&ClaimId::from(id)));
    }

    /// Readings of lines with their claims show cancels alone.
    pub(crate) fn tell_cancels_only(&self) {
        self.change(|state| state.cancels_only = true);
    }

    /// The confirmation of a line takes its bundle along.
    pub(crate) fn confirm_along(&self) {
        self.change(|state| state.confirms_along = true);
    }

    /// The list of orders keeps silent about a line.
    pub(crate) fn unlist(&self, id: &str) {
        self.change(|state| state.stock.unlisted.push(LineId::from(id)));
    }

    /// The list of news tells of a line.
    pub(crate) fn tell(&self, id: &str, order: &str, edit: impl FnOnce(&mut LineNews)) {
        self.change(|state| {
            let mut news = LineNews::of(state.account.clone().unwrap(), order.into(), id.into());
            edit(&mut news);
            state.stock.news.push(news);
        });
    }

    /// A buyer reports that a line has not come.
    pub(crate) fn report(&self, id: &str, report: &str) {
        let now = self.clock.now();
        self.change(|state| {
            let line = &state.stock.lines[&LineId::from(id)];
            let report = UndeliveredReport {
                account: line.account.clone(),
                order: line.order.clone(),
                line: line.line.clone(),
                report: report.to_owned(),
                reported_at: now,
                reason: "아직 받지 못했습니다".to_owned(),
                raw_status: "01".to_owned(),
                settled_at: None,
                raw: "{}".to_owned(),
            };
            state.stock.reports.push(report);
        });
    }

    /// Changes a report as the marketplace or the buyer would.
    pub(crate) fn edit_report(&self, report: &str, edit: impl FnOnce(&mut UndeliveredReport)) {
        self.change(|state| {
            edit(state.stock.reports.iter_mut().find(|known| known.report == report).unwrap());
        });
    }

    /// Readings of lines with their claims wait for their turn.
    pub(crate) fn make_readings_wait(&self, by: TimeDelta) {
        self.change(|state| state.waits = by);
    }

    /// The marketplace does not know a claim any more once something was done to it.
    pub(crate) fn forget_claim_after_act(&self, id: &str) {
        self.change(|state| state.forgets = Some(ClaimId::from(id)));
    }

    /// The list no longer names any report.
    pub(crate) fn forget_reports(&self) {
        self.change(|state| state.stock.reports.clear());
    }

    /// Orders that were read by number since it was last asked.
    pub(crate) fn orders_read(&self) -> Vec<OrderId> {
        self.change(|state| std::mem::take(&mut state.orders_read))
    }

    pub(crate) fn belongs_to(&self, account: &AccountId) {
        self.change(|state| state.account = Some(account.clone()));
    }

    pub(super) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
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

    /// A buyer asks for something while the next write is on its way.
    pub(crate) fn expect_claim(&self, mut claim: Claim) {
        self.change(|state| {
            claim.account = state.account.clone().unwrap();
            state.coming = Some(claim);
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

    /// A claim stands on no list any more, and nobody says why; the list of claims tells so.
    pub(crate) fn vanish(&self, id: &str) {
        self.change(|state| {
            state.stock.claims.remove(&ClaimId::from(id));
            state.stock.gone.push(ClaimId::from(id));
        });
    }

    /// The marketplace does not show a claim any more and tells nothing of it.
    pub(crate) fn lose_claim(&self, id: &str) {
        self.change(|state| state.stock.claims.remove(&ClaimId::from(id)));
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

    /// Lists name their pages in a circle.
    pub(crate) fn circle(&self) {
        self.change(|state| state.circling = true);
    }

    /// The breaker before the shop closes for an hour.
    pub(crate) fn close_the_door(&self, because: ErrorKind) {
        let closed_until = Some(self.clock.now() + chrono::TimeDelta::hours(1));
        let health = Health { closed_until, because: Some(because), ..Health::default() };
        self.change(|state| state.health = health);
    }

    /// Makes a feed, or a request that names a line, fail until [`Shop::mend`]; `""` fails every reading.
    pub(crate) fn break_feed(&self, feed: &'static str, kind: ErrorKind) {
        let passing = matches!(kind, ErrorKind::Server | ErrorKind::Network);
        let persistence = if passing { Persistence::Temporary } else { Persistence::Permanent };
        let error = MarketError::new(kind, persistence, "collect", "마켓의 말");
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

    /// How many lines each reading of lines with their claims named, since it was last asked.
    pub(crate) fn standing_read(&self) -> Vec<usize> {
        self.change(|state| std::mem::take(&mut state.standing))
    }

    /// How often the couriers were read.
    pub(crate) fn lists_read(&self) -> u32 {
        self.change(|state| state.learned)
    }

    /// What the marketplace's headers say.
    pub(crate) fn tell_health(&self, tell: impl FnOnce(&mut Health)) {
        self.change(|state| tell(&mut state.health));
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
    pub(super) fn picture(&self) -> Result<Stock, MarketError> {
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
