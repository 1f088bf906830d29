//! The couriers of a marketplace that names them itself.

use std::sync::Arc;

use market::{Marketplace, Reading, Support};

use crate::door::Door;
use crate::problem;
use crate::view::Problem;

/// Sees to it that the couriers of an account are known. A list that was read before serves at once, and is read anew
/// behind it when the marketplace is free.
///
/// # Errors
/// When the account cannot be opened; as the marketplace fails, while no list was ever read.
pub(crate) async fn known(door: &Arc<Door>) -> Result<(), Problem> {
    if !door.live().knows_couriers {
        return learn(door).await;
    }
    let door = Arc::clone(door);
    tokio::spawn(async move {
        if let Err(problem) = learn(&door).await {
            tracing::warn!(account = %door.id(), %problem, "the couriers could not be read again");
        }
    });
    Ok(())
}

/// Reads the couriers of an account where only its marketplace can name them. A list that was read before stands in for
/// one that cannot be read now.
///
/// # Errors
/// As [`known`].
pub(crate) async fn learn(door: &Door) -> Result<(), Problem> {
    let market = door.market()?;
    if !names_them(market) {
        return Ok(());
    }
    let _turn = door.queue.lock().await;
    match market.learn_couriers().await {
        Ok(()) => door.note(|live| live.knows_couriers = true),
        Err(error) if door.live().knows_couriers => {
            tracing::warn!(account = %door.id(), %error, "the couriers could not be read again");
        }
        Err(error) => return Err(problem::of_market(&error, &door.account)),
    }
    Ok(())
}

/// Whether the couriers are read from the marketplace; elsewhere their table is ours.
fn names_them(market: &dyn Marketplace) -> bool {
    market.capabilities().readings.get(&Reading::Couriers) == Some(&Support::Native)
}
