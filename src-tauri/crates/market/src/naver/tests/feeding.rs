//! The feeds: their exact requests, their pages, and that nothing is lost between them.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, Fact};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Desk, LINE, answer, both, details, key, paid, sample, token};
use crate::layers::around_telling;
use crate::layers::tests::{noon, pass_time};
use crate::naver::flavor::SMARTSTORE;
use crate::naver::wire::scalar::{in_korea, stamp};
use crate::naver::{Naver, open};
use crate::{
    AccountConfig, ErrorKind, Feed, FeedId, FeedInput, FeedRequest, ManualClock, MarketError, Marketplace,
    Request, Response, Span, Transport,
};

/// 03:04:05 to 15:04:05 UTC, the end of which has come.
fn span() -> Span {
    Span { from: noon() - TimeDelta::hours(12), to: noon() }
}

fn by_time(page: Option<&str>) -> FeedRequest {
    FeedRequest::Time { span: span(), page: page.map(str::to_owned) }
}

/// A page of changes.
fn changes(lines: &[&str], more: Option<(&str, &str)>) -> String {
    let rows: Vec<Value> = lines.iter().map(|line| json!({"orderId": "o", "productOrderId": line})).collect();
    let mut data = json!({"lastChangeStatuses": rows, "count": rows.len()});
    if let Some((from, sequence)) = more {
        data["more"] = json!({"moreFrom": from, "moreSequence": sequence});
    }
    json!({"traceId": "t", "data": data}).to_string()
}

