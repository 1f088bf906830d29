//! Every write as it is on the wire, byte for byte; and what never leaves.

use chrono::NaiveDate;
use domain::action::ClaimAct;
use domain::{ClaimKind, ClaimState, ClaimStep, Destination, LineResult, Outcome, Write};

use super::{CANCEL, CJ, Desk, EXCHANGE, LINE, NUMBER, ORDER, RETURN, line, parcel, parcel_line, results};
use crate::grip::UNFIT;
use crate::{ErrorKind, MarketError, Marketplace, Persistence};

pub(super) const SECOND: &str = "4100200300:5100200302";
pub(super) const FIRST_KEY: &str = r#"{"orderSeq":4100200300,"orderProductSeq":5100200301}"#;
pub(super) const SECOND_KEY: &str = r#"{"orderSeq":4100200300,"orderProductSeq":5100200302}"#;
pub(super) const RET: &str = r#"{"ret":true}"#;

/// A success of one line, and of two.
pub(super) fn done() -> String {
    results(&[(5_100_200_301, true)])
}

fn both_done() -> String {
    results(&[(5_100_200_301, true), (5_100_200_302, true)])
}

/// Sends a write and gives its calls.
async fn sent(write: &Write, answers: &[String]) -> (Vec<String>, Result<Vec<Outcome>, MarketError>) {
    let desk = Desk::told(answers);
    let result = desk.run(desk.grip.act(write)).await;
    (desk.calls(), result)
}

/// A write makes these calls, and all its targets are done.
async fn golden(write: Write, answers: &[String], calls: &[String]) {
    let (made, result) = sent(&write, answers).await;
    assert_eq!(made, calls);
    let outcomes = result.unwrap();
    let targets: Vec<_> = outcomes.iter().map(|outcome| outcome.target.clone()).collect();
    assert_eq!(targets, write.targets(), "one result for every target");
    assert!(outcomes.iter().all(|outcome| outcome.result == LineResult::Ok), "{outcomes:?}");
}

/// A write that never leaves.
async fn stays(write: Write) {
    let (calls, result) = sent(&write, &[done(), done()]).await;
    let error = result.unwrap_err();
    assert_eq!(calls, [""; 0], "{write:?} left");
    assert_eq!((error.persistence, error.code.as_str()), (Persistence::Permanent, UNFIT), "{error}");
    assert!(error.message.contains(" / "), "in both languages: {error}");
}

pub(super) fn confirmation(lines: &[&str]) -> Write {
    Write::Confirm { lines: lines.iter().map(|id| (ORDER.into(), line(id))).collect(), items: Vec::new() }
}

