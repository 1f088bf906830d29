//! What a marketplace tells, read together with what the desk did itself.

use chrono::{DateTime, Utc};
use domain::{AccountId, ActionKind, Claim, ClaimId, ClaimStep, Fact, Target};
use market::Capabilities;

use crate::desk::Desk;
use crate::view::Problem;

/// The refusals of claims.
const REFUSALS: [ActionKind; 3] =
    [ActionKind::RefuseCancel, ActionKind::RefuseReturn, ActionKind::RefuseExchange];

/// Facts as they are kept. Where a marketplace does not tell who ended a claim, one that was given up after we
/// refused it was refused, and any other was withdrawn by the buyer. While nobody knows what became of our refusal
/// such an end is left out: kept either way it could never be put right, and told as a refusal it would prove itself.
///
/// # Errors
/// When the store fails.
pub(crate) fn facts(
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
            Fact::Gone { claim } => {
                gone(desk, account, &claim, None, Fact::Gone { claim: claim.clone() }).transpose()
            }
            other => Some(Ok(other)),
        })
        .collect()
}

/// A claim that is on no list any more; `None` while it is not known who gave it up.
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
