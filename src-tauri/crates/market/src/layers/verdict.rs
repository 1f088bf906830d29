//! The layer that reads what every answer says besides its content.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

use crate::{Clock, MarketError, Request, Response, Transport};

/// A marketplace's own rule by which an answer is a refusal, given the operation and whether it writes.
pub type Judge = fn(&'static str, bool, &Response) -> Result<(), MarketError>;

/// What the latest answers said.
pub struct Seen {
    warning_header: Option<&'static str>,
    warned: AtomicBool,
    difference: Mutex<Option<TimeDelta>>,
}

impl Seen {
    /// Nothing yet.
    pub fn new(warning_header: Option<&'static str>) -> Self {
        Self { warning_header, warned: AtomicBool::new(false), difference: Mutex::new(None) }
    }

    /// Whether the latest answer warned that calls are near the limit.
    pub fn near_limit(&self) -> bool {
        self.warned.load(Ordering::Relaxed)
    }

    /// The marketplace's clock minus ours.
    pub fn clock_difference(&self) -> Option<TimeDelta> {
        *self.difference.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of an answer's headers.
    fn note(&self, answer: &Response, now: DateTime<Utc>) {
        let warned = self.warning_header.is_some_and(|header| answer.header(header).is_some());
        self.warned.store(warned, Ordering::Relaxed);
        let date = answer.header("date").and_then(|date| DateTime::parse_from_rfc2822(date).ok());
        if let Some(date) = date {
            let mut difference = self.difference.lock().unwrap_or_else(PoisonError::into_inner);
            *difference = Some(date.with_timezone(&Utc) - now);
        }
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
