//! `search`: the words of each line, under the line's place.

use domain::AccountId;
use rusqlite::{Connection, params};

use crate::{error::Result, inbox::Direction, place::Stretch};

/// Puts a line's words in place of what was there.
pub(crate) fn put(connection: &Connection, place: i64, words: &str) -> Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO search (rowid, words) VALUES (?1, ?2)")?
        .execute(params![place, words])?;
    Ok(())
}

/// Forgets a place.
pub(crate) fn forget(connection: &Connection, place: i64) -> Result<()> {
    connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([place])?;
    Ok(())
}

/// Forgets every line of an account, while its lines are still there.
pub(crate) fn forget_account(connection: &Connection, account: &AccountId) -> Result<()> {
    let sql = "DELETE FROM search WHERE rowid IN (SELECT place FROM lines WHERE account = ?1)";
    connection.execute(sql, [account.as_str()])?;
    Ok(())
}

/// Hands the places that answer `question` to `take`, in order, until it returns `false`.
pub(crate) fn find(
    connection: &Connection,
    question: &str,
    stretch: Stretch,
    direction: Direction,
    mut take: impl FnMut(i64) -> Result<bool>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT rowid FROM search WHERE search MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid {}",
        direction.sql()
    ))?;
    let mut hits = statement.query(params![question, stretch.first, stretch.last])?;
    while let Some(hit) = hits.next()? {
        if !take(hit.get(0)?)? {
            break;
        }
    }
    Ok(())
}
