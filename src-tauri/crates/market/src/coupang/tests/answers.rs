//! What the answers to writes mean.

use domain::action::ClaimAct;
use domain::{ClaimKind, ClaimState, ClaimStep, LineResult, Write};

use super::{BOX, Desk, line, parcel, parcel_line};
use crate::{ErrorKind, Marketplace, Persistence};

fn failed(code: &str, message: &str, retryable: bool) -> LineResult {
    LineResult::Failed { code: code.to_owned(), message: message.to_owned(), retryable }
}

async fn results(write: &Write, answer: &str) -> Vec<LineResult> {
    let desk = Desk::new(&[(200, answer)]);
    let outcomes = desk.run(desk.coupang.act(write)).await.unwrap();
    outcomes.into_iter().map(|outcome| outcome.result).collect()
}

fn two_boxes() -> Write {
    Write::Confirm {
        lines: vec![("1".into(), line("1:a")), ("1".into(), line("1:b")), ("2".into(), line("2:c"))],
        items: Vec::new(),
    }
}

fn approve() -> Write {
    Write::Claim {
        claim: "5".into(),
        order: "6".into(),
        state: ClaimState { kind: ClaimKind::Cancel, step: ClaimStep::Requested },
        quantity: 1,
        seen: None,
        act: ClaimAct::Approve,
    }
}

#[tokio::test]
async fn a_partial_acknowledgement_is_told_for_every_line_of_each_box() {
    let answer = r#"{"code":"200","message":"OK","data":{"responseKey":9007199254740993123,"responseCode":1,"responseMessage":"PARTIAL","responseList":[
        {"shipmentBoxId":1,"succeed":true,"resultCode":"OK","retryRequired":false,"resultMessage":""},
        {"shipmentBoxId":"2","succeed":false,"resultCode":"NOT_FOUND_SHIPMENT_BOX","retryRequired":true,"resultMessage":"배송상태를 변경할 수 없습니다. 주문내역을 확인해주세요."}]}}"#;
    let refused =
        failed("NOT_FOUND_SHIPMENT_BOX", "배송상태를 변경할 수 없습니다. 주문내역을 확인해주세요.", true);
    assert_eq!(results(&two_boxes(), answer).await, [LineResult::Ok, LineResult::Ok, refused]);
}

#[tokio::test]
async fn a_total_failure_comes_as_http_200_too() {
    let answer = r#"{"code":"200","data":{"responseCode":99,"responseMessage":"FAIL","responseList":[]}}"#;
    assert_eq!(results(&two_boxes(), answer).await, vec![failed("99", "FAIL", false); 3]);
    let answer = r#"{"code":"400","message":"shipmentBoxIds is empty","data":null}"#;
    assert_eq!(results(&two_boxes(), answer).await, vec![failed("400", "shipmentBoxIds is empty", false); 3]);
}

#[tokio::test]
async fn a_box_that_the_answer_does_not_name_is_unknown() {
    let answer = r#"{"code":"200","data":{"responseCode":1,"responseList":[{"shipmentBoxId":1,"succeed":true,"resultCode":"OK"}]}}"#;
    assert_eq!(results(&two_boxes(), answer).await, [LineResult::Ok, LineResult::Ok, LineResult::Unknown]);
    let answer = r#"{"code":"200","data":{"responseCode":-1,"responseList":null}}"#;
    assert_eq!(results(&two_boxes(), answer).await, vec![LineResult::Unknown; 3]);
}

#[tokio::test]
async fn one_bad_row_of_a_box_is_not_a_shipped_box() {
    let write = Write::Ship { parcels: vec![parcel(BOX, &["1", "2"], "CJGLS", "1234567890")] };
    let answer = format!(
        r#"{{"code":"200","data":{{"responseCode":1,"responseList":[{{"shipmentBoxId":{BOX},"succeed":true,"resultCode":"OK"}},{{"shipmentBoxId":{BOX},"succeed":false,"resultCode":"DUPLICATE_INVOICE_NUMBER","retryRequired":true,"resultMessage":"중복"}}]}}}}"#
    );
    assert_eq!(results(&write, &answer).await, vec![failed("DUPLICATE_INVOICE_NUMBER", "중복", true); 2]);
}

