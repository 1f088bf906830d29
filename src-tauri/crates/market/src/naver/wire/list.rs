//! The lists: what changed, and what comes in pages; and the token.

use serde::Deserialize;
use serde_json::Value;

use super::scalar::{Flag, Id, Text, Whole, or_default};

/// `data` of GET last-changed-statuses. The rows' name has no "d": lastChangeStatuses.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Changes {
    #[serde(deserialize_with = "or_default")]
    pub(crate) last_change_statuses: Vec<Change>,
    /// Absent when this was all.
    pub(crate) more: Option<More>,
}

/// One changed line. Only its id is trusted: a row shows the line as it was at its last event.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Change {
    pub(crate) product_order_id: Id,
}

/// Where the next page begins.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct More {
    pub(crate) more_from: Text,
    pub(crate) more_sequence: Text,
}

/// `data` of a list in pages.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Page {
    #[serde(deserialize_with = "or_default")]
    pub(crate) contents: Vec<Value>,
    #[serde(deserialize_with = "or_default")]
    pub(crate) pagination: Pagination,
}

/// Where a page stands.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Pagination {
    pub(crate) has_next: Flag,
}

/// One element of a page of details.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Element {
    pub(crate) content: Value,
}

/// The answer of the token endpoint, which has no envelope.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Issued {
    pub(crate) access_token: Text,
    /// Seconds.
    pub(crate) expires_in: Whole,
}
