//! The journal: every write to a marketplace is written down before it is sent, and moves only as
//! [`ActionState::may_become`] allows. Each move is one transaction with its results, its event and its log.

mod reading;
mod undo;

use chrono::{DateTime, Utc};
use domain::{
    AccountId, Action, ActionId, ActionKind, ActionState, Event, EventKind, EventSource, LineResult, Outcome,
    Target, Write,
};
use rusqlite::{Transaction, params};

pub use undo::{Leaving, Undone};

use crate::{
    Store, StoreError,
    codec::{Moment, Word},
    error::Result,
    table::{
        account,
        action::{self, Intent, TargetRow},
        event, former_line, line,
    },
};

impl Store {
    /// Writes actions down as queued, all or none.
    ///
    /// # Errors
    /// [`StoreError::UnderWay`] when an action that is not settled stands on one of the targets,
    /// [`StoreError::NoSuch`] for an account or line that is not here or a verb the claim's kind does not
    /// have; when the file cannot be written.
    pub fn enqueue(&self, intents: &[Intent], at: DateTime<Utc>) -> Result<()> {
        self.write(|transaction| intents.iter().try_for_each(|intent| enqueue(transaction, intent, at)))
    }

    /// `Queued → Sending`, whether or not its moment has come: whoever sends looks at that. When it returns, the move
    /// is on the disk: what comes back after a crash as `Sending` may have left, what comes back as `Queued` did not.
    ///
    /// # Errors
    /// [`StoreError::IllegalMove`], [`StoreError::NoSuch`]; when the file cannot be written, and then
    /// nothing may be sent.
    pub fn begin(&self, action: &ActionId, at: DateTime<Utc>) -> Result<()> {
        self.write_durably(|transaction| {
            let entry = move_to(transaction, action, ActionState::Sending)?;
            transaction
                .execute("UPDATE actions SET sent_at = ?2 WHERE number = ?1", params![entry, Moment(at)])?;
            moved(transaction, action, entry, None, at)
        })
    }

    /// Notes the marketplace's number of the call in which an action left, for its support.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`]; when the file cannot be written.
    pub fn note_trace(&self, action: &ActionId, trace: &str) -> Result<()> {
        self.write(|transaction| {
            let (number, _) = action::state(transaction, action)?;
            action::note_trace(transaction, number, trace)
        })
    }

    /// Notes results, and moves the action to what all of its results amount to. What was known before stays
    /// known; a target for which others have results and it has none is unknown; no results at all mean
    /// that the whole action was refused, for the reason `error`. With results that are ok, `error` says who found
    /// them so.
    ///
    /// # Errors
    /// [`StoreError::IllegalMove`] for an action that is neither sending nor unknown,
    /// [`StoreError::NoSuch`] for a target that is not the action's; when the file cannot be written.
    pub fn settle(
        &self,
        action: &ActionId,
        outcomes: &[Outcome],
        error: Option<&str>,
        next_check_at: Option<DateTime<Utc>>,
        at: DateTime<Utc>,
    ) -> Result<ActionState> {
        self.write(|transaction| {
            let (number, from) = action::state(transaction, action)?;
            let to = ActionState::of(&note_results(transaction, number, outcomes)?);
            match (from, to) {
                // What was never sent has no results: it is abandoned.
                (ActionState::Queued, _) => {
                    return Err(StoreError::IllegalMove { action: action.clone(), from, to });
                }
                (ActionState::Unknown, ActionState::Unknown) => {}
                _ => {
                    move_to(transaction, action, to)?;
                }
            }
            let unknown = to == ActionState::Unknown;
            transaction.execute(
                "UPDATE actions SET error = ?2, next_check_at = ?3, finished_at = ?4 WHERE number = ?1",
                params![
                    number,
                    error,
                    next_check_at.filter(|_| unknown).map(Moment),
                    (!unknown).then_some(Moment(at)),
                ],
            )?;
            moved(transaction, action, number, error, at)?;
            Ok(to)
        })
    }

    /// Notes that the marketplace was read and the result is still unknown.
    ///
    /// # Errors
    /// [`StoreError::IllegalMove`] for an action that is not unknown, [`StoreError::NoSuch`]; when the file
    /// cannot be written.
    pub fn checked(&self, action: &ActionId, next_check_at: DateTime<Utc>, at: DateTime<Utc>) -> Result<()> {
        let to = ActionState::Unknown;
        self.write(|transaction| {
            let (number, from) = action::state(transaction, action)?;
            if from != to {
                return Err(StoreError::IllegalMove { action: action.clone(), from, to });
            }
            transaction.execute(
                "UPDATE actions SET checks = checks + 1, next_check_at = ?2 WHERE number = ?1",
                params![number, Moment(next_check_at)],
            )?;
            action::log(transaction, number, to, Some("checked"), at)
        })
    }

