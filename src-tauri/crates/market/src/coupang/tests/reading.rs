//! The exact request of every read, and what its answer becomes.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::TimeDelta;
use domain::{ClaimKind, ClaimStep, Fact};

use super::{BOX, Desk};
use crate::layers::tests::noon;
use crate::{Clock, ErrorKind, Feed, FeedId, FeedInput, FeedRequest, LineRef, Marketplace, Span};

const HOUR: Duration = Duration::from_secs(60 * 60);
const EMPTY: &str = r#"{"code":200,"message":"OK","data":[],"nextToken":""}"#;
const SHEETS: &str = include_str!("../../../fixtures/coupang/ordersheets_v5.json");
const RECEIPTS: &str = include_str!("../../../fixtures/coupang/return_requests_v6.json");
const EXCHANGES: &str = include_str!("../../../fixtures/coupang/exchange_requests_v4.json");
const WITHDRAWN: &str = r#"{"code":200,"message":"SUCCESS","data":[{"cancelId":50229613,"orderId":28000008707838,"vendorId":"A00012345","refundDeliveryDuty":"COM","createdAt":"2018-03-05T10:54:41","vendorItemIds":[3187044096]}],"nextPageIndex":""}"#;

/// A span whose days differ between UTC and Korea: 03:04:05 and 15:04:05 UTC.
fn span() -> Span {
    Span { from: noon(), to: noon() + TimeDelta::hours(12) }
}

fn by_time(page: Option<&str>) -> FeedRequest {
    FeedRequest::Time { span: span(), page: page.map(str::to_owned) }
}

