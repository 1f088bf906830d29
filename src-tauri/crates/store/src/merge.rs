//! What a marketplace tells, merged with what is kept.

use chrono::{DateTime, Utc};
use domain::{AccountId, ClaimId, Fact, LineId, OrderId, OrderLine};

use crate::{Store, error::Result};

pub(crate) fn soon<T>() -> Result<T> { Err(crate::StoreError::NoSuch("", String::new())) }

/// What was new.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Lines seen for the first time.
    pub new_lines: u32,
    /// Lines that changed, in the order in which they were told.
    pub changed_lines: Vec<LineId>,
    /// Claims seen for the first time.
    pub new_claims: u32,
    /// Claims that changed.
    pub changed_claims: Vec<ClaimId>,
    /// Claims told in an older state than the one that is kept.
    pub set_aside: u32,
}

impl Merged {
    /// Whether nothing that a person sees changed.
    pub fn is_empty(&self) -> bool {
        self.new_lines == 0
            && self.new_claims == 0
            && self.changed_lines.is_empty()
            && self.changed_claims.is_empty()
    }

    /// Adds what another merge brought.
    pub fn add(&mut self, other: Merged) {
        self.new_lines += other.new_lines;
        self.new_claims += other.new_claims;
        self.set_aside += other.set_aside;
        self.changed_lines.extend(other.changed_lines);
        self.changed_claims.extend(other.changed_claims);
    }
}

impl Store {
    /// Merge.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn merge(&self, _account: &AccountId, _facts: &[Fact], _at: DateTime<Utc>) -> Result<Merged> { soon() }
    /// Merge whole order.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn merge_whole_order(&self, _account: &AccountId, _order: &OrderId, _lines: &[OrderLine], _at: DateTime<Utc>) -> Result<Merged> { soon() }
}
