//! Every list as it is asked for, page by page, and what its rows become.

use chrono::TimeDelta;
use domain::{ClaimKind, ClaimStep, Fact, Stage};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{DONE, Desk, NO_ORDERS, NOTHING, both, claims, list, order, orders, with};
use crate::esm::flavor::{AUCTION, Flavor, GMARKET};
use crate::layers::tests::noon;
use crate::{Collected, ErrorKind, Feed, FeedId, FeedInput, FeedRequest, MarketError, Marketplace, Span};

/// Five days up to noon.
fn week() -> Span {
    Span { from: noon() - TimeDelta::days(5), to: noon() }
}

async fn collect(desk: &Desk, feed: &'static str, page: Option<&str>) -> Result<Collected, MarketError> {
    let request = FeedRequest::Time { span: week(), page: page.map(str::to_owned) };
    desk.run(desk.esm.collect(FeedId(feed), request)).await
}

/// The only call of a feed at a site.
async fn asked(flavor: &'static Flavor, feed: &'static str) -> String {
    let desk = Desk::of(flavor, &[(200, NOTHING)]);
    collect(&desk, feed, None).await.unwrap();
    let mut calls = desk.calls();
    assert_eq!(calls.len(), 1, "{feed}: {calls:?}");
    calls.remove(0)
}

const DAYS: &str = r#""StartDate":"2025-12-28","EndDate":"2026-01-03""#;

