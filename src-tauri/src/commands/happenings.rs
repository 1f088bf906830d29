//! What happened without us.

use engine::view::HappeningList;

use super::{Answer, Here};

/// What happened lately, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn happenings(desk: Here<'_>) -> Answer<HappeningList> {
    desk.engine().await?.happenings().await
}

/// Marks these as seen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn see_happenings(desk: Here<'_>, numbers: Vec<u32>) -> Answer<()> {
    desk.engine().await?.see_happenings(numbers).await
}
