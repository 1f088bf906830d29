//! `actions`, `action_targets` and `attempts`: the journal's rows.

use chrono::{DateTime, Utc};
use domain::{AccountId, Action, ActionId, ActionKind, ActionState, OrderId, Outcome};

use crate::{Store, error::Result};

/// One action as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    /// What is written, and on whose behalf.
    pub action: Action,
    /// What kind of write it is.
    pub kind: ActionKind,
    /// Where it stands.
    pub state: ActionState,
    /// The results so far, one per target once it was answered; a target without an answer yet is absent.
    pub outcomes: Vec<Outcome>,
    /// Names what was sent, so that it can be told that the same was sent again.
    pub request_hash: String,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
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
}

impl Store {
    /// Enqueue.
    ///
    /// # Errors
    /// x
    pub fn enqueue(&self, _actions: &[(Action, String)], _at: DateTime<Utc>) -> Result<()> { crate::merge::soon() }
    /// Begin.
    ///
    /// # Errors
    /// x
    pub fn begin(&self, _action: &ActionId, _at: DateTime<Utc>) -> Result<()> { crate::merge::soon() }
    /// Settle.
    ///
    /// # Errors
    /// x
    pub fn settle(&self, _action: &ActionId, _outcomes: &[Outcome], _error: Option<&str>, _next_check_at: Option<DateTime<Utc>>, _at: DateTime<Utc>) -> Result<ActionState> { crate::merge::soon() }
    /// Checked.
    ///
    /// # Errors
    /// x
    pub fn checked(&self, _action: &ActionId, _next_check_at: DateTime<Utc>, _at: DateTime<Utc>) -> Result<()> { crate::merge::soon() }
    /// Requeue.
    ///
    /// # Errors
    /// x
    pub fn requeue(&self, _action: &ActionId, _at: DateTime<Utc>) -> Result<()> { crate::merge::soon() }
    /// Abandon.
    ///
    /// # Errors
    /// x
    pub fn abandon(&self, _action: &ActionId, _error: &str, _at: DateTime<Utc>) -> Result<()> { crate::merge::soon() }
    /// Recover.
    ///
    /// # Errors
    /// x
    pub fn recover(&self, _at: DateTime<Utc>) -> Result<Vec<ActionId>> { crate::merge::soon() }
    /// Unsettled.
    ///
    /// # Errors
    /// x
    pub fn unsettled(&self) -> Result<Vec<JournalEntry>> { crate::merge::soon() }
    /// Due.
    ///
    /// # Errors
    /// x
    pub fn due_checks(&self, _at: DateTime<Utc>) -> Result<Vec<JournalEntry>> { crate::merge::soon() }
    /// Entry.
    ///
    /// # Errors
    /// x
    pub fn entry(&self, _action: &ActionId) -> Result<Option<JournalEntry>> { crate::merge::soon() }
    /// Journal.
    ///
    /// # Errors
    /// x
    pub fn journal(&self, _states: &[ActionState], _limit: u32) -> Result<Vec<JournalEntry>> { crate::merge::soon() }
    /// Of an order.
    ///
    /// # Errors
    /// x
    pub fn actions_of_order(&self, _account: &AccountId, _order: &OrderId) -> Result<Vec<JournalEntry>> { crate::merge::soon() }
    /// Counts.
    ///
    /// # Errors
    /// x
    pub fn journal_counts(&self) -> Result<Vec<(ActionState, u32)>> { crate::merge::soon() }
}
