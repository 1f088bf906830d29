use sandbox::coupang::Operation;
use serde_json::{Value, json};

use crate::support::{Answer, Desk, number};

fn cancel_body(desk: &Desk, order: &sandbox::coupang::OrderTruth, counts: &[u32]) -> Value {
    let ids: Vec<i64> = order.items.iter().map(|it| number(&it.vendor_item_id)).collect();
    json!({
        "orderId": number(&order.order_id),
        "vendorItemIds": ids,
        "receiptCounts": counts,
        "bigCancelCode": "CANERR",
        "middleCancelCode": "CCTTER",
        "vendorId": desk.keys.vendor_id,
        "userId": desk.keys.user_id,
    })
}

async fn cancel(desk: &Desk, order_id: &str, body: &Value) -> Answer {
    let path = format!("/v5/vendors/{{v}}/orders/{order_id}/cancel");
    desk.post(&path, body).await
}

#[tokio::test]
async fn the_seller_cancels_at_once_before_confirmation() {
    let desk = Desk::open(0).await;
    let order = desk.order(2, 2);
    let answer = cancel(&desk, &order.order_id, &cancel_body(&desk, &order, &[2, 1])).await;
    assert_eq!((answer.status, &answer.json["code"]), (200, &json!("400")));
    assert_eq!(answer.json["data"]["receiptMap"], json!({}));
    assert!(answer.message().contains("부분 취소는 불가능합니다."));
    let counts: Vec<u32> = order.items.iter().map(|it| it.shipping_count).collect();
    let body = cancel_body(&desk, &order, &counts);
    let answer = cancel(&desk, &order.order_id, &body).await;
    assert_eq!(answer.json["code"], "200", "{}", answer.text);
    let receipts = answer.json["data"]["receiptMap"].as_object().unwrap();
    let (id, receipt) = receipts.iter().next().unwrap();
    assert_eq!(receipt["receiptId"].to_string(), *id);
    assert_eq!(receipt["receiptType"], "CANCEL");
    assert_eq!(receipt["totalCount"], counts.iter().sum::<u32>());
    assert!(desk.truth(&order.shipment_box_id).gone);
    let again = cancel(&desk, &order.order_id, &body).await;
    assert_eq!(again.json["code"], "400");
}

#[tokio::test]
async fn after_confirmation_a_cancel_stops_the_shipment_and_may_be_partial() {
    let desk = Desk::open(0).await;
    let order = desk.instructed(2, 2).await;
    let first = order.items[0].shipping_count;
    let body = cancel_body(&desk, &order, &[first + 1, 1]);
    let answer = cancel(&desk, &order.order_id, &body).await;
    assert_eq!(answer.json["code"], "200");
    let failed = number(&order.items[0].vendor_item_id);
    assert_eq!(answer.json["data"]["failedVendorItemIds"], json!([failed]));
    let expected = format!("[{failed}]<= 취소 가능한 개수보다 요청한 개수가 더 많습니다.");
    assert!(answer.message().contains(&expected));
    let receipts = answer.json["data"]["receiptMap"].as_object().unwrap();
    assert_eq!(receipts.values().next().unwrap()["receiptType"], "STOP_SHIPMENT");
    let truth = desk.truth(&order.shipment_box_id);
    assert_eq!((truth.items[0].cancel_count, truth.items[1].cancel_count), (0, 1));
    assert_eq!(truth.applied[&Operation::CancelOrder], 1);
    let receipt = &desk.shop.returns()[0];
    assert_eq!(receipt.release_stop, "처리(출고중지)");
    let shipped = desk.shipped(1, 1, "123456789012").await;
    let late = cancel(&desk, &shipped.order_id, &cancel_body(&desk, &shipped, &[1])).await;
    assert_eq!(late.json["code"], "400");
    assert!(late.message().contains("결제완료/상품지시 중 상태가 아닙니다"));
}

