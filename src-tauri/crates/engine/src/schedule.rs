//! The loops behind every door: one for each lane collects, another sends and reconciles. An account that fails waits
//! longer each time and never holds up another one.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::collect::{self, LONGEST_WAIT, Lane, note_health};
use crate::desk::Desk;
use crate::door::Door;
use crate::view::Problem;
use crate::{act, reconcile};

/// The shortest rest between two turns.
const SHORTEST_WAIT: Duration = Duration::from_secs(1);
/// How long the acting loop rests when nothing wakes it: the grain of reconciliation.
const ACTING_REST: Duration = Duration::from_secs(5);

/// Collects one lane of an account for as long as its door is open.
pub(crate) async fn collecting(desk: Arc<Desk>, door: Arc<Door>, lane: Lane) {
    while !door.is_closed() {
        let more = match collect::turn(&desk, &door, lane).await {
            Ok(more) => more,
            Err(problem) => {
                note_health(&desk, &door, problem);
                false
            }
        };
        if !more {
            let wait = until_next(&desk, &door, lane).unwrap_or(LONGEST_WAIT);
            rest(&desk, &door, door.collect.of(lane), wait).await;
        }
    }
}

/// Sends and reconciles one account's actions for as long as its door is open.
pub(crate) async fn acting(desk: Arc<Desk>, door: Arc<Door>) {
    while !door.is_closed() {
        if let Err(problem) = act_once(&desk, &door).await {
            tracing::error!(account = %door.id(), %problem, "the acting loop met a fault");
        }
        rest(&desk, &door, &door.send, until_leaving(&desk, &door)).await;
    }
}

/// Sends what is queued, reads what is unknown and due, and sends what that showed to be sent again.
pub(crate) async fn act_once(desk: &Desk, door: &Door) -> Result<(), Problem> {
    act::pick_up_stranded(desk, door).await?;
    act::send_queued(desk, door).await?;
    if reconcile::run_due(desk, door).await? > 0 {
        act::send_queued(desk, door).await?;
    }
    Ok(())
}

/// How long the acting loop rests: until the next action leaves that may still be taken back, or its usual rest.
fn until_leaving(desk: &Desk, door: &Door) -> Duration {
    let next = act::next_leave(desk, door).unwrap_or_else(|problem| {
        tracing::error!(account = %door.id(), %problem, "could not tell when the next action leaves");
        None
    });
    let until = next.map(|at| (at - desk.now()).to_std().unwrap_or(Duration::ZERO));
    until.map_or(ACTING_REST, |until| until.min(ACTING_REST))
}

/// Waits, until something wakes it or the door closes.
async fn rest(desk: &Desk, door: &Door, wake: &tokio::sync::Notify, duration: Duration) {
    tokio::select! {
        () = desk.clock.sleep(duration) => {}
        () = wake.notified() => {}
        () = door.closing() => {}
    }
}

/// How long a lane's loop rests: until its next feed's hour, or longer each time the account itself fails.
fn until_next(desk: &Desk, door: &Door, lane: Lane) -> Result<Duration, Problem> {
    let market = door.market()?;
    let now = desk.now();
    let until = |at: DateTime<Utc>| (at - now).to_std().unwrap_or(Duration::ZERO);
    let failures = *door.live().failures.of(lane);
    if failures == 0 {
        let due = collect::next_due(desk, door, market, lane)?.map_or(LONGEST_WAIT, until);
        return Ok(due.clamp(SHORTEST_WAIT, LONGEST_WAIT));
    }
    Ok(market.health().closed_until.map_or(Duration::ZERO, until).max(collect::after(failures)))
}
