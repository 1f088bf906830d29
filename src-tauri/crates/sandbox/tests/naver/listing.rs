use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use sandbox::naver::{OrderWish, Verb};
use serde_json::{Value, json};

use crate::support::{Desk, instant, parameter, row, somebody};

const FEED: &str = "/product-orders/last-changed-statuses";
const SEARCH: &str = "/product-orders";

fn since(at: DateTime<Utc>) -> String {
    format!("lastChangedFrom={}", parameter(at))
}

async fn feed(desk: &Desk, query: &str) -> Vec<Value> {
    let answer = desk.get(FEED, query).await;
    let data = answer.data();
    let rows = data.get("lastChangeStatuses").map(|rows| rows.as_array().unwrap().clone());
    rows.unwrap_or_default()
}

/// Every row of a window, and how many calls it took.
async fn walk(desk: &Desk, from: DateTime<Utc>, to: DateTime<Utc>, limit: usize) -> (Vec<Value>, u32) {
    let (mut rows, mut calls) = (Vec::new(), 0);
    let mut query = format!("{}&lastChangedTo={}&limitCount={limit}", since(from), parameter(to));
    loop {
        let answer = desk.get(FEED, &query).await;
        calls += 1;
        let data = answer.data();
        let page = data["lastChangeStatuses"].as_array().unwrap();
        assert_eq!(data["count"], page.len());
        rows.extend(page.iter().cloned());
        let Some(more) = data.get("more") else {
            return (rows, calls);
        };
        let (from, sequence) = (more["moreFrom"].as_str().unwrap(), more["moreSequence"].as_str().unwrap());
        let from = from.replace('+', "%2B");
        let until = parameter(to);
        query = format!(
            "lastChangedFrom={from}&moreSequence={sequence}&lastChangedTo={until}&limitCount={limit}"
        );
    }
}

#[tokio::test]
async fn a_thousand_changes_of_one_instant_come_once_each() {
    let desk = Desk::open(0).await;
    let wish = OrderWish { lines: Some(1), quantity: Some(1), ..OrderWish::default() };
    desk.shop.act(&Verb::PlaceMany { count: 1_000, wish }).unwrap();
    let now = desk.clock.now();
    let ids: BTreeSet<String> = desk.shop.lines().into_iter().map(|it| it.product_order_id).collect();
    assert_eq!(ids.len(), 1_000);
    for (limit, pages) in [(300, 4), (999, 4), (7, 143)] {
        let (rows, calls) = walk(&desk, now - TimeDelta::hours(1), now, limit).await;
        assert_eq!((rows.len(), calls), (1_000, pages), "a limit above 300 counts as 300");
        let seen: Vec<&str> = rows.iter().map(|row| row["productOrderId"].as_str().unwrap()).collect();
        assert!(seen.is_sorted(), "within an instant the id decides");
        assert_eq!(seen.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>(), ids);
        assert!(rows.iter().all(|row| row["lastChangedDate"] == instant(now)));
    }
}

#[tokio::test]
async fn a_line_comes_once_with_its_last_change() {
    let desk = Desk::open(0).await;
    let start = desk.clock.now();
    let id = desk.paid(1);
    let rows = feed(&desk, &since(start)).await;
    assert_eq!((rows.len(), &rows[0]["lastChangedType"]), (1, &json!("PAYED")));
    assert_eq!(rows[0]["paymentDate"], instant(start));
    assert_eq!(rows[0]["receiverAddressChanged"], false);
    assert!(rows[0].get("claimType").is_none());
    desk.clock.advance(TimeDelta::minutes(1));
    let order_id = desk.line(&id).order_id;
    desk.shop.buyer_changes_address(&order_id, somebody()).unwrap();
    let rows = feed(&desk, &since(start)).await;
    assert_eq!((rows.len(), &rows[0]["lastChangedType"]), (1, &json!("DELIVERY_ADDRESS_CHANGED")));
    assert_eq!(rows[0]["receiverAddressChanged"], true);
    assert!(feed(&desk, &format!("{}&lastChangedType=PAYED", since(start))).await.is_empty());
    desk.clock.advance(TimeDelta::minutes(1));
    desk.shop.buyer_cancels(&id, None).unwrap();
    let rows = feed(&desk, &format!("{}&lastChangedType=CLAIM_COMPLETED", since(start))).await;
    assert_eq!((&rows[0]["claimType"], &rows[0]["claimStatus"]), (&json!("CANCEL"), &json!("CANCEL_DONE")));
    assert_eq!(rows[0]["productOrderStatus"], "CANCELED");
}

