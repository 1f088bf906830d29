//! `happenings`: what happened to orders and claims without us, and what of it was seen.

use chrono::{DateTime, Utc};
use domain::{AccountId, ClaimId, Happening, LineId, OrderId};
use rusqlite::{Connection, Row, params};

use crate::{
    Store,
    codec::{Json, Moment, Word},
    error::Result,
};

/// One thing that happened without us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// Our number for it; later ones have greater numbers.
    pub number: u32,
    /// Whose.
    pub account: AccountId,
    /// On which order.
    pub order: OrderId,
    /// On which line, when it is about one.
    pub line: Option<LineId>,
    /// On which claim, when it is about one.
    pub claim: Option<ClaimId>,
    /// When it was told.
    pub at: DateTime<Utc>,
    /// What.
    pub what: Happening,
    /// When a person saw it.
    pub seen_at: Option<DateTime<Utc>>,
}

/// One row.
fn read(row: &Row<'_>) -> rusqlite::Result<Happened> {
    Ok(Happened {
        number: row.get(0)?,
        account: row.get::<_, Word<_>>(1)?.0,
        order: row.get::<_, Word<_>>(2)?.0,
        line: row.get::<_, Option<Word<_>>>(3)?.map(|word| word.0),
        claim: row.get::<_, Option<Word<_>>>(4)?.map(|word| word.0),
        at: row.get::<_, Moment>(5)?.0,
        what: row.get::<_, Json<_>>(6)?.0,
        seen_at: row.get::<_, Option<Moment>>(7)?.map(|moment| moment.0),
    })
}

/// Whose it is and what it is about.
pub(crate) struct About<'a> {
    pub(crate) account: &'a AccountId,
    pub(crate) order: &'a OrderId,
    pub(crate) line: Option<&'a LineId>,
    pub(crate) claim: Option<&'a ClaimId>,
}

/// Notes what happened.
pub(crate) fn note(
    connection: &Connection,
    about: &About<'_>,
    what: &Happening,
    at: DateTime<Utc>,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO happenings (account, order_id, line, claim, at, what) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            about.account.as_str(),
            about.order.as_str(),
            about.line.map(LineId::as_str),
            about.claim.map(ClaimId::as_str),
            Moment(at),
            Json(what),
        ])?;
    Ok(())
}

/// Lets what happened to a line follow it to another number.
pub(crate) fn rename_line(
    connection: &Connection,
    account: &AccountId,
    old: &LineId,
    new: &LineId,
) -> Result<()> {
    connection.execute(
        "UPDATE happenings SET line = ?3 WHERE account = ?1 AND line = ?2",
        [account.as_str(), old.as_str(), new.as_str()],
    )?;
    Ok(())
}

impl Store {
    /// What happened since a moment, at most `limit`: what nobody saw yet, whenever it was, and then the rest, each newest
    /// first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn happenings(&self, since: DateTime<Utc>, limit: u32) -> Result<Vec<Happened>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT number, account, order_id, line, claim, at, what, seen_at FROM happenings
                 WHERE at >= ?1 OR seen_at IS NULL ORDER BY seen_at IS NOT NULL, number DESC LIMIT ?2",
            )?;
            Ok(statement.query_map(params![Moment(since), limit], read)?.collect::<Result<_, _>>()?)
        })
    }

    /// How many of them nobody saw yet.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn unseen_happenings(&self) -> Result<u32> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT count(*) FROM happenings WHERE seen_at IS NULL")?
                .query_row([], |row| row.get(0))?)
        })
    }

    /// Marks these as seen; what was seen before keeps its moment.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn see_happenings(&self, numbers: &[u32], at: DateTime<Utc>) -> Result<()> {
        self.write(|transaction| {
            transaction.execute(
                "UPDATE happenings SET seen_at = ?2
                 WHERE seen_at IS NULL AND number IN (SELECT value FROM json_each(?1))",
                params![Json(numbers), Moment(at)],
            )?;
            Ok(())
        })
    }
}
