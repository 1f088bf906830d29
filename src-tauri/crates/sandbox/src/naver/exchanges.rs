//! 교환 수거 완료, 재배송 and 거부. Only buyers ask for an exchange.

use super::add_ons;
use super::body::{self, Fields};
use super::claims::{ClaimKind, ClaimStatus};
use super::codes::DELIVERY_METHODS;
use super::desk::{Asked, Desk};
use super::errors::{Answer, Failure, NOT_RESHIPPABLE, Refusal, USED_TRACKING};
use super::life;
use super::model::Parcel;
use super::moves;
use super::returns::check_not_held;
use super::route::Operation;
use super::rows::{self, Outcome};
use super::shipping::{Manifest, company};

pub(crate) fn collect(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Answer, Refusal> {
    rows::single(desk, &asked.route.id, collect_line)
}

/// Left out while no pickup number is registered or the pickup is on its way, and when it is
/// collected already.
fn collect_line(desk: &mut Desk<'_>, id: &str) -> Outcome {
    let claim = desk.claim(id, ClaimKind::Exchange)?;
    match claim.status {
        ClaimStatus::CollectDone => return rows::excluded(),
        ClaimStatus::ExchangeRequest | ClaimStatus::Collecting => {}
        _ => return Err(Failure::claim_state()),
    }
    if !claim.collected() {
        return rows::excluded();
    }
    let claim_id = claim.claim_id.clone();
    desk.state.count(id, Some(&claim_id), Operation::CollectExchange);
    moves::collect(desk.state, &claim_id, desk.now);
    rows::done(id)
}

pub(crate) fn dispatch(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Answer, Refusal> {
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value, "exchangeDispatch")?;
    let manifest = Manifest {
        method: fields.optional_code("reDeliveryMethod", DELIVERY_METHODS)?,
        company: company(fields, "reDeliveryCompany")?,
        number: fields.optional_text("reDeliveryTrackingNumber")?,
    };
    rows::single(desk, &asked.route.id, |desk, id| {
        let parcel = manifest.parcel(desk.now)?;
        dispatch_line(desk, id, parcel)
    })
}

/// Left out while the goods are not collected or the exchange is held. A number that is used up
/// sends nothing out again.
fn dispatch_line(desk: &mut Desk<'_>, id: &str, parcel: Parcel) -> Outcome {
    let line = desk.line(id)?;
    let claim = desk.state.claim_of(id, ClaimKind::Exchange).ok_or(NOT_RESHIPPABLE)?;
    match claim.status {
        ClaimStatus::ExchangeRequest | ClaimStatus::Collecting => return rows::excluded(),
        ClaimStatus::CollectDone if claim.is_held() => return rows::excluded(),
        ClaimStatus::CollectDone => {}
        ClaimStatus::ExchangeRedelivering => return Err(Failure::claim_state()),
        _ => return Err(NOT_RESHIPPABLE.into()),
    }
    if desk.state.invoice_taken(&parcel, &moves::replacement(desk.state, line)) {
        return Err(USED_TRACKING.into());
    }
    let claim_id = claim.claim_id.clone();
    add_ons::check_approval(desk.state, id, ClaimKind::Exchange)?;
    desk.state.count(id, Some(&claim_id), Operation::DispatchExchange);
    moves::redeliver(desk.state, &claim_id, parcel, desk.now);
    life::after_redelivery(desk.state, desk.settings, &claim_id, desk.now);
    rows::done(id)
}

pub(crate) fn reject(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Answer, Refusal> {
    let value = body::parse(asked.body)?;
    Fields::of(&value, "exchangeReject")?.text("rejectExchangeReason")?;
    rows::single(desk, &asked.route.id, reject_line)
}

/// Until the replacement has left, and not while held.
fn reject_line(desk: &mut Desk<'_>, id: &str) -> Outcome {
    let claim = desk.claim(id, ClaimKind::Exchange)?;
    match claim.status {
        ClaimStatus::ExchangeRequest | ClaimStatus::Collecting | ClaimStatus::CollectDone => {
            check_not_held(claim)?;
        }
        _ => return Err(Failure::claim_state()),
    }
    let claim_id = claim.claim_id.clone();
    desk.state.count(id, Some(&claim_id), Operation::RejectExchange);
    moves::turn_down(desk.state, &claim_id, desk.now);
    rows::done(id)
}
