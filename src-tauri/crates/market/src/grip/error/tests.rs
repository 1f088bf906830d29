use super::*;

fn answer(status: u16, body: &str) -> Response {
    Response { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
}

fn refused(operation: &'static str, writes: bool, status: u16, body: &str) -> MarketError {
    judge(operation, writes, &answer(status, body)).unwrap_err()
}

/// The sample of the documents.
const NEWER: &str = r#"{"status":400,"error":"BAD_REQUEST","code":"COMMON_BAD_REQUEST","message":"잘못된 정보입니다: 존재하지 않는 배송정보","timestamp":"2026-08-18T16:02:13.582+0900"}"#;
const OLDER: &str = r#"{"message":"존재하지 않는 배송정보"}"#;

#[test]
fn a_refusal_is_one_in_the_newer_form_and_of_a_delivery_call_in_the_older() {
    for writes in [false, true] {
        for operation in ["delivery/start/result", "order/cancel/result", "order", "review"] {
            let newer = refused(operation, writes, 400, NEWER);
            assert_eq!((newer.kind, newer.persistence), (ErrorKind::Refused, Persistence::Permanent));
            assert_eq!((newer.code.as_str(), newer.status), ("COMMON_BAD_REQUEST", Some(400)));
            assert_eq!(newer.message, "잘못된 정보입니다: 존재하지 않는 배송정보");
        }
        let older = refused("delivery/start/result", writes, 500, OLDER);
        assert_eq!((older.kind, older.persistence), (ErrorKind::Refused, Persistence::Permanent));
        assert_eq!((older.code.as_str(), older.message.as_str()), ("", "존재하지 않는 배송정보"));
    }
}

/// Where refusals have moved, and where the answer has anything of the newer form, a reason excuses no broken server.
#[test]
fn a_reason_under_the_status_of_a_broken_server_is_no_refusal() {
    let newer = r#"{"timestamp":"2026-10-02T09:00:00.000+0900","status":500,"error":"INTERNAL_SERVER_ERROR","message":"오류"}"#;
    for (operation, body) in [
        ("order", OLDER),
        ("order/cancel/result", OLDER),
        ("return/allow", OLDER),
        ("exchange/allow", OLDER),
        ("review", OLDER),
        ("delivery/start/result", newer),
        ("delivery/start/result", r#"{"message":"오류","status":500}"#),
        ("delivery/start/result", r#"{"message":"오류","error":"INTERNAL"}"#),
        ("delivery/start/result", r#"{"message":"오류","timestamp":"2026"}"#),
    ] {
        for (writes, persistence) in [(true, Persistence::Unknown), (false, Persistence::Temporary)] {
            let error = refused(operation, writes, 500, body);
            assert_eq!(
                (error.kind, error.persistence),
                (ErrorKind::Server, persistence),
                "{operation} {body}"
            );
        }
    }
}

#[test]
fn a_connection_that_is_not_secure_says_what_to_do() {
    let error = refused("delivery/start/result", true, 426, "");
    assert_eq!((error.kind, error.persistence), (ErrorKind::Network, Persistence::Permanent));
    assert!(error.message.contains("TLS 1.2") && error.message.contains("프록시"), "{}", error.message);
}

#[test]
fn a_broken_server_leaves_a_write_in_doubt_and_a_read_to_be_repeated() {
    let coded = r#"{"status":500,"error":"INTERNAL_SERVER_ERROR","code":"COMMON_ERROR","message":"오류"}"#;
    for (status, body, kind) in [
        (500, "", ErrorKind::Server),
        (500, "{}", ErrorKind::Server),
        (500, r#"{"message":""}"#, ErrorKind::Server),
        (500, "<html>점검</html>", ErrorKind::Server),
        (500, "\"오류\"", ErrorKind::Server),
        (500, coded, ErrorKind::Server),
        (502, OLDER, ErrorKind::Server),
        (503, OLDER, ErrorKind::Server),
        (504, OLDER, ErrorKind::Timeout),
        (521, "", ErrorKind::Server),
        (408, "", ErrorKind::Timeout),
    ] {
        for (writes, persistence) in [(true, Persistence::Unknown), (false, Persistence::Temporary)] {
            let error = refused("order", writes, status, body);
            assert_eq!((error.kind, error.persistence), (kind, persistence), "{status} {body}");
        }
    }
    let down = refused("order", false, 503, "");
    assert!(down.message.contains("점검") && down.message.contains("maintenance"), "{}", down.message);
}

#[test]
fn whom_the_door_is_closed_to_is_told_by_the_status() {
    for (operation, status, body, kind) in [
        ("order", 401, NEWER, ErrorKind::KeyRejected),
        ("return/start", 401, "", ErrorKind::KeyRejected),
        ("order/count", 403, NEWER, ErrorKind::KeyRejected),
        ("return/start", 403, NEWER, ErrorKind::Unsupported),
        ("order", 403, "<html>Access Denied</html>", ErrorKind::Blocked),
        ("order", 302, "", ErrorKind::Blocked),
        ("order", 404, "", ErrorKind::Unsupported),
        ("order", 405, "", ErrorKind::Unsupported),
        ("delivery/info", 404, NEWER, ErrorKind::WrongState),
        ("delivery/info", 409, "", ErrorKind::WrongState),
        ("order", 429, "", ErrorKind::RateLimited),
        ("order", 422, "", ErrorKind::Refused),
    ] {
        let error = refused(operation, true, status, body);
        assert_eq!(error.kind, kind, "{operation} {status}");
        assert!(!error.may_have_applied(), "{operation} {status} was turned back");
    }
    let key = refused("order", false, 401, NEWER);
    assert!(key.message.contains("serviceId") && key.message.contains("배송정보"), "{}", key.message);
}

#[test]
fn words_never_decide() {
    for words in ["인증 오류", "too many requests", "timeout", "점검 중입니다"] {
        let body = serde_json::json!({ "message": words }).to_string();
        assert_eq!(refused("delivery/company", false, 500, &body).kind, ErrorKind::Refused, "{words}");
        assert_eq!(refused("order", false, 500, &body).kind, ErrorKind::Server, "{words}");
    }
}

#[test]
fn a_refused_claim_points_to_the_seller_centre() {
    for operation in ["return/allow", "exchange/deny"] {
        for (status, body) in [(400, NEWER), (400, OLDER), (404, ""), (403, NEWER)] {
            let error = refused(operation, true, status, body);
            assert!(error.message.contains("business.grip.show"), "{operation} {status}: {}", error.message);
        }
    }
    assert!(!refused("order/cancel/result", true, 400, NEWER).message.contains("판매자센터"));
}

#[test]
fn a_rest_that_is_asked_for_is_kept() {
    let headers = vec![("retry-after".to_owned(), "7".to_owned())];
    let error = judge("order", false, &Response { headers, ..answer(429, "") }).unwrap_err();
    assert_eq!(
        (error.retry_after, error.persistence),
        (Some(Duration::from_secs(7)), Persistence::Temporary)
    );
}

#[test]
fn every_success_passes() {
    for body in ["", "{}", OLDER, r#"{"result":[]}"#] {
        assert!(judge("order", true, &answer(200, body)).is_ok(), "{body}");
    }
}
