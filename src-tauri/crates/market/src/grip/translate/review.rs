//! A review.

use super::{Record, Unreadable};
use crate::Review;

/// Who wrote it.
const PERSONAL: &[&str] = &["userName"];

/// One row of reviews. It names a product and no order.
pub(in crate::grip) fn review(row: Record<'_>) -> Result<Review, Unreadable> {
    Ok(Review {
        id: row.id("reviewSeq")?.to_string(),
        line: None,
        score: row.text("grade"),
        text: row.text("review"),
        at: row.moment("createdAt"),
        raw: row.without(PERSONAL),
    })
}
