use super::judge;
use crate::{ErrorKind, MarketError, Persistence, Response};

fn refusal(writes: bool, status: u16, body: &str) -> MarketError {
    let response = Response { status, headers: Vec::new(), body: body.as_bytes().to_vec() };
    judge("test", writes, &response).unwrap_err()
}

const DENIED: &str = "<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY>\nYou don't have permission<P>\nReference #18.3c61ca17.1701137054.1f34800d\n</BODY>\n</HTML>";

/// Every row of the error table, and every message whose meaning differs from its status's.
#[rustfmt::skip]
const TABLE: &[(u16, &str, ErrorKind)] = &[
    (302, "", ErrorKind::Blocked),
    (400, r#"{"code":"ERROR","message":"max page number param should between 1~50","transactionId":"t"}"#, ErrorKind::Refused),
    (400, r#"{"code":"400","message":"endTime-startTime range should less than31."}"#, ErrorKind::Refused),
    (400, r#"{"code":400,"message":"Invalid vendor ID"}"#, ErrorKind::WrongSeller),
    (400, r#"{"code":400,"message":"해당 주문이 취소 또는 반품되었습니다."}"#, ErrorKind::WrongState),
    (400, r#"{"code":400,"message":"Product is already returned."}"#, ErrorKind::WrongState),
    (400, r#"{"code":400,"message":"배송완료 처리 실패. 배송상태: INSTRUCT"}"#, ErrorKind::WrongState),
    (400, r#"{"code":400,"message":"There is no history"}"#, ErrorKind::WrongState),
    (400, r#"{"code":400,"message":"해당 벤더아이템이 결제완료/상품지시 중 상태가 아닙니다"}"#, ErrorKind::WrongState),
    (401, r#"{"code":"ERROR","message":"Specified signature is expired."}"#, ErrorKind::ClockWrong),
    (401, r#"{"code":"ERROR","message":"Invalid signature"}"#, ErrorKind::KeyRejected),
    (401, r#"{"code":"ERROR","message":"HMAC format is invalid."}"#, ErrorKind::KeyRejected),
    (401, r#"{"code":"ERROR","message":"Request is not authorized."}"#, ErrorKind::KeyRejected),
    (401, r#"{"code":"ERROR","message":"Access key is expired."}"#, ErrorKind::KeyExpired),
    (403, r#"{"code":"ERROR","message":"[FORBIDDEN] Not allowed IP"}"#, ErrorKind::AddressNotRegistered),
    (403, DENIED, ErrorKind::Blocked),
    (404, r#"{"code":"ERROR","message":"Not Found"}"#, ErrorKind::WrongSeller),
    (410, "", ErrorKind::Unsupported),
    (412, "", ErrorKind::Unsupported),
    (423, "", ErrorKind::Unsupported),
    (429, "", ErrorKind::RateLimited),
    (500, r#"{"code":"ERROR","message":"500 internal exception"}"#, ErrorKind::Server),
    (500, r#"{"message":"[INTERNAL_SERVER_ERROR] 취소반품접수수량과 cancelCount가 일치하지 않습니다."}"#, ErrorKind::Refused),
    (504, r#"{"message":"Request timed out, consider applying timeout extension."}"#, ErrorKind::Timeout),
    (521, "", ErrorKind::Server),
    (524, "", ErrorKind::Server),
];

#[test]
fn every_row_of_the_error_table_is_told_apart() {
    for (status, body, kind) in TABLE {
        let error = refusal(false, *status, body);
        assert_eq!((error.kind, error.status), (*kind, Some(*status)), "{body}");
        assert_ne!(error.persistence, Persistence::Unknown, "a read was called unknown: {error}");
    }
}

#[test]
fn a_write_may_have_been_applied_only_when_the_server_gave_up() {
    for (status, body, kind) in TABLE {
        let unknown = matches!(kind, ErrorKind::Server | ErrorKind::Timeout);
        assert_eq!(refusal(true, *status, body).may_have_applied(), unknown, "{status} {body}");
    }
}

#[test]
fn a_read_is_asked_again_only_where_that_can_help() {
    for (status, persistence) in [
        (400, Persistence::Permanent),
        (500, Persistence::Permanent),
        (502, Persistence::Temporary),
        (503, Persistence::Temporary),
        (504, Persistence::Temporary),
        (521, Persistence::Temporary),
        (524, Persistence::Temporary),
    ] {
        assert_eq!(refusal(false, status, "{}").persistence, persistence, "{status}");
    }
}

#[test]
fn the_numbers_for_the_support_are_kept() {
    let error = refusal(false, 400, r#"{"code":"ERROR","message":"no","transactionId":"abc-1"}"#);
    assert_eq!(
        (error.code.as_str(), error.message.as_str(), error.trace.as_deref()),
        ("ERROR", "no", Some("abc-1"))
    );
    let blocked = refusal(false, 403, DENIED);
    assert_eq!(blocked.message, "Access Denied");
    assert_eq!(blocked.trace.as_deref(), Some("18.3c61ca17.1701137054.1f34800d"));
}

#[test]
fn truncated_and_foreign_bodies_are_quoted_in_part() {
    let error = refusal(false, 500, r#"{"code":"ERROR","mess"#);
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Server, r#"{"code":"ERROR","mess"#));
    assert_eq!(refusal(false, 502, &"가".repeat(5_000)).message.chars().count(), 200);
    assert_eq!(refusal(false, 400, "[1,2]").kind, ErrorKind::Refused);
}

#[test]
fn a_wish_to_wait_is_heard() {
    let headers = vec![("retry-after".to_owned(), "30".to_owned())];
    let response = Response { status: 429, headers, body: Vec::new() };
    let error = judge("test", true, &response).unwrap_err();
    assert_eq!(error.retry_after.map(|rest| rest.as_secs()), Some(30));
    assert_eq!(error.persistence, Persistence::Temporary);
}
