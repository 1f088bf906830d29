//! Collecting and reading.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use domain::{DetailKind, Fact, LineId, OrderId, OrderLine, Stage};
use market::{Counts, ErrorKind, Persistence, Reading};
use tests::world::{Strike, World, until_told};

use crate::{confirmed, everything, lines, told};

pub(crate) async fn a_paid_order_is_collected(world: &dyn World) -> Result<()> {
    let order = world.order(2, 2)?;
    let collected = of_order(everything(world).await?, &order);
    ensure!(collected.len() == 2, "{} lines were collected", collected.len());
    ensure!(collected.iter().map(|line| line.quantity.to_ship()).sum::<u32>() == 4);
    ensure!(collected.iter().all(|line| line.stage == Stage::Paid && !line.receiver.name.is_empty()));
    Ok(())
}

pub(crate) async fn many_pages_give_every_order_once(world: &dyn World) -> Result<()> {
    let placed: BTreeSet<OrderId> = (0..120).map(|_| world.order(1, 1)).collect::<Result<_>>()?;
    let mut seen: Vec<LineId> = Vec::new();
    until_told(world).await;
    for feed in world.market().feeds() {
        let mut of_feed = BTreeSet::new();
        for line in only_lines(crate::read_feed(world, feed).await?) {
            ensure!(of_feed.insert(line.line.clone()), "{:?} told {} twice", feed.id, line.line);
            if placed.contains(&line.order) {
                seen.push(line.line);
            }
        }
    }
    ensure!(seen.into_iter().collect::<BTreeSet<_>>().len() == 120, "an order was lost between pages");
    Ok(())
}

pub(crate) async fn an_order_reads_as_it_was_collected(world: &dyn World) -> Result<()> {
    let order = world.order(2, 2)?;
    let mut collected = of_order(everything(world).await?, &order);
    collected.sort_by(|one, other| one.line.cmp(&other.line));
    collected.dedup_by(|one, other| one.line == other.line);
    let mut read = lines(world, &order).await?;
    read.sort_by(|one, other| one.line.cmp(&other.line));
    for (listed, read) in collected.iter_mut().zip(&mut read) {
        same_record(listed, read)?;
    }
    ensure!(collected == read, "the list and the order disagree:\n{collected:#?}\n{read:#?}");
    Ok(())
}

pub(crate) async fn many_bundles_read_as_each_of_them(world: &dyn World) -> Result<()> {
    let (mut bundles, mut singly) = (Vec::new(), Vec::new());
    for _ in 0..6 {
        let order = world.order(1, 1)?;
        let read = lines(world, &order).await?;
        bundles.extend(read.iter().map(|line| (line.order.clone(), line.bundle.clone())));
        singly.extend(read);
    }
    for stage in [Stage::Paid, Stage::Shipped] {
        let mut together = world.market().read_bundles(&bundles, stage).await?;
        together.sort_by(|one, other| one.line.cmp(&other.line));
        singly.sort_by(|one, other| one.line.cmp(&other.line));
        for (listed, read) in together.iter_mut().zip(&mut singly) {
            same_record(listed, read)?;
        }
        ensure!(together == singly, "believed to be {stage:?}:\n{together:#?}\n{singly:#?}");
    }
    Ok(())
}

pub(crate) async fn ids_survive_as_text(world: &dyn World) -> Result<()> {
    let order = world.order(1, 1)?;
    let line = lines(world, &order).await?.pop().context("no line")?;
    let bundle = world.market().read_bundle(&line.order, &line.bundle).await?;
    ensure!(
        bundle.iter().any(|read| read.line == line.line),
        "the bundle's number did not survive the way back"
    );
    Ok(())
}

pub(crate) async fn a_repeated_page_changes_nothing(world: &dyn World) -> Result<()> {
    let placed: BTreeSet<OrderId> = (0..60).map(|_| world.order(1, 1)).collect::<Result<_>>()?;
    world.strike(None, Strike::DuplicatePage, 1);
    let seen: BTreeSet<OrderId> =
        only_lines(everything(world).await?).into_iter().map(|line| line.order).collect();
    ensure!(seen.is_superset(&placed), "a repeated page hid an order");
    Ok(())
}

pub(crate) async fn an_unknown_status_is_kept_and_shown(world: &dyn World) -> Result<()> {
    let order = world.order(1, 1)?;
    world.strike(None, Strike::UnknownStatus, 1);
    let line = lines(world, &order).await?.pop().context("the line was dropped")?;
    ensure!(
        line.stage == Stage::Unknown && !line.raw_status.is_empty(),
        "{:?} {}",
        line.stage,
        line.raw_status
    );
    Ok(())
}

