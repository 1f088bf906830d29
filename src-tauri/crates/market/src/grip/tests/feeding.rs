//! Every list as it is asked for, and what its rows become.

use chrono::TimeDelta;
use domain::{ClaimStep, Fact, Stage};
use serde_json::{Value, json};

use super::{Desk, LINE, RETURN, list, row, sample, with};
use crate::grip::feeds::FEEDS;
use crate::grip::lists::List;
use crate::layers::tests::noon;
use crate::{Collected, ErrorKind, Feed, FeedId, FeedInput, FeedRequest, Marketplace, Span};

/// Two days up to noon.
pub(super) fn days() -> Span {
    Span { from: noon() - TimeDelta::days(2), to: noon() }
}

pub(super) const DAYS: &str = "searchStartAt=1767150245000&searchEndAt=1767323105000";
/// From the second before the sample's order was paid.
const PAID: &str = "searchStartAt=1767225599000&searchEndAt=1767225661000";

pub(super) async fn collect(desk: &Desk, feed: &'static str, page: Option<String>) -> Collected {
    let request = FeedRequest::Time { span: days(), page };
    desk.run(desk.grip.collect(FeedId(feed), request)).await.unwrap()
}

#[tokio::test]
async fn every_list_is_asked_for_as_its_page_says() {
    for (feed, of, path, filter) in [
        ("cancels", List::Orders, "order", "searchDate=cancelAt"),
        ("cancels.again", List::Orders, "order", "searchDate=cancelAt"),
        ("orders.new", List::Orders, "order", "searchStatus=1%2C2&searchDate=orderedAt"),
        ("orders.open", List::Orders, "order", "searchStatus=1%2C2%2C10%2C12&searchDate=orderedAt"),
        ("orders.left", List::Orders, "order", "searchStatus=11%2C13&searchDate=orderedAt"),
        ("orders.confirmed", List::Orders, "order", "searchDate=confirmAt"),
        (
            "returns.open",
            List::Returns,
            "return",
            "searchStatus=40%2C41%2C42%2C46&searchDate=requestReturnAt",
        ),
        ("returns.again", List::Returns, "return", "searchDate=requestReturnAt"),
        ("returns.withdrawn", List::Returns, "return", "searchDate=cancelReturnAt"),
        ("returns.completed", List::Returns, "return", "searchStatus=44%2C46&searchDate=requestReturnAt"),
        (
            "exchanges.open",
            List::Exchanges,
            "exchange",
            "searchStatus=50%2C51%2C53&searchDate=requestChangeAt",
        ),
        ("exchanges.again", List::Exchanges, "exchange", "searchDate=requestChangeAt"),
        ("exchanges.withdrawn", List::Exchanges, "exchange", "searchDate=cancelChangeAt"),
    ] {
        let desk = Desk::told(&[list(of, &[])]);
        assert_eq!(collect(&desk, feed, None).await, Collected::default());
        assert_eq!(desk.calls(), [format!("GET /api/{path}?start=0&length=100&{filter}&{DAYS}")], "{feed}");
        assert!(FEEDS.iter().any(|known| known.id.0 == feed), "{feed} is no feed");
    }
}

fn times() -> impl Iterator<Item = (&'static str, i64, i64, i64)> {
    let days = |duration: std::time::Duration| duration.as_secs() as i64 / 86_400;
    FEEDS.iter().filter_map(move |feed: &Feed| match feed.input {
        FeedInput::Time { window, look_back, overlap } => {
            Some((feed.id.0, days(window), days(look_back), days(overlap)))
        }
        _ => None,
    })
}

#[test]
fn windows_stay_within_ninety_days() {
    for (feed, window, look_back, overlap) in times() {
        assert!(window < 90 && look_back < 90 && overlap <= look_back, "{feed}");
        assert!(overlap < window, "{feed}: what passed since needs room");
    }
    let names: std::collections::BTreeSet<_> = FEEDS.iter().map(|feed| feed.id).collect();
    assert_eq!(names.len(), FEEDS.len());
}

#[tokio::test]
async fn what_grip_shows_no_more_is_not_asked_for() {
    let old =
        |from: i64, to: i64| Span { from: noon() - TimeDelta::days(from), to: noon() - TimeDelta::days(to) };
    let desk = Desk::told(&[list(List::Returns, &[])]);
    let ask = |span| desk.grip.collect(FeedId("returns.open"), FeedRequest::Time { span, page: None });
    desk.run(ask(old(180, 91))).await.unwrap();
    assert_eq!(desk.calls().len(), 0);
    desk.run(ask(old(95, 30))).await.unwrap();
    assert!(
        desk.calls()[0].contains("searchStartAt=1759547645000&searchEndAt=1764731105000"),
        "{:?}",
        desk.calls()
    );
}

