//! The lists: their exact requests, and what their rows become.

use std::time::Duration;

use chrono::TimeDelta;
use domain::{ClaimKind, ClaimStep, Fact, Quantity, Stage};

use super::{
    BUNDLE, CANCELS, COMPLETE, Desk, NO_CLAIMS, NOTHING, ORDER, REPORTS, RETURNS, STATUSES, answer, claim,
    line,
};
use crate::elevenst::feeds::{FEEDS, LISTS};
use crate::layers::tests::noon;
use crate::{Collected, ErrorKind, FeedId, FeedInput, FeedRequest, MarketError, Marketplace, Span};

async fn collected(desk: &Desk, feed: &'static str, hours: i64) -> Result<Collected, MarketError> {
    let span = Span { from: noon() - TimeDelta::hours(hours), to: noon() };
    desk.run(desk.elevenst.collect(FeedId(feed), FeedRequest::Time { span, page: None })).await
}

#[tokio::test]
async fn every_list_is_asked_for_by_the_minutes_around_its_span() {
    for (feed, path) in [
        ("standby", "/ordservices/standby"),
        ("delvplacestandby", "/ordservices/delvplacestandby"),
        ("complete", "/ordservices/complete"),
        ("packaging", "/ordservices/packaging"),
        ("shipping", "/ordservices/shipping"),
        ("dlvcompleted", "/ordservices/dlvcompleted"),
        ("completed", "/ordservices/completed"),
        ("reservatecomplete", "/ordservices/reservatecomplete"),
        ("cancelorders", "/claimservice/cancelorders"),
        ("canceledorders", "/claimservice/canceledorders"),
        ("withdrawcanceledorders", "/claimservice/withdrawcanceledorders"),
        ("officecancellist", "/claimservice/officecancellist"),
        ("returnorders", "/claimservice/returnorders"),
        ("returnedorders", "/claimservice/returnedorders"),
        ("retractretorders", "/claimservice/retractretorders"),
        ("exchangeorders", "/claimservice/exchangeorders"),
        ("exchangedorders", "/claimservice/exchangedorders"),
        ("retractexcorders", "/claimservice/retractexcorders"),
    ] {
        let desk = Desk::always(200, NOTHING);
        assert_eq!(collected(&desk, feed, 24).await.unwrap(), Collected::default(), "{feed}");
        assert_eq!(desk.calls(), [format!("GET {path}/202601011204/202601021205")]);
        assert_eq!(desk.written(), [""; 0], "{feed} only reads");
    }
    assert_eq!(LISTS.len(), 18);
}

#[tokio::test]
async fn reports_are_asked_for_by_the_day_of_the_dispatch() {
    let desk = Desk::listing(&[("nondeliverylist", REPORTS)]);
    let told = collected(&desk, "nondeliverylist", 24 * 30).await.unwrap();
    let path = "GET /nondeliverys/nondeliverylist/03/20251203/20260102?limit=100&start=0";
    assert_eq!(desk.calls(), [path]);
    let [Fact::Undelivered(report)] = told.facts.as_slice() else { panic!("{:?}", told.facts) };
    assert_eq!((report.line.clone(), report.report.as_str()), (line("1"), "970539"));
    assert_eq!((report.raw_status.as_str(), report.settled_at), ("미도착처리중", None));
    assert_eq!(report.reported_at.to_rfc3339(), "2026-01-02T00:27:37+00:00");
    assert!(!report.raw.contains("홍길동"), "{}", report.raw);
}

