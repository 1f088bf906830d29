//! 11번가, Gmarket and Auction: what an owner presses there, and what must come of it.

use anyhow::{Context, Result, ensure};
use domain::{
    ActionKind, ActionState, ClaimId, ClaimKind, ClaimStep, ClaimVerb, OrderId, Stage, Status, Won,
};
use engine::view::{AskView, ClaimActRequest, InboxRow, Offer, ShipRow, SplitLater};
use tests::desk::Desk;
use tests::world::World;
use tests::world::elevenst::Elevenst;
use tests::world::esm::Esm;

/// Declares flows for a marketplace: a test for each.
macro_rules! flows {
    ($marketplace:ident, $world:expr, $($flow:ident),+ $(,)?) => {
        mod $marketplace {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $flow() -> anyhow::Result<()> {
                super::$flow(tests::desk::Desk::open($world.await?).await?).await
            })+
        }
    };
}

flows!(
    elevenst,
    super::Elevenst::with_orders(0),
    a_changed_address_is_read_and_three_lines_leave_together,
    a_part_leaves_first_and_the_rest_after_it,
    the_pieces_of_a_line_leave_in_two_parcels,
    a_cancel_is_refused_by_dispatching_its_line,
    a_cancel_for_the_sellers_fault_is_refused_in_words,
    a_return_is_refunded_at_once_and_the_desk_says_so_before,
    a_return_is_held_and_refunded_when_the_fee_has_come,
    an_exchange_is_approved_by_its_reshipment,
    a_withdrawn_claim_gives_the_line_back,
    goods_that_have_not_come_are_shown_and_answered,
);
flows!(
    gmarket,
    super::Esm::gmarket(),
    a_changed_address_is_read_and_three_lines_leave_together,
    a_part_leaves_first_and_the_rest_after_it,
    a_cancel_is_refused_by_dispatching_its_line,
    a_return_is_refunded_at_once_and_the_desk_says_so_before,
    a_return_is_held_and_refunded_when_the_fee_has_come,
    an_exchange_is_picked_up_collected_sent_out_and_done,
    a_withdrawn_claim_gives_the_line_back,
    goods_that_have_not_come_are_shown_and_answered,
);
flows!(
    auction,
    super::Esm::auction(),
    a_changed_address_is_read_and_three_lines_leave_together,
    a_part_leaves_first_and_the_rest_after_it,
    a_cancel_is_refused_by_dispatching_its_line,
    a_return_is_refunded_at_once_and_the_desk_says_so_before,
    a_return_is_held_and_refunded_when_the_fee_has_come,
    an_exchange_is_picked_up_collected_sent_out_and_done,
    a_withdrawn_claim_gives_the_line_back,
    goods_that_have_not_come_are_shown_and_answered,
);

/// Presses a verb on a claim and waits for its end.
async fn press<W: World>(desk: &Desk<W>, claim: &ClaimId, act: ClaimActRequest) -> Result<()> {
    let batch = desk.engine.claim_act(desk.account.clone(), vec![claim.clone()], act).await?;
    let actions = desk.whole(batch).await?;
    ensure!(actions.iter().all(|action| action.state == ActionState::Done), "{actions:#?}");
    Ok(())
}

/// What is offered for a verb on a claim.
async fn offer<W: World>(desk: &Desk<W>, claim: &ClaimId, verb: ClaimVerb) -> Result<Offer> {
    let offers = desk.claim(claim).await?.row.offers;
    let found = offers.into_iter().find(|(offered, _)| *offered == verb);
    Ok(found.with_context(|| format!("{verb:?} is not offered"))?.1)
}

/// The first code of a form's reasons.
fn first_code(offer: &Offer) -> Result<String> {
    let code = offer.asks.iter().find_map(|ask| match ask {
        AskView::Reason { codes } => codes.first().map(|(code, _)| code.clone()),
        _ => None,
    });
    code.with_context(|| format!("no reason to choose: {:?}", offer.asks))
}

/// Ships rows, all under one number, and waits for the end.
async fn ship_together<W: World>(desk: &Desk<W>, rows: &[InboxRow]) -> Result<()> {
    let (courier, invoice) = desk.world.parcel();
    let row = |row: &InboxRow| ShipRow {
        account: row.account.clone(),
        line: row.line.clone(),
        courier: courier.clone(),
        invoice: invoice.clone(),
    };
    let batch = desk.engine.ship(rows.iter().map(row).collect()).await?;
    let actions = desk.whole(batch).await?;
    ensure!(actions.iter().all(|action| action.state == ActionState::Done), "{actions:#?}");
    Ok(())
}

