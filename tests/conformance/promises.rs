//! What a seller tells a buyer, or asks for in their place: a later day, another wished day, a return.

use anyhow::{Context, Result, ensure};
use chrono::{NaiveDate, TimeDelta};
use domain::{
    ActionKind, ClaimKind, Fact, LineId, LineResult, OrderId, OrderLine, Outcome, ReturnPickup, Write,
};
use market::Ask;
use tests::world::World;

use crate::{carry_out, case, confirm_whole, confirmed, everything, lines, refused, ship_whole};

pub(crate) async fn a_delay_moves_the_day_and_the_last_notice_wins(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::DelayNotice], || async {
        let order = confirmed(world, 1, 1).await?;
        // Where the buyer is told no day, the one notice cannot be corrected.
        let dated = world.market().capabilities().asks(ActionKind::DelayNotice).contains(&Ask::Day);
        let notices: &[i64] = if dated { &[4, 6] } else { &[4] };
        for days in notices.iter().copied() {
            let line = only(world, &order).await?;
            let until = day(world, days);
            carry_out(world, &delay(world, &line, until)?).await?;
            if !world.market().capabilities().tells_delay {
                continue;
            }
            let told = listed(world, &order).await?;
            ensure!(told.ship_by == Some(until), "{:?}", told.ship_by);
            ensure!(!told.delivery.delayed_because.is_empty());
        }
        Ok(())
    })
    .await
}

pub(crate) async fn a_delay_before_confirming_is_refused_in_words(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::DelayNotice, ActionKind::Confirm], || async {
        let order = world.order(1, 1)?;
        let line = only(world, &order).await?;
        let write = delay(world, &line, day(world, 4))?;
        // Some take the notice from the payment on.
        if world.market().act(&write).await.is_ok_and(|outcomes| outcomes.iter().all(is_done)) {
            let told = !world.market().capabilities().tells_delay
                || listed(world, &order).await?.ship_by == Some(day(world, 4));
            ensure!(told, "taken, and not told");
            return Ok(());
        }
        refused(world, &write).await
    })
    .await
}

pub(crate) async fn a_wished_day_is_moved(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::ChangeHopeDelivery], || async {
        let Some(order) = world.order_for_a_day()? else {
            println!("not asked of {}: no day can be wished for", world.market().marketplace().code());
            return Ok(());
        };
        confirm_whole(world, &order).await?;
        let line = only(world, &order).await?;
        ensure!(line.delivery.hoped_for.is_some(), "the wished day is not read: {:?}", line.delivery);
        let on = day(world, 7);
        carry_out(world, &wished(line, on)).await?;
        ensure!(only(world, &order).await?.delivery.hoped_for == Some(on));
        Ok(())
    })
    .await
}

pub(crate) async fn the_seller_files_a_return(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::RequestReturn], || async {
        let order = confirmed(world, 1, 2).await?;
        ship_whole(world, &order).await?;
        world.deliver(&order)?;
        let line = only(world, &order).await?;
        let asks = world.market().capabilities().asks(ActionKind::RequestReturn);
        let pieces = if asks.contains(&Ask::Quantity) { 1 } else { 2 };
        carry_out(world, &filed(world, &line, pieces)?).await?;
        let claims = world.market().read_claims(std::slice::from_ref(&order)).await?;
        let [claim] = claims.as_slice() else { anyhow::bail!("not one claim: {claims:?}") };
        // Some ways file a return and settle it at once.
        ensure!(claim.kind == ClaimKind::Return, "{claim:?}");
        ensure!([0, pieces].contains(&claim.quantity()), "{} pieces", claim.quantity());
        let of_line: Vec<Option<LineId>> = claim.lines.iter().map(|part| part.line.clone()).collect();
        ensure!(of_line == [Some(line.line)], "{of_line:?}");
        Ok(())
    })
    .await
}

/// Whether a result says that it is done.
fn is_done(outcome: &Outcome) -> bool {
    outcome.result == LineResult::Ok
}

/// The one line of an order as the lists show it, which tell the day by which it ships.
pub(crate) async fn listed(world: &dyn World, order: &OrderId) -> Result<OrderLine> {
    let mut of_order = everything(world).await?.into_iter().filter_map(|fact| match fact {
        Fact::Line(line) if line.order == *order => Some(*line),
        _ => None,
    });
    of_order.next_back().context("the order is on no list")
}

/// The day on which the buyer wants it, moved.
pub(crate) fn wished(line: OrderLine, on: NaiveDate) -> Write {
    Write::ChangeHopeDelivery {
        order: line.order,
        bundle: line.bundle,
        line: line.line,
        on,
        at: None,
        region: String::new(),
        because: "구매자와 통화로 정했습니다.".into(),
    }
}

/// A notice of delay with the marketplace's first reason, and with a day where it asks for one.
pub(crate) fn delay(world: &dyn World, line: &OrderLine, until: NaiveDate) -> Result<Write> {
    let asks = world.market().capabilities().asks(ActionKind::DelayNotice);
    Ok(Write::Delay {
        order: line.order.clone(),
        bundle: line.bundle.clone(),
        line: line.line.clone(),
        until: asks.contains(&Ask::Day).then_some(until),
        reason: first_code(world, ActionKind::DelayNotice)?,
        detail: "입고가 늦어지고 있습니다.".into(),
    })
}

/// A return filed for so many pieces, in a way that calls no courier by itself where there is one.
pub(crate) fn filed(world: &dyn World, line: &OrderLine, quantity: u32) -> Result<Write> {
    let asks = world.market().capabilities().asks(ActionKind::RequestReturn);
    let ways = asks.iter().find_map(|ask| match ask {
        Ask::Way(ways) => ways.last(),
        _ => None,
    });
    let (courier, invoice) = world.parcel();
    let method = ways.context("no way back")?.0.to_owned();
    Ok(Write::RequestReturn {
        order: line.order.clone(),
        bundle: line.bundle.clone(),
        line: line.line.clone(),
        quantity,
        detail: "구매자와 통화로 정했습니다.".into(),
        reason: first_code(world, ActionKind::RequestReturn)?,
        pickup: ReturnPickup { method, invoice: Some((courier, invoice)) },
    })
}

/// The first reason code that an operation asks for.
pub(crate) fn first_code(world: &dyn World, kind: ActionKind) -> Result<String> {
    let asks = world.market().capabilities().asks(kind);
    let code = asks.iter().find_map(|ask| match ask {
        Ask::Reason(codes) => codes.first().map(|(code, _)| (*code).to_owned()),
        _ => None,
    });
    code.with_context(|| format!("{kind:?} gives no reason to choose from"))
}

/// The one line of an order.
pub(crate) async fn only(world: &dyn World, order: &OrderId) -> Result<OrderLine> {
    lines(world, order).await?.pop().context("no line")
}

/// So many days from now, in Korea.
pub(crate) fn day(world: &dyn World, days: i64) -> NaiveDate {
    (world.clock().now() + TimeDelta::hours(9) + TimeDelta::days(days)).date_naive()
}
