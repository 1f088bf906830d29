//! 발송보류: lines that we keep from leaving, with the reason. The marketplace knows nothing of it, so that
//! nothing it tells changes it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{AccountId, Event, EventKind, EventSource, LineId, OrderId, OrderLine, Stage};
use rusqlite::{Connection, Transaction, params};

use super::order_of;
use crate::{
    Store, StoreError,
    codec::Word,
    error::Result,
    table::{event, former_line},
};

/// The places of all lines that we keep from leaving.
pub(crate) fn places(connection: &Connection) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(ON_HOLD)?;
    let places = statement.query_map([], |row| row.get(0))?;
    Ok(places.collect::<Result<_, _>>()?)
}

/// The statement of [`places`]. Without the named index SQLite may walk all lines.
pub(crate) const ON_HOLD: &str =
    "SELECT place FROM lines INDEXED BY lines_on_hold WHERE dispatch_hold IS NOT NULL";

impl Store {
    /// Keeps lines from leaving, or lets them leave again (`None`): all or none, with an event for each line that
    /// this changes.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for a line that is not here; when the file cannot be written.
    pub fn hold_dispatch(
        &self,
        lines: &[(AccountId, LineId)],
        reason: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<()> {
        self.write(|transaction| {
            lines.iter().try_for_each(|(account, line)| set(transaction, account, line, reason, at))
        })
    }

    /// The lines of an order that we keep from leaving, with the reasons.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn dispatch_holds(&self, account: &AccountId, order: &OrderId) -> Result<BTreeMap<LineId, String>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT line, dispatch_hold FROM lines
                 WHERE account = ?1 AND order_id = ?2 AND dispatch_hold IS NOT NULL",
            )?;
            let holds = statement.query_map([account.as_str(), order.as_str()], |row| {
                Ok((row.get::<_, Word<_>>(0)?.0, row.get(1)?))
            })?;
            Ok(holds.collect::<Result<_, _>>()?)
        })
    }
}

/// Ends the hold of a line that has left or is gone all the same.
pub(crate) fn end_with(transaction: &Transaction<'_>, line: &OrderLine, at: DateTime<Utc>) -> Result<()> {
    match line.stage {
        Stage::Paid | Stage::Preparing | Stage::Unknown => Ok(()),
        _ => set(transaction, &line.account, &line.line, None, at),
    }
}

/// Sets or takes away the reason of one line.
fn set(
    transaction: &Transaction<'_>,
    account: &AccountId,
    named: &LineId,
    reason: Option<&str>,
    at: DateTime<Utc>,
) -> Result<()> {
    let line = former_line::today(transaction, account, named)?.unwrap_or_else(|| named.clone());
    let order = order_of(transaction, account, &line)?
        .ok_or_else(|| StoreError::NoSuch("line", named.to_string()))?;
    let changed = transaction
        .prepare_cached(
            "UPDATE lines SET dispatch_hold = ?3
             WHERE account = ?1 AND line = ?2 AND dispatch_hold IS NOT ?3",
        )?
        .execute(params![account.as_str(), line.as_str(), reason])?;
    if changed > 0 {
        event::append(transaction, &[told(account, order, line, reason, at)])?;
    }
    Ok(())
}

/// The event of a hold, or of its end.
fn told(account: &AccountId, order: OrderId, line: LineId, reason: Option<&str>, at: DateTime<Utc>) -> Event {
    let kind = match reason {
        Some(reason) => EventKind::DispatchHeld { reason: reason.to_owned() },
        None => EventKind::DispatchReleased,
    };
    Event {
        account: account.clone(),
        order,
        line: Some(line),
        claim: None,
        at,
        source: EventSource::Us,
        kind,
    }
}
