//! Dates and money as the two sites write them.

use chrono::{DateTime, NaiveTime, Utc};
use serde_json::{Value, json};

use super::site::Site;
use crate::clock::kst;

/// An empty date of the settlement.
pub(crate) const NEVER: &str = "0001-01-01T00:00:00";

/// Local time of Seoul with as many digits of a second as it has: `2019-04-10T17:45:39.72`.
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    let text = kst(at).format("%Y-%m-%dT%H:%M:%S%.3f").to_string();
    let trimmed = text.trim_end_matches('0');
    match trimmed.strip_suffix('.') {
        Some(whole) => whole.to_owned(),
        None => trimmed.to_owned(),
    }
}

/// Local time of Seoul without seconds: `2019-04-10T17:45:00`.
pub(crate) fn minute(at: DateTime<Utc>) -> String {
    kst(at).format("%Y-%m-%dT%H:%M:00").to_string()
}

/// 옥션 keeps no seconds of orders and payments.
pub(crate) fn ordered(site: Site, at: DateTime<Utc>) -> String {
    if site.is_gmarket() { instant(at) } else { minute(at) }
}

pub(crate) fn optional(at: Option<DateTime<Utc>>) -> Value {
    json!(at.map(instant))
}

pub(crate) fn optional_minute(at: Option<DateTime<Utc>>) -> Value {
    json!(at.map(minute))
}

/// The last second of a day: 발송마감일.
pub(crate) fn end_of_day(at: DateTime<Utc>) -> String {
    kst(at).format("%Y-%m-%dT23:59:59").to_string()
}

/// The midnight of a day in Seoul.
pub(crate) fn day(at: DateTime<Utc>) -> String {
    kst(at).date().and_time(NaiveTime::MIN).format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// Money of orders: `"3400.0000"`.
pub(crate) fn won(amount: i64) -> String {
    format!("{amount}.0000")
}

/// Money of claims and the settlement: a number.
pub(crate) fn number(amount: i64) -> Value {
    // Amounts of won stay far below the 2^53 up to which a double is exact.
    #[allow(clippy::cast_precision_loss)]
    let amount = amount as f64;
    json!(amount)
}
