//! The gateway in front of the API: registered addresses, and a token bucket per endpoint.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

use super::errors::Refusal;
use super::route::Operation;
use super::settings::Settings;
use crate::clock::Pulse;

/// The burst is borrowed from the next second.
const BURST: u32 = 2;

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    at: Duration,
}

/// What the gateway remembers about an application's calls.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    pub(crate) pulse: Pulse,
    buckets: BTreeMap<Operation, Bucket>,
}

/// What the rate-limit headers say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pressure {
    pub(crate) replenish: u32,
    pub(crate) burst: u32,
    pub(crate) remaining: u32,
    pub(crate) over: bool,
}

impl Pressure {
    pub(crate) fn headers(self) -> [(&'static str, String); 3] {
        [
            ("gncp-gw-ratelimit-replenish-rate", self.replenish.to_string()),
            ("gncp-gw-ratelimit-burst-capacity", self.burst.to_string()),
            ("gncp-gw-ratelimit-remaining", self.remaining.to_string()),
        ]
    }
}

impl Gate {
    /// Counts a call of one endpoint. A switched-off limit still tells the usual headers, with a
    /// bucket that never empties.
    pub(crate) fn spend(&mut self, operation: Operation, settings: &Settings) -> Pressure {
        let replenish = match settings.calls_per_second {
            0 => Settings::default().calls_per_second,
            limit => limit,
        };
        let burst = replenish * BURST;
        let bucket = self.filled(operation, replenish, burst);
        let over = bucket.tokens < 1.0;
        if settings.calls_per_second > 0 && !over {
            bucket.tokens -= 1.0;
        }
        Pressure { replenish, burst, remaining: whole(bucket.tokens, burst), over }
    }

    fn filled(&mut self, operation: Operation, replenish: u32, burst: u32) -> &mut Bucket {
        let now = self.pulse.now();
        let full = Bucket { tokens: f64::from(burst), at: now };
        let bucket = self.buckets.entry(operation).or_insert(full);
        let gained = now.saturating_sub(bucket.at).as_secs_f64() * f64::from(replenish);
        bucket.tokens = (bucket.tokens + gained).min(f64::from(burst));
        bucket.at = now;
        bucket
    }

    pub(crate) fn forget(&mut self) {
        *self = Self { pulse: self.pulse.clone(), ..Self::default() };
    }
}

/// How many whole tokens a bucket of at most `burst` holds.
fn whole(tokens: f64, burst: u32) -> u32 {
    (1..=burst).rev().find(|count| f64::from(*count) <= tokens).unwrap_or(0)
}

pub(crate) fn check_address(settings: &Settings, caller: IpAddr) -> Result<(), Refusal> {
    match &settings.allowed_ips {
        Some(allowed) if !allowed.contains(&caller) => Err(Refusal::address()),
        _ => Ok(()),
    }
}
