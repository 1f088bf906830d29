//! Closing the window.

use tauri::{AppHandle, State};

use super::{Answer, Here};
use crate::closing::{self, Closing};

/// Asks to close, as the window's cross does.
#[tauri::command]
#[specta::specta]
pub(crate) fn ask_to_close(app: AppHandle) -> Answer<()> {
    closing::request(&app);
    Ok(())
}

/// The window shows its question: what may be taken back waits on. It says so again for as long as it stands.
#[tauri::command]
#[specta::specta]
pub(crate) async fn closing_shown(desk: Here<'_>, closing: State<'_, Closing>) -> Answer<()> {
    closing.shown();
    desk.engine().await?.wait_for_answer().await
}

/// Stays: what may still be taken back waits as long as after a press.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stay_open(desk: Here<'_>, closing: State<'_, Closing>) -> Answer<()> {
    closing.stay();
    desk.engine().await?.go_on().await
}

/// Closes now: the person has answered.
#[tauri::command]
#[specta::specta]
pub(crate) fn close_now(app: AppHandle) -> Answer<()> {
    closing::close(&app);
    Ok(())
}
