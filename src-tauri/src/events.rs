//! What the engine tells, passed on to the window.

use engine::view::{Change, Tag};
use serde::Serialize;
use tauri::AppHandle;
use tauri_specta::Event;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::window;

const EVERYTHING: [Tag; 9] = [
    Tag::Orders,
    Tag::Claims,
    Tag::Counts,
    Tag::Journal,
    Tag::Accounts,
    Tag::Views,
    Tag::Templates,
    Tag::Happenings,
    Tag::Settings,
];

/// Something changed; what the window has cached under these tags is out of date.
#[derive(Clone, Debug, Serialize, specta::Type, Event)]
pub(crate) struct Changed {
    /// What happened.
    change: Change,
    /// What it makes stale.
    invalidates: Vec<Tag>,
}

impl From<Change> for Changed {
    fn from(change: Change) -> Self {
        Self { invalidates: change.invalidates(), change }
    }
}

/// Passes on every change until the engine is gone. A window that could not keep up reads everything again.
pub(crate) async fn forward(mut changes: Receiver<Change>, app: AppHandle) {
    loop {
        let change = match changes.recv().await {
            Ok(change) => change,
            Err(RecvError::Lagged(_)) => Change::Stale { tags: EVERYTHING.to_vec() },
            Err(RecvError::Closed) => return,
        };
        if let Err(error) = Changed::from(change).emit_to(&app, window::NAME) {
            tracing::warn!(%error, "the window was not told of a change");
        }
    }
}
