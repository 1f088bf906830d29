//! Lines as the desk asks for them: whole, or as rows of the grid.

use domain::{AccountId, BundleId, LineId, OrderId, OrderLine};
use rusqlite::{Connection, Params};

use super::{GRID, LineRow, find, row};
use crate::{Store, codec::Json, error::Result, table::former_line};

/// Whole lines, by a condition on `lines`.
fn whole(connection: &Connection, condition: &str, names: impl Params) -> Result<Vec<OrderLine>> {
    let sql =
        format!("SELECT detail FROM lines JOIN line_details USING (place) WHERE {condition} ORDER BY place");
    let mut statement = connection.prepare_cached(&sql)?;
    let lines = statement.query_map(names, |row| Ok(row.get::<_, Json<_>>(0)?.0))?;
    Ok(lines.collect::<Result<_, _>>()?)
}

impl Store {
    /// One line in full, also under a number it had before a split shipping.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn line(&self, account: &AccountId, line: &LineId) -> Result<Option<OrderLine>> {
        self.read(|connection| {
            let today = former_line::today(connection, account, line)?;
            let found = find(connection, account, today.as_ref().unwrap_or(line))?;
            Ok(found.map(|stored| stored.line))
        })
    }

    /// The lines of an order in full, in the order of time.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn order_lines(&self, account: &AccountId, order: &OrderId) -> Result<Vec<OrderLine>> {
        self.read(|connection| {
            whole(connection, "account = ?1 AND order_id = ?2", [account.as_str(), order.as_str()])
        })
    }

    /// The lines of a bundle in full, in the order of time.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn bundle_lines(&self, account: &AccountId, bundle: &BundleId) -> Result<Vec<OrderLine>> {
        self.read(|connection| {
            whole(connection, "account = ?1 AND bundle = ?2", [account.as_str(), bundle.as_str()])
        })
    }

    /// The grid's rows of an order, in the order of time.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn line_rows_of_order(&self, account: &AccountId, order: &OrderId) -> Result<Vec<LineRow>> {
        self.read(|connection| {
            let sql = format!("SELECT {GRID} FROM lines WHERE account = ?1 AND order_id = ?2 ORDER BY place");
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([account.as_str(), order.as_str()], row)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}
