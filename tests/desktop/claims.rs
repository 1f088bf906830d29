//! A part of a line is cancelled with a click, and what happens without us is shown.

use anyhow::{Context, Result};
use domain::{ActionKind, ClaimId, ClaimKind};
use tests::window::Window;
use tests::world::World;

use crate::stage::{Stage, collect};

#[tokio::test(flavor = "multi_thread")]
async fn a_part_is_cancelled_and_others_settle_claims_too() -> Result<()> {
    let stage = Stage::empty().await?;
    let part = stage.asked(ClaimKind::Cancel, 3, 1).await?;
    let overruled = stage.asked(ClaimKind::Cancel, 1, 1).await?;
    let withdrawn = stage.asked(ClaimKind::Return, 1, 1).await?;
    let window = stage.begin().await?;
    window.click("[data-testid=nav-claims]").await?;
    window.picture("claims_cancel").await?;
    approve_a_part(&stage, &window, &part).await?;
    happens_by_itself(&stage, &window, &overruled, &withdrawn).await?;
    window.close().await
}

async fn approve_a_part(stage: &Stage, window: &Window, claim: &ClaimId) -> Result<()> {
    open(window, "cancel", claim).await?;
    window.picture("claim_detail_cancel").await?;
    press(window, claim, "approve").await?;
    stage.applied_once(ActionKind::ApproveCancel, claim.as_str()).await?;
    step(window, "cancel", claim, "completed").await
}

async fn happens_by_itself(
    stage: &Stage,
    window: &Window,
    overruled: &ClaimId,
    withdrawn: &ClaimId,
) -> Result<()> {
    stage.world.overrule(overruled)?;
    stage.world.withdraw(ClaimKind::Return, withdrawn)?;
    collect(window).await?;
    step(window, "cancel", overruled, "overruled").await?;
    step(window, "return", withdrawn, "withdrawn").await?;
    window.picture("claims_settled").await?;
    Ok(())
}

/// Opens a queue and a claim in it.
async fn open(window: &Window, queue: &str, claim: &ClaimId) -> Result<()> {
    window.click(&format!("[data-testid=queue-{queue}]")).await?;
    window.click(&row(claim)).await?;
    window.find("[data-testid=claim-detail]").await.map(drop)
}

/// Presses a verb on a row.
async fn press(window: &Window, claim: &ClaimId, verb: &str) -> Result<()> {
    let button = format!("{} [data-action={verb}][aria-disabled=false]", row(claim));
    window.click(&button).await.with_context(|| format!("{verb} on {claim}"))
}

/// Waits until a claim stands at a step, its group unfolded.
async fn step(window: &Window, queue: &str, claim: &ClaimId, step: &str) -> Result<()> {
    window.click(&format!("[data-testid=queue-{queue}]")).await?;
    let group = format!("[data-testid=group-{step}]");
    window.find(&group).await?;
    let unfold = format!(
        "const group = document.querySelector('{group}'); \
         if (group && !document.querySelector('{row}')) group.click(); \
         return document.querySelector('{row}')?.dataset.step === '{step}'",
        row = row(claim)
    );
    window.until(&format!("{claim} is {step}"), &unfold).await
}

/// The selector of a claim's row.
fn row(claim: &ClaimId) -> String {
    format!("[data-claim=\"{claim}\"]")
}
