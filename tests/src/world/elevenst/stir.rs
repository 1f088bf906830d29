//! What happens to 11번가's claims without the seller.

use anyhow::Result;
use domain::{ClaimId, ClaimKind};
use sandbox::elevenst::Verb;

use super::{Elevenst, number};
use crate::world::{Deed, World};

/// Lets it happen.
pub(super) fn stir(world: &Elevenst, deed: Deed, kind: ClaimKind, claim: &ClaimId) -> Result<()> {
    let id = number(claim)?;
    let verb = match deed {
        Deed::Withdrawn => return world.withdraw(kind, claim),
        Deed::Overruled if kind == ClaimKind::Return => Verb::SupportRefunds { claim: id },
        Deed::Overruled => return world.overrule(claim),
        Deed::BroughtBack => Verb::GoodsCollected { claim: id },
        Deed::Held => Verb::OfficeHolds { claim: id },
        Deed::Stands(status) => Verb::ClaimStands { claim: id, status: status.into() },
        other => return other.unknown(),
    };
    world.act(verb).map(drop)
}
