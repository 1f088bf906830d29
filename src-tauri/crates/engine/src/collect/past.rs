//! The past: what happened before the first collection, read window by window beside what is new.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use market::{Feed, Marketplace};
use store::FeedState;

use super::order::Turn;
use super::span::{self, Reach};
use super::{BACKFILL_STOPPED, Round, backfill_setting, finish, reach, reading, show, state};
use crate::desk::Desk;
use crate::door::Door;
use crate::view::{Problem, Progress};

/// Reads one older window of the first collection; `None` when there is nothing left to read, or it was
/// stopped.
pub(crate) async fn backfill_step(
    desk: &Desk,
    door: &Door,
    market: &dyn Marketplace,
) -> Result<Option<Round>, Problem> {
    let Some(past) = next_of_past(desk, door, market)? else { return Ok(None) };
    show(desk, door, Some(backfill_progress(desk, door, market)?));
    let mut round = reading::older(desk, door, market, &past.feed, past.reach).await;
    door.note(|live| round.count(&mut live.past, &past.feed, desk.now()));
    round.add_untold(desk, door, market).await;
    finish(desk, door, &round);
    Ok(Some(round))
}

/// The window of the past that is read next.
struct Past {
    feed: Feed,
    reach: Reach,
    rank: (Turn, Reverse<DateTime<Utc>>),
}

/// The feed whose past goes next: among those that may go alike the one that was read least far back, so that all of
/// them go back together. One that failed is left out while it waits; `None` when nothing is left or it was stopped.
fn next_of_past(desk: &Desk, door: &Door, market: &dyn Marketplace) -> Result<Option<Past>, Problem> {
    let stopped = desk.store.setting(&backfill_setting(door.id()))?.as_deref() == Some(BACKFILL_STOPPED);
    if stopped || door.is_closed() {
        return Ok(None);
    }
    let now = desk.now();
    let live = door.live();
    let waits = |feed: &Feed| [&live.fresh, &live.past].iter().any(|waits| waits.until(feed.id) > Some(now));
    let mut next: Option<Past> = None;
    for feed in market.feeds().iter().filter(|feed| !waits(feed)) {
        let Some(reach) = reach(feed) else { continue };
        let Some(span) = span::older(reach, &state(desk, door, feed)?, now) else { continue };
        let rank = (Turn::of(market, feed), Reverse(span.to));
        if next.as_ref().is_none_or(|first| rank < first.rank) {
            next = Some(Past { feed: *feed, reach, rank });
        }
    }
    Ok(next)
}

/// Whether a list that may be asked rarely could go on with the past now: what can be read at any time lets it pass.
pub(super) fn rare_past_waits(desk: &Desk, door: &Door, market: &dyn Marketplace) -> Result<bool, Problem> {
    Ok(next_of_past(desk, door, market)?.is_some_and(|past| past.rank.0 == Turn::Rare))
}

/// How far the first collection has come, in windows over all feeds.
fn backfill_progress(desk: &Desk, door: &Door, market: &dyn Marketplace) -> Result<Progress, Problem> {
    let now = desk.now();
    let mut progress = Progress { done: 0, total: 0, backfill: true };
    for feed in market.feeds() {
        let Some(reach) = reach(feed) else { continue };
        let total = span::windows_left(reach, &FeedState::default(), now);
        let left = span::windows_left(reach, &state(desk, door, feed)?, now);
        progress.total += total;
        progress.done += total.saturating_sub(left);
    }
    Ok(progress)
}
