//! `feeds`: how far each list of each account has been read.

use chrono::{DateTime, Utc};
use domain::AccountId;
use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::{Store, codec::Moment, error::Result, table::account};

/// How far one feed has been read, and how it fares.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct FeedState {
    /// The feed's name.
    pub feed: String,
    /// Everything before this moment was read.
    pub read_until: Option<DateTime<Utc>>,
    /// The past was read down to this moment.
    pub back_to: Option<DateTime<Utc>>,
    /// When it was last read to its end.
    pub last_ok_at: Option<DateTime<Utc>>,
    /// Why the last reading failed; `None` when it did not.
    pub last_error: Option<String>,
    /// Since when it has been failing.
    pub failing_since: Option<DateTime<Utc>>,
}

/// The columns, in the order of [`read`].
const COLUMNS: &str = "feed, read_until, back_to, last_ok_at, last_error, failing_since";

/// One row.
fn read(row: &Row<'_>) -> rusqlite::Result<FeedState> {
    let moment =
        |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<Moment>>(column)?.map(|moment| moment.0));
    Ok(FeedState {
        feed: row.get(0)?,
        read_until: moment(1)?,
        back_to: moment(2)?,
        last_ok_at: moment(3)?,
        last_error: row.get(4)?,
        failing_since: moment(5)?,
    })
}

impl Store {
    /// Every feed of an account that was read at least once, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn feeds(&self, account: &AccountId) -> Result<Vec<FeedState>> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM feeds WHERE account = ?1 ORDER BY feed");
            let mut statement = connection.prepare_cached(&sql)?;
            let feeds = statement.query_map([account.as_str()], read)?;
            Ok(feeds.collect::<Result<_, _>>()?)
        })
    }

    /// One feed, if it was ever read.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn feed(&self, account: &AccountId, feed: &str) -> Result<Option<FeedState>> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM feeds WHERE account = ?1 AND feed = ?2");
            Ok(connection.prepare_cached(&sql)?.query_row([account.as_str(), feed], read).optional()?)
        })
    }

    /// Writes down how far a feed has been read.
    ///
    /// # Errors
    /// [`crate::StoreError::NoSuch`] for an account that is not here; when the file cannot be written.
    pub fn put_feed(&self, account: &AccountId, state: &FeedState) -> Result<()> {
        self.write(|transaction| {
            account::require(transaction, account)?;
            transaction
                .prepare_cached("INSERT OR REPLACE INTO feeds VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
                .execute(params![
                account.as_str(),
                state.feed,
                state.read_until.map(Moment),
                state.back_to.map(Moment),
                state.last_ok_at.map(Moment),
                state.last_error,
                state.failing_since.map(Moment),
            ])?;
            Ok(())
        })
    }
}
