//! From paid to shipped.

use anyhow::{Context, Result, anyhow, ensure};
use domain::{
    ActionKind, ClaimKind, ClaimVerb, InvoiceNumber, LineResult, OrderId, OrderLine, Outcome, Parcel,
    ParcelLine, Stage, Write,
};
use market::Reading;
use tests::world::World;

use crate::{
    carry_out, case, claim_write, confirm, confirm_whole, confirmed, lines, parcel, refused, ship_whole, told,
};
use domain::action::ClaimAct;

pub(crate) async fn confirming_moves_the_order_on(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::Confirm], || async {
        let order = confirmed(world, 2, 1).await?;
        ensure!(lines(world, &order).await?.iter().all(|line| line.stage == Stage::Preparing));
        ensure!(world.applied(ActionKind::Confirm, order.as_str()) == 1);
        Ok(())
    })
    .await
}

pub(crate) async fn a_changed_address_is_read_after_confirming(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::Confirm], || async {
        let order = world.order(1, 1)?;
        world.change_address(&order, "부산 수영구 광안로 7")?;
        confirm_whole(world, &order).await?;
        let after = lines(world, &order).await?.pop().context("no line")?;
        ensure!(after.receiver.address.contains("광안로"), "still {}", after.receiver.address);
        Ok(())
    })
    .await
}

pub(crate) async fn confirming_twice_is_done_once(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::Confirm], || async {
        let order = confirmed(world, 1, 1).await?;
        let again = confirm(&lines(world, &order).await?);
        // Some say nothing at all of a line that is confirmed already: that is not known, and never a success.
        let silent = |outcome: &Outcome| outcome.result == LineResult::Unknown;
        let outcomes = world.market().act(&again).await;
        let unknown = outcomes.as_ref().is_err_and(|error| error.may_have_applied());
        if !unknown && !outcomes.as_ref().is_ok_and(|outcomes| outcomes.iter().all(silent)) {
            refused(world, &again).await?;
        }
        ensure!(world.applied(ActionKind::Confirm, order.as_str()) == 1);
        Ok(())
    })
    .await
}

pub(crate) async fn shipping_gives_every_line_its_number(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::Confirm, ActionKind::Ship], || async {
        let order = confirmed(world, 2, 1).await?;
        let number = ship_whole(world, &order).await?;
        for line in lines(world, &order).await? {
            ensure!(line.stage >= Stage::Shipped, "{} is {:?}", line.line, line.stage);
            ensure!(line.delivery.invoice.as_ref() == Some(&number));
        }
        Ok(())
    })
    .await
}

pub(crate) async fn shipping_before_confirming_is_refused_in_words(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::Confirm, ActionKind::Ship], || async {
        let order = world.order(1, 1)?;
        let sent = parcel(world, &lines(world, &order).await?)?;
        refused(world, &Write::Ship { parcels: vec![sent] }).await
    })
    .await
}

pub(crate) async fn a_wrong_number_is_refused_in_words(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::Ship], || async {
        let order = confirmed(world, 1, 1).await?;
        let sent = parcel(world, &lines(world, &order).await?)?;
        let wrong = Parcel { invoice: InvoiceNumber::from("123"), ..sent };
        refused(world, &Write::Ship { parcels: vec![wrong] }).await?;
        ensure!(lines(world, &order).await?.iter().all(|line| line.stage == Stage::Preparing));
        Ok(())
    })
    .await
}

pub(crate) async fn a_shipped_number_can_be_changed(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::Ship, ActionKind::ChangeInvoice], || async {
        let order = confirmed(world, 1, 1).await?;
        let read = lines(world, &order).await?;
        carry_out(world, &Write::Ship { parcels: vec![parcel(world, &read)?] }).await?;
        let again = parcel(world, &read)?;
        carry_out(world, &Write::ChangeInvoice { parcels: vec![again.clone()] }).await?;
        let line = lines(world, &order).await?.pop().context("no line")?;
        ensure!(line.delivery.invoice == Some(again.invoice));
        Ok(())
    })
    .await
}

pub(crate) async fn a_bundle_ships_in_two_parts(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::SplitShip, ActionKind::ShipRest], || async {
        let order = split(world).await?;
        ensure!(lines(world, &order).await?.iter().all(|line| line.stage >= Stage::Shipped));
        Ok(())
    })
    .await
}

pub(crate) async fn the_number_of_a_split_part_can_be_changed(world: &dyn World) -> Result<()> {
    let used = [ActionKind::SplitShip, ActionKind::ShipRest, ActionKind::ChangeInvoice];
    case(world, &used, || async {
        let order = split(world).await?;
        for part in lines(world, &order).await? {
            let again = parcel(world, std::slice::from_ref(&part))?;
            carry_out(world, &Write::ChangeInvoice { parcels: vec![again.clone()] }).await?;
            let now = lines(world, &order).await?;
            let now = now.iter().find(|line| line.item == part.item).context("the part is gone")?;
            ensure!(now.delivery.invoice == Some(again.invoice), "{:?}", now.delivery);
        }
        Ok(())
    })
    .await
}

