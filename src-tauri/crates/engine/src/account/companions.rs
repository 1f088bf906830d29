//! Accounts of one login: where it sells at a second marketplace too, both are kept together, each as an account of its
//! own with secrets of its own.

use domain::{AccountId, Marketplace};
use market::Credentials;
use secrecy::ExposeSecret;
use store::Account;

use crate::desk::Desk;
use crate::keys;
use crate::view::{AccountForm, Problem};

/// The other accounts of an account's login as they will be kept, each with its credentials: the one that is here
/// already, or a new one under a name made of the first one's. Only a form that names the other one touches it: one
/// that was removed does not come back with the next change of the first.
///
/// # Errors
/// When the keychain fails.
pub(super) fn of(
    desk: &Desk,
    form: &AccountForm,
    first: &Account,
    credentials: &Credentials,
) -> Result<Vec<(Account, Credentials)>, Problem> {
    let mut companions = Vec::new();
    for (marketplace, theirs) in market::companions(first.marketplace, &named(form, first, credentials)) {
        companions.push(match standing(desk, first, marketplace, &theirs)? {
            Some((old, kept)) => {
                (Account { name: old.name.clone(), ..along(first, &old) }, under(kept, theirs))
            }
            None => (new(desk, first, marketplace, &theirs), theirs),
        });
    }
    Ok(companions)
}

/// The credentials without what the form may leave empty and does not name.
fn named(form: &AccountForm, first: &Account, credentials: &Credentials) -> Credentials {
    let descriptors = market::descriptors();
    let own = descriptors.into_iter().filter(|descriptor| descriptor.marketplace == first.marketplace);
    let optional: Vec<_> = own.flat_map(|own| own.fields).filter(|field| field.optional).collect();
    let left_out = |name: &String| {
        optional.iter().any(|field| field.name == name) && form.fields.iter().all(|(told, _)| told != name)
    };
    let kept = credentials.0.iter().filter(|(name, _)| !left_out(name));
    Credentials(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// The account of that seller that is here already, with what is kept of it. Whatever else of its login was put right
/// since, the seller is the same.
fn standing(
    desk: &Desk,
    first: &Account,
    marketplace: Marketplace,
    credentials: &Credentials,
) -> Result<Option<(Account, Credentials)>, Problem> {
    let seller = seller_of(marketplace, credentials);
    let same = |account: &Account| {
        (account.marketplace, Some(&*account.seller_id), account.sandbox)
            == (marketplace, seller, first.sandbox)
    };
    let Some(door) = desk.doors().into_iter().find(|door| same(&door.account)) else { return Ok(None) };
    Ok(Some((door.account.clone(), keys::read(desk.keychain.as_ref(), door.id())?)))
}

/// The seller that credentials name.
fn seller_of(marketplace: Marketplace, credentials: &Credentials) -> Option<&str> {
    super::form::seller_field(marketplace).and_then(|field| plain(credentials, field))
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
        seller_id: seller_of(marketplace, credentials).unwrap_or_default().to_owned(),
        created_at: desk.now(),
        ..first.clone()
    }
}
