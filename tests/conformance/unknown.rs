//! Writes whose answer is lost: neither success nor failure, and never sent again by a layer.

use anyhow::{Result, ensure};
use domain::action::ClaimAct;
use domain::{ActionKind, ClaimKind, LineResult, Stage, Write};
use tests::world::{Strike, World};

use crate::claims::asked;
use crate::{carry_out, case, claim_write, confirm, confirmed, lines, parcel};

pub(crate) async fn a_broken_confirmation_is_unknown_and_applied_once(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::Confirm], || async {
        let order = world.order(1, 1)?;
        let write = confirm(&lines(world, &order).await?);
        unknown(world, &write, Strike::BreakAfter).await?;
        ensure!(world.applied(ActionKind::Confirm, order.as_str()) == 1);
        ensure!(lines(world, &order).await?.iter().all(|line| line.stage == Stage::Preparing));
        Ok(())
    })
    .await
}

pub(crate) async fn a_broken_dispatch_is_unknown_and_applied_once(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::Ship], || async {
        let order = confirmed(world, 1, 1).await?;
        let write = Write::Ship { parcels: vec![parcel(world, &lines(world, &order).await?)?] };
        unknown(world, &write, Strike::BreakAfter).await?;
        ensure!(world.applied(ActionKind::Ship, order.as_str()) == 1);
        Ok(())
    })
    .await
}

pub(crate) async fn a_broken_refund_is_unknown_and_applied_once(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::ApproveCancel], || async {
        let (order, id) = asked(world, ClaimKind::Cancel, 1).await?;
        let write = claim_write(world, &order, ClaimKind::Cancel, &id, ClaimAct::Approve).await?;
        unknown(world, &write, Strike::BreakAfter).await?;
        ensure!(world.applied(ActionKind::ApproveCancel, id.as_str()) == 1);
        Ok(())
    })
    .await
}

pub(crate) async fn a_gateway_timeout_is_unknown(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::Confirm], || async {
        let order = world.order(1, 1)?;
        unknown(world, &confirm(&lines(world, &order).await?), Strike::GatewayTimeoutAfter).await
    })
    .await
}

pub(crate) async fn a_cut_answer_to_a_write_is_unknown(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::Confirm], || async {
        let order = world.order(1, 1)?;
        unknown(world, &confirm(&lines(world, &order).await?), Strike::Truncated).await
    })
    .await
}

pub(crate) async fn too_many_calls_never_applied_anything(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::Confirm], || async {
        let order = world.order(1, 1)?;
        let write = confirm(&lines(world, &order).await?);
        world.strike(Some(ActionKind::Confirm), Strike::TooMany, 1);
        match world.market().act(&write).await {
            Ok(outcomes) => ensure!(outcomes.iter().all(|outcome| outcome.result != LineResult::Unknown)),
            Err(error) => ensure!(!error.may_have_applied(), "{error}"),
        }
        ensure!(world.applied(ActionKind::Confirm, order.as_str()) == 0);
        ensure!(world.calls(ActionKind::Confirm) == 1, "a write was sent again");
        Ok(())
    })
    .await
}

pub(crate) async fn a_connection_broken_before_is_not_success(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::Confirm], || async {
        let order = world.order(1, 1)?;
        let write = confirm(&lines(world, &order).await?);
        unknown(world, &write, Strike::BreakBefore).await?;
        ensure!(world.applied(ActionKind::Confirm, order.as_str()) == 0);
        carry_out(world, &write).await
    })
    .await
}

/// The write is struck, arrives once, and its outcome is not known.
async fn unknown(world: &dyn World, write: &Write, strike: Strike) -> Result<()> {
    let kind = write.kind().ok_or_else(|| anyhow::anyhow!("no such write"))?;
    let before = world.calls(kind);
    world.strike(Some(kind), strike, 1);
    match world.market().act(write).await {
        Ok(outcomes) => {
            ensure!(outcomes.iter().all(|outcome| outcome.result == LineResult::Unknown), "{outcomes:?}")
        }
        Err(error) => ensure!(error.may_have_applied(), "{strike:?} is told as {error}"),
    }
    ensure!(world.calls(kind) == before + 1, "a write was sent again");
    Ok(())
}
