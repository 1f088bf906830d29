//! What a marketplace tells, read together with what the desk did itself.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, ActionKind, Claim, ClaimId, ClaimKind, ClaimStep, ClaimVerb, Fact, Target};
use market::Capabilities;
use store::Merged;

use crate::desk::Desk;
use crate::view::Problem;

/// The refusals of claims.
const REFUSALS: [ActionKind; 3] =
    [ActionKind::RefuseCancel, ActionKind::RefuseReturn, ActionKind::RefuseExchange];

/// What carries a claim to its end in the buyer's favour: whatever its lists say afterwards, it was not withdrawn.
const GRANTS: [ActionKind; 4] = [
    ActionKind::ApproveCancel,
    ActionKind::RefundReturn,
    ActionKind::ReshipExchange,
    ActionKind::CompleteExchange,
];

/// Keeps facts as they are to be kept; gives them with what was new.
///
/// # Errors
/// When the store fails.
pub(crate) fn keep(
    desk: &Desk,
    account: &AccountId,
    capabilities: &Capabilities,
    told: Vec<Fact>,
) -> Result<(Vec<Fact>, Merged), Problem> {
    let told = received(desk, account, capabilities, told)?;
    let facts = facts(desk, account, capabilities, told)?;
    let lag = TimeDelta::from_std(capabilities.limits.settles_after).unwrap_or(TimeDelta::days(1));
    let merged = desk.store.merge_lagging(account, &facts, lag, desk.now())?;
    Ok((facts, merged))
}

/// Facts with the exchanges whose goods came back. Where a marketplace does not show that, one that we received stands
/// there as received, and is not received twice.
fn received(
    desk: &Desk,
    account: &AccountId,
    capabilities: &Capabilities,
    told: Vec<Fact>,
) -> Result<Vec<Fact>, Problem> {
    if capabilities.tells_exchange_collected {
        return Ok(told);
    }
    let mut facts = Vec::with_capacity(told.len());
    for fact in told {
        facts.push(match fact {
            Fact::Claim(claim) if was_received(desk, account, &claim)? => {
                let mut verbs = claim.verbs.clone();
                verbs.retain(|verb| *verb != ClaimVerb::ConfirmCollected);
                Fact::Claim(Box::new(Claim { step: ClaimStep::Collected, verbs, ..*claim }))
            }
            other => other,
        });
    }
    Ok(facts)
}

/// Whether a claim is an exchange that waits for its goods, although we received them.
fn was_received(desk: &Desk, account: &AccountId, claim: &Claim) -> Result<bool, Problem> {
    if (claim.kind, claim.step) != (ClaimKind::Exchange, ClaimStep::Approved) {
        return Ok(false);
    }
    let target = Target::Claim(claim.claim.clone());
    Ok(desk.store.was_applied(account, &target, &[ActionKind::ConfirmExchangeCollected])? == Some(true))
}

/// Facts as they are kept. Where a marketplace does not tell who ended a claim, one that was given up after we
/// refused it was refused, and any other was withdrawn by the buyer. While nobody knows what became of our refusal
/// such an end is left out: kept either way it could never be put right, and told as a refusal it would prove itself.
///
/// # Errors
/// When the store fails.
fn facts(
    desk: &Desk,
    account: &AccountId,
    capabilities: &Capabilities,
    told: Vec<Fact>,
) -> Result<Vec<Fact>, Problem> {
    if capabilities.tells_who_ended {
        return Ok(told);
    }
    told.into_iter()
        .filter_map(|fact| match fact {
            Fact::Claim(claim) if claim.step == ClaimStep::Withdrawn => {
                ended(desk, account, *claim).transpose()
            }
            Fact::Withdrawn { claim, at } => {
                gone(desk, account, &claim, at, Fact::Withdrawn { claim: claim.clone(), at }).transpose()
            }
            Fact::Gone { claim } => vanished(desk, account, claim).transpose(),
            other => Some(Ok(other)),
        })
        .collect()
}

/// A claim that stands on no list any more, perhaps between two of them; `None` as well where we granted it.
fn vanished(desk: &Desk, account: &AccountId, claim: ClaimId) -> Result<Option<Fact>, Problem> {
    let granted = desk.store.was_applied(account, &Target::Claim(claim.clone()), &GRANTS)?;
    if granted != Some(false) {
        return Ok(None);
    }
    gone(desk, account, &claim, None, Fact::Gone { claim: claim.clone() })
}

/// A claim that was given up; `None` while it is not known who gave it up.
fn gone(
    desk: &Desk,
    account: &AccountId,
    claim: &ClaimId,
    at: Option<DateTime<Utc>>,
    told: Fact,
) -> Result<Option<Fact>, Problem> {
    let refused = desk.store.was_applied(account, &Target::Claim(claim.clone()), &REFUSALS)?;
    let Some(refused) = refused else { return Ok(None) };
    let kept = if refused { desk.store.claim(account, claim)? } else { None };
    Ok(Some(match kept {
        Some(kept) => Fact::Claim(Box::new(Claim {
            step: ClaimStep::Rejected,
            held: None,
            verbs: Vec::new(),
            changed_at: at.unwrap_or_else(|| desk.now()),
            ..kept
        })),
        None => told,
    }))
}

/// A claim that somebody gave up; `None` while it is not known who.
fn ended(desk: &Desk, account: &AccountId, claim: Claim) -> Result<Option<Fact>, Problem> {
    let refused = desk.store.was_applied(account, &Target::Claim(claim.claim.clone()), &REFUSALS)?;
    let step = |refused| if refused { ClaimStep::Rejected } else { claim.step };
    Ok(refused.map(step).map(|step| Fact::Claim(Box::new(Claim { step, ..claim }))))
}
