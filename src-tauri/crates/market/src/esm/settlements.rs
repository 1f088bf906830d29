//! What is paid out for lines (판매대금 정산).

use chrono::TimeDelta;
use serde_json::Value;

use super::Esm;
use super::orders::unreadable;
use super::translate::{self, Unreadable};
use super::wire::body::Settled;
use super::wire::record::Record;
use super::wire::scalar::{day, day_of};
use crate::{MarketError, Settlement, Span};

/// POST getsettleorder
pub(super) const SETTLED: &str = "getsettleorder";

/// D1, 입금확인일: sales by the day of their payment; and D7, 환불일: refunds by theirs.
const BY: [&str; 2] = ["D1", "D7"];

/// Rows of one page: no document limits them.
const PAGE_ROWS: u32 = 500;

impl Esm {
    /// The rows of what was paid for and of what was refunded within a span, up to yesterday.
    pub(super) async fn settled_within(&self, span: Span) -> Result<Vec<Settlement>, MarketError> {
        // Today and days to come are answered with a failure (414).
        let span = Span { to: span.to.min(self.now() - TimeDelta::days(1)), ..span };
        if day_of(span.from) > day_of(span.to) {
            return Ok(Vec::new());
        }
        let mut settlements = Vec::new();
        for by in BY {
            for page in 1.. {
                let (rows, more) = self.settled_page(by, span, page).await?;
                let read = |row: &Value| {
                    translate::settlement::settlement(
                        self.source(),
                        Record::of(row).ok_or(Unreadable::NoRecord)?,
                    )
                };
                let rows: Result<Vec<Settlement>, Unreadable> = rows.iter().map(read).collect();
                settlements.extend(rows.map_err(|reason| unreadable(SETTLED, &reason))?);
                if !more {
                    break;
                }
            }
        }
        Ok(settlements)
    }

    /// One page of rows, and whether another one follows.
    async fn settled_page(&self, by: &str, span: Span, page: u32) -> Result<(Vec<Value>, bool), MarketError> {
        let (start, end) = (day(span.from), day(span.to));
        let body = Settled {
            site_type: self.flavor.letter,
            srch_type: by,
            srch_start_date: &start,
            srch_end_date: &end,
            page_no: page,
            page_row_cnt: PAGE_ROWS,
        };
        let answer = self.read(SETTLED, "/account/v1/settle/getsettleorder", &body).await?;
        let rows = answer.rows().to_vec();
        let total = answer.whole("TotalCount").unwrap_or_default();
        let more = !rows.is_empty() && i64::from(page) * i64::from(PAGE_ROWS) < total;
        Ok((rows, more))
    }
}