/// An order that came as far as the claim needs, with the claim asked for and collected.
async fn asked<W: World>(desk: &Desk<W>, kind: ClaimKind) -> Result<(OrderId, ClaimId)> {
    let order = desk.world.order(1, 2)?;
    desk.collect().await?;
    let rows = desk.confirm(&order).await?;
    if kind != ClaimKind::Cancel {
        ship_together(desk, &rows).await?;
        desk.world.deliver(&order)?;
        desk.collect().await?;
    }
    let claim = desk.world.ask(kind, &order, 2)?;
    desk.collect().await?;
    Ok((order, claim))
}

async fn a_changed_address_is_read_and_three_lines_leave_together<W: World>(desk: Desk<W>) -> Result<()> {
    let order = desk.world.order(3, 1)?;
    desk.collect().await?;
    desk.world.change_address(&order, "부산광역시 수영구 광안로 7")?;
    let rows = desk.confirm(&order).await?;
    ensure!(rows.len() == 3 && rows.iter().all(|row| row.stage == Stage::Preparing), "{rows:#?}");
    ensure!(rows.iter().all(|row| row.bundle == rows[0].bundle), "not one parcel");
    ensure!(rows.iter().all(|row| row.region.contains("수영구")), "{}", rows[0].region);
    ship_together(&desk, &rows).await?;
    let sent = desk.order(&order).await?;
    ensure!(sent.iter().all(|row| row.stage == Stage::Delivering), "{sent:#?}");
    ensure!(desk.world.applied(ActionKind::Ship, order.as_str()) == 1);
    Ok(())
}

async fn a_part_leaves_first_and_the_rest_after_it<W: World>(desk: Desk<W>) -> Result<()> {
    let order = desk.world.order(2, 1)?;
    desk.collect().await?;
    let rows = desk.confirm(&order).await?;
    let later = SplitLater {
        lines: vec![rows[1].line.clone()],
        courier: desk.world.parcel().0,
        on: (desk.world.clock().now() + chrono::TimeDelta::days(3)).date_naive(),
    };
    let batch = desk.engine.split_ship(vec![desk.shipped(&rows[0])], later).await?;
    desk.whole(batch).await?;
    let stage_of = |rows: &[InboxRow], line| rows.iter().find(|row| row.line == line).map(|row| row.stage);
    let now = desk.order(&order).await?;
    ensure!(stage_of(&now, rows[0].line.clone()) == Some(Stage::Delivering), "{now:#?}");
    ensure!(stage_of(&now, rows[1].line.clone()) == Some(Stage::Preparing), "the rest left too: {now:#?}");
    let batch = desk.engine.ship_rest(desk.shipped(&rows[1])).await?;
    desk.whole(batch).await?;
    let now = desk.order(&order).await?;
    ensure!(now.iter().all(|row| row.stage == Stage::Delivering), "{now:#?}");
    let numbers = now.iter().filter_map(|row| row.invoice.as_ref()).collect::<Vec<_>>();
    ensure!(numbers.len() == 2 && numbers[0] != numbers[1], "{numbers:?}");
    Ok(())
}

async fn the_pieces_of_a_line_leave_in_two_parcels<W: World>(desk: Desk<W>) -> Result<()> {
    let order = desk.world.order(1, 3)?;
    desk.collect().await?;
    let row = desk.confirm(&order).await?.pop().context("no row")?;
    let ((courier, first), (_, second)) = (desk.world.parcel(), desk.world.parcel());
    let short = vec![(first.clone(), 1), (second.clone(), 1)];
    let press =
        |parts| desk.engine.ship_pieces(row.account.clone(), row.line.clone(), courier.clone(), parts);
    let refused = press(short).await;
    ensure!(
        refused.is_err() || refused.is_ok_and(|batch| batch.actions.is_empty()),
        "two of three pieces left"
    );
    let batch = press(vec![(first, 2), (second, 1)]).await?;
    desk.whole(batch).await?;
    let sent = desk.order(&order).await?.pop().context("no row")?;
    ensure!(sent.stage == Stage::Delivering, "{sent:#?}");
    ensure!(desk.world.applied(ActionKind::ShipPieces, order.as_str()) == 1);
    Ok(())
}

