//! `actions`, `action_targets` and `attempts`: the journal's rows. How they move is in the journal itself.

use chrono::{DateTime, Utc};
use domain::{
    AccountId, Action, ActionId, ActionKind, ActionState, ClaimId, LineId, LineResult, OrderId, Outcome,
    Target,
};
use rusqlite::{Connection, OptionalExtension, Params, Row, params};

use crate::{
    StoreError,
    codec::{Json, Moment, Word},
    error::Result,
};

mod sent;

pub(crate) use sent::{Sent, any_on, sent_on_order, was_applied};

/// An action to be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// What is to be written, and on whose behalf.
    pub action: Action,
    /// Names what will be sent.
    pub request_hash: String,
    /// Until when it may be taken back; it leaves then. `None`: it leaves at once.
    pub leaves_at: Option<DateTime<Utc>>,
}

/// One action as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    /// What is written, and on whose behalf.
    pub action: Action,
    /// What kind of write it is.
    pub kind: ActionKind,
    /// Where it stands.
    pub state: ActionState,
    /// The results so far; a target without an answer is absent.
    pub outcomes: Vec<Outcome>,
    /// Names what is sent, so that it can be told whether the same was sent before.
    pub request_hash: String,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// Until when it might be taken back, while it stands queued; `None` for one that leaves, or left, at once.
    pub leaves_at: Option<DateTime<Utc>>,
    /// When it last left.
    pub sent_at: Option<DateTime<Utc>>,
    /// When it was settled.
    pub finished_at: Option<DateTime<Utc>>,
    /// How often it was put back to be sent again.
    pub attempts: u32,
    /// How often the marketplace was read about it without an answer.
    pub checks: u32,
    /// When the marketplace is read about it next.
    pub next_check_at: Option<DateTime<Utc>>,
    /// Why it failed as a whole, or why nobody knows.
    pub error: Option<String>,
    /// The marketplace's number of the call in which it last left, where it told one.
    pub trace: Option<String>,
}

impl JournalEntry {
    /// Whether it may still be taken back: it stands queued and its moment has not come.
    pub fn may_be_undone(&self, at: DateTime<Utc>) -> bool {
        self.state == ActionState::Queued && self.leaves_at.is_some_and(|leaves_at| at < leaves_at)
    }
}

/// What an action is about, as its row stands.
pub(crate) struct TargetRow {
    /// On which order.
    pub(crate) order: OrderId,
    /// What the action was written with.
    pub(crate) target: Target,
    /// The number it has today.
    pub(crate) now: Target,
    /// What is known of it.
    pub(crate) result: Option<LineResult>,
}

/// The newest action on a target, as far as a person should see it.
pub(crate) struct Shown {
    /// What was to be done.
    pub(crate) kind: ActionKind,
    /// Where it stands for this target.
    pub(crate) state: ActionState,
    /// Why it failed.
    pub(crate) message: Option<String>,
    /// When it is looked at next.
    pub(crate) next_check_at: Option<DateTime<Utc>>,
}

/// A target as the columns `on_what` and id.
fn columns(target: &Target) -> (&'static str, &str) {
    match target {
        Target::Line(line) => ("line", line.as_str()),
        Target::Claim(claim) => ("claim", claim.as_str()),
    }
}

/// The target that the columns stand for.
fn target(on_what: &str, id: &str) -> Target {
    if on_what == "line" { Target::Line(LineId::from(id)) } else { Target::Claim(ClaimId::from(id)) }
}

/// An action's row number and state.
pub(crate) fn state(connection: &Connection, action: &ActionId) -> Result<(i64, ActionState)> {
    connection
        .prepare_cached("SELECT number, state FROM actions WHERE id = ?1")?
        .query_row([action.as_str()], |row| Ok((row.get(0)?, row.get::<_, Word<_>>(1)?.0)))
        .optional()?
        .ok_or_else(|| StoreError::NoSuch("action", action.to_string()))
}

/// Writes a new action down, and returns its row number.
pub(crate) fn insert(
    connection: &Connection,
    Intent { action, request_hash, leaves_at }: &Intent,
    kind: ActionKind,
    at: DateTime<Utc>,
) -> Result<i64> {
    let number = connection
        .prepare_cached(
            "INSERT INTO actions (id, account, kind, state, write, request_hash, created_at, leaves_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .insert(params![
            action.id.as_str(),
            action.account.as_str(),
            Word(kind),
            Word(ActionState::Queued),
            Json(&action.write),
            request_hash,
            Moment(at),
            leaves_at.map(Moment),
        ])?;
    Ok(number)
}

