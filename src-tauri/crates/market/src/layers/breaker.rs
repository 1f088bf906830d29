//! The layer that closes the door.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::{Clock, ErrorKind, Health, MarketError, Persistence, Request, Response, Transport};

/// A rule that closes the door.
#[derive(Clone, Copy, Debug)]
pub struct Trip {
    /// Failures of these kinds …
    pub kinds: &'static [ErrorKind],
    /// … so many times …
    pub count: usize,
    /// … within this time …
    pub within: Duration,
    /// … close the door for so long at first; each relapse doubles it …
    pub closes_for: Duration,
    /// … up to this.
    pub at_most: Duration,
    /// A person can mend the cause, and may then knock.
    pub mendable: bool,
}

/// What has happened at the door.
#[derive(Default)]
struct Ledger {
    failures: Vec<(ErrorKind, DateTime<Utc>)>,
    closed_until: Option<DateTime<Utc>>,
    because: Option<ErrorKind>,
    relapses: u32,
}

/// The door of one account.
pub struct Door {
    trips: &'static [Trip],
    clock: Arc<dyn Clock>,
    ledger: Mutex<Ledger>,
}

impl Door {
    /// An open door.
    pub fn new(trips: &'static [Trip], clock: Arc<dyn Clock>) -> Self {
        Self { trips, clock, ledger: Mutex::default() }
    }

    /// How the door stands now.
    pub fn health(&self) -> Health {
        let ledger = self.ledger();
        let closed_until = ledger.closed_until.filter(|until| *until > self.clock.now());
        Health { closed_until, because: closed_until.and(ledger.because), ..Health::default() }
    }

    /// Opens for one call, because a person asks for it, where a person can mend what closed the door. If the
    /// call fails in the same way, that is a relapse.
    pub fn knock(&self) {
        let mut ledger = self.ledger();
        let Some(because) = ledger.because else { return };
        if self.trips.iter().any(|trip| trip.mendable && trip.kinds.contains(&because)) {
            ledger.closed_until = Some(self.clock.now());
        }
    }

    /// Lets a call pass, or says until when the door is closed.
    fn admit(&self, operation: &'static str) -> Result<(), MarketError> {
        let health = self.health();
        let Some(until) = health.closed_until else { return Ok(()) };
        let message = format!("no calls until {}", until.to_rfc3339());
        let closed = MarketError::new(ErrorKind::Blocked, Persistence::Temporary, operation, message);
        Err(MarketError { retry_after: (until - self.clock.now()).to_std().ok(), ..closed })
    }

    /// Takes note of how a call ended.
    fn note(&self, result: &Result<Response, MarketError>) {
        let now = self.clock.now();
        let mut ledger = self.ledger();
        // A call that was under way when the door closed says nothing about the door.
        if ledger.closed_until.is_some_and(|until| until > now) {
            return;
        }
        match result {
            // Failures are forgotten by time alone: successes in between do not make a storm harmless.
            Ok(_) => *ledger = Ledger { failures: std::mem::take(&mut ledger.failures), ..Ledger::default() },
            Err(error) => ledger.fail(self.trips, error, now),
        }
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ledger {
    /// Writes a failure down, and closes the door when a rule says so. After a closed time a single failure
    /// of the same kind is a relapse.
    fn fail(&mut self, trips: &[Trip], error: &MarketError, now: DateTime<Utc>) {
        let Some(trip) = trips.iter().find(|trip| trip.kinds.contains(&error.kind)) else { return };
        self.failures.retain(|(_, at)| *at + trip.within > now);
        self.failures.push((error.kind, now));
        let recent = self.failures.iter().filter(|(kind, _)| trip.kinds.contains(kind)).count();
        let relapse = self.because.is_some_and(|kind| trip.kinds.contains(&kind));
        if recent < trip.count && !relapse {
            return;
        }
        let doubled = trip.closes_for.saturating_mul(2_u32.saturating_pow(self.relapses));
        let rest = doubled.min(trip.at_most).max(error.retry_after.unwrap_or_default());
        self.closed_until = Some(now + rest);
        self.because = Some(error.kind);
        self.relapses = self.relapses.saturating_add(1);
        self.failures.clear();
        tracing::error!(kind = ?error.kind, seconds = rest.as_secs(), "door closed");
    }
}

/// Turns everybody back while the door is closed.
pub struct Gate<T> {
    inner: T,
    door: Arc<Door>,
}

impl<T> Gate<T> {
    /// Guards the way to `inner`.
    pub fn new(inner: T, door: Arc<Door>) -> Self {
        Self { inner, door }
    }
}

#[async_trait]
impl<T: Transport> Transport for Gate<T> {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        self.door.admit(request.operation)?;
        self.inner.send(request).await
    }
}

/// Turns back while the door is closed, and closes it.
pub struct Breaker<T> {
    inner: T,
    door: Arc<Door>,
}

impl<T> Breaker<T> {
    /// Watches the way to `inner`.
    pub fn new(inner: T, door: Arc<Door>) -> Self {
        Self { inner, door }
    }
}

#[async_trait]
impl<T: Transport> Transport for Breaker<T> {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        self.door.admit(request.operation)?;
        let result = self.inner.send(request).await;
        self.door.note(&result);
        result
    }
}
