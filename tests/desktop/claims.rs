//! A cancel, a return and an exchange settled with clicks, and what happens without us.

use anyhow::{Context, Result};
use domain::{ActionKind, ClaimId, ClaimKind};
use tests::window::Window;
use tests::world::World;

use crate::stage::{Stage, collect, invoice_dialog};

#[tokio::test(flavor = "multi_thread")]
async fn claims_are_settled_with_clicks() -> Result<()> {
    let stage = Stage::empty().await?;
    let part = stage.asked(ClaimKind::Cancel, 3, 1).await?;
    let left = stage.asked(ClaimKind::Cancel, 2, 2).await?;
    let back = stage.asked(ClaimKind::Return, 2, 1).await?;
    let other = stage.asked(ClaimKind::Exchange, 2, 1).await?;
    let overruled = stage.asked(ClaimKind::Cancel, 1, 1).await?;
    let withdrawn = stage.asked(ClaimKind::Return, 1, 1).await?;
    let window = stage.begin().await?;
    window.click("[data-testid=nav-claims]").await?;
    window.picture("claims_cancel").await?;
    approve_a_part(&stage, &window, &part).await?;
    refuse_with_an_invoice(&stage, &window, &left).await?;
    receive_and_refund(&stage, &window, &back).await?;
    receive_and_reship(&stage, &window, &other).await?;
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

async fn refuse_with_an_invoice(stage: &Stage, window: &Window, claim: &ClaimId) -> Result<()> {
    open(window, "cancel", claim).await?;
    press(window, claim, "refuse").await?;
    window.picture("refuse_cancel").await?;
    invoice_dialog(window, &stage.world.parcel()).await?;
    stage.applied_once(ActionKind::RefuseCancel, claim.as_str()).await?;
    window.click("[data-testid=queue-return]").await?;
    window.find(&row(claim)).await.map(drop).context("it does not go on as a return")
}

async fn receive_and_refund(stage: &Stage, window: &Window, claim: &ClaimId) -> Result<()> {
    open(window, "return", claim).await?;
    window.picture("claims_return").await?;
    press(window, claim, "confirm_collected").await?;
    stage.applied_once(ActionKind::ConfirmReturnCollected, claim.as_str()).await?;
    let next = format!(
        "const row = document.querySelector('{}'); return ['collected', 'completed'].includes(row?.dataset.step)",
        row(claim)
    );
    window.until("the goods are here", &next).await?;
    if window.shows(&format!("{} [data-action=refund]", row(claim))).await? {
        press(window, claim, "refund").await?;
        stage.applied_once(ActionKind::RefundReturn, claim.as_str()).await?;
    }
    step(window, "return", claim, "completed").await
}

async fn receive_and_reship(stage: &Stage, window: &Window, claim: &ClaimId) -> Result<()> {
    open(window, "exchange", claim).await?;
    window.picture("claims_exchange").await?;
    press(window, claim, "confirm_collected").await?;
    stage.applied_once(ActionKind::ConfirmExchangeCollected, claim.as_str()).await?;
    collect(window).await?;
    press(window, claim, "reship").await?;
    invoice_dialog(window, &stage.world.parcel()).await?;
    stage.applied_once(ActionKind::ReshipExchange, claim.as_str()).await?;
    window.picture("exchange_reshipped").await?;
    Ok(())
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
