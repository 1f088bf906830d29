//! The power goes while a request is on its way.

use anyhow::Result;
use domain::ActionKind;
use sandbox::FaultKind;
use sandbox::coupang::{Fault, Operation};
use tests::world::World;

use crate::stage::{Stage, view_counts};

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_sending_it_is_unknown_then_known_and_applied_once() -> Result<()> {
    let stage = Stage::empty().await?;
    let order = stage.world.order(1, 1)?;
    let window = stage.begin().await?;
    view_counts(&window, "new", 1).await?;
    stage.world.shop().inject(Fault::on(Operation::Acknowledge, FaultKind::HangAfter));
    window.click("[data-testid=select-all]").await?;
    window.click("[data-testid=action-bar] [data-action=confirm]").await?;
    stage.applied_once(ActionKind::Confirm, order.as_str()).await?;
    window.kill(&Stage::application()?)?;
    let window = stage.window().await?;
    window.click("[data-testid=nav-journal]").await?;
    window.find("[data-state=done]").await?;
    window.picture("after_the_crash").await?;
    window.click("[data-testid=nav-inbox]").await?;
    view_counts(&window, "waiting", 1).await?;
    stage.applied_once(ActionKind::Confirm, order.as_str()).await?;
    window.close().await
}
