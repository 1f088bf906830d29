//! What a filled account form says.

use domain::{AccountId, Marketplace, Sentence};
use market::Credentials;
use secrecy::SecretString;
use store::Account;

use crate::desk::Desk;
use crate::view::{AccountForm, Problem};
use crate::{cap, keys, problem};

/// What a form calls its seller where it also names a login.
const SELLER_FIELD: &str = "seller_id";

/// The account that a form describes, not kept yet. Where an account sells does not change with its form.
pub(super) fn drafted(desk: &Desk, form: &AccountForm) -> Result<Account, Problem> {
    checked(form)?;
    let old = match &form.account {
        Some(id) => Some(desk.door(id)?.account.clone()),
        None => None,
    };
    let marketplace = old.as_ref().map_or(form.marketplace, |old| old.marketplace);
    Ok(Account {
        id: old.as_ref().map_or_else(|| AccountId::new(desk.new_id()), |old| old.id.clone()),
        marketplace,
        name: form.name.trim().to_owned(),
        seller_id: seller_id(form, marketplace)
            .or_else(|| old.as_ref().map(|old| old.seller_id.clone()))
            .unwrap_or_default(),
        base_url: trimmed(form.base_url.as_deref()),
        proxy: trimmed(form.proxy.as_deref()),
        settles_after_seconds: old.as_ref().and_then(|old| old.settles_after_seconds),
        sandbox: old.as_ref().is_some_and(|old| old.sandbox),
        key_issued_on: form.key_issued_on.or_else(|| old.as_ref().and_then(|old| old.key_issued_on)),
        created_at: old.map_or_else(|| desk.now(), |old| old.created_at),
    })
}

/// Refuses a form that cannot be right.
fn checked(form: &AccountForm) -> Result<(), Problem> {
    if form.name.trim().is_empty() {
        return Err(problem::bad_input(Sentence::fixed(
            "계정 이름이 비어 있습니다. 알아볼 수 있는 이름을 적으세요.",
            "The account has no name. Give it one you will recognise.",
        )));
    }
    cap::name(&form.name)?;
    cap::list(&form.fields)?;
    let addresses = [&form.base_url, &form.proxy].into_iter().flatten();
    let texts = form.fields.iter().flat_map(|(name, value)| [name, value]);
    texts.chain(addresses.clone()).try_for_each(|text| cap::text(text))?;
    for address in addresses {
        without_login(address)?;
    }
    Ok(())
}

/// Refuses an address that carries a login: it would stand in the file and in the log, where no secret may.
fn without_login(address: &str) -> Result<(), Problem> {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or(host);
    if !host.contains('@') {
        return Ok(());
    }
    Err(problem::bad_input(Sentence::fixed(
        "주소에 아이디나 비밀번호를 넣을 수 없습니다. '@' 앞부분을 빼고, 로그인 없이 쓸 수 있는 주소를 적으세요.",
        "An address must not carry a user name or password. Leave out what stands before the '@' and use one that needs no login.",
    )))
}

/// Refuses an account whose seller another account has already: both would collect and write the same orders. A
/// built-in shop is nobody's seller, whatever its number.
pub(super) fn only_once(desk: &Desk, account: &Account) -> Result<(), Problem> {
    let seller = |one: &Account| (one.marketplace, one.seller_id.clone(), one.sandbox);
    let unchanged = desk.find(&account.id).is_some_and(|old| seller(&old.account) == seller(account));
    if account.seller_id.is_empty() || unchanged {
        return Ok(());
    }
    let doors = desk.doors();
    let mut others = doors.iter().map(|door| &door.account).filter(|other| other.id != account.id);
    others.find(|other| seller(other) == seller(account)).map_or(Ok(()), |other| Err(here_already(other)))
}

/// The refusal that names the account that is here.
fn here_already(other: &Account) -> Problem {
    let (marketplace, Account { name, seller_id, .. }) = (other.marketplace.name(), other);
    problem::bad_input(Sentence::new(
        format!(
            "{}의 판매자 '{seller_id}'는 '{name}' 계정으로 이미 연결되어 있습니다. 그 계정을 고치거나 다른 판매자를 적으세요.",
            marketplace.ko
        ),
        format!(
            "The seller '{seller_id}' of {} is connected already, as '{name}'. Edit that account or name another seller.",
            marketplace.en
        ),
    ))
}

/// The seller's number, by the field that names it, where it is filled in.
fn seller_id(form: &AccountForm, marketplace: Marketplace) -> Option<String> {
    let named = seller_field(marketplace);
    let field = form.fields.iter().find(|(name, _)| named.is_none_or(|named| named == name));
    field.and_then(|(_, value)| trimmed(Some(value)))
}

/// The field that names the seller: the one called so, else the first of the form that is no secret.
pub(super) fn seller_field(marketplace: Marketplace) -> Option<&'static str> {
    let descriptors = market::descriptors();
    let own = descriptors.into_iter().find(|descriptor| descriptor.marketplace == marketplace)?;
    let plain = || own.fields.iter().filter(|field| !field.secret);
    plain().find(|field| field.name == SELLER_FIELD).or_else(|| plain().next()).map(|field| field.name)
}

/// Text without its edges; `None` when nothing is left.
fn trimmed(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The kept credentials under the form's plain fields and the pasted secrets.
pub(super) fn filled(desk: &Desk, form: &AccountForm, secrets: Credentials) -> Result<Credentials, Problem> {
    let mut credentials = match &form.account {
        Some(id) => keys::read(desk.keychain.as_ref(), id)?,
        None => Credentials::default(),
    };
    for (name, value) in &form.fields {
        credentials.0.insert(name.clone(), SecretString::from(value.trim()));
    }
    credentials.0.extend(secrets.0);
    Ok(credentials)
}
