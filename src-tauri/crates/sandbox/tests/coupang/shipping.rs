use chrono::TimeDelta;
use sandbox::coupang::{Operation, Quantity};
use serde_json::{Value, json};

use crate::support::{Answer, Desk, code, number, rows};

fn retry(answer: &Answer) -> bool {
    answer.json["data"]["responseList"][0]["retryRequired"] == true
}

#[tokio::test]
async fn a_whole_box_ships_with_one_number() {
    let desk = Desk::open(0).await;
    let order = desk.instructed(3, 1).await;
    let answer = desk.upload(&rows(&order, "CJGLS", "123456789012")).await;
    assert_eq!(answer.json["code"], "200");
    assert_eq!(answer.json["data"]["responseMessage"], "SUCCESS");
    assert_eq!(answer.json["data"]["responseList"].as_array().unwrap().len(), 1);
    assert_eq!((code(&answer), retry(&answer)), ("OK", false));
    let shipped = desk.truth(&order.shipment_box_id);
    assert_eq!(shipped.status, "DEPARTURE");
    assert_eq!(shipped.applied[&Operation::UploadInvoices], 1);
    let again = desk.upload(&rows(&order, "CJGLS", "123456789012")).await;
    assert_eq!((code(&again), retry(&again)), ("INVALID_STATUS", false));
    let message = again.json["data"]["responseList"][0]["resultMessage"].as_str().unwrap();
    let expected = format!(
        "배송진행상태가 유효하지 않습니다. [합포장번호 : {}] [주문번호 : {}]",
        order.shipment_box_id, order.order_id
    );
    assert_eq!(message, expected);
}

#[tokio::test]
async fn upload_needs_an_acknowledged_known_box() {
    let desk = Desk::open(0).await;
    let order = desk.order(1, 1);
    let answer = desk.upload(&rows(&order, "CJGLS", "123456789012")).await;
    assert_eq!(code(&answer), "INVALID_STATUS");
    let mut row = rows(&order, "CJGLS", "123456789012");
    row[0]["shipmentBoxId"] = json!(99);
    assert_eq!(code(&desk.upload(&row).await), "NOT_FOUND_SHIPMENT_BOX");
}

#[tokio::test]
async fn every_option_needs_its_row() {
    let desk = Desk::open(0).await;
    let order = desk.instructed(2, 1).await;
    let all = rows(&order, "CJGLS", "123456789012");
    assert_eq!(code(&desk.upload(&all[..1]).await), "NOT_FOUND_VENDOR_ITEM");
    let mut foreign = all.clone();
    foreign[1]["vendorItemId"] = json!(1);
    assert_eq!(code(&desk.upload(&foreign).await), "NOT_FOUND_VENDOR_ITEM");
    assert_eq!(code(&desk.upload(&all).await), "OK");
}

#[tokio::test]
async fn numbers_follow_the_couriers_rules() {
    let desk = Desk::open(0).await;
    let cases = [
        ("CJGLS", "12345678901", "INVALID_INVOICE_NUMBER"),
        ("CJGLS", "", "INVALID_INVOICE_NUMBER"),
        ("CJGLS", "12345678901A", "INVALID_INVOICE_NUMBER"),
        ("HYUNDAI", "1234567890123", "OK"),
        ("KGB", "123456789012", "INVALID_INVOICE_NUMBER"),
        ("KGB", "20286005541", "OK"),
        ("EPOST", "6900004147609", "OK"),
        ("KDEXP", "1234567", "INVALID_INVOICE_NUMBER"),
        ("KDEXP", "1698100690123456", "OK"),
        ("UPS", "1Z602A6E0326718825", "OK"),
        ("DIRECT", "20-2501", "INVALID_INVOICE_NUMBER"),
        ("DIRECT", "1", "OK"),
        ("SLX", "ANY123", "OK"),
    ];
    for (courier, invoice, expected) in cases {
        let order = desk.instructed(1, 1).await;
        let answer = desk.upload(&rows(&order, courier, invoice)).await;
        assert_eq!(code(&answer), expected, "{courier} {invoice}");
    }
}

