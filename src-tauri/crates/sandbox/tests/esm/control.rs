use std::collections::BTreeSet;

use chrono::TimeDelta;
use sandbox::esm::{ClaimKind, ClaimTruth, LineStatus, LineTruth, OrderWish, Settings};
use sandbox::{Sandbox, SandboxConfig};
use serde_json::{Value, json};

use crate::support::{Answer, Auction, Clock, Desk, Gmarket};

async fn control(desk: &Desk, method: &str, route: &str, body: &Value) -> Answer {
    let headers = [("content-type", "application/json")];
    desk.send(method, &format!("/_sandbox/esm/{route}"), &body.to_string(), &headers).await.unwrap()
}

#[tokio::test]
async fn another_process_can_do_what_a_test_can() {
    let desk = Desk::open(0).await;
    let wish = json!({"site": "auction", "lines": 1, "orderNo": 1_592_423_011});
    let placed = control(&desk, "POST", "place-order", &wish).await;
    assert_eq!(placed.json["orderNos"], json!([1_592_423_011]));
    let line = json!({"site": "auction", "orderNo": 1_592_423_011});
    assert_eq!(control(&desk, "POST", "buyer-cancels", &line).await.status, 200);
    assert_eq!(control(&desk, "POST", "parcel-delivered", &line).await.status, 409);
    assert_eq!(control(&desk, "POST", "no-such-verb", &line).await.status, 400);
    let tick = json!({"now": desk.clock.now() + TimeDelta::days(1)});
    assert_eq!(control(&desk, "POST", "tick", &tick).await.status, 200);
    let truth = control(&desk, "GET", "truth", &Value::Null).await;
    assert_eq!(truth.json["auction"]["orders"][0]["lines"][0]["status"], "cancelled");
    assert_eq!(truth.json["gmarket"]["orders"], json!([]));
    let fault = json!({"operation": "orders", "kind": "server-error"});
    assert_eq!(control(&desk, "POST", "inject", &fault).await.status, 204);
    assert_eq!(desk.orders(Gmarket, 1).await.status, 500);
    let calls = control(&desk, "GET", "calls", &Value::Null).await;
    assert_eq!((&calls.json[0]["operation"], &calls.json[0]["status"]), (&json!("orders"), &json!(500)));
    let settings = control(&desk, "GET", "settings", &Value::Null).await;
    assert_eq!(settings.json["secondsBetweenCalls"], 0);
    assert_eq!(control(&desk, "POST", "settings", &json!({"delayOnce": true})).await.status, 204);
    assert!(desk.shop.settings().delay_once);
    let keys = control(&desk, "GET", "credentials", &Value::Null).await;
    assert_eq!(keys.json["credentials"]["masterId"], desk.keys.master_id);
    assert_eq!(control(&desk, "POST", "calm", &Value::Null).await.status, 204);
}

#[tokio::test]
async fn a_seed_always_makes_the_same_shop() {
    let (one, two) = (Desk::open(120).await, Desk::open(120).await);
    assert_eq!(one.keys, two.keys);
    for site in [Gmarket, Auction] {
        assert_eq!(one.shop.orders(site), two.shop.orders(site));
        assert_eq!(one.shop.orders(site).len(), 60);
    }
}

fn statuses(lines: &[LineTruth]) -> BTreeSet<LineStatus> {
    lines.iter().map(|line| line.status).collect()
}

