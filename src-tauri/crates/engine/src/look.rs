//! Reading the marketplace about one thing and keeping what it tells. Callers hold the door's queue.

use domain::{BundleId, Claim, ClaimId, ClaimKind, Fact, OrderId, OrderLine, Stage};
use market::{MarketError, Marketplace};

use crate::desk::Desk;
use crate::door::Door;
use crate::problem;
use crate::view::{Change, Problem, Tag};

/// One account's marketplace and the desk that keeps what it tells.
#[derive(Clone, Copy)]
pub(crate) struct Look<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) door: &'a Door,
    pub(crate) market: &'a dyn Marketplace,
}

impl Look<'_> {
    /// The lines of a bundle as they are now.
    pub(crate) async fn bundle(&self, order: &OrderId, bundle: &BundleId) -> Result<Vec<OrderLine>, Problem> {
        let lines = self.market.read_bundle(order, bundle).await.map_err(|error| self.told(&error))?;
        self.keep(&lines.iter().cloned().map(|line| Fact::Line(Box::new(line))).collect::<Vec<_>>())?;
        Ok(lines)
    }

    /// The lines of many bundles as they are now; `stage` is where they should stand.
    pub(crate) async fn bundles(
        &self,
        bundles: &[(OrderId, BundleId)],
        stage: Stage,
    ) -> Result<Vec<OrderLine>, Problem> {
        let lines = self.market.read_bundles(bundles, stage).await.map_err(|error| self.told(&error))?;
        self.keep(&lines.iter().cloned().map(|line| Fact::Line(Box::new(line))).collect::<Vec<_>>())?;
        Ok(lines)
    }

    /// All lines of an order as they are now.
    pub(crate) async fn order(&self, order: &OrderId) -> Result<Vec<OrderLine>, Problem> {
        let lines = self.market.read_order(order).await.map_err(|error| self.told(&error))?;
        self.keep(&lines.iter().cloned().map(|line| Fact::Line(Box::new(line))).collect::<Vec<_>>())?;
        Ok(lines)
    }

    /// All lines of an order that was split; a line that the split gave another bundle goes on as itself.
    pub(crate) async fn split_order(&self, order: &OrderId) -> Result<Vec<OrderLine>, Problem> {
        let lines = self.market.read_order(order).await.map_err(|error| self.told(&error))?;
        let now = self.desk.now();
        let merged = self.desk.store.merge_whole_order(self.door.id(), order, &lines, now)?;
        self.tell(merged.is_empty());
        Ok(lines)
    }

    /// The claims of orders as they are now: all of one, at least the open cancel requests of many.
    pub(crate) async fn claims(&self, orders: &[OrderId]) -> Result<Vec<Claim>, Problem> {
        let claims = self.market.read_claims(orders).await.map_err(|error| self.told(&error))?;
        self.keep(&claims.iter().cloned().map(|claim| Fact::Claim(Box::new(claim))).collect::<Vec<_>>())?;
        Ok(claims)
    }

    /// One claim as it is now; `None` when the marketplace does not know it.
    pub(crate) async fn claim(
        &self,
        order: &OrderId,
        kind: ClaimKind,
        claim: &ClaimId,
    ) -> Result<Option<Fact>, Problem> {
        let fact = self.market.read_claim(order, kind, claim).await.map_err(|error| self.told(&error))?;
        self.keep(fact.as_slice())?;
        Ok(fact)
    }

    /// Keeps facts and tells when something is new.
    fn keep(&self, facts: &[Fact]) -> Result<(), Problem> {
        let merged = self.desk.store.merge(self.door.id(), facts, self.desk.now())?;
        self.tell(merged.is_empty());
        Ok(())
    }

    /// Tells that something changed.
    fn tell(&self, nothing: bool) {
        if !nothing {
            self.desk.tell(Change::Stale { tags: vec![Tag::Orders, Tag::Claims, Tag::Counts] });
        }
    }

    /// A marketplace's failure in words.
    pub(crate) fn told(&self, error: &MarketError) -> Problem {
        problem::of_market(error, &self.door.account)
    }
}
