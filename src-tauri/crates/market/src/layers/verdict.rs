//! The layer that reads what every answer says besides its content.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

use crate::{Clock, Gauge, MarketError, Request, Response, Transport};

/// A marketplace's own rule by which an answer is a refusal, given the operation and whether it writes.
pub type Judge = fn(&'static str, bool, &Response) -> Result<(), MarketError>;

/// What a marketplace says about a call in headers of its own.
#[derive(Clone, Copy)]
pub struct Telltales {
    /// The header, in lower case, with the call's number for the marketplace's support.
    pub trace: Option<&'static str>,
    /// The rate limit as an answer tells it.
    pub rate: fn(&Response) -> Option<Gauge>,
    /// The quota as an answer tells it.
    pub quota: fn(&Response) -> Option<Gauge>,
}

/// Nothing is said.
impl Default for Telltales {
    fn default() -> Self {
        Self { trace: None, rate: |_| None, quota: |_| None }
    }
}

/// What the latest answers said.
pub struct Seen {
    warning_header: Option<&'static str>,
    telltales: Telltales,
    warned: AtomicBool,
    latest: Mutex<Latest>,
}

/// What stays until another answer says otherwise.
#[derive(Clone, Default)]
struct Latest {
    difference: Option<TimeDelta>,
    rate: Option<Gauge>,
    quota: Option<Gauge>,
    trace: Option<String>,
}

impl Seen {
    /// Nothing yet.
    pub fn new(warning_header: Option<&'static str>, telltales: Telltales) -> Self {
        Self { warning_header, telltales, warned: AtomicBool::new(false), latest: Mutex::default() }
    }

    /// Whether the latest answer warned that calls are near the limit.
    pub fn near_limit(&self) -> bool {
        self.warned.load(Ordering::Relaxed)
    }

    /// The marketplace's clock minus ours.
    pub fn clock_difference(&self) -> Option<TimeDelta> {
        self.latest().difference
    }

    /// What is left of the rate limit.
    pub fn rate(&self) -> Option<Gauge> {
        self.latest().rate.clone()
    }

    /// What is left of the quota.
    pub fn quota(&self) -> Option<Gauge> {
        self.latest().quota.clone()
    }

    /// The marketplace's number of the latest call that was answered.
    pub fn trace(&self) -> Option<String> {
        self.latest().trace.clone()
    }

    fn latest(&self) -> MutexGuard<'_, Latest> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of an answer's headers.
    fn note(&self, answer: &Response, now: DateTime<Utc>) {
        let warned = self.warning_header.is_some_and(|header| answer.header(header).is_some());
        self.warned.store(warned, Ordering::Relaxed);
        let date = answer.header("date").and_then(|date| DateTime::parse_from_rfc2822(date).ok());
        let mut latest = self.latest();
        latest.difference = date.map(|date| date.with_timezone(&Utc) - now).or(latest.difference);
        latest.rate = (self.telltales.rate)(answer).or_else(|| latest.rate.take());
        latest.quota = (self.telltales.quota)(answer);
        latest.trace = self.telltales.trace.and_then(|header| answer.header(header)).map(str::to_owned);
    }
}

/// Turns refusals into errors.
pub struct Verdict<T> {
    inner: T,
    judge: Judge,
    seen: Arc<Seen>,
    clock: Arc<dyn Clock>,
}

impl<T> Verdict<T> {
    /// Judges what comes from `inner`.
    pub fn new(inner: T, judge: Judge, seen: Arc<Seen>, clock: Arc<dyn Clock>) -> Self {
        Self { inner, judge, seen, clock }
    }
}

#[async_trait]
impl<T: Transport> Transport for Verdict<T> {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        let (operation, writes) = (request.operation, request.writes);
        let answer = self.inner.send(request).await?;
        self.seen.note(&answer, self.clock.now());
        (self.judge)(operation, writes, &answer)?;
        Ok(answer)
    }
}
