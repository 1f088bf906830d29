//! The exact request of every write.

use chrono::NaiveDate;
use domain::action::ClaimAct;
use domain::{ClaimKind, ClaimState, ClaimStep, LineResult, Outcome, Write};

use super::{BOX, Desk, line, parcel, parcel_line};
use crate::{ErrorKind, MarketError, Marketplace, Persistence};

const OK: &str = r#"{"code":"200","message":"OK"}"#;
const ALL: &str = r#"{"code":"200","message":"SUCCESS","data":{"responseCode":0,"responseMessage":"SUCCESS","responseList":[]}}"#;

/// Carries out a write on a desk that answers `answer`, and gives the one request it made.
async fn sent(write: Write, answer: &str) -> (String, Result<Vec<Outcome>, MarketError>, Desk) {
    let desk = Desk::new(&[(200, answer)]);
    let result = desk.run(desk.coupang.act(&write)).await;
    let calls = desk.calls();
    assert_eq!(calls.len(), 1, "{write:?} made {calls:?}");
    (calls[0].clone(), result, desk)
}

async fn golden(write: Write, answer: &str, expected: &str) {
    let (call, result, desk) = sent(write.clone(), answer).await;
    assert_eq!(call, expected);
    assert_eq!(desk.header("content-type").as_deref(), Some("application/json;charset=UTF-8"));
    assert_eq!(desk.header("x-requested-by").as_deref(), Some("A00012345"));
    let of_many = call.contains("/acknowledgement ") || call.contains("/orders/");
    let patience = (of_many && !call.contains("/cancel ")).then_some("90000");
    assert_eq!(desk.header("x-extended-timeout").as_deref(), patience, "{call}");
    assert!(
        desk.header("authorization").unwrap().starts_with(
            "CEA algorithm=HmacSHA256, access-key=access, signed-date=260102T030405Z, signature="
        )
    );
    let outcomes = result.unwrap();
    let targets: Vec<_> = outcomes.iter().map(|outcome| outcome.target.clone()).collect();
    assert_eq!(targets, write.targets(), "one result for every target");
    assert!(outcomes.iter().all(|outcome| outcome.result == LineResult::Ok), "{outcomes:?}");
}

fn claim(kind: ClaimKind, act: ClaimAct) -> Write {
    let state = ClaimState { kind, step: ClaimStep::Requested };
    Write::Claim {
        claim: "50229613".into(),
        order: "28000008707838".into(),
        state,
        quantity: 5,
        seen: None,
        act,
    }
}

#[tokio::test]
async fn acknowledgement_names_each_box_once() {
    let lines =
        vec![(BOX.into(), line("a")), (BOX.into(), line("b")), ("642538971006401430".into(), line("c"))];
    golden(
        Write::Confirm { lines, items: Vec::new() },
        ALL,
        r#"PATCH /v4/vendors/A00012345/ordersheets/acknowledgement {"vendorId":"A00012345","shipmentBoxIds":[642538971006401429,642538971006401430]}"#,
    )
    .await;
}

#[tokio::test]
async fn an_upload_has_a_row_for_every_option_of_the_box() {
    let parcels = vec![parcel(BOX, &["3242596358", "3242596359"], "CJGLS", "0012345678")];
    let rows = r#"{"vendorId":"A00012345","orderSheetInvoiceApplyDtos":[{"shipmentBoxId":642538971006401429,"orderId":22000009546234,"vendorItemId":3242596358,"deliveryCompanyCode":"CJGLS","invoiceNumber":"0012345678","splitShipping":false,"preSplitShipped":false,"estimatedShippingDate":""},{"shipmentBoxId":642538971006401429,"orderId":22000009546234,"vendorItemId":3242596359,"deliveryCompanyCode":"CJGLS","invoiceNumber":"0012345678","splitShipping":false,"preSplitShipped":false,"estimatedShippingDate":""}]}"#;
    golden(
        Write::Ship { parcels: parcels.clone() },
        ALL,
        &format!("POST /v4/vendors/A00012345/orders/invoices {rows}"),
    )
    .await;
    golden(
        Write::ChangeInvoice { parcels },
        ALL,
        &format!("POST /v4/vendors/A00012345/orders/updateInvoices {rows}"),
    )
    .await;
}

