//! The two forms of a refusal.

use sandbox::FaultKind;
use sandbox::grip::{Domain, ErrorStyle, Fault};
use serde_json::{Value, json};

use crate::support::{Answer, Desk, keys};

/// One refusal of each domain.
const WRONG: [(&str, Domain); 6] = [
    ("/api/order?length=0", Domain::Order),
    ("/api/return?length=0", Domain::Return),
    ("/api/exchange?length=0", Domain::Exchange),
    ("/api/delivery/start?length=0", Domain::Delivery),
    ("/api/inquiry?length=0", Domain::Inquiry),
    ("/api/review?length=0", Domain::Review),
];

fn is_legacy(answer: &Answer) -> bool {
    let body = answer.json.as_object().unwrap();
    let alone = body.len() == 1 && body["message"].is_string();
    assert_eq!(alone, answer.status == 500, "{}", answer.text);
    alone
}

#[tokio::test]
async fn a_refusal_looks_like_the_sample() {
    let desk = Desk::open(0).await;
    let answer = desk.get("/api/order?length=0").await;
    let expected = json!({
        "status": 400, "error": "BAD_REQUEST", "code": "COMMON_BAD_REQUEST",
        "message": "잘못된 정보입니다: length", "timestamp": "2026-09-16T12:00:00.000+0900",
    });
    assert_eq!((answer.status, &answer.json), (400, &expected));
}

#[tokio::test]
async fn domains_move_one_by_one() {
    let desk = Desk::open(0).await;
    for (target, domain) in WRONG {
        desk.set(|settings| settings.legacy_domains = [domain].into());
        for (other, own) in WRONG {
            assert_eq!(is_legacy(&desk.get(other).await), own == domain, "{target} {other}");
        }
    }
}

#[tokio::test]
async fn the_whole_shop_may_be_of_the_older_form() {
    let desk = Desk::open(0).await;
    desk.set(|settings| settings.error_style = ErrorStyle::Legacy500);
    for (target, _) in WRONG {
        assert!(is_legacy(&desk.get(target).await));
    }
    assert!(is_legacy(&desk.get("/api/nothing").await));
    assert!(is_legacy(&desk.call("DELETE", "/api/order", &Value::Null).await));
    assert!(is_legacy(&desk.send("GET", "/api/order", "", &[]).await.unwrap()), "so are wrong keys");
    let rows = desk.put("/api/delivery/prepare/result", &keys(&[desk.paid()])).await;
    assert_eq!(rows.results(), [true], "successes are the same");
}

#[tokio::test]
async fn while_a_domain_moves_either_form_may_come() {
    let desk = Desk::open(0).await;
    desk.set(|settings| settings.error_style = ErrorStyle::Both);
    let mut forms = Vec::new();
    for _ in 0..4 {
        forms.push(is_legacy(&desk.get("/api/order?length=0").await));
    }
    assert_eq!(forms, [true, false, true, false]);
}

#[tokio::test]
async fn a_fault_of_the_server_is_no_refusal() {
    let desk = Desk::open(0).await;
    for style in [ErrorStyle::Legacy500, ErrorStyle::Status4xx] {
        desk.set(|settings| settings.error_style = style);
        desk.shop.inject(Fault::any(FaultKind::ServerError));
        let answer = desk.get("/api/order").await;
        assert_eq!((answer.status, answer.json.get("message"), answer.json.get("code")), (500, None, None));
    }
}
