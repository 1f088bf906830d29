//! `tally`: how many lines of each status and account stand in each hour, day and span of days in Korea.

use domain::{AccountId, Status};
use rusqlite::Transaction;
use serde::Serialize;

use crate::error::Result;

/// How many lines of one account have one status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct StatusCount {
    /// The status.
    pub status: Status,
    /// The account.
    pub account: AccountId,
    /// Lines; never 0.
    pub lines: u32,
}

pub(crate) fn forget_account(_t: &Transaction<'_>, _a: &AccountId) -> Result<()> { crate::merge::soon() }
