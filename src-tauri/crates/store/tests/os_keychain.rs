//! The operating system's own keychain. It runs only where `MOADESK_TEST_KEYCHAIN=1` says that the session
//! was prepared for it (`cargo xtask test` does so); it never touches the application's own entries.

use std::time::Duration;

use store::{Keychain, KeychainError, OsKeychain, store_key};

/// A namespace of this process alone, or `None` in a session that was not prepared.
fn keychain() -> Option<OsKeychain> {
    if std::env::var("MOADESK_TEST_KEYCHAIN").as_deref() != Ok("1") {
        println!("not run: MOADESK_TEST_KEYCHAIN is not 1");
        return None;
    }
    let suffix = format!("test-{}", std::process::id());
    Some(OsKeychain::with_suffix(&suffix).patient_for(Duration::from_secs(10)))
}

#[test]
fn a_secret_is_kept_replaced_and_forgotten() {
    let Some(keychain) = keychain() else { return };
    assert_eq!(keychain.get("secret").unwrap(), None);
    keychain.set("secret", "첫 번째").unwrap();
    keychain.set("secret", "second").unwrap();
    assert_eq!(keychain.get("secret").unwrap().as_deref(), Some("second"));
    keychain.delete("secret").unwrap();
    keychain.delete("secret").unwrap();
    assert_eq!(keychain.get("secret").unwrap(), None);
}

#[test]
fn the_key_of_a_store_is_found_again() {
    let Some(keychain) = keychain() else { return };
    let folder = tempfile::tempdir().unwrap();
    let key = store_key(&keychain, folder.path()).unwrap();
    assert_eq!(store_key(&keychain, folder.path()).unwrap(), key);
    keychain.delete("store-key").unwrap();
}

#[test]
fn a_keychain_that_keeps_a_person_waiting_is_given_up() {
    let Some(keychain) = keychain() else { return };
    let hasty = keychain.patient_for(Duration::ZERO);
    assert_eq!(hasty.get("secret"), Err(KeychainError::TimedOut));
}
