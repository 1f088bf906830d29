//! How the shop tells of claims by their numbers: one by one, which may take long, or many at once.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use domain::{ActionKind, ClaimId, Fact, MoneyLeaves, Sentence};
use market::{Brief, MarketError};

use super::shop::Shop;

/// What the verbs that move money do, in a few words.
pub(super) fn briefs() -> BTreeMap<ActionKind, Brief> {
    use MoneyLeaves::{Maybe, Now};
    let brief = |money| Brief { words: Sentence::fixed("바로 환불", "Refunds now"), money };
    let kinds = [
        (ActionKind::ApproveCancel, Now),
        (ActionKind::RefundReturn, Now),
        (ActionKind::ConfirmReturnCollected, Maybe),
    ];
    kinds.map(|(kind, money)| (kind, brief(money))).into()
}

impl Shop {
    /// One claim, a withdrawn one included.
    pub(super) async fn tell_claim(&self, id: &ClaimId) -> Result<Option<Fact>, MarketError> {
        self.change(|state| state.claims_read.push(id.clone()));
        if self.change(|state| state.silent_about.as_ref() == Some(id)) {
            std::future::pending::<()>().await;
        }
        self.clock.advance(self.change(|state| state.claim_waits));
        let stock = self.picture()?;
        if stock.withdrawn.contains(id) {
            return Ok(Some(Fact::Withdrawn { claim: id.clone(), at: None }));
        }
        if stock.gone.contains(id) {
            return Ok(Some(Fact::Gone { claim: id.clone() }));
        }
        Ok(stock.claims.get(id).cloned().map(|claim| Fact::Claim(Box::new(claim))))
    }

    /// Many claims at once, where the shop tells them so.
    pub(super) fn tell_together(&self, claims: &[ClaimId]) -> Result<Vec<Fact>, MarketError> {
        let stock = self.picture()?;
        let told = stock.claims.into_values().filter(|claim| claims.contains(&claim.claim));
        let told = told.filter(|_| self.change(|state| state.tells_together));
        Ok(told.map(|claim| Fact::Claim(Box::new(claim))).collect())
    }

    /// Reading one claim takes its time.
    pub(crate) fn take_for_a_claim(&self, time: TimeDelta) {
        self.change(|state| state.claim_waits = time);
    }

    /// Reading a claim is never answered.
    pub(crate) fn keep_silent_about(&self, id: &str) {
        self.change(|state| state.silent_about = Some(id.into()));
    }

    /// Many claims are told at once.
    pub(crate) fn tell_claims_together(&self) {
        self.change(|state| state.tells_together = true);
    }

    /// Claims that were read by themselves.
    pub(crate) fn claims_read(&self) -> Vec<ClaimId> {
        self.change(|state| state.claims_read.clone())
    }
}
