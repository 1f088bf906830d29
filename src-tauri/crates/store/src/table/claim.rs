//! `claims`: cancels, returns and exchanges.

use chrono::{DateTime, Utc};
use domain::{AccountId, ActionKind, ActionState, Claim, ClaimId, ClaimKind, ClaimStep, OrderId, Stage, Won};

use crate::{Store, error::Result};

/// Which claims are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimQuery {
    /// The queue.
    pub kind: ClaimKind,
    /// Only these steps; empty for all.
    pub steps: Vec<ClaimStep>,
    /// Only these accounts; empty for all.
    pub accounts: Vec<AccountId>,
    /// Settled claims only when they changed at or after this moment; `None` for all of them.
    pub settled_since: Option<DateTime<Utc>>,
}

/// One row of a claim queue.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimRow {
    /// The claim.
    pub claim: Claim,
    /// The newest action on it that is not settled, or that failed.
    pub action: Option<(ActionKind, ActionState)>,
    /// Why that action failed, in the marketplace's words or ours.
    pub action_message: Option<String>,
    /// When the marketplace is asked again about an unknown result.
    pub next_check_at: Option<DateTime<Utc>>,
    /// What the buyer paid for the claimed pieces, as far as their lines are here.
    pub amount: Won,
    /// The stage of the first of its lines that is here.
    pub line_stage: Option<Stage>,
    /// The option of that line, or empty.
    pub option: String,
}

/// How many claims of one account stand at one step.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, specta::Type)]
pub struct ClaimCount {
    /// The account.
    pub account: AccountId,
    /// The queue.
    pub kind: ClaimKind,
    /// The step.
    pub step: ClaimStep,
    /// Claims; never 0.
    pub claims: u32,
}

impl Store {
    /// A queue.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claims(&self, _query: &ClaimQuery, _limit: u32) -> Result<Vec<ClaimRow>> { crate::merge::soon() }
    /// One claim.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claim(&self, _account: &AccountId, _claim: &ClaimId) -> Result<Option<Claim>> { crate::merge::soon() }
    /// One row.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claim_row(&self, _account: &AccountId, _claim: &ClaimId) -> Result<Option<ClaimRow>> { crate::merge::soon() }
    /// Of an order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claims_of_order(&self, _account: &AccountId, _order: &OrderId) -> Result<Vec<Claim>> { crate::merge::soon() }
    /// Open.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open_claims(&self, _account: &AccountId) -> Result<Vec<ClaimId>> { crate::merge::soon() }
    /// Counts.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claim_counts(&self) -> Result<Vec<ClaimCount>> { crate::merge::soon() }
}
