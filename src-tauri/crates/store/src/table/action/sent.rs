//! What was done to a target or an order: the causes of what a marketplace tells later.

use chrono::{DateTime, Utc};
use domain::{AccountId, ActionKind, ActionState, LineResult, OrderId, Target};
use rusqlite::{Connection, params};

use super::{columns, target};
use crate::{
    codec::{Json, Moment, Word},
    error::Result,
};

/// Whether an action of one of these kinds was carried out on a target; `None` while one has left and nobody knows
/// what became of it.
pub(crate) fn was_applied(
    connection: &Connection,
    account: &AccountId,
    on: &Target,
    kinds: &[ActionKind],
) -> Result<Option<bool>> {
    let (on_what, id) = columns(on);
    let mut statement = connection.prepare_cached(
        "SELECT state, result FROM action_targets JOIN actions ON actions.number = action_targets.action
         WHERE action_targets.account = ?1 AND on_what = ?2 AND now = ?3
             AND kind IN (SELECT value FROM json_each(?4))",
    )?;
    let mut rows = statement.query(params![account.as_str(), on_what, id, Json(kinds)])?;
    let mut open = false;
    while let Some(row) = rows.next()? {
        let state: ActionState = row.get::<_, Word<_>>(0)?.0;
        match row.get::<_, Option<Json<LineResult>>>(1)?.map(|json| json.0) {
            Some(LineResult::Ok) => return Ok(Some(true)),
            Some(LineResult::Failed { .. }) => {}
            Some(LineResult::Unknown) | None => {
                open |= matches!(state, ActionState::Sending | ActionState::Unknown);
            }
        }
    }
    Ok((!open).then_some(false))
}

/// Whether an action of one of these kinds stands in one of these states on a target.
pub(crate) fn any_on(
    connection: &Connection,
    account: &AccountId,
    on: &Target,
    kinds: &[ActionKind],
    states: &[ActionState],
) -> Result<bool> {
    let (on_what, id) = columns(on);
    Ok(connection
        .prepare_cached(
            "SELECT 1 FROM action_targets JOIN actions ON actions.number = action_targets.action
             WHERE action_targets.account = ?1 AND on_what = ?2 AND now = ?3
                 AND kind IN (SELECT value FROM json_each(?4)) AND state IN (SELECT value FROM json_each(?5))",
        )?
        .exists(params![account.as_str(), on_what, id, Json(kinds), Json(states)])?)
}

/// Something of ours that left, and may be the cause of what is told.
pub(crate) struct Sent {
    /// What was done.
    pub(crate) kind: ActionKind,
    /// To what.
    pub(crate) target: Target,
    /// When it left.
    pub(crate) at: DateTime<Utc>,
}

/// What left for an order, unless the marketplace refused it for that target.
pub(crate) fn sent_on_order(
    connection: &Connection,
    account: &AccountId,
    order: &OrderId,
) -> Result<Vec<Sent>> {
    let left = [ActionState::Sending, ActionState::Unknown, ActionState::Done];
    let mut statement = connection.prepare_cached(
        "SELECT kind, on_what, now, result, sent_at
         FROM action_targets JOIN actions ON actions.number = action_targets.action
         WHERE action_targets.account = ?1 AND action_targets.order_id = ?2 AND sent_at IS NOT NULL
             AND state IN (SELECT value FROM json_each(?3))",
    )?;
    let mut rows = statement.query(params![account.as_str(), order.as_str(), Json(left)])?;
    let mut sent = Vec::new();
    while let Some(row) = rows.next()? {
        let result = row.get::<_, Option<Json<LineResult>>>(3)?.map(|json| json.0);
        if !matches!(result, Some(LineResult::Failed { .. })) {
            sent.push(Sent {
                kind: row.get::<_, Word<_>>(0)?.0,
                target: target(&row.get::<_, String>(1)?, &row.get::<_, String>(2)?),
                at: row.get::<_, Moment>(4)?.0,
            });
        }
    }
    Ok(sent)
}
