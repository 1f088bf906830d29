//! Confirming, shipping, changing numbers, splitting, completing and cancelling: a press is planned against
//! what the desk knows, journaled, and sent by the account's loop after another look.

use domain::{AccountId, CourierCode, InvoiceNumber, LineId};

use crate::cap;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::journal;
use crate::plan::{self, Plan};
use crate::view::{ActionBatch, Problem, ShipRow, SplitLater};

impl Engine {
    /// 발주확인 of the bundles to which the lines belong.
    ///
    /// # Errors
    /// When a line is not here, too much is handed in at once, or the store fails. What cannot be confirmed is in
    /// the batch.
    pub async fn confirm_lines(&self, lines: Vec<(AccountId, LineId)>) -> Result<ActionBatch, Problem> {
        cap::list(&lines)?;
        self.press(move |desk| plan::confirm(desk, &lines)).await
    }

    /// 발송처리: every line of a row's bundle leaves under the row's number.
    ///
    /// # Errors
    /// As [`Engine::confirm_lines`].
    pub async fn ship(&self, rows: Vec<ShipRow>) -> Result<ActionBatch, Problem> {
        capped(&rows)?;
        self.press(move |desk| plan::ship(desk, &rows)).await
    }

    /// 송장 수정
    ///
    /// # Errors
    /// As [`Engine::confirm_lines`].
    pub async fn change_invoice(&self, rows: Vec<ShipRow>) -> Result<ActionBatch, Problem> {
        capped(&rows)?;
        self.press(move |desk| plan::change_invoices(desk, &rows)).await
    }

    /// 분리배송, first half. It cannot be undone.
    ///
    /// # Errors
    /// When the halves do not make one bundle; as [`Engine::confirm_lines`].
    pub async fn split_ship(&self, now: Vec<ShipRow>, later: SplitLater) -> Result<ActionBatch, Problem> {
        capped(&now)?;
        cap::list(&later.lines)?;
        cap::text(later.courier.as_str())?;
        self.press(move |desk| plan::split_ship(desk, &now, &later)).await
    }

    /// 분리배송, second half: what has no number yet leaves.
    ///
    /// # Errors
    /// As [`Engine::confirm_lines`].
    pub async fn ship_rest(&self, row: ShipRow) -> Result<ActionBatch, Problem> {
        capped(std::slice::from_ref(&row))?;
        self.press(move |desk| plan::ship_rest(desk, &row)).await
    }

    /// 수량 분리발송: the pieces of a line leave in several parcels of one courier, each with its number and its pieces.
    ///
    /// # Errors
    /// As [`Engine::confirm_lines`].
    pub async fn ship_pieces(
        &self,
        account: AccountId,
        line: LineId,
        courier: CourierCode,
        parts: Vec<(InvoiceNumber, u32)>,
    ) -> Result<ActionBatch, Problem> {
        cap::list(&parts)?;
        cap::text(courier.as_str())?;
        parts.iter().try_for_each(|(invoice, _)| cap::invoice(invoice.as_str()))?;
        self.press(move |desk| plan::ship_pieces(desk, &account, &line, courier, parts)).await
    }

    /// 배송완료 처리 of a line's bundle.
    ///
    /// # Errors
    /// As [`Engine::confirm_lines`].
    pub async fn complete_delivery(&self, account: AccountId, line: LineId) -> Result<ActionBatch, Problem> {
        self.press(move |desk| plan::complete_delivery(desk, &account, &line)).await
    }

    /// 판매취소 of pieces, with its penalty.
    ///
    /// # Errors
    /// As [`Engine::confirm_lines`].
    pub async fn cancel_sale(
        &self,
        account: AccountId,
        lines: Vec<(LineId, u32)>,
        reason: String,
    ) -> Result<ActionBatch, Problem> {
        cap::list(&lines)?;
        cap::text(&reason)?;
        self.press(move |desk| plan::cancel_sale(desk, &account, &lines, &reason)).await
    }

    /// Plans and journals.
    pub(crate) async fn press(
        &self,
        plan: impl FnOnce(&Desk) -> Result<Plan, Problem> + Send + 'static,
    ) -> Result<ActionBatch, Problem> {
        self.ask(move |desk| journal::press(desk, plan(desk)?)).await
    }
}

/// Refuses too many rows, or one with too long a number.
fn capped(rows: &[ShipRow]) -> Result<(), Problem> {
    cap::list(rows)?;
    rows.iter().try_for_each(|row| {
        cap::text(row.courier.as_str())?;
        cap::invoice(row.invoice.as_str())
    })
}
