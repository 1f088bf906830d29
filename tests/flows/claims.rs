//! Cancels, returns and exchanges, from the request to their end.

use anyhow::{Context, Result, ensure};
use domain::{ActionKind, ActionState, ClaimId, ClaimKind, ClaimStep, OrderId, Status};
use engine::view::ClaimActRequest;
use tests::desk::Desk;
use tests::world::World;
use tests::world::coupang::Coupang;

use crate::desk;

/// Presses a verb on a claim and waits for its end.
pub(crate) async fn press(desk: &Desk<Coupang>, claim: &ClaimId, act: ClaimActRequest) -> Result<()> {
    let batch = desk.engine.claim_act(desk.account.clone(), vec![claim.clone()], act).await?;
    let actions = desk.whole(batch).await?;
    ensure!(actions.iter().all(|action| action.state == ActionState::Done), "{actions:#?}");
    Ok(())
}

/// An order that came as far as the claim needs, collected, with the claim asked for and collected.
async fn asked(desk: &Desk<Coupang>, kind: ClaimKind, quantity: u32) -> Result<(OrderId, ClaimId)> {
    let order = desk.world.order(1, 3)?;
    desk.collect().await?;
    let rows = desk.confirm(&order).await?;
    if kind != ClaimKind::Cancel {
        let batch = desk.engine.ship(rows.iter().map(|row| desk.shipped(row)).collect()).await?;
        desk.whole(batch).await?;
        desk.world.deliver(&order)?;
    }
    let claim = desk.world.ask(kind, &order, quantity)?;
    desk.collect().await?;
    Ok((order, claim))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_is_cancelled_and_the_rest_ships() -> Result<()> {
    let desk = desk().await?;
    let (order, claim) = asked(&desk, ClaimKind::Cancel, 1).await?;
    ensure!(desk.order(&order).await?.iter().all(|row| row.status == Status::CancelReq));
    press(&desk, &claim, ClaimActRequest::Approve).await?;
    ensure!(desk.claim(&claim).await?.row.step == ClaimStep::Completed);
    let row = desk.order(&order).await?.pop().context("no row")?;
    ensure!((row.status, row.to_ship) == (Status::Preparing, 2), "{row:#?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancel_is_refused_with_an_invoice_and_goes_on_as_a_return() -> Result<()> {
    let desk = desk().await?;
    let (_, claim) = asked(&desk, ClaimKind::Cancel, 3).await?;
    let (courier, invoice) = desk.world.parcel();
    press(&desk, &claim, ClaimActRequest::RefuseShipped { courier, invoice }).await?;
    let row = desk.claim(&claim).await?.row;
    ensure!(row.kind == ClaimKind::Return, "{row:#?}");
    ensure!(desk.queue(ClaimKind::Cancel).await?.iter().all(|row| row.claim != claim));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_return_goes_from_received_to_refunded() -> Result<()> {
    let desk = desk().await?;
    let (order, claim) = asked(&desk, ClaimKind::Return, 3).await?;
    press(&desk, &claim, ClaimActRequest::ConfirmCollected).await?;
    if desk.claim(&claim).await?.row.step == ClaimStep::Collected {
        press(&desk, &claim, ClaimActRequest::Refund).await?;
    }
    ensure!(desk.claim(&claim).await?.row.step == ClaimStep::Completed);
    ensure!(desk.order(&order).await?.iter().all(|row| row.status == Status::Returned));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exchange_goes_from_received_to_sent_out_in_the_new_box() -> Result<()> {
    let desk = desk().await?;
    let (order, claim) = asked(&desk, ClaimKind::Exchange, 1).await?;
    press(&desk, &claim, ClaimActRequest::ConfirmCollected).await?;
    desk.collect().await?;
    let bundle = desk.claim(&claim).await?.reship_bundle.context("no new box was opened")?;
    ensure!(desk.world.boxes(&order).iter().all(|sheet| sheet.shipment_box_id != bundle.as_str()));
    let (courier, invoice) = desk.world.parcel();
    press(&desk, &claim, ClaimActRequest::Reship { courier, invoice: invoice.clone() }).await?;
    let sent = desk.claim(&claim).await?;
    ensure!(matches!(sent.row.step, ClaimStep::Reshipped | ClaimStep::Completed), "{:?}", sent.row.step);
    ensure!(sent.reship_invoice == Some(invoice));
    ensure!(desk.world.applied(ActionKind::ReshipExchange, claim.as_str()) == 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_without_us_appears_by_itself() -> Result<()> {
    let desk = desk().await?;
    let (_, overruled) = asked(&desk, ClaimKind::Cancel, 1).await?;
    let (order, withdrawn) = asked(&desk, ClaimKind::Return, 1).await?;
    desk.world.overrule(&overruled)?;
    desk.world.withdraw(ClaimKind::Return, &withdrawn)?;
    desk.collect().await?;
    ensure!(desk.claim(&overruled).await?.row.step == ClaimStep::Overruled);
    ensure!(desk.claim(&withdrawn).await?.row.step == ClaimStep::Withdrawn);
    ensure!(desk.order(&order).await?.iter().all(|row| row.status == Status::Delivered));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_withdrawn_since_it_was_shown_is_left_alone() -> Result<()> {
    let desk = desk().await?;
    let (_, claim) = asked(&desk, ClaimKind::Cancel, 1).await?;
    desk.world.withdraw(ClaimKind::Cancel, &claim)?;
    let batch =
        desk.engine.claim_act(desk.account.clone(), vec![claim.clone()], ClaimActRequest::Approve).await?;
    desk.settle().await?;
    ensure!(desk.world.calls(ActionKind::ApproveCancel) == 0, "a withdrawn cancel was approved");
    let failed = desk.actions(&batch).await?.iter().all(|action| action.state == ActionState::Failed);
    ensure!(!batch.blocked.is_empty() || failed, "nobody was told");
    Ok(())
}
