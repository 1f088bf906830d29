//! The gateway in front of the API: registered addresses, permissions, and the one known quota.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

use super::errors::Refusal;
use super::route::Operation;
use super::settings::Settings;
use super::site::Site;
use crate::clock::Pulse;

/// When each site's order queries were last let through.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    pub(crate) pulse: Pulse,
    passed: BTreeMap<Site, Duration>,
}

impl Gate {
    /// 5초당 1회 for each seller and site. That the two order queries share it is one client's note; a
    /// refused call does not begin the wait anew [unverified].
    pub(crate) fn spend(&mut self, site: Site, settings: &Settings) -> Result<(), Refusal> {
        let now = self.pulse.now();
        let wait = Duration::from_secs(u64::from(settings.seconds_between_calls));
        match self.passed.get(&site) {
            Some(passed) if now.saturating_sub(*passed) < wait => Err(too_many()),
            _ => {
                self.passed.insert(site, now);
                Ok(())
            }
        }
    }

    pub(crate) fn forget(&mut self) {
        *self = Self { pulse: self.pulse.clone(), ..Self::default() };
    }
}

pub(crate) fn too_many() -> Refusal {
    Refusal::order("주문조회는 5초당 1회 호출 가능합니다.")
}

/// That an unregistered address meets the body of a missing permission is unverified.
pub(crate) fn check_address(settings: &Settings, caller: IpAddr) -> Result<(), Refusal> {
    match &settings.allowed_ips {
        Some(allowed) if !allowed.contains(&caller) => Err(Refusal::unauthorised()),
        _ => Ok(()),
    }
}

/// The key itself, and the right to one API.
pub(crate) fn check_rights(settings: &Settings, operation: Operation) -> Result<(), Refusal> {
    let granted = settings.key_valid && !settings.refused.contains(&operation);
    granted.then_some(()).ok_or_else(Refusal::unauthorised)
}
