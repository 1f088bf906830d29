//! The order of the queues: the moments from which waiting for a claim costs something.
//!
//! They follow from the claim and from the owner's terms, which the store does not know. They are reckoned once, and
//! again when the claim or the terms changed, so that the first page of a queue needs no look at the others.

use chrono::{DateTime, Utc};
use domain::{AccountId, Claim, ClaimId, ClaimKind, ClaimStep};
use rusqlite::{Connection, Params, Row, params};

use super::ClaimQuery;
use crate::{
    Store,
    codec::{Json, Moment, Word},
    error::Result,
    table::event,
};

/// Narrows a queue to the steps and accounts that were asked for, or to none.
const CHOSEN: &str = "(?2 = '[]' OR step IN (SELECT value FROM json_each(?2)))
             AND (?3 = '[]' OR account IN (SELECT value FROM json_each(?3)))";

/// Open claims whose moment was not reckoned by these terms.
const UNRECKONED: &str = "SELECT detail FROM claims INDEXED BY claims_due_by
    WHERE settled = 0 AND (due_by IS NULL OR due_by < ?1 OR due_by > ?1)";

/// When waiting for a claim costs something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// From this moment on.
    At(DateTime<Utc>),
    /// At a time that nobody tells.
    Untold,
    /// Not at all.
    Never,
}

/// An open claim whose waiting costs something from a moment on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDue {
    /// Whose.
    pub account: AccountId,
    /// Its queue.
    pub kind: ClaimKind,
    /// How far it has come.
    pub step: ClaimStep,
    /// From when on.
    pub at: DateTime<Utc>,
}

/// The open claims of a queue, those first whose waiting costs first.
pub(super) fn open(connection: &Connection, query: &ClaimQuery, limit: u32) -> Result<Vec<Claim>> {
    let sql = format!(
        "SELECT detail FROM claims INDEXED BY claims_due WHERE kind = ?1 AND settled = 0 AND {CHOSEN}
         ORDER BY due_rank, due, requested_at LIMIT ?4"
    );
    let values = params![Word(query.kind), Json(&query.steps), Json(&query.accounts), limit];
    claims(connection, &sql, values)
}

/// The settled claims of a queue, the oldest request first: along the requests, or only along what changed of late,
/// which is little of all that was ever settled.
pub(super) fn settled(connection: &Connection, query: &ClaimQuery, limit: u32) -> Result<Vec<Claim>> {
    let narrowed = match query.settled_since {
        Some(_) => "INDEXED BY claims_changed WHERE kind = ?1 AND settled = 1 AND changed_at >= ?5",
        None => "INDEXED BY claims_queue WHERE kind = ?1 AND settled = 1 AND ?5 IS NULL",
    };
    let sql = format!("SELECT detail FROM claims {narrowed} AND {CHOSEN} ORDER BY requested_at LIMIT ?4");
    let since = query.settled_since.map(Moment);
    let values = params![Word(query.kind), Json(&query.steps), Json(&query.accounts), limit, since];
    claims(connection, &sql, values)
}

/// The claims of a statement whose only column is their detail.
fn claims(connection: &Connection, sql: &str, values: impl Params) -> Result<Vec<Claim>> {
    let mut statement = connection.prepare_cached(sql)?;
    let claims = statement.query_map(values, detail)?;
    Ok(claims.collect::<Result<_, _>>()?)
}

fn detail(row: &Row<'_>) -> rusqlite::Result<Claim> {
    Ok(row.get::<_, Json<_>>(0)?.0)
}

/// Keeps when waiting for a claim costs something.
fn put_due(connection: &Connection, claim: &Claim, due: Due, by: &str) -> Result<()> {
    let (at, rank) = match due {
        Due::At(at) => (Some(Moment(at)), 0),
        Due::Untold => (None, 1),
        Due::Never => (None, 2),
    };
    connection
        .prepare_cached(
            "UPDATE claims SET due = ?3, due_rank = ?4, due_by = ?5 WHERE account = ?1 AND claim = ?2",
        )?
        .execute(params![claim.account.as_str(), claim.claim.as_str(), at, rank, by])?;
    Ok(())
}

/// Forgets when waiting for a claim costs something, because something that it follows from changed.
pub(crate) fn forget_due(connection: &Connection, account: &AccountId, claim: &ClaimId) -> Result<()> {
    connection
        .prepare_cached("UPDATE claims SET due_by = NULL WHERE account = ?1 AND claim = ?2")?
        .execute([account.as_str(), claim.as_str()])?;
    Ok(())
}

impl Store {
    /// Reckons when waiting for open claims costs something, for those of which it is not known by the terms that `by`
    /// names. `due` is given each of them, with the moment at which it was first seen that its
    /// goods are here.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn reckon_dues(&self, by: &str, due: impl Fn(&Claim, Option<DateTime<Utc>>) -> Due) -> Result<()> {
        let missing = self.read(|connection| {
            Ok(connection.prepare_cached(&format!("{UNRECKONED} LIMIT 1"))?.exists([by])?)
        })?;
        if !missing {
            return Ok(());
        }
        self.write(|transaction| {
            for claim in claims(transaction, UNRECKONED, [by])? {
                let here_by = event::here_by(transaction, &claim)?;
                put_due(transaction, &claim, due(&claim, here_by), by)?;
            }
            Ok(())
        })
    }

    /// When waiting for each open claim costs something, as far as it was reckoned; those that cost nothing are left
    /// out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open_dues(&self) -> Result<Vec<OpenDue>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT account, kind, step, due FROM claims
                 WHERE settled = 0 AND due IS NOT NULL ORDER BY requested_at, claim",
            )?;
            let dues = statement.query_map([], |row| {
                Ok(OpenDue {
                    account: row.get::<_, Word<_>>(0)?.0,
                    kind: row.get::<_, Word<_>>(1)?.0,
                    step: row.get::<_, Word<_>>(2)?.0,
                    at: row.get::<_, Moment>(3)?.0,
                })
            })?;
            Ok(dues.collect::<Result<_, _>>()?)
        })
    }
}
