//! What the journal tells.

use chrono::{DateTime, Utc};
use domain::{AccountId, ActionId, ActionKind, ActionState, OrderId, Target};
use rusqlite::params;

use crate::{
    JournalEntry, Store,
    codec::{Json, Moment, Word},
    error::Result,
    table::action,
};

impl Store {
    /// Whether an action of one of these kinds was carried out on a target; `None` while one has left and nobody
    /// knows what became of it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn was_applied(
        &self,
        account: &AccountId,
        on: &Target,
        kinds: &[ActionKind],
    ) -> Result<Option<bool>> {
        self.read(|connection| action::was_applied(connection, account, on, kinds))
    }

    /// Every action that is not settled, the oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn unsettled(&self) -> Result<Vec<JournalEntry>> {
        self.read(|connection| {
            in_states(connection, &[ActionState::Queued, ActionState::Sending, ActionState::Unknown])
        })
    }

    /// Every unknown action about which the marketplace is to be read by now, the oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn due_checks(&self, at: DateTime<Utc>) -> Result<Vec<JournalEntry>> {
        self.read(|connection| {
            action::entries(
                connection,
                "WHERE state = ?1 AND ifnull(next_check_at <= ?2, TRUE) ORDER BY number",
                params![Word(ActionState::Unknown), Moment(at)],
            )
        })
    }

    /// One action.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn entry(&self, action: &ActionId) -> Result<Option<JournalEntry>> {
        self.read(|connection| Ok(action::entries(connection, "WHERE id = ?1", [action.as_str()])?.pop()))
    }

    /// The newest actions in these states (none: in any), newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn journal(&self, states: &[ActionState], limit: u32) -> Result<Vec<JournalEntry>> {
        self.read(|connection| {
            if states.is_empty() {
                return action::entries(connection, "ORDER BY number DESC LIMIT ?1", [limit]);
            }
            let condition = "WHERE number IN (SELECT value FROM json_each(?1)) ORDER BY number DESC LIMIT ?2";
            let newest = action::newest_in(connection, states, limit)?;
            action::entries(connection, condition, params![Json(newest), limit])
        })
    }

    /// Every action on lines or claims of an order, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn actions_of_order(&self, account: &AccountId, order: &OrderId) -> Result<Vec<JournalEntry>> {
        self.read(|connection| {
            action::entries(
                connection,
                "WHERE number IN (SELECT action FROM action_targets WHERE account = ?1 AND order_id = ?2)
                 ORDER BY number DESC",
                [account.as_str(), order.as_str()],
            )
        })
    }

    /// How many actions stand in each state; a state without any is absent.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn journal_counts(&self) -> Result<Vec<(ActionState, u32)>> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT state, count(*) FROM actions GROUP BY state")?;
            let counts = statement.query_map([], |row| Ok((row.get::<_, Word<_>>(0)?.0, row.get(1)?)))?;
            Ok(counts.collect::<Result<_, _>>()?)
        })
    }
}

/// The actions in any of these states, the oldest first.
pub(super) fn in_states(
    connection: &rusqlite::Connection,
    states: &[ActionState],
) -> Result<Vec<JournalEntry>> {
    let condition = "WHERE state IN (SELECT value FROM json_each(?1)) ORDER BY number";
    action::entries(connection, condition, [Json(states)])
}