async fn a_cancel_is_refused_by_dispatching_its_line<W: World>(desk: Desk<W>) -> Result<()> {
    let (order, claim) = asked(&desk, ClaimKind::Cancel).await?;
    let refuse = offer(&desk, &claim, ClaimVerb::Refuse).await?;
    ensure!(refuse.consequence.is_some(), "what a refusal really does is not said before the click");
    let (courier, invoice) = desk.world.parcel();
    let act = if refuse.asks.iter().any(|ask| matches!(ask, AskView::Reason { .. })) {
        ClaimActRequest::RefuseDisputed {
            courier,
            invoice,
            reason: first_code(&refuse)?,
            text: String::new(),
        }
    } else {
        ClaimActRequest::RefuseShipped { courier, invoice }
    };
    press(&desk, &claim, act).await?;
    ensure!(desk.claim(&claim).await?.row.step == ClaimStep::Rejected);
    desk.collect().await?;
    let row = desk.order(&order).await?.pop().context("no row")?;
    ensure!(row.stage == Stage::Delivering && row.claim.is_none(), "{row:#?}");
    ensure!(desk.world.applied(ActionKind::RefuseCancel, claim.as_str()) == 1);
    Ok(())
}

async fn a_cancel_for_the_sellers_fault_is_refused_in_words(desk: Desk<Elevenst>) -> Result<()> {
    let order = desk.world.order(1, 1)?;
    desk.collect().await?;
    let claim = desk.world.ask_for_sellers_fault(&order)?;
    desk.collect().await?;
    let (courier, invoice) = desk.world.parcel();
    let text = "구매자 변심으로 접수된 취소입니다.".to_owned();
    press(&desk, &claim, ClaimActRequest::RefuseDisputed { courier, invoice, reason: "01".into(), text })
        .await?;
    ensure!(desk.claim(&claim).await?.row.step == ClaimStep::Rejected);
    ensure!(desk.world.applied(ActionKind::RefuseCancel, claim.as_str()) == 1);
    Ok(())
}

async fn a_return_is_refunded_at_once_and_the_desk_says_so_before<W: World>(desk: Desk<W>) -> Result<()> {
    let (order, claim) = asked(&desk, ClaimKind::Return).await?;
    let refund = offer(&desk, &claim, ClaimVerb::Refund).await?;
    ensure!(refund.enabled, "{refund:?}");
    let said = refund.consequence.context("nothing is said before the click")?;
    ensure!(said.ko.contains("환불되") || said.ko.contains("환불이"), "{}", said.ko);
    press(&desk, &claim, ClaimActRequest::Refund).await?;
    ensure!(desk.claim(&claim).await?.row.step == ClaimStep::Completed);
    ensure!(desk.order(&order).await?.iter().all(|row| row.status == Status::Returned));
    ensure!(desk.world.applied(ActionKind::RefundReturn, claim.as_str()) == 1);
    Ok(())
}

async fn a_return_is_held_and_refunded_when_the_fee_has_come<W: World>(desk: Desk<W>) -> Result<()> {
    let (order, claim) = asked(&desk, ClaimKind::Return).await?;
    desk.world.bring_back(ClaimKind::Return, &claim)?;
    desk.collect().await?;
    let hold = offer(&desk, &claim, ClaimVerb::Hold).await?;
    let fee = hold.asks.iter().any(charges).then(|| Won::new(3_000));
    let act = ClaimActRequest::Hold {
        reason: fee_code(&hold)?,
        detail: "반품 배송비를 보내 주세요.".into(),
        fee,
        until: None,
    };
    press(&desk, &claim, act).await?;
    let held = desk.claim(&claim).await?.row.held.context("it does not read as held")?;
    ensure!(held.fee == fee, "{held:?}");
    press(&desk, &claim, ClaimActRequest::Refund).await?;
    let settled = desk.claim(&claim).await?.row;
    ensure!(settled.step == ClaimStep::Completed && settled.held.is_none(), "{settled:#?}");
    ensure!(desk.order(&order).await?.iter().all(|row| row.status == Status::Returned));
    Ok(())
}

/// Whether a field asks for a charge.
fn charges(ask: &AskView) -> bool {
    matches!(ask, AskView::Fee { .. } | AskView::FeeFor { .. })
}

/// The hold for shipping that was not paid: its words say so.
fn fee_code(offer: &Offer) -> Result<String> {
    let code = offer.asks.iter().find_map(|ask| match ask {
        AskView::Reason { codes } => codes.iter().find(|(_, words)| words.ko.contains("배송비")),
        _ => None,
    });
    Ok(code.with_context(|| format!("no hold for shipping: {:?}", offer.asks))?.0.clone())
}

