//! The tables, brought up to date when the file is opened.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::backup::Backup;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use crate::{
    StoreError, StoreKey,
    codec::Moment,
    connection,
    error::{MigrationFault, Result},
};

mod rewording;

/// One step of the schema: a file name and its SQL. Its number is its position, from 1.
#[derive(Clone, Copy)]
pub(crate) struct Migration {
    /// The file's name without its ending.
    pub(crate) name: &'static str,
    /// What is run.
    pub(crate) sql: &'static str,
    /// The words under which lines are found have changed: they are written anew, once, after the last step.
    pub(crate) rewords: bool,
}

/// Every step, oldest first. A step that has been released is never edited.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration::of("0001_desk", include_str!("migrations/0001_desk.sql")),
    Migration::of("0002_holds", include_str!("migrations/0002_holds.sql")),
    Migration::of("0003_reports", include_str!("migrations/0003_reports.sql")),
    Migration::of("0004_silence", include_str!("migrations/0004_silence.sql")),
    Migration::rewording("0005_words", include_str!("migrations/0005_words.sql")),
    Migration::of("0006_inspections", include_str!("migrations/0006_inspections.sql")),
    Migration::of("0007_undo", include_str!("migrations/0007_undo.sql")),
    Migration::of("0008_templates", include_str!("migrations/0008_templates.sql")),
    Migration::of("0009_dues", include_str!("migrations/0009_dues.sql")),
    Migration::of("0010_refusals", include_str!("migrations/0010_refusals.sql")),
];

impl Migration {
    /// A step that changes tables alone.
    pub(crate) const fn of(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql, rewords: false }
    }

    /// A step after which lines are found by other words.
    pub(crate) const fn rewording(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql, rewords: true }
    }

    /// SHA-256 of the SQL, hexadecimal.
    fn checksum(&self) -> String {
        hex::encode(Sha256::digest(self.sql.as_bytes()))
    }

    /// The error that names this step.
    fn failed(&self, fault: MigrationFault) -> StoreError {
        StoreError::Migration { name: self.name.to_owned(), fault }
    }

    /// Runs the step and writes it down.
    fn apply(&self, transaction: &Transaction<'_>, at: DateTime<Utc>) -> Result<()> {
        transaction.execute_batch(self.sql).map_err(|error| match StoreError::from(error) {
            StoreError::Sql(error) => self.failed(MigrationFault::Refused(error)),
            other => other,
        })?;
        transaction.execute(
            "INSERT INTO migrations (name, checksum, applied_at) VALUES (?1, ?2, ?3)",
            params![self.name, self.checksum(), Moment(at)],
        )?;
        Ok(())
    }
}

/// Brings the file up to the newest of `migrations` in one transaction, after a snapshot of what it was.
///
/// # Errors
/// [`StoreError::Newer`] and [`StoreError::Migration`] leave the file untouched.
pub(crate) fn migrate(
    connection: &mut Connection,
    key: &StoreKey,
    migrations: &[Migration],
    at: DateTime<Utc>,
) -> Result<()> {
    let found = version(connection)?;
    let known = u32::try_from(migrations.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    let (applied, pending) = migrations.split_at(found as usize);
    verify(connection, applied)?;
    if pending.is_empty() {
        return Ok(());
    }
    if found > 0 {
        snapshot(connection, key, found)?;
    }
    apply(connection, pending, known, at)
}

/// The number of the newest step that was applied; 0 for a new file.
fn version(connection: &Connection) -> Result<u32> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Checks that the steps that were applied are those of this build.
fn verify(connection: &Connection, applied: &[Migration]) -> Result<()> {
    for migration in applied {
        let same = connection
            .prepare("SELECT 1 FROM migrations WHERE name = ?1 AND checksum = ?2")?
            .exists([migration.name, &migration.checksum()])?;
        if !same {
            return Err(migration.failed(MigrationFault::Changed));
        }
    }
    Ok(())
}

/// Applies all pending steps or none.
fn apply(connection: &mut Connection, pending: &[Migration], known: u32, at: DateTime<Utc>) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(
        "CREATE TABLE IF NOT EXISTS migrations (
             name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL
         ) STRICT",
    )?;
    for migration in pending {
        migration.apply(&transaction, at)?;
    }
    if pending.iter().any(|migration| migration.rewords) {
        rewording::reword(&transaction)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    Ok(transaction.commit()?)
}

/// Copies the file as it is, under the same key, to `<file>.v<version>`. Older copies go once this one is
/// complete: they still hold what has been removed from the file since.
fn snapshot(connection: &Connection, key: &StoreKey, version: u32) -> Result<()> {
    let path = PathBuf::from(connection.path().unwrap_or_default());
    let (target, partial) = (beside(&path, &format!("v{version}")), beside(&path, "partial"));
    remove_if_there(&partial)?;
    let mut copy = connection::writer(&partial, key)?;
    Backup::new(connection, &mut copy)?.run_to_completion(1024, Duration::ZERO, None)?;
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    copy.close().map_err(|(_, error)| error)?;
    std::fs::rename(&partial, &target)?;
    (1..version).try_for_each(|older| remove_if_there(&beside(&path, &format!("v{older}"))))
}

/// `moadesk.db` → `moadesk.db.<suffix>`.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

/// Removes a copy; that it was not there is no error.
fn remove_if_there(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
