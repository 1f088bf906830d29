//! Whether a reading shows that a write was applied, where the marketplace tells it.

use anyhow::{Result, bail};
use domain::action::ClaimAct;
use domain::{Claim, ClaimKind, ClaimStep, Fact, OrderLine, Stage, Write};
use tests::world::World;

use super::scenes::Scene;
use crate::lines;
use crate::promises::listed;
use crate::reports::reported;

/// Whether a reading shows the scene's write as applied; `None` where nothing tells it.
pub(crate) async fn shown(world: &dyn World, scene: &Scene) -> Result<Option<bool>> {
    let read = || lines(world, &scene.order);
    Ok(Some(match &scene.write {
        Write::Claim { act, .. } => return on_the_claim(world, scene, act).await,
        Write::Confirm { .. } => all(&read().await?, Stage::Preparing),
        Write::Ship { .. } | Write::ShipRest { .. } | Write::ShipPieces { .. } => {
            all(&read().await?, Stage::Shipped)
        }
        Write::SplitShip { later, .. } => {
            let left = |line: &OrderLine| later.iter().all(|rest| rest.item != line.item);
            read().await?.iter().filter(|line| left(line)).all(|line| line.stage >= Stage::Shipped)
        }
        Write::ChangeInvoice { parcels } => {
            let new = parcels.first().map(|parcel| &parcel.invoice);
            every(&read().await?, |line| line.delivery.invoice.as_ref() == new)
        }
        Write::CompleteDelivery { .. } => all(&read().await?, Stage::Delivered),
        // A sale that was called off may leave a claim that waits for its approval, or no line at all.
        Write::CancelSale { .. } => {
            has_claim(world, scene, ClaimKind::Cancel).await?
                || read().await?.iter().all(|line| line.quantity.to_ship() == 0)
        }
        Write::RequestReturn { .. } => has_claim(world, scene, ClaimKind::Return).await?,
        Write::Delay { .. } if !world.market().capabilities().tells_delay => return Ok(None),
        Write::Delay { until, .. } => listed(world, &scene.order).await?.ship_by == *until,
        Write::ChangeHopeDelivery { on, .. } => {
            every(&read().await?, |line| line.delivery.hoped_for == Some(*on))
        }
        Write::ChangeReceiver { to, .. } => {
            every(&read().await?, |line| line.receiver.address.contains(&to.address))
        }
        Write::AnswerUndelivered { .. } => {
            reported(world, &scene.order).await?.is_none_or(|report| report.settled_at.is_some())
        }
    }))
}

/// Whether there are lines, and all of them are so.
fn every(lines: &[OrderLine], is_so: impl Fn(&OrderLine) -> bool) -> bool {
    !lines.is_empty() && lines.iter().all(is_so)
}

/// Whether every line has come so far.
fn all(lines: &[OrderLine], stage: Stage) -> bool {
    every(lines, |line| line.stage >= stage)
}

/// Whether a claim of that kind stands on the order.
async fn has_claim(world: &dyn World, scene: &Scene, kind: ClaimKind) -> Result<bool> {
    let claims = world.market().read_claims(std::slice::from_ref(&scene.order)).await?;
    Ok(claims.iter().any(|claim| claim.kind == kind))
}

/// Whether the claim shows what was done to it.
async fn on_the_claim(world: &dyn World, scene: &Scene, act: &ClaimAct) -> Result<Option<bool>> {
    let (kind, id) = scene.claim()?;
    if let ClaimAct::Convert { .. } = act {
        let other = if kind == ClaimKind::Return { ClaimKind::Exchange } else { ClaimKind::Return };
        return has_claim(world, scene, other).await.map(Some);
    }
    let fact = world.market().read_claim(&scene.order, kind, id).await?;
    Ok(match fact {
        Some(Fact::Claim(claim)) if claim.kind == kind => tells(world, &claim, act),
        // Only what ends a claim takes it off its list, or makes another kind of it.
        Some(Fact::Claim(_) | Fact::Withdrawn { .. } | Fact::Gone { .. }) | None => Some(ends(act)),
        Some(other) => bail!("{id} reads as {other:?}"),
    })
}

/// Whether a verb ends the claim.
const fn ends(act: &ClaimAct) -> bool {
    matches!(
        act,
        ClaimAct::Approve
            | ClaimAct::RefuseShipped { .. }
            | ClaimAct::RefuseDisputed { .. }
            | ClaimAct::RefuseFor { .. }
            | ClaimAct::RefuseBecause { .. }
            | ClaimAct::Refund
            | ClaimAct::Complete
    )
}

/// Whether a claim that is still there tells of a verb.
fn tells(world: &dyn World, claim: &Claim, act: &ClaimAct) -> Option<bool> {
    let come = |step: ClaimStep| claim.step >= step;
    Some(match act {
        ClaimAct::Approve | ClaimAct::Notify { .. } => come(ClaimStep::Approved),
        ClaimAct::RefuseShipped { .. }
        | ClaimAct::RefuseDisputed { .. }
        | ClaimAct::RefuseFor { .. }
        | ClaimAct::RefuseBecause { .. } => claim.is_settled(),
        ClaimAct::Hold { .. } => claim.held.is_some(),
        ClaimAct::Release => claim.held.is_none(),
        ClaimAct::Defer { .. } => claim.held.as_ref().is_some_and(|held| held.deferred),
        ClaimAct::RegisterPickup { invoice, .. } => {
            claim.pickups.iter().any(|pickup| pickup.invoice.as_ref() == Some(invoice))
        }
        ClaimAct::ConfirmCollected
            if claim.kind == ClaimKind::Exchange
                && !world.market().capabilities().tells_exchange_collected =>
        {
            return None;
        }
        ClaimAct::ConfirmCollected => come(ClaimStep::Collected),
        ClaimAct::Refund => come(ClaimStep::Refunded),
        ClaimAct::Reship { .. } | ClaimAct::ReshipInPlace { .. } => come(ClaimStep::Reshipped),
        ClaimAct::Complete => come(ClaimStep::Completed),
        ClaimAct::Convert { .. } => return None,
    })
}