/// Writes down what an action is about.
pub(crate) fn insert_target(
    connection: &Connection,
    action: i64,
    position: u32,
    account: &AccountId,
    row: &TargetRow,
) -> Result<()> {
    let ((on_what, named), (_, now)) = (columns(&row.target), columns(&row.now));
    connection
        .prepare_cached(
            "INSERT INTO action_targets (action, position, account, order_id, on_what, target, now)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![action, position, account.as_str(), row.order.as_str(), on_what, named, now])?;
    Ok(())
}

/// The action that is not settled on a target, if there is one.
pub(crate) fn standing_on(
    connection: &Connection,
    account: &AccountId,
    target: &Target,
) -> Result<Option<ActionId>> {
    let (on_what, id) = columns(target);
    let action = connection
        .prepare_cached(
            "SELECT actions.id FROM action_targets JOIN actions ON actions.number = action_targets.action
             WHERE action_targets.account = ?1 AND on_what = ?2 AND now = ?3 AND standing = 1",
        )?
        .query_row([account.as_str(), on_what, id], |row| row.get::<_, Word<_>>(0))
        .optional()?;
    Ok(action.map(|action| action.0))
}

/// What an action is about.
pub(crate) fn targets(connection: &Connection, action: i64) -> Result<Vec<TargetRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT order_id, on_what, target, now, result FROM action_targets WHERE action = ?1 ORDER BY position",
    )?;
    let rows = statement.query_map([action], |row| {
        let on_what: String = row.get(1)?;
        Ok(TargetRow {
            order: row.get::<_, Word<_>>(0)?.0,
            target: target(&on_what, &row.get::<_, String>(2)?),
            now: target(&on_what, &row.get::<_, String>(3)?),
            result: row.get::<_, Option<Json<_>>>(4)?.map(|json| json.0),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes what is known of a target.
pub(crate) fn set_result(connection: &Connection, action: i64, outcome: &Outcome) -> Result<()> {
    let (on_what, id) = columns(&outcome.target);
    connection
        .prepare_cached(
            "UPDATE action_targets SET result = ?4 WHERE action = ?1 AND on_what = ?2 AND target = ?3",
        )?
        .execute(params![action, on_what, id, Json(&outcome.result)])?;
    Ok(())
}

/// Forgets what is known of an action's targets.
pub(crate) fn forget_results(connection: &Connection, action: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE action_targets SET result = NULL WHERE action = ?1")?
        .execute([action])?;
    Ok(())
}

/// Lets the targets of a settled action go.
pub(crate) fn release_targets(connection: &Connection, action: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE action_targets SET standing = 0 WHERE action = ?1")?
        .execute([action])?;
    Ok(())
}

/// Lets a line's actions follow it to another number.
pub(crate) fn rename_line(
    connection: &Connection,
    account: &AccountId,
    old: &LineId,
    new: &LineId,
) -> Result<()> {
    connection.execute(
        "UPDATE action_targets SET now = ?3 WHERE account = ?1 AND on_what = 'line' AND now = ?2",
        [account.as_str(), old.as_str(), new.as_str()],
    )?;
    Ok(())
}

/// Adds a line to the log of what was tried.
pub(crate) fn log(
    connection: &Connection,
    action: i64,
    state: ActionState,
    remark: Option<&str>,
    at: DateTime<Utc>,
) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO attempts (action, at, state, remark) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![action, Moment(at), Word(state), remark])?;
    Ok(())
}

/// Notes the marketplace's number of the call with the newest line of the log.
pub(crate) fn note_trace(connection: &Connection, action: i64, trace: &str) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE attempts SET trace = ?2
             WHERE number = (SELECT max(number) FROM attempts WHERE action = ?1)",
        )?
        .execute(params![action, trace])?;
    Ok(())
}

/// When the newest action that was carried out on a target was answered.
pub(crate) fn last_done_at(
    connection: &Connection,
    account: &AccountId,
    target: &Target,
) -> Result<Option<DateTime<Utc>>> {
    let (on_what, id) = columns(target);
    let at = connection
        .prepare_cached(
            "SELECT max(actions.finished_at) FROM action_targets
             JOIN actions ON actions.number = action_targets.action
             WHERE action_targets.account = ?1 AND on_what = ?2 AND now = ?3 AND actions.state = ?4",
        )?
        .query_row(params![account.as_str(), on_what, id, Word(ActionState::Done)], |row| {
            row.get::<_, Option<Moment>>(0)
        })?;
    Ok(at.map(|at| at.0))
}

