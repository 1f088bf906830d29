use chrono::TimeDelta;
use serde_json::json;

use crate::support::{Desk, authorization, sign};

const LIST: &str = "/v5/vendors/{v}/ordersheets";
const TODAY: &str = "createdAtFrom=2026-03-15%2B09:00&createdAtTo=2026-03-16%2B09:00&status=ACCEPT";

#[test]
fn the_published_vector_signs_as_written() {
    let path = "/v2/providers/openapi/apis/api/v5/vendors/A00012345/ordersheets";
    let query = "createdAtFrom=2025-01-14%2B09:00&createdAtTo=2025-01-15%2B09:00&status=ACCEPT&maxPerPage=50";
    let message = format!("250115T010203ZGET{path}{query}");
    assert_eq!(
        sign("test-secret", &message),
        "ebb162b141ea8fcc785a7a29a09b46d696bed4eaf856292b8f8587c17954352c"
    );
}

#[tokio::test]
async fn a_signed_call_passes_and_the_query_counts_byte_for_byte() {
    let desk = Desk::open(30).await;
    assert_eq!(desk.get(LIST, TODAY).await.status, 200);
    let path = desk.path(LIST);
    let decoded = TODAY.replace("%2B", "+");
    let header = authorization(&desk.keys, desk.clock.now(), "GET", &path, &decoded);
    let answer = desk.send("GET", &path, TODAY, "", &[("authorization", &header)]).await.unwrap();
    assert_eq!((answer.status, answer.message()), (401, "Invalid signature"));
}

#[tokio::test]
async fn bad_headers_are_refused_with_the_gateways_body() {
    let desk = Desk::open(1).await;
    let path = desk.path(LIST);
    let good = authorization(&desk.keys, desk.clock.now(), "GET", &path, TODAY);
    let cases = [
        (String::new(), "Request is not authorized."),
        ("Bearer x".to_owned(), "HMAC format is invalid."),
        (good.replace("HmacSHA256", "HmacSHA1"), "HMAC format is invalid."),
        (good.replace(&desk.keys.access_key, "nobody"), "Request is not authorized."),
        (good.replace("signature=", "signature=0"), "Invalid signature"),
        (good.split("signature=").next().unwrap().to_owned(), "HMAC format is invalid."),
    ];
    for (header, message) in cases {
        let headers: Vec<(&str, &str)> =
            if header.is_empty() { Vec::new() } else { vec![("authorization", header.as_str())] };
        let answer = desk.send("GET", &path, TODAY, "", &headers).await.unwrap();
        assert_eq!((answer.status, answer.message()), (401, message), "{header}");
        assert_eq!(answer.json["code"], "ERROR");
        assert!(answer.json["transactionId"].is_string());
    }
}

#[tokio::test]
async fn a_signature_is_good_for_five_minutes_either_way() {
    let desk = Desk::open(1).await;
    let path = desk.path(LIST);
    for (seconds, status) in [(-301, 401), (-299, 200), (299, 200), (301, 401)] {
        let at = desk.clock.now() + TimeDelta::seconds(seconds);
        let header = authorization(&desk.keys, at, "GET", &path, TODAY);
        let answer = desk.send("GET", &path, TODAY, "", &[("authorization", &header)]).await.unwrap();
        assert_eq!(answer.status, status, "{seconds}");
        if status == 401 {
            assert_eq!(answer.message(), "Specified signature is expired.");
        }
    }
}

#[tokio::test]
async fn a_key_expires_after_180_days() {
    let desk = Desk::open(1).await;
    desk.shop.issue_key_at(desk.clock.now() - TimeDelta::days(179));
    assert_eq!(desk.get(LIST, TODAY).await.status, 200);
    desk.shop.issue_key_at(desk.clock.now() - TimeDelta::days(180));
    assert_eq!(desk.get(LIST, TODAY).await.status, 401);
}

