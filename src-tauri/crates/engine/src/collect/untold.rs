//! Orders of which a list told something before they themselves were read: each is read once, a few a round.

use domain::{Fact, OrderId};
use market::{Marketplace, Persistence};

use super::{Round, trouble};
use crate::desk::Desk;
use crate::door::Door;
use crate::problem;
use crate::retold;
use crate::view::Problem;

/// Orders that one round reads besides its lists; the rest waits for the next.
const IN_A_ROUND: u32 = 20;

/// What became of reading one order.
enum Read {
    /// It was read, or is refused for now.
    Over,
    /// It waits for the next round, and the others with it.
    Later,
}

/// Reads what was told of and is not here. What fails concerns an order and no list, so that only what concerns the
/// whole account is a problem of the round.
pub(super) async fn orders(desk: &Desk, door: &Door, market: &dyn Marketplace) -> Round {
    let mut round = Round::default();
    if let Err(problem) = read(desk, door, market, &mut round).await {
        if trouble::is_account_wide(problem.code) {
            round.problems.push(problem);
        } else {
            tracing::warn!(account = %door.id(), %problem, "what was told of could not be read");
        }
    }
    round
}

/// Reads as many as a round may.
async fn read(desk: &Desk, door: &Door, market: &dyn Marketplace, round: &mut Round) -> Result<(), Problem> {
    for order in desk.store.untold_orders(door.id(), desk.now(), IN_A_ROUND)? {
        if door.is_closed() {
            break;
        }
        if matches!(one(desk, door, market, &order, round).await?, Read::Later) {
            break;
        }
    }
    Ok(())
}

/// Reads one order and keeps what it shows. One that the marketplace no longer shows is forgotten, and so is one that
/// it goes on refusing; a refusal alone says nothing of the order.
async fn one(
    desk: &Desk,
    door: &Door,
    market: &dyn Marketplace,
    order: &OrderId,
    round: &mut Round,
) -> Result<Read, Problem> {
    let _turn = door.queue.lock().await;
    let lines = match market.read_order(order).await {
        Ok(lines) => lines,
        Err(error) => {
            let problem = problem::of_market(&error, &door.account);
            if trouble::is_account_wide(problem.code) {
                return Err(problem);
            }
            tracing::warn!(account = %door.id(), %order, %problem, "an order could not be read");
            if error.persistence == Persistence::Permanent {
                desk.store.order_was_refused(door.id(), order, desk.now())?;
                return Ok(Read::Over);
            }
            desk.store.put_order_off(door.id(), order, desk.now())?;
            return Ok(Read::Later);
        }
    };
    let told = lines.into_iter().map(|line| Fact::Line(Box::new(line))).collect();
    let (_, merged) = retold::keep(desk, door.id(), market.capabilities(), told)?;
    round.merged.add(merged);
    desk.store.order_was_read(door.id(), order, desk.now())?;
    Ok(Read::Over)
}
