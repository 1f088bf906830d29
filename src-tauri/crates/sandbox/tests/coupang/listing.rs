use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde_json::json;

use crate::support::{Answer, Desk, number};

const LIST: &str = "/v5/vendors/{v}/ordersheets";

fn days(from: &str, to: &str, rest: &str) -> String {
    format!("createdAtFrom={from}%2B09:00&createdAtTo={to}%2B09:00{rest}")
}

fn month(status: &str, rest: &str) -> String {
    days("2026-02-14", "2026-03-16", &format!("&status={status}{rest}"))
}

#[tokio::test]
async fn day_mode_pages_through_everything_once() {
    let desk = Desk::open(200).await;
    let mut seen = BTreeSet::new();
    let mut token = String::new();
    loop {
        let rest = format!("&maxPerPage=20&nextToken={token}");
        let answer = desk.get(LIST, &month("ACCEPT", &rest)).await;
        assert_eq!((answer.status, &answer.json["code"]), (200, &json!(200)));
        assert!(answer.rows().len() <= 20);
        for row in answer.rows() {
            assert_eq!(row["status"], "ACCEPT");
            assert!(seen.insert(row["shipmentBoxId"].as_i64().unwrap()));
        }
        token = answer.token().to_owned();
        if token.is_empty() {
            break;
        }
    }
    let held = desk.shop.orders();
    let truth = held.iter().filter(|it| it.status == "ACCEPT" && !it.gone);
    let truth: BTreeSet<i64> = truth.map(|it| number(&it.shipment_box_id)).collect();
    assert_eq!(seen, truth);
    assert!(seen.len() >= 70);
}

async fn refused(desk: &Desk, query: &str, message: &str) {
    let answer = desk.get(LIST, query).await;
    assert_eq!(answer.status, 400, "{query}: {}", answer.text);
    assert!(answer.message().contains(message), "{query}: {}", answer.text);
}

#[tokio::test]
async fn windows_pages_and_statuses_are_checked() {
    let desk = Desk::open(1).await;
    let too_long = "endTime-startTime range should less than31.";
    let page = "max page number param should between 1~50";
    assert_eq!(desk.get(LIST, &month("ACCEPT", "")).await.status, 200);
    refused(&desk, &days("2026-02-13", "2026-03-16", "&status=ACCEPT"), too_long).await;
    refused(&desk, &days("2026-03-16", "2026-03-15", "&status=ACCEPT"), "endTime").await;
    refused(&desk, &month("ACCEPT", "&maxPerPage=51"), page).await;
    refused(&desk, &month("ACCEPT", "&maxPerPage=0"), page).await;
    refused(&desk, &days("2026-03-15", "2026-03-16", ""), "status").await;
    refused(&desk, &month("ALL", ""), "status").await;
    refused(&desk, &month("ACCEPT", "&status=INSTRUCT"), "status").await;
    refused(&desk, &month("CANCEL", ""), "status").await;
    refused(&desk, "status=ACCEPT", "createdAtFrom").await;
    let bare_offset = "createdAtFrom=2026-03-15+09:00&createdAtTo=2026-03-16+09:00&status=ACCEPT";
    refused(&desk, bare_offset, "createdAtFrom").await;
    refused(&desk, "createdAtFrom=2026-03-15&createdAtTo=2026-03-16&status=ACCEPT", "createdAt").await;
}

#[tokio::test]
async fn minute_mode_is_shorter_than_a_day_and_unpaged() {
    let desk = Desk::open(200).await;
    let minutes = |from: &str, to: &str| {
        format!("searchType=timeFrame&createdAtFrom={from}%2B09:00&createdAtTo={to}%2B09:00&status=ACCEPT")
    };
    let answer = desk.get(LIST, &minutes("2026-03-15T12:00", "2026-03-16T11:59")).await;
    assert_eq!(answer.status, 200);
    assert!(answer.rows().len() > 20);
    assert_eq!(answer.token(), "");
    refused(&desk, &minutes("2026-03-15T12:00", "2026-03-16T12:00"), "range should less than 0 day").await;
    refused(&desk, &minutes("2026-03-15", "2026-03-16"), "createdAtFrom").await;
}

