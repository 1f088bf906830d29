//! Reading claims from their lists, and sending each verb on its way.
//!
//! No call shows one claim: it stands in the list of what was asked for, of what is done, or of what was taken back.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::action::ClaimAct;
use domain::{Claim, ClaimId, ClaimKind, ClaimStep, Fact, LineId, LineNews, OrderId, Stage};

use super::feeds::{List, list};
use super::orders::{Statuses, first_day};
use super::translate::order::order_day;
use super::{ClaimParts, Elevenst, line_id, unsupported};
use crate::{Collected, ErrorKind, MarketError, Persistence, Span};

/// The longest span of one request; an hour is left for minutes that are rounded outwards.
const WINDOW: TimeDelta = TimeDelta::hours(30 * 24 - 1);
/// How far back claims are looked for: a return is completed by itself within weeks.
const FARTHEST: TimeDelta = TimeDelta::days(90);
/// How far beyond the moment claims are asked for, lest a request that is made while somebody is about to act be
/// missed for the sake of a clock. No document forbids an end in time to come.
const MARGIN: TimeDelta = TimeDelta::minutes(5);

/// The lists of a kind, in the order in which a claim goes through them, so that one that moves on meanwhile is met
/// in a later one.
const fn lists_of(kind: ClaimKind) -> &'static [&'static str] {
    match kind {
        ClaimKind::Cancel => &["cancelorders", "canceledorders", "withdrawcanceledorders"],
        ClaimKind::Return => &["returnorders", "returnedorders", "retractretorders", "officecancellist"],
        ClaimKind::Exchange => &["exchangeorders", "exchangedorders", "retractexcorders"],
    }
}

/// Every kind.
const KINDS: [ClaimKind; 3] = [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange];

impl Elevenst {
    /// The claims of orders: of one every claim, of many the cancels that wait for an answer.
    pub(super) async fn claims_of(&self, orders: &[OrderId]) -> Result<Vec<Claim>, MarketError> {
        let [order] = orders else { return self.waiting_cancels(orders).await };
        let statuses = self.sure_statuses([order.as_str()]).await?;
        let kinds = if nothing_left(&statuses) { &KINDS[..1] } else { &KINDS[..] };
        let mut claims: Vec<Claim> = Vec::new();
        for name in kinds.iter().flat_map(|kind| lists_of(*kind)) {
            for claim in self.listed_since(name, [order.as_str()].into_iter()).await? {
                // What moves on while the lists are read stands in two of them: the later one is newer.
                claims.retain(|known| known.claim != claim.claim);
                claims.push(claim);
            }
        }
        claims.retain(|claim| claim.order == *order);
        Ok(claims)
    }

    /// The cancels on these orders that wait for an answer, asked for within the last thirty days.
    pub(super) async fn waiting_cancels(&self, orders: &[OrderId]) -> Result<Vec<Claim>, MarketError> {
        let now = self.latest();
        let Some(list) = list("cancelorders").filter(|_| !orders.is_empty()) else { return Ok(Vec::new()) };
        let mut claims =
            self.claims_within(list, Span { from: now - WINDOW + MARGIN, to: now + MARGIN }).await?;
        keep_open(&mut claims, orders);
        Ok(claims)
    }

    /// The open claims on these orders whose goods may have left: the cancels that wait, and of goods that left, or
    /// of a single order that may have, the returns and exchanges too.
    pub(super) async fn open_claims_on(
        &self,
        orders: &[OrderId],
        statuses: &Statuses,
        stage: Stage,
    ) -> Result<Vec<Claim>, MarketError> {
        let mut claims = self.waiting_cancels(orders).await?;
        let alone = orders.len() == 1 && !nothing_left(statuses);
        if alone || is_gone_by(stage) || statuses.news.values().any(has_left) {
            for name in ["returnorders", "exchangeorders"] {
                claims.extend(self.listed_since(name, orders.iter().map(OrderId::as_str)).await?);
            }
        }
        keep_open(&mut claims, orders);
        Ok(claims)
    }

    /// One claim as it is now.
    pub(super) async fn one_claim(
        &self,
        kind: ClaimKind,
        claim: &ClaimId,
    ) -> Result<Option<Fact>, MarketError> {
        let wanted = [claim];
        let mut told = self.told_of(kind, &wanted).await?;
        Ok(told.pop())
    }

