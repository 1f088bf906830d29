//! Reading claims from their lists, and sending each verb on its way.
//!
//! No call shows one claim: it stands in the list of what was asked for, of what is done, or of what was taken back.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::action::ClaimAct;
use domain::{Claim, ClaimId, ClaimKind, Fact, LineId, OrderId, Stage};

use super::feeds::{List, list};
use super::orders::first_day;
use super::{ClaimParts, Elevenst, line_id, unsupported};
use crate::{Collected, ErrorKind, MarketError, Persistence, Span};

/// The longest span of one request; an hour is left for minutes that are rounded outwards.
const WINDOW: TimeDelta = TimeDelta::hours(30 * 24 - 1);
/// How far back claims are looked for: a return is completed by itself within weeks.
const FARTHEST: TimeDelta = TimeDelta::days(90);

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
        let unshipped = |stage: Option<Stage>| matches!(stage, Some(Stage::Paid | Stage::Preparing));
        let early = !statuses.news.is_empty() && statuses.news.values().all(|news| unshipped(news.stage));
        // Goods that have not left can neither come back nor be exchanged.
        let kinds = if early { &KINDS[..1] } else { &KINDS[..] };
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
        let mut claims = self.claims_within(list, Span { from: now - WINDOW, to: now }).await?;
        let orders = BTreeSet::from_iter(orders);
        claims.retain(|claim| orders.contains(&claim.order) && !claim.is_settled());
        Ok(claims)
    }

    /// One claim as it is now.
    pub(super) async fn one_claim(
        &self,
        kind: ClaimKind,
        claim: &ClaimId,
    ) -> Result<Option<Fact>, MarketError> {
        let found = self.find(kind, std::slice::from_ref(&claim)).await?.into_iter().next();
        match found {
            Some(claim) => Ok(Some(Fact::Claim(Box::new(claim)))),
            None => Ok(self.given_up(std::slice::from_ref(&claim)).await?.pop()),
        }
    }

    /// Claims that are open here, looked for by number.
    pub(super) async fn open_claims(&self, claims: &[ClaimId]) -> Result<Collected, MarketError> {
        let mut collected = Collected::default();
        for kind in KINDS {
            let wanted: Vec<&ClaimId> = claims.iter().filter(|claim| kind_of(claim) == Some(kind)).collect();
            let found = self.find(kind, &wanted).await?;
            let known: BTreeSet<&ClaimId> = found.iter().map(|claim| &claim.claim).collect();
            let lost: Vec<&ClaimId> = wanted.into_iter().filter(|claim| !known.contains(claim)).collect();
            collected.facts.extend(self.given_up(&lost).await?);
            collected.facts.extend(found.into_iter().map(|claim| Fact::Claim(Box::new(claim))));
        }
        Ok(collected)
    }

    /// Claims of a kind by number, each from the first list that shows it.
    async fn find(&self, kind: ClaimKind, wanted: &[&ClaimId]) -> Result<Vec<Claim>, MarketError> {
        let mut found: Vec<Claim> = Vec::new();
        for name in lists_of(kind) {
            let missing: Vec<&ClaimId> =
                wanted.iter().copied().filter(|id| found.iter().all(|claim| claim.claim != **id)).collect();
            if missing.is_empty() {
                break;
            }
            let orders = missing.iter().map(|claim| ClaimParts::of(claim).order);
            let claims = self.listed_since(name, orders).await?;
            found.extend(claims.into_iter().filter(|claim| missing.contains(&&claim.claim)));
        }
        Ok(found)
    }

    /// Claims that no list shows any more although their lines go on: they were given up, by whoever. A line that is
    /// still worked on, or is gone, says nothing of its claim.
    async fn given_up(&self, lost: &[&ClaimId]) -> Result<Vec<Fact>, MarketError> {
        let orders = lost.iter().map(|claim| ClaimParts::of(claim).order).filter(|order| !order.is_empty());
        let statuses = self.statuses(orders).await?;
        let goes_on = |claim: &ClaimId| {
            let news = statuses.news.get(&line_of(claim));
            news.and_then(|news| news.stage)
                .is_some_and(|stage| !matches!(stage, Stage::Canceled | Stage::Unknown))
        };
        let given_up = lost.iter().filter(|claim| goes_on(claim));
        Ok(given_up.map(|claim| Fact::Withdrawn { claim: (*claim).clone(), at: None }).collect())
    }

    /// The claims of a list since the first of these orders was placed.
    async fn listed_since<'a>(
        &self,
        name: &str,
        orders: impl Iterator<Item = &'a str>,
    ) -> Result<Vec<Claim>, MarketError> {
        let now = self.latest();
        let Some(list) = list(name) else { return Ok(Vec::new()) };
        let mut from = first_day(orders, now).max(now - FARTHEST);
        let mut claims = Vec::new();
        while from < now {
            let to = (from + WINDOW).min(now);
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
