//! Reading ordersheets, their history and their coupons.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::TimeDelta;
use domain::{BundleId, OrderId, OrderLine, Stage};
use serde::Deserialize;
use serde_json::Value;

use super::error::ORDER_GONE;
use super::feeds::{ACCEPT, DAY_MODE, PAGE, day};
use super::translate;
use super::wire::answer::{Answer, CouponRecord};
use super::wire::order::HistoryDetail;
use super::wire::scalar::in_korea;
use super::{Coupang, FEW, Query, number};
use crate::{Coupon, ErrorKind, HistoryEntry, MarketError, Persistence, Span};

/// Pages of a list in which some boxes are looked for; reading those boxes singly is no dearer then.
const PAGES_AT_MOST: usize = 10;

impl Coupang {
    /// New orders in minute mode: under 24 hours, unpaged. A new order takes about ten minutes to appear.
    pub(super) async fn fresh_orders(&self, span: Span) -> Result<Answer, MarketError> {
        let minute = |at| in_korea(at).format("%Y-%m-%dT%H:%M+09:00").to_string();
        // The minute that has begun counts too.
        let to = span.to + TimeDelta::seconds(59);
        let query = Query::default()
            .with("createdAtFrom", minute(span.from))
            .with("createdAtTo", minute(to))
            .with("status", ACCEPT)
            .with("searchType", "timeFrame");
        self.read("ordersheets", self.path("v5", "ordersheets"), query).await
    }

    /// One page of day mode. The status must be exactly one.
    pub(super) async fn order_page(
        &self,
        status: &str,
        span: Span,
        token: Option<&str>,
        size: &str,
    ) -> Result<Answer, MarketError> {
        let query = Query::default()
            .with("createdAtFrom", format!("{}+09:00", day(span.from)))
            .with("createdAtTo", format!("{}+09:00", day(span.to)))
            .with("status", status)
            .with("maxPerPage", size);
        let query = token.into_iter().fold(query, |query, token| query.with("nextToken", token));
        self.read("ordersheets", self.path("v5", "ordersheets"), query).await
    }

    /// All boxes of an order.
    pub(super) async fn order_lines(&self, order: &OrderId) -> Result<Vec<OrderLine>, MarketError> {
        const OPERATION: &str = "ordersheets of order";
        let order = number(OPERATION, "orderId", order.as_str())?;
        let path = self.path("v5", format_args!("{order}/ordersheets"));
        self.sheets(OPERATION, path).await
    }

    /// One box.
    pub(super) async fn bundle_lines(&self, bundle: &BundleId) -> Result<Vec<OrderLine>, MarketError> {
        const OPERATION: &str = "ordersheet";
        let bundle = number(OPERATION, "shipmentBoxId", bundle.as_str())?;
        let path = self.path("v5", format_args!("ordersheets/{bundle}"));
        self.sheets(OPERATION, path).await
    }

    /// Many boxes, from the list of the status in which they should stand; those that are not there are read
    /// one by one.
    pub(super) async fn many_lines(
        &self,
        bundles: &[(OrderId, BundleId)],
        stage: Stage,
    ) -> Result<Vec<OrderLine>, MarketError> {
        let mut missing: BTreeSet<&str> = bundles.iter().map(|(_, bundle)| bundle.as_str()).collect();
        let mut lines = Vec::new();
        if let Some(status) = translate::order::status(stage).filter(|_| missing.len() > FEW) {
            lines = self.listed(status, &missing).await?;
            missing.retain(|bundle| lines.iter().all(|line| line.bundle.as_str() != *bundle));
        }
        for bundle in missing {
            lines.extend(self.bundle_lines(&BundleId::from(bundle)).await?);
        }
        Ok(lines)
    }

