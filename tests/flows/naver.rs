//! SmartStore and Npay: what an owner presses there, and what must come of it.

use anyhow::{Context, Result, ensure};
use domain::action::ClaimAct;
use domain::{
    ActionKind, ActionState, ClaimId, ClaimKind, ClaimState, ClaimStep, LineResult, OrderId, Stage, Status,
    Won, Write,
};
use engine::view::{AskView, ClaimActRequest, InboxRow};
use sandbox::naver::{Flavor, Operation, OrderWish};
use store::InboxQuery;
use tests::desk::Desk;
use tests::world::World;
use tests::world::naver::Naver;

/// A desk over a shop that begins empty.
pub(crate) async fn desk(flavor: Flavor) -> Result<Desk<Naver>> {
    Desk::open(Naver::with_orders(flavor, 0).await?).await
}

/// Declares every flow for both sisters.
macro_rules! for_both {
    ($($flow:ident),+ $(,)?) => {
        mod smartstore {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $flow() -> anyhow::Result<()> {
                super::$flow(super::desk(sandbox::naver::Flavor::SmartStore).await?).await
            })+
        }
        mod npay {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $flow() -> anyhow::Result<()> {
                super::$flow(super::desk(sandbox::naver::Flavor::Npay).await?).await
            })+
        }
    };
}

for_both!(
    an_address_that_changed_is_read_after_confirming,
    seventy_lines_leave_in_three_requests_and_two_are_refused,
    a_cancel_is_refused_by_dispatching_its_line,
    a_return_is_held_for_its_shipping_released_and_refunded,
    an_exchange_is_collected_and_sent_out_again,
    a_product_and_two_add_ons_are_cancelled_in_the_right_order,
    a_line_that_is_held_here_never_leaves,
    what_changes_in_silence_is_seen,
);

/// Presses a verb on claims and waits for its end.
async fn press(desk: &Desk<Naver>, claims: &[ClaimId], act: ClaimActRequest) -> Result<()> {
    let batch = desk.engine.claim_act(desk.account.clone(), claims.to_vec(), act).await?;
    let actions = desk.whole(batch).await?;
    ensure!(actions.iter().all(|action| action.state == ActionState::Done), "{actions:#?}");
    Ok(())
}

