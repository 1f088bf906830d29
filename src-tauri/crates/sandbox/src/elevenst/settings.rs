//! The dials of a shop.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::xml::{Encoding, Prefix};

/// How a refused cancel shows; no page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefusedCancel {
    /// Among the withdrawn, as 05.
    #[default]
    Withdrawn,
    /// In no list at all.
    Gone,
    /// Among the requests still, as 01.
    Stays,
}

/// How fast the shop lives and how its API behaves. Seconds of `after` dials are seconds of the sandbox's
/// clock; the rate limit counts real ones, because a flood is a matter of real time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// From 발송처리 to 배송완료; never by itself when absent.
    pub deliver_after: Option<u32>,
    /// From 배송완료 to 구매확정; never by itself when absent.
    pub decide_after: Option<u32>,
    /// From a return or exchange request until the goods are back; never by itself when absent.
    pub collect_after: Option<u32>,
    /// Until the receiver of a gift enters an address; never by itself when absent.
    pub receive_gift_after: Option<u32>,
    /// How often buyers act of their own accord; never when absent.
    pub buyers_every: Option<u32>,
    /// Calls in a second that one key is granted, and the burst; 0 switches the limit off. The real one is
    /// not published.
    pub calls_per_second: u32,
    /// The registered IP addresses; any may call when absent.
    pub allowed_ips: Option<Vec<IpAddr>>,
    /// Whether the key's 180 days are over. What its answers look like then is unverified: as for an
    /// unknown key.
    pub key_expired: bool,
    /// 서버 점검중: every call answers -1000 in its own envelope.
    pub maintenance: bool,
    /// How answers are encoded and declared.
    pub encoding: Encoding,
    /// The prefix of root, rows and results.
    pub prefix: Prefix,
    /// How many rows a list shows at most; those beyond it, the newest, are left out silently. 3,000 in the
    /// documents.
    pub longest_list: usize,
    /// Whether lists of requests go on showing those that were handled. Nobody documents it.
    pub handled_rows_stay: bool,
    /// Whether the lists of what is done or withdrawn go by the day of the request instead of the day it
    /// was done. Nobody documents either.
    pub by_request_date: bool,
    /// How a cancel the seller refused shows.
    pub refused_cancel: RefusedCancel,
    /// Whether a held return (104, 109) may be approved; -24006 otherwise. Nobody documents it.
    pub approves_held_returns: bool,
    /// Whether 직권취소 after 구매확정 stands in its own list alone, not among the returned goods as well.
    pub office_cancels_apart: bool,
    /// Whether rows carry the fields that live clients saw beside the documented ones.
    pub live_fields: bool,
    /// How long a hanging fault keeps the connection open.
    pub hang_for: u32,
}

impl Default for Settings {
    /// Nothing moves by itself.
    fn default() -> Self {
        Self {
            deliver_after: None,
            decide_after: None,
            collect_after: None,
            receive_gift_after: None,
            buyers_every: None,
            calls_per_second: 10,
            allowed_ips: None,
            key_expired: false,
            maintenance: false,
            encoding: Encoding::EucKr,
            prefix: Prefix::Ns2,
            longest_list: 3_000,
            handled_rows_stay: false,
            by_request_date: false,
            refused_cancel: RefusedCancel::Withdrawn,
            approves_held_returns: true,
            office_cancels_apart: false,
            live_fields: false,
            hang_for: 120,
        }
    }
}

impl Settings {
    /// A shop that lives: parcels travel and buyers buy, cancel and return while one watches.
    #[must_use]
    pub fn lively() -> Self {
        Self {
            deliver_after: Some(420),
            decide_after: Some(3_600),
            collect_after: Some(600),
            receive_gift_after: Some(600),
            buyers_every: Some(60),
            ..Self::default()
        }
    }
}
