//! What happens to Coupang's claims without the seller.

use anyhow::Result;
use domain::{ClaimId, ClaimKind};
use sandbox::coupang::{Collect, Verb};

use super::Coupang;
use crate::world::{Deed, World};

/// Lets it happen.
pub(super) fn stir(world: &Coupang, deed: Deed, kind: ClaimKind, claim: &ClaimId) -> Result<()> {
    let id = claim.to_string();
    let exchange = kind == ClaimKind::Exchange;
    let verb = match deed {
        Deed::Withdrawn => return world.withdraw(kind, claim),
        Deed::Overruled => return world.overrule(claim),
        Deed::PickedUp if exchange => {
            Verb::ExchangeCollecting { exchange_id: id, collect: Collect::Delivering }
        }
        Deed::PickedUp => Verb::ReturnCollected { receipt_id: id },
        Deed::BroughtBack if exchange => {
            Verb::ExchangeCollecting { exchange_id: id, collect: Collect::CompleteCollect }
        }
        Deed::LookedInto => Verb::CoupangChecks { receipt_id: id },
        Deed::ReplacementArrived => Verb::ExchangeDelivered { exchange_id: id },
        other => return other.unknown(),
    };
    world.act(verb).map(drop)
}
