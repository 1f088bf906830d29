//! What happens to SmartStore's and Npay's claims without the seller.

use anyhow::Result;
use domain::{ClaimId, ClaimKind};
use sandbox::naver::Verb;

use super::{Naver, parts};
use crate::world::{Deed, World};

/// Lets it happen.
pub(super) fn stir(world: &Naver, deed: Deed, kind: ClaimKind, claim: &ClaimId) -> Result<()> {
    let claim_id = parts(claim)?.1.to_owned();
    let verb = match deed {
        Deed::Withdrawn => return world.withdraw(kind, claim),
        Deed::Overruled => return world.overrule(claim),
        Deed::PickedUp => Verb::PickupScanned { claim_id },
        Deed::PickupFailed => Verb::PickupFails { claim_id },
        Deed::BroughtBack => Verb::GoodsCollected { claim_id },
        Deed::Refunded => Verb::RefundCompletes { claim_id },
        Deed::ReplacementArrived => Verb::ExchangeDelivered { claim_id },
        other => return other.unknown(),
    };
    world.act(verb).map(drop)
}
