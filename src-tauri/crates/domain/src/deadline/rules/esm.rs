//! Gmarket and Auction. What ESM says for both stands once, with Gmarket's name.

use super::super::{
    Concern::{Claim, Dispatch},
    Confidence::{Documented, Unverified},
    Cost, Hold, Pace, Rule, Start,
    Term::{Days, Hours, WorkingDays},
};
use super::{CANCEL_REQUESTED, DISPATCH, HELD_RETURN, TOLD_DAY, UNREFUNDED};
use crate::ClaimKind::{Cancel, Return};
use crate::ClaimStep::Requested;
use crate::Marketplace::{Auction, Gmarket};

const LONG_UNSENT: (&str, &str) = ("오래 보내지 않은 주문", "Order that is long not sent");

pub(super) const SHIP_BY: Rule = Rule {
    id: "gmarket.ship_by",
    marketplace: Gmarket,
    about: DISPATCH,
    on: Dispatch(Pace::Any),
    from: Start::ShipBy,
    term: TOLD_DAY,
    cost: Cost::Penalty,
    what: (
        "발송마감일까지 보내지도, 발송예정일을 등록하지도 않으면 패널티를 받습니다. 발송예정일은 한 번만 등록된다고 합니다.",
        "Neither sent nor given a later day by the day of dispatch, it costs a penalty. A later day is said to be \
         taken once only.",
    ),
    confidence: Documented,
    source: "ESM Trading API 주문조회 TransDueDate (etapi.gmarket.com/67) · 발송예정일 등록 (etapi.gmarket.com/69)",
};

pub(super) const CANCEL_REQUEST: Rule = Rule {
    id: "gmarket.cancel_request",
    marketplace: Gmarket,
    about: CANCEL_REQUESTED,
    on: Claim { kind: Cancel, steps: &[Requested], hold: Hold::Any },
    from: Start::Requested,
    term: Some(Hours { count: 24 }),
    cost: Cost::AutoCancel,
    what: (
        "24시간 안에 승인하거나 발송하지 않으면 취소되고 환불됩니다.",
        "Without an approval or a dispatch within 24 hours, it is cancelled and refunded.",
    ),
    confidence: Documented,
    source: "ESM Trading API 취소 조회 (etapi.gmarket.com/50)",
};

pub(super) const HELD: Rule = Rule {
    id: "gmarket.held_return",
    marketplace: Gmarket,
    about: HELD_RETURN,
    on: Claim { kind: Return, steps: UNREFUNDED, hold: Hold::Held },
    from: Start::Held,
    term: Some(Days { count: 30 }),
    cost: Cost::Release,
    what: ("30일이 지나면 보류가 저절로 풀립니다.", "After 30 days the hold ends by itself."),
    confidence: Documented,
    source: "ESM Trading API 반품 보류 (etapi.gmarket.com/56)",
};

pub(super) const GMARKET_UNDISPATCHED: Rule = Rule {
    id: "gmarket.undispatched",
    marketplace: Gmarket,
    about: LONG_UNSENT,
    on: Dispatch(Pace::Any),
    from: Start::ShipBy,
    term: Some(WorkingDays { count: 19 }),
    cost: Cost::AutoCancel,
    what: (
        "발송마감일 이튿날부터 19영업일이 지나면 저절로 취소됩니다.",
        "19 working days past the day of dispatch it is cancelled by itself.",
    ),
    confidence: Unverified,
    source: "통합API 가이드(2024-07) 29쪽을 옮긴 연동 기록",
};

pub(super) const AUCTION_SHIP_BY: Rule = Rule { id: "auction.ship_by", marketplace: Auction, ..SHIP_BY };

pub(super) const AUCTION_UNDISPATCHED: Rule = Rule {
    id: "auction.undispatched",
    marketplace: Auction,
    from: Start::Paid,
    term: Some(Days { count: 90 }),
    what: (
        "결제일에서 90일이 지나면 저절로 취소됩니다.",
        "90 days past the payment it is cancelled by itself.",
    ),
    source: "통합API 가이드(2024-07) 29쪽을 옮긴 연동 기록 · 소비자가만드는신문 2020-06-04 (idxno 605520)",
    ..GMARKET_UNDISPATCHED
};

pub(super) const AUCTION_CANCEL_REQUEST: Rule =
    Rule { id: "auction.cancel_request", marketplace: Auction, ..CANCEL_REQUEST };

pub(super) const AUCTION_HELD: Rule = Rule { id: "auction.held_return", marketplace: Auction, ..HELD };
