//! What can be told of a claim. Two claims of which the same is told are in the same state.

use anyhow::{Result, bail};
use domain::{Claim, ClaimId, ClaimKind, ClaimState, ClaimStep, ClaimVerb, Fact, OrderId};
use tests::world::World;

/// What stands beside the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Still {
    /// Nothing: it moves.
    No,
    /// 보류
    Held,
    /// 반품완료보류
    Deferred,
}

/// A state of a claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Picture {
    pub(super) kind: ClaimKind,
    pub(super) step: ClaimStep,
    pub(super) still: Still,
    /// The marketplace's own words, which may tell states apart that are one step here; empty where no list shows it.
    pub(super) raw: String,
    /// Refunded before the goods came back.
    pub(super) early: bool,
    /// What the marketplace takes now, as its connector reads it.
    pub(super) verbs: Vec<ClaimVerb>,
}

impl Picture {
    /// As the flows know it.
    pub(super) const fn state(&self) -> ClaimState {
        ClaimState { kind: self.kind, step: self.step }
    }

    /// Nobody tells of it any more.
    pub(super) const fn is_on_no_list(&self) -> bool {
        self.raw.is_empty()
    }

    /// In a word or two.
    pub(super) fn name(&self) -> String {
        let Self { kind, step, still, raw, .. } = self;
        match still {
            Still::No => format!("{kind:?} {step:?} ({raw})"),
            still => format!("{kind:?} {step:?} {still:?} ({raw})"),
        }
    }

    fn of(claim: &Claim) -> Self {
        let still = match &claim.held {
            None => Still::No,
            Some(held) if held.deferred => Still::Deferred,
            Some(_) => Still::Held,
        };
        let mut verbs = claim.verbs.clone();
        verbs.sort_unstable();
        Self {
            kind: claim.kind,
            step: claim.step,
            still,
            raw: claim.raw_status.clone(),
            early: claim.refunded_early,
            verbs,
        }
    }

    /// Of a claim that no list shows any more, or that another one on its line replaced.
    fn given_up(kind: ClaimKind) -> Self {
        Self {
            kind,
            step: ClaimStep::Withdrawn,
            still: Still::No,
            raw: String::new(),
            early: false,
            verbs: Vec::new(),
        }
    }
}

/// The claim as its marketplace tells of it now, with its record where there is one.
pub(super) async fn look(
    world: &dyn World,
    order: &OrderId,
    kind: ClaimKind,
    id: &ClaimId,
) -> Result<(Picture, Option<Claim>)> {
    match world.market().read_claim(order, kind, id).await? {
        Some(Fact::Claim(claim)) if claim.claim == *id => Ok((Picture::of(&claim), Some(*claim))),
        Some(Fact::Withdrawn { claim, .. } | Fact::Gone { claim }) if claim == *id => {
            Ok((Picture::given_up(kind), None))
        }
        None => Ok((Picture::given_up(kind), None)),
        other => bail!("{id} reads as {other:?}"),
    }
}
