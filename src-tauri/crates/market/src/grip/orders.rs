//! Reading whole orders by their numbers, and what their coupons took off.

use std::collections::BTreeMap;

use domain::{Claim, Fact, ItemId, LineId, LineNews, OrderId, OrderLine, Won};
use serde_json::Value;

use super::deliveries::Deliveries;
use super::feeds::collected;
use super::lists::{List, Question};
use super::translate::order::Whole;
use super::translate::{self, Unreadable};
use super::wire::record::Record;
use super::{Grip, order_seq};
use crate::{Collected, Coupon, ErrorKind, MarketError, Marketplace as _, Persistence};

/// An order as it is now.
#[derive(Default)]
pub(super) struct WholeOrder {
    pub(super) lines: Vec<OrderLine>,
    /// Lines that are on their way and that no delivery list shows, without courier and number.
    pub(super) unshown: Vec<OrderLine>,
    /// The cancels of its lines, which the lines themselves tell.
    pub(super) cancels: Vec<Claim>,
}

impl Grip {
    /// The rows of an order.
    pub(super) async fn order_rows(&self, list: List, order: u64) -> Result<Vec<Value>, MarketError> {
        let question = Question { order: Some(order), ..Question::within(self.reach()) };
        let mut rows = self.all(list, question).await?;
        // Whether a number is sought whole or in part, no document says.
        let own = |row: &Value| Record::of(row).is_none_or(|row| row.id("orderSeq") == Ok(order));
        rows.retain(own);
        Ok(rows)
    }

    /// An order by its number, with what the delivery lists tell of it. Nothing may be missing, because somebody is
    /// about to act on it.
    pub(super) async fn whole_order(&self, order: &OrderId) -> Result<WholeOrder, MarketError> {
        let order = order_seq(List::Orders.operation(), order)?;
        let rows = self.order_rows(List::Orders, order).await?;
        let deliveries = self.deliveries_of(order, &rows).await?;
        self.whole(&rows, &deliveries)
    }

    /// Rows of orders as lines, each once, of which every one must be readable.
    pub(super) fn whole(&self, rows: &[Value], deliveries: &Deliveries) -> Result<WholeOrder, MarketError> {
        let unreadable = |reason: String| {
            let operation = List::Orders.operation();
            MarketError::new(ErrorKind::Unreadable, Persistence::Permanent, operation, reason)
        };
        if let Some(reason) = deliveries.unread.first() {
            return Err(unreadable(reason.clone()));
        }
        let mut read: BTreeMap<LineId, Whole> = BTreeMap::new();
        for row in rows {
            let record = Record::of(row).ok_or(Unreadable::NoRecord);
            let whole = record.and_then(|row| translate::order::whole(self.source(), row, deliveries));
            let whole = whole.map_err(|reason| unreadable(reason.to_string()))?;
            read.insert(whole.line.line.clone(), whole);
        }
        let mut order = WholeOrder::default();
        for Whole { line, unshown, cancel } in read.into_values() {
            if unshown { &mut order.unshown } else { &mut order.lines }.push(line);
            order.cancels.extend(cancel);
        }
        Ok(order)
    }

    /// A page of orders for the desk, with what the delivery lists tell of it.
    pub(super) async fn told_of_orders(&self, rows: &[Value]) -> Result<Collected, MarketError> {
        let deliveries = self.deliveries(rows).await?;
        let mut told = collected(rows, |row| translate::order::facts(self.source(), row, &deliveries));
        told.unread.extend(deliveries.unread);
        Ok(told)
    }

    /// Lines that are open here, each with its order and the claims on it as they are now.
    pub(super) async fn open_lines(&self, lines: &[LineId]) -> Result<Collected, MarketError> {
        let mut orders: Vec<OrderId> = lines.iter().filter_map(translate::order_of).collect();
        orders.sort();
        orders.dedup();
        let mut told = Collected::default();
        for order in &orders {
            let WholeOrder { lines, unshown, cancels } = self.whole_order(order).await?;
            let claims = cancels.into_iter().chain(self.claims_on(order, &lines).await?);
            let claims = claims.map(|claim| Fact::Claim(Box::new(claim)));
            told.facts.extend(lines.into_iter().map(|line| Fact::Line(Box::new(line))).chain(claims));
            let news = |line: OrderLine| LineNews { stage: Some(line.stage), ..news_of(line) };
            told.facts.extend(unshown.into_iter().map(|line| Fact::News(Box::new(news(line)))));
        }
        Ok(told)
    }

    /// What coupons took off the lines of an order. The list tells one sum for each, and no coupon by itself.
    pub(super) async fn order_coupons(&self, order: &OrderId) -> Result<Vec<Coupon>, MarketError> {
        let lines = self.read_order(order).await?;
        let coupon = |line: OrderLine| {
            let amount = line.price.marketplace_discount;
            (amount != Won::ZERO).then(|| sum_of_coupons(line.item, amount))
        };
        Ok(lines.into_iter().filter_map(coupon).collect())
    }
}

/// That a line was read, without what its record does not tell.
pub(super) fn news_of(line: OrderLine) -> LineNews {
    let OrderLine { account, order, line, raw_status, .. } = line;
    LineNews { raw_status, ..LineNews::of(account, order, line) }
}

/// The coupons of a line as one.
fn sum_of_coupons(item: ItemId, amount: Won) -> Coupon {
    Coupon {
        id: String::new(),
        item,
        name: "쿠폰 할인 합계".to_owned(),
        kind: "AMOUNT".to_owned(),
        discount: amount.get().to_string(),
        at_most: None,
    }
}
