use super::*;
use crate::esm::tests::answer;

/// The refusal of a body, and whether a write may have been applied.
fn refused(operation: &'static str, writes: bool, body: &str) -> MarketError {
    judge(operation, writes, &answer(200, body)).unwrap_err()
}

fn said(code: &str, message: &str, rule: &str) -> String {
    serde_json::json!({"ResultCode": code.parse::<i64>().unwrap(), "Message": message, "BizRuleCode": rule, "Data": null})
        .to_string()
}

/// The documents' tables: operation, ResultCode, BizRuleCode, message, what it means.
#[rustfmt::skip]
const REFUSALS: &[(&str, &str, &str, &str, ErrorKind)] = &[
    ("OrderCheck", "3000", "", "취소된 주문번호입니다.", ErrorKind::WrongState),
    ("OrderCheck", "3000", "", "주문확인 할 수 없는 상태입니다.", ErrorKind::WrongState),
    ("OrderCheck", "3000", "", "이미 주문확인 처리된 건입니다.", ErrorKind::WrongState),
    ("OrderCheck", "3000", "", "해당 주문 내역이 없습니다.", ErrorKind::WrongState),
    ("OrderCheck", "3000", "", "매개 변수 값을 Int64에서 Int32(으)로 변환하지 못했습니다.", ErrorKind::Refused),
    ("OrderCheck", "3000", "", "해당 주문은 3PL 주문입니다", ErrorKind::WrongState),
    ("OrderCheck", "3000", "", "해당 주문은 선물수락대기 상태로 주문확인이 불가합니다.", ErrorKind::WrongState),
    ("OrderCheck", "2141", "", "제휴사 주문번호의 최대길이는 30byte입니다.", ErrorKind::Refused),
    ("ShippingExpectedDate", "3000", "", "정의되지 않은 지연 사유입니다.", ErrorKind::Refused),
    ("ShippingExpectedDate", "3000", "", "예상 배송일은 90일을 초과할 수 없습니다.", ErrorKind::Refused),
    ("ShippingExpectedDate", "3000", "", "해당 물품을 발송 지연할 수 없습니다", ErrorKind::WrongState),
    ("ShippingInfo", "3000", "", "지원하지 않는 택배사입니다.", ErrorKind::Refused),
    ("ShippingInfo", "3000", "", "10013 는 CJ의 운송장번호 규칙에 어긋납니다.", ErrorKind::Refused),
    ("ShippingInfo", "3000", "", "주문번호:1의 경매상태가 발송가능한 상태가 아닙니다.", ErrorKind::WrongState),
    ("ShippingInfo", "3000", "", "통합 API 취소요청건 발송처리를 위한 취소철회가 실패하였습니다.", ErrorKind::WrongState),
    ("ShippingInfo", "3000", "", "판매자 스타배송 주문은 계약 완료된 전용 택배사로만 발송처리가 가능합니다.", ErrorKind::Refused),
    ("AddShippingCompleteInfo", "3000", "", "판매자의 체결건이 아닙니다.", ErrorKind::WrongState),
    ("AddShippingCompleteInfo", "3000", "", "이미 배송완료 되었습니다.", ErrorKind::WrongState),
    ("AddShippingCompleteInfo", "3000", "", "유효한 주문번호가 아닙니다.", ErrorKind::WrongState),
    ("ClaimRelease", "3000", "", "택배사코드를 입력해주세요", ErrorKind::Refused),
    ("Cancel/approve", "8668", "", "ShowAlertException$취소 승인 대상이 없습니다.", ErrorKind::WrongState),
    ("Cancel/approve", "8668", "W8-2", "이미 취소 승인 되었습니다", ErrorKind::WrongState),
    ("Cancel/approve", "1000", "", "데이터 조회 실패. - 교환재발송 완료 대상건", ErrorKind::WrongState),
    ("Cancel/approve", "2000", "", "파라미터 유효하지 않음", ErrorKind::Refused),
    ("Cancel/SoldOut", "8668", "", "8668$취소 가능한 주문상태가 아닙니다", ErrorKind::WrongState),
    ("Cancel/SoldOut", "8668", "W28-1", "이미 취소 요청된 주문입니다", ErrorKind::WrongState),
    ("return/pickup", "99999", "", "API Error - 반품택배사가 존재하지 않습니다", ErrorKind::Refused),
    ("return/pickup", "8668", "W22-4", "요청한 주문번호가 반품 및 교환 배송건이 아닙니다.", ErrorKind::WrongState),
    ("return/pickup", "8668", "W22-6", "요청한 송장번호가 유효하지 않습니다.", ErrorKind::Refused),
    ("return/hold", "8668", "", "ShowAlertException$반품 보류 불가 상태입니다", ErrorKind::WrongState),
    ("return/hold", "8668", "", "ShowAlertException$반품추가비는 1,000원이상 금액만 설정 가능합니다", ErrorKind::Refused),
    ("return/hold", "99999", "", "API Error - 빠른 환불 대상은 보류할 수 없습니다", ErrorKind::WrongState),
    ("return/hold", "8668", "W20-3", "반품 수거 완료 후 보류 처리 가능합니다", ErrorKind::WrongState),
    ("return/hold", "8668", "W20-5", "반품추가비는 상품금액보다 큰 금액은 청구불가능합니다", ErrorKind::Refused),
    ("return/hold", "8668", "W20-6", "빠른환불 대상건은 보류 처리 불가 합니다", ErrorKind::WrongState),
    ("exchange/hold", "8668", "", "ShowAlertException$같은 사유로의 변경은 불가능 합니다.", ErrorKind::Refused),
    ("exchange/hold", "8668", "W20-1", "교환 보류 불가 상태입니다", ErrorKind::WrongState),
    ("return/approve", "5800", "", "이미 환불된 건입니다.", ErrorKind::WrongState),
    ("return/approve", "5900", "", "ReturnApproveFlowException$반품 정보 조회 실패", ErrorKind::WrongState),
    ("return/approve", "8668", "W18-3", "처리 할 수 없는 주문상태입니다", ErrorKind::WrongState),
    ("return/exchange", "8668", "W13-2", "빠른환불 대상건은 교환 변경 불가 합니다", ErrorKind::WrongState),
    ("exchange/return", "8668", "", "8668$이미 처리된 건입니다.", ErrorKind::WrongState),
    ("exchange/resend", "8668", "W13-5", "유효한 송장번호가 아닙니다.", ErrorKind::Refused),
    ("exchange/release", "99999", "", "주문 정보가 없습니다.", ErrorKind::WrongState),
    ("exchange/collected", "8668", "", "ShowAlertException$수거완료 처리불가능건 입니다", ErrorKind::WrongState),
    ("exchange/arrived", "8668", "W14-2", "이미 완료 처리 되었습니다", ErrorKind::WrongState),
];

