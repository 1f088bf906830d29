//! Accounts: the form, the connection test, saving, removing, and how each is doing.

mod check;
mod companions;
mod form;
mod shown;

use std::sync::Arc;
use std::time::Duration;

use domain::{AccountId, Marketplace, Sentence};
use market::{AccountConfig, Capabilities, Credentials, OpenError};
use store::Account;

use crate::couriers;
use crate::desk::Desk;
use crate::door::Door;
use crate::engine::Engine;
use crate::keys;
use crate::usual_courier;
use crate::view::{
    AccountForm, AccountView, CapabilityRow, CourierView, DescriptorView, Problem, ReadingRow, Reasons, Tag,
};

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

    /// Keeps an account and its secrets and starts collecting it, and with it the other accounts of its login.
    ///
    /// # Errors
    /// When a field cannot be right, or the keychain or the store fails; then nothing is kept of any of them.
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
    /// When there is no such account, or the store or the keychain fails; then nothing is forgotten.
    pub async fn remove_account(&self, account: AccountId) -> Result<(), Problem> {
        let door = self.desk.door(&account)?;
        let _turn = door.queue.lock().await;
        self.ask(move |desk| {
            let kept = keys::kept(desk.keychain.as_ref(), &account)?;
            keys::forget(desk.keychain.as_ref(), &account)?;
            if let Err(error) = desk.store.remove_account(&account) {
                keys::put_back(desk.keychain.as_ref(), &account, kept);
                return Err(error.into());
            }
            desk.unhang(&account);
            desk.tell_stale(&[Tag::Accounts, Tag::Orders, Tag::Claims, Tag::Counts, Tag::Journal]);
            Ok(())
        })
        .await
    }

    /// The couriers that the account's marketplace knows, read there first where only it can name them. A list that was
    /// read before is given at once and read anew behind it. The one of the last parcel stands first, behind it those of
    /// everyday use, and last those that cross a border.
    ///
    /// # Errors
    /// When there is no such account, it cannot be opened, or no list was ever read.
    pub async fn couriers(&self, account: AccountId) -> Result<Vec<CourierView>, Problem> {
        let door = self.desk.door(&account)?;
        let market = door.market()?;
        couriers::known(&door).await?;
        let (marketplace, table) = (market.marketplace(), market.couriers());
        self.ask(move |desk| {
            let (list, last) = usual_courier::ordered(desk, &account, marketplace, table)?;
            Ok(list.into_iter().map(|courier| shown::courier(marketplace, courier, last)).collect())
        })
        .await
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
        tables()
            .flat_map(|(marketplace, table)| shown::capabilities(marketplace, &table).collect::<Vec<_>>())
            .collect()
    }

    /// What every marketplace that has a connector tells, with an account here or without.
    pub async fn readings(&self) -> Vec<ReadingRow> {
        tables()
            .flat_map(|(marketplace, table)| shown::readings(marketplace, &table).collect::<Vec<_>>())
            .collect()
    }

    /// Keeps an account and starts its loops.
    async fn save(
        &self,
        form: AccountForm,
        secrets: Credentials,
        sandbox: bool,
    ) -> Result<AccountView, Problem> {
        let (door, companions) = self.ask(move |desk| keep(desk, &form, secrets, sandbox)).await?;
        companions.iter().chain([&door]).for_each(|door| self.attend(door));
        self.desk.tell_stale(ACCOUNT_TAGS);
        self.ask(move |desk| shown::account(desk, &door)).await
    }
}

/// The capability table of every marketplace.
fn tables() -> impl Iterator<Item = (Marketplace, Capabilities)> {
    Marketplace::ALL.into_iter().map(|marketplace| (marketplace, market::capabilities(marketplace)))
}

/// Checks, keeps and opens an account and the others of its login. All are opened before any is kept.
fn keep(
    desk: &Desk,
    form: &AccountForm,
    secrets: Credentials,
    sandbox: bool,
) -> Result<(Arc<Door>, Vec<Arc<Door>>), Problem> {
    let mut account = form::drafted(desk, form)?;
    if sandbox && form.account.is_none() {
        account.sandbox = true;
        account.settles_after_seconds = Some(SANDBOX_SETTLES_AFTER_SECONDS);
    }
    form::only_once(desk, &account)?;
    let credentials = form::filled(desk, form, secrets)?;
    let others = companions::of(desk, form, &account, &credentials)?;
    let opened = |(account, credentials): (Account, Credentials)| {
        let market = open(desk, &account, &credentials)?;
        Ok::<_, Problem>(Opened { account, credentials, market })
    };
    let first = opened((account, credentials))?;
    let others = others.into_iter().map(opened).collect::<Result<Vec<_>, _>>()?;
    put(desk, &first, &others)?;
    Ok((hang(desk, first), others.into_iter().map(|other| hang(desk, other)).collect()))
}

/// An account whose connector was opened with its credentials.
struct Opened {
    account: Account,
    credentials: Credentials,
    market: Arc<dyn market::Marketplace>,
}

/// Keeps accounts, all or none. The secrets come first and go back when one of them or the rows are refused, so that
/// neither stands without the other.
fn put(desk: &Desk, first: &Opened, others: &[Opened]) -> Result<(), Problem> {
    let keychain = desk.keychain.as_ref();
    let mut before = Vec::new();
    let written = std::iter::once(first).chain(others).try_for_each(|opened| {
        let id = &opened.account.id;
        before.push((id, keys::kept(keychain, id)?));
        keys::write(keychain, id, &opened.credentials)
    });
    let rows: Vec<Account> =
        std::iter::once(first).chain(others).map(|opened| opened.account.clone()).collect();
    let kept = written.and_then(|()| Ok(desk.store.put_accounts(&rows)?));
    if kept.is_err() {
        before.into_iter().for_each(|(id, secrets)| keys::put_back(keychain, id, secrets));
    }
    kept
}

/// Hangs the door of an account that was kept.
fn hang(desk: &Desk, Opened { account, market, .. }: Opened) -> Arc<Door> {
    let queue = desk.find(&account.id).map(|old| Arc::clone(&old.queue));
    let door = Arc::new(Door::new(account, Ok(market), queue));
    desk.hang(Arc::clone(&door));
    door
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
