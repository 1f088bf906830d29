use chrono::TimeDelta;
use sandbox::grip::{ClaimWish, LineState, OrderWish, Verb};

use crate::support::{Answer, Desk};

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

async fn numbers(desk: &Desk, target: &str) -> Vec<u64> {
    desk.get(target).await.numbers()
}

#[tokio::test]
async fn every_list_shows_what_it_says_and_counts_it() {
    let desk = Desk::open(120).await;
    for (path, name, codes) in [
        ("order", "orderCount", None),
        ("return", "returnCount", Some(40..=48)),
        ("exchange", "exchangeCount", Some(50..=55)),
        ("delivery/prepare", "prepareCount", Some(1..=1)),
        ("delivery/status", "statusCount", Some(11..=13)),
    ] {
        let meant = |state: LineState| codes.as_ref().is_none_or(|codes| codes.contains(&state.code()));
        let own = |state: LineState| meant(state) && (path != "delivery/status" || state.code() != 12);
        let lines = desk.shop.lines().into_iter().filter(|line| own(line.state));
        let mut expected: Vec<u64> = lines.map(|line| line.key.order_product_seq).collect();
        let counted = desk.get(&format!("/api/{path}/count")).await;
        assert_eq!(counted.data()[name], expected.len(), "{path}");
        let mut found = Vec::new();
        for start in (0..expected.len()).step_by(100) {
            found.extend(numbers(&desk, &format!("/api/{path}?start={start}&length=100")).await);
        }
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{path}");
    }
}

#[tokio::test]
async fn late_orders_wait_for_dispatch() {
    let desk = Desk::open(0).await;
    let key = desk.prepared().await;
    assert_eq!(desk.get("/api/delivery/start").await.numbers(), [key.order_product_seq]);
    desk.clock.advance(TimeDelta::days(4));
    assert_eq!(desk.get("/api/delivery/start").await.numbers(), [key.order_product_seq]);
    assert_eq!(desk.state(key), LineState::Delayed);
}

#[tokio::test]
async fn pages_go_by_offset_newest_first() {
    let desk = Desk::open(0).await;
    let mut expected = Vec::new();
    for _ in 0..25 {
        expected.insert(0, desk.paid().order_product_seq);
        desk.clock.advance(TimeDelta::minutes(1));
    }
    assert_eq!(numbers(&desk, "/api/order").await, expected[..20], "twenty when nothing is said");
    assert_eq!(numbers(&desk, "/api/order?start=20").await, expected[20..]);
    assert_eq!(numbers(&desk, "/api/delivery/prepare?start=3&length=2").await, expected[3..5]);
    assert!(numbers(&desk, "/api/order?start=100").await.is_empty());
}

#[tokio::test]
async fn bad_pages_are_refused() {
    let desk = Desk::open(0).await;
    for path in ["order", "return", "exchange", "delivery/prepare", "delivery/start", "delivery/status"] {
        for query in ["start=-1", "length=0", "length=101", "length=ten", "start=1&start=2", "page=2"] {
            desk.get(&format!("/api/{path}?{query}")).await.bad();
        }
        desk.get(&format!("/api/{path}/count?start=0")).await.bad();
        assert!(desk.get(&format!("/api/{path}?length=100")).await.rows().is_empty());
    }
}

#[tokio::test]
async fn the_window_is_thirty_days_or_ninety_at_most() {
    let desk = Desk::open(0).await;
    let key = desk.paid();
    desk.clock.advance(TimeDelta::days(31));
    assert!(numbers(&desk, "/api/order").await.is_empty(), "default 30일 전");
    let from = desk.days_ago(31);
    let target = format!("/api/order?searchStartAt={from}");
    assert_eq!(numbers(&desk, &target).await, [key.order_product_seq]);
    let before = format!("/api/order?searchStartAt={from}&searchEndAt={from}");
    assert_eq!(numbers(&desk, &before).await, [key.order_product_seq], "both ends count");
    let ninety = desk.days_ago(90);
    assert_eq!(numbers(&desk, &format!("/api/order?searchStartAt={ninety}")).await.len(), 1);
    let after = desk.days_ago(-1);
    for query in [
        format!("searchStartAt={}", desk.days_ago(91)),
        format!("searchStartAt={ninety}&searchEndAt={after}"),
        format!("searchStartAt={}&searchEndAt={}", desk.days_ago(120), desk.days_ago(100)),
        format!("searchStartAt={after}"),
        "searchStartAt=2026-09-01".to_owned(),
    ] {
        for path in ["order", "order/count", "return", "exchange", "delivery/prepare", "delivery/start"] {
            desk.get(&format!("/api/{path}?{query}")).await.bad();
        }
    }
}

