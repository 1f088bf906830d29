//! The smallest pieces: moments, days, amounts.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use domain::Won;
use serde_json::{Number, Value};

/// Korea is nine hours ahead of UTC all year round.
const KOREA: TimeDelta = TimeDelta::hours(9);

/// Where floats stop counting exactly.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Dates of before the sites existed are none: 0001-01-01 stands for an empty field, and settlements write reasons
/// for holding a payment back as days of the last century.
const FIRST_YEAR: i32 = 2000;

/// The wall clock in Korea at that moment.
fn in_korea(at: DateTime<Utc>) -> NaiveDateTime {
    at.naive_utc().checked_add_signed(KOREA).unwrap_or(NaiveDateTime::MAX)
}

/// The Korean day of a moment.
pub(crate) fn day_of(at: DateTime<Utc>) -> NaiveDate {
    in_korea(at).date()
}

/// A day as ESM writes it.
pub(crate) fn day(at: DateTime<Utc>) -> String {
    day_of(at).to_string()
}

/// The day after, since most lists read their end as its midnight.
pub(crate) fn day_after(at: DateTime<Utc>) -> String {
    day(at.checked_add_signed(TimeDelta::days(1)).unwrap_or(at))
}

/// A moment as ESM wants it: Korean time to the second, without an offset.
pub(crate) fn stamp(at: DateTime<Utc>) -> String {
    in_korea(at).format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// A moment as digits, to the second.
pub(crate) fn digits(at: DateTime<Utc>) -> String {
    in_korea(at).format("%Y%m%d%H%M%S").to_string()
}

/// The moment behind [`digits`].
pub(crate) fn of_digits(text: &str) -> Option<DateTime<Utc>> {
    in_utc(NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M%S").ok()?)
}

/// Korean time as a moment.
fn in_utc(local: NaiveDateTime) -> Option<DateTime<Utc>> {
    local.checked_sub_signed(KOREA).map(|at| at.and_utc())
}

/// A moment; what is none, or before the sites' time, is `None`. A bare time, as all of ESM's are, is Korean.
pub(crate) fn moment(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let exact = DateTime::parse_from_rfc3339(text).ok().map(|at| at.with_timezone(&Utc));
    exact.or_else(|| local(text)).filter(|at| at.year() >= FIRST_YEAR)
}

/// A time without an offset, to whatever precision.
fn local(text: &str) -> Option<DateTime<Utc>> {
    let text = text.replacen(' ', "T", 1);
    let forms = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
    let time = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(&text, form).ok());
    in_utc(time.or_else(|| NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0))?)
}

/// An amount: `3400.0000` as a text in orders, as a number in claims. `None` for what is no amount.
pub(crate) fn won(value: &Value) -> Option<Won> {
    match value {
        Value::Number(number) => whole(number).map(Won::new),
        Value::String(text) => decimal(text.trim().replace(',', "").as_str()).map(Won::new),
        _ => None,
    }
}

/// A number that can be counted with, rounded to the next whole one.
pub(crate) fn whole(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| number.as_f64().map(f64::round).and_then(exact))
}

/// A float that counts exactly.
fn exact(float: f64) -> Option<i64> {
    (float.abs() < EXACT).then_some(float as i64)
}

/// A decimal number as text, rounded to the next whole one.
fn decimal(text: &str) -> Option<i64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let float: f64 = text.parse().ok().filter(|_| plain)?;
    exact(float.round())
}
