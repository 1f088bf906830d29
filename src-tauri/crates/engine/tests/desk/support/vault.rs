//! A keychain that a test locks.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use store::{Keychain, KeychainError, MemoryKeychain};

/// Keeps secrets until it is locked; then it only shows them.
pub(crate) struct Vault {
    secrets: MemoryKeychain,
    locked: AtomicBool,
    /// So many more secrets are kept before one is refused.
    left: AtomicI64,
}

impl Default for Vault {
    fn default() -> Self {
        Self { secrets: MemoryKeychain::default(), locked: AtomicBool::default(), left: i64::MAX.into() }
    }
}

impl Vault {
    pub(crate) fn lock(&self, locked: bool) {
        self.locked.store(locked, Ordering::Relaxed);
    }

    /// Keeps so many secrets more, refuses the next one, and works again.
    pub(crate) fn fail_after(&self, secrets: i64) {
        self.left.store(secrets, Ordering::Relaxed);
    }

    fn writable(&self) -> Result<&MemoryKeychain, KeychainError> {
        if self.locked.load(Ordering::Relaxed) { Err(KeychainError::Locked) } else { Ok(&self.secrets) }
    }
}

impl Keychain for Vault {
    fn get(&self, name: &str) -> Result<Option<String>, KeychainError> {
        self.secrets.get(name)
    }

    fn set(&self, name: &str, value: &str) -> Result<(), KeychainError> {
        match self.left.fetch_sub(1, Ordering::Relaxed) {
            0 => Err(KeychainError::Locked),
            _ => self.writable()?.set(name, value),
        }
    }

    fn delete(&self, name: &str) -> Result<(), KeychainError> {
        self.writable()?.delete(name)
    }
}