    /// `Unknown → Queued`, only after the marketplace was read and showed that nothing was applied. Earlier
    /// results are forgotten: once it is sent again they say nothing of what became of it. It leaves at once: its time
    /// to be taken back was over when it left first.
    ///
    /// # Errors
    /// [`StoreError::IllegalMove`], also when one of its targets is known to be done: it would be done
    /// twice. [`StoreError::NoSuch`]; when the file cannot be written.
    pub fn requeue(&self, action: &ActionId, at: DateTime<Utc>) -> Result<()> {
        self.write(|transaction| {
            let (number, from) = action::state(transaction, action)?;
            let targets = action::targets(transaction, number)?;
            if targets.iter().any(|row| row.result == Some(LineResult::Ok)) {
                let to = ActionState::Queued;
                return Err(StoreError::IllegalMove { action: action.clone(), from, to });
            }
            move_to(transaction, action, ActionState::Queued)?;
            transaction.execute(
                "UPDATE actions SET attempts = attempts + 1, next_check_at = NULL, error = NULL, leaves_at = NULL WHERE number = ?1",
                [number],
            )?;
            action::forget_results(transaction, number)?;
            moved(transaction, action, number, None, at)
        })
    }

    /// `Queued → Failed`: it was never sent. When it returns, it is on the disk, so that it is not sent after a crash.
    ///
    /// # Errors
    /// [`StoreError::IllegalMove`] for an action that is not queued, [`StoreError::NoSuch`]; when the file
    /// cannot be written.
    pub fn abandon(&self, action: &ActionId, error: &str, at: DateTime<Utc>) -> Result<()> {
        self.write_durably(|transaction| {
            let (number, from) = action::state(transaction, action)?;
            if from != ActionState::Queued {
                let to = ActionState::Failed;
                return Err(StoreError::IllegalMove { action: action.clone(), from, to });
            }
            move_to(transaction, action, ActionState::Failed)?;
            transaction.execute(
                "UPDATE actions SET error = ?2, finished_at = ?3 WHERE number = ?1",
                params![number, error, Moment(at)],
            )?;
            moved(transaction, action, number, Some(error), at)
        })
    }

    /// At start: every `Sending → Unknown`, to be checked at once. Returns them, the oldest first.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn recover(&self, at: DateTime<Utc>) -> Result<Vec<ActionId>> {
        self.write(|transaction| {
            let sending = reading::in_states(transaction, &[ActionState::Sending])?;
            let ids: Vec<ActionId> = sending.into_iter().map(|entry| entry.action.id).collect();
            for id in &ids {
                let number = move_to(transaction, id, ActionState::Unknown)?;
                transaction.execute(
                    "UPDATE actions SET next_check_at = ?2 WHERE number = ?1",
                    params![number, Moment(at)],
                )?;
                moved(transaction, id, number, None, at)?;
            }
            Ok(ids)
        })
    }
}

/// Writes one action down.
fn enqueue(transaction: &Transaction<'_>, intent: &Intent, at: DateTime<Utc>) -> Result<()> {
    let action = &intent.action;
    account::require(transaction, &action.account)?;
    let kind =
        action.write.kind().ok_or_else(|| StoreError::NoSuch("verb of this claim", action.id.to_string()))?;
    let number = action::insert(transaction, intent, kind, at)?;
    let mut targets = action.write.targets();
    targets.sort_unstable();
    targets.dedup();
    for (position, target) in (0..).zip(targets) {
        let row = place_target(transaction, action, target)?;
        if let Some(standing) = action::standing_on(transaction, &action.account, &row.now)? {
            return Err(StoreError::UnderWay { target: row.target, action: standing });
        }
        action::insert_target(transaction, number, position, &action.account, &row)?;
    }
    moved(transaction, &action.id, number, None, at)
}

/// Finds the order of a target, and the number that it has today.
fn place_target(transaction: &Transaction<'_>, action: &Action, target: Target) -> Result<TargetRow> {
    let account = &action.account;
    let (now, order) = match (&target, &action.write) {
        (Target::Line(named), _) => {
            let today = former_line::today(transaction, account, named)?.unwrap_or_else(|| named.clone());
            let order = line::order_of(transaction, account, &today)?
                .ok_or_else(|| StoreError::NoSuch("line", named.to_string()))?;
            (Target::Line(today), order)
        }
        (Target::Claim(_), Write::Claim { order, .. }) => (target.clone(), order.clone()),
        (Target::Claim(claim), _) => return Err(StoreError::NoSuch("claim", claim.to_string())),
    };
    Ok(TargetRow { order, target, now, result: None })
}

