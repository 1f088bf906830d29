//! A press that is taken back never reaches the marketplace, and closing over one that waits asks.

use std::time::Duration;

use anyhow::{Result, ensure};
use domain::{ActionKind, ClaimId, ClaimKind};
use tests::window::Window;
use tests::world::World;

use crate::stage::Stage;

/// Longer than a press waits until it leaves, unless the seller chose another time.
const LEFT_BY: Duration = Duration::from_secs(7);

/// Ctrl Z, with the key let go after it.
const UNDO: &str = "\u{e009}z\u{e000}";

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_taken_back_in_time_never_reaches_the_marketplace() -> Result<()> {
    let stage = Stage::empty().await?;
    let claim = stage.asked(ClaimKind::Cancel, 3, 1).await?;
    let window = stage.begin().await?;
    approve(&window, &claim).await?;
    window.picture("undo_waits").await?;
    window.press(UNDO).await?;
    window.find(&format!("{} [data-action=approve][aria-disabled=false]", row(&claim))).await?;
    tokio::time::sleep(LEFT_BY).await;
    ensure!(stage.world.applied(ActionKind::ApproveCancel, claim.as_str()) == 0, "it was sent all the same");
    window.click("[data-testid=nav-journal]").await?;
    window.find("[data-kind=approve_cancel][data-state=undone]").await?;
    window.picture("undo_in_the_journal").await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_asks_and_sends_first_when_the_person_says_so() -> Result<()> {
    let stage = Stage::empty().await?;
    let claim = stage.asked(ClaimKind::Cancel, 3, 1).await?;
    let window = stage.begin().await?;
    approve(&window, &claim).await?;
    window.press("\u{e009}q\u{e000}").await?;
    window.find("[data-testid=closing] [data-action=send-and-close]").await?;
    window.picture("closing_asks").await?;
    tokio::time::sleep(LEFT_BY).await;
    ensure!(stage.world.applied(ActionKind::ApproveCancel, claim.as_str()) == 0, "it left over the question");
    window.click("[data-testid=closing] [data-action=stay-open]").await?;
    window.press(UNDO).await?;
    window.find(&format!("{} [data-action=approve][aria-disabled=false]", row(&claim))).await?;
    approve(&window, &claim).await?;
    window.press("\u{e009}q\u{e000}").await?;
    window.click("[data-testid=closing] [data-action=send-and-close]").await?;
    stage.applied_once(ActionKind::ApproveCancel, claim.as_str()).await?;
    drop(window);
    let window = stage.window().await?;
    window.click("[data-testid=nav-journal]").await?;
    window.find("[data-kind=approve_cancel][data-state=done]").await?;
    stage.applied_once(ActionKind::ApproveCancel, claim.as_str()).await?;
    window.close().await
}

/// Approves a cancel request with the button of its row, which then waits.
async fn approve(window: &Window, claim: &ClaimId) -> Result<()> {
    window.click("[data-testid=nav-claims]").await?;
    window.click("[data-testid=queue-cancel]").await?;
    window.click(&row(claim)).await?;
    window.find("[data-testid=claim-detail]").await?;
    window.click(&format!("{} [data-action=approve][aria-disabled=false]", row(claim))).await?;
    window.find(&format!("{} [data-testid=wait]", row(claim))).await.map(drop)
}

/// The selector of a claim's row.
fn row(claim: &ClaimId) -> String {
    format!("[data-claim=\"{claim}\"]")
}
