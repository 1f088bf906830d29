//! `access_log`: who looked at whose personal data (개인정보 접속기록), only ever added to.

use chrono::{DateTime, Utc};
use domain::{AccountId, Event, EventKind, EventSource, OrderId};
use rusqlite::params;
use serde::{Deserialize, Serialize};

use crate::{
    Store,
    codec::{Moment, Word},
    error::Result,
    table::{account, event},
};

/// One look at personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AccessEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// Whose order, at which account.
    pub account: AccountId,
    /// On which order.
    pub order: OrderId,
    /// What was shown, printed or exported.
    pub what: String,
}

impl Store {
    /// Writes down that personal data of an order was shown, here and in the order's timeline.
    ///
    /// # Errors
    /// [`crate::StoreError::NoSuch`] for an account that is not here; when the file cannot be written.
    pub fn log_access(
        &self,
        account: &AccountId,
        order: &OrderId,
        what: &str,
        at: DateTime<Utc>,
    ) -> Result<()> {
        let revealed = Event {
            account: account.clone(),
            order: order.clone(),
            line: None,
            claim: None,
            at,
            source: EventSource::Us,
            kind: EventKind::Revealed,
        };
        self.write(|transaction| {
            account::require(transaction, account)?;
            transaction.execute(
                "INSERT INTO access_log (at, account, order_id, what) VALUES (?1, ?2, ?3, ?4)",
                params![Moment(at), account.as_str(), order.as_str(), what],
            )?;
            event::append(transaction, &[revealed])
        })
    }

    /// The newest looks at personal data, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn access_log(&self, limit: u32) -> Result<Vec<AccessEntry>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT at, account, order_id, what FROM access_log ORDER BY number DESC LIMIT ?1",
            )?;
            let entries = statement.query_map([limit], |row| {
                Ok(AccessEntry {
                    at: row.get::<_, Moment>(0)?.0,
                    account: row.get::<_, Word<_>>(1)?.0,
                    order: row.get::<_, Word<_>>(2)?.0,
                    what: row.get(3)?,
                })
            })?;
            Ok(entries.collect::<Result<_, _>>()?)
        })
    }
}
