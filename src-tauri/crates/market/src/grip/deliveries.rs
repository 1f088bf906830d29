//! What the delivery lists tell of orders and the list of orders does not: whether 발주 is still due, why a delay was
//! told, and with whom and under which number a line left.
//!
//! A line that has left is told whole only together with what the list of deliveries tells of it; by itself the list
//! of orders would say that it has no number.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::Grip;
use super::lists::{List, Question};
use super::translate::delivery::{Told, tell};
use super::translate::order::state;
use super::translate::{Unreadable, key_in};
use super::wire::body::OrderKey;
use super::wire::record::Record;
use crate::{MarketError, Span};

/// What is told of lines.
#[derive(Default)]
pub(super) struct Deliveries {
    told: HashMap<OrderKey, Told>,
    /// Rows that could not be read, each with the reason.
    pub(super) unread: Vec<String>,
}

impl Deliveries {
    /// What is told of a line.
    pub(super) fn of(&self, key: OrderKey) -> Option<&Told> {
        self.told.get(&key)
    }

    /// Whether a row of orders can be told whole: it has not left, or it is told how it did.
    pub(super) fn complete(&self, row: &Value) -> bool {
        let Some(row) = Record::of(row) else { return true };
        !has_left(row) || key_in(row).is_ok_and(|key| self.told.contains_key(&key))
    }

    /// Takes the rows of one list.
    pub(super) fn take(&mut self, list: List, rows: &[Value]) {
        for row in rows {
            let read = Record::of(row).ok_or(Unreadable::NoRecord);
            if let Err(reason) = read.and_then(|row| tell(&mut self.told, list, row)) {
                self.unread.push(reason.to_string());
            }
        }
    }
}

/// The lists on which a line at a state may stand. One whose delay was told (12) waits for 발주 or for its dispatch.
fn shows(list: List, state: i64) -> bool {
    match list {
        List::Prepare => matches!(state, 1 | 12),
        List::Start => matches!(state, 10 | 12),
        List::Status => matches!(state, 11 | 13 | 40..=48 | 50..=55 | 90 | 91),
        _ => false,
    }
}

impl Grip {
    /// What is told of the orders of a page: each list is asked for the days on which those orders were paid that it
    /// may show.
    pub(super) async fn deliveries(&self, rows: &[Value]) -> Result<Deliveries, MarketError> {
        let mut deliveries = Deliveries::default();
        for list in [List::Prepare, List::Start, List::Status] {
            let paid = rows.iter().filter_map(|row| paid_on(list, row));
            let Some(span) = around(paid).and_then(|span| self.shown(span)) else { continue };
            deliveries.take(list, &self.all(list, Question::within(span)).await?);
        }
        Ok(deliveries)
    }

    /// What is told of the lines of one order.
    pub(super) async fn deliveries_of(&self, order: u64, rows: &[Value]) -> Result<Deliveries, MarketError> {
        let mut deliveries = Deliveries::default();
        let question = Question { order: Some(order), ..Question::within(self.reach()) };
        for list in [List::Prepare, List::Start, List::Status] {
            if rows.iter().any(|row| stands_on(list, row)) {
                deliveries.take(list, &self.all(list, question).await?);
            }
        }
        Ok(deliveries)
    }
}

/// Whether a row of orders is at a state of goods that have left.
pub(super) fn has_left(row: Record<'_>) -> bool {
    state(row).is_some_and(|state| shows(List::Status, state))
}

/// Whether a list may show a row of orders.
fn stands_on(list: List, row: &Value) -> bool {
    Record::of(row).and_then(state).is_some_and(|state| shows(list, state))
}

/// When an order was paid that a list may show.
fn paid_on(list: List, row: &Value) -> Option<DateTime<Utc>> {
    Record::of(row).filter(|_| stands_on(list, row))?.moment("orderedAt")
}

/// The span of moments, with a second on either side, since nothing says whether its ends are part of it.
fn around(moments: impl Iterator<Item = DateTime<Utc>>) -> Option<Span> {
    let moments: Vec<DateTime<Utc>> = moments.collect();
    let (first, last) = (moments.iter().min()?, moments.iter().max()?);
    let second = TimeDelta::seconds(1);
    Some(Span { from: first.checked_sub_signed(second)?, to: last.checked_add_signed(second)? })
}
