//! What became of a verb on a claim.

use domain::action::ClaimAct;
use domain::{Claim, ClaimId, ClaimState, ClaimStep, ClaimVerb, Fact, Held, InvoiceNumber, Won};

use super::Finding;
use crate::hold::Hold;

/// What became of a verb on a claim. Where the marketplace does not tell who ended a claim, one that was given up
/// shows a refusal, but not one by dispatch, which only a line that has left shows. `believed` says that the reading
/// can no longer be an old picture.
pub(super) fn of(
    fact: Option<Fact>,
    id: &ClaimId,
    sent_in: ClaimState,
    act: &ClaimAct,
    tells_who_ended: bool,
    believed: bool,
) -> Finding {
    let silent = act.verb() == ClaimVerb::Refuse && !tells_who_ended;
    match fact {
        Some(Fact::Claim(now)) if now.claim == *id => {
            let given_up = now.step == ClaimStep::Withdrawn;
            if given_up && silent { refused(act, believed) } else { moved(&now, sent_in, act) }
        }
        Some(Fact::Withdrawn { .. } | Fact::Gone { .. }) if silent => refused(act, believed),
        Some(Fact::Withdrawn { .. }) => Finding::Ended(Hold::Withdrawn),
        _ => Finding::Unclear,
    }
}

/// What the end of a claim says of its refusal, where nobody tells who ended it.
const fn refused(act: &ClaimAct, believed: bool) -> Finding {
    match act {
        ClaimAct::RefuseShipped { .. } | ClaimAct::RefuseDisputed { .. } => withdrawn(believed),
        _ => Finding::Applied,
    }
}

/// What became of a conversion: one of the other kind stands since. A claim that was given up without it was withdrawn.
pub(super) const fn converted(of_claim: Finding, goes_on: bool, believed: bool) -> Finding {
    match of_claim {
        _ if goes_on => Finding::Applied,
        Finding::Ended(Hold::Withdrawn) => withdrawn(believed),
        finding => finding,
    }
}

/// The buyer took the claim back, once that is believed.
const fn withdrawn(believed: bool) -> Finding {
    if believed { Finding::Ended(Hold::Withdrawn) } else { Finding::Unclear }
}

/// Whether a claim as it is now shows the verb.
fn moved(now: &Claim, sent_in: ClaimState, act: &ClaimAct) -> Finding {
    let state = ClaimState { kind: now.kind, step: now.step };
    if let Some(finding) = numbered(now, act).or_else(|| held(now, act)) {
        return finding;
    }
    match now.step {
        ClaimStep::Unknown => Finding::Unclear,
        ClaimStep::Withdrawn => Finding::Ended(Hold::Withdrawn),
        // A refused claim shows a refusal and nothing else, although a flow may lead there from any verb.
        ClaimStep::Rejected if act.verb() != ClaimVerb::Refuse => Finding::Ended(Hold::ClaimChanged),
        _ if state == sent_in => Finding::NotApplied,
        // A pickup that moved without our number was arranged by somebody else.
        _ if act.verb() == ClaimVerb::RegisterPickup => Finding::Ended(Hold::OtherInvoice),
        _ if sent_in.shows(act.verb(), state) => Finding::Applied,
        _ => Finding::Ended(Hold::ClaimChanged),
    }
}

/// A number that the verb registered, or another one in its place, tells more than the step.
fn numbered(now: &Claim, act: &ClaimAct) -> Option<Finding> {
    let (invoice, standing): (_, Vec<&InvoiceNumber>) = match act {
        ClaimAct::RegisterPickup { invoice, .. } => {
            (invoice, now.pickups.iter().filter_map(|pickup| pickup.invoice.as_ref()).collect())
        }
        ClaimAct::Reship { invoice, .. } | ClaimAct::ReshipInPlace { invoice, .. } => {
            (invoice, now.reship.iter().filter_map(|reship| reship.invoice.as_ref()).collect())
        }
        _ => return None,
    };
    if standing.contains(&invoice) {
        return Some(Finding::Applied);
    }
    let other = act.verb() == ClaimVerb::Reship && !standing.is_empty();
    other.then_some(Finding::Ended(Hold::OtherInvoice))
}

/// A hold and its end leave the step alone and show beside it.
fn held(now: &Claim, act: &ClaimAct) -> Option<Finding> {
    let standing = now.held.as_ref();
    match act {
        // A held claim takes no other verb, so one that went on was released before.
        ClaimAct::Release if standing.is_none() && went_on(now.step) => Some(Finding::Applied),
        _ if now.is_settled() || now.step == ClaimStep::Unknown => None,
        ClaimAct::Hold { reason, fee, .. } => Some(match standing {
            None => Finding::NotApplied,
            Some(held) if gives(held, reason) && charges(held, *fee) => Finding::Applied,
            Some(_) => Finding::Ended(Hold::ClaimChanged),
        }),
        ClaimAct::Defer { .. } => Some(match standing {
            Some(held) if held.deferred => Finding::Applied,
            Some(_) => Finding::NotApplied,
            None => Finding::Ended(Hold::ClaimChanged),
        }),
        ClaimAct::Release if standing.is_none() => Some(Finding::Applied),
        ClaimAct::Release => Some(Finding::NotApplied),
        _ => None,
    }
}

/// Whether a claim was settled other than by the buyer, who may take it back while it is held.
const fn went_on(step: ClaimStep) -> bool {
    step.is_terminal() && !matches!(step, ClaimStep::Withdrawn)
}

/// Whether a hold is for this reason. A marketplace may not tell the reason, and a press found no hold standing.
fn gives(held: &Held, reason: &str) -> bool {
    held.code.is_empty() || held.code == reason
}

/// Whether a hold charges the buyer what was asked for. A marketplace may not tell the charge, and may tell none as
/// nothing.
fn charges(held: &Held, fee: Option<Won>) -> bool {
    held.fee.is_none_or(|told| told == fee.unwrap_or(Won::ZERO))
}
