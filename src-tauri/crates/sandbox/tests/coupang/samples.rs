//! What the pages' own samples and tables of errors say, word for word.

use chrono::TimeDelta;
use sandbox::FaultKind;
use sandbox::coupang::{Fault, Operation, OrderTruth, Quantity};
use serde_json::{Value, json};

use crate::support::{Answer, Desk, code, number, rows};

async fn minutes(desk: &Desk, from: &str, to: &str) -> usize {
    let query =
        format!("searchType=timeFrame&createdAtFrom={from}%2B09:00&createdAtTo={to}%2B09:00&status=ACCEPT");
    desk.get("/v5/vendors/{v}/ordersheets", &query).await.rows().len()
}

#[tokio::test]
async fn the_last_minute_of_a_time_frame_does_not_count() {
    let desk = Desk::open(0).await;
    desk.order(1, 1);
    assert_eq!(minutes(&desk, "2026-03-16T11:50", "2026-03-16T12:00").await, 0);
    assert_eq!(minutes(&desk, "2026-03-16T12:00", "2026-03-16T12:01").await, 1);
}

/// A box whose first part left; the rows of that part, with its new box.
async fn split(desk: &Desk) -> Vec<Value> {
    let order = desk.instructed(2, 1).await;
    let mut both = rows(&order, "KDEXP", "20180731040124");
    both.iter_mut().for_each(|row| row["splitShipping"] = json!(true));
    both[1]["invoiceNumber"] = json!("");
    both[1]["estimatedShippingDate"] = json!("2026-03-20");
    assert_eq!(code(&desk.upload(&both).await), "OK");
    let left = desk.shop.orders().into_iter().find(|it| it.status == "DEPARTURE");
    rows(&left.unwrap(), "KDEXP", "20180731040999")
}

#[tokio::test]
async fn a_split_part_stays_split_when_its_number_changes() {
    let desk = Desk::open(0).await;
    let mut row = split(&desk).await;
    let whole = desk.update(&row).await;
    assert_eq!(code(&whole), "IS_SEPARATE_MUST_BE_TRUE_WHEN_SEPARATE_DELIVERY");
    row[0]["splitShipping"] = json!(true);
    row[0]["preSplitShipped"] = json!(true);
    let mut direct = row.clone();
    direct[0]["deliveryCompanyCode"] = json!("DIRECT");
    assert_eq!(code(&desk.update(&direct).await), "NOT_ALLOW_VENDOR_DIRECT");
    assert_eq!(code(&desk.update(&row).await), "OK");
}

#[tokio::test]
async fn a_refund_still_pending_holds_the_upload() {
    let desk = Desk::open(0).await;
    desk.set(|it| it.refund_after = 3_600);
    let order = desk.order(1, 1);
    desk.shop.inject(Fault::on(Operation::Acknowledge, FaultKind::Lag { seconds: 60 }));
    desk.acknowledge(&[&order.shipment_box_id]).await;
    desk.shop.buyer_cancels(&order.shipment_box_id, &[]).unwrap();
    desk.clock.advance(TimeDelta::minutes(2));
    let answer = desk.upload(&rows(&order, "CJGLS", "123456789012")).await;
    assert_eq!(code(&answer), "ORDER_DELIVERY_CANCELED_HOLDING_FOR_CANCEL");
    assert_eq!(answer.json["data"]["responseList"][0]["retryRequired"], true);
}

#[tokio::test]
async fn a_number_in_use_is_refused_for_a_parcel_that_had_left() {
    let desk = Desk::open(0).await;
    desk.shipped(1, 1, "123456789012").await;
    let order = desk.instructed(1, 1).await;
    let id = desk.shop.buyer_cancels(&order.shipment_box_id, &[]).unwrap().receipt_id.unwrap();
    let body = |invoice: &str| {
        json!({
            "vendorId": desk.keys.vendor_id,
            "receiptId": number(&id),
            "deliveryCompanyCode": "CJGLS",
            "invoiceNumber": invoice,
        })
    };
    let path = format!("/v4/vendors/{{v}}/returnRequests/{id}/completedShipment");
    let taken = desk.patch(&path, &body("123456789012")).await;
    assert_eq!(taken.status, 400);
    assert!(taken.message().starts_with("이미 저장된 송장번호가 있어 송장번호 등록이 불가능합니다."));
    let short = desk.patch(&path, &body("12")).await;
    assert_eq!((short.status, short.message()), (400, "송장번호가 유효하지 않습니다."));
    assert_eq!(desk.truth(&order.shipment_box_id).status, "INSTRUCT");
    assert_eq!(desk.patch(&path, &body("123456789013")).await.status, 200);
}

/// An exchange whose goods are in.
async fn received(desk: &Desk) -> (OrderTruth, String) {
    let order = desk.delivered(1, 1, "400000000000").await;
    let item = Quantity { vendor_item_id: order.items[0].vendor_item_id.clone(), count: 1 };
    let done = desk.shop.buyer_exchanges(&order.shipment_box_id, &item).unwrap();
    let id = done.exchange_id.unwrap();
    let body = json!({"exchangeId": number(&id), "vendorId": desk.keys.vendor_id});
    let path = format!("/v4/vendors/{{v}}/exchangeRequests/{id}/receiveConfirmation");
    assert_eq!(desk.patch(&path, &body).await.status, 200);
    (order, id)
}

