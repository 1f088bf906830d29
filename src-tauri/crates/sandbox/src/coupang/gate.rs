//! The gateway in front of the API: registered addresses, key age, rate and blocks.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::errors::{Refusal, Reply};
use super::settings::Settings;
use crate::clock::Pulse;

/// A key lives 180 days.
const KEY_LIFE: TimeDelta = TimeDelta::days(180);

/// What the gateway remembers about a seller's calls.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    pub(crate) pulse: Pulse,
    recent: VecDeque<Duration>,
    throttled_until: Option<Duration>,
    not_found: u32,
    blocked_until: Option<Duration>,
}

/// How near a call came to the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pressure {
    Calm,
    Near { calls: u32, limit: u32 },
    Over,
}

impl Gate {
    /// Counts a call. A seller is throttled from ten calls within a second on, and stays
    /// so until the calls have been few for a while.
    pub(crate) fn count(&mut self, settings: &Settings) -> Pressure {
        let limit = settings.calls_per_second;
        if limit == 0 {
            return Pressure::Calm;
        }
        let now = self.pulse.now();
        let second_ago = now.checked_sub(Duration::from_secs(1));
        while self.recent.front().is_some_and(|at| Some(*at) <= second_ago) {
            self.recent.pop_front();
        }
        self.recent.push_back(now);
        let calls = u32::try_from(self.recent.len()).unwrap_or(u32::MAX);
        if calls >= limit {
            self.throttled_until = Some(now + wait(settings.throttled_for));
        }
        if self.throttled_until.is_some_and(|until| now < until) {
            return Pressure::Over;
        }
        // The threshold warning comes at about 90 %.
        if calls * 10 >= limit * 9 {
            return Pressure::Near { calls, limit };
        }
        Pressure::Calm
    }

    /// The answer a blocked seller gets instead.
    pub(crate) fn block(&self, settings: &Settings, path: &str) -> Option<Reply> {
        let blocked = self.blocked_until.is_some_and(|until| self.pulse.now() < until);
        if !blocked {
            return None;
        }
        Some(if settings.block_with_page {
            Reply::access_denied(path, "18.3c61ca17.1701137054.1f34800d")
        } else {
            Reply::blocked()
        })
    }

    /// 지속적으로 404 오류를 유발할 경우 사전예고 없이 차단될 수 있습니다.
    pub(crate) fn note(&mut self, status: u16, settings: &Settings) {
        match status {
            404 => self.not_found += 1,
            200..=299 => self.not_found = 0,
            _ => {}
        }
        if settings.not_found_limit > 0 && self.not_found >= settings.not_found_limit {
            self.not_found = 0;
            self.blocked_until = Some(self.pulse.now() + wait(settings.blocked_for));
        }
    }

    pub(crate) fn forget(&mut self) {
        *self = Self { pulse: self.pulse.clone(), ..Self::default() };
    }
}

pub(crate) fn check_address(settings: &Settings, caller: IpAddr) -> Result<(), Refusal> {
    match &settings.allowed_ips {
        Some(allowed) if !allowed.contains(&caller) => Err(Refusal::new(403, "[FORBIDDEN] Not allowed IP")),
        _ => Ok(()),
    }
}

/// The wording for an expired key is unverified; the status is not.
pub(crate) fn check_key_age(issued_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    if now - issued_at < KEY_LIFE { Ok(()) } else { Err(Refusal::new(401, "Request is not authorized.")) }
}

fn wait(seconds: u32) -> Duration {
    Duration::from_secs(u64::from(seconds))
}
