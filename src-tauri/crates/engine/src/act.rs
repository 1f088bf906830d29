//! Sending: look, write down that it leaves, send, write down what came of it.
//!
//! Between those steps the process may end at any moment. Before [`store::Store::begin`] returns nothing has
//! left; after it only a reading of the marketplace may decide what became of the action.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{ActionId, ActionState, LineResult, Marketplace, OrderId, Outcome, Sentence, Target, Write};
use market::{Limits, MarketError, Persistence};
use store::{JournalEntry, StoreError};

use crate::desk::Desk;
use crate::door::Door;
use crate::guard;
use crate::hold::Hold;
use crate::look::Look;
use crate::run::{self, Run};
use crate::view::Problem;
use crate::{after, collect, problem, remedy, words};

/// How soon an unknown outcome is read the first time; it may well show already.
const FIRST_CHECK: TimeDelta = TimeDelta::seconds(5);

/// What the journal says of an action that another one made needless.
const ALONG: Sentence = Sentence::fixed(
    "같은 묶음의 다른 상품과 함께 처리되어 따로 보내지 않았습니다.",
    "It was done along with another line of its parcel, so nothing was sent for it.",
);

/// Sends what stands queued for an account, in the order in which it was pressed; what may still be taken back stays.
pub(crate) async fn send_queued(desk: &Desk, door: &Door) -> Result<(), Problem> {
    let now = desk.now();
    let ours = |entry: &JournalEntry| entry.action.account == *door.id() && is_due(entry, now);
    let queued = desk.store.unsettled()?.into_iter().filter(ours).collect();
    for entries in run::runs(door, queued) {
        let run = Run::of(desk, door, &entries)?;
        for entry in entries {
            if !door.is_closed() {
                send(desk, door, &entry.action.id, &run).await?;
            }
        }
        run.finish(desk, door).await;
    }
    Ok(())
}

/// Whether an action stands queued and nobody may take it back any more.
fn is_due(entry: &JournalEntry, now: DateTime<Utc>) -> bool {
    entry.state == ActionState::Queued && !entry.may_be_undone(now)
}

/// When the next action of an account that may still be taken back leaves.
///
/// # Errors
/// When the store fails.
pub(crate) fn next_leave(desk: &Desk, door: &Door) -> Result<Option<DateTime<Utc>>, Problem> {
    let waiting = desk.store.waiting(desk.now())?;
    let ours = waiting.iter().filter(|entry| entry.action.account == *door.id());
    Ok(ours.filter_map(|entry| entry.leaves_at).min())
}

/// Marks as unknown what a sender of this process left on its way when it broke. A sender holds the queue from
/// before an action leaves until it is settled, so whoever holds the queue and finds one sending found it left.
pub(crate) async fn pick_up_stranded(desk: &Desk, door: &Door) -> Result<(), Problem> {
    let stranded =
        |entry: &JournalEntry| entry.action.account == *door.id() && entry.state == ActionState::Sending;
    if !desk.store.unsettled()?.iter().any(stranded) {
        return Ok(());
    }
    let _turn = door.queue.lock().await;
    for entry in desk.store.unsettled()?.iter().filter(|entry| stranded(entry)) {
        let outcomes: Vec<Outcome> = entry.action.write.targets().into_iter().map(Outcome::unknown).collect();
        desk.store.settle(&entry.action.id, &outcomes, None, Some(desk.now()), desk.now())?;
        desk.tell_action(&entry.action.id)?;
    }
    Ok(())
}

/// Sends one queued action; one that is no longer queued is left alone.
async fn send(desk: &Desk, door: &Door, id: &ActionId, run: &Run) -> Result<(), Problem> {
    let market = match door.market() {
        Ok(market) => market,
        Err(problem) => return abandon(desk, id, &problem),
    };
    let _turn = door.queue.lock().await;
    // The door may have been replaced while this waited; what stands queued is the new one's to send.
    if door.is_closed() {
        return Ok(());
    }
    let now = desk.now();
    let Some(entry) = desk.store.entry(id)?.filter(|entry| is_due(entry, now)) else { return Ok(()) };
    let look = Look { desk, door, market };
    let cleared = match guard::clear(look, run, &entry.action.write).await {
        Ok(cleared) => cleared,
        Err(problem) => {
            note_trouble(desk, door, &problem);
            return abandon(desk, id, &problem);
        }
    };
    look_for_claims(look, &cleared.held).await;
    match cleared.write {
        None if cleared.held.iter().any(|outcome| outcome.result == LineResult::Ok) => {
            went_along(desk, id, &cleared.held)
        }
        None => {
            let marketplace = door.account.marketplace;
            let reason = cleared.held.first().map(|held| held_because(held, marketplace)).unwrap_or_default();
            give_up(desk, id, &reason)
        }
        Some(write) => deliver(look, run, &entry, &write, cleared.held).await,
    }
}

/// Settles an action that is done without having been sent: another one took its lines along.
fn went_along(desk: &Desk, id: &ActionId, outcomes: &[Outcome]) -> Result<(), Problem> {
    let now = desk.now();
    if in_time(desk.store.begin(id, now))? {
        desk.store.settle(id, outcomes, Some(&words::kept(&ALONG)), None, now)?;
        desk.tell_action(id)?;
    }
    Ok(())
}

