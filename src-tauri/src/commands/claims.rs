//! Cancels, returns and exchanges.

use domain::{AccountId, ClaimId};
use engine::view::{ActionBatch, ClaimActRequest, ClaimDetail, ClaimList, ClaimRequest};

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

/// Approves, refuses, collects, refunds or re-ships.
#[tauri::command]
#[specta::specta]
pub(crate) async fn claim_act(
    desk: Here<'_>,
    account: AccountId,
    claims: Vec<ClaimId>,
    act: ClaimActRequest,
) -> Answer<ActionBatch> {
    desk.engine().await?.claim_act(account, claims, act).await
}
