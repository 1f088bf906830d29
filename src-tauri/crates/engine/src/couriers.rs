//! The couriers of a marketplace that names them itself.

use market::{Marketplace, Reading, Support};

use crate::door::Door;
use crate::problem;
use crate::view::Problem;

/// Reads the couriers of an account where only its marketplace can name them. A list that was read before stands in for
/// one that cannot be read now.
///
/// # Errors
/// As the marketplace fails, while no list was ever read.
pub(crate) async fn learn(door: &Door, market: &dyn Marketplace) -> Result<(), Problem> {
    if !names_them(market) {
        return Ok(());
    }
    let _turn = door.queue.lock().await;
    let Err(error) = market.learn_couriers().await else { return Ok(()) };
    if market.couriers().len() > market.capabilities().couriers.len() {
        tracing::warn!(account = %door.id(), %error, "the couriers could not be read again");
        return Ok(());
    }
    Err(problem::of_market(&error, &door.account))
}

/// Whether the couriers are read from the marketplace; elsewhere their table is ours.
fn names_them(market: &dyn Marketplace) -> bool {
    market.capabilities().readings.get(&Reading::Couriers) == Some(&Support::Native)
}
