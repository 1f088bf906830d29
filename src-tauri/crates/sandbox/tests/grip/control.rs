use chrono::TimeDelta;
use sandbox::grip::{LineState, OrderWish, Settings};
use sandbox::{Sandbox, SandboxConfig};
use serde_json::{Value, json};

use crate::support::{Answer, Clock, Desk};

async fn control(desk: &Desk, method: &str, route: &str, body: &Value) -> Answer {
    let headers = [("content-type", "application/json")];
    desk.send(method, &format!("/_sandbox/grip/{route}"), &body.to_string(), &headers).await.unwrap()
}

#[tokio::test]
async fn another_process_can_do_what_a_test_can() {
    let desk = Desk::open(0).await;
    let wish = json!({"lines": 1, "orderSeq": 77, "payment": "card"});
    let placed = control(&desk, "POST", "place-order", &wish).await;
    assert_eq!(placed.json["orderSeq"], 77);
    let key = placed.json["keys"][0].clone();
    assert_eq!(control(&desk, "POST", "place-order", &wish).await.status, 409);
    assert_eq!(control(&desk, "POST", "buyer-cancels", &key).await.status, 200);
    assert_eq!(control(&desk, "POST", "parcel-delivered", &key).await.status, 409);
    assert_eq!(control(&desk, "POST", "no-such-verb", &key).await.status, 400);
    let tick = json!({"now": desk.clock.now() + TimeDelta::days(1)});
    assert_eq!(control(&desk, "POST", "tick", &tick).await.status, 200);
    let truth = control(&desk, "GET", "truth", &Value::Null).await;
    assert_eq!(truth.json["orders"][0]["lines"][0]["state"], "order-refunded");
    let fault = json!({"operation": "orders", "kind": "server-error"});
    assert_eq!(control(&desk, "POST", "inject", &fault).await.status, 204);
    assert_eq!(desk.get("/api/order").await.status, 500);
    let calls = control(&desk, "GET", "calls", &Value::Null).await;
    assert_eq!((&calls.json[0]["operation"], &calls.json[0]["status"]), (&json!("orders"), &json!(500)));
    assert_eq!(control(&desk, "POST", "settings", &json!({"unstablePages": true})).await.status, 204);
    assert_eq!(control(&desk, "GET", "settings", &Value::Null).await.json["unstablePages"], true);
    let keys = control(&desk, "GET", "credentials", &Value::Null).await;
    assert_eq!(keys.json["credentials"]["accessKey"], desk.shop.credentials().access_key);
    assert_eq!(control(&desk, "POST", "reissue-keys", &json!({})).await.status, 200);
    assert_eq!(control(&desk, "POST", "calm", &Value::Null).await.status, 204);
}

#[tokio::test]
async fn a_seed_always_makes_the_same_shop() {
    let (one, two) = (Desk::open(120).await, Desk::open(120).await);
    assert_eq!(one.shop.credentials(), two.shop.credentials());
    assert_eq!(one.shop.truth(), two.shop.truth());
    assert_eq!(one.shop.couriers(), two.shop.couriers());
    assert_eq!(one.shop.orders().len(), 120);
}

#[tokio::test]
async fn another_seed_makes_other_courier_numbers() {
    let clock = Clock::new();
    let config = SandboxConfig { orders: 0, ..SandboxConfig::new(8, clock.reader()) };
    let other = Sandbox::start(config).await.unwrap();
    let desk = Desk::open(0).await;
    assert_ne!(other.grip().couriers(), desk.shop.couriers());
    assert_ne!(other.grip().credentials(), desk.shop.credentials());
}

#[tokio::test]
async fn a_kept_shop_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::new();
    let config = SandboxConfig {
        orders: 60,
        state_folder: Some(folder.path().join("shops")),
        ..SandboxConfig::new(3, clock.reader())
    };
    let first = Sandbox::start(config.clone()).await.unwrap();
    let shop = first.grip();
    let placed = shop.place_order(OrderWish::default()).unwrap();
    shop.reissue_keys().unwrap();
    let (truth, keys) = (shop.truth(), shop.credentials());
    first.stop().await;
    let second = Sandbox::start(config.clone()).await.unwrap();
    let again = second.grip();
    assert_eq!((again.truth(), again.credentials()), (truth, keys));
    assert!(again.line(placed.keys[0]).is_some());
    second.stop().await;
    std::fs::write(folder.path().join("shops/grip.json"), "{").unwrap();
    assert!(Sandbox::start(config).await.is_err());
}

#[tokio::test]
async fn a_lively_shop_moves_with_the_clock() {
    let desk = Desk::open(60).await;
    desk.shop.configure(Settings::lively());
    let before = desk.shop.lines().len();
    for _ in 0..200 {
        desk.clock.advance(TimeDelta::seconds(60));
        desk.shop.tick(desk.clock.now());
    }
    let lines = desk.shop.lines();
    assert!(lines.len() > before + 50, "buyers buy");
    let untracked = lines.iter().filter(|line| line.state == LineState::Shipping);
    assert!(untracked.into_iter().all(|line| line.parcel.is_none()), "what is tracked arrives");
    let waits = |line: &LineState| matches!(line.code(), 43 | 45 | 46 | 63 | 64 | 83 | 84);
    let waiting: Vec<LineState> = lines.iter().map(|line| line.state).filter(waits).collect();
    assert!(waiting.iter().all(|state| *state == LineState::ReturnDone), "refunds go through: {waiting:?}");
}

#[tokio::test]
async fn what_is_sent_arrives_and_is_decided_on() {
    let desk = Desk::open(0).await;
    desk.set(|settings| {
        *settings = Settings { buyers_every: None, ..Settings::lively() };
    });
    let (key, untracked) = (desk.sent().await, desk.sent_by(desk.courier(1, false)).await);
    let mut seen = vec![desk.state(key)];
    for _ in 0..70 {
        desk.clock.advance(TimeDelta::seconds(60));
        desk.shop.tick(desk.clock.now());
        seen.push(desk.state(key));
    }
    seen.dedup();
    assert_eq!(seen, [LineState::Shipping, LineState::Delivered, LineState::Decided]);
    assert_eq!(desk.state(untracked), LineState::Shipping, "nobody tracks it");
}
