//! The inbox: which lines are shown, in which order, a page at a time.

use chrono::NaiveDate;
use domain::{AccountId, BundleId, LineId, OrderId, OrderLine, Status};
use serde::{Deserialize, Serialize};

use crate::{LineRow, Store, StatusCount, error::Result};

/// In which order lines are shown: by the moment they were paid, or ordered where that is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
}

/// Which lines are shown. Everything that is empty does not limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(default)]
pub struct InboxQuery {
    /// Only these statuses.
    pub statuses: Vec<Status>,
    /// Only these accounts.
    pub accounts: Vec<AccountId>,
    /// From this day in Korea on which the line was paid, or ordered where that is not known.
    pub from: Option<NaiveDate>,
    /// Up to and with this day.
    pub to: Option<NaiveDate>,
    /// Only lines in which all of these words are found.
    pub text: Option<String>,
    /// In which order.
    pub sort: Sort,
}

/// A line's place in the inbox. Its content means nothing outside the store.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct LineKey(pub(crate) String);

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PageAt {
    /// At the row of this number, from 0: the scroll bar.
    Row(u32),
    /// With the row that follows this one, also when this one has left the query since.
    After(LineKey),
    /// So that it ends with the row before this one.
    Before(LineKey),
}

/// A page of the inbox.
#[derive(Clone, Debug, Default, PartialEq, Serialize, specta::Type)]
pub struct Page {
    /// The rows, in the order of the query.
    pub rows: Vec<LineRow>,
    /// The number of the first row, from 0.
    pub first: u32,
    /// Rows in the whole query.
    pub total: u32,
    /// There may be more rows than `total`: a search stops counting.
    pub total_is_floor: bool,
}

impl Store {
    /// A page of the inbox, at most `limit` rows.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn page(&self, _query: &InboxQuery, _at: PageAt, _limit: u32) -> Result<Page> { crate::merge::soon() }
    /// The lines between two row numbers, both included; at most 10,000.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn keys_between(&self, _query: &InboxQuery, _first: u32, _last: u32) -> Result<Vec<(AccountId, LineId)>> { crate::merge::soon() }
    /// One line.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn line(&self, _account: &AccountId, _line: &LineId) -> Result<Option<OrderLine>> { crate::merge::soon() }
    /// Lines of an order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn order_lines(&self, _account: &AccountId, _order: &OrderId) -> Result<Vec<OrderLine>> { crate::merge::soon() }
    /// Lines of a bundle.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn bundle_lines(&self, _account: &AccountId, _bundle: &BundleId) -> Result<Vec<OrderLine>> { crate::merge::soon() }
    /// Rows of an order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn line_rows_of_order(&self, _account: &AccountId, _order: &OrderId) -> Result<Vec<LineRow>> { crate::merge::soon() }
    /// Counts.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn counts(&self) -> Result<Vec<StatusCount>> { crate::merge::soon() }
}
