//! The exact request of every write.

use chrono::{NaiveDate, NaiveTime};
use domain::action::ClaimAct;
use domain::{ClaimKind, ClaimState, ClaimStep, LineResult, Outcome, ReturnPickup, Won, Write};

use super::{CLAIM, Desk, LINE, ORDER, both, line, parcel, parcel_line};
use crate::naver::flavor::{Flavor, NPAY, SMARTSTORE};
use crate::{ErrorKind, MarketError, Marketplace, Persistence};

/// Every line of the tests as done, in both shapes.
const ALL: &str = r#"{"timestamp":"2026-01-02T12:04:05.000+09:00","traceId":"t","data":{"successProductOrderIds":["2026031598765431","1","2"],"failProductOrderInfos":[]}}"#;
const CONFIRMED: &str = r#"{"data":{"successProductOrderInfos":[{"productOrderId":"1","isReceiverAddressChanged":false},{"productOrderId":"2","isReceiverAddressChanged":true}],"failProductOrderInfos":[]}}"#;

async fn sent(
    flavor: &'static Flavor,
    write: &Write,
    answer: &str,
) -> (String, Result<Vec<Outcome>, MarketError>, Desk) {
    let desk = Desk::of(flavor, &[(200, answer)]);
    let result = desk.run(desk.naver.act(write)).await;
    let calls = desk.calls();
    assert_eq!(calls.len(), 1, "{write:?} made {calls:?}");
    (calls[0].clone(), result, desk)
}

/// Carries out a write at both marketplaces; `call` follows `/v1/pay-order/{seller|mall}/`.
async fn golden(write: Write, answer: &str, call: &str) {
    for flavor in both() {
        let (made, result, desk) = sent(flavor, &write, answer).await;
        assert_eq!(made, format!("POST /v1/pay-order/{}/{call}", flavor.segment));
        let json = call.contains('{').then(|| "application/json".to_owned());
        assert_eq!(desk.headers("content-type"), [json], "a bare call names no type");
        assert_eq!(desk.headers("authorization"), [Some("Bearer T".to_owned())]);
        let outcomes = result.unwrap();
        let targets: Vec<_> = outcomes.iter().map(|outcome| outcome.target.clone()).collect();
        assert_eq!(targets, write.targets(), "one result for every target");
        assert!(outcomes.iter().all(|outcome| outcome.result == LineResult::Ok), "{outcomes:?}");
    }
}

fn claim(kind: ClaimKind, act: ClaimAct) -> Write {
    let state = ClaimState { kind, step: ClaimStep::Requested };
    Write::Claim { claim: CLAIM.into(), order: ORDER.into(), state, quantity: 1, seen: None, act }
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).unwrap()
}

#[tokio::test]
async fn lines_are_confirmed_each_by_itself() {
    let lines = vec![("P1".into(), line("1")), ("P1".into(), line("2"))];
    golden(
        Write::Confirm { lines, items: Vec::new() },
        CONFIRMED,
        r#"product-orders/confirm {"productOrderIds":["1","2"]}"#,
    )
    .await;
}

#[tokio::test]
async fn a_dispatch_has_a_row_for_every_line() {
    let parcels = vec![parcel(&["1"], "CJGLS", "600000000000"), parcel(&["2"], "EPOST", "6000000000000")];
    golden(
        Write::Ship { parcels },
        ALL,
        r#"product-orders/dispatch {"dispatchProductOrders":[{"productOrderId":"1","deliveryMethod":"DELIVERY","deliveryCompanyCode":"CJGLS","trackingNumber":"600000000000","dispatchDate":"2026-01-02T12:04:05.000+09:00"},{"productOrderId":"2","deliveryMethod":"DELIVERY","deliveryCompanyCode":"EPOST","trackingNumber":"6000000000000","dispatchDate":"2026-01-02T12:04:05.000+09:00"}]}"#,
    )
    .await;
}

