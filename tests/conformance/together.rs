//! Many claims in few calls.

use anyhow::{Context, Result, ensure};
use domain::{ActionKind, ClaimKind, Fact};
use tests::world::World;

use crate::claims::asked;
use crate::{case, claim};

/// More than one list of claims has names, so that reading them together is worth it everywhere.
const MANY: usize = 7;

pub(crate) async fn claims_are_told_together_as_alone(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::RefundReturn], || async {
        let mut known = Vec::new();
        for _ in 0..MANY {
            known.push(asked(world, ClaimKind::Return, 1).await?);
        }
        let ids: Vec<_> = known.iter().map(|(_, id)| id.clone()).collect();
        let told = world.market().read_claims_together(&ids).await?;
        ensure!([0, MANY].contains(&told.len()), "{} of {MANY} are told", told.len());
        for fact in told {
            let Fact::Claim(together) = fact else { anyhow::bail!("{fact:?}") };
            let (order, id) =
                known.iter().find(|(_, id)| *id == together.claim).context("nobody asked for it")?;
            let alone = claim(world, order, ClaimKind::Return, id).await?;
            ensure!(*together == alone, "together {together:#?}, alone {alone:#?}");
        }
        Ok(())
    })
    .await
}
