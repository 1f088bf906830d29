//! Saved views of the inbox.

use store::SavedView;

use super::{Answer, Here};

/// The saved views in their order.
#[tauri::command]
#[specta::specta]
pub(crate) async fn saved_views(desk: Here<'_>) -> Answer<Vec<SavedView>> {
    desk.engine().await?.saved_views().await
}

/// Keeps a view, in place of the one of the same id.
#[tauri::command]
#[specta::specta]
pub(crate) async fn put_view(desk: Here<'_>, view: SavedView) -> Answer<()> {
    desk.engine().await?.put_view(view).await
}

/// Forgets a view.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_view(desk: Here<'_>, id: String) -> Answer<()> {
    desk.engine().await?.remove_view(id).await
}
