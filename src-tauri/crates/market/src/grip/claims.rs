//! The lists of claims, one claim by its name, and each verb on its way.

use std::collections::BTreeMap;

use chrono::DateTime;
use domain::action::ClaimAct;
use domain::{Claim, ClaimId, ClaimKind, Fact, OrderId, Outcome, Target};
use serde_json::Value;

use super::feeds::collected;
use super::lists::List;
use super::translate::Unreadable;
use super::translate::claim::{ClaimName, claim, told};
use super::wire::record::Record;
use super::{Grip, order_seq, unsupported};
use crate::{Collected, ErrorKind, MarketError, Persistence};

use ClaimKind::{Cancel, Exchange, Return};

/// The list of a kind; cancels stand among the orders.
const fn list_of(kind: ClaimKind) -> List {
    match kind {
        Cancel => List::Orders,
        Return => List::Returns,
        Exchange => List::Exchanges,
    }
}

impl Grip {
    /// Rows of returns or exchanges for the desk.
    pub(super) fn told_of_claims(&self, kind: ClaimKind, rows: &[Value]) -> Collected {
        collected(rows, |row| told(self.source(), kind, row))
    }

    /// The returns or exchanges of an order, each once. None may be missing, because somebody is about to act on them.
    pub(super) async fn claims_of(&self, kind: ClaimKind, order: u64) -> Result<Vec<Claim>, MarketError> {
        let list = list_of(kind);
        let mut claims = BTreeMap::new();
        for row in self.order_rows(list, order).await? {
            let read = Record::of(&row).ok_or(Unreadable::NoRecord);
            let read = read.and_then(|row| claim(self.source(), kind, row)).map_err(|reason| {
                let kind = ErrorKind::Unreadable;
                MarketError::new(kind, Persistence::Permanent, list.operation(), reason.to_string())
            })?;
            claims.insert(read.claim.clone(), read);
        }
        Ok(claims.into_values().collect())
    }

    /// Of one order all claims. Of many nothing has to be read: no cancel waits for an answer here.
    pub(super) async fn claims_of_orders(&self, orders: &[OrderId]) -> Result<Vec<Claim>, MarketError> {
        let [order] = orders else { return Ok(Vec::new()) };
        let number = order_seq("claims", order)?;
        let mut claims = self.whole_order(order).await?.cancels;
        claims.extend(self.claims_of(Return, number).await?);
        claims.extend(self.claims_of(Exchange, number).await?);
        Ok(claims)
    }

    /// One claim as it is now. One whose line was claimed again since was given up.
    pub(super) async fn one_claim(&self, id: &ClaimId) -> Result<Option<Fact>, MarketError> {
        let Some(name) = ClaimName::of(id) else { return Ok(None) };
        if name.kind == Cancel {
            let order = OrderId::new(name.key.order_seq.to_string());
            let cancels = self.whole_order(&order).await?.cancels;
            let found = cancels.into_iter().find(|cancel| cancel.claim == *id);
            return Ok(found.map(|found| Fact::Claim(Box::new(found))));
        }
        let claims = self.claims_of(name.kind, name.key.order_seq).await?;
        let of_line = |claim: &&Claim| ClaimName::of(&claim.claim).is_some_and(|other| other.key == name.key);
        let later = claims.iter().filter(of_line).any(|claim| is_later(claim, &name));
        let found = claims.into_iter().find(|claim| claim.claim == *id);
        let given_up = later.then(|| Fact::Withdrawn { claim: id.clone(), at: None });
        Ok(found.map(|found| Fact::Claim(Box::new(found))).or(given_up))
    }

    /// The claims that are open here, each by its name. One that Grip would show and does not is gone; one that is
    /// older than Grip shows anything stays as it is.
    pub(super) async fn open_claims(&self, claims: &[ClaimId]) -> Result<Collected, MarketError> {
        let mut collected = Collected::default();
        for claim in claims {
            let told = self.one_claim(claim).await?;
            let asked = ClaimName::of(claim).and_then(|name| DateTime::from_timestamp_millis(name.asked?));
            let shown = asked.is_some_and(|asked| asked > self.reach().from);
            collected.facts.extend(told.or_else(|| shown.then(|| Fact::Gone { claim: claim.clone() })));
        }
        Ok(collected)
    }

    /// Carries out a verb on a claim.
    pub(super) async fn act_on_claim(
        &self,
        claim: &ClaimId,
        kind: ClaimKind,
        act: &ClaimAct,
    ) -> Result<Vec<Outcome>, MarketError> {
        const OPERATION: &str = "claim";
        let key = ClaimName::of(claim).ok_or_else(|| unsupported(OPERATION))?.key;
        let written = match (kind, act) {
            (Return, ClaimAct::Notify { text }) => self.take_in_return(key, text).await?,
            (Return, ClaimAct::ConfirmCollected) => self.return_collected(key).await?,
            (Return, ClaimAct::Refund) => self.refund_return(key).await?,
            (Return, ClaimAct::RefuseBecause { text, .. }) => self.deny_return(key, text).await?,
            (Exchange, ClaimAct::Notify { text }) => self.take_in_exchange(key, text).await?,
            (Exchange, ClaimAct::ConfirmCollected) => self.exchange_collected(key).await?,
            (Exchange, ClaimAct::ReshipInPlace { courier, invoice }) => {
                self.reship(key, courier, invoice).await?
            }
            (Exchange, ClaimAct::RefuseBecause { text, .. }) => self.deny_exchange(key, text).await?,
            _ => return Err(unsupported(OPERATION)),
        };
        Ok(vec![written.ret(Target::Claim(claim.clone()))])
    }
}

/// Whether a claim was asked for after the one of that name.
fn is_later(claim: &Claim, name: &ClaimName) -> bool {
    name.asked.is_some_and(|asked| claim.requested_at.timestamp_millis() > asked)
}
