//! Verbs on claims.

use domain::action::ClaimAct;
use domain::{Claim, ClaimStamp, ClaimState, ClaimStep, Fact, Target, Write};

use super::{Cleared, Guard, all, all_clear};
use crate::claims::changed as stamps;
use crate::hold::Hold;
use crate::rules;
use crate::sequence::{self, Turn};
use crate::settling::{Mark, Settling};
use crate::view::Problem;

impl Guard<'_> {
    /// A claim must be what the person decided on.
    pub(super) async fn claim(&self, write: &Write) -> Result<Cleared, Problem> {
        let Write::Claim { claim, order, state, quantity, seen, act } = write else {
            return Ok(all_clear(write));
        };
        let target = Target::Claim(claim.clone());
        let read = self.look.claim(order, state.kind, claim).await?;
        let settling = self.settling(order)?;
        let hold = match read {
            _ if settling.holds(self.kind, &target, Mark::Kind) => Some(Hold::JustDone),
            Some(Fact::Claim(now)) if now.claim == *claim => {
                match changed(&now, *state, *quantity, act).or_else(|| otherwise(&now, seen.as_ref())) {
                    Some(hold) => Some(hold),
                    None if self.is_kept(&now)? => Some(Hold::Kept),
                    None => match self.departure(&now, &settling)? {
                        Some(hold) => Some(hold),
                        None => self.waits(&now, &settling).await?,
                    },
                }
            }
            Some(Fact::Withdrawn { claim: read, .. }) if read == *claim => Some(Hold::Withdrawn),
            _ => Some(Hold::ClaimGone),
        };
        Ok(all(write, hold))
    }

    /// Whether the verb lets a line leave that we keep from leaving.
    fn is_kept(&self, claim: &Claim) -> Result<bool, Problem> {
        if !rules::lets_leave(self.kind) {
            return Ok(false);
        }
        let kept = self.look.desk.store.dispatch_holds(self.look.door.id(), &claim.order)?;
        let lines = self.order_lines(&claim.order)?;
        Ok(sequence::lines_of(claim, &lines).iter().any(|line| kept.contains_key(&line.line)))
    }

    /// Why the verb must not let a line leave: it left by another operation, or may be leaving.
    fn departure(&self, claim: &Claim, settling: &Settling) -> Result<Option<Hold>, Problem> {
        if !rules::lets_leave(self.kind) {
            return Ok(None);
        }
        let lines = self.order_lines(&claim.order)?;
        let departing = sequence::lines_of(claim, &lines);
        Ok(departing.into_iter().find_map(|line| settling.departure(self.kind, &line.line)))
    }

    /// Why a claim waits for another one that the marketplace wants first. What the desk knows of the others may
    /// be old, so that they are read again before they hold anything back; one to which the same was just done may
    /// read as waiting and does not wait.
    async fn waits(&self, claim: &Claim, settling: &Settling) -> Result<Option<Hold>, Problem> {
        let turn = Turn::of(self.look.market.capabilities(), self.kind);
        if turn == Turn::Any {
            return Ok(None);
        }
        let lines = self.order_lines(&claim.order)?;
        let waiting = |mut claims: Vec<Claim>| {
            claims.retain(|one| !settling.holds(self.kind, &Target::Claim(one.claim.clone()), Mark::Kind));
            claims
        };
        let known = waiting(self.look.desk.store.claims_of_order(self.look.door.id(), &claim.order)?);
        if !sequence::one_waits(turn, claim, &known, &lines) {
            return Ok(None);
        }
        let now = waiting(self.look.claims(std::slice::from_ref(&claim.order)).await?);
        Ok(turn.hold().filter(|_| sequence::one_waits(turn, claim, &now, &lines)))
    }
}

/// Why a verb must not go to a claim that stands where it did: what decides its money is otherwise than the person saw.
fn otherwise(now: &Claim, seen: Option<&ClaimStamp>) -> Option<Hold> {
    let seen = seen?;
    seen.changed(&ClaimStamp::of(now, seen.found)).map(stamps::hold)
}

/// Why a verb must not go to a claim as it is now.
fn changed(now: &Claim, state: ClaimState, quantity: u32, act: &ClaimAct) -> Option<Hold> {
    let moved = ClaimState { kind: now.kind, step: now.step } != state;
    let reship = now.reship.as_ref().and_then(|reship| reship.bundle.as_ref());
    if now.step == ClaimStep::Withdrawn {
        Some(Hold::Withdrawn)
    } else if moved || now.quantity() != quantity {
        Some(Hold::ClaimChanged)
    } else if rules::is_held_back(now, act.verb()) {
        Some(Hold::ClaimHeld)
    } else if !now.verbs.contains(&act.verb()) {
        Some(Hold::NoVerb)
    } else if matches!(act, ClaimAct::Reship { bundle, .. } if reship != Some(bundle)) {
        Some(Hold::ClaimChanged)
    } else {
        None
    }
}
