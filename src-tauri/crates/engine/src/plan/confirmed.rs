//! A plan of many claims that a person confirmed: one verb for each of them.

use domain::{AccountId, Sentence, Target};

use super::Plan;
use super::claim::{Seen, claims};
use crate::desk::Desk;
use crate::problem;
use crate::view::{ClaimActRequest, ClaimPress, Problem};
use crate::words;

/// Claims of one account to which the same is done.
struct Alike {
    account: AccountId,
    act: ClaimActRequest,
    claims: Vec<Seen>,
}

/// Plans what a person confirmed claim by claim. Those of an account that cannot be opened are left out; the others go.
pub(crate) fn presses(desk: &Desk, presses: Vec<ClaimPress>) -> Result<Plan, Problem> {
    let mut plan = Plan::default();
    for Alike { account, act, claims: chosen } in alike(presses) {
        let closed = desk.door(&account)?.market().err();
        let part = match closed {
            None => claims(desk, &account, &chosen, &act)?,
            Some(problem) => closed_to(desk, &account, &chosen, &words::of_problem(&problem))?,
        };
        plan.writes.extend(part.writes);
        plan.blocked.extend(part.blocked);
    }
    Ok(plan)
}

/// Puts together what is alike, so that one number is not put on two parcels and add-ons keep their turn.
fn alike(presses: Vec<ClaimPress>) -> Vec<Alike> {
    let mut alike: Vec<Alike> = Vec::new();
    for ClaimPress { account, claim, act, seen } in presses {
        let chosen = (claim, Some(seen));
        match alike.iter_mut().find(|same| same.account == account && same.act == act) {
            Some(same) => same.claims.push(chosen),
            None => alike.push(Alike { account, act, claims: vec![chosen] }),
        }
    }
    alike
}

/// Leaves out the claims of an account that cannot be opened.
fn closed_to(desk: &Desk, account: &AccountId, chosen: &[Seen], reason: &Sentence) -> Result<Plan, Problem> {
    let mut plan = Plan::default();
    for (id, _) in chosen {
        let claim = desk.store.claim(account, id)?;
        let claim = claim.ok_or_else(|| problem::no_such("claim", id.as_str()))?;
        plan.block(Target::Claim(id.clone()), claim.order, reason.clone());
    }
    Ok(plan)
}
