//! The dials of a shop.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::errors::ErrorStyle;
use super::route::Domain;

/// What a code in searchStatus finds. The page of orders names 12 of 34 codes, and calls 42 환불완료 where
/// the model has 상품확인.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusFilter {
    /// The lines of just that code [unverified].
    #[default]
    Exact,
    /// The whole group its text names: 60 finds 60 to 64, 42 whatever was refunded [unverified].
    Groups,
}

/// How fast the shop lives and how its API behaves. Seconds of `after` dials are seconds of the sandbox's
/// clock; the rate limit counts real ones, because a flood is a matter of real time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// From the end of a cancel or return to its refund: 60, 80 and 43 until then. At once when 0. Without
    /// meaning while `cards_wait_too`.
    pub refund_after: u32,
    /// Until a buyer who paid by 가상계좌 enters an account: 63, 83 and 45 until then; never by itself when
    /// absent.
    pub account_after: Option<u32>,
    /// Until Grip pays to that account: 64, 84 and 46 until then; never by itself when absent.
    pub payout_after: Option<u32>,
    /// Whatever was paid, its refund waits for Grip (64, 84 and 46), as `payout_after` says: of these codes the
    /// model tells "Grip에서 구매자에게 입금전", and not that they are for 가상계좌 alone [unverified].
    pub cards_wait_too: bool,
    /// From 발송 to 배송완료, also of a replacement; never by itself when absent.
    pub deliver_after: Option<u32>,
    /// From 배송완료 to 구매확정; never by itself when absent.
    pub decide_after: Option<u32>,
    /// How often buyers act of their own accord; never when absent.
    pub buyers_every: Option<u32>,
    /// Days from 발주 until an order that did not leave is late (12); the rule behind 발송지연 is documented
    /// nowhere.
    pub late_after_days: u32,
    /// How refusals look.
    pub error_style: ErrorStyle,
    /// Domains that still refuse with HTTP 500, whatever the style of the rest.
    pub legacy_domains: BTreeSet<Domain>,
    /// The keys were expired (만료) in the business centre.
    pub keys_expired: bool,
    /// Seconds after which writes without `/result` take effect; at once when absent. Until 2025 the guide
    /// said of those of orders and deliveries "요청을 받고 바로 응답하므로"; answers to reviews and inquiries
    /// follow the dial too [unverified].
    pub plain_writes_after: Option<u32>,
    /// A claim write that is not possible answers 200 with `{"ret": false}` instead of a refusal: of ret the
    /// page says "성공여부", and of failures nothing [unverified].
    pub failures_as_ret: bool,
    /// The lists of orders, deliveries and inquiries break ties differently from page to page, as before
    /// 2026-06-30.
    pub unstable_pages: bool,
    /// So do those of returns, exchanges and reviews, which the fix of 2026-06-30 does not name. Whether they
    /// are stable is unverified.
    pub unstable_claim_pages: bool,
    /// Lists of returns and exchanges drop a line that went on from its claim, as by 구매확정, and are not
    /// searched for it by the claim's dates any more [unverified].
    pub claims_leave_lists: bool,
    /// A withdrawn or denied claim puts its line back to 배송중 or 배송완료. Otherwise 47, 48, 52 or 55 stays until
    /// the next claim or the decision [unverified either way].
    pub states_return: bool,
    /// A length above 100 counts as 100 instead of being refused [unverified either way].
    pub clamp_length: bool,
    /// What a code in searchStatus finds.
    pub status_filter: StatusFilter,
    /// searchStatus takes every code of the model, also those its page does not name.
    pub any_status: bool,
    /// Calls in a second that one key is granted; 0 switches the limit off, for no page tells of one.
    pub calls_per_second: u32,
    /// How long a hanging fault keeps the connection open.
    pub hang_for: u32,
}

impl Default for Settings {
    /// Nothing moves by itself but refunds, which go through at once.
    fn default() -> Self {
        Self {
            refund_after: 0,
            account_after: None,
            payout_after: None,
            cards_wait_too: false,
            deliver_after: None,
            decide_after: None,
            buyers_every: None,
            late_after_days: 3,
            error_style: ErrorStyle::Status4xx,
            legacy_domains: BTreeSet::new(),
            keys_expired: false,
            plain_writes_after: None,
            failures_as_ret: false,
            unstable_pages: false,
            unstable_claim_pages: false,
            claims_leave_lists: false,
            states_return: false,
            clamp_length: false,
            status_filter: StatusFilter::Exact,
            any_status: false,
            calls_per_second: 0,
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
            account_after: Some(300),
            payout_after: Some(300),
            deliver_after: Some(420),
            decide_after: Some(3_600),
            buyers_every: Some(60),
            ..Self::default()
        }
    }
}
