//! `docs/fields.md` names the details that each marketplace tells. Every connector holds its own column to what it
//! reads from a record that says all it may.

use std::collections::BTreeSet;

use domain::{Detail, DetailKind};

const PAGE: &str = include_str!("../../../../docs/fields.md");

/// The heading under which the table of details stands.
const HEADING: &str = "## What each marketplace tells besides";

/// The cells of the table's rows, the heading first.
fn rows() -> Vec<Vec<&'static str>> {
    let (_, table) = PAGE.split_once(HEADING).unwrap();
    let rows = table.lines().filter(|line| line.starts_with('|') && !line.starts_with("|-"));
    rows.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// The word of a kind, as it is kept.
fn word(kind: DetailKind) -> String {
    serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned()
}

/// Holds a marketplace's column of the page to what its connector tells.
pub(crate) fn assert_column(marketplace: &str, told: &[&[Detail]]) {
    let rows = rows();
    let column = rows[0].iter().position(|head| *head == marketplace).unwrap();
    let marked = rows[1..].iter().filter(|row| !row[column].is_empty()).map(|row| row[0].to_owned());
    let told: BTreeSet<String> = told.iter().copied().flatten().map(|detail| word(detail.kind)).collect();
    assert_eq!(marked.collect::<BTreeSet<_>>(), told, "docs/fields.md is wrong about {marketplace}");
}

/// Details as kinds and values.
pub(crate) fn pairs(more: &[Detail]) -> Vec<(DetailKind, &str)> {
    more.iter().map(|detail| (detail.kind, detail.value.as_str())).collect()
}

#[test]
fn the_page_names_every_kind_as_the_window_does() {
    let told: Vec<(String, String)> =
        rows()[1..].iter().map(|row| (row[0].to_owned(), row[1].to_owned())).collect();
    let kinds = DetailKind::ALL.iter().map(|kind| (word(*kind), kind.name().ko.into_owned()));
    assert_eq!(told, kinds.collect::<Vec<_>>());
}
