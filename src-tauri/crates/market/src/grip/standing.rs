//! Lines as they stand now, right before and after a write, with the claims on them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Claim, ClaimKind, LineId, OrderId, OrderLine, Stage};

use super::lists::{List, Question};
use super::orders::{WholeOrder, news_of};
use super::translate::claim::kind_on;
use super::{Grip, order_seq};
use crate::{LineRef, MarketError, Standing};

/// So many orders are asked for each by its number; more of them sooner by the lists, which hold a hundred a page.
const FEW: usize = 10;

/// searchStatus of what has not left.
const NOT_LEFT: &str = "1,2,10,12";
/// The same of what has.
const LEFT: &str = "11,13";

impl Grip {
    /// Lines as they stand, with their claims, which are read last. Nobody asks for a cancel here: a buyer's cancel is
    /// done at once, and the line itself shows it. Of what is on its way and on no delivery list there is only news.
    pub(super) async fn standing(&self, wanted: &[LineRef], stage: Stage) -> Result<Standing, MarketError> {
        let orders: BTreeSet<&OrderId> = wanted.iter().map(|line| &line.order).collect();
        let mut lines: BTreeMap<LineId, OrderLine> = BTreeMap::new();
        if orders.len() > FEW {
            for states in lists_of(stage) {
                let read = self.listed(states).await?.into_iter();
                // A line that left meanwhile stands on both lists, on the second one as it is now.
                lines.extend(read.map(|line| (line.line.clone(), line)));
            }
        }
        let missing = wanted.iter().filter(|line| !lines.contains_key(&line.line));
        let missing: BTreeSet<&OrderId> = missing.map(|line| &line.order).collect();
        let own = |line: &OrderLine| orders.contains(&line.order) && !missing.contains(&line.order);
        let mut standing =
            Standing { lines: lines.into_values().filter(own).collect(), ..Standing::default() };
        for order in missing {
            let WholeOrder { lines, unshown, cancels } = self.whole_order(order).await?;
            standing.claims.extend(self.claims_on(order, &lines).await?);
            standing.lines.extend(lines);
            standing.claims.extend(cancels);
            // Whoever looks for a number must not take its absence for another way: the stage stays open.
            standing.news.extend(unshown.into_iter().map(news_of));
        }
        Ok(standing)
    }

    /// Every line at these states that the lists tell whole.
    async fn listed(&self, states: &'static str) -> Result<Vec<OrderLine>, MarketError> {
        let question = Question { states, ..Question::within(self.reach()) };
        let mut rows = self.all(List::Orders, question).await?;
        let deliveries = self.deliveries(&rows).await?;
        rows.retain(|row| deliveries.complete(row));
        Ok(self.whole(&rows, &deliveries)?.lines)
    }

    /// The returns and exchanges on the lines of an order, where a line shows that it has one.
    pub(super) async fn claims_on(
        &self,
        order: &OrderId,
        lines: &[OrderLine],
    ) -> Result<Vec<Claim>, MarketError> {
        let order = order_seq("claims", order)?;
        let mut claims = Vec::new();
        for kind in [ClaimKind::Return, ClaimKind::Exchange] {
            if lines.iter().any(|line| kind_on(&line.raw_status) == Some(kind)) {
                claims.extend(self.claims_of(kind, order).await?);
            }
        }
        Ok(claims)
    }
}

/// The lists on which lines at a stage are looked for first.
const fn lists_of(stage: Stage) -> &'static [&'static str] {
    match stage {
        Stage::Paid | Stage::Preparing => &[NOT_LEFT],
        Stage::Shipped | Stage::Delivering | Stage::Delivered => &[LEFT],
        Stage::Confirmed | Stage::Canceled => &[],
        Stage::Unknown => &[NOT_LEFT, LEFT],
    }
}