async fn exchange_row(desk: &Desk) -> Value {
    let week = "createdAtFrom=2026-03-10T00:00:00&createdAtTo=2026-03-16T23:59:59";
    desk.get("/v4/vendors/{v}/exchangeRequests", week).await.rows()[0].clone()
}

async fn reship(desk: &Desk, id: &str, box_id: i64, invoice: &str) -> Answer {
    let row = json!({
        "exchangeId": number(id),
        "vendorId": desk.keys.vendor_id,
        "shipmentBoxId": box_id,
        "goodsDeliveryCode": "CJGLS",
        "invoiceNumber": invoice,
    });
    desk.post(&format!("/v4/vendors/{{v}}/exchangeRequests/{id}/invoices"), &json!([row])).await
}

#[tokio::test]
async fn a_replacement_waits_as_an_ordersheet_does() {
    let desk = Desk::open(0).await;
    received(&desk).await;
    let row = exchange_row(&desk).await;
    let group = &row["deliveryInvoiceGroupDtos"][0];
    let parcel = &group["deliveryInvoiceDtos"][0];
    assert_eq!((&group["orderType"], &group["customerType"]), (&json!("NORMAL"), &json!("regular")));
    assert_eq!((&parcel["invoiceNumber"], &parcel["deliverCode"]), (&Value::Null, &json!("NONE")));
    assert_eq!(parcel["statusCode"], "INSTRUCT");
    assert_eq!(row["deliveryStatus"], "CompleteDirection");
    assert_eq!(row["faultTypeLabel"], row["faultType"]);
    let collecting = &row["collectInformationsDto"]["returndeliveryItemDtos"][0];
    assert_eq!(collecting["statusCode"], "RETURN_SEND_READY");
}

#[tokio::test]
async fn a_replacement_takes_one_number_and_only_for_its_own_box() {
    let desk = Desk::open(0).await;
    let (order, id) = received(&desk).await;
    let original = number(&order.shipment_box_id);
    let sentence = |box_id: i64, status: &str| {
        format!(
            "shipmentBoxId ({box_id})'s status [{status}] is not suitable for applyInvoice. \
             Only INSTRUCT status shipment can be called with applyInvoice"
        )
    };
    let wrong = reship(&desk, &id, original, "123456789012").await;
    assert_eq!((wrong.status, wrong.message()), (400, sentence(original, "FINAL_DELIVERY").as_str()));
    let ready = exchange_row(&desk).await;
    assert_eq!(ready["deliveryInvoiceModifiable"], true);
    let new = ready["deliveryInvoiceGroupDtos"][0]["shipmentBoxId"].as_i64().unwrap();
    assert_eq!(reship(&desk, &id, new, "123456789012").await.json["data"]["resultCode"], "SUCCESS");
    let again = reship(&desk, &id, new, "123456789013").await;
    assert_eq!((again.status, again.message()), (400, sentence(new, "DELIVERING").as_str()));
    assert_eq!(exchange_row(&desk).await["deliveryInvoiceModifiable"], false);
}

async fn cancel(desk: &Desk, order: &OrderTruth, counts: &[u32]) -> Answer {
    let ids: Vec<i64> = order.items.iter().map(|it| number(&it.vendor_item_id)).collect();
    let body = json!({
        "orderId": number(&order.order_id),
        "vendorItemIds": ids,
        "receiptCounts": counts,
        "bigCancelCode": "CANERR",
        "middleCancelCode": "CCTTER",
        "vendorId": desk.keys.vendor_id,
        "userId": desk.keys.user_id,
    });
    desk.post(&format!("/v5/vendors/{{v}}/orders/{}/cancel", order.order_id), &body).await
}

#[tokio::test]
async fn a_cancel_answers_with_its_request_number_and_groups_what_failed() {
    let desk = Desk::open(0).await;
    let order = desk.instructed(2, 1).await;
    let failed = cancel(&desk, &order, &[90, 90]).await;
    let (head, reason) = failed.message().split_once("\r\n").unwrap();
    assert!(head.starts_with("[요청번호] ") && head.len() == "[요청번호] ".len() + 36, "{head}");
    let mut ids: Vec<i64> = order.items.iter().map(|it| number(&it.vendor_item_id)).collect();
    ids.sort_unstable();
    let expected = format!("[{}, {}]<= 취소 가능한 개수보다 요청한 개수가 더 많습니다.", ids[0], ids[1]);
    assert_eq!((&failed.json["code"], reason), (&json!("400"), expected.as_str()));
    let counts: Vec<u32> = order.items.iter().map(|it| it.shipping_count).collect();
    let done = cancel(&desk, &order, &counts).await;
    assert_eq!(done.json["code"], "200");
    assert!(done.message().starts_with("[요청번호] ") && done.message().ends_with("\r\n"));
}
