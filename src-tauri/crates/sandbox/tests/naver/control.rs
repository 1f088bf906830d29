use std::collections::BTreeSet;

use chrono::TimeDelta;
use sandbox::naver::{Flavor, LineStatus, OrderWish, PlaceStatus, Settings};
use sandbox::{Sandbox, SandboxConfig};
use serde_json::{Value, json};

use crate::support::{Answer, Clock, Desk, fields, form};

async fn control(desk: &Desk, method: &str, route: &str, body: &Value) -> Answer {
    let host = desk.shop.base_url();
    let host = host.trim_end_matches("/external").trim_end_matches("/npay/partner");
    let url = format!("{host}/_sandbox/{}/{route}", desk.shop.flavor().code());
    let headers = [("content-type", "application/json")];
    desk.send_to(method, &url, "", &body.to_string(), &headers).await.unwrap()
}

#[tokio::test]
async fn another_process_can_do_what_a_test_can() {
    for flavor in [Flavor::SmartStore, Flavor::Npay] {
        let desk = Desk::of(flavor, 0).await;
        let placed = control(&desk, "POST", "place-order", &json!({"lines": 1, "addOns": 1})).await;
        let ids = placed.json["productOrderIds"].as_array().unwrap().clone();
        assert_eq!((ids.len(), ids[0].as_str().unwrap().len()), (2, 16));
        let cancelled = control(&desk, "POST", "buyer-cancels", &json!({"productOrderId": ids[0]})).await;
        assert!(cancelled.json["claimId"].is_string(), "{}", cancelled.text);
        let late = control(&desk, "POST", "parcel-scanned", &json!({"productOrderId": ids[0]})).await;
        assert_eq!(late.status, 409);
        assert_eq!(control(&desk, "POST", "no-such-verb", &json!({})).await.status, 400);
        let tick = json!({"now": desk.clock.now() + TimeDelta::days(1)});
        assert_eq!(control(&desk, "POST", "tick", &tick).await.status, 200);
        let truth = control(&desk, "GET", "truth", &Value::Null).await;
        assert_eq!(truth.json["orders"][0]["lines"][0]["status"], "CANCELED");
        let fault = json!({"operation": "token", "kind": "server-error"});
        assert_eq!(control(&desk, "POST", "inject", &fault).await.status, 204);
        assert_eq!(desk.issue().await.status, 500);
        let calls = control(&desk, "GET", "calls", &Value::Null).await;
        assert_eq!((&calls.json[0]["operation"], &calls.json[0]["status"]), (&json!("token"), &json!(500)));
        let settings = control(&desk, "GET", "settings", &Value::Null).await;
        assert_eq!(settings.json["callsPerSecond"], 0);
        let keys = control(&desk, "GET", "credentials", &Value::Null).await;
        assert_eq!(keys.json["credentials"]["clientId"], desk.keys.client_id);
    }
}

#[tokio::test]
async fn calming_ends_faults_and_the_penalty() {
    let desk = Desk::open(0).await;
    let query = form(&fields(&desk.keys, desk.clock.now()));
    desk.send("POST", "/v1/oauth2/token", &query, "", &[]).await.unwrap();
    let penalty = control(&desk, "GET", "penalty", &Value::Null).await;
    assert_eq!(penalty.json["offendedOn"], "2026-03-16");
    assert_eq!(control(&desk, "POST", "calm", &Value::Null).await.status, 204);
    assert_eq!(desk.shop.penalty().offended_on, None);
}

#[tokio::test]
async fn a_seed_always_makes_the_same_shop() {
    let (one, two) = (Desk::open(120).await, Desk::open(120).await);
    assert_eq!(one.keys, two.keys);
    assert_eq!(one.shop.orders(), two.shop.orders());
    assert_eq!(one.shop.claims(), two.shop.claims());
    let npay = Desk::of(Flavor::Npay, 120).await;
    assert_ne!(one.shop.orders(), npay.shop.orders(), "the sisters sell to different people");
}

