//! Claims among what is told: as they are now, taken back, or on no list any more.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    Claim, ClaimId, ClaimStep, Target,
    merge::{MergedClaim, merge_claim, reappear, vanish, withdraw},
};

use super::{Merge, push_once};
use crate::{
    error::Result,
    table::{action, claim, event, line, untold_order},
};

/// For how long a claim is at least told as gone before it counts as withdrawn: it may stand between two lists.
const GONE_FOR: TimeDelta = TimeDelta::minutes(30);

/// The same where readings may show the state from before for `lag`.
pub(super) fn patience(lag: TimeDelta) -> TimeDelta {
    GONE_FOR.max(lag * 2)
}

impl Merge<'_> {
    /// Takes a claim as it is now. One that only counted as withdrawn because no list showed it comes back.
    pub(super) fn claim(&mut self, new: &Claim) -> Result<()> {
        self.own(&new.account)?;
        let old = claim::find(self.transaction, self.account, &new.claim)?;
        let was_gone = claim::gone_since(self.transaction, self.account, &new.claim)?.is_some();
        let vanished = was_gone && old.as_ref().is_some_and(|old| old.step == ClaimStep::Withdrawn);
        let merged = if vanished && new.step != ClaimStep::Withdrawn {
            reappear(new.clone(), self.at)
        } else {
            merge_claim(old.as_ref(), new.clone(), self.at)
        };
        if was_gone {
            claim::set_gone(self.transaction, self.account, &new.claim, None)?;
        }
        self.keep(old.as_ref(), &merged)?;
        claim::set_told(self.transaction, self.account, &new.claim, self.at)
    }

    /// Takes the news that a claim was withdrawn; of a claim never seen there is nothing to take back.
    pub(super) fn withdrawn(&mut self, claim: &ClaimId, when: Option<DateTime<Utc>>) -> Result<()> {
        let Some(old) = claim::find(self.transaction, self.account, claim)? else { return Ok(()) };
        claim::set_gone(self.transaction, self.account, claim, None)?;
        match withdraw(&old, when.unwrap_or(self.at), self.at) {
            Some(merged) => self.keep(Some(&old), &merged),
            None => Ok(()),
        }
    }

    /// Takes the news that a claim stands on no list any more. Once told it proves nothing; told again after a while,
    /// with no list showing it meanwhile and nothing of ours under way on it, it counts as withdrawn.
    pub(super) fn gone(&mut self, claim: &ClaimId) -> Result<()> {
        let old = claim::find(self.transaction, self.account, claim)?.filter(|old| !old.is_settled());
        let Some(old) = old else { return Ok(()) };
        let busy = action::is_under_way(self.transaction, self.account, &Target::Claim(claim.clone()))?;
        match claim::gone_since(self.transaction, self.account, claim)? {
            _ if busy => claim::set_gone(self.transaction, self.account, claim, None),
            None => claim::set_gone(self.transaction, self.account, claim, Some(self.at)),
            Some(since) if self.at - since < self.patience => Ok(()),
            Some(_) => match vanish(&old, self.at) {
                Some(merged) => self.keep(Some(&old), &merged),
                None => Ok(()),
            },
        }
    }

    /// Keeps what became of a claim.
    fn keep(&mut self, old: Option<&Claim>, merged: &MergedClaim) -> Result<()> {
        if merged.set_aside {
            self.merged.set_aside += 1;
            return Ok(());
        }
        if old == Some(&merged.claim) {
            return Ok(());
        }
        claim::put(self.transaction, &merged.claim)?;
        event::append(self.transaction, &merged.events)?;
        self.happened_to_claim(old, merged)?;
        self.orders.insert(merged.claim.order.clone());
        if old.is_none_or(|old| old.lines != merged.claim.lines) {
            self.reword(&merged.claim.order);
        }
        match old {
            Some(_) => push_once(&mut self.merged.changed_claims, merged.claim.claim.clone()),
            None => {
                self.merged.new_claims += 1;
                self.want_order(&merged.claim)?;
            }
        }
        Ok(())
    }

    /// An open claim that counts pieces and says neither of what nor of how many is told by its order (11번가, whose
    /// lists hide lines under a claim): the order is read when it is not known.
    fn want_order(&self, claim: &Claim) -> Result<()> {
        let bare = claim.lines.iter().any(|line| line.purchased == 0 && line.quantity > 0);
        let untold = || line::of_order(self.transaction, self.account, &claim.order);
        if claim.is_settled() || !bare || !untold()?.is_empty() {
            return Ok(());
        }
        untold_order::note(self.transaction, self.account, &claim.order, self.at)
    }
}
