//! Connections to the encrypted file.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::{StoreKey, error::Result};

/// How long a connection waits for another one's lock.
const BUSY: Duration = Duration::from_secs(5);
/// Statements kept prepared by one connection.
const STATEMENTS: usize = 128;

/// Opens the file for writing and makes it when it is not there.
pub(crate) fn writer(path: &Path, key: &StoreKey) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = keyed(path, key, flags)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = NORMAL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA journal_size_limit = 67108864;",
    )?;
    Ok(connection)
}

/// Opens a file that is there for reading only.
pub(crate) fn reader(path: &Path, key: &StoreKey) -> Result<Connection> {
    let connection = keyed(path, key, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Opens the file and gives SQLCipher the raw key, so that no time goes into deriving one.
///
/// SQLCipher's own wiping of all its memory stays off: it slows every page down, and what it would wipe
/// stands in the process anyway for as long as it is shown.
fn keyed(path: &Path, key: &StoreKey, flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    let raw = zeroize::Zeroizing::new(format!("PRAGMA key = \"x'{}'\";", key.to_hex().as_str()));
    connection.execute_batch(&raw)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.execute_batch(
        "PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -32768;
         PRAGMA trusted_schema = OFF;",
    )?;
    Ok(connection)
}
