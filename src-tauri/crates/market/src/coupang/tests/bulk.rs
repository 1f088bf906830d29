//! Many orders at once: what would cost a call for each is looked for in the lists of all of them.

use domain::{BundleId, ClaimKind, ClaimStep, OrderId, Stage};
use serde_json::{Value, json};

use super::Desk;
use crate::Marketplace;

const SHEETS: &str = include_str!("../../../fixtures/coupang/ordersheets_v5.json");
const RECEIPTS: &str = include_str!("../../../fixtures/coupang/return_requests_v6.json");
const EMPTY: &str = r#"{"code":200,"message":"OK","data":[],"nextToken":""}"#;
const GONE: &str = r#"{"code":"ERROR","message":"해당 주문이 취소 또는 반품되었습니다."}"#;

/// A page of records made of a fixture's first, each with some fields of its own.
fn page(fixture: &str, changes: &[Value], next: &str) -> String {
    let mut answer: Value = serde_json::from_str(fixture).unwrap();
    let record = answer["data"][0].take();
    let own = |change: &Value| {
        let mut record = record.clone();
        change.as_object().unwrap().iter().for_each(|(name, value)| record[name] = value.clone());
        record
    };
    answer["data"] = changes.iter().map(own).collect();
    answer["nextToken"] = json!(next);
    answer.to_string()
}

fn boxes(ids: &[u64]) -> Vec<Value> {
    ids.iter().map(|id| json!({"shipmentBoxId": id, "orderId": id + 1})).collect()
}

fn bundles(ids: &[u64]) -> Vec<(OrderId, BundleId)> {
    ids.iter().map(|id| (OrderId::new((id + 1).to_string()), BundleId::new(id.to_string()))).collect()
}

async fn read(ids: &[u64], stage: Stage, answers: &[(u16, &str)]) -> (Vec<String>, Vec<String>) {
    let desk = Desk::new(answers);
    let lines = desk.run(desk.coupang.read_bundles(&bundles(ids), stage)).await.unwrap();
    (lines.into_iter().map(|line| line.bundle.to_string()).collect(), desk.calls())
}

#[tokio::test]
async fn many_boxes_are_found_in_their_list_until_all_were_seen() {
    let first = page(SHEETS, &boxes(&[10, 99, 20]), "n1");
    let second = page(SHEETS, &boxes(&[20, 30, 40]), "n2");
    let (found, calls) = read(&[10, 20, 30, 40], Stage::Preparing, &[(200, &first), (200, &second)]).await;
    assert_eq!(found, ["10", "20", "30", "40"]);
    let list = "GET /v5/vendors/A00012345/ordersheets?createdAtFrom=2025-12-03%2B09:00&createdAtTo=2026-01-02%2B09:00&status=INSTRUCT&maxPerPage=50";
    assert_eq!(calls, [list.to_owned(), format!("{list}&nextToken=n1")]);
}

#[tokio::test]
async fn a_box_that_its_list_does_not_show_is_read_by_itself() {
    let listed = page(SHEETS, &boxes(&[10, 20, 30]), "");
    let single = page(SHEETS, &boxes(&[40]), "");
    let answers = [(200, listed.as_str()), (200, single.as_str()), (400, GONE)];
    let (found, calls) = read(&[10, 20, 30, 40, 50], Stage::Shipped, &answers).await;
    assert_eq!(found, ["10", "20", "30", "40"], "what is cancelled is left out");
    assert!(calls[0].contains("status=DEPARTURE"), "{calls:?}");
    assert_eq!(
        calls[1..],
        ["GET /v5/vendors/A00012345/ordersheets/40", "GET /v5/vendors/A00012345/ordersheets/50"]
    );
}

#[tokio::test]
async fn a_list_that_is_too_long_is_left() {
    let strange: Vec<String> =
        (0..10).map(|number| page(SHEETS, &boxes(&[99]), &format!("n{number}"))).collect();
    let single = page(SHEETS, &boxes(&[10]), "");
    let mut answers: Vec<(u16, &str)> = strange.iter().map(|page| (200, page.as_str())).collect();
    answers.extend([(200, single.as_str()), (400, GONE), (400, GONE), (400, GONE)]);
    let (found, calls) = read(&[10, 20, 30, 40], Stage::Preparing, &answers).await;
    assert_eq!((found.len(), calls.len()), (1, 14));
}

#[tokio::test]
async fn a_few_boxes_and_those_of_no_list_are_read_by_themselves() {
    let single = page(SHEETS, &boxes(&[10]), "");
    let few = [(200, single.as_str()), (400, GONE), (400, GONE), (400, GONE)];
    for (ids, stage) in [(&[10, 20, 30][..], Stage::Preparing), (&[10, 20, 30, 40][..], Stage::Unknown)] {
        let (found, calls) = read(ids, stage, &few).await;
        assert_eq!((found.len(), calls.len()), (1, ids.len()));
        assert!(calls.iter().all(|call| call.contains("/ordersheets/")), "{calls:?}");
    }
}

#[tokio::test]
async fn open_requests_among_many_orders_cost_two_lists() {
    let orders: Vec<OrderId> = (1..=50_u64).map(|id| OrderId::new(id.to_string())).collect();
    let stop = |receipt: u64, order: u64, status: &str| {
        json!({"receiptId": receipt, "orderId": order, "receiptStatus": status, "releaseStopStatus": "미처리",
            "returnItems": [{"vendorItemId": 1, "shipmentBoxId": 2, "purchaseCount": 1, "cancelCount": 1, "releaseStatus": "N"}]})
    };
    let accepted = page(
        RECEIPTS,
        &[
            stop(7, 3, "RETURNS_UNCHECKED"),
            stop(8, 4, "RETURNS_UNCHECKED"),
            stop(9, 777, "RETURNS_UNCHECKED"),
        ],
        "",
    );
    let stopped = page(RECEIPTS, &[stop(7, 3, "RELEASE_STOP_UNCHECKED")], "");
    let answers = [(200, EMPTY), (200, accepted.as_str()), (200, EMPTY), (200, stopped.as_str())];
    let desk = Desk::new(&answers);
    let claims = desk.run(desk.coupang.read_claims(&orders)).await.unwrap();
    let open = (ClaimKind::Cancel, ClaimStep::Requested);
    assert!(claims.iter().all(|claim| (claim.kind, claim.step) == open), "{claims:?}");
    let numbers: Vec<&str> = claims.iter().map(|claim| claim.claim.as_str()).collect();
    assert_eq!(numbers, ["7", "8"], "the same receipt in both lists is one claim, and a stranger's is none");
    let list = |days: &str, status: &str| {
        format!("GET /v6/vendors/A00012345/returnRequests?{days}&status={status}&maxPerPage=50")
    };
    let (older, newer) = (
        "createdAtFrom=2025-11-03&createdAtTo=2025-12-03",
        "createdAtFrom=2025-12-03&createdAtTo=2026-01-02",
    );
    assert_eq!(
        desk.calls(),
        [list(older, "UC"), list(newer, "UC"), list(older, "RU"), list(newer, "RU")],
        "the stop requests last, right before shipping"
    );
}
