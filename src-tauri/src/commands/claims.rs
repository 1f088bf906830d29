//! Cancels, returns and exchanges.

use domain::{AccountId, ClaimId};
use engine::PLAN_BUDGET;
use engine::view::{ActionBatch, ClaimChoice, ClaimDetail, ClaimList, ClaimPlan, ClaimPress, ClaimRequest};

use super::{Answer, Here};

/// A queue.
#[tauri::command]
#[specta::specta]
pub(crate) async fn claim_queue(desk: Here<'_>, request: ClaimRequest) -> Answer<ClaimList> {
    desk.engine().await?.claim_queue(request).await
}

/// A claim with its steps.
#[tauri::command]
#[specta::specta]
pub(crate) async fn claim_detail(desk: Here<'_>, account: AccountId, claim: ClaimId) -> Answer<ClaimDetail> {
    desk.engine().await?.claim_detail(account, claim).await
}

/// What a press on many claims would do, after their marketplaces were read again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn claim_plan(desk: Here<'_>, chosen: Vec<ClaimChoice>) -> Answer<ClaimPlan> {
    desk.engine().await?.claim_plan(chosen, PLAN_BUDGET).await
}

/// Ends the reading of a plan that somebody waits for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hurry_claim_plan(desk: Here<'_>) -> Answer<()> {
    desk.engine().await?.hurry_claim_plan();
    Ok(())
}

/// Carries out what was pressed on one claim, or a plan of many that a person confirmed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn claim_acts(desk: Here<'_>, presses: Vec<ClaimPress>) -> Answer<ActionBatch> {
    desk.engine().await?.claim_acts(presses).await
}
