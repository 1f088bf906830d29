//! The first minutes of a new owner.

use anyhow::{Result, ensure};
use tests::world::World;

use crate::stage::{Stage, view_counts};

#[tokio::test(flavor = "multi_thread")]
async fn the_practice_shop_opens_and_shows_its_orders() -> Result<()> {
    let stage = Stage::empty().await?;
    for _ in 0..30 {
        stage.world.order(2, 1)?;
    }
    let window = stage.window().await?;
    window.find("[data-testid=first-run]").await?;
    window.picture("first_run").await?;
    window.click("[data-testid=way-sandbox]").await?;
    window.click("[data-action=start-sandbox]").await?;
    view_counts(&window, "new", 60).await?;
    window.until("rows are painted", "return document.querySelectorAll('[data-line]').length > 10").await?;
    window.picture("inbox").await?;
    search_finds_a_telephone(&stage, &window).await?;
    ensure!(!window.shows("[data-testid=first-run]").await?);
    window.close().await
}

/// Types the last four digits of a receiver's telephone and finds the order.
async fn search_finds_a_telephone(stage: &Stage, window: &tests::window::Window) -> Result<()> {
    let sheet = stage.world.shop().orders().remove(0);
    window.press("/").await?;
    window.type_into("[data-testid=search]", &sheet.order_id).await?;
    let script = format!(
        "const rows = [...document.querySelectorAll('[data-line]')]; \
         return rows.length > 0 && rows.every(row => row.textContent.includes('{}'))",
        sheet.order_id
    );
    window.until("the search shows that order alone", &script).await?;
    window.picture("search").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_desk_is_there_at_the_second_start() -> Result<()> {
    let stage = Stage::empty().await?;
    stage.world.order(1, 1)?;
    let window = stage.begin().await?;
    view_counts(&window, "new", 1).await?;
    window.close().await?;
    let window = stage.window().await?;
    ensure!(!window.shows("[data-testid=first-run]").await?, "it asks again how to begin");
    view_counts(&window, "new", 1).await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_believable_shop_fills_the_desk() -> Result<()> {
    let stage = Stage::believable().await?;
    let window = stage.begin().await?;
    let paid =
        stage.world.shop().orders().into_iter().filter(|sheet| !sheet.gone && sheet.status == "ACCEPT");
    let lines: usize = paid.map(|sheet| sheet.items.len()).sum();
    ensure!(lines > 70, "{lines} new lines are no shop");
    window.until("all is collected", "return !document.querySelector('[data-testid=sync-progress]')").await?;
    for _ in 0..4 {
        window.press("xj").await?;
    }
    window.find("[data-testid=action-bar]").await?;
    window.press("\u{e006}").await?;
    window.find("[data-testid=detail]").await?;
    window.picture("desk").await?;
    for (queue, keys) in [("cancel", "1"), ("return", "2"), ("exchange", "3")] {
        window.click("[data-testid=nav-claims]").await?;
        window.click(&format!("[data-testid=queue-{queue}]")).await?;
        window
            .until("claims are shown", "return document.querySelectorAll('[data-claim]').length > 0")
            .await?;
        window.picture(&format!("queue_{keys}_{queue}")).await?;
    }
    window.close().await
}