/// An order that came as far as the claim needs, with the claim asked for and collected.
async fn asked(desk: &Desk<Naver>, kind: ClaimKind, quantity: u32) -> Result<(OrderId, ClaimId)> {
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

async fn an_address_that_changed_is_read_after_confirming(desk: Desk<Naver>) -> Result<()> {
    let order = desk.world.order(1, 1)?;
    desk.collect().await?;
    desk.world.change_address(&order, "부산광역시 수영구 광안로 7")?;
    let row = desk.confirm(&order).await?.pop().context("no row")?;
    ensure!(row.region.contains("수영구"), "{}", row.region);
    let detail = desk.engine.order_detail(row.account, row.line).await?;
    let told = detail.timeline.iter().any(|entry| entry.kind == domain::EventKind::ReceiverChanged);
    ensure!(told, "the timeline keeps silent: {:#?}", detail.timeline);
    Ok(())
}

async fn seventy_lines_leave_in_three_requests_and_two_are_refused(desk: Desk<Naver>) -> Result<()> {
    let used = numbers_in_use(&desk, 2).await?;
    desk.world.place_many(70, OrderWish { lines: Some(1), quantity: Some(1), ..OrderWish::default() })?;
    desk.collect().await?;
    let paid = desk.rows(InboxQuery { statuses: vec![Status::Paid], ..InboxQuery::default() }).await?;
    ensure!(paid.len() == 70, "{} rows were collected", paid.len());
    let batch = desk.engine.confirm_lines(desk.named(&paid)).await?;
    ensure!(batch.actions.len() == 3, "{} requests to confirm", batch.actions.len());
    desk.whole(batch).await?;
    let mut rows: Vec<_> = paid.iter().map(|row| desk.shipped(row)).collect();
    for (row, number) in rows.iter_mut().zip(used) {
        row.invoice = number;
    }
    let (sent, asked) = (desk.world.calls(ActionKind::Ship), queries(&desk));
    let batch = desk.engine.ship(rows).await?;
    ensure!(batch.blocked.is_empty(), "{:#?}", batch.blocked);
    desk.settle().await?;
    ensure!(desk.world.calls(ActionKind::Ship) - sent == 3, "not three requests");
    ensure!(queries(&desk) - asked <= 6, "{} readings to look before and after", queries(&desk) - asked);
    let actions = desk.actions(&batch).await?;
    let outcomes: Vec<_> = actions.into_iter().flat_map(|action| action.outcomes).collect();
    let in_words = |result: &LineResult| matches!(result, LineResult::Failed { message, code, .. } if !message.is_empty() && !code.is_empty());
    let refused = outcomes.iter().filter(|view| in_words(&view.outcome.result)).count();
    ensure!((outcomes.len(), refused) == (70, 2), "{refused} of {} were refused", outcomes.len());
    let shipped =
        desk.rows(InboxQuery { statuses: vec![Status::Delivering], ..InboxQuery::default() }).await?;
    ensure!(shipped.len() == 70, "68 of these and the two before them have left, not {}", shipped.len());
    Ok(())
}

/// How often details were read.
fn queries(desk: &Desk<Naver>) -> usize {
    desk.world.operations().into_iter().filter(|operation| *operation == Operation::Query).count()
}

/// Ships so many orders of their own and gives the numbers that are used up by them.
async fn numbers_in_use(desk: &Desk<Naver>, count: u32) -> Result<Vec<domain::InvoiceNumber>> {
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

async fn a_cancel_is_refused_by_dispatching_its_line(desk: Desk<Naver>) -> Result<()> {
    let (order, claim) = asked(&desk, ClaimKind::Cancel, 3).await?;
    let shown = desk.claim(&claim).await?;
    let refuse = shown.row.offers.iter().find(|(verb, _)| *verb == domain::ClaimVerb::Refuse);
    let (_, offer) = refuse.context("no refusal is offered")?;
    ensure!(offer.consequence.is_some(), "what a refusal really does is not said before the click");
    let (courier, invoice) = desk.world.parcel();
    press(&desk, std::slice::from_ref(&claim), ClaimActRequest::RefuseShipped { courier, invoice }).await?;
    ensure!(desk.claim(&claim).await?.row.step == ClaimStep::Rejected);
    let row = desk.order(&order).await?.pop().context("no row")?;
    ensure!(row.stage == Stage::Delivering && row.claim.is_none(), "{row:#?}");
    ensure!(desk.world.applied(ActionKind::RefuseCancel, claim.as_str()) == 1);
    Ok(())
}

async fn a_return_is_held_for_its_shipping_released_and_refunded(desk: Desk<Naver>) -> Result<()> {
    let (order, claim) = asked(&desk, ClaimKind::Return, 3).await?;
    desk.world.bring_back(ClaimKind::Return, &claim)?;
    desk.collect().await?;
    let one = std::slice::from_ref(&claim);
    press(&desk, one, hold_of(&desk, &claim, 3_000).await?).await?;
    let held = desk.claim(&claim).await?.row;
    let fee = held.held.as_ref().and_then(|hold| hold.fee);
    ensure!(fee == Some(Won::new(3_000)), "{held:#?}");
    let batch = desk.engine.claim_act(desk.account.clone(), one.to_vec(), ClaimActRequest::Refund).await?;
    ensure!(batch.actions.is_empty() && batch.blocked.len() == 1, "a held return was refunded: {batch:#?}");
    press(&desk, one, ClaimActRequest::Release).await?;
    ensure!(desk.claim(&claim).await?.row.held.is_none());
    press(&desk, one, ClaimActRequest::Refund).await?;
    ensure!(desk.claim(&claim).await?.row.step == ClaimStep::Completed);
    ensure!(desk.order(&order).await?.iter().all(|row| row.status == Status::Returned));
    let calls = desk.world.operations();
    let order_of = |operation| calls.iter().position(|call| *call == operation);
    let places = [Operation::HoldReturn, Operation::ReleaseReturn, Operation::ApproveReturn].map(order_of);
    ensure!(places.is_sorted() && places[0].is_some(), "{places:?}");
    Ok(())
}

/// A hold for so many won with the first reason that the claim's own form offers.
async fn hold_of(desk: &Desk<Naver>, claim: &ClaimId, fee: i64) -> Result<ClaimActRequest> {
    let offers = desk.claim(claim).await?.row.offers;
    let hold =
        offers.iter().find(|(verb, _)| *verb == domain::ClaimVerb::Hold).context("no hold is offered")?;
    let code = hold.1.asks.iter().find_map(|ask| match ask {
        AskView::Reason { codes } => codes.first().map(|(code, _)| code.clone()),
        _ => None,
    });
    let detail = "반품 배송비를 보내 주세요.".to_owned();
    Ok(ClaimActRequest::Hold {
        reason: code.context("no reason to choose")?,
        detail,
        fee: Some(Won::new(fee)),
        until: None,
    })
}

async fn an_exchange_is_collected_and_sent_out_again(desk: Desk<Naver>) -> Result<()> {
    let (_, claim) = asked(&desk, ClaimKind::Exchange, 1).await?;
    desk.world.bring_back(ClaimKind::Exchange, &claim)?;
    desk.collect().await?;
    let one = std::slice::from_ref(&claim);
    press(&desk, one, ClaimActRequest::ConfirmCollected).await?;
    ensure!(desk.claim(&claim).await?.row.step == ClaimStep::Collected);
    let (courier, invoice) = desk.world.parcel();
    press(&desk, one, ClaimActRequest::Reship { courier, invoice: invoice.clone() }).await?;
    let sent = desk.claim(&claim).await?;
    ensure!(sent.row.step == ClaimStep::Reshipped, "{:?}", sent.row.step);
    ensure!(sent.reship_invoice == Some(invoice));
    ensure!(desk.world.applied(ActionKind::ReshipExchange, claim.as_str()) == 1);
    Ok(())
}

async fn a_product_and_two_add_ons_are_cancelled_in_the_right_order(desk: Desk<Naver>) -> Result<()> {
    let order = desk.world.order_with_add_ons(2)?.context("nothing is bought along")?;
    desk.collect().await?;
    desk.confirm(&order).await?;
    let claims = desk.world.ask_for_all(ClaimKind::Cancel, &order)?;
    desk.collect().await?;
    press(&desk, &claims, ClaimActRequest::Approve).await?;
    let main = desk.world.truth(&order)?.lines.remove(0).product_order_id;
    let calls = desk.world.shop().calls();
    let approved: Vec<&str> = calls
        .iter()
        .filter(|call| call.operation == Some(Operation::ApproveCancel))
        .map(|call| call.path.as_str())
        .collect();
    ensure!(approved.len() == 3 && approved[2].contains(&main), "{main} did not come last: {approved:?}");
    ensure!(desk.order(&order).await?.iter().all(|row| row.status == Status::Canceled));
    Ok(())
}

async fn a_line_that_is_held_here_never_leaves(desk: Desk<Naver>) -> Result<()> {
    let order = desk.world.order(1, 1)?;
    desk.collect().await?;
    let rows = desk.confirm(&order).await?;
    desk.engine.hold_dispatch(desk.named(&rows), "재고 확인".into()).await?;
    desk.collect().await?;
    ensure!(desk.order(&order).await?.iter().all(|row| row.dispatch_hold.as_deref() == Some("재고 확인")));
    let ship: Vec<_> = rows.iter().map(|row| desk.shipped(row)).collect();
    let batch = desk.engine.ship(ship.clone()).await?;
    ensure!(batch.actions.is_empty() && batch.blocked.len() == 1, "{batch:#?}");
    desk.engine.release_dispatch(desk.named(&rows)).await?;
    let batch = desk.engine.ship(ship).await?;
    desk.whole(batch).await?;
    ensure!(desk.world.applied(ActionKind::Ship, order.as_str()) == 1);
    Ok(())
}

/// The list of changes has no event for what is confirmed, delayed, delivered or held: the open lines are read again
/// by number, and by nothing else here.
async fn what_changes_in_silence_is_seen(desk: Desk<Naver>) -> Result<()> {
    let order = desk.world.order(1, 2)?;
    desk.collect().await?;
    let row = seen(&desk, &order).await?;
    elsewhere(
        &desk,
        Write::Confirm { lines: vec![(row.bundle.clone(), row.line.clone())], items: Vec::new() },
    )
    .await?;
    ensure!(seen(&desk, &order).await?.stage == Stage::Preparing, "a confirmation is not seen");
    let until = (chrono::Utc::now() + chrono::TimeDelta::days(6)).date_naive();
    elsewhere(&desk, delay(&row, until)).await?;
    ensure!(seen(&desk, &order).await?.ship_by == Some(until), "a delay is not seen");
    let batch = desk.engine.ship(vec![desk.shipped(&row)]).await?;
    desk.whole(batch).await?;
    desk.world.deliver(&order)?;
    ensure!(seen(&desk, &order).await?.stage == Stage::Delivered, "an arrival is not seen");
    let claim = desk.world.ask(ClaimKind::Return, &order, 1)?;
    desk.collect().await?;
    let state = ClaimState { kind: ClaimKind::Return, step: desk.claim(&claim).await?.row.step };
    let act = ClaimAct::Hold {
        reason: "RETURN_DELIVERYFEE".into(),
        detail: "반품 배송비를 보내 주세요.".into(),
        fee: None,
        until: None,
    };
    elsewhere(
        &desk,
        Write::Claim { claim: claim.clone(), order: order.clone(), state, quantity: 1, seen: None, act },
    )
    .await?;
    desk.feed("open").await?;
    ensure!(desk.claim(&claim).await?.row.held.is_some(), "a hold is not seen");
    Ok(())
}

/// A notice of delay for the marketplace's first reason.
fn delay(row: &InboxRow, until: chrono::NaiveDate) -> Write {
    Write::Delay {
        order: row.order.clone(),
        bundle: row.bundle.clone(),
        line: row.line.clone(),
        until: Some(until),
        reason: "PRODUCT_PREPARE".into(),
        detail: "입고가 늦어지고 있습니다.".into(),
    }
}

/// The seller does something in the seller centre.
async fn elsewhere(desk: &Desk<Naver>, write: Write) -> Result<()> {
    let outcomes = desk.world.market().act(&write).await?;
    ensure!(outcomes.iter().all(|outcome| outcome.result == LineResult::Ok), "{outcomes:?}");
    Ok(())
}

/// The order's row after the open lines were read by number.
async fn seen(desk: &Desk<Naver>, order: &OrderId) -> Result<InboxRow> {
    desk.feed("open").await?;
    desk.order(order).await?.pop().context("no row")
}
