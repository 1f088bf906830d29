//! Finding lines by what a person remembers of them.

use domain::{Claim, ClaimKind, ClaimStep, Detail, DetailKind, InvoiceNumber, OrderLine, Stage, Status};
use proptest::prelude::*;
use store::{InboxQuery, PageAt, Sort};

use crate::{desk, desk::Desk, shop};

fn filled() -> Desk {
    let desk = desk::empty();
    let lines: Vec<OrderLine> = (0..50)
        .map(|number| {
            let mut line = shop::line(number);
            line.stage = if number % 5 == 0 { Stage::Paid } else { Stage::Delivered };
            line.delivery.invoice = Some(InvoiceNumber::new(format!("6891{number:08}")));
            line
        })
        .collect();
    desk.merge(&shop::account(), &shop::facts(&lines), shop::hours(1)).unwrap();
    desk
}

/// The numbers of the lines that are found, newest first.
fn found(desk: &Desk, text: &str) -> Vec<String> {
    let query = InboxQuery { text: Some(text.to_owned()), ..InboxQuery::default() };
    let page = desk.page(&query, PageAt::Row(0), 100).unwrap();
    page.rows.into_iter().map(|row| row.line.to_string()).collect()
}

fn numbers(wanted: impl Fn(&OrderLine) -> bool) -> Vec<String> {
    let lines = (0..50).rev().map(shop::line).filter(|line| wanted(line));
    lines.map(|line| line.line.to_string()).collect()
}

#[test]
fn names_are_found_by_any_part() {
    let desk = filled();
    for text in ["박서연", "서연", "연", "박"] {
        assert_eq!(found(&desk, text), numbers(|line| line.receiver.name == "박서연"), "{text}");
    }
    assert_eq!(found(&desk, "궁"), numbers(|line| line.receiver.name == "남궁민"));
}

#[test]
fn products_options_and_codes_are_found() {
    let desk = filled();
    assert_eq!(found(&desk, "스웨"), numbers(|line| line.product.name.contains("스웨")));
    assert_eq!(
        found(&desk, "니트 서연"),
        numbers(|line| line.product.name.contains("니트") && line.receiver.name == "박서연")
    );
    assert_eq!(found(&desk, "grey").len(), 50);
    assert_eq!(found(&desk, "ＧＲＥＹ").len(), 50);
    assert_eq!(found(&desk, "KN-00042"), [shop::line(42).line.to_string()]);
    assert!(found(&desk, "스트웨").is_empty(), "the order of letters counts");
}

#[test]
fn numbers_are_found_by_beginning_and_end() {
    let desk = filled();
    let line = shop::line(17);
    let only = [line.line.to_string()];
    assert_eq!(found(&desk, line.order.as_str()), only);
    assert_eq!(found(&desk, "9000017"), only, "the order's last digits");
    assert_eq!(found(&desk, line.bundle.as_str()), only);
    assert_eq!(found(&desk, "689100000017"), only, "the invoice's number");
    assert_eq!(found(&desk, "6891-0000-0017"), only, "hyphens do not count");
    assert_eq!(found(&desk, "22000").len(), 50, "the beginning of every order");
    assert_eq!(found(&desk, "0017"), only, "a telephone's last four");
}

#[test]
fn a_search_is_narrowed_by_the_filters_and_follows_the_sort() {
    let desk = filled();
    let query = InboxQuery {
        text: Some("서연".to_owned()),
        statuses: vec![Status::Paid],
        sort: Sort::Oldest,
        ..InboxQuery::default()
    };
    let page = desk.page(&query, PageAt::Row(0), 100).unwrap();
    assert_eq!(page.total as usize, page.rows.len());
    assert!(page.rows.iter().all(|row| row.status == Status::Paid && row.receiver_name == "박서연"));
    assert!(page.rows.is_sorted_by_key(|row| row.ordered_at));
    let [first, second] = [0, 1].map(|nth: usize| page.rows[nth].clone());
    let after = desk.page(&query, PageAt::After(first.key.clone()), 1).unwrap();
    assert_eq!((after.rows, after.first), (vec![second.clone()], 1));
    let before = desk.page(&query, PageAt::Before(second.key), 5).unwrap();
    assert_eq!((before.rows, before.first), (vec![first], 0));
}

#[test]
fn a_changed_name_is_found_and_the_old_one_is_not() {
    let desk = filled();
    let mut line = shop::line(0);
    line.receiver.name = "황보관".to_owned();
    line.buyer.name = "황보관".to_owned();
    desk.merge(&shop::account(), &shop::facts(std::slice::from_ref(&line)), shop::hours(2)).unwrap();
    assert_eq!(found(&desk, "황보"), [line.line.to_string()]);
    assert!(!found(&desk, "박서연").contains(&line.line.to_string()));
}

#[test]
fn what_a_marketplace_tells_besides_is_found_where_a_person_would_look() {
    let desk = desk::empty();
    let mut line = shop::line(1);
    line.product.product_id = "80240831".to_owned();
    line.product.shown_name = "라쿤 팬츠".to_owned();
    line.product.inputs = vec!["새길 이름: 하람".to_owned()];
    line.more = Detail::list([
        Detail::told(DetailKind::Member, "hong77"),
        Detail::told(DetailKind::OptionCode, "TS-BK"),
        Detail::told(DetailKind::OptionNumber, "40000000001"),
        Detail::told(DetailKind::PaymentMethod, "카카오페이"),
    ]);
    desk.merge(&shop::account(), &shop::facts(&[line.clone(), shop::line(2)]), shop::hours(1)).unwrap();
    for text in ["80240831", "라쿤", "하람", "hong77", "ts-bk", "40000000001"] {
        assert_eq!(found(&desk, text), [line.line.to_string()], "{text}");
    }
    assert!(found(&desk, "카카오").is_empty(), "nobody looks for a line by how it was paid");
}

