//! Collecting: every list of every account, from where it was left, with an overlap, page by page.

mod lane;
mod past;
mod reading;
mod span;
pub(crate) mod trouble;
mod untold;
mod wait;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::AccountId;
use market::{Feed, FeedInput, Marketplace};
use store::{FeedState, Merged};

use crate::couriers;
use crate::desk::Desk;
use crate::door::{Door, Live};
use crate::engine::Engine;
use crate::view::{Change, Problem, Progress};
use crate::{account, problem};

pub(crate) use lane::{ByLane, Lane};
use span::Reach;
pub(crate) use wait::{LONGEST_WAIT, Waits, after};

/// What a collection brought.
#[derive(Clone, Debug, Default)]
pub struct Round {
    /// What was new.
    pub merged: Merged,
    /// Records that could not be read.
    pub unread: u32,
    /// What went wrong, at most one per feed; the other feeds were read.
    pub problems: Vec<Problem>,
}

impl Engine {
    /// Reads one feed of an account from where it was left, whatever its hour.
    ///
    /// # Errors
    /// When there is no such account or feed, or the account cannot be opened. A failed reading is in the
    /// round's problems.
    pub async fn collect_feed_once(&self, account: &AccountId, feed: &str) -> Result<Round, Problem> {
        let door = self.desk.door(account)?;
        let market = door.market()?;
        let feed = *market
            .feeds()
            .iter()
            .find(|known| known.id.0 == feed)
            .ok_or_else(|| problem::no_such("feed", feed))?;
        Ok(collect_feeds(&self.desk, &door, market, Lane::of(market, &feed), &[feed]).await)
    }

    /// Reads every feed of an account from where it was left, then the past as far back as the first
    /// collection goes, unless the person stopped that.
    ///
    /// # Errors
    /// When there is no such account, or it cannot be opened. Failed readings are in the round's problems.
    pub async fn collect_account(&self, account: &AccountId) -> Result<Round, Problem> {
        let door = self.desk.door(account)?;
        let market = door.market()?;
        let lane = |lane| collect_lane(&self.desk, &door, market, lane);
        let (common, rare) = tokio::join!(lane(Lane::Common), lane(Lane::Rare));
        let mut round = common?;
        round.add(rare?);
        while round.account_wide().is_none()
            && !self.desk.store.untold_orders(account, self.desk.now(), 1)?.is_empty()
        {
            let told = untold::orders(&self.desk, &door, market).await;
            let idle = told.merged.is_empty();
            round.add(told);
            if idle {
                break;
            }
        }
        Ok(round)
    }

    /// Lets an account, or every one, collect now; a first collection that was stopped goes on, and an account
    /// that could not be opened is opened again, since its keychain may have been unlocked meanwhile.
    ///
    /// # Errors
    /// When there is no such account, or the store fails.
    pub async fn collect_now(&self, account: Option<AccountId>) -> Result<(), Problem> {
        let doors = match account {
            Some(account) => vec![self.desk.door(&account)?],
            None => self.desk.doors(),
        };
        let opened = self
            .ask(move |desk| {
                let mut opened = Vec::new();
                for door in doors {
                    desk.store.put_setting(&backfill_setting(door.id()), BACKFILL_ON)?;
                    match door.market() {
                        Ok(_) => {
                            door.note(|live| {
                                Lane::ALL.into_iter().for_each(|lane| *live.at_once.of_mut(lane) = true);
                                live.past.clear();
                            });
                            Lane::ALL.into_iter().for_each(|lane| door.collect.of(lane).notify_one());
                        }
                        Err(_) => opened.push(reopen(desk, &door)),
                    }
                }
                Ok(opened)
            })
            .await?;
        opened.iter().for_each(|door| self.attend(door));
        Ok(())
    }

    /// Stops the first collection of an account after the window it is reading. What was read stays.
    ///
    /// # Errors
    /// When there is no such account, or the store fails.
    pub async fn stop_backfill(&self, account: AccountId) -> Result<(), Problem> {
        self.desk.door(&account)?;
        self.ask(move |desk| Ok(desk.store.put_setting(&backfill_setting(&account), BACKFILL_STOPPED)?)).await
    }
}

/// Opens an account again that could not be opened, in the place of its closed door.
fn reopen(desk: &Desk, door: &Door) -> Arc<Door> {
    let opened = Arc::new(account::open_door(desk, door.account.clone(), Some(Arc::clone(&door.queue))));
    desk.hang(Arc::clone(&opened));
    desk.tell(Change::Health { account: opened.id().clone(), problem: opened.live().problem });
    opened
}

