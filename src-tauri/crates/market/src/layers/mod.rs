//! What stands between a connector and the network: one layer per concern, none of which knows a
//! marketplace. Each wraps the next, and [`stack`] fixes their order, from the network outwards:
//!
//! 1. [`http`] puts the bytes on the wire exactly as they were signed.
//! 2. [`sign`] signs every attempt anew, since signatures expire.
//! 3. [`trace`] sees every attempt, but stands outside the signature, so that it never sees a secret.
//! 4. [`verdict`] turns an answer that refuses into a typed error, which all layers outside it act on.
//! 5. [`timeout`] limits one attempt.
//! 6. [`breaker`] takes note of how each attempt ended, and closes the door.
//! 7. [`pace`] spaces attempts and lets one out at a time. It waits outside the timeout on purpose: a write
//!    that waited in our own queue was never sent, and must not be reported as unknown. It stands outside
//!    the breaker, so that what was still waiting when the door closed is turned back.
//! 8. [`retry`] repeats reads; every repetition passes the pace again.
//! 9. [`breaker::Gate`] stands outermost: while the door is closed, nobody even waits.

pub mod breaker;
pub mod http;
pub mod pace;
pub mod retry;
pub mod sign;
pub mod timeout;
pub mod trace;
pub mod verdict;

#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;

use crate::{Clock, Health, OpenError, Request, Transport};

use breaker::{Breaker, Door, Gate, Trip};
use http::Http;
use pace::{Pace, Paced, Slower};
use retry::Retry;
use sign::{Sign, Signed};
use timeout::Timeout;
use trace::Trace;
use verdict::{Judge, Seen, Telltales, Verdict};

/// What differs between marketplaces, for [`stack`].
pub struct Settings {
    /// Scheme and host, and a path prefix when a relay needs one.
    pub base_url: String,
    /// An HTTP proxy with a fixed address.
    pub proxy: Option<String>,
    /// How long one attempt may take.
    pub time_limit: fn(&Request) -> Duration,
    /// How often, and what shares one limit.
    pub pace: Pace,
    /// Which answers are refusals.
    pub judge: Judge,
    /// The header, in lower case, by which the marketplace warns that calls are near its limit.
    pub warning_header: Option<&'static str>,
    /// What closes the door.
    pub trips: &'static [Trip],
}

/// A connector's way to its marketplace.
#[derive(Clone)]
pub struct Line {
    /// The outermost layer.
    pub transport: Arc<dyn Transport>,
    door: Arc<Door>,
    seen: Arc<Seen>,
    slower: Arc<Slower>,
}

impl Line {
    /// How the door stands now.
    pub fn health(&self) -> Health {
        Health {
            near_limit: self.seen.near_limit(),
            rate: self.seen.rate(),
            quota: self.seen.quota(),
            last_trace: self.seen.trace(),
            ..self.door.health()
        }
    }

    /// Lets one call pass a closed door, because a person asks for it; see [`Door::knock`].
    pub fn knock(&self) {
        self.door.knock();
    }

    /// How long a call of a bucket with a longer period would wait now; `None` for any other bucket.
    pub fn rest(&self, bucket: &'static str) -> Option<Duration> {
        self.slower.rest(bucket)
    }

    /// The marketplace's clock minus ours, as of its latest answer.
    pub fn clock_difference(&self) -> Option<TimeDelta> {
        self.seen.clock_difference()
    }
}

/// Builds the layers in their one order; see the module's documentation for the reasons.
///
/// # Errors
/// When the base URL or the proxy is not an address that may be used.
pub fn stack<S: Sign + 'static>(
    settings: Settings,
    signer: S,
    clock: Arc<dyn Clock>,
) -> Result<Line, OpenError> {
    stack_telling(settings, Telltales::default(), signer, clock)
}

/// [`stack`] for a marketplace that tells of a call in headers of its own.
///
/// # Errors
/// As [`stack`].
pub fn stack_telling<S: Sign + 'static>(
    settings: Settings,
    telltales: Telltales,
    signer: S,
    clock: Arc<dyn Clock>,
) -> Result<Line, OpenError> {
    let http = Http::new(&settings.base_url, settings.proxy.as_deref())?;
    Ok(around_telling(http, settings, telltales, signer, clock))
}

/// The layers around whatever reaches the network.
#[cfg(test)]
pub(crate) fn around<T: Transport + 'static, S: Sign + 'static>(
    network: T,
    settings: Settings,
    signer: S,
    clock: Arc<dyn Clock>,
) -> Line {
    around_telling(network, settings, Telltales::default(), signer, clock)
}

/// The layers around whatever reaches the network, for headers of its own.
pub(crate) fn around_telling<T: Transport + 'static, S: Sign + 'static>(
    network: T,
    settings: Settings,
    telltales: Telltales,
    signer: S,
    clock: Arc<dyn Clock>,
) -> Line {
    let seen = Arc::new(Seen::new(settings.warning_header, telltales));
    let door = Arc::new(Door::new(settings.trips, clock.clone()));
    let signed = Signed::new(network, signer, clock.clone());
    let traced = Trace::new(signed, telltales.trace, clock.clone());
    let judged = Verdict::new(traced, settings.judge, seen.clone(), clock.clone());
    let timed = Timeout::new(judged, settings.time_limit, clock.clone());
    let watched = Breaker::new(timed, door.clone());
    let paced = Paced::new(watched, settings.pace, clock.clone());
    let slower = paced.slower();
    let retried = Retry::new(paced, clock);
    Line { transport: Arc::new(Gate::new(retried, door.clone())), door, seen, slower }
}
