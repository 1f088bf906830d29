//! Accounts: the form, the connection test, saving, removing, and how each is doing.

mod shown;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{AccountId, Sentence};
use market::{AccountConfig, Check, CheckedPart, Credentials, OpenError};
use secrecy::SecretString;
use store::Account;

use crate::desk::Desk;
use crate::door::Door;
use crate::engine::Engine;
use crate::view::{
    AccountForm, AccountView, CapabilityRow, CheckStepView, CheckView, CourierView, DescriptorView, Problem,
    Reasons, Tag,
};
use crate::{keys, problem};

/// The built-in shop shows what was written at once.
const SANDBOX_SETTLES_AFTER_SECONDS: u32 = 0;

/// Everything the window shows of an account.
const ACCOUNT_TAGS: &[Tag] = &[Tag::Accounts, Tag::Orders, Tag::Claims, Tag::Counts];

impl Engine {
    /// Every account with its health.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn accounts(&self) -> Result<Vec<AccountView>, Problem> {
        self.ask(|desk| desk.doors().iter().map(|door| shown::account(desk, door)).collect()).await
    }

    /// The account forms, one per marketplace that has a connector.
    pub fn marketplaces(&self) -> Vec<DescriptorView> {
        market::descriptors().into_iter().map(shown::descriptor).collect()
    }

    /// Tests the connection of a filled form step by step; nothing is kept. Secrets that were not pasted again
    /// are taken from the account that is changed.
    ///
    /// # Errors
    /// When a field cannot be right, or the keychain fails. A failed step is no error.
    pub async fn check_account(&self, form: AccountForm, secrets: Credentials) -> Result<CheckView, Problem> {
        let (account, market) = self
            .ask(move |desk| {
                let account = drafted(desk, &form)?;
                let credentials = filled(desk, &form, secrets)?;
                let market = open(desk, &account, &credentials)?;
                Ok((account, market))
            })
            .await?;
        let check = market.check().await;
        Ok(checked(&check, &account, self.desk.now()))
    }

    /// Keeps an account and its secrets and starts collecting it.
    ///
    /// # Errors
    /// When a field cannot be right, or the keychain or the store fails; then nothing is kept.
    pub async fn save_account(
        &self,
        form: AccountForm,
        secrets: Credentials,
    ) -> Result<AccountView, Problem> {
        self.save(form, secrets, false).await
    }

    /// Keeps the account of the built-in shop, whose answers do not lag behind its writes.
    ///
    /// # Errors
    /// As [`Engine::save_account`].
    pub async fn save_sandbox_account(
        &self,
        form: AccountForm,
        secrets: Credentials,
    ) -> Result<AccountView, Problem> {
        self.save(form, secrets, true).await
    }

    /// Forgets an account with its orders, claims, journal and secrets, after what is on its way now.
    ///
    /// # Errors
    /// When there is no such account, or the store or the keychain fails.
    pub async fn remove_account(&self, account: AccountId) -> Result<(), Problem> {
        let door = self.desk.door(&account)?;
        let _turn = door.queue.lock().await;
        self.ask(move |desk| {
            desk.store.remove_account(&account)?;
            desk.unhang(&account);
            keys::forget(desk.keychain.as_ref(), &account)?;
            desk.tell_stale(&[Tag::Accounts, Tag::Orders, Tag::Claims, Tag::Counts, Tag::Journal]);
            Ok(())
        })
        .await
    }

    /// The couriers that the account's marketplace knows.
    ///
    /// # Errors
    /// When there is no such account, or it cannot be opened.
    pub async fn couriers(&self, account: AccountId) -> Result<Vec<CourierView>, Problem> {
        let door = self.desk.door(&account)?;
        Ok(door.market()?.capabilities().couriers.iter().map(shown::courier).collect())
    }

    /// The reason codes that the account's marketplace asks for.
    ///
    /// # Errors
    /// When there is no such account, or it cannot be opened.
    pub async fn reasons(&self, account: AccountId) -> Result<Reasons, Problem> {
        let door = self.desk.door(&account)?;
        let capabilities = door.market()?.capabilities();
        let listed = |reasons: &[(&'static str, Sentence)]| {
            reasons.iter().map(|(code, words)| ((*code).to_owned(), words.clone())).collect()
        };
        Ok(Reasons {
            cancel: listed(capabilities.cancel_reasons),
            exchange: listed(capabilities.exchange_refusals),
        })
    }

    /// What can be done at every marketplace that has a connector, with an account here or without.
    pub async fn capabilities(&self) -> Vec<CapabilityRow> {
        let marketplaces = market::descriptors().into_iter().map(|descriptor| descriptor.marketplace);
        marketplaces
            .filter_map(|marketplace| Some((marketplace, market::capabilities(marketplace)?)))
            .flat_map(|(marketplace, table)| shown::capabilities(marketplace, &table).collect::<Vec<_>>())
            .collect()
    }

    /// Keeps an account; the file comes before the keychain so that no secret is left without its account.
    async fn save(
        &self,
        form: AccountForm,
        secrets: Credentials,
        sandbox: bool,
    ) -> Result<AccountView, Problem> {
        let door = self.ask(move |desk| keep(desk, &form, secrets, sandbox)).await?;
        self.attend(&door);
        self.desk.tell_stale(ACCOUNT_TAGS);
        self.ask(move |desk| shown::account(desk, &door)).await
    }
}