    /// The boxes that a status shows of the last 30 days, until all were seen or the list turns out too long.
    async fn listed(&self, status: &str, bundles: &BTreeSet<&str>) -> Result<Vec<OrderLine>, MarketError> {
        const OPERATION: &str = "ordersheets";
        let to = self.clock.now();
        let span = Span { from: to - Duration::from_secs(DAY_MODE), to };
        let (mut lines, mut seen, mut token) = (Vec::new(), BTreeSet::new(), None);
        for _ in 0..PAGES_AT_MOST {
            let answer = self.order_page(status, span, token.as_deref(), PAGE).await?;
            let next = Some(answer.next_token.0.clone()).filter(|next| !next.is_empty());
            for record in answer.records() {
                if translate::concerns(&record, "shipmentBoxId", bundles) {
                    let sheet = self.sheet(OPERATION, record)?;
                    let new = sheet.first().is_some_and(|line| seen.insert(line.bundle.clone()));
                    lines.extend(sheet.into_iter().filter(|_| new));
                }
            }
            if next.is_none() || next == token || seen.len() == bundles.len() {
                break;
            }
            token = next;
        }
        Ok(lines)
    }

    /// The lines of one record.
    fn sheet(&self, operation: &'static str, record: Value) -> Result<Vec<OrderLine>, MarketError> {
        translate::order::lines(&self.account, record).map_err(|reason| unreadable(operation, &reason))
    }

    /// The lines of a single query; none when the whole order was cancelled or returned, which Coupang says
    /// with a 400 that must not be asked again.
    async fn sheets(&self, operation: &'static str, path: String) -> Result<Vec<OrderLine>, MarketError> {
        let answer = match self.read_one(operation, path).await {
            Err(error) if error.kind == ErrorKind::WrongState && error.message.contains(ORDER_GONE) => {
                return Ok(Vec::new());
            }
            other => other?,
        };
        let mut lines = Vec::new();
        for record in answer.records() {
            lines.extend(self.sheet(operation, record)?);
        }
        Ok(lines)
    }

    /// What became of a box; `data` comes as an object, as a list, or without its envelope.
    pub(super) async fn bundle_history(&self, bundle: &BundleId) -> Result<Vec<HistoryEntry>, MarketError> {
        const OPERATION: &str = "history";
        let bundle = number(OPERATION, "shipmentBoxId", bundle.as_str())?;
        let path = self.path("v5", format_args!("ordersheets/{bundle}/history"));
        let answer = self.read_one(OPERATION, path).await?;
        let mut entries = Vec::new();
        for record in answer.records() {
            let details = match record.get("details") {
                Some(Value::Array(details)) => details.clone(),
                _ => vec![record],
            };
            entries.extend(details.iter().filter_map(entry));
        }
        Ok(entries)
    }

    /// The seller's instant coupons of an order.
    pub(super) async fn order_coupons(&self, order: &OrderId) -> Result<Vec<Coupon>, MarketError> {
        const OPERATION: &str = "coupons of order";
        let order = number(OPERATION, "orderId", order.as_str())?;
        let path = format!("/v2/providers/fms/apis/api/v2/vendors/{}/{order}/coupons", self.vendor);
        let answer = self.read_one(OPERATION, path).await?;
        let records = answer.data.get("content").and_then(Value::as_array).cloned().unwrap_or_default();
        records
            .iter()
            .map(|record| {
                let record: CouponRecord =
                    translate::read(record).map_err(|reason| unreadable(OPERATION, &reason))?;
                Ok(translate::order::coupon(record))
            })
            .collect()
    }
}

/// A record that a single query cannot do without.
pub(super) fn unreadable(operation: &'static str, reason: &translate::Unreadable) -> MarketError {
    MarketError::new(ErrorKind::Unreadable, Persistence::Permanent, operation, reason.to_string())
}

/// One line of a history; one without a moment has no place in it.
fn entry(record: &Value) -> Option<HistoryEntry> {
    let detail = HistoryDetail::deserialize(record).ok()?;
    Some(HistoryEntry {
        at: detail.updated_at.0?,
        status: detail.delivery_status.0,
        text: detail.delivery_status_desc.0,
    })
}
