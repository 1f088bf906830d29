//! The key of the file, without the operating system's keychain (see `tests/os_keychain.rs` for that).

use store::{KeyError, Keychain, KeychainError, MemoryKeychain, Store, StoreError, store_key};

use crate::shop;

/// A keychain that is locked.
struct Locked;

impl Keychain for Locked {
    fn get(&self, _name: &str) -> Result<Option<String>, KeychainError> {
        Err(KeychainError::Locked)
    }
    fn set(&self, _name: &str, _value: &str) -> Result<(), KeychainError> {
        Err(KeychainError::Locked)
    }
    fn delete(&self, _name: &str) -> Result<(), KeychainError> {
        Err(KeychainError::Locked)
    }
}

#[test]
fn a_key_is_made_once_and_found_again() {
    let (folder, keychain) = (tempfile::tempdir().unwrap(), MemoryKeychain::default());
    let key = store_key(&keychain, folder.path()).unwrap();
    assert_eq!(store_key(&keychain, folder.path()).unwrap(), key);
    drop(Store::open(folder.path(), &key, shop::start()).unwrap());
    assert_eq!(store_key(&keychain, folder.path()).unwrap(), key);
}

#[test]
fn no_key_is_made_for_a_file_that_has_one() {
    let (folder, keychain) = (tempfile::tempdir().unwrap(), MemoryKeychain::default());
    let key = store_key(&keychain, folder.path()).unwrap();
    drop(Store::open(folder.path(), &key, shop::start()).unwrap());
    let emptied = MemoryKeychain::default();
    let missing = store_key(&emptied, folder.path());
    assert!(matches!(missing, Err(KeyError::Store(StoreError::KeyMissing))), "{missing:?}");
    assert_eq!(emptied.get("store-key").unwrap(), None, "a key was made that opens nothing");
}

#[test]
fn no_key_is_made_while_another_process_makes_one() {
    let (folder, keychain) = (tempfile::tempdir().unwrap(), MemoryKeychain::default());
    let other = std::fs::File::create(folder.path().join("moadesk.lock")).unwrap();
    other.lock().unwrap();
    let refused = store_key(&keychain, folder.path());
    assert!(matches!(refused, Err(KeyError::Store(StoreError::InUse))), "{refused:?}");
    assert_eq!(keychain.get("store-key").unwrap(), None, "the other's key was replaced");
    drop(other);
    store_key(&keychain, folder.path()).unwrap();
}

#[test]
fn a_keychain_that_does_not_answer_makes_no_key() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(store_key(&Locked, folder.path()), Err(KeyError::Keychain(KeychainError::Locked))));
}

#[test]
fn every_failure_of_a_keychain_says_what_to_do() {
    let failures = [
        KeychainError::Absent("no bus".to_owned()),
        KeychainError::Locked,
        KeychainError::TimedOut,
        KeychainError::Refused("denied".to_owned()),
    ];
    for failure in failures {
        let sentence = failure.sentence();
        assert!(sentence.ko.ends_with("주세요.") && sentence.en.ends_with('.'), "{sentence:?}");
    }
}
