//! Small sentences that several documents share.

use chrono::{Datelike, NaiveDate};
use domain::Won;

/// 2026년 9월 15일(화).
pub(crate) fn day(day: NaiveDate) -> String {
    let weekday = ["월", "화", "수", "목", "금", "토", "일"];
    let name = weekday.get(day.weekday().num_days_from_monday() as usize).copied().unwrap_or_default();
    format!("{}년 {}월 {}일({name})", day.year(), day.month(), day.day())
}

/// 12,900원.
pub(crate) fn won(amount: Won) -> String {
    let sign = if amount.get() < 0 { "-" } else { "" };
    format!("{sign}{}원", grouped(amount.get().unsigned_abs()))
}

/// 12,900.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let head = digits.len() % 3;
    let mut groups: Vec<&str> = Vec::new();
    groups.extend(Some(&digits[..head]).filter(|head| !head.is_empty()));
    groups.extend((head..digits.len()).step_by(3).map(|at| &digits[at..at + 3]));
    groups.join(",")
}

/// Product and option: 거즈 행주 5매입 / 베이지.
pub(crate) fn name(product: &str, option: &str) -> String {
    match (product.trim(), option.trim()) {
        (product, "") => product.to_owned(),
        ("", option) => option.to_owned(),
        (product, option) => format!("{product} / {option}"),
    }
}

/// The beginning of the shop's own words, where they stand on every page and must leave room for the rest.
pub(crate) fn brief(words: &str, letters: usize) -> String {
    let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(letters) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::{brief, day, grouped, name, won};
    use chrono::NaiveDate;
    use domain::Won;

    #[test]
    fn days_have_their_weekday() {
        assert_eq!(day(NaiveDate::from_ymd_opt(2026, 9, 15).unwrap()), "2026년 9월 15일(화)");
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let cases = [(0, "0"), (999, "999"), (1_000, "1,000"), (12_345_678, "12,345,678")];
        cases.iter().for_each(|(number, words)| assert_eq!(grouped(*number), *words));
        assert_eq!(won(Won::new(-12_900)), "-12,900원");
    }

    #[test]
    fn a_name_has_no_stray_slash() {
        assert_eq!(name("행주", " "), "행주");
        assert_eq!(name("", "베이지"), "베이지");
        assert_eq!(name("행주", "베이지"), "행주 / 베이지");
    }

    #[test]
    fn a_long_heading_says_that_it_goes_on() {
        assert_eq!(brief("온유상점", 4), "온유상점");
        assert_eq!(brief("온유 상점 본점", 5), "온유 상점…");
    }
}
