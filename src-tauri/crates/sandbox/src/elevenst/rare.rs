//! Statuses that tables name and no page tells the way to.

use super::claims::{Claim, ClaimKind, ClaimStatus};
use super::deeds::{Deeds, Outcome, moved};
use super::model::LineStatus;
use super::moves;
use super::verbs::{Verb, VerbError};

/// What an open claim of a kind can be made to stand at. That 302 ends an exchange is unverified.
fn standing(claim: &Claim, code: &str) -> Option<ClaimStatus> {
    match (claim.kind, code) {
        _ if !claim.is_open() => None,
        (ClaimKind::Return, "103") => Some(ClaimStatus::ReturnRepaying),
        (ClaimKind::Return, "105") => Some(ClaimStatus::ReturnAsked),
        (ClaimKind::Exchange, "201") => Some(ClaimStatus::ExchangeAsked),
        (ClaimKind::Exchange, "212") => Some(ClaimStatus::ExchangeApproved),
        (ClaimKind::Exchange, "301") => Some(ClaimStatus::ExchangeResending),
        (ClaimKind::Exchange, "302") => Some(ClaimStatus::ExchangeResent),
        _ => None,
    }
}

impl Deeds<'_> {
    pub(super) fn rare(&mut self, verb: &Verb) -> Outcome {
        match verb {
            Verb::ClaimStands { claim, status } => self.stands(claim, status),
            Verb::ReapprovalAwaited { line } => {
                self.pass_on(line, (LineStatus::Paid, LineStatus::Reapproving))
            }
            Verb::Reapproved { line } => self.pass_on(line, (LineStatus::Reapproving, LineStatus::Paid)),
            _ => Err(VerbError::WrongState("the act is none of a line or claim")),
        }
    }

    fn stands(&mut self, claim_id: &str, code: &str) -> Outcome {
        let next = standing(self.claim(claim_id)?, code);
        if let Some(next) = next {
            moves::stand(self.state, claim_id, next, self.now);
        }
        moved(next.is_some(), "the claim is closed, or its kind has no such status")
    }

    fn pass_on(&mut self, id: &str, (from, to): (LineStatus, LineStatus)) -> Outcome {
        let line = self.line(id)?;
        let fits = line.status == from && self.state.open_claim(line).is_none();
        if let Some(line) = self.state.lines.get_mut(id).filter(|_| fits) {
            line.status = to;
            self.state.touch();
        }
        moved(fits, "the line stands elsewhere, or a claim is open")
    }
}