#[tokio::test]
async fn feeds_that_are_none_are_refused() {
    let desk = Desk::of(&[]);
    let time = |feed| desk.grip.collect(FeedId(feed), FeedRequest::Time { span: days(), page: None });
    assert_eq!(desk.run(time("orders")).await.unwrap_err().kind, ErrorKind::Unsupported);
    let claims = desk.grip.collect(FeedId("cancels"), FeedRequest::Claims(vec![RETURN.into()]));
    assert_eq!(desk.run(claims).await.unwrap_err().kind, ErrorKind::Unsupported);
}

fn lines(collected: &Collected) -> Vec<(&str, Stage)> {
    let mut lines = Vec::new();
    for fact in &collected.facts {
        if let Fact::Line(line) = fact {
            lines.push((line.line.as_str(), line.stage));
        }
    }
    lines
}

/// The lists are asked for the days of those orders only that they may show.
#[tokio::test]
async fn a_page_of_open_orders_is_told_with_what_the_delivery_lists_know() {
    let orders: Vec<Value> = [(1, 1), (2, 10), (3, 12), (4, 12), (5, 2)]
        .map(|(product, state)| row(List::Orders, product, state))
        .to_vec();
    let desk = Desk::told(&[
        list(List::Orders, &orders),
        list(List::Prepare, &[row(List::Prepare, 3, 0)]),
        list(List::Start, &[row(List::Start, 2, 0), row(List::Start, 4, 0)]),
    ]);
    let told = collect(&desk, "orders.open", None).await;
    let stages = [Stage::Paid, Stage::Preparing, Stage::Paid, Stage::Preparing, Stage::Unknown];
    assert_eq!(lines(&told).iter().map(|(_, stage)| *stage).collect::<Vec<_>>(), stages);
    let calls = desk.calls();
    assert_eq!(calls[1], format!("GET /api/delivery/prepare?start=0&length=100&{PAID}"));
    assert_eq!(calls[2], format!("GET /api/delivery/start?start=0&length=100&{PAID}"));
    assert_eq!(calls.len(), 3, "nothing has left");
    let delayed = told.facts.iter().find_map(|fact| match fact {
        Fact::Line(line) if line.line.as_str().ends_with(":3") => Some(line.delivery.delayed_because.clone()),
        _ => None,
    });
    assert_eq!(delayed.as_deref(), Some("재입고를 기다립니다"));
}

/// By itself the list of orders would say that what left has no number.
#[tokio::test]
async fn what_has_left_is_told_whole_only_with_its_number() {
    let orders = [row(List::Orders, 5_100_200_301, 11), row(List::Orders, 2, 13)];
    let desk = Desk::told(&[list(List::Orders, &orders), list(List::Status, &[sample(List::Status)])]);
    let told = collect(&desk, "orders.left", None).await;
    assert_eq!(lines(&told), [(LINE, Stage::Delivering)]);
    assert_eq!(desk.calls()[1], format!("GET /api/delivery/status?start=0&length=100&{PAID}"));
    let Fact::News(news) = &told.facts[1] else { panic!("{:?}", told.facts) };
    assert_eq!((news.stage, news.raw_status.as_str()), (Some(Stage::Delivered), "13"));
    assert_eq!((&news.courier, &news.invoice), (&None, &None), "nothing is said of its number");
}

#[tokio::test]
async fn a_cancel_comes_with_its_line() {
    let at = json!(1_767_232_800_000_i64);
    let canceled = |product, state| with(row(List::Orders, product, state), &[("cancelAt", at.clone())]);
    let orders = [canceled(1, 80), canceled(2, 64), canceled(3, 82)];
    let desk = Desk::told(&[list(List::Orders, &orders)]);
    let told = collect(&desk, "cancels", None).await;
    assert!(lines(&told).iter().all(|(_, stage)| *stage == Stage::Canceled) && lines(&told).len() == 3);
    let claims: Vec<(&str, ClaimStep)> = told
        .facts
        .iter()
        .filter_map(|fact| match fact {
            Fact::Claim(claim) => Some((claim.claim.as_str(), claim.step)),
            _ => None,
        })
        .collect();
    let named = [("4100200300:1:C", ClaimStep::Completed), ("4100200300:2:C", ClaimStep::Refunded)];
    assert_eq!(claims, named, "what was never paid has no cancel");
    assert_eq!(desk.calls().len(), 1, "nothing else is asked for what did not leave");
}

#[tokio::test]
async fn a_claim_comes_with_news_of_its_line() {
    let desk = Desk::told(&[list(List::Returns, &[sample(List::Returns)])]);
    let told = collect(&desk, "returns.open", None).await;
    let [Fact::Claim(claim), Fact::News(news)] = told.facts.as_slice() else { panic!("{:?}", told.facts) };
    assert_eq!((claim.claim.as_str(), news.line.as_str()), (RETURN, LINE));
    assert_eq!((news.stage, news.raw_status.as_str()), (Some(Stage::Delivered), "40"));
}