/// Whether an action on a target is not settled.
pub(crate) fn is_under_way(connection: &Connection, account: &AccountId, on: &Target) -> Result<bool> {
    let (on_what, id) = columns(on);
    let open = [ActionState::Queued, ActionState::Sending, ActionState::Unknown];
    Ok(connection
        .prepare_cached(
            "SELECT 1 FROM action_targets JOIN actions ON actions.number = action_targets.action
             WHERE action_targets.account = ?1 AND on_what = ?2 AND now = ?3
                 AND state IN (SELECT value FROM json_each(?4))",
        )?
        .exists(params![account.as_str(), on_what, id, Json(open)])?)
}

/// The newest action on a target, unless it was done for this target. One that was taken back left everything as it was,
/// so that what came before it is shown again.
pub(crate) fn newest(connection: &Connection, account: &AccountId, on: &Target) -> Result<Option<Shown>> {
    let (on_what, id) = columns(on);
    Ok(connection
        .prepare_cached(
            "SELECT kind, state, result, error, next_check_at
             FROM action_targets JOIN actions ON actions.number = action_targets.action
             WHERE action_targets.account = ?1 AND on_what = ?2 AND now = ?3 AND state <> ?4
             ORDER BY action_targets.action DESC LIMIT 1",
        )?
        .query_row(params![account.as_str(), on_what, id, Word(ActionState::Undone)], shown)
        .optional()?
        .flatten())
}

/// One row of [`newest`].
fn shown(row: &Row<'_>) -> rusqlite::Result<Option<Shown>> {
    let result = row.get::<_, Option<Json<LineResult>>>(2)?.map(|json| json.0);
    let error: Option<String> = row.get(3)?;
    let (state, message) = match result {
        Some(LineResult::Ok) => return Ok(None),
        Some(LineResult::Failed { message, .. }) => (ActionState::Failed, Some(message)),
        Some(LineResult::Unknown) | None => (row.get::<_, Word<_>>(1)?.0, error),
    };
    Ok(Some(Shown {
        kind: row.get::<_, Word<_>>(0)?.0,
        state,
        message,
        next_check_at: row.get::<_, Option<Moment>>(4)?.map(|moment| moment.0),
    }))
}

/// The row numbers of the newest actions in each of these states, at most `limit` of each.
pub(crate) fn newest_in(connection: &Connection, states: &[ActionState], limit: u32) -> Result<Vec<i64>> {
    let mut statement = connection
        .prepare_cached("SELECT number FROM actions WHERE state = ?1 ORDER BY number DESC LIMIT ?2")?;
    let mut numbers = Vec::new();
    for state in states {
        let mut rows = statement.query(params![Word(state), limit])?;
        while let Some(row) = rows.next()? {
            numbers.push(row.get(0)?);
        }
    }
    Ok(numbers)
}

/// Actions by a condition that begins behind `FROM actions`.
pub(crate) fn entries(
    connection: &Connection,
    condition: &str,
    values: impl Params,
) -> Result<Vec<JournalEntry>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT number, id, account, write, kind, state, request_hash, created_at, sent_at, finished_at,
             attempts, checks, next_check_at, error,
             (SELECT trace FROM attempts WHERE action = actions.number AND trace IS NOT NULL
              ORDER BY attempts.number DESC LIMIT 1),
             leaves_at
         FROM actions {condition}"
    ))?;
    let mut entries = Vec::new();
    let mut rows = statement.query(values)?;
    while let Some(row) = rows.next()? {
        let mut found = entry(row)?;
        let answered = |target: TargetRow| Some(Outcome { target: target.target, result: target.result? });
        found.outcomes = targets(connection, row.get(0)?)?.into_iter().filter_map(answered).collect();
        entries.push(found);
    }
    Ok(entries)
}

/// One row of [`entries`], without its outcomes.
fn entry(row: &Row<'_>) -> rusqlite::Result<JournalEntry> {
    let moment =
        |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<Moment>>(column)?.map(|moment| moment.0));
    Ok(JournalEntry {
        action: Action {
            id: row.get::<_, Word<_>>(1)?.0,
            account: row.get::<_, Word<_>>(2)?.0,
            write: row.get::<_, Json<_>>(3)?.0,
        },
        kind: row.get::<_, Word<_>>(4)?.0,
        state: row.get::<_, Word<_>>(5)?.0,
        outcomes: Vec::new(),
        request_hash: row.get(6)?,
        created_at: row.get::<_, Moment>(7)?.0,
        leaves_at: moment(15)?,
        sent_at: moment(8)?,
        finished_at: moment(9)?,
        attempts: row.get(10)?,
        checks: row.get(11)?,
        next_check_at: moment(12)?,
        error: row.get(13)?,
        trace: row.get(14)?,
    })
}
