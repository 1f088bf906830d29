//! The journal of actions.

use domain::{ActionId, ActionState, Target};
use engine::view::ActionView;

use super::{Answer, Here};

/// The newest actions that stand in one of the states.
#[tauri::command]
#[specta::specta]
pub(crate) async fn journal(desk: Here<'_>, states: Vec<ActionState>) -> Answer<Vec<ActionView>> {
    desk.engine().await?.journal(states).await
}

/// These actions, in this order.
#[tauri::command]
#[specta::specta]
pub(crate) async fn actions(desk: Here<'_>, actions: Vec<ActionId>) -> Answer<Vec<ActionView>> {
    desk.engine().await?.actions(actions).await
}

/// Reads the marketplace now to learn what became of an action.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_now(desk: Here<'_>, action: ActionId) -> Answer<()> {
    desk.engine().await?.check_now(action).await
}

/// The seller looked there himself: what nobody knew was done, or was not.
#[tauri::command]
#[specta::specta]
pub(crate) async fn settle_unknown(
    desk: Here<'_>,
    action: ActionId,
    target: Target,
    as_done: bool,
) -> Answer<()> {
    desk.engine().await?.settle_unknown(action, target, as_done).await
}
