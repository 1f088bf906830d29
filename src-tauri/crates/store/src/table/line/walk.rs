//! Walks along the indexes of `lines`, each bounded by its stretch and its limit.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{AccountId, ClaimKind, LineId, Stage, Status};
use rusqlite::{Connection, OptionalExtension, params};

use super::{GRID, LineRow, row};
use crate::{
    Store,
    codec::{Json, Word},
    error::Result,
    inbox::Direction,
    place::{self, Stretch},
    table::tally::Branch,
};

/// Which lines of a branch are meant: `?1` is the status, `?2` the account. Without the named index SQLite
/// may walk all lines by place and look at each.
const fn of_branch(branch: &Branch) -> &'static str {
    match (&branch.status, &branch.account) {
        (None, None) => "lines NOT INDEXED WHERE ?1 IS NULL AND ?2 IS NULL",
        (Some(_), None) => "lines INDEXED BY lines_status WHERE status = ?1 AND ?2 IS NULL",
        (None, Some(_)) => "lines INDEXED BY lines_account WHERE ?1 IS NULL AND account = ?2",
        (Some(_), Some(_)) => "lines INDEXED BY lines_account_status WHERE status = ?1 AND account = ?2",
    }
}

/// The statement of [`places`].
pub(crate) fn places_sql(branch: &Branch, direction: Direction) -> String {
    format!(
        "SELECT place FROM {} AND place BETWEEN ?3 AND ?4 ORDER BY place {} LIMIT ?5",
        of_branch(branch),
        direction.sql()
    )
}

/// The first places of a branch within a stretch, at most `limit`, added to `places`.
pub(crate) fn places(
    connection: &Connection,
    branch: &Branch,
    stretch: Stretch,
    direction: Direction,
    limit: u32,
    places: &mut Vec<i64>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(&places_sql(branch, direction))?;
    let account = branch.account.as_ref().map(AccountId::as_str);
    let mut rows =
        statement.query(params![branch.status.map(Word), account, stretch.first, stretch.last, limit])?;
    while let Some(row) = rows.next()? {
        places.push(row.get(0)?);
    }
    Ok(())
}

/// How many lines of a branch stand in a stretch, by walking it: for an hour, not for a year.
pub(crate) fn count(connection: &Connection, branch: &Branch, stretch: Stretch) -> Result<u32> {
    let sql = format!("SELECT count(*) FROM {} AND place BETWEEN ?3 AND ?4", of_branch(branch));
    let account = branch.account.as_ref().map(AccountId::as_str);
    Ok(connection
        .prepare_cached(&sql)?
        .query_row(params![branch.status.map(Word), account, stretch.first, stretch.last], |row| {
            row.get(0)
        })?)
}

impl Store {
    /// The grid's rows of the parcels in which these lines are, every line of a parcel in the order of time; a
    /// number that is not here is left out. One statement, however many there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn parcel_rows(&self, lines: &[(AccountId, LineId)]) -> Result<Vec<LineRow>> {
        self.read(|connection| {
            let sql = format!("SELECT {GRID} FROM lines WHERE place IN ({PARCELS}) ORDER BY place");
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([Json(lines)], row)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

impl Store {
    /// The numbers of an account's lines that were bought since a moment and stand at one of these stages, as far as
    /// no claim took their last piece, and of all those with an open claim; the newest first. As quick as they are
    /// few, however many others there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open_lines(
        &self,
        account: &AccountId,
        stages: &[Stage],
        since: DateTime<Utc>,
    ) -> Result<Vec<LineId>> {
        let asked = [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange].map(Status::asked);
        let at_stages: BTreeSet<Status> = stages.iter().copied().map(Status::of).collect();
        let wanted = at_stages.into_iter().map(|status| (status, place::since(since)));
        let claimed = asked.into_iter().map(|status| (status, Stretch::ALL));
        self.read(|connection| {
            let mut places = Vec::new();
            for (status, stretch) in wanted.chain(claimed) {
                let branch = Branch { status: Some(status), account: Some(account.clone()) };
                self::places(connection, &branch, stretch, Direction::Backward, u32::MAX, &mut places)?;
            }
            places.sort_unstable_by(|one, other| other.cmp(one));
            Ok(super::names_at(connection, &places)?.into_iter().map(|(_, line)| line).collect())
        })
    }
}

/// The places of the parcels of the lines in `?1`: from each line to its bundle along two indexes.
const PARCELS: &str = "SELECT mate.place
    FROM json_each(?1) AS named
    CROSS JOIN lines AS own INDEXED BY lines_line
        ON own.account = json_extract(named.value, '$[0]') AND own.line = json_extract(named.value, '$[1]')
    CROSS JOIN lines AS mate INDEXED BY lines_bundle
        ON mate.account = own.account AND mate.bundle = own.bundle";

/// Status and account of the line at a place.
pub(crate) fn branch_at(connection: &Connection, place: i64) -> Result<Option<(Status, AccountId)>> {
    Ok(connection
        .prepare_cached("SELECT status, account FROM lines WHERE place = ?1")?
        .query_row([place], |row| Ok((row.get::<_, Word<_>>(0)?.0, row.get::<_, Word<_>>(1)?.0)))
        .optional()?)
}
