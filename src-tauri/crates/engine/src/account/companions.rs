//! Accounts of one login: where it sells at a second marketplace too, both are kept together, each as an account of its
//! own with secrets of its own.

use domain::{AccountId, Marketplace};
use market::Credentials;
use secrecy::ExposeSecret;
use store::Account;

use crate::desk::Desk;
use crate::keys;
use crate::view::Problem;

/// The other accounts of an account's login as they will be kept, each with its credentials: the one that is here
/// already, or a new one under a name made of the first one's.
///
/// # Errors
/// When the keychain fails.
pub(super) fn of(
    desk: &Desk,
    first: &Account,
    credentials: &Credentials,
) -> Result<Vec<(Account, Credentials)>, Problem> {
    let mut companions = Vec::new();
    for (marketplace, theirs) in market::companions(first.marketplace, credentials) {
        companions.push(match standing(desk, marketplace, &theirs)? {
            Some((old, kept)) => {
                (Account { name: old.name.clone(), ..along(first, &old) }, under(kept, theirs))
            }
            None => (new(desk, first, marketplace, &theirs), theirs),
        });
    }
    Ok(companions)
}

/// The account of the same login that is here already, with what is kept of it.
fn standing(
    desk: &Desk,
    marketplace: Marketplace,
    credentials: &Credentials,
) -> Result<Option<(Account, Credentials)>, Problem> {
    let names = names(marketplace);
    for door in desk.doors().into_iter().filter(|door| door.account.marketplace == marketplace) {
        let kept = keys::read(desk.keychain.as_ref(), door.id())?;
        let same = |name: &&str| plain(&kept, name) == plain(credentials, name);
        if !names.is_empty() && names.iter().all(same) {
            return Ok(Some((door.account.clone(), kept)));
        }
    }
    Ok(None)
}

/// The fields that tell one login and seller from another.
fn names(marketplace: Marketplace) -> Vec<&'static str> {
    let descriptors = market::descriptors();
    let own = descriptors.into_iter().filter(|descriptor| descriptor.marketplace == marketplace);
    own.flat_map(|descriptor| descriptor.fields)
        .filter(|field| !field.secret && !field.optional)
        .map(|field| field.name)
        .collect()
}

/// A field that is no secret.
fn plain<'a>(credentials: &'a Credentials, name: &str) -> Option<&'a str> {
    credentials.0.get(name).map(|value| value.expose_secret().trim())
}

/// What is kept, with what is given in its place.
fn under(mut kept: Credentials, given: Credentials) -> Credentials {
    kept.0.extend(given.0);
    kept
}

/// An account that is here, at the address and with the key of the first.
fn along(first: &Account, old: &Account) -> Account {
    Account {
        id: old.id.clone(),
        marketplace: old.marketplace,
        seller_id: old.seller_id.clone(),
        created_at: old.created_at,
        ..first.clone()
    }
}

/// A new account beside the first.
fn new(desk: &Desk, first: &Account, marketplace: Marketplace, credentials: &Credentials) -> Account {
    Account {
        id: AccountId::new(desk.new_id()),
        marketplace,
        name: format!("{} · {}", first.name, marketplace.name().ko),
        seller_id: super::form::seller_field(marketplace)
            .and_then(|field| plain(credentials, field))
            .unwrap_or_default()
            .to_owned(),
        created_at: desk.now(),
        ..first.clone()
    }
}