#[tokio::test]
async fn a_full_page_of_reports_names_the_next() {
    let row = |no: usize| {
        format!(
            "<n:nonDelivery><no>{no}</no><ordNo>{ORDER}</ordNo><ordPrdSeq>1</ordPrdSeq><nonDlvSeq>{no}</nonDlvSeq><nonDlvReqDt>2026/01/01 00:00:00</nonDlvReqDt><sellerDtlsRsn>재발송하였습니다</sellerDtlsRsn><updateDt>2026/01/02 00:00:00</updateDt></n:nonDelivery>"
        )
    };
    let desk = Desk::answering(move |request| {
        let first = request.query.ends_with("start=0");
        let rows: String = if first { (1..=100).map(row).collect() } else { row(101) };
        answer(
            200,
            format!("<n:nonDeliverys xmlns:n=\"n\">{rows}<n:resultCode>0</n:resultCode></n:nonDeliverys>")
                .as_bytes(),
        )
    });
    let span = Span { from: noon() - TimeDelta::days(1), to: noon() };
    let first = collected(&desk, "nondeliverylist", 24).await.unwrap();
    assert_eq!((first.facts.len(), first.next.as_deref()), (100, Some("100")));
    let page = FeedRequest::Time { span, page: first.next };
    let second = desk.run(desk.elevenst.collect(FeedId("nondeliverylist"), page)).await.unwrap();
    assert_eq!((second.facts.len(), second.next), (1, None));
    let Fact::Undelivered(report) = &second.facts[0] else { panic!("no report") };
    assert_eq!(report.settled_at.unwrap().to_rfc3339(), "2026-01-01T15:00:00+00:00");
}

#[tokio::test]
async fn new_lines_come_with_the_pieces_that_were_cancelled() {
    let desk = Desk::listing(&[("complete", COMPLETE), ("orderlistalladdr", STATUSES)]);
    let told = collected(&desk, "complete", 24).await.unwrap();
    assert_eq!(desk.calls()[1], format!("GET /claimservice/orderlistalladdr/{ORDER}"));
    let lines: Vec<_> = told
        .facts
        .iter()
        .map(|fact| match fact {
            Fact::Line(line) => (line.line.clone(), line.stage, line.quantity, line.item.to_string()),
            other => panic!("{other:?}"),
        })
        .collect();
    let pieces = |ordered, canceled| Quantity { ordered, canceled, held: 0 };
    assert_eq!(
        lines,
        [
            (line("1"), Stage::Paid, pieces(3, 1), "1".to_owned()),
            (line("2"), Stage::Paid, pieces(1, 0), "2+29370295".to_owned()),
        ]
    );
    assert_eq!((told.next, told.unread.len()), (None, 0));
}

#[tokio::test]
async fn a_list_of_what_has_left_tells_news() {
    const SHIPPED: &[u8] = b"<o:orders xmlns:o=\"o\"><o:order><ordNo>20260101000000001</ordNo><ordPrdSeq>1</ordPrdSeq><invcNo>600000000000</invcNo><dlvEtprsCd>00034</dlvEtprsCd><sndEndDt>2026-01-02 10:00:00</sndEndDt></o:order></o:orders>";
    const CONFIRMED: &[u8] = b"<orders><order><ordNo>20260101000000001</ordNo><ordPrdSeq>1</ordPrdSeq><pocnfrmDt>2026-01-02 11:00:00</pocnfrmDt></order></orders>";
    let desk = Desk::listing(&[("shipping", SHIPPED), ("completed", CONFIRMED), ("dlvcompleted", SHIPPED)]);
    for (feed, stage) in
        [("shipping", Stage::Delivering), ("dlvcompleted", Stage::Delivered), ("completed", Stage::Confirmed)]
    {
        let told = collected(&desk, feed, 24).await.unwrap();
        let [Fact::News(news)] = told.facts.as_slice() else { panic!("{:?}", told.facts) };
        assert_eq!((news.line.clone(), news.stage), (line("1"), Some(stage)));
        assert_eq!((news.receiver.clone(), news.canceled), (None, None), "{feed} tells of neither");
    }
}

