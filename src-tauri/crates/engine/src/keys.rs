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
    let Some(text) = kept(keychain, account)? else { return Ok(Credentials::default()) };
    let fields: BTreeMap<String, String> =
        serde_json::from_str(text.expose_secret()).map_err(|error| problem::internal(&error))?;
    Ok(Credentials(fields.into_iter().map(|(field, value)| (field, SecretString::from(value))).collect()))
}

/// What stands under an account's name, unread, so that it can be put back.
///
/// # Errors
/// When the keychain cannot be used.
pub(crate) fn kept(keychain: &dyn Keychain, account: &AccountId) -> Result<Option<SecretString>, Problem> {
    Ok(keychain.get(&name(account))?.map(SecretString::from))
}

/// Puts back what stood under an account's name before. What went wrong first is what the person is told; that
/// this failed as well is only logged.
pub(crate) fn put_back(keychain: &dyn Keychain, account: &AccountId, kept: Option<SecretString>) {
    let result = match kept {
        Some(text) => keychain.set(&name(account), text.expose_secret()),
        None => keychain.delete(&name(account)),
    };
    if let Err(error) = result {
        tracing::error!(%account, %error, "the secrets could not be put back");
    }
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