/// An order of two lines that left one after the other.
async fn split(world: &dyn World) -> Result<OrderId> {
    let (order, first, rest) = two_lines(world).await?;
    carry_out(world, &first_half(world, &first, &rest)?).await?;
    let rest = the_rest(world, &order, &rest).await?;
    ensure!(rest.stage == Stage::Preparing, "the rest is {:?}", rest.stage);
    carry_out(world, &Write::ShipRest { parcel: parcel(world, std::slice::from_ref(&rest))? }).await?;
    Ok(order)
}

/// A confirmed order of two lines.
pub(crate) async fn two_lines(world: &dyn World) -> Result<(OrderId, OrderLine, OrderLine)> {
    let order = confirmed(world, 2, 1).await?;
    let read = lines(world, &order).await?;
    let [first, second] =
        <[OrderLine; 2]>::try_from(read).map_err(|read| anyhow!("not two lines: {read:?}"))?;
    Ok((order, first, second))
}

/// The first line leaves, the rest is promised for a day.
pub(crate) fn first_half(world: &dyn World, first: &OrderLine, rest: &OrderLine) -> Result<Write> {
    Ok(Write::SplitShip {
        now: parcel(world, std::slice::from_ref(first))?,
        later: vec![ParcelLine { line: rest.line.clone(), item: rest.item.clone() }],
        later_courier: world.parcel().0,
        later_on: (world.clock().now() + chrono::TimeDelta::days(3)).date_naive(),
    })
}

/// What stayed of a bundle that was split, as it is now.
pub(crate) async fn the_rest(world: &dyn World, order: &OrderId, rest: &OrderLine) -> Result<OrderLine> {
    let mut split = lines(world, order).await?.into_iter();
    split.find(|line| line.item == rest.item).context("the rest is gone")
}

pub(crate) async fn a_sale_is_cancelled_by_the_seller(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::CancelSale], || async {
        let order = world.order(1, 2)?;
        let read = lines(world, &order).await?;
        let first = read.first().context("no line")?;
        carry_out(world, &called_off(world, first, 2)?).await?;
        // Where the seller's cancel is a request like the buyer's, approving it completes it.
        for claim in world.market().read_claims(std::slice::from_ref(&order)).await? {
            if claim.verbs.contains(&ClaimVerb::Approve) {
                let approve =
                    claim_write(world, &order, ClaimKind::Cancel, &claim.claim, ClaimAct::Approve).await?;
                carry_out(world, &approve).await?;
            }
        }
        let left: u32 = lines(world, &order).await?.iter().map(|line| line.quantity.to_ship()).sum();
        ensure!(left == 0, "{left} pieces are still to be shipped");
        Ok(())
    })
    .await
}

/// The sale of so many pieces called off for the marketplace's first reason.
pub(crate) fn called_off(world: &dyn World, line: &OrderLine, pieces: u32) -> Result<Write> {
    let market = world.market();
    let reason = market.capabilities().cancel_reasons.first().context("no reason to give")?.0;
    Ok(Write::CancelSale {
        order: line.order.clone(),
        bundle: line.bundle.clone(),
        lines: vec![(ParcelLine { line: line.line.clone(), item: line.item.clone() }, pieces)],
        reason: reason.into(),
    })
}

pub(crate) async fn a_partly_cancelled_line_ships_the_rest(world: &dyn World) -> Result<()> {
    told(world, Reading::PartialClaims, || async {
        let order = confirmed(world, 1, 3).await?;
        let claim = world.ask(ClaimKind::Cancel, &order, 1)?;
        carry_out(world, &claim_write(world, &order, ClaimKind::Cancel, &claim, ClaimAct::Approve).await?)
            .await?;
        let read = lines(world, &order).await?;
        ensure!(read.iter().map(|line| line.quantity.to_ship()).sum::<u32>() == 2, "{read:?}");
        carry_out(world, &Write::Ship { parcels: vec![parcel(world, &read)?] }).await
    })
    .await
}

pub(crate) async fn the_pieces_of_a_line_leave_in_two_parcels(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::ShipPieces], || async {
        let order = confirmed(world, 1, 3).await?;
        let line = lines(world, &order).await?.pop().context("no line")?;
        let write = in_two_parcels(world, line);
        carry_out(world, &write).await?;
        let Write::ShipPieces { parts, .. } = write else { anyhow::bail!("another write: {write:?}") };
        let first = parts.into_iter().next().map(|(number, _)| number);
        let left = lines(world, &order).await?.pop().context("no line")?;
        ensure!(left.stage >= Stage::Shipped && left.delivery.invoice == first, "{left:?}");
        ensure!(world.applied(ActionKind::ShipPieces, order.as_str()) == 1);
        Ok(())
    })
    .await
}

/// The three pieces of a line in two parcels.
pub(crate) fn in_two_parcels(world: &dyn World, line: OrderLine) -> Write {
    let ((courier, first), (_, second)) = (world.parcel(), world.parcel());
    Write::ShipPieces {
        order: line.order,
        bundle: line.bundle,
        line: ParcelLine { line: line.line, item: line.item },
        courier,
        parts: vec![(first, 2), (second, 1)],
    }
}
