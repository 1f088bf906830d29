use chrono::TimeDelta;
use sandbox::grip::Credentials;
use serde_json::{Value, json};

use crate::support::{Answer, Desk, fingerprint, keys};

const COURIERS: &str = "/api/delivery/company";

async fn send(desk: &Desk, method: &str, target: &str, headers: &[(&str, String)]) -> Answer {
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, &**value)).collect();
    desk.send(method, target, "", &headers).await.unwrap()
}

#[test]
fn a_fingerprint_is_the_one_of_the_book() {
    let target = "/api/order?start=0&length=100&searchStatus=1";
    let print = fingerprint("GET", target, "1736902923000", "test-access", "test-secret");
    assert_eq!(print, "fvkQh2IujsZ1MlDR1HdJxabJ5OX7FWj8Lt/muxUU9R4=");
}

#[tokio::test]
async fn every_header_is_wanted_and_must_be_right() {
    let desk = Desk::open(0).await;
    let good = desk.headers(&desk.shop.credentials(), "GET", COURIERS);
    assert_eq!(send(&desk, "GET", COURIERS, &good).await.status, 200, "without a Content-Type");
    for place in 0..good.len() {
        let mut missing = good.clone();
        missing.remove(place);
        send(&desk, "GET", COURIERS, &missing).await.refused(401, "COMMON_UNAUTHORIZED");
        let mut wrong = good.clone();
        wrong[place].1.insert(0, '1');
        send(&desk, "GET", COURIERS, &wrong).await.refused(401, "COMMON_UNAUTHORIZED");
    }
}

#[tokio::test]
async fn the_fingerprint_covers_method_and_target_as_they_come() {
    let desk = Desk::open(0).await;
    let target = "/api/order?searchTarget=buyerNickname&searchQuery=%EA%B7%B8%EB%A6%BD+%ED%80%B8&length=5";
    let headers = desk.headers(&desk.shop.credentials(), "GET", target);
    assert_eq!(send(&desk, "GET", target, &headers).await.status, 200);
    for other in [
        "/api/order?searchTarget=buyerNickname&searchQuery=%EA%B7%B8%EB%A6%BD%20%ED%80%B8&length=5",
        "/api/order?searchTarget=buyerNickname&length=5&searchQuery=%EA%B7%B8%EB%A6%BD+%ED%80%B8",
        "/api/order",
    ] {
        send(&desk, "GET", other, &headers).await.refused(401, "COMMON_UNAUTHORIZED");
    }
    let headers = desk.headers(&desk.shop.credentials(), "POST", COURIERS);
    send(&desk, "GET", COURIERS, &headers).await.refused(401, "COMMON_UNAUTHORIZED");
}

#[tokio::test]
async fn ten_minutes_apart_is_too_far() {
    let desk = Desk::open(0).await;
    let headers = desk.headers(&desk.shop.credentials(), "GET", COURIERS);
    desk.clock.advance(TimeDelta::minutes(10) - TimeDelta::milliseconds(1));
    assert_eq!(send(&desk, "GET", COURIERS, &headers).await.status, 200);
    desk.clock.advance(TimeDelta::milliseconds(1));
    send(&desk, "GET", COURIERS, &headers).await.refused(401, "COMMON_UNAUTHORIZED");
    desk.clock.advance(TimeDelta::minutes(-20));
    send(&desk, "GET", COURIERS, &headers).await.refused(401, "COMMON_UNAUTHORIZED");
    desk.clock.advance(TimeDelta::milliseconds(1));
    assert_eq!(send(&desk, "GET", COURIERS, &headers).await.status, 200);
}

#[tokio::test]
async fn old_and_expired_keys_are_void_at_once() {
    let desk = Desk::open(0).await;
    let old = desk.shop.credentials();
    desk.shop.reissue_keys().unwrap();
    let new = desk.shop.credentials();
    assert_eq!((&old.access_key, &old.service_id), (&new.access_key, &new.service_id));
    assert_ne!(old.secret_key, new.secret_key);
    let with = |keys: &Credentials| desk.headers(keys, "GET", COURIERS);
    send(&desk, "GET", COURIERS, &with(&old)).await.refused(401, "COMMON_UNAUTHORIZED");
    assert_eq!(send(&desk, "GET", COURIERS, &with(&new)).await.status, 200);
    desk.set(|settings| settings.keys_expired = true);
    send(&desk, "GET", COURIERS, &with(&new)).await.refused(401, "COMMON_UNAUTHORIZED");
}

#[tokio::test]
async fn unknown_paths_and_other_methods_are_refused() {
    let desk = Desk::open(0).await;
    for (method, path) in [
        ("GET", "/api"),
        ("GET", "/api/orders"),
        ("GET", "/order"),
        ("PUT", "/api/return/result"),
        ("PUT", "/api/delivery/info/result"),
        ("GET", "/api/delivery/company/count"),
        ("GET", "/api/Order"),
    ] {
        desk.call(method, path, &json!({})).await.refused(404, "COMMON_NOT_FOUND");
    }
    for (method, path) in [
        ("PUT", "/api/order"),
        ("PUT", "/api/order/cancel"),
        ("GET", "/api/order/cancel/result"),
        ("POST", "/api/return/start"),
        ("POST", "/api/exchange/start"),
        ("GET", "/api/exchange/allow"),
        ("POST", "/api/delivery/prepare"),
        ("GET", "/api/delivery/shipping"),
        ("DELETE", "/api/review/1"),
    ] {
        desk.call(method, path, &json!({})).await.refused(405, "COMMON_METHOD_NOT_ALLOWED");
    }
}

#[tokio::test]
async fn writes_carry_json() {
    let desk = Desk::open(0).await;
    let (key, target) = (desk.paid(), "/api/delivery/prepare");
    let headers = desk.headers(&desk.shop.credentials(), "PUT", target);
    let mut headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, &**value)).collect();
    let body = keys(&[key]).to_string();
    let bare = desk.send("PUT", target, &body, &headers).await.unwrap();
    bare.refused(415, "COMMON_UNSUPPORTED_MEDIA_TYPE");
    headers.push(("content-type", "application/json; charset=utf-8"));
    for broken in ["", "{", "[]", "null"] {
        desk.send("PUT", target, broken, &headers).await.unwrap().bad();
    }
    assert_eq!(desk.send("PUT", target, &body, &headers).await.unwrap().json, json!({"affected": 1}));
}

#[tokio::test]
async fn a_limit_is_there_only_when_a_dial_says_so() {
    let desk = Desk::open(0).await;
    for _ in 0..30 {
        assert_eq!(desk.get(COURIERS).await.status, 200);
    }
    desk.set(|settings| settings.calls_per_second = 1);
    assert_eq!(desk.get(COURIERS).await.status, 200);
    desk.get(COURIERS).await.refused(429, "COMMON_TOO_MANY_REQUESTS");
    desk.shop.calm();
    assert_eq!(desk.call("GET", COURIERS, &Value::Null).await.status, 200);
}
