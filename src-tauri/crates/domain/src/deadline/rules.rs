//! The rules, marketplace by marketplace; `docs/deadlines.md` is written from them.

mod coupang;
mod elevenst;
mod esm;
mod naver;

use super::{MIDNIGHT, Rule, Term};
use crate::ClaimStep::{self, Approved, Collected, Collecting, Requested};

/// The end of the day that the marketplace tells.
const TOLD_DAY: Option<Term> = Some(Term::Clock { minutes: MIDNIGHT });
const DISPATCH: (&str, &str) = ("주문 발송", "Dispatch of an order");
const CANCEL_REQUESTED: (&str, &str) = ("취소요청", "Cancel request");
const HELD_RETURN: (&str, &str) = ("보류한 반품", "Held return");
/// Everything before the refund of a return.
const UNREFUNDED: &[ClaimStep] = &[Requested, Approved, Collecting, Collected];

/// Every rule. A marketplace of which nothing is said (Grip) has none.
pub const RULES: &[Rule] = &[
    naver::SHIP_BY,
    naver::DELAYED,
    naver::STILL_LATE,
    naver::UNTOLD,
    naver::TODAY,
    naver::RETURN_COLLECTED,
    naver::EXCHANGE_COLLECTED,
    naver::NPAY_SHIP_BY,
    coupang::SHIP_BY,
    coupang::CANCEL_REQUEST,
    coupang::RETURN_COLLECTED,
    coupang::RETURN_OBJECTION,
    elevenst::SHIP_BY,
    elevenst::DELAYED,
    elevenst::CANCEL_REQUEST,
    elevenst::HELD_REQUESTED,
    elevenst::HELD_COLLECTED,
    elevenst::DEFERRED,
    elevenst::RETURN_REQUESTED,
    elevenst::RETURN_COLLECTED,
    elevenst::EXCHANGE_REQUEST,
    esm::SHIP_BY,
    esm::GMARKET_UNDISPATCHED,
    esm::CANCEL_REQUEST,
    esm::HELD,
    esm::AUCTION_SHIP_BY,
    esm::AUCTION_UNDISPATCHED,
    esm::AUCTION_CANCEL_REQUEST,
    esm::AUCTION_HELD,
];