#[tokio::test]
async fn unknown_couriers_fail_the_whole_call() {
    let desk = Desk::open(0).await;
    let order = desk.instructed(1, 1).await;
    for courier in ["LOTTE", "LOGEN", "GS", ""] {
        let answer = desk.upload(&rows(&order, courier, "123456789012")).await;
        assert_eq!((answer.status, answer.message()), (500, "internal exception"));
    }
    assert_eq!(desk.truth(&order.shipment_box_id).status, "INSTRUCT");
}

#[tokio::test]
async fn fields_are_required_and_typed() {
    let desk = Desk::open(0).await;
    let order = desk.instructed(1, 1).await;
    let good = rows(&order, "CJGLS", "123456789012").remove(0);
    let fields = good.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    for field in fields {
        let mut row = good.clone();
        row.as_object_mut().unwrap().remove(&field);
        assert_eq!(desk.upload(&[row]).await.status, 400, "without {field}");
    }
    for (field, wrong) in [
        ("shipmentBoxId", json!(order.shipment_box_id)),
        ("orderId", json!(order.order_id)),
        ("invoiceNumber", json!(123456789012_i64)),
        ("splitShipping", json!("false")),
        ("preSplitShipped", json!("false")),
    ] {
        let mut row = good.clone();
        row[field] = wrong;
        assert_eq!(desk.upload(&[row]).await.status, 400, "{field}");
    }
    assert_eq!(code(&desk.upload(&[good]).await), "OK");
}

#[tokio::test]
async fn a_number_serves_one_recipient_for_six_months() {
    let desk = Desk::open(0).await;
    let first = desk.shipped(1, 1, "123456789012").await;
    let mut same = desk.order(1, 1);
    desk.shop.buyer_changes_address(&same.shipment_box_id, first.receiver.clone()).unwrap();
    desk.acknowledge(&[&same.shipment_box_id]).await;
    same = desk.truth(&same.shipment_box_id);
    assert_eq!(code(&desk.upload(&rows(&same, "CJGLS", "123456789012")).await), "OK");
    let other = desk.instructed(1, 1).await;
    let answer = desk.upload(&rows(&other, "CJGLS", "123456789012")).await;
    assert_eq!((code(&answer), retry(&answer)), ("NOT_ALLOW_INVOICE_NUMBER_RE_UPLOAD", false));
    let direct = desk.upload(&rows(&other, "DIRECT", "123456789012")).await;
    assert_eq!(code(&direct), "OK");
    assert_eq!(desk.truth(&other.shipment_box_id).status, "NONE_TRACKING");
    let later = desk.instructed(1, 1).await;
    desk.clock.advance(TimeDelta::days(170));
    desk.shop.issue_key_at(desk.clock.now());
    let row = rows(&later, "CJGLS", "123456789012");
    assert_eq!(code(&desk.upload(&row).await), "NOT_ALLOW_INVOICE_NUMBER_RE_UPLOAD");
    desk.clock.advance(TimeDelta::days(20));
    assert_eq!(code(&desk.upload(&row).await), "OK");
}

#[tokio::test]
async fn results_come_per_box() {
    let desk = Desk::open(0).await;
    let good = desk.instructed(1, 1).await;
    let bad = desk.order(1, 1);
    let mut both = rows(&good, "CJGLS", "123456789012");
    both.extend(rows(&bad, "CJGLS", "123456789013"));
    let answer = desk.upload(&both).await;
    assert_eq!(answer.json["data"]["responseCode"], 1);
    assert_eq!(answer.json["data"]["responseMessage"], "PARTIAL_ERROR");
    assert_eq!(desk.truth(&good.shipment_box_id).status, "DEPARTURE");
    assert_eq!(desk.truth(&bad.shipment_box_id).status, "ACCEPT");
}

