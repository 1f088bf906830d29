//! The operating system's keychain, behind one seam: Credential Manager on Windows, Keychain on macOS,
//! the Secret Service on Linux.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::Duration;

use domain::Sentence;
use keyring::v1::{Entry, Error};

use crate::{StoreError, StoreKey, store};

/// The name under which the key of the file stands in the keychain.
const KEY_NAME: &str = "store-key";
/// A person may have to type a password into the system's own window.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where secrets are kept. Calls may block for as long as a prompt stays open.
pub trait Keychain: Send + Sync {
    /// The secret called `name`, if there is one.
    ///
    /// # Errors
    /// When the keychain cannot be asked.
    fn get(&self, name: &str) -> Result<Option<String>, KeychainError>;

    /// Keeps `value` under `name`, in place of what was there.
    ///
    /// # Errors
    /// When the keychain cannot be written.
    fn set(&self, name: &str, value: &str) -> Result<(), KeychainError>;

    /// Forgets `name`; that it was not there is no error.
    ///
    /// # Errors
    /// When the keychain cannot be written.
    fn delete(&self, name: &str) -> Result<(), KeychainError>;
}

/// Why the keychain did not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeychainError {
    /// No keychain is running on this computer.
    #[error("no keychain is running: {0}")]
    Absent(String),
    /// It is locked and was not unlocked.
    #[error("the keychain is locked")]
    Locked,
    /// It did not answer in time; a prompt may be waiting behind another window.
    #[error("the keychain did not answer in time")]
    TimedOut,
    /// It refused, in its own words.
    #[error("the keychain refused: {0}")]
    Refused(String),
}

impl KeychainError {
    /// What happened and what to do next, for a person.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Absent(_) => Sentence::fixed(
                "이 PC에 실행 중인 키체인이 없으니 키체인(리눅스: GNOME Keyring 또는 KWallet)을 켠 뒤 다시 시작해 주세요.",
                "No keychain is running on this computer; start one (Linux: GNOME Keyring or KWallet) and open Moadesk again.",
            ),
            Self::Locked => Sentence::fixed(
                "키체인이 잠겨 있으니 잠금을 푼 뒤 다시 시도해 주세요.",
                "The keychain is locked; unlock it and try again.",
            ),
            Self::TimedOut => Sentence::fixed(
                "키체인이 응답하지 않으니 다른 창 뒤에 암호를 묻는 창이 있는지 확인해 주세요.",
                "The keychain does not answer; look for its password window behind the others.",
            ),
            Self::Refused(why) => Sentence::new(
                format!("키체인이 요청을 거부했으니({why}) 키체인 설정을 확인해 주세요."),
                format!("The keychain refused ({why}); check its settings."),
            ),
        }
    }
}

impl From<Error> for KeychainError {
    fn from(error: Error) -> Self {
        match error {
            Error::NoDefaultStore => Self::Absent(match Entry::store_status() {
                Ok(()) => error.to_string(),
                Err(cause) => cause.to_string(),
            }),
            Error::NoStorageAccess(_) => Self::Locked,
            // What a broken entry holds may be a secret and is not quoted.
            Error::BadEncoding(_) | Error::BadDataFormat(..) => Self::Refused("unreadable entry".to_owned()),
            other => Self::Refused(other.to_string()),
        }
    }
}

/// The operating system's keychain.
#[derive(Clone, Debug)]
pub struct OsKeychain {
    service: String,
    patience: Duration,
}

impl Default for OsKeychain {
    fn default() -> Self {
        Self { service: "moadesk".to_owned(), patience: PATIENCE }
    }
}

impl OsKeychain {
    /// A namespace of its own beside the application's, so that tests and the sandbox never touch it.
    pub fn with_suffix(suffix: &str) -> Self {
        Self { service: format!("moadesk-{suffix}"), ..Self::default() }
    }

    /// The same, giving up after `patience`.
    pub fn patient_for(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Asks on a thread of its own: a locked collection blocks the call for as long as its prompt is open.
    fn ask<T: Send + 'static>(
        &self,
        name: &str,
        question: impl FnOnce(&Entry) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, KeychainError> {
        let (service, name) = (self.service.clone(), name.to_owned());
        let (answer, answered) = mpsc::sync_channel(1);
        std::thread::Builder::new()
            .name("keychain".to_owned())
            .spawn(move || answer.send(Entry::new(&service, &name).and_then(|entry| question(&entry))))
            .map_err(|error| KeychainError::Refused(error.to_string()))?;
        answered.recv_timeout(self.patience).map_err(|_| KeychainError::TimedOut)?.map_err(Into::into)
    }
}

impl Keychain for OsKeychain {
    fn get(&self, name: &str) -> Result<Option<String>, KeychainError> {
        self.ask(name, |entry| match entry.get_password() {
            Ok(secret) => Ok(Some(secret)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn set(&self, name: &str, value: &str) -> Result<(), KeychainError> {
        let value = zeroize::Zeroizing::new(value.to_owned());
        self.ask(name, move |entry| entry.set_password(&value))
    }

    fn delete(&self, name: &str) -> Result<(), KeychainError> {
        self.ask(name, |entry| match entry.delete_credential() {
            Err(Error::NoEntry) => Ok(()),
            result => result,
        })
    }
}

/// A keychain that forgets everything when it is dropped: for tests, where there is no user to ask.
#[derive(Debug, Default)]
pub struct MemoryKeychain(Mutex<BTreeMap<String, String>>);

impl MemoryKeychain {
    /// The secrets.
    fn secrets(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Keychain for MemoryKeychain {
    fn get(&self, name: &str) -> Result<Option<String>, KeychainError> {
        Ok(self.secrets().get(name).cloned())
    }

    fn set(&self, name: &str, value: &str) -> Result<(), KeychainError> {
        self.secrets().insert(name.to_owned(), value.to_owned());
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), KeychainError> {
        self.secrets().remove(name);
        Ok(())
    }
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The keychain did not answer.
    #[error(transparent)]
    Keychain(#[from] KeychainError),
    /// The key is missing, no key, or could not be made.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl KeyError {
    /// What happened and what to do next, for a person.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Keychain(error) => error.sentence(),
            Self::Store(error) => error.sentence(),
        }
    }
}

/// The key of the store in `folder`. One is made and kept only while there is no database file yet: a key
/// made for a file that is there could never open it. The folder is held meanwhile, so that of two processes
/// that begin at once neither replaces the key under which the other makes its file.
///
/// # Errors
/// [`StoreError::KeyMissing`] when the file is there and its key is not; [`StoreError::InUse`] while another
/// process makes one; otherwise as the keychain fails.
pub fn store_key(keychain: &dyn Keychain, folder: &Path) -> Result<StoreKey, KeyError> {
    if let Some(key) = kept_key(keychain)? {
        return Ok(key);
    }
    if store::is_there(folder) {
        return Err(StoreError::KeyMissing.into());
    }
    let _held = store::hold(folder)?;
    if let Some(key) = kept_key(keychain)? {
        return Ok(key);
    }
    let key = StoreKey::random()?;
    keychain.set(KEY_NAME, &key.to_hex())?;
    Ok(key)
}

/// The key that the keychain holds.
fn kept_key(keychain: &dyn Keychain) -> Result<Option<StoreKey>, KeyError> {
    let text = keychain.get(KEY_NAME)?.map(zeroize::Zeroizing::new);
    Ok(text.map(|text| StoreKey::from_hex(&text)).transpose()?)
}