#[tokio::test]
async fn one_cancel_serves_one_box() {
    let desk = Desk::open(0).await;
    let wish = sandbox::coupang::OrderWish {
        boxes: Some(2),
        options: Some(1),
        quantity: Some(1),
        ..sandbox::coupang::OrderWish::default()
    };
    let boxes = loop {
        let done = desk.shop.place_order(wish.clone()).unwrap();
        let boxes: Vec<_> = done.shipment_box_ids.iter().map(|id| desk.truth(id)).collect();
        if boxes[0].items[0].vendor_item_id != boxes[1].items[0].vendor_item_id {
            break boxes;
        }
    };
    let mut both = boxes[0].clone();
    both.items.extend(boxes[1].items.clone());
    let counts: Vec<u32> = both.items.iter().map(|it| it.shipping_count).collect();
    let answer = cancel(&desk, &both.order_id, &cancel_body(&desk, &both, &counts)).await;
    assert_eq!(answer.json["code"], "200");
    let other = number(&boxes[1].items[0].vendor_item_id);
    assert_eq!(answer.json["data"]["failedVendorItemIds"], json!([other]));
    assert!(desk.truth(&boxes[0].shipment_box_id).gone);
    assert!(!desk.truth(&boxes[1].shipment_box_id).gone);
}

#[tokio::test]
async fn naming_an_option_twice_cancels_no_more_than_there_is() {
    let desk = Desk::open(0).await;
    let order = desk.instructed(1, 1).await;
    let count = order.items[0].shipping_count;
    let mut body = cancel_body(&desk, &order, &[count]);
    let id = body["vendorItemIds"][0].clone();
    body["vendorItemIds"] = json!([id, id]);
    body["receiptCounts"] = json!([count, count]);
    cancel(&desk, &order.order_id, &body).await;
    assert_eq!(desk.truth(&order.shipment_box_id).items[0].cancel_count, count);
    assert_eq!(desk.shop.returns()[0].cancel_count_sum, count);
}

#[tokio::test]
async fn cancel_requests_are_checked_field_by_field() {
    let desk = Desk::open(0).await;
    let order = desk.instructed(1, 1).await;
    let good = cancel_body(&desk, &order, &[1]);
    let cases = [
        ("orderId", json!(0), "주문 ID를 입력해 주세요."),
        ("orderId", json!(order.order_id), "주문 ID를 입력해 주세요."),
        ("vendorItemIds", json!([]), "취소할 벤더아이템 아이디 목록을 입력해주세요."),
        ("receiptCounts", json!([]), "취소할 아이탬 개수 목록을 입력해주세요."),
        ("receiptCounts", json!([0]), "취소할 아이탬 개수 목록을 입력해주세요."),
        ("receiptCounts", json!([1, 1]), "요청한 상품 개수와 취소 개수를 확인해주세요."),
        ("bigCancelCode", json!("OTHER"), "취소사유 대분류 코드를 확인해 주세요."),
        ("bigCancelCode", json!(""), "취소사유 대분류 코드를 입력해주세요."),
        ("middleCancelCode", json!("CCSSER"), "취소사유 중분류 코드를 확인해 주세요."),
        ("middleCancelCode", json!(null), "취소사유 중분류 코드를 입력해주세요."),
        ("vendorId", json!("A00000001"), "업체 ID를 입력해주세요."),
        ("userId", json!("nobody"), "업체 ID에 맞는 올바른 유저 ID를 입력해주세요."),
    ];
    for (field, wrong, message) in cases {
        let mut body = good.clone();
        body[field] = wrong;
        let answer = cancel(&desk, &order.order_id, &body).await;
        assert_eq!((answer.status, answer.message()), (400, message), "{field}");
    }
    let mut unknown = good.clone();
    unknown["orderId"] = json!(77);
    let answer = cancel(&desk, "77", &unknown).await;
    assert_eq!((answer.status, answer.message()), (400, "주문 정보가 없습니다."));
    assert_eq!(desk.truth(&order.shipment_box_id).items[0].cancel_count, 0);
}
