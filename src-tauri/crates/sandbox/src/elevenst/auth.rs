//! The key: one of 32 characters belongs to one seller.

use serde::{Deserialize, Serialize};

use super::settings::Settings;

/// What a caller sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Credentials {
    /// `openapikey`, 32 characters.
    pub api_key: String,
}

/// Whether the key names a seller. That an expired one is told apart by nothing is unverified.
pub(crate) fn is_known(sent: Option<&str>, keys: &Credentials, settings: &Settings) -> bool {
    sent == Some(keys.api_key.as_str()) && !settings.key_expired
}
