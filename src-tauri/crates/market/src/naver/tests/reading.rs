//! The exact request of every single read, and what its answer becomes.

use chrono::TimeDelta;
use domain::{ClaimKind, ClaimStep, Fact, Stage};
use serde_json::{Value, json};

use super::{CLAIM, Desk, LINE, NOTHING, ORDER, answer, both, details, paid, sample};
use crate::layers::tests::noon;
use crate::naver::flavor::{NPAY, SMARTSTORE};
use crate::{ErrorKind, FeedId, FeedRequest, LineRef, MarketError, Marketplace, Persistence, Response, Span};

fn ids(list: &[&str]) -> String {
    json!({"timestamp": "2026-01-02T12:04:05.000+09:00", "traceId": "t", "data": list}).to_string()
}

fn query(segment: &str, lines: &[&str]) -> String {
    let list = json!(lines);
    format!(
        r#"POST /v1/pay-order/{segment}/product-orders/query {{"productOrderIds":{list},"quantityClaimCompatibility":true}}"#
    )
}

#[tokio::test]
async fn an_order_is_read_by_the_numbers_of_its_lines() {
    for flavor in both() {
        let desk = Desk::of(flavor, &[(200, &ids(&["2", "1"])), (200, &details(&[paid("2"), paid("1")]))]);
        let lines = desk.run(desk.naver.read_order(&ORDER.into())).await.unwrap();
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.marketplace == flavor.marketplace));
        let segment = flavor.segment;
        let first = format!("GET /v1/pay-order/{segment}/orders/{ORDER}/product-order-ids");
        assert_eq!(desk.calls(), [first, query(segment, &["1", "2"])]);
        assert_eq!(desk.headers("content-type"), [None, Some("application/json".to_owned())]);
    }
}

#[tokio::test]
async fn a_bundle_is_part_of_its_order() {
    let other = |line: &str| {
        let mut record = paid(line);
        record["productOrder"]["packageNumber"] = json!("P2");
        record
    };
    let records = [paid("1"), other("2"), other("3")];
    let desk = Desk::new(&[
        (200, &ids(&["1", "2", "3"])),
        (200, &details(&records)),
        (200, &ids(&["1", "2", "3"])),
        (200, &details(&records)),
    ]);
    let one = desk.run(desk.naver.read_bundle(&ORDER.into(), &"P2".into())).await.unwrap();
    assert_eq!(one.iter().map(|line| line.line.as_str()).collect::<Vec<_>>(), ["2", "3"]);
    let bundles = [(ORDER.into(), "2026031577777777".into()), (ORDER.into(), "P3".into())];
    let all = desk.run(desk.naver.read_bundles(&bundles, Stage::Preparing)).await.unwrap();
    assert_eq!(all.iter().map(|line| line.line.as_str()).collect::<Vec<_>>(), ["1"]);
    assert_eq!(desk.calls().len(), 4, "an order is asked for once, whatever it has of bundles");
}

fn refs(lines: &[String]) -> Vec<LineRef> {
    let of = |line: &String| LineRef { order: ORDER.into(), bundle: "P1".into(), line: line.as_str().into() };
    lines.iter().map(of).collect()
}

