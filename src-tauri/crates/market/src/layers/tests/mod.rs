mod breaker;
pub(crate) mod http;
mod pace;
mod stack;

use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::layers::breaker::Trip;
use crate::layers::pace::Pace;
use crate::layers::sign::Sign;
use crate::layers::{Line, Settings, around};
use crate::{Clock, ErrorKind, ManualClock, MarketError, Method, Persistence, Request, Response, Transport};

/// 2026-01-02T03:04:05Z
pub(crate) fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_767_323_045, 0).unwrap()
}

pub(super) fn call(writes: bool) -> Request {
    Request {
        operation: "test",
        writes,
        method: if writes { Method::Post } else { Method::Get },
        path: "/a".to_owned(),
        query: String::new(),
        headers: Vec::new(),
        body: b"{\"name\":\"\xED\x99\x8D\xEA\xB8\xB8\xEB\x8F\x99\"}".to_vec(),
    }
}

pub(super) fn answer(status: u16) -> Result<Response, MarketError> {
    Ok(Response { status, headers: Vec::new(), body: b"{}".to_vec() })
}

pub(super) fn lost(persistence: Persistence) -> Result<Response, MarketError> {
    Err(MarketError::new(ErrorKind::Network, persistence, "test", "lost"))
}

/// A network that answers from a list and keeps what it was sent; an empty list never answers.
#[derive(Default)]
pub(super) struct Script {
    answers: Mutex<VecDeque<Result<Response, MarketError>>>,
    seen: Mutex<Vec<(DateTime<Utc>, Request)>>,
}

pub(super) struct Scripted(Arc<Script>, Arc<ManualClock>);

#[async_trait]
impl Transport for Scripted {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        self.0.seen.lock().unwrap().push((self.1.now(), request));
        let next = self.0.answers.lock().unwrap().pop_front();
        match next {
            Some(answer) => answer,
            None => std::future::pending().await,
        }
    }
}

/// Signs with the moment, so that a test sees when it was signed.
struct Stamp;

#[async_trait]
impl Sign for Stamp {
    async fn sign(&self, request: &mut Request, now: DateTime<Utc>) -> Result<(), MarketError> {
        request.headers.push(("authorization", format!("secret {}", now.timestamp())));
        Ok(())
    }
}

const TRIPS: &[Trip] = &[
    Trip {
        kinds: &[ErrorKind::Blocked],
        count: 2,
        within: Duration::from_secs(60),
        closes_for: Duration::from_secs(300),
        at_most: Duration::from_secs(900),
        mendable: false,
    },
    Trip {
        kinds: &[ErrorKind::KeyRejected],
        count: 1,
        within: Duration::from_secs(60),
        closes_for: Duration::from_secs(300),
        at_most: Duration::from_secs(900),
        mendable: true,
    },
];

/// 500 is the server's fault, 429 a limit with or without `Retry-After`, 403 a block.
fn judge(operation: &'static str, writes: bool, answer: &Response) -> Result<(), MarketError> {
    let unsure = if writes { Persistence::Unknown } else { Persistence::Temporary };
    let (kind, persistence) = match answer.status {
        401 => (ErrorKind::KeyRejected, Persistence::Permanent),
        403 => (ErrorKind::Blocked, Persistence::Temporary),
        429 => (ErrorKind::RateLimited, Persistence::Temporary),
        500 => (ErrorKind::Server, unsure),
        _ => return Ok(()),
    };
    let retry_after =
        answer.header("retry-after").and_then(|text| text.parse().ok()).map(Duration::from_secs);
    Err(MarketError { retry_after, ..MarketError::new(kind, persistence, operation, "") })
}

/// All layers around a script.
pub(super) struct Bench {
    pub(super) line: Line,
    pub(super) script: Arc<Script>,
    pub(super) clock: Arc<ManualClock>,
}

impl Bench {
    pub(super) fn new(answers: impl IntoIterator<Item = Result<Response, MarketError>>) -> Self {
        let clock = Arc::new(ManualClock::new(noon()));
        let script =
            Arc::new(Script { answers: Mutex::new(answers.into_iter().collect()), ..Script::default() });
        let settings = Settings {
            base_url: String::new(),
            proxy: None,
            time_limit: |_| Duration::from_secs(20),
            pace: Pace { period: Duration::from_millis(200), bucket: |_| "all", slower: &[] },
            judge,
            warning_header: Some("x-near"),
            trips: TRIPS,
        };
        let line = around(Scripted(script.clone(), clock.clone()), settings, Stamp, clock.clone());
        Self { line, script, clock }
    }

    /// Sends, letting time pass whenever nothing else happens.
    pub(super) async fn send(&self, request: Request) -> Result<Response, MarketError> {
        pass_time(&self.clock, self.line.transport.send(request)).await
    }

    /// When each attempt reached the network, in milliseconds from the start.
    pub(super) fn arrivals(&self) -> Vec<i64> {
        let seen = self.script.seen.lock().unwrap();
        seen.iter().map(|(at, _)| (*at - noon()).num_milliseconds()).collect()
    }

    /// The authorization header of each attempt.
    pub(super) fn stamps(&self) -> Vec<String> {
        let seen = self.script.seen.lock().unwrap();
        seen.iter().map(|(_, request)| request.headers[0].1.clone()).collect()
    }
}

/// Runs a future on a clock that moves on by 50 ms whenever the future cannot.
pub(crate) async fn pass_time<T>(clock: &ManualClock, future: impl Future<Output = T>) -> T {
    tokio::pin!(future);
    loop {
        tokio::select! {
            biased;
            output = &mut future => return output,
            () = tokio::task::yield_now() => clock.advance(Duration::from_millis(50)),
        }
    }
}
