//! Grip: what an owner presses there, and what must come of it.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use chrono::TimeDelta;
use domain::{ActionKind, ActionState, ClaimId, ClaimKind, ClaimStep, ClaimVerb, Destination};
use domain::{LineResult, OrderId, Stage, Status};
use engine::view::{ClaimActRequest, InboxRow, OutcomeView};
use sandbox::grip::LineState;
use store::InboxQuery;
use tests::desk::Desk;
use tests::world::World;
use tests::world::grip::Grip;

/// A desk over a shop of Grip that begins empty, as someone opens it who has looked at the couriers.
async fn desk() -> Result<Desk<Grip>> {
    let desk = Desk::open(Grip::with_orders(0).await?).await?;
    let couriers = desk.engine.couriers(desk.account.clone()).await?;
    ensure!(couriers.len() > 20, "Grip names {} couriers", couriers.len());
    Ok(desk)
}

/// A confirmed order of one line.
async fn confirmed(desk: &Desk<Grip>) -> Result<(OrderId, InboxRow)> {
    let order = desk.world.order(1, 2)?;
    desk.collect().await?;
    let row = desk.confirm(&order).await?.pop().context("no row")?;
    ensure!(row.stage == Stage::Preparing, "{row:?}");
    Ok((order, row))
}

/// One that has left.
async fn shipped(desk: &Desk<Grip>) -> Result<(OrderId, InboxRow)> {
    let (order, row) = confirmed(desk).await?;
    done(desk, desk.engine.ship(vec![desk.shipped(&row)]).await?).await?;
    let row = desk.order(&order).await?.pop().context("no row")?;
    ensure!(row.stage == Stage::Delivering && row.invoice.is_some(), "{row:?}");
    Ok((order, row))
}

/// Waits until everything of a press is done.
async fn done(desk: &Desk<Grip>, batch: engine::view::ActionBatch) -> Result<()> {
    let actions = desk.whole(batch).await?;
    ensure!(actions.iter().all(|action| action.state == ActionState::Done), "{actions:#?}");
    Ok(())
}

/// Presses a verb on a claim and waits for its end.
async fn press(desk: &Desk<Grip>, claim: &ClaimId, act: ClaimActRequest) -> Result<ClaimStep> {
    done(desk, desk.engine.claim_act(desk.account.clone(), vec![claim.clone()], act).await?).await?;
    Ok(desk.claim(claim).await?.row.step)
}

/// A claim on an order that arrived, collected.
async fn asked(desk: &Desk<Grip>, kind: ClaimKind) -> Result<(OrderId, ClaimId)> {
    let (order, _) = shipped(desk).await?;
    desk.world.deliver(&order)?;
    desk.collect().await?;
    let claim = desk.world.ask(kind, &order, 2)?;
    desk.collect().await?;
    Ok((order, claim))
}

/// Where the first line of an order really stands.
fn state(desk: &Desk<Grip>, order: &OrderId) -> Result<LineState> {
    Ok(desk.world.truth_of(order)?.lines.first().context("no line")?.state)
}

