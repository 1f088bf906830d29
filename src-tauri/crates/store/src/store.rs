//! The open file: one writer, a few readers.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::{
    StoreError, StoreKey, connection,
    error::Result,
    migration::{self, MIGRATIONS, Migration},
};

/// The database's file name in its folder.
pub(crate) const FILE: &str = "moadesk.db";
/// Held locked while the store is open.
const LOCK: &str = "moadesk.lock";
/// Names the key without saying anything about it.
const FINGERPRINT: &str = "moadesk.key-id";
/// Readers kept open between reads; more are opened when more reads run at once.
const READERS: usize = 4;

/// The encrypted store of one desk. Clones share the same open file; it is closed with the last of them.
///
/// Every write is one transaction, and every read sees one moment.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

/// What the clones share.
struct Inner {
    path: PathBuf,
    key: StoreKey,
    /// Closed before the writer, since only the last connection that may write tidies the log away.
    readers: Mutex<Vec<Connection>>,
    writer: Mutex<Connection>,
    /// Unlocked by the operating system when it is dropped, also after a crash.
    _lock: File,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Store").field(&self.0.path).finish()
    }
}

/// Whether `folder` holds a store already.
pub(crate) fn is_there(folder: &Path) -> bool {
    folder.join(FILE).exists()
}

impl Store {
    /// Opens the store in `folder`, makes folder and file when they are not there, and brings its tables
    /// up to date after a snapshot.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::KeyWrong`], [`StoreError::Newer`], [`StoreError::Damaged`],
    /// [`StoreError::ReadOnly`], [`StoreError::DiskFull`], [`StoreError::Migration`]; the file is as before.
    pub fn open(folder: &Path, key: &StoreKey, now: DateTime<Utc>) -> Result<Store> {
        Self::open_with(folder, key, now, MIGRATIONS)
    }

    /// As [`Self::open`], with other tables.
    pub(crate) fn open_with(
        folder: &Path,
        key: &StoreKey,
        now: DateTime<Utc>,
        migrations: &[Migration],
    ) -> Result<Store> {
        let opened = || {
            let lock = take(folder)?;
            let path = folder.join(FILE);
            let mut writer = unlock(folder, key)?;
            migration::migrate(&mut writer, key, migrations, now)?;
            name_key(folder, key)?;
            Ok(Inner {
                path,
                key: key.clone(),
                writer: Mutex::new(writer),
                readers: Mutex::default(),
                _lock: lock,
            })
        };
        opened().map(|inner| Store(Arc::new(inner))).map_err(|error: StoreError| error.at(folder))
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Changes the file in one transaction: all of it or nothing.
    pub(crate) fn write<T>(&self, change: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut writer = held(&self.0.writer);
        in_transaction(&mut writer, change).map_err(|error| error.at(&self.0.path))
    }

    /// As [`Self::write`], and on the disk itself before it returns.
    pub(crate) fn write_durably<T>(&self, change: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut writer = held(&self.0.writer);
        let changed = writer
            .pragma_update(None, "synchronous", "FULL")
            .map_err(StoreError::from)
            .and_then(|()| in_transaction(&mut writer, change));
        let relaxed = writer.pragma_update(None, "synchronous", "NORMAL");
        changed.and_then(|value| Ok(relaxed.map(|()| value)?)).map_err(|error| error.at(&self.0.path))
    }

    /// Reads the file as it is at one moment.
    pub(crate) fn read<T>(&self, look: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let spare = held(&self.0.readers).pop();
        let reader = match spare {
            Some(reader) => reader,
            None => connection::reader(&self.0.path, &self.0.key)?,
        };
        let moment = reader.unchecked_transaction()?;
        let seen = look(&moment);
        moment.finish()?;
        let mut readers = held(&self.0.readers);
        if readers.len() < READERS {
            readers.push(reader);
        }
        seen.map_err(|error| error.at(&self.0.path))
    }
}

/// Runs `change` and commits it.
fn in_transaction<T>(
    writer: &mut Connection,
    change: impl FnOnce(&Transaction<'_>) -> Result<T>,
) -> Result<T> {
    let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let value = change(&transaction)?;
    transaction.commit()?;
    Ok(value)
}

/// A panic elsewhere rolled its transaction back, so the connection behind a poisoned lock is sound.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes the folder for this process, for as long as what is returned lives.
///
/// # Errors
/// [`StoreError::InUse`] while another process has it; [`StoreError::ReadOnly`], [`StoreError::DiskFull`].
pub(crate) fn hold(folder: &Path) -> Result<File> {
    take(folder).map_err(|error| error.at(folder))
}

/// As [`hold`], without the folder's name in its errors.
fn take(folder: &Path) -> Result<File> {
    std::fs::create_dir_all(folder)?;
    let file = File::options().create(true).truncate(false).write(true).open(folder.join(LOCK))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Writes the key's fingerprint beside the file when it is not there yet.
fn name_key(folder: &Path, key: &StoreKey) -> Result<()> {
    if fingerprint(folder) != Some(key.fingerprint()) {
        std::fs::write(folder.join(FINGERPRINT), key.fingerprint())?;
    }
    Ok(())
}

/// The fingerprint of the key that opened the file last.
fn fingerprint(folder: &Path) -> Option<String> {
    std::fs::read_to_string(folder.join(FINGERPRINT)).ok()
}

/// Opens the file with `key` and reads its first page.
///
/// SQLCipher cannot tell a wrong key from a damaged first page; the fingerprint beside the file can.
fn unlock(folder: &Path, key: &StoreKey) -> Result<Connection> {
    let known = fingerprint(folder);
    let path = folder.join(FILE);
    let emptied = std::fs::metadata(&path).is_ok_and(|file| file.len() == 0);
    if emptied && known.is_some() {
        return Err(StoreError::Damaged("the file is empty".to_owned()));
    }
    let opened = connection::writer(&path, key);
    match opened {
        Err(StoreError::Damaged(_)) if known != Some(key.fingerprint()) => Err(StoreError::KeyWrong),
        opened => opened,
    }
}

#[cfg(test)]
mod tests;
