//! What the lists have told while the application runs.
//!
//! Several lists name a line by its OrderNo alone, and Auction cannot be asked for a basket, so that baskets are
//! remembered. And a line that is shown as an order again may still have a claim, as one does whose exchange was sent:
//! open claims are remembered too, to be read again with their line.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::{Claim, LineId, OrderId};

/// More than a shop's open orders by far; beyond it everything is forgotten, and read again when it is needed.
const MOST: usize = 200_000;

/// What is remembered of lines.
#[derive(Default)]
pub(super) struct Seen {
    baskets: Mutex<HashMap<LineId, OrderId>>,
    claims: Mutex<HashMap<LineId, Claim>>,
}

impl Seen {
    /// Remembers a line's basket.
    pub(super) fn basket(&self, line: &LineId, order: &OrderId) {
        put(&mut held(&self.baskets), line, order.clone());
    }

    /// Remembers a claim with its line's basket, and forgets one that is over.
    pub(super) fn claim(&self, claim: &Claim) {
        let Some(line) = claim.lines.first().and_then(|line| line.line.as_ref()) else { return };
        self.basket(line, &claim.order);
        let mut claims = held(&self.claims);
        if !claim.is_settled() {
            put(&mut claims, line, claim.clone());
        } else if claims.get(line).is_some_and(|known| known.claim == claim.claim) {
            claims.remove(line);
        }
    }

    /// A line's basket, if any list has named it.
    pub(super) fn basket_of(&self, line: &LineId) -> Option<OrderId> {
        held(&self.baskets).get(line).cloned()
    }

    /// The claim on a line that was open when it was last read.
    pub(super) fn open_on(&self, line: &LineId) -> Option<Claim> {
        held(&self.claims).get(line).cloned()
    }

    /// The lines of a basket that any list has named, in order.
    pub(super) fn lines(&self, order: &OrderId) -> Vec<LineId> {
        let known = held(&self.baskets);
        let of_basket = known.iter().filter(|(_, basket)| *basket == order);
        let mut lines: Vec<LineId> = of_basket.map(|(line, _)| line.clone()).collect();
        lines.sort();
        lines
    }
}

/// Puts a value into its place, and forgets all others when they are too many.
fn put<T>(known: &mut HashMap<LineId, T>, line: &LineId, value: T) {
    if known.len() >= MOST {
        known.clear();
    }
    known.insert(line.clone(), value);
}

/// A poisoned lock only means that a reader of plain values panicked.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