#[tokio::test]
async fn an_open_cancel_request_stops_the_upload() {
    let desk = Desk::open(0).await;
    let whole = desk.instructed(1, 2).await;
    desk.shop.buyer_cancels(&whole.shipment_box_id, &[]).unwrap();
    let answer = desk.upload(&rows(&whole, "CJGLS", "123456789012")).await;
    assert_eq!((code(&answer), retry(&answer)), ("ORDER_DELIVERY_CANCELED", false));
    let message = &answer.json["data"]["responseList"][0]["resultMessage"];
    assert!(message.as_str().unwrap().starts_with("출고중지 요청건입니다."), "{message}");
    let part = desk.instructed(1, 2).await;
    let one = Quantity { vendor_item_id: part.items[0].vendor_item_id.clone(), count: 1 };
    let request = desk.shop.buyer_cancels(&part.shipment_box_id, &[one]).unwrap();
    let answer = desk.upload(&rows(&part, "CJGLS", "123456789012")).await;
    assert_eq!((code(&answer), retry(&answer)), ("ORDER_DELIVERY_PARTIAL_STOP_REQUESTED", true));
    desk.shop.buyer_withdraws(&request.receipt_id.unwrap()).unwrap();
    let answer = desk.upload(&rows(&part, "CJGLS", "123456789012")).await;
    assert_eq!(code(&answer), "OK");
}

#[tokio::test]
async fn a_cancelled_box_cannot_ship() {
    let desk = Desk::open(0).await;
    let order = desk.instructed(1, 1).await;
    let request = desk.shop.buyer_cancels(&order.shipment_box_id, &[]).unwrap();
    desk.shop.cs_approves(&request.receipt_id.unwrap()).unwrap();
    let answer = desk.upload(&rows(&order, "CJGLS", "123456789012")).await;
    assert_eq!((code(&answer), retry(&answer)), ("ORDER_DELIVERY_CANCELED", false));
}

#[tokio::test]
async fn an_update_sets_the_box_back_to_departure() {
    let desk = Desk::open(0).await;
    let order = desk.delivered(2, 1, "123456789012").await;
    let answer = desk.update(&rows(&order, "HANJIN", "300000010634")).await;
    assert_eq!(code(&answer), "OK");
    let updated = desk.truth(&order.shipment_box_id);
    assert_eq!(updated.status, "DEPARTURE");
    assert_eq!(updated.parcel.unwrap().courier, "HANJIN");
    let same = desk.update(&rows(&order, "HANJIN", "300000010634")).await;
    assert_eq!(code(&same), "DUPLICATE_INVOICE_NUMBER");
    let early = desk.instructed(1, 1).await;
    let answer = desk.update(&rows(&early, "HANJIN", "300000010635")).await;
    assert_eq!(code(&answer), "INVALID_STATUS");
}

fn split_rows(order: &sandbox::coupang::OrderTruth) -> Vec<Value> {
    let mut both = rows(order, "KDEXP", "20180731040124");
    for row in &mut both {
        row["splitShipping"] = json!(true);
    }
    both[1]["invoiceNumber"] = json!("");
    both[1]["estimatedShippingDate"] = json!("2026-03-20");
    both
}

#[tokio::test]
async fn a_split_gives_the_shipped_part_a_new_box() {
    let desk = Desk::open(0).await;
    let order = desk.instructed(2, 1).await;
    assert_eq!(code(&desk.upload(&split_rows(&order)).await), "OK");
    let path = format!("/v5/vendors/{{v}}/{}/ordersheets", order.order_id);
    let answer = desk.get(&path, "").await;
    let sheets = answer.rows();
    assert_eq!(sheets.len(), 2);
    let (kept, new) = (&sheets[0], &sheets[1]);
    assert_eq!(kept["shipmentBoxId"], number(&order.shipment_box_id));
    assert_eq!((&kept["status"], &kept["splitShipping"]), (&json!("INSTRUCT"), &json!(true)));
    assert_eq!(kept["orderItems"][0]["plannedShippingDate"], "2026-03-20");
    assert_eq!(new["status"], "DEPARTURE");
    assert_eq!(new["orderItems"][0]["vendorItemId"], number(&order.items[0].vendor_item_id));
}