fn notice() -> ClaimActRequest {
    ClaimActRequest::Notify {
        text: "받으신 상자 그대로 문 앞에 놓아 주세요. 기사님이 찾아갑니다.".into()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_number_is_told_first_and_then_the_goods_leave() -> Result<()> {
    let desk = desk().await?;
    let (order, _) = shipped(&desk).await?;
    ensure!(state(&desk, &order)? == LineState::Shipping);
    ensure!(desk.world.applied(ActionKind::Ship, order.as_str()) == 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delay_is_told_once() -> Result<()> {
    let desk = desk().await?;
    let (order, row) = confirmed(&desk).await?;
    let tell = || {
        let words = "원단 입고가 늦어져 사흘 뒤에 보냅니다.".to_owned();
        desk.engine.delay_notice(row.account.clone(), row.line.clone(), None, "1".into(), words)
    };
    done(&desk, tell().await?).await?;
    ensure!(desk.world.truth_of(&order)?.lines.iter().all(|line| line.postponed.is_some()));
    desk.world.pass(TimeDelta::hours(2))?;
    let again = desk.whole(tell().await?).await?;
    ensure!(again.iter().all(|action| action.state == ActionState::Failed), "told twice: {again:#?}");
    ensure!(desk.world.applied(ActionKind::DelayNotice, order.as_str()) == 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_goes_to_another_place() -> Result<()> {
    let desk = desk().await?;
    let (order, row) = confirmed(&desk).await?;
    let to = Destination {
        name: "한서윤".into(),
        phone: "010-4321-8765".into(),
        postcode: "13529".into(),
        address: "경기도 성남시 분당구 판교역로 235".into(),
        address_detail: "3동 1201호".into(),
    };
    done(&desk, desk.engine.change_receiver(row.account.clone(), row.line.clone(), to).await?).await?;
    let truth = desk.world.truth_of(&order)?;
    ensure!(
        truth
            .lines
            .iter()
            .all(|line| line.receiver.name == "한서윤" && line.receiver.address2 == "3동 1201호")
    );
    let kept = desk.engine.reveal_receiver(row.account, row.line).await?;
    ensure!(kept.address.contains("판교역로 235"), "the desk still sends it elsewhere");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_return_is_taken_in_received_and_refunded() -> Result<()> {
    let desk = desk().await?;
    let (order, claim) = asked(&desk, ClaimKind::Return).await?;
    ensure!(press(&desk, &claim, notice()).await? == ClaimStep::Approved);
    ensure!(press(&desk, &claim, ClaimActRequest::ConfirmCollected).await? == ClaimStep::Collected);
    let refund = desk.claim(&claim).await?.row.offers;
    let said = refund.iter().find(|(verb, _)| *verb == ClaimVerb::Refund).context("no refund")?;
    ensure!(said.1.consequence.is_some(), "money moves without a word before");
    press(&desk, &claim, ClaimActRequest::Refund).await?;
    ensure!(desk.world.applied(ActionKind::RefundReturn, claim.as_str()) == 1);
    ensure!(
        state(&desk, &order)? == LineState::ReturnRefunded
            || state(&desk, &order)? == LineState::ReturnAccountAwaited
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exchange_is_taken_in_received_and_sent_out() -> Result<()> {
    let desk = desk().await?;
    let (order, claim) = asked(&desk, ClaimKind::Exchange).await?;
    press(&desk, &claim, notice()).await?;
    // Grip shows nothing of it, so what was received here is shown as received.
    ensure!(press(&desk, &claim, ClaimActRequest::ConfirmCollected).await? == ClaimStep::Collected);
    desk.collect().await?;
    ensure!(desk.claim(&claim).await?.row.step == ClaimStep::Collected, "a later list took it back");
    let (courier, invoice) = desk.world.parcel();
    press(&desk, &claim, ClaimActRequest::Reship { courier, invoice }).await?;
    ensure!(state(&desk, &order)? == LineState::ExchangeShipping);
    desk.world.deliver(&order)?;
    desk.collect().await?;
    ensure!(desk.claim(&claim).await?.row.step == ClaimStep::Completed);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn both_are_refused_in_words() -> Result<()> {
    let desk = desk().await?;
    for kind in [ClaimKind::Return, ClaimKind::Exchange] {
        let (_, claim) = asked(&desk, kind).await?;
        let text = "사용한 흔적이 있어 받을 수 없습니다.".to_owned();
        let act = ClaimActRequest::RefuseBecause { reason: String::new(), text };
        ensure!(press(&desk, &claim, act).await? == ClaimStep::Rejected, "{kind:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_completed_by_hand_only_after_ten_days() -> Result<()> {
    let desk = desk().await?;
    let (order, row) = shipped(&desk).await?;
    let complete = || desk.engine.complete_delivery(row.account.clone(), row.line.clone());
    let early = desk.whole(complete().await?).await?;
    ensure!(early.iter().all(|action| action.state == ActionState::Failed), "{early:#?}");
    desk.world.pass(TimeDelta::days(11))?;
    desk.collect().await?;
    done(&desk, complete().await?).await?;
    ensure!(state(&desk, &order)? == LineState::Delivered);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyers_cancel_before_the_confirmation_takes_the_line_off_the_desk() -> Result<()> {
    let desk = desk().await?;
    let order = desk.world.order(1, 1)?;
    desk.collect().await?;
    desk.world.ask(ClaimKind::Cancel, &order, 1)?;
    let rows = desk.order(&order).await?;
    // The desk has not heard of it; the reading right before the confirmation does.
    let batch = desk.engine.confirm_lines(desk.named(&rows)).await?;
    desk.settle().await?;
    ensure!(desk.world.applied(ActionKind::Confirm, order.as_str()) == 0, "{batch:?}");
    desk.collect().await?;
    ensure!(desk.order(&order).await?.iter().all(|row| row.status == Status::Canceled));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_line_is_told_in_grips_words() -> Result<()> {
    let desk = desk().await?;
    let (_, row) = shipped(&desk).await?;
    let batch = desk.engine.complete_delivery(row.account, row.line).await?;
    let actions = desk.whole(batch).await?;
    let outcomes: Vec<&OutcomeView> = actions.iter().flat_map(|action| &action.outcomes).collect();
    let told = |view: &&OutcomeView| {
        matches!(&view.outcome.result, LineResult::Failed { message, .. } if message.contains("기간"))
            && view.advice.is_some()
    };
    ensure!(!outcomes.is_empty() && outcomes.iter().all(told), "{outcomes:#?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_is_found_by_the_name_under_which_she_chats() -> Result<()> {
    let desk = desk().await?;
    let order = desk.world.order(1, 1)?;
    desk.collect().await?;
    let nickname = desk.world.truth_of(&order)?.nickname;
    let found = desk.rows(InboxQuery { text: Some(nickname), ..InboxQuery::default() }).await?;
    ensure!(found.iter().map(|row| &row.order).collect::<BTreeSet<_>>() == BTreeSet::from([&order]));
    Ok(())
}
