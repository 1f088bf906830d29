use chrono::TimeDelta;
use sandbox::coupang::{Collect, ExchangeTruth, Operation, Quantity};
use serde_json::{Value, json};

use crate::support::{Answer, Desk, number};

const LIST: &str = "/v4/vendors/{v}/exchangeRequests";
const WEEK: &str = "createdAtFrom=2026-03-10T00:00:00&createdAtTo=2026-03-16T23:59:59";

async fn requested(desk: &Desk) -> String {
    let count = desk.shop.orders().len();
    let invoice = format!("{:012}", 400_000_000_000_usize + count);
    let order = desk.delivered(1, 2, &invoice).await;
    let one = Quantity { vendor_item_id: order.items[0].vendor_item_id.clone(), count: 1 };
    let done = desk.shop.buyer_exchanges(&order.shipment_box_id, &one).unwrap();
    done.exchange_id.unwrap()
}

async fn act(desk: &Desk, id: &str, action: &str, more: Value) -> Answer {
    let mut body = json!({"exchangeId": number(id), "vendorId": desk.keys.vendor_id});
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    desk.patch(&format!("{LIST}/{id}/{action}"), &body).await
}

async fn ship(desk: &Desk, id: &str, box_id: i64, invoice: &str) -> Answer {
    let row = json!({
        "exchangeId": number(id),
        "vendorId": desk.keys.vendor_id,
        "shipmentBoxId": box_id,
        "goodsDeliveryCode": "CJGLS",
        "invoiceNumber": invoice,
    });
    desk.post(&format!("{LIST}/{id}/invoices"), &json!([row])).await
}

fn truth(desk: &Desk, id: &str) -> ExchangeTruth {
    let found = desk.shop.exchanges().into_iter().find(|it| it.exchange_id == id);
    found.unwrap()
}

async fn row(desk: &Desk, id: &str) -> Value {
    let answer = desk.get(LIST, &format!("{WEEK}&maxPerPage=50")).await;
    let mine = answer.rows().iter().find(|row| row["exchangeId"] == number(id));
    mine.unwrap().clone()
}

#[tokio::test]
async fn receive_then_ship_to_the_new_box_then_success() {
    let desk = Desk::open(0).await;
    desk.set(|it| it.exchange_box_after = 300);
    let id = requested(&desk).await;
    let before = row(&desk, &id).await;
    assert_eq!(
        (&before["exchangeStatus"], &before["collectStatus"]),
        (&json!("RECEIPT"), &json!("BeforeDirection"))
    );
    assert_eq!(before["deliveryInvoiceGroupDtos"], json!([]));
    assert_eq!(before["rejectable"], false);
    let done = act(&desk, &id, "receiveConfirmation", json!({})).await;
    assert_eq!(done.json, json!({"code": "200", "message": "SUCCESS"}));
    let received = row(&desk, &id).await;
    assert_eq!(
        (&received["exchangeStatus"], &received["collectStatus"]),
        (&json!("PROGRESS"), &json!("CompleteCollect"))
    );
    assert_eq!(received["collectCompleteDate"], "2026-03-16T12:00:00");
    assert_eq!(received["deliveryInvoiceGroupDtos"], json!([]), "the new box comes later");
    desk.clock.advance(TimeDelta::minutes(5));
    let ready = row(&desk, &id).await;
    let new_box = ready["deliveryInvoiceGroupDtos"][0]["shipmentBoxId"].as_i64().unwrap();
    let original = ready["exchangeItemDtoV1s"][0]["originalShipmentBoxId"].as_i64().unwrap();
    assert_ne!(new_box, original);
    let wrong = ship(&desk, &id, original, "123456789012").await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.message().contains("is not suitable for applyInvoice"));
    let shipped = ship(&desk, &id, new_box, "123456789012").await;
    assert_eq!(shipped.json["data"]["resultCode"], "SUCCESS");
    assert_eq!(truth(&desk, &id).applied[&Operation::ShipExchange], 1);
    desk.shop.exchange_delivered(&id).unwrap();
    assert_eq!(row(&desk, &id).await["exchangeStatus"], "SUCCESS");
}

#[tokio::test]
async fn shipping_has_its_own_body() {
    let desk = Desk::open(0).await;
    let id = requested(&desk).await;
    let early = ship(&desk, &id, 5, "123456789012").await;
    assert_eq!(early.status, 400);
    act(&desk, &id, "receiveConfirmation", json!({})).await;
    let new_box = number(&truth(&desk, &id).new_box_id.unwrap());
    let path = format!("{LIST}/{id}/invoices");
    let object = json!({"exchangeId": number(&id)});
    assert_eq!(desk.post(&path, &object).await.status, 400);
    let with_wrong_name = json!([{
        "exchangeId": number(&id),
        "vendorId": desk.keys.vendor_id,
        "shipmentBoxId": new_box,
        "deliveryCompanyCode": "CJGLS",
        "invoiceNumber": "123456789012",
    }]);
    assert_eq!(desk.post(&path, &with_wrong_name).await.status, 400);
    let short = ship(&desk, &id, new_box, "1").await;
    assert_eq!((short.status, &short.json["data"]["resultCode"]), (200, &json!("FAIL")));
    assert!(truth(&desk, &id).parcel.is_none());
}

