//! Sixty orders confirmed, fifty shipped with pasted numbers, three of them refused.

use std::fmt::Write as _;

use anyhow::{Result, ensure};
use domain::ActionKind;
use tests::window::Window;
use tests::world::World;

use crate::stage::{Stage, collect, number, view_counts};

#[tokio::test(flavor = "multi_thread")]
async fn sixty_are_confirmed_and_fifty_shipped_with_pasted_numbers() -> Result<()> {
    let stage = Stage::empty().await?;
    let mut used = Vec::new();
    for _ in 0..3 {
        used.push(stage.ship_elsewhere().await?.to_string());
    }
    let confirmed_before = stage.world.calls(ActionKind::Confirm);
    for _ in 0..60 {
        stage.world.order(1, 1)?;
    }
    let window = stage.begin().await?;
    view_counts(&window, "new", 60).await?;
    confirm_all(&window).await?;
    ensure!(stage.world.calls(ActionKind::Confirm) - confirmed_before == 2, "not two batches");
    ship_fifty(&stage, &window, used).await?;
    window.close().await
}

/// Selects every new order and confirms it.
async fn confirm_all(window: &Window) -> Result<()> {
    window.click("[data-testid=view-new]").await?;
    window.click("[data-testid=select-all]").await?;
    window.find("[data-testid=action-bar]").await?;
    window.picture("confirm_sixty").await?;
    window.click("[data-testid=action-bar] [data-action=confirm]").await?;
    view_counts(window, "new", 0).await?;
    view_counts(window, "waiting", 60).await
}

/// Pastes fifty numbers, three of which were used before, and sends them.
async fn ship_fifty(stage: &Stage, window: &Window, used: Vec<String>) -> Result<()> {
    let calls = stage.world.calls(ActionKind::Ship);
    window.click("[data-testid=view-waiting]").await?;
    window.until("sixty rows wait", "return document.querySelectorAll('[data-line]').length > 10").await?;
    window.click("[data-testid=select-all]").await?;
    window.click("[data-testid=action-bar] [data-action=ship]").await?;
    window.find("[data-testid=ship-sheet]").await?;
    window
        .until(
            "all parcels are on the sheet",
            "return document.querySelectorAll('[data-bundle]').length === 60",
        )
        .await?;
    window.click("[data-testid=base-courier]").await?;
    window.click("[data-testid=base-courier-list] [data-value=CJGLS]").await?;
    window.click("[data-testid=ship-sheet] [data-bundle] [data-testid=invoice]").await?;
    window.paste(&column(stage, used)).await?;
    window.picture("paste_fifty").await?;
    window.click("[data-testid=ship-sheet] [data-action=send]").await?;
    let settled = "return document.querySelectorAll('[data-bundle][data-state=done]').length === 47 \
        && document.querySelectorAll('[data-bundle][data-state=refused]').length === 3";
    window.until("47 are shipped and 3 refused", settled).await?;
    window.picture("three_refused").await?;
    let refusals = number(window, "return document.querySelectorAll('[data-testid=refusal]').length").await?;
    ensure!(refusals == 3, "{refusals} lines say why they were refused");
    ensure!(stage.world.calls(ActionKind::Ship) > calls);
    window.press("\u{e00c}").await?;
    collect(window).await?;
    view_counts(window, "waiting", 13).await
}

/// Fifty numbers as a column copied from a spreadsheet: CRLF, and a quote or an apostrophe here and there.
fn column(stage: &Stage, used: Vec<String>) -> String {
    let mut column = String::new();
    let fresh = (0..47).map(|_| stage.world.parcel().1.to_string());
    for (row, number) in used.into_iter().chain(fresh).enumerate() {
        let cell = match row % 3 {
            0 => number,
            1 => format!("'{number}"),
            _ => format!("\"{number}\""),
        };
        // Writing to a String cannot fail.
        let _ = write!(column, "{cell}\r\n");
    }
    column
}