/// Checks, keeps and opens.
fn keep(desk: &Desk, form: &AccountForm, secrets: Credentials, sandbox: bool) -> Result<Arc<Door>, Problem> {
    let mut account = drafted(desk, form)?;
    account.sandbox = sandbox;
    if sandbox {
        account.settles_after_seconds = Some(SANDBOX_SETTLES_AFTER_SECONDS);
    }
    let credentials = filled(desk, form, secrets)?;
    let market = open(desk, &account, &credentials)?;
    desk.store.put_account(&account)?;
    keys::write(desk.keychain.as_ref(), &account.id, &credentials)?;
    let queue = desk.find(&account.id).map(|old| Arc::clone(&old.queue));
    let door = Arc::new(Door::new(account, Ok(market), queue));
    desk.hang(Arc::clone(&door));
    Ok(door)
}

/// The account that a form describes, not kept yet.
fn drafted(desk: &Desk, form: &AccountForm) -> Result<Account, Problem> {
    if form.name.trim().is_empty() {
        return Err(problem::bad_input(Sentence::fixed(
            "계정 이름이 비어 있습니다. 알아볼 수 있는 이름을 적으세요.",
            "The account has no name. Give it one you will recognise.",
        )));
    }
    let old = match &form.account {
        Some(id) => Some(desk.door(id)?.account.clone()),
        None => None,
    };
    Ok(Account {
        id: old.as_ref().map_or_else(|| AccountId::new(desk.new_id()), |old| old.id.clone()),
        marketplace: form.marketplace,
        name: form.name.trim().to_owned(),
        seller_id: seller_id(form),
        base_url: trimmed(form.base_url.as_deref()),
        proxy: trimmed(form.proxy.as_deref()),
        settles_after_seconds: old.as_ref().and_then(|old| old.settles_after_seconds),
        sandbox: false,
        key_issued_on: form.key_issued_on.or_else(|| old.as_ref().and_then(|old| old.key_issued_on)),
        created_at: old.map_or_else(|| desk.now(), |old| old.created_at),
    })
}

/// The seller's number: the first field of the form that is not a secret.
fn seller_id(form: &AccountForm) -> String {
    let descriptors = market::descriptors();
    let named = descriptors
        .iter()
        .find(|descriptor| descriptor.marketplace == form.marketplace)
        .and_then(|descriptor| descriptor.fields.iter().find(|field| !field.secret))
        .map(|field| field.name);
    let field = form.fields.iter().find(|(name, _)| named.is_none_or(|named| named == name));
    field.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
}

/// Text without its edges; `None` when nothing is left.
fn trimmed(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The kept credentials under the form's plain fields and the pasted secrets.
fn filled(desk: &Desk, form: &AccountForm, secrets: Credentials) -> Result<Credentials, Problem> {
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

/// Opens an account's connector.
fn open(
    desk: &Desk,
    account: &Account,
    credentials: &Credentials,
) -> Result<Arc<dyn market::Marketplace>, OpenError> {
    let config = AccountConfig {
        account: account.id.clone(),
        base_url: account.base_url.clone(),
        proxy: account.proxy.clone(),
        settles_after: account.settles_after_seconds.map(|seconds| Duration::from_secs(seconds.into())),
    };
    (desk.opener)(account.marketplace, config, credentials, Arc::clone(&desk.clock))
}

/// Opens the door of a kept account; one that cannot be opened is hung with its problem, never left out.
pub(crate) fn open_door(desk: &Desk, account: Account, queue: Option<Arc<tokio::sync::Mutex<()>>>) -> Door {
    let market = keys::read(desk.keychain.as_ref(), &account.id)
        .and_then(|credentials| Ok(open(desk, &account, &credentials)?));
    Door::new(account, market, queue)
}

/// A connection test as the window shows it.
fn checked(check: &Check, account: &Account, at: DateTime<Utc>) -> CheckView {
    let steps: Vec<CheckStepView> = check
        .steps
        .iter()
        .map(|step| CheckStepView {
            what: part(step.what).to_owned(),
            remark: step.result.as_ref().ok().cloned(),
            problem: step.result.as_ref().err().map(|error| problem::of_market(error, account)),
            status: step.result.as_ref().err().and_then(|error| error.status).map(u32::from),
        })
        .collect();
    CheckView { at, passed: !steps.is_empty() && steps.iter().all(|step| step.problem.is_none()), steps }
}

/// The word of a step.
const fn part(part: CheckedPart) -> &'static str {
    match part {
        CheckedPart::Reach => "reach",
        CheckedPart::Clock => "clock",
        CheckedPart::Address => "address",
        CheckedPart::Key => "key",
        CheckedPart::Orders => "orders",
    }
}