#[tokio::test]
async fn seven_hundred_lines_stand_in_three_queries() {
    let lines: Vec<String> = (1000..1700).map(|id: u32| id.to_string()).collect();
    let records: Vec<Value> = lines.iter().map(|line| paid(line)).collect();
    let answers: Vec<String> = records.chunks(300).map(details).collect();
    let answers: Vec<(u16, &str)> = answers.iter().map(|body| (200, body.as_str())).collect();
    let desk = Desk::new(&answers);
    let standing = desk.run(desk.naver.read_standing(&refs(&lines), Stage::Preparing)).await.unwrap();
    assert_eq!((standing.lines.len(), standing.claims.len()), (700, 0));
    let asked: Vec<usize> = desk.calls().iter().map(|call| call.matches(r#""1"#).count()).collect();
    assert_eq!(asked, [300, 300, 100]);
}

#[tokio::test]
async fn what_a_query_leaves_out_is_asked_for_once_more() {
    let lines = ["1", "2", "3"].map(str::to_owned);
    let desk = Desk::new(&[(200, &details(&[paid("2")])), (200, &details(&[paid("1"), paid("3")]))]);
    let standing = desk.run(desk.naver.read_standing(&refs(&lines), Stage::Preparing)).await.unwrap();
    assert_eq!(standing.lines.len(), 3);
    assert_eq!(desk.calls(), [query("seller", &["1", "2", "3"]), query("seller", &["1", "3"])]);
}

/// Half an answer, which says nothing of the marketplace's state and may be whole the next time.
fn assert_half(error: &MarketError) {
    assert_eq!((error.kind, error.persistence), (ErrorKind::Unreadable, Persistence::Temporary), "{error}");
}

/// Naver shows a line for ever, a cancelled one too: what stays away is not gone.
#[tokio::test]
async fn a_line_that_stays_away_is_an_error() {
    for first in [details(&[paid("2")]), NOTHING.to_owned()] {
        let desk = Desk::new(&[(200, &first), (200, &details(&[]))]);
        let lines = ["1", "2"].map(str::to_owned);
        let error = desk.run(desk.naver.read_standing(&refs(&lines), Stage::Paid)).await.unwrap_err();
        assert_half(&error);
        assert!(error.message.contains("leaves out product order"), "{}", error.message);
    }
    let named = ids(&["1", "2"]);
    let half = [(200, named.as_str()), (200, &details(&[paid("2")])), (200, NOTHING)];
    let desk = Desk::new(&half.repeat(5));
    let naver = &desk.naver;
    let bundle = [(ORDER.into(), "2026031577777777".into())];
    assert_half(&desk.run(naver.read_order(&ORDER.into())).await.unwrap_err());
    assert_half(&desk.run(naver.read_bundle(&ORDER.into(), &"P2".into())).await.unwrap_err());
    assert_half(&desk.run(naver.read_bundles(&bundle, Stage::Paid)).await.unwrap_err());
    assert_half(&desk.run(naver.read_claims(&[ORDER.into()])).await.unwrap_err());
    assert_half(&desk.run(naver.coupons(&ORDER.into())).await.unwrap_err());
    assert_eq!(desk.calls().len(), 15);
}

#[tokio::test]
async fn an_order_without_lines_is_an_error() {
    for body in [NOTHING, &ids(&[]), r#"{"data":[""]}"#] {
        let desk = Desk::new(&[(200, body)]);
        assert_half(&desk.run(desk.naver.read_order(&ORDER.into())).await.unwrap_err());
        assert_eq!(desk.calls().len(), 1, "{body}");
    }
}

#[tokio::test]
async fn a_line_and_its_claims_come_from_one_reading() {
    let desk = Desk::new(&[(200, &details(&[sample()]))]);
    let standing = desk.run(desk.naver.read_standing(&refs(&[LINE.to_owned()]), Stage::Paid)).await.unwrap();
    assert_eq!((standing.lines.len(), standing.claims.len()), (1, 1));
    assert_eq!(standing.claims[0].claim.as_str(), CLAIM);
}

#[tokio::test]
async fn what_somebody_acts_on_must_be_readable() {
    let mut unread = sample();
    unread["currentClaim"]["return"]["claimId"] = Value::Null;
    unread["productOrder"]["claimId"] = Value::Null;
    for record in [unread, json!({"productOrder": {"productOrderId": LINE}})] {
        let desk = Desk::new(&[(200, &details(&[record]))]);
        let read = desk.run(desk.naver.read_standing(&refs(&[LINE.to_owned()]), Stage::Paid)).await;
        assert_eq!(read.unwrap_err().kind, ErrorKind::Unreadable);
    }
}

/// What is over holds nobody up.
#[tokio::test]
async fn an_old_claim_that_cannot_be_read_does_not_stand_in_the_way() {
    let mut record = sample();
    record["beforeClaim"] = json!({"exchange": {"claimId": "c0", "requestQuantity": "many"}});
    record["completedClaims"] = json!([
        {"claimType": "CANCEL", "claimStatus": "CANCEL_DONE"},
        {"claimType": "CANCEL", "claimId": "c2", "claimStatus": "CANCEL_DONE"},
    ]);
    let desk = Desk::new(&[(200, &details(std::slice::from_ref(&record)))]);
    let standing = desk.run(desk.naver.read_standing(&refs(&[LINE.to_owned()]), Stage::Paid)).await.unwrap();
    let told: Vec<&str> = standing.claims.iter().map(|claim| claim.claim.as_str()).collect();
    assert_eq!(told, [CLAIM, "2026031598765431:c2"]);
    let desk = Desk::new(&[(200, &details(&[record]))]);
    let page = desk.run(desk.naver.collect(FeedId("open"), FeedRequest::Lines(vec![LINE.into()])));
    assert_eq!(page.await.unwrap().unread.len(), 2, "they are told where nobody decides");
}

#[tokio::test]
async fn the_claims_of_orders_and_one_claim_are_read_from_their_lines() {
    let desk = Desk::new(&[
        (200, &ids(&[LINE])),
        (200, &ids(&["1"])),
        (200, &details(&[sample(), paid("1")])),
        (200, &details(&[sample()])),
        (200, &details(&[sample()])),
        (200, &details(&[])),
        (200, &details(&[])),
    ]);
    let claims = desk.run(desk.naver.read_claims(&[ORDER.into(), "1".into(), ORDER.into()])).await.unwrap();
    assert_eq!(claims.len(), 1);
    let naver = &desk.naver;
    let read = |id: &'static str| {
        let (order, id) = (ORDER.into(), id.into());
        async move { naver.read_claim(&order, ClaimKind::Return, &id).await.unwrap() }
    };
    let found = desk.run(read(CLAIM)).await;
    assert!(matches!(found, Some(Fact::Claim(claim)) if claim.step == ClaimStep::Collected));
    assert_eq!(desk.calls()[3], query("seller", &[LINE]));
    assert_eq!(desk.run(read("2026031598765431:other")).await, None);
    assert_half(
        &desk.run(naver.read_claim(&ORDER.into(), ClaimKind::Return, &CLAIM.into())).await.unwrap_err(),
    );
    assert_eq!(desk.calls().len(), 7);
}

#[tokio::test]
async fn coupons_come_with_the_lines_of_an_order() {
    let desk = Desk::new(&[(200, &ids(&[LINE])), (200, &details(&[sample()]))]);
    let coupons = desk.run(desk.naver.coupons(&ORDER.into())).await.unwrap();
    assert_eq!((coupons.len(), coupons[0].id.as_str(), coupons[0].item.as_str()), (1, "9001", LINE));
    assert_eq!(
        desk.run(desk.naver.history(&refs(&[LINE.to_owned()])[0])).await.unwrap(),
        [],
        "Naver has none"
    );
}

#[tokio::test]
async fn reviews_are_npays_alone_and_read_whatever_their_fields() {
    let from = noon() - TimeDelta::hours(30);
    let span = Span { from, to: noon() };
    let none = Desk::new(&[]);
    assert_eq!(none.run(none.naver.reviews(span)).await.unwrap(), []);
    let first = r#"{"data":{"contents":[{"reviewId":7,"productOrderId":"2026031598765431","reviewScore":5,"reviewContent":"좋아요","createDate":"2026-01-01T09:00:00.000+09:00"}],"pagination":{"hasNext":true}}}"#;
    let bare = r#"{"data":[{"id":"8","content":"그럭저럭","unheard":{"of":1}}]}"#;
    let desk = Desk::of(&NPAY, &[(200, first), (200, r#"{"data":{"contents":[]}}"#), (200, bare)]);
    let reviews = desk.run(desk.naver.reviews(span)).await.unwrap();
    assert_eq!(
        desk.calls(),
        [
            "GET /v1/pay-order/mall/reviews?from=2026-01-01T06%3A04%3A05.000%2B09%3A00&to=2026-01-02T06%3A04%3A05.000%2B09%3A00&page=1",
            "GET /v1/pay-order/mall/reviews?from=2026-01-01T06%3A04%3A05.000%2B09%3A00&to=2026-01-02T06%3A04%3A05.000%2B09%3A00&page=2",
            "GET /v1/pay-order/mall/reviews?from=2026-01-02T06%3A04%3A05.000%2B09%3A00&to=2026-01-02T12%3A04%3A05.000%2B09%3A00&page=1",
        ]
    );
    assert_eq!(
        (reviews[0].id.as_str(), reviews[0].score.as_str(), reviews[0].text.as_str()),
        ("7", "5", "좋아요")
    );
    assert_eq!(reviews[0].line.as_ref().unwrap().as_str(), LINE);
    assert_eq!((reviews[1].id.as_str(), &reviews[1].line, reviews[1].at), ("8", &None, None));
    assert!(reviews[1].raw.contains("unheard"));
}

#[tokio::test]
async fn a_refusal_in_the_place_of_data_is_no_empty_list() {
    let inside = r#"{"code":"100003","message":"주문을 찾을 수 없음","timestamp":"2026-01-02T12:04:05.000+09:00","traceId":"t-9"}"#;
    for status in [200, 400] {
        let desk = Desk::new(&[(status, inside)]);
        let error = desk.run(desk.naver.read_order(&ORDER.into())).await.unwrap_err();
        assert_eq!((error.kind, error.code.as_str()), (ErrorKind::WrongState, "100003"));
        assert_eq!(error.trace.as_deref(), Some("t-9"));
    }
    for id in ["../x", "", "1 2", "가"] {
        let desk = Desk::new(&[]);
        let error = desk.run(desk.naver.read_order(&id.into())).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Refused, "{id} is no part of a path");
    }
}

fn headed(headers: &[(&str, &str)]) -> Response {
    let of = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Response { headers: headers.iter().map(of).collect(), ..answer(200, NOTHING) }
}

#[tokio::test]
async fn the_gateways_headers_show_in_the_health() {
    let told = headed(&[
        ("gncp-gw-trace-id", "cr3-1"),
        ("gncp-gw-ratelimit-replenish-rate", "2"),
        ("gncp-gw-ratelimit-burst-capacity", "4"),
        ("gncp-gw-ratelimit-remaining", "3"),
        ("gncp-gw-quota-limit", "1"),
        ("gncp-gw-quota-remaining", "0"),
        ("gncp-gw-quota-period", "HOURS"),
    ]);
    let silent = headed(&[("gncp-gw-trace-id", "cr3-2")]);
    let desk = Desk::answering(&SMARTSTORE, [told, silent].into(), [].into());
    desk.ask().await.unwrap();
    let health = desk.naver.health();
    let rate = health.rate.unwrap();
    assert_eq!(
        (rate.limit, rate.burst, rate.remaining, rate.period.as_str()),
        (2, Some(4), Some(3), "SECONDS")
    );
    let quota = health.quota.unwrap();
    assert_eq!((quota.limit, quota.remaining, quota.period.as_str()), (1, Some(0), "HOURS"));
    assert_eq!(health.last_trace.as_deref(), Some("cr3-1"));
    desk.ask().await.unwrap();
    let health = desk.naver.health();
    assert_eq!((health.quota, health.last_trace.as_deref()), (None, Some("cr3-2")));
    assert!(health.rate.is_some(), "the rate stays until another answer tells of it");
}

#[tokio::test]
async fn each_endpoint_has_two_calls_a_second_of_its_own() {
    let desk = Desk::new(&[(200, NOTHING); 5]);
    let start = crate::Clock::now(&*desk.clock);
    for _ in 0..5 {
        desk.ask().await.unwrap();
    }
    let took = (crate::Clock::now(&*desk.clock) - start).num_milliseconds();
    assert!((2_000..2_600).contains(&took), "five calls of one endpoint took {took} ms");
}
