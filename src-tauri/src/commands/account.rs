//! Accounts and their forms.

use domain::{AccountId, Marketplace};
use engine::view::{
    AccountForm, AccountView, CapabilityRow, CheckView, CourierView, DescriptorView, ReadingRow, Reasons,
    SecretShape,
};

use super::{Answer, Here};
use crate::secrets;

/// Every account with its health.
#[tauri::command]
#[specta::specta]
pub(crate) async fn accounts(desk: Here<'_>) -> Answer<Vec<AccountView>> {
    desk.engine().await?.accounts().await
}

/// The account forms, one per marketplace that can be connected.
#[tauri::command]
#[specta::specta]
pub(crate) async fn marketplaces(desk: Here<'_>) -> Answer<Vec<DescriptorView>> {
    Ok(desk.engine().await?.marketplaces())
}

/// A draft into which secrets are pasted.
#[tauri::command]
#[specta::specta]
pub(crate) async fn new_draft(desk: Here<'_>) -> Answer<String> {
    Ok(desk.drafts.begin())
}

/// Pastes a secret from the clipboard into a draft. The window learns its shape only.
#[tauri::command]
#[specta::specta]
pub(crate) async fn paste_secret(
    desk: Here<'_>,
    draft: String,
    marketplace: Marketplace,
    field: String,
) -> Answer<SecretShape> {
    let secret = secrets::from_clipboard().await?;
    let shape = secrets::shape(&desk.engine().await?.marketplaces(), marketplace, &field, &secret)?;
    desk.drafts.put(&draft, &field, secret)?;
    Ok(shape)
}

/// Tests the connection of a filled form; nothing is kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_account(desk: Here<'_>, form: AccountForm) -> Answer<CheckView> {
    let secrets = desk.drafts.read(&form.draft);
    desk.engine().await?.check_account(form, secrets).await
}

/// Keeps an account and begins to collect it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_account(desk: Here<'_>, form: AccountForm) -> Answer<AccountView> {
    let draft = form.draft.clone();
    let account = desk.engine().await?.save_account(form, desk.drafts.read(&draft)).await?;
    desk.drafts.end(&draft);
    Ok(account)
}

/// Forgets an account with all its data and secrets.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_account(desk: Here<'_>, account: AccountId) -> Answer<()> {
    desk.engine().await?.remove_account(account).await
}

/// The couriers that an account's marketplace knows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn couriers(desk: Here<'_>, account: AccountId) -> Answer<Vec<CourierView>> {
    desk.engine().await?.couriers(account).await
}

/// The reason codes that an account's marketplace asks for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reasons(desk: Here<'_>, account: AccountId) -> Answer<Reasons> {
    desk.engine().await?.reasons(account).await
}

/// What can be done at every marketplace that has an account here.
#[tauri::command]
#[specta::specta]
pub(crate) async fn capabilities(desk: Here<'_>) -> Answer<Vec<CapabilityRow>> {
    Ok(desk.engine().await?.capabilities().await)
}

/// What every marketplace tells.
#[tauri::command]
#[specta::specta]
pub(crate) async fn readings(desk: Here<'_>) -> Answer<Vec<ReadingRow>> {
    Ok(desk.engine().await?.readings().await)
}
