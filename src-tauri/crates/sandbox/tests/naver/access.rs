use chrono::{Datelike, TimeDelta};
use sandbox::naver::{Credentials, Flavor};
use serde_json::{Map, Value, json};

use crate::support::{Answer, Desk, FORM, TOKEN, fields, form, parameter, row, sign};

const LIST: &str = "/product-orders/last-changed-statuses";

#[test]
fn the_published_vector_signs_as_written() {
    let keys = Credentials {
        client_id: "aaaabbbbcccc".to_owned(),
        client_secret: "$2a$10$abcdefghijklmnopqrstuv".to_owned(),
    };
    assert_eq!(
        sign(&keys, 1_643_961_623_299),
        "JDJhJDEwJGFiY2RlZmdoaWprbG1ub3BxcnN0dXVCVldZSk42T0VPdEx1OFY0cDQxa2IuTnpVaUEzbmsy"
    );
}

fn today(desk: &Desk) -> String {
    format!("lastChangedFrom={}", parameter(desk.clock.now() - TimeDelta::hours(20)))
}

#[tokio::test]
async fn a_token_lasts_three_hours_and_is_renewed_below_thirty_minutes() {
    let desk = Desk::open(0).await;
    let first = desk.issue().await;
    assert_eq!((first.status, &first.json["expires_in"]), (200, &json!(10_800)));
    assert_eq!(first.json["token_type"], "Bearer");
    assert_eq!(first.header("gncp-gw-ratelimit-remaining"), "", "the token endpoint tells no limits");
    assert!(!first.header("gncp-gw-trace-id").is_empty());
    assert_eq!(first.header("date"), "Mon, 16 Mar 2026 03:00:00 GMT", "callers set their clocks by it");
    desk.clock.advance(TimeDelta::minutes(150));
    let same = desk.issue().await;
    assert_eq!(same.json["access_token"], first.json["access_token"]);
    assert_eq!(same.json["expires_in"], 1_800);
    desk.clock.advance(TimeDelta::seconds(1));
    let new = desk.issue().await;
    assert_ne!(new.json["access_token"], first.json["access_token"]);
    let bearer = |answer: &Answer| format!("Bearer {}", answer.json["access_token"].as_str().unwrap());
    let path = desk.path(LIST);
    for token in [&first, &new] {
        let header = bearer(token);
        let headers = [("authorization", header.as_str())];
        assert_eq!(desk.send("GET", &path, &today(&desk), "", &headers).await.unwrap().status, 200);
    }
    desk.clock.advance(TimeDelta::minutes(30));
    let header = bearer(&first);
    let old = desk.send("GET", &path, &today(&desk), "", &[("authorization", &header)]).await.unwrap();
    assert_eq!((old.status, old.code()), (401, "GW.AUTHN"));
}

#[tokio::test]
async fn a_wrong_token_request_is_told_what_is_wrong() {
    let desk = Desk::open(0).await;
    let now = desk.clock.now();
    let right = fields(&desk.keys, now);
    let with = |name: &str, value: &str| {
        let change = |(known, old): &(&'static str, String)| {
            (*known, if *known == name { value.to_owned() } else { old.clone() })
        };
        right.iter().map(change).collect::<Vec<_>>()
    };
    let late = fields(&desk.keys, now - TimeDelta::seconds(301));
    let early = fields(&desk.keys, now + TimeDelta::seconds(301));
    let cases = [
        (with("client_id", "nobody"), 400, "client_id"),
        (with("client_secret_sign", "JDJh"), 400, "client_secret_sign"),
        (with("timestamp", "yesterday"), 400, "timestamp"),
        (late, 400, "timestamp"),
        (early, 400, "timestamp"),
        (with("grant_type", "password"), 400, "grant_type"),
        (with("type", "OTHER"), 400, "type"),
        (with("type", "SELLER"), 403, "type"),
    ];
    for (wrong, status, field) in cases {
        let answer = desk.send("POST", TOKEN, "", &form(&wrong), &[FORM]).await.unwrap();
        assert_eq!((answer.status, &answer.json["invalidInputs"][0]["name"]), (status, &json!(field)));
        for name in ["code", "message", "timestamp"] {
            assert!(answer.json[name].is_string(), "{}", answer.text);
        }
        assert!(answer.json["data"].is_object() && answer.json.get("traceId").is_none());
        assert_eq!(answer.json["timestamp"], "2026-03-16T03:00:00.000Z", "UTC, unlike every other answer");
    }
    assert_eq!(desk.shop.penalty().offended_on, None, "what is refused costs nothing");
    for seconds in [-299, 299] {
        let body = form(&fields(&desk.keys, now + TimeDelta::seconds(seconds)));
        assert_eq!(desk.send("POST", TOKEN, "", &body, &[FORM]).await.unwrap().status, 200);
    }
}