#[tokio::test]
async fn what_is_brought_by_hand_has_neither_courier_nor_number() {
    let parcels = vec![parcel(&["1"], "VISIT_RECEIPT", "")];
    golden(
        Write::Ship { parcels },
        ALL,
        r#"product-orders/dispatch {"dispatchProductOrders":[{"productOrderId":"1","deliveryMethod":"VISIT_RECEIPT","dispatchDate":"2026-01-02T12:04:05.000+09:00"}]}"#,
    )
    .await;
}

#[tokio::test]
async fn a_split_dispatches_what_leaves_and_then_the_rest() {
    let write = Write::SplitShip {
        now: parcel(&["1"], "CJGLS", "600000000000"),
        later: vec![parcel_line("2")],
        later_courier: "CJGLS".into(),
        later_on: day(),
    };
    let row = |line: &str| {
        format!(
            r#"product-orders/dispatch {{"dispatchProductOrders":[{{"productOrderId":"{line}","deliveryMethod":"DELIVERY","deliveryCompanyCode":"CJGLS","trackingNumber":"600000000000","dispatchDate":"2026-01-02T12:04:05.000+09:00"}}]}}"#
        )
    };
    golden(write, ALL, &row("1")).await;
    let rest = Write::ShipRest { parcel: parcel(&["2"], "CJGLS", "600000000000") };
    golden(rest, ALL, &row("2")).await;
}

fn delay(reason: &str, detail: &str) -> Write {
    Write::Delay {
        order: ORDER.into(),
        bundle: "P1".into(),
        line: line(LINE),
        until: Some(day()),
        reason: reason.to_owned(),
        detail: detail.to_owned(),
    }
}

#[tokio::test]
async fn a_delay_names_the_end_of_the_promised_day() {
    golden(
        delay("PRODUCT_PREPARE", "재입고를 기다립니다."),
        ALL,
        r#"product-orders/2026031598765431/delay {"dispatchDueDate":"2026-01-05T23:59:59.000+09:00","delayedDispatchReason":"PRODUCT_PREPARE","dispatchDelayedDetailedReason":"재입고를 기다립니다."}"#,
    )
    .await;
    golden(
        delay("ETC", "  "),
        ALL,
        r#"product-orders/2026031598765431/delay {"dispatchDueDate":"2026-01-05T23:59:59.000+09:00","delayedDispatchReason":"ETC"}"#,
    )
    .await;
}

fn wish(at: Option<NaiveTime>, region: &str, because: &str) -> Write {
    Write::ChangeHopeDelivery {
        order: ORDER.into(),
        bundle: "P1".into(),
        line: line(LINE),
        on: day(),
        at,
        region: region.to_owned(),
        because: because.to_owned(),
    }
}

