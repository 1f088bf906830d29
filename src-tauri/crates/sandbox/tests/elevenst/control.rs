use std::collections::BTreeSet;

use chrono::TimeDelta;
use sandbox::elevenst::{ClaimKind, LineStatus, OrderWish, Settings};
use sandbox::{Sandbox, SandboxConfig};
use serde_json::{Value, json};

use crate::support::{Clock, Desk};

#[tokio::test]
async fn a_generated_shop_holds_something_of_everything() {
    let desk = Desk::open(200).await;
    let truth = desk.shop.truth();
    assert!(truth.orders.len() >= 200);
    let lines = desk.shop.lines();
    let shown: BTreeSet<String> = lines.iter().map(|line| line.shown_status.clone()).collect();
    let all = ["102", "200", "201", "202", "301", "401", "501", "601", "701", "901", "A01", "B01", "C01"];
    assert!(all.iter().all(|status| shown.contains(*status)), "{shown:?}");
    let claims: BTreeSet<String> = truth.claims.iter().map(|claim| claim.code.clone()).collect();
    let all = ["01", "02", "05", "104", "105", "106", "107", "108", "109", "201", "214", "221", "232", "233"];
    assert!(all.iter().all(|code| claims.contains(*code)), "{claims:?}");
    assert!(truth.claims.iter().any(|claim| claim.kind == ClaimKind::OfficeCancel));
    assert!(lines.iter().any(|line| line.add_on_to.is_some() && line.status == LineStatus::Paid));
    assert!(
        lines.iter().any(|line| line.non_delivery.is_some()) && lines.iter().any(|line| line.delay.is_some())
    );
    assert!(lines.iter().any(|line| line.visit_code.is_some() && line.next_receiver.is_none()));
    assert!(lines.iter().all(|line| line.applied.is_empty()), "nobody called yet");
    let now = desk.clock.now();
    assert!(truth.orders.iter().all(|order| order.ordered_at > now - TimeDelta::days(21)));
    let numbers: BTreeSet<&str> = truth.orders.iter().map(|order| order.ord_no.as_str()).collect();
    assert!(numbers.iter().all(|number| number.len() == 17) && numbers.len() == truth.orders.len());
    for list in ["complete", "packaging", "shipping", "dlvcompleted", "completed"] {
        assert!(!desk.list(&format!("/ordservices/{list}"), 7).await.rows.is_empty(), "{list}");
    }
    let together = lines
        .iter()
        .any(|line| lines.iter().any(|other| other.dlv_no == line.dlv_no && other.ord_no != line.ord_no));
    assert!(together, "two orders under one delivery number");
}

#[tokio::test]
async fn the_same_seed_is_the_same_shop() {
    let (one, other) = (Desk::open(60).await, Desk::open(60).await);
    assert_eq!(one.shop.truth(), other.shop.truth());
    assert_eq!(one.shop.credentials(), other.shop.credentials());
    let (dispatch, claims) = one.shop.couriers();
    assert_eq!((dispatch.len(), claims.len()), (117, 98));
}

#[tokio::test]
async fn a_kept_shop_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::new();
    let config = SandboxConfig {
        orders: 20,
        state_folder: Some(folder.path().join("shops")),
        ..SandboxConfig::new(3, clock.reader())
    };
    let first = Sandbox::start(config.clone()).await.unwrap();
    let placed = first.elevenst().place_order(OrderWish::default()).unwrap();
    let truth = first.elevenst().truth();
    first.stop().await;
    let second = Sandbox::start(config.clone()).await.unwrap();
    assert_eq!(second.elevenst().truth(), truth);
    assert!(second.elevenst().line(&placed.line_ids[0]).is_some());
    second.stop().await;
    std::fs::write(folder.path().join("shops/elevenst.json"), "{").unwrap();
    assert!(Sandbox::start(config).await.is_err());
}

#[tokio::test]
async fn a_lively_shop_moves_with_the_clock() {
    let desk = Desk::open(60).await;
    desk.shop.configure(Settings::lively());
    let (before, claims) = (desk.shop.lines().len(), desk.shop.claims().len());
    for _ in 0..200 {
        desk.clock.advance(TimeDelta::seconds(60));
        desk.shop.tick(desk.clock.now());
    }
    let after = desk.shop.lines();
    assert!(after.len() > before + 50, "buyers buy");
    assert!(desk.shop.claims().len() > claims + 10, "and change their minds");
    assert!(after.iter().all(|line| line.status != LineStatus::Shipped), "everything sent arrived");
}

#[tokio::test]
async fn the_control_routes_do_what_the_handle_does() {
    let desk = Desk::open(0).await;
    let http = reqwest::Client::new();
    let base = desk.shop.base_url().replace("/rest", "/_sandbox/elevenst");
    let post = |path: &str, body: Value| {
        let request = http.post(format!("{base}{path}")).header("content-type", "application/json");
        request.body(body.to_string()).send()
    };
    let read = async |path: &str| -> Value {
        let text = http.get(format!("{base}{path}")).send().await.unwrap().text().await.unwrap();
        serde_json::from_str(&text).unwrap()
    };
    let placed = post("/place-order", json!({"lines": 1})).await.unwrap().text().await.unwrap();
    let placed: Value = serde_json::from_str(&placed).unwrap();
    let line = placed["lineIds"][0].as_str().unwrap();
    assert_eq!(read("/truth").await["orders"][0]["lines"][0]["lineId"], line);
    assert_eq!(read("/credentials").await["credentials"]["apiKey"], desk.key.as_str());
    assert_eq!(post("/inject", json!({"kind": "server-error"})).await.unwrap().status(), 204);
    assert_eq!(desk.list("/ordservices/complete", 1).await.status, 500);
    assert_eq!(post("/calm", json!({})).await.unwrap().status(), 204);
    assert_eq!(post("/buyer-cancels", json!({"line": line})).await.unwrap().status(), 200);
    assert_eq!(post("/buyer-cancels", json!({"line": line})).await.unwrap().status(), 409);
    assert_eq!(post("/nothing", json!({})).await.unwrap().status(), 400);
    assert_eq!(read("/calls").await[0]["operation"], "complete");
    let mut settings = read("/settings").await;
    settings["maintenance"] = json!(true);
    assert_eq!(post("/settings", settings).await.unwrap().status(), 204);
    assert!(desk.shop.settings().maintenance);
}