#[tokio::test]
async fn the_default_shop_holds_every_state() {
    let desk = Desk::open(200).await;
    for site in [Gmarket, Auction] {
        let lines = desk.shop.lines(site);
        assert_eq!(statuses(&lines).len(), 8, "{site:?}");
        let claims = desk.shop.claims(site);
        let states: BTreeSet<String> =
            claims.iter().map(|claim| json!([claim.kind, claim.status]).to_string()).collect();
        assert_eq!(states.len(), 14, "{site:?} {states:?}");
        assert!(claims.iter().any(|claim| claim.held && claim.kind == ClaimKind::Return));
        assert!(claims.iter().any(|claim| claim.held && claim.kind == ClaimKind::Exchange));
        let under_way = |claim: &ClaimTruth| claim.pickup.as_ref().is_some_and(|it| it.parcel.is_some());
        assert!(claims.iter().any(under_way) && claims.iter().any(|claim| claim.fast_refund));
        assert!(lines.iter().any(|line| line.report.is_some()));
        assert!(lines.iter().any(|line| line.delay.is_some()));
        assert!(lines.iter().any(|line| line.next_receiver.is_some()));
        assert_eq!(lines.iter().any(|line| line.gift.is_some()), site == Gmarket);
        let waiting = |status| lines.iter().filter(|line| line.status == status && !line.claimed).count();
        assert!(waiting(LineStatus::New) >= 20 && waiting(LineStatus::Preparing) >= 20);
        let islands = lines.iter().filter_map(|line| line.receiver.as_ref());
        assert!(islands.into_iter().any(|to| to.front.contains("제주") || to.front.contains("울릉")));
        let oldest = lines.iter().map(|line| line.ordered_at).min().unwrap();
        assert!(desk.clock.now() - oldest > TimeDelta::days(10));
        assert!(desk.shop.orders(site).iter().any(|order| order.lines.len() > 1));
    }
}

#[tokio::test]
async fn numbers_of_the_two_sites_overlap() {
    let desk = Desk::open(200).await;
    let range = |site| {
        let numbers: Vec<u64> = desk.shop.lines(site).iter().map(|line| line.order_no).collect();
        (numbers[0], numbers[numbers.len() - 1])
    };
    let (gmarket, auction) = (range(Gmarket), range(Auction));
    assert!(gmarket.0 < auction.1 && auction.0 < gmarket.1, "{gmarket:?} {auction:?}");
}

#[tokio::test]
async fn a_kept_shop_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::new();
    let config = SandboxConfig {
        orders: 40,
        state_folder: Some(folder.path().join("shops")),
        ..SandboxConfig::new(3, clock.reader())
    };
    let first = Sandbox::start(config.clone()).await.unwrap();
    let shop = first.esm();
    let placed = shop.place_order(Auction, OrderWish::default()).unwrap();
    let orders = (shop.orders(Gmarket), shop.orders(Auction));
    first.stop().await;
    let second = Sandbox::start(config.clone()).await.unwrap();
    let again = second.esm();
    assert_eq!((again.orders(Gmarket), again.orders(Auction)), orders);
    assert_eq!(again.credentials(), shop.credentials());
    assert!(again.line(Auction, placed.order_nos[0]).is_some());
    second.stop().await;
    std::fs::write(folder.path().join("shops/esm.json"), "{").unwrap();
    assert!(Sandbox::start(config).await.is_err());
}

#[tokio::test]
async fn a_lively_shop_moves_with_the_clock() {
    let desk = Desk::open(60).await;
    desk.shop.configure(Settings::lively());
    let count = |desk: &Desk| desk.shop.lines(Gmarket).len() + desk.shop.lines(Auction).len();
    let claims = |desk: &Desk| desk.shop.claims(Gmarket).len() + desk.shop.claims(Auction).len();
    let before = (count(&desk), claims(&desk));
    for _ in 0..200 {
        desk.clock.advance(TimeDelta::seconds(60));
        desk.shop.tick(desk.clock.now());
    }
    assert!(count(&desk) > before.0 + 50, "buyers buy");
    assert!(claims(&desk) > before.1 + 10, "and change their minds");
    for site in [Gmarket, Auction] {
        let lines = desk.shop.lines(site);
        assert!(lines.iter().all(|line| line.status != LineStatus::Shipping || line.claimed), "{site:?}");
        assert!(lines.iter().any(|line| line.status == LineStatus::Decided));
    }
}
