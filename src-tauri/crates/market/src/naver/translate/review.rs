//! Reviews. No document shows their fields, so every likely name is taken, and the record is kept.

use domain::LineId;
use serde::Deserialize;
use serde_json::Value;

use crate::Review;
use crate::naver::wire::scalar::{Moment, Text};

/// One review.
pub(in crate::naver) fn review(record: &Value) -> Review {
    let line = named(record, &["productOrderId"]);
    Review {
        id: named(record, &["reviewId", "id", "reviewNo"]),
        line: (!line.is_empty()).then(|| LineId::new(line)),
        score: named(record, &["reviewScore", "score", "starScore", "rating"]),
        text: named(record, &["reviewContent", "content", "contents", "text"]),
        at: at(record),
        raw: record.to_string(),
    }
}

/// The first field of these names that says something.
fn named(record: &Value, names: &[&str]) -> String {
    let text = |name: &&str| Text::deserialize(record.get(*name)?).ok();
    let said = names.iter().filter_map(text).find(|text| text.said().is_some());
    said.unwrap_or_default().0
}

/// When it was written.
fn at(record: &Value) -> Option<chrono::DateTime<chrono::Utc>> {
    let names = ["createDate", "createdDate", "registerDate", "reviewDate"];
    names.iter().find_map(|name| Moment::deserialize(record.get(*name)?).ok()?.0)
}
