//! The dials of a shop.

use std::collections::BTreeSet;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::route::Operation;

/// How the pages disagree with themselves about the envelope, and about one rule code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spelling {
    /// As the samples have it: `"ResultCode": 0`.
    #[default]
    Samples,
    /// As the tables and schemas have it: `"Success"` or `"success"` for some, `"0"` for others, `resultCode` for
    /// the seller's own return; and W22-6 instead of W13-5 for a wrong number of a replacement.
    Tables,
}

/// How fast the shop lives and how strict its gateway is. Seconds of `after` dials are seconds of
/// the sandbox's clock; the rate limit counts real ones, because a flood is a matter of real time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// From an approved cancel (취소중) to its refund.
    pub refund_after: u32,
    /// From 발송처리 to 배송완료, also of a replacement; never by itself when absent.
    pub deliver_after: Option<u32>,
    /// From 배송완료 to 구매결정; never by itself when absent.
    pub decide_after: Option<u32>,
    /// From a return or exchange to its collection; never by itself when absent.
    pub collect_after: Option<u32>,
    /// Until the receiver of a gift enters an address; never by itself when absent.
    pub receive_gift_after: Option<u32>,
    /// How often buyers act of their own accord; never when absent.
    pub buyers_every: Option<u32>,
    /// Seconds between two calls of the order queries, per seller and site; 0 switches the limit off.
    pub seconds_between_calls: u32,
    /// The registered IP addresses; any may call when absent.
    pub allowed_ips: Option<Vec<IpAddr>>,
    /// Whether the secret key is in force; what a withdrawn one looks like is unverified.
    pub key_valid: bool,
    /// The APIs the seller has no permission for; rights are granted one by one, and those of
    /// [`Operation::RESTRICTED`] on their own.
    pub refused: BTreeSet<Operation>,
    /// Whether claim lists refuse exactly seven days too, with 2000, as one client met it [unverified].
    pub seven_days_refused: bool,
    /// Whether 발송예정일 can be entered once only, as an official PDF is quoted; its page says
    /// "등록 및 갱신".
    pub delay_once: bool,
    /// Whether the 예치금 covers refunds after 송금.
    pub deposit_covers: bool,
    /// Couriers that are no longer in the list, and no longer accepted.
    pub retired_couriers: BTreeSet<i64>,
    /// Whether couriers named for one site, as "(G마켓)직접배송", are refused on the other [unverified].
    pub foreign_couriers_refused: bool,
    /// How the envelope is spelt.
    pub spelling: Spelling,
    /// How long a hanging fault keeps the connection open.
    pub hang_for: u32,
}

impl Default for Settings {
    /// Nothing moves by itself; the gateway is as strict as the real one, and every permission granted.
    fn default() -> Self {
        Self {
            refund_after: 0,
            deliver_after: None,
            decide_after: None,
            collect_after: None,
            receive_gift_after: None,
            buyers_every: None,
            seconds_between_calls: 5,
            allowed_ips: None,
            key_valid: true,
            refused: BTreeSet::new(),
            seven_days_refused: true,
            delay_once: false,
            deposit_covers: true,
            retired_couriers: BTreeSet::new(),
            foreign_couriers_refused: true,
            spelling: Spelling::Samples,
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
            deliver_after: Some(420),
            decide_after: Some(3_600),
            collect_after: Some(300),
            receive_gift_after: Some(600),
            buyers_every: Some(60),
            ..Self::default()
        }
    }
}