const BACKFILL_ON: &str = "on";
const BACKFILL_STOPPED: &str = "stopped";

/// Under which name it is kept whether an account's first collection was stopped.
fn backfill_setting(account: &AccountId) -> String {
    format!("backfill.{account}")
}

/// The feeds of a lane whose hour has come, in the connector's order: those that cost most when late first.
fn due(desk: &Desk, door: &Door, market: &dyn Marketplace, lane: Lane) -> Result<Vec<Feed>, Problem> {
    let at_once = door.note(|live| std::mem::take(live.at_once.of_mut(lane)));
    let now = desk.now();
    let mut feeds = Vec::new();
    for feed in lane.feeds(market) {
        if at_once || due_at(desk, door, feed)? <= now {
            feeds.push(*feed);
        }
    }
    Ok(feeds)
}

/// When a feed is to be read next: at its hour, or when its wait after a failure is over.
pub(crate) fn due_at(desk: &Desk, door: &Door, feed: &Feed) -> Result<DateTime<Utc>, Problem> {
    if let Some(until) = door.live().fresh.until(feed.id) {
        return Ok(until);
    }
    let every = TimeDelta::from_std(feed.every).unwrap_or(TimeDelta::days(1));
    let last = state(desk, door, feed)?.last_ok_at;
    Ok(last.map_or(DateTime::UNIX_EPOCH, |last| last + every))
}

/// When the next feed of a lane is to be read; `None` for a lane without feeds.
pub(crate) fn next_due(
    desk: &Desk,
    door: &Door,
    market: &dyn Marketplace,
    lane: Lane,
) -> Result<Option<DateTime<Utc>>, Problem> {
    let mut next = None;
    for feed in lane.feeds(market) {
        let at = due_at(desk, door, feed)?;
        next = Some(next.map_or(at, |next: DateTime<Utc>| next.min(at)));
    }
    Ok(next)
}

/// Reads every feed of a lane from where it was left, then its past.
async fn collect_lane(
    desk: &Desk,
    door: &Door,
    market: &dyn Marketplace,
    lane: Lane,
) -> Result<Round, Problem> {
    let feeds: Vec<Feed> = lane.feeds(market).copied().collect();
    let mut round = Round::default();
    if !feeds.is_empty() {
        round = collect_feeds(desk, door, market, lane, &feeds).await;
    }
    while round.account_wide().is_none() {
        let Some(step) = past::step(desk, door, market, lane).await? else { break };
        round.add(step);
    }
    Ok(round)
}

/// Reads feeds of a lane one after the other. A failure that concerns the whole account ends the round, any other only
/// its own feed.
async fn collect_feeds(
    desk: &Desk,
    door: &Door,
    market: &dyn Marketplace,
    lane: Lane,
    feeds: &[Feed],
) -> Round {
    let mut round = Round::default();
    let mut progress =
        Progress { done: 0, total: u32::try_from(feeds.len()).unwrap_or(u32::MAX), backfill: false };
    for feed in feeds {
        show(desk, door, lane, Some(progress));
        let read = reading::fresh(desk, door, market, feed).await;
        let ends_round = read.account_wide().is_some();
        door.note(|live| read.count(&mut live.fresh, feed, desk.now()));
        round.add(read);
        progress.done += 1;
        if ends_round || door.is_closed() {
            break;
        }
    }
    round.add_untold(desk, door, market, lane).await;
    finish(desk, door, lane, &round);
    round
}

/// What a feed of time is asked with.
fn reach(feed: &Feed) -> Option<Reach> {
    match feed.input {
        FeedInput::Time { window, look_back, overlap } => Some(Reach { window, look_back, overlap }),
        FeedInput::OpenClaims { .. } | FeedInput::OpenLines { .. } => None,
    }
}

/// How far a feed has been read.
fn state(desk: &Desk, door: &Door, feed: &Feed) -> Result<FeedState, Problem> {
    let kept = desk.store.feed(door.id(), feed.id.0)?;
    Ok(kept.unwrap_or_else(|| FeedState { feed: feed.id.0.to_owned(), ..FeedState::default() }))
}

/// Shows how far a collection has come.
fn show(desk: &Desk, door: &Door, lane: Lane, progress: Option<Progress>) {
    let progress = door.note(|live| {
        *live.progress.of_mut(lane) = progress;
        live.progress.together()
    });
    desk.tell(Change::Collecting { account: door.id().clone(), progress });
}

