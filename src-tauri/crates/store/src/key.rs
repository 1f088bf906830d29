//! The key of the file.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{StoreError, error::Result};

/// The 256-bit key that encrypts the whole file. Wiped from memory when dropped, never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreKey(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoreKey(…)")
    }
}

impl StoreKey {
    /// Reads 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`StoreError::KeyWrong`] when they are not 64 hexadecimal digits.
    pub fn from_hex(text: &str) -> Result<Self> {
        let mut key = Self(Zeroizing::new([0; 32]));
        hex::decode_to_slice(text.trim(), key.0.as_mut_slice()).map_err(|_| StoreError::KeyWrong)?;
        Ok(key)
    }

    /// A new key from the operating system's randomness.
    ///
    /// # Errors
    /// [`StoreError::Random`] when there is none.
    pub fn random() -> Result<Self> {
        let mut key = Self(Zeroizing::new([0; 32]));
        getrandom::fill(key.0.as_mut_slice())?;
        Ok(key)
    }

    /// 64 hexadecimal digits, for the keychain and for SQLCipher.
    pub(crate) fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.0.as_slice()))
    }

    /// A name of the key that says nothing about it: told apart, a wrong key and a damaged file ask for
    /// different help.
    pub(crate) fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(b"moadesk store key");
        hash.update(self.0.as_slice());
        hex::encode(&hash.finalize()[..8])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_hexadecimal() {
        let key = StoreKey::random().unwrap();
        assert_eq!(StoreKey::from_hex(&key.to_hex()).unwrap(), key);
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "00", &"g".repeat(64), &"0".repeat(66)] {
            assert!(matches!(StoreKey::from_hex(text), Err(StoreError::KeyWrong)), "{text:?} was taken");
        }
    }

    #[test]
    fn a_key_is_never_printed() {
        let key = StoreKey::from_hex(&"ab".repeat(32)).unwrap();
        assert!(!format!("{key:?}").contains("ab"));
    }
}
