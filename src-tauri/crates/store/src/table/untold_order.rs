//! `untold_orders`: orders of which something was told before they themselves, to be read once.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, OrderId};
use rusqlite::{Connection, params};

use crate::{
    Store,
    codec::{Moment, Word},
    error::Result,
};

/// For how long an order that was read is not read again, whatever names it: what did not show then has gone.
const READ_FOR: TimeDelta = TimeDelta::hours(6);

/// For how long a marketplace refuses an order before it is given up: a refusal may be about a passing trouble.
const REFUSED_FOR: TimeDelta = TimeDelta::days(1);

/// How long an order that was refused is not asked for again.
const REFUSED_WAIT: TimeDelta = TimeDelta::hours(1);

/// Notes that an order has to be read, unless it was a short while ago.
pub(crate) fn note(
    connection: &Connection,
    account: &AccountId,
    order: &OrderId,
    at: DateTime<Utc>,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO untold_orders (account, order_id, told_at) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET told_at = ?3, read_at = NULL, refused_at = NULL, not_before = NULL
                 WHERE read_at < ?4",
        )?
        .execute(params![account.as_str(), order.as_str(), Moment(at), Moment(at - READ_FOR)])?;
    Ok(())
}

impl Store {
    /// The orders of an account that are to be read by now, those first that wait longest, at most `limit`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn untold_orders(&self, account: &AccountId, at: DateTime<Utc>, limit: u32) -> Result<Vec<OrderId>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT order_id FROM untold_orders WHERE account = ?1 AND read_at IS NULL
                     AND ifnull(not_before <= ?3, TRUE)
                 ORDER BY told_at, order_id LIMIT ?2",
            )?;
            let orders = statement.query_map(params![account.as_str(), limit, Moment(at)], |row| {
                Ok(row.get::<_, Word<_>>(0)?.0)
            })?;
            Ok(orders.collect::<Result<_, _>>()?)
        })
    }

    /// Notes that an order was read, whatever it showed.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn order_was_read(&self, account: &AccountId, order: &OrderId, at: DateTime<Utc>) -> Result<()> {
        self.write(|transaction| {
            transaction.execute(
                "UPDATE untold_orders SET read_at = ?3 WHERE account = ?1 AND order_id = ?2",
                params![account.as_str(), order.as_str(), Moment(at)],
            )?;
            transaction.execute(
                "DELETE FROM untold_orders WHERE account = ?1 AND read_at < ?2",
                params![account.as_str(), Moment(at - READ_FOR)],
            )?;
            Ok(())
        })
    }

    /// Puts an order whose reading failed behind the others that wait.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_order_off(&self, account: &AccountId, order: &OrderId, at: DateTime<Utc>) -> Result<()> {
        self.write(|transaction| {
            transaction.execute(
                "UPDATE untold_orders SET told_at = ?3 WHERE account = ?1 AND order_id = ?2",
                params![account.as_str(), order.as_str(), Moment(at)],
            )?;
            Ok(())
        })
    }

    /// Notes that the marketplace refused to show an order. It is asked again after a while, and given up, as if it
    /// had been read, once that went on for a day.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn order_was_refused(&self, account: &AccountId, order: &OrderId, at: DateTime<Utc>) -> Result<()> {
        self.write(|transaction| {
            transaction.execute(
                "UPDATE untold_orders SET told_at = ?3, not_before = ?4, refused_at = ifnull(refused_at, ?3),
                     read_at = CASE WHEN refused_at <= ?5 THEN ?3 END
                 WHERE account = ?1 AND order_id = ?2",
                params![
                    account.as_str(),
                    order.as_str(),
                    Moment(at),
                    Moment(at + REFUSED_WAIT),
                    Moment(at - REFUSED_FOR),
                ],
            )?;
            Ok(())
        })
    }
}