#[tokio::test]
async fn every_feed_asks_exactly_as_documented() {
    let orders = |status: &str| {
        format!(
            "GET /v5/vendors/A00012345/ordersheets?createdAtFrom=2026-01-02%2B09:00&createdAtTo=2026-01-03%2B09:00&status={status}&maxPerPage=50&nextToken=n%2F1%3D"
        )
    };
    let returns = |rest: &str| {
        format!(
            "GET /v6/vendors/A00012345/returnRequests?createdAtFrom=2026-01-02&createdAtTo=2026-01-03&{rest}&maxPerPage=50&nextToken=n%2F1%3D"
        )
    };
    let expected = [
        ("orders.fresh", "GET /v5/vendors/A00012345/ordersheets?createdAtFrom=2026-01-02T12:04%2B09:00&createdAtTo=2026-01-03T00:05%2B09:00&status=ACCEPT&searchType=timeFrame".to_owned()),
        ("orders.ACCEPT", orders("ACCEPT")),
        ("orders.INSTRUCT", orders("INSTRUCT")),
        ("orders.DEPARTURE", orders("DEPARTURE")),
        ("orders.DELIVERING", orders("DELIVERING")),
        ("orders.FINAL_DELIVERY", orders("FINAL_DELIVERY")),
        ("orders.NONE_TRACKING", orders("NONE_TRACKING")),
        ("returns.RU", returns("status=RU")),
        ("returns.RU.late", returns("status=RU")),
        ("returns.UC", returns("status=UC")),
        ("returns.UC.late", returns("status=UC")),
        ("returns.CC", returns("status=CC")),
        ("returns.PR", returns("status=PR")),
        ("returns.CANCEL", returns("cancelType=CANCEL")),
        ("exchanges.all", "GET /v4/vendors/A00012345/exchangeRequests?createdAtFrom=2026-01-02T12:04:05&createdAtTo=2026-01-03T00:04:05&maxPerPage=50&nextToken=n%2F1%3D".to_owned()),
        ("exchanges.all.late", "GET /v4/vendors/A00012345/exchangeRequests?createdAtFrom=2026-01-02T12:04:05&createdAtTo=2026-01-03T00:04:05&maxPerPage=50&nextToken=n%2F1%3D".to_owned()),
        ("withdrawals.period", "GET /v4/vendors/A00012345/returnWithdrawRequests?dateFrom=2026-01-02&dateTo=2026-01-03&pageIndex=n%2F1%3D&sizePerPage=100".to_owned()),
    ];
    for (feed, call) in &expected {
        let desk = Desk::new(&[(200, EMPTY)]);
        desk.run(desk.coupang.collect(FeedId(feed), by_time(Some("n/1=")))).await.unwrap();
        assert_eq!(desk.calls(), [call.as_str()], "{feed}");
        assert_eq!(desk.header("x-extended-timeout").as_deref(), Some("90000"));
    }
    let desk = Desk::new(&[(200, WITHDRAWN)]);
    let asked = FeedRequest::Claims(vec!["50229613".into(), "87033689".into()]);
    desk.run(desk.coupang.collect(FeedId("withdrawals.open"), asked)).await.unwrap();
    assert_eq!(
        desk.calls(),
        [r#"POST /v4/vendors/A00012345/returnWithdrawList {"cancelIds":[50229613,87033689]}"#]
    );

    let tested: Vec<&str> = expected.iter().map(|(feed, _)| *feed).chain(["withdrawals.open"]).collect();
    let desk = Desk::new(&[]);
    for feed in desk.coupang.feeds() {
        assert!(tested.contains(&feed.id.0), "{:?} has no golden request", feed.id);
    }
    assert_eq!(desk.coupang.feeds().len(), tested.len());
}

/// Minute mode is strictly under 24 hours, day mode differs by 30 days at most, exchanges are strictly
/// under seven, withdrawals differ by six days at most.
#[test]
fn no_feed_asks_for_more_than_coupang_answers() {
    let desk = Desk::new(&[]);
    for feed in desk.coupang.feeds() {
        let FeedInput::Time { window, overlap, look_back } = feed.input else { continue };
        let days = window.as_secs_f64() / 86_400.0;
        let allowed = match feed.id.0.split('.').next() {
            Some("orders") if feed.id.0 == "orders.fresh" => days < 1.0,
            Some("exchanges") => days < 7.0,
            Some("withdrawals") => days <= 6.0,
            _ => days <= 30.0,
        };
        assert!(allowed, "{:?} asks for {days} days", feed.id);
        assert!(overlap.as_secs() >= 600, "new orders appear up to ten minutes late");
        assert!(look_back >= overlap.min(look_back));
    }
    let cancels = desk.coupang.feeds()[0].id;
    assert_eq!(cancels.0, "returns.RU", "a missed cancel request costs most");
}

#[test]
fn whatever_may_still_move_is_read_for_sixty_days_every_hour() {
    let mut lists: BTreeMap<String, Duration> = BTreeMap::new();
    for feed in Desk::new(&[]).coupang.feeds() {
        if let FeedInput::Time { overlap, look_back, .. } = feed.input
            && feed.every <= HOUR
        {
            let name: Vec<&str> = feed.id.0.split('.').take(2).collect();
            let reach = lists.entry(name.join(".")).or_default();
            *reach = (*reach).max(overlap.min(look_back));
        }
    }
    // A new order shows under ACCEPT too, a cancel before 상품준비중 is final, and a withdrawal happens once.
    let once = ["orders.fresh", "returns.CANCEL", "withdrawals.period"];
    let short: Vec<_> =
        lists.iter().filter(|(_, reach)| **reach < 60 * 24 * HOUR).map(|(name, _)| name).collect();
    assert_eq!(short, once);
}

#[test]
fn an_idle_hour_costs_about_a_hundred_calls() {
    let calls = |feed: &Feed| match feed.input {
        FeedInput::Time { window, overlap, .. } => {
            let spans = (overlap + feed.every).as_secs().div_ceil(window.as_secs());
            spans * HOUR.as_secs().div_ceil(feed.every.as_secs())
        }
        FeedInput::OpenClaims { .. } | FeedInput::OpenLines { .. } => 1,
    };
    let of = |name: &str| {
        Desk::new(&[]).coupang.feeds().iter().filter(|feed| feed.id.0 == name).map(calls).sum::<u64>()
    };
    assert_eq!((of("orders.fresh"), of("returns.RU"), of("returns.UC"), of("exchanges.all")), (12, 12, 4, 8));
    let all: u64 = Desk::new(&[]).coupang.feeds().iter().map(calls).sum();
    assert!(all <= 110, "{all} calls an hour");
}

#[tokio::test]
async fn pages_follow_each_other_until_the_token_is_empty() {
    let page = SHEETS.replace(r#""nextToken": """#, r#""nextToken": "abc""#);
    let desk = Desk::new(&[(200, &page), (200, SHEETS)]);
    let first = desk.run(desk.coupang.collect(FeedId("orders.INSTRUCT"), by_time(None))).await.unwrap();
    assert_eq!((first.facts.len(), first.next.as_deref()), (1, Some("abc")));
    let second =
        desk.run(desk.coupang.collect(FeedId("orders.INSTRUCT"), by_time(Some("abc")))).await.unwrap();
    assert_eq!(second.next, None);
    let Fact::Line(line) = &second.facts[0] else { panic!("{:?}", second.facts) };
    assert_eq!(line.line.as_str(), format!("{BOX}:3242596358"));
}

#[tokio::test]
async fn one_record_that_cannot_be_read_does_not_cost_the_page() {
    let page = SHEETS.replace(
        r#""data": ["#,
        r#""data": [{"shipmentBoxId":1.5},{"shipmentBoxId":1,"orderId":2},"x",{"receiver":"박서연"},"#,
    );
    let desk = Desk::new(&[(200, &page)]);
    let page = desk.run(desk.coupang.collect(FeedId("orders.INSTRUCT"), by_time(None))).await.unwrap();
    assert_eq!(page.facts.len(), 1);
    assert_eq!(page.unread.len(), 4, "{:?}", page.unread);
    assert_eq!(page.unread[1], "orderedAt is missing");
    assert_eq!(page.unread[3], "receiver: another type than documented", "the reason is logged");
}

#[tokio::test]
async fn a_failure_inside_http_200_is_an_error_for_a_read() {
    let desk = Desk::new(&[(200, r#"{"code":"400","message":"최대 조회 기간은 7 일 입니다","data":null}"#)]);
    let error =
        desk.run(desk.coupang.collect(FeedId("withdrawals.period"), by_time(None))).await.unwrap_err();
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Refused, "최대 조회 기간은 7 일 입니다"));
    for (feed, request) in [
        ("orders.fresh", FeedRequest::Claims(Vec::new())),
        ("withdrawals.open", by_time(None)),
        ("unheard.of", by_time(None)),
    ] {
        let error = Desk::new(&[]).coupang.collect(FeedId(feed), request).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Unsupported, "{feed}");
    }
}

#[tokio::test]
async fn an_order_and_a_box_are_read_singly_without_the_long_timeout() {
    let desk = Desk::new(&[
        (200, SHEETS),
        (200, &SHEETS.replacen("[", "", 1).replacen("],\n  \"nextToken\"", ",\n  \"nextToken\"", 1)),
    ]);
    let lines = desk.run(desk.coupang.read_order(&"22000009546234".into())).await.unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(desk.header("x-extended-timeout"), None);
    let same = desk.run(desk.coupang.read_bundle(&"22000009546234".into(), &BOX.into())).await.unwrap();
    assert_eq!(same, lines, "a list and a single record mean the same");
    assert_eq!(
        desk.calls(),
        [
            "GET /v5/vendors/A00012345/22000009546234/ordersheets".to_owned(),
            format!("GET /v5/vendors/A00012345/ordersheets/{BOX}"),
        ]
    );
}

#[tokio::test]
async fn a_cancelled_order_is_empty_and_a_wrong_one_is_an_error() {
    let gone = r#"{"code":"ERROR","message":"해당 주문이 취소 또는 반품되었습니다."}"#;
    let desk =
        Desk::new(&[(400, gone), (200, r#"{"code":400,"message":"해당 주문이 취소 또는 반품되었습니다."}"#)]);
    assert_eq!(desk.run(desk.coupang.read_order(&"1".into())).await.unwrap(), []);
    assert_eq!(desk.run(desk.coupang.read_bundle(&"1".into(), &"2".into())).await.unwrap(), []);
    let desk = Desk::new(&[(400, r#"{"message":"Invalid vendor ID"}"#)]);
    assert_eq!(
        desk.run(desk.coupang.read_order(&"1".into())).await.unwrap_err().kind,
        ErrorKind::WrongSeller
    );
    assert_eq!(desk.coupang.read_order(&"../x".into()).await.unwrap_err().kind, ErrorKind::Refused);
}

#[tokio::test]
async fn a_history_is_read_in_all_three_shapes() {
    let details = r#"[{"deliveryStatus":"ACCEPT","deliveryStatusDesc":"결제완료","updatedAt":"2018-09-17T21:55:18"},{"deliveryStatus":"?","updatedAt":""}]"#;
    for answer in [
        format!(r#"{{"code":200,"data":{{"shipmentBoxId":{BOX},"details":{details}}}}}"#),
        format!(r#"{{"code":200,"data":[{{"shipmentBoxId":{BOX},"details":{details}}}]}}"#),
        format!(r#"{{"code":"200","data":{details}}}"#),
        format!(r#"{{"shipmentBoxId":{BOX},"details":{details}}}"#),
    ] {
        let desk = Desk::new(&[(200, &answer)]);
        let line = LineRef { order: "1".into(), bundle: BOX.into(), line: "1".into() };
        let history = desk.run(desk.coupang.history(&line)).await.unwrap();
        assert_eq!(history.len(), 1, "{answer}");
        assert_eq!(history[0].at.to_rfc3339(), "2018-09-17T12:55:18+00:00");
        assert_eq!(desk.calls(), [format!("GET /v5/vendors/A00012345/ordersheets/{BOX}/history")]);
    }
}

#[tokio::test]
async fn the_claims_of_an_order_about_to_ship_take_two_calls() {
    let sheets = SHEETS.replace("2025-01-15", "2026-01-01");
    let desk = Desk::new(&[(200, &sheets), (200, RECEIPTS)]);
    let claims = desk.run(desk.coupang.read_claims(&["22000009546234".into()])).await.unwrap();
    assert_eq!(claims.len(), 1);
    assert_eq!(
        desk.calls()[1..],
        [
            "GET /v6/vendors/A00012345/returnRequests?createdAtFrom=2026-01-01&createdAtTo=2026-01-02&orderId=22000009546234&maxPerPage=50"
        ]
    );
}

#[tokio::test]
async fn the_claims_of_an_order_with_cancelled_pieces_include_its_cancels() {
    let sheets =
        SHEETS.replace("2025-01-15", "2026-01-01").replace(r#""cancelCount": 0"#, r#""cancelCount": 1"#);
    let cancels = RECEIPTS.replace("28000008707838", "22000009546234").replace(r#""RETURN""#, r#""CANCEL""#);
    let of_others = cancels.replace("22000009546234", "1").replace("50229613", "2");
    let exchanges = (200, EMPTY);
    let desk = Desk::new(&[(200, &sheets), (200, &cancels), (200, &cancels), exchanges]);
    let claims = desk.run(desk.coupang.read_claims(&["22000009546234".into()])).await.unwrap();
    assert_eq!(claims.len(), 1, "the same receipt twice is one claim");
    assert_eq!(
        desk.calls()[2],
        "GET /v6/vendors/A00012345/returnRequests?createdAtFrom=2026-01-01&createdAtTo=2026-01-02&cancelType=CANCEL&maxPerPage=50"
    );
    let desk = Desk::new(&[(200, &sheets), (200, EMPTY), (200, &of_others), exchanges]);
    assert_eq!(desk.run(desk.coupang.read_claims(&["22000009546234".into()])).await.unwrap(), []);
}

#[tokio::test]
async fn a_cancel_whose_refund_is_pending_is_among_the_claims() {
    let sheets = SHEETS
        .replace("2025-01-15", "2026-01-01")
        .replace("INSTRUCT", "ACCEPT")
        .replace(r#""holdCountForCancel": 0"#, r#""holdCountForCancel": 1"#);
    let cancels = RECEIPTS.replace("28000008707838", "22000009546234").replace(r#""RETURN""#, r#""CANCEL""#);
    let desk = Desk::new(&[(200, &sheets), (200, EMPTY), (200, &cancels)]);
    let claims = desk.run(desk.coupang.read_claims(&["22000009546234".into()])).await.unwrap();
    assert_eq!((claims.len(), claims[0].kind), (1, ClaimKind::Cancel));
}

#[tokio::test]
async fn the_claims_of_a_delivered_order_include_its_exchanges() {
    let sheets = SHEETS.replace("2025-01-15", "2025-12-24").replace("INSTRUCT", "FINAL_DELIVERY");
    let desk = Desk::new(&[(200, &sheets), (200, EMPTY), (200, EXCHANGES), (200, EMPTY)]);
    let claims = desk.run(desk.coupang.read_claims(&["22000009546234".into()])).await.unwrap();
    assert_eq!((claims.len(), claims[0].kind), (1, ClaimKind::Exchange));
    assert!(desk.calls()[2].contains(
        "exchangeRequests?createdAtFrom=2025-12-24T14:17:13&createdAtTo=2025-12-31T13:17:13&orderId=22000009546234"
    ), "{:?}", desk.calls());
}

#[tokio::test]
async fn a_claim_is_read_even_after_it_vanished() {
    let read = |kind, answers: Vec<(u16, String)>| async move {
        let answers: Vec<(u16, &str)> =
            answers.iter().map(|(status, body)| (*status, body.as_str())).collect();
        let desk = Desk::new(&answers);
        let fact =
            desk.run(desk.coupang.read_claim(&"28000008707838".into(), kind, &"50229613".into())).await;
        (fact.unwrap(), desk.calls())
    };
    let own = |text: &str| (200, text.to_owned());
    let (fact, calls) = read(ClaimKind::Return, vec![own(RECEIPTS)]).await;
    assert!(matches!(fact, Some(Fact::Claim(claim)) if claim.claim.as_str() == "50229613"));
    assert_eq!(calls, ["GET /v6/vendors/A00012345/returnRequests/50229613"]);

    let missing = (400, r#"{"code":"ERROR","message":"There is no history of the receipt."}"#.to_owned());
    let (fact, calls) = read(ClaimKind::Return, vec![missing.clone(), own(WITHDRAWN)]).await;
    let Some(Fact::Withdrawn { claim, at }) = fact else { panic!("{fact:?}") };
    assert_eq!(
        (claim.as_str(), at.unwrap().to_rfc3339().as_str()),
        ("50229613", "2018-03-05T01:54:41+00:00")
    );
    assert_eq!(calls[1], r#"POST /v4/vendors/A00012345/returnWithdrawList {"cancelIds":[50229613]}"#);

    let (fact, _) = read(ClaimKind::Return, vec![own(EMPTY), own(EMPTY)]).await;
    assert_eq!(fact, None);

    let cancel = RECEIPTS.replace(r#""RETURN""#, r#""CANCEL""#);
    let (fact, calls) = read(ClaimKind::Cancel, vec![missing, own(EMPTY), own(EMPTY), own(&cancel)]).await;
    assert!(matches!(fact, Some(Fact::Claim(claim)) if claim.step == ClaimStep::Approved));
    assert_eq!(calls.len(), 4, "45 days are two windows of the list of cancels");
}

#[tokio::test]
async fn a_receipt_that_cannot_be_read_is_not_taken_for_a_missing_one() {
    for refusal in ["receiptId is invalid", "Product is already returned."] {
        let desk = Desk::new(&[(400, &format!(r#"{{"code":"ERROR","message":"{refusal}"}}"#))]);
        let (order, claim) = ("28000008707838".into(), "50229613".into());
        let read = desk.coupang.read_claim(&order, ClaimKind::Return, &claim);
        assert_eq!(desk.run(read).await.unwrap_err().message, refusal);
        assert_eq!(desk.calls().len(), 1);
    }
}

#[tokio::test]
async fn coupons_are_read_from_the_coupon_service() {
    let answer = r#"{"code":200,"message":"OK","httpStatus":200,"errorMessage":"","data":{"success":true,"content":[{"vendorItemId":5500016112,"contractId":10,"promotionName":"99%","couponId":91,"status":"PAUSED","type":"RATE","maxDiscountPrice":1000000,"discount":99.0,"startAt":"2017-11-22 00:00:00","endAt":"2017-11-23 23:59:00"}],"pagination":null}}"#;
    let desk = Desk::new(&[(200, answer), (200, r#"{"code":200,"data":null}"#)]);
    let coupons = desk.run(desk.coupang.coupons(&"8000000000294".into())).await.unwrap();
    assert_eq!(desk.calls(), ["GET /v2/providers/fms/apis/api/v2/vendors/A00012345/8000000000294/coupons"]);
    assert_eq!(
        (coupons[0].id.as_str(), coupons[0].item.as_str(), coupons[0].discount.as_str()),
        ("91", "5500016112", "99.0")
    );
    assert_eq!(coupons[0].at_most.map(domain::Won::get), Some(1_000_000));
    assert_eq!(desk.run(desk.coupang.coupons(&"1".into())).await.unwrap(), []);
}

#[tokio::test]
async fn a_storm_shows_in_the_health() {
    let desk = Desk::new(&[(302, "")]);
    desk.run(desk.coupang.read_order(&"1".into())).await.unwrap_err();
    let health = desk.coupang.health();
    assert_eq!(health.because, Some(ErrorKind::Blocked));
    assert!(health.closed_until.unwrap() > desk.clock.now());
    assert_eq!(desk.run(desk.coupang.read_order(&"1".into())).await.unwrap_err().kind, ErrorKind::Blocked);
    assert_eq!(desk.calls().len(), 1);
}

#[tokio::test]
async fn one_wrong_path_or_seller_is_the_last_call() {
    let desk = Desk::new(&[(404, r#"{"code":"ERROR","message":"Not Found"}"#)]);
    for kind in [ErrorKind::WrongSeller, ErrorKind::Blocked] {
        assert_eq!(desk.run(desk.coupang.read_order(&"1".into())).await.unwrap_err().kind, kind);
    }
    assert_eq!(desk.calls().len(), 1);
    assert_eq!(desk.coupang.health().because, Some(ErrorKind::WrongSeller));
}