#[tokio::test]
async fn lines_are_confirmed_together() {
    let call = format!(r#"PUT /api/delivery/prepare/result {{"orderKeys":[{FIRST_KEY},{SECOND_KEY}]}}"#);
    golden(confirmation(&[LINE, SECOND]), &[both_done()], &[call]).await;
    for bad in ["", "1", "1:", ":1", "1:x", "1:2:3", "1:-2", "1/2:3"] {
        stays(confirmation(&[LINE, bad])).await;
    }
}

fn numbered(keys: &[(&str, &str)]) -> String {
    let shipping = |(product, number): &(&str, &str)| {
        format!(
            r#"{{"orderSeq":4100200300,"orderProductSeq":{product},"companySeq":66,"trackingNumber":"{number}"}}"#
        )
    };
    let shippings = keys.iter().map(shipping).collect::<Vec<_>>().join(",");
    format!(r#"PUT /api/delivery/shipping/result {{"shippings":[{shippings}]}}"#)
}

fn started(keys: &str) -> String {
    format!(r#"PUT /api/delivery/start/result {{"orderKeys":[{keys}]}}"#)
}

#[tokio::test]
async fn a_dispatch_tells_the_numbers_and_then_starts() {
    let parcels = vec![parcel(&[LINE], CJ, NUMBER), parcel(&[SECOND], CJ, "600000000001")];
    let numbers = numbered(&[("5100200301", NUMBER), ("5100200302", "600000000001")]);
    let calls = [numbers, started(&format!("{FIRST_KEY},{SECOND_KEY}"))];
    golden(Write::Ship { parcels }, &[both_done(), both_done()], &calls).await;
    let rest = Write::ShipRest { parcel: parcel(&[LINE], CJ, NUMBER) };
    let calls = [numbered(&[("5100200301", NUMBER)]), started(FIRST_KEY)];
    golden(rest, &[done(), done()], &calls).await;
}

#[tokio::test]
async fn a_part_leaves_and_the_rest_shares_its_fate() {
    let write = Write::SplitShip {
        now: parcel(&[LINE], CJ, NUMBER),
        later: vec![parcel_line(SECOND)],
        later_courier: CJ.into(),
        later_on: NaiveDate::from_ymd_opt(2026, 1, 5).unwrap(),
    };
    let calls = [numbered(&[("5100200301", NUMBER)]), started(FIRST_KEY)];
    golden(write, &[done(), done()], &calls).await;
}

#[tokio::test]
async fn only_lines_with_a_number_are_started() {
    let write = Write::Ship { parcels: vec![parcel(&[LINE, SECOND], CJ, NUMBER)] };
    let one_refused = results(&[(5_100_200_301, true), (5_100_200_302, false)]);
    let (calls, result) = sent(&write, &[one_refused, done()]).await;
    assert_eq!(calls[1], started(FIRST_KEY));
    let told: Vec<LineResult> = result.unwrap().into_iter().map(|outcome| outcome.result).collect();
    assert_eq!(told[0], LineResult::Ok);
    assert!(matches!(&told[1], LineResult::Failed { message, .. } if message.contains("상태")));

    let (calls, result) = sent(&write, &[done(), done()]).await;
    assert_eq!(calls[1], started(FIRST_KEY), "what the answer leaves out is not started");
    let told = result.unwrap().remove(1).result;
    assert!(matches!(told, LineResult::Failed { code, retryable: true, .. } if code == UNFIT));

    let (calls, result) = sent(&write, &[results(&[(5_100_200_301, false), (5_100_200_302, false)])]).await;
    assert_eq!(calls.len(), 1, "nothing is left to start");
    let refused = |outcome: &Outcome| matches!(&outcome.result, LineResult::Failed { retryable: false, .. });
    assert!(result.unwrap().iter().all(refused));
}

#[tokio::test]
async fn a_dispatch_is_decided_by_its_start() {
    let write = Write::Ship { parcels: vec![parcel(&[LINE, SECOND], CJ, NUMBER)] };
    let (_, result) = sent(&write, &[both_done(), done()]).await;
    let told: Vec<LineResult> = result.unwrap().into_iter().map(|outcome| outcome.result).collect();
    assert_eq!(told, [LineResult::Ok, LineResult::Unknown]);
    let refused = r#"{"code":"COMMON_BAD_REQUEST","message":"발주 전 주문입니다."}"#;
    let desk = Desk::of(&[(200, &both_done()), (400, refused)]);
    let error = desk.run(desk.grip.act(&write)).await.unwrap_err();
    assert_eq!((error.kind, error.persistence), (ErrorKind::Refused, Persistence::Permanent));
}

const HANDED: &str = r#"PUT /api/delivery/direct/result {"orderKeys":["#;

#[tokio::test]
async fn what_is_handed_over_goes_by_a_call_of_its_own() {
    let write = Write::Ship { parcels: vec![parcel(&[LINE, SECOND], "direct", "")] };
    let call = format!("{HANDED}{FIRST_KEY},{SECOND_KEY}]}}");
    golden(write, &[both_done()], &[call]).await;
    let mixed = vec![parcel(&[LINE], CJ, NUMBER), parcel(&[SECOND], "direct", "")];
    let (calls, result) = sent(&Write::Ship { parcels: mixed }, &[done(), done()]).await;
    assert_eq!(calls, [numbered(&[("5100200301", NUMBER)]), started(FIRST_KEY)]);
    let behind = result.unwrap().remove(1).result;
    assert!(matches!(behind, LineResult::Failed { code, retryable: true, .. } if code == UNFIT));
}

/// Goods that the seller brings are started without a number, alone or together with parcels.
#[tokio::test]
async fn what_the_seller_brings_is_started_without_a_number() {
    let write = Write::Ship { parcels: vec![parcel(&[LINE, SECOND], "own", "")] };
    golden(write, &[both_done()], &[started(&format!("{FIRST_KEY},{SECOND_KEY}"))]).await;
    let mixed = Write::Ship { parcels: vec![parcel(&[LINE], CJ, NUMBER), parcel(&[SECOND], "own", "")] };
    let numbers = numbered(&[("5100200301", NUMBER)]);
    let calls = [numbers, started(&format!("{FIRST_KEY},{SECOND_KEY}"))];
    golden(mixed.clone(), &[done(), both_done()], &calls).await;
    let refused = results(&[(5_100_200_301, false)]);
    let (calls, result) = sent(&mixed, &[refused, results(&[(5_100_200_302, true)])]).await;
    assert_eq!(calls[1], started(SECOND_KEY), "a refused number keeps nothing else back");
    let told: Vec<LineResult> = result.unwrap().into_iter().map(|outcome| outcome.result).collect();
    assert!(matches!(told[0], LineResult::Failed { .. }) && told[1] == LineResult::Ok, "{told:?}");
    let by_hand = vec![parcel(&[LINE], "own", ""), parcel(&[SECOND], "direct", "")];
    let (calls, result) = sent(&Write::Ship { parcels: by_hand }, &[done()]).await;
    assert_eq!(calls, [started(FIRST_KEY)]);
    assert!(matches!(&result.unwrap()[1].result, LineResult::Failed { retryable: true, .. }));
    stays(Write::ChangeInvoice { parcels: vec![parcel(&[LINE], "own", "")] }).await;
}

#[tokio::test]
async fn a_new_number_is_told_by_the_first_call_alone() {
    let write = Write::ChangeInvoice { parcels: vec![parcel(&[LINE], CJ, NUMBER)] };
    golden(write, &[done()], &[numbered(&[("5100200301", NUMBER)])]).await;
}

#[tokio::test]
async fn couriers_and_numbers_that_cannot_be_right_never_leave() {
    let long = "1".repeat(41);
    for (courier, number) in [("CJGLS", NUMBER), (CJ, " "), (CJ, long.as_str()), ("", NUMBER)] {
        stays(Write::Ship { parcels: vec![parcel(&[LINE], courier, number)] }).await;
    }
    stays(Write::ChangeInvoice { parcels: vec![parcel(&[LINE], "direct", NUMBER)] }).await;
}

#[tokio::test]
async fn deliveries_are_completed_together() {
    let lines = vec![line(LINE), line(SECOND)];
    let write = Write::CompleteDelivery { bundle: ORDER.into(), lines, invoice: NUMBER.into() };
    let call = format!(r#"PUT /api/delivery/complete/result {{"orderKeys":[{FIRST_KEY},{SECOND_KEY}]}}"#);
    golden(write, &[both_done()], &[call]).await;
}

pub(super) fn delay(reason: &str, detail: &str) -> Write {
    Write::Delay {
        order: ORDER.into(),
        bundle: ORDER.into(),
        line: line(LINE),
        until: None,
        reason: reason.to_owned(),
        detail: detail.to_owned(),
    }
}

#[tokio::test]
async fn a_delay_has_a_reason_and_words_and_no_day() {
    for reason in ["1", "2", "3", "10"] {
        let call = format!(
            r#"PUT /api/delivery/postpone/result {{"orderKeys":[{FIRST_KEY}],"postponeType":{reason},"reason":"재입고를 기다립니다"}}"#
        );
        golden(delay(reason, " 재입고를 기다립니다 "), &[done()], &[call]).await;
    }
    stays(delay("4", "재입고")).await;
    stays(delay("1", " ")).await;
    stays(delay("1", &"가".repeat(51))).await;
    let dated = Write::Delay {
        until: NaiveDate::from_ymd_opt(2026, 1, 5),
        order: ORDER.into(),
        bundle: ORDER.into(),
        line: line(LINE),
        reason: "1".to_owned(),
        detail: "말".to_owned(),
    };
    let (calls, result) = sent(&dated, &[done()]).await;
    assert_eq!((calls.len(), result.unwrap_err().kind), (0, ErrorKind::Unsupported));
}

pub(super) fn cancel_sale(reason: &str) -> Write {
    let lines = vec![(parcel_line(LINE), 2)];
    Write::CancelSale { order: ORDER.into(), bundle: ORDER.into(), lines, reason: reason.to_owned() }
}

#[tokio::test]
async fn a_sale_is_cancelled_with_the_words_of_its_reason() {
    for (code, words) in [
        ("1", "고객요청-단순변심"),
        ("2", "고객요청-서비스불만족"),
        ("3", "재고부족"),
        ("4", "상품문제발생"),
        ("5", "배송문제발생"),
        ("11", "배송지연"),
        ("12", "다른 사이트보다 비쌈"),
        ("13", "판매자 안내로 취소"),
        ("14", "단순 변심"),
        ("15", "주문 실수"),
        ("16", "기타"),
    ] {
        let call = format!(
            r#"POST /api/order/cancel/result {{"orderKeys":[{FIRST_KEY}],"reasonType":{code},"reason":"{words}"}}"#
        );
        golden(cancel_sale(code), &[done()], &[call]).await;
    }
    stays(cancel_sale("")).await;
    stays(cancel_sale("6")).await;
}

pub(super) fn destination() -> Destination {
    Destination {
        name: "박이사".to_owned(),
        phone: "010-1111-2222".to_owned(),
        postcode: "06614".to_owned(),
        address: "서울특별시 서초구 서초동 강남대로 373".to_owned(),
        address_detail: "홍우빌딩 10층".to_owned(),
    }
}

pub(super) fn elsewhere(to: Destination) -> Write {
    Write::ChangeReceiver {
        order: ORDER.into(),
        bundle: ORDER.into(),
        lines: vec![line(LINE), line(SECOND)],
        to,
    }
}

#[tokio::test]
async fn a_whole_order_goes_elsewhere() {
    let call = r#"PUT /api/delivery/info {"orderSeq":4100200300,"recipientName":"박이사","recipientPhoneNumber":"010-1111-2222","recipientPostalCode":"06614","recipientAddress1":"서울특별시 서초구 서초동 강남대로 373","recipientAddress2":"홍우빌딩 10층"}"#;
    golden(elsewhere(destination()), &[r#"{"affected":1}"#.to_owned()], &[call.to_owned()]).await;
    for to in [
        Destination { name: String::new(), ..destination() },
        Destination { name: "가".repeat(41), ..destination() },
        Destination { phone: "1".repeat(21), ..destination() },
        Destination { postcode: "123456789".to_owned(), ..destination() },
        Destination { address: "가".repeat(101), ..destination() },
        Destination { address_detail: " ".to_owned(), ..destination() },
    ] {
        stays(elsewhere(to)).await;
    }
    let (_, result) = sent(&elsewhere(destination()), &[r#"{"affected":0}"#.to_owned()]).await;
    let unknown = |outcome: &Outcome| outcome.result == LineResult::Unknown;
    assert!(result.unwrap().iter().all(unknown), "the address is read again");
    let long = Destination { name: "가".repeat(40), phone: "1".repeat(20), ..destination() };
    let (calls, _) = sent(&elsewhere(long), &[r#"{"affected":1}"#.to_owned()]).await;
    assert_eq!(calls.len(), 1, "how long a name may be, Grip decides");
}

pub(super) fn claim(id: &str, kind: ClaimKind, act: ClaimAct) -> Write {
    let state = ClaimState { kind, step: ClaimStep::Requested };
    Write::Claim { claim: id.into(), order: ORDER.into(), state, quantity: 2, seen: None, act }
}

pub(super) fn notice(text: &str) -> ClaimAct {
    ClaimAct::Notify { text: text.to_owned() }
}

pub(super) fn denial(text: &str) -> ClaimAct {
    ClaimAct::RefuseBecause { reason: String::new(), text: text.to_owned() }
}

pub(super) fn reshipment(courier: &str, number: &str) -> ClaimAct {
    ClaimAct::ReshipInPlace { courier: courier.into(), invoice: number.into() }
}

#[tokio::test]
async fn returns_and_exchanges_are_answered_line_by_line() {
    let of = |rest: &str| format!(r#"{{"orderKey":{FIRST_KEY}{rest}}}"#);
    for (id, kind, word) in
        [(RETURN, ClaimKind::Return, "return"), (EXCHANGE, ClaimKind::Exchange, "exchange")]
    {
        for (act, call, body) in [
            (notice("착불로 보내 주세요"), "start", of(r#","message":"착불로 보내 주세요""#)),
            (ClaimAct::ConfirmCollected, "receive", of(r#","receiveProduct":true"#)),
            (denial("사용한 상품입니다"), "deny", of(r#","reason":"사용한 상품입니다""#)),
        ] {
            let call = format!("PUT /api/{word}/{call} {body}");
            golden(claim(id, kind, act), &[RET.to_owned()], &[call]).await;
        }
        stays(claim(id, kind, notice(" "))).await;
        stays(claim(id, kind, notice(&"가".repeat(1_001)))).await;
        stays(claim(id, kind, denial(&"가".repeat(201)))).await;
    }
    let refund = claim(RETURN, ClaimKind::Return, ClaimAct::Refund);
    golden(refund, &[RET.to_owned()], &[format!("PUT /api/return/allow {}", of(""))]).await;
}

#[tokio::test]
async fn new_goods_leave_by_courier_or_by_hand() {
    let sent = |act| claim(EXCHANGE, ClaimKind::Exchange, act);
    let parcel = format!(
        r#"PUT /api/exchange/allow {{"orderKey":{FIRST_KEY},"deliveryCompanySeq":66,"trackingNumber":"{NUMBER}"}}"#
    );
    golden(sent(reshipment(CJ, NUMBER)), &[RET.to_owned()], &[parcel]).await;
    let by_hand = format!(r#"PUT /api/exchange/direct {{"orderKey":{FIRST_KEY}}}"#);
    golden(sent(reshipment("direct", "")), &[RET.to_owned()], &[by_hand]).await;
    stays(sent(reshipment(CJ, ""))).await;
    stays(sent(reshipment("own", ""))).await;
}

#[tokio::test]
async fn what_grip_does_not_do_is_never_imitated() {
    for (id, kind, act) in [
        (RETURN, ClaimKind::Return, ClaimAct::Approve),
        (RETURN, ClaimKind::Return, reshipment(CJ, NUMBER)),
        (EXCHANGE, ClaimKind::Exchange, ClaimAct::Approve),
        (EXCHANGE, ClaimKind::Exchange, ClaimAct::Refund),
        (CANCEL, ClaimKind::Cancel, ClaimAct::Approve),
        ("1:2", ClaimKind::Return, ClaimAct::Refund),
        ("1:2:R", ClaimKind::Return, ClaimAct::Refund),
    ] {
        let (calls, result) = sent(&claim(id, kind, act), &[RET.to_owned()]).await;
        assert_eq!((calls.len(), result.unwrap_err().kind), (0, ErrorKind::Unsupported), "{id}");
    }
}