pub(crate) async fn a_failing_read_is_tried_again(world: &dyn World) -> Result<()> {
    let order = world.order(1, 1)?;
    world.strike(None, Strike::ProviderDown, 1);
    ensure!(lines(world, &order).await?.len() == 1);
    Ok(())
}

pub(crate) async fn a_cut_answer_is_an_error_and_no_more(world: &dyn World) -> Result<()> {
    let order = world.order(1, 1)?;
    world.strike(None, Strike::Truncated, 20);
    let error = world.market().read_order(&order).await.err().context("half an answer was believed")?;
    ensure!(error.kind == ErrorKind::Unreadable, "{error}");
    ensure!(
        error.persistence == Persistence::Temporary,
        "a read has no effect that could be unknown: {error}"
    );
    Ok(())
}

pub(crate) async fn a_storm_of_refusals_closes_the_door(world: &dyn World) -> Result<()> {
    let order = world.order(1, 1)?;
    let market = world.market();
    world.strike(None, Strike::Denied, 50);
    let mut calls = 0;
    while market.health().closed_until.is_none() && calls < 20 {
        ensure!(market.read_order(&order).await.is_err(), "a page of HTML was believed");
        calls += 1;
    }
    ensure!(market.health().closed_until.is_some(), "{calls} refusals in a row and the door is still open");
    let error = market.read_order(&order).await.err().context("the closed door let a call through")?;
    ensure!(error.kind == ErrorKind::Blocked, "{error}");
    Ok(())
}

/// Two calls may show one line in two records, one of them without the day by which it ships, and each with details
/// of its own; those that both tell must agree.
fn same_record(listed: &mut OrderLine, read: &mut OrderLine) -> Result<()> {
    ensure!(!listed.raw.is_empty() && !read.raw.is_empty(), "the marketplace's own record is missing");
    listed.raw.clone_from(&read.raw);
    let ship_by = read.ship_by.or(listed.ship_by);
    (listed.ship_by, read.ship_by) = (ship_by, ship_by);
    let of_both = |kind| [&*listed, &*read].iter().all(|line| line.more.iter().any(|told| told.kind == kind));
    let kinds: Vec<DetailKind> =
        listed.more.iter().map(|told| told.kind).filter(|kind| of_both(*kind)).collect();
    [listed, read].into_iter().for_each(|line| line.more.retain(|told| kinds.contains(&told.kind)));
    Ok(())
}

/// The lines among facts.
fn only_lines(facts: Vec<Fact>) -> Vec<OrderLine> {
    let lines = facts.into_iter().filter_map(|fact| match fact {
        Fact::Line(line) => Some(*line),
        _ => None,
    });
    lines.collect()
}

/// The lines of one order among facts.
fn of_order(facts: Vec<Fact>, order: &OrderId) -> Vec<OrderLine> {
    let mut lines = only_lines(facts);
    lines.retain(|line| line.order == *order);
    lines.sort_by(|one, other| one.line.cmp(&other.line));
    lines.dedup_by(|one, other| one.line == other.line);
    lines
}

pub(crate) async fn the_marketplaces_counts_are_its_books(world: &dyn World) -> Result<()> {
    told(world, Reading::Counts, || async {
        until_told(world).await;
        let before = counted(world).await?;
        let order = world.order(2, 1)?;
        confirmed(world, 1, 1).await?;
        until_told(world).await;
        let counted = counted(world).await?;
        let waiting = world.truth().lines.values().filter(|line| line.order == order).count();
        ensure!(
            counted.to_confirm as usize == before.to_confirm as usize + waiting,
            "{before:?}, {counted:?}"
        );
        ensure!(counted.to_ship == before.to_ship + 1, "{before:?}, {counted:?}");
        Ok(())
    })
    .await
}

/// What the marketplace counts.
async fn counted(world: &dyn World) -> Result<Counts> {
    world.market().counts().await?.context("it counts nothing")
}

pub(crate) async fn every_courier_is_known_by_its_code(world: &dyn World) -> Result<()> {
    let market = world.market();
    market.learn_couriers().await?;
    let (courier, _) = world.parcel();
    ensure!(market.couriers().iter().any(|known| known.code == courier.as_str()), "{courier} is not known");
    let codes: BTreeSet<&str> = market.couriers().iter().map(|known| known.code).collect();
    ensure!(codes.len() == market.couriers().len(), "a code names two couriers");
    Ok(())
}
