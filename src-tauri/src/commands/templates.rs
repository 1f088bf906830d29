//! Message templates.

use domain::{AccountId, Filled, Target, Template};

use super::{Answer, Here};

/// The templates by name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn templates(desk: Here<'_>) -> Answer<Vec<Template>> {
    desk.engine().await?.templates().await
}

/// Keeps a template, in place of the one of the same id; an empty id makes a new one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn put_template(desk: Here<'_>, template: Template) -> Answer<()> {
    desk.engine().await?.put_template(template).await
}

/// Forgets a template.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_template(desk: Here<'_>, id: String) -> Answer<()> {
    desk.engine().await?.remove_template(id).await
}

/// Fills in what words leave open, for each of the targets.
#[tauri::command]
#[specta::specta]
pub(crate) async fn fill_words(
    desk: Here<'_>,
    targets: Vec<(AccountId, Target)>,
    words: String,
) -> Answer<Vec<Filled>> {
    desk.engine().await?.fill_words(targets, words).await
}
