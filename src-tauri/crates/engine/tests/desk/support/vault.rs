//! A keychain that a test locks.

use std::sync::atomic::{AtomicBool, Ordering};

use store::{Keychain, KeychainError, MemoryKeychain};

/// Keeps secrets until it is locked; then it only shows them.
#[derive(Default)]
pub(crate) struct Vault {
    secrets: MemoryKeychain,
    locked: AtomicBool,
}

impl Vault {
    pub(crate) fn lock(&self, locked: bool) {
        self.locked.store(locked, Ordering::Relaxed);
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
        self.writable()?.set(name, value)
    }

    fn delete(&self, name: &str) -> Result<(), KeychainError> {
        self.writable()?.delete(name)
    }
}