#[tokio::test]
async fn a_split_sends_a_number_for_what_leaves_and_a_day_for_what_stays() {
    let write = Write::SplitShip {
        now: parcel(BOX, &["1"], "CJGLS", "201809301234"),
        later: vec![parcel_line(BOX, "2")],
        later_courier: "KDEXP".into(),
        later_on: NaiveDate::from_ymd_opt(2018, 9, 30).unwrap(),
    };
    golden(write, ALL, r#"POST /v4/vendors/A00012345/orders/invoices {"vendorId":"A00012345","orderSheetInvoiceApplyDtos":[{"shipmentBoxId":642538971006401429,"orderId":22000009546234,"vendorItemId":1,"deliveryCompanyCode":"CJGLS","invoiceNumber":"201809301234","splitShipping":true,"preSplitShipped":false,"estimatedShippingDate":""},{"shipmentBoxId":642538971006401429,"orderId":22000009546234,"vendorItemId":2,"deliveryCompanyCode":"KDEXP","invoiceNumber":"","splitShipping":true,"preSplitShipped":false,"estimatedShippingDate":"2018-09-30"}]}"#).await;
    let rest = Write::ShipRest { parcel: parcel(BOX, &["2"], "KDEXP", "20180930") };
    golden(rest, ALL, r#"POST /v4/vendors/A00012345/orders/invoices {"vendorId":"A00012345","orderSheetInvoiceApplyDtos":[{"shipmentBoxId":642538971006401429,"orderId":22000009546234,"vendorItemId":2,"deliveryCompanyCode":"KDEXP","invoiceNumber":"20180930","splitShipping":true,"preSplitShipped":true,"estimatedShippingDate":""}]}"#).await;
}

#[tokio::test]
async fn the_number_of_a_split_part_is_changed_as_of_one_that_follows() {
    let part = domain::Parcel { split: true, ..parcel(BOX, &["2"], "KDEXP", "20180930") };
    golden(Write::ChangeInvoice { parcels: vec![part] }, ALL, r#"POST /v4/vendors/A00012345/orders/updateInvoices {"vendorId":"A00012345","orderSheetInvoiceApplyDtos":[{"shipmentBoxId":642538971006401429,"orderId":22000009546234,"vendorItemId":2,"deliveryCompanyCode":"KDEXP","invoiceNumber":"20180930","splitShipping":true,"preSplitShipped":true,"estimatedShippingDate":""}]}"#).await;
}

#[tokio::test]
async fn a_long_undelivered_parcel_is_completed() {
    let write = Write::CompleteDelivery {
        bundle: BOX.into(),
        lines: vec![line("a")],
        invoice: "123456789012".into(),
    };
    golden(
        write,
        r#"{"code":200,"message":"OK","data":true}"#,
        r#"POST /v4/vendors/A00012345/completeLongTermUndelivery {"shipmentBoxId":642538971006401429,"invoiceNumber":"123456789012"}"#,
    )
    .await;
}

#[tokio::test]
async fn a_sale_is_cancelled_with_pairs_and_the_login() {
    let write = Write::CancelSale {
        order: "28000005778875".into(),
        bundle: BOX.into(),
        lines: vec![(parcel_line(BOX, "3124304579"), 1), (parcel_line(BOX, "3124304580"), 2)],
        reason: "CCTTER".into(),
    };
    golden(
        write,
        r#"{"code":"200","message":"OK","data":{"receiptMap":{"1":{"receiptId":1,"receiptType":"CANCEL","vendorItemIds":[3124304579,3124304580],"totalCount":3}},"orderId":28000005778875,"failedVendorItemIds":[]}}"#,
        r#"POST /v5/vendors/A00012345/orders/28000005778875/cancel {"orderId":28000005778875,"vendorItemIds":[3124304579,3124304580],"receiptCounts":[1,2],"bigCancelCode":"CANERR","middleCancelCode":"CCTTER","vendorId":"A00012345","userId":"shopkeeper"}"#,
    )
    .await;
}

#[tokio::test]
async fn cancels_are_answered_for_the_whole_receipt() {
    golden(
        claim(ClaimKind::Cancel, ClaimAct::Approve),
        r#"{"code":"200","message":"OK","data":{"resultCode":"SUCCESS","resultMessage":"출고중지완료"}}"#,
        r#"PATCH /v4/vendors/A00012345/returnRequests/50229613/stoppedShipment {"vendorId":"A00012345","receiptId":50229613,"cancelCount":5}"#,
    )
    .await;
    let shipped = ClaimAct::RefuseShipped { courier: "KDEXP".into(), invoice: "70432743577".into() };
    golden(
        claim(ClaimKind::Cancel, shipped),
        r#"{"data":{"code":"200","message":"OK","resultCode":"SUCCESS","resultMessage":"이미출고 상태변경이 성공하였습니다."}}"#,
        r#"PATCH /v4/vendors/A00012345/returnRequests/50229613/completedShipment {"vendorId":"A00012345","receiptId":50229613,"deliveryCompanyCode":"KDEXP","invoiceNumber":"70432743577"}"#,
    )
    .await;
}

#[tokio::test]
async fn returns_are_received_and_refunded() {
    golden(
        claim(ClaimKind::Return, ClaimAct::ConfirmCollected),
        OK,
        r#"PATCH /v4/vendors/A00012345/returnRequests/50229613/receiveConfirmation {"vendorId":"A00012345","receiptId":50229613}"#,
    )
    .await;
    golden(
        claim(ClaimKind::Return, ClaimAct::Refund),
        OK,
        r#"PATCH /v4/vendors/A00012345/returnRequests/50229613/approval {"vendorId":"A00012345","receiptId":50229613,"cancelCount":5}"#,
    )
    .await;
}

#[tokio::test]
async fn pickups_are_registered_for_returns_and_exchanges() {
    let pickup = || ClaimAct::RegisterPickup { courier: "EPOST".into(), invoice: "1234567890123".into() };
    let answer = r#"{"code":"200","message":"OK","data":{"deliveryCompanyCode":"EPOST","invoiceNumber":"1234567890123","invoiceNumberId":1,"receiptId":50229613,"regNumber":"","returnDeliveryId":2,"returnExchangeDeliveryType":"RETURN"}}"#;
    for (kind, word) in [(ClaimKind::Return, "RETURN"), (ClaimKind::Exchange, "EXCHANGE")] {
        let body = format!(
            r#"{{"returnExchangeDeliveryType":"{word}","receiptId":50229613,"deliveryCompanyCode":"EPOST","invoiceNumber":"1234567890123"}}"#
        );
        let expected = format!("POST /v4/vendors/A00012345/return-exchange-invoices/manual {body}");
        golden(claim(kind, pickup()), answer, &expected).await;
    }
}

#[tokio::test]
async fn exchanges_are_received_refused_and_sent_again() {
    golden(
        claim(ClaimKind::Exchange, ClaimAct::ConfirmCollected),
        r#"{"code":"200","message":"SUCCESS"}"#,
        r#"PATCH /v4/vendors/A00012345/exchangeRequests/50229613/receiveConfirmation {"exchangeId":50229613,"vendorId":"A00012345"}"#,
    )
    .await;
    golden(
        claim(ClaimKind::Exchange, ClaimAct::RefuseFor { reason: "SOLDOUT".into() }),
        r#"{"code":"200","message":"SUCCESS","data":{"resultCode":"SUCCESS","resultMessage":""}}"#,
        r#"PATCH /v4/vendors/A00012345/exchangeRequests/50229613/rejection {"exchangeId":50229613,"vendorId":"A00012345","exchangeRejectCode":"SOLDOUT"}"#,
    )
    .await;
    let reship = ClaimAct::Reship {
        bundle: "642538971006409999".into(),
        courier: "HANJIN".into(),
        invoice: "1234567890".into(),
    };
    golden(
        claim(ClaimKind::Exchange, reship),
        r#"{"code":"200","message":"SUCCESS","data":{"resultCode":"SUCCESS","resultMessage":"Invoice number save successfully"}}"#,
        r#"POST /v4/vendors/A00012345/exchangeRequests/50229613/invoices [{"exchangeId":50229613,"vendorId":"A00012345","shipmentBoxId":642538971006409999,"goodsDeliveryCode":"HANJIN","invoiceNumber":"1234567890"}]"#,
    )
    .await;
}

/// What must fail before it is sent.
#[tokio::test]
async fn what_cannot_be_right_is_not_sent() {
    let bad = [
        Write::Confirm { lines: vec![("GMK-1".into(), line("a"))], items: Vec::new() },
        Write::Confirm { lines: vec![("007".into(), line("a"))], items: Vec::new() },
        Write::Confirm {
            lines: (1..=51).map(|id: u32| (id.to_string().as_str().into(), line("a"))).collect(),
            items: Vec::new(),
        },
        Write::Ship { parcels: vec![parcel(BOX, &["x"], "CJGLS", "1234567890")] },
        Write::SplitShip {
            now: parcel(BOX, &["1"], "DIRECT", "1"),
            later: vec![parcel_line(BOX, "2")],
            later_courier: "KDEXP".into(),
            later_on: NaiveDate::MIN,
        },
        claim(ClaimKind::Cancel, ClaimAct::RefuseShipped { courier: "EPOST".into(), invoice: "12".into() }),
        claim(ClaimKind::Cancel, ClaimAct::RefuseShipped { courier: "LOTTE".into(), invoice: "12".into() }),
    ];
    for write in bad {
        let desk = Desk::new(&[]);
        let error = desk.run(desk.coupang.act(&write)).await.unwrap_err();
        assert_eq!(
            (error.kind, error.persistence),
            (ErrorKind::Refused, Persistence::Permanent),
            "{write:?}"
        );
        assert!(error.message.contains(" / "), "one sentence in both languages: {}", error.message);
    }
    let desk = Desk::new(&[]);
    let refusal = claim(ClaimKind::Return, ClaimAct::RefuseFor { reason: "X".into() });
    assert_eq!(desk.run(desk.coupang.act(&refusal)).await.unwrap_err().kind, ErrorKind::Unsupported);
}

#[tokio::test]
async fn a_sale_cannot_be_cancelled_without_a_login() {
    let desk = Desk::of_user(None, &[]);
    let lines = vec![(parcel_line(BOX, "1"), 1)];
    let write = Write::CancelSale { order: "1".into(), bundle: BOX.into(), lines, reason: "CCTTER".into() };
    let error = desk.run(desk.coupang.act(&write)).await.unwrap_err();
    assert!(error.message.contains("WING") && error.kind == ErrorKind::Refused);
}

#[tokio::test]
async fn a_wrong_number_fails_alone_and_the_other_parcels_leave() {
    let parcels = vec![
        parcel("1", &["10"], "CJGLS", "12-34"),
        parcel("2", &["20"], "CJGLS", "1234567890"),
        parcel("3", &["30"], "LOTTE", "1234567890"),
    ];
    let (call, result, _) = sent(Write::Ship { parcels }, ALL).await;
    assert!(call.contains(r#""shipmentBoxId":2"#) && !call.contains(r#""shipmentBoxId":1,"#), "{call}");
    let ok: Vec<bool> = result.unwrap().iter().map(|outcome| outcome.result == LineResult::Ok).collect();
    assert_eq!(ok, [false, false, true]);

    let desk = Desk::new(&[]);
    let write = Write::Ship { parcels: vec![parcel("1", &["10"], "CJGLS", "1")] };
    assert_eq!(desk.run(desk.coupang.act(&write)).await.unwrap().len(), 1, "nothing was left to send");
}
