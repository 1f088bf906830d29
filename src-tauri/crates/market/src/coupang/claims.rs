//! Reading the claims of one order, and sending each verb on its way.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::action::ClaimAct;
use domain::{Claim, ClaimId, ClaimKind, Fact, OrderId, OrderLine, Outcome, Stage, Target};

use super::feeds::{DAY_MODE, EXCHANGE_MODE, LIFE};
use super::wire::answer::{Answer, Verdict};
use super::{Coupang, FEW, unsupported};
use crate::{MarketError, Span};

/// How far back the claims of one order are looked for.
const CLAIM_LIFE: Duration = Duration::from_secs(LIFE);

impl Coupang {
    /// The claims of a few orders, or the open requests among many.
    pub(super) async fn claims_of(&self, orders: &[OrderId]) -> Result<Vec<Claim>, MarketError> {
        if orders.len() > FEW {
            return self.requests_among(orders).await;
        }
        let mut claims = Vec::new();
        for order in orders {
            claims.extend(self.order_claims(order).await?);
        }
        Ok(claims)
    }

    /// The receipts under way among many orders: 반품접수, and last, since the documents ask for it right before
    /// shipping, 출고중지요청.
    async fn requests_among(&self, orders: &[OrderId]) -> Result<Vec<Claim>, MarketError> {
        let orders: BTreeSet<&str> = orders.iter().map(OrderId::as_str).collect();
        let mut claims: BTreeMap<ClaimId, Claim> = BTreeMap::new();
        for status in ["UC", "RU"] {
            for part in windows(self.claim_span(&[]), RECEIPT_WINDOW) {
                for claim in self.returns_in(status, part, &orders).await? {
                    claims.insert(claim.claim.clone(), claim);
                }
            }
        }
        Ok(claims.into_values().collect())
    }

    /// All claims of an order. No claim is older than its order, what was never cancelled nor is held for a
    /// refund is in no list of cancels, and what has not left cannot be exchanged: an order about to ship costs
    /// two calls.
    pub(super) async fn order_claims(&self, order: &OrderId) -> Result<Vec<Claim>, MarketError> {
        let lines = self.order_lines(order).await?;
        let span = self.claim_span(&lines);
        let mut claims = self.returns_of(order, span).await?;
        let cancelled = |line: &OrderLine| {
            line.quantity.canceled > 0 || line.quantity.held > 0 || line.stage == Stage::Canceled
        };
        if lines.is_empty() || lines.iter().any(cancelled) {
            claims.extend(self.cancels_of(order, span).await?);
        }
        let waiting = |line: &OrderLine| matches!(line.stage, Stage::Paid | Stage::Preparing);
        if lines.is_empty() || !lines.iter().all(waiting) {
            claims.extend(self.exchanges_of(order, span).await?);
        }
        // A span's edges are days, so two neighbours may both hold a claim.
        let mut seen = BTreeSet::new();
        claims.retain(|claim| seen.insert((claim.kind == ClaimKind::Exchange, claim.claim.clone())));
        Ok(claims)
    }

    /// From the order, or as long as a claim lives, until now.
    fn claim_span(&self, lines: &[OrderLine]) -> Span {
        let now = self.clock.now();
        let oldest = now - CLAIM_LIFE;
        let ordered = lines.iter().map(|line| line.ordered_at).min().unwrap_or(oldest);
        Span { from: ordered.clamp(oldest, now), to: now }
    }

    /// One claim as it is now.
    pub(super) async fn one_claim(
        &self,
        order: &OrderId,
        kind: ClaimKind,
        claim: &ClaimId,
    ) -> Result<Option<Fact>, MarketError> {
        let found = |claims: Vec<Claim>| {
            claims.into_iter().find(|read| read.claim == *claim).map(|read| Fact::Claim(Box::new(read)))
        };
        let span = self.claim_span(&[]);
        if kind == ClaimKind::Exchange {
            // The newest first: an exchange is mostly read again while it is under way.
            for part in windows(span, EXCHANGE_WINDOW).into_iter().rev() {
                if let Some(fact) = found(self.exchanges_of(order, part).await?) {
                    return Ok(Some(fact));
                }
            }
            return Ok(None);
        }
        if let Some(receipt) = self.single_receipt(claim).await? {
            return Ok(Some(Fact::Claim(Box::new(receipt))));
        }
        let withdrawn = self.withdrawn_among(std::slice::from_ref(claim)).await?.facts.into_iter();
        let is_it = |fact: &Fact| matches!(fact, Fact::Withdrawn { claim: id, .. } if id == claim);
        if let Some(fact) = withdrawn.into_iter().find(is_it) {
            return Ok(Some(fact));
        }
        // The single query knows returns only; a cancel before 상품준비중 stands in its own list.
        if kind == ClaimKind::Cancel {
            return Ok(found(self.cancels_of(order, span).await?));
        }
        Ok(None)
    }

    /// Carries out a verb on a claim.
    pub(super) async fn act_on_claim(
        &self,
        claim: &ClaimId,
        kind: ClaimKind,
        quantity: u32,
        act: &ClaimAct,
    ) -> Result<Vec<Outcome>, MarketError> {
        use ClaimKind::{Cancel, Exchange, Return};
        let answer = match (kind, act) {
            (Cancel, ClaimAct::Approve) => self.stop_shipment(claim, quantity).await?,
            (Cancel, ClaimAct::RefuseShipped { courier, invoice }) => {
                self.already_shipped(claim, courier, invoice).await?
            }
            (Return, ClaimAct::RegisterPickup { courier, invoice }) => {
                self.register_pickup("RETURN", claim, courier, invoice).await?
            }
            (Return, ClaimAct::ConfirmCollected) => self.return_received(claim).await?,
            (Return, ClaimAct::Refund) => self.approve_return(claim, quantity).await?,
            (Exchange, ClaimAct::RegisterPickup { courier, invoice }) => {
                self.register_pickup("EXCHANGE", claim, courier, invoice).await?
            }
            (Exchange, ClaimAct::ConfirmCollected) => self.exchange_received(claim).await?,
            (Exchange, ClaimAct::RefuseFor { reason }) => self.reject_exchange(claim, reason).await?,
            (Exchange, ClaimAct::Reship { bundle, courier, invoice }) => {
                self.reship_exchange(claim, bundle, courier, invoice).await?
            }
            _ => return Err(unsupported("claim")),
        };
        Ok(vec![outcome(Target::Claim(claim.clone()), &answer)])
    }
}

/// The one result of a write on one thing.
pub(super) fn outcome(target: Target, answer: &Answer) -> Outcome {
    match answer.verdict() {
        Verdict::Done => Outcome::ok(target),
        Verdict::Failed { code, message } => Outcome::failed(target, code, message, false),
        Verdict::Unclear => Outcome::unknown(target),
    }
}

/// A span in parts that one request may ask for, the oldest first; at least one, even of no length, since
/// an order may be younger than this computer's clock.
pub(super) fn windows(span: Span, longest: Duration) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut from: DateTime<Utc> = span.from;
    loop {
        let to = (from + longest).min(span.to);
        parts.push(Span { from, to });
        if to >= span.to {
            return parts;
        }
        from = to;
    }
}

/// The longest span of one request for receipts.
pub(super) const RECEIPT_WINDOW: Duration = Duration::from_secs(DAY_MODE);
/// The longest span of one request for exchanges.
pub(super) const EXCHANGE_WINDOW: Duration = Duration::from_secs(EXCHANGE_MODE);