/// Tells what a round brought and whether the account's health changed with it.
fn finish(desk: &Desk, door: &Door, lane: Lane, round: &Round) {
    show(desk, door, lane, None);
    if !round.merged.is_empty() {
        desk.tell(Change::Collected {
            account: door.id().clone(),
            new_lines: round.merged.new_lines,
            new_claims: round.merged.new_claims,
        });
    }
    let met = round.account_wide().or_else(|| round.problems.first()).cloned();
    door.note(|live| live.count(lane, round.account_wide()));
    show_health(desk, door, met.or_else(|| standing_problem(desk, door).unwrap_or_else(Some)));
}

/// What keeps some feed of the account from being read, as the file remembers it.
fn standing_problem(desk: &Desk, door: &Door) -> Result<Option<Problem>, Problem> {
    for feed in door.market()?.feeds() {
        let state = state(desk, door, feed)?;
        if let Some(problem) = state.failing_since.and(state.last_error.as_deref()).and_then(trouble::read) {
            return Ok(Some(problem));
        }
    }
    Ok(None)
}

/// Notes what an account met outside its rounds.
pub(crate) fn note_health(desk: &Desk, door: &Door, problem: Problem) {
    if trouble::is_account_wide(problem.code) {
        door.note(|live| Lane::ALL.into_iter().for_each(|lane| live.count(lane, Some(&problem))));
    }
    show_health(desk, door, Some(problem));
}

/// Tells when an account stops, stops for another reason, or works again; a dead account is never silent.
fn show_health(desk: &Desk, door: &Door, problem: Option<Problem>) {
    if door.is_closed() {
        return;
    }
    let changed = door.note(|live| {
        let changed = live.problem.as_ref().map(|old| old.code) != problem.as_ref().map(|new| new.code);
        live.problem.clone_from(&problem);
        changed
    });
    if changed {
        desk.tell(Change::Health { account: door.id().clone(), problem });
    }
}

impl Round {
    /// Takes another round's findings in.
    fn add(&mut self, other: Round) {
        self.merged.add(other.merged);
        self.unread = self.unread.saturating_add(other.unread);
        self.problems.extend(other.problems);
    }

    /// Reads the orders of which its lists told before they themselves, which have no slower pace.
    async fn add_untold(&mut self, desk: &Desk, door: &Door, market: &dyn Marketplace, lane: Lane) {
        if lane == Lane::Common && self.account_wide().is_none() && !door.is_closed() {
            self.add(untold::orders(desk, door, market).await);
        }
    }

    /// What it met that concerns the whole account.
    fn account_wide(&self) -> Option<&Problem> {
        self.problems.iter().find(|problem| trouble::is_account_wide(problem.code))
    }

    /// Counts whether its feed failed by itself.
    fn count(&self, waits: &mut Waits, feed: &Feed, now: DateTime<Utc>) {
        if self.problems.is_empty() {
            waits.read(feed.id);
        } else if self.account_wide().is_none() {
            waits.failed(feed.id, now);
        }
    }
}

impl Live {
    /// Counts a lane's failures in a row that concern the whole account.
    fn count(&mut self, lane: Lane, problem: Option<&Problem>) {
        let wide = problem.is_some_and(|problem| trouble::is_account_wide(problem.code));
        let failures = self.failures.of_mut(lane);
        *failures = if wide { failures.saturating_add(1) } else { 0 };
    }
}

/// One turn of a lane's loop: what is due, then one window of the past.
///
/// Gives whether there is more of the past to read at once.
pub(crate) async fn turn(desk: &Desk, door: &Arc<Door>, lane: Lane) -> Result<bool, Problem> {
    let market = door.market()?;
    let feeds = due(desk, door, market, lane)?;
    if !feeds.is_empty() {
        let round = collect_feeds(desk, door, market, lane, &feeds).await;
        if round.account_wide().is_some() {
            return Ok(false);
        }
        if lane == Lane::Common {
            // Orders are of use without the list, and the sheet in which couriers are chosen asks for it again.
            if let Err(problem) = couriers::learn(door).await {
                tracing::warn!(account = %door.id(), %problem, "the couriers could not be read");
            }
        }
    }
    let step = past::step(desk, door, market, lane).await?;
    Ok(step.is_some_and(|round| round.account_wide().is_none()))
}
