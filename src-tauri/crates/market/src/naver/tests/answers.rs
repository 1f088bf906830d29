//! What the answers to writes mean.

use domain::action::ClaimAct;
use domain::{ClaimKind, ClaimState, ClaimStep, LineResult, Write};

use super::{CLAIM, Desk, LINE, ORDER, line, parcel, parcel_line};
use crate::{ErrorKind, Marketplace, Persistence};

fn failed(code: &str, message: &str) -> LineResult {
    LineResult::Failed { code: code.to_owned(), message: message.to_owned(), retryable: false }
}

async fn results(write: &Write, answer: &str) -> Vec<LineResult> {
    let desk = Desk::new(&[(200, answer)]);
    let outcomes = desk.run(desk.naver.act(write)).await.unwrap();
    outcomes.into_iter().map(|outcome| outcome.result).collect()
}

fn three() -> Write {
    Write::Confirm { lines: ["1", "2", "3"].map(|id| ("P1".into(), line(id))).to_vec(), items: Vec::new() }
}

fn approve() -> Write {
    Write::Claim {
        claim: CLAIM.into(),
        order: ORDER.into(),
        state: ClaimState { kind: ClaimKind::Cancel, step: ClaimStep::Requested },
        quantity: 1,
        seen: None,
        act: ClaimAct::Approve,
    }
}

#[tokio::test]
async fn http_200_may_carry_lines_that_failed_and_leave_others_out() {
    let answer = r#"{"traceId":"t","data":{"successProductOrderInfos":[{"productOrderId":"1","isReceiverAddressChanged":true}],"failProductOrderInfos":[{"productOrderId":"2","code":"104443","message":"발주 상태 확인 필요"}]}}"#;
    let told = results(&three(), answer).await;
    assert_eq!(told, [LineResult::Ok, failed("104443", "발주 상태 확인 필요"), LineResult::Unknown]);
}

#[tokio::test]
async fn a_200_with_all_lines_failed_is_a_failure_of_each() {
    let answer = r#"{"data":{"successProductOrderIds":[],"failProductOrderInfos":[
        {"productOrderId":"1","code":"104121","message":"배송 송장 오류"},
        {"productOrderId":"2","code":"9999","message":"추가상품 반품진행 후, 본 상품 반품진행을 할 수 있습니다."}]}}"#;
    let write = Write::Ship { parcels: vec![parcel(&["1", "2"], "CJGLS", "600000000000")] };
    assert_eq!(
        results(&write, answer).await,
        [
            failed("104121", "배송 송장 오류"),
            failed("9999", "추가상품 반품진행 후, 본 상품 반품진행을 할 수 있습니다.")
        ]
    );
}

#[tokio::test]
async fn a_line_that_is_told_both_ways_is_unknown() {
    let answer = format!(
        r#"{{"data":{{"successProductOrderIds":["{LINE}"],"failProductOrderInfos":[{{"productOrderId":"{LINE}","code":"9999"}}]}}}}"#
    );
    assert_eq!(results(&approve(), &answer).await, [LineResult::Unknown]);
}

#[tokio::test]
async fn an_answer_that_says_nothing_is_never_success() {
    for answer in [
        "{}",
        r#"{"data":{}}"#,
        r#"{"data":null}"#,
        r#"{"traceId":"t"}"#,
        r#"{"data":{"successProductOrderIds":null,"failProductOrderInfos":null}}"#,
        r#"{"data":{"successProductOrderIds":["1"]}}"#,
    ] {
        assert_eq!(results(&approve(), answer).await, [LineResult::Unknown], "{answer}");
    }
    for answer in ["", "null", "<html>", r#"{"data":"#, "true", r#"{"data":{"successProductOrderIds":"x"}}"#]
    {
        let desk = Desk::new(&[(200, answer)]);
        let error = desk.run(desk.naver.act(&approve())).await.unwrap_err();
        assert_eq!(
            (error.kind, error.persistence),
            (ErrorKind::Unreadable, Persistence::Unknown),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn what_stays_of_a_split_stays_only_when_something_left() {
    let write = Write::SplitShip {
        now: parcel(&["1", "2"], "CJGLS", "600000000000"),
        later: vec![parcel_line("3")],
        later_courier: "CJGLS".into(),
        later_on: chrono::NaiveDate::MIN,
    };
    let half = r#"{"data":{"successProductOrderIds":["1"],"failProductOrderInfos":[{"productOrderId":"2","code":"104442","message":"상태"}]}}"#;
    assert_eq!(results(&write, half).await, [LineResult::Ok, failed("104442", "상태"), LineResult::Ok]);
    let open =
        r#"{"data":{"failProductOrderInfos":[{"productOrderId":"2","code":"104442","message":"상태"}]}}"#;
    assert_eq!(
        results(&write, open).await,
        [LineResult::Unknown, failed("104442", "상태"), LineResult::Unknown]
    );
    let none = r#"{"data":{"failProductOrderInfos":[{"productOrderId":"1","code":"9999","message":"a"},{"productOrderId":"2","code":"9999","message":"b"}]}}"#;
    assert_eq!(results(&write, none).await[2], failed("9999", "a"));
}

#[tokio::test]
async fn a_write_that_the_server_gave_up_on_may_have_been_applied() {
    let gateway = |code: &str| format!(r#"{{"code":"{code}","message":"m","traceId":"t"}}"#);
    for (status, code, kind, unknown) in [
        (500, "GW.PROXY.01", ErrorKind::Server, true),
        (500, "GW.INTERNAL_SERVER_ERROR", ErrorKind::Server, true),
        (500, "9999", ErrorKind::Server, true),
        (503, "GW.BLOCK.01", ErrorKind::Server, true),
        (504, "GW.TIMEOUT.02", ErrorKind::Timeout, true),
        (500, "104442", ErrorKind::WrongState, false),
        (400, "105306", ErrorKind::WrongState, false),
        (400, "9999", ErrorKind::Refused, false),
        (400, "4000", ErrorKind::Refused, false),
        (429, "GW.RATE_LIMIT", ErrorKind::RateLimited, false),
        (429, "GW.QUOTA_LIMIT", ErrorKind::QuotaExceeded, false),
        (403, "GW.IP_NOT_ALLOWED", ErrorKind::AddressNotRegistered, false),
    ] {
        let desk = Desk::new(&[(status, &gateway(code))]);
        let error = desk.run(desk.naver.act(&approve())).await.unwrap_err();
        assert_eq!((error.kind, error.may_have_applied()), (kind, unknown), "{status} {code}");
        assert_eq!((error.code.as_str(), error.trace.as_deref()), (code, Some("t")));
        assert_eq!(desk.calls().len(), 1, "a write is never repeated");
    }
}
