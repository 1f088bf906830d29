//! `reports`: what buyers report not to have come (미도착·미수령 신고), and what the grid shows of it.

use chrono::{DateTime, Utc};
use domain::{AccountId, LineId, OrderId, UndeliveredReport};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::{
    Store,
    codec::{Json, Moment},
    error::Result,
};

/// A report as a row of the grid shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RowReport {
    /// Its number within the line.
    pub report: String,
    /// When it was made.
    pub reported_at: DateTime<Utc>,
    /// Why, in the marketplace's and the buyer's words.
    pub reason: String,
    /// The marketplace's status word, or empty.
    pub raw_status: String,
}

/// A report as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReport {
    /// The report.
    pub report: UndeliveredReport,
    /// When the marketplace last told of it, whether or not anything was new.
    pub told_at: DateTime<Utc>,
}

/// One row.
fn read(row: &Row<'_>) -> rusqlite::Result<KeptReport> {
    Ok(KeptReport { report: row.get::<_, Json<_>>(0)?.0, told_at: row.get::<_, Moment>(1)?.0 })
}

/// The report of that number on a line, if it is here.
pub(crate) fn find(
    connection: &Connection,
    account: &AccountId,
    line: &LineId,
    report: &str,
) -> Result<Option<KeptReport>> {
    Ok(connection
        .prepare_cached(
            "SELECT detail, told_at FROM reports WHERE account = ?1 AND line = ?2 AND report = ?3",
        )?
        .query_row([account.as_str(), line.as_str(), report], read)
        .optional()?)
}

/// Writes a report, new or in place of itself.
pub(crate) fn put(connection: &Connection, report: &UndeliveredReport, told_at: DateTime<Utc>) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO reports (account, line, report, order_id, reported_at, settled_at, told_at, detail)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT DO UPDATE SET order_id = ?4, reported_at = ?5, settled_at = ?6, told_at = ?7, detail = ?8",
        )?
        .execute(params![
            report.account.as_str(),
            report.line.as_str(),
            report.report,
            report.order.as_str(),
            Moment(report.reported_at),
            report.settled_at.map(Moment),
            Moment(told_at),
            Json(report),
        ])?;
    Ok(())
}

/// Notes that the marketplace told of a report again without anything new.
pub(crate) fn told_again(
    connection: &Connection,
    report: &UndeliveredReport,
    told_at: DateTime<Utc>,
) -> Result<()> {
    connection
        .prepare_cached("UPDATE reports SET told_at = ?4 WHERE account = ?1 AND line = ?2 AND report = ?3")?
        .execute(params![report.account.as_str(), report.line.as_str(), report.report, Moment(told_at)])?;
    Ok(())
}

/// Shows on a line's row the oldest report that waits for an answer, or none.
pub(crate) fn show(connection: &Connection, account: &AccountId, line: &LineId) -> Result<()> {
    let names = [account.as_str(), line.as_str()];
    let open = connection
        .prepare_cached(
            "SELECT detail, told_at FROM reports
             WHERE account = ?1 AND line = ?2 AND settled_at IS NULL ORDER BY reported_at LIMIT 1",
        )?
        .query_row(names, read)
        .optional()?;
    let shown = open.map(|open| {
        let UndeliveredReport { report, reported_at, reason, raw_status, .. } = open.report;
        Json(RowReport { report, reported_at, reason, raw_status })
    });
    connection
        .prepare_cached("UPDATE lines SET undelivered = ?3 WHERE account = ?1 AND line = ?2")?
        .execute(params![names[0], names[1], shown])?;
    Ok(())
}

/// Lets the reports of a line follow it to another number.
pub(crate) fn rename_line(
    connection: &Connection,
    account: &AccountId,
    old: &LineId,
    new: &LineId,
) -> Result<()> {
    let names = [account.as_str(), old.as_str(), new.as_str()];
    connection.execute("UPDATE reports SET line = ?3 WHERE account = ?1 AND line = ?2", names)?;
    Ok(())
}

/// Gives the reports of a line that were told without their order the line's.
pub(crate) fn take_order(
    connection: &Connection,
    account: &AccountId,
    line: &LineId,
    order: &OrderId,
) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE reports SET order_id = ?3, detail = json_set(detail, '$.order', ?3)
             WHERE account = ?1 AND line = ?2 AND order_id = ''",
        )?
        .execute([account.as_str(), line.as_str(), order.as_str()])?;
    Ok(())
}

/// The places of all lines with a report that waits for an answer.
pub(crate) fn places(connection: &Connection) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(UNDELIVERED)?;
    let places = statement.query_map([], |row| row.get(0))?;
    Ok(places.collect::<Result<_, _>>()?)
}

/// The statement of [`places`]. Without the named index SQLite may walk all lines.
pub(crate) const UNDELIVERED: &str =
    "SELECT place FROM lines INDEXED BY lines_undelivered WHERE undelivered IS NOT NULL";

impl Store {
    /// The reports on the lines of an order, the oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reports_of_order(&self, account: &AccountId, order: &OrderId) -> Result<Vec<KeptReport>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT detail, told_at FROM reports WHERE account = ?1 AND order_id = ?2 ORDER BY reported_at",
            )?;
            let reports = statement.query_map([account.as_str(), order.as_str()], read)?;
            Ok(reports.collect::<Result<_, _>>()?)
        })
    }

    /// The report of that number on a line, if it is here.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn report(&self, account: &AccountId, line: &LineId, report: &str) -> Result<Option<KeptReport>> {
        self.read(|connection| find(connection, account, line, report))
    }
}
