//! The stepper of a claim: what is behind it, what it waits for, what is ahead, and who moves it. Which steps there are
//! follows from the capabilities of its marketplace and from the statuses that its codes tell.

mod nodes;
#[cfg(test)]
mod tests;
mod words;

use chrono::{DateTime, Utc};
use domain::{Claim, ClaimStep, Inspection, Sentence};
use market::{Capabilities, Codes};

use crate::view::{FlowKey, FlowState, FlowStep};
use nodes::{Node, Ways};
pub(super) use words::found;

/// A move of the claim as it was observed.
pub(super) type Move = (ClaimStep, ClaimStep, DateTime<Utc>);

/// What the stepper is drawn from besides the claim.
pub(super) struct Known<'a> {
    /// What the marketplace lets a seller do.
    pub(super) capabilities: &'a Capabilities,
    /// The statuses that it tells.
    pub(super) codes: &'a Codes,
    /// The observed moves, oldest first.
    pub(super) moves: &'a [Move],
    /// When the receipt of the goods was confirmed here: a marketplace that refunds with it never tells of the step
    /// between (쿠팡 빠른환불).
    pub(super) received: Option<DateTime<Utc>>,
    /// How the goods were found, once they were looked at.
    pub(super) inspection: Option<&'a Inspection>,
}

/// The stepper.
pub(super) fn of(claim: &Claim, known: &Known<'_>) -> Vec<FlowStep> {
    let ways = Ways { claim, capabilities: known.capabilities, codes: known.codes };
    let nodes = nodes::of(&ways);
    let drawing = Drawing { claim, known, start: start(claim, known.moves) };
    let steps: Vec<FlowStep> = match rank(claim.step) {
        Some(here) => drawing.along(nodes, here),
        None => drawing.off_the_path(nodes, nodes::end(&ways)),
    };
    marked(steps, claim)
}

/// Where the claim stood when it was first seen.
fn start(claim: &Claim, moves: &[Move]) -> ClaimStep {
    moves.first().map_or(claim.step, |(from, ..)| *from)
}

/// How far a step is along the path; `None` for an end beside it, and for a status that we do not know.
const fn rank(step: ClaimStep) -> Option<u8> {
    match step {
        ClaimStep::Requested => Some(0),
        ClaimStep::Approved => Some(1),
        ClaimStep::Collecting => Some(2),
        ClaimStep::Collected => Some(3),
        ClaimStep::Refunded | ClaimStep::Reshipped => Some(4),
        ClaimStep::Completed => Some(5),
        ClaimStep::Rejected | ClaimStep::Withdrawn | ClaimStep::Overruled | ClaimStep::Unknown => None,
    }
}

/// A claim's nodes on their way to become steps.
struct Drawing<'a> {
    claim: &'a Claim,
    known: &'a Known<'a>,
    start: ClaimStep,
}

impl Drawing<'_> {
    /// The steps of a claim that is on the path.
    fn along(&self, nodes: Vec<Node>, here: u8) -> Vec<FlowStep> {
        let ranks: Vec<Option<u8>> = nodes.iter().map(Node::rank).collect();
        let mut waits = !self.claim.is_settled();
        let mut steps = Vec::with_capacity(nodes.len());
        for (index, node) in nodes.into_iter().enumerate() {
            let until = ranks[index + 1..].iter().flatten().next().copied().unwrap_or(u8::MAX);
            let at = self.reached_at(&node, until);
            let state = self.state(&node, here, at.is_some(), &mut waits);
            steps.push(self.drawn(node, state, at));
        }
        steps
    }

    /// The steps of a claim that ended beside the path: what it passed, and where it ended.
    fn off_the_path(&self, nodes: Vec<Node>, end: Node) -> Vec<FlowStep> {
        let began = rank(self.start).unwrap_or(0);
        let mut steps = Vec::new();
        for node in nodes {
            let Some(place) = node.rank().filter(|_| node.note.is_none()) else {
                let looked_at = node.key == FlowKey::Inspected && self.known.inspection.is_some();
                steps.extend(looked_at.then(|| self.inspected(node, u8::MAX)));
                continue;
            };
            let at = self.reached_at(&node, place + 1);
            if place <= began || at.is_some() {
                steps.push(self.drawn(node, FlowState::Done, at));
            }
        }
        let now = if self.claim.is_settled() { FlowState::Done } else { FlowState::Now };
        let ended = self.known.moves.iter().find(|(_, to, _)| *to == self.claim.step).map(|(.., at)| *at);
        steps.push(self.drawn(end, now, ended));
        steps
    }

    /// Where a node stands.
    fn state(&self, node: &Node, here: u8, seen: bool, waits: &mut bool) -> FlowState {
        if node.key == FlowKey::Inspected {
            return self.inspected_state(node, here);
        }
        let Some(place) = node.rank().filter(|_| node.note.is_none()) else { return FlowState::Merged };
        let passed_unseen = node.is_physical() && !seen && place < here && rank(self.start) < Some(place);
        if place <= here {
            return if passed_unseen { FlowState::Skipped } else { FlowState::Done };
        }
        if std::mem::take(waits) { FlowState::Now } else { FlowState::Later }
    }

    /// Where the look at the goods stands: it may be done from their arrival on, and has a sense until the money or
    /// the new goods have left.
    fn inspected_state(&self, node: &Node, here: u8) -> FlowState {
        if self.known.inspection.is_some() {
            FlowState::Done
        } else if here > 3 {
            FlowState::Skipped
        } else if here >= node.rank().unwrap_or(0) {
            FlowState::Open
        } else {
            FlowState::Later
        }
    }

    /// The look at the goods as a step.
    fn inspected(&self, node: Node, here: u8) -> FlowStep {
        let state = self.inspected_state(&node, here);
        self.drawn(node, state, self.known.inspection.map(|found| found.at))
    }

    /// When a node was reached: the first move to its step, or to one that it stands for too.
    fn reached_at(&self, node: &Node, until: u8) -> Option<DateTime<Utc>> {
        match (node.key, node.rank()) {
            (FlowKey::Inspected, _) => self.known.inspection.map(|found| found.at),
            (FlowKey::Requested, _) => Some(self.claim.requested_at),
            (_, None) => None,
            (_, Some(place)) => {
                let there =
                    |step: ClaimStep| rank(step).is_some_and(|to| place <= to && to < until.max(place + 1));
                let moved = self.known.moves.iter().find(|(_, to, _)| there(*to)).map(|(.., at)| *at);
                moved.or(self.known.received.filter(|_| node.key == FlowKey::Collected))
            }
        }
    }

    /// A node as the window draws it.
    fn drawn(&self, node: Node, state: FlowState, at: Option<DateTime<Utc>>) -> FlowStep {
        let note = match (node.key, state) {
            (FlowKey::Inspected, FlowState::Done) => {
                self.known.inspection.map(|found| words::found(found.result))
            }
            _ => words::note(&node, state),
        };
        let Node { key, name, does, mover, .. } = node;
        FlowStep { key, state, name, at, note, does, mover, held: false }
    }
}

/// The steps with the hold beside the one at which the claim stands still.
fn marked(mut steps: Vec<FlowStep>, claim: &Claim) -> Vec<FlowStep> {
    if claim.held.is_some()
        && let Some(step) = steps.iter_mut().find(|step| step.state == FlowState::Now)
    {
        step.held = true;
        step.note = Some(Sentence::fixed("보류 중", "on hold"));
    }
    steps
}
