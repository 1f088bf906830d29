use chrono::TimeDelta;
use sandbox::coupang::{Operation, OrderTruth, Quantity};
use serde_json::{Value, json};

use crate::support::{Answer, Desk, number};

const LIST: &str = "/v6/vendors/{v}/returnRequests";
const MONTH: &str = "createdAtFrom=2026-02-14&createdAtTo=2026-03-16";
const MISMATCH: &str = "[INTERNAL_SERVER_ERROR] 취소반품접수수량과 cancelCount가 일치하지 않습니다.";

async fn group(desk: &Desk, status: &str) -> Vec<String> {
    let answer = desk.get(LIST, &format!("{MONTH}&status={status}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let id = |row: &Value| row["receiptId"].to_string();
    answer.rows().iter().map(id).collect()
}

async fn act(desk: &Desk, receipt_id: &str, action: &str, more: Value) -> Answer {
    let mut body = json!({"vendorId": desk.keys.vendor_id, "receiptId": number(receipt_id)});
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    let path = format!("/v4/vendors/{{v}}/returnRequests/{receipt_id}/{action}");
    desk.patch(&path, &body).await
}

async fn stop_requested(desk: &Desk, quantity: u32) -> (OrderTruth, String) {
    let order = desk.instructed(1, quantity).await;
    let done = desk.shop.buyer_cancels(&order.shipment_box_id, &[]).unwrap();
    (order, done.receipt_id.unwrap())
}

fn receipt(desk: &Desk, id: &str) -> sandbox::coupang::ReturnTruth {
    let found = desk.shop.returns().into_iter().find(|it| it.receipt_id == id);
    found.unwrap()
}

#[tokio::test]
async fn a_stop_request_shows_under_ru_and_uc() {
    let desk = Desk::open(0).await;
    let (order, id) = stop_requested(&desk, 3).await;
    assert_eq!(group(&desk, "RU").await, [id.as_str()]);
    assert_eq!(group(&desk, "UC").await, [id.as_str()]);
    assert!(group(&desk, "CC").await.is_empty());
    let answer = desk.get(&format!("{LIST}/{id}"), "").await;
    assert_eq!(answer.json["code"], "200");
    let row = &answer.rows()[0];
    assert_eq!(row["receiptStatus"], "RELEASE_STOP_UNCHECKED");
    assert_eq!(row["releaseStopStatus"], "미처리");
    assert_eq!(row["returnItems"][0]["releaseStatus"], "N");
    assert_eq!(row["returnItems"][0]["shipmentBoxId"], number(&order.shipment_box_id));
    assert_eq!(row["cancelCountSum"], order.items[0].shipping_count);
    assert_eq!(row["createdAt"], "2026-03-16T12:00:00.000000+09:00");
    assert_eq!(row["returnShippingCharge"]["units"], -5000);
    let v4 = desk.get(&format!("/v4/vendors/{{v}}/returnRequests/{id}"), "").await;
    assert_eq!(v4.rows()[0]["returnShippingCharge"], -5000);
    assert_eq!(v4.rows()[0]["createdAt"], "2026-03-16T12:00:00");
    assert_eq!(desk.truth(&order.shipment_box_id).items[0].hold_count, order.items[0].shipping_count);
}

#[tokio::test]
async fn stopping_the_shipment_wants_the_exact_count_and_works_once() {
    let desk = Desk::open(0).await;
    let (order, id) = stop_requested(&desk, 3).await;
    let count = order.items[0].shipping_count;
    let wrong = act(&desk, &id, "stoppedShipment", json!({"cancelCount": count - 1})).await;
    assert_eq!((wrong.status, wrong.message()), (500, MISMATCH));
    let text = act(&desk, &id, "stoppedShipment", json!({"receiptId": id, "cancelCount": count})).await;
    assert_eq!(text.status, 400);
    let done = act(&desk, &id, "stoppedShipment", json!({"cancelCount": count})).await;
    assert_eq!(done.json["code"], "200");
    assert_eq!(done.json["data"]["resultCode"], "SUCCESS");
    let truth = receipt(&desk, &id);
    assert_eq!((truth.status.as_str(), truth.release_stop.as_str()), ("RETURNS_COMPLETED", "처리(출고중지)"));
    assert_eq!(truth.confirm_type, "VENDOR_CONFIRM");
    assert!(desk.truth(&order.shipment_box_id).gone);
    assert_eq!(group(&desk, "CC").await, [id.as_str()]);
    let again = act(&desk, &id, "stoppedShipment", json!({"cancelCount": count})).await;
    assert_eq!((again.status, again.message()), (400, "Product is already returned."));
    assert_eq!(receipt(&desk, &id).applied[&Operation::StopShipment], 1);
}

#[tokio::test]
async fn already_shipped_turns_the_request_into_a_return_at_the_sellers_expense() {
    let desk = Desk::open(0).await;
    let (order, id) = stop_requested(&desk, 1).await;
    let parcel =
        |courier: &str, invoice: &str| json!({"deliveryCompanyCode": courier, "invoiceNumber": invoice});
    let unknown = act(&desk, &id, "completedShipment", parcel("LOTTE", "123456789012")).await;
    assert_eq!(unknown.status, 500);
    let short = act(&desk, &id, "completedShipment", parcel("CJGLS", "12")).await;
    assert_eq!(short.status, 400);
    let done = act(&desk, &id, "completedShipment", parcel("CJGLS", "123456789012")).await;
    assert!(done.json.get("code").is_none(), "the code lies inside data");
    assert_eq!(done.json["data"]["code"], "200");
    assert_eq!(done.json["data"]["resultCode"], "SUCCESS");
    assert!(group(&desk, "RU").await.is_empty());
    let answer = desk.get(LIST, &format!("{MONTH}&status=UC")).await;
    let row = &answer.rows()[0];
    assert_eq!(row["releaseStopStatus"], "처리(이미출고)");
    assert_eq!(row["returnItems"][0]["releaseStatus"], "A");
    assert_eq!(row["returnShippingCharge"]["units"], 5000);
    assert_eq!(desk.truth(&order.shipment_box_id).status, "DEPARTURE");
    let stop = act(&desk, &id, "stoppedShipment", json!({"cancelCount": 1})).await;
    assert_eq!(stop.status, 400);
}

#[tokio::test]
async fn a_request_after_departure_is_a_return_that_can_still_be_stopped() {
    let desk = Desk::open(0).await;
    let order = desk.shipped(1, 1, "123456789012").await;
    let id = desk.shop.buyer_cancels(&order.shipment_box_id, &[]).unwrap().receipt_id.unwrap();
    assert!(group(&desk, "RU").await.is_empty());
    assert_eq!(group(&desk, "UC").await, [id.as_str()]);
    let count = order.items[0].shipping_count;
    let done = act(&desk, &id, "stoppedShipment", json!({"cancelCount": count})).await;
    assert_eq!(done.status, 200);
    let missed = desk.shipped(1, 1, "123456789013").await;
    let id = desk.shop.buyer_cancels(&missed.shipment_box_id, &[]).unwrap().receipt_id.unwrap();
    desk.shop.parcel_scanned(&missed.shipment_box_id).unwrap();
    assert_eq!(receipt(&desk, &id).release_stop, "자동처리(이미출고)");
}

#[tokio::test]
async fn cancels_before_confirmation_have_a_list_of_their_own() {
    let desk = Desk::open(0).await;
    let order = desk.order(1, 1);
    let id = desk.shop.buyer_cancels(&order.shipment_box_id, &[]).unwrap().receipt_id.unwrap();
    let answer = desk.get(LIST, &format!("{MONTH}&cancelType=CANCEL")).await;
    assert_eq!(answer.rows()[0]["receiptId"], number(&id));
    assert_eq!(answer.rows()[0]["receiptType"], "CANCEL");
    assert!(group(&desk, "CC").await.is_empty());
    let both = desk.get(LIST, &format!("{MONTH}&cancelType=CANCEL&status=CC")).await;
    assert_eq!(both.status, 400);
    let single = desk.get(&format!("{LIST}/{id}"), "").await;
    assert_eq!(single.status, 400, "cancel numbers are not supported");
}

#[tokio::test]
async fn return_lists_need_a_status_or_an_order() {
    let desk = Desk::open(0).await;
    let (order, id) = stop_requested(&desk, 1).await;
    let neither = desk.get(LIST, MONTH).await;
    assert_eq!(
        (neither.status, neither.message()),
        (400, "OrderId can't be null, if doesn't pass the parameter status")
    );
    let by_order = desk.get(LIST, &format!("{MONTH}&orderId={}", order.order_id)).await;
    assert_eq!(by_order.rows()[0]["receiptId"], number(&id));
    let unknown = desk.get(LIST, &format!("{MONTH}&status=XX")).await;
    assert_eq!(unknown.status, 400);
    let long = desk.get(LIST, "createdAtFrom=2026-02-13&createdAtTo=2026-03-16&status=RU").await;
    assert_eq!(long.message(), "endTime-startTime range should less than31.");
    let offset =
        desk.get(LIST, "createdAtFrom=2026-03-15%2B09:00&createdAtTo=2026-03-16%2B09:00&status=RU").await;
    assert_eq!(offset.status, 400);
    let minutes =
        "searchType=timeFrame&createdAtFrom=2026-03-16T11:00&createdAtTo=2026-03-16T12:01&status=RU";
    let frame = desk.get(LIST, minutes).await;
    assert_eq!(frame.rows().len(), 1);
    assert!(frame.json.get("nextToken").is_none());
}

#[tokio::test]
async fn return_lists_page() {
    let desk = Desk::open(0).await;
    for _ in 0..5 {
        stop_requested(&desk, 1).await;
    }
    let first = desk.get(LIST, &format!("{MONTH}&status=RU&maxPerPage=3")).await;
    assert_eq!(first.rows().len(), 3);
    let query = format!("{MONTH}&status=RU&maxPerPage=3&nextToken={}", first.token());
    let second = desk.get(LIST, &query).await;
    assert_eq!((second.rows().len(), second.token()), (2, ""));
    assert_ne!(first.rows()[2]["receiptId"], second.rows()[0]["receiptId"]);
}

/// A return of something that is or is not a fast refund.
async fn returned(desk: &Desk, fast: bool) -> String {
    for attempt in 0..400 {
        let invoice = format!("{:012}", 500_000_000_000_i64 + attempt);
        let order = desk.delivered(1, 1, &invoice).await;
        let done = desk.shop.buyer_returns(&order.shipment_box_id, &[]).unwrap();
        let id = done.receipt_id.unwrap();
        if receipt(desk, &id).fast_refund == fast {
            return id;
        }
    }
    panic!("no such return in 400 orders");
}

#[tokio::test]
async fn receiving_a_fast_refund_completes_it() {
    let desk = Desk::open(0).await;
    let id = returned(&desk, true).await;
    let done = act(&desk, &id, "receiveConfirmation", json!({})).await;
    assert_eq!((&done.json["code"], done.message()), (&json!("200"), "OK"));
    let truth = receipt(&desk, &id);
    assert_eq!((truth.status.as_str(), truth.pre_refund), ("RETURNS_COMPLETED", true));
    let again = act(&desk, &id, "receiveConfirmation", json!({})).await;
    assert_eq!(again.status, 400);
    let order = desk.truth(&truth.items[0].shipment_box_id);
    assert!(!order.gone, "returned after delivery, it stays listed");
    let approval = act(&desk, &id, "approval", json!({"cancelCount": truth.cancel_count_sum})).await;
    assert_eq!(approval.status, 400);
    assert!(approval.message().starts_with("There is no history"));
}

#[tokio::test]
async fn other_returns_wait_for_the_approval() {
    let desk = Desk::open(0).await;
    let id = returned(&desk, false).await;
    let early = act(&desk, &id, "approval", json!({"cancelCount": 1})).await;
    assert_eq!(early.status, 400);
    act(&desk, &id, "receiveConfirmation", json!({})).await;
    let truth = receipt(&desk, &id);
    assert_eq!(truth.status, "VENDOR_WAREHOUSE_CONFIRM");
    let wrong = json!({"cancelCount": truth.cancel_count_sum + 1});
    let wrong = act(&desk, &id, "approval", wrong).await;
    assert_eq!((wrong.status, wrong.message()), (500, MISMATCH));
    let done = act(&desk, &id, "approval", json!({"cancelCount": truth.cancel_count_sum})).await;
    assert_eq!(done.json, json!({"code": "200", "message": "OK"}));
    assert_eq!(receipt(&desk, &id).status, "RETURNS_COMPLETED");
    assert_eq!(receipt(&desk, &id).applied[&Operation::ApproveReturn], 1);
}

#[tokio::test]
async fn coupang_approves_a_received_return_by_itself() {
    let desk = Desk::open(0).await;
    desk.set(|it| it.approve_after = Some(3_600));
    let id = returned(&desk, false).await;
    act(&desk, &id, "receiveConfirmation", json!({})).await;
    desk.clock.advance(TimeDelta::hours(2));
    assert_eq!(group(&desk, "CC").await, [id.as_str()]);
}

#[tokio::test]
async fn customer_service_may_confirm_without_the_seller() {
    let desk = Desk::open(0).await;
    let (_, id) = stop_requested(&desk, 1).await;
    desk.shop.cs_approves(&id).unwrap();
    let answer = desk.get(LIST, &format!("{MONTH}&status=CC")).await;
    assert_eq!(answer.rows()[0]["completeConfirmType"], "CS_CONFIRM");
    let other = returned(&desk, true).await;
    desk.shop.coupang_checks(&other).unwrap();
    assert_eq!(group(&desk, "PR").await, [other]);
}

#[tokio::test]
async fn a_withdrawn_return_vanishes_and_is_found_by_period_and_id() {
    let desk = Desk::open(0).await;
    let (order, id) = stop_requested(&desk, 2).await;
    desk.shop.buyer_withdraws(&id).unwrap();
    assert!(group(&desk, "RU").await.is_empty());
    assert!(group(&desk, "UC").await.is_empty());
    assert_eq!(desk.get(&format!("{LIST}/{id}"), "").await.status, 400);
    assert_eq!(desk.truth(&order.shipment_box_id).items[0].hold_count, 0);
    let path = "/v4/vendors/{v}/returnWithdrawRequests";
    let answer = desk.get(path, "dateFrom=2026-03-10&dateTo=2026-03-16").await;
    let row = &answer.rows()[0];
    assert_eq!((&row["cancelId"], &row["refundDeliveryDuty"]), (&json!(number(&id)), &json!("CUS")));
    assert_eq!(row["createdAt"], "2026-03-16T12:00:00");
    assert_eq!(answer.json["nextPageIndex"], "");
    let list = "/v4/vendors/{v}/returnWithdrawList";
    let found = desk.post(list, &json!({"cancelIds": [number(&id), 5]})).await;
    assert_eq!(found.rows().len(), 1);
}

#[tokio::test]
async fn withdrawal_queries_are_checked() {
    let desk = Desk::open(0).await;
    let path = "/v4/vendors/{v}/returnWithdrawRequests";
    let cases = [
        (
            "dateFrom=2026-03-09&dateTo=2026-03-16",
            "최대 조회 기간은 7 일 입니다.(The maximum view duration is 7 days)",
        ),
        ("dateFrom=2026-03-16&dateTo=2026-03-15", "종료일자는 시작일자보다 작거나 같아야 합니다."),
        (
            "dateFrom=2026-03-10&dateTo=2026-03-16&sizePerPage=101",
            "페이지별 최대 표시 갯수(sizePerPage)는 100 입니다.",
        ),
        ("dateFrom=2026-03-16&dateTo=2026-03-16&pageIndex=0", "pageindex 는 음수 또는 0 일 수 없습니다."),
        ("dateFrom=20260316&dateTo=2026-03-16", "날짜입력을 확인해 주세요. (형식:yyyy-MM-dd)"),
        ("dateTo=2026-03-16", "Required String parameter 'dateFrom' is not present"),
    ];
    for (query, message) in cases {
        let answer = desk.get(path, query).await;
        assert_eq!(answer.status, 400);
        assert!(answer.message().contains(message), "{}", answer.text);
    }
    let list = "/v4/vendors/{v}/returnWithdrawList";
    let many: Vec<i64> = (0..51).collect();
    assert_eq!(desk.post(list, &json!({"cancelIds": many})).await.status, 400);
    assert_eq!(desk.post(list, &json!({"cancelIds": ["5"]})).await.status, 400);
}

#[tokio::test]
async fn withdrawals_page_by_index() {
    let desk = Desk::open(0).await;
    for _ in 0..3 {
        let (_, id) = stop_requested(&desk, 1).await;
        desk.shop.buyer_withdraws(&id).unwrap();
    }
    let path = "/v4/vendors/{v}/returnWithdrawRequests";
    let period = "dateFrom=2026-03-16&dateTo=2026-03-16&sizePerPage=2";
    let first = desk.get(path, period).await;
    assert_eq!((first.rows().len(), &first.json["nextPageIndex"]), (2, &json!("2")));
    let second = desk.get(path, &format!("{period}&pageIndex=2")).await;
    assert_eq!((second.rows().len(), &second.json["nextPageIndex"]), (1, &json!("")));
}

#[tokio::test]
async fn pickup_invoices_are_for_open_returns() {
    let desk = Desk::open(0).await;
    let id = returned(&desk, true).await;
    let path = "/v4/vendors/{v}/return-exchange-invoices/manual";
    let body = json!({
        "returnExchangeDeliveryType": "RETURN",
        "receiptId": number(&id),
        "deliveryCompanyCode": "KDEXP",
        "invoiceNumber": "201805291435",
        "regNumber": "1234568",
    });
    let answer = desk.post(path, &body).await;
    assert_eq!(answer.json["code"], 200);
    assert_eq!(answer.json["data"]["returnExchangeDeliveryType"], "RETURN");
    assert!(answer.json["data"]["invoiceNumberId"].is_i64());
    assert_eq!(receipt(&desk, &id).pickups.len(), 1);
    let mut missing = body.clone();
    missing.as_object_mut().unwrap().remove("invoiceNumber");
    let answer = desk.post(path, &missing).await;
    assert_eq!((answer.status, answer.message()), (400, "Object is null"));
    desk.shop.buyer_withdraws(&id).unwrap();
    assert_eq!(desk.post(path, &body).await.status, 400);
}

#[tokio::test]
async fn a_collected_return_can_no_longer_be_withdrawn() {
    let desk = Desk::open(0).await;
    let id = returned(&desk, false).await;
    desk.shop.return_collected(&id).unwrap();
    assert!(desk.shop.buyer_withdraws(&id).is_err());
}

#[tokio::test]
async fn partial_requests_name_what_was_bought_and_what_is_asked() {
    let desk = Desk::open(0).await;
    let order = desk.instructed(1, 3).await;
    let one = Quantity { vendor_item_id: order.items[0].vendor_item_id.clone(), count: 1 };
    desk.shop.buyer_cancels(&order.shipment_box_id, &[one]).unwrap();
    let answer = desk.get(LIST, &format!("{MONTH}&status=RU")).await;
    let item = &answer.rows()[0]["returnItems"][0];
    assert_eq!(item["purchaseCount"], order.items[0].shipping_count);
    assert_eq!(item["cancelCount"], 1);
}
