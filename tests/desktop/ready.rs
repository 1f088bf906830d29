//! Claims made ready at a marketplace, without the window.

use anyhow::{Context, Result, ensure};
use domain::{
    BundleId, ClaimId, ClaimKind, LineResult, OrderId, OrderLine, Parcel, ParcelLine, Stage, Write,
};
use market::{LineRef, Unit};
use tests::world::World;

/// A claim whose goods have come back.
pub(crate) async fn asked(world: &dyn World, kind: ClaimKind) -> Result<ClaimId> {
    let claim = requested(world, kind).await?;
    if kind != ClaimKind::Cancel {
        world.bring_back(kind, &claim)?;
    }
    Ok(claim)
}

/// A claim on an order of one line that came as far as the claim needs.
pub(crate) async fn requested(world: &dyn World, kind: ClaimKind) -> Result<ClaimId> {
    let order = world.order(1, 1)?;
    confirm(world, &order).await?;
    if kind != ClaimKind::Cancel {
        ship(world, &order).await?;
        world.deliver(&order)?;
    }
    world.ask(kind, &order, 1)
}

async fn confirm(world: &dyn World, order: &OrderId) -> Result<()> {
    let lines = lines_of(world, order).await?;
    let items = lines.iter().map(|line| line.item.clone()).collect();
    let lines = lines.into_iter().map(|line| (line.bundle, line.line)).collect();
    done(world, Write::Confirm { lines, items }).await
}

async fn ship(world: &dyn World, order: &OrderId) -> Result<()> {
    let lines = lines_of(world, order).await?;
    let first = lines.first().context("no line")?;
    let (courier, invoice) = world.parcel();
    let (bundle, split) = (first.bundle.clone(), first.delivery.split);
    let inside = lines.into_iter().map(|line| ParcelLine { line: line.line, item: line.item });
    let parcel = Parcel { order: order.clone(), bundle, lines: inside.collect(), courier, invoice, split };
    done(world, Write::Ship { parcels: vec![parcel] }).await
}

/// The lines of an order. Where lines leave by themselves they are asked for by their numbers, which every such
/// marketplace answers, Auction too.
async fn lines_of(world: &dyn World, order: &OrderId) -> Result<Vec<OrderLine>> {
    let market = world.market();
    if market.capabilities().unit == Unit::Bundle {
        return Ok(market.read_order(order).await?);
    }
    let named = world.truth().lines.into_iter().filter(|(_, line)| line.order == *order);
    let bundle = BundleId::new(order.as_str());
    let lines: Vec<LineRef> =
        named.map(|(line, _)| LineRef { order: order.clone(), bundle: bundle.clone(), line }).collect();
    Ok(market.read_standing(&lines, Stage::Unknown).await?.lines)
}

/// A write that succeeds.
async fn done(world: &dyn World, write: Write) -> Result<()> {
    let outcomes = world.market().act(&write).await?;
    ensure!(outcomes.iter().all(|outcome| outcome.result == LineResult::Ok), "{outcomes:?}");
    Ok(())
}