    /// Claims that are open here, looked for by number.
    pub(super) async fn open_claims(&self, claims: &[ClaimId]) -> Result<Collected, MarketError> {
        let mut collected = Collected::default();
        for kind in KINDS {
            let wanted: Vec<&ClaimId> = claims.iter().filter(|claim| kind_of(claim) == Some(kind)).collect();
            collected.facts.extend(self.told_of(kind, &wanted).await?);
        }
        Ok(collected)
    }

    /// What is told of claims of a kind: as a list shows them, or that none does although their lines go on.
    async fn told_of(&self, kind: ClaimKind, wanted: &[&ClaimId]) -> Result<Vec<Fact>, MarketError> {
        let listed = self.listed_along(kind, wanted).await?;
        let is_listed = |id: &ClaimId| listed.iter().any(|claim| claim.claim == *id);
        let lost: Vec<&ClaimId> = wanted.iter().copied().filter(|id| !is_listed(id)).collect();
        let gone = self.gone(kind, &lost, &listed).await?;
        let shown = listed.into_iter().filter(|claim| wanted.contains(&&claim.claim));
        Ok(shown.map(|claim| Fact::Claim(Box::new(claim))).chain(gone).collect())
    }

    /// The claims of a kind on the orders of those that are wanted, each from the first list that shows it; a list
    /// is read only for what no earlier one showed.
    async fn listed_along(&self, kind: ClaimKind, wanted: &[&ClaimId]) -> Result<Vec<Claim>, MarketError> {
        let mut listed: Vec<Claim> = Vec::new();
        for name in lists_of(kind) {
            let shown: BTreeSet<&ClaimId> = listed.iter().map(|claim| &claim.claim).collect();
            let missing = wanted.iter().filter(|id| !shown.contains(*id));
            let orders: BTreeSet<&str> = missing.map(|claim| ClaimParts::of(claim).order).collect();
            if orders.is_empty() {
                break;
            }
            let mut claims = self.listed_since(name, orders.iter().copied()).await?;
            claims.retain(|claim| orders.contains(claim.order.as_str()) && !shown.contains(&claim.claim));
            listed.extend(claims);
        }
        Ok(listed)
    }

    /// Claims that no list shows any more although their lines go on. That is no proof that the buyer took them back:
    /// a refusal leaves the lists alike, and between two lists a claim may stand in none.
    async fn gone(
        &self,
        kind: ClaimKind,
        lost: &[&ClaimId],
        listed: &[Claim],
    ) -> Result<Vec<Fact>, MarketError> {
        // The lists were read no farther back, so that they say nothing of an older order's claims.
        let read_from = self.latest() - FARTHEST;
        let looked_for =
            |id: &&ClaimId| order_day(ClaimParts::of(id).order).is_some_and(|day| day >= read_from);
        let lost: Vec<&ClaimId> = lost.iter().copied().filter(looked_for).collect();
        let statuses = self.statuses(lost.iter().map(|id| ClaimParts::of(id).order)).await?;
        let is_gone = |id: &ClaimId| {
            let line = line_of(id);
            statuses.news.get(&line).is_some_and(|news| shows_no_claim(kind, news, standing(listed, &line)))
        };
        let gone = lost.into_iter().filter(|id| is_gone(id));
        Ok(gone.map(|claim| Fact::Gone { claim: claim.clone() }).collect())
    }

