//! The inbox and an order's detail.

use domain::{AccountId, LineId};
use engine::view::{Counts, InboxPage, OrderDetail, RevealedView, SelectionOffer};
use store::{InboxQuery, PageAt};

use super::{Answer, Here};

/// A piece of the inbox.
#[tauri::command]
#[specta::specta]
pub(crate) async fn inbox_page(
    desk: Here<'_>,
    query: InboxQuery,
    at: PageAt,
    limit: u32,
) -> Answer<InboxPage> {
    desk.engine().await?.inbox_page(query, at, limit).await
}

/// The lines between two rows of the inbox, for a selection.
#[tauri::command]
#[specta::specta]
pub(crate) async fn inbox_keys(
    desk: Here<'_>,
    query: InboxQuery,
    first: u32,
    last: u32,
) -> Answer<Vec<(AccountId, LineId)>> {
    desk.engine().await?.inbox_keys(query, first, last).await
}

/// The counters of the rail, the views and the queues.
#[tauri::command]
#[specta::specta]
pub(crate) async fn counts(desk: Here<'_>) -> Answer<Counts> {
    desk.engine().await?.counts().await
}

/// An order, opened on one of its lines.
#[tauri::command]
#[specta::specta]
pub(crate) async fn order_detail(desk: Here<'_>, account: AccountId, line: LineId) -> Answer<OrderDetail> {
    desk.engine().await?.order_detail(account, line).await
}

/// The receiver in full; logged.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reveal_receiver(
    desk: Here<'_>,
    account: AccountId,
    line: LineId,
) -> Answer<RevealedView> {
    desk.engine().await?.reveal_receiver(account, line).await
}

/// What may be done with the selected lines, and with how many of them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn selection_offers(
    desk: Here<'_>,
    lines: Vec<(AccountId, LineId)>,
) -> Answer<Vec<SelectionOffer>> {
    desk.engine().await?.selection_offers(lines).await
}