/// Each of the wrong ways that are answered all the same.
async fn offend(desk: &Desk, way: &str) -> Answer {
    let right = fields(&desk.keys, desk.clock.now());
    let json_type = ("content-type", "application/json");
    match way {
        "query" => desk.send("POST", TOKEN, &form(&right), "", &[FORM]).await.unwrap(),
        "json" => {
            let map: Map<String, Value> =
                right.into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
            desk.send("POST", TOKEN, "", &Value::Object(map).to_string(), &[json_type]).await.unwrap()
        }
        "grant" => {
            let less: Vec<_> = right.into_iter().filter(|(name, _)| *name != "grant_type").collect();
            desk.send("POST", TOKEN, "", &form(&less), &[FORM]).await.unwrap()
        }
        _ => {
            let mut more = right;
            more.push(("account_id", "ncp_somebody".to_owned()));
            desk.send("POST", TOKEN, "", &form(&more), &[FORM]).await.unwrap()
        }
    }
}

#[tokio::test]
async fn a_token_asked_for_the_wrong_way_costs_the_quota() {
    for way in ["query", "json", "grant", "account"] {
        let desk = Desk::open(0).await;
        assert_eq!(desk.get(LIST, &today(&desk)).await.header("gncp-gw-quota-limit"), "");
        assert_eq!(offend(&desk, way).await.status, 200, "{way}");
        let first = desk.get(LIST, &today(&desk)).await;
        assert_eq!((first.status, first.header("gncp-gw-quota-remaining")), (200, "0"), "{way}");
        let second = desk.get(LIST, &today(&desk)).await;
        assert_eq!((second.status, second.code()), (429, "GW.QUOTA_LIMIT"), "{way}");
        assert_eq!(second.header("gncp-gw-quota-limit"), "1");
        assert_eq!(second.header("gncp-gw-quota-period"), "HOURS");
        desk.clock.advance(TimeDelta::hours(1));
        assert_eq!(desk.get(LIST, &today(&desk)).await.status, 200, "one call an hour");
    }
}

#[tokio::test]
async fn the_quota_lifts_after_a_clean_day() {
    let desk = Desk::open(0).await;
    offend(&desk, "query").await;
    let penalty = desk.shop.penalty();
    assert_eq!(penalty.offended_on.map(|day| day.day()), Some(16));
    for (day, on) in [(0, true), (1, true), (2, false)] {
        assert_eq!(penalty.is_on(desk.clock.now() + TimeDelta::days(day)), on, "{day}");
    }
    let elsewhere = [("content-type", "application/json")];
    let query = form(&fields(&desk.keys, desk.clock.now()));
    assert_eq!(desk.send("POST", TOKEN, &query, "", &elsewhere).await.unwrap().status, 415);
    desk.clock.advance(TimeDelta::days(2));
    desk.forget_token();
    for _ in 0..2 {
        assert_eq!(desk.get(LIST, &today(&desk)).await.status, 200);
    }
}

#[tokio::test]
async fn the_gateway_refuses_what_it_does_not_know() {
    let desk = Desk::open(0).await;
    let path = desk.path(LIST);
    for headers in [vec![], vec![("authorization", "Bearer nothing")], vec![("authorization", "Basic x")]] {
        let answer = desk.send("GET", &path, &today(&desk), "", &headers).await.unwrap();
        assert_eq!((answer.status, answer.code()), (401, "GW.AUTHN"));
        for name in ["message", "timestamp", "traceId"] {
            assert!(answer.json[name].is_string(), "{}", answer.text);
        }
        assert_eq!(answer.json["traceId"], answer.header("gncp-gw-trace-id"));
    }
    let unknown = desk.get("/product-orders/everything/at/once", "").await;
    assert_eq!((unknown.status, unknown.code()), (404, "GW.NOT_FOUND"));
    let method = desk.post(LIST, &Value::Null).await;
    assert_eq!((method.status, method.code()), (404, "GW.NOT_FOUND"));
    let agency = desk.shop.base_url().replace("/external", "/partner") + TOKEN;
    let body = form(&fields(&desk.keys, desk.clock.now()));
    let foreign = desk.send_to("POST", &agency, "", &body, &[FORM]).await.unwrap();
    assert_eq!((foreign.status, foreign.code()), (403, "GW.IP_NOT_ALLOWED"));
}