async fn by(desk: &Desk, list: &str, target: &str, query: &str) -> Answer {
    desk.get(&format!("/api/{list}?searchTarget={target}&searchQuery={}", encoded(query))).await
}

#[tokio::test]
async fn searches_find_by_each_target() {
    let desk = Desk::open(0).await;
    let wish = |nickname: &str| OrderWish {
        nickname: Some(nickname.to_owned()),
        receiver: Some(crate::support::somebody()),
        lines: Some(1),
        ..OrderWish::default()
    };
    let (key, other) = (desk.wished(wish("그립 퀸+1"))[0], desk.wished(wish("그립"))[0]);
    let order = desk.shop.order(key.order_seq).unwrap();
    let found = [key.order_product_seq];
    assert_eq!(by(&desk, "order", "buyerNickname", "그립 퀸+1").await.numbers(), found);
    assert_eq!(by(&desk, "order", "buyerNickname", "그립").await.numbers(), [other.order_product_seq]);
    assert!(by(&desk, "delivery/prepare", "buyerNickname", "퀸").await.numbers().is_empty());
    assert_eq!(by(&desk, "order", "recipientName", "새수").await.numbers().len(), 2);
    assert!(by(&desk, "order", "buyerName", &order.buyer).await.numbers().contains(&found[0]));
    assert!(by(&desk, "order", "buyerPhoneNumber", &order.buyer_phone).await.numbers().contains(&found[0]));
    assert_eq!(by(&desk, "order", "orderSeq", &key.order_seq.to_string()).await.numbers(), found);
    let seq = key.order_product_seq.to_string();
    assert_eq!(by(&desk, "delivery/prepare", "orderProductSeq", &seq).await.numbers(), found);
    let long = "가".repeat(41);
    for (target, query) in [
        ("trackingNumber", "1"),
        ("productName", "컵"),
        ("orderSeq", "many"),
        ("buyerName", long.as_str()),
        ("buyerName", ""),
    ] {
        by(&desk, "order", target, query).await.bad();
        by(&desk, "delivery/start", target, query).await.bad();
    }
    desk.get("/api/order?searchQuery=1").await.bad();
    desk.get("/api/order?searchTarget=orderSeq").await.bad();
}

#[tokio::test]
async fn a_tracking_number_finds_returns_and_no_exchanges() {
    let desk = Desk::open(0).await;
    let key = desk.returning().await;
    assert_eq!(
        by(&desk, "return", "trackingNumber", "601234567890").await.numbers(),
        [key.order_product_seq]
    );
    assert!(by(&desk, "return", "trackingNumber", "60123456789").await.numbers().is_empty());
    by(&desk, "exchange", "trackingNumber", "601234567890").await.bad();
}

#[tokio::test]
async fn statuses_and_dates_are_those_of_each_page() {
    let desk = Desk::open(0).await;
    let key = desk.delivered().await;
    desk.shop.buyer_decides(key).unwrap();
    let other = desk.paid();
    let (one, two) = ([key.order_product_seq], [other.order_product_seq]);
    assert_eq!(numbers(&desk, "/api/order?searchStatus=90").await, one);
    assert_eq!(numbers(&desk, "/api/order?searchStatus=1,2").await, two);
    assert_eq!(numbers(&desk, "/api/order?searchStatus=1%2C90").await.len(), 2);
    assert_eq!(numbers(&desk, "/api/order?searchDate=confirmAt").await, one);
    assert!(numbers(&desk, "/api/order?searchDate=cancelAt").await.is_empty());
    for query in [
        "order?searchStatus=91",
        "order?searchStatus=3",
        "order?searchStatus=1,",
        "order?searchStatus=paid",
        "order?searchDate=requestReturnAt",
        "return?searchStatus=43",
        "return?searchStatus=45",
        "return?searchDate=completeReturnAt",
        "return?searchDate=confirmAt",
        "exchange?searchStatus=40",
        "exchange?searchDate=requestReturnAt",
        "delivery/prepare?searchStatus=1",
        "delivery/start?searchDate=orderedAt",
        "delivery/status?searchStatus=11",
        "delivery/status/count?searchDate=orderedAt",
    ] {
        desk.get(&format!("/api/{query}")).await.bad();
    }
    desk.set(|settings| settings.any_status = true);
    assert!(numbers(&desk, "/api/order?searchStatus=91").await.is_empty());
    desk.get("/api/order?searchStatus=77").await.bad();
}

