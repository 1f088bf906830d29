//! Confirming, shipping, keeping back, putting off, taking back and cancelling what was sold.

use chrono::{NaiveDate, NaiveTime};
use domain::{AccountId, ActionKind, CourierCode, Destination, InvoiceNumber, LineId};
use engine::view::{ActionBatch, ParcelStop, ShipRow, SplitLater};

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

/// What keeps parcels whose numbers are being written from leaving by now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn parcel_stops(
    desk: Here<'_>,
    lines: Vec<(AccountId, LineId)>,
    kind: ActionKind,
) -> Answer<Vec<ParcelStop>> {
    desk.engine().await?.parcel_stops(lines, kind).await
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

/// 수량 분리발송: the pieces of a line leave in several parcels, each with its number and its pieces.
#[tauri::command]
#[specta::specta]
pub(crate) async fn ship_pieces(
    desk: Here<'_>,
    account: AccountId,
    line: LineId,
    courier: CourierCode,
    parts: Vec<(InvoiceNumber, u32)>,
) -> Answer<ActionBatch> {
    desk.engine().await?.ship_pieces(account, line, courier, parts).await
}

/// 미도착·미수령 신고 처리
#[tauri::command]
#[specta::specta]
pub(crate) async fn answer_undelivered(
    desk: Here<'_>,
    account: AccountId,
    line: LineId,
    reason: String,
    text: String,
    invoice: Option<(CourierCode, InvoiceNumber)>,
) -> Answer<ActionBatch> {
    desk.engine().await?.answer_undelivered(account, line, reason, text, invoice).await
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

/// 발송지연 안내: the buyer of a line is told that it leaves later.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delay_notice(
    desk: Here<'_>,
    account: AccountId,
    line: LineId,
    until: Option<NaiveDate>,
    reason: String,
    detail: String,
) -> Answer<ActionBatch> {
    desk.engine().await?.delay_notice(account, line, until, reason, detail).await
}

/// 배송희망일 변경
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_hope_delivery(
    desk: Here<'_>,
    account: AccountId,
    line: LineId,
    on: NaiveDate,
    at: Option<NaiveTime>,
    region: String,
    because: String,
) -> Answer<ActionBatch> {
    desk.engine().await?.change_hope_delivery(account, line, on, at, region, because).await
}

/// 배송지 변경
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_receiver(
    desk: Here<'_>,
    account: AccountId,
    line: LineId,
    to: Destination,
) -> Answer<ActionBatch> {
    desk.engine().await?.change_receiver(account, line, to).await
}

/// 반품 접수 of some pieces of some lines that have left.
#[tauri::command]
#[specta::specta]
pub(crate) async fn request_return(
    desk: Here<'_>,
    account: AccountId,
    lines: Vec<(LineId, u32)>,
    reason: String,
    detail: String,
    method: String,
    invoice: Option<(CourierCode, InvoiceNumber)>,
) -> Answer<ActionBatch> {
    desk.engine().await?.request_return(account, lines, reason, detail, method, invoice).await
}

/// 발송보류: lines are kept from leaving, at once and by the desk alone.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hold_dispatch(
    desk: Here<'_>,
    lines: Vec<(AccountId, LineId)>,
    reason: String,
) -> Answer<ActionBatch> {
    desk.engine().await?.hold_dispatch(lines, reason).await
}

/// 발송보류 해제
#[tauri::command]
#[specta::specta]
pub(crate) async fn release_dispatch(desk: Here<'_>, lines: Vec<(AccountId, LineId)>) -> Answer<ActionBatch> {
    desk.engine().await?.release_dispatch(lines).await
}