#[tokio::test]
async fn a_record_that_cannot_be_read_does_not_cost_the_others() {
    let bad = with(row(List::Orders, 1, 1), &[("quantity", json!("many"))]);
    let orders = [Value::Null, bad, row(List::Orders, 2, 2)];
    let prepare = list(List::Prepare, &[json!({"orderSeq": "x"})]);
    let desk = Desk::told(&[list(List::Orders, &orders), prepare]);
    let told = collect(&desk, "orders.new", None).await;
    assert_eq!((lines(&told).len(), told.unread.len()), (1, 3), "{:?}", told.unread);
    assert!(told.unread.iter().all(|reason| !reason.contains("김그립")));
}

#[tokio::test]
async fn lines_that_wait_for_their_payment_are_read_by_their_orders() {
    let desk = Desk::told(&[list(List::Orders, &[row(List::Orders, 1, 3), row(List::Orders, 2, 2)])]);
    let lines = ["4100200300:1", "4100200300:2", "nonsense"].map(Into::into).to_vec();
    let told = desk.run(desk.grip.collect(FeedId("orders.unpaid"), FeedRequest::Lines(lines))).await.unwrap();
    let stages = [("4100200300:1", Stage::Canceled), ("4100200300:2", Stage::Unknown)];
    assert_eq!(self::lines(&told), stages);
    assert_eq!(desk.calls().len(), 1, "one order is asked for once");
}

#[tokio::test]
async fn a_line_that_is_read_again_comes_with_its_claim() {
    let answers = [
        list(List::Orders, &[row(List::Orders, 5_100_200_301, 47)]),
        list(List::Status, &[sample(List::Status)]),
        list(List::Returns, &[row(List::Returns, 5_100_200_301, 47)]),
        list(List::Returns, &[]),
    ];
    let desk = Desk::told(&answers);
    let lines = FeedRequest::Lines(vec![LINE.into()]);
    let told = desk.run(desk.grip.collect(FeedId("orders.unpaid"), lines)).await.unwrap();
    let [Fact::Line(_), Fact::Claim(claim)] = told.facts.as_slice() else { panic!("{:?}", told.facts) };
    assert_eq!((claim.claim.as_str(), claim.step), (RETURN, ClaimStep::Withdrawn));
}

/// How such a line left is not told, and what is known of it stays.
#[tokio::test]
async fn a_line_on_its_way_that_no_delivery_list_shows_is_news() {
    let left = row(List::Orders, 5_100_200_301, 11);
    let desk = Desk::told(&[list(List::Orders, &[left]), list(List::Status, &[])]);
    let lines = FeedRequest::Lines(vec![LINE.into()]);
    let told = desk.run(desk.grip.collect(FeedId("orders.unpaid"), lines)).await.unwrap();
    let [Fact::News(news)] = told.facts.as_slice() else { panic!("{:?}", told.facts) };
    assert_eq!((news.line.as_str(), news.stage), (LINE, Some(Stage::Delivering)));
    assert_eq!((&news.courier, &news.invoice), (&None, &None));
}

#[tokio::test]
async fn an_open_claim_is_read_by_its_name() {
    let again = with(sample(List::Returns), &[("returnRequestAt", json!(1_767_300_000_000_i64))]);
    let none = || list(List::Returns, &[]);
    let answers = [
        list(List::Returns, &[sample(List::Returns)]),
        none(),
        list(List::Returns, &[again]),
        none(),
        none(),
    ];
    let desk = Desk::told(&answers);
    let old = "4100200300:5100200301:R:1500000000000";
    let claims = [RETURN, RETURN, RETURN].map(Into::into).to_vec();
    let told = desk.run(desk.grip.collect(FeedId("claims.open"), FeedRequest::Claims(claims))).await.unwrap();
    assert!(matches!(&told.facts[0], Fact::Claim(claim) if claim.step == ClaimStep::Requested));
    assert!(
        matches!(&told.facts[1], Fact::Gone { claim } if claim.as_str() == RETURN),
        "asked for anew, and by nobody told who gave up the former one"
    );
    assert!(matches!(&told.facts[2], Fact::Gone { claim } if claim.as_str() == RETURN));
    let desk = Desk::told(&[list(List::Returns, &[])]);
    let asked = FeedRequest::Claims(vec![old.into()]);
    let told = desk.run(desk.grip.collect(FeedId("claims.open"), asked)).await.unwrap();
    assert_eq!(told, Collected::default(), "older than anything that Grip shows");
}