#[tokio::test]
async fn the_second_step_of_a_split_has_rules_of_its_own() {
    let desk = Desk::open(0).await;
    let order = desk.instructed(2, 1).await;
    desk.upload(&split_rows(&order)).await;
    let mut row = split_rows(&order).remove(1);
    row["preSplitShipped"] = json!(true);
    let step = |row: &Value| vec![row.clone()];
    assert_eq!(code(&desk.upload(&step(&row)).await), "NOT_FOUND_INVOICE_NUMBER");
    row["estimatedShippingDate"] = json!("2026-03-25");
    assert_eq!(code(&desk.upload(&step(&row)).await), "PSD_NOT_ALLOW_TO_CHANGE");
    row["estimatedShippingDate"] = json!("");
    row["invoiceNumber"] = json!("20180731040125");
    row["splitShipping"] = json!(false);
    let normal = desk.upload(&step(&row)).await;
    assert_eq!(code(&normal), "IS_SEPARATE_MUST_BE_TRUE_WHEN_SEPARATE_DELIVERY");
    row["splitShipping"] = json!(true);
    assert_eq!(code(&desk.upload(&step(&row)).await), "OK");
    let last = desk.truth(&order.shipment_box_id);
    assert_eq!((last.status.as_str(), last.items.len()), ("DEPARTURE", 1));
}

#[tokio::test]
async fn what_cannot_be_split_is_refused() {
    let desk = Desk::open(0).await;
    let single = desk.instructed(1, 2).await;
    let mut row = rows(&single, "KDEXP", "20180731040124");
    row[0]["splitShipping"] = json!(true);
    assert_eq!(code(&desk.upload(&row).await), "NOT_ALLOW_SEPARATE_WHEN_ONE_VENDOR_ITEM");
    let order = desk.instructed(2, 1).await;
    let mut direct = split_rows(&order);
    direct[0]["deliveryCompanyCode"] = json!("DIRECT");
    assert_eq!(code(&desk.upload(&direct).await), "NOT_ALLOW_VENDOR_DIRECT");
    let mut early = split_rows(&order);
    early[0]["preSplitShipped"] = json!(true);
    assert_eq!(code(&desk.upload(&early).await), "INVALID_STATUS");
    let gone = desk.shipped(2, 1, "123456789012").await;
    let answer = desk.upload(&split_rows(&gone)).await;
    assert_eq!(code(&answer), "NOT_ALLOW_SEPARATE_AFTER_NORMAL_DELIVERY");
}

#[tokio::test]
async fn long_undelivered_parcels_complete_after_thirty_days() {
    let desk = Desk::open(0).await;
    let order = desk.shipped(1, 1, "123456789012").await;
    let path = "/v4/vendors/{v}/completeLongTermUndelivery";
    let id = number(&order.shipment_box_id);
    let body = json!({"shipmentBoxId": id, "invoiceNumber": "123456789012"});
    let early = desk.post(path, &body).await;
    assert_eq!((early.status, early.message()), (400, "배송완료 처리 실패. 배송상태: DEPARTURE"));
    desk.clock.advance(TimeDelta::days(30));
    let wrong = json!({"shipmentBoxId": id, "invoiceNumber": "1"});
    assert_eq!(desk.post(path, &wrong).await.status, 400);
    let text_id = json!({"shipmentBoxId": order.shipment_box_id, "invoiceNumber": "123456789012"});
    assert_eq!(desk.post(path, &text_id).await.status, 400);
    let done = desk.post(path, &body).await;
    assert_eq!(done.json, json!({"code": "200", "message": "SUCCESS", "data": true}));
    assert_eq!(desk.truth(&order.shipment_box_id).status, "FINAL_DELIVERY");
    assert_eq!(desk.post(path, &body).await.status, 400);
}
