use std::collections::BTreeSet;

use chrono::TimeDelta;
use sandbox::coupang::Settings;
use sandbox::{Sandbox, SandboxConfig};
use serde_json::json;

use crate::support::{Clock, Desk};

async fn post(desk: &Desk, route: &str, body: serde_json::Value) -> crate::support::Answer {
    let path = format!("/_sandbox/coupang/{route}");
    desk.send("POST", &path, "", &body.to_string(), &[]).await.unwrap()
}

#[tokio::test]
async fn another_process_can_do_what_a_test_can() {
    let desk = Desk::open(0).await;
    let placed = post(&desk, "place-order", json!({"options": 2})).await;
    let box_id = placed.json["shipmentBoxIds"][0].as_str().unwrap().to_owned();
    assert_eq!(box_id.len(), 18);
    let cancelled = post(&desk, "buyer-cancels", json!({"shipmentBoxId": box_id})).await;
    assert!(cancelled.json["receiptId"].is_string(), "{}", cancelled.text);
    let late = post(&desk, "parcel-scanned", json!({"shipmentBoxId": box_id})).await;
    assert_eq!(late.status, 409);
    assert_eq!(post(&desk, "no-such-verb", json!({})).await.status, 400);
    let tick = json!({"now": desk.clock.now() + TimeDelta::days(1)});
    assert_eq!(post(&desk, "tick", tick).await.status, 200);
    let truth = desk.send("GET", "/_sandbox/coupang/truth", "", "", &[]).await.unwrap();
    assert_eq!(truth.json["orders"][0]["gone"], true);
    let fault = json!({"operation": "list-sheets", "kind": "server-error"});
    assert_eq!(post(&desk, "inject", fault).await.status, 204);
    let fault = json!({"kind": {"slow": {"milliseconds": 1}}, "times": 2});
    assert_eq!(post(&desk, "inject", fault).await.status, 204);
    let query = "createdAtFrom=2026-03-15%2B09:00&createdAtTo=2026-03-16%2B09:00&status=ACCEPT";
    assert_eq!(desk.get("/v5/vendors/{v}/ordersheets", query).await.status, 500);
    let calls = desk.send("GET", "/_sandbox/coupang/calls", "", "", &[]).await.unwrap();
    assert_eq!(calls.json[0]["operation"], "list-sheets");
    assert_eq!(calls.json[0]["status"], 500);
}

#[tokio::test]
async fn a_seed_always_makes_the_same_shop() {
    let (one, two) = (Desk::open(120).await, Desk::open(120).await);
    assert_eq!(one.keys, two.keys);
    assert_eq!(one.shop.orders(), two.shop.orders());
    assert_eq!(one.shop.returns(), two.shop.returns());
    assert_eq!(one.shop.exchanges(), two.shop.exchanges());
}

#[tokio::test]
async fn the_default_shop_holds_every_state() {
    let desk = Desk::open(200).await;
    let orders = desk.shop.orders();
    let with = |status: &str| orders.iter().filter(|it| it.status == status && !it.gone).count();
    assert!(with("ACCEPT") >= 70, "{}", with("ACCEPT"));
    assert!(with("INSTRUCT") >= 60, "{}", with("INSTRUCT"));
    for status in ["DEPARTURE", "DELIVERING", "FINAL_DELIVERY", "NONE_TRACKING"] {
        assert!(with(status) > 0, "{status}");
    }
    let returns = desk.shop.returns();
    let states: BTreeSet<&str> = returns.iter().map(|it| it.status.as_str()).collect();
    assert_eq!(states.len(), 5, "{states:?}");
    let stops: BTreeSet<&str> = returns.iter().map(|it| it.release_stop.as_str()).collect();
    assert_eq!(stops.len(), 5, "{stops:?}");
    let confirmed: BTreeSet<&str> = returns.iter().map(|it| it.confirm_type.as_str()).collect();
    assert_eq!(confirmed.len(), 4, "{confirmed:?}");
    assert!(returns.iter().any(|it| it.withdrawn_at.is_some()));
    let exchanges = desk.shop.exchanges();
    let states: BTreeSet<&str> = exchanges.iter().map(|it| it.status.as_str()).collect();
    assert_eq!(states.len(), 5, "{states:?}");
    assert!(exchanges.iter().any(|it| it.new_box_id.is_some() && it.parcel.is_none()));
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
    let shop = first.coupang();
    let placed = shop.place_order(sandbox::coupang::OrderWish::default()).unwrap();
    let orders = shop.orders();
    first.stop().await;
    let second = Sandbox::start(config.clone()).await.unwrap();
    assert_eq!(second.coupang().orders(), orders);
    assert_eq!(second.coupang().credentials(), shop.credentials());
    assert!(second.coupang().order(&placed.shipment_box_ids[0]).is_some());
    second.stop().await;
    std::fs::write(folder.path().join("shops/coupang.json"), "{").unwrap();
    assert!(Sandbox::start(config).await.is_err());
}

#[tokio::test]
async fn a_lively_shop_moves_with_the_clock() {
    let desk = Desk::open(60).await;
    desk.shop.configure(Settings::lively());
    let before = desk.shop.orders();
    for _ in 0..200 {
        desk.clock.advance(TimeDelta::seconds(60));
        desk.shop.tick(desk.clock.now());
    }
    let after = desk.shop.orders();
    assert!(after.len() > before.len() + 50, "buyers buy");
    assert!(desk.shop.returns().len() > 20, "and change their minds");
    let departed = after.iter().filter(|it| it.status == "DEPARTURE");
    assert_eq!(departed.count(), 0, "everything shipped was scanned");
}

#[tokio::test]
async fn a_stopped_sandbox_answers_no_more() {
    let clock = Clock::new();
    let sandbox = Sandbox::start(SandboxConfig::new(1, clock.reader())).await.unwrap();
    let url = sandbox.coupang().base_url();
    sandbox.stop().await;
    assert!(reqwest::get(url).await.is_err());
}