#[test]
fn every_refusal_of_the_pages_certainly_had_no_effect() {
    for &(operation, code, rule, message, kind) in REFUSALS {
        let error = refused(operation, true, &said(code, message, rule));
        let told = (error.kind, error.persistence);
        assert_eq!(told, (kind, Persistence::Permanent), "{operation} {code} {rule} {message}");
        assert_eq!(error.code, if rule.is_empty() { code } else { rule });
        let bare = !error.message.contains('$') && !error.message.starts_with("API Error");
        assert!(bare, "{}", error.message);
    }
}

#[test]
fn a_confirmation_under_way_passes() {
    let body = said("3000", "주문확인 진행중입니다. 잠시 후 다시 진행해주세요", "");
    let error = refused("ShippingInfo", true, &body);
    assert_eq!((error.kind, error.persistence), (ErrorKind::WrongState, Persistence::Temporary));
}

#[test]
fn too_many_calls_are_told_with_the_rest_that_they_need() {
    for writes in [false, true] {
        let error =
            refused("RequestOrders", writes, &said("3000", "주문조회는 5초당 1회 호출 가능합니다.", ""));
        assert_eq!((error.kind, error.persistence), (ErrorKind::RateLimited, Persistence::Temporary));
        assert_eq!(error.retry_after, Some(Duration::from_secs(5)));
    }
}

#[test]
fn what_may_have_been_applied_is_read_again() {
    for (code, message) in
        [("8000", "처리결과 실패"), ("414", "The request failed"), ("99999", "API Error"), ("777", "새 코드")]
    {
        let error = refused("return/approve", true, &said(code, message, ""));
        assert_eq!(error.persistence, Persistence::Unknown, "{code}");
    }
    for (operation, code) in [("ShippingInfo", "3000"), ("OrderCheck", "3000"), ("return/approve", "8668")] {
        let error = refused(operation, true, &said(code, "문서에 없는 말", ""));
        assert_eq!(error.persistence, Persistence::Unknown, "{operation} {code}");
    }
    assert_eq!(refused("Returns", false, &said("777", "새 코드", "")).persistence, Persistence::Permanent);
    let slow = refused("getsettleorder", false, &said("414", "The request failed", ""));
    assert_eq!((slow.kind, slow.persistence), (ErrorKind::Timeout, Persistence::Temporary));
}

