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
