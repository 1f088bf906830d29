//! What stands in front of the API: registered addresses, and a token bucket for the key.

use std::net::IpAddr;
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
    /// Whether the call passes. The real limit is not published; this one is a bucket of one second.
    pub(crate) fn passes(&mut self, settings: &Settings) -> bool {
        let rate = f64::from(settings.calls_per_second);
        if settings.calls_per_second == 0 {
            return true;
        }
        let now = self.pulse.now();
        let mut bucket = self.bucket.unwrap_or(Bucket { tokens: rate, at: now });
        bucket.tokens = (bucket.tokens + now.saturating_sub(bucket.at).as_secs_f64() * rate).min(rate);
        bucket.at = now;
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

pub(crate) fn is_registered(settings: &Settings, caller: IpAddr) -> bool {
    settings.allowed_ips.as_ref().is_none_or(|allowed| allowed.contains(&caller))
}
