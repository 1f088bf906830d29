//! What happens to Grip's claims without the seller.

use anyhow::Result;
use domain::{ClaimId, ClaimKind};
use sandbox::grip::Verb;

use super::{Grip, key_of};
use crate::world::{Deed, World};

/// Lets it happen.
pub(super) fn stir(world: &Grip, deed: Deed, kind: ClaimKind, claim: &ClaimId) -> Result<()> {
    let key = key_of(claim.as_str())?;
    let verb = match deed {
        Deed::Withdrawn => return world.withdraw(kind, claim),
        Deed::AccountTold => Verb::BuyerEntersAccount { key },
        Deed::Refunded => Verb::RefundCompletes { key },
        Deed::ReplacementArrived => Verb::ExchangeDelivered { key },
        other => return other.unknown(),
    };
    world.act(verb).map(drop)
}
