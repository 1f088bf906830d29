//! What happens at a marketplace without the seller.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{ClaimId, ClaimKind, OrderId};
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};

use crate::world::{End, Place, World};

/// How long after it was placed something still happens to an order.
const LIVELY: TimeDelta = TimeDelta::days(6);

/// The orders of a shop, as its buyers remember them.
#[derive(Default)]
pub(super) struct Buyers {
    orders: Vec<(OrderId, DateTime<Utc>)>,
    asked: Vec<(ClaimKind, ClaimId)>,
    /// What happened.
    pub(super) deeds: u32,
}

impl Buyers {
    /// How many orders were placed.
    pub(super) fn orders(&self) -> usize {
        self.orders.len()
    }

    /// A buyer orders.
    pub(super) fn order(&mut self, world: &dyn World, rng: &mut impl Rng, now: DateTime<Utc>) {
        let placed = world.order(rng.random_range(1..=3), rng.random_range(1..=3));
        if let Ok(order) = placed {
            self.orders.push((order, now));
            self.deeds += 1;
        }
    }

    /// Something happens to one of the orders, as far as the marketplace allows it now.
    pub(super) fn stir(&mut self, world: &dyn World, rng: &mut impl Rng, now: DateTime<Utc>) {
        let lively: Vec<&OrderId> =
            self.orders.iter().filter(|(_, at)| now - *at < LIVELY).map(|(order, _)| order).collect();
        let Some(order) = lively.choose(rng).map(|order| (*order).clone()) else { return };
        let truth = world.truth();
        let places: Vec<Place> =
            truth.lines.values().filter(|line| line.order == order).map(|line| line.place).collect();
        let open = |claim: &ClaimId| truth.claims.get(claim).is_some_and(|claim| claim.end == End::Open);
        let happened = if places.contains(&Place::Left) {
            match rng.random_range(0..4) {
                0 | 1 => world.deliver(&order).is_ok(),
                2 => self.ask(world, ClaimKind::Return, &order),
                _ => self.ask(world, ClaimKind::Exchange, &order),
            }
        } else if places.iter().any(|place| matches!(place, Place::Waits | Place::Prepared)) {
            match rng.random_range(0..3) {
                0 => world.change_address(&order, "경기도 성남시 분당구 판교역로 235").is_ok(),
                _ => self.ask(world, ClaimKind::Cancel, &order),
            }
        } else {
            false
        };
        self.deeds += u32::from(happened);
        let waiting: Vec<_> = self.asked.iter().filter(|(_, claim)| open(claim)).collect();
        if let Some((kind, claim)) = waiting.choose(rng).filter(|_| rng.random_bool(0.25)) {
            self.deeds += u32::from(world.withdraw(*kind, claim).is_ok());
        }
    }

    fn ask(&mut self, world: &dyn World, kind: ClaimKind, order: &OrderId) -> bool {
        let asked = world.ask(kind, order, 1);
        asked.map(|claim| self.asked.push((kind, claim))).is_ok()
    }
}
