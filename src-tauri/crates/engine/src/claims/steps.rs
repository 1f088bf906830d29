//! The stepper of a claim: where it was, where it is, what is ahead, and which steps its marketplace merges.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{ActionKind, Claim, ClaimKind, ClaimStep};
use market::Support;

use crate::view::{StepState, StepView};

use ClaimStep::{Approved, Collected, Collecting, Completed, Refunded, Requested, Reshipped};

/// A move of the claim as it was observed.
type Move = (ClaimStep, ClaimStep, DateTime<Utc>);

/// The steps of a kind of claim where no marketplace merges any.
const fn path(kind: ClaimKind) -> &'static [ClaimStep] {
    match kind {
        ClaimKind::Cancel => &[Requested, Approved, Refunded, Completed],
        ClaimKind::Return => &[Requested, Approved, Collecting, Collected, Refunded, Completed],
        ClaimKind::Exchange => &[Requested, Approved, Collecting, Collected, Reshipped, Completed],
    }
}

/// The stepper. `moves` are the observed moves, oldest first.
pub(super) fn of(
    claim: &Claim,
    actions: Option<&BTreeMap<ActionKind, Support>>,
    moves: &[Move],
) -> Vec<StepView> {
    let start = moves.first().map_or(claim.step, |(from, ..)| *from);
    let path = walked(claim, start, moves);
    let place = |step: ClaimStep| path.iter().position(|known| *known == step);
    let (here, began) = (place(claim.step), place(start));
    path.iter()
        .enumerate()
        .map(|(index, step)| {
            let at = reached_at(claim, *step, moves);
            let state = if *step == claim.step {
                if claim.is_settled() { StepState::Done } else { StepState::Now }
            } else if at.is_some() || *step == start || Some(index) < began {
                StepState::Done
            } else if Some(index) < here || !stands_alone(claim.kind, *step, actions) {
                StepState::Merged
            } else {
                StepState::Later
            };
            StepView { step: *step, state, at }
        })
        .collect()
}

/// The kind's path; a claim that left it shows what it passed and where it ended.
fn walked(claim: &Claim, start: ClaimStep, moves: &[Move]) -> Vec<ClaimStep> {
    let path = path(claim.kind);
    if path.contains(&claim.step) {
        return path.to_vec();
    }
    let passed = |step: &&ClaimStep| {
        **step == start || **step == Requested || moves.iter().any(|(_, to, _)| to == *step)
    };
    path.iter().filter(passed).copied().chain([claim.step]).collect()
}

/// When a step was reached, if that was seen.
fn reached_at(claim: &Claim, step: ClaimStep, moves: &[Move]) -> Option<DateTime<Utc>> {
    if step == Requested {
        return Some(claim.requested_at);
    }
    moves.iter().find(|(_, to, _)| *to == step).map(|(.., at)| *at)
}

/// Whether the marketplace has the step as one of its own, as far as its capabilities say.
fn stands_alone(kind: ClaimKind, step: ClaimStep, actions: Option<&BTreeMap<ActionKind, Support>>) -> bool {
    let lead_there: &[ActionKind] = match (kind, step) {
        (ClaimKind::Cancel, Approved) => &[ActionKind::ApproveCancel],
        // An approved cancel pays the buyer back by itself.
        (ClaimKind::Cancel, Refunded) => &[],
        (ClaimKind::Return, Approved) => &[ActionKind::ApproveReturn, ActionKind::NotifyReturn],
        (ClaimKind::Return, Refunded) => &[ActionKind::RefundReturn],
        (ClaimKind::Exchange, Approved) => &[ActionKind::ApproveExchange, ActionKind::NotifyExchange],
        (ClaimKind::Exchange, Reshipped) => &[ActionKind::ReshipExchange],
        _ => return true,
    };
    let supported = |kind: &ActionKind| {
        let support = actions.and_then(|actions| actions.get(kind));
        matches!(support, Some(Support::Native | Support::Composed(_)))
    };
    lead_there.iter().any(supported)
}
