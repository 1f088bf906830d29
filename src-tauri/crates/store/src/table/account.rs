//! `accounts`: one seller's place at one marketplace. Its secrets are in the keychain, not here.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{AccountId, Marketplace};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    codec::{Day, Moment, Word},
    error::Result,
    table::{search, tally},
};

/// A seller's account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Account {
    /// Our number for it.
    pub id: AccountId,
    /// Where it sells.
    pub marketplace: Marketplace,
    /// What the shop calls it.
    pub name: String,
    /// The seller's number at the marketplace (Coupang: vendorId).
    pub seller_id: String,
    /// Another host than the marketplace's own: the sandbox, or a relay.
    pub base_url: Option<String>,
    /// The proxy through which its calls leave.
    pub proxy: Option<String>,
    /// How long this account's answers lag behind its writes, in seconds, where that was set by hand.
    pub settles_after_seconds: Option<u32>,
    /// It sells in the sandbox.
    pub sandbox: bool,
    /// The day in Korea on which its key was issued; Coupang's live for 180 days.
    pub key_issued_on: Option<NaiveDate>,
    /// When it was added here.
    pub created_at: DateTime<Utc>,
}

/// The columns, in the order of [`read`].
const COLUMNS: &str = "id, marketplace, name, seller_id, base_url, proxy, settles_after_seconds, sandbox,
    key_issued_on, created_at";

/// One row.
fn read(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: row.get::<_, Word<_>>(0)?.0,
        marketplace: row.get::<_, Word<_>>(1)?.0,
        name: row.get(2)?,
        seller_id: row.get(3)?,
        base_url: row.get(4)?,
        proxy: row.get(5)?,
        settles_after_seconds: row.get(6)?,
        sandbox: row.get(7)?,
        key_issued_on: row.get::<_, Option<Day>>(8)?.map(|day| day.0),
        created_at: row.get::<_, Moment>(9)?.0,
    })
}

/// Writes an account, new or in place of itself.
fn put(transaction: &Transaction<'_>, account: &Account) -> Result<()> {
    transaction.execute(
        "INSERT INTO accounts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT (id) DO UPDATE SET marketplace = ?2, name = ?3, seller_id = ?4, base_url = ?5,
             proxy = ?6, settles_after_seconds = ?7, sandbox = ?8, key_issued_on = ?9, created_at = ?10",
        params![
            account.id.as_str(),
            Word(account.marketplace),
            account.name,
            account.seller_id,
            account.base_url,
            account.proxy,
            account.settles_after_seconds,
            account.sandbox,
            account.key_issued_on.map(Day),
            Moment(account.created_at),
        ],
    )?;
    Ok(())
}

/// Refuses an account that is not here.
pub(crate) fn require(connection: &Connection, account: &AccountId) -> Result<()> {
    let known =
        connection.prepare_cached("SELECT 1 FROM accounts WHERE id = ?1")?.exists([account.as_str()])?;
    if known { Ok(()) } else { Err(StoreError::NoSuch("account", account.to_string())) }
}

/// When an account was added.
pub(crate) fn added_at(connection: &Connection, account: &AccountId) -> Result<DateTime<Utc>> {
    let moment: Moment = connection
        .prepare_cached("SELECT created_at FROM accounts WHERE id = ?1")?
        .query_row([account.as_str()], |row| row.get(0))?;
    Ok(moment.0)
}

/// The tables that hold an account's rows, those first that point at the others.
const OWNED: [&str; 10] = [
    "happenings",
    "events",
    "feeds",
    "former_lines",
    "untold_orders",
    "reports",
    "actions",
    "claims",
    "lines",
    "claim_tally",
];

/// Removes all that belongs to an account.
fn remove(transaction: &Transaction<'_>, account: &AccountId) -> Result<()> {
    search::forget_account(transaction, account)?;
    tally::forget_account(transaction, account)?;
    for table in OWNED {
        transaction.execute(&format!("DELETE FROM {table} WHERE account = ?1"), [account.as_str()])?;
    }
    transaction.execute("DELETE FROM accounts WHERE id = ?1", [account.as_str()])?;
    Ok(())
}

impl Store {
    /// Every account, in the order in which they were added.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn accounts(&self) -> Result<Vec<Account>> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM accounts ORDER BY created_at, id");
            Ok(connection.prepare_cached(&sql)?.query_map([], read)?.collect::<Result<_, _>>()?)
        })
    }

    /// One account, if it is here.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn account(&self, account: &AccountId) -> Result<Option<Account>> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM accounts WHERE id = ?1");
            Ok(connection.prepare_cached(&sql)?.query_row([account.as_str()], read).optional()?)
        })
    }

    /// Adds an account, or changes the one of the same id.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_account(&self, account: &Account) -> Result<()> {
        self.put_accounts(std::slice::from_ref(account))
    }

    /// Adds accounts, or changes those of the same ids: all of them or none.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_accounts(&self, accounts: &[Account]) -> Result<()> {
        self.write(|transaction| accounts.iter().try_for_each(|account| put(transaction, account)))
    }

    /// Removes an account with all its orders, claims, actions and events. The log of who looked at whose
    /// data stays: it has to be kept.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_account(&self, account: &AccountId) -> Result<()> {
        self.write(|transaction| remove(transaction, account))
    }
}
