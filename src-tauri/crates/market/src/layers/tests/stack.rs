use std::io::Write;
use std::sync::{Arc, Mutex};

use super::{Bench, answer, call, lost};
use crate::{ErrorKind, Persistence, Response};

#[tokio::test]
async fn a_read_that_failed_in_passing_is_repeated_and_signed_anew() {
    let bench = Bench::new([lost(Persistence::Temporary), answer(500), answer(200)]);
    assert_eq!(bench.send(call(false)).await.unwrap().status, 200);
    assert_eq!(bench.arrivals(), [0, 1_000, 3_000], "one second, then two");
    let stamps = bench.stamps();
    assert_ne!(stamps[0], stamps[1]);
    assert_ne!(stamps[1], stamps[2]);
}

#[tokio::test]
async fn a_read_is_given_up_after_the_third_attempt() {
    let bench = Bench::new([answer(500), answer(500), answer(500), answer(200)]);
    assert_eq!(bench.send(call(false)).await.unwrap_err().kind, ErrorKind::Server);
    assert_eq!(bench.arrivals().len(), 3);
}

#[tokio::test]
async fn a_write_is_never_repeated() {
    for failure in [lost(Persistence::Temporary), lost(Persistence::Unknown), answer(500), answer(429)] {
        let bench = Bench::new([failure, answer(200)]);
        bench.send(call(true)).await.unwrap_err();
        assert_eq!(bench.arrivals().len(), 1);
    }
}

#[tokio::test]
async fn a_limit_is_waited_out_only_when_the_marketplace_says_for_how_long() {
    let limited = |after: Option<&str>| {
        let headers = after.map(|after| ("retry-after".to_owned(), after.to_owned())).into_iter().collect();
        Ok(Response { status: 429, headers, body: Vec::new() })
    };
    let bench = Bench::new([limited(Some("4")), answer(200)]);
    assert_eq!(bench.send(call(false)).await.unwrap().status, 200);
    assert_eq!(bench.arrivals(), [0, 4_000]);
    for after in [None, Some("600")] {
        let bench = Bench::new([limited(after), answer(200)]);
        assert_eq!(bench.send(call(false)).await.unwrap_err().kind, ErrorKind::RateLimited);
        assert_eq!(bench.arrivals().len(), 1, "{after:?} was hammered");
    }
}

#[tokio::test]
async fn a_write_without_an_answer_in_time_is_unknown_and_a_read_is_not() {
    let error = Bench::new([]).send(call(true)).await.unwrap_err();
    assert_eq!((error.kind, error.persistence), (ErrorKind::Timeout, Persistence::Unknown));
    let bench = Bench::new([]);
    let error = bench.send(call(false)).await.unwrap_err();
    assert_eq!((error.kind, error.persistence), (ErrorKind::Timeout, Persistence::Temporary));
    assert_eq!(bench.arrivals(), [0, 21_000, 43_000]);
}

#[tokio::test]
async fn answers_tell_of_the_limit_and_of_the_clock() {
    let headers = |pairs: &[(&str, &str)]| {
        let headers = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Ok(Response { status: 200, headers, body: Vec::new() })
    };
    let late = headers(&[("date", "Fri, 02 Jan 2026 03:06:05 GMT"), ("x-near", "90%")]);
    let bench = Bench::new([late, headers(&[])]);
    assert_eq!(bench.line.clock_difference(), None);
    bench.send(call(false)).await.unwrap();
    assert!(bench.line.health().near_limit);
    assert_eq!(bench.line.clock_difference().map(|by| by.num_seconds()), Some(120));
    bench.send(call(false)).await.unwrap();
    assert!(!bench.line.health().near_limit);
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
async fn the_log_holds_no_secret_and_no_person() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .without_time()
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let person = Ok(Response { status: 200, headers: Vec::new(), body: "홍길동 010-1234-5678".into() });
    let bench = Bench::new([person, lost(Persistence::Unknown)]);
    let mut request = call(true);
    request.query = "name=%ED%99%8D".to_owned();
    bench.send(request.clone()).await.unwrap();
    bench.send(request.clone()).await.unwrap_err();
    drop(guard);
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        text.contains("status=200") && text.contains("took_ms=0") && text.contains("call failed"),
        "{text}"
    );
    for secret in ["secret", "authorization", "홍길동", "%ED", "5678"] {
        assert!(!text.contains(secret), "{secret} was logged: {text}");
    }
    assert!(!format!("{request:?}").contains("홍"), "a request prints its body");
}