#[test]
fn a_query_that_finds_nothing_is_no_failure() {
    for (operation, code, message) in [
        ("ClaimList", "1100", "데이터가 없습니다."),
        ("RequestOrders/orderNo", "3000", "해당 주문 내역이 없습니다."),
        ("GetDeliveryStatus", "3000", "해당 주문 내역이 없습니다."),
        ("Cancels", "99999", "API Error - 클레임 정보가 없습니다"),
        ("Returns", "99999", "주문정보가 없습니다"),
        ("Exchanges", "1000", "데이터 조회 실패."),
    ] {
        assert!(judge(operation, false, &answer(200, &said(code, message, ""))).is_ok(), "{operation}");
    }
    let date = said("99999", "API Error - 문자열이 유효한 DateTime으로 인식되지 않습니다", "");
    assert_eq!(refused("Returns", false, &date).kind, ErrorKind::Refused);
    let span = said("8668", "ShowAlertException$조회 기간은 7일 이내로 입력 바랍니다.", "");
    assert_eq!(refused("Cancels", false, &span).message, "조회 기간은 7일 이내로 입력 바랍니다.");
}

#[test]
fn success_is_told_in_three_ways_and_under_other_names() {
    for body in [
        r#"{"ResultCode":0}"#,
        r#"{"ResultCode":"0","Data":null}"#,
        r#"{"ResultCode":"success"}"#,
        r#"{"resultCode":"Success"}"#,
        r#"{"RESULTCODE":0}"#,
        r#"{"deliveryCompanies":[]}"#,
    ] {
        assert!(judge("OrderCheck", true, &answer(200, body)).is_ok(), "{body}");
    }
    assert!(judge("OrderCheck", true, &answer(200, r#"{"resultCode":3000,"message":"x"}"#)).is_err());
}

const DENIED: &str =
    r#"{"status":{"message":"The user does not have right access to the api","status_code":401}}"#;

#[test]
fn the_gateway_says_the_same_of_key_address_and_permission() {
    let kind = |operation, status, body| by_status(operation, true, &answer(status, body)).kind;
    assert_eq!(kind("RequestOrders", 401, DENIED), ErrorKind::KeyRejected);
    assert_eq!(kind("RequestOrders", 403, ""), ErrorKind::KeyRejected);
    for alone in ["OrderCheck", "Returns", "ClaimList", "getsettleorder", "exchange/hold"] {
        assert_eq!(kind(alone, 401, DENIED), ErrorKind::Unsupported, "{alone}");
    }
    let address = r#"{"status":{"message":"not allowed IP address","status_code":401}}"#;
    assert_eq!(kind("Returns", 401, address), ErrorKind::AddressNotRegistered);
    assert_eq!(kind("RequestOrders", 401, "a zip file"), ErrorKind::KeyRejected, "zip is no IP");
    let error = judge("Returns", false, &answer(401, DENIED)).unwrap_err();
    assert!(
        error.message.contains("권한이 없습니다") && error.message.contains("granted"),
        "{}",
        error.message
    );
    let error = judge("RequestOrders", false, &answer(401, DENIED)).unwrap_err();
    assert_eq!((error.code.as_str(), error.persistence), ("401", Persistence::Permanent));
    assert!(error.message.contains("IP") && error.message.contains("right access"), "{}", error.message);
}

#[test]
fn the_gateways_failures_leave_a_write_in_doubt_and_a_read_to_be_repeated() {
    for (status, kind) in [(500, ErrorKind::Server), (503, ErrorKind::Server), (504, ErrorKind::Timeout)] {
        for (writes, persistence) in [(true, Persistence::Unknown), (false, Persistence::Temporary)] {
            let error = judge("Returns", writes, &answer(status, "<html>점검</html>")).unwrap_err();
            assert_eq!((error.kind, error.persistence), (kind, persistence), "{status}");
        }
    }
    let down = judge("Returns", false, &answer(503, "")).unwrap_err();
    assert!(down.message.contains("점검") && down.message.contains("maintenance"), "{}", down.message);
    for (status, kind, persistence) in [
        (302, ErrorKind::Blocked, Persistence::Temporary),
        (404, ErrorKind::Unsupported, Persistence::Permanent),
        (429, ErrorKind::RateLimited, Persistence::Temporary),
        (400, ErrorKind::Refused, Persistence::Permanent),
    ] {
        let error = judge("OrderCheck", true, &answer(status, "")).unwrap_err();
        assert_eq!((error.kind, error.persistence), (kind, persistence), "{status}");
    }
}
