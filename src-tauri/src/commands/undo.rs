//! Taking presses back before they are sent.

use domain::ActionId;
use engine::view::{LeavingView, Undone, WaitingView};

use super::{Answer, Here};

/// What may still be taken back, and until when.
#[tauri::command]
#[specta::specta]
pub(crate) async fn waiting(desk: Here<'_>) -> Answer<Vec<WaitingView>> {
    desk.engine().await?.waiting().await
}

/// What has not left or not come back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn leaving(desk: Here<'_>) -> Answer<LeavingView> {
    desk.engine().await?.leaving().await
}

/// Takes actions back whose moment has not come.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo(desk: Here<'_>, actions: Vec<ActionId>) -> Answer<Undone> {
    desk.engine().await?.undo(actions).await
}

/// Takes everything back that stands queued.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_queued(desk: Here<'_>) -> Answer<Undone> {
    desk.engine().await?.undo_queued().await
}

/// Lets everything leave now that waits to be taken back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn send_now(desk: Here<'_>) -> Answer<()> {
    desk.engine().await?.send_now().await
}

/// How many seconds a press waits to be taken back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_seconds(desk: Here<'_>) -> Answer<u32> {
    desk.engine().await?.undo_seconds().await
}

/// Chooses how many seconds a press waits to be taken back: 0, 5, 10 or 20.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_undo_seconds(desk: Here<'_>, seconds: u32) -> Answer<()> {
    desk.engine().await?.set_undo_seconds(seconds).await
}