#[test]
fn the_number_of_a_claim_finds_its_line_whichever_came_first() {
    let desk = desk::empty();
    let (early, late) = (shop::line(1), shop::line(2));
    let claims =
        [(11, &early), (22, &late)].map(|(number, line)| shop::claim(number, ClaimKind::Return, line, 1));
    desk.merge(&shop::account(), &shop::facts(std::slice::from_ref(&early)), shop::hours(1)).unwrap();
    for claim in &claims {
        desk.merge(&shop::account(), &[shop::told(claim)], shop::hours(2)).unwrap();
    }
    desk.merge(&shop::account(), &shop::facts(std::slice::from_ref(&late)), shop::hours(3)).unwrap();
    for (claim, line) in claims.iter().zip([&early, &late]) {
        assert_eq!(found(&desk, claim.claim.as_str()), [line.line.to_string()]);
    }
    let mut renamed = early.clone();
    renamed.receiver.name = "황보관".to_owned();
    desk.merge(&shop::account(), &shop::facts(&[renamed]), shop::hours(4)).unwrap();
    assert_eq!(
        found(&desk, claims[0].claim.as_str()),
        [early.line.to_string()],
        "new words keep the claim's"
    );
    let over = shop::moved(&claims[0], ClaimStep::Completed);
    desk.merge(&shop::account(), &[shop::told(&over)], shop::hours(5)).unwrap();
    assert_eq!(found(&desk, claims[0].claim.as_str()), [early.line.to_string()], "also when it is over");
}

#[test]
fn the_number_of_a_claim_goes_with_it_to_another_line() {
    let desk = desk::empty();
    let first = shop::line(1);
    let second = OrderLine { order: first.order.clone(), item: "77".into(), ..shop::line(2) };
    let claim = shop::claim(11, ClaimKind::Return, &first, 1);
    desk.merge(&shop::account(), &shop::facts(&[first.clone(), second.clone()]), shop::hours(1)).unwrap();
    desk.merge(&shop::account(), &[shop::told(&claim)], shop::hours(2)).unwrap();
    assert_eq!(found(&desk, claim.claim.as_str()), [first.line.to_string()]);
    let corrected = Claim { lines: shop::claim(11, ClaimKind::Return, &second, 1).lines, ..claim };
    desk.merge(&shop::account(), &[shop::told(&corrected)], shop::hours(3)).unwrap();
    assert_eq!(found(&desk, corrected.claim.as_str()), [second.line.to_string()]);
}

#[test]
fn a_long_result_is_counted_only_some_way_ahead() {
    let desk = desk::empty();
    for thousand in 0..3_u64 {
        let lines: Vec<OrderLine> = (0..1_000).map(|number| shop::line(thousand * 1_000 + number)).collect();
        desk.merge(&shop::account(), &shop::facts(&lines), shop::hours(1)).unwrap();
    }
    let query = InboxQuery { text: Some("grey".to_owned()), ..InboxQuery::default() };
    let top = desk.page(&query, PageAt::Row(0), 50).unwrap();
    assert!(top.total_is_floor && top.total < 3_000, "{}", top.total);
    let bottom = desk.page(&query, PageAt::Row(2_990), 50).unwrap();
    assert_eq!((bottom.rows.len(), bottom.total, bottom.total_is_floor), (10, 3_000, false));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_typed_breaks_the_search(texts in proptest::collection::vec("\\PC{0,40}", 1..20)) {
        let desk = filled();
        for text in texts.iter().map(String::as_str).chain(["\"", "a\" OR \"b", "NEAR(", "words:", "*", "^a", "-- x"]) {
            let query = InboxQuery { text: Some(text.to_owned()), ..InboxQuery::default() };
            prop_assert!(desk.page(&query, PageAt::Row(0), 10).is_ok(), "{:?}", text);
        }
    }

    #[test]
    fn any_part_of_a_word_finds_its_line(
        words in proptest::collection::vec("[가-힣a-zA-Z]{1,7}|[0-9]{1,2}", 1..5),
        order in "[1-9][0-9]{11,17}",
        which in any::<prop::sample::Index>(), cut in any::<(prop::sample::Index, prop::sample::Index)>(),
        digits in 3..12_usize,
    ) {
        let desk = desk::empty();
        let mut line = shop::line(1);
        line.product.name = words.join(" ");
        line.order = order.as_str().into();
        desk.merge(&shop::account(), &shop::facts(&[line, shop::line(2)]), shop::hours(1)).unwrap();
        let word: Vec<char> = which.get(&words).chars().collect();
        let (from, to) = (cut.0.index(word.len()), cut.1.index(word.len()));
        let part: String = word[from.min(to)..=from.max(to)].iter().collect();
        let asked = if word[0].is_ascii_digit() { word.iter().collect() } else { part };
        let (beginning, end) = (&order[..digits.min(order.len())], &order[order.len() - digits.min(order.len())..]);
        for text in [asked.as_str(), beginning, end] {
            let query = InboxQuery { text: Some(text.to_owned()), ..InboxQuery::default() };
            let rows = desk.page(&query, PageAt::Row(0), 10).unwrap().rows;
            prop_assert!(rows.iter().any(|row| row.order.as_str() == order), "{} is not found by {}", order, text);
        }
    }
}