/// Whether a move came before the person took the action back, as may happen while the marketplace is read: what was
/// taken back is left alone.
fn in_time(moved: Result<(), StoreError>) -> Result<bool, Problem> {
    match moved {
        Ok(()) => Ok(true),
        Err(StoreError::IllegalMove { from: ActionState::Undone, .. }) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Lets a write leave and settles what came of it.
async fn deliver(
    look: Look<'_>,
    run: &Run,
    entry: &JournalEntry,
    write: &Write,
    held: Vec<Outcome>,
) -> Result<(), Problem> {
    let Look { desk, door, market } = look;
    let id = &entry.action.id;
    let sent_at = desk.now();
    if !in_time(desk.store.begin(id, sent_at))? {
        return Ok(());
    }
    desk.tell_action(id)?;
    let answer = market.act(write).await;
    note_trace(look, id, answer.as_ref().map(drop));
    let (mut outcomes, problem) = match answer {
        Ok(given) => (one_each(write, given), None),
        Err(error) => {
            let problem = problem::of_market(&error, &door.account);
            note_trouble(desk, door, &problem);
            (failed_as(write, &error), Some(problem))
        }
    };
    outcomes.extend(held);
    let error = problem.as_ref().map(kept);
    let limits = &market.capabilities().limits;
    let check = first_check(limits, write, sent_at, desk.now());
    let unknown = ActionState::of(&outcomes) == ActionState::Unknown;
    let state = desk.store.settle(id, &outcomes, error.as_deref(), unknown.then_some(check), desk.now())?;
    desk.tell_action(id)?;
    if state == ActionState::Done && !run.put_off(look, write)? {
        after::follow(look, write, &outcomes).await;
    }
    Ok(())
}

/// Notes the marketplace's number of the call for its support; it decides nothing, so a failure is only logged.
fn note_trace(look: Look<'_>, id: &ActionId, answer: Result<(), &MarketError>) {
    let trace = match answer {
        Ok(()) => look.market.health().last_trace,
        Err(error) => error.trace.clone(),
    };
    let noted = trace.map_or(Ok(()), |trace| look.desk.store.note_trace(id, &trace));
    if let Err(error) = noted {
        tracing::warn!(action = %id, %error, "could not note the number of a call");
    }
}

/// Reads the claims of orders that the marketplace no longer shows, so that the person sees why: what is
/// cancelled whole vanishes from the orders and stands in the claims alone. It decides nothing, so a failure is
/// only logged.
async fn look_for_claims(look: Look<'_>, held: &[Outcome]) {
    let read = async {
        for order in gone(look, held)? {
            look.claims(std::slice::from_ref(&order)).await?;
        }
        Ok::<_, Problem>(())
    };
    if let Err(problem) = read.await {
        tracing::warn!(account = %look.door.id(), %problem, "could not read why an order is gone");
    }
}

/// The orders of the lines that the marketplace no longer shows.
fn gone(look: Look<'_>, held: &[Outcome]) -> Result<BTreeSet<OrderId>, Problem> {
    let mut orders = BTreeSet::new();
    for outcome in held {
        if let (Target::Line(line), LineResult::Failed { code, .. }) = (&outcome.target, &outcome.result)
            && code == Hold::Gone.code()
        {
            orders.extend(look.desk.store.line(look.door.id(), line)?.map(|line| line.order));
        }
    }
    Ok(orders)
}

/// Gives up an action that never left.
fn abandon(desk: &Desk, id: &ActionId, problem: &Problem) -> Result<(), Problem> {
    give_up(desk, id, &kept(problem))
}

/// A problem as the journal keeps it.
fn kept(problem: &Problem) -> String {
    words::kept_with(words::of_problem(problem), problem.remedy.clone())
}

/// Ends an action that never left, with the reason.
fn give_up(desk: &Desk, id: &ActionId, reason: &str) -> Result<(), Problem> {
    if in_time(desk.store.abandon(id, reason, desk.now()))? {
        desk.tell_action(id)?;
    }
    Ok(())
}

/// Why a whole action was held, as the journal keeps it.
fn held_because(outcome: &Outcome, marketplace: Marketplace) -> String {
    match &outcome.result {
        LineResult::Failed { code, .. } => {
            words::kept_with(words::told(code), remedy::of_outcome(outcome, marketplace))
        }
        LineResult::Ok | LineResult::Unknown => String::new(),
    }
}

/// What met an action and concerns the whole account is shown as the account's trouble.
fn note_trouble(desk: &Desk, door: &Door, problem: &Problem) {
    if collect::trouble::is_account_wide(problem.code) {
        collect::note_health(desk, door, problem.clone());
    }
}

/// Exactly one result per target: one that the marketplace left out is not known, and one that nobody asked
/// for is dropped.
fn one_each(write: &Write, given: Vec<Outcome>) -> Vec<Outcome> {
    write
        .targets()
        .into_iter()
        .map(|target| {
            let answer = given.iter().find(|outcome| outcome.target == target).cloned();
            answer.unwrap_or_else(|| Outcome::unknown(target))
        })
        .collect()
}

/// What a failed request means for each target: refused, refused for now, or not known.
fn failed_as(write: &Write, error: &MarketError) -> Vec<Outcome> {
    let code = if error.code.is_empty() { format!("{:?}", error.kind) } else { error.code.clone() };
    let result = |target: Target| match error.persistence {
        Persistence::Unknown => Outcome::unknown(target),
        Persistence::Permanent => Outcome::failed(target, &code, &error.message, false),
        Persistence::Temporary => Outcome::failed(target, &code, &error.message, true),
    };
    write.targets().into_iter().map(result).collect()
}

/// How long after a write a reading may still show the old state.
pub(crate) fn settles_after(limits: &Limits, write: &Write) -> TimeDelta {
    let after = match write {
        Write::Confirm { .. } => limits.confirm_settles_after,
        _ => limits.settles_after,
    };
    TimeDelta::from_std(after).unwrap_or(TimeDelta::days(1))
}

/// When an unknown outcome is read first.
fn first_check(limits: &Limits, write: &Write, sent_at: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    (sent_at + settles_after(limits, write)).min(now + FIRST_CHECK).max(now)
}