async fn an_exchange_is_approved_by_its_reshipment<W: World>(desk: Desk<W>) -> Result<()> {
    let (_, claim) = asked(&desk, ClaimKind::Exchange).await?;
    let (courier, invoice) = desk.world.parcel();
    press(&desk, &claim, ClaimActRequest::Reship { courier, invoice }).await?;
    let sent = desk.claim(&claim).await?.row.step;
    ensure!(matches!(sent, ClaimStep::Reshipped | ClaimStep::Completed), "{sent:?}");
    ensure!(desk.world.applied(ActionKind::ReshipExchange, claim.as_str()) == 1);
    Ok(())
}

async fn an_exchange_is_picked_up_collected_sent_out_and_done<W: World>(desk: Desk<W>) -> Result<()> {
    let (_, claim) = asked(&desk, ClaimKind::Exchange).await?;
    let step = async || anyhow::Ok(desk.claim(&claim).await?.row.step);
    let (courier, invoice) = desk.world.parcel();
    press(&desk, &claim, ClaimActRequest::RegisterPickup { courier, invoice }).await?;
    press(&desk, &claim, ClaimActRequest::ConfirmCollected).await?;
    ensure!(step().await? == ClaimStep::Collected, "{:?}", step().await?);
    let (courier, invoice) = desk.world.parcel();
    press(&desk, &claim, ClaimActRequest::Reship { courier, invoice: invoice.clone() }).await?;
    ensure!(step().await? == ClaimStep::Reshipped, "{:?}", step().await?);
    ensure!(desk.claim(&claim).await?.reship_invoice == Some(invoice));
    press(&desk, &claim, ClaimActRequest::Complete).await?;
    ensure!(step().await? == ClaimStep::Completed, "{:?}", step().await?);
    for kind in
        [ActionKind::ConfirmExchangeCollected, ActionKind::ReshipExchange, ActionKind::CompleteExchange]
    {
        ensure!(desk.world.applied(kind, claim.as_str()) == 1, "{kind:?}");
    }
    Ok(())
}

async fn a_withdrawn_claim_gives_the_line_back<W: World>(desk: Desk<W>) -> Result<()> {
    for kind in [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange] {
        let (order, claim) = asked(&desk, kind).await?;
        let before = desk.order(&order).await?.pop().context("no row")?;
        ensure!(before.status == Status::asked(kind), "{before:#?}");
        desk.world.withdraw(kind, &claim)?;
        desk.collect().await?;
        ensure!(desk.claim(&claim).await?.row.step == ClaimStep::Withdrawn, "{kind:?}");
        let after = desk.order(&order).await?.pop().context("no row")?;
        let back = if kind == ClaimKind::Cancel { Status::Preparing } else { Status::Delivered };
        ensure!(after.status == back && after.claim.is_none(), "{kind:?}: {after:#?}");
    }
    Ok(())
}

async fn goods_that_have_not_come_are_shown_and_answered<W: World>(desk: Desk<W>) -> Result<()> {
    let order = desk.world.order(1, 1)?;
    desk.collect().await?;
    let rows = desk.confirm(&order).await?;
    ship_together(&desk, &rows).await?;
    let report = desk.world.report_undelivered(&order)?.context("nobody can report it")?;
    desk.collect().await?;
    let row = desk.order(&order).await?.pop().context("no row")?;
    let shown = row.undelivered.clone().context("the report is not shown")?;
    ensure!(shown.report == report && !(shown.reason.is_empty() && shown.status.is_empty()), "{shown:?}");
    let detail = desk.engine.order_detail(row.account.clone(), row.line.clone()).await?;
    let offers = detail.offers.iter().find(|offer| offer.kind == ActionKind::AnswerUndelivered);
    let offered = offers.context("no answer is offered")?;
    ensure!(offered.enabled, "{offered:?}");
    let reason = first_code(offered)?;
    let numbered = offered
        .asks
        .iter()
        .any(|ask| matches!(ask, AskView::InvoiceFor { codes } if codes.contains(&reason)));
    let worded = offered.asks.iter().any(|ask| match ask {
        AskView::TextFor { codes, .. } => codes.contains(&reason),
        ask => matches!(ask, AskView::Text { .. }),
    });
    let words = if worded { "다시 확인하고 연락드리겠습니다." } else { "" };
    let batch = desk
        .engine
        .answer_undelivered(
            row.account.clone(),
            row.line.clone(),
            reason,
            words.into(),
            numbered.then(|| desk.world.parcel()),
        )
        .await?;
    desk.whole(batch).await?;
    ensure!(desk.order(&order).await?.iter().all(|row| row.undelivered.is_none()), "it still waits");
    ensure!(desk.world.applied(ActionKind::AnswerUndelivered, order.as_str()) == 1);
    Ok(())
}