#[tokio::test]
async fn v5_and_v4_write_the_same_order_differently() {
    let desk = Desk::open(0).await;
    let order = desk.delivered(1, 2, "123456789012").await;
    desk.shop.buyer_confirms(&order.shipment_box_id).unwrap();
    let v5 = desk.get(&format!("{LIST}/{}", order.shipment_box_id), "").await;
    assert_eq!(v5.json["code"], "200");
    let sheet = &v5.json["data"];
    assert_eq!(sheet["shipmentBoxId"], number(&order.shipment_box_id));
    assert_eq!(sheet["orderItems"][0]["salesPrice"]["currencyCode"], "KRW");
    assert_eq!(sheet["orderItems"][0]["salesPrice"]["units"], order.items[0].price);
    assert_eq!(sheet["orderedAt"], "2026-03-16T12:00:00.000000+09:00");
    assert!(sheet["receiver"]["safeNumber"].as_str().unwrap().starts_with("+8250"));
    assert_eq!(sheet["orderer"]["email"], "");
    assert_eq!(sheet["deliveryCompanyName"], "CJ대한통운");
    assert!(sheet["extraProperties"].is_object());
    let v4 = desk.get(&format!("/v4/vendors/{{v}}/ordersheets/{}", order.shipment_box_id), "").await;
    let sheet = &v4.json["data"];
    assert_eq!(sheet["orderItems"][0]["salesPrice"], order.items[0].price);
    assert_eq!(sheet["orderedAt"], "2026-03-16T12:00:00");
    assert_eq!(sheet["deliveredDate"], "2026-03-16 12:00:00");
    assert_eq!(sheet["inTrasitDateTime"], "2026-03-16 12:00:00");
    assert_eq!(sheet["orderItems"][0]["confirmDate"], "2026-03-16 12:00:00");
    assert!(sheet["receiver"]["safeNumber"].as_str().unwrap().starts_with("050"));
}

#[tokio::test]
async fn v4_lists_want_dates_without_offset() {
    let desk = Desk::open(20).await;
    let path = "/v4/vendors/{v}/ordersheets";
    let plain = "createdAtFrom=2026-03-10&createdAtTo=2026-03-16&status=INSTRUCT";
    assert_eq!(desk.get(path, plain).await.status, 200);
    assert_eq!(desk.get(path, &month("INSTRUCT", "")).await.status, 400);
}

#[tokio::test]
async fn orders_are_found_by_number_and_vanish_when_cancelled() {
    let desk = Desk::open(0).await;
    let order = desk.order(2, 1);
    let by_order = format!("/v5/vendors/{{v}}/{}/ordersheets", order.order_id);
    let answer = desk.get(&by_order, "").await;
    assert_eq!(answer.rows().len(), 1);
    desk.shop.buyer_cancels(&order.shipment_box_id, &[]).unwrap();
    let gone = "해당 주문이 취소 또는 반품되었습니다.";
    let single = desk.get(&format!("{LIST}/{}", order.shipment_box_id), "").await;
    assert_eq!((single.status, single.message()), (400, gone));
    let answer = desk.get(&by_order, "").await;
    assert_eq!((answer.status, answer.message()), (400, gone));
    let answer = desk.get(LIST, &month("ACCEPT", "")).await;
    assert!(answer.rows().is_empty());
    assert_eq!(desk.get(&format!("{LIST}/12"), "").await.status, 400);
}

#[tokio::test]
async fn new_orders_appear_late_in_lists_and_at_once_alone() {
    let desk = Desk::open(0).await;
    desk.set(|it| it.reveal_after = 600);
    let order = desk.order(1, 1);
    let alone = desk.get(&format!("{LIST}/{}", order.shipment_box_id), "").await;
    assert_eq!(alone.status, 200);
    assert!(desk.get(LIST, &month("ACCEPT", "")).await.rows().is_empty());
    desk.clock.advance(TimeDelta::minutes(10));
    assert_eq!(desk.get(LIST, &month("ACCEPT", "")).await.rows().len(), 1);
}

#[tokio::test]
async fn history_tells_delivery_states_newest_first() {
    let desk = Desk::open(0).await;
    let order = desk.shipped(1, 1, "123456789012").await;
    let tail = format!("ordersheets/{}/history", order.shipment_box_id);
    let states = |answer: &Answer, path: &str| -> Vec<String> {
        let details = answer.json.pointer(path).unwrap().as_array().unwrap();
        let code = |it: &serde_json::Value| it["deliveryStatus"].as_str().unwrap().to_owned();
        details.iter().map(code).collect()
    };
    let v5 = desk.get(&format!("/v5/vendors/{{v}}/{tail}"), "").await;
    let expected = ["DEPARTURE", "INSTRUCT", "ACCEPT"];
    assert_eq!(states(&v5, "/data/0/details"), expected);
    let v4 = desk.get(&format!("/v4/vendors/{{v}}/{tail}"), "").await;
    assert_eq!(states(&v4, "/data/details"), expected);
}

