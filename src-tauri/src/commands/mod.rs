//! What the window may ask for: one function per command, one file per topic.
//!
//! A command reads its arguments, calls the engine and passes on the answer. The tags that a query provides
//! and a command makes stale stand in [`engine::view::tags`].

pub(crate) mod account;
pub(crate) mod claims;
pub(crate) mod closing;
pub(crate) mod collect;
pub(crate) mod deadlines;
pub(crate) mod desk;
pub(crate) mod happenings;
pub(crate) mod inbox;
pub(crate) mod inspection;
pub(crate) mod journal;
pub(crate) mod shipping;
pub(crate) mod templates;
pub(crate) mod undo;
pub(crate) mod views;

use engine::view::Problem;
use tauri::State;

use crate::state::Desk;

/// What every command answers.
type Answer<T> = Result<T, Problem>;

/// What every command stands on.
type Here<'a> = State<'a, Desk>;