#[tokio::test]
async fn the_default_shop_holds_every_state() {
    for flavor in [Flavor::SmartStore, Flavor::Npay] {
        let desk = Desk::of(flavor, 200).await;
        let lines = desk.shop.lines();
        let states: BTreeSet<LineStatus> = lines.iter().map(|line| line.status).collect();
        assert_eq!(states.len(), 8, "{states:?}");
        let waiting = |place: PlaceStatus| {
            let fits = |line: &&_| {
                let line: &sandbox::naver::LineTruth = line;
                line.status == LineStatus::Payed && line.place_order_status == place
            };
            lines.iter().filter(fits).count()
        };
        assert!(waiting(PlaceStatus::NotYet) >= 60, "{}", waiting(PlaceStatus::NotYet));
        assert!(waiting(PlaceStatus::Ok) >= 50, "{}", waiting(PlaceStatus::Ok));
        let claims = desk.shop.claims();
        let texts: BTreeSet<String> = claims.iter().map(|claim| json!(claim.status).to_string()).collect();
        assert_eq!(texts.len(), 14, "{texts:?}");
        let by_the_market = |claim: &sandbox::naver::ClaimTruth| {
            claim.held && claim.holdback.as_ref().is_some_and(|it| it.held_by == "시스템")
        };
        assert!(claims.iter().any(by_the_market), "a return whose fee is taken off its refund");
        let wished = lines.iter().filter(|line| line.hope.is_some()).count();
        assert_eq!(wished > 0, flavor == Flavor::SmartStore, "Npay knows no wished days");
        assert!(lines.iter().any(|line| line.add_on_to.is_some() && line.status == LineStatus::Payed));
        assert!(lines.iter().any(|line| line.gift.is_some()));
        assert!(lines.iter().any(|line| line.delay.is_some()));
        assert!(lines.iter().any(|line| line.next_receiver.is_some()));
        assert!(lines.iter().all(|line| line.last_change.is_some()));
    }
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
    let (smartstore, npay) = (first.smartstore(), first.npay());
    let placed = smartstore.place_order(OrderWish::default()).unwrap();
    npay.place_order(OrderWish::default()).unwrap();
    let orders = (smartstore.orders(), npay.orders());
    first.stop().await;
    let second = Sandbox::start(config.clone()).await.unwrap();
    assert_eq!((second.smartstore().orders(), second.npay().orders()), orders);
    assert_eq!(second.smartstore().credentials(), smartstore.credentials());
    assert!(second.smartstore().line(&placed.product_order_ids[0]).is_some());
    second.stop().await;
    std::fs::write(folder.path().join("shops/npay.json"), "{").unwrap();
    assert!(Sandbox::start(config).await.is_err());
}

#[tokio::test]
async fn a_token_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::new();
    let config = SandboxConfig {
        orders: 0,
        state_folder: Some(folder.path().to_owned()),
        ..SandboxConfig::new(3, clock.reader())
    };
    let http = reqwest::Client::new();
    let mut tokens = Vec::new();
    for _ in 0..2 {
        let sandbox = Sandbox::start(config.clone()).await.unwrap();
        let shop = sandbox.smartstore();
        let body = form(&fields(&shop.credentials(), clock.now()));
        let url = format!("{}/v1/oauth2/token", shop.base_url());
        let request = http.post(url).header("content-type", "application/x-www-form-urlencoded").body(body);
        let answer: Value =
            serde_json::from_str(&request.send().await.unwrap().text().await.unwrap()).unwrap();
        tokens.push(answer["access_token"].clone());
        sandbox.stop().await;
    }
    assert_eq!(tokens[0], tokens[1]);
}

/// A sandbox on a port whose two neighbours are free as well.
async fn on_fixed_ports() -> (Sandbox, u16) {
    for _ in 0..50 {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let config = SandboxConfig { port, orders: 0, ..SandboxConfig::new(1, Clock::new().reader()) };
        if let Ok(sandbox) = Sandbox::start(config).await {
            return (sandbox, port);
        }
    }
    panic!("no three free ports in a row");
}

#[tokio::test]
async fn ports_follow_the_first_one() {
    let (sandbox, port) = on_fixed_ports().await;
    let host = |place: u16| format!("http://127.0.0.1:{}", port + place);
    assert_eq!(sandbox.coupang().base_url(), host(0));
    assert_eq!(sandbox.smartstore().base_url(), format!("{}/external", host(1)));
    assert_eq!(sandbox.npay().base_url(), format!("{}/npay/partner", host(2)));
}

#[tokio::test]
async fn a_lively_shop_moves_with_the_clock() {
    let desk = Desk::open(60).await;
    desk.shop.configure(Settings::lively());
    let (before, claims) = (desk.shop.lines(), desk.shop.claims().len());
    for _ in 0..200 {
        desk.clock.advance(TimeDelta::seconds(60));
        desk.shop.tick(desk.clock.now());
    }
    let after = desk.shop.lines();
    assert!(after.len() > before.len() + 50, "buyers buy");
    assert!(desk.shop.claims().len() > claims + 10, "and change their minds");
    assert!(after.iter().all(|line| line.status != LineStatus::Delivering), "everything sent arrived");
    let decided = |lines: &[sandbox::naver::LineTruth]| {
        lines.iter().filter(|line| line.status == LineStatus::PurchaseDecided).count()
    };
    assert!(decided(&after) > decided(&before), "and was decided on");
}
