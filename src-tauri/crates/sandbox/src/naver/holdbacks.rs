//! 보류 and 보류 해제 of returns and exchanges: how a seller asks for a fee.

use super::body::{self, Fields};
use super::cancels::SELLER;
use super::claims::{ClaimKind, ClaimStatus, Holdback};
use super::codes::{EXCHANGE_HOLDBACKS, HOLDBACK_CLASSES, RETURN_HOLDBACKS};
use super::desk::{Asked, Desk};
use super::errors::{Answer, Failure, Refusal, WRONG_REQUEST};
use super::moves;
use super::route::Operation;
use super::rows::{self, Outcome};

/// What the two kinds call their fields and codes.
struct Words {
    object: &'static str,
    classes: &'static [&'static str],
    detail: &'static str,
    fee: &'static str,
    hold: Operation,
    release: Operation,
}

const RETURN: Words = Words {
    object: "returnHoldback",
    classes: RETURN_HOLDBACKS,
    detail: "holdbackReturnDetailReason",
    fee: "extraReturnFeeAmount",
    hold: Operation::HoldReturn,
    release: Operation::ReleaseReturn,
};

const EXCHANGE: Words = Words {
    object: "exchangeHoldback",
    classes: EXCHANGE_HOLDBACKS,
    detail: "holdbackExchangeDetailReason",
    fee: "extraExchangeFeeAmount",
    hold: Operation::HoldExchange,
    release: Operation::ReleaseExchange,
};

fn words(kind: ClaimKind) -> &'static Words {
    if kind == ClaimKind::Exchange { &EXCHANGE } else { &RETURN }
}

pub(crate) fn hold(desk: &mut Desk<'_>, asked: Asked<'_>, kind: ClaimKind) -> Result<Answer, Refusal> {
    let words = words(kind);
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value, words.object)?;
    let class = allowed(fields.code("holdbackClassType", HOLDBACK_CLASSES)?, words.classes)?;
    let detail = fields.text(words.detail)?;
    let fee = fields.optional_number(words.fee)?.unwrap_or_default();
    if fee < 0 {
        return Err(Refusal::parameter("Min", words.object, words.fee));
    }
    let holdback = Holdback {
        reason: class.to_owned(),
        detail: detail.to_owned(),
        held_at: desk.now,
        held_by: SELLER.to_owned(),
        released_at: None,
        released_by: None,
    };
    rows::single(desk, &asked.route.id, |desk, id| hold_line(desk, id, kind, (holdback, fee)))
}

/// A reason for the other kind of claim is a wrong request [unverified].
fn allowed<'a>(class: &'a str, classes: &[&str]) -> Result<&'a str, Refusal> {
    if classes.contains(&class) { Ok(class) } else { Err(WRONG_REQUEST.into()) }
}

fn hold_line(desk: &mut Desk<'_>, id: &str, kind: ClaimKind, (holdback, fee): (Holdback, i64)) -> Outcome {
    let claim = desk.claim(id, kind)?;
    if !claim.is_open() || claim.status == ClaimStatus::ExchangeRedelivering {
        return Err(Failure::claim_state());
    }
    if claim.is_held() {
        return Err(Failure::held_already());
    }
    let claim_id = claim.claim_id.clone();
    desk.state.count(id, Some(&claim_id), words(kind).hold);
    moves::hold(desk.state, &claim_id, holdback, fee);
    rows::done(id)
}

pub(crate) fn release(desk: &mut Desk<'_>, asked: Asked<'_>, kind: ClaimKind) -> Result<Answer, Refusal> {
    rows::single(desk, &asked.route.id, |desk, id| release_line(desk, id, kind))
}

/// What is released already, or came to an end, is left out.
fn release_line(desk: &mut Desk<'_>, id: &str, kind: ClaimKind) -> Outcome {
    let claim = desk.claim(id, kind)?;
    if claim.holdback.is_none() {
        return Err(Failure::claim_state());
    }
    if !claim.is_held() {
        return rows::excluded();
    }
    let claim_id = claim.claim_id.clone();
    desk.state.count(id, Some(&claim_id), words(kind).release);
    moves::release(desk.state, &claim_id, SELLER, desk.now);
    rows::done(id)
}
