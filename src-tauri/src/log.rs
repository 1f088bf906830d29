//! The log: to the terminal, and to files of which the last 14 days are kept.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

const DAYS_KEPT: usize = 14;

/// Starts the log. What is still to be written is written when the guard is dropped; without a folder to
/// write to there is no guard, and the terminal alone is written to.
pub(crate) fn start(folder: &Path) -> Option<WorkerGuard> {
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("moadesk")
        .filename_suffix("log")
        .max_log_files(DAYS_KEPT)
        .build(folder);
    let (files, unwritable) = files.map_or_else(|error| (None, Some(error)), |files| (Some(files), None));
    let (writer, guard) = files.map(tracing_appender::non_blocking).unzip();
    let filter = EnvFilter::try_from_env("MOADESK_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::registry()
        .with(filter)
        .with(layer().with_writer(std::io::stderr))
        .with(writer.map(|writer| layer().with_ansi(false).with_writer(writer)))
        .init();
    if let Some(error) = unwritable {
        tracing::warn!(%error, "the log goes to the terminal only");
    }
    guard
}
