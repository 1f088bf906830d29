//! What happens to Gmarket's and Auction's claims without the seller.

use anyhow::Result;
use domain::{ClaimId, ClaimKind};
use sandbox::esm::Verb;

use super::{Esm, line_of};
use crate::world::{Deed, World};

/// The site's reason for a hold of its own: the way back is not paid for.
const UNPAID_WAY: i64 = 1;

/// Lets it happen.
pub(super) fn stir(world: &Esm, deed: Deed, kind: ClaimKind, claim: &ClaimId) -> Result<()> {
    let (site, order_no) = (world.site, line_of(claim)?);
    let verb = match deed {
        Deed::Withdrawn => return world.withdraw(kind, claim),
        Deed::Overruled => return world.overrule(claim),
        Deed::PickedUp => Verb::PickupScanned { site, order_no },
        Deed::BroughtBack => Verb::GoodsCollected { site, order_no },
        Deed::Held => Verb::SiteHolds { site, order_no, reason: UNPAID_WAY },
        Deed::Released => Verb::BuyerPaysFee { site, order_no },
        Deed::Refunded => Verb::RefundCompletes { site, order_no },
        Deed::ReplacementArrived => Verb::ExchangeDelivered { site, order_no },
        other => return other.unknown(),
    };
    world.act(verb).map(drop)
}
