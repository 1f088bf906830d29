//! Collecting.

use domain::AccountId;

use super::{Answer, Here};

/// Collects one account now, or all of them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn collect_now(desk: Here<'_>, account: Option<AccountId>) -> Answer<()> {
    desk.engine().await?.collect_now(account).await
}

/// Ends the first collection where it stands.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stop_backfill(desk: Here<'_>, account: AccountId) -> Answer<()> {
    desk.engine().await?.stop_backfill(account).await
}
