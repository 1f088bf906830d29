//! What stands in front of the API: a limit that no page tells, so that it is off unless a dial says
//! otherwise.

use std::time::Duration;

use super::settings::Settings;
use crate::clock::Pulse;

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    at: Duration,
}

/// What is remembered about the calls of the key.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    pub(crate) pulse: Pulse,
    bucket: Option<Bucket>,
}

impl Gate {
    /// Whether the call passes a bucket of one second.
    pub(crate) fn passes(&mut self, settings: &Settings) -> bool {
        if settings.calls_per_second == 0 {
            return true;
        }
        let rate = f64::from(settings.calls_per_second);
        let now = self.pulse.now();
        let mut bucket = self.bucket.unwrap_or(Bucket { tokens: rate, at: now });
        let elapsed = now.saturating_sub(bucket.at).as_secs_f64();
        bucket = Bucket { tokens: (bucket.tokens + elapsed * rate).min(rate), at: now };
        let passes = bucket.tokens >= 1.0;
        if passes {
            bucket.tokens -= 1.0;
        }
        self.bucket = Some(bucket);
        passes
    }

    pub(crate) fn forget(&mut self) {
        *self = Self { pulse: self.pulse.clone(), ..Self::default() };
    }
}