#[tokio::test]
async fn rejecting_comes_after_the_goods_are_in() {
    let desk = Desk::open(0).await;
    let id = requested(&desk).await;
    let sold_out = json!({"exchangeRejectCode": "SOLDOUT"});
    assert_eq!(act(&desk, &id, "rejection", sold_out.clone()).await.status, 400);
    act(&desk, &id, "receiveConfirmation", json!({})).await;
    assert_eq!(row(&desk, &id).await["rejectable"], true);
    let other = act(&desk, &id, "rejection", json!({"exchangeRejectCode": "OTHER"})).await;
    assert_eq!(other.status, 400);
    let done = act(&desk, &id, "rejection", sold_out).await;
    assert_eq!(done.json["data"]["resultMessage"], "요청 처리완료");
    assert_eq!(truth(&desk, &id).status, "REJECT");
    let again = act(&desk, &id, "receiveConfirmation", json!({})).await;
    assert_eq!(again.status, 400);
}

#[tokio::test]
async fn a_second_receive_is_refused() {
    let desk = Desk::open(0).await;
    let id = requested(&desk).await;
    act(&desk, &id, "receiveConfirmation", json!({})).await;
    assert_eq!(act(&desk, &id, "receiveConfirmation", json!({})).await.status, 400);
    assert_eq!(truth(&desk, &id).applied[&Operation::ReceiveExchange], 1);
    let mismatch = act(&desk, &id, "receiveConfirmation", json!({"exchangeId": 5})).await;
    assert_eq!(mismatch.status, 400);
}

#[tokio::test]
async fn the_list_is_for_less_than_seven_days_without_offset() {
    let desk = Desk::open(0).await;
    requested(&desk).await;
    let week = "createdAtFrom=2026-03-09T23:59:59&createdAtTo=2026-03-16T23:59:59";
    let answer = desk.get(LIST, week).await;
    assert_eq!((answer.status, answer.message()), (400, "createdAtTo - createdAtFrom should less then 7day"));
    for wrong in [
        "createdAtFrom=2026-03-10&createdAtTo=2026-03-16",
        "createdAtFrom=2026-03-10T00:00:00%2B09:00&createdAtTo=2026-03-16T00:00:00%2B09:00",
        "createdAtTo=2026-03-16T00:00:00",
    ] {
        assert_eq!(desk.get(LIST, wrong).await.status, 400, "{wrong}");
    }
    let unknown = desk.get(LIST, &format!("{WEEK}&status=ODD")).await;
    assert_eq!(unknown.status, 400);
}

#[tokio::test]
async fn the_list_filters_and_pages() {
    let desk = Desk::open(0).await;
    for _ in 0..12 {
        requested(&desk).await;
    }
    let first = desk.get(LIST, WEEK).await;
    assert_eq!(first.rows().len(), 10, "ten by default");
    let second = desk.get(LIST, &format!("{WEEK}&nextToken={}", first.token())).await;
    assert_eq!((second.rows().len(), second.token()), (2, ""));
    let order_id = &first.rows()[3]["orderId"];
    let mine = desk.get(LIST, &format!("{WEEK}&orderId={order_id}")).await;
    assert_eq!(mine.rows().len(), 1);
    let done = desk.get(LIST, &format!("{WEEK}&status=SUCCESS")).await;
    assert!(done.rows().is_empty());
}

#[tokio::test]
async fn a_pickup_invoice_needs_a_collection_not_yet_begun() {
    let desk = Desk::open(0).await;
    let id = requested(&desk).await;
    let body = json!({
        "returnExchangeDeliveryType": "EXCHANGE",
        "receiptId": number(&id),
        "deliveryCompanyCode": "KDEXP",
        "invoiceNumber": "201805291435",
    });
    let path = "/v4/vendors/{v}/return-exchange-invoices/manual";
    assert_eq!(desk.post(path, &body).await.status, 200);
    assert_eq!(truth(&desk, &id).collect, "CompleteDirection");
    assert_eq!(desk.post(path, &body).await.status, 400);
    desk.shop.exchange_collecting(&id, Collect::Delivering).unwrap();
    assert_eq!(row(&desk, &id).await["exchangeStatus"], "PROGRESS");
    desk.shop.buyer_withdraws_exchange(&id).unwrap();
    assert_eq!(row(&desk, &id).await["exchangeStatus"], "CANCEL");
}
