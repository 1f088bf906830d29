//! The dials of a shop.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

/// How fast the shop lives and how strict its gateway is. Seconds of `after` dials are
/// seconds of the sandbox's clock; the gateway's own seconds are real ones, because a
/// flood is a matter of real time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// How long lists hide a new order; about ten minutes in reality.
    pub reveal_after: u32,
    /// How long a 결제완료 cancel holds its refund.
    pub refund_after: u32,
    /// From 배송지시 to 배송중; never by itself when absent.
    pub scan_after: Option<u32>,
    /// From 배송중 to 배송완료; never by itself when absent.
    pub deliver_after: Option<u32>,
    /// Until a received exchange shows its new box; at most ten minutes in reality.
    pub exchange_box_after: u32,
    /// Until Coupang approves a received return by itself; never when absent.
    pub approve_after: Option<u32>,
    /// How often buyers act of their own accord; never when absent.
    pub buyers_every: Option<u32>,
    /// Calls in one second at which the gateway answers 429; 0 switches the limit off.
    pub calls_per_second: u32,
    /// How long the 429 stays after the last call too many; minutes in reality.
    pub throttled_for: u32,
    /// 404 answers in a row after which the seller is blocked; 0 never blocks.
    pub not_found_limit: u32,
    /// How long a block stays.
    pub blocked_for: u32,
    /// Whether a block shows as the 403 page instead of the redirect.
    pub block_with_page: bool,
    /// The registered IP addresses; any may call when absent.
    pub allowed_ips: Option<Vec<IpAddr>>,
    /// How long a hanging fault keeps the connection open.
    pub hang_for: u32,
}

impl Default for Settings {
    /// Nothing moves by itself; the gateway is as strict as the real one, but forgives
    /// within seconds.
    fn default() -> Self {
        Self {
            reveal_after: 0,
            refund_after: 0,
            scan_after: None,
            deliver_after: None,
            exchange_box_after: 0,
            approve_after: None,
            buyers_every: None,
            calls_per_second: 10,
            throttled_for: 3,
            not_found_limit: 20,
            blocked_for: 30,
            block_with_page: false,
            allowed_ips: None,
            hang_for: 120,
        }
    }
}

impl Settings {
    /// A shop that lives: parcels travel and buyers buy, cancel and return while one
    /// watches.
    #[must_use]
    pub fn lively() -> Self {
        Self {
            reveal_after: 20,
            refund_after: 30,
            scan_after: Some(120),
            deliver_after: Some(300),
            exchange_box_after: 5,
            approve_after: Some(900),
            buyers_every: Some(60),
            ..Self::default()
        }
    }
}