#[tokio::test]
async fn only_registered_addresses_may_call() {
    let desk = Desk::open(1).await;
    desk.set(|it| it.allowed_ips = Some(vec!["203.0.113.9".parse().unwrap()]));
    let answer = desk.get(LIST, TODAY).await;
    assert_eq!((answer.status, answer.message()), (403, "[FORBIDDEN] Not allowed IP"));
    desk.set(|it| it.allowed_ips = Some(vec!["127.0.0.1".parse().unwrap()]));
    assert_eq!(desk.get(LIST, TODAY).await.status, 200);
}

#[tokio::test]
async fn wrong_paths_vendors_methods_and_types_are_told_apart() {
    let desk = Desk::open(1).await;
    assert_eq!(desk.get("/v5/vendors/A00000001/ordersheets", TODAY).await.status, 404);
    assert_eq!(desk.get("/v5/vendors/{v}/orders", TODAY).await.status, 404);
    assert_eq!(desk.get("/v9/vendors/{v}/ordersheets", TODAY).await.status, 404);
    assert_eq!(desk.call("POST", LIST, TODAY, "{}").await.status, 412);
    let body = json!({}).to_string();
    let answer = desk.call("GET", "/v4/vendors/{v}/orders/invoices", "", &body).await;
    assert_eq!(answer.status, 412);
    let path = desk.path("/v4/vendors/{v}/orders/invoices");
    let header = authorization(&desk.keys, desk.clock.now(), "POST", &path, "");
    let headers = [("authorization", header.as_str()), ("content-type", "text/plain")];
    let answer = desk.send("POST", &path, "", &body, &headers).await.unwrap();
    assert_eq!(answer.status, 400);
}

#[tokio::test]
async fn put_serves_where_the_pages_say_patch() {
    let desk = Desk::open(0).await;
    let order = desk.order(1, 1);
    let id: i64 = order.shipment_box_id.parse().unwrap();
    let body = json!({"vendorId": desk.keys.vendor_id, "shipmentBoxIds": [id]}).to_string();
    let path = "/v4/vendors/{v}/ordersheets/acknowledgement";
    let answer = desk.call("PUT", path, "", &body).await;
    assert_eq!(answer.json["data"]["responseCode"], 0);
    assert_eq!(desk.call("POST", path, "", &body).await.status, 412);
}

#[tokio::test]
async fn repeated_404_block_the_seller() {
    let desk = Desk::open(1).await;
    desk.set(|it| it.not_found_limit = 3);
    for _ in 0..3 {
        assert_eq!(desk.get("/v5/vendors/A00000001/ordersheets", TODAY).await.status, 404);
    }
    let answer = desk.get(LIST, TODAY).await;
    assert_eq!(answer.status, 302);
    assert!(answer.headers.contains_key("location"));
    desk.set(|it| it.block_with_page = true);
    let answer = desk.get(LIST, TODAY).await;
    assert_eq!(answer.status, 403);
    assert!(answer.text.contains("<TITLE>Access Denied</TITLE>"));
    desk.shop.calm();
    assert_eq!(desk.get(LIST, TODAY).await.status, 200);
}

#[tokio::test]
async fn ten_calls_in_a_second_are_one_too_many() {
    let desk = Desk::open(1).await;
    desk.set(|it| {
        it.calls_per_second = 10;
        it.throttled_for = 60;
    });
    for call in 1..=8 {
        let answer = desk.get(LIST, TODAY).await;
        assert_eq!(answer.status, 200, "call {call}");
        assert!(!answer.headers.contains_key("x-cag-warnings"), "call {call}");
    }
    let ninth = desk.get(LIST, TODAY).await;
    assert_eq!(ninth.status, 200);
    assert!(ninth.headers.contains_key("x-cag-warnings"));
    assert_eq!(desk.get(LIST, TODAY).await.status, 429);
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
    assert_eq!(desk.get(LIST, TODAY).await.status, 429, "the throttle stays");
}