#[tokio::test]
async fn confirming_arriving_delaying_and_holding_are_not_told() {
    let desk = Desk::open(0).await;
    let id = desk.paid(1);
    desk.clock.advance(TimeDelta::minutes(1));
    let start = desk.clock.now();
    desk.confirm(&[&id]).await.done();
    let due = desk.clock.now() + TimeDelta::days(5);
    let delay = json!({"dispatchDueDate": instant(due), "delayedDispatchReason": "PRODUCT_PREPARE",
        "dispatchDelayedDetailedReason": "입고 지연"});
    desk.on(&id, "delay", &delay).await.done();
    assert!(feed(&desk, &since(start)).await.is_empty());
    let empty = desk.get(FEED, &since(start)).await;
    assert!(empty.json.get("data").is_none() && empty.json["traceId"].is_string(), "{}", empty.text);
    desk.dispatch(&[row(&id, "600000000001", start)]).await.done();
    desk.clock.advance(TimeDelta::minutes(1));
    desk.shop.parcel_delivered(&id).unwrap();
    let rows = feed(&desk, &since(start)).await;
    assert_eq!(rows[0]["productOrderStatus"], "DELIVERING", "rows stay as they were");
    assert_eq!(desk.detail(&id).await["productOrder"]["productOrderStatus"], "DELIVERED");
    let claim = desk.shop.buyer_returns(&id, None).unwrap().claim_id.unwrap();
    desk.clock.advance(TimeDelta::minutes(1));
    let later = desk.clock.now();
    let hold = json!({"holdbackClassType": "ETC", "holdbackReturnDetailReason": "확인"});
    desk.on(&id, "claim/return/holdback", &hold).await.done();
    desk.shop.pickup_scanned(&claim).unwrap();
    assert!(feed(&desk, &since(later)).await.is_empty());
    desk.shop.goods_collected(&claim).unwrap();
    assert_eq!(feed(&desk, &since(later)).await[0]["lastChangedType"], "COLLECT_DONE");
}

#[tokio::test]
async fn windows_hold_both_ends_and_at_most_a_day() {
    let desk = Desk::open(0).await;
    let at = desk.clock.now();
    desk.paid(1);
    desk.clock.advance(TimeDelta::days(3));
    let window =
        |from: DateTime<Utc>, to: DateTime<Utc>| format!("{}&lastChangedTo={}", since(from), parameter(to));
    let moment = TimeDelta::milliseconds(1);
    let day = TimeDelta::hours(24);
    for (query, rows) in [
        (window(at, at), 1),
        (window(at - day, at), 1),
        (window(at - day, at - moment), 0),
        (window(at + moment, at + day), 0),
        (since(at), 1),
        (since(at - day), 1),
        (since(at - day - moment), 0),
    ] {
        assert_eq!(feed(&desk, &query).await.len(), rows, "{query}");
    }
    for (query, code) in [
        (window(at - day, at + moment), "104139"),
        (window(desk.clock.now(), desk.clock.now() + moment), "104133"),
        (window(at, at - moment), "104133"),
        (String::new(), "4000"),
        ("lastChangedFrom=2026-03-16".to_owned(), "4000"),
        (since(at).replace("%2B", "+"), "4000"),
        (format!("{}&lastChangedType=SHIPPED", since(at)), "4000"),
        (format!("{}&limitCount=0", since(at)), "4000"),
    ] {
        let answer = desk.get(FEED, &query).await;
        assert_eq!((answer.status, answer.code()), (400, code), "{query}");
        assert!(answer.json["traceId"].is_string() && answer.json["message"].is_string());
    }
}

#[tokio::test]
async fn details_leave_unknown_lines_out() {
    let desk = Desk::open(0).await;
    let (one, two) = (desk.paid(1), desk.paid(1));
    let rows = desk.query(&[&one, "2026010100000000", &two, desk.shop.foreign_line()]).await;
    let ids: Vec<&Value> = rows.iter().map(|row| &row["productOrder"]["productOrderId"]).collect();
    assert_eq!(ids, [&json!(one), &json!(two)]);
    assert_eq!(desk.query(&["nothing"]).await, Vec::<Value>::new());
    let query = "/product-orders/query";
    let many: Vec<String> = (0..301).map(|number| number.to_string()).collect();
    for (body, code) in [
        (json!({"productOrderIds": many}), "4000"),
        (json!({"productOrderIds": []}), "4000"),
        (json!({}), "4000"),
        (json!({"productOrderIds": [1]}), "000400"),
        (json!({"productOrderIds": one}), "000400"),
        (json!([one]), "000400"),
        (json!({"productOrderIds": [one], "quantityClaimCompatibility": "yes"}), "000400"),
    ] {
        let answer = desk.post(query, &body).await;
        assert_eq!((answer.status, answer.code()), (400, code), "{body}");
    }
    let parts: Vec<&str> = many.iter().take(300).map(String::as_str).collect();
    assert_eq!(desk.query(&parts).await.len(), 0, "three hundred are allowed");
    let text = desk.try_call("POST", query, "", "{").await.unwrap();
    assert_eq!((text.status, text.code()), (400, "000400"));
}

#[tokio::test]
async fn an_order_tells_its_lines() {
    let desk = Desk::open(0).await;
    let order = desk.order(3, 1);
    let answer = desk.get(&format!("/orders/{}/product-order-ids", order.order_id), "").await;
    let ids: Vec<&str> = order.lines.iter().map(|line| line.product_order_id.as_str()).collect();
    assert_eq!(answer.data(), &json!(ids));
    let unknown = desk.get("/orders/2026010100000000/product-order-ids", "").await;
    assert_eq!((unknown.status, unknown.code()), (400, "100003"));
}

