//! The shop as the engine meets it.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{
    ActionKind, BundleId, Claim, ClaimId, ClaimKind, Courier, DigitRule, Fact, Length, LineNews, OrderId,
    OrderLine, Outcome, Sentence, Stage, Won, Write,
};
use market::{
    Ask, Capabilities, Check, CheckStep, CheckedPart, Clock, Collected, ErrorKind, Feed, FeedId, FeedInput,
    FeedRequest, Health, HistoryEntry, Limits, LineRef, MarketError, Marketplace, Persistence, Sequence,
    Standing, Support, Unit,
};

use super::reading::briefs;
use super::shop::{Fault, Shop};

/// How long the shop's readings may show the old state after a write.
pub(super) const SETTLES: Duration = Duration::from_secs(60);
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
        input: FeedInput::OpenClaims { kinds: &[ClaimKind::Cancel, ClaimKind::Return], batch: 50 },
        every: Duration::from_secs(600),
    },
];
pub(super) const COURIERS: &[Courier] = &[
    Courier { code: "CJGLS", name: "CJ대한통운", rule: DigitRule::Lengths(&[10, 12]) },
    Courier { code: "DIRECT", name: "업체직송", rule: DigitRule::Digits },
    Courier { code: "BY_HAND", name: "직접 전달", rule: DigitRule::NoNumber },
];
pub(super) const CANCEL_REASONS: &[(&str, Sentence)] = &[("SOLD_OUT", Sentence::fixed("품절", "sold out"))];
const REFUSALS: &[(&str, Sentence)] = &[("SOLDOUT", Sentence::fixed("교환 품절", "sold out"))];

pub(super) fn capabilities() -> Capabilities {
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
        briefs: briefs(),
        limits: Limits {
            calls_per_second: 5,
            confirm_batch: 3,
            ship_batch: 4,
            settles_after: SETTLES,
            confirm_settles_after: SETTLES * 2,
            reship_bundle_after: Duration::from_secs(600),
            early_refund_below: Some(Won::new(100_000)),
        },
        couriers: COURIERS,
        cancel_reasons: CANCEL_REASONS,
        exchange_refusals: REFUSALS,
        ..Capabilities::default()
    }
}

/// The feeds of a shop that acts on lines: its lists keep silent about some of them.
const LINE_FEEDS: [Feed; 3] = [
    FEEDS[0],
    FEEDS[1],
    Feed {
        id: FeedId("open"),
        input: FeedInput::OpenLines {
            stages: &[Stage::Paid, Stage::Preparing, Stage::Shipped, Stage::Delivering],
            batch: 2,
        },
        every: Duration::from_secs(600),
    },
];
/// The feeds of a shop whose lists tell of known lines and of reports.
const PART_FEEDS: [Feed; 4] =
    [FEEDS[0], FEEDS[1], Feed { id: FeedId("news"), ..FEEDS[0] }, Feed { id: FeedId("reports"), ..FEEDS[0] }];
pub(super) const REASONS: &[(&str, Sentence)] = &[("LATE", Sentence::fixed("상품 준비", "being made"))];
pub(super) const HOLDS: &[(&str, Sentence)] = &[
    ("RETURN_DELIVERYFEE", Sentence::fixed("반품 배송비", "return fee")),
    ("EXTRAFEEE", Sentence::fixed("추가 비용", "more")),
];
const WAYS: &[(&str, Sentence)] = &[("BY_BUYER", Sentence::fixed("구매자 발송", "sent by the buyer"))];

