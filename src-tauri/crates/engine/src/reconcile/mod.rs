//! What became of an action whose answer never came: the marketplace is read and decides.
//!
//! That it was carried out is believed as soon as a reading shows it. That it was not is believed only after
//! the time in which a reading may still show the old state; then it is queued again, once.

mod by_hand;
mod evidence;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{ActionId, ActionState, ClaimVerb, LineResult, Outcome, Target, Write};
use market::{Limits, Marketplace};
use store::JournalEntry;

use crate::act::settles_after;
use crate::after;
use crate::collect::note_health;
use crate::desk::Desk;
use crate::door::Door;
use crate::engine::Engine;
use crate::hold::Hold;
use crate::look::Look;
use crate::problem;
use crate::view::Problem;

pub(crate) use by_hand::by_hand_at;
use evidence::Finding;

/// How long to wait after each reading that did not decide, in seconds; the last one repeats.
const WAITS: [i64; 7] = [5, 10, 30, 60, 300, 900, 1800];
/// How often an action is queued again after a reading showed that it was not carried out.
const RESENDS: u32 = 1;

/// What a reading came to.
enum Verdict {
    /// Every target has its result.
    Settled(Vec<Outcome>),
    /// Nothing at all was carried out, and the time in which that could be an old picture is over.
    SendAgain,
    /// Not known yet.
    Open,
}

impl Engine {
    /// Sends what is queued, reads what is unknown and due, and sends again what that showed to be missing:
    /// for every account, once, without the background loops.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn run_due(&self) -> Result<(), Problem> {
        for door in self.desk.doors() {
            crate::schedule::act_once(&self.desk, &door).await?;
        }
        Ok(())
    }

    /// Reads the marketplace about an unknown action now instead of at its hour.
    ///
    /// # Errors
    /// When there is no such action, its account cannot be opened, or the marketplace cannot be read.
    pub async fn check_now(&self, action: ActionId) -> Result<(), Problem> {
        let entry =
            self.desk.store.entry(&action)?.ok_or_else(|| problem::no_such("action", action.as_str()))?;
        let door = self.desk.door(&entry.action.account)?;
        check(&self.desk, &door, &action).await?;
        door.send.notify_one();
        Ok(())
    }
}

/// Reads about every unknown action of an account whose hour has come; gives how many were queued again.
pub(crate) async fn run_due(desk: &Desk, door: &Door) -> Result<u32, Problem> {
    let mut queued = 0;
    for entry in desk.store.due_checks(desk.now())? {
        if entry.action.account != *door.id() || door.is_closed() {
            continue;
        }
        match check(desk, door, &entry.action.id).await {
            Ok(again) => queued += u32::from(again),
            Err(problem) => {
                tracing::warn!(action = %entry.action.id, %problem, "could not be checked");
                put_off(desk, door, &entry).await?;
                note_health(desk, door, problem);
            }
        }
    }
    Ok(queued)
}

/// Puts a check that failed off; a person's own check may have settled the action meanwhile.
async fn put_off(desk: &Desk, door: &Door, entry: &JournalEntry) -> Result<(), Problem> {
    let id = &entry.action.id;
    let _turn = door.queue.lock().await;
    if desk.store.entry(id)?.is_some_and(|now| now.state == ActionState::Unknown) {
        desk.store.checked(id, next_check(entry, None, desk.now()), desk.now())?;
    }
    Ok(())
}

/// Reads about one action; gives whether it was queued again.
async fn check(desk: &Desk, door: &Door, id: &ActionId) -> Result<bool, Problem> {
    let market = door.market()?;
    let _turn = door.queue.lock().await;
    let Some(entry) = desk.store.entry(id)?.filter(|entry| entry.state == ActionState::Unknown) else {
        return Ok(false);
    };
    let asked_at = desk.now();
    let believed_at = believed_at(&entry, &market.capabilities().limits);
    let findings = evidence::find(Look { desk, door, market }, &entry, &open_targets(&entry)).await?;
    match decide(&entry, &findings, asked_at >= believed_at) {
        Verdict::Settled(outcomes) => {
            desk.store.settle(id, &outcomes, None, None, desk.now())?;
            if tells_more(&entry, market) {
                after::follow(Look { desk, door, market }, &entry.action.write, &outcomes).await;
            }
        }
        Verdict::SendAgain => desk.store.requeue(id, desk.now())?,
        Verdict::Open => {
            desk.store.checked(id, next_check(&entry, Some(believed_at), asked_at), desk.now())?
        }
    }
    desk.tell_action(id)?;
    Ok(desk.store.entry(id)?.is_some_and(|entry| entry.state == ActionState::Queued))
}

/// Whether more follows from a result: a claim's end may have been left out until it was known what became of this
/// refusal, and an answered report waits no more.
fn tells_more(entry: &JournalEntry, market: &dyn Marketplace) -> bool {
    match &entry.action.write {
        Write::Claim { act, .. } if act.verb() == ClaimVerb::Refuse => !market.capabilities().tells_who_ended,
        write => matches!(write, Write::AnswerUndelivered { .. }),
    }
}

/// From when on a reading that shows nothing is believed.
pub(crate) fn believed_at(entry: &JournalEntry, limits: &Limits) -> DateTime<Utc> {
    entry.sent_at.unwrap_or(entry.created_at) + settles_after(limits, &entry.action.write)
}

/// The targets without a result.
fn open_targets(entry: &JournalEntry) -> Vec<Target> {
    let answered = |target: &Target| {
        entry
            .outcomes
            .iter()
            .any(|outcome| outcome.target == *target && outcome.result != LineResult::Unknown)
    };
    entry.action.write.targets().into_iter().filter(|target| !answered(target)).collect()
}

/// What the findings come to. `believed` says that "not carried out" can no longer be an old picture.
fn decide(entry: &JournalEntry, findings: &[(Target, Finding)], believed: bool) -> Verdict {
    let missing = |finding: &Finding| *finding == Finding::NotApplied;
    if findings.iter().any(|(_, finding)| *finding == Finding::Unclear || (missing(finding) && !believed)) {
        return Verdict::Open;
    }
    let nothing = findings.len() == entry.action.write.targets().len()
        && findings.iter().all(|(_, finding)| missing(finding));
    if nothing && entry.attempts < RESENDS && evidence::may_be_sent_again(&entry.action.write) {
        return Verdict::SendAgain;
    }
    let answered = entry.outcomes.iter().filter(|outcome| outcome.result != LineResult::Unknown).cloned();
    let found = findings.iter().map(|(target, finding)| match finding {
        Finding::Applied => Outcome::ok(target.clone()),
        Finding::Ended(hold) => hold.outcome(target.clone()),
        Finding::NotApplied | Finding::Unclear => Hold::NotApplied.outcome(target.clone()),
    });
    Verdict::Settled(answered.chain(found).collect())
}

/// When an action is read about next: later each time, but at the moment from which a reading decides.
fn next_check(entry: &JournalEntry, believed_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> DateTime<Utc> {
    let place = usize::try_from(entry.checks).unwrap_or(usize::MAX).min(WAITS.len() - 1);
    let next = now + TimeDelta::seconds(WAITS[place]);
    believed_at.filter(|at| *at > now).map_or(next, |at| at.min(next))
}
