use std::time::Duration;

use super::judge;
use crate::{ErrorKind, MarketError, Persistence, Response};

fn refusal(writes: bool, status: u16, body: &str) -> MarketError {
    let response = Response { status, headers: Vec::new(), body: body.as_bytes().to_vec() };
    judge("test", writes, &response).unwrap_err()
}

fn coded(code: &str) -> String {
    format!(
        r#"{{"code":"{code}","message":"말씀","timestamp":"2026-01-02T12:04:05.000+09:00","traceId":"t-1"}}"#
    )
}

/// Every code of the documents, with its status.
#[rustfmt::skip]
const TABLE: &[(u16, &str, ErrorKind)] = &[
    (401, "GW.AUTHN", ErrorKind::KeyRejected),
    (403, "GW.IP_NOT_ALLOWED", ErrorKind::AddressNotRegistered),
    (404, "GW.NOT_FOUND", ErrorKind::Unsupported),
    (429, "GW.RATE_LIMIT", ErrorKind::RateLimited),
    (429, "GW.QUOTA_LIMIT", ErrorKind::QuotaExceeded),
    (500, "GW.PROXY.01", ErrorKind::Server),
    (500, "GW.PROXY.05", ErrorKind::Server),
    (500, "GW.INTERNAL_SERVER_ERROR", ErrorKind::Server),
    (503, "GW.BLOCK.01", ErrorKind::Server),
    (503, "GW.BLOCK.02", ErrorKind::Server),
    (504, "GW.TIMEOUT.01", ErrorKind::Timeout),
    (504, "GW.TIMEOUT.02", ErrorKind::Timeout),
    (400, "4000", ErrorKind::Refused),
    (400, "000400", ErrorKind::Refused),
    (400, "9999", ErrorKind::Refused),
    (500, "9999", ErrorKind::Server),
    (400, "100001", ErrorKind::WrongState),
    (400, "100003", ErrorKind::WrongState),
    (400, "101009", ErrorKind::Refused),
    (400, "101011", ErrorKind::Refused),
    (400, "104105", ErrorKind::Refused),
    (400, "104116", ErrorKind::Refused),
    (400, "104121", ErrorKind::Refused),
    (400, "104131", ErrorKind::Refused),
    (400, "104139", ErrorKind::Refused),
    (400, "104417", ErrorKind::WrongState),
    (400, "104441", ErrorKind::Refused),
    (400, "104442", ErrorKind::WrongState),
    (500, "104443", ErrorKind::WrongState),
    (400, "105306", ErrorKind::WrongState),
    (400, "105308", ErrorKind::Refused),
    (401, "", ErrorKind::KeyRejected),
    (403, "", ErrorKind::Blocked),
    (403, "FORBIDDEN", ErrorKind::KeyRejected),
    (404, "", ErrorKind::Unsupported),
    (415, "", ErrorKind::Refused),
    (429, "", ErrorKind::RateLimited),
    (502, "", ErrorKind::Server),
    (504, "", ErrorKind::Timeout),
    (302, "", ErrorKind::Blocked),
];

#[test]
fn every_code_of_the_documents_is_told_apart() {
    for (status, code, kind) in TABLE {
        let error = refusal(false, *status, &coded(code));
        assert_eq!((error.kind, error.status), (*kind, Some(*status)), "{code}");
        assert_eq!((error.code.as_str(), error.trace.as_deref()), (*code, Some("t-1")));
        assert_ne!(error.persistence, Persistence::Unknown, "a read was called unknown: {error}");
    }
}

#[test]
fn a_write_may_have_been_applied_only_when_something_behind_the_gateway_failed() {
    for (status, code, kind) in TABLE {
        let behind = matches!(kind, ErrorKind::Server | ErrorKind::Timeout);
        assert_eq!(refusal(true, *status, &coded(code)).may_have_applied(), behind, "{status} {code}");
    }
}

#[test]
fn what_is_over_a_limit_is_asked_again_when_the_limit_is_over() {
    let limited = refusal(true, 429, &coded("GW.RATE_LIMIT"));
    assert_eq!(limited.persistence, Persistence::Temporary, "it was not carried out");
    assert_eq!(limited.retry_after, Some(Duration::from_secs(1)));
    for (period, rest) in [("HOURS", 3_600), ("SECONDS", 1), ("ROUND", 3_600), ("", 3_600)] {
        let headers = vec![("gncp-gw-quota-period".to_owned(), period.to_owned())];
        let response = Response { status: 429, headers, body: coded("GW.QUOTA_LIMIT").into_bytes() };
        let error = judge("test", true, &response).unwrap_err();
        assert_eq!(error.retry_after, Some(Duration::from_secs(rest)), "{period}");
    }
    let headers = vec![("retry-after".to_owned(), "30".to_owned())];
    let asked = Response { status: 429, headers, body: coded("GW.RATE_LIMIT").into_bytes() };
    assert_eq!(judge("test", true, &asked).unwrap_err().retry_after, Some(Duration::from_secs(30)));
    assert_eq!(refusal(false, 500, "").retry_after, None);
}

#[test]
fn an_address_that_is_not_allowed_is_told_with_what_to_do() {
    let error = refusal(false, 403, &coded("GW.IP_NOT_ALLOWED"));
    for part in ["API 호출 IP", "/partner", " / ", "말씀"] {
        assert!(error.message.contains(part), "{}", error.message);
    }
}

/// Its circuit or its maintenance ends by itself; a page of the edge is about this computer.
#[test]
fn a_gateway_that_rests_is_a_failing_server_and_no_closed_door() {
    let rests = refusal(false, 503, &coded("GW.BLOCK.01"));
    assert_eq!((rests.kind, rests.persistence), (ErrorKind::Server, Persistence::Temporary));
    assert!(refusal(true, 503, &coded("GW.BLOCK.02")).may_have_applied());
    let denied = refusal(true, 403, "<html><head><title>Access Denied</title></head></html>");
    assert_eq!((denied.kind, denied.persistence), (ErrorKind::Blocked, Persistence::Temporary));
}

#[test]
fn the_gateways_own_number_comes_before_the_bodys() {
    let headers = vec![("gncp-gw-trace-id".to_owned(), "cr3-1".to_owned())];
    let response = Response { status: 400, headers, body: coded("9999").into_bytes() };
    assert_eq!(judge("test", false, &response).unwrap_err().trace.as_deref(), Some("cr3-1"));
}

#[test]
fn truncated_and_foreign_bodies_are_quoted_in_part() {
    let error = refusal(false, 500, r#"{"code":"9999","mess"#);
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Server, r#"{"code":"9999","mess"#));
    assert_eq!(refusal(false, 502, &"가".repeat(5_000)).message.chars().count(), 200);
    assert_eq!(refusal(false, 400, "[1,2]").kind, ErrorKind::Refused);
}