    /// The claims of a list since the first of these orders was placed.
    async fn listed_since<'a>(
        &self,
        name: &str,
        orders: impl Iterator<Item = &'a str>,
    ) -> Result<Vec<Claim>, MarketError> {
        let now = self.latest();
        let Some(list) = list(name) else { return Ok(Vec::new()) };
        let (mut from, end) = (first_day(orders, now).max(now - FARTHEST), now + MARGIN);
        let mut claims = Vec::new();
        while from < end {
            let to = (from + WINDOW).min(end);
            claims.extend(self.claims_within(list, Span { from, to }).await?);
            from = to;
        }
        Ok(claims)
    }

    /// The claims of a list within a span of one request.
    async fn claims_within(&self, list: List, span: Span) -> Result<Vec<Claim>, MarketError> {
        let rows = self.all_rows(list, span).await?;
        let unreadable = |reason: super::translate::Unreadable| {
            let (kind, persistence) = (ErrorKind::Unreadable, Persistence::Permanent);
            MarketError::new(kind, persistence, list.name, reason.to_string())
        };
        self.claims_in(list, &rows).into_iter().map(|claim| claim.map_err(unreadable)).collect()
    }

    /// Carries out a verb on a claim.
    pub(super) async fn act_on_claim(
        &self,
        claim: &ClaimId,
        kind: ClaimKind,
        act: &ClaimAct,
    ) -> Result<(), MarketError> {
        use ClaimKind::{Cancel, Exchange, Return};
        let parts = ClaimParts::of(claim);
        match (kind, act) {
            (Cancel, ClaimAct::Approve) => self.approve_cancel(parts).await,
            (Cancel, ClaimAct::RefuseShipped { courier, invoice }) => {
                self.refuse_cancel(parts, courier, invoice).await
            }
            (Cancel, ClaimAct::RefuseDisputed { courier, invoice, reason, text }) => {
                self.dispute_cancel(parts, courier, invoice, reason, text).await
            }
            (Return, ClaimAct::Refund) => self.refund_return(parts).await,
            (Return, ClaimAct::RefuseBecause { reason, text }) => {
                self.refuse_return(parts, reason, text).await
            }
            (Return, ClaimAct::Hold { reason, detail, .. }) => self.hold_return(parts, reason, detail).await,
            (Return, ClaimAct::Defer { reason, detail }) => self.defer_return(parts, reason, detail).await,
            (Return, ClaimAct::RegisterPickup { courier, invoice }) => {
                self.register_pickup(parts, courier, invoice).await
            }
            (Exchange, ClaimAct::ReshipInPlace { courier, invoice }) => {
                self.reship_exchange(parts, courier, invoice).await
            }
            (Exchange, ClaimAct::RefuseBecause { reason, text }) => {
                self.refuse_exchange(parts, reason, text).await
            }
            _ => Err(unsupported("claim")),
        }
    }
}

/// Whether every line is known not to have left: such goods can neither come back nor be exchanged.
fn nothing_left(statuses: &Statuses) -> bool {
    let unshipped = |news: &LineNews| matches!(news.stage, Some(Stage::Paid | Stage::Preparing));
    !statuses.news.is_empty() && statuses.news.values().all(unshipped)
}

/// Whether a line's goods have left; while a claim is worked on, only the moment tells.
fn has_left(news: &LineNews) -> bool {
    news.shipped_at.is_some() || news.stage.is_some_and(is_gone_by)
}

/// Whether goods have left at a stage.
const fn is_gone_by(stage: Stage) -> bool {
    matches!(stage, Stage::Shipped | Stage::Delivering | Stage::Delivered | Stage::Confirmed)
}

/// Leaves the claims of these orders that are not over.
fn keep_open(claims: &mut Vec<Claim>, orders: &[OrderId]) {
    let orders = BTreeSet::from_iter(orders);
    claims.retain(|claim| orders.contains(&claim.order) && !claim.is_settled());
}

/// Pieces of a line that the claims of the lists take, waiting or done.
fn standing(listed: &[Claim], line: &LineId) -> u32 {
    let given_up = |claim: &Claim| matches!(claim.step, ClaimStep::Withdrawn | ClaimStep::Rejected);
    let on_line =
        |claim: &&Claim| !given_up(claim) && claim.lines.iter().any(|of| of.line.as_ref() == Some(line));
    listed.iter().filter(on_line).map(Claim::quantity).fold(0, u32::saturating_add)
}

/// Whether what is told of a line leaves no room for a claim that stands in no list. While any claim is worked on the
/// line has no stage (601, 701, 801). The pieces of a cancel are counted from its request on, so that they would be
/// more than those of the `others`. An exchange may stand in no list between its approval and its end (201 to 221),
/// and its parcel be under way meanwhile; only where the goods have arrived it is over.
fn shows_no_claim(kind: ClaimKind, news: &LineNews, others: u32) -> bool {
    let Some(stage) = news.stage else { return false };
    match kind {
        ClaimKind::Cancel => {
            !matches!(stage, Stage::Canceled | Stage::Unknown)
                && news.canceled.is_some_and(|pieces| pieces <= others)
        }
        ClaimKind::Return => !matches!(stage, Stage::Canceled | Stage::Unknown),
        ClaimKind::Exchange => matches!(stage, Stage::Delivered | Stage::Confirmed),
    }
}

/// The kind that a claim's id names.
fn kind_of(claim: &ClaimId) -> Option<ClaimKind> {
    match claim.as_str().splitn(3, ':').nth(2)?.chars().next()? {
        'C' => Some(ClaimKind::Cancel),
        'R' => Some(ClaimKind::Return),
        'E' => Some(ClaimKind::Exchange),
        _ => None,
    }
}

/// The line that a claim is about.
fn line_of(claim: &ClaimId) -> LineId {
    let parts = ClaimParts::of(claim);
    line_id(parts.order, parts.seq)
}