/// Moves an action if that is allowed, and returns its row number.
fn move_to(transaction: &Transaction<'_>, action: &ActionId, to: ActionState) -> Result<i64> {
    let (number, from) = action::state(transaction, action)?;
    if !from.may_become(to) {
        return Err(StoreError::IllegalMove { action: action.clone(), from, to });
    }
    transaction
        .prepare_cached("UPDATE actions SET state = ?2 WHERE number = ?1")?
        .execute(params![number, Word(to)])?;
    if matches!(to, ActionState::Done | ActionState::Failed | ActionState::Undone) {
        action::release_targets(transaction, number)?;
    }
    Ok(number)
}

/// Notes results, and returns all that is known of the action's targets now.
fn note_results(transaction: &Transaction<'_>, number: i64, outcomes: &[Outcome]) -> Result<Vec<Outcome>> {
    let targets = action::targets(transaction, number)?;
    if let Some(stray) =
        outcomes.iter().find(|outcome| targets.iter().all(|row| row.target != outcome.target))
    {
        return Err(StoreError::NoSuch("target of this action", format!("{:?}", stray.target)));
    }
    let nothing = outcomes.is_empty() && targets.iter().all(|row| row.result.is_none());
    if nothing {
        return Ok(Vec::new());
    }
    let mut known = Vec::new();
    for row in targets {
        let told = outcomes.iter().find(|outcome| outcome.target == row.target);
        let outcome = match (told.map(|told| &told.result), row.result) {
            (None | Some(LineResult::Unknown), Some(result)) => Outcome { target: row.target, result },
            (Some(result), _) => Outcome { target: row.target, result: result.clone() },
            (None, None) => Outcome::unknown(row.target),
        };
        action::set_result(transaction, number, &outcome)?;
        known.push(outcome);
    }
    Ok(known)
}

/// Does what follows from a move: the log, an event for each target, what the lines show.
fn moved(
    transaction: &Transaction<'_>,
    id: &ActionId,
    number: i64,
    remark: Option<&str>,
    at: DateTime<Utc>,
) -> Result<()> {
    let (kind, state, account) = transaction
        .prepare_cached("SELECT kind, state, account FROM actions WHERE number = ?1")?
        .query_row([number], |row| {
            let words = (row.get::<_, Word<ActionKind>>(0)?, row.get::<_, Word<ActionState>>(1)?);
            Ok((words.0.0, words.1.0, row.get::<_, Word<AccountId>>(2)?.0))
        })?;
    action::log(transaction, number, state, remark, at)?;
    for row in action::targets(transaction, number)? {
        let event = about_target(&account, id, kind, state, &row, remark, at);
        event::append(transaction, &event.into_iter().collect::<Vec<_>>())?;
        if let Target::Line(line) = &row.now {
            let shown = action::newest(transaction, &account, &row.now)?;
            line::set_action(transaction, &account, line, shown.map(|shown| (shown.kind, shown.state)))?;
        }
    }
    Ok(())
}

/// The event of a move for one target; that an action leaves is no event, what comes of it is.
fn about_target(
    account: &AccountId,
    action: &ActionId,
    kind: ActionKind,
    state: ActionState,
    row: &TargetRow,
    remark: Option<&str>,
    at: DateTime<Utc>,
) -> Option<Event> {
    let (state, message) = match (state, &row.result) {
        (ActionState::Sending, _) => return None,
        (ActionState::Queued, _) => (ActionState::Queued, None),
        (_, Some(LineResult::Ok)) => (ActionState::Done, remark.map(str::to_owned)),
        (_, Some(LineResult::Failed { message, .. })) => (ActionState::Failed, Some(message.clone())),
        (state, Some(LineResult::Unknown) | None) => (state, remark.map(str::to_owned)),
    };
    let (line, claim) = match &row.now {
        Target::Line(line) => (Some(line.clone()), None),
        Target::Claim(claim) => (None, Some(claim.clone())),
    };
    let kind = EventKind::ActionMoved { action: action.clone(), kind, state, message };
    Some(Event {
        account: account.clone(),
        order: row.order.clone(),
        line,
        claim,
        at,
        source: EventSource::Us,
        kind,
    })
}
