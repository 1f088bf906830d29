//! The lists of claims, one claim by its name, and each verb on its way.

use std::collections::BTreeMap;

use chrono::DateTime;
use domain::action::ClaimAct;
use domain::{Claim, ClaimId, ClaimKind, Fact, OrderId, Outcome, Target};
use serde_json::Value;

use super::feeds::collected;
use super::lists::List;
use super::translate::Unreadable;
use super::translate::claim::{ClaimName, fact, named, told};
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

    /// The returns or exchanges of an order that say how they stand. None may be missing, because somebody is about to
    /// act on them.
    pub(super) async fn claims_of(&self, kind: ClaimKind, order: u64) -> Result<Vec<Claim>, MarketError> {
        Ok(self.named_claims(kind, order).await?.into_values().flatten().collect())
    }

    /// The returns or exchanges of an order, each once; `None` for one that was given up and does not say by whom.
    async fn named_claims(
        &self,
        kind: ClaimKind,
        order: u64,
    ) -> Result<BTreeMap<ClaimId, Option<Claim>>, MarketError> {
        let list = list_of(kind);
        let mut claims = BTreeMap::new();
        for row in self.order_rows(list, order).await? {
            let read = Record::of(&row).ok_or(Unreadable::NoRecord);
            let (id, claim) = read.and_then(|row| named(self.source(), kind, row)).map_err(|reason| {
                let kind = ErrorKind::Unreadable;
                MarketError::new(kind, Persistence::Permanent, list.operation(), reason.to_string())
            })?;
            claims.insert(id, claim);
        }
        Ok(claims)
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

    /// One claim as it is now. One whose line was claimed again since was given up, by the buyer or by a refusal.
    pub(super) async fn one_claim(&self, id: &ClaimId) -> Result<Option<Fact>, MarketError> {
        let Some(name) = ClaimName::of(id) else { return Ok(None) };
        if name.kind == Cancel {
            let order = OrderId::new(name.key.order_seq.to_string());
            let cancels = self.whole_order(&order).await?.cancels;
            let found = cancels.into_iter().find(|cancel| cancel.claim == *id);
            return Ok(found.map(|found| Fact::Claim(Box::new(found))));
        }
        let mut claims = self.named_claims(name.kind, name.key.order_seq).await?;
        let later = claims.keys().filter_map(ClaimName::of).any(|other| other.follows(&name));
        let found = claims.remove_entry(id).or_else(|| later.then(|| (id.clone(), None)));
        Ok(found.map(fact))
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
