//! What a marketplace tells, read together with what the desk did itself.

use domain::{AccountId, ActionKind, Claim, ClaimStep, Fact, Target};
use market::Capabilities;

use crate::desk::Desk;
use crate::view::Problem;

/// The refusals of claims.
const REFUSALS: [ActionKind; 3] =
    [ActionKind::RefuseCancel, ActionKind::RefuseReturn, ActionKind::RefuseExchange];

/// Facts as they are kept. Where a marketplace does not tell who ended a claim, one that was given up after we
/// refused it was refused, and any other was withdrawn by the buyer.
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
        .map(|fact| match fact {
            Fact::Claim(claim) if claim.step == ClaimStep::Withdrawn => ended(desk, account, *claim),
            other => Ok(other),
        })
        .collect()
}

/// A claim that somebody gave up.
fn ended(desk: &Desk, account: &AccountId, claim: Claim) -> Result<Fact, Problem> {
    let refused = desk.store.may_have_applied(account, &Target::Claim(claim.claim.clone()), &REFUSALS)?;
    let step = if refused { ClaimStep::Rejected } else { claim.step };
    Ok(Fact::Claim(Box::new(Claim { step, ..claim })))
}
