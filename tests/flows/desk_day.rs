//! What the desk shows of a believable shop.

use anyhow::{Result, ensure};
use domain::{ClaimKind, Status};
use store::{InboxQuery, Sort};
use tests::desk::Desk;
use tests::world::coupang::Coupang;

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_holds_what_the_shop_holds() -> Result<()> {
    let desk = Desk::open(Coupang::with_orders(200).await?).await?;
    desk.collect().await?;
    let page = desk.engine.inbox_page(InboxQuery::default(), store::PageAt::Row(0), 1_000).await?;
    for sheet in desk.world.shop().orders().into_iter().filter(|sheet| !sheet.gone) {
        let shown = page.rows.iter().filter(|row| row.bundle.as_str() == sheet.shipment_box_id).count();
        ensure!(shown == sheet.items.len(), "{shown} of {} lines are shown of {sheet:#?}", sheet.items.len());
    }
    ensure!(page.rows.iter().all(|row| row.status != Status::Unknown), "a status was not understood");
    for kind in [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange] {
        ensure!(!desk.queue(kind).await?.is_empty(), "no {kind:?} is shown");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn collecting_twice_changes_nothing() -> Result<()> {
    let desk = Desk::open(Coupang::with_orders(120).await?).await?;
    desk.collect().await?;
    let first = desk.rows(InboxQuery { sort: Sort::Oldest, ..InboxQuery::default() }).await?;
    let counts = desk.engine.counts().await?;
    desk.collect().await?;
    ensure!(desk.engine.counts().await? == counts, "the counters moved");
    let again = desk.rows(InboxQuery { sort: Sort::Oldest, ..InboxQuery::default() }).await?;
    ensure!(first.iter().map(|row| &row.line).eq(again.iter().map(|row| &row.line)));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_leaves_the_engine_shows_a_person_in_full() -> Result<()> {
    let desk = Desk::open(Coupang::with_orders(40).await?).await?;
    desk.collect().await?;
    let rows = desk.rows(InboxQuery::default()).await?;
    let shown = serde_json::to_string(&rows)?;
    for sheet in desk.world.shop().orders() {
        ensure!(
            !shown.contains(&sheet.receiver.name) || sheet.receiver.name.contains('*'),
            "{}",
            sheet.receiver.name
        );
        ensure!(
            !shown.contains(&sheet.receiver.addr2) || sheet.receiver.addr2.len() < 4,
            "{}",
            sheet.receiver.addr2
        );
    }
    let Some(row) = rows.first() else { anyhow::bail!("no row") };
    let revealed = desk.engine.reveal_receiver(row.account.clone(), row.line.clone()).await?;
    ensure!(!revealed.name.is_empty() && !revealed.address.is_empty());
    let detail = desk.engine.order_detail(row.account.clone(), row.line.clone()).await?;
    ensure!(
        detail.timeline.iter().any(|entry| entry.kind == domain::EventKind::Revealed),
        "the reveal left no trace"
    );
    Ok(())
}