async fn search(desk: &Desk, query: &str) -> (Vec<String>, bool) {
    let answer = desk.get(SEARCH, query).await;
    let data = answer.data();
    let ids = data["contents"].as_array().unwrap().iter().map(|row| {
        assert_eq!(row["productOrderId"], row["content"]["productOrder"]["productOrderId"]);
        row["productOrderId"].as_str().unwrap().to_owned()
    });
    (ids.collect(), data["pagination"]["hasNext"].as_bool().unwrap())
}

#[tokio::test]
async fn a_search_pages_and_filters() {
    let desk = Desk::open(0).await;
    let from = format!("from={}", parameter(desk.clock.now()));
    let mut ids: Vec<String> = (0..5).map(|_| desk.paid(1)).collect();
    ids.sort();
    assert_eq!(search(&desk, &from).await, (ids.clone(), false));
    assert_eq!(search(&desk, &format!("{from}&pageSize=2&page=2")).await, (ids[2..4].to_vec(), true));
    assert_eq!(search(&desk, &format!("{from}&pageSize=2&page=3")).await, (ids[4..].to_vec(), false));
    assert_eq!(search(&desk, &format!("{from}&pageSize=5")).await, (ids.clone(), false));
    assert_eq!(search(&desk, &format!("{from}&page=9")).await, (Vec::new(), false));
    desk.confirm(&[&ids[0]]).await.done();
    let not_yet = format!("{from}&placeOrderStatusType=NOT_YET");
    assert_eq!(search(&desk, &not_yet).await.0, ids[1..].to_vec());
    desk.shop.buyer_cancels(&ids[0], None).unwrap();
    desk.shop.buyer_cancels(&ids[1], None).unwrap();
    let claims = format!("{from}&claimStatuses=CANCEL_REQUEST&claimStatuses=RETURN_REQUEST");
    assert_eq!(search(&desk, &claims).await.0, [ids[0].clone()]);
    let states = format!("{from}&productOrderStatuses=CANCELED&productOrderStatuses=DELIVERING");
    assert_eq!(search(&desk, &states).await.0, [ids[1].clone()]);
    assert_eq!(search(&desk, &format!("{from}&fulfillment=true")).await.0.len(), 0);
    for wrong in [
        "pageSize=301",
        "page=0",
        "rangeType=PAID",
        "productOrderStatuses=PAYED%2CCANCELED",
        "placeOrderStatusType=YES",
        "fulfillment=perhaps",
    ] {
        let answer = desk.get(SEARCH, &format!("{from}&{wrong}")).await;
        assert_eq!((answer.status, answer.code()), (400, "4000"), "{wrong}");
    }
    let long = format!("{from}&to={}", parameter(desk.clock.now() + TimeDelta::hours(25)));
    assert_eq!(desk.get(SEARCH, &long).await.code(), "104139");
}

#[tokio::test]
async fn every_range_means_its_own_moment() {
    let desk = Desk::open(0).await;
    let hour = TimeDelta::hours(2);
    let at = |desk: &Desk| desk.clock.now();
    let paid = at(&desk);
    let id = desk.confirmed(1).await;
    desk.clock.advance(hour);
    let sent = at(&desk);
    desk.dispatch(&[row(&id, "600000000001", sent)]).await.done();
    desk.shop.parcel_delivered(&id).unwrap();
    desk.clock.advance(hour);
    let asked = at(&desk);
    let claim = desk.shop.buyer_returns(&id, None).unwrap().claim_id.unwrap();
    desk.clock.advance(hour);
    let collected = at(&desk);
    desk.shop.goods_collected(&claim).unwrap();
    desk.clock.advance(hour);
    let done = at(&desk);
    desk.on(&id, "claim/return/approve", &Value::Null).await.done();
    desk.clock.advance(hour);
    for (range, moment) in [
        ("PAYED_DATETIME", paid),
        ("ORDERED_DATETIME", paid),
        ("DISPATCHED_DATETIME", sent),
        ("CLAIM_REQUESTED_DATETIME", asked),
        ("COLLECT_COMPLETED_DATETIME", collected),
        ("CLAIM_COMPLETED_DATETIME", done),
    ] {
        let minute = TimeDelta::minutes(1);
        let window = |from: DateTime<Utc>| {
            format!("rangeType={range}&from={}&to={}", parameter(from), parameter(from + minute))
        };
        assert_eq!(search(&desk, &window(moment)).await.0, std::slice::from_ref(&id), "{range}");
        assert_eq!(search(&desk, &window(moment + minute)).await.0.len(), 0, "{range}");
    }
    for range in
        ["PURCHASE_DECIDED_DATETIME", "GIFT_RECEIVED_DATETIME", "HOPE_DELIVERY_INFO_CHANGED_DATETIME"]
    {
        let query = format!("rangeType={range}&from={}", parameter(paid));
        assert_eq!(search(&desk, &query).await.0.len(), 0, "{range}");
    }
}
