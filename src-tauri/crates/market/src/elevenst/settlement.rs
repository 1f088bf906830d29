//! What is paid out (guide 1281): an estimate as of yesterday's final purchases.

use chrono::{NaiveDate, TimeDelta};

use super::path::Path;
use super::translate::money;
use super::wire::row::Row;
use super::wire::scalar::{from_korea, in_korea};
use super::{Elevenst, error};
use crate::{ErrorKind, MarketError, Persistence, Settlement, Span};

/// Days of one request, both ends included.
const WINDOW: TimeDelta = TimeDelta::days(30);

impl Elevenst {
    /// The settlement of a span, a month at a time, up to yesterday.
    pub(super) async fn settlements_within(&self, span: Span) -> Result<Vec<Settlement>, MarketError> {
        let yesterday = in_korea(self.now()).date() - TimeDelta::days(1);
        let last = in_korea(span.to).date().min(yesterday);
        let mut from = in_korea(span.from).date();
        let mut settlements = Vec::new();
        while from <= last {
            let to = (from + WINDOW).min(last);
            settlements.extend(self.settlements_of(from, to).await?);
            from = to + TimeDelta::days(1);
        }
        Ok(settlements)
    }

    /// The settlement of at most 31 days.
    async fn settlements_of(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Settlement>, MarketError> {
        const OPERATION: &str = "settlementList";
        let noon = |day: NaiveDate| day.and_hms_opt(12, 0, 0).and_then(from_korea).unwrap_or_default();
        let path =
            Path::of(OPERATION, "/settlement").word(OPERATION).today(noon(from)).today(noon(to)).done();
        let answer = self.read(OPERATION, path, String::new()).await?;
        error::empty(OPERATION, &answer)?;
        let mut settlements = Vec::new();
        for row in answer.flat_rows().iter().filter(|row| !is_result(Row(row))) {
            settlements.push(money::settlement(Row(row)).map_err(|reason| {
                let (kind, persistence) = (ErrorKind::Unreadable, Persistence::Permanent);
                MarketError::new(kind, persistence, OPERATION, reason.to_string())
            })?);
        }
        Ok(settlements)
    }
}

/// Whether the fields are those of an empty answer, which has no rows.
fn is_result(row: Row<'_>) -> bool {
    row.said("ordNo").is_none() && (row.said("result_code").is_some() || row.said("totalCount").is_some())
}
