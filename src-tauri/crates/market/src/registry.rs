//! Who speaks to which marketplace, and how an account is opened.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use domain::{AccountId, Sentence};
use secrecy::SecretString;

use crate::{Capabilities, Clock, Codes, Marketplace, coupang, elevenst, esm, grip, naver};

/// One field of the account form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in [`Credentials`].
    pub name: &'static str,
    /// Its label.
    pub label: Sentence,
    /// Kept in the keychain and never shown again.
    pub secret: bool,
    /// An account can be opened without it.
    pub optional: bool,
    /// What a right value looks like.
    pub hint: Sentence,
}

/// What the account form shows for a marketplace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Descriptor {
    /// Which marketplace.
    pub marketplace: domain::Marketplace,
    /// The form, in order.
    pub fields: Vec<Field>,
    /// How to get the credentials, step by step.
    pub steps: Vec<Sentence>,
    /// The marketplace's own guide.
    pub guide: &'static str,
    /// The seller centre.
    pub centre: &'static str,
    /// Days for which a key is valid, when they are limited.
    pub key_days: Option<u32>,
}

/// Values by field name; every one is treated as a secret.
#[derive(Clone, Debug, Default)]
pub struct Credentials(pub BTreeMap<String, SecretString>);

/// What an account needs besides its credentials.
#[derive(Clone)]
pub struct AccountConfig {
    /// Our number for it.
    pub account: AccountId,
    /// Replaces the marketplace's own address: a sandbox, or a relay.
    pub base_url: Option<String>,
    /// An HTTP proxy with a fixed address, since sellers must register theirs.
    pub proxy: Option<String>,
    /// Replaces the documented settling times: a sandbox settles at once.
    pub settles_after: Option<Duration>,
}

/// A proxy's address may hold a password.
impl fmt::Debug for AccountConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountConfig")
            .field("account", &self.account)
            .field("base_url", &self.base_url)
            .field("proxy", &self.proxy.is_some())
            .finish_non_exhaustive()
    }
}

/// Why an account cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// A field is missing or cannot be right; nothing was sent.
    #[error("{field}: {}", sentence.en)]
    BadField {
        /// Which field.
        field: &'static str,
        /// What to correct.
        sentence: Sentence,
    },
    /// The proxy or the base URL is not an address.
    #[error("not an address: {0}")]
    BadAddress(String),
}

/// What a folder offers before an account exists.
pub(crate) struct Connector {
    /// The account form.
    pub(crate) descriptor: fn() -> Descriptor,
    /// The capability table, with settling times that replace the documented ones where a sandbox settles at once.
    pub(crate) capabilities: fn(Option<Duration>) -> Capabilities,
    /// What its codes mean.
    pub(crate) codes: fn() -> Codes,
    /// Opens an account.
    pub(crate) open: Opener,
    /// Where the same login may sell too.
    pub(crate) companion: Option<Companion>,
}

/// Another marketplace at which one login holds a seller.
pub(crate) struct Companion {
    /// Which one.
    pub(crate) marketplace: domain::Marketplace,
    /// The field of the form that names its seller.
    pub(crate) field: &'static str,
    /// The credentials of the account there; `None` while its seller is not named.
    pub(crate) credentials: fn(&Credentials) -> Option<Credentials>,
}

/// Opens an account's connector with all its layers.
type Opener = fn(AccountConfig, &Credentials, Arc<dyn Clock>) -> Result<Arc<dyn Marketplace>, OpenError>;

/// Who speaks to a marketplace: the one line by which a folder is registered.
const fn connector(marketplace: domain::Marketplace) -> Connector {
    match marketplace {
        domain::Marketplace::SmartStore => naver::SMARTSTORE_CONNECTOR,
        domain::Marketplace::Coupang => coupang::CONNECTOR,
        domain::Marketplace::Elevenst => elevenst::CONNECTOR,
        domain::Marketplace::Gmarket => esm::GMARKET_CONNECTOR,
        domain::Marketplace::Auction => esm::AUCTION_CONNECTOR,
        domain::Marketplace::Npay => naver::NPAY_CONNECTOR,
        domain::Marketplace::Grip => grip::CONNECTOR,
    }
}

/// Every marketplace, in the order in which they are offered.
pub fn descriptors() -> Vec<Descriptor> {
    let describe = |marketplace| (connector(marketplace).descriptor)();
    domain::Marketplace::ALL.into_iter().map(describe).collect()
}

/// What a marketplace lets a seller do, also one without an account here.
pub fn capabilities(marketplace: domain::Marketplace) -> Capabilities {
    (connector(marketplace).capabilities)(None)
}

/// What a marketplace's codes mean here.
pub fn codes(marketplace: domain::Marketplace) -> Codes {
    (connector(marketplace).codes)()
}

/// Opens an account's connector with all its layers; nothing is sent yet.
///
/// # Errors
/// When a field is missing or misshapen.
pub fn open(
    marketplace: domain::Marketplace,
    config: AccountConfig,
    credentials: &Credentials,
    clock: Arc<dyn Clock>,
) -> Result<Arc<dyn Marketplace>, OpenError> {
    (connector(marketplace).open)(config, credentials, clock)
}

/// The marketplace at which the same login may sell too, and the field of the form that names its seller there.
pub fn companion(marketplace: domain::Marketplace) -> Option<(domain::Marketplace, &'static str)> {
    connector(marketplace).companion.map(|companion| (companion.marketplace, companion.field))
}

/// The accounts at other marketplaces that belong to the same login, with their credentials: one ESM+ login holds
/// a seller at Gmarket and one at Auction.
pub fn companions(
    marketplace: domain::Marketplace,
    credentials: &Credentials,
) -> Vec<(domain::Marketplace, Credentials)> {
    let account = |companion: Companion| Some((companion.marketplace, (companion.credentials)(credentials)?));
    connector(marketplace).companion.and_then(account).into_iter().collect()
}
