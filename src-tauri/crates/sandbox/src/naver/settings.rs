//! The dials of a shop.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

/// How fast the shop lives and how strict its gateway is. Seconds of `after` dials are seconds of
/// the sandbox's clock; the rate limit counts real ones, because a flood is a matter of real time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// From CANCELING to CANCEL_DONE.
    pub refund_after: u32,
    /// From 발송처리 to the courier's scan; never by itself when absent.
    pub scan_after: Option<u32>,
    /// From the scan to DELIVERED, also of a replacement; never by itself when absent.
    pub deliver_after: Option<u32>,
    /// From DELIVERED to PURCHASE_DECIDED; never by itself when absent.
    pub decide_after: Option<u32>,
    /// From one step of a pickup to the next; never by itself when absent.
    pub collect_after: Option<u32>,
    /// Until the receiver of a gift enters an address; never by itself when absent.
    pub receive_gift_after: Option<u32>,
    /// How often buyers act of their own accord; never when absent.
    pub buyers_every: Option<u32>,
    /// Calls in a second that one endpoint grants one application; the burst is twice as much,
    /// 0 switches the limit off.
    pub calls_per_second: u32,
    /// The registered IP addresses; any may call when absent.
    pub allowed_ips: Option<Vec<IpAddr>>,
    /// Whether the seller's authorisation of the application stands; it expires periodically. What
    /// an ended one looks like is unverified.
    pub authorised: bool,
    /// Whether a write on one line answers a business refusal as HTTP 400 with its code, as its
    /// official page says, instead of as a failed row, as a production user saw it.
    pub refuses_by_status: bool,
    /// How long a hanging fault keeps the connection open.
    pub hang_for: u32,
}

impl Default for Settings {
    /// Nothing moves by itself; the gateway is as strict as the real one.
    fn default() -> Self {
        Self {
            refund_after: 0,
            scan_after: None,
            deliver_after: None,
            decide_after: None,
            collect_after: None,
            receive_gift_after: None,
            buyers_every: None,
            calls_per_second: 2,
            allowed_ips: None,
            authorised: true,
            refuses_by_status: false,
            hang_for: 120,
        }
    }
}

impl Settings {
    /// A shop that lives: parcels travel and buyers buy, cancel and return while one watches.
    #[must_use]
    pub fn lively() -> Self {
        Self {
            refund_after: 30,
            scan_after: Some(120),
            deliver_after: Some(300),
            decide_after: Some(3_600),
            collect_after: Some(300),
            receive_gift_after: Some(600),
            buyers_every: Some(60),
            ..Self::default()
        }
    }
}