#[tokio::test]
async fn acknowledgement_answers_row_by_row() {
    let desk = Desk::open(0).await;
    let (first, second) = (desk.order(1, 1), desk.order(1, 1));
    let answer = desk.acknowledge(&[&first.shipment_box_id, "102391599"]).await;
    assert_eq!(answer.json["code"], "200");
    assert_eq!(answer.json["data"]["responseCode"], 1);
    assert!(answer.json["data"]["responseKey"].as_i64().unwrap() < -(1 << 53));
    let unknown = &answer.json["data"]["responseList"][1];
    assert_eq!(unknown["resultCode"], "NOT_FOUND_SHIPMENT_BOX");
    assert_eq!(unknown["retryRequired"], true);
    let again = desk.acknowledge(&[&first.shipment_box_id]).await;
    assert_eq!((again.status, &again.json["data"]["responseCode"]), (200, &json!(99)));
    assert_eq!(
        again.json["data"]["responseList"][0]["resultMessage"],
        "배송상태를 변경할 수 없습니다. 주문내역을 확인해주세요."
    );
    assert_eq!(desk.acknowledge(&[]).await.json["data"]["responseCode"], -1);
    assert_eq!(desk.truth(&second.shipment_box_id).status, "ACCEPT");
    let applied = desk.truth(&first.shipment_box_id).applied;
    assert_eq!(applied[&sandbox::coupang::Operation::Acknowledge], 1);
}

#[tokio::test]
async fn acknowledgement_wants_bare_numbers_and_at_most_fifty() {
    let desk = Desk::open(0).await;
    let order = desk.order(1, 1);
    let path = "/v4/vendors/{v}/ordersheets/acknowledgement";
    let vendor = &desk.keys.vendor_id;
    let text_id = json!({"vendorId": vendor, "shipmentBoxIds": [order.shipment_box_id]});
    assert_eq!(desk.patch(path, &text_id).await.status, 400);
    let many: Vec<i64> = (1..=51).collect();
    let many = json!({"vendorId": vendor, "shipmentBoxIds": many});
    assert_eq!(desk.patch(path, &many).await.status, 400);
    let foreign = json!({"vendorId": "A00000001", "shipmentBoxIds": [1]});
    assert_eq!(desk.patch(path, &foreign).await.status, 400);
    assert_eq!(desk.call("PATCH", path, "", "[1").await.status, 400);
    assert_eq!(desk.truth(&order.shipment_box_id).status, "ACCEPT");
}

#[tokio::test]
async fn a_refund_in_progress_blocks_the_acknowledgement_until_it_is_through() {
    let desk = Desk::open(0).await;
    desk.set(|it| it.refund_after = 60);
    let order = desk.order(2, 2);
    let one = sandbox::coupang::Quantity { vendor_item_id: order.items[0].vendor_item_id.clone(), count: 1 };
    desk.shop.buyer_cancels(&order.shipment_box_id, &[one]).unwrap();
    assert_eq!(desk.truth(&order.shipment_box_id).items[0].hold_count, 1);
    let blocked = desk.acknowledge(&[&order.shipment_box_id]).await;
    assert_eq!(blocked.json["data"]["responseCode"], 99);
    desk.clock.advance(TimeDelta::seconds(61));
    let passed = desk.acknowledge(&[&order.shipment_box_id]).await;
    assert_eq!(passed.json["data"]["responseCode"], 0);
    assert_eq!(desk.truth(&order.shipment_box_id).items[0].cancel_count, 1);
}

#[tokio::test]
async fn the_address_can_change_with_the_acknowledgement() {
    let desk = Desk::open(0).await;
    let order = desk.order(1, 1);
    let mut receiver = order.receiver.clone();
    receiver.addr2 = "새 주소 7동 701호".to_owned();
    let change =
        |it: &Desk| it.shop.address_changes_at_acknowledgement(&order.shipment_box_id, receiver.clone());
    change(&desk).unwrap();
    assert_eq!(desk.truth(&order.shipment_box_id).receiver, order.receiver);
    desk.acknowledge(&[&order.shipment_box_id]).await;
    let answer = desk.get(&format!("{LIST}/{}", order.shipment_box_id), "").await;
    assert_eq!(answer.json["data"]["receiver"]["addr2"], "새 주소 7동 701호");
    assert!(change(&desk).is_err(), "not past 결제완료");
}

#[tokio::test]
async fn coupons_of_an_order_come_in_their_own_envelope() {
    let desk = Desk::open(60).await;
    let order = &desk.shop.orders()[0];
    let path = format!("/v2/providers/fms/apis/api/v2/vendors/{{v}}/{}/coupons", order.order_id);
    let answer = desk.get(&path, "").await;
    assert_eq!((answer.status, &answer.json["httpStatus"]), (200, &json!(200)));
    assert_eq!(answer.json["data"]["success"], true);
    assert!(answer.json["data"]["content"].is_array());
    let unknown = desk.get("/v2/providers/fms/apis/api/v2/vendors/{v}/1/coupons", "").await;
    assert_eq!(unknown.status, 400);
    assert!(!unknown.json["errorMessage"].as_str().unwrap().is_empty());
}
