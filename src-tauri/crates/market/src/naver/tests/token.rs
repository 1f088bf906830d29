//! The token: what is sent for it byte for byte, and how long it is kept.

use std::collections::VecDeque;
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::DateTime;

use super::{CLIENT, Desk, NOTHING, SECRET, answer, key, token};
use crate::layers::around_telling;
use crate::layers::sign::Sign;
use crate::layers::tests::{noon, pass_time};
use crate::naver::flavor::SMARTSTORE;
use crate::naver::open;
use crate::naver::sign::{Token, is_secret};
use crate::{
    ErrorKind, ManualClock, MarketError, Marketplace, Method, Persistence, Request, Response, Transport,
};

/// The documents' example.
const VECTOR_SECRET: &str = "$2a$10$abcdefghijklmnopqrstuv";
const VECTOR_TIME: i64 = 1_643_961_623_299;
const VECTOR_SIGNATURE: &str =
    "JDJhJDEwJGFiY2RlZmdoaWprbG1ub3BxcnN0dXVCVldZSk42T0VPdEx1OFY0cDQxa2IuTnpVaUEzbmsy";

/// A network that keeps the one request it answers.
#[derive(Clone, Default)]
struct Once(Arc<Mutex<Vec<Request>>>);

#[async_trait]
impl Transport for Once {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        self.0.lock().unwrap().push(request);
        Ok(token("abc", 10_800))
    }
}

fn bare() -> Request {
    Request {
        operation: "test",
        writes: false,
        method: Method::Get,
        path: "/".to_owned(),
        query: String::new(),
        headers: Vec::new(),
        body: Vec::new(),
    }
}

/// A wrong request for a token is answered with success and costs the seller's application its quota: one call
/// an hour for a day or more. Nothing about it may change by accident.
#[tokio::test]
async fn the_request_for_a_token_is_pinned_byte_for_byte() {
    let network = Once::default();
    let signer = Token::new(key(VECTOR_SECRET), Arc::new(network.clone()));
    let mut call = bare();
    signer.sign(&mut call, DateTime::from_timestamp_millis(VECTOR_TIME).unwrap()).await.unwrap();

    let seen = network.0.lock().unwrap();
    let [request] = seen.as_slice() else { panic!("{} requests", seen.len()) };
    assert_eq!((request.method, request.path.as_str()), (Method::Post, "/v1/oauth2/token"));
    assert_eq!(request.query, "", "nothing stands in the address");
    assert_eq!(
        request.headers,
        [("content-type", "application/x-www-form-urlencoded".to_owned())],
        "a form and no JSON"
    );
    let form = format!(
        "client_id={CLIENT}&timestamp={VECTOR_TIME}&grant_type=client_credentials&client_secret_sign={VECTOR_SIGNATURE}&type=SELF"
    );
    assert_eq!(String::from_utf8_lossy(&request.body), form, "SELF has no account_id");
    assert!(!request.writes);
    assert_eq!(call.headers, [("authorization", "Bearer abc".to_owned())]);
}

#[test]
fn every_signature_has_eighty_letters_that_no_form_changes() {
    for timestamp in [VECTOR_TIME, 0, i64::MAX] {
        let signature = key(SECRET).signature(timestamp).unwrap();
        assert_eq!(signature.len(), 80);
        assert!(signature.bytes().all(|letter| letter.is_ascii_alphanumeric()), "{signature}");
    }
}

#[test]
fn a_secret_that_was_mangled_is_known_before_it_is_used() {
    assert!(is_secret(VECTOR_SECRET) && is_secret(SECRET));
    for mangled in [
        "",
        "a0bcdefghijklmnopqrstuv",
        "2a10abcdefghijklmnopqrstuv",
        "$2a$10$abcdefghijklmnopqrstu",
        "$2a$10$abcdefghijklmnopqrstuvw",
        "\"$2a$10$abcdefghijklmnopqrstuv\"",
        "$2a$10$abcdefghijklmnopqrstu v",
        "$2a$10$abcdefghijklmnopqrstu가",
        "$2a$1x$abcdefghijklmnopqrstuv",
        "$2a$+4$abcdefghijklmnopqrstuv",
        "$2a$31$abcdefghijklmnopqrstuv",
        "$2b$10$abcdefghijklmnopqrstuv",
        "\\$2a\\$10\\$abcdefghijklmnopqrstuv",
    ] {
        assert!(!is_secret(mangled), "{mangled}");
    }
}

