//! Pages: rows that move between two of them, pages that come twice.

use std::collections::BTreeSet;

use domain::Fact;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::feeding::{DAYS, collect};
use super::{Desk, list, row, with};
use crate::grip::lists::{AGAIN, LENGTH, List, Question};
use crate::{Collected, ErrorKind, FeedId, FeedRequest, Marketplace, Persistence};

/// Unpaid orders of these products, for which no other list is asked.
fn orders(products: impl IntoIterator<Item = u64>) -> Vec<Value> {
    products.into_iter().map(|product| row(List::Orders, product, 2)).collect()
}

fn products(collected: &Collected) -> Vec<String> {
    let named = |fact: &Fact| if let Fact::Line(line) = fact { Some(line.line.to_string()) } else { None };
    collected.facts.iter().filter_map(named).collect()
}

#[tokio::test]
async fn a_full_page_is_followed_by_one_that_begins_a_little_before_its_end() {
    let (first, second) = (orders(1..=100), orders(96..=120));
    let desk = Desk::told(&[list(List::Orders, &first), list(List::Orders, &second)]);
    let page = collect(&desk, "orders.new", None).await;
    let next = page.next.clone().unwrap();
    let last = collect(&desk, "orders.new", Some(next)).await;
    assert_eq!((products(&page).len(), products(&last).len(), last.next), (100, 20, None));
    let filter = format!("searchStatus=1%2C2&searchDate=orderedAt&{DAYS}");
    let call = |start: usize| format!("GET /api/order?start={start}&length=100&{filter}");
    assert_eq!(desk.calls(), [call(0), call(LENGTH - AGAIN)]);
}

#[tokio::test]
async fn a_page_that_comes_twice_is_no_page() {
    let page = list(List::Orders, &orders(1..=100));
    let desk = Desk::told(&[page.clone(), page.clone(), page]);
    let next = collect(&desk, "orders.new", None).await.next;
    let again = FeedRequest::Time { span: super::feeding::days(), page: next };
    let error = desk.run(desk.grip.collect(FeedId("orders.new"), again)).await.unwrap_err();
    assert_eq!((error.kind, error.persistence), (ErrorKind::Unreadable, Persistence::Temporary));
}

#[tokio::test]
async fn a_list_that_ends_with_a_full_page_ends_with_a_short_one() {
    let desk = Desk::told(&[list(List::Orders, &orders(1..=100)), list(List::Orders, &orders(96..=100))]);
    let next = collect(&desk, "orders.new", None).await.next;
    assert_eq!(collect(&desk, "orders.new", next).await, Collected::default(), "nothing is told twice");
}

#[tokio::test]
async fn a_page_whose_name_is_none_is_the_first() {
    for name in ["", "x", "1", "-1|a", "|"] {
        let desk = Desk::told(&[list(List::Orders, &[])]);
        collect(&desk, "orders.new", Some(name.to_owned())).await;
        assert!(desk.calls()[0].starts_with("GET /api/order?start=0&"), "{name}");
    }
}

/// The pages of a list that loses rows at its head while it is read.
fn pages(length: u64, lost: &[u64]) -> Vec<String> {
    let (mut answers, mut start, mut gone) = (Vec::new(), 0, 0);
    for page in 0.. {
        let from = start + gone;
        let rows = orders((from + 1..=length).take(LENGTH));
        let full = rows.len() == LENGTH;
        answers.push(list(List::Orders, &rows));
        if !full {
            break;
        }
        start += (LENGTH - AGAIN) as u64;
        gone += lost.get(page).copied().unwrap_or_default();
    }
    answers
}

/// Offsets may count by whole pages: one that begins before the end of a page then shows that page again.
#[tokio::test]
async fn a_page_that_comes_twice_is_looked_for_behind_the_former() {
    let (first, second) = (list(List::Orders, &orders(1..=100)), list(List::Orders, &orders(101..=120)));
    let desk = Desk::told(&[first.clone(), first, second]);
    let rows = desk.run(desk.grip.all(List::Orders, Question::within(super::feeding::days()))).await.unwrap();
    assert_eq!(rows.len(), 120);
    let calls = desk.calls();
    let asked = |(call, start): (&String, u32)| call.starts_with(&format!("GET /api/order?start={start}&"));
    assert!(calls.len() == 3 && calls.iter().zip([0, 95, 100]).all(asked), "{calls:?}");
}

/// A row of this number.
fn numbered(list_of: List, number: u64) -> Value {
    with(row(list_of, number, 0), &[("reviewSeq", json!(number))])
}

/// A list that gives at most so many rows at once, however many are asked for, and whose offsets count rows.
fn capped(list_of: List, length: u64, most: usize) -> Vec<String> {
    let (mut answers, mut start) = (Vec::new(), 0);
    loop {
        let rows: Vec<Value> =
            (start as u64 + 1..=length).take(most).map(|number| numbered(list_of, number)).collect();
        answers.push(list(list_of, &rows));
        let overlaps = if start == 0 { 0 } else { AGAIN };
        if rows.len() <= overlaps {
            return answers;
        }
        start += rows.len().saturating_sub(AGAIN).max(1);
    }
}

#[tokio::test]
async fn a_list_without_a_documented_length_is_read_until_nothing_new_comes() {
    for list_of in [List::Returns, List::Exchanges, List::Reviews] {
        for length in [0, 1, 3, 6, 20, 47] {
            let desk = Desk::told(&capped(list_of, length, 20));
            let question = Question::within(super::feeding::days());
            let rows = desk.run(desk.grip.all(list_of, question)).await.unwrap();
            assert_eq!(rows.len() as u64, length, "{list_of:?}");
        }
    }
    let desk = Desk::told(&[list(List::Returns, &[row(List::Returns, 1, 40)])]);
    assert!(collect(&desk, "returns.open", None).await.next.is_some(), "a short page may not be the last");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_list_that_shrinks_while_it_is_read_hides_nothing(length in 0_u64..420, lost in proptest::collection::vec(0_u64..=AGAIN as u64, 0..5)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let desk = Desk::told(&pages(length, &lost));
        let question = Question::within(super::feeding::days());
        let rows = runtime.block_on(desk.run(desk.grip.all(List::Orders, question))).unwrap();
        let read: BTreeSet<u64> = rows.iter().map(|row| row["orderProductSeq"].as_u64().unwrap()).collect();
        prop_assert_eq!(rows.len(), read.len(), "a row was told twice");
        prop_assert_eq!(read, (1..=length).collect::<BTreeSet<u64>>());
    }
}
