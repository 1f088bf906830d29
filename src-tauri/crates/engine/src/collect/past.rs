//! The past: what happened before the first collection, read window by window beside what is new.

use chrono::{DateTime, Utc};
use market::{Feed, Marketplace};
use store::FeedState;

use super::span::{self, Reach};
use super::{BACKFILL_STOPPED, Lane, Round, backfill_setting, finish, reach, reading, show, state};
use crate::desk::Desk;
use crate::door::Door;
use crate::view::{Problem, Progress};

/// Reads one older window of a lane's first collection; `None` when there is nothing left to read, or it was
/// stopped.
pub(super) async fn step(
    desk: &Desk,
    door: &Door,
    market: &dyn Marketplace,
    lane: Lane,
) -> Result<Option<Round>, Problem> {
    let stopped = desk.store.setting(&backfill_setting(door.id()))?.as_deref() == Some(BACKFILL_STOPPED);
    if stopped || door.is_closed() {
        return Ok(None);
    }
    let Some((feed, reach)) = next_of_past(desk, door, market, lane)? else { return Ok(None) };
    show(desk, door, lane, Some(backfill_progress(desk, door, market)?));
    let mut round = reading::older(desk, door, market, feed, reach).await;
    door.note(|live| round.count(&mut live.past, feed, desk.now()));
    round.add_untold(desk, door, market, lane).await;
    finish(desk, door, lane, &round);
    Ok(Some(round))
}

/// The feed of a lane whose past was read least far back, so that all of them go back together. One that failed is left
/// out while it waits.
fn next_of_past<'a>(
    desk: &Desk,
    door: &Door,
    market: &'a dyn Marketplace,
    lane: Lane,
) -> Result<Option<(&'a Feed, Reach)>, Problem> {
    let now = desk.now();
    let live = door.live();
    let waits = |feed: &&Feed| [&live.fresh, &live.past].iter().any(|waits| waits.until(feed.id) > Some(now));
    let mut next: Option<(&Feed, Reach, DateTime<Utc>)> = None;
    for feed in lane.feeds(market).filter(|feed| !waits(feed)) {
        let Some(reach) = reach(feed) else { continue };
        let Some(span) = span::older(reach, &state(desk, door, feed)?, now) else { continue };
        if next.is_none_or(|(_, _, to)| span.to > to) {
            next = Some((feed, reach, span.to));
        }
    }
    Ok(next.map(|(feed, reach, _)| (feed, reach)))
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