const UNAUTHORISED: &str = r#"{"code":"GW.AUTHN","message":"요청을 보낼 권한이 없습니다.","timestamp":"2026-01-02T12:04:05.000+09:00","traceId":"t"}"#;

#[tokio::test]
async fn one_token_serves_every_call_until_half_an_hour_before_its_end() {
    let desk = Desk::answering(
        &SMARTSTORE,
        vec![answer(200, NOTHING); 5].into(),
        [token("first", 10_800), token("second", 10_800)].into(),
    );
    desk.ask().await.unwrap();
    desk.ask().await.unwrap();
    assert_eq!(desk.tokens(), 1);
    desk.clock.advance(Duration::from_secs(10_800 - 30 * 60 - 60));
    desk.ask().await.unwrap();
    assert_eq!(desk.tokens(), 1);
    desk.clock.advance(Duration::from_secs(60));
    desk.ask().await.unwrap();
    assert_eq!(desk.tokens(), 2);
    let shown = desk.headers("authorization");
    assert_eq!(shown[2].as_deref(), Some("Bearer first"));
    assert_eq!(shown[3].as_deref(), Some("Bearer second"));
}

#[tokio::test]
async fn a_short_life_does_not_ask_for_a_token_with_every_call() {
    let desk = Desk::answering(
        &SMARTSTORE,
        vec![answer(200, NOTHING); 3].into(),
        [token("short", 1_200), answer(200, r#"{"access_token":"untold"}"#)].into(),
    );
    desk.ask().await.unwrap();
    desk.ask().await.unwrap();
    assert_eq!(desk.tokens(), 1);
    desk.clock.advance(Duration::from_secs(600));
    desk.ask().await.unwrap();
    assert_eq!(desk.tokens(), 2);
}

#[tokio::test]
async fn a_token_that_is_still_good_survives_a_renewal_that_failed_in_passing() {
    let desk = Desk::answering(
        &SMARTSTORE,
        vec![answer(200, NOTHING); 3].into(),
        [token("old", 10_800), answer(503, ""), answer(503, ""), answer(503, "")].into(),
    );
    desk.ask().await.unwrap();
    desk.clock.advance(Duration::from_secs(9_100));
    desk.ask().await.unwrap();
    assert_eq!(desk.headers("authorization")[1].as_deref(), Some("Bearer old"));
    desk.ask().await.unwrap();
    assert_eq!(desk.tokens(), 4, "it was asked for three times, and the next try waits a minute");
    let refused = answer(429, r#"{"code":"GW.QUOTA_LIMIT"}"#);
    let desk = Desk::answering(
        &SMARTSTORE,
        vec![answer(200, NOTHING); 1].into(),
        [token("old", 10_800), refused].into(),
    );
    desk.ask().await.unwrap();
    desk.clock.advance(Duration::from_secs(9_100));
    assert_eq!(desk.ask().await.unwrap_err().kind, ErrorKind::QuotaExceeded, "a refusal is told");
}

#[tokio::test]
async fn a_token_that_is_refused_is_renewed_once() {
    let desk = Desk::answering(
        &SMARTSTORE,
        [answer(401, UNAUTHORISED), answer(200, NOTHING)].into(),
        [token("old", 10_800), token("new", 10_800)].into(),
    );
    desk.ask().await.unwrap();
    let shown = desk.headers("authorization");
    assert_eq!(
        shown.iter().map(|value| value.as_deref().unwrap()).collect::<Vec<_>>(),
        ["Bearer old", "Bearer new"]
    );

    let desk = Desk::answering(&SMARTSTORE, vec![answer(401, UNAUTHORISED); 2].into(), VecDeque::new());
    let error = desk.ask().await.unwrap_err();
    assert_eq!((error.kind, error.persistence), (ErrorKind::KeyRejected, Persistence::Permanent));
    assert_eq!((desk.calls().len(), desk.tokens()), (2, 2));

    for (status, body) in [(401, r#"{"code":"GW.OTHER"}"#), (403, UNAUTHORISED), (401, "<html>")] {
        let desk = Desk::new(&[(status, body)]);
        desk.ask().await.unwrap_err();
        assert_eq!(desk.tokens(), 1, "only 401 with GW.AUTHN speaks of the token");
    }
}

/// The gateway refuses a token before anything is carried out: the write is sent once more and no more.
#[tokio::test]
async fn a_write_with_a_refused_token_is_sent_with_a_new_one() {
    let done = r#"{"data":{"successProductOrderInfos":[{"productOrderId":"1"}],"failProductOrderInfos":[]}}"#;
    let desk = Desk::new(&[(401, UNAUTHORISED), (200, done)]);
    let write = domain::Write::Confirm { lines: vec![("1".into(), "1".into())], items: Vec::new() };
    assert_eq!(desk.run(desk.naver.act(&write)).await.unwrap().len(), 1);
    let calls = desk.calls();
    assert_eq!((calls.len(), &calls[0]), (2, &calls[1]));
}

fn dated(status: u16, date: &str, body: &str) -> Response {
    Response { headers: vec![("date".to_owned(), date.to_owned())], ..answer(status, body) }
}

#[tokio::test]
async fn a_refused_token_is_blamed_on_what_is_wrong() {
    let on_time = "Fri, 02 Jan 2026 03:04:06 GMT";
    let drifted = "Fri, 02 Jan 2026 03:14:06 GMT";
    let invalid = r#"{"code":"INVALID","message":"client_secret_sign 항목이 유효하지 않습니다.","timestamp":"2026-01-02T12:04:05.000+09:00","invalidInputs":[{"name":"client_secret_sign","type":"NotValid","message":"유효하지 않습니다."}]}"#;
    let ended = r#"{"code":"FORBIDDEN","message":"애플리케이션 인증 기간이 만료되었습니다."}"#;
    let timestamp = r#"{"code":"INVALID","message":"timestamp 항목의 유효기간이 만료되었습니다."}"#;
    let hours = r#"{"code":"INVALID","message":"전자서명의 시간이 만료되었습니다."}"#;
    let stamp = r#"{"code":"INVALID","message":"타임스탬프가 유효하지 않습니다."}"#;
    let english = r#"{"code":"INVALID","message":"Expired Timestamp"}"#;
    let over = r#"{"code":"FORBIDDEN","message":"Authorization Expired"}"#;
    let maintained = r#"{"code":"GW.BLOCK.02","message":"점검 중입니다."}"#;
    let address = r#"{"code":"GW.IP_NOT_ALLOWED","message":"호출이 허용되지 않은 IP입니다."}"#;
    let quota = Response {
        headers: vec![("gncp-gw-quota-period".to_owned(), "HOURS".to_owned())],
        ..answer(429, r#"{"code":"GW.QUOTA_LIMIT","message":"호출 허용량을 초과했습니다."}"#)
    };
    for (refusal, kind) in [
        (dated(400, on_time, invalid), ErrorKind::KeyRejected),
        (dated(400, drifted, invalid), ErrorKind::ClockWrong),
        (dated(401, on_time, ""), ErrorKind::KeyRejected),
        (dated(403, on_time, ended), ErrorKind::KeyExpired),
        (dated(403, on_time, over), ErrorKind::KeyExpired),
        (answer(400, timestamp), ErrorKind::ClockWrong),
        (answer(400, hours), ErrorKind::ClockWrong),
        (answer(400, stamp), ErrorKind::ClockWrong),
        (answer(400, english), ErrorKind::ClockWrong),
        (answer(503, maintained), ErrorKind::Server),
        (dated(403, drifted, address), ErrorKind::AddressNotRegistered),
        (quota, ErrorKind::QuotaExceeded),
        (answer(500, ""), ErrorKind::Server),
        (answer(404, r#"{"code":"GW.NOT_FOUND"}"#), ErrorKind::Unsupported),
        (answer(200, "<html>"), ErrorKind::Unreadable),
        (answer(200, r#"{"expires_in":10800}"#), ErrorKind::Unreadable),
    ] {
        let desk = Desk::answering(&SMARTSTORE, VecDeque::new(), vec![refusal; 3].into());
        let write = domain::Write::Confirm { lines: vec![("1".into(), "1".into())], items: Vec::new() };
        let error = desk.run(desk.naver.act(&write)).await.unwrap_err();
        assert_eq!(error.kind, kind, "{error}");
        assert!(!error.may_have_applied(), "nothing but the request for a token was sent: {error}");
        let passes = matches!(kind, ErrorKind::Server | ErrorKind::Unreadable | ErrorKind::QuotaExceeded);
        assert_eq!(error.persistence == Persistence::Temporary, passes, "{error}");
        assert_eq!(desk.calls().len(), 0);
    }
}

/// Three attempts, and not so long that the write would be taken for sent.
#[tokio::test]
async fn a_token_that_does_not_come_leaves_the_write_unsent() {
    struct Silent;
    #[async_trait]
    impl Transport for Silent {
        async fn send(&self, _: Request) -> Result<Response, MarketError> {
            std::future::pending().await
        }
    }
    let clock = Arc::new(ManualClock::new(noon()));
    let signer = open::token(key(SECRET), Silent, clock.clone());
    let line = around_telling(Silent, open::settings("", None), open::TELLTALES, signer, clock.clone());
    let call = Request { writes: true, ..bare() };
    let error = pass_time(&clock, line.transport.send(call)).await.err().unwrap();
    assert_eq!((error.kind, error.persistence), (ErrorKind::Timeout, Persistence::Temporary));
    assert_eq!(error.operation, "oauth2/token");
}

/// The layers repeat reads alone, and asking for a token is one.
#[tokio::test]
async fn a_write_waits_for_a_token_that_fails_in_passing() {
    let done = r#"{"data":{"successProductOrderInfos":[{"productOrderId":"1"}],"failProductOrderInfos":[]}}"#;
    let blocked = answer(503, r#"{"code":"GW.BLOCK.01","message":"잠시 후 다시 시도해 주세요."}"#);
    let tokens = [blocked, answer(500, ""), token("late", 10_800)];
    let desk = Desk::answering(&SMARTSTORE, [answer(200, done)].into(), tokens.into());
    let write = domain::Write::Confirm { lines: vec![("1".into(), "1".into())], items: Vec::new() };
    let outcomes = desk.run(desk.naver.act(&write)).await.unwrap();
    assert_eq!(outcomes[0].result, domain::LineResult::Ok);
    assert_eq!((desk.tokens(), desk.calls().len()), (3, 1), "the write itself was sent once");
}

#[tokio::test]
async fn a_used_up_quota_closes_the_door_for_an_hour_at_once() {
    let quota = answer(429, r#"{"code":"GW.QUOTA_LIMIT"}"#);
    let desk = Desk::answering(&SMARTSTORE, VecDeque::new(), [quota].into());
    assert_eq!(desk.ask().await.unwrap_err().kind, ErrorKind::QuotaExceeded);
    let health = desk.naver.health();
    assert_eq!(health.because, Some(ErrorKind::QuotaExceeded));
    assert!(health.closed_until.unwrap() >= crate::Clock::now(&*desk.clock) + Duration::from_secs(3_590));
    assert_eq!(desk.ask().await.unwrap_err().kind, ErrorKind::Blocked);
    assert_eq!((desk.tokens(), desk.calls().len()), (1, 0));
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_token_is_traced_without_what_it_is_made_of() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let numbered = Response {
        headers: vec![("gncp-gw-trace-id".to_owned(), "cr3-token".to_owned())],
        ..token("issued", 10_800)
    };
    let desk = Desk::answering(&SMARTSTORE, [answer(200, NOTHING)].into(), [numbered].into());
    desk.ask().await.unwrap();
    drop(guard);
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("oauth2/token") && text.contains("cr3-token"), "{text}");
    for secret in [SECRET, CLIENT, "issued", "Bearer", "client_secret_sign"] {
        assert!(!text.contains(secret), "{secret} was logged: {text}");
    }
}
