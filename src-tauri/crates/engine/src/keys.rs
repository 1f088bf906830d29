//! An account's credentials in the keychain: one JSON object under `account.<id>`.

use std::collections::BTreeMap;

use domain::AccountId;
use market::Credentials;
use secrecy::{ExposeSecret, SecretString};
use store::Keychain;

use crate::problem;
use crate::view::Problem;

/// Where an account's credentials are kept.
fn name(account: &AccountId) -> String {
    format!("account.{account}")
}

/// Reads an account's credentials; empty when none were kept.
///
/// # Errors
/// When the keychain cannot be used, or holds something else under the account's name.
pub(crate) fn read(keychain: &dyn Keychain, account: &AccountId) -> Result<Credentials, Problem> {
    let Some(text) = keychain.get(&name(account))?.map(SecretString::from) else {
        return Ok(Credentials::default());
    };
    let fields: BTreeMap<String, String> =
        serde_json::from_str(text.expose_secret()).map_err(|error| problem::internal(&error))?;
    Ok(Credentials(fields.into_iter().map(|(field, value)| (field, SecretString::from(value))).collect()))
}

/// Keeps an account's credentials in place of those that were kept.
///
/// # Errors
/// When the keychain cannot be used.
pub(crate) fn write(
    keychain: &dyn Keychain,
    account: &AccountId,
    credentials: &Credentials,
) -> Result<(), Problem> {
    let fields: BTreeMap<&str, &str> =
        credentials.0.iter().map(|(field, value)| (field.as_str(), value.expose_secret())).collect();
    let text = serde_json::to_string(&fields).map_err(|error| problem::internal(&error))?;
    Ok(keychain.set(&name(account), SecretString::from(text).expose_secret())?)
}

/// Forgets an account's credentials.
///
/// # Errors
/// When the keychain cannot be used.
pub(crate) fn forget(keychain: &dyn Keychain, account: &AccountId) -> Result<(), Problem> {
    Ok(keychain.delete(&name(account))?)
}
