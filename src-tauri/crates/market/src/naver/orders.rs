//! Reading product orders by number and by order, their coupons, and reviews.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::{BundleId, OrderId, OrderLine};
use serde_json::Value;

use super::feeds::BATCH;
use super::translate::{self, Unreadable};
use super::wire::body;
use super::wire::list::Page;
use super::wire::scalar::{Id, stamp};
use super::{Naver, Query, segment};
use crate::{Coupon, ErrorKind, MarketError, Persistence, Review, Span, Standing};

/// POST query
const QUERY: &str = "query";

impl Naver {
    /// The records of lines by number, and the numbers that Naver leaves out. An answer may silently hold fewer
    /// rows than were asked for, so what is missing is asked for once more.
    pub(super) async fn details(&self, ids: &[&str]) -> Result<(Vec<Value>, Vec<String>), MarketError> {
        let wanted: Vec<&str> = BTreeSet::from_iter(ids.iter().copied()).into_iter().collect();
        let mut records = Vec::new();
        let mut missing = Vec::new();
        for batch in wanted.chunks(BATCH) {
            let first = self.query(batch).await?;
            let again = absent(batch, &first);
            let second = if again.is_empty() { Vec::new() } else { self.query(&again).await? };
            missing.extend(absent(&again, &second).into_iter().map(str::to_owned));
            records.extend(first.into_iter().chain(second));
        }
        Ok((records, missing))
    }

    /// One query of at most 300 lines.
    async fn query(&self, ids: &[&str]) -> Result<Vec<Value>, MarketError> {
        let body = body::Query { product_order_ids: ids, quantity_claim_compatibility: true };
        let path = self.path(format_args!("product-orders/{QUERY}"));
        Ok(self.read_by_body(QUERY, path, &body).await?.records())
    }

    /// The records of lines by number, none missing: Naver shows every line for ever, a cancelled one too, so that
    /// an answer without it is half an answer.
    async fn whole(&self, ids: &[&str]) -> Result<Vec<Value>, MarketError> {
        let (records, mut missing) = self.details(ids).await?;
        match missing.pop() {
            None => Ok(records),
            Some(id) => Err(half(QUERY, &Unreadable::LeftOut(id))),
        }
    }

    /// Lines by number with their claims; what cannot be read is an error, because somebody is about to act on it.
    /// A claim that is over decides nothing, and one that cannot be read is passed over.
    pub(super) async fn standing(&self, ids: &[&str]) -> Result<Standing, MarketError> {
        let records = self.whole(ids).await?;
        let mut standing = Standing::default();
        for record in &records {
            let told = translate::told(self.source(), record);
            standing.lines.push(told.line.map_err(|reason| unreadable(QUERY, &reason))?);
            for claim in told.claims {
                match claim {
                    Ok(claim) => standing.claims.push(claim),
                    Err(Unreadable::Past(_)) => {}
                    Err(reason) => return Err(unreadable(QUERY, &reason)),
                }
            }
        }
        Ok(standing)
    }

    /// All lines of an order with their claims.
    pub(super) async fn standing_of_order(&self, order: &OrderId) -> Result<Standing, MarketError> {
        self.standing_of_orders(std::slice::from_ref(order)).await
    }

    /// All lines of some orders with their claims.
    pub(super) async fn standing_of_orders(&self, orders: &[OrderId]) -> Result<Standing, MarketError> {
        let mut ids = Vec::new();
        for order in BTreeSet::from_iter(orders) {
            ids.extend(self.line_ids(order).await?);
        }
        self.standing(&ids.iter().map(String::as_str).collect::<Vec<_>>()).await
    }

    /// The lines of some bundles.
    pub(super) async fn many_lines(
        &self,
        bundles: &[(OrderId, BundleId)],
    ) -> Result<Vec<OrderLine>, MarketError> {
        let orders: Vec<OrderId> = bundles.iter().map(|(order, _)| order.clone()).collect();
        let mut lines = self.standing_of_orders(&orders).await?.lines;
        lines.retain(|line| bundles.iter().any(|(_, bundle)| *bundle == line.bundle));
        Ok(lines)
    }

    /// The numbers of an order's lines, of which there is always one.
    async fn line_ids(&self, order: &OrderId) -> Result<Vec<String>, MarketError> {
        const OPERATION: &str = "product-order-ids";
        let order = segment(OPERATION, order.as_str())?;
        let path = self.path(format_args!("orders/{order}/{OPERATION}"));
        let answer = self.read(OPERATION, path, Query::default()).await?;
        let ids: Vec<Id> = answer.data(OPERATION)?;
        let ids: Vec<String> = ids.into_iter().map(|id| id.0).filter(|id| !id.is_empty()).collect();
        if ids.is_empty() { Err(half(OPERATION, &Unreadable::NoLines)) } else { Ok(ids) }
    }

    /// The coupons on an order's lines of which the seller bears a part.
    pub(super) async fn order_coupons(&self, order: &OrderId) -> Result<Vec<Coupon>, MarketError> {
        let ids = self.line_ids(order).await?;
        let records = self.whole(&ids.iter().map(String::as_str).collect::<Vec<_>>()).await?;
        let mut coupons = Vec::new();
        for record in &records {
            coupons.extend(translate::order::coupons(record).map_err(|reason| unreadable(QUERY, &reason))?);
        }
        Ok(coupons)
    }

    /// The reviews of a span, a day at a time. Their list is published without its parameters, so they are those
    /// of the list of orders.
    pub(super) async fn reviews_within(&self, span: Span) -> Result<Vec<Review>, MarketError> {
        let mut reviews = Vec::new();
        let mut from = span.from;
        while from < span.to {
            let to = (from + Duration::from_secs(24 * 60 * 60)).min(span.to);
            reviews.extend(self.reviews_of_day(Span { from, to }).await?);
            from = to;
        }
        Ok(reviews)
    }

    /// Every page of reviews of at most a day.
    async fn reviews_of_day(&self, span: Span) -> Result<Vec<Review>, MarketError> {
        const OPERATION: &str = "reviews";
        let mut reviews = Vec::new();
        for number in 1_u32.. {
            let query = Query::default()
                .with("from", stamp(span.from))
                .with("to", stamp(span.to))
                .with("page", number.to_string());
            let answer = self.read(OPERATION, self.path(OPERATION), query).await?;
            let page = match answer.data {
                Value::Array(contents) => Page { contents, ..Page::default() },
                _ => answer.data(OPERATION)?,
            };
            reviews.extend(page.contents.iter().map(translate::review::review));
            if !page.pagination.has_next.0 || page.contents.is_empty() {
                break;
            }
        }
        Ok(reviews)
    }
}

/// The ids that no record is about.
fn absent<'a>(ids: &[&'a str], records: &[Value]) -> Vec<&'a str> {
    let told: BTreeSet<String> = records.iter().map(translate::line_of).collect();
    ids.iter().copied().filter(|id| !told.contains(*id)).collect()
}

/// An answer that leaves something out, and may be whole the next time.
fn half(operation: &'static str, reason: &Unreadable) -> MarketError {
    MarketError::new(ErrorKind::Unreadable, Persistence::Temporary, operation, reason.to_string())
}

/// A record that a person's decision cannot do without.
fn unreadable(operation: &'static str, reason: &Unreadable) -> MarketError {
    MarketError::new(ErrorKind::Unreadable, Persistence::Permanent, operation, reason.to_string())
}
