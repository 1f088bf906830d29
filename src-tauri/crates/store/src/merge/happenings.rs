//! What of all that is told happened without us.

use std::collections::BTreeMap;

use domain::{
    ActionKind, ActionState, Claim, Event, Happening, LineId, OrderId, OrderLine, Target, merge::MergedClaim,
};

use super::Merge;
use crate::{
    claimed,
    error::Result,
    table::{
        account,
        action::{self, Sent},
        claim, former_line,
        happening::{self, About},
        line,
    },
};

/// Operations that write a number for a parcel.
const NUMBERING: [ActionKind; 5] = [
    ActionKind::Ship,
    ActionKind::ChangeInvoice,
    ActionKind::SplitShip,
    ActionKind::ShipRest,
    ActionKind::ShipPieces,
];

impl Merge<'_> {
    /// Notes what happened to a line. A claim on it that may have caused it tells of its pieces itself.
    pub(super) fn happened_to_line(&self, old: &OrderLine, new: &OrderLine, events: &[Event]) -> Result<()> {
        for what in events.iter().filter_map(|event| Happening::of_line(&event.kind, old, new)) {
            if what == Happening::Readdressed || !self.is_told_by_a_claim(new)? {
                self.happened(&what, &new.order, Some(&new.line), None)?;
            }
        }
        Ok(())
    }

    /// Whether a claim stands on a line, or took goods of it.
    fn is_told_by_a_claim(&self, line: &OrderLine) -> Result<bool> {
        for claim in claim::of_order(self.transaction, self.account, &line.order)? {
            let stands = !claim.is_settled() || claim.took_goods();
            if stands && Order::read(self, &claim)?.claimed(&claim).any(|one| one.line == line.line) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Notes what happened to a claim.
    pub(super) fn happened_to_claim(&self, old: Option<&Claim>, merged: &MergedClaim) -> Result<()> {
        let claim = &merged.claim;
        if old.is_none() {
            return self.claimed_anew(claim);
        }
        for what in merged.events.iter().filter_map(|event| Happening::of_claim(&event.kind, claim)) {
            self.happened(&what, &claim.order, None, Some(claim))?;
        }
        Ok(())
    }

    /// Notes a new claim on goods that were about to leave. Those that were made before the account was added are no
    /// news: the first collection brings them all.
    fn claimed_anew(&self, claim: &Claim) -> Result<()> {
        if claim.requested_at < account::added_at(self.transaction, self.account)? {
            return Ok(());
        }
        let order = Order::read(self, claim)?;
        let mut worst: Option<(Happening, &OrderLine)> = None;
        for line in order.claimed(claim) {
            let numbered = self.is_numbered(&line.line)?;
            let what = Happening::of_new_claim(claim, line, numbered);
            if let Some(what) = what.filter(|_| worst.is_none() || numbered) {
                worst = Some((what, line));
            }
        }
        match worst {
            Some((what, line)) => self.happened(&what, &claim.order, Some(&line.line), Some(claim)),
            None => Ok(()),
        }
    }

    /// Whether a number was entered here for a line.
    fn is_numbered(&self, line: &LineId) -> Result<bool> {
        let on = Target::Line(line.clone());
        let states = [ActionState::Queued, ActionState::Sending, ActionState::Unknown, ActionState::Done];
        action::any_on(self.transaction, self.account, &on, &NUMBERING, &states)
    }

    /// Notes something unless an action of ours is its cause: one on the same claim, or one on a line that it is about.
    fn happened(
        &self,
        what: &Happening,
        order: &OrderId,
        line: Option<&LineId>,
        claim: Option<&Claim>,
    ) -> Result<()> {
        let mut ours = action::sent_on_order(self.transaction, self.account, order)?;
        ours.retain(|sent| what.is_caused_by(sent.kind));
        if !ours.is_empty() && self.is_one_about(&ours, line, claim)? {
            return Ok(());
        }
        let about = About { account: self.account, order, line, claim: claim.map(|claim| &claim.claim) };
        happening::note(self.transaction, &about, what, self.at)
    }

    /// Whether one of these actions was about the claim, or about the line where no claim is told of. What was done to a
    /// claim's line counts only where it fits the claim in time.
    fn is_one_about(&self, ours: &[Sent], line: Option<&LineId>, claim: Option<&Claim>) -> Result<bool> {
        let Some(claim) = claim else {
            return Ok(ours.iter().any(|sent| match &sent.target {
                Target::Line(other) => Some(other) == line,
                Target::Claim(_) => true,
            }));
        };
        let order = Order::read(self, claim)?;
        let lines: Vec<&LineId> = order.claimed(claim).map(|line| &line.line).collect();
        Ok(ours.iter().any(|sent| match &sent.target {
            Target::Line(other) => lines.contains(&other) && claim.may_follow_from(sent.kind, sent.at),
            Target::Claim(other) => *other == claim.claim,
        }))
    }
}

/// The lines of a claim's order, with the numbers that they had before.
struct Order {
    lines: Vec<OrderLine>,
    formers: BTreeMap<LineId, LineId>,
}

impl Order {
    fn read(merge: &Merge<'_>, claim: &Claim) -> Result<Self> {
        let kept = line::of_order(merge.transaction, merge.account, &claim.order)?;
        let formers = former_line::of_order(merge.transaction, merge.account, &claim.order)?;
        Ok(Self { lines: kept.into_iter().map(|stored| stored.line).collect(), formers })
    }

    /// The lines that the claim is about.
    fn claimed<'a>(&'a self, claim: &'a Claim) -> impl Iterator<Item = &'a OrderLine> {
        let lines: Vec<&OrderLine> = self.lines.iter().collect();
        claimed::lines(claim, &lines, &self.formers).into_iter().map(|(_, line)| line)
    }
}