#[tokio::test]
async fn fail_with_http_200_is_a_failure_in_the_marketplaces_words() {
    let answer = r#"{"code":"200","message":"OK","data":{"resultCode":"FAIL","resultMessage":"이미 처리된 접수입니다."}}"#;
    assert_eq!(results(&approve(), answer).await, [failed("FAIL", "이미 처리된 접수입니다.", false)]);
    let answer = r#"{"data":{"code":"400","message":"Product is already returned."}}"#;
    assert_eq!(results(&approve(), answer).await, [failed("400", "Product is already returned.", false)]);
    let answer = r#"{"code":"ERROR","message":"거부","data":null}"#;
    assert_eq!(results(&approve(), answer).await, [failed("ERROR", "거부", false)]);
}

#[tokio::test]
async fn an_answer_that_says_nothing_is_never_success() {
    for answer in ["{}", r#"{"data":{}}"#, r#"{"code":null,"data":null}"#, r#"{"message":"OK"}"#] {
        assert_eq!(results(&approve(), answer).await, [LineResult::Unknown], "{answer}");
    }
    for answer in ["", "null", "<html>", r#"{"code":"200""#, "true"] {
        let desk = Desk::new(&[(200, answer)]);
        let error = desk.run(desk.coupang.act(&approve())).await.unwrap_err();
        assert_eq!(
            (error.kind, error.persistence),
            (ErrorKind::Unreadable, Persistence::Unknown),
            "{answer}"
        );
    }
    let long = Write::CompleteDelivery { bundle: "1".into(), lines: vec![line("a")], invoice: "1".into() };
    let refused = r#"{"code":200,"message":"OK","data":false}"#;
    assert_eq!(results(&long, refused).await, [failed("false", "OK", false)]);
}

#[tokio::test]
async fn a_write_that_the_server_gave_up_on_may_have_been_applied() {
    for (status, unknown) in [(500, true), (504, true), (521, true), (400, false), (429, false), (403, false)]
    {
        let desk = Desk::new(&[(status, "")]);
        let error = desk.run(desk.coupang.act(&approve())).await.unwrap_err();
        assert_eq!(error.may_have_applied(), unknown, "{status}");
    }
}

#[tokio::test]
async fn a_cancelled_sale_is_told_apart_by_option() {
    let write = Write::CancelSale {
        order: "1".into(),
        bundle: BOX.into(),
        lines: ["10", "20", "30"].map(|item| (parcel_line(BOX, item), 1)).to_vec(),
        reason: "CCTTER".into(),
    };
    let partial = r#"{"code":"200","message":"OK","data":{"receiptMap":{"7":{"receiptId":7,"receiptType":"CANCEL","vendorItemIds":[10],"totalCount":1}},"orderId":1,"failedVendorItemIds":[20]}}"#;
    let told = results(&write, partial).await;
    assert_eq!((&told[0], &told[2]), (&LineResult::Ok, &LineResult::Unknown));
    assert!(matches!(&told[1], LineResult::Failed { code, .. } if code == "failedVendorItemIds"));
    let total = r#"{"code":"400","message":"취소 가능한 개수보다 요청한 개수가 더 많습니다","data":{"receiptMap":{},"failedVendorItemIds":[10,20,30]}}"#;
    let words = "취소 가능한 개수보다 요청한 개수가 더 많습니다";
    assert_eq!(results(&write, total).await, vec![failed("400", words, false); 3]);
    let reasoned = r#"{"code":"200","message":"[요청번호] 7f1c\r\n[20]<= 주문정보가 없습니다.[20]\r\n[30, 40]<= 취소 가능한 개수보다 요청한 개수가 더 많습니다","data":{"receiptMap":{"7":{"receiptId":7,"vendorItemIds":[10]}},"failedVendorItemIds":[20,30]}}"#;
    let refused = |why: &str| failed("failedVendorItemIds", why, false);
    assert_eq!(
        results(&write, reasoned).await,
        [LineResult::Ok, refused("주문정보가 없습니다.[20]"), refused(words)],
        "each option has its own reason"
    );
    let all_refused =
        reasoned.replacen("200", "400", 1).replace(r#""7":{"receiptId":7,"vendorItemIds":[10]}"#, "");
    let told = results(&write, &all_refused).await;
    assert_eq!(told[2], failed("400", words, false));
    let of_2019 = r#"{"code":"200","data":{"receiptMap":{"receiptId":7,"receiptType":"STOP_SHIPMENT","vendorItemIds":["10","20","30"],"totalCount":3},"failedItemIds":[]}}"#;
    assert_eq!(results(&write, of_2019).await, vec![LineResult::Ok; 3]);
    assert_eq!(results(&write, r#"{"code":"200","data":null}"#).await, vec![LineResult::Unknown; 3]);
}