#[tokio::test]
async fn a_code_may_mean_its_group() {
    let desk = Desk::open(0).await;
    let key = desk.paid();
    desk.shop.buyer_cancels(key).unwrap();
    assert_eq!(desk.state(key), LineState::OrderRefunded);
    assert!(numbers(&desk, "/api/order?searchStatus=80").await.is_empty());
    desk.set(|settings| settings.status_filter = sandbox::grip::StatusFilter::Groups);
    assert_eq!(numbers(&desk, "/api/order?searchStatus=80").await, [key.order_product_seq]);
    assert_eq!(numbers(&desk, "/api/order?searchStatus=42").await, [key.order_product_seq]);
}

#[tokio::test]
async fn claims_are_found_by_their_own_dates() {
    let desk = Desk::open(0).await;
    let key = desk.returning().await;
    desk.clock.advance(TimeDelta::days(40));
    let late = desk.delivered().await;
    desk.shop.buyer_returns(late, ClaimWish::default()).unwrap();
    assert_eq!(numbers(&desk, "/api/return").await, [late.order_product_seq]);
    let from = desk.days_ago(60);
    let both = numbers(&desk, &format!("/api/return?searchStartAt={from}")).await;
    assert_eq!(both, [late.order_product_seq, key.order_product_seq], "newest request first");
    desk.shop.buyer_withdraws(key).unwrap();
    let target = "/api/return?searchDate=cancelReturnAt&searchStatus=47";
    assert_eq!(numbers(&desk, target).await, [key.order_product_seq]);
}

/// How many of four rows two pages of two show.
async fn shown(desk: &Desk, list: &str, number: &str) -> usize {
    let mut found = std::collections::BTreeSet::new();
    for start in [0, 2] {
        let page = desk.get(&format!("/api/{list}?start={start}&length=2")).await;
        let rows = page.data().as_object().unwrap().values().next().unwrap().as_array().unwrap().clone();
        found.extend(rows.iter().map(|row| row[number].as_u64().unwrap()));
    }
    found.len()
}

#[tokio::test]
async fn ties_once_turned_from_page_to_page() {
    let desk = Desk::open(0).await;
    let wish = OrderWish { lines: Some(1), ..OrderWish::default() };
    for key in desk.shop.act(&Verb::PlaceMany { count: 4, wish }).unwrap().keys {
        desk.shop.buyer_asks(key, 3).unwrap();
    }
    for _ in 0..4 {
        desk.returning().await;
        let exchanged = desk.exchanging().await;
        desk.shop.buyer_withdraws(exchanged).unwrap();
        desk.shop.buyer_decides(exchanged).unwrap();
        desk.shop.buyer_reviews(exchanged).unwrap();
    }
    let fixed = [("delivery/prepare", "orderProductSeq"), ("inquiry", "inquirySeq")];
    let claims = [("return", "orderProductSeq"), ("exchange", "orderProductSeq"), ("review", "reviewSeq")];
    for (unstable_pages, unstable_claim_pages) in [(false, false), (true, false), (false, true)] {
        desk.set(|settings| {
            settings.unstable_pages = unstable_pages;
            settings.unstable_claim_pages = unstable_claim_pages;
        });
        for (list, number) in fixed {
            let rows = if unstable_pages { 2 } else { 4 };
            assert_eq!(shown(&desk, list, number).await, rows, "{list}: two rows came twice and two never");
        }
        for (list, number) in claims {
            let rows = if unstable_claim_pages { 2 } else { 4 };
            assert_eq!(shown(&desk, list, number).await, rows, "{list}");
        }
    }
}

#[tokio::test]
async fn a_longer_page_may_be_cut() {
    let desk = Desk::open(120).await;
    desk.get("/api/order?length=101").await.bad();
    desk.set(|settings| settings.clamp_length = true);
    let from = desk.days_ago(89);
    assert_eq!(numbers(&desk, &format!("/api/order?length=500&searchStartAt={from}")).await.len(), 100);
    desk.get("/api/order?length=0").await.bad();
}
