//! Confirming, shipping and cancelling what was sold.

use domain::{AccountId, LineId};
use engine::view::{ActionBatch, ShipRow, SplitLater};

use super::{Answer, Here};

/// 발주확인
#[tauri::command]
#[specta::specta]
pub(crate) async fn confirm_lines(desk: Here<'_>, lines: Vec<(AccountId, LineId)>) -> Answer<ActionBatch> {
    desk.engine().await?.confirm_lines(lines).await
}

/// 발송처리
#[tauri::command]
#[specta::specta]
pub(crate) async fn ship(desk: Here<'_>, rows: Vec<ShipRow>) -> Answer<ActionBatch> {
    desk.engine().await?.ship(rows).await
}

/// 송장 수정
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_invoice(desk: Here<'_>, rows: Vec<ShipRow>) -> Answer<ActionBatch> {
    desk.engine().await?.change_invoice(rows).await
}

/// 분리배송: some lines of a bundle leave now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn split_ship(desk: Here<'_>, now: Vec<ShipRow>, later: SplitLater) -> Answer<ActionBatch> {
    desk.engine().await?.split_ship(now, later).await
}

/// The rest of a split bundle leaves.
#[tauri::command]
#[specta::specta]
pub(crate) async fn ship_rest(desk: Here<'_>, row: ShipRow) -> Answer<ActionBatch> {
    desk.engine().await?.ship_rest(row).await
}

/// 배송완료 처리
#[tauri::command]
#[specta::specta]
pub(crate) async fn complete_delivery(
    desk: Here<'_>,
    account: AccountId,
    line: LineId,
) -> Answer<ActionBatch> {
    desk.engine().await?.complete_delivery(account, line).await
}

/// 판매취소 of some pieces of some lines, for a reason of the marketplace.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_sale(
    desk: Here<'_>,
    account: AccountId,
    lines: Vec<(LineId, u32)>,
    reason: String,
) -> Answer<ActionBatch> {
    desk.engine().await?.cancel_sale(account, lines, reason).await
}