#[tokio::test]
async fn claims_are_read_from_their_lists() {
    let desk = Desk::listing(&[("cancelorders", CANCELS), ("returnorders", RETURNS)]);
    let told = collected(&desk, "cancelorders", 24).await.unwrap();
    let [Fact::Claim(cancel)] = told.facts.as_slice() else { panic!("{:?}", told.facts) };
    assert_eq!((cancel.claim.clone(), cancel.step), (claim(ClaimKind::Cancel), ClaimStep::Requested));
    let told = collected(&desk, "returnorders", 24).await.unwrap();
    let [Fact::Claim(given)] = told.facts.as_slice() else { panic!("{:?}", told.facts) };
    assert_eq!(given.claim.as_str(), "20260101000000001:1:R2400330");
}

#[tokio::test]
async fn a_row_that_cannot_be_read_does_not_cost_the_others() {
    const HALF: &[u8] = b"<orders><order><ordNo>20260101000000001</ordNo><dlvEtprsCd>00034</dlvEtprsCd></order><order><ordNo>20260101000000001</ordNo><ordPrdSeq>2</ordPrdSeq></order></orders>";
    let desk = Desk::listing(&[("shipping", HALF)]);
    let told = collected(&desk, "shipping", 24).await.unwrap();
    assert_eq!((told.facts.len(), told.unread), (1, vec!["ordPrdSeq is missing".to_owned()]));
}

#[tokio::test]
async fn no_rows_is_said_in_two_ways_and_an_error_in_others() {
    for (body, empty) in [
        (NOTHING.to_owned(), true),
        (NO_CLAIMS.to_owned(), true),
        (NO_CLAIMS.replace("해당 건이 없습니다.", "시스템 오류"), false),
        (NO_CLAIMS.replace("-1<", "-28008<"), false),
    ] {
        let desk = Desk::always(200, &body);
        let told = collected(&desk, "cancelorders", 24).await;
        assert_eq!(told.is_ok(), empty, "{body}");
    }
    for page in ["<html><body>점검</body></html>", "", "<orders><order>", "null"] {
        let desk = Desk::always(200, page);
        let error = collected(&desk, "complete", 24).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Unreadable, "{page}");
    }
}

#[tokio::test]
async fn open_lines_are_asked_for_a_hundred_orders_at_a_time_without_blanks() {
    let desk = Desk::listing(&[("orderlistalladdr", STATUSES)]);
    let lines = vec![line("1"), line("2"), crate::elevenst::line_id("20260101000000002", "1")];
    let told = desk.run(desk.elevenst.collect(FeedId("open"), FeedRequest::Lines(lines))).await.unwrap();
    assert_eq!(desk.calls(), [format!("GET /claimservice/orderlistalladdr/{ORDER},20260101000000002")]);
    let Fact::News(news) = &told.facts[0] else { panic!("no news") };
    assert_eq!((told.facts.len(), news.canceled, news.stage), (2, Some(1), Some(Stage::Paid)));
    assert_eq!(news.bundle.as_ref().unwrap().as_str(), BUNDLE);
    let many: Vec<_> = (0..101).map(|n| crate::elevenst::line_id(&format!("20260101{n:09}"), "1")).collect();
    let desk = Desk::always(200, NO_CLAIMS);
    desk.run(desk.elevenst.collect(FeedId("open"), FeedRequest::Lines(many))).await.unwrap();
    let commas: Vec<_> = desk.calls().iter().map(|call| call.matches(',').count()).collect();
    assert_eq!(commas, [99, 0]);
}

#[test]
fn every_feed_has_its_own_name_and_no_span_longer_than_its_documents_take() {
    let mut names: Vec<_> = FEEDS.iter().map(|feed| feed.id).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), FEEDS.len());
    for feed in FEEDS {
        let FeedInput::Time { window, look_back, overlap } = feed.input else { continue };
        let days = |days: u64| Duration::from_secs(days * 86_400);
        assert!(window <= days(31) && overlap < window, "{feed:?}");
        assert!(look_back <= days(30), "{feed:?}");
    }
    assert_eq!(FEEDS[0].id, FeedId("complete"));
}