/// A shop that acts on lines, wants add-ons in their order, and does not tell who ended a claim.
pub(super) fn by_lines() -> Capabilities {
    use ActionKind as Kind;
    let mut capabilities = capabilities();
    let ours = Support::Local(Sentence::fixed("앱이 막습니다.", "The desk keeps it."));
    capabilities.actions.insert(Kind::HoldDispatch, ours);
    for kind in [Kind::DelayNotice, Kind::RefuseReturn] {
        capabilities.actions.insert(kind, Support::Native);
    }
    let hold = || vec![Ask::Reason(HOLDS), Ask::Text(Length::characters(20)), Ask::Fee(&["EXTRAFEEE"])];
    capabilities.asks = [
        (Kind::DelayNotice, vec![Ask::Day, Ask::Reason(REASONS), Ask::Text(Length::characters(20))]),
        (Kind::ChangeHopeDelivery, vec![Ask::Day, Ask::Time, Ask::Region, Ask::Text(Length::characters(20))]),
        (Kind::RequestReturn, vec![Ask::Reason(REASONS), Ask::Quantity, Ask::Way(WAYS)]),
        (Kind::RefuseReturn, vec![Ask::Text(Length::characters(20))]),
        (Kind::HoldReturn, hold()),
        (Kind::HoldExchange, hold()),
    ]
    .into();
    Capabilities {
        unit: Unit::Line,
        confirms: Unit::Line,
        sequence: Sequence {
            add_ons_first: &[
                Kind::CancelSale,
                Kind::ApproveCancel,
                Kind::RequestReturn,
                Kind::RefundReturn,
                Kind::ReshipExchange,
            ],
            main_first: &[Kind::RefuseCancel],
        },
        reship_opens_bundle: false,
        tells_who_ended: false,
        ..capabilities
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
        match (self.capabilities.unit, self.capabilities.confirms) {
            (Unit::Line, _) => &LINE_FEEDS,
            (Unit::Bundle, Unit::Line) => &PART_FEEDS,
            (Unit::Bundle, Unit::Bundle) => &FEEDS,
        }
    }

    fn rest(&self, feed: FeedId) -> Option<Duration> {
        self.rest_of(feed)
    }

    async fn collect(&self, feed: FeedId, request: FeedRequest) -> Result<Collected, MarketError> {
        tokio::task::yield_now().await;
        self.note_asked(feed);
        self.change(|state| state.asked.push((feed.0.to_owned(), request.clone())));
        let stock = self.picture()?;
        if let Some(error) = self.change(|state| state.down.get(feed.0).cloned()) {
            return Err(error);
        }
        if let FeedRequest::Lines(ids) = &request {
            let broken = |id: &domain::LineId| self.change(|state| state.down.get(id.as_str()).cloned());
            if let Some(error) = ids.iter().find_map(broken) {
                return Err(error);
            }
        }
        let (facts, page): (Vec<Fact>, usize) = match request {
            FeedRequest::Claims(ids) => {
                let gone = ids.into_iter().filter(|id| stock.withdrawn.contains(id));
                (gone.map(|claim| Fact::Withdrawn { claim, at: Some(self.clock.now()) }).collect(), 0)
            }
            FeedRequest::Lines(ids) => {
                let asked = stock.lines.into_values().filter(|line| ids.contains(&line.line));
                (asked.map(|line| Fact::Line(Box::new(line))).collect(), 0)
            }
            FeedRequest::Time { page, .. } if feed.0 == "news" || feed.0 == "reports" => {
                let news = stock.news.into_iter().map(|news| Fact::News(Box::new(news)));
                let reports = stock.reports.into_iter().map(|report| Fact::Undelivered(Box::new(report)));
                let facts = if feed.0 == "news" { news.collect() } else { reports.collect() };
                (facts, page.map_or(0, |page| page.parse().unwrap()))
            }
            FeedRequest::Time { span, page } => {
                let within = |at: &DateTime<Utc>| *at >= span.from && *at <= span.to;
                let facts = if feed.0 == "orders" {
                    let listed = |line: &OrderLine| !stock.unlisted.contains(&line.line);
                    let lines = stock.lines.values().filter(|line| within(&line.ordered_at) && listed(line));
                    let lines = lines.cloned();
                    lines.map(|line| Fact::Line(Box::new(line))).collect()
                } else {
                    let claims = stock.claims.into_values().filter(|claim| within(&claim.requested_at));
                    let gone = stock.gone.into_iter().map(|claim| Fact::Gone { claim });
                    claims.map(|claim| Fact::Claim(Box::new(claim))).chain(gone).collect()
                };
                (facts, page.map_or(0, |page| page.parse().unwrap()))
            }
        };
        let mut next = (facts.len() > page + 2).then(|| (page + 2).to_string());
        if self.change(|state| state.circling) {
            next = Some(if page == 2 { "4" } else { "2" }.to_owned());
        }
        let unread = self.change(|state| std::mem::take(&mut state.unread));
        Ok(Collected { facts: facts.into_iter().skip(page).take(2).collect(), next, unread })
    }

    async fn read_order(&self, order: &OrderId) -> Result<Vec<OrderLine>, MarketError> {
        self.change(|state| state.orders_read.push(order.clone()));
        if let Some(error) = self.change(|state| state.down.get(order.as_str()).cloned()) {
            return Err(error);
        }
        Ok(self.picture()?.lines.into_values().filter(|line| line.order == *order).collect())
    }

    async fn read_bundle(&self, _: &OrderId, bundle: &BundleId) -> Result<Vec<OrderLine>, MarketError> {
        Ok(self.picture()?.lines.into_values().filter(|line| line.bundle == *bundle).collect())
    }

    async fn read_claims(&self, orders: &[OrderId]) -> Result<Vec<Claim>, MarketError> {
        Ok(self.picture()?.claims.into_values().filter(|claim| orders.contains(&claim.order)).collect())
    }

    async fn read_standing(&self, lines: &[LineRef], stage: Stage) -> Result<Standing, MarketError> {
        self.change(|state| state.standing.push(lines.len()));
        self.clock.advance(self.change(|state| state.waits));
        let named = |line: &OrderLine| lines.iter().any(|named| named.line == line.line);
        let orders = Vec::from_iter(lines.iter().map(|line| line.order.clone()));
        let lines = if self.capabilities.unit == Unit::Line {
            self.picture()?.lines.into_values().filter(named).collect()
        } else {
            let bundles = lines.iter().map(|line| (line.order.clone(), line.bundle.clone()));
            self.read_bundles(&bundles.collect::<Vec<_>>(), stage).await?
        };
        let mut claims = self.read_claims(&orders).await?;
        if self.change(|state| state.cancels_only) {
            claims.retain(|claim| claim.kind == ClaimKind::Cancel);
        }
        claims.retain(|claim| self.change(|state| !state.left_out.contains(&claim.claim)));
        if self.change(|state| state.stageless) {
            return Ok(Standing { news: lines.iter().map(no_stage).collect(), claims, lines: Vec::new() });
        }
        if self.change(|state| state.news_only) {
            return Ok(Standing { news: lines.iter().map(news).collect(), claims, lines: Vec::new() });
        }
        Ok(Standing { lines, claims, news: Vec::new() })
    }

    async fn read_claim(&self, _: &OrderId, _: ClaimKind, id: &ClaimId) -> Result<Option<Fact>, MarketError> {
        self.tell_claim(id).await
    }

    async fn read_claims_together(&self, claims: &[ClaimId]) -> Result<Vec<Fact>, MarketError> {
        self.tell_together(claims)
    }

    async fn history(&self, _: &LineRef) -> Result<Vec<HistoryEntry>, MarketError> {
        Ok(Vec::new())
    }

    fn couriers(&self) -> &'static [Courier] {
        if self.change(|state| state.learned > 0) { COURIERS } else { self.capabilities.couriers }
    }

    async fn learn_couriers(&self) -> Result<(), MarketError> {
        if let Some(error) = self.change(|state| state.down.get("couriers").cloned()) {
            return Err(error);
        }
        self.change(|state| state.learned += 1);
        Ok(())
    }

    async fn act(&self, write: &Write) -> Result<Vec<Outcome>, MarketError> {
        let fault = self.change(|state| {
            state.received.push(write.clone());
            if let Some(watcher) = &state.watcher {
                watcher(write);
            }
            let coming = state.coming.take().map(|claim| (claim.claim.clone(), claim));
            state.stock.claims.extend(coming);
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
            Some(Fault::Traced) => {
                let mut error = MarketError::new(ErrorKind::Refused, Persistence::Permanent, "act", "no");
                error.trace = Some("trace-of-the-refusal".to_owned());
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
        self.change(|state| state.health.clone())
    }
}

/// A line that a claim or a report hides.
fn no_stage(line: &OrderLine) -> LineNews {
    LineNews {
        raw_status: "hidden".to_owned(),
        ..LineNews::of(line.account.clone(), line.order.clone(), line.line.clone())
    }
}

/// A line as a list tells of it that shows no whole line.
fn news(line: &OrderLine) -> LineNews {
    LineNews {
        stage: Some(line.stage),
        raw_status: line.raw_status.clone(),
        canceled: Some(line.quantity.canceled),
        receiver: Some(line.receiver.clone()),
        courier: line.delivery.courier.clone(),
        invoice: line.delivery.invoice.clone(),
        ..LineNews::of(line.account.clone(), line.order.clone(), line.line.clone())
    }
}
