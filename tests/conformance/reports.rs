//! What is read besides orders and claims: reports of goods that have not come, histories, settlements.

use anyhow::{Context, Result, ensure};
use domain::{ActionKind, Fact, OrderId, OrderLine, UndeliveredReport, Write};
use market::{Ask, LineRef, Reading, Span};
use tests::world::World;

use crate::{carry_out, case, confirmed, everything, lines, ship_whole, told};

pub(crate) async fn goods_that_have_not_come_are_told_and_answered(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::AnswerUndelivered], || async {
        let (order, line) = shipped(world).await?;
        let report = world.report_undelivered(&order)?.context("nobody can report it")?;
        let open = reported(world, &order).await?.context("the report is on no list")?;
        ensure!(open.line == line.line && open.settled_at.is_none(), "{open:?}");
        ensure!(open.report == report && !(open.reason.is_empty() && open.raw_status.is_empty()), "{open:?}");
        carry_out(world, &answer(world, &line, &open)?).await?;
        let settled = reported(world, &order).await?;
        ensure!(settled.is_none_or(|report| report.settled_at.is_some()), "it still waits for an answer");
        ensure!(world.applied(ActionKind::AnswerUndelivered, order.as_str()) == 1);
        Ok(())
    })
    .await
}

pub(crate) async fn the_history_of_a_parcel_is_told(world: &dyn World) -> Result<()> {
    told(world, Reading::DeliveryHistory, || async {
        let (_, line) = shipped(world).await?;
        let parcel = LineRef { order: line.order, bundle: line.bundle, line: line.line };
        let history = world.market().history(&parcel).await?;
        ensure!(!history.is_empty(), "nothing is told");
        ensure!(history.iter().all(|entry| !entry.status.is_empty()), "{history:?}");
        Ok(())
    })
    .await
}

pub(crate) async fn what_a_sale_brings_in_is_told(world: &dyn World) -> Result<()> {
    told(world, Reading::Settlement, || async {
        let (order, _) = shipped(world).await?;
        world.deliver(&order)?;
        world.settle_purchase(&order)?;
        let to = world.clock().now();
        let span = Span { from: to - chrono::TimeDelta::days(7), to };
        let rows = world.market().settlements(span).await?;
        let row = rows.iter().find(|row| row.order == order).context("the sale is not there")?;
        ensure!(row.fee.get() > 0 && row.paid.get() > 0 && row.paid < row.sold, "{row:?}");
        Ok(())
    })
    .await
}

/// An order of one line that has left.
pub(crate) async fn shipped(world: &dyn World) -> Result<(OrderId, OrderLine)> {
    let order = confirmed(world, 1, 1).await?;
    ship_whole(world, &order).await?;
    let line = lines(world, &order).await?.pop().context("no line")?;
    Ok((order, line))
}

/// The order's report as the lists tell it.
pub(crate) async fn reported(world: &dyn World, order: &OrderId) -> Result<Option<UndeliveredReport>> {
    let mut reports = everything(world).await?.into_iter().filter_map(|fact| match fact {
        Fact::Undelivered(report) if report.order == *order => Some(*report),
        _ => None,
    });
    Ok(reports.next_back())
}

/// An answer with the first reason that the form offers, and with a number where that reason asks for one.
pub(crate) fn answer(world: &dyn World, line: &OrderLine, report: &UndeliveredReport) -> Result<Write> {
    let asks = world.market().capabilities().asks(ActionKind::AnswerUndelivered);
    let reasons = asks.iter().find_map(|ask| match ask {
        Ask::Reason(codes) => codes.first(),
        _ => None,
    });
    let reason = reasons.context("no reason to choose")?.0;
    let numbered = asks.iter().any(|ask| matches!(ask, Ask::InvoiceFor(codes) if codes.contains(&reason)));
    Ok(Write::AnswerUndelivered {
        order: line.order.clone(),
        bundle: line.bundle.clone(),
        line: line.line.clone(),
        report: report.report.clone(),
        reason: reason.to_owned(),
        text: "다시 확인하고 연락드리겠습니다.".into(),
        invoice: numbered.then(|| world.parcel()),
    })
}
