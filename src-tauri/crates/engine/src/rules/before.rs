//! What has to come before a verb that a claim does not take yet.

use domain::{Claim, ClaimKind, ClaimStep, ClaimVerb};

use crate::hold::Hold;

/// Why a claim does not take a verb now: the verb that it does take and that comes before, or the goods that are
/// still on their way.
pub(crate) fn before(claim: &Claim, verb: ClaimVerb) -> Hold {
    use ClaimVerb::{Complete, ConfirmCollected, Refund, RegisterPickup, Reship};
    if claim.kind == ClaimKind::Cancel {
        return Hold::NoVerb;
    }
    match verb {
        RegisterPickup | ConfirmCollected | Refund | Reship => first(claim, verb),
        Complete if claim.verbs.contains(&Reship) => Hold::ReshipFirst,
        _ => Hold::NoVerb,
    }
}

/// The step that a verb waits for, on the way from the request to the goods' return.
fn first(claim: &Claim, verb: ClaimVerb) -> Hold {
    use ClaimVerb::{Approve, ConfirmCollected, Notify, RegisterPickup};
    let takes = |verb| claim.verbs.contains(&verb);
    let coming = matches!(claim.step, ClaimStep::Requested | ClaimStep::Approved | ClaimStep::Collecting);
    match verb {
        _ if takes(Approve) => Hold::ApproveFirst,
        _ if takes(Notify) => Hold::NotifyFirst,
        RegisterPickup if claim.step == ClaimStep::Collecting => Hold::PickupKnown,
        RegisterPickup => Hold::NoVerb,
        _ if takes(RegisterPickup) => Hold::PickupFirst,
        _ if takes(ConfirmCollected) => Hold::CollectedFirst,
        _ if coming => Hold::NotBackYet,
        _ => Hold::NoVerb,
    }
}
