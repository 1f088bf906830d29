//! From paid to shipped.

use anyhow::{Context, Result, ensure};
use domain::{ActionKind, ActionState, ClaimKind, InvoiceNumber, LineResult, OrderId, Status};
use store::InboxQuery;
use tests::desk::Desk;
use tests::world::World;
use tests::world::coupang::Coupang;

use crate::desk;

#[tokio::test(flavor = "multi_thread")]
async fn sixty_orders_are_confirmed_in_two_batches() -> Result<()> {
    let desk = desk().await?;
    for _ in 0..60 {
        desk.world.order(1, 1)?;
    }
    desk.collect().await?;
    let paid = desk.rows(InboxQuery { statuses: vec![Status::Paid], ..InboxQuery::default() }).await?;
    ensure!(paid.len() == 60, "{} rows were collected", paid.len());
    let batch = desk.engine.confirm_lines(desk.named(&paid)).await?;
    ensure!(batch.actions.len() == 2, "{} batches", batch.actions.len());
    let actions = desk.whole(batch).await?;
    ensure!(actions.iter().all(|action| action.state == ActionState::Done), "{actions:#?}");
    ensure!(desk.world.calls(ActionKind::Confirm) == 2);
    let preparing =
        desk.rows(InboxQuery { statuses: vec![Status::Preparing], ..InboxQuery::default() }).await?;
    ensure!(preparing.len() == 60, "{} rows are being prepared", preparing.len());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_parcels_leave_and_three_are_refused_line_by_line() -> Result<()> {
    let desk = desk().await?;
    let mut orders = Vec::new();
    for _ in 0..50 {
        orders.push(desk.world.order(1, 1)?);
    }
    desk.collect().await?;
    let paid = desk.rows(InboxQuery::default()).await?;
    let batch = desk.engine.confirm_lines(desk.named(&paid)).await?;
    desk.whole(batch).await?;
    let mut rows: Vec<_> = paid.iter().map(|row| desk.shipped(row)).collect();
    for (row, used) in rows.iter_mut().zip(ship_elsewhere(&desk, 3).await?) {
        row.invoice = used;
    }
    let batch = desk.engine.ship(rows).await?;
    ensure!(batch.blocked.is_empty(), "{:#?}", batch.blocked);
    let before = desk.world.shop().calls().len();
    desk.settle().await?;
    let calls = desk.world.shop().calls().len() - before;
    ensure!(calls <= 15, "{calls} calls to look, send and look again");
    let outcomes: Vec<_> =
        desk.actions(&batch).await?.into_iter().flat_map(|action| action.outcomes).collect();
    let refused: Vec<_> = outcomes
        .iter()
        .filter(
            |view| matches!(&view.outcome.result, LineResult::Failed { message, .. } if !message.is_empty()),
        )
        .collect();
    ensure!((outcomes.len(), refused.len()) == (50, 3), "{} of {} refused", refused.len(), outcomes.len());
    let shipped = desk.rows(InboxQuery { statuses: vec![Status::Shipped], ..InboxQuery::default() }).await?;
    ensure!(shipped.iter().filter(|row| orders.contains(&row.order)).count() == 47);
    Ok(())
}

/// Ships so many orders of their own and gives the numbers that are used up by them.
async fn ship_elsewhere(desk: &Desk<Coupang>, count: u32) -> Result<Vec<InvoiceNumber>> {
    let mut numbers = Vec::new();
    for _ in 0..count {
        let order = desk.world.order(1, 1)?;
        desk.collect().await?;
        let row = desk.confirm(&order).await?.pop().context("no row")?;
        let ship = desk.shipped(&row);
        numbers.push(ship.invoice.clone());
        let batch = desk.engine.ship(vec![ship]).await?;
        desk.whole(batch).await?;
    }
    Ok(numbers)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_with_a_cancel_request_is_never_sent() -> Result<()> {
    let desk = desk().await?;
    let (kept, cancelled) = (desk.world.order(1, 1)?, desk.world.order(1, 1)?);
    desk.collect().await?;
    desk.confirm(&kept).await?;
    desk.confirm(&cancelled).await?;
    let rows = [desk.order(&kept).await?, desk.order(&cancelled).await?].concat();
    desk.world.ask(ClaimKind::Cancel, &cancelled, 1)?;
    let wish: Vec<_> = rows.iter().map(|row| desk.shipped(row)).collect();
    let batch = desk.engine.ship(wish).await?;
    desk.settle().await?;
    ensure!(desk.world.applied(ActionKind::Ship, kept.as_str()) == 1);
    ensure!(desk.world.applied(ActionKind::Ship, cancelled.as_str()) == 0);
    ensure!(sent_rows(&desk, &cancelled) == 0, "the cancelled parcel was offered to the marketplace");
    let told = batch.blocked.iter().any(|blocked| blocked.order == cancelled);
    let failed = desk.actions(&batch).await?.into_iter().flat_map(|action| action.outcomes);
    let told_later = failed.filter(|view| view.outcome.result != LineResult::Ok).count() == 1;
    ensure!(told || told_later, "nobody was told why one parcel stayed");
    ensure!(desk.order(&cancelled).await?.iter().all(|row| row.status == Status::CancelReq));
    Ok(())
}

/// How many rows of the order ever arrived in a dispatch request.
fn sent_rows(desk: &Desk<Coupang>, order: &OrderId) -> usize {
    let boxes = desk.world.boxes(order);
    let calls = desk.world.shop().calls();
    let sent = calls.iter().filter(|call| call.path.ends_with("/orders/invoices"));
    let bodies: Vec<String> =
        sent.filter_map(|call| call.request.as_ref().map(ToString::to_string)).collect();
    bodies.iter().filter(|body| boxes.iter().any(|sheet| body.contains(&sheet.shipment_box_id))).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_is_read_again_after_confirming() -> Result<()> {
    let desk = desk().await?;
    let order = desk.world.order(1, 1)?;
    desk.collect().await?;
    desk.world.change_address(&order, "부산 수영구 광안로 7")?;
    let row = desk.confirm(&order).await?.pop().context("no row")?;
    ensure!(row.region == "부산 수영구", "{}", row.region);
    let detail = desk.engine.order_detail(row.account, row.line).await?;
    let told = detail.timeline.iter().any(|entry| entry.kind == domain::EventKind::ReceiverChanged);
    ensure!(told, "the timeline keeps silent: {:#?}", detail.timeline);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_split_bundle_keeps_its_lines_and_their_past() -> Result<()> {
    let desk = desk().await?;
    let order = desk.world.order(2, 1)?;
    desk.collect().await?;
    let rows = desk.confirm(&order).await?;
    let [first, second] = rows.as_slice() else { anyhow::bail!("not two rows") };
    let (courier, _) = desk.world.parcel();
    let on = (chrono::Utc::now() + chrono::TimeDelta::days(3)).date_naive();
    let later = engine::view::SplitLater { lines: vec![second.line.clone()], courier, on };
    let batch = desk.engine.split_ship(vec![desk.shipped(first)], later).await?;
    desk.whole(batch).await?;
    let split = desk.order(&order).await?;
    ensure!(split.len() == 2, "a split made {} lines of two", split.len());
    let rest = split.iter().find(|row| row.status == Status::Preparing).context("no rest")?;
    let batch = desk.engine.ship_rest(desk.shipped(rest)).await?;
    desk.whole(batch).await?;
    let shipped = desk.order(&order).await?;
    ensure!(shipped.len() == 2 && shipped.iter().all(|row| row.status == Status::Shipped), "{shipped:#?}");
    Ok(())
}
