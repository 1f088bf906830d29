//! The desk as a whole.

use engine::view::AccountView;

use super::{Answer, Here};
use crate::state::DeskState;
use crate::{links, locale as language};

/// What the window shows first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn desk_state(desk: Here<'_>) -> Answer<DeskState> {
    desk.shown().await
}

/// Changes the language: `ko` or `en`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_locale(desk: Here<'_>, locale: String) -> Answer<()> {
    language::write(desk.engine().await?, locale).await
}

/// Starts the built-in shops, adds their accounts and begins to collect them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_sandbox_shop(desk: Here<'_>) -> Answer<Vec<AccountView>> {
    desk.sandbox.begin(desk.engine().await?).await
}

/// Opens a page of a marketplace in the system's browser.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_link(desk: Here<'_>, url: String) -> Answer<()> {
    let engine = desk.engine().await?;
    links::open(&url, &engine.marketplaces(), &engine.capabilities().await)
}
