//! How many lines wait, as Grip counts them.

use super::Grip;
use super::lists::Question;
use super::wire::answer::count;
use super::wire::query::Query;
use crate::{Counts, MarketError};

impl Grip {
    /// All five, over everything that Grip shows.
    pub(super) async fn counted(&self) -> Result<Counts, MarketError> {
        Ok(Counts {
            to_confirm: self.count("delivery/prepare/count", "prepareCount", "").await?,
            to_ship: self.count("delivery/start/count", "startCount", "").await?,
            shipped: self.count("delivery/status/count", "statusCount", "").await?,
            returns: self.count("return/count", "returnCount", "40,41,42,46").await?,
            exchanges: self.count("exchange/count", "exchangeCount", "50,51,53").await?,
        })
    }

    /// One count, at these states.
    pub(super) async fn count(
        &self,
        operation: &'static str,
        name: &str,
        states: &'static str,
    ) -> Result<u32, MarketError> {
        let question = Question { states, ..Question::within(self.reach()) };
        let response = self.read(operation, question.fields(Query::default())).await?;
        count(operation, &response, name)
    }
}
