//! `tally`: how many lines of each status and account stand in each hour, day and span of days in Korea.
//!
//! It is what lets the inbox count exactly and jump to any row without walking there: a sum over spans,
//! then over the days of one span, then over the hours of one day.

use std::collections::BTreeMap;

use domain::{AccountId, Status};
use rusqlite::{Connection, params};
use serde::Serialize;

use crate::{
    Store,
    codec::Word,
    error::Result,
    place::{Scale, Stretch},
};

/// How many lines of one account have one status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct StatusCount {
    /// The status.
    pub status: Status,
    /// The account.
    pub account: AccountId,
    /// Lines; never 0.
    pub lines: u32,
}

/// Lines of one status and one account, or of all of them where it is `None`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Branch {
    /// The status.
    pub(crate) status: Option<Status>,
    /// The account.
    pub(crate) account: Option<AccountId>,
}

/// What a transaction changes, gathered so that each bucket is written once.
#[derive(Debug, Default)]
pub(crate) struct TallyChange(BTreeMap<(Branch, i64), i64>);

impl TallyChange {
    /// Counts a line that came (`by` = 1) or went (−1).
    pub(crate) fn count(&mut self, status: Status, account: &AccountId, place: i64, by: i64) {
        let branch = Branch { status: Some(status), account: Some(account.clone()) };
        *self.0.entry((branch, Scale::Hour.of(place))).or_default() += by;
    }

    /// Writes it all, for every scale and for the sums over statuses and accounts.
    pub(crate) fn save(self, connection: &Connection) -> Result<()> {
        let mut cells: BTreeMap<(Scale, Branch, i64), i64> = BTreeMap::new();
        for ((branch, hour), by) in self.0.into_iter().filter(|(_, by)| *by != 0) {
            for sum in branch.sums() {
                for scale in Scale::ALL {
                    *cells.entry((scale, sum.clone(), scale.of_hour(hour))).or_default() += by;
                }
            }
        }
        cells
            .into_iter()
            .filter(|(_, by)| *by != 0)
            .try_for_each(|((scale, branch, bucket), by)| add(connection, scale, &branch, bucket, by))
    }
}

impl Branch {
    /// Every line.
    pub(crate) const ALL: Branch = Branch { status: None, account: None };

    /// The branch itself and those in which it is contained.
    fn sums(&self) -> [Branch; 4] {
        [
            self.clone(),
            Branch { status: None, account: self.account.clone() },
            Branch { status: self.status, account: None },
            Branch::ALL,
        ]
    }

    /// The columns `status` and `account`, where empty stands for all.
    fn columns(&self) -> (Option<Word<Status>>, &str) {
        (self.status.map(Word), self.account.as_ref().map_or("", AccountId::as_str))
    }
}

/// Adds to one bucket, and removes it when nothing is left in it.
fn add(connection: &Connection, scale: Scale, branch: &Branch, bucket: i64, by: i64) -> Result<()> {
    let (status, account) = branch.columns();
    let cell = params![scale as i64, status, account, bucket, by];
    let added = connection
        .prepare_cached(
            "UPDATE tally SET lines = lines + ?5
             WHERE scale = ?1 AND status = ifnull(?2, '') AND account = ?3 AND bucket = ?4",
        )?
        .execute(cell)?;
    if added == 0 {
        connection
            .prepare_cached("INSERT INTO tally VALUES (?1, ifnull(?2, ''), ?3, ?4, ?5)")?
            .execute(cell)?;
    }
    if by < 0 {
        connection
            .prepare_cached(
                "DELETE FROM tally WHERE scale = ?1 AND status = ifnull(?2, '') AND account = ?3
                 AND bucket = ?4 AND lines = 0",
            )?
            .execute(&cell[..4])?;
    }
    Ok(())
}

/// The statement of [`buckets`], for one branch.
pub(crate) const BUCKETS: &str = "SELECT bucket, lines FROM tally
    WHERE scale = ?1 AND status = ifnull(?2, '') AND account = ?3 AND bucket BETWEEN ?4 AND ?5";

/// Lines of the branches in each bucket that lies within the stretch, oldest first. A bucket at its edge
/// counts as a whole.
pub(crate) fn buckets(
    connection: &Connection,
    branches: &[Branch],
    scale: Scale,
    stretch: Stretch,
) -> Result<BTreeMap<i64, u32>> {
    let mut sums = BTreeMap::new();
    let mut statement = connection.prepare_cached(BUCKETS)?;
    for branch in branches {
        let (status, account) = branch.columns();
        let (first, last) = (scale.of(stretch.first), scale.of(stretch.last));
        let mut rows = statement.query(params![scale as i64, status, account, first, last])?;
        while let Some(row) = rows.next()? {
            *sums.entry(row.get(0)?).or_default() += row.get::<_, u32>(1)?;
        }
    }
    Ok(sums)
}

/// Lines of the branches in the buckets from `first` to `last`, both included.
pub(crate) fn sum(
    connection: &Connection,
    branches: &[Branch],
    scale: Scale,
    first: i64,
    last: i64,
) -> Result<u32> {
    let mut statement = connection.prepare_cached(SUM)?;
    let mut lines = 0;
    for branch in branches {
        let (status, account) = branch.columns();
        lines += statement
            .query_row(params![scale as i64, status, account, first, last], |row| row.get::<_, u32>(0))?;
    }
    Ok(lines)
}

/// The statement of [`sum`], for one branch.
pub(crate) const SUM: &str = "SELECT ifnull(sum(lines), 0) FROM tally
    WHERE scale = ?1 AND status = ifnull(?2, '') AND account = ?3 AND bucket BETWEEN ?4 AND ?5";

/// Takes an account out of every sum.
pub(crate) fn forget_account(connection: &Connection, account: &AccountId) -> Result<()> {
    let account = account.as_str();
    connection.execute(
        "UPDATE tally SET lines = tally.lines - gone.lines
         FROM (SELECT scale, status, bucket, lines FROM tally WHERE account = ?1) AS gone
         WHERE tally.account = '' AND tally.scale = gone.scale AND tally.status = gone.status
             AND tally.bucket = gone.bucket",
        [account],
    )?;
    connection.execute("DELETE FROM tally WHERE account = ?1 OR lines = 0", [account])?;
    Ok(())
}

impl Store {
    /// How many lines there are of each status and account, exactly and without reading a line.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn counts(&self) -> Result<Vec<StatusCount>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT status, account, sum(lines) FROM tally
                 WHERE scale = ?1 AND status > '' AND account > '' GROUP BY status, account",
            )?;
            let counts = statement.query_map([Scale::Span as i64], |row| {
                Ok(StatusCount {
                    status: row.get::<_, Word<_>>(0)?.0,
                    account: row.get::<_, Word<_>>(1)?.0,
                    lines: row.get(2)?,
                })
            })?;
            Ok(counts.collect::<Result<_, _>>()?)
        })
    }
}
