//! Products and what was bought along with them: which goes first is the marketplace's rule.

use anyhow::{Context, Result, ensure};
use domain::action::ClaimAct;
use domain::{ActionKind, ClaimId, ClaimKind, OrderId, OrderLine, Stage, Write};
use market::{LineRef, Reading};
use tests::world::World;

use crate::{carry_out, case, claim_write, confirm_whole, confirmed, lines, refused, ship_whole, told};

pub(crate) async fn add_ons_are_cancelled_before_their_product(world: &dyn World) -> Result<()> {
    if !world.market().capabilities().sequence.add_ons_first.contains(&ActionKind::ApproveCancel) {
        return not_asked(world);
    }
    case(world, &[ActionKind::ApproveCancel], || async {
        let Some((order, claims)) = asked_for_all(world, ClaimKind::Cancel).await? else { return Ok(()) };
        let [main, add_ons @ ..] = claims.as_slice() else { anyhow::bail!("no claims") };
        let write = |id| claim_write(world, &order, ClaimKind::Cancel, id, ClaimAct::Approve);
        refused(world, &write(main).await?).await?;
        for id in add_ons {
            carry_out(world, &write(id).await?).await?;
        }
        carry_out(world, &write(main).await?).await?;
        let left: u32 = lines(world, &order).await?.iter().map(|line| line.quantity.to_ship()).sum();
        ensure!(left == 0, "{left} pieces are left");
        Ok(())
    })
    .await
}

pub(crate) async fn a_product_under_a_cancel_ships_before_its_add_ons(world: &dyn World) -> Result<()> {
    if !world.market().capabilities().sequence.main_first.contains(&ActionKind::RefuseCancel) {
        return not_asked(world);
    }
    case(world, &[ActionKind::RefuseCancel], || async {
        let Some((order, claims)) = asked_for_all(world, ClaimKind::Cancel).await? else { return Ok(()) };
        let [main, add_ons @ ..] = claims.as_slice() else { anyhow::bail!("no claims") };
        let first = add_ons.first().context("no add-on")?;
        refused(world, &refusal_by_leaving(world, &order, first).await?).await?;
        for id in std::iter::once(main).chain(add_ons) {
            carry_out(world, &refusal_by_leaving(world, &order, id).await?).await?;
        }
        ensure!(lines(world, &order).await?.iter().all(|line| line.stage >= Stage::Shipped));
        Ok(())
    })
    .await
}

pub(crate) async fn what_was_bought_along_is_told(world: &dyn World) -> Result<()> {
    let Some(order) = world.order_with_add_ons(2)? else { return not_asked(world) };
    let read = lines(world, &order).await?;
    let (add_ons, mains): (Vec<&OrderLine>, Vec<&OrderLine>) =
        read.iter().partition(|line| line.product.add_on);
    ensure!((mains.len(), add_ons.len()) == (1, 2), "{read:#?}");
    ensure!(read.iter().all(|line| line.bundle == read[0].bundle), "they ship in one parcel");
    // Where an order rules which goes first, they are found by the product's number.
    let ordered = !world.market().capabilities().sequence.add_ons_first.is_empty();
    let same = |line: &OrderLine| line.product.product_id == read[0].product.product_id;
    ensure!(!ordered || read.iter().all(same));
    Ok(())
}

pub(crate) async fn lines_are_read_with_the_claims_on_them(world: &dyn World) -> Result<()> {
    told(world, Reading::CancelRequests, || async {
        let mut orders = Vec::new();
        for _ in 0..4 {
            orders.push(confirmed(world, 1, 2).await?);
        }
        let mut named = Vec::new();
        for order in &orders {
            named.extend(lines(world, order).await?.into_iter().map(|line| LineRef {
                order: line.order,
                bundle: line.bundle,
                line: line.line,
            }));
        }
        let id = world.ask(ClaimKind::Cancel, &orders[2], 1)?;
        let standing = world.market().read_standing(&named, Stage::Preparing).await?;
        for line in &named {
            let whole = standing.lines.iter().any(|read| read.line == line.line);
            let news = standing.news.iter().any(|news| news.line == line.line);
            ensure!(whole || news, "{line:?} is missing");
        }
        let open: Vec<&ClaimId> =
            standing.claims.iter().filter(|claim| !claim.is_settled()).map(|claim| &claim.claim).collect();
        ensure!(open == [&id], "{open:?}");
        Ok(())
    })
    .await
}

/// A refusal of a cancel that sends the line out under a fresh number.
async fn refusal_by_leaving(world: &dyn World, order: &OrderId, id: &ClaimId) -> Result<Write> {
    let (courier, invoice) = world.parcel();
    let act = ClaimAct::RefuseShipped { courier, invoice };
    claim_write(world, order, ClaimKind::Cancel, id, act).await
}

/// A confirmed order with two add-ons and a claim on every line, the product's first; `None` where nothing is
/// bought along.
async fn asked_for_all(world: &dyn World, kind: ClaimKind) -> Result<Option<(OrderId, Vec<ClaimId>)>> {
    let Some(order) = world.order_with_add_ons(2)? else {
        not_asked(world)?;
        return Ok(None);
    };
    confirm_whole(world, &order).await?;
    if kind != ClaimKind::Cancel {
        ship_whole(world, &order).await?;
        world.deliver(&order)?;
    }
    let claims = world.ask_for_all(kind, &order)?;
    Ok(Some((order, claims)))
}

/// Says why a marketplace is not asked.
fn not_asked(world: &dyn World) -> Result<()> {
    println!(
        "not asked of {}: nothing is bought along there, or no order rules it",
        world.market().marketplace().code()
    );
    Ok(())
}
