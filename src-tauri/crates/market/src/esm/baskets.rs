//! Which basket an order number belongs to. Several lists name a line by its OrderNo alone, and Auction cannot be
//! asked for a basket, so that what other lists told is remembered while the application runs.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::{LineId, OrderId};

/// More than a shop's open orders by far; beyond it everything is forgotten, and read again when it is needed.
const MOST: usize = 200_000;

/// Order numbers with their baskets.
#[derive(Default)]
pub(super) struct Baskets(Mutex<HashMap<LineId, OrderId>>);

impl Baskets {
    /// Remembers a line's basket.
    pub(super) fn note(&self, line: &LineId, order: &OrderId) {
        let mut known = self.known();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(line.clone(), order.clone());
    }

    /// A line's basket, if any list has named it.
    pub(super) fn of(&self, line: &LineId) -> Option<OrderId> {
        self.known().get(line).cloned()
    }

    /// The lines of a basket that any list has named, in order.
    pub(super) fn lines(&self, order: &OrderId) -> Vec<LineId> {
        let known = self.known();
        let of_basket = known.iter().filter(|(_, basket)| *basket == order);
        let mut lines: Vec<LineId> = of_basket.map(|(line, _)| line.clone()).collect();
        lines.sort();
        lines
    }

    fn known(&self) -> MutexGuard<'_, HashMap<LineId, OrderId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
