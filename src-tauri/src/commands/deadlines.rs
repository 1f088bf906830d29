//! When waiting begins to cost something, and by which terms.

use chrono::NaiveDate;
use domain::deadline::Term;
use engine::view::{ClaimDue, DeadlineRules};

use super::{Answer, Here};

/// When each open claim falls due.
#[tauri::command]
#[specta::specta]
pub(crate) async fn claim_dues(desk: Here<'_>) -> Answer<Vec<ClaimDue>> {
    desk.engine().await?.claim_dues().await
}

/// Every rule with its present term, and the working days.
#[tauri::command]
#[specta::specta]
pub(crate) async fn deadline_rules(desk: Here<'_>) -> Answer<DeadlineRules> {
    desk.engine().await?.deadline_rules().await
}

/// Gives a rule another term, or switches it off.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_deadline_rule(
    desk: Here<'_>,
    id: String,
    term: Option<Term>,
    on: bool,
) -> Answer<()> {
    desk.engine().await?.set_deadline_rule(id, term, on).await
}

/// Gives a rule its documented term again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reset_deadline_rule(desk: Here<'_>, id: String) -> Answer<()> {
    desk.engine().await?.reset_deadline_rule(id).await
}

/// Opens or closes a day, or leaves it to the table of holidays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_working_day(desk: Here<'_>, day: NaiveDate, open: Option<bool>) -> Answer<()> {
    desk.engine().await?.set_working_day(day, open).await
}
