//! From paid to shipped.

use anyhow::{Context, Result, ensure};
use domain::{
    ActionKind, ClaimKind, ClaimVerb, InvoiceNumber, LineResult, OrderId, Outcome, Parcel, ParcelLine, Stage,
    Write,
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
    let order = confirmed(world, 2, 1).await?;
    let read = lines(world, &order).await?;
    let [first, second] = read.as_slice() else { anyhow::bail!("not two lines: {read:?}") };
    let (later_courier, _) = world.parcel();
    let write = Write::SplitShip {
        now: parcel(world, std::slice::from_ref(first))?,
        later: vec![ParcelLine { line: second.line.clone(), item: second.item.clone() }],
        later_courier,
        later_on: (world.clock().now() + chrono::TimeDelta::days(3)).date_naive(),
    };
    carry_out(world, &write).await?;
    let split = lines(world, &order).await?;
    let rest = split.iter().find(|line| line.item == second.item).context("the rest is gone")?;
    ensure!(rest.stage == Stage::Preparing, "the rest is {:?}", rest.stage);
    carry_out(world, &Write::ShipRest { parcel: parcel(world, std::slice::from_ref(rest))? }).await?;
    Ok(order)
}

pub(crate) async fn a_sale_is_cancelled_by_the_seller(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::CancelSale], || async {
        let order = world.order(1, 2)?;
        let read = lines(world, &order).await?;
        let first = read.first().context("no line")?;
        let market = world.market();
        let reason = market.capabilities().cancel_reasons.first().context("no reason to give")?.0;
        let cancelled = vec![(ParcelLine { line: first.line.clone(), item: first.item.clone() }, 2)];
        let write = Write::CancelSale {
            order: order.clone(),
            bundle: first.bundle.clone(),
            lines: cancelled,
            reason: reason.into(),
        };
        carry_out(world, &write).await?;
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
        let ((courier, first), (_, second)) = (world.parcel(), world.parcel());
        let write = Write::ShipPieces {
            order: order.clone(),
            bundle: line.bundle,
            line: ParcelLine { line: line.line, item: line.item },
            courier,
            parts: vec![(first.clone(), 2), (second, 1)],
        };
        carry_out(world, &write).await?;
        let left = lines(world, &order).await?.pop().context("no line")?;
        ensure!(left.stage >= Stage::Shipped && left.delivery.invoice == Some(first), "{left:?}");
        ensure!(world.applied(ActionKind::ShipPieces, order.as_str()) == 1);
        Ok(())
    })
    .await
}
