//! `settings`: the desk's own preferences. Never a secret: those are in the keychain.

use rusqlite::OptionalExtension;

use crate::{Store, error::Result};

impl Store {
    /// A setting, if it was ever set.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT value FROM settings WHERE name = ?1")?
                .query_row([name], |row| row.get(0))
                .optional()?)
        })
    }

    /// Sets a setting.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_setting(&self, name: &str, value: &str) -> Result<()> {
        self.write(|transaction| {
            transaction.execute("INSERT OR REPLACE INTO settings VALUES (?1, ?2)", [name, value])?;
            Ok(())
        })
    }
}