#[tokio::test]
async fn a_wished_day_is_moved_at_smartstore_alone() {
    let at = NaiveTime::from_hms_opt(15, 0, 0);
    let full = wish(at, "서울 강남구", "기사 일정");
    let (made, result, _) = sent(&SMARTSTORE, &full, ALL).await;
    assert_eq!(
        made,
        r#"POST /v1/pay-order/seller/product-orders/2026031598765431/hope-delivery/change {"hopeDeliveryYmd":"20260105","hopeDeliveryHm":"1500","region":"서울 강남구","changeReason":"기사 일정"}"#
    );
    assert_eq!(result.unwrap()[0].result, LineResult::Ok);
    let (made, ..) = sent(&SMARTSTORE, &wish(None, " ", "기사 일정"), ALL).await;
    assert!(made.ends_with(r#"{"hopeDeliveryYmd":"20260105","changeReason":"기사 일정"}"#), "{made}");
    let desk = Desk::of(&NPAY, &[]);
    assert_eq!(desk.run(desk.naver.act(&full)).await.unwrap_err().kind, ErrorKind::Unsupported);
    for (region, because) in [("가".repeat(31), "나".to_owned()), (String::new(), "가".repeat(301))] {
        let desk = Desk::new(&[]);
        let error = desk.run(desk.naver.act(&wish(None, &region, &because))).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Refused, "nothing is sent that Naver refuses");
    }
}

#[tokio::test]
async fn a_sale_is_cancelled_by_a_request_on_its_line() {
    let lines = vec![(parcel_line(LINE), 2)];
    let write =
        Write::CancelSale { order: ORDER.into(), bundle: "P1".into(), lines, reason: "SOLD_OUT".to_owned() };
    golden(
        write,
        ALL,
        r#"product-orders/2026031598765431/claim/cancel/request {"cancelReason":"SOLD_OUT","cancelQuantity":2}"#,
    )
    .await;
}

#[tokio::test]
async fn a_cancel_is_approved_bare_and_refused_by_a_dispatch() {
    golden(
        claim(ClaimKind::Cancel, ClaimAct::Approve),
        ALL,
        "product-orders/2026031598765431/claim/cancel/approve",
    )
    .await;
    let shipped = ClaimAct::RefuseShipped { courier: "CJGLS".into(), invoice: "600000000000".into() };
    golden(
        claim(ClaimKind::Cancel, shipped),
        ALL,
        r#"product-orders/dispatch {"dispatchProductOrders":[{"productOrderId":"2026031598765431","deliveryMethod":"DELIVERY","deliveryCompanyCode":"CJGLS","trackingNumber":"600000000000","dispatchDate":"2026-01-02T12:04:05.000+09:00"}]}"#,
    )
    .await;
}

fn filed(method: &str, invoice: Option<(&str, &str)>) -> Write {
    Write::RequestReturn {
        detail: String::new(),
        order: ORDER.into(),
        bundle: "P1".into(),
        line: line(LINE),
        quantity: 1,
        reason: "BROKEN".to_owned(),
        pickup: ReturnPickup {
            method: method.to_owned(),
            invoice: invoice.map(|(courier, number)| (courier.into(), number.into())),
        },
    }
}

#[tokio::test]
async fn a_return_is_filed_with_the_way_it_takes() {
    golden(
        filed("RETURN_INDIVIDUAL", None),
        ALL,
        r#"product-orders/2026031598765431/claim/return/request {"returnReason":"BROKEN","collectDeliveryMethod":"RETURN_INDIVIDUAL","returnQuantity":1}"#,
    )
    .await;
    golden(
        filed("RETURN_INDIVIDUAL", Some(("CJGLS", "600000000000"))),
        ALL,
        r#"product-orders/2026031598765431/claim/return/request {"returnReason":"BROKEN","collectDeliveryMethod":"RETURN_INDIVIDUAL","collectDeliveryCompany":"CJGLS","collectTrackingNumber":"600000000000","returnQuantity":1}"#,
    )
    .await;
}

#[tokio::test]
async fn a_return_is_refunded_refused_held_and_released() {
    let own = |rest: &str| format!("product-orders/2026031598765431/claim/return/{rest}");
    golden(claim(ClaimKind::Return, ClaimAct::Refund), ALL, &own("approve")).await;
    golden(claim(ClaimKind::Return, ClaimAct::Release), ALL, &own("holdback/release")).await;
    let refusal = ClaimAct::RefuseBecause {
        reason: String::new(),
        text: " 사용한 흔적이 있습니다. ".to_owned(),
    };
    golden(
        claim(ClaimKind::Return, refusal),
        ALL,
        &own(r#"reject {"rejectReturnReason":"사용한 흔적이 있습니다."}"#),
    )
    .await;
    let hold = |fee| hold("RETURN_DELIVERYFEE_AND_EXTRAFEEE", "배송비 미결제", fee);
    let held = |rest: &str| {
        own(&format!(
            r#"holdback {{"holdbackClassType":"RETURN_DELIVERYFEE_AND_EXTRAFEEE","holdbackReturnDetailReason":"배송비 미결제"{rest}}}"#
        ))
    };
    golden(
        claim(ClaimKind::Return, hold(Some(Won::new(3_000)))),
        ALL,
        &held(r#","extraReturnFeeAmount":3000"#),
    )
    .await;
    golden(claim(ClaimKind::Return, hold(None)), ALL, &held("")).await;
}

#[tokio::test]
async fn an_exchange_is_sent_again_refused_held_and_released() {
    let own = |rest: &str| format!("product-orders/2026031598765431/claim/exchange/{rest}");
    golden(claim(ClaimKind::Exchange, ClaimAct::Release), ALL, &own("holdback/release")).await;
    let reship = |courier: &str, number: &str| ClaimAct::ReshipInPlace {
        courier: courier.into(),
        invoice: number.into(),
    };
    golden(
        claim(ClaimKind::Exchange, reship("HANJIN", "1234567890")),
        ALL,
        &own(r#"dispatch {"reDeliveryMethod":"DELIVERY","reDeliveryCompany":"HANJIN","reDeliveryTrackingNumber":"1234567890"}"#),
    )
    .await;
    let refusal = ClaimAct::RefuseBecause {
        reason: String::new(),
        text: "교환할 상품이 없습니다.".to_owned(),
    };
    golden(
        claim(ClaimKind::Exchange, refusal),
        ALL,
        &own(r#"reject {"rejectExchangeReason":"교환할 상품이 없습니다."}"#),
    )
    .await;
    golden(
        claim(ClaimKind::Exchange, hold("EXCHANGE_EXTRAFEE", "추가 비용", Some(Won::new(2_500)))),
        ALL,
        &own(r#"holdback {"holdbackClassType":"EXCHANGE_EXTRAFEE","holdbackExchangeDetailReason":"추가 비용","extraExchangeFeeAmount":2500}"#),
    )
    .await;
}

#[tokio::test]
async fn collected_goods_are_reported_under_each_marketplaces_own_word() {
    for (flavor, word) in [(&SMARTSTORE, "seller/approve"), (&NPAY, "mall/complete")] {
        let (segment, last) = word.split_once('/').unwrap();
        let write = claim(ClaimKind::Exchange, ClaimAct::ConfirmCollected);
        let (made, result, _) = sent(flavor, &write, ALL).await;
        let path = "product-orders/2026031598765431/claim/exchange/collect";
        assert_eq!(made, format!("POST /v1/pay-order/{segment}/{path}/{last}"));
        assert_eq!(result.unwrap()[0].result, LineResult::Ok);
    }
}

/// 보류
fn hold(reason: &str, detail: &str, fee: Option<Won>) -> ClaimAct {
    ClaimAct::Hold { reason: reason.to_owned(), detail: detail.to_owned(), fee, until: None }
}

/// What must fail before it is sent.
#[tokio::test]
async fn what_cannot_be_right_is_not_sent() {
    let many: Vec<String> = (1..=31).map(|id: u32| id.to_string()).collect();
    let lines: Vec<&str> = many.iter().map(String::as_str).collect();
    let of_claim = |id: &str, act| Write::Claim {
        claim: id.into(),
        order: ORDER.into(),
        state: ClaimState { kind: ClaimKind::Return, step: ClaimStep::Requested },
        quantity: 1,
        seen: None,
        act,
    };
    let hold = |reason, detail| hold(reason, detail, None);
    let sale = |lines, reason: &str| Write::CancelSale {
        order: ORDER.into(),
        bundle: "P1".into(),
        lines,
        reason: reason.to_owned(),
    };
    let bad = [
        Write::Confirm { lines: lines.iter().map(|id| ("P1".into(), line(id))).collect(), items: Vec::new() },
        Write::Ship { parcels: vec![parcel(&lines, "CJGLS", "600000000000")] },
        sale(vec![(parcel_line("1"), 1), (parcel_line("2"), 1)], "SOLD_OUT"),
        sale(Vec::new(), "SOLD_OUT"),
        sale(vec![(parcel_line("1"), 1)], "ETC"),
        delay("WEATHER", "눈"),
        wish(None, "", ""),
        filed("TELEPORT", None),
        filed("RETURN_INDIVIDUAL", Some(("CJGLS", "12"))),
        filed("RETURN_INDIVIDUAL", Some(("QUICK_SVC", ""))),
        filed("RETURN_INDIVIDUAL", Some(("VISIT_RECEIPT", "1"))),
        of_claim("../x:1", ClaimAct::Refund),
        of_claim(":1", ClaimAct::Refund),
        of_claim(CLAIM, ClaimAct::RefuseBecause { reason: String::new(), text: " ".to_owned() }),
        of_claim(CLAIM, hold("EXCHANGE_EXTRAFEE", "왜")),
        of_claim(CLAIM, hold("EXTRAFEE", "왜")),
        of_claim(CLAIM, hold("ETC", "")),
        claim(ClaimKind::Exchange, hold("RETURN_DELIVERYFEE", "왜")),
        claim(ClaimKind::Cancel, ClaimAct::RefuseShipped { courier: "LOTTE".into(), invoice: "1".into() }),
        claim(ClaimKind::Exchange, ClaimAct::ReshipInPlace { courier: "EPOST".into(), invoice: "1".into() }),
        claim(
            ClaimKind::Exchange,
            ClaimAct::ReshipInPlace { courier: "QUICK_SVC".into(), invoice: "".into() },
        ),
    ];
    for write in bad {
        let desk = Desk::new(&[]);
        let error = desk.run(desk.naver.act(&write)).await.unwrap_err();
        assert_eq!(
            (error.kind, error.persistence),
            (ErrorKind::Refused, Persistence::Permanent),
            "{write:?}"
        );
        assert!(error.message.contains(" / "), "one sentence in both languages: {}", error.message);
        assert_eq!((error.code.as_str(), desk.tokens()), ("moadesk.unfit", 0), "{write:?}");
    }
}

#[tokio::test]
async fn what_naver_does_not_have_is_not_imitated() {
    let none = [
        Write::ChangeInvoice { parcels: vec![parcel(&["1"], "CJGLS", "600000000000")] },
        Write::CompleteDelivery { bundle: "P1".into(), lines: vec![line("1")], invoice: "1".into() },
        claim(ClaimKind::Return, ClaimAct::Approve),
        claim(ClaimKind::Return, ClaimAct::ConfirmCollected),
        claim(ClaimKind::Exchange, ClaimAct::Approve),
        claim(ClaimKind::Exchange, ClaimAct::RefuseFor { reason: "SOLDOUT".to_owned() }),
        claim(ClaimKind::Cancel, ClaimAct::Release),
    ];
    for write in none {
        let desk = Desk::new(&[]);
        let error = desk.run(desk.naver.act(&write)).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Unsupported, "{write:?}");
        assert!(!error.may_have_applied() && desk.calls().is_empty());
    }
}

#[tokio::test]
async fn a_wrong_number_fails_alone_and_the_other_parcels_leave() {
    let parcels = vec![
        parcel(&["7"], "CJGLS", "12-34"),
        parcel(&["1"], "CJGLS", "600000000000"),
        parcel(&["8"], "LOTTE", "600000000000"),
    ];
    let (call, result, _) = sent(&SMARTSTORE, &Write::Ship { parcels }, ALL).await;
    assert!(call.contains(r#""productOrderId":"1""#) && !call.contains(r#""productOrderId":"7""#), "{call}");
    let outcomes = result.unwrap();
    assert_eq!(outcomes[2].result, LineResult::Ok);
    for outcome in &outcomes[..2] {
        let ours = matches!(&outcome.result, LineResult::Failed { code, .. } if code == "moadesk.unfit");
        assert!(ours, "nobody takes it for an answer of Naver's: {outcome:?}");
    }
    let desk = Desk::new(&[]);
    let write = Write::Ship { parcels: vec![parcel(&["1"], "CJGLS", "1")] };
    assert_eq!(desk.run(desk.naver.act(&write)).await.unwrap().len(), 1, "nothing was left to send");
}
