//! Reading one claim, and sending each verb on its way.

use std::collections::BTreeSet;

use domain::action::ClaimAct;
use domain::{ClaimId, ClaimKind, Fact, Outcome, Target};

use super::{Naver, line_of, unsupported};
use crate::MarketError;

impl Naver {
    /// One claim as it is now: its line tells of the current one and of all that are completed.
    pub(super) async fn one_claim(&self, claim: &ClaimId) -> Result<Option<Fact>, MarketError> {
        let claims = self.standing(&[line_of(claim)]).await?.claims;
        let found = claims.into_iter().find(|read| read.claim == *claim);
        Ok(found.map(|claim| Fact::Claim(Box::new(claim))))
    }

    /// Claims as they are now, by their lines, of which one call tells many.
    pub(super) async fn claims_together(&self, claims: &[ClaimId]) -> Result<Vec<Fact>, MarketError> {
        let lines: BTreeSet<&str> = claims.iter().map(line_of).collect();
        let read = self.standing(&Vec::from_iter(lines)).await?.claims;
        let wanted = read.into_iter().filter(|read| claims.contains(&read.claim));
        Ok(wanted.map(|claim| Fact::Claim(Box::new(claim))).collect())
    }

    /// Carries out a verb on a claim.
    pub(super) async fn act_on_claim(
        &self,
        claim: &ClaimId,
        kind: ClaimKind,
        act: &ClaimAct,
    ) -> Result<Vec<Outcome>, MarketError> {
        use ClaimKind::{Cancel, Exchange, Return};
        let line = line_of(claim);
        let written = match (kind, act) {
            (Cancel, ClaimAct::Approve) => self.approve_cancel(line).await?,
            (Cancel, ClaimAct::RefuseShipped { courier, invoice }) => {
                self.refuse_cancel(line, courier, invoice).await?
            }
            (Return, ClaimAct::Refund) => self.refund_return(line).await?,
            (Return, ClaimAct::RefuseBecause { text, .. }) => self.refuse_return(line, text).await?,
            (Return, ClaimAct::Hold { reason, detail, fee, .. }) => {
                self.hold_return(line, reason, detail, *fee).await?
            }
            (Return, ClaimAct::Release) => self.release_return(line).await?,
            (Exchange, ClaimAct::ConfirmCollected) => self.exchange_collected(line).await?,
            (Exchange, ClaimAct::ReshipInPlace { courier, invoice }) => {
                self.reship_exchange(line, courier, invoice).await?
            }
            (Exchange, ClaimAct::RefuseBecause { text, .. }) => self.refuse_exchange(line, text).await?,
            (Exchange, ClaimAct::Hold { reason, detail, fee, .. }) => {
                self.hold_exchange(line, reason, detail, *fee).await?
            }
            (Exchange, ClaimAct::Release) => self.release_exchange(line).await?,
            _ => return Err(unsupported("claim")),
        };
        Ok(vec![written.outcome(Target::Claim(claim.clone()), line)])
    }
}