#[tokio::test]
async fn every_feed_asks_exactly_as_documented() {
    let list = "from=2026-01-02T00%3A04%3A05.000%2B09%3A00&to=2026-01-02T12%3A04%3A05.000%2B09%3A00&rangeType=PAYED_DATETIME&pageSize=300";
    for flavor in both() {
        let base = format!("/v1/pay-order/{}/product-orders", flavor.segment);
        let query =
            format!(r#"POST {base}/query {{"productOrderIds":["1","2"],"quantityClaimCompatibility":true}}"#);
        let desk = Desk::of(
            flavor,
            &[(200, &changes(&["2", "1", "2", ""], None)), (200, &details(&[paid("1"), paid("2")]))],
        );
        let page = desk.run(desk.naver.collect(FeedId("changes"), by_time(None))).await.unwrap();
        assert_eq!((page.facts.len(), page.next, page.unread), (2, None, vec![]));
        let ask = format!(
            "GET {base}/last-changed-statuses?lastChangedFrom=2026-01-02T00%3A04%3A05.000%2B09%3A00&lastChangedTo=2026-01-02T12%3A04%3A05.000%2B09%3A00&limitCount=300"
        );
        assert_eq!(desk.calls(), [ask, query.clone()], "a line that is named twice is asked for once");

        let contents = json!({"traceId": "t", "data": {"contents": [{"productOrderId": LINE, "content": sample()}], "pagination": {"page": 2, "size": 300, "hasNext": true}}});
        let desk = Desk::of(flavor, &[(200, &contents.to_string()), (200, r#"{"traceId":"t"}"#)]);
        let page = desk.run(desk.naver.collect(FeedId("orders.paid"), by_time(None))).await.unwrap();
        assert_eq!(page.facts.len(), 2, "a line and its claim");
        let next = page.next.unwrap();
        desk.clock.advance(std::time::Duration::from_secs(90));
        let last = desk.run(desk.naver.collect(FeedId("orders.paid"), by_time(Some(&next)))).await.unwrap();
        assert_eq!((last.facts.len(), last.next), (0, None));
        let asked = |page: u32| format!("GET {base}?{list}&page={page}&quantityClaimCompatibility=true");
        assert_eq!(desk.calls(), [asked(1), asked(2)]);

        let desk = Desk::of(flavor, &[(200, &details(&[paid("1"), paid("2")]))]);
        let lines = FeedRequest::Lines(vec!["2".into(), "1".into()]);
        let page = desk.run(desk.naver.collect(FeedId("open"), lines)).await.unwrap();
        assert_eq!((page.facts.len(), desk.calls()), (2, vec![query]));
    }
}

#[test]
fn no_feed_asks_for_more_than_naver_answers() {
    let desk = Desk::new(&[]);
    let names: Vec<&str> = desk.naver.feeds().iter().map(|feed| feed.id.0).collect();
    assert_eq!(
        names,
        ["changes", "open", "orders.paid", "changes.day"],
        "what costs most when late comes first"
    );
    for Feed { id, input, .. } in desk.naver.feeds() {
        match input {
            FeedInput::Time { window, overlap, .. } => {
                assert!(window.as_secs() <= 86_400, "{id:?} asks for more than a day");
                assert!(overlap.as_secs() >= 300, "a clock that Naver accepts may be five minutes off");
            }
            FeedInput::OpenLines { batch, .. } => assert_eq!(*batch, 300),
            FeedInput::OpenClaims { .. } => panic!("{id:?} is not asked for claims"),
        }
    }
}

#[tokio::test]
async fn a_window_in_which_nothing_changed_comes_without_data() {
    for body in [r#"{"timestamp":"x","traceId":"t"}"#, r#"{"traceId":"t","data":null}"#, &changes(&[], None)]
    {
        let desk = Desk::new(&[(200, body)]);
        let page = desk.run(desk.naver.collect(FeedId("changes"), by_time(None))).await.unwrap();
        assert_eq!((page.facts.len(), page.next), (0, None));
        assert_eq!(desk.calls().len(), 1, "no lines, no query");
    }
}

#[tokio::test]
async fn the_end_stays_where_it_was_from_page_to_page() {
    let more = Some(("2026-01-02T05:00:00.000+09:00", "2022051122443341"));
    let desk = Desk::new(&[
        (200, &changes(&["1"], more)),
        (200, &details(&[paid("1")])),
        (200, &changes(&["2"], None)),
        (200, &details(&[paid("2")])),
    ]);
    let first = desk.run(desk.naver.collect(FeedId("changes"), by_time(None))).await.unwrap();
    desk.clock.advance(std::time::Duration::from_secs(90));
    let next = first.next.unwrap();
    let later =
        FeedRequest::Time { span: Span { to: noon() + TimeDelta::hours(1), ..span() }, page: Some(next) };
    let second = desk.run(desk.naver.collect(FeedId("changes"), later)).await.unwrap();
    assert_eq!(second.next, None);
    assert_eq!(
        desk.calls()[2],
        "GET /v1/pay-order/seller/product-orders/last-changed-statuses?lastChangedFrom=2026-01-02T05%3A00%3A00.000%2B09%3A00&lastChangedTo=2026-01-02T12%3A04%3A05.000%2B09%3A00&limitCount=300&moreSequence=2022051122443341"
    );
}

/// Naver's clock behind ours, and ahead of it: the slower one says what has come.
#[tokio::test]
async fn no_moment_to_come_is_asked_for() {
    for (date, slower) in [("03:01:05", "12%3A01%3A05"), ("03:07:05", "12%3A04%3A05")] {
        let dated = Response {
            headers: vec![("date".to_owned(), format!("Fri, 02 Jan 2026 {date} GMT"))],
            ..answer(200, &changes(&[], None))
        };
        let desk = Desk::answering(&SMARTSTORE, vec![dated; 2].into(), [].into());
        let to_come = Span { to: noon() + TimeDelta::minutes(10), ..span() };
        for _ in 0..2 {
            let request = FeedRequest::Time { span: to_come, page: None };
            desk.run(desk.naver.collect(FeedId("changes"), request)).await.unwrap();
        }
        let calls = desk.calls();
        assert!(calls[0].contains("lastChangedTo=2026-01-02T12%3A04%3A05"), "{}", calls[0]);
        assert!(calls[1].contains(&format!("lastChangedTo=2026-01-02T{slower}")), "{}", calls[1]);
    }
}

#[tokio::test]
async fn what_cannot_be_read_does_not_cost_the_page() {
    let mut undated = paid("2");
    undated["order"] = json!({"orderId": "o"});
    let desk = Desk::new(&[
        (200, &changes(&["1", "2", "3"], None)),
        (200, &details(&[paid("1"), undated])),
        (200, &details(&[])),
    ]);
    let page = desk.run(desk.naver.collect(FeedId("changes"), by_time(None))).await.unwrap();
    assert_eq!(page.facts.len(), 1);
    assert_eq!(page.unread, ["orderDate is missing", "the answer leaves out product order 3"]);
    assert_eq!(desk.calls().len(), 3, "what was left out is asked for once more");
}

#[tokio::test]
async fn a_feed_is_asked_with_what_it_is_asked_with() {
    for (feed, request) in [
        ("changes", FeedRequest::Lines(vec!["1".into()])),
        ("open", by_time(None)),
        ("orders.paid", FeedRequest::Claims(Vec::new())),
        ("unheard.of", by_time(None)),
    ] {
        let desk = Desk::new(&[]);
        let error = desk.run(desk.naver.collect(FeedId(feed), request)).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Unsupported, "{feed}");
    }
}

/// A shop whose list of changes is cut into pages as documented: sorted by moment and number, both ends counted,
/// `more` naming the row after the last.
#[derive(Clone)]
struct Shop {
    rows: Arc<Vec<(DateTime<Utc>, String)>>,
    page: usize,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Shop {
    fn parameter(query: &str, name: &str) -> Option<String> {
        let value = query.split('&').find_map(|part| part.strip_prefix(&format!("{name}=")))?;
        Some(percent_encoding::percent_decode_str(value).decode_utf8().unwrap().into_owned())
    }

    fn list(&self, query: &str) -> String {
        let moment = |name| {
            let text = Self::parameter(query, name)?;
            Some(DateTime::parse_from_rfc3339(&text).unwrap().with_timezone(&Utc))
        };
        let (from, to) = (moment("lastChangedFrom").unwrap(), moment("lastChangedTo").unwrap());
        assert!(to - from <= TimeDelta::hours(24), "a window is a day at most");
        let sequence = Self::parameter(query, "moreSequence").unwrap_or_default();
        let rows: Vec<&(DateTime<Utc>, String)> = self
            .rows
            .iter()
            .filter(|(at, id)| (*at > from || (*at == from && *id >= sequence)) && *at <= to)
            .collect();
        let named: Vec<&str> = rows.iter().take(self.page).map(|(_, id)| id.as_str()).collect();
        self.asked.lock().unwrap().extend(named.iter().map(|id| (*id).to_owned()));
        let next = rows.get(self.page).map(|(at, id)| (stamp(*at), id.as_str()));
        changes(&named, next.as_ref().map(|(at, id)| (at.as_str(), *id)))
    }
}

#[async_trait]
impl Transport for Shop {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        if request.operation == "oauth2/token" {
            return Ok(token("T", 10_800));
        }
        if request.operation == "last-changed-statuses" {
            return Ok(answer(200, &self.list(&request.query)));
        }
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let ids = body["productOrderIds"].as_array().unwrap();
        assert!(ids.len() <= 300, "{} lines in one query", ids.len());
        let records: Vec<Value> = ids.iter().map(|id| paid(id.as_str().unwrap())).collect();
        Ok(answer(200, &details(&records)))
    }
}

fn over(shop: Shop, clock: &Arc<ManualClock>) -> Naver {
    let config =
        AccountConfig { account: AccountId::from("1"), base_url: None, proxy: None, settles_after: None };
    let signer = open::token(key(super::SECRET), shop.clone(), clock.clone());
    let line = around_telling(shop, open::settings("", None), open::TELLTALES, signer, clock.clone());
    open::over(&SMARTSTORE, config, line, clock.clone())
}

/// Every line that the pages of a span tell of, in order.
async fn walk(naver: &Naver, clock: &ManualClock) -> Vec<String> {
    let (mut seen, mut page, mut pages) = (Vec::new(), None, BTreeSet::new());
    loop {
        let request = FeedRequest::Time { span: span(), page };
        let collected = pass_time(clock, naver.collect(FeedId("changes"), request)).await.unwrap();
        seen.extend(collected.facts.iter().filter_map(|fact| match fact {
            Fact::Line(line) => Some(line.line.to_string()),
            _ => None,
        }));
        let Some(next) = collected.next else { return seen };
        assert!(pages.insert(next.clone()), "the same page again");
        page = Some(next);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// However the changes lie in time, many in one moment included, and however large a page is.
    #[test]
    fn pages_lose_nothing_and_tell_nothing_twice(
        moments in proptest::collection::vec(0_i64..6, 0..60), page in 1_usize..9,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut rows: Vec<(DateTime<Utc>, String)> = moments
            .iter()
            .enumerate()
            .map(|(index, minutes)| (noon() - TimeDelta::minutes(*minutes), format!("{:016}", index * 7 % 61)))
            .collect();
        rows.sort();
        let wanted: Vec<String> = rows.iter().map(|(_, id)| id.clone()).collect();
        let shop = Shop { rows: Arc::new(rows), page, asked: Arc::default() };
        let clock = Arc::new(ManualClock::new(noon()));
        let naver = over(shop.clone(), &clock);
        let mut seen = runtime.block_on(walk(&naver, &clock));
        prop_assert_eq!(&*shop.asked.lock().unwrap(), &wanted, "every row once, in order");
        seen.sort();
        let mut wanted = wanted;
        wanted.sort();
        prop_assert_eq!(seen, wanted);
    }
}

#[tokio::test]
async fn a_thousand_changes_in_one_second_come_in_four_pages() {
    let at = noon() - TimeDelta::hours(1);
    let rows: Vec<_> = (0..1_000_u32).map(|id| (at, format!("{id:016}"))).collect();
    let shop = Shop { rows: Arc::new(rows), page: 300, asked: Arc::default() };
    let clock = Arc::new(ManualClock::new(noon()));
    let naver = over(shop, &clock);
    let seen = walk(&naver, &clock).await;
    assert_eq!((seen.len(), BTreeSet::from_iter(&seen).len()), (1_000, 1_000));
    assert_eq!(in_korea(at).format("%H:%M").to_string(), "11:04");
}
