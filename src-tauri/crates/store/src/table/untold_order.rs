//! `untold_orders`: orders of which something was told before they themselves, to be read once.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, OrderId};
use rusqlite::{Connection, params};

use crate::{
    Store,
    codec::{Moment, Word},
    error::Result,
};

/// For how long an order that the marketplace did not show is not read again, whatever names it.
const GONE_FOR: TimeDelta = TimeDelta::days(1);

/// Notes that an order has to be read. One that was found to be gone a short while ago is not read again.
pub(crate) fn note(
    connection: &Connection,
    account: &AccountId,
    order: &OrderId,
    at: DateTime<Utc>,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO untold_orders (account, order_id, told_at) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET told_at = ?3, gone_at = NULL WHERE gone_at < ?4",
        )?
        .execute(params![account.as_str(), order.as_str(), Moment(at), Moment(at - GONE_FOR)])?;
    Ok(())
}

impl Store {
    /// The orders of an account that have to be read, those first that wait longest, at most `limit`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn untold_orders(&self, account: &AccountId, limit: u32) -> Result<Vec<OrderId>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT order_id FROM untold_orders WHERE account = ?1 AND gone_at IS NULL
                 ORDER BY told_at, order_id LIMIT ?2",
            )?;
            let orders = statement
                .query_map(params![account.as_str(), limit], |row| Ok(row.get::<_, Word<_>>(0)?.0))?;
            Ok(orders.collect::<Result<_, _>>()?)
        })
    }

    /// Notes that an order was read: it is here now, or the marketplace no longer shows it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn order_was_read(
        &self,
        account: &AccountId,
        order: &OrderId,
        shown: bool,
        at: DateTime<Utc>,
    ) -> Result<()> {
        self.write(|transaction| {
            let names = [account.as_str(), order.as_str()];
            if shown {
                let sql = "DELETE FROM untold_orders WHERE account = ?1 AND order_id = ?2";
                transaction.execute(sql, names)?;
            } else {
                let sql = "UPDATE untold_orders SET gone_at = ?3 WHERE account = ?1 AND order_id = ?2";
                transaction.execute(sql, params![names[0], names[1], Moment(at)])?;
            }
            let old = "DELETE FROM untold_orders WHERE account = ?1 AND gone_at < ?2";
            transaction.execute(old, params![account.as_str(), Moment(at - GONE_FOR)])?;
            Ok(())
        })
    }

    /// Puts an order whose reading failed behind the others that wait.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_order_off(&self, account: &AccountId, order: &OrderId, at: DateTime<Utc>) -> Result<()> {
        self.write(|transaction| {
            let sql = "UPDATE untold_orders SET told_at = ?3 WHERE account = ?1 AND order_id = ?2";
            transaction.execute(sql, params![account.as_str(), order.as_str(), Moment(at)])?;
            Ok(())
        })
    }
}