#[tokio::test]
async fn every_list_is_asked_for_as_its_page_says() {
    for flavor in both() {
        let site = flavor.site;
        for status in 1..=5 {
            let feed = ["orders.1", "orders.2", "orders.3", "orders.4", "orders.5"][status - 1];
            let expected = format!(
                r#"POST /shipping/v1/Order/RequestOrders {{"siteType":{site},"orderStatus":{status},"requestDateType":2,"requestDateFrom":"2025-12-28","requestDateTo":"2026-01-03","pageIndex":1,"pageSize":500}}"#
            );
            assert_eq!(asked(flavor, feed).await, expected);
        }
        let unpaid = format!(
            r#"POST /shipping/v1/Order/PreRequestOrders {{"siteType":{site},"requestDateFrom":"2025-12-28","requestDateTo":"2026-01-03","pageIndex":1,"pageSize":500}}"#
        );
        assert_eq!(asked(flavor, "unpaid").await, unpaid);
        for (feed, kind, status, by) in [
            ("returns.1", "Return", 1, 2),
            ("returns.2", "Return", 2, 2),
            ("returns.3", "Return", 3, 2),
            ("returns.4", "Return", 4, 3),
            ("returns.5", "Return", 5, 3),
            ("returns.6", "Return", 6, 3),
            ("returns.4.requested", "Return", 4, 2),
            ("exchanges.4.requested", "Exchange", 4, 2),
            ("exchanges.1", "Exchange", 1, 2),
            ("exchanges.2", "Exchange", 2, 2),
            ("exchanges.3", "Exchange", 3, 2),
            ("exchanges.4", "Exchange", 4, 3),
            ("exchanges.5", "Exchange", 5, 3),
        ] {
            let expected = format!(
                r#"POST /claim/v1/sa/{kind}s {{"SiteType":{site},"{kind}Status":{status},"Type":{by},{DAYS}}}"#
            );
            assert_eq!(asked(flavor, feed).await, expected);
        }
        assert_eq!(
            asked(flavor, "undelivered").await,
            format!(r#"POST /shipping/v1/Delivery/ClaimList {{"SearchType":1,"OrderNo":0,{DAYS}}}"#)
        );
        for (feed, by) in [("status.shipped", 3), ("status.delivered", 4), ("status.decided", 5)] {
            let expected = format!(
                r#"POST /shipping/v1/Delivery/GetDeliveryStatus {{"OrderNo":0,"SearchDateConditionType":{by},"FromDate":"2025-12-28","ToDate":"2026-01-03","Page":1}}"#
            );
            assert_eq!(asked(flavor, feed).await, expected);
        }
    }
}

/// With 2 the list of cancels shows nothing of Gmarket's, and says nothing of why.
#[tokio::test]
async fn cancels_number_gmarket_otherwise() {
    for (flavor, site) in [(&GMARKET, 3), (&AUCTION, 1)] {
        for (feed, by) in [("cancels.requested", 2), ("cancels.done", 3)] {
            let expected = format!(
                r#"POST /claim/v1/sa/Cancels {{"SiteType":{site},"CancelStatus":0,"Type":{by},{DAYS}}}"#
            );
            assert_eq!(asked(flavor, feed).await, expected);
        }
    }
}

fn times(flavor: &Flavor) -> impl Iterator<Item = (&Feed, i64, i64, i64)> {
    let days = |duration: std::time::Duration| duration.as_secs() as i64 / 86_400;
    flavor.feeds.iter().filter_map(move |feed| match feed.input {
        FeedInput::Time { window, look_back, overlap } => {
            Some((feed, days(window), days(look_back), days(overlap)))
        }
        _ => None,
    })
}

#[test]
fn windows_stay_within_what_the_pages_allow() {
    for flavor in both() {
        for (feed, window, look_back, overlap) in times(flavor) {
            let name = feed.id.0.split('.').next().unwrap();
            // Both ends' days, and the one after the last.
            let asked = window + 2;
            let most = match name {
                "orders" | "unpaid" => 31,
                "undelivered" => 30,
                _ => 7,
            };
            assert!(asked <= most, "{} asks for {asked} days", feed.id.0);
            assert!(overlap <= look_back, "{}", feed.id.0);
        }
        let names: std::collections::BTreeSet<_> = flavor.feeds.iter().map(|feed| feed.id).collect();
        assert_eq!(names.len(), flavor.feeds.len());
    }
    let completed = |flavor: &Flavor| flavor.feeds.iter().any(|feed| feed.id.0 == "exchanges.4");
    assert!(completed(&GMARKET) && !completed(&AUCTION));
}

#[test]
fn the_lists_of_orders_stay_far_below_one_call_in_five_seconds() {
    let each = |(feed, window, _, overlap): (&Feed, i64, i64, i64)| {
        let limited = feed.id.0.starts_with("orders") || feed.id.0 == "unpaid";
        let calls = if limited { overlap / window + 1 } else { 0 };
        calls as f64 / feed.every.as_secs_f64()
    };
    for flavor in both() {
        let a_second: f64 = times(flavor).map(each).sum();
        assert!(a_second < 0.02, "{a_second} calls a second");
    }
}

#[tokio::test]
async fn orders_become_lines_and_what_cannot_be_read_is_told_apart() {
    let broken = with(order(&GMARKET), &[("OrderNo", json!({}))]);
    let page = orders(&[order(&GMARKET), broken, json!("x")], 3);
    let desk = Desk::told(&GMARKET, &[page]);
    let read = collect(&desk, "orders.1", None).await.unwrap();
    assert_eq!(read.unread, ["OrderNo: another type than documented", "a record is no object"]);
    assert!(matches!(read.facts.as_slice(), [Fact::Line(line)] if line.stage == Stage::Paid));
    assert_eq!(read.next, None);
}

#[tokio::test]
async fn a_cancel_that_went_through_takes_its_line_along() {
    let desk = Desk::told(&GMARKET, &[list(&claims(ClaimKind::Cancel))]);
    let read = collect(&desk, "cancels.done", None).await.unwrap();
    let [Fact::Claim(done), Fact::News(gone), Fact::Claim(open)] = read.facts.as_slice() else {
        panic!("{:?}", read.facts)
    };
    assert_eq!((done.step, open.step), (ClaimStep::Completed, ClaimStep::Approved));
    assert_eq!((gone.line.as_str(), gone.stage), ("2943387115", Some(Stage::Canceled)));
}

#[tokio::test]
async fn a_report_finds_its_basket_in_what_other_lists_told() {
    let row = |number: u64| {
        json!({"OrderNo": number, "ClaimDate": "2026-01-01T14:13:00", "ClaimReason": "배송지연7일이상",
            "ClaimDetailReason": "물건을 받지 못했습니다", "ClaimSolveDate": null})
    };
    let desk = Desk::told(&GMARKET, &[orders(&[order(&GMARKET)], 1), list(&[row(2_946_269_058), row(7)])]);
    collect(&desk, "orders.3", None).await.unwrap();
    let read = collect(&desk, "undelivered", None).await.unwrap();
    let [Fact::Undelivered(known), Fact::Undelivered(unknown)] = read.facts.as_slice() else {
        panic!("{:?}", read.facts)
    };
    assert_eq!((known.order.as_str(), unknown.order.as_str()), ("4454223145", ""));
    assert_eq!((known.report.as_str(), known.settled_at), ("20260101141300", None));
    assert_eq!(known.reason, "배송지연7일이상 · 물건을 받지 못했습니다");
    assert!(!known.raw.contains("받지 못"), "{}", known.raw);
    let empty = r#"{"ResultCode":1100,"Message":"데이터가 없습니다.","Data":null}"#;
    let desk = Desk::of(&GMARKET, &[(200, empty)]);
    assert_eq!(collect(&desk, "undelivered", None).await.unwrap(), Collected::default());
}

fn changed(number: u64, status: u32) -> Value {
    json!({"OrderNo": number, "Status": status, "ClaimStatus": 0, "StatusChangeDate": "2026-01-01T10:00:00", "IsGiftOrder": "N"})
}

#[tokio::test]
async fn changes_are_news_of_known_lines_and_unknown_ones_are_read_whole() {
    let later = with(order(&GMARKET), &[("OrderNo", json!(8)), ("OrderStatus", json!(4))]);
    let desk = Desk::told(
        &GMARKET,
        &[
            orders(&[order(&GMARKET)], 1),
            list(&[changed(2_946_269_058, 4), changed(8, 4), changed(9, 9)]),
            orders(&[later], 1),
            NO_ORDERS.to_owned(),
            list(&[]),
        ],
    );
    collect(&desk, "orders.3", None).await.unwrap();
    let read = collect(&desk, "status.delivered", None).await.unwrap();
    let [Fact::News(news), Fact::Line(line)] = read.facts.as_slice() else { panic!("{:?}", read.facts) };
    assert_eq!((news.stage, news.order.as_str()), (Some(Stage::Delivered), "4454223145"));
    assert_eq!(line.line.as_str(), "8");
    let next = read.next.unwrap();
    assert_eq!(next, "2|0|2946269058");
    assert_eq!(collect(&desk, "status.delivered", Some(&next)).await.unwrap(), Collected::default());
    assert!(desk.calls()[4].contains(r#""Page":2"#));
}

/// A list without an end must not be read for ever.
#[tokio::test]
async fn a_page_that_comes_again_is_the_last() {
    let page = || list(&[changed(2_946_269_058, 4)]);
    let desk = Desk::told(&GMARKET, &[page(), NO_ORDERS.to_owned(), page()]);
    let first = collect(&desk, "status.delivered", None).await.unwrap();
    let again = collect(&desk, "status.delivered", first.next.as_deref()).await.unwrap();
    assert_eq!((again.next, again.facts.len()), (None, 0));
}

#[tokio::test]
async fn reports_up_to_a_day_to_come_are_asked_for_up_to_today() {
    let late = r#"{"ResultCode":414,"Message":"The request failed","Data":null}"#;
    let desk = Desk::of(&GMARKET, &[(200, late), (200, NOTHING)]);
    assert_eq!(collect(&desk, "undelivered", None).await.unwrap(), Collected::default());
    let calls = desk.calls();
    assert!(
        calls[0].ends_with(r#""EndDate":"2026-01-03"}"#) && calls[1].ends_with(r#""EndDate":"2026-01-02"}"#)
    );
}

#[tokio::test]
async fn a_day_with_many_claims_is_told_as_one_of_which_some_may_be_missing() {
    let rows = vec![claims(ClaimKind::Return)[1].clone(); 500];
    let desk = Desk::told(&AUCTION, &[list(&rows)]);
    let request = FeedRequest::Time { span: Span { from: noon(), to: noon() }, page: None };
    let read = desk.run(desk.esm.collect(FeedId("returns.1"), request)).await.unwrap();
    assert_eq!((read.facts.len(), desk.calls().len()), (500, 1));
    assert_eq!(read.unread, ["2026-01-02: 500 rows, some may be missing"]);
}

/// Of lines whose baskets nobody knows only a few are read before the account's turn is given back.
#[tokio::test]
async fn a_page_of_many_unknown_lines_is_read_in_parts() {
    let rows: Vec<Value> = (1..=12).map(|number| changed(number, 4)).collect();
    let part = |lines| [vec![list(&rows)], vec![NO_ORDERS.to_owned(); lines]].concat();
    let desk = Desk::told(&GMARKET, &[part(5), part(5), part(2), vec![list(&[])]].concat());
    let (mut page, mut pages) = (None, Vec::new());
    loop {
        let read = collect(&desk, "status.delivered", page.as_deref()).await.unwrap();
        assert!(read.unread.is_empty(), "{:?}", read.unread);
        page = read.next;
        match &page {
            Some(next) => pages.push(next.clone()),
            None => break,
        }
    }
    assert_eq!(pages, ["1|5|", "1|10|", "2|0|1"]);
    let asked: Vec<String> = desk.calls().into_iter().filter(|call| call.contains("RequestOrders")).collect();
    assert_eq!(asked.len(), 12);
    for number in 1..=12 {
        let once = format!(r#""orderNo":{number}}}"#);
        assert_eq!(asked.iter().filter(|call| call.contains(&once)).count(), 1, "{asked:?}");
    }
}

#[tokio::test]
async fn a_list_that_is_unknown_is_never_asked_for() {
    for feed in [
        "orders.6",
        "orders.",
        "returns.0",
        "returns.7",
        "exchanges.6",
        "returns.7.requested",
        "cancels.1",
        "nothing",
    ] {
        let desk = Desk::of(&GMARKET, &[(200, DONE)]);
        let error = collect(&desk, feed, None).await.unwrap_err();
        assert_eq!((error.kind, desk.calls().len()), (ErrorKind::Unsupported, 0), "{feed}");
    }
}

#[tokio::test]
async fn too_many_calls_wait_and_are_asked_again() {
    let busy = r#"{"ResultCode":3000,"Message":"주문조회는 5초당 1회 호출 가능합니다.","Data":null}"#;
    let desk = Desk::of(&GMARKET, &[(200, busy), (200, NO_ORDERS)]);
    assert_eq!(collect(&desk, "orders.1", None).await.unwrap(), Collected::default());
    assert_eq!(desk.calls().len(), 2);
}

#[tokio::test]
async fn an_answer_that_was_cut_off_is_no_empty_list() {
    for body in ["", "{", "<html>", "[]", r#"{"ResultCode":0,"Data":[{"#, "{}"] {
        for feed in ["orders.1", "returns.1", "undelivered", "status.decided"] {
            let desk = Desk::of(&GMARKET, &[(200, body)]);
            let error = collect(&desk, feed, None).await.unwrap_err();
            assert_eq!(error.kind, ErrorKind::Unreadable, "{feed} {body}");
        }
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().build().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Every page is asked for once, and none after the last.
    #[test]
    fn pages_of_orders_end_with_the_total(total in 0_usize..2_600) {
        let pages = total.div_ceil(500).max(1);
        let page = orders(if total == 0 { &[] } else { std::slice::from_ref(PAGE.get_or_init(|| order(&GMARKET))) }, total);
        let desk = Desk::told(&GMARKET, &vec![page; pages]);
        let asked = runtime().block_on(async {
            let (mut next, mut asked) = (None::<String>, 0);
            loop {
                let read = collect(&desk, "orders.2", next.as_deref()).await.unwrap();
                asked += 1;
                match read.next {
                    Some(page) => next = Some(page),
                    None => return asked,
                }
            }
        });
        prop_assert_eq!(asked, pages);
        for (index, call) in desk.calls().iter().enumerate() {
            let expected = format!(r#""pageIndex":{},"#, index + 1);
            prop_assert!(call.contains(&expected), "{}", call);
        }
    }
}

/// A span with many rows is asked for in halves, and nothing is lost.
#[tokio::test]
async fn many_claims_are_asked_for_in_halves() {
    let rows: Vec<Value> = (1..=500)
        .map(|number| with(claims(ClaimKind::Return)[1].clone(), &[("OrderNo", json!(number))]))
        .collect();
    let desk = Desk::told(&AUCTION, &[list(&rows), list(&rows[..250]), list(&rows[250..])]);
    let read = collect(&desk, "returns.1", None).await.unwrap();
    let calls = desk.calls();
    assert_eq!((read.facts.len(), calls.len()), (500, 3));
    assert!(calls[1].contains(r#""StartDate":"2025-12-28","EndDate":"2025-12-31""#), "{}", calls[1]);
    assert!(calls[2].contains(r#""StartDate":"2025-12-31","EndDate":"2026-01-03""#), "{}", calls[2]);
}

static PAGE: std::sync::OnceLock<Value> = std::sync::OnceLock::new();
