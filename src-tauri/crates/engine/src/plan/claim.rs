//! Verbs on claims, one request per claim.

use std::time::Duration;

use domain::action::ClaimAct;
use domain::{
    AccountId, ActionKind, Claim, ClaimId, ClaimKind, ClaimState, CourierCode, InvoiceNumber, Sentence,
    Target, Write,
};
use market::Capabilities;

use super::parcels::number;
use super::{Plan, UnderWay};
use crate::desk::Desk;
use crate::hold::Hold;
use crate::problem;
use crate::settling::Settling;
use crate::view::{ClaimActRequest, Problem};

/// Plans a verb on claims as the person saw them: their state and quantity go with the decision.
pub(crate) fn claims(
    desk: &Desk,
    account: &AccountId,
    claims: &[ClaimId],
    request: &ClaimActRequest,
) -> Result<Plan, Problem> {
    if claims.len() > 1 && invoice(request).is_some() {
        return Err(one_number_each());
    }
    let door = desk.door(account)?;
    let capabilities = door.market()?.capabilities();
    let under_way = UnderWay::now(desk)?;
    let mut plan = Plan::default();
    for id in claims {
        let claim = desk.store.claim(account, id)?.ok_or_else(|| problem::no_such("claim", id.as_str()))?;
        let target = Target::Claim(id.clone());
        let settling = Settling::of_order(desk, &door, &claim.order)?;
        let done = |kind| settling.holds(kind, &target, None);
        let reason = if under_way.on(account, target.clone()) {
            Some(Hold::UnderWay.sentence())
        } else if ActionKind::of_claim(claim.kind, verb(request)).is_some_and(done) {
            Some(Hold::JustDone.sentence())
        } else {
            reason(desk, account, &claim, request, capabilities)?
        };
        match (reason, act(&claim, request)) {
            (Some(reason), _) => plan.block(target, claim.order, reason),
            (None, None) => {
                plan.block(target, claim.order, not_open_yet(capabilities.limits.reship_bundle_after))
            }
            (None, Some(act)) => plan.writes.push((account.clone(), write(claim, act))),
        }
    }
    Ok(plan)
}

/// Why the verb cannot go to the claim as it is known.
fn reason(
    desk: &Desk,
    account: &AccountId,
    claim: &Claim,
    request: &ClaimActRequest,
    capabilities: &Capabilities,
) -> Result<Option<Sentence>, Problem> {
    let verb = verb(request);
    let held = match ActionKind::of_claim(claim.kind, verb) {
        None => Some(Hold::NoVerb),
        Some(kind) if !capabilities.allows(kind) => Some(Hold::NoOperation),
        Some(_) if !claim.verbs.contains(&verb) || !state(claim).admits(verb) => Some(Hold::NoVerb),
        Some(_) => refusal_hold(claim.kind, request, capabilities),
    };
    match (held, invoice(request)) {
        (Some(hold), _) => Ok(Some(hold.sentence())),
        (None, Some((courier, invoice))) => number(desk, account, courier, invoice),
        (None, None) => Ok(None),
    }
}

/// Why a refusal cannot take this form: an exchange is refused for one of the marketplace's reasons, a cancel
/// with the proof that the parcel had left.
fn refusal_hold(kind: ClaimKind, request: &ClaimActRequest, capabilities: &Capabilities) -> Option<Hold> {
    match request {
        ClaimActRequest::RefuseFor { reason } => {
            let known = capabilities.exchange_refusals.iter().any(|(code, _)| code == reason);
            (!known || kind != ClaimKind::Exchange).then_some(Hold::BadReason)
        }
        ClaimActRequest::RefuseShipped { .. } => (kind != ClaimKind::Cancel).then_some(Hold::NoVerb),
        _ => None,
    }
}

/// The verb of a request.
const fn verb(request: &ClaimActRequest) -> domain::ClaimVerb {
    use domain::ClaimVerb as Verb;
    match request {
        ClaimActRequest::Approve => Verb::Approve,
        ClaimActRequest::RefuseShipped { .. } | ClaimActRequest::RefuseFor { .. } => Verb::Refuse,
        ClaimActRequest::RegisterPickup { .. } => Verb::RegisterPickup,
        ClaimActRequest::ConfirmCollected => Verb::ConfirmCollected,
        ClaimActRequest::Refund => Verb::Refund,
        ClaimActRequest::Reship { .. } => Verb::Reship,
    }
}

/// The number that a request carries.
const fn invoice(request: &ClaimActRequest) -> Option<(&CourierCode, &InvoiceNumber)> {
    match request {
        ClaimActRequest::RefuseShipped { courier, invoice }
        | ClaimActRequest::RegisterPickup { courier, invoice }
        | ClaimActRequest::Reship { courier, invoice } => Some((courier, invoice)),
        _ => None,
    }
}

/// The request as it goes out; `None` while an exchange has no new bundle to ship.
fn act(claim: &Claim, request: &ClaimActRequest) -> Option<ClaimAct> {
    Some(match request.clone() {
        ClaimActRequest::Approve => ClaimAct::Approve,
        ClaimActRequest::RefuseShipped { courier, invoice } => ClaimAct::RefuseShipped { courier, invoice },
        ClaimActRequest::RefuseFor { reason } => ClaimAct::RefuseFor { reason },
        ClaimActRequest::RegisterPickup { courier, invoice } => ClaimAct::RegisterPickup { courier, invoice },
        ClaimActRequest::ConfirmCollected => ClaimAct::ConfirmCollected,
        ClaimActRequest::Refund => ClaimAct::Refund,
        ClaimActRequest::Reship { courier, invoice } => {
            ClaimAct::Reship { bundle: claim.reship.as_ref()?.bundle.clone()?, courier, invoice }
        }
    })
}

/// Where a claim stands.
fn state(claim: &Claim) -> ClaimState {
    ClaimState { kind: claim.kind, step: claim.step }
}

/// The decision with what it was made on.
fn write(claim: Claim, act: ClaimAct) -> Write {
    Write::Claim {
        state: state(&claim),
        quantity: claim.quantity(),
        claim: claim.claim,
        order: claim.order,
        act,
    }
}

/// The marketplace opens the new bundle a while after the goods came in.
fn not_open_yet(after: Duration) -> Sentence {
    let minutes = after.as_secs().div_ceil(60).max(1);
    Sentence::new(
        format!(
            "마켓이 재발송 배송번호를 아직 열지 않았습니다. {minutes}분 안에 열립니다. 잠시 뒤 다시 시도하세요."
        ),
        format!(
            "The marketplace has not opened the re-shipment yet. It opens within {minutes} minutes; try again then."
        ),
    )
}

/// One number cannot be on two parcels.
fn one_number_each() -> Problem {
    problem::bad_input(Sentence::fixed(
        "송장이 필요한 작업은 한 건씩 처리합니다. 클레임을 하나만 고르세요.",
        "What needs an invoice is done one by one. Choose a single claim.",
    ))
}