#[tokio::test]
async fn only_registered_addresses_may_call() {
    let desk = Desk::open(0).await;
    assert_eq!(desk.get(LIST, &today(&desk)).await.status, 200);
    desk.set(|it| it.allowed_ips = Some(vec!["203.0.113.9".parse().unwrap()]));
    for answer in [desk.get(LIST, &today(&desk)).await, desk.issue().await] {
        assert_eq!((answer.status, answer.code()), (403, "GW.IP_NOT_ALLOWED"));
    }
    desk.set(|it| it.allowed_ips = Some(vec!["127.0.0.1".parse().unwrap()]));
    assert_eq!(desk.get(LIST, &today(&desk)).await.status, 200);
}

#[tokio::test]
async fn an_ended_authorisation_stops_everything() {
    let desk = Desk::open(0).await;
    assert_eq!(desk.get(LIST, &today(&desk)).await.status, 200);
    desk.set(|it| it.authorised = false);
    assert_eq!(desk.get(LIST, &today(&desk)).await.code(), "GW.AUTHN");
    assert_eq!(desk.issue().await.status, 403);
    desk.set(|it| it.authorised = true);
    desk.shop.end_tokens();
    assert_eq!(desk.get(LIST, &today(&desk)).await.code(), "GW.AUTHN");
    desk.forget_token();
    assert_eq!(desk.get(LIST, &today(&desk)).await.status, 200);
}

#[tokio::test]
async fn each_endpoint_has_a_bucket_of_its_own() {
    let desk = Desk::open(0).await;
    let id = desk.paid(1);
    desk.get(LIST, &today(&desk)).await;
    desk.set(|it| it.calls_per_second = 2);
    desk.shop.calm();
    let mut remaining = Vec::new();
    for _ in 0..4 {
        let answer = desk.get(LIST, &today(&desk)).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("gncp-gw-ratelimit-replenish-rate"), "2");
        assert_eq!(answer.header("gncp-gw-ratelimit-burst-capacity"), "4");
        remaining.push(answer.header("gncp-gw-ratelimit-remaining").to_owned());
    }
    assert_eq!(remaining[0], "3");
    let over = desk.get(LIST, &today(&desk)).await;
    assert_eq!((over.status, over.code()), (429, "GW.RATE_LIMIT"));
    for _ in 0..5 {
        desk.confirm(&[&id]).await;
    }
    let late = desk.dispatch(&[row(&id, "600000000001", desk.clock.now())]).await;
    assert_eq!(late.status, 200, "another endpoint has its own bucket");
    let calls = desk.shop.calls();
    let confirms = calls.iter().filter(|call| call.path.ends_with("/confirm"));
    assert!(confirms.clone().any(|call| call.status == Some(429)));
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    assert_eq!(desk.get(LIST, &today(&desk)).await.status, 200, "half a second fills one call");
}

#[tokio::test]
async fn the_two_sisters_differ_in_one_place() {
    let smartstore = Desk::open(0).await;
    let npay = Desk::of(Flavor::Npay, 0).await;
    assert!(smartstore.shop.base_url().ends_with("/external"));
    assert!(npay.shop.base_url().ends_with("/npay/partner"));
    assert_ne!(smartstore.keys.client_id, npay.keys.client_id);
    for (path, at_smartstore, at_npay) in [
        ("/v1/seller/account", 200, 404),
        ("/v1/seller/channels", 200, 404),
        ("/v1/pay-order/mall/reviews", 404, 200),
        ("/v1/pay-order/mall/orders/1/product-order-ids", 404, 400),
        ("/v1/pay-order/seller/orders/1/product-order-ids", 400, 404),
    ] {
        assert_eq!(smartstore.get(path, "").await.status, at_smartstore, "{path}");
        assert_eq!(npay.get(path, "").await.status, at_npay, "{path}");
    }
    for (deed, at_smartstore, at_npay) in [
        ("hope-delivery/change", 400, 404),
        ("claim/exchange/collect/approve", 200, 404),
        ("claim/exchange/collect/complete", 404, 200),
    ] {
        assert_eq!(smartstore.on("1", deed, &Value::Null).await.status, at_smartstore, "{deed}");
        assert_eq!(npay.on("1", deed, &Value::Null).await.status, at_npay, "{deed}");
    }
    let account = smartstore.get("/v1/seller/account", "").await;
    assert!(account.json["accountId"].is_string() && account.json.get("data").is_none());
    let mut more = fields(&npay.keys, npay.clock.now());
    more.push(("merchant_id", "np_somebody".to_owned()));
    npay.send("POST", TOKEN, "", &form(&more), &[FORM]).await.unwrap();
    assert!(npay.shop.penalty().is_on(npay.clock.now()));
}
