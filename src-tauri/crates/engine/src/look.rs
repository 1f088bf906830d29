//! Reading the marketplace about one thing and keeping what it tells. Callers hold the door's queue.

use std::collections::BTreeSet;

use domain::{
    BundleId, Claim, ClaimId, ClaimKind, Fact, LineId, OrderId, OrderLine, Stage, UndeliveredReport,
};
use market::{LineRef, MarketError, Marketplace, Standing, Unit};

use crate::desk::Desk;
use crate::door::Door;
use crate::problem;
use crate::retold;
use crate::rules;
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
        self.keep_lines(&lines)?;
        Ok(lines)
    }

    /// Lines as they are now, others of their bundles perhaps among them: all at once where the marketplace
    /// acts on lines, else by their bundles. `stage` is where they should stand, if that is known.
    pub(crate) async fn lines(
        &self,
        lines: &[LineRef],
        stage: Option<Stage>,
    ) -> Result<Vec<OrderLine>, Problem> {
        if self.market.capabilities().unit == Unit::Line {
            return Ok(self.standing(lines, stage.unwrap_or(Stage::Unknown)).await?.lines);
        }
        let bundles: BTreeSet<(OrderId, BundleId)> =
            lines.iter().map(|line| (line.order.clone(), line.bundle.clone())).collect();
        match stage {
            Some(stage) => self.bundles(&Vec::from_iter(bundles), stage).await,
            None => {
                let mut lines = Vec::new();
                for (order, bundle) in bundles {
                    lines.extend(self.bundle(&order, &bundle).await?);
                }
                Ok(lines)
            }
        }
    }

    /// Lines as they are now with the claims on them; its news is told by the lines.
    pub(crate) async fn standing(&self, lines: &[LineRef], stage: Stage) -> Result<Standing, Problem> {
        let mut standing =
            self.market.read_standing(lines, stage).await.map_err(|error| self.told(&error))?;
        let told = standing.lines.iter().cloned().map(|line| Fact::Line(Box::new(line)));
        let claimed = standing.claims.iter().cloned().map(|claim| Fact::Claim(Box::new(claim)));
        let news = standing.news.iter().cloned().map(|news| Fact::News(Box::new(news)));
        self.keep(told.chain(claimed).chain(news).collect())?;
        self.overlay(&mut standing)?;
        Ok(standing)
    }

    /// Lines as they are now, wherever they stand, with at least the cancel requests that wait on them, read last.
    pub(crate) async fn with_cancels(&self, lines: &[LineRef]) -> Result<Standing, Problem> {
        if lines.is_empty() {
            return Ok(Standing::default());
        }
        if self.market.capabilities().unit == Unit::Line {
            return self.standing(lines, Stage::Unknown).await;
        }
        let now = self.lines(lines, None).await?;
        let orders: BTreeSet<OrderId> = lines.iter().map(|line| line.order.clone()).collect();
        let claims = self.claims(&Vec::from_iter(orders)).await?;
        Ok(Standing { lines: now, claims, ..Standing::default() })
    }

    /// Puts the lines that only news came of among the others: as they are kept, now that the news is. News without
    /// a stage leaves the kept one as old as it was, so that it stands only where an open claim bears it out.
    fn overlay(&self, standing: &mut Standing) -> Result<(), Problem> {
        let (store, account) = (&self.desk.store, self.door.id());
        for news in std::mem::take(&mut standing.news) {
            if standing.lines.iter().any(|line| line.line == news.line) {
                continue;
            }
            let Some(mut kept) = store.line(account, &news.line)? else { continue };
            let order = store.order_lines(account, &kept.order)?;
            if news.stage.is_none() && !rules::bears_out(&standing.claims, &order, &kept) {
                kept.stage = Stage::Unknown;
            }
            standing.lines.push(kept);
        }
        Ok(())
    }

    /// What became of the parts of a bundle that ships in parts. A split that promises
    /// the rest for a day gives lines another bundle, so that the whole order has to be read.
    pub(crate) async fn parts(&self, order: &OrderId, lines: &[LineRef]) -> Result<Vec<OrderLine>, Problem> {
        if self.market.capabilities().splits_by_lines() {
            return self.lines(lines, None).await;
        }
        self.split_order(order).await
    }

    /// The lines of many bundles as they are now; `stage` is where they should stand.
    async fn bundles(
        &self,
        bundles: &[(OrderId, BundleId)],
        stage: Stage,
    ) -> Result<Vec<OrderLine>, Problem> {
        let lines = self.market.read_bundles(bundles, stage).await.map_err(|error| self.told(&error))?;
        self.keep_lines(&lines)?;
        Ok(lines)
    }

    /// All lines of an order as they are now.
    pub(crate) async fn order(&self, order: &OrderId) -> Result<Vec<OrderLine>, Problem> {
        let lines = self.market.read_order(order).await.map_err(|error| self.told(&error))?;
        self.keep_lines(&lines)?;
        Ok(lines)
    }

    /// All lines of an order that was split; a line that the split gave another bundle goes on as itself.
    async fn split_order(&self, order: &OrderId) -> Result<Vec<OrderLine>, Problem> {
        let lines = self.market.read_order(order).await.map_err(|error| self.told(&error))?;
        let now = self.desk.now();
        let merged = self.desk.store.merge_whole_order(self.door.id(), order, &lines, now)?;
        self.tell(merged.is_empty());
        Ok(lines)
    }

    /// Keeps that a report was answered: a list of reports may only show those that wait.
    pub(crate) fn answered(&self, line: &LineId, report: &str) -> Result<(), Problem> {
        let kept = self.desk.store.report(self.door.id(), line, report)?.map(|kept| kept.report);
        let Some(open) = kept.filter(|report| report.settled_at.is_none()) else { return Ok(()) };
        let settled = UndeliveredReport { settled_at: Some(self.desk.now()), ..open };
        self.keep(vec![Fact::Undelivered(Box::new(settled))]).map(drop)
    }

    /// The claims of orders as they are now: all of one, at least the open cancel requests of many.
    pub(crate) async fn claims(&self, orders: &[OrderId]) -> Result<Vec<Claim>, Problem> {
        let claims = self.market.read_claims(orders).await.map_err(|error| self.told(&error))?;
        self.keep(claims.iter().cloned().map(|claim| Fact::Claim(Box::new(claim))).collect())?;
        Ok(claims)
    }

    /// One claim as it is kept now, or as it is told while its end cannot be kept; `None` when the marketplace does
    /// not know it.
    pub(crate) async fn claim(
        &self,
        order: &OrderId,
        kind: ClaimKind,
        claim: &ClaimId,
    ) -> Result<Option<Fact>, Problem> {
        let fact = self.market.read_claim(order, kind, claim).await.map_err(|error| self.told(&error))?;
        let kept = self.keep(Vec::from_iter(fact.clone()))?.pop();
        Ok(kept.or(fact))
    }

    /// Keeps facts and tells when something is new; gives the facts that are kept, as they are.
    pub(crate) fn keep(&self, facts: Vec<Fact>) -> Result<Vec<Fact>, Problem> {
        let (facts, merged) = retold::keep(self.desk, self.door.id(), self.market.capabilities(), facts)?;
        self.tell(merged.is_empty());
        Ok(facts)
    }

    /// Keeps lines as they are now.
    fn keep_lines(&self, lines: &[OrderLine]) -> Result<(), Problem> {
        self.keep(lines.iter().cloned().map(|line| Fact::Line(Box::new(line))).collect()).map(drop)
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
