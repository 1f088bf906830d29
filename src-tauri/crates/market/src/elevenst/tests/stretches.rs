//! Spans that hold more than one answer are read completely.

use std::collections::BTreeSet;

use chrono::{NaiveDateTime, TimeDelta, Timelike};
use domain::{Fact, LineId};
use proptest::prelude::*;

use super::{Desk, answer};
use crate::elevenst::windows::Stretch;
use crate::elevenst::wire::scalar::in_korea;
use crate::layers::tests::noon;
use crate::{ErrorKind, FeedId, FeedRequest, Marketplace, Request, Response, Span};

/// Rows of one answer at most.
const CAP: usize = 3_000;

/// The minutes that a path names, in minutes since the first of January.
fn minutes(path: &str) -> (i64, i64) {
    let minute = |text: &str| {
        let at = NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M").unwrap();
        (at - NaiveDateTime::parse_from_str("202601010000", "%Y%m%d%H%M").unwrap()).num_minutes()
    };
    let mut parts = path.rsplit('/');
    let to = minute(parts.next().unwrap());
    (minute(parts.next().unwrap()), to)
}

/// A list with so many rows at each of these minutes, cut at the cap without a word.
fn listed(request: &Request, crowds: &[(i64, usize)]) -> Response {
    let (from, to) = minutes(&request.path);
    let mut rows = String::new();
    let within = crowds.iter().filter(|(minute, _)| (from..to).contains(minute));
    let numbers = within.flat_map(|(minute, count)| (0..*count).map(move |n| format!("{minute:05}{n:05}")));
    for number in numbers.take(CAP) {
        rows.push_str(&format!("<order><ordNo>{number}</ordNo><ordPrdSeq>1</ordPrdSeq></order>"));
    }
    answer(200, format!("<orders>{rows}</orders>").as_bytes())
}

/// What the pages of a span told.
#[derive(Default)]
struct Told {
    lines: BTreeSet<LineId>,
    unread: Vec<String>,
    calls: usize,
}

/// Every line of a span, page by page.
fn read(crowds: Vec<(i64, usize)>) -> Told {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let desk = Desk::answering(move |request| listed(request, &crowds));
        let span = Span { from: noon() - TimeDelta::hours(36), to: noon() };
        let (mut all, mut page, mut pages) = (Told::default(), None, BTreeSet::new());
        loop {
            let request = FeedRequest::Time { span, page };
            let told = desk.run(desk.elevenst.collect(FeedId("shipping"), request)).await.unwrap();
            all.unread.extend(told.unread);
            all.lines.extend(told.facts.into_iter().map(|fact| match fact {
                Fact::News(news) => news.line,
                other => panic!("{other:?}"),
            }));
            let Some(next) = told.next else { return Told { calls: desk.calls().len(), ..all } };
            assert!(pages.insert(next.clone()), "{next} was named twice");
            page = Some(next);
        }
    })
}

/// Every line that the crowds hold.
fn all(crowds: &[(i64, usize)]) -> BTreeSet<LineId> {
    let numbers = crowds.iter().flat_map(|(minute, count)| (0..*count).map(move |n| (minute, n)));
    numbers.map(|(minute, n)| LineId::new(format!("{minute:05}{n:05}:1"))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_distribution_of_rows_is_read_completely(
        crowds in proptest::collection::btree_map(5_i64..2_160, 0_usize..2_999, 0..6),
        together in proptest::collection::btree_map(700_i64..706, 0_usize..2_999, 0..4),
    ) {
        let crowds: Vec<_> = crowds.into_iter().chain(together).collect::<std::collections::BTreeMap<_, _>>().into_iter().collect();
        let told = read(crowds.clone());
        prop_assert_eq!(told.lines, all(&crowds));
        prop_assert_eq!(told.unread.len(), 0);
    }

    #[test]
    fn stretches_cover_their_span_without_a_gap(seconds in 0_i64..5_000_000, length in 0_i64..700_000, full in any::<u64>()) {
        let from = noon() + TimeDelta::seconds(seconds);
        let whole = Stretch::of(Span { from, to: from + TimeDelta::seconds(length) });
        let (first, last) = whole.minutes();
        prop_assert!((last - first).num_seconds() - length <= 120, "at most a minute more at each end");
        prop_assert!(last > in_korea(from + TimeDelta::seconds(length)), "the end lies after what was asked for");
        let (mut read_to, mut stretch, mut turn) = (first, Some(whole), 0);
        while let Some(next) = stretch {
            let (begins, ends) = next.minutes();
            prop_assert_eq!(begins, read_to);
            let rows = if full >> (turn % 64) & 1 == 1 && ends - begins > TimeDelta::minutes(1) { CAP } else { 1 };
            turn += 1;
            if !next.is_to_be_halved(rows) {
                read_to = ends;
            }
            stretch = next.after(rows, whole);
        }
        prop_assert_eq!(read_to, last);
    }
}

#[test]
fn a_minute_that_holds_too_many_is_told_and_the_list_goes_on() {
    let told = read(vec![(700, CAP + 10), (900, 5)]);
    assert_eq!(told.lines.len(), CAP + 5, "what follows the minute is read");
    let [minute] = told.unread.as_slice() else { panic!("{:?}", told.unread) };
    assert!(minute.contains("2026-01-01 11:40") && minute.contains("3000"), "{minute}");
}

#[tokio::test]
async fn a_minute_that_holds_too_many_stops_who_is_about_to_act() {
    let row = "<order><ordNo>20260101000000001</ordNo><ordPrdSeq>1</ordPrdSeq></order>".repeat(CAP);
    let desk = Desk::always(200, &format!("<orders>{row}</orders>"));
    let claim = super::claim(domain::ClaimKind::Cancel);
    let order = super::ORDER.into();
    let call = desk.elevenst.read_claim(&order, domain::ClaimKind::Cancel, &claim);
    let error = desk.run(call).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Refused);
    assert!(error.message.contains("3000"), "{error}");
}

#[test]
fn the_end_lies_after_the_moment_that_is_asked_for() {
    let minute = noon() - TimeDelta::seconds(i64::from(noon().second()));
    for milliseconds in [0, 300, 59_999] {
        let now = minute + TimeDelta::milliseconds(milliseconds);
        let (_, ends) = Stretch::of(Span { from: now - TimeDelta::hours(1), to: now }).minutes();
        assert_eq!(ends, in_korea(minute) + TimeDelta::minutes(1), "{now}");
    }
}

#[test]
fn a_span_with_room_to_spare_is_one_call() {
    let told = read(vec![(700, CAP - 1)]);
    assert_eq!((told.lines.len(), told.calls), (CAP - 1, 1));
}
